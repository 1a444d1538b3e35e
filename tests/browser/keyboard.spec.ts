// Everything by keyboard.

import { expect, test } from "./page.ts";

test("Ctrl+Enter runs, inside an editor too", async ({ playground, page }) => {
  await playground.open();
  await playground.definition().click();
  const before = await playground.textOf(playground.definition());
  await page.keyboard.press("ControlOrMeta+Enter");
  await playground.expectStatus("Succeeded");
  expect(await playground.textOf(playground.definition())).toBe(before);
});

test("? shows the keys, and Escape closes them", async ({ playground, page }) => {
  await playground.open();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "ASL Playground" })).toContainText("Stop the run");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await playground.input().click();
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Ctrl+S shares instead of saving the page", async ({ playground, page }) => {
  await playground.open();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
});

test("Alt and a digit go to a pane", async ({ playground, page }) => {
  await playground.open();
  await page.keyboard.press("Alt+2");
  await expect(playground.input()).toBeFocused();
  await page.keyboard.press("Alt+1");
  await expect(playground.definition()).toBeFocused();
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("tab", { name: "Timeline" })).toBeFocused();

  // once there is something, the arrows move in it at once
  await playground.runTo("Succeeded");
  await page.getByTestId("timeline-row").first().waitFor();
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("listbox", { name: "Timeline" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(playground.inspector()).toContainText("ValidateOrder");
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("listbox", { name: "States" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(playground.inspector()).toContainText("ProcessPayment");
  // opening the inspector takes nothing away from who walks on
  await expect(page.getByRole("listbox", { name: "States" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(playground.inspector()).toContainText("ShipOrder");
});

test("F8 goes to the next problem", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), '{ "StartAt": "B",\n "States": { "A": { "Type": "Succeed" } } }');
  await expect(playground.problems()).toContainText("error");
  await playground.input().click();
  await page.keyboard.press("F8");
  await expect(playground.definition()).toBeFocused();
});

test("arrows move along the tabs and separators", async ({ playground, page }) => {
  await playground.open();
  await page.getByRole("tab", { name: "Timeline" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: /^Trace/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tab", { name: /^Trace/ })).toBeFocused();

  const separator = page.getByRole("separator", { name: "Width of the editors" });
  const before = Number(await separator.getAttribute("aria-valuenow"));
  await separator.focus();
  await page.keyboard.press("ArrowRight");
  await expect(separator).toHaveAttribute("aria-valuenow", String(before + 2));
  await page.reload();
  await expect(separator).toHaveAttribute("aria-valuenow", String(before + 2));
});

test("the focus stays near what was pressed, also where that goes away, and Escape closes the inspector", async ({ playground, page }) => {
  const inPane = (name: string) => expect(page.locator(`[data-pane=${name}] :focus`)).toHaveCount(1);
  await playground.open("#example=payment-unavailable");
  await playground.runTo("Failed");
  await page.getByRole("button", { name: "ServiceUnavailable attempt 4" }).focus();
  await page.keyboard.press("Enter");
  const show = page.getByRole("button", { name: "Show where it failed" });
  await expect(show).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(playground.inspector()).toContainText("ProcessPayment");
  await inPane("result");

  await page.getByRole("button", { name: "Close the inspector" }).focus();
  await page.keyboard.press("Enter");
  await expect(playground.inspector()).toHaveCount(0);
  await inPane("result");

  const states = page.getByRole("listbox", { name: "States" });
  await states.focus();
  await page.keyboard.press("ArrowUp");
  await expect(playground.inspector()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(playground.inspector()).toHaveCount(0);
  await expect(states).toBeFocused();

  await page.keyboard.press("b");
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("button", { name: "Continue" }).focus();
  await page.keyboard.press("Enter");
  await playground.expectStatus("Failed");
  await inPane("result");
});

test("who presses on nothing has the focus nowhere, whatever goes away then", async ({ playground, page }) => {
  await playground.open();
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^ShipOrder, / }).click();
  await page.getByLabel("Pause before it").focus();
  await page.getByRole("banner").click({ position: { x: 500, y: 2 } });
  await page.keyboard.press("Escape");
  await expect(playground.inspector()).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveCount(0);
});
