// The playground inside a page of another origin, as documentation has it.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type FrameLocator, type Page } from "@playwright/test";
import { expect, test as base } from "./page.ts";
import { SITE } from "./site.ts";

/** Serves one page on an origin of its own; gives its address. */
type Docs = { serve(html: string): string };
const test = base.extend<{ docs: Docs }>({
  docs: async ({}, use) => {
    let html = "";
    const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(html));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await use({
      serve(page) {
        html = page;
        return `http://127.0.0.1:${port}/`;
      },
    });
    server.close();
  },
});

const LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:greet";

const GREET = `
  <asl-playground title="Greeting">
    <script type="application/json">
      { "StartAt": "Greet", "States": { "Greet": { "Type": "Task", "Resource": "${LAMBDA}", "End": true } } }
    </script>
    <script type="application/json" data-part="input">{ "name": "Ada" }</script>
    <script type="text/plain" data-resource="${LAMBDA}">
      export const handler = async ({ name }) => "Hello " + name;
    </script>
    <noscript><a href="${SITE}">Greeting</a></noscript>
  </asl-playground>`;
const WAIT = `
  <asl-playground title="Waiting" tab="output" readonly
    definition='{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 90, "End": true } } }'></asl-playground>`;

/** Shows a page of the other origin with `body`. */
async function visit(page: Page, docs: Docs, body: string, theme = ""): Promise<void> {
  const html = `<!doctype html><html lang="en" ${theme}><title>Docs</title><script type="module" src="${SITE}embed.js"></script><body>${body}</body></html>`;
  await page.goto(docs.serve(html));
}

const frameOf = (page: Page, title: string): FrameLocator => page.frameLocator(`iframe[title="${title}"]`);
const statusOf = (frame: FrameLocator) => frame.getByTestId("run-status");

test("a small embed leaves its height to the graph, and what is selected stays in sight", async ({ playground, page }) => {
  await page.setViewportSize({ width: 480, height: 400 });
  await playground.open("?embed=1#example=order-processing");
  await playground.runTo("Succeeded");
  const states = page.getByRole("listbox", { name: "States" });
  await expect.poll(async () => (await states.boundingBox())?.height).toBeGreaterThan(160);
  const state = page.getByRole("option", { name: /^ProcessPayment, / });
  await state.click();
  await expect
    .poll(async () => {
      const [node, sheet] = [await state.boundingBox(), await playground.inspector().boundingBox()];
      return node !== null && sheet !== null && node.y + node.height <= sheet.y;
    })
    .toBe(true);
});

test("two embeds on one page run side by side, each its own workflow", async ({ page, docs }) => {
  await visit(page, docs, GREET + WAIT);
  const [greet, wait] = [frameOf(page, "Greeting"), frameOf(page, "Waiting")];
  await greet.getByRole("button", { name: "Run", exact: true }).click();
  await wait.getByRole("button", { name: "Run", exact: true }).click();
  await expect(statusOf(greet)).toHaveText("Succeeded", { timeout: 20_000 });
  await expect(statusOf(wait)).toHaveText("Succeeded", { timeout: 20_000 });
  await expect(wait.getByTestId("run-facts")).toContainText("1 min 30 s");
  await greet.getByRole("tab", { name: "Output" }).click();
  await expect(greet.getByTestId("output")).toContainText("Hello Ada");
});

