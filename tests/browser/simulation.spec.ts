// What a run assumes about the world around it, set without touching a stub's code.

import { expect, test } from "./page.ts";

const CALL = `{ "StartAt": "Call", "States": { "Call": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call",
  "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 10 }], "End": true } } }`;

test("another latency gives another total", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.show("Simulation");
  await page.getByLabel("Latency model of call").selectOption("fixed");
  await page.getByLabel("Latency of call, ms").fill("2500");
  await page.getByLabel("Latency of call, ms").blur();
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("2.5 s");
});

test("a figure that is being typed outlives a run that ends meanwhile", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.show("Simulation");
  await page.getByLabel("Latency model of call").selectOption("fixed");
  await page.getByLabel("Latency of call, ms").fill("2500");
  await page.keyboard.press("Control+Enter");
  await playground.expectStatus("Succeeded");
  await expect(page.getByLabel("Latency of call, ms")).toHaveValue("2500");
  await page.getByLabel("Latency of call, ms").blur();
  await expect(playground.facts()).toContainText("2.5 s");
});

test("attempt 1 is made to fail: the retrier takes it", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.show("Simulation");
  await page.getByLabel("Latency model of any other").selectOption("none");
  await page.getByRole("button", { name: "Failures and cold starts of call" }).click();
  await page.getByLabel("When call fails").selectOption("attempts");
  await page.getByLabel("Error of call").fill("Busy");
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("10 s");
  await page.getByLabel("Attempts of call that fail").fill("1, 2");
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("30 s");
  await page.getByLabel("Cold start of call, ms").fill("700");
  await page.getByLabel("Cold start of call, ms").blur();
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("30.7 s");

  await page.getByRole("button", { name: "Failures and cold starts of call" }).click();
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("0 ms");
});

test("the quotas of AWS can be lifted", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), CALL);
  await playground.showStub("call");
  await playground.write(playground.stub(), "export const handler = async () => 'x'.repeat(300_000);");
  await playground.runTo("Failed");
  await playground.show("Simulation");
  await page.getByLabel("Quotas of AWS").uncheck();
  await playground.runTo("Succeeded");
});
