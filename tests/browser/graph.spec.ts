// Finding one's place in a graph that does not fit.

import { expect, test } from "./page.ts";

const COUNT = 60;
const STATES = Object.fromEntries(
  Array.from({ length: COUNT }, (_, at) => [`S${at}`, { Type: "Pass", ...(at + 1 < COUNT ? { Next: `S${at + 1}` } : { End: true }) }]),
);

test("what is selected elsewhere is shown readable in a graph that was fitted too small to read", async ({ playground, page }) => {
  await playground.open();
  await playground.paste(playground.definition(), JSON.stringify({ StartAt: "S0", States: STATES }, null, 2));
  await playground.runTo("Succeeded");
  const height = async (name: string) => (await page.getByRole("option", { name: new RegExp(`^${name},`) }).locator(".body").boundingBox())?.height ?? 0;
  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await expect.poll(() => height("S40")).toBeLessThan(10);
  await page.getByRole("listbox", { name: "Timeline" }).focus();
  await page.keyboard.press("End");
  await expect.poll(() => height("S59")).toBeGreaterThan(20);
  await expect(page.getByRole("option", { name: /^S59,/ }).first()).toBeInViewport();

  // and who looks at all of it again is left alone when the inspector goes
  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await expect.poll(() => height("S59")).toBeLessThan(10);
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await expect(playground.inspector()).toHaveCount(0);
  expect(await height("S59")).toBeLessThan(10);
});
