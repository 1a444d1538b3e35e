// What a run says of each state and edge, looked up by the graph.

import type { GraphEdge, RunSummary, StateRun } from "../../engine/types";

export type RunMarks = {
  state(path: string): StateRun | undefined;
  /** How often an edge was taken. */
  taken(edge: GraphEdge): number;
};

export function runMarks(summary: RunSummary | null): RunMarks {
  const states = new Map(summary?.states.map((run) => [run.path, run]));
  const edges = new Map(summary?.edges.map((edge) => [keyOf(edge), edge.count]));
  return { state: (path) => states.get(path), taken: (edge) => edges.get(keyOf(edge)) ?? 0 };
}

/** The class of a state's looks. */
export function toneOf(run: StateRun | undefined, hasRun: boolean): string {
  if (run === undefined) return hasRun ? "unreached" : "idle";
  if (run.status === "succeeded" && run.failedAttempts > 0) return "retried";
  return run.status;
}

/** What a screen reader says of a state after its name. */
export function spoken(run: StateRun | undefined, hasRun: boolean): string {
  if (run === undefined) return hasRun ? "not reached" : "";
  const times = run.visits > 1 ? `, ${run.visits} visits` : "";
  const failed = run.failedAttempts > 0 ? `, ${run.attempts} attempts of which ${run.failedAttempts} failed` : "";
  return `${run.status}${times}${failed}`;
}

function keyOf({ from, to, kind }: { from: string | null; to: string | null; kind: string }): string {
  return `${kind}\n${from ?? ""}\n${to ?? ""}`;
}
