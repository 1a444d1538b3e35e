// Puts the engine into the site: the worker's script, the two WebAssembly modules, and the sandboxed frame with its policy.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rolldown } from "rolldown";
import type { Plugin } from "vite";

/** What wasm-pack made, seen from www/. */
const WASM = "../target/wasm";
/** Its module in two, as split-engine.mjs wrote them. */
const PARTS = "../target/parts";

export function enginePlugin(root: string): Plugin {
  const at = (path: string) => `${root}/${path}`;
  return {
    name: "asl-engine",
    apply: "build",
    async config() {
      const digest = createHash("sha256");
      for (const part of ["first", "rest"]) digest.update(await readFile(at(`${PARTS}/${part}.wasm`)));
      digest.update(await script(at("src/engine/worker/main.ts"), root));
      return { define: { ENGINE_VERSION: JSON.stringify(digest.digest("hex").slice(0, 12)) } };
    },
    async generateBundle() {
      const frame = await script(at("src/engine/frame/frame.ts"), root);
      const hash = createHash("sha256").update(frame).digest("base64");
      const policy = `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:; worker-src blob:; base-uri 'none'; form-action 'none'`;
      const document = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Sandbox</title><script>${frame}</script>`;
      this.emitFile({ type: "asset", fileName: "sandbox.html", source: document });
      this.emitFile({ type: "asset", fileName: "engine/worker.js", source: await script(at("src/engine/worker/main.ts"), root) });
      for (const part of ["first", "rest"]) {
        this.emitFile({ type: "asset", fileName: `engine/${part}.wasm`, source: await readFile(at(`${PARTS}/${part}.wasm`)) });
      }
    },
  };
}

/** Puts what lays out graphs beside the page: one module without imports, for a worker or for the page itself. */
export function arrangePlugin(root: string): Plugin {
  let source = "";
  let fileName = "";
  return {
    name: "asl-arrange",
    apply: "build",
    async config() {
      source = await module(`${root}/src/views/graph/arrange-worker.ts`);
      fileName = `assets/arrange-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;
      return { define: { ARRANGE_FILE: JSON.stringify(fileName) } };
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}

/** Puts `embed.js` beside the page: one module without imports, under a name that never changes. */
export function embedPlugin(root: string): Plugin {
  return {
    name: "asl-embed",
    apply: "build",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "embed.js", source: await module(`${root}/src/embed/element.ts`) });
    },
  };
}

async function module(input: string): Promise<string> {
  const bundle = await rolldown({ input, platform: "browser" });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return output[0].code;
}

/** One classic script without imports: the frame runs it inline, the worker from a blob. */
async function script(input: string, root: string): Promise<string> {
  const bundle = await rolldown({
    input,
    platform: "browser",
    resolve: { alias: { "#wasm": `${root}/${WASM}/asl_playground.js` } },
    // wasm-bindgen's way to find its file by itself, which nobody takes here
    transform: { define: { "import.meta.url": "self.location.href" } },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  return output[0].code;
}
