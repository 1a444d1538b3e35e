// What was typed is kept, whatever other tabs do and whatever the browser's storage is like.

import type { BrowserContext } from "@playwright/test";
import { expect, PlaygroundPage, test } from "./page.ts";

const DRAFT = "asl-playground/draft/";

/** The inputs that are kept as drafts, in no order. */
const keptInputs = (page: PlaygroundPage["page"]) =>
  page.evaluate((prefix) => {
    const drafts = Object.entries(localStorage).filter(([key]) => key.startsWith(prefix));
    return drafts.map(([, text]) => (JSON.parse(text) as { workspace: { input: string } }).workspace.input).sort();
  }, DRAFT);

const openIn = async (context: BrowserContext): Promise<PlaygroundPage> => {
  const playground = new PlaygroundPage(await context.newPage());
  await playground.open();
  return playground;
};

/** The menu of what can be opened, with the drafts as they are now. */
const draftsMenu = async ({ page }: PlaygroundPage) => {
  const menu = page.getByLabel("Open an example, a draft or a file");
  await menu.focus();
  return menu;
};

test("two tabs on one draft: the one that edits last goes on in a draft of its own, and says so", async ({ playground, page, context }) => {
  await playground.open();
  await playground.write(playground.input(), '"first"');
  await expect.poll(() => keptInputs(page)).toEqual(['"first"']);
  // left, and kept alive by the browser for a step back
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  const second = await openIn(context);
  await expect(second.input()).toContainText("first");
  await second.write(second.input(), '"second"');
  await expect.poll(() => keptInputs(page)).toEqual(['"second"']);

  await page.bringToFront();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await playground.write(playground.input(), '"first, changed"');
  await expect(playground.notices()).toContainText("changed in another tab");
  expect(await keptInputs(page)).toEqual(['"first, changed"', '"second"']);

  // each goes on with its own
  await second.write(second.input(), '"second, changed"');
  await expect.poll(() => keptInputs(page)).toEqual(['"first, changed"', '"second, changed"']);
  await expect(second.notices()).toBeEmpty();
  await page.reload();
  await expect(playground.input()).toContainText("first, changed");
});

for (const [storage, prepare] of [
  [
    "forbidden",
    () => {
      const deny = () => {
        throw new DOMException("denied", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: deny });
    },
  ],
  [
    "full",
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ],
] as const) {
  test(`with storage that is ${storage} the page works, and says once that drafts are not kept`, async ({ playground, page }) => {
    await page.addInitScript(prepare);
    await playground.open();
    await playground.runTo("Succeeded");
    await playground.write(playground.input(), '{ "orderId": "o-1" }');
    const notice = playground.notices().getByText("does not let the page keep drafts");
    await expect(notice).toBeVisible();
    await playground.notices().getByRole("button", { name: "Dismiss" }).click();
    await playground.write(playground.input(), '{ "orderId": "o-2" }');
    // the run that follows the edit comes later than the saving of it
    await expect(playground.facts()).not.toContainText("before your last edit");
    await playground.runTo("Succeeded");
    await expect(notice).toHaveCount(0);

    await playground.openExample("Saga");
    await expect(playground.notices()).toContainText("This browser did not keep what you had");
    const menu = await draftsMenu(playground);
    await menu.selectOption({ value: (await menu.locator("option[value^=draft]").first().getAttribute("value")) ?? "" });
    await expect(playground.input()).toContainText("o-2");
  });
}

