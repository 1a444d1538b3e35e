// The run's rows of the trace.

import type { RunSummary, TraceRow } from "../../engine/types";

export type TraceProps = {
  summary: RunSummary;
  load: (from: number, count: number) => Promise<TraceRow[]>;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (visit: number, attempt?: number) => void;
};

export function TraceView({ summary }: TraceProps) {
  return <p class="empty">{summary.traceRows} rows</p>;
}
