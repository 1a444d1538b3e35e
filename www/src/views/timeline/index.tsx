// When each state ran, failed, backed off and waited, in virtual time.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunSummary, TimelineRow } from "../../engine/types";
import { duration, instant } from "../../lib/format";
import { StateIcon } from "../../lib/state-icon";
import { useRowPages, VirtualRows } from "../../lib/virtual-rows";
import { Bars } from "./bars";
import { followHand } from "./hand";
import { Legend, useFacts } from "./legend";
import { type Fold, foldIdle, foldsInView, isWhole, pan, partIn, partOf, placeOf, type Span, ticks, tickLabel, timeAt, whole, zoom } from "./scale";

export type TimelineProps = {
  summary: RunSummary;
  load: (from: number, count: number) => Promise<TimelineRow[]>;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (visit: number, attempt?: number) => void;
  /** The instant that is looked at, virtual ms, or null for the end. */
  now: number | null;
  /** Whether long idle time is drawn shorter. */
  folded: boolean;
  onFolded: (folded: boolean) => void;
};

/** What is in view of the axis: where one begins, all of it whatever that comes to, or a part. */
type View = { folded: boolean; part: "first" | "all" | Span };

/** With less room to its right a label of the axis stands to the left of its line, CSS px. */
const LABEL_ROOM = 56;
/** What a character of the axis takes, CSS px. */
const CHARACTER = 6.2;
const ZOOM_STEP = 1.6;
/** How much of what is in view an arrow key moves. */
const PAN_STEP = 0.2;
/** Narrower folds are not marked, CSS px. */
const LEAST_FOLD = 4;
const UNFOLDED: readonly Fold[] = [];

