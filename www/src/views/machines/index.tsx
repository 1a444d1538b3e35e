// The machines of the workspace: which one is in the editor, and what each is called.

import { useSignal } from "@preact/signals";
import { Icon } from "../../lib/icons";
import { later } from "../../lib/later";
import { StepButton } from "../../lib/step-button";
import * as app from "../../state/app-state";
import type { Playground } from "../../state/playground";
import { nameOf } from "../../state/workspace";

const MachineDialog = later(async () => (await import("./MachineDialog")).MachineDialog);

type Props = { playground: Playground };

/** A strip of all machines; nothing where there is one. The first runs, the others are started by it. */
export function MachineStrip({ playground: { store, runs } }: Props) {
  const { workspace, machine } = store.value;
  if (workspace.machines.length === 1) return null;
  const show = (number: number) => {
    store.update((state) => app.showMachine(state, number));
    void runs.showOfMachine();
  };
  return (
    <div class="machines" role="group" aria-label="State machines">
      {workspace.machines.map((each, number) => (
        <button type="button" key={number} class="mini machine" aria-pressed={number === machine} onClick={() => show(number)}>
          {number === 0 && <Icon name="run" filled />}
          {nameOf(each)}
          {number === 0 && <span class="sr-only">, runs</span>}
        </button>
      ))}
    </div>
  );
}

/** Adds a machine, and opens what there is to set of the one that is shown. */
export function MachineButtons({ playground }: Props) {
  const { store } = playground;
  const isOpen = useSignal(false);
  if (store.value.embed?.readOnly) return null;
  return (
    <>
      <button type="button" class="mini" onClick={() => (isOpen.value = true)} title="Name and type of this machine; more machines">
        Machine…
      </button>
      {isOpen.value && <MachineDialog playground={playground} onClose={() => (isOpen.value = false)} />}
    </>
  );
}

/** Which execution of the run is looked at; nothing where there is one. */
export function ExecutionPicker({ playground: { store, runs } }: Props) {
  const { finished } = store.value;
  if (finished === null || finished.result.executions.length < 2) return null;
  return (
    <span class="executions">
      <select
        aria-label="Execution that is shown"
        class="plain-select"
        value={String(finished.shown.execution)}
        onChange={(event) => void runs.show(Number(event.currentTarget.value))}
      >
        {finished.result.executions.map(({ execution, machine, name, status }) => (
          <option key={execution} value={String(execution)}>
            {`${execution + 1}. ${machine} · ${status.toLowerCase().replace("_", " ")} · ${name}`}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Which iteration of a Map is looked at alone, its neighbours, and the way back; nothing where all is shown. */
export function ShownIteration({ playground: { store, runs } }: Props) {
  const iteration = store.value.finished?.shown.summary.iteration;
  if (iteration === undefined) return null;
  const { of, count, map, previous, next, around } = iteration;
  const { index } = of;
  const go = (label: string, sign: string, within: number | undefined, isThere = within !== undefined) => (
    <StepButton class="mini" label={label} onStep={isThere ? () => void runs.showIteration(within) : undefined}>
      {sign}
    </StepButton>
  );
  return (
    <span class="shown-iteration" role="group" aria-label="Iteration that is shown">
      {go("Iteration before", "‹", previous)}
      <span title={`Iteration ${index} of ${map}, counted from 0`} role="status">
        {map} [{index}] of {count}
      </span>
      {go("Iteration after", "›", next)}
      {around !== undefined && go("Iteration around", "↑", around)}
      {go("Show all iterations", "×", undefined, true)}
    </span>
  );
}
