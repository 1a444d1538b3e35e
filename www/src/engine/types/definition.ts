// What there is to say about a definition before it runs, and what helps to write it.

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

export type MachineType = "STANDARD" | "EXPRESS";

/** A state machine that a template of CloudFormation or SAM has. */
export type DeployedMachine = { name: string; type?: MachineType; definition: string };
export type QueryLanguage = "JSONPath" | "JSONata";
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
  kind: ResourceKind;
  /** Short label: the function's or activity's name, or `sqs:sendMessage`. */
  label: string;
  pattern: Pattern;
  /** Paths of the states that use it. */
  states: string[];
  /** A sensible stub for it: JavaScript text of a Node.js Lambda. */
  template: string;
  /** When it is answered without a stub: `machines`, when the workspace has another machine that it can start. */
  builtIn: BuiltIn;
};
/** What answers: `lambda` also for `lambda:invoke`. */
export type ResourceKind = "lambda" | "activity" | "service";
/** How long a task waits; `sync` for both forms of `.sync`. */
export type Pattern = "requestResponse" | "sync" | "waitForTaskToken";
export type BuiltIn = "never" | "machines" | "always";

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
  kind: EdgeKind;
  label?: string;
};
export type EdgeKind = "start" | "next" | "choice" | "default" | "catch" | "end";

/** Answer of AWS's ValidateStateMachineDefinition. */
export type ValidateResult = {
  result: Verdict;
  diagnostics: ValidateFinding[];
  truncated: boolean;
};
export type Verdict = "OK" | "FAIL";
export type ValidateFinding = { severity: ValidateSeverity; code: string; message: string; location?: string };
export type ValidateSeverity = "ERROR" | "WARNING";

/** Something that can stand where the cursor is: replace `from..to` by `insert`. */
export type Completion = {
  /** What a list shows. */
  label: string;
  kind: CompletionKind;
  /** What it means, a sentence; empty where the label says it. */
  detail: string;
  insert: string;
  /** Where the cursor goes, in UTF-16 code units of `insert`. */
  caret: number;
  /** The same for all of an answer, as is `to`. */
  from: number;
  to: number;
};

export type CompletionKind = "field" | "type" | "value" | "state" | "error" | "resource" | "operator" | "function" | "variable" | "path";

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

/** A definition in the other notation, and how many comments that loses. */
export type Converted = { text: string; comments: number };

/** Replace `from..to` by `insert`. */
export type TextEdit = { from: number; to: number; insert: string };
