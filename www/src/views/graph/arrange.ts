// Lays out a graph. Each scope is laid out on its own and put into its state as a box of fixed size: no transition ever
// leaves a scope.

import dagre from "@dagrejs/dagre";
import type { GraphNode, GraphScope } from "../../engine/types";
import { type Cell, cellOf, type Link, placeInLayers } from "./layers";
import type { Box, GraphLayout, Point } from "./layout";

const NODE_HEIGHT = 34;
const NODE_MIN = 112;
const NODE_MAX = 250;
/** Units of one character of a name, measured generously: fonts differ. */
const CHARACTER = 7.1;
const NAME_MARGIN = 46;
const HEADER = 30;
const PADDING = 14;
const LANE_GAP = 14;
const TERMINAL = 14;
const LABEL_CHARACTER = 5.9;
/** For more states of a scope dagre takes seconds, and more stack than a worker has. */
const FINE_MAX = 150;
/** What takes nearly two characters' room, and what takes more than one. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]|\p{Extended_Pictographic}/u;
const BROAD = /[\p{Lu}mw@%]/u;

const START = "*start";
const END = "*end";

/** Lays out a graph; the root's own corner is at 0, 0. */
export function layoutGraph(root: GraphScope): GraphLayout {
  const layout = layoutScope(root, 0);
  return { ...layout, width: Math.max(layout.width, 1), height: Math.max(layout.height, 1) };
}

/** A name cut to what fits into the widest node. */
export function fitted(name: string): string {
  const room = (NODE_MAX - NAME_MARGIN) / CHARACTER;
  if (characters(name) <= room) return name;
  let cut = "";
  for (const sign of name) {
    if (characters(`${cut}${sign}…`) > room) break;
    cut += sign;
  }
  return `${cut}…`;
}

/** How many usual characters have the width of a text. */
function characters(text: string): number {
  let count = 0;
  for (const sign of text) count += WIDE.test(sign) ? 1.8 : BROAD.test(sign) ? 1.2 : 1;
  return count;
}

function layoutScope(scope: GraphScope, depth: number): GraphLayout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranker: "network-simplex", nodesep: 26, ranksep: 30, edgesep: 14, marginx: PADDING, marginy: PADDING });
  graph.setDefaultEdgeLabel(() => ({}));
  const inside = new Map<string, GraphLayout[]>();
  for (const node of scope.nodes) {
    const layouts = node.scopes.map((inner) => layoutScope(inner, depth + 1));
    inside.set(node.path, layouts);
    graph.setNode(node.path, { ...sizeOf(node, layouts) });
  }
  if (scope.edges.some((edge) => edge.from === null)) graph.setNode(START, { width: TERMINAL, height: TERMINAL });
  if (scope.edges.some((edge) => edge.to === null)) graph.setNode(END, { width: TERMINAL, height: TERMINAL });
  scope.edges.forEach((edge, at) => {
    const label = edge.label === undefined ? {} : { width: characters(edge.label) * LABEL_CHARACTER + 8, height: 16, labelpos: "c" };
    // straight ways down matter most
    const weight = edge.kind === "next" || edge.kind === "start" ? 3 : 1;
    graph.setEdge(edge.from ?? START, edge.to ?? END, { ...label, weight }, String(at));
  });
  if (scope.nodes.length > FINE_MAX) layoutInLayers(graph);
  else dagre.layout(graph);

  const layout: GraphLayout = { width: 0, height: 0, nodes: [], edges: [], terminals: [], lanes: [] };
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  layout.width = width;
  layout.height = height;
  for (const node of scope.nodes) {
    const { x, y, width, height } = graph.node(node.path) as Box;
    const box = { x: x - width / 2, y: y - height / 2, width, height };
    const layouts = inside.get(node.path) ?? [];
    layout.nodes.push({ ...box, node, title: fitted(node.name), isContainer: layouts.length > 0 });
    placeInside(layout, node, layouts, box, depth);
  }
  for (const [id, kind] of [[START, "start"], [END, "end"]] as const) {
    if (!graph.hasNode(id)) continue;
    const { x, y } = graph.node(id) as Box;
    layout.terminals.push({ x, y, kind, scope: scope.path, depth });
  }
  scope.edges.forEach((edge, at) => {
    const drawn = graph.edge(edge.from ?? START, edge.to ?? END, String(at)) as { points?: Point[]; x?: number; y?: number };
    const points = drawn.points ?? [];
    const hasLabel = edge.label !== undefined && drawn.x !== undefined && drawn.y !== undefined;
    layout.edges.push({ edge, points, ...(hasLabel ? { label: { x: drawn.x ?? 0, y: drawn.y ?? 0 } } : {}) });
  });
  return layout;
}

type Labels = { width?: number; height?: number; weight?: number };

/** What `dagre.layout` does, for many states. */
function layoutInLayers(graph: InstanceType<typeof dagre.graphlib.Graph>): void {
  const cells = new Map<string, Cell>();
  // all begins at the start
  for (const id of [START, ...graph.nodes()]) {
    if (!graph.hasNode(id)) continue;
    const { width, height } = graph.node(id) as Box;
    cells.set(id, cellOf(width, height));
  }
  const links = graph.edges().flatMap((name): (Link & { drawn: object })[] => {
    const [from, to] = [cells.get(name.v), cells.get(name.w)];
    const drawn = graph.edge(name) as Labels;
    const { width = 0, height = 0, weight = 1 } = drawn;
    return from && to ? [{ drawn, from, to, weight, width, height, points: [] }] : [];
  });
  const size = placeInLayers([...cells.values()], links, PADDING);
  for (const [id, { x, y }] of cells) Object.assign(graph.node(id) as object, { x, y });
  for (const { drawn, points, label } of links) Object.assign(drawn, { points, ...label });
  Object.assign(graph.graph() as object, size);
}

function sizeOf(node: GraphNode, layouts: GraphLayout[]): { width: number; height: number } {
  const own = Math.min(NODE_MAX, Math.max(NODE_MIN, characters(fitted(node.name)) * CHARACTER + NAME_MARGIN));
  if (layouts.length === 0) return { width: own, height: NODE_HEIGHT };
  const inner = layouts.reduce((sum, layout) => sum + layout.width, 0) + LANE_GAP * (layouts.length - 1);
  const header = own + (node.detail === undefined ? 0 : characters(node.detail) * LABEL_CHARACTER + 12);
  const height = Math.max(...layouts.map((layout) => layout.height));
  return { width: Math.max(header, inner + 2 * PADDING), height: HEADER + height + PADDING };
}

/** Puts the scopes of a state side by side below its header. */
function placeInside(layout: GraphLayout, node: GraphNode, layouts: GraphLayout[], box: Box, depth: number): void {
  const total = layouts.reduce((sum, inner) => sum + inner.width, 0) + LANE_GAP * (layouts.length - 1);
  const height = Math.max(0, ...layouts.map((inner) => inner.height));
  let x = box.x + (box.width - total) / 2;
  const y = box.y + HEADER;
  layouts.forEach((inner, at) => {
    const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + x, y: point.y + y });
    layout.lanes.push({ x, y, width: inner.width, height, scope: node.scopes[at]?.path ?? "", depth: depth + 1 });
    layout.lanes.push(...inner.lanes.map(move));
    layout.nodes.push(...inner.nodes.map(move));
    layout.terminals.push(...inner.terminals.map(move));
    layout.edges.push(
      ...inner.edges.map((edge) => ({ ...edge, points: edge.points.map(move), ...(edge.label ? { label: move(edge.label) } : {}) })),
    );
    x += inner.width + LANE_GAP;
  });
}
