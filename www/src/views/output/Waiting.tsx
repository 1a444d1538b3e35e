// What a run that stands still waits for, each with an answer by hand: as SendTaskSuccess or SendTaskFailure would give it.

import { useState } from "preact/hooks";
import type { Resumption } from "../../engine/client";
import type { RunSummary, WaitingFor } from "../../engine/types";
import { instant } from "../../lib/format";
import { parsedOrUndefined } from "../../lib/json-text";

export type WaitingProps = {
  summary: RunSummary;
  onState: (path: string) => void;
  onAnswer: (resumption: Resumption) => void;
};

export function Waiting({ summary: { waitingFor, startDate }, onState, onAnswer }: WaitingProps) {
  return (
    <section class="failure waiting" aria-label="Waiting">
      <p>The execution has not ended: it waits for something that will not come by itself. Answer in its place:</p>
      <ul>
        {waitingFor.map((one) => (
          <li key={one.task}>
            <button type="button" class="link" onClick={() => onState(one.statePath)}>
              {one.stateName}
            </button>{" "}
            waits for {WAITED[one.kind]} since {instant(one.since - startDate)}
            <span class="dim"> · {one.resource}</span>
            <AnswerForm waiting={one} onAnswer={onAnswer} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AnswerForm({ waiting, onAnswer }: { waiting: WaitingFor; onAnswer: (resumption: Resumption) => void }) {
  const [output, setOutput] = useState("{}");
  const [error, setError] = useState("");
  const [cause, setCause] = useState("");
  const [fails, setFails] = useState(false);
  const isJson = parsedOrUndefined(output) !== undefined;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (fails) onAnswer({ kind: "fail", waiting, error, ...(cause === "" ? {} : { cause }) });
    else if (isJson) onAnswer({ kind: "succeed", waiting, output });
  };
  return (
    <form class="answer" onSubmit={onSubmit}>
      <select
        aria-label={`Answer for ${waiting.stateName}`}
        value={fails ? "failure" : "success"}
        onChange={(event) => setFails(event.currentTarget.value === "failure")}
      >
        <option value="success">succeed with</option>
        <option value="failure">fail with</option>
      </select>
      {fails ? (
        <FailureFields of={waiting.stateName} error={error} cause={cause} onError={setError} onCause={setCause} />
      ) : (
        <input
          type="text"
          class="wide"
          spellcheck={false}
          autocomplete="off"
          aria-label={`Output for ${waiting.stateName}, JSON`}
          aria-invalid={!isJson}
          value={output}
          onInput={(event) => setOutput(event.currentTarget.value)}
        />
      )}
      <button type="submit" class="button" disabled={!fails && !isJson}>
        Answer
      </button>
    </form>
  );
}

type FailureFieldsProps = { of: string; error: string; cause: string; onError: (text: string) => void; onCause: (text: string) => void };

/** What a state is told to fail with. */
export function FailureFields({ of, error, cause, onError, onCause }: FailureFieldsProps) {
  return (
    <>
      <input
        type="text"
        spellcheck={false}
        autocomplete="off"
        placeholder="error"
        aria-label={`Error for ${of}`}
        value={error}
        onInput={(event) => onError(event.currentTarget.value)}
      />
      <input
        type="text"
        class="wide"
        autocomplete="off"
        placeholder="cause"
        aria-label={`Cause for ${of}`}
        value={cause}
        onInput={(event) => onCause(event.currentTarget.value)}
      />
    </>
  );
}

const WAITED: Record<WaitingFor["kind"], string> = {
  taskToken: "its task token to be answered",
  task: "its task’s answer",
  activity: "an activity worker",
};
