// The worker: the engine, and in a run the stubs beside it. It answers what the page asks by its port.

import initWasm, * as wasm from "#wasm";
import { Driver, type LogLine } from "../driver.ts";
import { outOfMemory } from "../memory.ts";
import { type Ask, type AskMessage, type Boot, PART_MISSING, type Problem, type StartedExecution, type StubMessage, type WorkerNews } from "../protocol.ts";
import type { EngineSession } from "../session.ts";
import { closeGlobals } from "./closed-globals.ts";
import { loadStubs } from "./stubs.ts";
import { virtualize } from "./virtual-globals.ts";

// captured before any stub can replace them
const clock = performance.now.bind(performance);
const { stringify, parse } = JSON;

/** Real milliseconds between two messages about progress or output. */
const NEWS_EVERY_MS = 100;
/** A handler that took this long is reported when it returns. */
const LONG_MS = 100;
/** After so many calls, `enter` is said only now and then. */
const ENTERS = 10_000;
const ENTER_EVERY_MS = 50;
/** So many lines are told as soon as they are printed: a stub that never returns leaves no later moment. */
const LINES_AT_ONCE = 100;
/** Lines of output that are kept. */
const MOST_LINES = 1_000;
const MOST_LINE_LENGTH = 4_000;

/** The run that this worker was started for. */
let opened: { session: EngineSession; driver: Driver; news: News; load: (stubs: StubMessage[]) => Promise<void> } | undefined;

self.onmessage = ({ data, ports }: MessageEvent<Boot>) => {
  const [port] = ports;
  if (data?.type !== "boot" || !port) return;
  self.onmessage = null;
  const post = port.postMessage.bind(port);
  const say = (news: WorkerNews) => post(news);
  const parts = loadEngine(data);
  parts.then(
    () => say({ type: "booted" }),
    (error: unknown) => say({ type: "answer", id: 0, ok: false, problem: problemOf(error) }),
  );
  port.onmessage = async ({ data: ask }: MessageEvent<AskMessage>) => {
    const engine = await parts.catch(() => undefined);
    // the page was told why
    if (engine === undefined) return;
    const { id } = ask;
    const said = await answer(ask, say).then(
      (value): WorkerNews => ({ type: "answer", id, ok: true, value }),
      (error: unknown): WorkerNews => ({ type: "answer", id, ok: false, problem: problemOf(error, engine.memory) }),
    );
    // a stub may have caught what told of it
    say(engine.missing.value === 1 ? { type: "answer", id, ok: false, problem: MISSING } : said);
  };
};

const MISSING: Problem = { code: PART_MISSING, message: "the rest of the engine did not load; reload the page" };

/** The memory, and what the first part of the engine says of the rest: whether it is there, and whether it was called without being there. */
type Parts = { memory: WebAssembly.Memory; whole: WebAssembly.Global<"i32">; missing: WebAssembly.Global<"i32"> };

async function loadEngine({ first, rest }: Boot): Promise<Parts> {
  const exports = (await initWasm({ module_or_path: first })) as unknown as Parts & WebAssembly.ModuleImports;
  if (rest !== undefined) {
    await WebAssembly.instantiate(rest, { first: exports });
    exports.whole.value = 1;
  }
  return exports;
}

async function answer(ask: Ask, say: (news: WorkerNews) => void): Promise<unknown> {
  switch (ask.type) {
    case "analyze":
      return wasm.analyze(ask.definition, ask.options);
    case "format":
      return wasm.format(ask.definition);
    case "convert":
      return wasm.convert(ask.definition);
    case "deployedMachines":
      return wasm.deployedMachines(ask.definition);
    case "mermaid":
      return wasm.mermaid(ask.definition);
    case "permissions":
      return wasm.permissions(ask.definition);
    case "complete":
      return wasm.complete(ask.definition, ask.offset, ask.input);
    case "hover":
      return wasm.hover(ask.definition, ask.offset);
    case "locate":
      return wasm.locate(ask.definition, ask.offset);
    case "rename":
      return wasm.rename(ask.definition, ask.offset, ask.newName);
    case "run":
      return run(ask, say);
    case "resume":
      return resume(ask);
    case "summary":
      return theRun().session.summary(ask.execution, ask.within);
    case "trace":
      return theRun().session.trace(ask.from, ask.count, ask.execution, ask.within);
    case "timeline":
      return theRun().session.timeline(ask.from, ask.count, ask.execution, ask.within);
    case "events":
      return parse(theRun().session.events(ask.from, ask.count, ask.execution));
    case "moment":
      return theRun().session.moment(ask.event, ask.execution, ask.within);
    case "visit":
      return theRun().session.visit(ask.visit);
    case "try":
      return theRun().session.tryExpression(ask.visit, ask.attempt, ask.stage, ask.expression);
  }
}

function theRun(): NonNullable<typeof opened> {
  if (!opened) throw new Error("nothing has been run here");
  return opened;
}

