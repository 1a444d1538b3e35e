// Lays out a scope of many states in layers, from above to below, with dagre's looks. The time grows with the scope and
// no faster, and nothing recurses: a worker's stack is small.

import type { Point } from "./layout";

/** A state, an end of the scope, or a bend of a line; x and y are its middle. */
export type Cell = Point & {
  width: number;
  height: number;
  /** Free space that it wants beside itself. */
  gap: number;
  layer: number;
  /** Which of its layer it is, from the left. */
  at: number;
  mark: "new" | "open" | "done";
  ways: Way[];
  above: Tie[];
  below: Tie[];
};
/** A line between cells; `width` and `height` are its label's, and so is `label`. */
export type Link = { from: Cell; to: Cell; weight: number; width: number; height: number; points: Point[]; label?: Point };
/** A link as it leads down, through bends. */
type Way = { link: Link; down: Cell; bends: Cell[]; isLong: boolean };
type Tie = { cell: Cell; weight: number };

const NODE_GAP = 26;
const LINE_GAP = 14;
/** Between neighbouring layers; every second one has bends and labels only. */
const LAYER_GAP = 15;
/** A line across more layers runs beside the states. */
const LONG = 24;
/** How far before a corner such a line begins to turn. */
const TURN = 14;
/** Lines are kept straight between bends, and the heavy ones by far: a trunk does not lean for what stands beside it. */
const STRAIGHT = 4;
const HEAVY = 4;
/** The label of a long way yields to all else. */
const LIGHT = 0.01;
const ORDER_ROUNDS = 6;
const PLACE_ROUNDS = 8;

export function cellOf(width: number, height: number, gap = NODE_GAP): Cell {
  return { x: 0, y: 0, width, height, gap, layer: 0, at: 0, mark: "new", ways: [], above: [], below: [] };
}

/** Places cells, the points of links and their labels, with a margin around all; the first cell is where all begins. Returns the size. */
export function placeInLayers(cells: readonly Cell[], links: readonly Link[], margin: number): { width: number; height: number } {
  const out = new Map<Cell, Link[]>(cells.map((cell) => [cell, []]));
  for (const link of links) if (link.from !== link.to) out.get(link.from)?.push(link);
  for (const cell of directed(cells, out)) {
    for (const { down } of cell.ways) down.layer = Math.max(down.layer, cell.layer + 2);
  }
  const layers = layersOf(cells);
  order(layers);
  align(layers);
  stack(layers);
  const ways = cells.flatMap((cell) => cell.ways.map((way) => ({ cell, way })));
  for (const { cell, way } of ways) if (!way.isLong) draw(way, cell, way.bends);
  drawLong(layers, ways.filter(({ way }) => way.isLong));
  for (const link of links) if (link.from === link.to) loop(link);
  return intoCorner(cells, links, margin);
}

/** Gives cells their ways, and the cells so that each comes after all that lead to it. A link that leads back counts as its reverse. */
function directed(cells: readonly Cell[], out: Map<Cell, Link[]>): Cell[] {
  const done: Cell[] = [];
  for (const root of cells) {
    if (root.mark !== "new") continue;
    root.mark = "open";
    const trail = [{ cell: root, links: (out.get(root) ?? []).values() }];
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const { cell, links } = top;
      const { value: link } = links.next();
      if (link === undefined) {
        cell.mark = "done";
        done.push(cell);
        trail.pop();
        continue;
      }
      const [up, down] = link.to.mark === "open" ? [link.to, cell] : [cell, link.to];
      up.ways.push({ link, down, bends: [], isLong: false });
      if (link.to.mark !== "new") continue;
      link.to.mark = "open";
      trail.push({ cell: link.to, links: (out.get(link.to) ?? []).values() });
    }
  }
  return done.reverse();
}

