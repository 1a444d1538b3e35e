// The script of the sandboxed frame: it compiles the engine once, and starts and ends workers. It reads nothing that
// passes between the page and a worker, and runs nothing of a workspace itself.

import type { Boot, Control, FrameNews, Hello, Init } from "../protocol.ts";

// opened on its own or framed without the sandbox, this file would run code it is handed on the site's own origin
if (self.origin === "null" && parent !== self) {
  const workers = new Map<string, Worker>();

  const listen = (control: MessagePort, script: string, module: WebAssembly.Module) => {
    const say = (news: FrameNews) => control.postMessage(news);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    control.onmessage = ({ data, ports }: MessageEvent<Control>) => {
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
      const boot: Boot = { type: "boot", module };
      worker.postMessage(boot, [port]);
      workers.set(data.name, worker);
    };
    say({ type: "ready" });
  };

  const begin = ({ source, data, ports }: MessageEvent<Init>) => {
    const [control] = ports;
    if (source !== parent || data?.type !== "asl:init" || !control) return;
    removeEventListener("message", begin);
    WebAssembly.compile(data.wasm).then(
      (module) => listen(control, data.script, module),
      (error: unknown) => control.postMessage({ type: "fatal", message: String(error) } satisfies FrameNews),
    );
  };
  addEventListener("message", begin);
  parent.postMessage({ type: "asl:host", v: 1 } satisfies Hello, "*");
}
