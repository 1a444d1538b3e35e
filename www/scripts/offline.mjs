// Writes the service worker of the built site: it knows every file of it.
//
//   node offline.mjs SITE

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { rolldown } from "rolldown";

const [, , site] = process.argv;
const NAME = "sw.js";

const entries = await readdir(site, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && entry.name !== NAME)
  .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();
const digest = createHash("sha256");
for (const file of files) digest.update(`${file}\n`).update(await readFile(join(site, file)));

const bundle = await rolldown({
  input: join(import.meta.dirname, "../src/offline/sw.ts"),
  platform: "browser",
  transform: {
    define: {
      // a folder's index is asked for by the folder's name
      FILES: JSON.stringify(files.map((file) => (file.endsWith("index.html") ? `./${file.slice(0, -"index.html".length)}` : `./${file}`))),
      VERSION: JSON.stringify(digest.digest("hex").slice(0, 12)),
    },
  },
});
const { output } = await bundle.generate({ format: "iife", minify: true });
await bundle.close();
await writeFile(join(site, NAME), output[0].code);
