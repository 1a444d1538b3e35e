// The run's rows of the timeline.

import type { RunSummary, TimelineRow } from "../../engine/types";

export type TimelineProps = {
  summary: RunSummary;
  load: (from: number, count: number) => Promise<TimelineRow[]>;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (visit: number, attempt?: number) => void;
};

export function TimelineView({ summary }: TimelineProps) {
  return <p class="empty">{summary.timelineRows} rows</p>;
}
