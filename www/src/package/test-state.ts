// AWS's TestState.

import type { TestStateResponse } from "../engine/types.ts";
import { defined, definition, definitionText, flag, jsonText, nullable, objectWith, record, text } from "./checks.ts";
import { called } from "./engine.ts";

/** What AWS's TestState is asked; payloads are JSON text, or values that become it. */
export type TestStateRequest = {
  /** A state, or with `stateName` a whole machine. */
  definition: string | object;
  stateName?: string;
  input?: unknown;
  inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  /** Needed for a Task without a mock, as on AWS; `true`: any. */
  roleArn?: string | boolean;
  revealSecrets?: boolean;
  variables?: unknown;
  context?: unknown;
  mock?: { result?: string; errorOutput?: { error?: string; cause?: string }; fieldValidationMode?: "STRICT" | "PRESENT" | "NONE" };
  stateConfiguration?: { retrierRetryCount?: number; errorCausedByState?: string; mapIterationFailureCount?: number; mapItemReaderData?: string };
};

const testStateRequest = objectWith({ definition, stateName: nullable(text), inspectionLevel: nullable(text), revealSecrets: nullable(flag) });

/**
 * AWS's TestState: one state on its own. Nothing is called, so a Task, Parallel or Map needs a mock.
 *
 * @throws InvalidDefinition, or an Error whose `code` is the name of AWS's API error
 */
export function testState(request: TestStateRequest): TestStateResponse {
  record(request, "the request");
  testStateRequest(request, "");
  const { definition: tested, input, variables, context, ...rest } = request;
  const payloads = Object.entries(defined({ input, variables, context }));
  const asked = {
    ...defined(rest),
    ...Object.fromEntries(payloads.map(([name, value]) => [name, typeof value === "string" ? value : jsonText(value, name)])),
    definition: definitionText(tested),
  };
  return called((engine) => engine.testState(asked) as TestStateResponse);
}
