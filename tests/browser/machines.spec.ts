// Several machines in one workspace: the first runs and starts the others.

import { expect, test } from "./page.ts";

const CHILD = `{ "StartAt": "Price", "States": { "Price": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:price", "End": true } } }`;
const PARENT = `{ "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
  "Parameters": { "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Pricing", "Input": {} }, "End": true } } }`;

test("a second machine is added, named, started by the first, and looked at as what it did", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), PARENT);
  await page.getByRole("button", { name: "Machine…" }).click();
  await page.getByRole("button", { name: "Add a machine" }).click();
  await page.getByRole("button", { name: "Machine…" }).click();
  await page.getByLabel(/^Name/).fill("Pricing");
  await playground.closeDialog();
  await playground.write(playground.definition(), CHILD);

  // the stubs are those of both
  await playground.showStub("price");
  await playground.write(playground.stub(), "export const handler = async () => 42;");
  await playground.runTo("Succeeded");

  await page.getByLabel("Execution that is shown").selectOption({ index: 0 });
  await expect(playground.definition()).toContainText("startExecution");
  await page.getByRole("option", { name: /^Ask, Task/ }).first().click();
  await page.getByRole("button", { name: "Open the execution it started" }).click();
  await expect(playground.definition()).toContainText('"Price"');
  await playground.show("Output");
  await expect(playground.result()).toContainText("42");
  const trace = await playground.panel("Trace");
  await expect(trace).toContainText("LambdaFunctionSucceeded");

  const machines = page.getByRole("group", { name: "State machines" });
  await machines.getByRole("button", { name: /runs/ }).click();
  await expect(playground.definition()).toContainText("startExecution");
  await expect(page.getByRole("tabpanel", { name: /^Trace/ })).toContainText("TaskSubmitted");
});

test("a machine that was removed is brought back", async ({ playground, page }) => {
  await playground.open("#example=nested-execution");
  const machines = page.getByRole("group", { name: "State machines" });
  await machines.getByRole("button", { name: "Pricing" }).click();
  await page.getByRole("button", { name: "Machine…" }).click();
  await expect(page.getByLabel(/^Name/)).toBeFocused();
  await page.getByRole("button", { name: "Remove this machine" }).click();
  await expect(machines).toHaveCount(0);
  await playground.notices().getByRole("button", { name: "Bring it back" }).click();
  await expect(machines.getByRole("button", { name: "Pricing" })).toHaveAttribute("aria-pressed", "true");
  await expect(playground.definition()).toContainText("LookUp");
  await expect(playground.notices()).not.toContainText("removed");

  // an undo in the editor is of the machine that is shown now
  await machines.getByRole("button", { name: "Parent" }).click();
  await page.getByRole("button", { name: "Machine…" }).click();
  await page.getByRole("button", { name: "Remove this machine" }).click();
  await expect(playground.definition()).toContainText("LookUp");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText("LookUp");
  await playground.notices().getByRole("button", { name: "Bring it back" }).click();
  await expect(machines.getByRole("button", { name: "Parent" })).toHaveAttribute("aria-pressed", "true");
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText("PriceOrder");
});

test("the example of nested executions shows both machines", async ({ playground, page }) => {
  await playground.open("#example=nested-execution");
  await playground.runTo("Succeeded");
  await page.getByRole("button", { name: "Pricing" }).click();
  await expect(page.getByRole("group", { name: "State machines" }).getByRole("button", { name: "Pricing" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByLabel("Execution that is shown")).toHaveValue("1");
  // the figures are those of what is shown
  await expect(playground.facts()).toContainText("2 states");
  await expect(playground.facts()).toContainText("6 events");
});

test("a machine's problems are those of its type", async ({ playground, page }) => {
  await playground.open("#example=nested-execution");
  await expect(playground.problems()).toHaveText("No problems");
  await page.getByRole("button", { name: "Machine…" }).click();
  await page.getByLabel("Type").selectOption("Express");
  await playground.closeDialog();
  await expect(playground.problems()).toContainText("an express state machine does not support");
});
