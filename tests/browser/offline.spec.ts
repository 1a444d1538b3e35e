// After the first visit the page needs no network.

import { PlaygroundPage, test as base, expect } from "./page.ts";

/** Without a network the browser itself complains about what it could not load. */
const test = base.extend({ playground: async ({ page }, use) => use(new PlaygroundPage(page)) });

test("the page starts and runs without a network, stubs and all", async ({ playground, page, context }) => {
  await playground.open("#example=order-processing");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    }
  });
  await context.setOffline(true);
  await page.reload();
  await playground.runTo("Succeeded");
  await expect(playground.facts()).toContainText("2 retries");
  // the stubs are still in a sandbox of their own origin
  const origins = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => self.origin)));
  expect(origins).toEqual(["null"]);
});
