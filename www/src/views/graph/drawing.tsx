// The graph's shapes.

import type { StateRun } from "../../engine/types";
import { StateSign } from "../../lib/state-icon";
import type { Stops } from "../../state/breakpoints";
import { type Box, type GraphLayout, linePath, type PlacedEdge, type PlacedNode, type Terminal, within } from "./layout";
import { type RunMarks, spoken, toneOf } from "./run-marks";

export type DrawingProps = {
  layout: GraphLayout;
  marks: RunMarks;
  hasRun: boolean;
  selected: string | null;
  onSelect: (path: string) => void;
  /** Only this much of a large graph; absent: all of it. */
  part?: Box | undefined;
  stops?: ReadonlyMap<string, Stops>;
  /** Absent in a picture. */
  onStop?: (path: string) => void;
};

/** So many states are drawn with all that belongs to them. */
export const DETAILED_MAX = 150;

export function Drawing({ layout, marks, hasRun, selected, onSelect, part, stops, onStop }: DrawingProps) {
  const seen = part === undefined ? layout : within(layout, part, selected);
  // more states in view are too small to read anyway
  const plain = part !== undefined && seen.nodes.length > DETAILED_MAX;
  const containers = seen.nodes.filter((placed) => placed.isContainer);
  const leaves = seen.nodes.filter((placed) => !placed.isContainer);
  const node = (placed: PlacedNode) => (
    <Node
      key={placed.node.path}
      placed={placed}
      run={marks.state(placed.node.path)}
      hasRun={hasRun}
      selected={placed.node.path === selected}
      onSelect={onSelect}
      plain={plain}
      place={part === undefined ? undefined : { at: layout.nodes.indexOf(placed) + 1, of: layout.nodes.length }}
      stops={stops?.get(placed.node.path)}
      onStop={onStop}
    />
  );
  return (
    <>
      {containers.map(node)}
      {seen.lanes.map((lane) => (
        <rect key={lane.scope} class="lane" x={lane.x} y={lane.y} width={lane.width} height={lane.height} rx={7} />
      ))}
      <Lines edges={seen.edges} marks={marks} hasRun={hasRun} plain={plain} />
      {seen.terminals.map((terminal) => (
        <End key={`${terminal.scope} ${terminal.kind}`} terminal={terminal} layout={layout} marks={marks} />
      ))}
      {leaves.map(node)}
      {!plain && seen.edges.map((edge, at) => <Label key={at} placed={edge} taken={marks.taken(edge.edge)} />)}
    </>
  );
}

type NodeProps = {
  placed: PlacedNode;
  run: StateRun | undefined;
  hasRun: boolean;
  selected: boolean;
  onSelect: (path: string) => void;
  /** The box alone. */
  plain: boolean;
  /** Which of all states it is, when not all are drawn. */
  place: { at: number; of: number } | undefined;
  stops: Stops | undefined;
  onStop: DrawingProps["onStop"];
};

function Node({ placed, run, hasRun, selected, onSelect, plain, place, stops, onStop }: NodeProps) {
  const { x, y, width, height, node, title, isContainer } = placed;
  const tone = toneOf(run, hasRun);
  const middle = isContainer ? y + 15 : y + height / 2;
  const detail = node.detail === undefined ? "" : `, ${node.detail}`;
  const said = spoken(run, hasRun);
  return (
    <g
      class={`node ${tone}${selected ? " selected" : ""}${isContainer ? " container" : ""}${stops?.held ? " held" : ""}`}
      role="option"
      id={nodeId(node.path)}
      aria-selected={selected}
      aria-label={`${node.name}, ${node.type ?? "state"}${detail}${[said, stops?.said].map((words) => (words ? `, ${words}` : "")).join("")}`}
      aria-posinset={place?.at}
      aria-setsize={place?.of}
      data-path={node.path}
      onClick={(event) => {
        event.stopPropagation();
        onSelect(node.path);
      }}
    >
      {!plain && <title>{`${node.name}${node.detail === undefined ? "" : ` – ${node.detail}`}`}</title>}
      <rect class="body" x={x} y={y} width={width} height={height} rx={isContainer ? 9 : 7} />
      {!plain && (
        <>
          <StateSign type={node.type} x={x + 12} y={middle - 7} />
          <text class="name" x={x + 33} y={middle + 4}>
            {title}
          </text>
          {isContainer && node.detail !== undefined && (
            <text class="detail" x={x + width - 12} y={middle + 4} text-anchor="end">
              {node.detail}
            </text>
          )}
          <Badge run={run} x={x + width - 4} y={y + 1} />
        </>
      )}
      {onStop !== undefined && (!plain || stops !== undefined) && (
        <g
          class={`stop${stops?.entry ? " entry" : ""}${stops?.answer ? " answer" : ""}`}
          aria-hidden="true"
          transform={`translate(${x + 2} ${y + 2})`}
          onClick={(event) => {
            event.stopPropagation();
            onStop(node.path);
          }}
        >
          <title>Pause a run before this state (B)</title>
          <circle class="reach" r={11} />
          <circle class="dot" r={5.5} />
        </g>
      )}
    </g>
  );
}

