// Remakes the pictures of the README from the built site, light and dark.
//
//   node screenshots.mjs ADDRESS FOLDER

import { createServer } from "node:http";
import { mkdir } from "node:fs/promises";
import { chromium } from "@playwright/test";

const [, , address, folder] = process.argv;
const SIZE = { width: 1280, height: 760 };
/** Pictures are smaller than the page, to load fast. */
const SCALE = 0.8;
const PHONE = { width: 390, height: 844 };

/** A page of documentation with a workflow in it, on an origin of its own. */
const DOCS = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title>
<script type="module" src="${address}embed.js"></script>
<style>
  :root { color-scheme: light dark; font: 17px/1.6 system-ui, sans-serif; }
  body { max-width: 1000px; margin: 36px auto; padding: 0 24px; background: light-dark(#fff, #14171c); color: light-dark(#1d2330, #dde3ec); }
  h1 { font-size: 30px; margin: 0 0 12px; } code { font-size: 15px; }
</style>
<h1>Retries</h1>
<p>A gateway that is busy answers again after a while. <code>Retry</code> waits longer before each attempt; change <code>BackoffRate</code>
and run it to see what that does to the total.</p>
<asl-playground title="Retry with back-off" tab="timeline" height="520" autorun>
  <script type="application/json">
{
  "StartAt": "Charge",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
      "Retry": [
        { "ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 2 }
      ],
      "End": true
    }
  }
}
  </script>
  <script type="text/plain" data-resource="arn:aws:lambda:us-east-1:123456789012:function:charge">
    export const handler = async (order, { attempt, sleep }) => {
      await sleep(700);
      if (attempt < 3) throw new TaskError("Busy", "try again");
      return { ...order, paid: true };
    };
  </script>
</asl-playground>
<p>The same holds for each iteration of a Map.</p>`;

const ENDED = /Succeeded|Failed/;

/** Runs an example of the playground to its end. */
async function runExample(page, name) {
  await page.goto(`${address}#example=${name}`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByTestId("run-status").getByText(ENDED).waitFor();
}

/** By name: how the page comes to be what is shown. */
const PICTURES = {
  async inspector(page) {
    await runExample(page, "order-processing");
    await page.getByRole("option", { name: /^ProcessPayment, Task/ }).click();
    await page.getByTestId("attempt-tab").first().click();
  },
  async travel(page) {
    await runExample(page, "trip-booking");
    const travel = page.getByRole("group", { name: "Time travel" });
    await travel.getByRole("button", { name: "First event" }).click();
    for (let step = 0; step < 18; step += 1) await travel.getByRole("button", { name: "Event after" }).click();
    // the row that tells of the instant took some of the graph's height
    await page.getByRole("button", { name: "Fit" }).click();
  },
  async embed(page) {
    const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(DOCS));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.frameLocator("iframe").getByTestId("run-status").getByText(ENDED).waitFor();
    server.close();
  },
  async phone(page) {
    await page.setViewportSize(PHONE);
    await runExample(page, "saga");
  },
};

await mkdir(folder, { recursive: true });
const executablePath = process.env.CHROMIUM;
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
for (const [name, show] of Object.entries(PICTURES)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: SCALE, colorScheme, reducedMotion: "reduce" });
    await show(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
    await page.close();
    console.log(`${folder}/${name}-${colorScheme}.png`);
  }
}
await browser.close();
