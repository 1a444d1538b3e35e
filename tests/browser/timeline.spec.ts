// The timeline: where a run's time went, in full and folded, by mouse and by keyboard.

import { expect, type Locator, type Page, type PlaygroundPage, test } from "./page.ts";

const work = (ms: number | string, next: string) =>
  `"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Parameters": { "ms${typeof ms === "string" ? ".$" : ""}": ${JSON.stringify(ms)} }, ${next}`;

/** Four items of which two may run at once, two branches, five minutes of waiting, and a last task; a call takes 100 ms more than its stub. */
const FLOW = `{ "StartAt": "Each", "States": {
  "Each": { "Type": "Map", "ItemsPath": "$.ms", "MaxConcurrency": 2, "ResultPath": null, "Next": "Both",
    "ItemProcessor": { "StartAt": "Item", "States": { "Item": { ${work("$", '"End": true')} } } } },
  "Both": { "Type": "Parallel", "ResultPath": null, "Next": "Poll", "Branches": [
    { "StartAt": "Quick", "States": { "Quick": { ${work(100, '"End": true')} } } },
    { "StartAt": "Slow", "States": { "Slow": { ${work(700, '"End": true')} } } } ] },
  "Poll": { "Type": "Wait", "Seconds": 300, "Next": "Check" },
  "Check": { ${work(250, '"End": true')} } } }`;

async function runFlow(playground: PlaygroundPage): Promise<Locator> {
  await playground.open();
  await playground.write(playground.definition(), FLOW);
  await playground.show("Input");
  await playground.write(playground.input(), '{ "ms": [1200, 400, 300, 900] }');
  await playground.showStub("work");
  await playground.write(playground.stub(), "export const handler = async ({ ms }, { sleep }) => { await sleep(ms); return ms; };");
  await playground.runTo("Succeeded");
  return playground.panel("Timeline");
}

const rowOf = (page: Page, name: string | RegExp) => page.getByTestId("timeline-row").filter({ hasText: name });

/** How wide the bar of a row is, CSS px. */
const breadth = async (row: Locator) => (await row.locator(".bar").last().boundingBox())?.width ?? 0;

test("idle time is folded by the keyboard, the axis shows the break, and the choice is kept", async ({ playground, page }) => {
  const timeline = await runFlow(playground);
  const check = rowOf(page, "Check");
  await expect.poll(() => breadth(check)).toBeLessThan(6);

  const fold = timeline.getByRole("checkbox", { name: "Fold idle time" });
  await fold.focus();
  await page.keyboard.press("Space");
  await expect(fold).toBeChecked();
  await expect(timeline.locator(".axis .fold")).toHaveText("5 min");
  await expect(timeline.locator(".axis .fold")).toHaveAttribute("title", "5 min folded: 2.700 s to 5:02.700");
  await expect(timeline.getByRole("list")).toContainText("folded 5 min");
  await expect.poll(() => breadth(check)).toBeGreaterThan(20);
  // times stay what they are
  await expect(check.locator(".bar")).toHaveAttribute("title", /^Check: attempt 1, 5:02\.700 to 5:03\.050 \(350 ms\)/);

  // the instant that the scrubber stands at is on the same axis: at the end of the fold, where the last task begins
  const travel = page.getByRole("group", { name: "Time travel" });
  await playground.show("Graph");
  await travel.getByRole("button", { name: "Event before" }).click();
  await travel.getByRole("button", { name: "State before" }).click();
  await playground.show("Timeline");
  await expect(check.locator(".now")).toBeVisible();
  await expect
    .poll(async () => {
      const [now, bar] = [await check.locator(".now").boundingBox(), await check.locator(".bar").last().boundingBox()];
      return Math.abs((now?.x ?? 0) + 1 - (bar?.x ?? 99));
    })
    .toBeLessThan(2);

  await page.reload();
  await playground.runTo("Succeeded");
  await playground.show("Timeline");
  await expect(fold).toBeChecked();
  await fold.click();
  await expect(timeline.locator(".axis .fold")).toHaveCount(0);
});

