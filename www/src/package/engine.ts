// The engine as the package uses it: loaded once, called, and replaced when it has stopped.

import { type Glue, makeGlue } from "#glue";
import { macrotask } from "../engine/macrotask.ts";
import { outOfMemory } from "../engine/memory.ts";
import type { Diagnostic } from "../engine/types.ts";

export type WasmSource = BufferSource | URL | string | Response | WebAssembly.Module;

/** An instance of the engine. */
class Engine {
  hasStopped = false;
  readonly glue: Glue;
  memory: WebAssembly.Memory | undefined;

  constructor() {
    const isOver = () => this.hasStopped;
    // nothing is freed in an engine that stopped: that may trap, where nobody can catch it
    this.glue = makeGlue(
      class extends FinalizationRegistry<number> {
        constructor(free: (session: number) => void) {
          super((session) => {
            if (!isOver()) free(session);
          });
        }
      },
    );
    this.#watch();
  }

  /** Lets the calls of sessions tell of a trap. */
  #watch(): void {
    const sessions = this.glue.Session.prototype as unknown as Record<string, (...values: unknown[]) => unknown>;
    for (const name of Object.getOwnPropertyNames(sessions)) {
      const method = sessions[name];
      if (method === undefined || LEAVES.includes(name)) continue;
      const engine = this;
      sessions[name] = function (...values) {
        return engine.call(() => method.apply(this, values));
      };
    }
  }

  /** A stopped engine may have left anything half done: nothing that is in it is asked again. */
  call<T>(call: () => T): T {
    if (this.hasStopped) throw new Error(`${STOPPED}.`);
    try {
      return call();
    } catch (error) {
      // at once: where the stack has ended, to look at the error may fail as well
      this.hasStopped = true;
      if (!isTrap(error)) {
        this.hasStopped = false;
        throw engineError(error);
      }
      throw new Error(`${STOPPED}: ${outOfMemory(error, this.memory) ?? error.message}`, { cause: error });
    }
  }
}

/** These leave nothing half done, wherever the stack ends. */
const LEAVES: readonly string[] = ["constructor", "now", "startTime", "random"];

const STOPPED = "the engine stopped, and the runs that were in it are lost";

let engine: Engine | undefined;
let loading: Promise<void> | undefined;

/** Up to here the engine's memory may grow without a thought, in bytes. */
const MUCH_MEMORY = 256 * 1_048_576;

/** Loads the engine once; a failed attempt may be repeated. */
export function load(source?: WasmSource): Promise<void> {
  loading ??= instantiate(source).then(
    (first) => void (engine = first),
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

async function instantiate(source?: WasmSource): Promise<Engine> {
  const first = new Engine();
  const given = source ?? new URL("./asl_playground_bg.wasm", import.meta.url);
  const url = typeof given === "string" ? new URL(given, import.meta.url) : given;
  if (url instanceof URL && url.protocol === "file:") {
    // a variable keeps bundlers for the browser from following it
    const fs = "node:fs/promises";
    const { readFile } = await import(/* @vite-ignore */ fs);
    ({ memory: first.memory } = first.glue.initSync({ module: await readFile(url) }));
  } else {
    ({ memory: first.memory } = await first.glue.init({ module_or_path: url }));
  }
  return first;
}

/** The engine, another one where it has stopped. Throws a sentence that helps when it has not been loaded. */
function loaded(): Engine {
  if (engine === undefined) throw new Error("the engine is not loaded: await init() first");
  const { module } = engine.glue;
  if (engine.hasStopped && module !== undefined) {
    const another = new Engine();
    ({ memory: another.memory } = another.glue.initSync({ module }));
    engine = another;
  }
  return engine;
}

/** What the engine answers. @internal: who uses the package has no types of `#glue`. */
export function called<T>(call: (glue: Glue) => T): T {
  const used = loaded();
  return used.call(() => call(used.glue));
}

/** A WebAssembly trap; one for want of stack comes as an error of the language. */
function isTrap(error: unknown): error is Error {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return error instanceof Error && ["RangeError", "InternalError"].includes(error.name) && /call stack|recursion/.test(error.message);
}

/**
 * Lets the host free the runs that nobody holds any more. It does so between tasks only, and a program that awaits one
 * run after the other never leaves its task.
 */
export async function freeFinishedRuns(): Promise<void> {
  if (engine?.memory !== undefined && engine.memory.buffer.byteLength >= MUCH_MEMORY) await macrotask();
}

/** A definition that AWS would refuse; the message is in AWS's words. */
export class InvalidDefinition extends Error {
  readonly code = "InvalidDefinition";
  readonly diagnostics: Diagnostic[];

  constructor(message: string, diagnostics: Diagnostic[]) {
    super(message);
    this.name = "InvalidDefinition";
    this.diagnostics = diagnostics;
  }
}

/** What the engine threw, as the package throws it. */
function engineError(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code === "InvalidDefinition") {
    const diagnostics = "diagnostics" in error && Array.isArray(error.diagnostics) ? error.diagnostics : [];
    return new InvalidDefinition(error.message, diagnostics as Diagnostic[]);
  }
  return error;
}
