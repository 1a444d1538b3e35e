// The spans of a row, drawn on the axis.

import type { TimelineInterval, TimelineRow } from "../../engine/types";
import { duration, instant } from "../../lib/format";

export type BarsProps = {
  row: TimelineRow;
  /** Where an instant stands, 0 to 1 in view. */
  place: (ms: number) => number;
  width: number;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (attempt?: number) => void;
};

/** What a text takes on the axis, CSS px. */
const room = (text: string): number => text.length * 6.4 + 8;

/** How far a bar reaches out of sight, CSS px. */
const BEYOND = 4;

export function Bars({ row, place, width, selected, onSelect }: BarsProps) {
  const end = row.toMs ?? row.intervals.at(-1)?.toMs ?? row.fromMs;
  // what is queued has not begun, but takes room
  const [before, after] = [place(Math.min(row.fromMs, row.intervals[0]?.fromMs ?? row.fromMs)), place(end)];
  const total = end - row.fromMs;
  const length = duration(total);
  // what goes on beyond the edge has its own edge just out of sight, so that its words stand in the middle of what is seen
  const beyond = BEYOND / Math.max(width, 1);
  const [first, second] = row.intervals;
  // of a row that only waits the bar says how long, if it has room
  const isTold = first?.kind === "wait" && second === undefined && (after - before) * width > room(`wait ${length}`);
  const isSaid = !isTold && total > 0;
  const hasLength = isSaid && after >= 0 && (1 - after) * width > room(length);
  // at the end of the axis it stands before the bar, unless the bar has room for it
  const isBefore = isSaid && !hasLength && before <= 1 && before * width > room(length) && (second !== undefined || (after - before) * width <= room(length));
  const isRetried = row.intervals.some(({ kind }) => kind === "backoff");
  return (
    <>
      {row.intervals.map((interval, at) => {
        const left = Math.max(-beyond, place(interval.fromMs));
        const right = Math.min(1 + beyond, place(interval.toMs));
        if (right < 0 || left > 1) return null;
        const pixels = (right - left) * width;
        const isAttempt = interval.attempt !== undefined && interval.kind !== "backoff";
        const chosen = row.visit === selected?.visit && isAttempt && interval.attempt === selected.attempt;
        return (
          <span
            key={at}
            class={`bar ${interval.kind}${interval.critical ? " critical" : ""}${chosen ? " chosen" : ""}${pixels < 3 ? " instant" : ""}`}
            style={{ left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` }}
            title={spoken(row, interval)}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(interval.kind === "backoff" ? (interval.attempt ?? 2) - 1 : interval.attempt);
            }}
          >
            {words(interval, pixels, hasLength || isBefore, isRetried)}
          </span>
        );
      })}
      {hasLength && (
        <span class="length" style={{ left: `${after * 100}%` }}>
          {length}
        </span>
      )}
      {isBefore && (
        <span class="length before" style={{ right: `${(1 - before) * 100}%` }}>
          {length}
        </span>
      )}
    </>
  );
}

/** What fits on a bar; `hasLength` says that the length of the row stands beside it, `isRetried` that it has several attempts. */
function words({ kind, fromMs, toMs, attempt }: TimelineInterval, pixels: number, hasLength: boolean, isRetried: boolean): string {
  const length = duration(toMs - fromMs);
  const which = isRetried ? `#${attempt ?? 1}` : hasLength ? "" : length;
  const long = {
    backoff: `back-off ${length}`,
    wait: `wait ${length}`,
    failed: which,
    queued: `queued ${length}`,
    running: which,
    inside: "",
  }[kind];
  const short = kind === "backoff" || (kind === "wait" && !hasLength) ? length : "";
  const fits = [long, kind === "queued" ? "queued" : short];
  return fits.find((text) => pixels > room(text)) ?? "";
}

function spoken({ name }: TimelineRow, { label, kind, fromMs, toMs, critical }: TimelineInterval): string {
  const length = duration(toMs - fromMs);
  const times = `${instant(fromMs)} to ${instant(toMs)}`;
  const what = kind === "queued" ? `queued ${length}: ${label}, ${times}` : `${label ?? kind}, ${times} (${length})`;
  return `${name}: ${what}${critical ? ", on the critical path" : ""}`;
}
