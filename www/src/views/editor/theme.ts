// How editors look: every colour is a custom property of tokens.css, so themes need no second set.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { height: "100%", color: "var(--tx)", backgroundColor: "transparent", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.58", fontVariantLigatures: "none" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--tx)" },
  ".cm-line": { padding: "0 10px 0 4px" },
  ".cm-gutters": { backgroundColor: "var(--pane)", color: "var(--gutter)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 2px 0 0", minWidth: "26px" },
  ".cm-matchingBracket, .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 3px 0 4px", color: "var(--tx3)", cursor: "pointer" },
  ".cm-gutter-lint": { width: "12px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 4px" },
  ".cm-lint-marker": { width: "8px", height: "8px", marginTop: "6px", borderRadius: "50%", content: '""' },
  ".cm-lint-marker-error": { backgroundColor: "var(--er)", content: '""' },
  ".cm-lint-marker-warning": { backgroundColor: "var(--wa)", content: '""', borderRadius: "2px", transform: "rotate(45deg)" },
  ".cm-lint-marker-info": { backgroundColor: "var(--acc)", content: '""' },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--tx2)" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--hl)" },
  ".cm-selected-state": { boxShadow: "inset 2px 0 var(--acc)", backgroundColor: "var(--hl)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--select)" },
  ".cm-cursor": { borderLeftColor: "var(--tx)", borderLeftWidth: "1.5px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accbg)", outline: "1px solid var(--line)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--erbg)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accbg)" },
  ".cm-searchMatch": { backgroundColor: "var(--wabg)", outline: "1px solid var(--wa)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accbg)", outline: "1px solid var(--acc)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--line2)", color: "var(--tx3)", border: "none", borderRadius: "4px", padding: "0 5px", margin: "0 2px" },
  ".cm-lintRange": { backgroundImage: "none" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--er) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--wa) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--acc) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-active": { backgroundColor: "var(--wabg)" },
  ".cm-panels": { backgroundColor: "var(--pane2)", color: "var(--tx)", fontFamily: "var(--sans)", zIndex: "1" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 30px 6px 8px", fontSize: "12.5px" },
  ".cm-textfield": { backgroundColor: "var(--btn)", border: "1px solid var(--line)", borderRadius: "6px", padding: "2px 7px", fontSize: "12.5px" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--btn)", border: "1px solid var(--line)", borderRadius: "6px", fontSize: "12px", padding: "2px 8px" },
  ".cm-tooltip": { backgroundColor: "var(--pane)", color: "var(--tx)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--float)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "12.5px", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 10px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--acc)", color: "var(--acctx)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo": { padding: "7px 11px", maxWidth: "300px", fontFamily: "var(--sans)", fontSize: "12.5px" },
  ".cm-tooltip-lint": { maxWidth: "min(440px, 90vw)", fontFamily: "var(--sans)", fontSize: "12.5px" },
  ".cm-diagnostic": { padding: "7px 11px", marginLeft: "0", borderLeft: "3px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--er)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--wa)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--acc)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--acc)", color: "var(--acctx)", borderRadius: "5px", padding: "2px 8px", fontSize: "12px", margin: "6px 6px 0 0" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--k)" },
  { tag: [tags.string, tags.content, tags.special(tags.string), tags.regexp], color: "var(--s)" },
  { tag: tags.number, color: "var(--n)" },
  { tag: [tags.bool, tags.null, tags.atom], color: "var(--b)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], color: "var(--b)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--f)" },
  { tag: tags.comment, color: "var(--cm)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.brace, tags.squareBracket, tags.separator], color: "var(--tx2)" },
  { tag: tags.invalid, color: "var(--er)" },
]);

export const editorTheme: Extension = [frame, syntaxHighlighting(colours)];
