// One small sign per type of state, in the type's own colour.

import type { StateType } from "../engine/types";

const PATHS: Record<StateType, string> = {
  Task: "M3.5 2.8h9v4.4h-9zM3.5 8.8h9v4.4h-9zM5.6 5h.1M5.6 11h.1",
  Choice: "M8 1.8 14.2 8 8 14.2 1.8 8z",
  Parallel: "M4 2.4v11.2M8 2.4v11.2M12 2.4v11.2",
  Map: "M2.6 2.6h4.2v4.2H2.6zM9.2 2.6h4.2v4.2H9.2zM2.6 9.2h4.2v4.2H2.6zM9.2 9.2h4.2v4.2H9.2z",
  Wait: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 4.8V8l2.2 1.5",
  Pass: "M2.6 8h9.6M8.8 4.6 12.2 8l-3.4 3.4",
  Succeed: "M3 8.6l3.2 3.2 6.8-7.4",
  Fail: "M4 4l8 8M12 4l-8 8",
};

/** Draws into an SVG at `x`, `y`, 14 units square. */
export function StateSign({ type, x = 0, y = 0 }: { type: StateType | null; x?: number; y?: number }) {
  if (type === null) return null;
  return <path class={`sign sign-${type.toLowerCase()}`} transform={`translate(${x} ${y}) scale(0.875)`} d={PATHS[type]} />;
}

/** The sign on its own, beside text. */
export function StateIcon({ type }: { type: StateType | null }) {
  return (
    <svg class="state-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false">
      <StateSign type={type} />
    </svg>
  );
}