/** The cells by layers, with a bend for each layer that a way crosses. */
function layersOf(cells: readonly Cell[]): Cell[][] {
  const layers = Array.from({ length: Math.max(...cells.map(({ layer }) => layer)) + 1 }, (): Cell[] => []);
  const enter = (cell: Cell) => void layers[cell.layer]?.push(cell);
  cells.forEach(enter);
  for (const cell of cells) {
    for (const way of cell.ways) {
      const { link, down } = way;
      const across = down.layer - cell.layer;
      way.isLong = across > LONG;
      const weight = way.isLong ? LIGHT : link.weight ** HEAVY;
      let last = cell;
      for (let at = 1; at < (way.isLong ? 2 : across); at += 1) {
        const bend = at === 1 ? cellOf(link.width, link.height, LINE_GAP) : cellOf(0, 0, LINE_GAP);
        bend.layer = cell.layer + at;
        enter(bend);
        way.bends.push(bend);
        tie(last, bend, last === cell ? weight : weight * STRAIGHT);
        last = bend;
      }
      if (!way.isLong) tie(last, down, weight);
    }
  }
  return layers;
}

function tie(above: Cell, below: Cell, weight: number): void {
  above.below.push({ cell: below, weight });
  below.above.push({ cell: above, weight });
}

/** The mean of something about the cells that a cell is tied to. */
function mean(ties: readonly Tie[], of: (cell: Cell) => number): number | undefined {
  const weight = ties.reduce((sum, tie) => sum + tie.weight, 0);
  return weight === 0 ? undefined : ties.reduce((sum, tie) => sum + tie.weight * of(tie.cell), 0) / weight;
}

