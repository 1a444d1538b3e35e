// What there is to set of a machine, and how machines are added and removed. Loaded when it is first opened.

import { Icon } from "../../lib/icons";
import * as app from "../../state/app-state";
import type { Playground } from "../../state/playground";
import { machineOf, nameOf, STANDARD_MACHINE_NAME } from "../../state/workspace";
import { Dialog } from "../layout/Dialog";

/** What a new machine begins as. */
const EMPTY_MACHINE = `{
  "StartAt": "First",
  "States": {
    "First": {
      "Type": "Pass",
      "End": true
    }
  }
}
`;

type Props = { playground: Playground; onClose: () => void };

export function MachineDialog({ playground: { store }, onClose }: Props) {
  const { workspace, machine: number } = store.value;
  const machine = machineOf(workspace, number);
  const many = workspace.machines.length > 1;
  const twin = many && workspace.machines.some((other) => other !== machine && nameOf(other) === nameOf(machine));
  const change = (to: Parameters<typeof app.editMachine>[2]) => store.update((state) => app.editMachine(state, number, to));
  return (
    <Dialog title="State machine" onClose={onClose}>
      <label class="field wide">
        <span class="field-label">Name: other machines start it by the ARN that ends with it</span>
        <input
          type="text"
          autofocus
          spellcheck={false}
          maxLength={80}
          placeholder={STANDARD_MACHINE_NAME}
          value={machine.name ?? ""}
          aria-invalid={twin}
          onInput={(event) => change({ name: event.currentTarget.value === "" ? undefined : event.currentTarget.value })}
        />
        {twin && (
          <span class="field-problem" role="alert">
            Another machine has this name.
          </span>
        )}
      </label>
      <label class="field">
        <span class="field-label">Type</span>
        <select
          class="plain-select"
          value={machine.type ?? "STANDARD"}
          onChange={(event) => change({ type: event.currentTarget.value === "EXPRESS" ? "EXPRESS" : undefined })}
        >
          <option value="STANDARD">Standard</option>
          <option value="EXPRESS">Express</option>
        </select>
      </label>
      <div class="choices">
        <button
          type="button"
          class="button"
          onClick={() => {
            store.update((state) => app.addMachine(state, EMPTY_MACHINE));
            onClose();
          }}
        >
          Add a machine
        </button>
        {number > 0 && (
          <button type="button" class="button" onClick={() => store.update((state) => app.runMachineFirst(state, number))}>
            <Icon name="run" filled /> Run this one
          </button>
        )}
        {many && (
          <button
            type="button"
            class="button"
            onClick={() => {
              store.update((state) => app.removeMachine(state, number));
              onClose();
            }}
          >
            Remove this machine
          </button>
        )}
      </div>
      <p class="dim">Run starts the first machine; it starts the others by states:startExecution. Stubs and S3 objects are shared by all.</p>
    </Dialog>
  );
}
