// The shapes that cross from the Rust engine to JavaScript. Generated from src/api/types.rs.

/** A range in the definition text, in UTF-16 code units. */
export type TextRange = { from: number; to: number };

export type Severity = "error" | "warning" | "info";

/** One finding about the definition text. */
export type Diagnostic = {
  /** Kebab-case code, such as `missing-transition-target`. */
  code: string;
  severity: Severity;
  /** What is wrong, one terse sentence. */
  message: string;
  /** Why it matters, or absent. */
  reason?: string;
  /** What to do, or absent. */
  help?: string;
  /** Where, in UTF-16 code units of the text. */
  from: number;
  to: number;
  /** Line from 1, column from 1 (UTF-16), of `from`. */
  line: number;
  column: number;
  /** AWS's location, such as `/States/A/Next`, or absent for the whole text. */
  location?: string;
  related: RelatedPlace[];
  /** A certain remedy: replace `from..to` by `insert`. */
  fixes: Fix[];
};
export type RelatedPlace = { from: number; to: number; message: string };
export type Fix = { title: string; from: number; to: number; insert: string };

export type StateType = "Task" | "Pass" | "Wait" | "Choice" | "Succeed" | "Fail" | "Parallel" | "Map";

/** Answer of `analyze`: everything the page knows about a definition before it runs. */
export type Analysis = {
  diagnostics: Diagnostic[];
  /** The machine as nodes and edges; null when the text has no readable `States`. */
  graph: GraphScope | null;
  /** Each state of the machine, in document order, at any depth. */
  states: StateOutline[];
  /** Each distinct resource that wants a stub, in document order. */
  resources: ResourceUse[];
  /** Definition parses and compiles: a run can start. */
  runnable: boolean;
};

/** `path` is AWS's location: `/States/P/Branches[0]/States/X`, `/States/M/ItemProcessor/States/Y`. */
export type StateOutline = { path: string; name: string; type: StateType | null; range: TextRange; nameRange: TextRange };

export type ResourceUse = {
  /** The handler key the stub is saved under: the ARN or resource string; for `lambda:invoke` with a literal FunctionName, that name or ARN. */
  key: string;
  kind: "lambda" | "activity" | "service";
  /** Short label: the function's or activity's name, or `sqs:sendMessage`. */
  label: string;
  pattern: "requestResponse" | "sync" | "waitForTaskToken";
  /** Paths of the states that use it. */
  states: string[];
  /** A sensible stub for it: JavaScript text of a Node.js Lambda. */
  template: string;
  /** When it is answered without a stub: `machines`, when the workspace has another machine that it can start. */
  builtIn: "never" | "machines" | "always";
};

/** One machine level: the root, a branch, or an item processor. */
export type GraphScope = {
  /** `` for the root, `/States/P/Branches[0]`, `/States/M/ItemProcessor`. */
  path: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
};
export type GraphNode = {
  path: string;
  name: string;
  type: StateType | null;
  /** A few words below the name (the function's name, `wait 5 s`), or absent. */
  detail?: string;
  /** Branches of a Parallel, the processor of a Map. */
  scopes: GraphScope[];
};
export type GraphEdge = {
  /** Path of a state, or null: the start of the scope. */
  from: string | null;
  /** Path of a state, or null: the end of the scope. */
  to: string | null;
  kind: "start" | "next" | "choice" | "default" | "catch" | "end";
  label?: string;
};

/** Answer of AWS's ValidateStateMachineDefinition. */
export type ValidateResult = {
  result: "OK" | "FAIL";
  diagnostics: { severity: "ERROR" | "WARNING"; code: string; message: string; location?: string }[];
  truncated: boolean;
};

export type MachineType = "STANDARD" | "EXPRESS";

/** What `new Session` takes. All payloads are JSON text. Times are milliseconds since the epoch unless said. */
export type SessionRequest = {
  /** ASL text as typed. */
  definition: string;
  /** JSON text; absent: `{}`. */
  input?: string;
  type?: MachineType;
  name?: string;
  executionName?: string;
  region?: string;
  accountId?: string;
  roleArn?: string;
  machines?: { name?: string; arn?: string; definition: string; type?: MachineType }[];
  /** RFC 3339, in UTC of the years 0000 to 9999; absent: 2025-01-01T00:00:00.000Z. */
  startTime?: string;
  /** A whole number in 0..2^53; absent: 0. */
  seed?: number;
  timing?: Timing;
  limits?: Partial<Limits>;
  objects?: { bucket: string; key: string; body?: string; bodyBase64?: string }[];
};
export type Timing = {
  /** Virtual time of one transition, ms. Default 0. */
  transitionMs?: number;
};
export type Limits = {
  /** Payload of a state, bytes of compact UTF-8; default 262144, 64 MiB at most. */
  payloadBytes: number;
  /** Events of one history; default 25000. */
  historyEvents: number;
};

