// A panel above the text that gives a state another name, wherever it is named.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, type Panel, showPanel } from "@codemirror/view";
import type { Assistant } from "../../state/engine";

/** The state that is being renamed: its name, and an offset where it is named. */
type Subject = { name: string; offset: number };

const setSubject = StateEffect.define<Subject | null>();

/** The panel, closed until `openRename`. */
export function renaming(assistant: Assistant): Extension {
  return StateField.define<Subject | null>({
    create: () => null,
    update(subject, transaction) {
      for (const effect of transaction.effects) if (effect.is(setSubject)) return effect.value;
      if (subject === null || !transaction.docChanged) return subject;
      // the same object, or the panel would be drawn anew
      subject.offset = transaction.changes.mapPos(subject.offset);
      return subject;
    },
    provide: (field) => showPanel.from(field, (subject) => subject && ((view) => panel(assistant, view, subject))),
  });
}

/** Opens the panel for the state that is named at the cursor. */
export async function openRename(assistant: Assistant, view: EditorView): Promise<void> {
  const { doc, selection } = view.state;
  const offset = selection.main.head;
  const found = await assistant.locate(doc.toString(), offset).catch(() => null);
  if (view.state.doc !== doc) return;
  const effect = found === null ? EditorView.announce.of("No state is named here") : setSubject.of({ name: found.name, offset });
  view.dispatch({ effects: effect });
}

function panel(assistant: Assistant, view: EditorView, subject: Subject): Panel {
  const form = document.createElement("form");
  form.className = "rename-state";
  const label = document.createElement("label");
  label.textContent = "New name of the state";
  const input = document.createElement("input");
  input.className = "cm-textfield";
  input.value = subject.name;
  input.spellcheck = false;
  input.autocomplete = "off";
  input.setAttribute("aria-describedby", "rename-problem");
  label.append(" ", input);
  const problem = document.createElement("span");
  problem.id = "rename-problem";
  problem.className = "rename-problem";
  problem.setAttribute("role", "alert");

  const close = () => {
    view.dispatch({ effects: setSubject.of(null) });
    view.focus();
  };
  const say = (sentence: string) => {
    problem.textContent = sentence;
    input.setAttribute("aria-invalid", String(sentence !== ""));
  };
  const rename = async () => {
    const doc = view.state.doc;
    try {
      const changes = await assistant.rename(doc.toString(), subject.offset, input.value);
      if (view.state.doc !== doc) return say("The text has changed; try again.");
      view.dispatch({ changes, userEvent: "input.rename" });
      assistant.renamed(subject.name, input.value);
      close();
    } catch (refusal) {
      say(refusal instanceof Error ? refusal.message : String(refusal));
    }
  };
  form.append(label, button("Rename", "submit"), button("Cancel", "button", close), problem);
  form.onsubmit = (event) => {
    event.preventDefault();
    void rename();
  };
  form.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  };
  input.oninput = () => say("");
  return { dom: form, top: true, mount: () => input.select() };
}

function button(words: string, type: "submit" | "button", onClick?: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = type;
  made.className = "cm-button";
  made.textContent = words;
  made.onclick = onClick ?? null;
  return made;
}
