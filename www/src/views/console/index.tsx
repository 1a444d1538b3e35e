// What the stubs printed, with the virtual time and the attempt that printed it.

import type { LogLine } from "../../engine/client";
import { clock } from "../../lib/format";
import { TEST_IDS } from "../../test-ids";

export type ConsoleProps = {
  lines: readonly LogLine[];
  selectedVisit: number | undefined;
  onSelect: (visit: number, attempt: number) => void;
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
          <button type="button" onClick={() => onSelect(line.visit, line.attempt)}>
            <span class="at">{clock(line.atMs)}</span>
            <span class="from">
              {line.stateName}
              {line.attempt > 1 && <small> #{line.attempt}</small>}
            </span>
            <span class="text">
              {(line.level === "error" || line.level === "warn") && <b>{line.level} </b>}
              {line.text}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
