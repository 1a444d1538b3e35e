// Focus does not get lost: what has it may go away when it is pressed, and then a keyboard would start again at the top.

/** What a reader goes on with: a list, or something to press. Never an editor, which a phone's keyboard would come up for. */
const NEXT = "[role=listbox], button:enabled";

/** When what had the focus is gone, the first thing around its place has it. */
export function keepFocus(root: HTMLElement): void {
  let around: Element[] = [];
  const isNowhere = () => document.activeElement === document.body;
  root.addEventListener("focusin", ({ target }) => {
    around = [];
    for (let at = target as Element | null; at !== null && at !== root.parentElement; at = at.parentElement) around.push(at);
  });
  // pressing where nothing is takes the focus away as it should
  addEventListener("pointerup", () => {
    if (isNowhere()) around = [];
  });
  new MutationObserver(() => {
    if (!isNowhere() || around[0] === undefined || around[0].isConnected) return;
    const places = around.filter(({ isConnected }) => isConnected);
    const next = places.map((place) => place.querySelector<HTMLElement>(NEXT)).find((found) => found !== null);
    next?.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });
}
