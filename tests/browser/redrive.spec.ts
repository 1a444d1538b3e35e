// A failed execution goes on from where it failed, with the stub repaired.

import { expect, test } from "./page.ts";

const TWO = `{ "StartAt": "First", "States": {
  "First": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:first", "Next": "Second" },
  "Second": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:second", "End": true } } }`;

test("the stub is repaired and the execution redriven", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), TWO);
  await playground.showStub("second");
  await playground.write(playground.stub(), "export const handler = async () => { throw new Error('broken'); };");
  await playground.runTo("Failed");
  await playground.write(playground.stub(), "export const handler = async () => 'repaired';");
  await playground.show("Output");
  await page.getByRole("button", { name: "Redrive" }).click();
  await playground.expectStatus("Succeeded");
  await expect(playground.result()).toContainText("repaired");
  const trace = await playground.panel("Trace");
  await expect(trace).toContainText("ExecutionRedriven");
});
