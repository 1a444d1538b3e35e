// ASL Playground as an ES module: Amazon States Language, run as AWS Step Functions runs it, in virtual time.
//
//   import init, { run } from "./index.js";
//   await init();
//   const execution = await run({ definition, input: { id: 1 }, handlers: { charge: async (event) => ({ ok: true }) } });

import type { Diagnostic, MachineType, ValidateResult } from "../engine/types.ts";
import { definitionText, jsonText, machineType, nullable, number, objectWith, optional, record, text } from "./checks.ts";
import { called, freeFinishedRuns, load, type WasmSource } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { Simulation, type RunRequest } from "./simulation.ts";

export { TaskError } from "../engine/failure.ts";
export { InvalidDefinition } from "./engine.ts";
export { Simulation } from "./simulation.ts";
export { testState, type TestStateRequest } from "./test-state.ts";
export type { HandlerContext, Later } from "../engine/handler-context.ts";
export type { Handler, HandlerFunction, LogLine } from "../engine/driver.ts";
export type * from "../engine/types.ts";
export type { Execution, HistoryEvent } from "./execution.ts";
export type { Answer, Breakpoint, Held, RunRequest, Snapshot, Step, StopCondition } from "./simulation.ts";
export type { WasmSource } from "./engine.ts";

/**
 * Loads the engine; call it once before anything else. Without an argument it takes the `.wasm` file beside this module,
 * in Node from the disk.
 */
export default function init(source?: WasmSource): Promise<void> {
  return load(source);
}

const typeOption = objectWith({ type: nullable(machineType) });

/** What is wrong or suspicious in a definition. */
export function check(definition: string | object, options: { type?: MachineType } = {}): Diagnostic[] {
  typeOption(options, "options");
  const text = definitionText(definition);
  return called((engine) => engine.check(text, options) as Diagnostic[]);
}

const validateOptions = objectWith({ type: nullable(machineType), severity: nullable(text), maxResults: nullable(number) });

/**
 * AWS's ValidateStateMachineDefinition: errors alone, or with `severity: "WARNING"` warnings too; at most `maxResults`
 * of them, 0 to 100, where 0 stands for 100 as well.
 *
 * @throws an Error with the code `InvalidRequest` for other options
 */
export function validate(
  definition: string | object,
  options: { type?: MachineType; severity?: "ERROR" | "WARNING"; maxResults?: number } = {},
): ValidateResult {
  validateOptions(options, "options");
  const text = definitionText(definition);
  return called((engine) => engine.validate(text, options) as ValidateResult);
}

/** Why an expression gave no value. `position` is the offset in the expression, in UTF-16 units. */
export class EvaluationError extends Error {
  readonly code: string | undefined;
  readonly position: number | undefined;

  constructor(message: string, code: string | undefined, position: number | undefined) {
    super(message);
    this.name = "EvaluationError";
    this.code = code;
    this.position = position;
  }
}

const evaluateOptions = objectWith({ language: nullable(text), bindings: optional(record) });

/**
 * One expression on its own: JSONata with `data` as its context, a JSONPath or an intrinsic function with `data` as `$`.
 * JSONata's undefined is `undefined`. Time and chance are fixed.
 *
 * @throws EvaluationError, or an Error with `code` `InvalidRequest` when it is not the expression that is wrong
 */
export function evaluate(
  expression: string,
  options: { language?: "JSONata" | "JSONPath" | "Intrinsic"; data?: unknown; bindings?: Record<string, unknown> } = {},
): unknown {
  text(expression, "expression");
  evaluateOptions(options, "options");
  const { language, data, bindings } = options;
  const request = {
    expression,
    ...(language === undefined ? {} : { language }),
    ...(data === undefined ? {} : { data: jsonText(data, "data") }),
    ...(bindings === undefined ? {} : { bindings: jsonText(bindings, "bindings") }),
  };
  let result: string | undefined;
  try {
    result = called((engine) => engine.evaluate(request));
  } catch (error) {
    if (!(error instanceof Error && error.name === "EvaluationError")) throw error;
    const { code, position } = error as { code?: string; position?: number };
    throw new EvaluationError(error.message, code, position);
  }
  return result === undefined ? undefined : JSON.parse(result);
}

/**
 * Runs an execution to its end, or until it waits for something that can never come.
 *
 * @throws InvalidDefinition, or an Error whose `code` is the name of AWS's API error
 */
export async function run(request: RunRequest): Promise<Execution> {
  await freeFinishedRuns();
  const simulation = new Simulation(request);
  await simulation.runUntil("end");
  return simulation.execution();
}
