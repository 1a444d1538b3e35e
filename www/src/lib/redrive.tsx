// The way on from a failed run, wherever one is looked at.

import { Icon } from "./icons";

/** Null while a run is under way: the button stays, so that what is beside it does not come below the pointer and the focus has its place. */
export type OnRedrive = (() => void) | null;

export function Redrive({ onRedrive }: { onRedrive: OnRedrive }) {
  return (
    <button type="button" class="button redrive" aria-disabled={onRedrive === null} onClick={onRedrive ?? undefined} title="Goes on from the states that failed, with the stubs as they are now">
      <Icon name="redo" /> Redrive
    </button>
  );
}