async function run({ request }: Extract<Ask, { type: "run" }>, say: (news: WorkerNews) => void): Promise<unknown> {
  const begun = clock();
  const { stubs, breakpoints, ...rest } = request;
  const session = new wasm.Session(rest) as unknown as EngineSession;
  if (breakpoints) session.breakAt(breakpoints);
  const news = new News(say, session);
  closeGlobals();
  // the driver reads the handlers only when it runs
  let loaded: Awaited<ReturnType<typeof loadStubs>> | undefined;
  const driver = new Driver(session, {
    handler: (key) => loaded?.handlers.get(key),
    mayWaitForReal: false,
    passConsoleOn: false,
    frames: (error) => loaded?.frames(error) ?? [],
    onEnter: (task) => news.enter(task.resource, task.stateName, task.attempt),
    onLeave: () => news.leave(),
    onLog: (line) => news.log(line),
    onPause: () => news.progress(),
  });
  const load = async (stubs: StubMessage[]) => {
    loaded = await loadStubs(stubs, (resource) => say({ type: "load", resource }));
    say({ type: "leave" });
  };
  opened = { session, driver, news, load };
  virtualize(session, driver);
  await load(stubs);
  return goOn(begun);
}

/** An answer by hand, a redrive or a step from a breakpoint, and what follows from it. */
async function resume({ resumption, breakpoints }: Extract<Ask, { type: "resume" }>): Promise<unknown> {
  const begun = clock();
  const { driver, session, load } = theRun();
  session.breakAt(breakpoints);
  if (resumption.kind === "release" && resumption.step) session.step();
  switch (resumption.kind) {
    case "release": {
      const { change } = resumption;
      if (change === undefined) session.release();
      else if ("value" in change) session.release(change.value);
      else session.release(undefined, change.error, change.cause);
      break;
    }
    case "stop":
      session.stop();
      break;
    case "succeed":
      driver.answer(resumption.waiting, resumption.output);
      break;
    case "fail": {
      const { waiting, error, cause } = resumption;
      driver.answer(waiting, cause === undefined ? { error } : { error, cause });
      break;
    }
    case "redrive":
      await load(resumption.stubs);
      session.redrive();
  }
  return goOn(begun);
}

/** Runs to the end, or until only an answer by hand can help. */
async function goOn(begun: number): Promise<unknown> {
  const { session, driver, news } = theRun();
  await driver.run();
  news.flush();
  return { summary: session.summary(), executions: started(session), held: session.held(), realMs: clock() - begun };
}

/** Executions that are listed; the rest is found by the visits that started them. */
const MOST_EXECUTIONS = 1_000;

function started(session: EngineSession): StartedExecution[] {
  const all = session.executions().map(({ execution, executionArn, stateMachineArn, status, startedBy }): StartedExecution => {
    const [name = "", machine = ""] = [executionArn, stateMachineArn].map((arn) => arn.split(":").at(-1));
    return { execution, name, machine, status, ...(startedBy === undefined ? {} : { startedBy }) };
  });
  // `Machine/Label` is a distributed Map's
  return all.filter(({ machine }) => !machine.includes("/")).slice(0, MOST_EXECUTIONS);
}

/** What the worker tells of a run under way, not too often. */
class News {
  readonly #say: (news: WorkerNews) => void;
  readonly #session: EngineSession;
  #lines: LogLine[] = [];
  #count = 0;
  #entered = 0;
  #calls = 0;
  #said = 0;
  #printed = 0;

  constructor(say: (news: WorkerNews) => void, session: EngineSession) {
    this.#say = say;
    this.#session = session;
  }

  enter(resource: string, stateName: string, attempt: number): void {
    this.#calls += 1;
    const now = clock();
    const isDue = this.#calls < ENTERS || now - this.#entered > ENTER_EVERY_MS;
    this.#entered = now;
    if (isDue) this.#say({ type: "enter", resource, stateName, attempt });
  }

  leave(): void {
    if (clock() - this.#entered > LONG_MS) this.#say({ type: "leave" });
  }

  log(line: LogLine): void {
    this.#count += 1;
    if (this.#count > MOST_LINES) return;
    const text = this.#count === MOST_LINES ? `${MOST_LINES} lines are kept; the rest is dropped` : line.text;
    this.#lines.push({ ...line, text: text.slice(0, MOST_LINE_LENGTH) });
    const now = clock();
    if (this.#count > LINES_AT_ONCE && now - this.#printed < NEWS_EVERY_MS) return;
    this.#printed = now;
    this.flush();
  }

  progress(): void {
    const now = clock();
    if (now - this.#said < NEWS_EVERY_MS) return;
    this.#said = now;
    this.flush();
    this.#say({ type: "progress", events: this.#session.eventCount(), nowMs: this.#session.now() - this.#session.startTime() });
  }

  flush(): void {
    if (this.#lines.length > 0) this.#say({ type: "log", lines: this.#lines.splice(0) });
  }
}

function problemOf(error: unknown, memory?: WebAssembly.Memory): Problem {
  if (typeof error !== "object" || error === null) return { message: String(error) };
  const { code, message, resource, diagnostics } = error as Partial<Problem>;
  return {
    message: outOfMemory(error, memory) ?? (typeof message === "string" ? message : stringify(error)),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof resource === "string" ? { resource } : {}),
    ...(diagnostics === undefined ? {} : { diagnostics }),
  };
}
