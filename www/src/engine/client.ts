// The page's side of the engine: analyses and runs happen in workers inside the sandboxed frame.

import type { LogLine } from "./driver.ts";
import { FrameHost } from "./frame-host.ts";
import type { Ask, Resumption, RunRequestMessage, StartedExecution, WorkerNews } from "./protocol.ts";
import { RunWorker } from "./run-worker.ts";
import type {
  Analysis,
  Breakpoint,
  Completion,
  Converted,
  DeployedMachine,
  Diagnostic,
  Explanation,
  Held,
  MachineType,
  Moment,
  NamedState,
  RunSummary,
  TextEdit,
  TimelineRow,
  TraceRow,
  Trial,
  VisitDetail,
} from "./types.ts";
import { isPartMissing, WorkerClient, WorkerGone, WorkerProblem } from "./worker-client.ts";

export type { LogLine } from "./driver.ts";
export type { Change, Resumption, RunRequestMessage, StartedExecution } from "./protocol.ts";

/** What a run says while it is under way. */
export type RunObserver = {
  progress?(progress: { events: number; nowMs: number }): void;
  log?(lines: LogLine[]): void;
  slow?(stub: SlowStub): void;
};

/** Which attempt's stub has been running for how many seconds of real time. */
export type SlowStub = { of: string; seconds: number };

export type RunHandle = { result: Promise<RunResult>; stop(): void };

/** One execution of a run: its summary, and its rows on demand. */
export type ExecutionRows = {
  execution: number;
  /** A visit inside of the iteration that alone is told of. */
  within?: number;
  summary: RunSummary;
  trace(from: number, count: number): Promise<TraceRow[]>;
  timeline(from: number, count: number): Promise<TimelineRow[]>;
  events(from: number, count: number): Promise<unknown[]>;
  /** How it stood right after an event; null when there is no such one. */
  moment(event: number): Promise<Moment | null>;
};

/** A run that ended, as its first execution, and all that it did on demand until `dispose`. */
export type RunResult = ExecutionRows & {
  realMs: number;
  logs: LogLine[];
  executions: StartedExecution[];
  /** Null when there is no such one. */
  visit(id: number): Promise<VisitDetail | null>;
  /** What an expression gives on the data of a visit's stage; a newer question supersedes one that waits. Null when there is no such visit. */
  tryExpression(visit: number, attempt: number, stage: number, expression: string): Promise<Trial | null>;
  /** Another execution of the run, or of an execution the iteration that a visit is in. */
  of(execution: number, within?: number): Promise<ExecutionRows>;
  /** What a breakpoint holds, when the run stands still at one. */
  held?: Held;
  /** Goes on with an answer by hand, a redrive or from a breakpoint; the result that comes of it takes this one's place. */
  resume(resumption: Resumption, breakpoints: Breakpoint[], observer: RunObserver): RunHandle;
  dispose(): void;
};

/** Why a run gave no result. */
export type RunErrorCode = "InvalidDefinition" | "InvalidExecutionInput" | "StubSyntax" | "Stopped" | "HandlerTimeout" | "Crashed";

export class RunError extends Error {
  readonly code: RunErrorCode;
  readonly resource: string | undefined;
  readonly diagnostics: Diagnostic[] | undefined;

  constructor(code: RunErrorCode, message: string, resource?: string, diagnostics?: Diagnostic[]) {
    super(message);
    this.code = code;
    this.resource = resource;
    this.diagnostics = diagnostics;
  }
}

/** An answer that nobody waits for: a newer text was sent. */
export class Superseded extends Error {
  readonly code = "Superseded";
}

/** A stub is named as slow after this long without a sign of life, real ms. */
const SLOW_MS = 2_000;
/** How long a stub may hold the worker when the page says nothing else, real ms. */
const HANDLER_LIMIT_MS = 5_000;

