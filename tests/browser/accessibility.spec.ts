// Every view, light and dark, wide and narrow, against axe's rules.

import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import { expect, type PlaygroundPage, test } from "./page.ts";

const RULES = {
  // The graph's badges and shortened titles are for the eye; the name says the same in words.
  "label-content-name-mismatch": { enabled: false },
};

/** axe finds nothing in what the page shows now; `view` says what that is. */
async function expectNothing(page: Page, view: string): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const run = (globalThis as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }).axe.run;
    const { violations: found } = await run(document, { rules, resultTypes: ["violations"], iframes: false });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
  }, RULES);
  expect.soft(violations, view).toEqual([]);
}

/** The message goes out, and nobody sends the task's token back. */
const UNANSWERED = `{ "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
  "Parameters": { "QueueUrl": "https://q", "MessageBody": { "Token.$": "$$.Task.Token" } }, "End": true } } }`;

/** Views that the walk through the tabs does not come by; each opens its own address. */
const VIEWS: Record<string, (playground: PlaygroundPage) => Promise<void>> = {
  async "machine dialog"(playground) {
    await playground.open();
    await playground.page.getByRole("button", { name: "Machine…" }).click();
  },
  async "several machines"(playground) {
    await playground.open("#example=nested-execution");
    await playground.runTo("Succeeded");
  },
  async "rename panel"(playground) {
    await playground.open("#example=order-processing");
    await playground.putCursor('"StartAt": "Valid');
    await playground.page.keyboard.press("F2");
    await playground.page.getByLabel(/New name/).waitFor();
  },
  async "the middle of a run"(playground) {
    await playground.open("#example=trip-booking");
    await playground.runTo("Succeeded");
    const travel = playground.page.getByRole("group", { name: "Time travel" });
    await travel.getByRole("button", { name: "First event" }).click();
    await travel.getByRole("button", { name: "State after" }).click();
  },
  async "what a run waits for"(playground) {
    await playground.open();
    await playground.write(playground.definition(), UNANSWERED);
    await playground.showStub("sqs:sendMessage");
    await playground.write(playground.stub(), "export const handler = async () => ({ MessageId: 'm-1' });");
    await playground.runTo("Waiting");
    await playground.show("Output");
    await playground.page.getByRole("button", { name: "Answer" }).waitFor();
  },
  async "a run that is paused, and its state's breakpoints"(playground) {
    await playground.open("?tab=graph#example=order-processing");
    await playground.page.getByRole("option", { name: /^ProcessPayment, / }).click();
    await playground.page.getByLabel("Pause at its answers").check();
    await playground.runTo("Paused at the answer of ProcessPayment");
    await playground.page.getByLabel("How ProcessPayment is answered").selectOption("failure");
  },
  async "an iteration alone"(playground) {
    await playground.open("?tab=graph#example=ship-items");
    await playground.runTo("Succeeded");
    await playground.page.getByRole("option", { name: /^ShipItem, / }).click();
    await playground.page.getByRole("button", { name: "Show this iteration alone" }).click();
    await playground.page.getByRole("group", { name: "Iteration that is shown" }).waitFor();
  },
  async "a definition in YAML"(playground) {
    await playground.open("#example=saga");
    // what the page shows before it has read its address would be replaced
    await expect(playground.definition()).toContainText("ReserveSeat");
    await playground.page.getByRole("button", { name: "To YAML" }).click();
    await expect(playground.definition()).toContainText("StartAt: ");
  },
  async "a failed run"(playground) {
    await playground.open("#example=payment-unavailable");
    await playground.runTo("Failed");
    await playground.show("Output");
  },
  async "latencies and faults"(playground) {
    await playground.open("?tab=simulation#example=order-processing");
    await playground.page.getByRole("button", { name: /^Failures and cold starts of/ }).first().click();
  },
  async "problems and notices"(playground) {
    await playground.open("#1damaged");
    await playground.write(playground.definition(), '{ "StartAt": "A", "States": {} }');
    await expect(playground.problems()).toContainText("error");
  },
  async embed(playground) {
    await playground.open("?embed=1#example=order-processing");
    await playground.runTo("Succeeded");
  },
  async manual({ page }) {
    await page.goto("./manual/");
    await expect(page.getByRole("heading", { name: "Manual" })).toBeVisible();
  },
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
      await playground.open();
      await expectNothing(page, "before a run");
      await playground.runTo("Succeeded");
      for (const tab of tabs) {
        await playground.show(tab);
        await expectNothing(page, tab);
      }
      await page.keyboard.press("Alt+3");
      await page.getByRole("option", { name: /^ProcessPayment/ }).click();
      await expect(playground.inspector()).toContainText("Attempts");
      await expectNothing(page, "inspector");
      await page.keyboard.press("ControlOrMeta+s");
      await expect(page.getByRole("button", { name: "Copy link" })).toBeEnabled();
      await expectNothing(page, "share");
      await playground.closeDialog();
      await page.getByRole("button", { name: /^Help/ }).click();
      await expectNothing(page, "help");
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [layout, width, height] of [
    ["wide", 1440, 900],
    ["phone", 390, 844],
  ] as const) {
    test(`nothing is in the way in views off the main road: ${layout}, ${colorScheme}`, async ({ playground, page }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      for (const [view, show] of Object.entries(VIEWS)) {
        await page.goto("about:blank");
        await show(playground);
        await expectNothing(page, view);
      }
    });
  }
}
