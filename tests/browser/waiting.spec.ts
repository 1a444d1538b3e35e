// A run that waits for an answer from outside gets it by hand.

import { expect, test } from "./page.ts";

const APPROVAL = `{ "StartAt": "Ask", "States": {
  "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": { "QueueUrl": "https://q", "MessageBody": { "Token.$": "$$.Task.Token" } },
    "Catch": [{ "ErrorEquals": ["Rejected"], "Next": "Refused" }], "Next": "Work" },
  "Work": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:dig", "End": true },
  "Refused": { "Type": "Pass", "End": true } } }`;

/** The message goes out, and nobody answers it. */
const SENT = "export const handler = async () => ({ MessageId: 'm-1' });";

test("a task token and an activity are answered by hand, and the run goes on from there", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), APPROVAL);
  await playground.showStub("sqs:sendMessage");
  await playground.write(playground.stub(), SENT);
  await playground.showStub("dig");
  await playground.write(playground.stub(), "export const handler = async (event, { never }) => never();");
  await playground.runTo("Waiting");
  await page.getByRole("button", { name: "Ask waits for an answer" }).click();
  await expect(playground.result()).toContainText("waits for its task token to be answered");

  const output = page.getByLabel("Output for Ask, JSON");
  await output.fill('{ "approved": tr');
  await expect(page.getByRole("button", { name: "Answer" })).toBeDisabled();
  // the key of Run answers too, and does not begin anew before it can
  await output.press("ControlOrMeta+Enter");
  await expect(output).toHaveValue('{ "approved": tr');
  await output.fill('{ "approved": true }');
  await output.press("ControlOrMeta+Enter");
  await expect(playground.result()).toContainText("waits for an activity worker");

  await page.getByLabel("Output for Work, JSON").fill('"dug"');
  await page.getByRole("button", { name: "Answer" }).click();
  await playground.expectStatus("Succeeded");
  await expect(playground.result()).toContainText('"dug"');
  const trace = await playground.panel("Trace");
  await expect(trace).toContainText("ActivityStarted");
});

test("a failure by hand is caught as any other", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), APPROVAL);
  await playground.showStub("sqs:sendMessage");
  await playground.write(playground.stub(), SENT);
  await playground.runTo("Waiting");
  await playground.show("Output");
  await page.getByLabel("Answer for Ask").selectOption("failure");
  await page.getByLabel("Error for Ask").fill("Rejected");
  await page.getByRole("button", { name: "Answer" }).click();
  await playground.expectStatus("Succeeded");
  await expect(playground.result()).toContainText("Rejected");
});

test("an answer by hand is not asked about again by the state's breakpoint", async ({ playground, page }) => {
  await playground.open();
  const dig = `{ "StartAt": "Work", "States": { "Work": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:dig", "End": true } } }`;
  await playground.write(playground.definition(), dig);
  await playground.showStub("dig");
  await playground.write(playground.stub(), "export const handler = async (event, { never }) => never();");
  await playground.show("Graph");
  await page.getByRole("option", { name: /^Work, / }).click();
  await page.getByLabel("Pause at its answers").check();
  await playground.runTo("Waiting");
  await playground.show("Output");
  await page.getByLabel("Output for Work, JSON").fill('"dug"');
  await page.getByRole("button", { name: "Answer" }).click();
  await playground.expectStatus("Succeeded");
  await expect(playground.result()).toContainText('"dug"');
});
