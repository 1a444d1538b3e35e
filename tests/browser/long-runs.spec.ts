// Runs of thousands of events: all of it can be reached, and only what is in sight is on the page.

import { expect, type PlaygroundPage, test } from "./page.ts";

const LOOP = `{ "QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
  "Begin": { "Type": "Pass", "Assign": { "n": 0 }, "Next": "Step" },
  "Step": { "Type": "Pass", "Assign": { "n": "{% $n + 1 %}" }, "Next": "More" },
  "More": { "Type": "Choice", "Choices": [{ "Condition": "{% $n < 6200 %}", "Next": "Step" }], "Default": "Done" },
  "Done": { "Type": "Succeed" } } }`;
const MAP = `{ "QueryLanguage": "JSONata", "StartAt": "All", "States": { "All": { "Type": "Map", "Items": "{% [1..1000] %}", "End": true,
  "ItemProcessor": { "StartAt": "Work", "States": {
    "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Rest" },
    "Rest": { "Type": "Wait", "Seconds": 1, "End": true } } } } } }`;

/** Most elements of a page that draws only what is in sight; drawn whole, either run has ten times as many. */
const MOST_ELEMENTS = 2_500;
const expectBounded = async ({ page }: PlaygroundPage, view: string) =>
  expect(await page.evaluate(() => document.querySelectorAll("*").length), view).toBeLessThan(MOST_ELEMENTS);

for (const [title, definition, events, last] of [
  ["a loop of 24,806 events", LOOP, 24_806, "Done"],
  ["a Map of 1,000 iterations", MAP, 9_006, "Rest"],
] as const) {
  test(`${title} is gone through from end to end`, async ({ playground, page }) => {
    await playground.open();
    await page.getByLabel("Auto-run").uncheck();
    await playground.write(playground.definition(), definition);
    await playground.runTo("Succeeded");
    await expect(playground.facts()).toContainText(`${events.toLocaleString("en")} events`);
    await expectBounded(playground, "graph");

    const travel = page.getByRole("group", { name: "Time travel" });
    const slider = travel.getByRole("slider", { name: "Event" });
    const middle = Math.round(events / 2);
    await slider.fill(String(middle));
    await expect(travel).toContainText(`event ${middle} of ${events}`);
    await page.keyboard.press("Escape");

    const trace = await playground.panel("Trace");
    await trace.getByRole("listbox").focus();
    await page.keyboard.press("End");
    await expect(page.getByTestId("trace-row").filter({ hasText: "ExecutionSucceeded" })).toBeVisible();
    await expectBounded(playground, "end of the trace");
    await page.getByTestId("trace-row").filter({ hasText: last }).last().click();
    await expect(playground.inspector()).toContainText(last);

    const timeline = await playground.panel("Timeline");
    await timeline.getByRole("listbox").focus();
    await page.keyboard.press("End");
    await expect(page.getByTestId("timeline-row").last()).toBeVisible();
    await expectBounded(playground, "end of the timeline");
  });
}

test("a value of 20,000 lines is shown whole, and coloured where it is looked at", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), '{ "StartAt": "Keep", "States": { "Keep": { "Type": "Pass", "End": true } } }');
  await playground.paste(playground.input(), JSON.stringify(Array.from({ length: 20_000 }, (_, at) => at)));
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^Keep, / }).click();
  const json = playground.inspector().locator(".json").first();
  await json.getByRole("button", { name: /^Show all/ }).click();
  const elements = () => json.locator("pre *").count();
  expect(await elements()).toBeLessThan(1_000);
  await expect(json).toContainText("19999");
  await expect(json.locator("span.j-n").last()).not.toHaveText("19999");
  await json.locator("pre").evaluate((pre) => pre.scrollTo(0, pre.scrollHeight));
  await expect(json.locator("span.j-n").last()).toHaveText("19999");
  expect(await elements()).toBeLessThan(1_000);
});