test("work that gives way to an example is said to be kept, and comes back from there or from the menu", async ({ playground }) => {
  await playground.open();
  await playground.openExample("Saga");
  await expect(playground.notices()).toBeEmpty();
  await playground.write(playground.input(), '"mine"');
  await playground.openExample("Order processing");
  await expect(playground.notices()).toContainText("What you had is kept");
  await playground.notices().getByRole("button", { name: "Bring it back" }).click();
  await expect(playground.input()).toHaveText('"mine"');
  await expect(playground.notices()).toBeEmpty();
  await playground.write(playground.input(), '"mine, too"');
  await playground.openExample("Order processing");
  await expect(playground.notices()).toContainText("What you had is kept");
  // who goes on with what came in its place has seen it
  await playground.write(playground.input(), "{}");
  await expect(playground.notices()).toBeEmpty();
  const menu = await draftsMenu(playground);
  const kept = menu.locator("option[value^=draft]").first();
  await menu.selectOption({ value: (await kept.getAttribute("value")) ?? "" });
  await expect(playground.input()).toHaveText('"mine, too"');
});

test("a draft that is not there any more is said to be gone, and nothing is handed out", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.input(), '"mine"');
  await playground.openExample("Saga");
  await expect(playground.notices()).toContainText("What you had is kept");
  // as another tab does that needs the room
  await page.evaluate((prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).forEach((key) => localStorage.removeItem(key)), DRAFT);
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await playground.notices().getByRole("button", { name: "Bring it back" }).click();
  await expect(playground.notices()).toContainText("not in this browser any more");
  await expect(playground.notices().getByRole("button", { name: "Bring it back" })).toBeHidden();
  expect(downloads).toBe(0);
});

test("who comes by an address is not told of work that was not seen", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.input(), '"mine"');
  await expect.poll(() => keptInputs(page)).toEqual(['"mine"']);
  await page.goto("about:blank");
  await playground.open("#example=ship-items");
  await expect(playground.title()).toHaveText("Map with MaxConcurrency");
  await expect(playground.notices()).toBeEmpty();
});

test("a workspace that is too large to be kept is said to be so for as long as it is", async ({ playground }) => {
  await playground.open();
  await playground.paste(playground.input(), JSON.stringify("x".repeat(3_000_000)));
  const notice = playground.notices().getByText("too large to be kept");
  await expect(notice).toBeVisible();
  await playground.paste(playground.input(), "{}");
  await expect(notice).toHaveCount(0);
});

test("drafts are not given up for one that has no room even so", async ({ playground, page }) => {
  await playground.open();
  await playground.write(playground.input(), '"mine"');
  await expect.poll(() => keptInputs(page)).toEqual(['"mine"']);
  await playground.openExample("Saga");
  await page.evaluate((prefix) => {
    const kept = Storage.prototype.setItem;
    const known = new Set(Object.keys(localStorage));
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith(prefix) && !known.has(key)) throw new DOMException("full", "QuotaExceededError");
      kept.call(this, key, value);
    };
  }, DRAFT);
  await playground.write(playground.input(), '"too much"');
  await expect(playground.notices()).toContainText("keep drafts");
  expect(await keptInputs(page)).toEqual(['"mine"']);
});

for (const [damage, text] of [
  ["garbage", "\u0000\ufffd{{{"],
  ["of another shape", '{"savedAt":5,"workspace":{"version":1,"machines":"none","input":"\\"precious\\""}}'],
  ["of a newer page", '{"savedAt":5,"trusted":true,"workspace":{"version":99,"machines":[{"definition":"precious"}]}}'],
] as const) {
  test(`a draft that is ${damage} is left alone, said to be there, and handed out as text`, async ({ playground, page }) => {
    await page.addInitScript(([key, stored]) => {
      // the frame of the stubs has no storage
      if (self === top) localStorage.setItem(key, stored);
    }, [`${DRAFT}old`, text] as const);
    await playground.open();
    await expect(playground.notices()).toContainText("damaged or of a newer page");
    await expect(playground.title()).toHaveText("Order processing");
    await playground.runTo("Succeeded");
    await playground.write(playground.input(), "{}");
    await expect.poll(() => page.evaluate((prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).length, DRAFT)).toBe(2);

    const menu = await draftsMenu(playground);
    const download = page.waitForEvent("download");
    await menu.selectOption({ label: "Unreadable draft old: download its text" });
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString("utf8")).toBe(text);
  });
}
