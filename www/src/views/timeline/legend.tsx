// What the bars mean, and what the rows of a run come to together.

import { useEffect, useState } from "preact/hooks";
import type { TimelineInterval, TimelineRow } from "../../engine/types";
import { duration } from "../../lib/format";
import type { Fold } from "./scale";

type Load = (from: number, count: number) => Promise<TimelineRow[]>;
export type Facts = { backoffMs: number; kinds: Set<TimelineInterval["kind"] | "critical">; rowOfVisit: Map<number, number> };

/** Up to so many rows are looked through for the legend and for what is selected elsewhere. */
const MOST_SEARCHED = 5_000;

/** The facts of a run's rows; null while they are gathered. */
export function useFacts(load: Load, rows: number): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    let wanted = true;
    void gather(load, rows).then((gathered) => wanted && setFacts(gathered));
    return () => {
      wanted = false;
    };
  }, [load]);
  return facts;
}

async function gather(load: Load, rows: number): Promise<Facts> {
  const facts: Facts = { backoffMs: 0, kinds: new Set(), rowOfVisit: new Map() };
  const size = 500;
  try {
    for (let from = 0; from < Math.min(rows, MOST_SEARCHED); from += size) {
      for (const row of await load(from, size)) {
        facts.rowOfVisit.set(row.visit, row.row);
        for (const { kind, fromMs, toMs, critical } of row.intervals) {
          facts.kinds.add(kind);
          if (critical) facts.kinds.add("critical");
          if (kind === "backoff") facts.backoffMs += toMs - fromMs;
        }
      }
    }
  } catch {
    // the run is gone
  }
  return facts;
}

const KINDS: [TimelineInterval["kind"] | "critical", string][] = [
  ["running", "running"],
  ["failed", "failed"],
  ["backoff", "back-off"],
  ["wait", "wait"],
  ["queued", "queued"],
  ["critical", "critical path"],
];

export function Legend({ facts, folds }: { facts: Facts | null; folds: readonly Fold[] }) {
  return (
    <ul class="timeline-legend">
      {KINDS.filter(([kind]) => facts?.kinds.has(kind)).map(([kind, name]) => (
        <li key={kind} title={kind === "critical" ? "The duration of the whole depended on these" : undefined}>
          <i class={`bar ${kind}`} aria-hidden="true" />
          {name}
          {kind === "backoff" && facts !== null && <b> {duration(facts.backoffMs)}</b>}
        </li>
      ))}
      {folds.length > 0 && (
        <li>
          <i class="fold-mark" aria-hidden="true" />
          folded {duration(folds.reduce((sum, { from, to }) => sum + to - from, 0))}
        </li>
      )}
    </ul>
  );
}
