// The execution's input as JSON text.

import { readable } from "../../state/workspace";
import { TEST_IDS } from "../../test-ids";
import { CodeEditor } from "../editor/CodeEditor";

/** What fits beside the results. */
const COLUMNS = 60;

export type InputEditorProps = {
  documentKey: string;
  text: string;
  onChange: (text: string) => void;
  /** Why the last run did not take it, or null. */
  refusal: string | null;
  locked: boolean;
};

export function InputEditor({ documentKey, text, onChange, refusal, locked }: InputEditorProps) {
  return (
    <div class="column" data-testid={TEST_IDS.inputEditor}>
      {refusal !== null && (
        <p class="strip bad" role="alert">
          {refusal}
        </p>
      )}
      <CodeEditor
        documentKey={documentKey}
        text={text}
        language="json"
        label="Input"
        wanted="What the execution gets, in JSON: {} if nothing"
        onChange={onChange}
        onPaste={(pasted) => readable(pasted, COLUMNS)}
        locked={locked}
      />
    </div>
  );
}
