// The machine as a graph, coloured by the run.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Analysis, GraphScope, RunSummary } from "../../engine/types";
import type { Stops } from "../../state/breakpoints";
import { arrange, layoutOf } from "./arranging";
import { DETAILED_MAX, Drawing, Heads, nodeId } from "./drawing";
import { type GraphLayout, neighbour } from "./layout";
import { runMarks } from "./run-marks";
import { fit, legible, opening, panBy, partAround, reveal, type Size, type View, zoomAt } from "./viewport";

export type GraphProps = {
  analysis: Analysis | null;
  summary: RunSummary | null;
  selected: string | null;
  /** The share of the panel that the graph is in, from below, that something lies over. */
  covered: number;
  /** The text is broken right now: what is drawn is how it was before. */
  stale: boolean;
  onSelect: (path: string) => void;
  stops: ReadonlyMap<string, Stops>;
  /** Sets a state's breakpoint or takes it away. */
  onStop: (path: string) => void;
};

const ZOOM_STEP = 1.25;

export function GraphView({ analysis, summary, selected, covered, stale, onSelect, stops, onStop }: GraphProps) {
  const graph = analysis?.graph ?? null;
  const layout = useLayout(graph);
  const marks = useMemo(() => runMarks(summary), [summary]);
  const [pane, setPane] = useState<Size | null>(null);
  const [view, setView] = useState<View | null>(null);
  const opened = useRef<{ shape: string; view: View | null }>({ shape: "", view: null });
  const place = useRef<HTMLDivElement>(null);
  const shape = layout === null ? "" : `${layout.width} ${layout.height} ${layout.nodes.length}`;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setPane({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [layout === null]);

  const startX = layout?.terminals.find(({ kind, depth }) => kind === "start" && depth === 0)?.x;
  const fitAll = () => {
    if (layout !== null && pane !== null) setView(fit(layout, pane));
  };

  // another graph is seen from its beginning; in another pane so is one that was not moved since
  useEffect(() => {
    if (layout === null || pane === null) return;
    if (opened.current.shape === shape && view !== null && view !== opened.current.view) return;
    const first = opening(layout, pane, startX);
    opened.current = { shape, view: first };
    setView(first);
  }, [shape, pane?.width, pane?.height]);

  const lookedAt = useRef(selected);
  useEffect(() => {
    const box = layout?.nodes.find(({ node }) => node.path === selected);
    const element = place.current;
    if (box === undefined || pane === null || element === null) return;
    const open = { ...pane, height: openHeight(element, covered) };
    // what is selected newly is found also in a graph that is too small to read
    const isNew = lookedAt.current !== selected;
    lookedAt.current = selected;
    setView((now) => (now === null ? now : reveal(isNew ? legible(now, box, open) : now, box, open)));
  }, [selected, shape, covered, pane?.width, pane?.height]);

  const pointers = usePointers(setView, place);

  const part = layout === null || view === null || pane === null || layout.nodes.length <= DETAILED_MAX ? undefined : partAround(view, pane);
  // most changes of the page, and small moves, draw nothing anew
  const drawing = useMemo(
    () => layout && <Drawing layout={layout} marks={marks} hasRun={summary !== null} selected={selected} onSelect={onSelect} part={part} stops={stops} onStop={onStop} />,
    [layout, marks, selected, onSelect, JSON.stringify(part), stops, onStop],
  );

  if (layout === null) return <p class="empty">{stale && "The graph appears when the definition has a state."}</p>;

  const zoom = (factor: number) =>
    setView((now) => (now === null || pane === null ? now : zoomAt(now, factor, { x: pane.width / 2, y: pane.height / 2 })));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = neighbour(layout, selected, event.key);
      if (next !== null) onSelect(next);
    } else if (event.key === "+" || event.key === "=") zoom(ZOOM_STEP);
    else if (event.key === "-") zoom(1 / ZOOM_STEP);
    else if (event.key === "0") fitAll();
    else return;
    event.preventDefault();
  };
  const box = view === null || pane === null ? undefined : `${view.x} ${view.y} ${pane.width / view.scale} ${pane.height / view.scale}`;

  return (
    <div class={`graph${stale ? " stale" : ""}`}>
      <div
        class="graph-pane"
        ref={place}
        role="listbox"
        tabIndex={0}
        aria-label="States"
        aria-activedescendant={selected === null ? undefined : nodeId(selected)}
        onKeyDown={onKeyDown}
        {...pointers}
      >
        {box !== undefined && (
          <svg viewBox={box} width="100%" height="100%" role="presentation">
            <Heads />
            {drawing}
          </svg>
        )}
      </div>
      {summary !== null && <Legend summary={summary} states={layout.nodes.length} />}
      {stale && <p class="graph-note">The definition has no readable states right now; this is the last graph.</p>}
      <div class="graph-zoom" role="group" aria-label="Zoom">
        <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / ZOOM_STEP)}>
          −
        </button>
        <button type="button" onClick={fitAll}>
          Fit
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => zoom(ZOOM_STEP)}>
          +
        </button>
      </div>
    </div>
  );
}

