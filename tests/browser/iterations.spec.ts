// One iteration of a Map is opened, gone on from, and left again.

import { expect, test } from "./page.ts";

test("an iteration is looked at alone, then the next one, then all of them", async ({ playground, page }) => {
  await playground.open("#example=ship-items");
  await playground.runTo("Succeeded");
  await playground.show("Timeline");
  const rows = page.getByRole("tabpanel", { name: /^Timeline/ }).getByTestId("timeline-row");
  await page.getByRole("option", { name: /^ShipItem, / }).click();
  await page.getByRole("button", { name: "Show this iteration alone" }).click();

  const shown = page.getByRole("group", { name: "Iteration that is shown" });
  await expect(shown).toContainText("ShipItems [5] of 6");
  await expect(shown.getByRole("button", { name: "Iteration after" })).toBeDisabled();
  await expect(rows).toHaveCount(2);
  await expect(playground.facts()).toContainText(/^1\.\d+ s virtual2 states10 events/);
  // it is seen from its own beginning; the whole time is one press away
  const beginning = page.getByRole("tabpanel", { name: /^Timeline/ }).getByText("0 s", { exact: true });
  await expect(beginning).toBeHidden();
  await page.getByRole("button", { name: "Show all time" }).click();
  await expect(beginning).toBeVisible();
  await expect(page.getByRole("option", { name: /^Summarize, .*not reached/ })).toBeVisible();
  await playground.show("Trace");
  const trace = page.getByRole("tabpanel", { name: /^Trace/ });
  await expect(trace).toContainText("PackItem");
  await expect(trace).not.toContainText("MapIterationStarted");

  // the inspector stays with the state
  await shown.getByRole("button", { name: "Iteration before" }).click();
  await expect(shown).toContainText("[4] of 6");
  await expect(playground.inspector()).toContainText("iteration 4");
  await shown.getByRole("button", { name: "Show all iterations" }).click();
  await expect(shown).toBeHidden();
  await expect(trace).toContainText("MapIterationStarted");
  await expect(playground.inspector()).toContainText("iteration 4");
});

test("from one visit of a state one comes to the others", async ({ playground, page }) => {
  await playground.open("#example=ship-items");
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^PackItem, / }).click();
  const visits = playground.inspector().getByRole("group", { name: "Visits of the state" });
  await expect(visits).toContainText("Visit 6 of 6");
  await expect(visits.getByRole("button", { name: "Visit after" })).toBeDisabled();
  await visits.getByRole("button", { name: "Visit before" }).click();
  await expect(visits).toContainText("Visit 5 of 6");
  // at the last one the keyboard stays where it is
  await visits.getByRole("button", { name: "Visit after" }).focus();
  await page.keyboard.press("Enter");
  await expect(visits).toContainText("Visit 6 of 6");
  await expect(visits.getByRole("button", { name: "Visit after" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(visits).toContainText("Visit 6 of 6");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(visits).toContainText("Visit 5 of 6");
  await expect(playground.inspector()).toContainText("iteration 4");
  // the rows follow
  await playground.show("Timeline");
  await expect(page.locator("[data-testid=timeline-row][aria-selected=true]")).toContainText("[4]");
  // of an iteration alone there are no others
  await page.getByRole("button", { name: "Show this iteration alone" }).click();
  await expect(visits).toBeHidden();
});

const NESTED = {
  StartAt: "Outer",
  States: {
    Outer: {
      Type: "Map",
      ItemProcessor: {
        StartAt: "Inner",
        States: { Inner: { Type: "Map", ItemProcessor: { StartAt: "Deep", States: { Deep: { Type: "Pass", End: true } } }, End: true } },
      },
      End: true,
    },
  },
};

test("of Maps inside each other one leads into the inner iteration and out again", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.definition(), JSON.stringify(NESTED));
  await playground.write(playground.input(), "[[1, 2], [3, 4]]");
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^Inner, / }).click({ position: { x: 24, y: 12 } });
  const alone = page.getByRole("button", { name: "Show this iteration alone" });
  await alone.click();
  const shown = page.getByRole("group", { name: "Iteration that is shown" });
  await expect(shown).toContainText("Outer [1] of 2");
  await expect(alone).toBeHidden();
  await expect(shown.getByRole("button", { name: "Iteration around" })).toBeHidden();

  await page.getByRole("option", { name: /^Deep, / }).click();
  await alone.click();
  await expect(shown).toContainText("Inner [1] of 2");
  await shown.getByRole("button", { name: "Iteration around" }).click();
  await expect(shown).toContainText("Outer [1] of 2");
});
