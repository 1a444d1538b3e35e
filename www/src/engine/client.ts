// The page's side of the engine: analyses and runs happen in workers inside the sandboxed frame.

import type { Analysis, Diagnostic, Latency, MachineType, RunSummary, SessionRequest, TimelineRow, TraceRow, VisitDetail } from "./types";

/** What a run is started with: the session's request and the code of its stubs. */
export type RunRequestMessage = SessionRequest & { stubs: { resource: string; code: string; latency?: Latency }[] };

/** What a run says while it is under way. */
export type RunObserver = {
  progress?(p: { events: number; nowMs: number }): void;
  log?(lines: LogLine[]): void;
  slow?(w: { resource: string; stateName: string; attempt: number; seconds: number }): void;
};

export type RunHandle = { result: Promise<RunResult>; stop(): void };

/** A run that ended, and its rows on demand until `dispose`. */
export type RunResult = {
  summary: RunSummary;
  realMs: number;
  logs: LogLine[];
  trace(from: number, count: number): Promise<TraceRow[]>;
  timeline(from: number, count: number): Promise<TimelineRow[]>;
  visit(id: number): Promise<VisitDetail | undefined>;
  events(from: number, count: number): Promise<unknown[]>;
  dispose(): void;
};

/** A line that a stub printed, at its virtual time since the start. */
export type LogLine = {
  atMs: number;
  level: "log" | "info" | "warn" | "error" | "debug";
  text: string;
  resource: string;
  stateName: string;
  visit: number;
  attempt: number;
};

/** Why a run gave no result. */
export type RunErrorCode = "InvalidDefinition" | "InvalidExecutionInput" | "StubSyntax" | "Stopped" | "HandlerTimeout" | "Crashed";
export class RunError extends Error {
  constructor(
    readonly code: RunErrorCode,
    message: string,
    readonly resource?: string,
    readonly diagnostics?: Diagnostic[],
  ) {
    super(message);
  }
}

export class EngineClient {
  readonly ready = Promise.resolve();
  constructor(_: { base: string; handlerLimitMs?: number }) {}

  analyze(_definition: string, _options?: { type?: MachineType }): Promise<Analysis> {
    return Promise.reject(new Error("this build has no engine"));
  }

  format(_definition: string): Promise<string> {
    return Promise.reject(new Error("this build has no engine"));
  }

  run(_request: RunRequestMessage, _observer: RunObserver): RunHandle {
    return { result: Promise.reject(new RunError("Crashed", "this build has no engine")), stop() {} };
  }
}
