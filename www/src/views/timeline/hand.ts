// Wheel and drag on the time axis.

export type Moves = {
  /** Around a share of what is in view. */
  zoom: (factor: number, share: number) => void;
  /** By a share of what is in view. */
  pan: (share: number) => void;
};

/** A press that moves less than this is a click, CSS px. */
const STILL = 4;

/** Listens on the timeline until the function that it returns is called. */
export function followHand(element: HTMLElement, { zoom, pan }: Moves): () => void {
  const axis = () => element.querySelector(".axis")?.getBoundingClientRect() ?? new DOMRect();
  const onWheel = (event: WheelEvent) => {
    const { left, width } = axis();
    if (width === 0) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 240), (event.clientX - left) / width);
    else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) pan(sideways / width);
    else return;
    // keeps the page from zooming
    event.preventDefault();
  };
  let held: { x: number; moved: boolean } | null = null;
  const onDown = ({ button, clientX, target }: PointerEvent) => {
    held = button === 0 && target instanceof Element && target.closest(".lane, .axis") !== null ? { x: clientX, moved: false } : null;
  };
  const onMove = ({ clientX }: PointerEvent) => {
    if (held === null || (!held.moved && Math.abs(clientX - held.x) < STILL)) return;
    pan((held.x - clientX) / Math.max(axis().width, 1));
    held = { x: clientX, moved: true };
  };
  const onUp = () => {
    // the click that follows still asks whether the press was a drag
    if (held?.moved !== true) held = null;
  };
  const onCancel = () => {
    held = null;
  };
  const onClick = (event: MouseEvent) => {
    if (held?.moved === true) event.stopPropagation();
    held = null;
  };
  // Preact listens passively; the wheel's must not be
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("click", onClick, { capture: true });
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onCancel);
  return () => {
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("click", onClick, { capture: true });
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", onCancel);
  };
}
