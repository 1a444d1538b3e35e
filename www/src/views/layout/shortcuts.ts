// Keys that work anywhere on the page, editors included; caught before an editor sees them.

import { isTyping } from "../../lib/dom";

export type ShortcutActions = {
  run: () => void;
  /** Stops the run under way, or closes the inspector unless the reader types; false when there is neither, and the key means what it always means. */
  escape: (typing: boolean) => boolean;
  share: () => void;
  nextProblem: () => void;
  format: () => void;
  help: () => void;
  /** Sets or takes away the breakpoint of the selected state; false when none is selected. */
  breakpoint: () => boolean;
  /** 1 definition, 2 input, 3 graph, 4 timeline. */
  pane: (number: number) => void;
};

/** Listens until the returned function is called. */
export function listenForShortcuts(actions: ShortcutActions): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actionOf(event, actions);
    if (action === undefined || action() === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", onKeyDown, { capture: true });
  return () => removeEventListener("keydown", onKeyDown, { capture: true });
}

function actionOf(event: KeyboardEvent, actions: ShortcutActions): (() => unknown) | undefined {
  const command = event.ctrlKey || event.metaKey;
  const { key, code, altKey, shiftKey } = event;
  const inDialog = document.querySelector("dialog[open]") !== null;
  if (command && !altKey && key === "Enter") return () => submit(event.target) || actions.run();
  if (command && !altKey && !shiftKey && key.toLowerCase() === "s") return actions.share;
  if (inDialog) return undefined;
  if (key === "Escape" && !command && !altKey) return () => actions.escape(isTyping(event.target));
  if (key === "F8" && !command && !altKey && !shiftKey) return actions.nextProblem;
  // `code`, because Alt changes the letter on some keyboards.
  if (shiftKey && altKey && !command && code === "KeyF") return actions.format;
  const pane = /^Digit([1-4])$/.exec(code)?.[1];
  if (altKey && !command && !shiftKey && pane !== undefined) return () => actions.pane(Number(pane));
  if (key.toLowerCase() === "b" && !command && !altKey && !isTyping(event.target)) return actions.breakpoint;
  if (key === "?" && !command && !altKey && !isTyping(event.target)) return actions.help;
  return undefined;
}

/** What is typed in the fields of a run that stands still is for that run, not lost to a new one. */
function submit(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  form?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  return form !== null;
}
