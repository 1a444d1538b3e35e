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
  await page.keyboard.press("ArrowDown");
  await expect(playground.inspector()).toContainText("ValidateOrder");
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await page.keyboard.press("Alt+3");
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
