// Short help: what the page is, and its keys.

import type { ComponentChildren } from "preact";
import { COMMAND_KEY } from "../toolbar";
import { Dialog } from "./Dialog";

const KEYS: [keys: string[], what: string][] = [
  [[COMMAND_KEY, "Enter"], "Run, from anywhere"],
  [["Esc"], "Stop the run"],
  [[COMMAND_KEY, "S"], "Share"],
  [["B"], "Pause before the selected state, where its input can be changed, or no more"],
  [["F8"], "Next problem in the definition"],
  [["Ctrl", "Space"], "What can stand at the cursor in the definition"],
  [["F12"], `Go to the state that is named at the cursor; also ${COMMAND_KEY}+click`],
  [["F2"], "Rename the state that is named at the cursor"],
  [["Shift", "Alt", "F"], "Format the definition"],
  [[COMMAND_KEY, "F"], "Find in the editor that has the cursor"],
  [["← →"], "At the scrubber below the graph: through the run by event; Page Up and Page Down by state"],
  [["← →"], "In the timeline: to earlier and later time; + and − show less or more of it, 0 all"],
  [["Alt", "1 … 4"], "Definition, Input, Graph, Timeline"],
  [["Esc", "Tab"], "Leave an editor (Tab alone indents)"],
  [["?"], "This help"],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="ASL Playground" onClose={onClose}>
      <p>
        Runs AWS Step Functions state machines in this page. Waits, back-offs and time-outs take <b>virtual time</b>: a workflow of a year is done in
        a blink and reports the year. Tasks call <b>stubs</b> that you write as Node.js Lambda handlers. Nothing leaves the browser.
      </p>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <KeyRow key={what} keys={keys}>
            {what}
          </KeyRow>
        ))}
      </dl>
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
        The <a href="./manual/">manual</a> has all of it, with live examples. Stubs run in a sandbox without network or storage, so a stranger’s link can do no harm. The same workspace and seed give the same run, event by
        event.
      </p>
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
