// What a run assumes: when it starts, its chance, and how long things take.

import { useState } from "preact/hooks";
import type { Latency } from "../../engine/types";
import { Icon } from "../../lib/icons";
import {
  type ConductChange,
  isCount,
  isDuration,
  isInstant,
  isSeed,
  NO_LIMITS,
  type SimulationChange,
  type SimulationSettings,
  type Stub,
} from "../../state/workspace";
import styles from "../../../styles/simulation.css?inline";
import { FigureInput } from "./FigureInput";
import { FaultRow } from "./faults";
import { converted, densityOf, figuresOf, type LatencyModel, latencyOf, MODELS, modelOf } from "./latency";

/** The instant a run starts at when nothing is said; the engine's own. */
const STANDARD_START = "2025-01-01T00:00:00.000Z";

export type SimulationProps = {
  settings: SimulationSettings;
  stubs: readonly Conducted[];
  onChange: (change: SimulationChange) => void;
  onConduct: (resource: string, change: ConductChange) => void;
};
/** A resource and how it behaves around its stub. */
export type Conducted = { resource: string; label: string } & { [Name in "latency" | "failures" | "coldStart"]: Stub[Name] | undefined };

export function Simulation({ settings, stubs, onChange, onConduct }: SimulationProps) {
  const startsNow = () => onChange({ startTime: new Date().toISOString() });
  const throwDice = () => onChange({ seed: crypto.getRandomValues(new Uint16Array(1))[0] ?? 0 });
  return (
    <div class="simulation">
      <style>{styles}</style>
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
          <button type="button" class="mini" onClick={throwDice} title="Another seed">
            <Icon name="redo" /> Another
          </button>
        </Field>
        <Field
          label="Transition overhead"
          hint="Virtual time that each state transition takes"
          unit="ms"
          value={settings.timing?.transitionMs === undefined ? "" : String(settings.timing.transitionMs)}
          placeholder="0"
          read={(text) => (text === "" ? { value: undefined } : isCount(Number(text)) ? { value: Number(text) } : "A whole number of ms, 0 or more")}
          onValue={(transitionMs) => onChange({ timing: transitionMs === undefined ? undefined : { ...settings.timing, transitionMs } })}
        />
        <label class="field" title="The quotas on payloads (256 KiB) and histories (25,000 events)">
          <span class="field-label">Quotas of AWS</span>
          <span class="field-row check">
            <input
              type="checkbox"
              checked={settings.limits === undefined}
              onChange={(event) => onChange({ limits: event.currentTarget.checked ? undefined : NO_LIMITS })}
            />
            <span>{settings.limits === undefined ? "apply" : "lifted"}</span>
          </span>
        </label>
      </div>
      <LatencyTable settings={settings} stubs={stubs} onChange={onChange} onConduct={onConduct} />
    </div>
  );
}

function LatencyTable({ settings, stubs, onChange, onConduct }: SimulationProps) {
  const hasShape = [settings, ...stubs].some(({ latency }) => densityOf(latency) !== null);
  return (
    <table class="latencies">
      <caption class="sr-only">How long an attempt takes and when it fails, by resource</caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">An attempt takes</th>
          <th scope="col">ms</th>
          <th scope="col" class="shape">
            <span class={hasShape ? "" : "sr-only"}>Shape</span>
          </th>
          <th scope="col" class="more">
            <span class="sr-only">Failures and cold starts</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <LatencyRow label="any other" name="any other resource" latency={settings.latency} onLatency={(latency) => onChange({ latency })} />
        {stubs.map((stub) => (
          <ResourceRows key={stub.resource} stub={stub} onConduct={(change) => onConduct(stub.resource, change)} />
        ))}
      </tbody>
    </table>
  );
}

/** The line of a resource's latency, and below it that of its failures and cold starts once it is asked for. */
function ResourceRows({ stub, onConduct }: { stub: Conducted; onConduct: (change: ConductChange) => void }) {
  const isSet = stub.failures !== undefined || stub.coldStart !== undefined;
  const [asked, setAsked] = useState(false);
  const open = asked || isSet;
  const word = open ? (isSet ? "Clear" : "Close") : "Failures…";
  return (
    <>
      <LatencyRow label={stub.label} name={stub.label} latency={stub.latency} inherited onLatency={(latency) => onConduct({ latency })}>
        <button
          type="button"
          class="mini"
          aria-expanded={open}
          aria-label={open ? `${word} failures and cold starts of ${stub.label}` : `Failures and cold starts of ${stub.label}`}
          title="Failures and cold starts"
          onClick={() => {
            setAsked(!open);
            if (open && isSet) onConduct({ failures: undefined, coldStart: undefined });
          }}
        >
          {word}
        </button>
      </LatencyRow>
      {open && <FaultRow name={stub.label} failures={stub.failures} coldStart={stub.coldStart} onConduct={onConduct} />}
    </>
  );
}

type LatencyRowProps = {
  label: string;
  name: string;
  latency: Latency | undefined;
  /** Without a latency of its own the row takes the first one's. */
  inherited?: boolean;
  onLatency: (latency: Latency | undefined) => void;
  children?: preact.ComponentChildren;
};

function LatencyRow({ label, name, latency, inherited = false, onLatency, children }: LatencyRowProps) {
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
            <FigureInput
              name={`${figure.label === "ms" ? "Latency" : figure.label} of ${name}, ms`}
              figure={figures[at] ?? 0}
              least={figure.least}
              onFigure={(value) => isDuration(value) && value >= figure.least && setFigure(at, value)}
            />
          </label>
        ))}
      </td>
      <td class="shape">
        <Shape latency={latency} />
      </td>
      <td class="more">{children}</td>
    </tr>
  );
}

function Shape({ latency }: { latency: Latency | undefined }) {
  const points = densityOf(latency);
  if (points === null) return null;
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
          aria-label={unit === undefined ? label : `${label}, ${unit}`}
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
