// The manual: its examples are live.

import { expect, test } from "./page.ts";

test("the examples of the manual run", async ({ page }) => {
  await page.goto("./manual/");
  const retry = page.frameLocator('iframe[title="Retry with back-off"]');
  await retry.getByRole("button", { name: "Run", exact: true }).click();
  await expect(retry.getByTestId("run-status")).toHaveText("Succeeded", { timeout: 20_000 });
  await expect(retry.getByTestId("run-facts")).toContainText("2 retries");

  await page.getByRole("heading", { name: "See what happened" }).scrollIntoViewIfNeeded();
  const saga = page.frameLocator('iframe[title="Saga"]');
  await expect(saga.getByTestId("run-status")).toHaveText(/Succeeded|Failed/, { timeout: 20_000 });
  await expect(saga.getByRole("textbox", { name: "Definition" })).toHaveCount(0);

  await page.getByRole("heading", { name: "Wait, answer, redrive" }).scrollIntoViewIfNeeded();
  const approval = page.frameLocator('iframe[title="Human approval"]');
  await approval.getByRole("button", { name: "Run", exact: true }).click();
  await expect(approval.getByTestId("run-status")).toHaveText("Waiting", { timeout: 20_000 });
  await approval.getByRole("button", { name: "Answer" }).click();
  await expect(approval.getByTestId("run-status")).toHaveText("Succeeded", { timeout: 20_000 });
});

test("help leads to the manual", async ({ playground, page }) => {
  await playground.open();
  await page.getByRole("button", { name: "Help and keys" }).click();
  await page.getByRole("link", { name: "manual" }).click();
  await expect(page.getByRole("heading", { name: "Manual" })).toBeVisible();
});
