// An engine for tests of the page's state: analyses JSON by itself, and runs end when the test says so.

import { RunError, type RunErrorCode, type RunObserver, type Resumption, RunRequestMessage, type RunResult } from "../src/engine/client";
import type { Analysis, RunSummary, VisitDetail } from "../src/engine/types";
import type { Engine } from "../src/state/engine";

/** A run that the page has started. */
export type FakeRun = {
  request: RunRequestMessage;
  /** What it goes on with, when it continues another run. */
  resumption: Resumption | undefined;
  observer: RunObserver;
  stopped: boolean;
  disposed: boolean;
  /** Ends the run with a summary. */
  succeed(summary?: Partial<RunSummary>, visits?: VisitDetail[]): Promise<void>;
  /** Ends the run without a result. */
  fail(code: RunErrorCode, message: string, resource?: string): Promise<void>;
};

export class FakeEngine implements Engine {
  readonly runs: FakeRun[] = [];

  async analyze(definition: string): Promise<Analysis> {
    return analysisOf(definition);
  }

  async format(definition: string): Promise<string> {
    return JSON.stringify(JSON.parse(definition), null, 2);
  }

  async convert(definition: string) {
    return { text: definition, comments: 0 };
  }

  async deployedMachines(template: string) {
    return template.split("\n").flatMap((line) => (line.startsWith("M") ? [{ name: line, definition: `of ${line}` }] : []));
  }

  async mermaid(): Promise<string> {
    return "flowchart TD\n";
  }

  async permissions(): Promise<string[]> {
    return [];
  }

  run(request: RunRequestMessage, observer: RunObserver, resumption?: Resumption) {
    const engine = this;
    let resolve: (result: RunResult) => void = () => {};
    let reject: (problem: Error) => void = () => {};
    const result = new Promise<RunResult>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    const run: FakeRun = {
      request,
      resumption,
      observer,
      stopped: false,
      disposed: false,
      async succeed(summary = {}, visits = []) {
        const rows = resultOf({ ...EMPTY_SUMMARY, ...summary }, visits);
        const resume: RunResult["resume"] = (resumption, _, observer) => engine.run(request, observer, resumption);
        const answer = { ...rows, resume, dispose: () => void (run.disposed = true) };
        resolve(answer);
        await settled();
      },
      async fail(code, message, resource) {
        reject(new RunError(code, message, resource));
        await settled();
      },
    };
    this.runs.push(run);
    return {
      result,
      stop: () => {
        run.stopped = true;
        reject(new RunError("Stopped", "Stopped"));
      },
    };
  }
}

/** Lets promises that are ready run their reactions. */
export async function settled(): Promise<void> {
  for (let hop = 0; hop < 10; hop++) await Promise.resolve();
}

export const EMPTY_SUMMARY: RunSummary = {
  status: "SUCCEEDED",
  output: "{}",
  executionArn: "arn:aws:states:us-east-1:123456789012:execution:M:e",
  startDate: 0,
  stopDate: 0,
  durationMs: 0,
  events: 0,
  visits: 0,
  attempts: 0,
  retries: 0,
  traceRows: 0,
  timelineRows: 0,
  idle: [],
  redriveCount: 0,
  redriveStatus: "NOT_REDRIVABLE",
  waitingFor: [],
  states: [],
  edges: [],
};

/** The detail of a visit as far as tests look at it. */
export function visitOf(visit: number, path: string, attempts: number): VisitDetail {
  const name = path.split("/").at(-1) ?? path;
  return {
    visit,
    place: 1,
    visits: 1,
    name,
    path,
    type: "Task",
    queryLanguage: "JSONPath",
    status: "succeeded",
    enteredMs: 0,
    enteredEvent: 2,
    stages: [],
    attempts: Array.from({ length: attempts }, (_, at) => ({ number: at + 1, startedMs: 0, status: "succeeded" as const, stages: [] })),
    decisions: [],
    context: "{}",
    variables: [],
    assigned: [],
  };
}

type StateShape = { Type?: string; Resource?: string };

function analysisOf(definition: string): Analysis {
  let machine: { States?: Record<string, StateShape> };
  try {
    machine = JSON.parse(definition) as typeof machine;
  } catch {
    return { diagnostics: [], graph: null, states: [], resources: [], runnable: false };
  }
  const entries = Object.entries(machine.States ?? {});
  const states = entries.map(([name]) => {
    const from = Math.max(0, definition.indexOf(`"${name}"`));
    const nameRange = { from, to: from + name.length + 2 };
    return { path: `/States/${name}`, name, type: null, range: { from, to: from + name.length + 4 }, nameRange };
  });
  const resources = entries.flatMap(([name, { Resource: key }]) =>
    key === undefined
      ? []
      : [
          {
            key,
            kind: "lambda" as const,
            label: key.split(":").at(-1) ?? key,
            pattern: "requestResponse" as const,
            states: [`/States/${name}`],
            builtIn: "never" as const,
            template: "export const handler = async (event) => event;\n",
          },
        ],
  );
  return { diagnostics: [], graph: { path: "", nodes: [], edges: [] }, states, resources, runnable: states.length > 0 };
}

function resultOf(summary: RunSummary, visits: VisitDetail[]): Omit<RunResult, "dispose" | "resume"> {
  return {
    execution: 0,
    summary,
    executions: [],
    of: async () => Promise.reject(new Error("there is one execution")),
    realMs: 1,
    logs: [],
    trace: async () => [],
    timeline: async () => [],
    visit: async (id) => visits.find((detail) => detail.visit === id) ?? null,
    tryExpression: async () => null,
    events: async () => [],
    moment: async () => null,
  };
}
