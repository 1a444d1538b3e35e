// The sandboxed frame from the page's side: it is created once, asked for workers, and thrown away when it does not obey.

import { isOffline } from "../offline/register";
import { type Control, type FrameNews, type Hello, type Init, PROTOCOL_VERSION } from "./protocol.ts";

/** How long the frame may take to say hello, real ms. */
const START_MS = 15_000;
/** How long it may take to end a worker before it is removed with everything in it: one that may be flooding it with messages, real ms. */
const KILL_BUSY_MS = 1_000;
/** The same for a worker that has nothing to do: a machine under load is no reason to end its neighbours. */
const KILL_IDLE_MS = 20_000;

export type WorkerPort = {
  readonly name: string;
  readonly port: MessagePort;
  /** It has the whole engine, not only its first part. */
  readonly whole: boolean;
  /** The worker is gone; `bystander` when that was for another one's sake. */
  onDeath: (message: string, bystander: boolean) => void;
};

export class FrameHost {
  readonly #base: string;
  #frame: Promise<Frame> | undefined;
  #files: Promise<{ script: string; first: ArrayBuffer }> | undefined;
  #rest: Promise<void> | undefined;
  /** The rest of the engine, when it has come. */
  #restBytes: ArrayBuffer | undefined;
  #count = 0;

  constructor(base: string) {
    this.#base = base;
  }

  /** Loads the rest of the engine, once; workers that are started from then on have the whole. */
  async complete(): Promise<void> {
    this.#rest ??= this.#fetchRest().catch((error: unknown) => {
      this.#rest = undefined;
      throw error;
    });
    await this.#rest;
    this.#giveRest(await this.#opened());
  }

  /** Starts a worker; the port is its own. */
  async spawn(kind: string): Promise<WorkerPort> {
    const frame = await this.#opened();
    // one that took another's place was not given it
    this.#giveRest(frame);
    const { port1, port2 } = new MessageChannel();
    const worker: WorkerPort = { name: `${kind}-${++this.#count}`, port: port1, whole: frame.whole, onDeath: () => {} };
    frame.workers.set(worker.name, worker);
    frame.control.postMessage({ type: "spawn", name: worker.name } satisfies Control, [port2]);
    return worker;
  }

  /** Ends a worker; when the frame does not confirm it in time, the frame goes with all its workers. */
  async kill(worker: WorkerPort, busy: boolean): Promise<void> {
    worker.port.close();
    const frame = await this.#frame?.catch(() => undefined);
    if (!frame?.workers.delete(worker.name)) return;
    const seq = ++this.#count;
    const killed = new Promise<boolean>((resolve) => {
      frame.killed.set(seq, () => resolve(true));
      setTimeout(() => resolve(false), busy ? KILL_BUSY_MS : KILL_IDLE_MS);
    });
    frame.control.postMessage({ type: "kill", name: worker.name, seq } satisfies Control);
    const obeyed = await killed;
    frame.killed.delete(seq);
    if (!obeyed) this.#remove(frame, "the sandbox did not answer and was replaced");
  }

  #opened(): Promise<Frame> {
    this.#frame ??= this.#open().catch((error: unknown) => {
      this.#frame = undefined;
      throw error;
    });
    return this.#frame;
  }

  async #open(): Promise<Frame> {
    this.#files ??= this.#fetched().catch((error: unknown) => {
      this.#files = undefined;
      throw error;
    });
    const { script, first } = await this.#files;
    const element = document.createElement("iframe");
    // A service worker never sees the document of a sandboxed frame, so without a network it brings the sandbox with it.
    // Neither side goes on when the frame is of any origin but "null".
    const offline = isOffline();
    if (!offline) element.setAttribute("sandbox", "allow-scripts");
    element.setAttribute("aria-hidden", "true");
    element.tabIndex = -1;
    element.title = "Sandbox for stubs";
    element.style.cssText = "position:absolute;width:0;height:0;border:0;visibility:hidden";
    element.src = new URL(offline ? "sandbox.html?offline" : "sandbox.html", this.#base).href;
    const { port1: control, port2 } = new MessageChannel();
    const frame: Frame = { element, control, whole: false, workers: new Map(), killed: new Map() };
    const ready = new Promise<Frame>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the sandbox did not start")), START_MS);
      const hear = ({ source, origin, data }: MessageEvent<Hello>) => {
        if (source !== element.contentWindow || origin !== "null" || data?.type !== "asl:host") return;
        removeEventListener("message", hear);
        if (data.v !== PROTOCOL_VERSION) return reject(new Error("the sandbox is of another version; reload the page"));
        const init: Init = { type: "asl:init", script, first };
        element.contentWindow?.postMessage(init, "*", [port2]);
      };
      addEventListener("message", hear);
      control.onmessage = ({ data }: MessageEvent<FrameNews>) => {
        switch (data.type) {
          case "ready":
            clearTimeout(late);
            return resolve(frame);
          case "fatal":
            clearTimeout(late);
            return reject(new Error(data.message));
          case "killed":
            return frame.killed.get(data.seq)?.();
          case "worker-error":
            return frame.workers.get(data.name)?.onDeath(data.message, false);
        }
      };
    });
    document.body.append(element);
    return ready.catch((error: unknown) => {
      element.remove();
      throw error;
    });
  }

  async #fetched(): Promise<{ script: string; first: ArrayBuffer }> {
    const [script, first] = await Promise.all([this.#file("engine/worker.js"), this.#file("engine/first.wasm")]);
    return { script: await script.text(), first: await first.arrayBuffer() };
  }

  async #fetchRest(): Promise<void> {
    this.#restBytes = await (await this.#file("engine/rest.wasm")).arrayBuffer();
  }

  #giveRest(frame: Frame): void {
    if (frame.whole || this.#restBytes === undefined) return;
    frame.whole = true;
    frame.control.postMessage({ type: "rest", rest: this.#restBytes } satisfies Control);
  }

  async #file(name: string): Promise<Response> {
    const response = await fetch(new URL(`${name}?${ENGINE_VERSION}`, this.#base));
    if (!response.ok) throw new Error(`${name} could not be loaded (${response.status})`);
    return response;
  }

  #remove(frame: Frame, why: string): void {
    frame.element.remove();
    frame.control.close();
    this.#frame = undefined;
    for (const worker of frame.workers.values()) worker.onDeath(why, true);
  }
}

type Frame = {
  element: HTMLIFrameElement;
  control: MessagePort;
  /** It was given the rest of the engine. */
  whole: boolean;
  workers: Map<string, WorkerPort>;
  killed: Map<number, () => void>;
};