/** How long an attempt takes beyond what its handler slept. */
export type Latency =
  | number
  | { fixed: number }
  | { uniform: [number, number] }
  | { normal: { mean: number; sd: number } }
  | { logNormal: { p50: number; p99: number } };

/** Attempts of a resource that fail whatever its handler would do. */
export type Failures = {
  /** Share of the attempts, 0..1, drawn from the run's generator. */
  rate?: number;
  /** These attempts of each visit, from 1. */
  attempts?: number[];
  /** `Lambda.ServiceException` */
  error: string;
  cause?: string;
};

/** An attempt that finds no idle instance of its function waits for a new one. */
export type ColdStart = {
  /** How long a new instance takes, ms. */
  ms: number;
  /** How long an instance stays when nothing calls it, ms; default ten minutes. */
  idleMs?: number;
};

/** What `Session.poll` says the simulation wants next. */
export type Output =
  | { kind: "task"; task: TaskRequest }
  | { kind: "cancelled"; task: number }
  | { kind: "timer"; timer: number }
  | { kind: "paused" }
  | { kind: "held" }
  | { kind: "blocked" }
  | { kind: "idle"; waitingFor: WaitingFor[] }
  | { kind: "done" };

/** One attempt of a Task: run a handler for it. */
export type TaskRequest = {
  id: number;
  /** `Resource` as the definition has it. */
  resource: string;
  kind: "lambda" | "activity" | "service";
  pattern: "requestResponse" | "sync" | "waitForTaskToken";
  /** Handler keys in the order they are looked up, each with the event (JSON text) that such a handler receives. */
  candidates: { key: string; event: string; wrap: boolean }[];
  /** Lambda's context, when the task calls a function. */
  functionName?: string;
  invokedFunctionArn?: string;
  /** `Event`: the call is answered before the function is called, whatever comes of it. `DryRun`: it is not called. */
  invocation?: "Event" | "DryRun";
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

/** Where a run stands still: at a state of a machine (0 runs, then those of the request), before it is entered or at the answers to its task. */
export type Breakpoint = { machine: number; path: string; atAnswer: boolean };

/** What a breakpoint holds: a state's raw input, or its handler's result or error. */
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
export type WaitingFor = { kind: "taskToken" | "task" | "activity"; task: number; stateName: string; statePath: string; resource: string; taskToken?: string; since: number };

export type ExecutionStatus = "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "RUNNING";

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
  redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE";
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
  redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE";
  waitingFor: WaitingFor[];
  /** One entry per state that was entered, keyed by path. */
  states: StateRun[];
  /** Edges that were taken. */
  edges: { from: string | null; to: string | null; kind: GraphEdge["kind"]; count: number }[];
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
export type VisitStatus = "succeeded" | "failed" | "caught" | "running" | "aborted";
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
  /** The variables of that visit then: name and JSON text. */
  variables: { name: string; value: string }[];
  /** The events before and after by which a state is entered. */
  previousState?: number;
  nextState?: number;
  states: StateRun[];
  edges: RunSummary["edges"];
};

/** One row of the trace: an event of AWS's history, or a row of our own. */
export type TraceRow = {
  /** Row number from 0. */
  row: number;
  /** AWS: one event. Ours: a back-off, a wait of a queued iteration, or another thing AWS does not record. */
  origin: "aws" | "playground";
  /** Event id, AWS rows only. */
  id?: number;
  previousEventId?: number;
  /** Virtual ms since start. */
  atMs: number;
  /** AWS's event type, or `RetryBackoff`, `Queued`. */
  type: string;
  stateName?: string;
  visit?: number;
  attempt?: number;
  tone: "neutral" | "good" | "bad" | "muted";
  /** One short line: the error, the attempt, the length of a back-off. */
  summary: string;
};

