// The engine as the package uses it: loaded once, called, and replaced when it has stopped.

import { type Glue, makeGlue } from "#glue";
import { macrotask } from "../engine/macrotask.ts";
import type { Diagnostic } from "../engine/types.ts";

export type WasmSource = BufferSource | URL | string | Response | WebAssembly.Module;

/** An instance of the engine. */
type Engine = { glue: Glue; memory: WebAssembly.Memory; hasStopped: boolean };

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
  const glue = makeGlue();
  const given = source ?? new URL("./asl_playground_bg.wasm", import.meta.url);
  const url = typeof given === "string" ? new URL(given, import.meta.url) : given;
  if (url instanceof URL && url.protocol === "file:") {
    // a variable keeps bundlers for the browser from following it
    const fs = "node:fs/promises";
    const { readFile } = await import(/* @vite-ignore */ fs);
    return engineOf(glue, glue.initSync({ module: await readFile(url) }));
  }
  return engineOf(glue, await glue.init({ module_or_path: url }));
}

/** These leave nothing half done, wherever the stack ends. */
const LEAVES: readonly string[] = ["constructor", "now", "startTime", "random"];

function engineOf(glue: Glue, { memory }: { memory: WebAssembly.Memory }): Engine {
  const made = { glue, memory, hasStopped: false };
  const sessions = glue.Session.prototype as unknown as Record<string, (...values: unknown[]) => unknown>;
  for (const name of Object.getOwnPropertyNames(sessions)) {
    const method = sessions[name];
    if (method === undefined || LEAVES.includes(name)) continue;
    sessions[name] = function (...values) {
      return callOf(made, () => method.apply(this, values));
    };
  }
  return made;
}

/** The engine, another one where it has stopped. Throws a sentence that helps when it has not been loaded. */
function loaded(): Engine {
  if (engine === undefined) throw new Error("the engine is not loaded: await init() first");
  const { hasStopped, glue } = engine;
  if (hasStopped && glue.module !== undefined) {
    const another = makeGlue();
    engine = engineOf(another, another.initSync({ module: glue.module }));
  }
  return engine;
}

/** What the engine answers. @internal: who uses the package has no types of `#glue`. */
export function called<T>(call: (glue: Glue) => T): T {
  const used = loaded();
  return callOf(used, () => call(used.glue));
}

/** A stopped engine may have left anything half done: nothing that is in it is asked again. */
function callOf<T>(used: Engine, call: () => T): T {
  if (used.hasStopped) throw new Error(`${STOPPED}.`);
  try {
    return call();
  } catch (error) {
    // at once: where the stack has ended, to look at the error may fail as well
    used.hasStopped = true;
    if (!isTrap(error)) {
      used.hasStopped = false;
      throw engineError(error);
    }
    throw new Error(`${STOPPED}: ${error.message}`, { cause: error });
  }
}

const STOPPED = "the engine stopped, and the runs that were in it are lost";

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
  if (engine !== undefined && engine.memory.buffer.byteLength >= MUCH_MEMORY) await macrotask();
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
