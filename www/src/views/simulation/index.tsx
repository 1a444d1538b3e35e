// What a run assumes: when it starts, its chance, and how long things take.

import { useState } from "preact/hooks";
import type { Latency } from "../../engine/types";
import { Icon } from "../../lib/icons";
import type { EffectiveStub } from "../../state/run-request";
import { isDuration, isInstant, isSeed, type SimulationChange, type SimulationSettings } from "../../state/workspace";
import { converted, densityOf, figuresOf, type LatencyModel, latencyOf, MODELS, modelOf } from "./latency";

/** The instant a run starts at when nothing is said; the engine's own. */
const STANDARD_START = "2025-01-01T00:00:00.000Z";

export type SimulationProps = {
  settings: SimulationSettings;
  stubs: readonly (EffectiveStub & { latency: Latency | undefined })[];
  onChange: (change: SimulationChange) => void;
  onLatency: (resource: string, latency: Latency | undefined) => void;
};

export function Simulation({ settings, stubs, onChange, onLatency }: SimulationProps) {
  const startsNow = () => onChange({ startTime: new Date().toISOString() });
  const throwDice = () => onChange({ seed: crypto.getRandomValues(new Uint16Array(1))[0] ?? 0 });
  return (
    <div class="simulation">
      <div class="fields">
        <Field
          label="Start time"
          hint="Virtual: $$.Execution.StartTime and Timestamp waits count from here"
          value={settings.startTime ?? ""}
          placeholder={STANDARD_START}
          wide
          read={(text) => (text === "" ? { value: undefined } : isInstant(text) ? { value: text } : "An instant such as 2025-01-01T00:00:00Z")}
          onValue={(startTime) => onChange({ startTime })}
        >
          <button type="button" class="mini" onClick={startsNow}>
            Now
          </button>
        </Field>
        <Field
          label="Seed"
          hint="Jitter, latencies, UUIDs and random numbers follow from it; the same seed gives the same run"
          value={settings.seed === undefined ? "" : String(settings.seed)}
          placeholder="0"
          read={(text) => (text === "" ? { value: undefined } : isSeed(Number(text)) ? { value: Number(text) } : "A whole number, 0 or more")}
          onValue={(seed) => onChange({ seed })}
        >
          <button type="button" class="mini square" onClick={throwDice} title="Another seed" aria-label="Another seed">
            <Icon name="dice" />
          </button>
        </Field>
        <Field
          label="Transition overhead"
          hint="Virtual time that each state transition takes"
          unit="ms"
          value={settings.timing?.transitionMs === undefined ? "" : String(settings.timing.transitionMs)}
          placeholder="0"
          read={(text) => (text === "" ? { value: undefined } : isDuration(Number(text)) ? { value: Number(text) } : "A length of time in ms")}
          onValue={(transitionMs) => onChange({ timing: transitionMs === undefined ? undefined : { ...settings.timing, transitionMs } })}
        />
      </div>
      <LatencyTable settings={settings} stubs={stubs} onChange={onChange} onLatency={onLatency} />
    </div>
  );
}

function LatencyTable({ settings, stubs, onChange, onLatency }: SimulationProps) {
  return (
    <table class="latencies">
      <caption class="sr-only">How long an attempt takes, by resource</caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">An attempt takes</th>
          <th scope="col">ms</th>
          <th scope="col" class="shape">
            Shape
          </th>
        </tr>
      </thead>
      <tbody>
        <LatencyRow label="any other" name="any other resource" latency={settings.latency} onLatency={(latency) => onChange({ latency })} />
        {stubs.map((stub) => (
          <LatencyRow
            key={stub.resource}
            label={stub.label}
            name={stub.label}
            latency={stub.latency}
            inherited
            onLatency={(latency) => onLatency(stub.resource, latency)}
          />
        ))}
      </tbody>
    </table>
  );
}

type LatencyRowProps = {
  label: string;
  name: string;
  latency: Latency | undefined;
  /** Without a latency of its own the row takes the first one's. */
  inherited?: boolean;
  onLatency: (latency: Latency | undefined) => void;
};

function LatencyRow({ label, name, latency, inherited = false, onLatency }: LatencyRowProps) {
  const model = modelOf(latency);
  const figures = figuresOf(latency);
  const setFigure = (at: number, value: number) => onLatency(latencyOf(model, figures.with(at, value)));
  return (
    <tr>
      <th scope="row" class={inherited ? "resource" : "resource any"}>
        {label}
      </th>
      <td>
        <select
          aria-label={`Latency model of ${name}`}
          value={model}
          onChange={(event) => onLatency(converted(latency, event.currentTarget.value as LatencyModel))}
        >
          {(Object.keys(MODELS) as LatencyModel[]).map((id) => (
            <option key={id} value={id}>
              {id === "none" && inherited ? "as any other" : MODELS[id].name}
            </option>
          ))}
        </select>
      </td>
      <td class="figures">
        {MODELS[model].figures.map((figure, at) => (
          <label key={figure.key}>
            {figure.label !== "ms" && <span>{figure.label}</span>}
            <input
              type="number"
              min={figure.least}
              step="any"
              aria-label={`${figure.label === "ms" ? "Latency" : figure.label} of ${name}, ms`}
              value={figures[at] ?? 0}
              onChange={(event) => {
                const value = event.currentTarget.valueAsNumber;
                if (isDuration(value) && value >= figure.least) setFigure(at, value);
                else event.currentTarget.value = String(figures[at] ?? 0);
              }}
            />
          </label>
        ))}
      </td>
      <td class="shape">
        <Shape latency={latency} />
      </td>
    </tr>
  );
}

function Shape({ latency }: { latency: Latency | undefined }) {
  const points = densityOf(latency);
  if (points === null) return <span class="dim">{latency === undefined ? "" : "│"}</span>;
  const curve = points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  return (
    <svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 20L${curve}L100 20z`} />
    </svg>
  );
}

type FieldProps<T> = {
  label: string;
  hint: string;
  value: string;
  placeholder: string;
  unit?: string;
  wide?: boolean;
  /** The value of what was typed, or why it is none. */
  read: (text: string) => { value: T } | string;
  onValue: (value: T) => void;
  children?: preact.ComponentChildren;
};

/** A text field that keeps what is typed, and takes it when it can be read. */
function Field<T>({ label, hint, value, placeholder, unit, wide = false, read, onValue, children }: FieldProps<T>) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const answer = read(text.trim());
  const problem = typeof answer === "string" ? answer : null;
  const onInput = (event: { currentTarget: HTMLInputElement }) => {
    const next = event.currentTarget.value;
    setTyped(next);
    const result = read(next.trim());
    if (typeof result !== "string") onValue(result.value);
  };
  return (
    <label class={wide ? "field wide" : "field"} title={hint}>
      <span class="field-label">{label}</span>
      <span class="field-row">
        <input
          type="text"
          spellcheck={false}
          autocomplete="off"
          value={text}
          placeholder={placeholder}
          aria-invalid={problem !== null}
          onInput={onInput}
          onBlur={() => problem === null && setTyped(null)}
        />
        {unit !== undefined && <small>{unit}</small>}
        {children}
      </span>
      {problem !== null && (
        <span class="field-problem" role="alert">
          {problem}
        </span>
      )}
    </label>
  );
}
