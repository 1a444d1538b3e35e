// Where everything in a graph stands: its lines, the ways between its states, and what of it is in a part of the plane.

import type { GraphEdge, GraphNode } from "../../engine/types";

export type Point = { x: number; y: number };
export type Box = Point & { width: number; height: number };

/** A state with its place, measured from the graph's corner. */
export type PlacedNode = Box & {
  node: GraphNode;
  /** The name as it fits. */
  title: string;
  /** True when there are scopes inside. */
  isContainer: boolean;
};
export type PlacedEdge = { edge: GraphEdge; points: Point[]; label?: Point };
/** The start or the end of a scope. */
export type Terminal = Point & { kind: "start" | "end"; scope: string; depth: number };
export type Lane = Box & { scope: string; depth: number };

export type GraphLayout = {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  terminals: Terminal[];
  /** The box of each inner scope. */
  lanes: Lane[];
};

/** A smooth line through points: straight at both ends, curved between. */
export function linePath(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const last = rest.at(-1);
  let path = `M${r(first.x)} ${r(first.y)}`;
  for (let at = 0; at < rest.length - 1; at += 1) {
    const [point, next] = [rest[at], rest[at + 1]];
    if (!point || !next) continue;
    const end = at === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${r(point.x)} ${r(point.y)} ${r(end.x)} ${r(end.y)}`;
  }
  if (rest.length === 1 && last) path += `L${r(last.x)} ${r(last.y)}`;
  return path;
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The state to go to from `path` by an arrow key: along edges up and down, sideways to the nearest. */
export function neighbour(layout: GraphLayout, path: string | null, key: string): string | null {
  const from = layout.nodes.find(({ node }) => node.path === path);
  if (!from) return layout.nodes[0]?.node.path ?? null;
  const along = (ends: (edge: GraphEdge) => [string | null, string | null]) =>
    layout.edges.map(({ edge }) => ends(edge)).find(([one, other]) => one === path && other !== null && other !== path)?.[1];
  if (key === "ArrowDown") return along(({ from: a, to }) => [a, to]) ?? nearest(layout, from, (dx, dy) => (dy > 0 ? dy + Math.abs(dx) : NaN));
  if (key === "ArrowUp") return along(({ from: a, to }) => [to, a]) ?? nearest(layout, from, (dx, dy) => (dy < 0 ? -dy + Math.abs(dx) : NaN));
  if (key === "ArrowRight") return nearest(layout, from, (dx, dy) => (dx > 0 ? dx + 3 * Math.abs(dy) : NaN));
  if (key === "ArrowLeft") return nearest(layout, from, (dx, dy) => (dx < 0 ? -dx + 3 * Math.abs(dy) : NaN));
  return null;
}

function nearest(layout: GraphLayout, from: PlacedNode, cost: (dx: number, dy: number) => number): string | null {
  const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
  const here = middle(from);
  let best: { path: string; cost: number } | null = null;
  for (const placed of layout.nodes) {
    if (placed === from) continue;
    const there = middle(placed);
    const price = cost(there.x - here.x, there.y - here.y);
    if (!Number.isNaN(price) && (best === null || price < best.cost)) best = { path: placed.node.path, cost: price };
  }
  return best?.path ?? null;
}

/** What touches a part of the plane, lines cut to it; the selected state is there wherever it stands. */
export function within(layout: GraphLayout, part: Box, selected: string | null): GraphLayout {
  return {
    ...layout,
    nodes: layout.nodes.filter((placed) => placed.node.path === selected || touches(part, placed)),
    edges: layout.edges.flatMap((placed) => {
      const points = cutTo(part, placed.points);
      return points.length === 0 ? [] : [{ ...placed, points }];
    }),
    terminals: layout.terminals.filter(({ x, y }) => touches(part, { x, y, width: 0, height: 0 })),
    lanes: layout.lanes.filter((lane) => touches(part, lane)),
  };
}

function touches(part: Box, { x, y, width, height }: Box): boolean {
  return x <= part.x + part.width && x + width >= part.x && y <= part.y + part.height && y + height >= part.y;
}

/** The points that make a line look the same in a part. Straight ways far out of it are shortened: what is long and dashed is slow to draw. */
function cutTo(part: Box, points: Point[]): Point[] {
  const crossing = points.map((point, at) => {
    const next = points[at + 1] ?? point;
    return touches(part, { x: Math.min(point.x, next.x), y: Math.min(point.y, next.y), width: Math.abs(next.x - point.x), height: Math.abs(next.y - point.y) });
  });
  const [first, last] = [crossing.indexOf(true), crossing.lastIndexOf(true)];
  if (first < 0) return [];
  const into = (start: number, length: number, at: number) => Math.min(Math.max(at, start - length), start + 2 * length);
  const shortened = ({ x, y }: Point) => ({ x: into(part.x, part.width, x), y: into(part.y, part.height, y) });
  const isUpright = (one?: Point, other?: Point) => one !== undefined && other !== undefined && (one.x === other.x || one.y === other.y);
  const [begin, end] = [points.slice(first, first + 1), points.slice(last + 1, last + 2)];
  return [
    ...(isUpright(begin[0], points[first + 1]) ? begin.map(shortened) : points.slice(Math.max(0, first - 2), first + 1)),
    ...points.slice(first + 1, last + 1),
    ...(isUpright(points[last], end[0]) ? end.map(shortened) : points.slice(last + 1, last + 4)),
  ];
}
