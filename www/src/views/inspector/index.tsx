// Everything about one visit: its attempts, the data after each stage and what changed, why it went on as it did, and what
// its stub printed.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { LogLine } from "../../engine/client";
import type { Attempt, Decision, Stage, Trial as TrialAnswer, VisitDetail } from "../../engine/types";
import { clock, duration, instant } from "../../lib/format";
import { later } from "../../lib/later";
import { type OnRedrive, Redrive } from "../../lib/redrive";
import { StateIcon } from "../../lib/state-icon";
import { StepButton } from "../../lib/step-button";
import { JsonText, pretty } from "./JsonText";

export type InspectorProps = {
  detail: VisitDetail | null;
  /** The attempt that is looked at; absent: the last one. */
  attempt: number | undefined;
  /** What stubs printed in this run. */
  logs: readonly LogLine[];
  onAttempt: (attempt: number) => void;
  /** Beside the name. */
  buttons: ComponentChildren;
  /** Looks at another visit of the state; absent where not all of them are shown. */
  onVisit: ((visit: number) => void) | undefined;
  /** Where a run stands still at its state. */
  stops: ComponentChildren;
  /** Looks at the iteration of a Map alone that the visit is in, if it is in one and more is shown. */
  onIteration: (() => void) | undefined;
  /** Looks at the execution that the visit started, if it started one. */
  onStarted: (() => void) | undefined;
  /** Goes on from the states that failed; absent where nothing can be redriven, or another button that does it is in sight. */
  onRedrive: OnRedrive | undefined;
  /** What an expression gives on the data of a stage, by their numbers; absent where no run can tell. */
  onTry: ((visit: number, attempt: number, stage: number, expression: string) => Promise<TrialAnswer | null>) | undefined;
};

const Trial = later(async () => (await import("./Trial")).Trial);

export const STAGES: Record<Stage["name"], string> = {
  input: "Input",
  afterInputPath: "After InputPath",
  afterParameters: "After Parameters",
  afterArguments: "After Arguments",
  afterItemsPath: "Items",
  result: "Result",
  afterResultSelector: "After ResultSelector",
  afterResultPath: "After ResultPath",
  output: "Output",
};

/** Whoever tries expressions goes on with it on the next visit, also when the inspector was closed meanwhile. */
let wasTrying = false;

export function Inspector({ detail, attempt, logs, onAttempt, onVisit, buttons, onIteration, onStarted, stops, onRedrive, onTry }: InspectorProps) {
  const [isTrying, setTrying] = useState(wasTrying);
  if (detail === null) return <p class="empty">Loading…</p>;
  const shown = detail.attempts.find(({ number }) => number === attempt) ?? detail.attempts.at(-1);
  const stages = [...detail.stages, ...(shown?.stages ?? [])];
  const error = shown?.error ?? (detail.attempts.length === 0 ? detail.error : undefined);
  const cause = shown?.error === undefined ? detail.attempts.length === 0 ? detail.cause : undefined : shown.cause;
  const printed = logs.filter((line) => line.visit === detail.visit && (shown === undefined || line.attempt === shown.number));
  const decisions = detail.decisions.filter((decision) => decision.attempt === undefined || decision.attempt === shown?.number);
  return (
    <section class="inspector" aria-label={`${detail.name}, visit`} data-testid="inspector">
      <header>
        <StateIcon type={detail.type} />
        <h2 title={detail.path}>{detail.name}</h2>
        {buttons}
      </header>
      <p class="when">
        <span class={`status ${detail.status}`}>{detail.status}</span>
        <span>
          {instant(detail.enteredMs)} → {detail.exitedMs === undefined ? "not left" : instant(detail.exitedMs)}
          {detail.exitedMs !== undefined && detail.exitedMs > detail.enteredMs && ` (${duration(detail.exitedMs - detail.enteredMs)})`}
        </span>
        {detail.iteration !== undefined && <span>iteration {detail.iteration.index}</span>}
        <span>event {detail.enteredEvent}</span>
        {detail.next !== undefined && <span>next: {detail.next}</span>}
      </p>
      {onVisit !== undefined && detail.visits > 1 && <Visits detail={detail} onVisit={onVisit} />}
      {stops}
      {onIteration !== undefined && (
        <button type="button" class="button started" onClick={onIteration}>
          Show this iteration alone
        </button>
      )}
      {onStarted !== undefined && (
        <button type="button" class="button started" onClick={onStarted}>
          Open the execution it started
        </button>
      )}
      {detail.attempts.length > 1 && <Attempts attempts={detail.attempts} shown={shown} onAttempt={onAttempt} />}
      {error !== undefined && <Failure error={error} cause={cause} onRedrive={detail.status === "failed" ? onRedrive : undefined} />}
      {decisions.length > 0 && <Decisions decisions={decisions} />}
      <ol class="stages">
        {stages.map((stage, at) => (
          <StageItem key={`${stage.name}${shown?.number ?? 0}`} stage={stage} before={comparable(stages, at)} number={at + 1} />
        ))}
      </ol>
      {printed.length > 0 && <Printed lines={printed} />}
      {detail.assigned.length > 0 && <Values title="Assigned variables" values={detail.assigned} open />}
      {detail.variables.length > 0 && <Values title="Variables" values={detail.variables} />}
      <details class="more">
        <summary>Context object</summary>
        <JsonText json={detail.context} />
      </details>
      {onTry !== undefined && (
        <details class="more" open={isTrying} onToggle={(event) => setTrying((wasTrying = event.currentTarget.open))}>
          <summary>Try an expression on this visit</summary>
          {isTrying && <Trial detail={detail} attempt={shown?.number ?? 0} stages={stages} onTry={onTry} />}
        </details>
      )}
    </section>
  );
}

