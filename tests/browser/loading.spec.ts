// The engine comes in two parts: the first is enough for a first visit, the rest is not waited for before it is needed.

import type { Page, Route } from "@playwright/test";
import { expect, test as base, PlaygroundPage } from "./page.ts";

// what a service worker fetches, nobody can hold back
base.use({ serviceWorkers: "block" });

/** The browser itself complains about what it could not load. */
const test = base.extend({ playground: async ({ page }, use) => use(new PlaygroundPage(page)) });

const REST = /\/engine\/rest\.wasm/;

/** Holds the rest of the engine back until it is let go. */
async function holdRest(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isHeld = true;
  await page.route(REST, (route) => (isHeld ? void held.push(route) : route.continue()));
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test("a first visit opens the example, runs it and looks at a state with the first part of the engine alone", async ({ playground, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await holdRest(page);
  await playground.open();
  await playground.runTo("Succeeded");
  await page.getByRole("option", { name: /^ProcessPayment, Task/ }).click();
  await expect(playground.inspector()).toContainText("After InputPath");
  await playground.show("Timeline");
  await playground.show("Trace");
  const files = asked.map((path) => path.slice(path.indexOf("/where/") + "/where/".length).replace(/-[\w-]{8}\./, "."));
  // what sizes.mjs counts, and the rest, which was asked for and held back
  const awaited = ["", "assets/arrange.js", "assets/index.css", "assets/index.js", "assets/json-text.js", "assets/jsxRuntime.js", "engine/first.wasm", "engine/worker.js", "favicon.svg", "sandbox.html"];
  expect(files.sort()).toEqual([...awaited, "engine/rest.wasm"].sort());
});

test("search, completion and explanation come with the first use of an editor, and its text and undo stay as they are", async ({ playground, page }) => {
  await playground.open();
  const workbench = page.waitForRequest(/\/assets\/workbench-/);
  await playground.write(playground.definition(), '{ "States": { "A": {} } }');
  await workbench;
  await playground.assisted();
  await expect(playground.definition()).toHaveText('{ "States": { "A": {} } }');
  await page.keyboard.press("ControlOrMeta+f");
  await expect(page.getByRole("textbox", { name: "Find" })).toBeFocused();
  await page.keyboard.type("States\n");
  await expect(page.locator(".cm-searchMatch-selected")).toHaveText("States");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.definition()).toContainText("ValidateOrder");
});

test("what needs the rest waits for it, and is there when it has come", async ({ playground, page }) => {
  const letGo = await holdRest(page);
  await playground.open("#example=jsonata-variables");
  await playground.run();
  await page.waitForTimeout(500);
  await letGo();
  await playground.expectStatus("Succeeded");
});

test("another example, opened before the rest has come, runs when it has", async ({ playground, page }) => {
  const letGo = await holdRest(page);
  await playground.open();
  await playground.runTo("Succeeded");
  await playground.openExample("Saga: undo what was done");
  await playground.run();
  await letGo();
  await playground.expectStatus("Failed");
});

test("a rest that cannot be loaded is said, and does not keep the first part from working", async ({ playground, page }) => {
  await page.route(REST, (route) => route.fulfill({ status: 404 }));
  await playground.open();
  await playground.runTo("Succeeded");
  await playground.openExample("JSONata and variables");
  await expect(page.getByText(/engine\/rest\.wasm could not be loaded \(404\)/)).toBeVisible();
  await page.unroute(REST);
  await playground.openExample("Order processing");
  await playground.openExample("JSONata and variables");
  await playground.runTo("Succeeded");
});

const EXAMPLES = /\/other-samples-/;

test("of examples chosen one after the other, while they are loaded, the last one is opened", async ({ playground, page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(EXAMPLES, (route) => void held.then(() => route.continue()));
  await playground.open();
  const menu = page.getByLabel("Open an example, a draft or a file");
  await menu.selectOption("sample:saga");
  await menu.selectOption("sample:ship-items");
  letGo();
  await expect(playground.title()).toHaveText("Map with MaxConcurrency");
  await expect(page.getByText("Six items, two at a time")).toBeVisible();
  await playground.runTo("Succeeded");
});

test("an example that cannot be loaded is said, and what is open stays", async ({ playground, page }) => {
  await page.route(EXAMPLES, (route) => route.fulfill({ status: 404 }));
  await playground.open("#example=saga");
  await expect(playground.notices()).toContainText("The example could not be loaded");
  await expect(playground.title()).toHaveText("Order processing");
  await playground.runTo("Succeeded");
});

test("while the example of an address is loaded the page stands, says so, and shows nothing in its place", async ({ playground, page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(EXAMPLES, (route) => void held.then(() => route.continue()));
  await page.goto("./#example=saga");
  await expect(page.getByRole("main")).toHaveText("Loading the example “Saga: undo what was done”…");
  await expect(playground.title()).toHaveText("Loading…");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeDisabled();
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  letGo();
  await expect(playground.title()).toHaveText("Saga: undo what was done");
  await playground.runTo("Failed");
});

test("an example that does not come in time is said, and what else there is can be opened before", async ({ playground, page }) => {
  await page.route(EXAMPLES, () => {});
  await page.clock.install();
  await page.goto("./#example=saga");
  await expect(page.getByRole("main")).toContainText("Loading");
  await page.clock.fastForward(15_000);
  await expect(playground.notices()).toContainText("The example could not be loaded");
  await expect(playground.title()).toHaveText("Order processing");

  await page.goto("about:blank");
  await page.goto("./#example=saga");
  await expect(page.getByRole("main")).toContainText("Loading");
  await playground.openExample("Order processing");
  await page.clock.fastForward(15_000);
  await playground.runTo("Succeeded");
  await expect(playground.notices()).toHaveText("");
});

test("a step back while an example is loaded leaves what is open, and waits no more", async ({ playground, page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(EXAMPLES, (route) => void held.then(() => route.continue()));
  await playground.open();
  await page.evaluate(() => void (location.hash = "#example=saga"));
  await expect(playground.title()).toHaveText("Loading…");
  await page.goBack();
  await expect(playground.title()).toHaveText("Order processing");
  const come = page.waitForResponse(EXAMPLES);
  letGo();
  await come;
  await playground.runTo("Succeeded");
  await expect(playground.title()).toHaveText("Order processing");
});