export function TimelineView({ summary, load, selected, onSelect, now, folded, onFolded }: TimelineProps) {
  const pages = useRowPages(load);
  const foldable = useMemo(() => foldIdle(summary.idle, summary.durationMs), [summary]);
  const folds = folded ? foldable : UNFOLDED;
  const all = useMemo(() => whole(summary.durationMs, folds), [summary, folds]);
  const { iteration } = summary;
  // one iteration is seen from its own beginning to its end; all the time there was is around it
  const first = useMemo(() => (iteration === undefined ? all : partOf(iteration.fromMs, iteration.toMs, all, folds)), [iteration, all]);
  const [view, setView] = useState<View>({ folded, part: "first" });
  const [chosen, setChosen] = useState<number | null>(null);
  const facts = useFacts(load, summary.timelineRows);
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);

  const spanOf = ({ folded: wasFolded, part }: View): Span => {
    // an axis with other folds begins anew
    if (wasFolded !== folded || part === "first") return first;
    return part === "all" ? all : partIn(part, all);
  };
  const span = useMemo(() => spanOf(view), [view, first, folded]);
  const axis = { span, folds };
  const change = (changed: (span: Span) => Span) =>
    setView((view) => {
      const part = changed(spanOf(view));
      return { folded, part: isWhole(part, all) ? "all" : part };
    });
  useEffect(() => {
    const visit = selected?.visit;
    if (visit === undefined) return setChosen(null);
    if (chosen !== null && pages.row(chosen)?.visit === visit) return;
    const row = facts?.rowOfVisit.get(visit);
    if (row !== undefined) setChosen(row);
  }, [selected?.visit, facts]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.querySelector(".axis")?.clientWidth ?? 600));
    observer.observe(element);
    const letGo = followHand(element, {
      zoom: (factor, share) => change((span) => zoom(span, factor, span.from + share * (span.to - span.from), all)),
      pan: (share) => change((span) => pan(span, share, all)),
    });
    return () => {
      observer.disconnect();
      letGo();
    };
  }, [all]);

  useEffect(() => {
    // another instant is under the pointer now
    place.current?.querySelector(".pointer")?.removeAttribute("data-at");
  }, [span]);

  const marks = ticks(axis, width);
  const breaks = foldsInView(axis, width, LEAST_FOLD);
  const x = (ms: number) => placeOf(ms, axis) * width;
  const percent = (ms: number) => `${placeOf(ms, axis) * 100}%`;
  const words = labels(marks, breaks, x, width);
  const zoomBy = (factor: number) => change((span) => zoom(span, factor, (span.from + span.to) / 2, all));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => change((span) => pan(span, -PAN_STEP, all)),
    ArrowRight: () => change((span) => pan(span, PAN_STEP, all)),
    "+": () => zoomBy(ZOOM_STEP),
    "=": () => zoomBy(ZOOM_STEP),
    "-": () => zoomBy(1 / ZOOM_STEP),
    "0": () => change(() => all),
  };
  const choose = (at: number, attempt?: number) => {
    setChosen(at);
    const row = pages.row(at);
    if (row !== undefined) onSelect(row.visit, attempt);
  };
  const pointAt = (event: PointerEvent) => {
    const pointer = place.current?.querySelector<HTMLElement>(".pointer");
    const box = pointer?.parentElement?.getBoundingClientRect();
    if (!pointer || box === undefined) return;
    const share = (event.clientX - box.left) / box.width;
    const isOver = share >= 0 && share <= 1 && event.type === "pointermove" && event.target instanceof Element && event.target.closest(".timeline-rows") !== null;
    pointer.dataset.at = isOver ? instant(timeAt(share, axis)) : "";
    pointer.style.left = `${share * 100}%`;
    pointer.classList.toggle("last", box.width * (1 - share) < LABEL_ROOM + 20);
  };
  return (
    <div
      class="timeline"
      ref={place}
      onPointerMove={pointAt}
      onPointerLeave={pointAt}
      onKeyDown={(event) => {
        const act = keys[event.key];
        if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
      }}
    >
      <div class="timeline-bar">
        <Legend facts={facts} folds={folds} />
        {foldable.length > 0 && (
          <label class="check timeline-fold" title="Draw long times in which nothing but waiting happens shorter">
            <input type="checkbox" checked={folded} onChange={(event) => onFolded(event.currentTarget.checked)} />
            Fold idle time
          </label>
        )}
        <div class="timeline-zoom" role="group" aria-label="Zoom of the time axis" title="Also + − 0; ← → move through time">
          <button type="button" aria-label="Show more time" onClick={() => zoomBy(1 / ZOOM_STEP)}>
            −
          </button>
          <button type="button" aria-label="Show all time" onClick={() => change(() => all)}>
            All
          </button>
          <button type="button" aria-label="Show less time" onClick={() => zoomBy(ZOOM_STEP)}>
            +
          </button>
        </div>
      </div>
      <VirtualRows
        label="Timeline"
        class="timeline-rows"
        testId="timeline-row"
        count={summary.timelineRows}
        chosen={chosen}
        onChoose={choose}
        header={
          <div class="timeline-head" aria-hidden="true">
            <span />
            <div class="axis">
              {words.map(({ ms, text, isLast }) => (
                <span key={ms} class={isLast ? "last" : ""} style={{ left: percent(ms) }}>
                  {text}
                </span>
              ))}
              {breaks.map((fold, at) => (
                <b key={fold.from} class="fold" style={breadth(fold, percent)} title={`${duration(fold.to - fold.from)} folded: ${instant(fold.from)} to ${instant(fold.to)}`}>
                  <i class="fold-mark" />
                  {x(breaks[at + 1]?.from ?? Infinity) - x(fold.from) > foldRoom(fold) && duration(fold.to - fold.from)}
                </b>
              ))}
              <i class="pointer" />
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
                  <i key={ms} class="grid" style={{ left: percent(ms) }} />
                ))}
                {breaks.map((fold) => (
                  <i key={fold.from} class="fold" style={breadth(fold, percent)} />
                ))}
                {now !== null && <i class="now" style={{ left: percent(now) }} />}
                <Bars row={row} place={(ms) => placeOf(ms, axis)} width={width} selected={selected} onSelect={(attempt) => choose(at, attempt)} />
              </div>
            </div>
          );
        }}
      />
    </div>
  );
}

function breadth({ from, to }: Fold, percent: (ms: number) => string) {
  return { left: percent(from), width: `calc(${percent(to)} - ${percent(from)})` };
}

/** What a fold's mark and words take, CSS px. */
const foldRoom = ({ from, to }: Fold) => duration(to - from).length * CHARACTER + 20;

/** The ticks that have room for their words beside the other ticks and the words of folds. */
function labels(marks: readonly number[], breaks: readonly Fold[], x: (ms: number) => number, width: number) {
  const taken = [...marks.map(x), ...breaks.flatMap((fold) => [x(fold.from) + 0.5, x(fold.from) + foldRoom(fold)])];
  return marks.flatMap((ms) => {
    const [at, text] = [x(ms), tickLabel(ms)];
    const isLast = width - at < LABEL_ROOM;
    const room = text.length * CHARACTER + 8;
    const hasRoom = taken.every((other) => (isLast ? other >= at || other <= at - 2 * room : other <= at || other >= at + room));
    return hasRoom ? [{ ms, text, isLast }] : [];
  });
}

function Name({ row }: { row: TimelineRow }) {
  return (
    <span class={`name ${row.status}`} style={{ paddingLeft: `${10 + Math.min(row.depth, 8) * 14}px` }} title={row.name}>
      <StateIcon type={row.type} />
      {row.iteration !== undefined && <small>[{row.iteration}]</small>}
      <span>{row.name}</span>
      {row.intervals.some(({ critical }) => critical) && <span class="sr-only">, on the critical path</span>}
    </span>
  );
}
