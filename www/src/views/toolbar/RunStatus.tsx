// How the run stands: one word, and the figures behind it, of the execution that is looked at.

import type { RunSummary } from "../../engine/types";
import { count, duration, realTime } from "../../lib/format";
import { Icon, type IconName } from "../../lib/icons";
import type { ActiveRun, FinishedRun, Refusal } from "../../state/app-state";
import { TEST_IDS } from "../../test-ids";

export type RunStatusProps = {
  /** Run was pressed and waits for the engine. */
  starting: boolean;
  active: ActiveRun | null;
  finished: FinishedRun | null;
  refusal: Refusal | null;
  stale: boolean;
  /** Asked only after the input was refused. */
  inputIsJson: () => boolean;
  /** The engine could not be started: a sentence. */
  engineFailure: string | null;
  /** Shows what a refusal is about, when there is a place for it. */
  onRefusal: (() => void) | null;
};

type Tone = "ok" | "bad" | "warn" | "idle" | "busy";

const ENDS: Record<RunSummary["status"], { word: string; tone: Tone; icon: IconName }> = {
  SUCCEEDED: { word: "Succeeded", tone: "ok", icon: "tick" },
  FAILED: { word: "Failed", tone: "bad", icon: "cross" },
  TIMED_OUT: { word: "Timed out", tone: "bad", icon: "clock" },
  ABORTED: { word: "Aborted", tone: "warn", icon: "stop" },
  RUNNING: { word: "Waiting", tone: "warn", icon: "clock" },
};

const REFUSALS: Record<string, string> = {
  InvalidDefinition: "Definition has errors",
  InvalidExecutionInput: "Input is not JSON",
  StubSyntax: "Stub does not load",
  Stopped: "Stopped",
  HandlerTimeout: "Stub took too long",
};

/** What AWS says of an input over the quota; of one that it cannot read it says why. */
const TOO_LARGE = "Invalid execution input.";

export function RunStatus(props: RunStatusProps) {
  const { active, finished, refusal, stale } = props;
  return (
    <div class="status">
      <Verdict {...props} />
      {active === null && refusal === null && finished !== null && <Facts run={finished} stale={stale} />}
    </div>
  );
}

/** The word that screen readers announce when it changes. */
function Verdict(props: RunStatusProps) {
  const { active, refusal, onRefusal } = props;
  const { word, tone, icon } = verdict(props);
  return (
    <>
      <span class={`pill ${tone}`} role="status" data-testid={TEST_IDS.runStatus}>
        {icon === "busy" ? <i class="spinner" aria-hidden="true" /> : <Icon name={icon} />}
        {word}
      </span>
      {active !== null && <Progress active={active} />}
      {active === null && refusal !== null && refusal.code !== "Stopped" && (
        <span class="refusal" title={refusal.message}>
          <span class="refusal-text">{refusal.message}</span>
          {onRefusal !== null && (
            <button type="button" class="mini" onClick={onRefusal}>
              Show
            </button>
          )}
        </span>
      )}
    </>
  );
}

function verdict(props: RunStatusProps): { word: string; tone: Tone; icon: IconName | "busy" } {
  const { starting, active, finished, refusal, engineFailure } = props;
  if (starting) return { word: "Starting", tone: "busy", icon: "busy" };
  if (active !== null) return { word: "Running", tone: "busy", icon: "busy" };
  if (refusal?.code === "Stopped") return { word: "Stopped", tone: "idle", icon: "stop" };
  if (refusal?.code === "InvalidExecutionInput" && props.inputIsJson()) {
    return { word: refusal.message === TOO_LARGE ? "Input is too large" : "Input is refused", tone: "bad", icon: "warn" };
  }
  if (refusal !== null) return { word: REFUSALS[refusal.code] ?? "Did not run", tone: "bad", icon: "warn" };
  if (engineFailure !== null) return { word: engineFailure, tone: "bad", icon: "warn" };
  const held = finished?.result.held;
  if (held !== undefined) return { word: `Paused ${held.atAnswer ? "at the answer of" : "before"} ${held.stateName}`, tone: "warn", icon: "clock" };
  if (finished !== null) return ENDS[finished.shown.summary.status];
  return { word: "Not run yet", tone: "idle", icon: "info" };
}

function Progress({ active }: { active: ActiveRun }) {
  const { slow, events, nowMs } = active;
  if (slow !== null) {
    return (
      <span class="facts warn">
        the stub of {slow.of}, has been running for {slow.seconds} s: Stop ends it
      </span>
    );
  }
  if (events === 0) return null;
  return (
    <span class="facts">
      <span>{count(events, "event")}</span>
      <span>{duration(nowMs)} virtual</span>
    </span>
  );
}

function Facts({ run, stale }: { run: FinishedRun; stale: boolean }) {
  const { realMs, seed, changed, shown } = run;
  const { durationMs, visits, retries, events, traceRows, iteration } = shown.summary;
  const lengthMs = iteration === undefined ? durationMs : iteration.toMs - iteration.fromMs;
  return (
    <span class={stale ? "facts stale" : "facts"} data-testid={TEST_IDS.runFacts}>
      <span>
        <b>{duration(lengthMs)}</b> virtual
      </span>
      {stale && <span class="edited">before your last edit</span>}
      {changed.length > 0 && <span class="edited">changed by hand: {[...new Set(changed)].join(", ")}</span>}
      <span title="States entered, each time counted">{count(visits, "state")}</span>
      {retries > 0 && <span class="retries">{count(retries, "retry", "retries")}</span>}
      <span>{count(iteration === undefined ? events : traceRows, "event")}</span>
      <span class="quiet">
        ran in {realTime(realMs)}
        {seed !== undefined && ` · seed ${seed}`}
      </span>
    </span>
  );
}
