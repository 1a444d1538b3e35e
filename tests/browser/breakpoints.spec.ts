// A run pauses at breakpoints, where what goes into a state or comes of its stub can be changed.

import { expect, test, type PlaygroundPage } from "./page.ts";

const ORDER = `{ "StartAt": "Rest", "States": {
  "Rest": { "Type": "Wait", "Seconds": 60, "Next": "Price" },
  "Price": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:price", "Next": "Pack" },
  "Pack": { "Type": "Pass", "End": true } } }`;

const PRICE = "export const handler = async ({ count }) => ({ total: 2 * count });";

async function openOrder(playground: PlaygroundPage): Promise<void> {
  await playground.open();
  await playground.write(playground.definition(), ORDER);
  await playground.showStub("price");
  await playground.write(playground.stub(), PRICE);
  await playground.show("Input");
  await playground.write(playground.input(), '{ "count": 1 }');
  await playground.runTo("Succeeded");
}

test("from pause to pause one goes by one key, and step by step by another", async ({ playground, page }) => {
  await openOrder(playground);
  for (const name of ["Rest", "Price", "Pack"]) {
    await page.getByRole("option", { name: new RegExp(`^${name}, `) }).click();
    await page.keyboard.press("b");
  }
  await playground.runTo("Paused before Rest");
  await page.getByLabel("Input of Rest, JSON").press("ControlOrMeta+Enter");
  await playground.expectStatus("Paused before Price");
  await expect(page.getByRole("button", { name: "Continue" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Enter");
  await playground.expectStatus("Paused before Pack");

  await playground.runTo("Paused before Rest");
  const step = page.getByRole("button", { name: "Step to the next state" });
  await step.press("Enter");
  await playground.expectStatus("Paused before Price");
  await expect(step).toBeFocused();
  await step.press("Enter");
  await playground.expectStatus("Paused before Pack");
});

test("a run pauses before a state, takes another input, steps and goes on", async ({ playground, page }) => {
  await openOrder(playground);
  await page.getByRole("option", { name: /^Price, / }).click();
  await page.keyboard.press("b");
  await expect(page.getByRole("option", { name: /^Price, .*breakpoint/ })).toBeVisible();
  await expect(page.getByLabel("Pause before it")).toBeChecked();

  await playground.runTo("Paused before Price");
  await expect(playground.facts()).toContainText("1 min");
  await expect(page.getByRole("option", { name: /^Price, .*not reached/ })).toBeVisible();
  const input = page.getByLabel("Input of Price, JSON");
  await input.fill('{ "count": 2');
  await expect(page.getByRole("button", { name: "Continue" })).toBeDisabled();
  await input.fill(JSON.stringify("x".repeat(262_144)));
  await expect(page.getByText("This is larger than 262144 bytes.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toBeDisabled();
  await input.fill('{ "count": 21 }');
  await page.getByRole("button", { name: "Step to the next state" }).click();
  await playground.expectStatus("Paused before Pack");
  await expect(page.getByLabel("Input of Pack, JSON")).toHaveValue(/"total": 42/);
  // in its fields the key of Run goes on with this run
  await page.getByLabel("Input of Pack, JSON").press("ControlOrMeta+Enter");
  await playground.expectStatus("Succeeded");
  await expect(playground.facts()).toContainText("changed by hand: Price");
  await playground.show("Output");
  await expect(playground.result()).toContainText("42");

  await page.keyboard.press("Escape");
  await playground.show("Graph");
  await page.getByRole("option", { name: /^Price, / }).click();
  await page.keyboard.press("b");
  await playground.runTo("Succeeded");
  await expect(playground.facts()).not.toContainText("changed by hand");
});

test("an answer is held, and the state fails with what is put in its place", async ({ playground, page }) => {
  await openOrder(playground);
  await page.getByRole("option", { name: /^Price, / }).click();
  await page.getByLabel("Pause at its answers").check();
  await playground.runTo("Paused at the answer of Price");
  await expect(page.getByLabel("Answer of Price, JSON")).toHaveValue(/"total": 2/);
  await page.getByLabel("How Price is answered").selectOption("failure");
  await page.getByLabel("Error for Price").fill("SoldOut");
  await playground.show("Output");
  await expect(page.getByLabel("Error for Price")).toHaveValue("SoldOut");
  await page.getByRole("button", { name: "Continue" }).click();
  await playground.expectStatus("Failed");
  await playground.show("Output");
  await expect(playground.result()).toContainText("SoldOut");
});

test("a breakpoint stays with its state when the state gets another name", async ({ playground, page }) => {
  await openOrder(playground);
  await page.getByRole("option", { name: /^Price, / }).click();
  await page.getByLabel("Pause before it").check();
  await playground.putCursor('"Next": "Pri');
  await page.keyboard.press("F2");
  await page.getByLabel(/New name/).fill("Quote");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: /^Quote, .*breakpoint/ })).toBeVisible();
  await playground.runTo("Paused before Quote");
});

test("the ways to go on are in sight however much is held", async ({ playground, page }) => {
  await page.setViewportSize({ width: 1100, height: 800 });
  await playground.open("#example=order-processing");
  await page.getByRole("option", { name: /^ShipOrder/ }).first().click();
  await page.getByLabel("Pause before it").check();
  await playground.runTo("Paused before ShipOrder");
  for (const tab of ["Graph", "Output"]) {
    await playground.show(tab);
    for (const name of ["Continue", "Step to the next state", "Stop the execution"]) {
      await expect(page.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
  }
});

test("a paused run is stopped as StopExecution stops it", async ({ playground, page }) => {
  await openOrder(playground);
  await page.getByRole("option", { name: /^Pack, / }).click();
  await page.getByLabel("Pause before it").check();
  await playground.runTo("Paused before Pack");
  await page.getByRole("button", { name: "Stop the execution" }).click();
  await playground.expectStatus("Aborted");
});
