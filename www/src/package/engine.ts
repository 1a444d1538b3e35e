// Loading the WebAssembly module, and its errors.

import initWasm, { initSync } from "#wasm";
import { macrotask } from "../engine/macrotask.ts";
import type { Diagnostic } from "../engine/types.ts";

export type WasmSource = BufferSource | URL | string | Response | WebAssembly.Module;

let ready = false;
let loading: Promise<void> | undefined;
let memory: WebAssembly.Memory | undefined;
/** Why nothing can be asked of the engine any more. */
let stopped: string | undefined;

/** Up to here the engine's memory may grow without a thought, in bytes. */
const MUCH_MEMORY = 256 * 1_048_576;

/** Loads the engine once; a failed attempt may be repeated. */
export function load(source?: WasmSource): Promise<void> {
  loading ??= instantiate(source).then(
    () => void (ready = true),
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Throws a sentence that helps when the engine has not been loaded, or has stopped: its memory is not to be trusted then. */
function loaded(): void {
  if (stopped !== undefined) throw new Error(stopped);
  if (!ready) throw new Error("the engine is not loaded: await init() first");
}

async function instantiate(source?: WasmSource): Promise<void> {
  const given = source ?? new URL("./asl_playground_bg.wasm", import.meta.url);
  const url = typeof given === "string" ? new URL(given, import.meta.url) : given;
  if (url instanceof URL && url.protocol === "file:") {
    // a variable keeps bundlers for the browser from following it
    const fs = "node:fs/promises";
    const { readFile } = await import(/* @vite-ignore */ fs);
    ({ memory } = initSync({ module: await readFile(url) }));
    return;
  }
  ({ memory } = await initWasm({ module_or_path: url }));
}

/**
 * Lets the host free the runs that nobody holds any more. It does so between tasks only, and a program that awaits one
 * run after the other never leaves its task.
 */
export async function freeFinishedRuns(): Promise<void> {
  if (memory !== undefined && memory.buffer.byteLength >= MUCH_MEMORY) await macrotask();
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

/** An answer of the engine. */
export function called<T>(call: () => T): T {
  loaded();
  try {
    return call();
  } catch (error) {
    throw engineError(error);
  }
}

/** What the engine threw, as the package throws it. */
export function engineError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === "InvalidDefinition") {
    const diagnostics = "diagnostics" in error && Array.isArray(error.diagnostics) ? error.diagnostics : [];
    return new InvalidDefinition(error.message, diagnostics as Diagnostic[]);
  }
  if (error instanceof WebAssembly.RuntimeError) {
    stopped ??= `the engine stopped (${error.message}) and must be loaded anew: start the process or load the page again`;
    return new Error(stopped, { cause: error });
  }
  return error;
}
