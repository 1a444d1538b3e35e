// An expression tried on the data of the visit that is looked at, evaluated as it is typed. Loaded when it is first opened.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Stage, Trial as Answer, TrialError, VisitDetail } from "../../engine/types";
import { Prose } from "../../lib/prose";
import { JsonText } from "./JsonText";
import { STAGES, type InspectorProps } from "./index";

type TrialProps = {
  detail: VisitDetail;
  /** The attempt that is looked at. */
  attempt: number;
  stages: readonly Stage[];
  onTry: NonNullable<InspectorProps["onTry"]>;
};

/** Pause in typing before the expression is evaluated, real ms. */
const PAUSE_MS = 60;
const MOST_ROWS = 8;
const GONE: Answer = { error: { message: "The run is gone: run again and try then." } };

const EXAMPLES: Record<VisitDetail["queryLanguage"], string> = { JSONPath: "$.path or States.Format('{}', $.path)", JSONata: "$states.input" };

/** What was typed last in each language: it is tried on the next visit too. */
const typed: Partial<Record<VisitDetail["queryLanguage"], string>> = {};

export function Trial({ detail: { visit, queryLanguage }, attempt, stages, onTry }: TrialProps) {
  const [text, setText] = useState(typed[queryLanguage] ?? "");
  const [from, setFrom] = useState<Stage["name"]>("input");
  const [{ answer, of }, setAnswer] = useState<{ answer: Answer | null; of: string }>({ answer: null, of: "" });
  const stage = Math.max(0, stages.findIndex(({ name }) => name === from));
  const expression = text.trim();
  useEffect(() => setText(typed[queryLanguage] ?? ""), [queryLanguage]);
  useEffect(() => {
    let isCurrent = true;
    const evaluate = async () => {
      const found = expression === "" ? null : await onTry(visit, attempt, stage, expression).catch(() => GONE);
      if (isCurrent) setAnswer({ answer: found, of: expression });
    };
    const timer = setTimeout(evaluate, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [expression, visit, attempt, stage]);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // below what is in view, for whoever is at work here
    const area = place.current?.parentElement;
    if (area?.contains(document.activeElement)) area.scrollIntoView({ block: "nearest" });
  }, [answer]);
  return (
    <div class="trial" data-testid="trial" ref={place}>
      <textarea
        aria-label={`Expression in ${queryLanguage}`}
        placeholder={EXAMPLES[queryLanguage]}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        rows={Math.min(MOST_ROWS, text.split("\n").length)}
        aria-invalid={answer?.error !== undefined}
        value={text}
        onInput={({ currentTarget: { value } }) => setText((typed[queryLanguage] = value))}
      />
      {queryLanguage === "JSONPath" && stages.length > 1 && (
        <label>
          with <code>$</code> as{" "}
          <select class="plain-select" value={from} onChange={(event) => setFrom(event.currentTarget.value as Stage["name"])}>
            {stages.map(({ name }) => (
              <option key={name} value={name}>
                {STAGES[name]}
              </option>
            ))}
          </select>
        </label>
      )}
      {answer?.error !== undefined && <Refusal error={answer.error} of={of} />}
      {answer?.value !== undefined && <JsonText key={answer.value} json={answer.value} />}
    </div>
  );
}

/** Why there is no value, and where in the expression. */
function Refusal({ error: { code, message, place }, of }: { error: TrialError; of: string }) {
  return (
    <div class="visit-failure" role="status">
      {code !== undefined && <b>{code} </b>}
      <Prose>{message}</Prose>
      {place !== undefined && (
        <pre>
          {of.slice(0, place.from)}
          <mark>{of.slice(place.from, place.to)}</mark>
          {of.slice(place.to)}
        </pre>
      )}
    </div>
  );
}
