// The definition's editor with the findings about it.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Diagnostic, TextRange } from "../../engine/types";
import { isInJson } from "../../lib/json-text";
import type { Assistant } from "../../state/engine";
import { type Machine, machineIn, mayBeTemplate } from "../../state/workspace";
import { TEST_IDS } from "../../test-ids";
import { Problems } from "../diagnostics";
import { CodeEditor, type CodeEditorProps } from "./CodeEditor";

const NO_FINDINGS: readonly Diagnostic[] = [];

export type DefinitionEditorProps = {
  documentKey: string;
  text: string;
  onChange: (text: string) => void;
  /** A machine was pasted in the place of the one that stood here. */
  onReplace: (machine: Machine) => void;
  /** The same with what may be a template that machines are in. */
  onTemplate: (text: string) => void;
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
  // the machine of a paste, until its text stands in the editor
  const pasted = useRef<Machine | null>(null);
  const onChange = (text: string) => {
    const machine = pasted.current;
    pasted.current = null;
    if (machine?.definition === text) props.onReplace(machine);
    else props.onChange(text);
  };
  const onPaste = (text: string) => {
    const machine = machineIn(text);
    // the text may stand here already
    if (machine.definition === props.text) props.onReplace(machine);
    else pasted.current = machine;
    if (mayBeTemplate(machine.definition)) props.onTemplate(machine.definition);
    return machine.definition;
  };
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
        onChange={onChange}
        onPaste={onPaste}
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
