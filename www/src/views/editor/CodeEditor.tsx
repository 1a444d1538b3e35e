// One CodeMirror editor: text in, changes out. Undo history and cursor survive a change of tab or layout.

import { defaultKeymap, history, historyField, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { forceLinting, lintGutter, linter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorSelection, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Diagnostic, TextRange } from "../../engine/types";
import type { Assistant } from "../../state/engine";
import { breakpointLines, markBreakpoints } from "./breakpoint-lines";
import { javascriptMarks, jsonMarks, marksOf } from "./diagnostics";
import { extensionLater } from "./extension-later";
import { markState, selectedState } from "./selected-state";
import { editorTheme } from "./theme";

export type CodeEditorProps = {
  /** Names the text: another key is another text with a history of its own. */
  documentKey: string;
  text: string;
  language: "json" | "yaml" | "javascript";
  /** Accessible name. */
  label: string;
  /** What can be written here; seen while nothing is. */
  wanted?: string;
  readOnly?: boolean;
  /** As any other, but what it holds cannot be changed. */
  locked?: boolean;
  onChange?: (text: string) => void;
  /** What a text becomes that is pasted in the place of everything. */
  onPaste?: (text: string) => string;
  /** Findings by the engine, of exactly this text; absent: the editor checks the syntax itself. */
  diagnostics?: readonly Diagnostic[] | undefined;
  /** Completes, explains, finds and renames what is written here. */
  assistant?: Assistant;
  /** Syntax errors found by the editor itself. */
  onProblems?: (count: number) => void;
  /** Offset and whether the reader moved it (not an edit from outside). */
  onCursor?: (offset: number) => void;
  /** Lines to mark. */
  marked?: TextRange | null;
  /** Offsets in the lines whose numbers are marked. */
  breakpoints?: readonly number[];
  /** Scrolls there when it changes, so that as much of it is in view as has room; `focus` puts the cursor there too. */
  reveal?: { range: TextRange; focus: boolean } | null;
  /** Goes to the next finding when it changes. */
  nextFinding?: number;
};

/** States of editors that are not on the page, oldest first. */
const kept = new Map<string, unknown>();
const KEPT_MAX = 60;
const KEPT_FIELDS = { history: historyField };

export function CodeEditor(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const known = useRef<Known>({ text: props.text, told: [] });

  useLayoutEffect(() => {
    if (host.current === null) return;
    const state = restored(props.documentKey, props.text, extensions(latest, known));
    known.current = { text: props.text, told: [] };
    const editor = new EditorView({ state, parent: host.current });
    view.current = editor;
    return () => {
      keep(props.documentKey, editor.state);
      editor.destroy();
      view.current = null;
    };
  }, [props.documentKey]);

  useEffect(() => {
    const editor = view.current;
    const { text, told } = known.current;
    const echo = told.lastIndexOf(props.text);
    told.splice(0, echo + 1);
    if (editor === null || echo !== -1 || props.text === text) return;
    known.current = { text: props.text, told: [] };
    // a step of its own for undo, however soon after typing it comes
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.text }, annotations: isolateHistory.of("full") });
  }, [props.text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || props.diagnostics === undefined) return;
    editor.dispatch(setDiagnostics(editor.state, marksOf(props.diagnostics, editor.state.doc.length)));
  }, [props.diagnostics, props.documentKey]);

  const shownLanguage = useRef(props.language);
  useEffect(() => {
    if (shownLanguage.current === props.language) return;
    shownLanguage.current = props.language;
    view.current?.dispatch({ effects: languagePlace.reconfigure(languageOf(props.language)) });
  }, [props.language]);

  const { marked } = props;
  useEffect(() => {
    view.current?.dispatch({ effects: markState.of(marked ?? null) });
  }, [marked?.from, marked?.to, props.documentKey]);

  const { breakpoints = [] } = props;
  useEffect(() => {
    view.current?.dispatch({ effects: markBreakpoints.of(breakpoints) });
  }, [breakpoints.join(), props.documentKey]);

  useEffect(() => {
    if (view.current !== null && props.reveal != null) reveal(view.current, props.reveal);
  }, [props.reveal, props.documentKey]);

  useEffect(() => {
    if (view.current === null || !props.nextFinding) return;
    view.current.focus();
    nextDiagnostic(view.current);
  }, [props.nextFinding]);

  return <div class="code-editor" ref={host} />;
}

type Latest = { current: CodeEditorProps };

/** What tells an editor's own changes from others': its text, and those it told of that have not come back yet. */
type Known = { text: string; told: string[] };

