// Pan and zoom: which part of the graph is in view, in the graph's own units.

import type { Box } from "./layout";

export type View = { x: number; y: number; scale: number };
export type Size = { width: number; height: number };

const MIN_SCALE = 0.05;
const MAX_SCALE = 2.5;
/** Space left around a graph that is fitted, screen units. */
const MARGIN = 18;

/** Everything in view, never larger than life and as small as it must be. */
export function fit(graph: Size, pane: Size): View {
  const scale = Math.min(1, (pane.width - 2 * MARGIN) / graph.width, (pane.height - 2 * MARGIN) / graph.height);
  return centred(graph, pane, Math.max(scale, Number.EPSILON));
}

/** As `fit`, but readable: a graph too large for the pane begins at its start instead of shrinking to dust. `startX` is where that is. */
export function opening(graph: Size, pane: Size, startX?: number): View {
  const whole = fit(graph, pane);
  if (whole.scale >= 0.6) return whole;
  const scale = Math.max(whole.scale, Math.min(0.6, (pane.width - 2 * MARGIN) / graph.width, 1), 0.35);
  // of a long graph the beginning is seen alone: what else is as wide as it matters later
  const isLarger = graph.width * scale > pane.width || graph.height * scale > 2 * pane.height;
  return fromStart(graph, pane, scale, isLarger ? startX : undefined);
}

/** Zooms by a factor and leaves what is at the screen point where it is. */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }): View {
  // what was fitted below the least scale is not enlarged by making it smaller
  const scale = Math.min(MAX_SCALE, Math.max(Math.min(MIN_SCALE, view.scale), view.scale * factor));
  return { scale, x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale };
}

export function panBy(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** The least move that shows a box; none gives the view itself. */
export function reveal(view: View, box: Box, pane: Size): View {
  const shown = { width: pane.width / view.scale, height: pane.height / view.scale };
  const margin = MARGIN / view.scale;
  const along = (start: number, length: number, at: number, size: number) => {
    if (size + 2 * margin > length) return at - margin;
    if (at - margin < start) return at - margin;
    if (at + size + margin > start + length) return at + size + margin - length;
    return start;
  };
  const [x, y] = [along(view.x, shown.width, box.x, box.width), along(view.y, shown.height, box.y, box.height)];
  return x === view.x && y === view.y ? view : { ...view, x, y };
}

/** What to draw for a view: it and some of what is around. It changes in steps, so that a small move draws nothing anew. */
export function partAround(view: View, pane: Size): Box {
  const along = (start: number, size: number) => {
    const step = 2 ** Math.round(Math.log2(size / view.scale / 4));
    const from = (Math.floor(start / step) - 1) * step;
    return [from, (Math.ceil((start + size / view.scale) / step) + 1) * step - from] as const;
  };
  const [x, width] = along(view.x, pane.width);
  const [y, height] = along(view.y, pane.height);
  return { x, y, width, height };
}

function centred(graph: Size, pane: Size, scale: number): View {
  return { scale, x: graph.width / 2 - pane.width / scale / 2, y: graph.height / 2 - pane.height / scale / 2 };
}

/** The upper edge in view, and `startX` or else the middle of the graph in the middle. */
function fromStart(graph: Size, pane: Size, scale: number, startX?: number): View {
  const width = startX === undefined ? graph.width : 2 * startX;
  return { ...centred({ ...graph, width }, pane, scale), y: -MARGIN / scale };
}
