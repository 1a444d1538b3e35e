// What a run wants of its host, and what it has recorded.

import type { EdgeKind, Pattern, QueryLanguage, ResourceKind, StateType, TextRange } from "./definition.ts";

/** What `Session.poll` says the simulation wants next. */
export type Output =
  | { kind: "task"; task: TaskRequest }
  | { kind: "cancelled"; task: number }
  | { kind: "timer"; timer: number }
  | { kind: "paused" }
  | { kind: "blocked" }
  | { kind: "held" }
  | { kind: "idle"; waitingFor: WaitingFor[] }
  | { kind: "done" };

/** One attempt of a Task: run a handler for it. */
export type TaskRequest = {
  id: number;
  /** `Resource` as the definition has it. */
  resource: string;
  kind: ResourceKind;
  pattern: Pattern;
  /** Handler keys in the order they are looked up, each with the event (JSON text) that such a handler receives. */
  candidates: Candidate[];
  /** Lambda's context, when the task calls a function. */
  functionName?: string;
  invokedFunctionArn?: string;
  /** `Event`: the call is answered before the function is called, whatever comes of it. `DryRun`: it is not called. */
  invocation?: Invocation;
  taskToken?: string;
  stateName: string;
  /** Path of the state in the definition. */
  statePath: string;
  /** Visit number (see VisitSummary.id). */
  visit: number;
  /** Attempt of this visit, from 1. */
  attempt: number;
  executionArn: string;
  /** Virtual time at which the attempt times out, or absent. */
  deadline?: number;
};

export type Candidate = { key: string; event: string; wrap: boolean };
export type Invocation = "Event" | "DryRun";

/** What a breakpoint holds: a state's raw input, or what answers its task. */
export type Held = {
  execution: number;
  machine?: number;
  stateName: string;
  statePath: string;
  /** The item of the innermost Map, from 0. */
  item?: number;
  atAnswer: boolean;
  /** JSON text; absent for an error. */
  value?: string;
  error?: string;
  cause?: string;
  /** Bytes of compact JSON that may take the place of a state's input. */
  mostBytes?: number;
};

/** What a run that cannot go on waits for. */
export type WaitingFor = { kind: WaitingKind; task: number; stateName: string; statePath: string; resource: string; taskToken?: string; since: number };
export type WaitingKind = "taskToken" | "task" | "activity";

export type RedriveStatus = "REDRIVABLE" | "NOT_REDRIVABLE";
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** One execution of a run: the first, or one that another one started. */
export type ExecutionInfo = {
  /** From 0, in the order of their start. */
  execution: number;
  executionArn: string;
  stateMachineArn: string;
  /** The visit that started it, absent for the first. */
  startedBy?: number;
  /** The execution of that visit. */
  parent?: number;
  status: ExecutionStatus;
  /** JSON text. */
  input: string;
  /** JSON text. */
  output?: string;
  error?: string;
  cause?: string;
  startDate: number;
  stopDate?: number;
  events: number;
  redriveCount: number;
  redriveStatus: RedriveStatus;
  redriveStatusReason?: string;
};

/** A run as a whole. */
export type RunSummary = {
  status: ExecutionStatus;
  /** JSON text. */
  output?: string;
  error?: string;
  cause?: string;
  /** The cause as a line can show it. */
  shortCause?: string;
  executionArn: string;
  startDate: number;
  stopDate?: number;
  /** Virtual time passed so far, ms. */
  durationMs: number;
  events: number;
  visits: number;
  /** Task attempts started. */
  attempts: number;
  /** Retries made (attempts beyond the first, by a retrier). */
  retries: number;
  traceRows: number;
  timelineRows: number;
  /** From when to when, virtual ms, it did nothing but wait. */
  idle: [from: number, to: number][];
  redriveCount: number;
  redriveStatus: RedriveStatus;
  waitingFor: WaitingFor[];
  /** One entry per state that was entered, keyed by path. */
  states: StateRun[];
  /** Edges that were taken. */
  edges: EdgeRun[];
  /** The visit where the failure began, when the run failed. */
  failedVisit?: number;
  /** The iteration that alone is told of. */
  iteration?: ShownIteration;
};

/** An iteration of a Map: the Map's visit and attempt (from 1), and which one (from 0). */
export type IterationOf = { mapVisit: number; attempt: number; index: number };

/**
 * An iteration that is looked at on its own: from when to when it ran, since the start of the execution; the neighbours,
 * and the one that its Map is in, by a visit inside of each.
 */
export type ShownIteration = { of: IterationOf; count: number; map: string; fromMs: number; toMs: number; previous?: number; next?: number; around?: number };

export type VisitStatus = "running" | "succeeded" | "caught" | "failed" | "aborted";

