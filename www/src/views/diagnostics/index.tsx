// The findings about the definition, below its editor: one line, or the list of them.

import { useState } from "preact/hooks";
import type { Diagnostic, Severity } from "../../engine/types";
import { count } from "../../lib/format";
import { Prose } from "../../lib/prose";
import { TEST_IDS } from "../../test-ids";

export type ProblemsProps = {
  diagnostics: readonly Diagnostic[];
  /** There is no text yet. */
  unwritten: boolean;
  /** The analysis is of an older text. */
  pending: boolean;
  onJump: (diagnostic: Diagnostic) => void;
};

const NAMES: Record<Severity, string> = { error: "error", warning: "warning", info: "hint" };
const ORDER: readonly Severity[] = ["error", "warning", "info"];
/** The list draws so many; the rest are in the text. */
const LISTED_MAX = 200;

export function Problems({ diagnostics, unwritten, pending, onJump }: ProblemsProps) {
  const [open, setOpen] = useState(false);
  const sorted = diagnostics.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.from - b.from);
  const [first] = sorted;
  // hints are there for who asks; the definition is as good as any
  const isGood = first === undefined || first.severity === "info";
  return (
    <section class={pending ? "problems pending" : "problems"} aria-label="Problems" data-testid={TEST_IDS.problems}>
      {open && first !== undefined && (
        <ul class="problem-list">
          {sorted.slice(0, LISTED_MAX).map((diagnostic) => (
            <li key={`${diagnostic.code}:${diagnostic.from}:${diagnostic.message}`}>
              <Finding diagnostic={diagnostic} onJump={onJump} full />
            </li>
          ))}
          {sorted.length > LISTED_MAX && <li class="dim more">{count(sorted.length - LISTED_MAX, "more")} further down</li>}
        </ul>
      )}
      <div class="problem-bar">
        {isGood && <span class="all-good">{unwritten ? "Nothing written yet" : pending ? "Checking…" : "No problems"}</span>}
        {first !== undefined && (
          <>
            <button type="button" class="problem-count" aria-expanded={open} onClick={() => setOpen(!open)}>
              <span class={`mark ${first.severity}`} aria-hidden="true" />
              <b class={first.severity}>{tally(sorted)}</b>
              <span class="chevron" aria-hidden="true">
                {open ? "▾" : "▴"}
              </span>
            </button>
            {!open && !isGood && <Finding diagnostic={first} onJump={onJump} />}
          </>
        )}
      </div>
    </section>
  );
}

function Finding({ diagnostic, onJump, full = false }: { diagnostic: Diagnostic; onJump: ProblemsProps["onJump"]; full?: boolean }) {
  const { severity, message, reason, help, line, column } = diagnostic;
  return (
    <button type="button" class="finding" onClick={() => onJump(diagnostic)} title={full ? undefined : message}>
      {full && <span class={`mark ${severity}`} role="img" aria-label={NAMES[severity]} />}
      <span class="finding-text">
        <span class="finding-message">
          <Prose>{message}</Prose>
        </span>
        {full && reason !== undefined && (
          <span class="finding-reason">
            <Prose>{reason}</Prose>
          </span>
        )}
        {full && help !== undefined && (
          <span class="finding-help">
            <Prose>{help}</Prose>
          </span>
        )}
      </span>
      <span class="finding-place">
        Ln {line}, Col {column}
      </span>
    </button>
  );
}

function tally(diagnostics: readonly Diagnostic[]): string {
  return ORDER.flatMap((severity) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number === 0 ? [] : [count(number, NAMES[severity])];
  }).join(", ");
}
