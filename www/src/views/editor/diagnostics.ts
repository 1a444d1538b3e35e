// Findings as CodeMirror marks: the engine's about a definition, lezer's about a stub, the JSON reader's about an input.

import { ensureSyntaxTree } from "@codemirror/language";
import type { Diagnostic as Mark } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Diagnostic } from "../../engine/types";
import { proseNodes } from "../../lib/prose";

/** The engine's findings, clamped to the text at hand. Hints are listed below the text and do not mark it. */
export function marksOf(diagnostics: readonly Diagnostic[], length: number): Mark[] {
  const marked = diagnostics.filter(({ severity }) => severity !== "info");
  return marked.map((diagnostic) => {
    const from = Math.min(diagnostic.from, length);
    const to = Math.min(Math.max(diagnostic.to, from), length);
    return {
      from,
      to,
      severity: diagnostic.severity,
      message: diagnostic.message,
      renderMessage: () => messageOf(diagnostic),
      actions: diagnostic.fixes.map((fix) => ({
        name: fix.title.replaceAll("`", ""),
        apply: (view: EditorView) => view.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.insert } }),
      })),
    };
  });
}

/** Longest time to parse a stub for its marks, real ms. */
const PARSE_MS = 200;
/** After so many marks the rest follow from the first ones. */
const MARKS_MAX = 20;

/** Where a stub is not JavaScript. Engines tell no place for a module's syntax error; the editor's parser does. */
export function javascriptMarks(state: EditorState): Mark[] {
  const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS);
  const marks: Mark[] = [];
  tree?.iterate({
    enter(node) {
      if (!node.type.isError || marks.length >= MARKS_MAX) return;
      const last = state.doc.length;
      const from = Math.min(node.from, Math.max(0, last - 1));
      const to = Math.min(Math.max(node.to, from + 1), last);
      const found = state.sliceDoc(node.from, node.to).trim();
      const message = found === "" ? "Something is missing here" : `Unexpected “${found.slice(0, 40)}”`;
      marks.push({ from, to, severity: "error", message });
    },
  });
  return marks;
}

/** Where an input is not JSON. */
export function jsonMarks(state: EditorState): Mark[] {
  const text = state.doc.toString();
  if (text.startsWith("\uFEFF")) {
    const message = "The text begins with a byte order mark, which is not shown: remove it";
    return [{ from: 0, to: 1, severity: "error", message }];
  }
  try {
    JSON.parse(text);
    return [];
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : "This is not JSON";
    const [from, to] = firstErrorOf(state) ?? [0, Math.min(1, text.length)];
    return [{ from, to, severity: "error", message: `Not JSON: ${message}` }];
  }
}

function firstErrorOf(state: EditorState): [number, number] | undefined {
  let place: [number, number] | undefined;
  ensureSyntaxTree(state, state.doc.length, PARSE_MS)?.iterate({
    enter(node) {
      if (node.type.isError && place === undefined) {
        const from = Math.min(node.from, Math.max(0, state.doc.length - 1));
        place = [from, Math.min(Math.max(node.to, from + 1), state.doc.length)];
      }
    },
  });
  return place;
}

function messageOf(diagnostic: Diagnostic): HTMLElement {
  const box = document.createElement("div");
  const parts: [string, string | undefined][] = [
    ["finding-message", diagnostic.message],
    ["finding-reason", diagnostic.reason],
    ["finding-help", diagnostic.help],
    ["finding-code", diagnostic.code],
  ];
  for (const [className, text] of parts) {
    if (text === undefined) continue;
    const line = document.createElement("div");
    line.className = className;
    line.append(...proseNodes(text));
    box.append(line);
  }
  return box;
}
