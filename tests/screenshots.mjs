// Remakes the pictures of the README from the built site, light and dark.
//
//   node screenshots.mjs ADDRESS FOLDER

import { mkdir } from "node:fs/promises";
import { chromium } from "@playwright/test";

const [, , address, folder] = process.argv;
const SIZE = { width: 1440, height: 900 };

/** By name: the example, and what is done after its run. */
const PICTURES = {
  order: { example: "order-processing" },
  travel: {
    example: "trip-booking",
    async then(page) {
      const travel = page.getByRole("group", { name: "Time travel" });
      await travel.getByRole("button", { name: "First event" }).click();
      for (let step = 0; step < 18; step += 1) await travel.getByRole("button", { name: "Event after" }).click();
    },
  },
};

await mkdir(folder, { recursive: true });
const executablePath = process.env.CHROMIUM;
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
for (const [name, { example, then }] of Object.entries(PICTURES)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: "reduce" });
    await page.goto(`${address}#example=${example}`);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByTestId("run-status").getByText(/Succeeded|Failed/).waitFor();
    await then?.(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
    await page.close();
    console.log(`${folder}/${name}-${colorScheme}.png`);
  }
}
await browser.close();
