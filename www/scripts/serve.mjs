// Serves a folder on this machine until it is ended.
//
//   node serve.mjs FOLDER PORT [SUB-PATH]

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const [, , folder, wanted, base = ""] = process.argv;
const port = Number(wanted);

const server = createServer(async (request, response) => {
  try {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (!path.startsWith(`${base}/`)) throw new Error("outside");
    const inside = path.slice(base.length);
    const body = await readFile(join(folder, inside.endsWith("/") ? `${inside}index.html` : inside));
    response.writeHead(200, { "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream", "cache-control": "no-cache", "access-control-allow-origin": "*" });
    response.end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("there is no such file\n");
  }
});

server.on("error", (error) => {
  const why = error.code === "EADDRINUSE" ? `port ${port} is in use; give another one: ./build.sh serve ${port + 1}` : error.message;
  console.error(`build.sh: ${why}`);
  process.exit(1);
});
server.listen(port, () => console.log(`ASL Playground: http://localhost:${port}/ (Ctrl+C ends it)`));
