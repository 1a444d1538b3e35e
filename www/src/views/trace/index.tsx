// The run's events as AWS records them, and between them, marked, what AWS has no event for.

import { useEffect, useState } from "preact/hooks";
import type { RunSummary, TraceRow } from "../../engine/types";
import { clock } from "../../lib/format";
import { useRowPages, VirtualRows } from "../../lib/virtual-rows";

export type TraceProps = {
  summary: RunSummary;
  load: (from: number, count: number) => Promise<TraceRow[]>;
  selected: { visit?: number; attempt?: number } | null;
  onSelect: (visit: number, attempt?: number) => void;
};

/** What a digit of a time takes, CSS px. */
const DIGIT = 6.7;

/** A row that has not come yet has a name too. */
const LOADING = <span class="sr-only">Loading</span>;

export function TraceView({ summary, load, selected, onSelect }: TraceProps) {
  const pages = useRowPages(load);
  const [chosen, setChosen] = useState<number | null>(null);
  const isSelected = (row: TraceRow | undefined) =>
    row?.visit !== undefined && row.visit === selected?.visit && (selected?.attempt === undefined || row.attempt === undefined || row.attempt === selected.attempt);

  // what is selected elsewhere is looked for here, and again in the rows of another run
  const visit = selected?.visit;
  useEffect(() => {
    if (visit === undefined) return setChosen(null);
    if (chosen !== null && isSelected(pages.row(chosen))) return;
    let wanted = true;
    void findRow(load, summary.traceRows, visit, selected?.attempt).then((row) => {
      if (wanted && row !== null) setChosen(row);
    });
    return () => {
      wanted = false;
    };
  }, [visit, selected?.attempt, load]);

  const choose = (at: number) => {
    setChosen(at);
    const row = pages.row(at);
    if (row?.visit !== undefined) onSelect(row.visit, row.attempt);
  };
  return (
    <VirtualRows
      label="Trace"
      class="trace"
      style={{ "--time": `${clock(summary.durationMs).length * DIGIT}px` }}
      testId="trace-row"
      count={summary.traceRows}
      chosen={chosen}
      onChoose={choose}
      header={
        <div class="trace-row trace-head" aria-hidden="true">
          <span>id</span>
          <span>after</span>
          <span>time, s</span>
          <span>event</span>
          <span>state</span>
          <span>detail</span>
        </div>
      }
      render={(at) => {
        const row = pages.row(at);
        return row === undefined ? <div class="trace-row waiting">{LOADING}</div> : <Row row={row} selected={isSelected(row)} />;
      }}
    />
  );
}

function Row({ row, selected }: { row: TraceRow; selected: boolean }) {
  const isOurs = row.origin === "playground";
  return (
    <div class={`trace-row ${row.tone}${isOurs ? " ours" : ""}${selected ? " selected" : ""}`}>
      <span class="num">{row.id ?? ""}</span>
      <span class="num dim">{row.previousEventId ?? ""}</span>
      <span class="num">{clock(row.atMs)}</span>
      <span class="type">
        {isOurs ? "Back-off" : row.type}
        {isOurs && (
          <em class="ours-mark" title="Not an event of AWS: shown by the playground">
            not in AWS's history
          </em>
        )}
      </span>
      <span class="state" title={row.stateName}>{row.stateName}</span>
      <span class="summary" title={row.summary}>
        {row.attempt !== undefined && row.attempt > 1 && !isOurs ? <b>#{row.attempt} </b> : null}
        {row.summary.startsWith("arn:") ? <Arn text={row.summary} /> : row.summary}
      </span>
    </div>
  );
}

/** An ARN says at its end what it is of: where it has no room it is cut at its beginning. */
function Arn({ text }: { text: string }) {
  return (
    <span class="arn">
      <bdi>{text}</bdi>
    </span>
  );
}

/** The first row of a visit's attempt; rows are in time, so it is looked for page by page. */
async function findRow(load: TraceProps["load"], rows: number, visit: number, attempt: number | undefined): Promise<number | null> {
  const size = 1_000;
  try {
    for (let from = 0; from < rows; from += size) {
      const found = (await load(from, size)).find((row) => row.visit === visit && (attempt === undefined || row.attempt === attempt));
      if (found !== undefined) return found.row;
    }
  } catch {
    // the run is gone
  }
  return null;
}
