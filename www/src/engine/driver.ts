// Runs a session's tasks by JavaScript handlers, as coroutines in virtual time.
//
// After each task or timer a handler runs until it settles or parks (`context.sleep`, `context.never`); only then may
// time move. A handler that is neither waits for something else: another handler, or, outside the sandbox, something
// real. A handler that answers at once costs no turn of the event loop.

import { captureConsole, printed, speakAs, type LogLevel } from "./console-capture.ts";
import { failureOf, messageOf, resultText, type Failure } from "./failure.ts";
import { handlerContext, type ContextHost, type HandlerContext, type Later } from "./handler-context.ts";
import { Instances } from "./instances.ts";
import { macrotask } from "./macrotask.ts";
import type { EngineSession } from "./session.ts";
import { Timers } from "./timers.ts";
import type { Candidate, ColdStart, Failures, Latency, TaskRequest, WaitingFor } from "./types.ts";
import { type Work, Works } from "./works.ts";

/** An event is whatever the workflow sends. */
export type HandlerFunction = (event: any, context: HandlerContext, callback?: LambdaCallback) => unknown;
export type LambdaCallback = (error?: unknown, result?: unknown) => void;
export type Handler = HandlerFunction | ConductedHandler;
/** A handler, and how its resource behaves around it. */
export type ConductedHandler = { handle: HandlerFunction; workerName?: string } & Conduct;
/** How a resource behaves around its handler. */
export type Conduct = { latency?: Latency; failures?: Failures; coldStart?: ColdStart };

/** A line that a handler printed, at its virtual time since the start of the run. */
export type LogLine = {
  atMs: number;
  level: LogLevel;
  text: string;
  resource: string;
  executionArn: string;
  stateName: string;
  visit: number;
  attempt: number;
};

export type DriverOptions = {
  /** The handler registered under a key. */
  handler(key: string): Handler | undefined;
  /** Handlers may wait for something real. Without it, one that waits for nothing virtual can never settle. */
  mayWaitForReal: boolean;
  /** What handlers print goes to the console too. */
  passConsoleOn: boolean;
  /** The lines of an error's stack that belong to the handler's own code. */
  frames?: (error: Error) => string[];
  /** A handler begins or goes on, and returns to the driver. */
  onEnter?: (task: TaskRequest) => void;
  onLeave?: (task: TaskRequest) => void;
  onLog?: (line: LogLine) => void;
  /** Called now and then. */
  onPause?: () => void;
};

/** What a turn came to. `waiting`: only an answer from outside can help. */
export type Turn = "progress" | "paused" | "waiting" | "done";

/** How many pieces of work a poll may do, and how many are done before the event loop gets a turn. */
export const TRANSITIONS_PER_POLL = 20_000;
/** Turns of the microtask queue that a handler gets before the event loop is asked. */
const MICROTASK_TURNS = 64;

/** Handlers of all runs go one after the other until they wait, so that it is known which one prints. */
let atWork: Promise<void> | undefined;

export class Driver {
  readonly logs: LogLine[] = [];
  readonly #session: EngineSession;
  readonly #options: DriverOptions;
  readonly #instances = new Instances();
  readonly #works = new Works();
  readonly #timers: Timers;
  /** What the console knows this run by. */
  readonly #key = {};
  #current: Work | undefined;
  #progress: (() => void) | undefined;
  /** Pieces of work since the event loop had a turn. */
  #sinceTurn = 0;
  /** What went wrong where nobody waited for it. */
  #broken: { error: unknown } | undefined;

  constructor(session: EngineSession, options: DriverOptions) {
    this.#session = session;
    this.#options = options;
    this.#timers = new Timers(session, { current: () => this.#current, goOn: (work, action) => this.#goOn(work, action) });
  }

  /** Runs to the end, or until nothing but an answer from outside can help. */
  async run(): Promise<"waiting" | "done"> {
    return this.capturing(async () => {
      for (;;) {
        const turn = await this.turn(TRANSITIONS_PER_POLL);
        if (turn === "done" || turn === "waiting") return turn;
      }
    });
  }