test("a run that follows an edit is looked at from where one was", async ({ playground, page }) => {
  await playground.open("#example=ship-items");
  await playground.runTo("Succeeded");
  const rerun = async () => {
    await playground.write(playground.input(), `{ "orderId": "o-${Date.now()}", "items": [{ "sku": "a", "weight": 1 }, { "sku": "b", "weight": 2 }, { "sku": "c", "weight": 3 }, { "sku": "d", "weight": 4 }] }`);
    await expect(playground.facts()).toContainText("before your last edit");
    await expect(playground.facts()).not.toContainText("before your last edit");
  };
  for (const name of ["Trace", "Timeline"] as const) {
    const rows = (await playground.panel(name)).locator(".virtual");
    await rows.evaluate((element) => (element.scrollTop = 60));
    await rerun();
    await expect.poll(() => rows.evaluate((element) => element.scrollTop)).toBe(60);
  }
  const timeline = await playground.panel("Timeline");
  await timeline.getByRole("button", { name: "Show less time" }).click();
  const labels = () => timeline.locator(".axis span").allTextContents();
  await expect.poll(labels).not.toContain("0 s");
  await rerun();
  await expect.poll(labels).not.toContain("0 s");
  await page.getByRole("option", { name: /^PackItem/ }).first().click();
  const inspected = page.locator(".inspector");
  await expect(playground.inspector().first()).toContainText("Input");
  await inspected.evaluate((element) => (element.scrollTop = 90));
  await rerun();
  await expect.poll(() => inspected.evaluate((element) => element.scrollTop)).toBe(90);
  // all of it is all of the next run, too
  await timeline.getByRole("button", { name: "Show all time" }).click();
  await rerun();
  await expect.poll(labels).toContain("0 s");
});

test("says which states the total depended on, and why an iteration began late", async ({ playground, page }) => {
  const timeline = await runFlow(playground);
  await expect(timeline.getByRole("list")).toContainText("critical path");
  await expect(timeline.getByRole("option", { name: /Slow.*on the critical path/ })).toBeVisible();
  await expect(timeline.getByRole("option", { name: /Quick/ })).not.toHaveAccessibleName(/critical/);
  await expect(rowOf(page, "Slow").locator(".bar")).toHaveAttribute("title", /, on the critical path$/);

  // 0.5 s, then 0.4 s, then 1 s are longer than the 1.3 s beside them
  const items = rowOf(page, "Item");
  await expect(items).toHaveCount(4);
  await expect(items.first()).not.toContainText("critical");
  await expect(items.locator(".bar.critical")).toHaveCount(3);
  await expect(items.nth(2).locator(".bar.queued")).toHaveAttribute("title", "Item: queued 500 ms: MaxConcurrency 2, 0.000 s to 0.500 s");
  await expect(items.nth(3).locator(".bar.queued")).toHaveAttribute("title", /queued 900 ms: MaxConcurrency 2/);
});

test("zooms and pans by keyboard, wheel and drag, and tells the instant under the pointer", async ({ playground, page }) => {
  const timeline = await runFlow(playground);
  const check = rowOf(page, "Check");
  const axis = timeline.locator(".axis");
  const before = await axis.innerText();
  const start = await breadth(rowOf(page, "Poll"));

  await timeline.getByRole("listbox", { name: "Timeline" }).focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("+");
  await expect.poll(() => breadth(rowOf(page, "Poll"))).toBeGreaterThan(start);
  await expect(check.locator(".bar")).toHaveCount(0);
  for (let press = 0; press < 9; press += 1) await page.keyboard.press("ArrowRight");
  await expect(check.locator(".bar")).toBeVisible();
  await page.keyboard.press("0");
  await expect.poll(() => axis.innerText()).toBe(before);

  const box = (await axis.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [left, y] = [box.x, box.y + box.height + 60];
  await page.mouse.move(left + 1, y);
  await expect(axis.locator(".pointer")).toHaveAttribute("data-at", /^[0-2]\.\d{3} s$/);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -900);
  await page.keyboard.up("Control");
  await expect.poll(() => axis.innerText()).not.toBe(before);
  const zoomed = await axis.innerText();

  // a drag moves time and chooses nothing
  const chosen = timeline.getByRole("option", { selected: true });
  const count = await chosen.count();
  await page.mouse.move(left + box.width * 0.8, y);
  await page.mouse.down();
  await page.mouse.move(left + box.width * 0.3, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => axis.innerText()).not.toBe(zoomed);
  await expect(chosen).toHaveCount(count);
  await page.mouse.click(left + box.width * 0.5, y);
  await expect(chosen).toHaveCount(1);

  await timeline.getByRole("button", { name: "Show all time" }).click();
  await expect.poll(() => axis.innerText()).toBe(before);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("idle time is folded and time moved with a finger, and nothing is wider than the screen", async ({ playground, page }) => {
    await playground.open("#example=order-processing");
    await playground.runTo("Succeeded");
    const timeline = await playground.panel("Timeline");
    await timeline.getByRole("checkbox", { name: "Fold idle time" }).tap();
    await expect(timeline.locator(".axis .fold")).toHaveText(["5 s", "10 s"]);
    await timeline.getByRole("button", { name: "Show less time" }).tap();
    const axis = timeline.locator(".axis");
    const before = await axis.innerText();
    const box = (await axis.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const finger = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", share: number) =>
      finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: box.x + share * box.width, y: box.y + 50 }] });
    await touch("touchStart", 0.8);
    for (const share of [0.7, 0.5, 0.3, 0.2]) await touch("touchMove", share);
    await touch("touchEnd", 0.2);
    await expect.poll(() => axis.innerText()).not.toBe(before);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
