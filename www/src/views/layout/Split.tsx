// Two panes with a separator between them that is moved by pointer or by keyboard.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

export type SplitProps = {
  /** `columns`: side by side; `rows`: one above the other. */
  direction: "columns" | "rows";
  /** Percent that the first pane takes. */
  share: number;
  standard: number;
  onShare: (share: number) => void;
  /** Accessible name of the separator: what it resizes. */
  label: string;
  first: ComponentChildren;
  /** Null: the first pane has all the room, and stays what it is when a second comes beside it. */
  second: ComponentChildren | null;
};

const LEAST = 15;
const MOST = 85;
/** One press of an arrow key, percent. */
const STEP = 2;

export function Split({ direction, share, standard, onShare, label, first, second }: SplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const place = (wanted: number) => onShare(Math.round(Math.min(MOST, Math.max(LEAST, wanted)) * 10) / 10);

  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    if (event.type === "pointerdown") {
      if (event.button !== 0) return;
      handle.setPointerCapture(event.pointerId);
      return;
    }
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined || !handle.hasPointerCapture(event.pointerId)) return;
    const part = direction === "columns" ? (event.clientX - bounds.left) / bounds.width : (event.clientY - bounds.top) / bounds.height;
    place(part * 100);
  };

  const press = (event: KeyboardEvent) => {
    const [less, more] = direction === "columns" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const wanted = { [less]: share - STEP, [more]: share + STEP, Home: LEAST, End: MOST, Enter: standard }[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    place(wanted);
  };

  return (
    <div class={`split ${direction}`} ref={box}>
      <div class="split-part" style={{ flexBasis: `${second === null ? 100 : share}%` }}>
        {first}
      </div>
      {second !== null && (
        <>
          <div
            class="separator"
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation={direction === "columns" ? "vertical" : "horizontal"}
            aria-valuenow={Math.round(share)}
            aria-valuemin={LEAST}
            aria-valuemax={MOST}
            onPointerDown={drag}
            onPointerMove={drag}
            onDblClick={() => place(standard)}
            onKeyDown={press}
          />
          <div class="split-part" style={{ flexBasis: `${100 - share}%` }}>
            {second}
          </div>
        </>
      )}
    </div>
  );
}
