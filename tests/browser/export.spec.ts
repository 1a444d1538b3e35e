// The workspace for other tools, and a mock file from one.

import { readFile } from "node:fs/promises";
import { type Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "./page.ts";

/** Presses an export of the Share menu; gives the file it leaves. */
async function exported(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

test("the diagram is a picture of its own, the project a .zip, the mock file answers as the run did", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await playground.runTo("Succeeded");
  await page.getByRole("button", { name: "Share" }).click();

  const svg = await exported(page, "SVG");
  expect(svg.name).toBe("order-processing.svg");
  expect(svg.content.toString()).toContain("ProcessPayment");
  const drawn = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    return image.naturalWidth;
  }, svg.content.toString());
  expect(drawn).toBeGreaterThan(200);

  const png = await exported(page, "PNG");
  expect([...png.content.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
  const zip = await exported(page, "SAM project");
  expect(zip.name).toBe("order-processing-sam.zip");
  expect(zip.content.subarray(0, 2).toString()).toBe("PK");

  const mocks = JSON.parse((await exported(page, "Mock file")).content.toString());
  expect(Object.keys(mocks.MockedResponses.ProcessPaymentMock).toSorted()).toEqual(["0-1", "2"]);
});

test("the project's machine may call what its states call", async ({ playground, page }) => {
  await playground.open("#example=idempotency");
  await page.getByRole("button", { name: "Share" }).click();
  const files = unzipSync((await exported(page, "SAM project")).content);
  const allowed = strFromU8(files["template.yaml"] ?? new Uint8Array()).match(/(?<=^ {16}- ).*/gm);
  expect(allowed).toEqual(["dynamodb:PutItem"]);
});

test("the diagram is copied as Mermaid text", async ({ playground, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open("#example=order-processing");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Mermaid" }).click();
  await expect(page.getByText("Mermaid text copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('s0["ValidateOrder"]');
});

test("a mock file brings stubs for the machine that is open", async ({ playground, page }) => {
  await playground.open("#example=order-processing");
  await expect(playground.definition()).toContainText("ValidateOrder");
  const mocks = {
    StateMachines: { Orders: { TestCases: { Refused: { ProcessPayment: "Refusal" } } } },
    MockedResponses: { Refusal: { "0": { Throw: { Error: "PaymentFailedError", Cause: "no money" } } } },
  };
  await page.locator("input[type=file]").setInputFiles({ name: "mocks.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(mocks)) });
  await expect(playground.notices()).toContainText("One stub answers as the test case “Refused”");
  await playground.run();
  await playground.show("Trace");
  await expect(page.getByRole("tabpanel", { name: /^Trace/ })).toContainText("PaymentFailedError");
});
