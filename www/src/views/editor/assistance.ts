// What the engine knows about the place of the cursor: completions, explanations, and where states are named.

import { acceptCompletion, autocompletion, type Completion as Option, type CompletionContext, type CompletionResult, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { Completion, Explanation } from "../../engine/types";
import { proseNodes } from "../../lib/prose";
import type { Assistant } from "../../state/engine";
import { openRename, renaming } from "./renaming";

/** Completions while typing, an explanation under the pointer, F12 or Ctrl+click to a state, F2 to rename it. */
export function assistance(assistant: Assistant): Extension {
  return [
    autocompletion({ override: [(context) => completions(assistant, context)], icons: false }),
    hoverTooltip(async (view, pos) => {
      const found = await assistant.hover(view.state.doc.toString(), pos).catch(() => null);
      return found === null ? null : { pos: found.from, end: found.to, above: true, create: () => ({ dom: explanation(found) }) };
    }),
    renaming(assistant),
    keymap.of([
      { key: "Tab", run: acceptCompletion },
      { key: "F12", run: (view) => began(goToState(assistant, view, view.state.selection.main.head)) },
      { key: "F2", run: (view) => began(openRename(assistant, view)) },
    ]),
    EditorView.domEventHandlers({
      // after the click has put the cursor there
      click: (event, view) => {
        if (!event.ctrlKey && !event.metaKey) return;
        const pos = view.posAtCoords(event);
        if (pos !== null) void goToState(assistant, view, pos);
      },
    }),
  ];
}

/** A key is taken as soon as its work has begun. */
function began(_work: Promise<void>): true {
  return true;
}

/** Characters after which a list comes up by itself. */
const INVITING = /[\w$".]/;

async function completions(assistant: Assistant, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos } = context;
  // what is typed meanwhile asks anew: CodeMirror does not ask again by itself after an answer that there is nothing
  context.addEventListener("abort", () => {}, { onDocChange: true });
  if (!context.explicit && !INVITING.test(state.sliceDoc(pos - 1, pos))) return null;
  const found = await assistant.complete(state.doc.toString(), pos).catch(() => []);
  const [first] = found;
  if (first === undefined || context.aborted) return null;
  return {
    from: first.from,
    options: found.map((item, at) => optionOf(item, item.to - pos, -at / found.length)),
    // names of states may have blanks; elsewhere a blank begins another word
    validFor: first.kind === "state" ? /^[\w -]*$/ : /^[\w$.:-]*$/,
  };
}

/** `tail`: how much after the cursor is replaced too, such as the closing quote. */
function optionOf(item: Completion, tail: number, boost: number): Option {
  const { insert, caret, detail } = item;
  return {
    label: item.label,
    type: item.kind,
    boost,
    ...(detail === "" ? {} : { info: () => prose("completion-detail", detail) }),
    apply: (view, option, from, to) => {
      view.dispatch({
        changes: { from, to: Math.min(to + tail, view.state.doc.length), insert },
        selection: { anchor: from + caret },
        scrollIntoView: true,
        userEvent: "input.complete",
        annotations: pickedCompletion.of(option),
      });
      if (caret < insert.length) startCompletion(view);
    },
  };
}

async function goToState(assistant: Assistant, view: EditorView, pos: number): Promise<void> {
  const doc = view.state.doc;
  const found = await assistant.locate(doc.toString(), pos).catch(() => null);
  if (found === null || view.state.doc !== doc) return;
  view.dispatch({
    selection: { anchor: found.from, head: found.to },
    effects: EditorView.scrollIntoView(found.from, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
}

function explanation({ title, text }: Explanation): HTMLElement {
  const box = document.createElement("div");
  box.className = "explanation";
  const name = document.createElement("code");
  name.textContent = title;
  box.append(name, prose("explanation-text", text));
  return box;
}

function prose(className: string, text: string): HTMLElement {
  const box = document.createElement("div");
  box.className = className;
  box.append(...proseNodes(text));
  return box;
}
