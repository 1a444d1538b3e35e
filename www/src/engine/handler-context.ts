// What a handler is given beside its event: Lambda's context, and the playground's own additions.

import type { TaskRequest } from "./types.ts";

/** Does something after so many virtual milliseconds instead of now. */
export type Later = { after?: number };

export interface HandlerContext {
  // as Lambda's Node.js runtime has them
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  /** Virtual milliseconds until the attempt times out; at most Lambda's 15 minutes. */
  getRemainingTimeInMillis(): number;

  // the playground's own
  /** The attempt of this visit, from 1. */
  readonly attempt: number;
  readonly stateName: string;
  readonly executionArn: string;
  /** `Resource` as the definition has it. */
  readonly resource: string;
  /** The token of a task that has one. */
  readonly taskToken: string | undefined;
  /** Waits so many virtual milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Never settles: the task ends by its timeout, its heartbeat, or not at all. */
  never(): Promise<never>;
  /** Virtual milliseconds since the epoch. */
  now(): number;
  /** A number in 0..1 from the run's seeded generator. */
  random(): number;
  /** A sign of life: the task's HeartbeatSeconds run anew. */
  heartbeat(): void;
  /** `.sync`: the service has taken the job; the task goes on. */
  submitted(output: unknown): void;
  /** SendTaskSuccess with any task's token. Throws what AWS refuses; a call that is put off logs it instead. So for the two below. */
  sendTaskSuccess(token: string, output: unknown, when?: Later): void;
  sendTaskFailure(token: string, error?: string, cause?: string, when?: Later): void;
  sendTaskHeartbeat(token: string, when?: Later): void;
  /** Prints to the run's console. */
  log(...values: unknown[]): void;
}

/** What the driver does for a context. */
export interface ContextHost {
  now(): number;
  random(): number;
  sleep(ms: number): Promise<void>;
  never(): Promise<never>;
  heartbeat(): void;
  submitted(output: unknown): void;
  succeed(token: string, output: unknown, when: Later): void;
  fail(token: string, error: string | undefined, cause: string | undefined, when: Later): void;
  beat(token: string, when: Later): void;
  log(values: unknown[]): void;
}

/** Lambda's longest time for a function. */
const LONGEST_MS = 900_000;

export function handlerContext(task: TaskRequest, host: ContextHost): HandlerContext {
  const started = host.now();
  const functionName = task.functionName ?? task.resource;
  const id = (length: number) => Array.from({ length }, () => Math.floor(host.random() * 16).toString(16)).join("");
  let requestId: string | undefined;
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: task.invokedFunctionArn ?? task.resource,
    memoryLimitInMB: "128",
    // drawn only when somebody looks, so that most runs draw nothing
    get awsRequestId() {
      return (requestId ??= `${id(8)}-${id(4)}-4${id(3)}-8${id(3)}-${id(12)}`);
    },
    logGroupName: `/aws/lambda/${functionName}`,
    // to write a date takes longer than all the rest of a task
    get logStreamName() {
      return `${new Date(started).toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]playground`;
    },
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.min(task.deadline ?? Infinity, started + LONGEST_MS) - host.now()),
    attempt: task.attempt,
    stateName: task.stateName,
    executionArn: task.executionArn,
    resource: task.resource,
    taskToken: task.taskToken,
    sleep: (ms) => host.sleep(ms),
    never: () => host.never(),
    now: () => host.now(),
    random: () => host.random(),
    heartbeat: () => host.heartbeat(),
    submitted: (output) => host.submitted(output),
    sendTaskSuccess: (token, output, when = {}) => {
      texts({ token });
      host.succeed(token, output, when);
    },
    sendTaskFailure: (token, error, cause, when = {}) => {
      texts({ token, error: error ?? "", cause: cause ?? "" });
      host.fail(token, error, cause, when);
    },
    sendTaskHeartbeat: (token, when = {}) => {
      texts({ token });
      host.beat(token, when);
    },
    log: (...values) => host.log(values),
  };
}

/** What goes to the engine as it is has to be a text: it would read anything else from the wrong place of its memory. */
function texts(given: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== "string") throw new TypeError(`${name} must be a text, but is of type ${typeof value}.`);
  }
}
