// Light and dark, wide and narrow.

import { expect, test } from "./page.ts";

test("follows the system's theme until one is chosen, and keeps the choice", async ({ playground, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await playground.open();
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  expect(dark).not.toBe(light);

  await page.getByRole("button", { name: /^Theme: as the system/ }).click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Theme: light/ })).toBeVisible();
  await expect.poll(background).toBe(light);
});

test("the address can ask for a theme and a tab, for one visit", async ({ playground, page }) => {
  await playground.open("?theme=dark&tab=trace");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("tab", { name: /^Trace/ })).toHaveAttribute("aria-selected", "true");
  await playground.open();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("one can edit, run and inspect, and nothing is wider than the screen", async ({ playground, page }) => {
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await playground.open();
    await fits();
    for (const tab of ["Input", "Stubs", "Simulation", "Definition"]) {
      await playground.show(tab);
      await fits();
    }
    await playground.runTo("Succeeded");
    await expect(page.getByRole("tab", { name: "Results" })).toHaveAttribute("aria-selected", "true");
    for (const tab of ["Graph", "Output", "Timeline", "Trace", "Console"] as const) {
      await playground.panel(tab);
      await fits();
    }
    await playground.console().getByRole("button", { name: /attempt 1/ }).click();
    await expect(playground.inspector()).toContainText("ProcessPayment");
    await fits();
  });

  test("the state that is looked at stays in sight above what is told of it", async ({ playground, page }) => {
    await playground.open();
    await playground.runTo("Succeeded");
    await playground.panel("Graph");
    const state = page.getByRole("option", { name: /^ShipOrder, / });
    await state.click();
    await expect(playground.inspector()).toContainText("ShipOrder");
    await expect
      .poll(async () => {
        const [node, sheet] = [await state.boundingBox(), await playground.inspector().boundingBox()];
        return node !== null && sheet !== null && node.y + node.height <= sheet.y;
      })
      .toBe(true);
    const slider = await page.getByRole("slider", { name: "Event" }).boundingBox();
    expect(slider?.width).toBeGreaterThan(300);
  });

  test("a machine gets a name, and another one beside it", async ({ playground, page }) => {
    await playground.open();
    await page.getByRole("button", { name: "Machine…" }).click();
    await page.getByLabel(/^Name/).fill("Orders");
    await page.getByRole("button", { name: "Add a machine" }).click();
    const machines = page.getByRole("group", { name: "State machines" });
    await expect(machines.getByRole("button")).toHaveText(["Orders, runs", "Machine2"]);
    await playground.show("Input");
    await expect(page.getByRole("button", { name: "Machine…" })).toHaveCount(0);
  });

  test("what is pressed is large enough for a finger", async ({ playground, page }) => {
    await playground.open();
    for (const button of await page.getByRole("banner").getByRole("button").all()) {
      const box = await button.boundingBox();
      if (box !== null) expect(Math.min(box.width, box.height), await button.innerText()).toBeGreaterThanOrEqual(44);
    }
  });
});
