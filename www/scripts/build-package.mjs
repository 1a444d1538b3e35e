// Builds the package into target/package/: one ES module, the WebAssembly module beside it, and its types.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rolldown } from "rolldown";

const www = resolve(import.meta.dirname, "..");
const root = resolve(www, "..");
const wasm = resolve(root, "target/wasm");
const out = resolve(root, "target/package");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** wasm-bindgen's functions know one instance for good; made by a function, there can be another one. */
const glue = {
  name: "glue",
  resolveId: (id) => (id === "#glue" ? "\0glue" : null),
  load: (id) => (id === "\0glue" ? glueText(readFileSync(resolve(wasm, "asl_playground.js"), "utf8")) : null),
};

function glueText(text) {
  const names = [...text.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  const body = text.replaceAll(/^export (?=class|function)/gm, "").replace(/^export \{.*\};$/m, "");
  return `export function makeGlue(FinalizationRegistry) {\n${body}\nreturn { ${names.join(", ")}, initSync, init: __wbg_init, get module() { return wasmModule; } };\n}`;
}

const bundle = await rolldown({
  input: resolve(www, "src/package/index.ts"),
  platform: "neutral",
  plugins: [glue],
  external: [/^node:/],
});
await bundle.write({ file: resolve(out, "index.js"), format: "es" });
await bundle.close();
copyFileSync(resolve(wasm, "asl_playground_bg.wasm"), resolve(out, "asl_playground_bg.wasm"));
copyFileSync(resolve(root, "LICENSE"), resolve(out, "LICENSE"));

execFileSync(resolve(www, "node_modules/.bin/tsc"), ["-p", resolve(www, "tsconfig.package.json"), "--outDir", resolve(out, "types")], { stdio: "inherit" });
writeFileSync(resolve(out, "index.d.ts"), 'export * from "./types/package/index.ts";\nexport { default } from "./types/package/index.ts";\n');

const version = /^version = "(.*)"$/m.exec(readFileSync(resolve(root, "Cargo.toml"), "utf8"))?.[1];
const manifest = {
  name: "asl-playground",
  version,
  description: "Amazon States Language, run as AWS Step Functions runs it, in virtual time",
  license: "Apache-2.0",
  type: "module",
  exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./asl_playground_bg.wasm": "./asl_playground_bg.wasm" },
  sideEffects: false,
};
writeFileSync(resolve(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
