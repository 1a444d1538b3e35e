// Where a run stands still at the state that is inspected.

import type { Stops } from "../../state/breakpoints";

/** `answers`: the state has a handler whose answers can be held. */
export type StopChoiceProps = { stops: Stops | undefined; answers: boolean; onToggle: (atAnswer: boolean) => void };

export function StopChoice({ stops, answers, onToggle }: StopChoiceProps) {
  return (
    <p class="stops" role="group" aria-label="Breakpoints">
      <label class="check" title="B">
        <input type="checkbox" checked={stops?.entry ?? false} onChange={() => onToggle(false)} /> Pause before it
      </label>
      {answers && (
        <label class="check">
          <input type="checkbox" checked={stops?.answer ?? false} onChange={() => onToggle(true)} /> Pause at its answers
        </label>
      )}
    </p>
  );
}