/** The status at a node's corner: the number of attempts or visits when there were several. */
function Badge({ run, x, y }: { run: StateRun | undefined; x: number; y: number }) {
  if (run === undefined) return null;
  const retried = run.failedAttempts > 0 && run.attempts > 1;
  const count = retried ? run.attempts : run.visits;
  if (count > 1) {
    const text = `×${count}`;
    const width = 12 + text.length * 6.6;
    return (
      <g class="badge count" aria-hidden="true">
        <rect x={x - width / 2} y={y - 9} width={width} height={18} rx={9} />
        <text x={x} y={y + 4} text-anchor="middle">
          {text}
        </text>
      </g>
    );
  }
  const path = { succeeded: "M-3 .2-.9 2.4 3.2-2.4", caught: "M-2.6-2.6 2.6 2.6M2.6-2.6-2.6 2.6", failed: "M-2.6-2.6 2.6 2.6M2.6-2.6-2.6 2.6", aborted: "M-3 0H3", running: "M-2.8 0h.1M0 0h.1M2.8 0h.1" }[run.status];
  return (
    <g class="badge" aria-hidden="true" transform={`translate(${x} ${y})`}>
      <circle r={7} />
      <path d={path} />
    </g>
  );
}

/** Lines that look the same where they are in view are drawn once; plain ones have no heads. */
function Lines({ edges, marks, hasRun, plain }: { edges: PlacedEdge[]; marks: RunMarks; hasRun: boolean; plain: boolean }) {
  const lines = new Map<string, { looks: string; tone: string; path: string }>();
  for (const { edge, points } of edges) {
    const tone = marks.taken(edge) > 0 ? (edge.kind === "catch" ? "caught" : "taken") : hasRun ? "untaken" : "idle";
    const looks = `line ${edge.kind} ${tone}`;
    const path = linePath(points);
    const like = plain ? looks : `${looks} ${path}`;
    const before = plain ? (lines.get(like)?.path ?? "") : "";
    lines.set(like, { looks, tone, path: before + path });
  }
  return (
    <>
      {[...lines.values()].map(({ looks, tone, path }, at) => (
        <path key={at} class={looks} d={path} marker-end={plain ? undefined : `url(#head-${tone})`} />
      ))}
    </>
  );
}

function Label({ placed: { edge, label }, taken }: { placed: PlacedEdge; taken: number }) {
  if (edge.label === undefined || label === undefined) return null;
  return (
    <text class={`edge-label ${edge.kind}${taken > 0 ? " taken" : ""}`} x={label.x} y={label.y + 4} text-anchor="middle">
      {edge.label}
      {taken > 1 ? ` ×${taken}` : ""}
    </text>
  );
}

function End({ terminal, layout, marks }: { terminal: Terminal; layout: GraphLayout; marks: RunMarks }) {
  const isOwn = ({ edge }: PlacedEdge) => {
    const outer = terminal.kind === "start" ? edge.from : edge.to;
    const inner = terminal.kind === "start" ? edge.to : edge.from;
    return outer === null && inner !== null && inner.startsWith(`${terminal.scope}/States/`) && !inner.slice(terminal.scope.length + 8).includes("/");
  };
  const passed = layout.edges.some((edge) => isOwn(edge) && marks.taken(edge.edge) > 0);
  return <circle class={`terminal ${terminal.kind}${passed ? " passed" : ""}`} cx={terminal.x} cy={terminal.y} r={terminal.depth === 0 ? 5.5 : 4} />;
}

/** An id for `aria-activedescendant`. */
export function nodeId(path: string): string {
  return `state-${Array.from(path, (c) => (/[A-Za-z0-9]/.test(c) ? c : `_${c.codePointAt(0)?.toString(16) ?? ""}`)).join("")}`;
}

/** The heads of the lines, one per colour. */
export function Heads() {
  return (
    <defs>
      {["idle", "taken", "untaken", "caught"].map((tone) => (
        <marker key={tone} id={`head-${tone}`} class={`head ${tone}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse">
          <path d="M0 .6 7.4 4 0 7.4z" />
        </marker>
      ))}
    </defs>
  );
}
