// Runs that do not end well say why and where; runs that do not end are stopped.

import { expect, test } from "./page.ts";

const CALL = `{ "StartAt": "Call", "States": { "Call": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call", "End": true } } }`;

test("a failed run shows the error and leads to where it failed", async ({ playground, page }) => {
  await playground.open();
  await playground.openExample("Payment never comes back");
  await playground.runTo("Failed");
  const why = page.getByRole("button", { name: "ServiceUnavailable attempt 4" });
  await expect(why).toHaveAttribute("title", /^ServiceUnavailable\n\{"errorType":/);
  await why.click();
  await expect(playground.result()).toContainText("ServiceUnavailable");
  await page.getByRole("button", { name: "Show where it failed" }).click();
  await expect(playground.inspector()).toContainText("ProcessPayment");
});

for (const [states, line] of [
  [`{ "A": { "Type": "Pass", "InputPath": "$.nope", "End": true } }`, "States.Runtime Invalid path '$.nope'"],
  [`{ "A": { "Type": "Pass", "Parameters": { "x.$": "$.nope" }, "End": true } }`, "States.Runtime The JSONPath '$.nope' specified for the field 'x.$' could not be found"],
  [`{ "A": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $number('x') %}", "End": true } }`, "States.QueryEvaluationError The JSONata expression"],
  [`{ "A": { "Type": "Fail", "Error": "Refused", "Cause": "An error occurred while paying" } }`, "Refused An error occurred while paying"],
] as const) {
  test(`the line above the graph begins with what went wrong: ${line}`, async ({ playground, page }) => {
    await playground.open();
    await playground.write(playground.definition(), `{ "StartAt": "A", "States": ${states} }`);
    await playground.runTo("Failed");
    await expect(page.getByRole("tabpanel", { name: "Graph" }).locator(".why")).toContainText(line);
  });
}

test("an execution that took too long says so, and can be redriven", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), '{ "TimeoutSeconds": 1, "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 5, "End": true } } }');
  await playground.runTo("Timed out");
  await playground.show("Output");
  await expect(playground.result()).toContainText("took longer than it may");
  await expect(page.getByRole("button", { name: "Redrive" })).toBeVisible();
});

test("a stub that does not load is named", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "export const handler = async ( => 1;");
  await playground.runTo("Stub does not load");
  await expect(playground.page.getByRole("alert")).toContainText("SyntaxError");
  await playground.write(playground.stub(), "const handler = 1;");
  await playground.run();
  await expect(playground.page.getByRole("alert")).toContainText("exports no handler");
  await playground.expectStatus("Stub does not load");
});

test("an endless stub does not hang the page: Esc stops it", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.stub(), "export const handler = async () => { for (;;); };");
  await playground.run();
  await playground.expectStatus("Running");
  await expect(page.getByText("the stub of Call, attempt 1, has been running")).toBeVisible({ timeout: 15_000 });
  await page.keyboard.press("Escape");
  await playground.expectStatus("Stopped");

  await playground.write(playground.stub(), "export const handler = async () => 'well';");
  await playground.runTo("Succeeded");
});

test("a stub that wants a package is told that there are none", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), 'import { S3Client } from "@aws-sdk/client-s3";\nexport const handler = async () => new S3Client();');
  await playground.runTo("Stub does not load");
  await expect(page.getByRole("alert")).toContainText("it has no packages to import");
  await playground.write(playground.stub(), 'const aws = require("aws-sdk");\nexports.handler = async () => new aws.S3();');
  await playground.run();
  await expect(page.getByRole("alert")).toContainText("require is not available in a playground stub: a stub has no packages to load");
});

test("an endless stub that nobody stops is ended, and the page says which one it was and what it printed", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "export const handler = async () => 'well';");
  await playground.runTo("Succeeded");
  await expect(page.getByText("This is the previous run")).toHaveCount(0);

  await playground.write(playground.stub(), "export const handler = async () => { console.log('in'); console.log('the loop'); for (;;); };");
  await playground.runTo("Stub took too long");
  await expect(page.getByRole("alert")).toContainText("function:call");
  await expect(page.getByText("This is the previous run").first()).toBeVisible();
  await playground.panel("Console");
  await expect(playground.console().getByRole("listitem")).toHaveText([/in$/, /the loop$/]);
  await expect(playground.console().getByRole("button")).toHaveCount(0);
  await playground.show("Output");
  await expect(page.locator('[data-pane=result] .strip.bad')).toContainText("function:call");
});