/** Which visit of its state it is, and the ones before and after. */
function Visits({ detail: { place, visits, before, after }, onVisit }: { detail: VisitDetail; onVisit: (visit: number) => void }) {
  const go = (label: string, sign: string, visit: number | undefined) => (
    <StepButton class="mini" label={label} onStep={visit === undefined ? undefined : () => onVisit(visit)}>
      {sign}
    </StepButton>
  );
  return (
    <p class="visits" role="group" aria-label="Visits of the state">
      {go("Visit before", "‹", before)}
      <span role="status">
        Visit {place} of {visits}
      </span>
      {go("Visit after", "›", after)}
    </p>
  );
}

function Attempts({ attempts, shown, onAttempt }: { attempts: Attempt[]; shown: Attempt | undefined; onAttempt: (n: number) => void }) {
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = attempts.find(({ number }) => number === (shown?.number ?? 0) + (step ?? 0));
    if (step === undefined || next === undefined) return;
    event.preventDefault();
    onAttempt(next.number);
    const bar = event.currentTarget;
    if (bar instanceof Element) queueMicrotask(() => bar.querySelector<HTMLElement>(`[data-number="${next.number}"]`)?.focus());
  };
  return (
    <div class="attempts" role="tablist" aria-label="Attempts" onKeyDown={move}>
      <span class="dim">Attempts</span>
      {attempts.map((attempt) => {
        const failed = attempt.error !== undefined;
        return (
          <button
            key={attempt.number}
            type="button"
            role="tab"
            class={failed ? "failed" : attempt.status}
            data-testid="attempt-tab"
            data-number={attempt.number}
            aria-selected={attempt === shown}
            tabIndex={attempt === shown ? 0 : -1}
            aria-label={`Attempt ${attempt.number}, ${failed ? `failed: ${attempt.error}` : attempt.status}`}
            title={`${instant(attempt.startedMs)}${attempt.error === undefined ? "" : `: ${attempt.error}`}`}
            onClick={() => onAttempt(attempt.number)}
          >
            {attempt.number} {failed ? "✕" : attempt.status === "succeeded" ? "✓" : "…"}
          </button>
        );
      })}
      {shown?.endedMs !== undefined && (
        <span class="dim length">
          {duration(shown.endedMs - shown.startedMs)}
          {shown.backoffMs !== undefined && `, then back-off ${duration(shown.backoffMs)}`}
        </span>
      )}
    </div>
  );
}

/** What the stub printed in the attempt that is shown. */
function Printed({ lines }: { lines: readonly LogLine[] }) {
  return (
    <details class="more" open>
      <summary>Printed</summary>
      <ol class="printed">
        {lines.map((line, at) => (
          <li key={at} class={line.level}>
            <span class="at">{clock(line.atMs)}</span>
            <span class="text">
              {(line.level === "error" || line.level === "warn") && <b>{line.level} </b>}
              {line.text}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Failure({ error, cause, onRedrive }: Pick<InspectorProps, "onRedrive"> & { error: string; cause: string | undefined }) {
  return (
    <div class="visit-failure">
      <b>{error}</b>
      {cause !== undefined && cause !== "" && <pre tabIndex={0}>{pretty(cause)}</pre>}
      {onRedrive !== undefined && <Redrive onRedrive={onRedrive} />}
    </div>
  );
}

function Decisions({ decisions }: { decisions: Decision[] }) {
  return (
    <ul class="decisions" aria-label="Why it went on as it did">
      {decisions.map((decision, at) => (
        <li key={at} class={decision.kind} title={decision.path}>
          {decision.text}
        </li>
      ))}
    </ul>
  );
}

function StageItem({ stage, before, number }: { stage: Stage; before: Stage | undefined; number: number }) {
  const title = (
    <>
      <span class="number" aria-hidden="true">
        {number}
      </span>
      <span class="stage-name">
        <b>{STAGES[stage.name]}</b>
        {stage.field !== undefined && <code>{stage.field}</code>}
      </span>
      <span class="dim size">{stage.unchanged ? "unchanged" : bytes(stage.bytes)}</span>
    </>
  );
  return (
    <li class={stage.unchanged ? "unchanged" : ""} data-testid="stage">
      {stage.unchanged ? (
        <details>
          <summary>{title}</summary>
          <JsonText json={stage.value} />
        </details>
      ) : (
        <>
          <div class="stage-title">{title}</div>
          <JsonText json={stage.value} before={before?.value} />
        </>
      )}
    </li>
  );
}

/** What a stage is seen as a change of: a result is something new, and what is made with it stands against what came in. */
function comparable(stages: Stage[], at: number): Stage | undefined {
  const before = stages[at - 1];
  if (stages[at]?.name === "result") return undefined;
  return before?.name === "result" || before?.name === "afterResultSelector" ? stages.find(({ name }) => name === "input") : before;
}

function Values({ title, values, open = false }: { title: string; values: { name: string; value: string }[]; open?: boolean }) {
  return (
    <details class="more" open={open}>
      <summary>{title}</summary>
      <dl>
        {values.map(({ name, value }) => (
          <div key={name}>
            <dt>
              <code>${name}</code>
            </dt>
            <dd>
              <JsonText json={value} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function bytes(count: number): string {
  return count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} KB`;
}
