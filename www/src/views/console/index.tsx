// What the stubs printed, with the virtual time and the attempt that printed it.

import type { LogLine } from "../../engine/client";
import { clock } from "../../lib/format";
import { TEST_IDS } from "../../test-ids";

export type ConsoleProps = {
  lines: readonly LogLine[];
  selectedVisit: number | undefined;
  /** Absent for lines of a run that has no end yet, or never had one: its visits cannot be looked at. */
  onSelect: ((visit: number, attempt: number) => void) | undefined;
};

export function Console({ lines, selectedVisit, onSelect }: ConsoleProps) {
  if (lines.length === 0) {
    return (
      <p class="empty" data-testid={TEST_IDS.console}>
        Nothing printed. <code>console.log</code> in a stub appears here with its virtual time.
      </p>
    );
  }
  return (
    <ol class="console" data-testid={TEST_IDS.console} aria-label="Console">
      {lines.map((line, at) => (
        // Lines are only ever appended: their place is their identity.
        <li key={at} class={line.visit === selectedVisit ? `${line.level} selected` : line.level}>
          {onSelect === undefined ? (
            <p>
              <Line {...line} />
            </p>
          ) : (
            <button type="button" onClick={() => onSelect(line.visit, line.attempt)}>
              <Line {...line} />
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

function Line({ atMs, stateName, attempt, level, text }: LogLine) {
  return (
    <>
      <span class="at">{clock(atMs)}</span>
      <span class="from">
        {stateName}
        {attempt > 1 && <small> #{attempt}</small>}
      </span>
      <span class="text">
        {(level === "error" || level === "warn") && <b>{level} </b>}
        {text}
      </span>
    </>
  );
}