test("a stub that is endless outside its handler is ended, too", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "for (;;);");
  await playground.run();
  await expect(page.getByText("the stub of call, outside its handler, has been running")).toBeVisible({ timeout: 15_000 });
  await playground.expectStatus("Stub took too long");
});

test("what stubs print is on the console with its virtual time", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "export const handler = async (event, { sleep }) => { await sleep(90_000); console.log('late', { a: 1 }); };");
  await playground.runTo("Succeeded");
  await playground.panel("Console");
  await expect(playground.console().getByRole("listitem")).toHaveCount(1);
  await expect(playground.console()).toContainText("1:30.");
  await expect(playground.console()).toContainText("late");
  await playground.console().getByRole("button").click();
  await expect(playground.inspector()).toContainText("Call");
});

for (const [title, ends] of [
  ["Order processing", "Succeeded"],
  ["Validation failure, caught", "Succeeded"],
  ["Payment refused, caught", "Succeeded"],
  ["Payment never comes back", "Failed"],
  ["Parallel: book a trip", "Succeeded"],
  ["Map with MaxConcurrency", "Succeeded"],
  ["Choice and Wait: poll a job", "Succeeded"],
] as const) {
  test(`the example “${title}” ends as ${ends}`, async ({ playground }) => {
    await playground.open();
    await playground.openExample(title);
    await expect(playground.title()).toHaveText(title);
    await expect(playground.problems()).not.toContainText(/\d error/);
    await playground.runTo(ends);
  });
}

test("a stub fails with an error of its choice by TaskError", async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "export const handler = async () => { throw new TaskError('Busy', 'try later'); };");
  await playground.runTo("Failed");
  await playground.show("Output");
  await expect(playground.result()).toContainText("Busy");
  await expect(playground.result()).toContainText("try later");
});

test("from a state one comes to the stub that answers it", async ({ playground, page }) => {
  await playground.open();
  await page.getByRole("option", { name: /^ProcessPayment, / }).click();
  await playground.inspector().getByRole("button", { name: "Stub" }).click();
  await expect(page.getByRole("tab", { name: /processPaymentFunction/ })).toHaveAttribute("aria-selected", "true");
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^ShipOrder, / }).click();
  await expect(page.getByRole("tab", { name: /shipOrderFunction/ })).toHaveAttribute("aria-selected", "true");
  await expect(playground.inspector().getByRole("button", { name: "Stub" })).toBeVisible();
});

test("the inspector shows data as they are, and of an output what was added to the input", async ({ playground, page }) => {
  await playground.open();
  await playground.write(
    playground.definition(),
    '{ "StartAt": "Add", "States": { "Add": { "Type": "Pass", "Result": { "ok": true }, "ResultPath": "$.added", "End": true } } }',
  );
  const members = Array.from({ length: 20 }, (_, at) => `"m${at}": ${at}`).join(", ");
  await playground.write(playground.input(), `{ "10": 1.0, "2": 12345678901234567890, ${members} }`);
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^Add, / }).click();
  const stages = playground.inspector().getByTestId("stage");
  await expect(stages.first()).toContainText(/"10": 1\.0,\s*"2": 12345678901234567890,/);
  const output = stages.filter({ hasText: "After ResultPath" });
  await expect(output.locator(".added")).toHaveText(/"added": \{ "ok": true \}/);
  await expect(output).toContainText("lines unchanged");
  await expect(output).not.toContainText('"m3"');
  await output.getByRole("button", { name: /^Show all/ }).click();
  await expect(output).toContainText('"m3"');
  // an input of one line is laid out as what became of it
  await playground.write(playground.input(), '{ "order": { "id": 1 } }');
  await playground.runTo("Succeeded");
  await expect(stages.first()).toContainText('{ "order": { "id": 1 } }');
  await expect(output.locator(".added")).toHaveText(/"added": \{ "ok": true \}/);
});
