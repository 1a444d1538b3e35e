// When each state ran, failed, backed off and waited, in virtual time.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunSummary, TimelineInterval, TimelineRow } from "../../engine/types";
import { clock, duration } from "../../lib/format";
import { StateIcon } from "../../lib/state-icon";
import { useRowPages, VirtualRows } from "../../lib/virtual-rows";
import { pan, type Span, ticks, tickLabel, whole, zoom } from "./scale";

export type TimelineProps = {
  summary: RunSummary;
  load: (from: number, count: number) => Promise<TimelineRow[]>;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (visit: number, attempt?: number) => void;
  /** The instant that is looked at, virtual ms, or null for the end. */
  now: number | null;
};

/** With less room to its right a label of the axis stands to the left of its line, CSS px. */
const LABEL_ROOM = 56;
const ROW_HEIGHT = 28;
const ZOOM_STEP = 1.6;
/** Up to so many rows are looked through for the legend and for what is selected elsewhere. */
const MOST_SEARCHED = 5_000;

export function TimelineView({ summary, load, selected, onSelect, now }: TimelineProps) {
  const pages = useRowPages(load);
  const all = useMemo(() => whole(summary.durationMs), [summary]);
  const [span, setSpan] = useState<Span>(all);
  const [chosen, setChosen] = useState<number | null>(null);
  const [facts, setFacts] = useState<Facts | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);

  useEffect(() => {
    let wanted = true;
    void gatherFacts(load, summary.timelineRows).then((gathered) => wanted && setFacts(gathered));
    return () => {
      wanted = false;
    };
  }, [load]);
  useEffect(() => {
    const visit = selected?.visit;
    if (visit === undefined || (chosen !== null && pages.row(chosen)?.visit === visit)) return;
    const row = facts?.rowOfVisit.get(visit);
    if (row !== undefined) setChosen(row);
  }, [selected?.visit, facts]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.querySelector(".axis")?.clientWidth ?? 600));
    observer.observe(element);
    // Preact listens passively; this one must keep the page from zooming
    const onWheel = (event: WheelEvent) => {
      const axis = element.querySelector(".axis")?.getBoundingClientRect();
      if (axis === undefined || axis.width === 0) return;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const share = (event.clientX - axis.left) / axis.width;
        setSpan((now) => zoom(now, Math.exp(-event.deltaY / 240), now.from + share * (now.to - now.from), all));
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        setSpan((now) => pan(now, (sideways / axis.width) * (now.to - now.from), all));
      }
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener("wheel", onWheel);
    };
  }, [all]);

  const marks = ticks(span, width);
  const share = (ms: number) => ((ms - span.from) / (span.to - span.from)) * 100;
  const zoomBy = (factor: number) => setSpan((now) => zoom(now, factor, (now.from + now.to) / 2, all));
  const choose = (at: number, attempt?: number) => {
    setChosen(at);
    const row = pages.row(at);
    if (row !== undefined) onSelect(row.visit, attempt);
  };
  return (
    <div class="timeline" ref={place}>
      <div class="timeline-bar">
        <Legend facts={facts} />
        <div class="timeline-zoom" role="group" aria-label="Zoom of the time axis">
          <button type="button" aria-label="Show less time" onClick={() => zoomBy(ZOOM_STEP)}>
            +
          </button>
          <button type="button" aria-label="Show more time" onClick={() => zoomBy(1 / ZOOM_STEP)}>
            −
          </button>
          <button type="button" onClick={() => setSpan(all)}>
            All
          </button>
        </div>
      </div>
      <VirtualRows
        label="Timeline"
        class="timeline-rows"
        testId="timeline-row"
        count={summary.timelineRows}
        rowHeight={ROW_HEIGHT}
        chosen={chosen}
        onChoose={choose}
        header={
          <div class="timeline-head" aria-hidden="true">
            <span />
            <div class="axis">
              {marks.map((ms) => (
                <span key={ms} class={width * (1 - share(ms) / 100) < LABEL_ROOM ? "last" : ""} style={{ left: `${share(ms)}%` }}>
                  {tickLabel(ms)}
                </span>
              ))}
            </div>
          </div>
        }
        render={(at) => {
          const row = pages.row(at);
          if (row === undefined) return <div class="timeline-row sr">Loading</div>;
          return (
            <div class="timeline-row">
              <Name row={row} />
              <div class="lane">
                {marks.map((ms) => (
                  <i key={ms} class="grid" style={{ left: `${share(ms)}%` }} />
                ))}
                {now !== null && <i class="now" style={{ left: `${share(now)}%` }} />}
                <Bars row={row} span={span} share={share} width={width} selected={selected} onSelect={(attempt) => choose(at, attempt)} />
              </div>
            </div>
          );
        }}
      />
    </div>
  );
}

