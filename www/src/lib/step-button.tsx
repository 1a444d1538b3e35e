// A button that goes on to a neighbour of what is looked at.

import type { ComponentChildren } from "preact";

type StepButtonProps = {
  label: string;
  class: "mini" | "icon";
  /** Absent where there is no neighbour. The button keeps the focus then, for whoever goes back by key. */
  onStep: (() => void) | undefined;
  children: ComponentChildren;
};

export function StepButton({ label, class: look, onStep, children }: StepButtonProps) {
  return (
    <button type="button" class={look} aria-label={label} title={label} aria-disabled={onStep === undefined} onClick={onStep}>
      {children}
    </button>
  );
}
