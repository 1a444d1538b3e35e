// Says in words what the browser refuses anyway: a stub has no network, no storage, no workers and no packages. The boundary
// is the sandboxed frame and its policy, not this.

const NETWORK = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts"];
const OTHERS = ["Worker", "SharedWorker", "BroadcastChannel"];
const REMOVED = ["postMessage", "onmessage", "indexedDB", "caches", "close"];

export function closeGlobals(): void {
  for (const name of NETWORK) refuse(name, "stubs have no network access");
  for (const name of OTHERS) refuse(name, "a stub is a function on its own");
  refuse("require", "a stub has no packages to load");
  for (const name of REMOVED) {
    try {
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
    } catch {
      // a browser that does not let go of it still has nothing behind it
    }
  }
}

function refuse(name: string, why: string): void {
  const refused = () => {
    throw new Error(`${name} is not available in a playground stub: ${why}`);
  };
  try {
    Object.defineProperty(globalThis, name, { value: refused, configurable: true, writable: true });
  } catch {
    // as above
  }
}
