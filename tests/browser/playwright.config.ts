// The page in a real browser: the built site, served from a sub-path as any static host might.

import { defineConfig } from "@playwright/test";

// a second run on one machine, of another checkout say, takes another port
const PORT = Number(process.env["PLAYGROUND_TEST_PORT"] ?? 8917);

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${PORT}/some/where/`,
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
    url: `http://localhost:${PORT}/some/where/`,
    reuseExistingServer: false,
  },
});
