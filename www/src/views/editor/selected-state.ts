// Marks the lines of the state that is selected elsewhere on the page.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { TextRange } from "../../engine/types";

/** Marks the lines of a range, or none. */
export const markState = StateEffect.define<TextRange | null>();

const line = Decoration.line({ class: "cm-selected-state" });

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let next = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markState)) next = effect.value === null ? Decoration.none : linesOf(effect.value, transaction.state.doc);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const selectedState: Extension = marked;

function linesOf(range: TextRange, doc: EditorView["state"]["doc"]): DecorationSet {
  const first = doc.lineAt(Math.min(range.from, doc.length)).number;
  const last = doc.lineAt(Math.min(range.to, doc.length)).number;
  const starts = Array.from({ length: last - first + 1 }, (_, at) => line.range(doc.line(first + at).from));
  return Decoration.set(starts);
}
