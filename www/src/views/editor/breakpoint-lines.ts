// Marks the line numbers of states that have a breakpoint.

import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { gutterLineClass, GutterMarker } from "@codemirror/view";

/** Marks the lines of these offsets, and no others. */
export const markBreakpoints = StateEffect.define<readonly number[]>();

const mark = new (class extends GutterMarker {
  override elementClass = "cm-breakpoint";
})();

export const breakpointLines: Extension = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, { changes, effects, newDoc }) {
    let next = marks.map(changes);
    for (const effect of effects) {
      if (effect.is(markBreakpoints)) next = RangeSet.of(effect.value.map((at) => mark.range(newDoc.lineAt(Math.min(at, newDoc.length)).from)), true);
    }
    return next;
  },
  provide: (field) => gutterLineClass.from(field),
});