/** One row of the timeline: a visit, or a group of iterations that is folded. */
export type TimelineRow = {
  row: number;
  depth: number;
  visit: number;
  name: string;
  /** `[3]` for an iteration's first row and so on, or absent. */
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
  kind: "running" | "failed" | "backoff" | "wait" | "queued" | "inside";
  fromMs: number;
  toMs: number;
  attempt?: number;
  /** A few words; of `queued`, which limit. */
  label?: string;
  /** The duration of the whole depended on it. */
  critical?: true;
};

/** Everything about one visit. */
export type VisitDetail = {
  visit: number;
  name: string;
  path: string;
  type: StateType;
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
  /** Variables the state saw: name and JSON text. */
  variables: { name: string; value: string }[];
  /** Variables it assigned. */
  assigned: { name: string; value: string }[];
};
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
/** The data at one stage: TestState's inspectionData names. */
export type Stage = {
  name: "input" | "afterInputPath" | "afterParameters" | "afterArguments" | "afterItemsPath" | "result" | "afterResultSelector" | "afterResultPath" | "output";
  /** The field that made it, as written: `ResultPath: $.payment`, or absent. */
  field?: string;
  /** JSON text. */
  value: string;
  /** Bytes of `value` as UTF-8. */
  bytes: number;
  /** The value is the same as the stage before. */
  unchanged: boolean;
};
export type Decision = {
  kind: "choice" | "retry" | "catch" | "default" | "none";
  /** Place in the definition: `/States/X/Retry[0]`. */
  path: string;
  attempt?: number;
  /** One sentence. */
  text: string;
};

/** What AWS's TestState is asked; payloads are JSON text, or values that become it. */
export type TestStateRequest = {
  /** A state, or with `stateName` a whole machine. */
  definition: string | object;
  stateName?: string;
  input?: unknown;
  inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  /** Needed for a Task without a mock, as on AWS; `true`: any. */
  roleArn?: string | boolean;
  revealSecrets?: boolean;
  variables?: unknown;
  context?: unknown;
  mock?: { result?: string; errorOutput?: { error?: string; cause?: string }; fieldValidationMode?: "STRICT" | "PRESENT" | "NONE" };
  stateConfiguration?: { retrierRetryCount?: number; errorCausedByState?: string; mapIterationFailureCount?: number; mapItemReaderData?: string };
};

/** What AWS's TestState answers; payloads are JSON text. */
export type TestStateResponse = {
  output?: string;
  error?: string;
  cause?: string;
  inspectionData?: {
    input?: string;
    afterArguments?: string;
    afterInputPath?: string;
    afterParameters?: string;
    afterItemsPath?: string;
    afterItemsPointer?: string;
    /** What each item became, an array. */
    afterItemSelector?: string;
    /** The inputs of the batches, an array. */
    afterItemBatcher?: string;
    result?: string;
    afterResultSelector?: string;
    afterResultPath?: string;
    variables?: string;
    errorDetails?: { catchIndex?: number; retryIndex?: number; retryBackoffIntervalSeconds?: number };
    maxConcurrency?: number;
    toleratedFailureCount?: number;
    toleratedFailurePercentage?: number;
    /** Of an HTTP task at the level `TRACE`, without what its connection adds. */
    request?: { protocol: string; method: string; url?: string; headers: string; body?: string };
    response?: { protocol: string; statusCode?: string; statusMessage?: string; headers?: string; body?: string };
  };
  nextState?: string;
  status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
};

/** Something that can stand where the cursor is: replace `from..to` by `insert`. */
export type Completion = {
  /** What a list shows. */
  label: string;
  /** `field`, `type`, `value`, `state`, `error`, `resource`, `operator`, `function`, `variable`. */
  kind: string;
  /** What it means, a sentence; empty where the label says it. */
  detail: string;
  insert: string;
  /** Where the cursor goes, in UTF-16 code units of `insert`. */
  caret: number;
  /** The same for all of an answer, as is `to`. */
  from: number;
  to: number;
};

/** What something in the text means. */
export type Explanation = {
  from: number;
  to: number;
  title: string;
  /** A paragraph; code stands in backticks. */
  text: string;
};

/** A state that is named where the cursor is; the range is its name in `States`, without quotes. */
export type NamedState = { name: string; from: number; to: number };

/** Replace `from..to` by `insert`. */
export type TextEdit = { from: number; to: number; insert: string };
