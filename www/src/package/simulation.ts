// An execution step by step.

import { Driver, type Handler, TRANSITIONS_PER_POLL, type Turn } from "../engine/driver.ts";
import { resultText } from "../engine/failure.ts";
import type { EngineSession } from "../engine/session.ts";
import type { ExecutionStatus, Held as EngineHeld, Limits, MachineType, ObjectRequest, TaskRequest, Timing } from "../engine/types.ts";
import { defined, definitionText, jsonText } from "./checks.ts";
import { called } from "./engine.ts";
import { executionOf, type Execution } from "./execution.ts";
import { checkAnswer, checkBreakpoints, checkRunRequest } from "./request-checks.ts";

export interface RunRequest {
  /** ASL as text or as an object. */
  definition: string | object;
  /** Default `{}`. */
  input?: unknown;
  /** Default `STANDARD`. */
  type?: MachineType;
  /** The machine's name; default `StateMachine`. */
  name?: string;
  /** Default: drawn from the seed. */
  executionName?: string;
  /** Default `us-east-1`. */
  region?: string;
  /** Default `123456789012`. */
  accountId?: string;
  /** Of the machine's executions; default: a role of the machine's name. */
  roleArn?: string;
  /** What StartExecution can start beside the machine itself. */
  machines?: { name?: string; arn?: string; definition: string | object; type?: MachineType }[];
  /** S3 within the run: what ItemReader reads; ResultWriter writes beside them. `bodyBase64` wins over `body`. */
  objects?: ObjectRequest[];
  /** By ARN, function name or resource string. */
  handlers?: Record<string, Handler>;
  /** RFC 3339, in UTC of the years 0000 to 9999; default 2025-01-01T00:00:00.000Z. */
  startTime?: string;
  /** A whole number in 0..2^53; default 0. */
  seed?: number;
  timing?: Timing;
  /** Default: AWS's quotas. */
  limits?: Partial<Limits>;
}

/**
 * Where a simulation stands still: before it enters a state, or at the answers to its task. `state` is its name;
 * `machine` is 0 for the machine itself, then `machines` in their order.
 */
export type Breakpoint = { state: string; atAnswer?: boolean; machine?: number };

/**
 * What a breakpoint holds: what a state is about to be given, or what answers its task. `state` is its name and `path` its
 * place in the definition; `item` that of the innermost Map, from 0.
 */
export type Held = { state: string; path: string; atAnswer: boolean; item?: number; value?: unknown; error?: string; cause?: string };

/**
 * What a step came to. `task`: it has no handler and wants an answer; `held`: a breakpoint wants to be released;
 * `waiting`: nothing is due without one or the other.
 */
export type Step = { kind: "progress" } | { kind: "task"; task: TaskRequest } | { kind: "held"; held: Held } | { kind: "waiting" } | { kind: "done" };

/** What a task without a handler is answered with: a result, or an error. */
export type Answer = { output: unknown } | { error?: string; cause?: string };

/** When to stop: at the end, at a virtual time (RFC 3339, or milliseconds since the start), or inside a state. */
export type StopCondition = "end" | { time: string | number } | { state: string };

/** Where an execution stands; `now` and `entered` are RFC 3339, `visit` is the visit's number. */
export type Snapshot = {
  now: string;
  status: ExecutionStatus;
  running: { state: string; path: string; visit: number; entered: string; variables: Record<string, unknown> }[];
};

/** An execution that is driven piece by piece. It begins when it is made, and nothing happens in it but by a method. */
export class Simulation {
  readonly #session: EngineSession;
  readonly #driver: Driver;
  readonly #wraps = new Map<number, boolean>();

  /** @throws InvalidDefinition, or an Error whose `code` is the name of AWS's API error, or `InvalidRequest` */
  constructor(request: RunRequest) {
    checkRunRequest(request);
    const { definition, input, handlers = {}, machines, ...rest } = request;
    const asked = {
      ...defined(rest),
      definition: definitionText(definition),
      ...(input === undefined ? {} : { input: jsonText(input, "input") }),
      ...(machines === undefined ? {} : { machines: machines.map((m, at) => ({ ...defined(m), definition: definitionText(m.definition, `machines[${at}].definition`) })) }),
    };
    this.#session = called((engine) => new engine.Session(asked) as unknown as EngineSession);
    const own = new Map(Object.entries(handlers));
    this.#driver = new Driver(this.#session, { handler: (key) => own.get(key), mayWaitForReal: true, passConsoleOn: true });
  }

  /** One piece of work: a transition, a task, an answer, a timer. */
  async step(): Promise<Step> {
    return this.#driver.capturing(() => this.#step(1, true));
  }

