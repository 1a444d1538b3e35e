// What goes wrong with a resource besides what its stub does: failures at a rate or on chosen attempts, cold starts.

import { useState } from "preact/hooks";
import type { Failures } from "../../engine/types";
import { type ConductChange, isAttempt, type Stub } from "../../state/workspace";
import { FigureInput } from "./FigureInput";

export type FaultRowProps = {
  name: string;
  failures: Stub["failures"];
  coldStart: Stub["coldStart"];
  onConduct: (change: ConductChange) => void;
};

type When = "never" | "rate" | "attempts";

/** An error that many retriers name. */
const STANDARD_ERROR = "Lambda.ServiceException";

export function FaultRow({ name, failures, coldStart, onConduct }: FaultRowProps) {
  const when: When = failures === undefined ? "never" : failures.attempts === undefined ? "rate" : "attempts";
  const setFailures = (change: Partial<Failures>) => failures !== undefined && onConduct({ failures: { ...failures, ...change } });
  const setWhen = (to: When) => {
    const { error = STANDARD_ERROR, cause } = failures ?? {};
    const kept = cause === undefined ? { error } : { error, cause };
    onConduct({ failures: to === "never" ? undefined : to === "rate" ? { rate: 0.2, ...kept } : { attempts: [1], ...kept } });
  };
  return (
    <tr class="faults">
      <td colSpan={5}>
        <div class="fault-fields">
          <label>
            <span>fails</span>
            <select aria-label={`When ${name} fails`} value={when} onChange={(event) => setWhen(event.currentTarget.value as When)}>
              <option value="never">as its stub does</option>
              <option value="rate">at a rate</option>
              <option value="attempts">on attempts</option>
            </select>
          </label>
          {when === "rate" && (
            <label>
              <FigureInput
                name={`Failures of ${name}, percent of the attempts`}
                figure={Math.round((failures?.rate ?? 0) * 1e6) / 1e4}
                least={0}
                most={100}
                onFigure={(percent) => percent >= 0 && percent <= 100 && setFailures({ rate: percent / 100 })}
              />
              <span>%</span>
            </label>
          )}
          {when === "attempts" && <Attempts name={name} attempts={failures?.attempts ?? []} onAttempts={(attempts) => setFailures({ attempts })} />}
          {failures !== undefined && (
            <label>
              <span>with</span>
              <input
                type="text"
                class="error-name"
                spellcheck={false}
                autocomplete="off"
                aria-label={`Error of ${name}`}
                value={failures.error}
                onInput={(event) => setFailures({ error: event.currentTarget.value })}
              />
            </label>
          )}
          <label title="How long a new instance of the function takes to start; an idle one stays for ten minutes">
            <span>cold start</span>
            <FigureInput
              name={`Cold start of ${name}, ms`}
              figure={coldStart?.ms}
              least={0}
              placeholder="none"
              onFigure={(ms) => onConduct({ coldStart: ms > 0 && Number.isFinite(ms) ? { ...coldStart, ms: Math.min(ms, 1e9) } : undefined })}
            />
            <span>ms</span>
          </label>
        </div>
      </td>
    </tr>
  );
}

/** Numbers as typed, such as `1, 3`; taken as soon as they can be read. */
function Attempts({ name, attempts, onAttempts }: { name: string; attempts: readonly number[]; onAttempts: (attempts: number[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? attempts.join(", ");
  const numbers = attemptsOf(text);
  return (
    <label>
      <input
        type="text"
        inputMode="numeric"
        spellcheck={false}
        autocomplete="off"
        aria-label={`Attempts of ${name} that fail, such as 1, 3`}
        title="Numbers of attempts, such as 1, 3"
        aria-invalid={numbers === null}
        value={text}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          const read = attemptsOf(next);
          if (read !== null) onAttempts(read);
        }}
        onBlur={() => numbers !== null && setTyped(null)}
      />
    </label>
  );
}

/** The numbers in `1, 3`, or null when one of them is none. */
function attemptsOf(text: string): number[] | null {
  const numbers = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map(Number);
  return numbers.length > 0 && numbers.length <= 1000 && numbers.every(isAttempt) ? numbers : null;
}
