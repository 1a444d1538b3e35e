// Time travel: an execution is gone through event by event.

import { expect, test } from "./page.ts";

test("stepping shows what ran then, by event and by state", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await playground.runTo("Succeeded");
  const travel = page.getByRole("group", { name: "Time travel" });
  const ship = page.getByRole("listbox", { name: "States" }).getByRole("option", { name: /^ShipOrder/ });
  await expect(ship).toHaveAccessibleName(/succeeded/);

  await travel.getByRole("button", { name: "First event" }).click();
  await expect(travel).toContainText("event 1 of");
  await expect(travel).toContainText("ExecutionStarted");
  await expect(ship).toHaveAccessibleName(/not reached/);

  await travel.getByRole("button", { name: "Event after" }).click();
  await expect(travel).toContainText("TaskStateEntered");
  await expect(travel).toContainText("running: ValidateOrder");
  await travel.getByRole("button", { name: "State after" }).click();
  await expect(travel).toContainText("running: ProcessPayment");

  // by the keyboard alone
  await travel.getByRole("slider", { name: "Event" }).focus();
  await page.keyboard.press("PageDown");
  await expect(travel).toContainText("event 18 of 23");
  await expect(travel).toContainText("running: ShipOrder");
  // there is no other state
  await page.keyboard.press("PageDown");
  await expect(travel).toContainText("event 18 of 23");
  await page.keyboard.press("ArrowLeft");
  await expect(travel).toContainText("TaskStateExited");
  await page.keyboard.press("Escape");
  await expect(travel).not.toContainText("event");
  await page.keyboard.press("PageDown");
  await expect(travel).not.toContainText("event");
  await expect(ship).toHaveAccessibleName(/succeeded/);
});

test("the graph stays where it is when one begins to step", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await playground.runTo("Succeeded");
  const travel = page.getByRole("group", { name: "Time travel" });
  await expect(travel).toContainText("17.820 s the end");
  const before = await page.getByRole("listbox", { name: "States" }).boundingBox();
  await travel.getByRole("button", { name: "Event before" }).click();
  await expect(travel).toContainText("event 22 of 23");
  expect(await page.getByRole("listbox", { name: "States" }).boundingBox()).toEqual(before);
});

test("the timeline shows the instant, and another run ends the journey", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await playground.runTo("Succeeded");
  const travel = page.getByRole("group", { name: "Time travel" });
  await travel.getByRole("button", { name: "State before" }).click();
  await travel.getByRole("button", { name: "State before" }).click();
  await expect(page.locator(".timeline .now").first()).toBeVisible();
  await playground.runTo("Succeeded");
  await expect(page.locator(".timeline .now")).toHaveCount(0);
});