test("the page around it runs it and hears of results and changes", async ({ page, docs }) => {
  await visit(page, docs, GREET);
  const result = await page.evaluate(async () => {
    const element = document.querySelector("asl-playground") as HTMLElement & { run(): Promise<{ status: string; output: string }> };
    return element.run();
  });
  expect(result).toMatchObject({ status: "SUCCEEDED", output: '"Hello Ada"' });

  const changed = page.evaluate(
    () => new Promise((resolve) => document.querySelector("asl-playground")?.addEventListener("change", (event) => resolve((event as CustomEvent).detail.input))),
  );
  const frame = frameOf(page, "Greeting");
  await frame.getByRole("tab", { name: "Input" }).click();
  await frame.getByRole("textbox", { name: "Input" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{ "name": "Grace" }');
  expect(await changed).toBe('{ "name": "Grace" }');
  await frame.getByRole("button", { name: "Reset" }).click();
  await expect(frame.getByRole("textbox", { name: "Input" })).toContainText("Ada");
});

test("it follows the theme of the page around it", async ({ page, docs }) => {
  await visit(page, docs, GREET, 'data-theme="dark"');
  const root = frameOf(page, "Greeting").locator(":root");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
  await expect(root).toHaveAttribute("data-theme", "light");
});

test("what is read-only cannot be edited, what is hidden is not there", async ({ page, docs }) => {
  await visit(page, docs, WAIT.replace("readonly", 'readonly hide="stubs,simulation,trace"'));
  const frame = frameOf(page, "Waiting");
  await frame.getByRole("textbox", { name: "Definition" }).click();
  await page.keyboard.insertText("garbage");
  await expect(frame.getByRole("textbox", { name: "Definition" })).not.toContainText("garbage");
  await expect(frame.getByRole("tab", { name: "Trace" })).toHaveCount(0);
  await expect(frame.getByRole("tab", { name: "Timeline" })).toBeVisible();
});

test("where editors alone are shown it is said beside them how a run ended", async ({ page, docs }) => {
  await visit(page, docs, WAIT.replace("readonly", 'layout="editors"'));
  const frame = frameOf(page, "Waiting");
  await frame.getByRole("button", { name: "Run", exact: true }).click();
  await expect(statusOf(frame)).toHaveText("Succeeded", { timeout: 20_000 });
});

test("load=click loads nothing before the click", async ({ page, docs }) => {
  await visit(page, docs, WAIT.replace("readonly", 'load="click" autorun'));
  await expect(page.locator("iframe")).toHaveCount(0);
  await page.getByRole("button", { name: "Waiting" }).click();
  await expect(statusOf(frameOf(page, "Waiting"))).toHaveText("Succeeded", { timeout: 20_000 });
});

test("the frame is as high as its definition, unless the page says how high", async ({ page, docs }) => {
  await visit(page, docs, GREET + WAIT.replace("readonly", 'height="200"'));
  await expect(frameOf(page, "Greeting").getByRole("button", { name: "Run", exact: true })).toBeVisible();
  const heights = () => page.locator("iframe").evaluateAll((frames) => frames.map((frame) => frame.clientHeight));
  await expect.poll(heights).toEqual([320, 200]);
});

test("the snippet of the Share menu, pasted in an empty page, runs; so does the bare iframe", async ({ playground, page, context, docs }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open("#example=order-processing");
  await page.getByRole("button", { name: "Share" }).click();
  const copied = async (button: string) => {
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const [element, iframe] = [await copied("Copy embed"), await copied("Copy iframe")];

  for (const snippet of [element, iframe]) {
    const host = await context.newPage();
    await host.goto(docs.serve(`<!doctype html><html lang="en"><body>${snippet}</body></html>`));
    const frame = host.frameLocator("iframe");
    await frame.getByRole("button", { name: "Run", exact: true }).click();
    await expect(statusOf(frame)).toHaveText("Succeeded", { timeout: 20_000 });
    await host.close();
  }
});

test("an embed touches no draft of the reader", async ({ playground, page, context }) => {
  await playground.open();
  await playground.write(playground.definition(), '{ "mine": true }');
  await page.waitForTimeout(500);
  const host = await context.newPage();
  await host.goto(`${SITE}?embed=1#example=order-processing`);
  await expect(host.getByRole("textbox", { name: "Definition" })).toContainText("ValidateOrder");
  await host.getByRole("textbox", { name: "Definition" }).click();
  await host.keyboard.insertText(" ");
  await host.waitForTimeout(500);
  const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/draft/")).length);
  expect(keys).toBe(1);
  await page.reload();
  await expect(playground.definition()).toContainText("mine");
});

test("in a frame without an origin, which has no workers, the graph is drawn too", async ({ page, docs }) => {
  await page.goto(docs.serve(`<!doctype html><html lang="en"><title>Docs</title><body><iframe title="Sandboxed" sandbox="allow-scripts" width="900" height="600" src="${SITE}?embed"></iframe>`));
  await expect(frameOf(page, "Sandboxed").getByRole("listbox", { name: "States" }).getByRole("option").first()).toBeVisible({ timeout: 20_000 });
});
