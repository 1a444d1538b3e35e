// What a first visit asks of the engine: an example is opened, run and looked at. split-engine.mjs runs this to learn
// which functions belong into the part that is loaded first.

import * as wasm from "#wasm";
import { Driver, type Handler, type HandlerFunction } from "../src/engine/driver.ts";
import { TaskError } from "../src/engine/failure.ts";
import type { EngineSession } from "../src/engine/session.ts";
import type { Analysis } from "../src/engine/types.ts";
import { runRequest } from "../src/state/run-request.ts";
import { FIRST_SAMPLE, loadSample, sampleWorkspace } from "../src/state/samples.ts";

/** The example a first visit opens, and the one in which the cause of a failure is looked for. */
const SAMPLES = [FIRST_SAMPLE, "payment-refused"];
/** More rows and events than these examples have. */
const MOST = 1_000;

/** Visits with the engine that `module` is; returns what its instance exports. */
export async function firstUse(module: BufferSource): Promise<WebAssembly.Exports> {
  const instance = wasm.initSync({ module });
  // a stub of the page finds it there
  Object.assign(globalThis, { TaskError });
  for (const name of SAMPLES) await visit(name);
  return instance as unknown as WebAssembly.Exports;
}

async function visit(name: string): Promise<void> {
  await loadSample(name);
  const workspace = sampleWorkspace(name);
  if (workspace === undefined) throw new Error(`there is no example ${name}`);
  const [{ definition, type }] = workspace.machines;
  const { resources } = wasm.analyze(definition, type === undefined ? {} : { type }) as Analysis;
  const { stubs, breakpoints: _, ...request } = runRequest(workspace, resources);
  const session = new wasm.Session(request) as unknown as EngineSession;
  const handlers = new Map<string, Handler>();
  for (const { resource, code, ...conduct } of stubs) handlers.set(resource, { handle: await handlerOf(code), ...conduct });
  const driver = new Driver(session, { handler: (key) => handlers.get(key), mayWaitForReal: false, passConsoleOn: false });
  askAsStubsDo(session);
  await driver.run();
  look(session);
  for (let offset = 0; offset < definition.length; offset += 10) wasm.locate(definition, offset);
}

/** The clock, the timers and the chance of the run. */
function askAsStubsDo(session: EngineSession): void {
  session.now();
  session.startTime();
  session.random();
  session.cancelTimer(session.startTimer(1));
}

/** Opens everything there is to see of a run. */
function look(session: EngineSession): void {
  session.summary();
  session.executions();
  session.held();
  session.eventCount();
  session.timeline(0, MOST);
  for (const { visit: id } of session.trace(0, MOST)) if (id !== undefined) session.visit(id);
  for (const { id } of JSON.parse(session.events(0, MOST)) as { id: number }[]) session.moment(id);
}

async function handlerOf(code: string): Promise<HandlerFunction> {
  const { handler } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { handler: HandlerFunction };
  return handler;
}
