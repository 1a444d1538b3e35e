// Prints the sizes of the engine and of the site, as they are and as they are sent; ends with an error when the site, or
// what a first visit waits for, is larger than it may be.
//
//   node sizes.mjs SITE

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Everything together, packed with gzip: what the slowest host sends a reader who opens every part. */
const MOST_BYTES = 1_048_576;
/** What the page loads until the first example has run, packed with brotli. */
const MOST_FIRST_BYTES = 450_000;

const [, , site] = process.argv;
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;
const sum = (files, size) => files.reduce((total, file) => total + size(readFileSync(join(site, file))), 0);
const line = (label, files) => {
  const sizes = [sum(files, (bytes) => bytes.length), sum(files, gzip), sum(files, (bytes) => brotliCompressSync(bytes).length)];
  console.log(label.padEnd(24) + sizes.map((bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(12)).join(""));
  return { gzip: sizes[1], brotli: sizes[2] };
};

const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(site, "/").length));
// the document, what it names, and what its script loads before the first example has run
const document = readFileSync(join(site, "index.html"), "utf8");
const named = [...document.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file);
const first = ["index.html", ...named, ...files.filter((file) => /^assets\/arrange-/.test(file)), "sandbox.html", "engine/worker.js", "engine/first.wasm"];

console.log("size".padEnd(24) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""));
line("engine, first part", ["engine/first.wasm"]);
line("engine, the rest", ["engine/rest.wasm"]);
const visit = line("a first visit waits for", first);
const all = line("page and engine", files);
const most = [
  [visit.brotli, MOST_FIRST_BYTES, "what a first visit waits for", "brotli"],
  [all.gzip, MOST_BYTES, "the site", "gzip"],
];
for (const [bytes, limit, what, packing] of most) {
  if (bytes <= limit) continue;
  console.error(`${what} is ${bytes} bytes packed with ${packing} and may be ${limit}: make it smaller, or load less of it`);
  process.exitCode = 1;
}