  /** An answer by hand, JSON text or an error, to a task that waits. What its handler says later is void. */
  answer(waiting: WaitingFor, outcome: string | Failure): void {
    const { kind, task, taskToken } = waiting;
    const failed = typeof outcome !== "string";
    if (kind === "taskToken" && taskToken !== undefined) {
      if (failed) this.#session.callbackFailed(taskToken, outcome.error, outcome.cause);
      else this.#session.callbackSucceeded(taskToken, outcome);
      return;
    }
    this.#session.answerByHand(task);
    const work = this.#works.get(task);
    if (work !== undefined) this.#cancel(task);
    else if (kind === "activity") this.#session.taskStarted(task);
    const wrap = work?.wrap ?? false;
    if (failed) this.#session.taskFailed(task, outcome.error, outcome.cause, wrap);
    else this.#session.taskSucceeded(task, outcome, wrap);
  }

  /** Keeps what handlers print while `work` runs. */
  async capturing<T>(work: () => Promise<T>): Promise<T> {
    const undo = captureConsole<Work>({
      run: this.#key,
      passOn: this.#options.passConsoleOn,
      current: () => this.#current,
      likeliest: () => this.#works.likeliest(),
      heard: (work, level, text) => this.#log(level, text, work),
    });
    try {
      return await work();
    } finally {
      undo();
    }
  }

  /** One answer of the session and what follows from it. `unhandled` takes the tasks that have no handler. */
  async turn(transitions: number, unhandled?: (task: TaskRequest) => boolean): Promise<Turn> {
    if (this.#sinceTurn >= TRANSITIONS_PER_POLL) {
      this.#sinceTurn = 0;
      await macrotask();
    }
    if (this.#broken) throw this.#broken.error;
    const output = this.#session.poll(this.#works.unsettled() === 0, transitions);
    this.#sinceTurn += output.kind === "paused" ? transitions : 1;
    switch (output.kind) {
      case "task":
      case "timer": {
        while (atWork) await atWork;
        const begun = output.kind === "task" ? this.#start(output.task, unhandled) : this.#timers.fire(output.timer);
        if (begun) await this.#untilQuiet(begun);
        return "progress";
      }
      case "cancelled":
        this.#cancel(output.task);
        return "progress";
      case "paused":
        this.#options.onPause?.();
        return "paused";
      case "held":
        return "waiting";
      case "blocked":
        return this.#wait(output.kind);
      case "idle":
        return this.#works.unsettled() > 0 ? this.#wait(output.kind) : "waiting";
      case "done":
        return "done";
    }
  }

  /** A virtual timer. The handler that asks for it counts as parked until it is due. */
  setTimeout(action: () => void, ms: number): number {
    return this.#timers.setTimeout(action, ms);
  }

  setInterval(action: () => void, ms: number): number {
    return this.#timers.setInterval(action, ms);
  }

  clearTimeout(timer: number): void {
    this.#timers.clearTimeout(timer);
  }

  /** Waits for a handler that has begun; no other one begins before. */
  async #untilQuiet(begun: Promise<void>): Promise<void> {
    atWork = begun;
    try {
      await begun;
    } finally {
      atWork = undefined;
    }
  }

  /** Some handler waits for something that is not virtual time, and the session has nothing for this instant, or for any. */
  async #wait(session: "blocked" | "idle"): Promise<Turn> {
    if (this.#options.mayWaitForReal) {
      await new Promise<void>((resolve) => (this.#progress = resolve));
      return "progress";
    }
    // nothing real exists: what the event loop does not settle now, only virtual time can
    const before = this.#works.unsettled();
    await macrotask();
    if (this.#works.unsettled() < before) return "progress";
    if (session === "blocked") {
      // let time move as if these handlers were parked
      for (const work of this.#works.allUnsettled()) this.#park(work);
      return "progress";
    }
    for (const work of this.#works.allUnsettled()) {
      const cause = `The handler for ${work.key} waits for something that can never come. Use context.sleep(ms) to wait.`;
      this.#settle(work, { error: "Playground.HandlerNeverSettles", cause });
    }
    return "progress";
  }

  /** A handler waits for virtual time, maybe after it has waited for something real. */
  #parks(work: Work): void {
    work.waits += 1;
    this.#progress?.();
  }

  /** Takes a handler for waiting until it says something again. */
  #park(work: Work): void {
    work.waits += 1;
    work.wake = () => {
      work.waits -= 1;
      work.wake = undefined;
    };
  }

  #start(task: TaskRequest, unhandled?: (task: TaskRequest) => boolean): Promise<void> | undefined {
    for (const candidate of task.candidates) {
      const handler = this.#options.handler(candidate.key);
      if (handler !== undefined) return this.#begin(task, candidate, typeof handler === "function" ? { handle: handler } : handler);
    }
    if (!unhandled?.(task)) this.#session.taskUnhandled(task.id);
    return undefined;
  }