export class EngineClient {
  /** The frame stands and the engine answers. */
  readonly ready: Promise<void>;
  readonly #host: FrameHost;
  readonly #limitMs: number;
  #lint: Promise<WorkerClient> | undefined;
  /** A worker that is started before it is needed. */
  #spare: Promise<WorkerClient> | undefined;
  readonly #analyses = new Newest();
  readonly #completions = new Newest();
  readonly #explanations = new Newest();

  constructor(options: { base: string; handlerLimitMs?: number }) {
    this.#host = new FrameHost(options.base);
    this.#limitMs = options.handlerLimitMs ?? HANDLER_LIMIT_MS;
    this.#lint = WorkerClient.start(this.#host, "lint");
    this.ready = this.#lint.then(() => {});
    // the first part has come and is at work: time for the rest
    this.ready.then(() => this.#complete()).catch(() => {});
  }

  /** What there is to say about a text; of texts sent while one is looked at, only the newest is. */
  async analyze(definition: string, options: { type?: MachineType } = {}): Promise<Analysis> {
    return (await this.#analyses.ask(() => this.#asked({ type: "analyze", definition, options }))) as Analysis;
  }

  /** What can stand at an offset, the likeliest first, paths of the execution's input among it; a newer question supersedes one that waits. */
  async complete(definition: string, offset: number, input: string): Promise<Completion[]> {
    return (await this.#completions.ask(() => this.#asked({ type: "complete", definition, offset, input }))) as Completion[];
  }

  /** The meaning of what stands at an offset; a newer question supersedes one that waits. */
  async hover(definition: string, offset: number): Promise<Explanation | null> {
    return (await this.#explanations.ask(() => this.#asked({ type: "hover", definition, offset }))) as Explanation | null;
  }

  /** The state that is named at an offset. */
  async locate(definition: string, offset: number): Promise<NamedState | null> {
    return (await this.#asked({ type: "locate", definition, offset })) as NamedState | null;
  }

  /** The replacements that give the state at an offset another name; rejects with a sentence when it cannot have it. */
  async rename(definition: string, offset: number, newName: string): Promise<TextEdit[]> {
    return (await this.#asked({ type: "rename", definition, offset, newName })) as TextEdit[];
  }

  /** The definition laid out anew. */
  async format(definition: string): Promise<string> {
    return (await this.#asked({ type: "format", definition })) as string;
  }

  /** The definition in the other notation, JSON or YAML; rejects with a sentence when there is none. */
  async convert(definition: string): Promise<Converted> {
    return (await this.#asked({ type: "convert", definition })) as Converted;
  }

  /** The state machines of a template of CloudFormation or SAM; none for any other text. */
  async deployedMachines(template: string): Promise<DeployedMachine[]> {
    return (await this.#asked({ type: "deployedMachines", definition: template })) as DeployedMachine[];
  }

  /** The graph as Mermaid's flowchart, or undefined when the text has no readable states. */
  async mermaid(definition: string): Promise<string | undefined> {
    return (await this.#asked({ type: "mermaid", definition })) as string | undefined;
  }

  /** IAM's actions that the machine's role must be allowed, sorted. */
  async permissions(definition: string): Promise<string[]> {
    return (await this.#asked({ type: "permissions", definition })) as string[];
  }

  /** Runs a workspace in a fresh worker. */
  run(request: RunRequestMessage, observer: RunObserver): RunHandle {
    const starting = this.#spare ?? WorkerClient.start(this.#host, "run");
    this.#spare = undefined;
    return this.#handle(starting, { type: "run", request }, observer, []);
  }

  /** Asked again when a part was missing, for itself or for another question beside it, or another worker's end took its own. */
  async #asked(ask: Ask, tries = 2): Promise<unknown> {
    this.#lint ??= WorkerClient.start(this.#host, "lint");
    const asked = this.#lint;
    try {
      return await (await asked).ask(ask);
    } catch (error) {
      const isMissing = isPartMissing(error);
      // a worker that is gone is replaced for the next question
      if ((isMissing || !(error instanceof WorkerProblem)) && this.#lint === asked) {
        this.#lint = undefined;
        if (isMissing) void asked.then((worker) => worker.kill("a part of the engine was missing", true));
      }
      if (isMissing) await this.#host.complete();
      if (tries > 0 && (isMissing || isBystander(error))) return this.#asked(ask, tries - 1);
      throw error;
    }
  }

  /** Loads the rest of the engine and replaces the workers that lack it. */
  async #complete(): Promise<void> {
    try {
      await this.#host.complete();
    } catch {
      // it is asked for again when it is wanted
      return;
    }
    for (const starting of [this.#lint, this.#spare]) {
      const worker = await starting?.catch(() => undefined);
      if (worker === undefined || worker.isWhole) continue;
      // in the meantime it may have been taken or replaced
      if (this.#lint === starting) this.#lint = WorkerClient.start(this.#host, "lint");
      else if (this.#spare === starting) this.#spare = WorkerClient.start(this.#host, "run");
      else continue;
      worker.retire();
    }
  }

  #handle(starting: Promise<WorkerClient>, ask: Ask, observer: RunObserver, logs: LogLine[]): RunHandle {
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new RunError("Stopped", "The run was stopped."));
    });
    stopped.catch(() => {});
    return { result: this.#drive(starting, ask, observer, logs, stopped), stop: () => stop() };
  }

  async #drive(starting: Promise<WorkerClient>, ask: Ask, observer: RunObserver, logs: LogLine[], stopped: Promise<never>, again = true): Promise<RunResult> {
    let worker: WorkerClient | undefined;
    const watchdog = new Watchdog(this.#limitMs, observer);
    try {
      worker = await Promise.race([starting, stopped]);
      worker.onNews = (news) => {
        watchdog.hear(news);
        if (news.type === "progress") observer.progress?.(news);
        if (news.type === "log") {
          logs.push(...news.lines);
          observer.log?.(news.lines);
        }
      };
      const answer = await Promise.race([worker.ask(ask), stopped, watchdog.expired]);
      this.#prepare();
      return this.#result(new RunWorker(this.#host, worker, ask), answer, logs);
    } catch (error) {
      // an answer that was refused leaves the run as it stood
      if (ask.type === "run" || !(error instanceof WorkerProblem)) worker?.kill();
      if (!worker) void starting.then((late) => late.kill()).catch(() => {});
      const isMissing = isPartMissing(error);
      if (again && ask.type === "run" && (isMissing || isBystander(error))) {
        // a run begins from nothing and is the same each time
        const other = isMissing ? WorkerClient.startWhole(this.#host, "run") : WorkerClient.start(this.#host, "run");
        return this.#drive(other, ask, observer, [], stopped, false);
      }
      this.#prepare();
      throw runError(error);
    } finally {
      watchdog.end();
    }
  }

  #result(worker: RunWorker, answer: unknown, logs: LogLine[]): RunResult {
    const trials = new Newest();
    const { summary, executions, realMs, held } = answer as { summary: RunSummary; executions: StartedExecution[]; realMs: number; held: Held | null };
    return {
      ...rowsOf(worker, { execution: 0 }, summary),
      realMs,
      logs,
      executions: Array.isArray(executions) ? executions : [],
      ...(held ? { held } : {}),
      visit: async (id) => (await worker.ask({ type: "visit", visit: id })) as VisitDetail | null,
      tryExpression: async (visit, attempt, stage, expression) =>
        (await trials.ask(() => worker.ask({ type: "try", visit, attempt, stage, expression }))) as Trial | null,
      of: async (execution, within) => {
        const scope = within === undefined ? { execution } : { execution, within };
        return rowsOf(worker, scope, (await worker.ask({ type: "summary", ...scope })) as RunSummary);
      },
      resume: (resumption, breakpoints, observer) => this.#handle(worker.whole(), { type: "resume", resumption, breakpoints }, observer, [...logs]),
      dispose: () => worker.close(),
    };
  }

  #prepare(): void {
    if (this.#spare) return;
    this.#spare = WorkerClient.start(this.#host, "run");
    this.#spare.catch(() => (this.#spare = undefined));
  }
}

/** Questions of one kind, one at a time: of those that wait, only the newest is asked. */
class Newest {
  #count = 0;
  #last: Promise<unknown> = Promise.resolve();

  ask(ask: () => Promise<unknown>): Promise<unknown> {
    const id = ++this.#count;
    const answer = this.#last.then(() => {
      if (id !== this.#count) throw new Superseded("a newer text was sent");
      return ask();
    });
    this.#last = answer.catch(() => {});
    return answer;
  }
}

/** Watches over stubs that hold the worker, loading ones too: names them, then gives up. */
class Watchdog {
  readonly expired: Promise<never>;
  readonly #limitMs: number;
  readonly #observer: RunObserver;
  #expire: (error: RunError) => void = () => {};
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(limitMs: number, observer: RunObserver) {
    this.#limitMs = limitMs;
    this.#observer = observer;
    this.expired = new Promise<never>((_, reject) => (this.#expire = reject));
    this.expired.catch(() => {});
  }

  /** What a handler prints is none, but any other message is a sign that it has returned; one that began is waited for. */
  hear(news: WorkerNews): void {
    if (news.type === "log") return;
    this.end();
    if (news.type !== "enter" && news.type !== "load") return;
    const { resource } = news;
    const [of, what] =
      news.type === "enter"
        ? [`${news.stateName}, attempt ${news.attempt}`, `Attempt ${news.attempt} of ${news.stateName}`]
        : [`${resource.split(":").at(-1)}, outside its handler`, "Code outside the handler"];
    const seconds = (ms: number) => Math.round(ms / 100) / 10;
    const slow = () => this.#observer.slow?.({ of, seconds: seconds(SLOW_MS) });
    const expire = () => {
      const text = `${what} held the run for ${seconds(this.#limitMs)} s without an end, so the stub for ${resource} was stopped.`;
      this.#expire(new RunError("HandlerTimeout", text, resource));
    };
    this.#timers = [setTimeout(slow, SLOW_MS), setTimeout(expire, this.#limitMs)];
  }

  end(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}

function rowsOf(worker: RunWorker, scope: { execution: number; within?: number }, summary: RunSummary): ExecutionRows {
  const list = async <T>(asked: Promise<unknown>) => {
    const rows = await asked;
    return Array.isArray(rows) ? (rows as T[]) : [];
  };
  return {
    ...scope,
    summary,
    trace: (from, count) => list<TraceRow>(worker.ask({ type: "trace", from, count, ...scope })),
    timeline: (from, count) => list<TimelineRow>(worker.ask({ type: "timeline", from, count, ...scope })),
    events: (from, count) => list<unknown>(worker.ask({ type: "events", from, count, execution: scope.execution })),
    moment: async (event) => (await worker.ask({ type: "moment", event, ...scope })) as Moment | null,
  };
}

const isBystander = (error: unknown): boolean => error instanceof WorkerGone && error.bystander;

const REFUSALS: readonly string[] = ["InvalidDefinition", "InvalidExecutionInput", "StubSyntax"];

function runError(error: unknown): RunError {
  if (error instanceof RunError) return error;
  if (error instanceof WorkerProblem) {
    const { code = "", message, resource, diagnostics } = error.problem;
    const known = REFUSALS.includes(code) ? (code as RunErrorCode) : "Crashed";
    return new RunError(known, message, resource, Array.isArray(diagnostics) ? (diagnostics as Diagnostic[]) : undefined);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new RunError("Crashed", error instanceof WorkerGone ? `The engine stopped: ${message}` : message);
}
