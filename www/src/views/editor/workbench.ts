// What an editor offers whoever works in it: search, closing brackets, and the engine's assistance.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { Assistant } from "../../state/engine";
import { assistance } from "./assistance";

export function workbench(readOnly: boolean, assistant: Assistant | undefined): Extension {
  const reading = [highlightSelectionMatches(), search({ top: true }), keymap.of(searchKeymap)];
  if (readOnly) return reading;
  return [closeBrackets(), assistant === undefined ? [] : assistance(assistant), keymap.of(closeBracketsKeymap), reading];
}
