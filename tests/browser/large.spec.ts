// A definition of a thousand states: only what is in view is drawn, and all of it can be reached.

import { readFile } from "node:fs/promises";
import { expect, test } from "./page.ts";

const COUNT = 1_000;
/** States with all their looks; drawn whole, the graph has six times as many. */
const MOST_DRAWN = 150;

const next = (at: number) => (at + 1 < COUNT ? { Next: `S${at + 1}` } : { End: true });
const stateOf = (at: number): object => {
  if (at % 5 === 2 && at + 4 < COUNT) {
    return { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: at, Next: `S${at + 1}` }], Default: `S${at + 3}` };
  }
  if (at % 3 > 0) return { Type: "Pass", ...next(at) };
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: `S${at % 2 === 0 ? COUNT - 1 : Math.min(at + 5, COUNT - 1)}` }];
  return { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:work", Catch, ...next(at) };
};
const DEFINITION = JSON.stringify({ StartAt: "S0", States: Object.fromEntries(Array.from({ length: COUNT }, (_, at) => [`S${at}`, stateOf(at)])) }, null, 2);

test("a thousand states are pasted, edited, walked through and exported", async ({ playground, page }) => {
  await playground.open();
  await page.getByLabel("Auto-run").uncheck();
  await playground.paste(playground.definition(), DEFINITION);
  const states = page.getByRole("listbox", { name: "States" });
  const drawn = states.getByRole("option");
  const state = (name: string) => states.getByRole("option", { name: new RegExp(`^${name},`) });
  await expect(state("S0")).toBeVisible({ timeout: 20_000 });
  await expect(state("S0")).toHaveAttribute("aria-setsize", String(COUNT));
  expect(await drawn.count()).toBeLessThan(MOST_DRAWN);

  // what is typed at once is all there, and the graph stays meanwhile
  await playground.definition().focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type('"Comment": "typed without a pause",');
  await expect(playground.definition().locator(".cm-line").first()).toContainText('"Comment": "typed without a pause",');
  await expect(state("S0")).toBeVisible();

  // the cursor's state comes into view, and the arrows go on from there
  await page.keyboard.press("ControlOrMeta+End");
  for (let line = 0; line < 3; line += 1) await page.keyboard.press("ArrowUp");
  await expect(state(`S${COUNT - 1}`)).toHaveAttribute("aria-selected", "true");
  await expect(state(`S${COUNT - 1}`)).toBeInViewport();
  await expect(state("S0")).toHaveCount(0);
  await states.focus();
  await page.keyboard.press("ArrowUp");
  await expect(states.locator("[aria-selected=true]")).not.toHaveAccessibleName(new RegExp(`^S${COUNT - 1},`));
  await expect(states.locator("[aria-selected=true]")).toBeInViewport();
  const active = await states.getAttribute("aria-activedescendant");
  await expect(states.locator("[aria-selected=true]")).toHaveAttribute("id", active ?? "");

  // the inspector goes, and what was looked at stays where it is
  const seen = async () => (await states.locator("svg").getAttribute("viewBox"))?.split(" ").map(Number) ?? [];
  const [left, top, width = 0] = await seen();
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await expect.poll(async () => (await seen())[2]).toBeGreaterThan(width);
  expect((await seen()).slice(0, 2)).toEqual([left, top]);

  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await expect(state("S500")).toBeVisible();
  await expect(states.getByText("S500", { exact: true })).toHaveCount(0);

  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "SVG", exact: true }).click();
  const picture = await readFile(await (await download).path(), "utf8");
  for (const name of ["S0", "S500", `S${COUNT - 1}`]) expect(picture).toContain(`>${name}</text>`);
});
