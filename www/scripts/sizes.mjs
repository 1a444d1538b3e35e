// Prints the sizes of the engine and of all files of the site, as they are and as they are sent; ends with an error when
// the site is larger than it may be.
//
//   node sizes.mjs SITE

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Everything together, packed with gzip: what the slowest host sends a reader who opens every part. */
const MOST_BYTES = 1_048_576;

const [, , site] = process.argv;
const engine = join(site, "engine/engine.wasm");
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const sum = (paths, size) => paths.reduce((total, path) => total + size(readFileSync(path)), 0);
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;
const line = (label, paths) => {
  const sizes = [sum(paths, (bytes) => bytes.length), sum(paths, gzip), sum(paths, (bytes) => brotliCompressSync(bytes).length)];
  console.log(label.padEnd(18) + sizes.map((bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(12)).join(""));
};

console.log("size".padEnd(18) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""));
line("engine", [engine]);
line("page and engine", files);
const total = sum(files, gzip);
if (total > MOST_BYTES) {
  console.error(`the site is ${total} bytes packed with gzip and may be ${MOST_BYTES}: make it smaller, or load less of it`);
  process.exit(1);
}
