// Ends with an error when a WebAssembly module is none that engines load: an optimizer can write such files.
//
//   node check-wasm.mjs FILE

import { readFile } from "node:fs/promises";

const [, , file] = process.argv;
try {
  await WebAssembly.compile(await readFile(file));
} catch (error) {
  console.error(`${file}: ${error.message}`);
  process.exit(1);
}
