import { beforeEach, expect, test, vi } from "vitest";
import type { WorkerPort } from "./frame-host.ts";
import { type AskMessage, PART_MISSING, type WorkerNews } from "./protocol.ts";

type Spawned = { kind: string; worker: WorkerPort; asked: AskMessage[]; say(news: WorkerNews): void; answer(value: unknown): void; lack(): void };

const spawned: Spawned[] = [];
const rest = { isLoaded: false, load: () => Promise.resolve() };

vi.mock("./frame-host.ts", () => ({
  FrameHost: class {
    async complete(): Promise<void> {
      await rest.load();
      rest.isLoaded = true;
    }
    async spawn(kind: string): Promise<WorkerPort> {
      const { port1, port2 } = new MessageChannel();
      const worker: WorkerPort = { name: `${kind}-${spawned.length}`, port: port1, whole: rest.isLoaded, onDeath: () => {} };
      const asked: AskMessage[] = [];
      port2.onmessage = ({ data }) => asked.push(data as AskMessage);
      const say = (news: WorkerNews) => port2.postMessage(news);
      const id = () => asked.at(-1)?.id ?? 0;
      spawned.push({
        kind,
        worker,
        asked,
        say,
        answer: (value) => say({ type: "answer", id: id(), ok: true, value }),
        lack: () => say({ type: "answer", id: id(), ok: false, problem: { code: PART_MISSING, message: "no rest" } }),
      });
      return worker;
    }
    async kill(): Promise<void> {}
  },
}));

const { EngineClient } = await import("./client.ts");

/** The worker of a kind that was started after `number` others, asked so often. */
const worker = async (number: number, kind: string, asks = 1) => {
  const found = () => spawned.filter((one) => one.kind === kind)[number];
  await vi.waitFor(() => expect(found()?.asked.length).toBeGreaterThanOrEqual(asks));
  return found()!;
};

const ENDED = { summary: { status: "SUCCEEDED" }, executions: [], realMs: 1 };

beforeEach(() => {
  spawned.length = 0;
  rest.isLoaded = true;
  rest.load = () => Promise.resolve();
});

test("a run, and a question, whose sandbox was replaced for another worker's sake begin again; a crash of their own ends them", async () => {
  const client = new EngineClient({ base: "http://localhost/" });

  const analysis = client.analyze("{}");
  (await worker(0, "lint")).worker.onDeath("the sandbox was replaced", true);
  (await worker(1, "lint")).answer("analysed");
  expect(await analysis).toBe("analysed");

  const run = client.run({ definition: "{}" } as never, {});
  (await worker(0, "run")).worker.onDeath("the sandbox was replaced", true);
  const second = await worker(1, "run");
  expect(second.asked[0]?.type).toBe("run");
  second.answer(ENDED);
  expect((await run.result).summary.status).toBe("SUCCEEDED");

  const crashing = client.run({ definition: "{}" } as never, {});
  (await worker(2, "run")).worker.onDeath("out of memory", false);
  await expect(crashing.result).rejects.toThrow("The engine stopped: out of memory");
});

test("the rest of the engine is loaded when the first part stands, and a worker without it is replaced when it has answered", async () => {
  rest.isLoaded = false;
  const client = new EngineClient({ base: "http://localhost/" });
  const analysis = client.analyze("{}");
  const first = await worker(0, "lint");
  await vi.waitFor(() => expect(spawned.length).toBe(2));
  first.answer("analysed");
  expect(await analysis).toBe("analysed");
  const hover = client.hover("{}", 0);
  const second = await worker(1, "lint");
  expect(second.worker.whole).toBe(true);
  second.answer("explained");
  expect(await hover).toBe("explained");
});

