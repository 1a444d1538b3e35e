// How what a handler threw or returned becomes an error and a cause, as the Node.js runtime of Lambda does it.

/** Gives a task exactly this error and cause. */
export class TaskError extends Error {
  readonly error: string;
  override readonly cause: string | undefined;

  constructor(error: string, cause?: string) {
    super(cause ?? error);
    this.name = "TaskError";
    this.error = error;
    this.cause = cause;
  }
}

/** Error and cause of a task that failed; each absent when there is none. */
export type Failure = { error?: string; cause?: string };

/** What anything thrown means. `frames` gives the stack's lines that belong to the handler's own code. */
export function failureOf(thrown: unknown, frames: (error: Error) => string[] = () => []): Failure {
  try {
    return readFailure(thrown, frames);
  } catch {
    return unreadable();
  }
}

function readFailure(thrown: unknown, frames: (error: Error) => string[]): Failure {
  if (isErrorAndCause(thrown)) {
    const { error, cause } = thrown;
    return { error, ...(cause === undefined ? {} : { cause: typeof cause === "string" ? cause : text(cause) }) };
  }
  if (thrown instanceof Error) {
    const { name, message } = thrown;
    if (typeof name !== "string" || typeof message !== "string") return unreadable();
    return lambdaFailure(name, message, [message ? `${name}: ${message}` : name, ...frames(thrown)]);
  }
  return lambdaFailure(typeof thrown, String(thrown), []);
}

/**
 * What does not let itself be read: a getter that throws, an object without a prototype.
 *
 * Source: aws-lambda-nodejs-runtime-interface-client, `toRapidResponse`.
 */
function unreadable(): Failure {
  const errorMessage = "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack";
  return { error: "handled", cause: JSON.stringify({ errorType: "handled", errorMessage }) };
}

/** A result as JSON text. Throws what Lambda's runtime reports for a result that is no JSON. */
export function resultText(result: unknown): string {
  if (typeof result === "function" || typeof result === "symbol") {
    throw unserializable(`a ${typeof result} is no JSON`);
  }
  try {
    return JSON.stringify(result) ?? "null";
  } catch (error) {
    throw unserializable(messageOf(error));
  }
}

/** What an error says, or anything else that was thrown. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return `a thrown ${typeof thrown}`;
  }
}

function unserializable(why: string): TaskError {
  const failure = lambdaFailure("Runtime.MarshalError", `Unable to stringify response body: ${why}`, []);
  return new TaskError("Runtime.MarshalError", failure.cause);
}

function lambdaFailure(errorType: string, errorMessage: string, trace: string[]): Failure {
  return { error: errorType, cause: JSON.stringify({ errorType, errorMessage, trace }) };
}

function isErrorAndCause(thrown: unknown): thrown is { error: string; cause?: unknown } {
  return typeof thrown === "object" && thrown !== null && "error" in thrown && typeof thrown.error === "string";
}

function text(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
