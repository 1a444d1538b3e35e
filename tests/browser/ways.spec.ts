// How few steps the things take that people come for.

import { expect, test } from "./page.ts";

test("an example is opened, run, and the cause of its failure found in three steps", async ({ playground, page }) => {
  await playground.open();
  await playground.openExample("Payment refused, caught");
  await playground.runTo("Succeeded");
  const failed = page.getByRole("option", { name: /^ProcessPayment, .*(failed|caught)/ });
  await failed.click();
  await expect(playground.inspector()).toContainText("PaymentFailedError");
  await expect(playground.inspector()).toContainText("Catch[0] takes PaymentFailedError");
});

test("a latency is changed beside the run, and the new total is there without a press of Run", async ({ playground, page }) => {
  await playground.open("#example=payment-refused");
  await playground.runTo("Succeeded");
  const before = await playground.facts().innerText();
  await playground.show("Simulation");
  await page.getByLabel(/^Latency model of processPayment/).selectOption("fixed");
  await page.getByLabel(/^Latency of processPayment.*, ms/).fill("90000");
  await page.getByLabel(/^Latency of processPayment.*, ms/).press("Enter");
  await expect(playground.facts()).toContainText("1 min 30", { timeout: 20_000 });
  await expect.poll(() => playground.facts().innerText()).not.toBe(before);
});
