// The service worker: after the first visit the page starts and runs without a network. The network is asked first, so
// that nothing is ever older than what the site has; only files whose names carry their digest come from the cache.

/** Written in by the build: every file of the site, relative to it, and what all of them together are known by. */
declare const FILES: readonly string[];
declare const VERSION: string;

const PREFIX = "asl-playground-";
const CACHE = PREFIX + VERSION;

/** The part of a service worker's own world that is used here; the page's types do not have it. */
type Extendable = Event & { waitUntil(work: Promise<unknown>): void };
type Fetched = Extendable & { request: Request; respondWith(answer: Promise<Response>): void };
const worker = self as unknown as {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetched) => void): void;
};

worker.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new URL(file, worker.registration.scope).href));
    await worker.skipWaiting();
  };
  event.waitUntil(keep());
});

worker.addEventListener("activate", (event) => {
  const takeOver = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(takeOver());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const address = new URL(request.url);
  const inside = address.pathname.slice(new URL(worker.registration.scope).pathname.length);
  const stored = async () => (await caches.open(CACHE)).match(address.origin + address.pathname);
  if (inside === "sandbox.html" && address.search === "?offline") return sandboxed(await stored());
  if (inside.startsWith("assets/")) return (await stored()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (problem) {
    const found = await stored();
    if (found === undefined) throw problem;
    return found;
  }
}

/** A sandboxed frame's document never comes through here; without a network the sandbox is in the answer instead. */
function sandboxed(found: Response | undefined): Response {
  if (found === undefined) return Response.error();
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": "sandbox allow-scripts" };
  return new Response(found.body, { headers });
}
