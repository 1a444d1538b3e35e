// Every view, light and dark, wide and narrow, against axe's rules.

import axe, { type AxeResults } from "axe-core";
import { expect, test } from "./page.ts";

const RULES = {
  // The graph's badges and shortened titles are for the eye; the name says the same in words.
  "label-content-name-mismatch": { enabled: false },
};

for (const colorScheme of ["light", "dark"] as const) {
  for (const [layout, width, tabs] of [
    ["wide", 1440, ["Input", "Stubs", "Simulation", "Graph", "Output", "Timeline", "Trace", "Console"]],
    ["two columns", 900, ["Graph", "Output", "Timeline", "Trace", "Console"]],
    ["phone", 390, ["Graph", "Output", "Timeline", "Trace", "Console", "Input", "Stubs", "Simulation", "Definition"]],
  ] as const) {
    test(`nothing is in the way of assistive technology: ${layout}, ${colorScheme}`, async ({ playground, page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const expectNothing = async (view: string) => {
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async (rules) => {
          const run = (globalThis as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }).axe.run;
          const { violations: found } = await run(document, { rules, resultTypes: ["violations"], iframes: false });
          return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
        }, RULES);
        expect(violations, view).toEqual([]);
      };

      await playground.open();
      await expectNothing("before a run");
      await playground.runTo("Succeeded");
      for (const tab of tabs) {
        await playground.show(tab);
        await expectNothing(tab);
      }
      await page.keyboard.press("Alt+3");
      await page.getByRole("option", { name: /^ProcessPayment/ }).click();
      await expect(playground.inspector()).toContainText("Attempts");
      await expectNothing("inspector");
      await page.keyboard.press("ControlOrMeta+s");
      await expect(page.getByRole("button", { name: "Copy link" })).toBeEnabled();
      await expectNothing("share");
      await playground.closeDialog();
      await page.getByRole("button", { name: /^Help/ }).click();
      await expectNothing("help");
    });
  }
}