test("a question, a run, and what is asked of a run are asked again with the whole engine when a part of it is missing", async () => {
  rest.isLoaded = false;
  const client = new EngineClient({ base: "http://localhost/" });

  const analysis = client.analyze("{}");
  (await worker(0, "lint")).lack();
  const whole = await worker(1, "lint");
  expect(whole.worker.whole).toBe(true);
  whole.answer("analysed");
  expect(await analysis).toBe("analysed");

  rest.isLoaded = false;
  const run = client.run({ definition: "{}" } as never, {});
  (await worker(0, "run")).lack();
  const again = await worker(1, "run");
  expect([again.worker.whole, again.asked[0]?.type]).toEqual([true, "run"]);
  again.answer(ENDED);
  await run.result;

  // the spare worker that the last run left was started whole
  const part = new EngineClient({ base: "http://localhost/" });
  rest.isLoaded = false;
  const before = spawned.filter(({ kind }) => kind === "run").length;
  const short = part.run({ definition: "{}" } as never, {});
  (await worker(before, "run")).answer(ENDED);
  const { visit } = await short.result;
  const detail = visit(1);
  (await worker(before, "run", 2)).lack();
  const redone = await worker(before + 2, "run");
  expect(redone.asked[0]?.type).toBe("run");
  redone.answer(ENDED);
  expect((await worker(before + 2, "run", 2)).asked[1]).toMatchObject({ type: "visit", visit: 1 });
  redone.answer({ state: "Pay" });
  expect(await detail).toEqual({ state: "Pay" });
});

test("what was asked beside a question that a part is missing for is asked again, too", async () => {
  rest.isLoaded = false;
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  rest.load = () => coming;
  const client = new EngineClient({ base: "http://localhost/" });
  const formatted = client.format("{}");
  const analysis = client.analyze("{}");
  // it lacks what the last question needs; the other one is asked of the next worker, which lacks a part as well
  (await worker(0, "lint", 2)).lack();
  (await worker(1, "lint")).lack();
  await new Promise((resolve) => setTimeout(resolve, 20));
  come();
  const whole = await worker(2, "lint", 2);
  expect(whole.worker.whole).toBe(true);
  for (const { id, type } of whole.asked) whole.say({ type: "answer", id, ok: true, value: `${type} answered` });
  expect([await formatted, await analysis]).toEqual(["format answered", "analyze answered"]);
});

test("a rest that does not load is said in a sentence, and tried again", async () => {
  rest.isLoaded = false;
  rest.load = () => Promise.reject(new Error("engine/rest.wasm could not be loaded (404)"));
  const client = new EngineClient({ base: "http://localhost/" });
  const run = client.run({ definition: "{}" } as never, {});
  (await worker(0, "run")).lack();
  await expect(run.result).rejects.toThrow("engine/rest.wasm could not be loaded (404)");
  const analysis = client.analyze("{}");
  (await worker(0, "lint")).lack();
  await expect(analysis).rejects.toThrow("engine/rest.wasm could not be loaded (404)");

  rest.load = () => Promise.resolve();
  const again = client.analyze("{}");
  (await worker(1, "lint")).lack();
  (await worker(2, "lint")).answer("analysed");
  expect(await again).toBe("analysed");
});

test("a handler that prints and does not return is given up, and a stub that does not load; one that returned is not", async () => {
  const client = new EngineClient({ base: "http://localhost/", handlerLimitMs: 60 });
  const enter = { type: "enter", resource: "arn:f", stateName: "A", attempt: 1 } as const;
  const printed = { type: "log", lines: [] } as const;

  const hanging = client.run({ definition: "{}" } as never, {});
  const first = await worker(0, "run");
  first.say(enter);
  const printing = setInterval(() => first.say({ ...printed, lines: [] }), 10);
  await expect(hanging.result).rejects.toMatchObject({
    code: "HandlerTimeout",
    resource: "arn:f",
    message: "Attempt 1 of A held the run for 0.1 s without an end, so the stub for arn:f was stopped.",
  });
  clearInterval(printing);

  const loading = client.run({ definition: "{}" } as never, {});
  (await worker(1, "run")).say({ type: "load", resource: "arn:g" });
  await expect(loading.result).rejects.toMatchObject({
    code: "HandlerTimeout",
    resource: "arn:g",
    message: "Code outside the handler held the run for 0.1 s without an end, so the stub for arn:g was stopped.",
  });

  const quick = client.run({ definition: "{}" } as never, {});
  const second = await worker(2, "run");
  second.say(enter);
  second.say({ type: "progress", events: 3, nowMs: 0 });
  await new Promise((resolve) => setTimeout(resolve, 120));
  second.answer(ENDED);
  expect((await quick.result).summary.status).toBe("SUCCEEDED");
});
