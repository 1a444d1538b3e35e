import { expect, test, vi } from "vitest";
import type { WorkerPort } from "./frame-host.ts";
import type { AskMessage } from "./protocol.ts";

const spawned: { kind: string; worker: WorkerPort; asked: Promise<AskMessage>; answer(value: unknown): void }[] = [];

vi.mock("./frame-host.ts", () => ({
  FrameHost: class {
    async spawn(kind: string): Promise<WorkerPort> {
      const { port1, port2 } = new MessageChannel();
      const worker: WorkerPort = { name: `${kind}-${spawned.length}`, port: port1, onDeath: () => {} };
      const asked = new Promise<AskMessage>((resolve) => (port2.onmessage = ({ data }) => resolve(data as AskMessage)));
      const answer = async (value: unknown) => port2.postMessage({ type: "answer", id: (await asked).id, ok: true, value });
      spawned.push({ kind, worker, asked, answer });
      return worker;
    }
    async kill(): Promise<void> {}
  },
}));

const { EngineClient } = await import("./client.ts");

const worker = async (number: number, kind: string) => {
  await vi.waitFor(() => expect(spawned.filter((one) => one.kind === kind).length).toBeGreaterThan(number));
  return spawned.filter((one) => one.kind === kind)[number]!;
};

test("a run, and a question, whose sandbox was replaced for another worker's sake begin again; a crash of their own ends them", async () => {
  const client = new EngineClient({ base: "http://localhost/" });

  const analysis = client.analyze("{}");
  const lint = await worker(0, "lint");
  await lint.asked;
  lint.worker.onDeath("the sandbox was replaced", true);
  (await worker(1, "lint")).answer("analysed");
  expect(await analysis).toBe("analysed");

  const run = client.run({ definition: "{}" } as never, {});
  const first = await worker(0, "run");
  await first.asked;
  first.worker.onDeath("the sandbox was replaced", true);
  const second = await worker(1, "run");
  expect((await second.asked).type).toBe("run");
  second.answer({ summary: { status: "SUCCEEDED" }, executions: [], realMs: 1 });
  expect((await run.result).summary.status).toBe("SUCCEEDED");

  const crashing = client.run({ definition: "{}" } as never, {});
  const third = await worker(2, "run");
  await third.asked;
  third.worker.onDeath("out of memory", false);
  await expect(crashing.result).rejects.toThrow("The engine stopped: out of memory");
});