  #begin(task: TaskRequest, { key, event, wrap }: Candidate, { handle, workerName, ...conduct }: ConductedHandler): Promise<void> | undefined {
    const work: Work = {
      run: this.#key,
      task,
      key,
      wrap,
      detached: wrap && task.invocation === "Event",
      conduct,
      coldMs: conduct.coldStart === undefined ? 0 : this.#instances.take(key, conduct.coldStart, this.#session.now()),
      waits: 0,
      settled: false,
      cancelled: false,
      timers: new Set(),
      wake: undefined,
    };
    if (wrap && task.invocation !== undefined) this.#session.taskSucceeded(task.id, "null", true);
    if (wrap && task.invocation === "DryRun") return undefined;
    this.#works.add(work);
    if (task.kind === "activity") this.#session.taskStarted(task.id, workerName);
    if (work.coldMs > 0) this.#log("info", `Cold start: ${work.coldMs} ms`, work);
    if (conduct.failures !== undefined && this.#fails(conduct.failures, task)) {
      const { error, cause } = conduct.failures;
      this.#log("info", `This attempt was set to fail with ${error}; the handler was not called.`, work);
      this.#settle(work, cause === undefined ? { error } : { error, cause });
      return undefined;
    }
    return this.#call(work, handle, event);
  }

  /** Chance is asked only where there is a rate, so that a run without one is the same as ever. */
  #fails({ rate = 0, attempts = [] }: Failures, task: TaskRequest): boolean {
    return attempts.includes(task.attempt) || (rate > 0 && this.#session.random() < rate);
  }

  /** Calls the handler; a promise comes back only when it did not answer at once. */
  #call(work: Work, handle: HandlerFunction, event: string): Promise<void> | undefined {
    const context = handlerContext(work.task, this.#host(work));
    let result: unknown;
    let later: PromiseLike<unknown> | undefined;
    try {
      result = this.#within(work, () => invoke(handle, JSON.parse(event), context));
      if (isThenable(result)) later = result;
    } catch (thrown) {
      this.#fail(work, thrown);
      return undefined;
    }
    if (later === undefined) {
      this.#succeed(work, result);
      return undefined;
    }
    void this.#follow(work, later);
    return this.#quiet(work);
  }

  /** Settles the work as its promise does. What goes wrong then ends the run, for nobody waits for it here. */
  async #follow(work: Work, later: PromiseLike<unknown>): Promise<void> {
    try {
      let result: unknown;
      try {
        result = await later;
      } catch (thrown) {
        this.#fail(work, thrown);
        return;
      }
      this.#succeed(work, result);
    } catch (error) {
      this.#broken ??= { error };
      this.#progress?.();
    }
  }

  /** A timer that the handler set is due. What is thrown there fails the attempt, as it ends a Lambda function. */
  #goOn(work: Work, action: () => void): Promise<void> {
    try {
      this.#within(work, action);
    } catch (thrown) {
      this.#fail(work, thrown);
    }
    return this.#quiet(work);
  }

  /** Lets a handler run until it settles or parks, or waits for something else. */
  async #quiet(work: Work): Promise<void> {
    const isQuiet = () => work.settled || work.cancelled || work.waits > 0;
    this.#current = work;
    this.#options.onEnter?.(work.task);
    for (let turn = 0; turn < MICROTASK_TURNS && !isQuiet(); turn += 1) await undefined;
    if (!isQuiet()) await macrotask();
    this.#options.onLeave?.(work.task);
    this.#current = undefined;
  }

  #within<T>(work: Work, run: () => T): T {
    this.#current = work;
    this.#options.onEnter?.(work.task);
    try {
      return speakAs(work, run);
    } finally {
      this.#options.onLeave?.(work.task);
      this.#current = undefined;
    }
  }

  #succeed(work: Work, result: unknown): void {
    let output: string;
    try {
      output = resultText(result);
    } catch (thrown) {
      return this.#fail(work, thrown);
    }
    this.#settle(work, output);
  }

  #fail(work: Work, thrown: unknown): void {
    this.#settle(work, failureOf(thrown, this.#options.frames));
  }

  /** The handler has settled: answers now, or when its latency has passed. */
  #settle(work: Work, outcome: string | Failure): void {
    if (work.settled) return;
    work.wake?.();
    work.settled = true;
    this.#progress?.();
    if (work.cancelled) return;
    const answer = () => {
      this.#works.delete(work.task.id);
      this.#release(work);
      if (work.detached) {
        if (typeof outcome !== "string") this.#log("info", `The function failed with ${outcome.error ?? "no error"}; nothing waits for it.`, work);
      } else if (typeof outcome === "string") this.#session.taskSucceeded(work.task.id, outcome, work.wrap);
      else this.#session.taskFailed(work.task.id, outcome.error, outcome.cause, work.wrap);
    };
    const { latency } = work.conduct;
    const delay = work.coldMs + (latency === undefined ? 0 : this.#session.drawLatency(latency));
    if (delay > 0) this.#timers.startFor(work, delay, answer);
    else answer();
  }

  #release(work: Work): void {
    if (work.conduct.coldStart !== undefined) this.#instances.release(work.key, this.#session.now());
  }

  /** Nobody waits for a task any more: its handler is abandoned where it is. */
  #cancel(id: number): void {
    const work = this.#works.get(id);
    if (!work) return;
    work.cancelled = true;
    this.#works.delete(id);
    this.#release(work);
    for (const timer of work.timers) this.#timers.cancel(timer);
  }

  #host(work: Work): ContextHost {
    const session = this.#session;
    const later = (when: Later, action: () => void) => {
      if (!when.after) return action();
      // what the workflow makes of a token that is void by then is not this handler's business
      this.#timers.start(when.after, () => {
        try {
          action();
        } catch (error) {
          this.#log("warn", messageOf(error), work);
        }
      });
    };
    return {
      now: () => session.now(),
      random: () => session.random(),
      sleep: (ms) =>
        new Promise<void>((resolve) => {
          this.#parks(work);
          this.#timers.startFor(work, Number(ms) || 0, () => {
            work.waits -= 1;
            resolve();
            return this.#quiet(work);
          });
        }),
      never: () => {
        this.#parks(work);
        return new Promise<never>(() => {});
      },
      heartbeat: () => session.heartbeat(work.task.id),
      submitted: (output) => session.taskSubmitted(work.task.id, resultText(output)),
      succeed: (token, output, when) => {
        const text = resultText(output);
        later(when, () => session.callbackSucceeded(token, text));
      },
      fail: (token, error, cause, when) => later(when, () => session.callbackFailed(token, error, cause)),
      beat: (token, when) => later(when, () => session.callbackHeartbeat(token)),
      log: (values) => this.#log("log", values.map(printed).join(" "), work),
    };
  }

  #log(level: LogLevel, text: string, work: Work): void {
    const { executionArn, stateName, visit, attempt } = work.task;
    const atMs = this.#session.now() - this.#session.startTime();
    const line = { atMs, level, text, resource: work.key, executionArn, stateName, visit, attempt };
    this.logs.push(line);
    this.#options.onLog?.(line);
  }
}

/** Calls a handler in any of Lambda's forms: with a result, a promise, or the older callback. */
function invoke(handle: HandlerFunction, event: unknown, context: HandlerContext): unknown {
  if (handle.length < 3) return handle(event, context);
  return new Promise((resolve, reject) => {
    const callback: LambdaCallback = (error, result) => (error ? reject(error) : resolve(result));
    const result = handle(event, context, callback);
    if (isThenable(result)) resolve(result);
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
