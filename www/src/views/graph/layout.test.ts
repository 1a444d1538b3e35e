import { describe, expect, it } from "vitest";
import type { GraphNode, GraphScope } from "../../engine/types";
import { fitted, layoutGraph } from "./arrange";
import { neighbour, within } from "./layout";
import { fit, opening, partAround, reveal, zoomAt } from "./viewport";

const node = (path: string, scopes: GraphScope[] = []): GraphNode => ({ path, name: path.split("/").at(-1) ?? "", type: "Pass", scopes });
const scope = (path: string, names: string[], inner: Record<string, GraphScope[]> = {}): GraphScope => {
  const at = (name: string) => `${path}/States/${name}`;
  return {
    path,
    nodes: names.map((name) => node(at(name), inner[name])),
    edges: [
      { from: null, to: at(names[0] ?? ""), kind: "start" },
      ...names.slice(1).map((name, before) => ({ from: at(names[before] ?? ""), to: at(name), kind: "next" as const })),
      { from: at(names.at(-1) ?? ""), to: null, kind: "end" },
    ],
  };
};

describe("the layout", () => {
  it("puts states below each other, with a start and an end", () => {
    const layout = layoutGraph(scope("", ["A", "B", "C"]));
    const ys = layout.nodes.map(({ y }) => y);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    expect(layout.terminals.map(({ kind }) => kind)).toEqual(["start", "end"]);
    expect(layout.edges).toHaveLength(4);
  });

  it("keeps inner scopes inside their state", () => {
    const inner = [scope("/States/P/Branches[0]", ["X", "Y"]), scope("/States/P/Branches[1]", ["Z"])];
    const layout = layoutGraph(scope("", ["P"], { P: inner }));
    const [outer, ...rest] = layout.nodes;
    for (const { x, y, width, height } of rest) {
      expect(x).toBeGreaterThanOrEqual(outer?.x ?? Infinity);
      expect(y).toBeGreaterThanOrEqual(outer?.y ?? Infinity);
      expect(x + width).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
      expect(y + height).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0));
    }
    expect(layout.lanes).toHaveLength(2);
  });

  it("cuts long names and moves along edges by keys", () => {
    expect(fitted("x".repeat(80)).length).toBeLessThan(40);
    // what is wide has the room that it takes, and is not cut apart
    const widthOf = (name: string) => layoutGraph(scope("", [name])).nodes[0]?.width ?? 0;
    expect(widthOf("注文を処理して出荷する")).toBeGreaterThan(11 * 12.5 + 33);
    expect(widthOf("ORDERPROCESSING")).toBeGreaterThan(widthOf("orderprocessing"));
    expect(fitted("漢".repeat(80)).length).toBeLessThan(20);
    expect(fitted("🚀".repeat(80))).toMatch(/^(🚀)+…$/u);
    const layout = layoutGraph(scope("", ["A", "B"]));
    expect(neighbour(layout, null, "ArrowDown")).toBe("/States/A");
    expect(neighbour(layout, "/States/A", "ArrowDown")).toBe("/States/B");
    expect(neighbour(layout, "/States/B", "ArrowUp")).toBe("/States/A");
    expect(neighbour(layout, "/States/B", "ArrowLeft")).toBeNull();
  });
});

describe("the layout of many states", () => {
  const names = Array.from({ length: 1_000 }, (_, at) => `S${at}`);
  const chain = scope("", names);
  const at = (name: string) => `/States/${name}`;

  it("stands as a chain of a few does", () => {
    const few = layoutGraph(scope("", names.slice(0, 100)));
    const many = layoutGraph(chain);
    expect(many.nodes.slice(0, 100).map(({ x, y }) => [x, y])).toEqual(few.nodes.map(({ x, y }) => [x, y]));
    expect(many.edges[5]?.points.map(({ y }) => Math.round(y))).toEqual(few.edges[5]?.points.map(({ y }) => Math.round(y)));
  });

  it("keeps states apart, whatever leads where", () => {
    const edges = [
      ...chain.edges,
      // ways past some states, to one state from all, back, and to itself
      ...names.slice(0, 990).map((name, number) => ({ from: at(name), to: at(`S${number + 2 + (number % 7)}`), kind: "choice" as const, label: `$.a == ${number}` })),
      ...names.map((name) => ({ from: at(name), to: at("S999"), kind: "catch" as const, label: "States.ALL" })),
      { from: at("S700"), to: at("S3"), kind: "next" as const },
      { from: at("S20"), to: at("S18"), kind: "next" as const },
    ];
    const layout = layoutGraph({ ...chain, edges });
    expect(layout.edges).toHaveLength(edges.length);
    for (const { points } of layout.edges) for (const { x, y } of points) expect(x >= 0 && y >= 0 && x <= layout.width && y <= layout.height).toBe(true);
    const sorted = layout.nodes.toSorted((a, b) => a.y - b.y);
    sorted.forEach((node, number) => {
      const close = sorted.slice(number + 1, number + 20).filter(({ y }) => y < node.y + node.height);
      for (const other of close) expect(Math.abs(other.x + other.width / 2 - node.x - node.width / 2)).toBeGreaterThanOrEqual((node.width + other.width) / 2);
    });
  });
});