function Name({ row }: { row: TimelineRow }) {
  return (
    <span class={`name ${row.status}`} style={{ paddingLeft: `${10 + Math.min(row.depth, 8) * 14}px` }} title={row.name}>
      <StateIcon type={row.type} />
      {row.iteration !== undefined && <small>[{row.iteration}]</small>}
      <span>{row.name}</span>
    </span>
  );
}

type BarsProps = {
  row: TimelineRow;
  span: Span;
  share: (ms: number) => number;
  width: number;
  selected: TimelineProps["selected"];
  onSelect: (attempt?: number) => void;
};

function Bars({ row, span, share, width, selected, onSelect }: BarsProps) {
  const inView = row.intervals.filter((interval) => interval.toMs >= span.from && interval.fromMs <= span.to);
  const end = row.toMs ?? row.intervals.at(-1)?.toMs ?? row.fromMs;
  const after = share(end);
  const total = end - row.fromMs;
  return (
    <>
      {inView.map((interval, at) => {
        const left = Math.max(-5, share(interval.fromMs));
        const right = Math.min(105, share(interval.toMs));
        const pixels = ((right - left) / 100) * width;
        const isAttempt = interval.attempt !== undefined && interval.kind !== "backoff";
        const chosen = row.visit === selected?.visit && isAttempt && interval.attempt === selected.attempt;
        return (
          <span
            key={at}
            class={`bar ${interval.kind}${chosen ? " chosen" : ""}${pixels < 3 ? " instant" : ""}`}
            style={{ left: `${left}%`, width: `${Math.max(0, right - left)}%` }}
            title={spoken(row, interval)}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(interval.kind === "backoff" ? (interval.attempt ?? 2) - 1 : interval.attempt);
            }}
          >
            {words(interval, pixels)}
          </span>
        );
      })}
      {after >= 0 && after < 92 && total > 0 && (
        <span class="length" style={{ left: `${after}%` }}>
          {duration(total)}
        </span>
      )}
    </>
  );
}

/** What fits on a bar. */
function words({ kind, fromMs, toMs, attempt }: TimelineInterval, pixels: number): string {
  const length = duration(toMs - fromMs);
  const long = { backoff: `back-off ${length}`, wait: `wait ${length}`, failed: attempt === undefined ? "" : `#${attempt}`, queued: "queued", running: "", inside: "" }[kind];
  if (pixels > long.length * 6.4 + 8) return long;
  return kind === "backoff" && pixels > length.length * 6.4 + 8 ? length : "";
}

function spoken(row: TimelineRow, { label, kind, fromMs, toMs }: TimelineInterval): string {
  return `${row.name}: ${label ?? kind}, ${clock(fromMs)} s to ${clock(toMs)} s (${duration(toMs - fromMs)})`;
}

type Facts = { backoffMs: number; kinds: Set<TimelineInterval["kind"]>; rowOfVisit: Map<number, number> };

async function gatherFacts(load: TimelineProps["load"], rows: number): Promise<Facts> {
  const facts: Facts = { backoffMs: 0, kinds: new Set(), rowOfVisit: new Map() };
  const size = 500;
  try {
    for (let from = 0; from < Math.min(rows, MOST_SEARCHED); from += size) {
      for (const row of await load(from, size)) {
        facts.rowOfVisit.set(row.visit, row.row);
        for (const { kind, fromMs, toMs } of row.intervals) {
          facts.kinds.add(kind);
          if (kind === "backoff") facts.backoffMs += toMs - fromMs;
        }
      }
    }
  } catch {
    // the run is gone
  }
  return facts;
}

const KINDS: [TimelineInterval["kind"], string][] = [
  ["running", "running"],
  ["failed", "failed"],
  ["backoff", "back-off"],
  ["wait", "wait"],
  ["queued", "queued"],
];

function Legend({ facts }: { facts: Facts | null }) {
  return (
    <ul class="timeline-legend">
      {KINDS.filter(([kind]) => facts?.kinds.has(kind)).map(([kind, name]) => (
        <li key={kind}>
          <i class={`bar ${kind}`} aria-hidden="true" />
          {name}
          {kind === "backoff" && facts !== null && <b> {duration(facts.backoffMs)}</b>}
        </li>
      ))}
    </ul>
  );
}
