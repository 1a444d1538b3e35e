// The first way through: open, run, see why the payment was tried three times and how long that took, change a stub, run
// again, share, and open the link in a fresh browser.

import { expect, PlaygroundPage, test } from "./page.ts";

// high enough for every row of the trace to be drawn
const VIEWPORT = { width: 1440, height: 1800 };
test.use({ viewport: VIEWPORT });

test("from opening the page to the same run in another browser", async ({ playground, page, browser }) => {
  await playground.open();
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("2 retries");
  await expect(playground.facts()).toContainText("23 events");

  // three attempts and the 15 s of back-off are on the timeline
  const row = page.getByTestId("timeline-row").filter({ hasText: "ProcessPayment" });
  await expect(row.locator(".bar.failed")).toHaveCount(2);
  await expect(row.locator(".bar.backoff")).toHaveText(["back-off 5 s", "back-off 10 s"]);
  await expect(page.getByRole("tabpanel").filter({ has: row })).toContainText("back-off 15 s");

  // an attempt opens in the inspector
  await row.locator(".bar.failed").first().click();
  const inspector = page.getByTestId("inspector");
  await expect(inspector).toContainText("ServiceUnavailable");
  await expect(inspector).toContainText("Retry[0] takes ServiceUnavailable: retry 1 of 3, after 5 s.");
  await expect(inspector.getByTestId("attempt-tab")).toHaveCount(3);
  // with what its stub printed in it, and only that
  await expect(inspector.locator(".printed")).toHaveText(/the payment provider is busy$/);
  await inspector.getByTestId("attempt-tab").last().click();
  await expect(inspector.locator(".printed")).toHaveText(/attempt 3: charged 17.5$/);
  await expect(inspector.getByTestId("stage").filter({ hasText: "Result" })).toBeVisible();

  // the trace marks what AWS does not record
  await page.getByRole("tab", { name: /^Trace/ }).click();
  await expect(page.getByTestId("trace-row").filter({ hasText: "LambdaFunctionFailed" })).toHaveCount(2);
  await expect(page.getByTestId("trace-row").filter({ hasText: "not in AWS's history" })).toHaveCount(2);

  // another stub, another run
  await playground.showStub("processPaymentFunction");
  await playground.write(playground.stub(), "export const handler = async (order) => ({ ...order, payment: { id: 'p-1' } });");
  await playground.runTo("Succeeded");
  await expect(playground.facts()).not.toContainText("retries");
  await expect(playground.facts()).toContainText("17 events");
  const trace = async (at: PlaygroundPage) => {
    await at.page.getByRole("tab", { name: /^Trace/ }).click();
    await expect(at.page.getByTestId("trace-row").first()).toContainText("ExecutionStarted");
    return at.page.getByTestId("trace-row").allTextContents();
  };
  const before = await trace(playground);

  // the link gives the same run elsewhere
  const link = await playground.shareLink();
  const fresh = await browser.newContext({ viewport: VIEWPORT });
  const other = new PlaygroundPage(await fresh.newPage());
  await other.page.goto(link);
  await other.runTo("Succeeded");
  expect(await trace(other)).toEqual(before);
  expect(other.complaints).toEqual([]);
  await fresh.close();
});