describe("what is in view", () => {
  const names = Array.from({ length: 40 }, (_, at) => `S${at}`);
  const layout = layoutGraph(scope("", names));

  it("is the states, lines and ends that touch it, and the selected state", () => {
    const [, , third] = layout.nodes;
    const part = { x: 0, y: 0, width: layout.width, height: (third?.y ?? 0) - 10 };
    const seen = within(layout, part, "/States/S30");
    expect(seen.nodes.map(({ node }) => node.name)).toEqual(["S0", "S1", "S30"]);
    expect(seen.edges.map(({ edge }) => edge.to)).toEqual(["/States/S0", "/States/S1", "/States/S2"]);
    expect(seen.terminals.map(({ kind }) => kind)).toEqual(["start"]);
  });

  it("keeps a line that only passes through", () => {
    const line = { edge: { from: "a", to: "b", kind: "next" as const }, points: [{ x: 0, y: 0 }, { x: 100, y: 1_000 }] };
    const long = { ...layout, edges: [line] };
    expect(within(long, { x: 10, y: 400, width: 50, height: 50 }, null).edges).toEqual([line]);
    const straight = { ...line, points: [{ x: 9, y: 0 }, { x: 20, y: 0 }, { x: 20, y: 90_000 }] };
    const [cut] = within({ ...layout, edges: [straight] }, { x: 10, y: 400, width: 50, height: 50 }, null).edges;
    expect(cut?.points).toEqual([{ x: 20, y: 350 }, { x: 20, y: 500 }]);
    expect(within(long, { x: 200, y: 400, width: 50, height: 50 }, null).edges).toEqual([]);
  });

  it("stays the same while the view moves a little", () => {
    const pane = { width: 400, height: 300 };
    const part = partAround({ x: 10, y: 20, scale: 1 }, pane);
    expect(part.x).toBeLessThan(-50);
    expect(part.x + part.width).toBeGreaterThan(460);
    expect(partAround({ x: 30, y: 15, scale: 1 }, pane)).toEqual(part);
    expect(partAround({ x: 400, y: 20, scale: 1 }, pane)).not.toEqual(part);
  });
});

describe("the view", () => {
  const pane = { width: 400, height: 300 };

  it("shows everything, never larger than life", () => {
    expect(fit({ width: 100, height: 100 }, pane).scale).toBe(1);
    expect(fit({ width: 4_000, height: 100 }, pane).scale).toBeCloseTo(0.091);
    // all of it, however small; making it smaller does not enlarge it
    const whole = fit({ width: 4_000, height: 300_000 }, pane);
    expect(300_000 * whole.scale).toBeLessThan(pane.height);
    expect(zoomAt(whole, 0.5, { x: 0, y: 0 }).scale).toBe(whole.scale);
  });

  it("opens a graph at its start and legibly, however large and deep it is", () => {
    const small = { width: 300, height: 250 };
    expect(opening(small, pane)).toEqual(fit(small, pane));
    // the smallest text, 11 units high
    const seen = (width: number, startX?: number) => {
      const { scale, x, y } = opening({ width, height: 30_000 }, pane, startX);
      expect([11 * scale, y < 0]).toEqual([8, true]);
      return { left: Math.round(x * scale), right: Math.round((width - x) * scale) - pane.width };
    };
    // what is narrower stands in the middle; else the start does, but for the edges of the graph
    const narrow = seen(300);
    expect(narrow.right).toBe(narrow.left);
    expect(seen(4_000, 2_000).left).toBe(Math.round((2_000 * 8) / 11 - pane.width / 2));
    expect(seen(4_000, 100).left).toBe(-18);
    expect(seen(4_000, 3_900).right).toBe(-18);
  });

  it("zooms around the pointer and reveals with the least move", () => {
    const view = { x: 10, y: 20, scale: 1 };
    const zoomed = zoomAt(view, 2, { x: 100, y: 50 });
    expect(zoomed.x + 100 / zoomed.scale).toBeCloseTo(110);
    expect(zoomed.y + 50 / zoomed.scale).toBeCloseTo(70);
    expect(reveal(view, { x: 50, y: 60, width: 10, height: 10 }, pane)).toEqual(view);
    expect(reveal(view, { x: 1_000, y: 60, width: 10, height: 10 }, pane).x).toBeCloseTo(628);
    // the legend stands at the upper edge
    expect(reveal(view, { x: 50, y: 10, width: 10, height: 10 }, pane).y).toBeCloseTo(-26);
    // in a strip that has no room for a margin it stands in the middle, and what is larger begins with one
    expect(reveal(view, { x: 50, y: 300, width: 10, height: 30 }, { ...pane, height: 40 }).y).toBeCloseTo(295);
    expect(reveal(view, { x: 50, y: 300, width: 10, height: 60 }, { ...pane, height: 40 }).y).toBeCloseTo(282);
  });
});
