// The raw session of the WebAssembly module, as the driver and the workers use it. `src/wasm/run.rs` describes it.

import type { Breakpoint, ExecutionInfo, Held, Latency, Moment, Output, RunSummary, TimelineRow, TraceRow, Trial, VisitDetail } from "./types.ts";

export interface EngineSession {
  /** Works until the host is wanted. */
  poll(mayAdvance: boolean, maxTransitions: number): Output;
  /** `output` is JSON text; `wrap` is that of the candidate the handler was found under. */
  taskSucceeded(task: number, output: string, wrap: boolean): void;
  taskFailed(task: number, error: string | undefined, cause: string | undefined, wrap: boolean): void;
  /** No breakpoint holds what is given for the task from now on. */
  answerByHand(task: number): void;
  taskUnhandled(task: number): void;
  taskSubmitted(task: number, output: string): void;
  taskStarted(task: number, workerName?: string): void;
  heartbeat(task: number): void;
  callbackSucceeded(token: string, output: string): void;
  callbackFailed(token: string, error?: string, cause?: string): void;
  callbackHeartbeat(token: string): void;
  /** Takes back what `step` asked for. */
  breakAt(breakpoints: Breakpoint[]): void;
  /** Stands still before the next state too. */
  step(): void;
  /** What a breakpoint holds; here and below, null or undefined for none. */
  held(): Held | null;
  /** Lets go what is held, changed by what is given; throws an Error with `code` `InvalidOutput`. */
  release(value?: string, error?: string, cause?: string): void;
  startTimer(delayMs: number): number;
  cancelTimer(timer: number): void;
  drawLatency(latency: Latency): number;
  /** Virtual milliseconds since the epoch. */
  now(): number;
  startTime(): number;
  random(): number;
  stop(error?: string, cause?: string): void;
  /** RedriveExecution of the first execution; throws an Error with `code` `ExecutionNotRedrivable`. */
  redrive(): void;
  executions(): ExecutionInfo[];
  /** Here and below `within` is a visit inside of a Map, whose iteration alone is told of. */
  summary(execution?: number, within?: number): RunSummary;
  eventCount(execution?: number): number;
  /** JSON text: an array in the shape of GetExecutionHistory. */
  events(from: number, count: number, execution?: number): string;
  trace(from: number, count: number, execution?: number, within?: number): TraceRow[];
  timeline(from: number, count: number, execution?: number, within?: number): TimelineRow[];
  moment(event: number, execution?: number, within?: number): Moment | null;
  visit(id: number): VisitDetail | null;
  /** The attempt counts from 1, the stage from 0 over those of the visit and the attempt. */
  tryExpression(visit: number, attempt: number, stage: number, expression: string): Trial | null;
  visitOfState(path: string, execution?: number): number | undefined;
  visitOfEvent(id: number, execution?: number): number | undefined;
  /** JSON text. */
  snapshot(): string;
  free(): void;
}
