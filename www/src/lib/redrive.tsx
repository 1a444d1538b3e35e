// The way on from a failed run, wherever one is looked at.

import { Icon } from "./icons";

export function Redrive({ onRedrive }: { onRedrive: () => void }) {
  return (
    <button type="button" class="button redrive" onClick={onRedrive} title="Goes on from the states that failed, with the stubs as they are now">
      <Icon name="redo" /> Redrive
    </button>
  );
}
