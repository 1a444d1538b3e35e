// The script of the sandboxed frame: it compiles each part of the engine once, and starts and ends workers. It reads
// nothing that passes between the page and a worker, and runs nothing of a workspace itself.

import { type Boot, type Control, type FrameNews, type Hello, type Init, PROTOCOL_VERSION } from "../protocol.ts";

// opened on its own or framed without the sandbox, this file would run code it is handed on the site's own origin
if (self.origin === "null" && parent !== self) {
  const workers = new Map<string, Worker>();

  const listen = (control: MessagePort, script: string, first: WebAssembly.Module) => {
    /** Undefined inside: it did not compile, and whoever needs it hears so. */
    let rest: Promise<WebAssembly.Module | undefined> | undefined;
    const say = (news: FrameNews) => control.postMessage(news);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    control.onmessage = ({ data, ports }: MessageEvent<Control>) => {
      if (data.type === "rest") {
        rest = WebAssembly.compile(data.rest).catch(() => undefined);
        return;
      }
      if (data.type === "kill") {
        workers.get(data.name)?.terminate();
        workers.delete(data.name);
        say({ type: "killed", name: data.name, seq: data.seq });
        return;
      }
      const [port] = ports;
      if (!port) return;
      const worker = new Worker(address, { name: data.name });
      // a worker's own messages are dropped: it speaks by its port
      worker.onerror = (event) => say({ type: "worker-error", name: data.name, message: event.message ?? "" });
      const boot = (compiled?: WebAssembly.Module) => {
        const message: Boot = { type: "boot", first, ...(compiled === undefined ? {} : { rest: compiled }) };
        worker.postMessage(message, [port]);
      };
      if (rest === undefined) boot();
      else void rest.then(boot);
      workers.set(data.name, worker);
    };
    say({ type: "ready" });
  };

  const begin = ({ source, data, ports }: MessageEvent<Init>) => {
    const [control] = ports;
    if (source !== parent || data?.type !== "asl:init" || !control) return;
    removeEventListener("message", begin);
    WebAssembly.compile(data.first).then(
      (first) => listen(control, data.script, first),
      (error: unknown) => control.postMessage({ type: "fatal", message: String(error) } satisfies FrameNews),
    );
  };
  addEventListener("message", begin);
  parent.postMessage({ type: "asl:host", v: PROTOCOL_VERSION } satisfies Hello, "*");
}