/** The height of the graph that nothing lies over. */
function openHeight(element: Element, covered: number): number {
  const { top, bottom } = element.getBoundingClientRect();
  const panel = element.closest(".panel")?.getBoundingClientRect();
  return Math.max(1, Math.min(bottom, panel === undefined ? bottom : panel.bottom - covered * panel.height) - top);
}

/** The layout of a graph as soon as it is there; until then that of the graph before. */
function useLayout(graph: GraphScope | null): GraphLayout | null {
  const [made, setMade] = useState<GraphLayout | null>(null);
  const found = graph === null ? null : layoutOf(graph);
  useEffect(() => {
    if (graph === null) return;
    const newer = new AbortController();
    void arrange(graph, newer.signal).then((layout) => newer.signal.aborted || setMade(layout));
    return () => newer.abort();
  }, [graph]);
  return found === undefined ? made : found;
}

/** Only the tones that the run has. `states` is how many there are. */
function Legend({ summary, states }: { summary: RunSummary; states: number }) {
  const has = (wanted: (run: RunSummary["states"][number]) => boolean) => summary.states.some(wanted);
  const entries: [string, string, boolean][] = [
    ["succeeded", "succeeded", has((run) => run.status === "succeeded" && run.failedAttempts === 0)],
    ["retried", "retried", has((run) => run.status === "succeeded" && run.failedAttempts > 0)],
    ["caught", "error caught", has((run) => run.status === "caught")],
    ["failed", "failed", has((run) => run.status === "failed")],
    ["aborted", "aborted", has((run) => run.status === "aborted")],
    ["running", "running", has((run) => run.status === "running")],
    ["unreached", "not reached", summary.states.length < states],
  ];
  return (
    <ul class="graph-legend" aria-hidden="true">
      {entries.map(([tone, words, shown]) => shown && (
        <li key={tone} class={tone}>
          {words}
        </li>
      ))}
    </ul>
  );
}

/** Drag to pan, wheel to pan, wheel with Ctrl or two fingers to zoom. */
function usePointers(setView: (change: (now: View | null) => View | null) => void, place: { current: HTMLDivElement | null }) {
  const down = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    // Preact listens passively; this one must keep the page from scrolling
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      setView((now) => {
        if (now === null) return now;
        return event.ctrlKey || event.metaKey ? zoomAt(now, Math.exp(-event.deltaY / 240), at) : panBy(now, -event.deltaX, -event.deltaY);
      });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (down.current.size === 0) moved.current = 0;
      down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      const before = down.current.get(event.pointerId);
      if (before === undefined) return;
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      const now = { x: event.clientX, y: event.clientY };
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      moved.current += Math.abs(dx) + Math.abs(dy);
      if (moved.current > 4 && event.currentTarget instanceof Element && !event.currentTarget.hasPointerCapture(event.pointerId)) {
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      down.current.set(event.pointerId, now);
      const corner = place.current?.getBoundingClientRect();
      setView((view) => {
        if (view === null || corner === undefined) return view;
        if (other === undefined) return moved.current > 4 ? panBy(view, dx, dy) : view;
        const apart = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y);
        const middle = { x: (now.x + other.x) / 2 - corner.left, y: (now.y + other.y) / 2 - corner.top };
        return zoomAt(view, apart(now) / Math.max(1, apart(before)), middle);
      });
    },
    onPointerUp: (event: PointerEvent) => void down.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => void down.current.delete(event.pointerId),
    // the end of a drag is no click
    onClickCapture: (event: MouseEvent) => {
      if (moved.current > 4) event.stopPropagation();
    },
  };
}
