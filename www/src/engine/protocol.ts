// What the page and its workers say to each other. `v` of the hello is the version of all of it.
//
// page <-> frame: a hello by window message, then a private control port. page <-> worker: a port of its own, which the
// frame hands over and never reads. What comes from a worker that runs stubs is a claim: the page checks its shape.

import type { Conduct, LogLine } from "./driver.ts";
import type { Breakpoint, ExecutionStatus, SessionRequest, MachineType, WaitingFor } from "./types.ts";

export const PROTOCOL_VERSION = 2;

/** frame -> page, by window message; its origin is "null". */
export type Hello = { type: "asl:host"; v: number };

/** page -> frame, by window message, once, with the control port. `first` is the part of the engine that a first visit needs. */
export type Init = { type: "asl:init"; script: string; first: ArrayBuffer };

/** page -> frame, by the control port; `spawn` carries the worker's port. Workers started after `rest` have the whole engine. */
export type Control = { type: "rest"; rest: ArrayBuffer } | { type: "spawn"; name: string } | { type: "kill"; name: string; seq: number };

/** frame -> page, by the control port. */
export type FrameNews =
  | { type: "ready" }
  | { type: "fatal"; message: string }
  | { type: "killed"; name: string; seq: number }
  | { type: "worker-error"; name: string; message: string };

/** frame -> worker, its first message; carries the worker's port. */
export type Boot = { type: "boot"; first: WebAssembly.Module; rest?: WebAssembly.Module };

/** The code of a stub, and how its resource behaves around it. */
export type StubMessage = { resource: string; code: string } & Conduct;

/** An execution of a run that can be looked at on its own; the children of a distributed Map are in their parent's picture. */
export type StartedExecution = {
  /** From 0, the run's own. */
  execution: number;
  /** The last part of its ARN. */
  name: string;
  /** The name of its machine. */
  machine: string;
  status: ExecutionStatus;
  /** The visit that started it. */
  startedBy?: number;
};

/** What a run is started with: the session's request and its stubs. */
export type RunRequestMessage = SessionRequest & { stubs: StubMessage[]; breakpoints?: Breakpoint[] };

/** What is given in place of what a breakpoint holds: JSON text, or an error. */
export type Change = { value: string } | { error: string; cause: string };

/**
 * How a run goes on: an answer by hand to what it waits for, a redrive with the stubs as they are now, from a breakpoint
 * (`step`: to the next state), or not at all.
 */
export type Resumption =
  | { kind: "release"; step: boolean; change?: Change }
  | { kind: "stop" }
  | { kind: "succeed"; waiting: WaitingFor; output: string }
  | { kind: "fail"; waiting: WaitingFor; error: string; cause?: string }
  | { kind: "redrive"; stubs: StubMessage[] };

/** page -> worker */
export type Ask =
  | { type: "analyze"; definition: string; options: { type?: MachineType } }
  | { type: "format" | "convert" | "deployedMachines" | "mermaid" | "permissions"; definition: string }
  | { type: "complete"; definition: string; offset: number; input: string }
  | { type: "hover" | "locate"; definition: string; offset: number }
  | { type: "rename"; definition: string; offset: number; newName: string }
  | { type: "run"; request: RunRequestMessage }
  | { type: "resume"; resumption: Resumption; breakpoints: Breakpoint[] }
  | { type: "summary"; execution: number; within?: number }
  | { type: "trace" | "timeline"; from: number; count: number; execution: number; within?: number }
  | { type: "events"; from: number; count: number; execution: number }
  | { type: "moment"; event: number; execution: number; within?: number }
  | { type: "visit"; visit: number }
  | { type: "try"; visit: number; attempt: number; stage: number; expression: string };

export type AskMessage = Ask & { id: number };

/** worker -> page. `load`: a stub's module begins; `enter`: a handler begins or goes on; `leave` follows what took long. */
export type WorkerNews =
  | { type: "booted" }
  | { type: "load"; resource: string }
  | { type: "enter"; resource: string; stateName: string; attempt: number }
  | { type: "leave" }
  | { type: "progress"; events: number; nowMs: number }
  | { type: "log"; lines: LogLine[] }
  | { type: "answer"; id: number; ok: true; value: unknown }
  | { type: "answer"; id: number; ok: false; problem: Problem };

/** Code of the problem that the worker has only the first part of the engine and wanted more; it answers nothing from then on. */
export const PART_MISSING = "PartMissing";

/** Why something asked for did not happen. */
export type Problem = { code?: string; message: string; resource?: string; diagnostics?: unknown };