/** Orders each layer so that lines cross little: each cell goes to the middle of its neighbours', down and up in turn. */
function order(layers: readonly Cell[][]): void {
  const number = (layer: Cell[]) => layer.forEach((cell, at) => void (cell.at = at));
  layers.forEach(number);
  for (let round = 0; round < ORDER_ROUNDS; round += 1) {
    const down = round % 2 === 0;
    for (const layer of down ? layers : layers.toReversed()) {
      const wanted = new Map(layer.map((cell) => [cell, mean(down ? cell.above : cell.below, ({ at }) => at) ?? cell.at]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      number(layer);
    }
  }
}

/** Moves the cells of each layer towards their neighbours, down and up in turn. */
function align(layers: readonly Cell[][]): void {
  for (let round = 0; round <= PLACE_ROUNDS; round += 1) {
    const down = round % 2 === 0;
    for (const layer of down ? layers : layers.toReversed()) settle(layer, (cell) => (down ? cell.above : cell.below));
  }
}

/** The places nearest to the wanted ones that keep the order and the gaps: cells that would collide move as a block. */
function settle(layer: readonly Cell[], tiesOf: (cell: Cell) => readonly Tie[]): void {
  const blocks: { sum: number; weight: number; cells: { cell: Cell; offset: number }[] }[] = [];
  let offset = 0;
  layer.forEach((cell, at) => {
    const before = layer[at - 1];
    if (before !== undefined) offset += (before.width + cell.width + before.gap + cell.gap) / 2;
    const ties = tiesOf(cell);
    const weight = ties.reduce((sum, tie) => sum + tie.weight, 0) || 1;
    let block = { sum: ((mean(ties, ({ x }) => x) ?? cell.x) - offset) * weight, weight, cells: [{ cell, offset }] };
    for (let left = blocks.at(-1); left !== undefined && left.sum / left.weight >= block.sum / block.weight; left = blocks.at(-1)) {
      blocks.pop();
      left.cells.push(...block.cells);
      block = { sum: left.sum + block.sum, weight: left.weight + block.weight, cells: left.cells };
    }
    blocks.push(block);
  });
  for (const { sum, weight, cells } of blocks) for (const { cell, offset } of cells) cell.x = sum / weight + offset;
}

function stack(layers: readonly Cell[][]): void {
  let top = 0;
  for (const layer of layers) {
    const height = layer.reduce((most, cell) => Math.max(most, cell.height), 0);
    for (const cell of layer) cell.y = top + height / 2;
    top += height + LAYER_GAP;
  }
}

/** Draws a way from a cell over points in between; the label is at the first one. */
function draw({ link, down, bends }: Way, up: Cell, between: readonly Point[]): void {
  const [first, last] = [between[0] ?? down, between.at(-1) ?? up];
  const points = [edgeOf(up, first), ...between.map(({ x, y }) => ({ x, y })), edgeOf(down, last)];
  link.points = link.from === up ? points : points.reverse();
  const [bend] = bends;
  if (link.width > 0 && bend !== undefined) link.label = { x: bend.x, y: bend.y };
}

/** Long ways run at the right of what they pass, one track for all that lead to the same cell. */
function drawLong(layers: readonly Cell[][], ways: readonly { cell: Cell; way: Way }[]): void {
  const rights = layers.map((layer) => layer.reduce((most, { x, width }) => Math.max(most, x + width / 2), -Infinity));
  const spans = new Map<Cell, { from: number; ways: typeof ways[number][] }>();
  for (const entry of ways) {
    const span = spans.get(entry.way.down);
    if (span === undefined) spans.set(entry.way.down, { from: entry.cell.layer, ways: [entry] });
    else {
      span.from = Math.min(span.from, entry.cell.layer);
      span.ways.push(entry);
    }
  }
  /** How far down each track is taken. */
  const tracks: number[] = [];
  for (const [down, { from, ways }] of [...spans].sort(([, a], [, b]) => a.from - b.from)) {
    const free = tracks.findIndex((taken) => taken < from);
    const track = free < 0 ? tracks.length : free;
    tracks[track] = down.layer;
    const x = rights.slice(from, down.layer).reduce((most, right) => Math.max(most, right), -Infinity) + LINE_GAP * (track + 1.5);
    const end = down.y - down.height / 2 - LAYER_GAP;
    for (const { cell, way } of ways) {
      const start = way.bends[0] ?? cell;
      draw(way, cell, [
        start,
        { x: x - TURN, y: start.y },
        { x, y: start.y },
        { x, y: start.y + TURN },
        { x, y: end - TURN },
        { x, y: end },
        { x: x - TURN, y: end },
        { x: down.x, y: end },
      ]);
    }
  }
}

/** Where a line to a point leaves a cell. */
function edgeOf({ x, y, width, height }: Cell, to: Point): Point {
  const [dx, dy] = [to.x - x, to.y - y];
  const part = Math.min(width / 2 / Math.abs(dx), height / 2 / Math.abs(dy));
  return Number.isFinite(part) ? { x: x + dx * part, y: y + dy * part } : { x, y };
}

/** From a cell to itself, at its right. */
function loop(link: Link): void {
  const { x, y, width, height } = link.from;
  const side = x + width / 2;
  const out = Math.max(LINE_GAP, link.width / 2);
  link.points = [
    { x: side, y: y - height / 4 },
    { x: side + out, y: y - height / 3 },
    { x: side + out, y: y + height / 3 },
    { x: side, y: y + height / 4 },
  ];
  if (link.width > 0) link.label = { x: side + out, y };
}

/** Moves all so that it begins at 0, 0. */
function intoCorner(cells: readonly Cell[], links: readonly Link[], margin: number): { width: number; height: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  const around = (middle: Point, width = 0, height = 0) => {
    left = Math.min(left, middle.x - width / 2);
    right = Math.max(right, middle.x + width / 2);
    top = Math.min(top, middle.y - height / 2);
    bottom = Math.max(bottom, middle.y + height / 2);
  };
  for (const cell of cells) around(cell, cell.width, cell.height);
  for (const { points, label, width, height } of links) {
    for (const point of points) around(point);
    if (label !== undefined) around(label, width, height);
  }
  const move = (point: Point) => {
    point.x += margin - left;
    point.y += margin - top;
  };
  cells.forEach(move);
  for (const { points, label } of links) {
    points.forEach(move);
    if (label !== undefined) move(label);
  }
  return { width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}
