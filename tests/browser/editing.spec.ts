// Help while writing: completions, explanations, going to a state and renaming one.

import { expect, test } from "./page.ts";

const ORDERS = `{
  "StartAt": "Check",
  "States": {
    "Check": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "IsPresent": true, "Next": "Ship" } ], "Default": "Refuse" },
    "Ship": { "Type": "Pass", "Next": "" },
    "Refuse": { "Type": "Fail", "Error": "Refused", "Cause": "" }
  }
}`;

test.beforeEach(async ({ playground }) => {
  await playground.open();
  await playground.write(playground.definition(), ORDERS);
  // the marks of what is wrong are drawn: from now on the cursor stays where a test puts it
  await expect(playground.problems()).toContainText("error");
});

test("a field is completed with a value to fill in", async ({ playground, page }) => {
  await playground.putCursor('"Type": "Pass",');
  await page.keyboard.type(' "Para');
  await expect(playground.completions().getByRole("option").first()).toHaveText("Parameters");
  await expect(page.getByText("Builds what is worked with")).toBeVisible();
  await playground.takeCompletion("Enter");
  await expect(playground.definition()).toContainText('"Parameters": {');
});

test("the values of a field come up when the field is taken", async ({ playground, page }) => {
  await playground.write(playground.definition(), '{ "States": { "A": {} } }');
  await playground.putCursor('"A": {');
  await page.keyboard.type('"Ty');
  await playground.completions().getByRole("option", { name: "Type", exact: true }).waitFor();
  await playground.takeCompletion("Tab");
  await playground.completions().getByRole("option", { name: "Wait", exact: true }).click();
  await expect(playground.definition()).toContainText('"A": {"Type": "Wait"}');
});

test("the name of a state is completed in Next", async ({ playground, page }) => {
  await playground.putCursor('"Type": "Pass", "Next": "');
  await page.keyboard.press("Control+Space");
  await expect(playground.completions().getByRole("option")).toHaveText(["Check", "Ship", "Refuse"]);
  await page.keyboard.type("Re");
  await expect(playground.completions().getByRole("option")).toHaveText(["Refuse"]);
  await playground.takeCompletion("Enter");
  await expect(playground.definition()).toContainText('"Type": "Pass", "Next": "Refuse" }');
});

test("the pointer over a field shows what it means", async ({ playground, page }) => {
  await playground.definition().hover();
  await playground.assisted();
  await playground.definition().getByText('"Default"').hover();
  await expect(page.locator(".cm-tooltip")).toContainText("The state to go to when no rule holds");
});

test("F12 goes to the state that is named at the cursor", async ({ playground, page }) => {
  await playground.putCursor('"Default": "Ref');
  await page.keyboard.press("F12");
  await expect.poll(() => playground.selectedText()).toBe("Refuse");
  await page.keyboard.type("Turned down");
  await expect(playground.definition()).toContainText('"Turned down": { "Type": "Fail"');
});

test("Ctrl and a click go there too", async ({ playground, page }) => {
  await playground.definition().focus();
  await playground.assisted();
  await playground.definition().getByText('"Ship"').first().click({ modifiers: ["ControlOrMeta"] });
  await expect.poll(() => playground.selectedText()).toBe("Ship");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("!");
  await expect(playground.definition()).toContainText('"Ship!": { "Type": "Pass"');
});

test("F2 renames a state wherever it is named, and undo takes it back", async ({ playground, page }) => {
  await playground.putCursor('"Default": "Ref');
  await page.keyboard.press("F2");
  const name = page.getByLabel("New name of the state");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("Refuse");
  await page.keyboard.type("Turn down");
  await page.keyboard.press("Enter");
  await expect(name).toHaveCount(0);
  await expect(playground.definition()).toContainText('"Default": "Turn down"');
  await expect(playground.definition()).toContainText('"Turn down": { "Type": "Fail", "Error": "Refused"');
  await expect(playground.definition()).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText('"Refuse": { "Type": "Fail"');
});

test("a name that is taken is refused with the reason", async ({ playground, page }) => {
  await playground.putCursor('"StartAt": "Che');
  await page.keyboard.press("F2");
  await expect(page.getByLabel("New name of the state")).toBeFocused();
  await page.keyboard.type("Ship");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "There is a state “Ship” already" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(playground.definition()).toBeFocused();
  await expect(playground.definition()).toContainText('"StartAt": "Check"');
});

/** A graph of a thousand states is drawn meanwhile, which may take its time on a busy machine. */
const DRAWN = { timeout: 30_000 };

test("a definition of a thousand states is completed while it is typed", async ({ playground, page }) => {
  const states = Array.from({ length: 1000 }, (_, at) => `    "Step ${at}": { "Type": "Pass", "Next": "Step ${(at + 1) % 1000}" }`);
  await playground.write(playground.definition(), `{\n  "StartAt": "",\n  "States": {\n${states.join(",\n")}\n  }\n}`);
  await page.keyboard.press("ControlOrMeta+Home");
  await playground.putCursor('"StartAt": "');
  await page.keyboard.type("Step 99");
  await expect(playground.completions().getByRole("option").first()).toHaveText("Step 99", DRAWN);
  await expect(playground.completions().getByRole("option", { name: "Step 999", exact: true })).toBeVisible();
  await page.keyboard.type("7");
  await playground.takeCompletion("Enter");
  await expect(playground.definition()).toContainText('"StartAt": "Step 997"');
});

test("the definition is written in YAML and in JSON again, and runs in both", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await page.getByRole("button", { name: "To YAML" }).click();
  await expect(playground.definition()).toContainText("StartAt: ");
  await playground.runTo("Succeeded");
  await page.getByRole("button", { name: "To JSON" }).click();
  await expect(playground.definition()).toContainText('"StartAt": ');
  await playground.runTo("Succeeded");

  await playground.write(playground.definition(), "# Waits\nStartAt: A\nStates:\n  A: { Type: Wait, Seconds: 5, End: true } # a while\n");
  await page.getByRole("button", { name: "To JSON" }).click();
  await expect(page.getByText("JSON has no comments: 2 are left out.")).toBeVisible();
  await playground.definition().press("Control+z");
  await expect(playground.definition()).toContainText("# a while");

  await playground.write(playground.definition(), "{ half");
  await page.getByRole("button", { name: "To YAML" }).click();
  await expect(page.getByText("stays as it is written")).toBeVisible();
  await expect(playground.definition()).toContainText("{ half");

  await playground.write(playground.definition(), `{ "${"a".repeat(1_100)}": 1 }`);
  await page.getByRole("button", { name: "To YAML" }).click();
  await expect(page.getByText("YAML has no place for a name of more than 1,024 characters")).toBeVisible();
});