function extensions(latest: Latest, known: { current: Known }): Extension {
  const props = latest.current;
  const common: Extension[] = [
    props.readOnly ? [] : lintGutter(),
    lineNumbers(),
    // what cannot be seen and is no JSON, or turns the order of what is read, comes with texts that are pasted
    highlightSpecialChars(),
    foldGutter({ openText: "▾", closedText: "▸" }),
    drawSelection(),
    dropCursor(),
    bracketMatching(),
    editorTheme,
    selectedState,
    breakpointLines,
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    EditorView.contentAttributes.of({ "aria-label": props.label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    languagePlace.of(languageOf(props.language)),
    // before the keys below, which are for when it does not want them
    workbench(props),
  ];
  if (props.readOnly) {
    return [...common, EditorState.readOnly.of(true), EditorView.editable.of(false), keymap.of(foldKeymap)];
  }
  return [
    ...common,
    EditorState.readOnly.of(props.locked ?? false),
    placeholder(props.wanted ?? ""),
    history(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentOnInput(),
    rectangularSelection(),
    syntaxCheck(latest),
    EditorView.clipboardInputFilter.of((text, { selection: { main }, doc }) => (main.from === 0 && main.to === doc.length ? latest.current.onPaste?.(text) ?? text : text)),
    keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        const text = update.state.doc.toString();
        if (text !== known.current.text) {
          known.current.text = text;
          known.current.told.push(text);
          latest.current.onChange?.(text);
        }
      }
      const moved = update.selectionSet && update.transactions.some((transaction) => transaction.isUserEvent("select"));
      if (moved) latest.current.onCursor?.(update.state.selection.main.head);
    }),
  ];
}

/** Where an editor keeps its language. */
const languagePlace = new Compartment();

/** JSON is in the page's first load; JavaScript comes when the first stub is shown, YAML with the first text in it. */
function languageOf(language: CodeEditorProps["language"]): Extension {
  if (language === "json") return json();
  const load = language === "yaml" ? async () => (await import("@codemirror/lang-yaml")).yaml() : async () => (await import("@codemirror/lang-javascript")).javascript();
  return extensionLater(load, "at once", forceLinting);
}

/** What only whoever works in an editor needs. */
function workbench({ readOnly = false, assistant }: CodeEditorProps): Extension {
  return extensionLater(async () => (await import("./workbench")).workbench(readOnly, assistant), "when used");
}

function syntaxCheck(latest: Latest): Extension {
  const { language, diagnostics } = latest.current;
  // Given findings are set from outside; `linter(null)` only switches their display on.
  if (diagnostics !== undefined) return linter(null);
  const marks = language === "json" ? jsonMarks : javascriptMarks;
  return linter(
    (editor) => {
      const found = marks(editor.state);
      latest.current.onProblems?.(found.length);
      return found;
    },
    { delay: 250 },
  );
}

/** Wishes that were fulfilled: an editor that comes back to the page does not scroll to an old one. */
const revealed = new WeakSet<object>();

function reveal(editor: EditorView, wish: NonNullable<CodeEditorProps["reveal"]>): void {
  if (revealed.has(wish)) return;
  revealed.add(wish);
  const { range, focus } = wish;
  const length = editor.state.doc.length;
  const from = Math.min(range.from, length);
  const to = Math.min(range.to, length);
  // of what is higher than the editor the beginning is seen: the side that the head is on
  const place = EditorSelection.range(to, from);
  const effects = isInView(editor, from) && isInView(editor, to) ? [] : [EditorView.scrollIntoView(place, { y: "center" })];
  editor.dispatch(focus ? { selection: { anchor: from, head: to }, effects } : { effects });
  if (focus) editor.focus();
}

function isInView(editor: EditorView, offset: number): boolean {
  const place = editor.coordsAtPos(offset);
  const frame = editor.scrollDOM.getBoundingClientRect();
  return place !== null && place.top >= frame.top && place.bottom <= frame.bottom;
}

function restored(key: string, text: string, config: Extension): EditorState {
  const stored = kept.get(key);
  if (stored !== undefined) {
    kept.delete(key);
    const state = EditorState.fromJSON(stored, { extensions: config }, KEPT_FIELDS);
    if (state.doc.toString() === text) return state;
  }
  return EditorState.create({ doc: text, extensions: config });
}

function keep(key: string, state: EditorState): void {
  if (state.readOnly) return;
  kept.set(key, state.toJSON(KEPT_FIELDS));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
}
