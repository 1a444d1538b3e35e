// Pan and zoom: which part of the graph is in view, in the graph's own units.

import type { Box } from "./layout";

export type View = { x: number; y: number; scale: number };
export type Size = { width: number; height: number };

const MIN_SCALE = 0.05;
const MAX_SCALE = 2.5;
/** Space left around a graph that is fitted, screen units. */
const MARGIN = 18;
/** Above what is shown of one that is larger than the pane: the legend stands there. */
const TOP_MARGIN = 36;
/** At which the smallest text of a graph, 11 units high, is 8 on the screen. */
const LEGIBLE_SCALE = 8 / 11;

/** Everything in view, never larger than life and as small as it must be. */
export function fit(graph: Size, pane: Size): View {
  const scale = Math.max(Number.EPSILON, Math.min(1, (pane.width - 2 * MARGIN) / graph.width, (pane.height - 2 * MARGIN) / graph.height));
  return { scale, x: (graph.width - pane.width / scale) / 2, y: (graph.height - pane.height / scale) / 2 };
}

/** As `fit`, but readable: of a graph too large for the pane the upper edge is seen, with the start as near the middle as leaves no room empty. */
export function opening(graph: Size, pane: Size, startX = graph.width / 2): View {
  const whole = fit(graph, pane);
  if (whole.scale >= LEGIBLE_SCALE) return whole;
  const [width, margin] = [pane.width / LEGIBLE_SCALE, MARGIN / LEGIBLE_SCALE];
  const last = graph.width + margin - width;
  return { scale: LEGIBLE_SCALE, x: last < -margin ? (graph.width - width) / 2 : Math.min(last, Math.max(-margin, startX - width / 2)), y: -TOP_MARGIN / LEGIBLE_SCALE };
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

/** As it is when it can be read at all, otherwise readable with a box in the middle. */
export function legible(view: View, box: Box, pane: Size): View {
  if (view.scale >= LEGIBLE_SCALE / 2) return view;
  const middle = (at: number, size: number, room: number) => at + (size - room / LEGIBLE_SCALE) / 2;
  return { scale: LEGIBLE_SCALE, x: middle(box.x, box.width, pane.width), y: middle(box.y, box.height, pane.height) };
}

/** The least move that shows a box; none gives the view itself. */
export function reveal(view: View, box: Box, pane: Size): View {
  const shown = { width: pane.width / view.scale, height: pane.height / view.scale };
  const margin = MARGIN / view.scale;
  const along = (start: number, length: number, at: number, size: number, before: number) => {
    if (size > length) return at - margin;
    if (size + before + margin > length) return at - (length - size) / 2;
    if (at - before < start) return at - before;
    if (at + size + margin > start + length) return at + size + margin - length;
    return start;
  };
  const x = along(view.x, shown.width, box.x, box.width, margin);
  const y = along(view.y, shown.height, box.y, box.height, TOP_MARGIN / view.scale);
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
