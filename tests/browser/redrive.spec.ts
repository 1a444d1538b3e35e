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

for (const place of ["the line that says why", "the inspector of the failed state"]) {
  for (const width of [1440, 390]) {
    test(`a failed run is redriven from ${place}, ${width} px wide`, async ({ playground, page }) => {
      await playground.open();
      await page.getByLabel("Auto-run").uncheck();
      await playground.write(playground.definition(), TWO);
      await playground.showStub("second");
      await playground.write(playground.stub(), "export const handler = async () => { throw new Error('broken'); };");
      await playground.runTo("Failed");
      await expect(playground.facts()).toContainText("11 events");
      await page.setViewportSize({ width, height: 800 });
      if (width === 390) await playground.show("Results");
      const graph = page.getByRole("tabpanel", { name: "Graph" });
      if (place.includes("inspector")) await page.getByRole("option", { name: /^Second, / }).click();
      const redrive = place.includes("inspector") ? playground.inspector().getByRole("button", { name: "Redrive" }) : graph.locator(".strip").getByRole("button", { name: "Redrive" });
      await redrive.click();
      // fails again, for the stub is as it was
      await expect(playground.facts()).toContainText("16 events");
      await playground.expectStatus("Failed");
    });
  }
}
