// Expressions tried in the inspector, on what a visit saw.

import { expect, test } from "./page.ts";

const MACHINE = (language: string, fields: string) => `{ "QueryLanguage": "${language}", "StartAt": "Charge", "States": {
  "Charge": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge", ${fields} "Next": "Ship" },
  "Ship": { "Type": "Pass", "End": true } } }`;

test("a path and a call see the data of the stage that is chosen", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), MACHINE("JSONPath", '"ResultPath": "$.paid", "Assign": { "currency": "EUR" },'));
  await playground.write(playground.input(), '{ "order": { "id": "o-1", "items": [1, 2, 3] } }');
  await playground.showStub("charge");
  await playground.write(playground.stub(), "export const handler = async () => ({ total: 30 });");
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^Charge, / }).click();
  const inspector = playground.inspector();
  // by the keyboard alone
  await inspector.getByText("Try an expression on this visit").focus();
  await page.keyboard.press("Enter");
  const trial = inspector.getByTestId("trial");
  await expect(trial.getByRole("textbox")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(trial.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("$.order.items[1:]");
  await expect(trial.locator(".json")).toHaveText(/\[2, 3\]/);
  await trial.getByRole("textbox").fill("$.total");
  await expect(trial.getByRole("status")).toHaveText("States.Runtime No results for path: $['total']");
  await trial.getByLabel("with $ as").selectOption("Result");
  await expect(trial.locator(".json")).toHaveText(/30/);
  await trial.getByRole("textbox").fill("States.Format('{} {}', $.total, $$.State.Name)");
  await expect(trial.locator(".json")).toHaveText(/"30 Charge"/);
  await trial.getByRole("textbox").fill("States.Shout($.total)");
  await expect(trial.locator("mark")).toHaveText("States.Shout");

  // the same on the next visit, which has no result
  await page.getByRole("option", { name: /^Ship, / }).click();
  await trial.getByRole("textbox").fill("States.Format('{} {}', $.paid.total, $currency)");
  await expect(trial.locator(".json")).toHaveText(/"30 EUR"/);
});

test("an expression sees $states and the variables", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), MACHINE("JSONata", '"Catch": [{ "ErrorEquals": ["Busy"], "Next": "Ship" }],'));
  await playground.showStub("charge");
  await playground.write(playground.stub(), "export const handler = async () => { const error = new Error('later'); error.name = 'Busy'; throw error; };");
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^Charge, / }).click();
  const inspector = playground.inspector();
  await inspector.getByText("Try an expression on this visit").click();
  const trial = inspector.getByTestId("trial");
  await expect(trial.getByRole("combobox")).toHaveCount(0);
  await trial.getByRole("textbox").fill("$states.errorOutput.Error & ' ' & $states.context.State.Name");
  await expect(trial.locator(".json")).toHaveText(/"Busy Charge"/);
  await trial.getByRole("textbox").fill("{% 1 + $states.result %}");
  await expect(trial.getByRole("status")).toContainText("Field '$states.result' does not exist.");
  await expect(trial.locator("mark")).toHaveText("result");
});
