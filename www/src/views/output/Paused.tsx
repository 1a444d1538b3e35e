// A run that stands still at a breakpoint: what is held, which can be changed, and the ways to go on.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Change, Resumption } from "../../engine/client";
import type { Held } from "../../engine/types";
import { parsedOrUndefined, prettyJson } from "../../lib/json-text";
import { FailureFields } from "./Waiting";

/** To the next pause, or to the next state. */
export type Way = "continue" | "step";

export type PausedProps = {
  held: Held;
  /** Absent when the state is of another machine than the one that is shown. */
  onState: (() => void) | undefined;
  /** How the pause before was left by who had the focus in it. */
  left: Way | undefined;
  onResume: (resumption: Resumption, left: Way | undefined) => void;
};

type Draft = { fails: boolean; value: string; error: string; cause: string };

/** What was typed is still there when the tab is left and come back to. */
const drafts = new WeakMap<Held, Draft>();

export function Paused({ held, onState, left, onResume }: PausedProps) {
  const form = useRef<HTMLFormElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // from pause to pause by keyboard, unless the focus was taken elsewhere meanwhile
    const { activeElement, body } = document;
    const isNear = activeElement === body || form.current?.parentElement?.contains(activeElement);
    if (left !== undefined && isNear) again.current?.focus({ preventScroll: true });
  }, []);
  const { stateName, atAnswer, item } = held;
  const before: Draft = { fails: held.value === undefined, value: prettyJson(held.value ?? "{}"), error: held.error ?? "", cause: held.cause ?? "" };
  const [now, setDraft] = useState(drafts.get(held) ?? before);
  const setNow = (draft: Draft) => {
    drafts.set(held, draft);
    setDraft(draft);
  };
  const value = now.fails ? null : parsedOrUndefined(now.value);
  const isLarge = value !== undefined && held.mostBytes !== undefined && new Blob([JSON.stringify(value)]).size > held.mostBytes;
  const problem = value === undefined ? "This is not JSON." : isLarge ? `This is larger than ${held.mostBytes} bytes.` : undefined;
  const isChanged = now.fails !== before.fails || (now.fails ? now.error !== before.error || now.cause !== before.cause : now.value !== before.value);
  const change: Change = now.fails ? { error: now.error, cause: now.cause } : { value: now.value };
  const goOn = (way: Way) => {
    const isHere = form.current?.contains(document.activeElement);
    onResume({ kind: "release", step: way === "step", ...(isChanged ? { change } : {}) }, isHere ? way : undefined);
  };
  const what = `${atAnswer ? "Answer" : "Input"} of ${stateName}`;
  return (
    <form
      ref={form}
      class="failure waiting paused"
      aria-label="Paused"
      onSubmit={(event) => {
        event.preventDefault();
        goOn("continue");
      }}
    >
      <p>
        <b>Paused {atAnswer ? "at the answer of" : "before"} </b>
        {onState === undefined ? (
          <b>{stateName}</b>
        ) : (
          <button type="button" class="link" onClick={onState}>
            {stateName}
          </button>
        )}
        {item !== undefined && ` of item ${item}`}
        <span class="dim"> · {atAnswer ? "its answer" : "its raw input"} can be changed here</span>
      </p>
      <div class="answer">
        {atAnswer && (
          <select
            aria-label={`How ${stateName} is answered`}
            value={now.fails ? "failure" : "success"}
            onChange={(event) => setNow({ ...now, fails: event.currentTarget.value === "failure" })}
          >
            <option value="success">succeed with</option>
            <option value="failure">fail with</option>
          </select>
        )}
        {now.fails ? (
          <FailureFields of={stateName} error={now.error} cause={now.cause} onError={(error) => setNow({ ...now, error })} onCause={(cause) => setNow({ ...now, cause })} />
        ) : (
          <textarea
            spellcheck={false}
            rows={Math.min(8, now.value.split("\n").length)}
            aria-label={`${what}, JSON`}
            aria-invalid={problem !== undefined}
            value={now.value}
            onInput={(event) => setNow({ ...now, value: event.currentTarget.value })}
          />
        )}
      </div>
      <div class="answer">
        <button ref={left === "continue" ? again : null} type="submit" class="run" disabled={problem !== undefined}>
          Continue
        </button>
        <button ref={left === "step" ? again : null} type="button" class="button" disabled={problem !== undefined} onClick={() => goOn("step")}>
          Step to the next state
        </button>
        <button type="button" class="button" onClick={() => onResume({ kind: "stop" }, undefined)}>
          Stop the execution
        </button>
        {problem !== undefined && <span class="dim">{problem}</span>}
      </div>
    </form>
  );
}
