// What a stub that came by a link tries, and what comes of it: nothing leaves, nothing is read, nothing stays.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./page.ts";

/** Each expression is tried inside a stub; its result or its error is what the stub returns. */
const ATTEMPTS: [name: string, expression: string][] = [
  ["fetch", "await fetch(TARGET)"],
  ["fetch without CORS", "await fetch(TARGET, { mode: 'no-cors', keepalive: true })"],
  ["fetch, taken back from its prototype", "await Object.getPrototypeOf(globalThis).fetch.call(globalThis, TARGET)"],
  ["XMLHttpRequest", "(() => { const x = new XMLHttpRequest(); x.open('GET', TARGET, false); x.send(); return x.status; })()"],
  ["WebSocket", "await new Promise((yes, no) => { const s = new WebSocket(TARGET.replace('http', 'ws')); s.onopen = yes; s.onerror = () => no(new Error('refused')); })"],
  ["EventSource", "await new Promise((yes, no) => { const s = new EventSource(TARGET); s.onopen = yes; s.onerror = () => no(new Error('refused')); })"],
  ["WebTransport", "await new WebTransport(TARGET.replace('http:', 'https:')).ready"],
  ["importScripts", "importScripts(TARGET)"],
  ["import() of a remote module", "await import(TARGET)"],
  ["import() of a data: module", "await import('data:text/javascript,export default 1')"],
  ["a worker from a remote address", "new Worker(TARGET)"],
  ["a FontFace", "await new FontFace('x', `url(${TARGET})`).load()"],
  ["sendBeacon", "navigator.sendBeacon(TARGET)"],
  ["an image", "new Image().src = TARGET"],
  ["RTCPeerConnection", "new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1' }] })"],
  ["eval", "eval('1 + 1')"],
  ["the Function constructor", "new Function('return 1')()"],
  ["the Function constructor, found elsewhere", "(async () => {}).constructor('return 1')()"],
  ["localStorage", "localStorage.length"],
  ["indexedDB", "indexedDB.open('x')"],
  ["caches", "await caches.open('x')"],
  ["the origin private file system", "await navigator.storage.getDirectory()"],
  ["cookies", "document.cookie"],
  ["a BroadcastChannel", "new BroadcastChannel('x').postMessage('out')"],
  ["the page's document", "parent.document.title"],
  ["a service worker", "await navigator.serviceWorker.register(TARGET)"],
  ["a web lock of the site", "(await navigator.locks.query()).held"],
  ["the window", "window.top.location"],
];

test("a stub reaches nothing outside", async ({ playground, page }) => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? "");
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" });
    response.end("export default 1");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hit`;
  const tries = ATTEMPTS.map(
    ([name, expression]) => `  ${JSON.stringify(name)}: async () => ${expression.replaceAll("TARGET", JSON.stringify(target))},`,
  );
  const stub = `const ATTEMPTS = {
${tries.join("\n")}
};
export const handler = async () => {
  const outcome = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    try {
      await attempt();
      outcome[name] = "SUCCEEDED";
    } catch (error) {
      outcome[name] = "refused";
    }
  }
  return outcome;
};`;
  await playground.open();
  const definition = {
    StartAt: "Try",
    States: { Try: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:escape", End: true } },
  };
  await playground.write(playground.definition(), JSON.stringify(definition, null, 2));
  await playground.showStub("escape");
  await playground.write(playground.stub(), stub);
  await playground.runTo("Succeeded");
  await page.getByRole("tab", { name: "Output" }).click();
  const text = await page.getByTestId("output").innerText();
  for (const [name] of ATTEMPTS) expect.soft(text, name).toContain(`${JSON.stringify(name)}: "refused"`);
  expect(hits).toEqual([]);
  // refused attempts are reported on the console; they are what this test is about
  playground.complaints.length = 0;
  server.close();
});

test("the sandbox does nothing when it is opened on its own", async ({ page }) => {
  const said: string[] = [];
  await page.exposeFunction("said", (text: string) => said.push(text));
  await page.goto("./sandbox.html");
  await page.evaluate(() => postMessage({ type: "asl:init", script: "self.escaped = 1", wasm: new ArrayBuffer(0) }, "*", [new MessageChannel().port2]));
  expect(await page.evaluate(() => "escaped" in self)).toBe(false);
  expect(said).toEqual([]);
});