  /**
   * Goes on until the condition holds, a task without handler wants an answer, or nothing is left to do. A time is stood
   * still at exactly, in the middle of a wait too.
   *
   * @throws RangeError for a time that is none
   */
  async runUntil(condition: StopCondition): Promise<Step> {
    // to the end nobody stops for a task: without a handler it fails as on AWS
    const atTasks = condition !== "end";
    const holds = this.#holds(condition);
    const alarm = this.#alarm(condition);
    try {
      return await this.#driver.capturing(async () => {
        for (;;) {
          if (holds()) return { kind: "progress" };
          const step = await this.#step(atTasks ? 1 : TRANSITIONS_PER_POLL, atTasks);
          if (step.kind !== "progress") return step;
        }
      });
    } finally {
      if (alarm !== undefined) this.#driver.clearTimeout(alarm);
    }
  }

  /**
   * Answers a task that had no handler; it takes the answer in when the simulation goes on, and no breakpoint holds it.
   * Without an answer the task gets what `run` gives it: the answer that is built in for its service, or the failure of
   * what does not exist.
   */
  answer(task: number, answer?: Answer): void {
    if (answer === undefined) {
      // once: what is built in may leave the task open
      if (this.#wraps.delete(task)) this.#session.taskUnhandled(task);
      return;
    }
    checkAnswer(answer, "answer");
    const wrap = this.#wraps.get(task) ?? false;
    this.#session.answerByHand(task);
    if ("output" in answer) this.#session.taskSucceeded(task, resultText(answer.output), wrap);
    else this.#session.taskFailed(task, answer.error, answer.cause, wrap);
    this.#wraps.delete(task);
  }

  /** Stands still there from now on, in place of what was set before. */
  breakAt(breakpoints: readonly Breakpoint[]): void {
    checkBreakpoints(breakpoints);
    this.#session.breakAt(breakpoints.map(({ state, machine = 0, atAnswer = false }) => ({ path: state, machine, atAnswer })));
  }

  /**
   * Lets go what a breakpoint holds, as it is or with something else in its place; an error is for an answer.
   *
   * @throws an Error with `code` `InvalidOutput`; it is still held then
   */
  release(change?: { value: unknown } | { error?: string; cause?: string }): void {
    if (change === undefined) return this.#session.release();
    checkAnswer(change, "change");
    if ("value" in change) this.#session.release(resultText(change.value));
    else this.#session.release(undefined, change.error, change.cause);
  }

  /** StopExecution at the present virtual time. */
  stop(error?: string, cause?: string): void {
    checkAnswer({ error, cause }, "");
    this.#session.stop(error, cause);
  }

  /**
   * RedriveExecution: what failed goes on from the states that did not succeed, when it is run or stepped again.
   *
   * @throws an Error with `code` `ExecutionNotRedrivable`
   */
  redrive(): void {
    this.#session.redrive();
  }

  /** Where the execution stands. */
  snapshot(): Snapshot {
    return JSON.parse(this.#session.snapshot()) as Snapshot;
  }

  /** What has come of it so far. */
  execution(): Execution {
    return executionOf(this.#session, this.#driver.logs);
  }

  async #step(transitions: number, atTasks: boolean): Promise<Step> {
    let asked: TaskRequest | undefined;
    const unhandled = (task: TaskRequest) => {
      if (!atTasks) return false;
      asked = task;
      // an answer from outside is the function's own when a function is called
      this.#wraps.set(task.id, task.candidates.some((candidate) => candidate.wrap));
      return true;
    };
    const turn: Turn = await this.#driver.turn(transitions, unhandled);
    if (asked) return { kind: "task", task: asked };
    const held = turn === "waiting" ? this.#session.held() : null;
    if (held !== null) return { kind: "held", held: heldOf(held) };
    return { kind: turn === "paused" ? "progress" : turn };
  }

  #holds(condition: StopCondition): () => boolean {
    if (condition === "end") return () => false;
    if ("state" in condition) return () => this.snapshot().running.some((running) => running.state === condition.state);
    const instant = this.#instant(condition.time);
    return () => this.#session.now() >= instant;
  }

  /** A timer that stops time where a condition wants it, though nothing else be due there. */
  #alarm(condition: StopCondition): number | undefined {
    if (condition === "end" || "state" in condition) return undefined;
    return this.#driver.setTimeout(() => {}, this.#instant(condition.time) - this.#session.now());
  }

  /** Virtual milliseconds since the epoch. */
  #instant(time: string | number): number {
    const instant = typeof time === "number" ? this.#session.startTime() + time : Date.parse(time);
    if (Number.isNaN(instant)) throw new RangeError(`${time} is no time`);
    return instant;
  }
}

function heldOf({ stateName, statePath, atAnswer, item, value, error, cause }: EngineHeld): Held {
  return {
    state: stateName,
    path: statePath,
    atAnswer,
    ...defined({ item, error, cause }),
    ...(value === undefined ? {} : { value: JSON.parse(value) as unknown }),
  } as Held;
}
