// Links and files: what goes out comes back, and what is damaged does no harm.

import { readFile } from "node:fs/promises";
import { expect, PlaygroundPage, test } from "./page.ts";

test("a damaged link says so and leaves the page as it was", async ({ playground, page }) => {
  await playground.open();
  const link = await playground.shareLink();
  await playground.closeDialog();
  await playground.write(playground.input(), '"precious"');
  const fragment = new URL(link).hash;
  await page.evaluate((hash) => void (location.hash = hash), fragment.slice(0, fragment.length / 2));
  await expect(playground.notices()).toContainText("This link is damaged");
  await expect(playground.input()).toContainText("precious");
  await expect(page).not.toHaveURL(/#1/);
});

test("a damaged link opens the page with what was there before", async ({ playground }) => {
  await playground.open("#1not-a-workspace");
  await expect(playground.notices()).toContainText("This link is damaged");
  await expect(playground.title()).toHaveText("Order processing");
  await playground.runTo("Succeeded");
});

test("a link of a newer page says that it is newer", async ({ playground }) => {
  await playground.open("#9abcdef");
  await expect(playground.notices()).toContainText("version 9");
});

test("a stranger's stubs run only when Run is pressed", async ({ playground, browser }) => {
  await playground.open();
  await playground.write(playground.input(), '{ "orderId": "theirs" }');
  const link = await playground.shareLink();
  const context = await browser.newContext();
  try {
    const stranger = new PlaygroundPage(await context.newPage());
    await stranger.page.goto(link);
    await expect(stranger.notices()).toContainText("code by whoever made it");
    await stranger.write(stranger.input(), '{ "orderId": "o-1", "items": [1], "total": 1, "customer": { "id": "c" } }');
    await stranger.page.waitForTimeout(1500);
    await expect(stranger.status()).toHaveText("Not run yet");
    await stranger.runTo("Succeeded");
    expect(stranger.complaints).toEqual([]);
  } finally {
    await context.close();
  }
});

test("a shared page that is reloaded is still the reader's own", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.input(), '{ "orderId": "mine", "items": [1], "total": 1, "customer": { "id": "c" } }');
  await playground.shareLink();
  await page.reload();
  await expect(playground.input()).toContainText("mine");
  await expect(playground.notices()).not.toContainText("code by whoever made it");
});

test("addresses opened one after the other stay, and are gone back and forward through", async ({ playground, page }) => {
  await playground.open("#example=saga");
  await page.evaluate(() => void (location.hash = "#example=ship-items"));
  await expect(playground.title()).toHaveText("Map with MaxConcurrency");
  await expect(page).toHaveURL(/#example=ship-items$/);
  await page.goBack();
  await expect(playground.title()).toHaveText("Saga: undo what was done");
  await expect(page).toHaveURL(/#example=saga$/);
  await page.goForward();
  await expect(playground.title()).toHaveText("Map with MaxConcurrency");
  await expect(page).toHaveURL(/#example=ship-items$/);
});

test("an example has an address of its own", async ({ playground }) => {
  await playground.open("#example=ship-items");
  await expect(playground.title()).toHaveText("Map with MaxConcurrency");
});

test("a link can name where the machine lies", async ({ playground, page }) => {
  await page.route("https://files.example/flow.asl.json", (route) =>
    route.fulfill({
      headers: { "access-control-allow-origin": "*" },
      body: '{ "StartAt": "FromAfar", "States": { "FromAfar": { "Type": "Succeed" } } }',
    }),
  );
  await playground.open("#src=https://files.example/flow.asl.json");
  await expect(playground.definition()).toContainText("FromAfar");
  await expect(playground.title()).toHaveText("flow.asl.json");
  await playground.runTo("Succeeded");

  // in the query it says the same
  await page.goto("about:blank");
  await playground.open("?src=https://files.example/flow.asl.json&theme=dark");
  await expect(playground.title()).toHaveText("flow.asl.json");
  expect(new URL(page.url()).search).toBe("?theme=dark");
});

test("a link to a machine that is gone says so", async ({ playground }) => {
  await playground.open("#src=http://files.example/flow.asl.json");
  await expect(playground.notices()).toContainText("only https:// is allowed");
  await expect(playground.title()).toHaveText("Order processing");
});

test("a file goes out and comes back", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.input(), '{ "file": true }');
  await playground.shareLink();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download file" }).click();
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ version: 1, input: '{ "file": true }' });
  await playground.closeDialog();

  await playground.openExample("Map with MaxConcurrency");
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(playground.input()).toContainText('{ "file": true }');
});

test("the definition goes into a text with its link", async ({ playground, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open();
  const link = await playground.shareLink();
  await page.getByRole("button", { name: "Copy Markdown with code" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^```json\n\{[^]*\n\}\n```\n\n\[Order processing\]\(/);
  expect(text).toContain(link);
});

test("a history goes out as AWS's command line prints it", async ({ playground, page }) => {
  await playground.open();
  await playground.runTo("Succeeded");
  await page.getByRole("tab", { name: "Output" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download history" }).click();
  const { events } = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(events[0]).toMatchObject({ id: 1, previousEventId: 0, type: "ExecutionStarted" });
  expect(events.at(-1)).toMatchObject({ id: events.length, type: "ExecutionSucceeded" });
});

test("a file that is a definition alone is opened as one", async ({ playground, page }) => {
  await playground.open();
  const definition = '{ "StartAt": "Alone", "States": { "Alone": { "Type": "Succeed" } } }';
  await page.locator("input[type=file]").setInputFiles({ name: "alone.asl.json", mimeType: "application/json", buffer: Buffer.from(definition) });
  await expect(playground.definition()).toContainText("Alone");
  await expect(playground.title()).toHaveText("alone.asl.json");
  await playground.runTo("Succeeded");
});
