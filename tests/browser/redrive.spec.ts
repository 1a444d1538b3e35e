// A failed execution goes on from where it failed, with the stub repaired.

import { expect, type PlaygroundPage, test } from "./page.ts";

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

/** A run that failed and fails again when it is redriven. */
async function fail(playground: PlaygroundPage): Promise<void> {
  await playground.open();
  await playground.page.getByLabel("Auto-run").uncheck();
  await playground.write(playground.definition(), TWO);
  await playground.showStub("second");
  await playground.write(playground.stub(), "export const handler = async () => { throw new Error('broken'); };");
  await playground.runTo("Failed");
  await expect(playground.facts()).toContainText("11 events");
}

for (const width of [1440, 390]) {
  test(`a failed run is redriven from the line that says why, ${width} px wide`, async ({ playground, page }) => {
    await fail(playground);
    await page.setViewportSize({ width, height: 800 });
    if (width === 390) await playground.show("Results");
    await page.getByRole("option", { name: /^Second, / }).click();
    // once, also where the inspector says why, too
    const redrive = page.getByRole("button", { name: "Redrive" });
    await expect(playground.inspector()).toContainText("broken");
    await expect(redrive).toHaveCount(1);
    await page.getByRole("tabpanel", { name: "Graph" }).locator(".strip").getByRole("button", { name: "Redrive" }).focus();
    await page.keyboard.press("Enter");
    await expect(playground.facts()).toContainText("16 events");
    await playground.expectStatus("Failed");
    await expect(redrive).toBeFocused();
    // the second click is not one on what stands beside it
    await redrive.dblclick();
    await expect(playground.facts()).toContainText(/2[16] events/);
    await expect(page.getByRole("tab", { name: "Graph" })).toHaveAttribute("aria-selected", "true");
  });
}

test("a failed run is redriven from the inspector where the line is not in sight", async ({ playground, page }) => {
  await fail(playground);
  await page.setViewportSize({ width: 390, height: 800 });
  await playground.show("Results");
  await page.getByRole("option", { name: /^Second, / }).click();
  await playground.show("Trace");
  await playground.inspector().getByRole("button", { name: "Redrive" }).click();
  await expect(playground.facts()).toContainText("16 events");
  await playground.expectStatus("Failed");
});
