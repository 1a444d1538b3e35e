// The definition's editor with the findings about it.

import type { ComponentChildren } from "preact";
import type { Diagnostic, TextRange } from "../../engine/types";
import { isInJson } from "../../lib/json-text";
import type { Assistant } from "../../state/engine";
import { definitionIn } from "../../state/workspace";
import { TEST_IDS } from "../../test-ids";
import { Problems } from "../diagnostics";
import { CodeEditor, type CodeEditorProps } from "./CodeEditor";

const NO_FINDINGS: readonly Diagnostic[] = [];

export type DefinitionEditorProps = {
  documentKey: string;
  text: string;
  onChange: (text: string) => void;
  /** Of `text`, or of an older one while `pending`. */
  diagnostics: readonly Diagnostic[];
  pending: boolean;
  assistant: Assistant;
  onCursor: (offset: number) => void;
  marked: TextRange | null;
  breakpoints: readonly number[];
  reveal: CodeEditorProps["reveal"];
  nextFinding: number;
  onJump: (diagnostic: Diagnostic) => void;
  locked: boolean;
  /** Above the text. */
  before: ComponentChildren;
};

export function DefinitionEditor(props: DefinitionEditorProps) {
  const unwritten = props.text.trim() === "";
  return (
    <div class="definition" data-testid={TEST_IDS.definitionEditor}>
      {props.before}
      <CodeEditor
        documentKey={props.documentKey}
        text={props.text}
        language={isInJson(props.text) ? "json" : "yaml"}
        label="Definition"
        wanted={"Write or paste a state machine,\nin JSON or YAML, or open an example.\nAfter { Ctrl+Space suggests what comes."}
        locked={props.locked}
        onChange={props.onChange}
        onPaste={definitionIn}
        diagnostics={unwritten ? NO_FINDINGS : props.diagnostics}
        assistant={props.assistant}
        onCursor={props.onCursor}
        marked={props.marked}
        breakpoints={props.breakpoints}
        reveal={props.reveal ?? null}
        nextFinding={props.nextFinding}
      />
      <Problems diagnostics={unwritten ? NO_FINDINGS : props.diagnostics} unwritten={unwritten} pending={props.pending} onJump={props.onJump} />
    </div>
  );
}