export type StateRun = {
  path: string;
  visits: number;
  /** Attempts of all visits (Task, Parallel, Map); visits otherwise. */
  attempts: number;
  failedAttempts: number;
  /** Of the last visit. */
  status: VisitStatus;
  firstVisit: number;
  lastVisit: number;
};

/** An edge of the graph, and how often it was taken. */
export type EdgeRun = { from: string | null; to: string | null; kind: EdgeKind; count: number };

/** An execution as it stood right after one of its events. */
export type Moment = {
  event: number;
  events: number;
  atMs: number;
  type: string;
  visit?: number;
  statePath?: string;
  stateName?: string;
  /** Paths of the states that are running, in the order they were entered. */
  running: string[];
  /** The variables of that visit then. */
  variables: NamedValue[];
  /** The events before and after by which a state is entered. */
  previousState?: number;
  nextState?: number;
  states: StateRun[];
  edges: EdgeRun[];
};

/** One row of the trace: an event of AWS's history, or a row of our own. */
export type TraceRow = {
  /** Row number from 0. */
  row: number;
  origin: Origin;
  /** Event id, AWS rows only. */
  id?: number;
  previousEventId?: number;
  /** Virtual ms since start. */
  atMs: number;
  /** AWS's event type, or `RetryBackoff`. */
  type: string;
  stateName?: string;
  visit?: number;
  attempt?: number;
  tone: Tone;
  /** One short line: the error, the attempt, the length of a back-off. */
  summary: string;
};

/** AWS: one event. Ours: a back-off, which AWS does not record. */
export type Origin = "aws" | "playground";
export type Tone = "neutral" | "good" | "bad" | "muted";

/** One row of the timeline: a visit. */
export type TimelineRow = {
  row: number;
  depth: number;
  visit: number;
  name: string;
  /** Of the first visit of an iteration: which, from 0. */
  iteration?: number;
  path: string;
  type: StateType;
  status: VisitStatus;
  fromMs: number;
  /** Absent while running. */
  toMs?: number;
  intervals: TimelineInterval[];
};

export type TimelineInterval = {
  kind: IntervalKind;
  fromMs: number;
  toMs: number;
  attempt?: number;
  /** A few words; of `queued`, which limit. */
  label?: string;
  /** The duration of the whole depended on it. */
  critical?: boolean;
};
export type IntervalKind = "running" | "failed" | "backoff" | "wait" | "queued" | "inside";

/** Everything about one visit. */
export type VisitDetail = {
  visit: number;
  /** Which one of the visits of its state it is, from 1, and how many there are. */
  place: number;
  visits: number;
  /** The visits of its state before and after it. */
  before?: number;
  after?: number;
  name: string;
  path: string;
  type: StateType;
  queryLanguage: QueryLanguage;
  status: VisitStatus;
  enteredMs: number;
  exitedMs?: number;
  enteredEvent: number;
  exitedEvent?: number;
  /** The innermost iteration that it is in. */
  iteration?: IterationOf;
  next?: string;
  /** Stages before any attempt, or all of them for a state without attempts. */
  stages: Stage[];
  attempts: Attempt[];
  /** Why it went on as it did, in order. */
  decisions: Decision[];
  error?: string;
  cause?: string;
  /** JSON text of the context object as the state saw it. */
  context: string;
  /** Variables the state saw. */
  variables: NamedValue[];
  /** Variables it assigned. */
  assigned: NamedValue[];
};

/** What an expression gives that is tried on a visit: JSON text, or an error. */
export type Trial = { value?: string; error?: TrialError };
/** `place` is of the expression; `code` is JSONata's, the name of an error, or AWS's for a definition with such an expression. */
export type TrialError = { code?: string; message: string; place?: TextRange };

/** A variable, without `$`, and the JSON text of its value. */
export type NamedValue = { name: string; value: string };
export type Attempt = {
  number: number;
  startedMs: number;
  endedMs?: number;
  status: VisitStatus;
  stages: Stage[];
  error?: string;
  cause?: string;
  /** The back-off that followed, ms. */
  backoffMs?: number;
};

/** The data at one stage. */
export type Stage = {
  name: StageName;
  /** The field that made it, as written: `ResultPath: $.payment`, or absent. */
  field?: string;
  /** JSON text. */
  value: string;
  /** Bytes of `value` as UTF-8. */
  bytes: number;
  /** The value is the same as the stage before. */
  unchanged: boolean;
};

/** As TestState's inspectionData names them. */
export type StageName = "input" | "afterInputPath" | "afterParameters" | "afterArguments" | "afterItemsPath" | "result" | "afterResultSelector" | "afterResultPath" | "output";
export type Decision = {
  kind: DecisionKind;
  /** Place in the definition: `/States/X/Retry[0]`. */
  path: string;
  attempt?: number;
  /** One sentence. */
  text: string;
};
export type DecisionKind = "choice" | "default" | "retry" | "catch" | "none";
