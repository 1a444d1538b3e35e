// Short help: what the page is, and its keys.

import type { ComponentChildren } from "preact";
import { COMMAND_KEY } from "../toolbar";
import { Dialog } from "./Dialog";

const KEYS: [keys: string[], what: string][] = [
  [[COMMAND_KEY, "Enter"], "Run, from anywhere; in the fields of a run that stands still, go on with it"],
  [["Esc"], "Stop the run, or close the inspector"],
  [[COMMAND_KEY, "S"], "Share"],
  [["B"], "Set or remove a breakpoint: the run pauses before the selected state"],
  [["F8"], "Next problem in the definition"],
  [["Ctrl", "Space"], "Suggestions at the cursor"],
  [["F12"], `Go to the state named at the cursor; also ${COMMAND_KEY}+click`],
  [["F2"], "Rename the state named at the cursor"],
  [["Shift", "Alt", "F"], "Format the definition"],
  [[COMMAND_KEY, "F"], "Find in the editor that has the cursor"],
  [["← →"], "On the slider below the graph: step through the run by event; Page Up and Page Down by state"],
  [["← →"], "In the timeline: earlier and later; + and − zoom, 0 shows all"],
  [["Alt", "1 … 4"], "Go to Definition, Input, Graph, Timeline"],
  [["Esc", "Tab"], "Leave an editor (Tab alone indents)"],
  [["?"], "This help"],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="ASL Playground" onClose={onClose}>
      <p>
        Runs AWS Step Functions state machines in this page. Waits, back-offs and time-outs take <b>virtual time</b>: a workflow of a year is done in
        a blink and reports the year. Tasks call <b>stubs</b> that you write as Node.js Lambda handlers. Nothing leaves the browser. The <a class="link" href="./manual/">manual</a> has all of it, with live examples.
      </p>
      <h3>In a stub</h3>
      <pre tabIndex={0}>
        {`export const handler = async (event, context) => {
  await context.sleep(800);              // virtual time
  if (context.attempt < 3) throw new TaskError("Busy", "try later");
  console.log("seen at", context.now()); // goes to the Console
  return { ok: true };
};`}
      </pre>
      <p class="dim">
        Stubs run in a sandbox without network or storage, so a stranger’s link can do no harm. The same workspace and seed give the same run, event by
        event.
      </p>
      <h3>Keys</h3>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <KeyRow key={what} keys={keys}>
            {what}
          </KeyRow>
        ))}
      </dl>
    </Dialog>
  );
}

function KeyRow({ keys, children }: { keys: string[]; children: ComponentChildren }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </>
  );
}
