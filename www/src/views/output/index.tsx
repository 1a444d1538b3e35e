// How the execution ended: its output, or its error and cause, or what it still waits for.

import { useState } from "preact/hooks";
import type { Resumption } from "../../engine/client";
import type { RunSummary } from "../../engine/types";
import { copyText, downloadText } from "../../lib/dom";
import { Icon } from "../../lib/icons";
import { parsedOrUndefined, prettyJson } from "../../lib/json-text";
import { type OnRedrive, Redrive } from "../../lib/redrive";
import { TEST_IDS } from "../../test-ids";
import { CodeEditor } from "../editor/CodeEditor";
import { Waiting } from "./Waiting";

export type OutputProps = {
  /** Of the last run, or null before the first. */
  summary: RunSummary | null;
  /** It stands still at a breakpoint, so that nothing is asked for in place of what would come by itself. */
  paused: boolean;
  /** Changes with each run. */
  runKey: string;
  /** The same for the outputs of runs that follow each other: what one has in view stays there. */
  place: string;
  /** Up to `count` events from the one at `from`, as GetExecutionHistory gives them. */
  loadEvents: (from: number, count: number) => Promise<unknown[]>;
  onFailedVisit: (visit: number) => void;
  onState: (path: string) => void;
  onAnswer: (resumption: Resumption) => void;
  /** Absent where nothing can be redriven. */
  onRedrive: OnRedrive | undefined;
};

export function Output({ summary, paused, runKey, place, loadEvents, onFailedVisit, onState, onAnswer, onRedrive }: OutputProps) {
  if (summary === null) return <p class="empty">Press Run to see what the execution returns.</p>;
  return (
    <div class="column output" data-testid={TEST_IDS.output}>
      <End summary={summary} paused={paused} runKey={runKey} place={place} onFailedVisit={onFailedVisit} onState={onState} onAnswer={onAnswer} onRedrive={onRedrive} />
      <History summary={summary} loadEvents={loadEvents} />
    </div>
  );
}

type EndProps = Pick<OutputProps, "paused" | "runKey" | "place" | "onFailedVisit" | "onState" | "onAnswer" | "onRedrive"> & { summary: RunSummary };

function End({ summary, paused, runKey, place, onFailedVisit, onState, onAnswer, onRedrive }: EndProps) {
  const { failedVisit } = summary;
  return (
    <>
      {summary.error !== undefined || summary.status === "FAILED" || summary.status === "TIMED_OUT" ? (
        <Failure
          summary={summary}
          onFailedVisit={failedVisit === undefined ? undefined : () => onFailedVisit(failedVisit)}
          onRedrive={onRedrive}
        />
      ) : null}
      {summary.waitingFor.length > 0 && !paused && <Waiting key={runKey} summary={summary} onState={onState} onAnswer={onAnswer} />}
      {summary.output !== undefined && <JsonText key={place} documentKey={`output:${place}`} label="Output" text={summary.output} />}
    </>
  );
}

/** Events that cross from the worker at a time. */
const EVENTS_PER_PAGE = 2_000;

/** The history as a file, in the shape that `aws stepfunctions get-execution-history` prints. */
function History({ summary, loadEvents }: Pick<OutputProps, "loadEvents"> & { summary: RunSummary }) {
  const [state, setState] = useState<"ready" | "busy" | "gone">("ready");
  const download = async () => {
    setState("busy");
    try {
      const events: unknown[] = [];
      while (events.length < summary.events) events.push(...(await loadEvents(events.length, EVENTS_PER_PAGE)));
      const name = summary.executionArn.split(":").at(-1) ?? "execution";
      downloadText(`history-${name}.json`, `${JSON.stringify({ events }, null, 2)}\n`);
      setState("ready");
    } catch {
      setState("gone");
    }
  };
  return (
    <p class="strip history">
      <button type="button" class="mini" onClick={download} disabled={state === "busy"}>
        <Icon name="download" /> Download history
      </button>
      <span class="dim" role="status">
        {state === "gone" ? "The run is gone: run again and download then." : "as GetExecutionHistory gives it"}
      </span>
    </p>
  );
}

type FailureProps = { summary: RunSummary; onFailedVisit: (() => void) | undefined; onRedrive: OnRedrive | undefined };

function Failure({ summary, onFailedVisit, onRedrive }: FailureProps) {
  const { error, cause, status } = summary;
  const causeIsJson = cause !== undefined && isObject(parsedOrUndefined(cause));
  return (
    <section class="failure" aria-label="Failure">
      <dl>
        <dt>Error</dt>
        <dd class="error-name">{error ?? (status === "TIMED_OUT" ? "none: the execution took longer than it may" : "none given")}</dd>
        {cause !== undefined && (
          <>
            <dt>Cause</dt>
            <dd class={causeIsJson ? "cause json" : "cause"}>{causeIsJson ? prettyJson(cause) : cause}</dd>
          </>
        )}
      </dl>
      <div class="actions">
        {onFailedVisit !== undefined && (
          <button type="button" class="button" onClick={onFailedVisit}>
            <Icon name="jump" /> Show where it failed
          </button>
        )}
        {onRedrive !== undefined && <Redrive onRedrive={onRedrive} />}
      </div>
    </section>
  );
}

/** JSON text as it is, one member a line, foldable. */
function JsonText({ documentKey, label, text }: { documentKey: string; label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const pretty = prettyJson(text);
  const copy = async () => setCopied(await copyText(pretty));
  return (
    <div class="column json-text">
      <button type="button" class="mini floating" onClick={copy} onBlur={() => setCopied(false)}>
        <Icon name={copied ? "tick" : "copy"} /> {copied ? "Copied" : "Copy"}
      </button>
      <CodeEditor documentKey={documentKey} text={pretty} language="json" label={label} readOnly />
    </div>
  );
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
