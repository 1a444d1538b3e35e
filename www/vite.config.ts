import { defineConfig } from "vitest/config";
import { arrangePlugin, embedPlugin, enginePlugin } from "./scripts/engine-plugin.ts";

// Relative addresses: the page works from any path of any static host.
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [enginePlugin(import.meta.dirname), arrangePlugin(import.meta.dirname), embedPlugin(import.meta.dirname)],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // what counts is the size of the whole site, which the tests bound
  build: { target: "es2022", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1_000 },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
