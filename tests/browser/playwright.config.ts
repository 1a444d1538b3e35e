// The page in a real browser.

import { defineConfig } from "@playwright/test";
import { PORT, SITE } from "./site.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  // on a machine of many tenants a browser may stall for seconds; what passes at its second try is listed as flaky
  retries: process.env["CI"] ? 1 : 0,
  reporter: [["list"]],
  use: {
    baseURL: SITE,
    locale: "en-US",
    launchOptions: {
      ...(process.env["CHROMIUM"] ? { executablePath: process.env["CHROMIUM"] } : {}),
      // containers have no user namespaces for Chromium's own sandbox
      args: ["--no-sandbox"],
    },
    trace: "retain-on-failure",
  },
  webServer: {
    command: `node ../../www/scripts/serve.mjs ../../www/dist ${PORT} /some/where`,
    url: SITE,
    reuseExistingServer: false,
  },
});
