// What a run and its handlers are given.

import { callable, type Check, definition, either, flag, invalidRequest, isRecord, listOf, machineType, must, nullable, number, objectOf, objectWith, optional, record, recordOf, text, whole, wholeFromOne } from "./checks.ts";

/** As long as the simulation can add up without loss. */
const MOST_MS = 1e13;

const isLength = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= MOST_MS;

/** A length of time. */
const milliseconds = must(`a number of milliseconds from 0 to ${MOST_MS}`, isLength);

const bounds = must("two numbers of milliseconds, the smaller one first", (value) => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return isLength(low) && isLength(high) && low <= high;
});

const percentiles: Check = (value, place) => {
  objectOf({ p50: milliseconds, p99: milliseconds })(value, place);
  const { p50, p99 } = value as { p50: number; p99: number };
  if (p50 === 0 || p50 > p99) throw invalidRequest(`${place} must have a p50 above 0 and a p99 that is not below it.`);
};

const latencyForms = objectOf({
  fixed: optional(milliseconds),
  uniform: optional(bounds),
  normal: optional(objectOf({ mean: milliseconds, sd: milliseconds })),
  logNormal: optional(percentiles),
});

const oneForm: Check = (value, place) => {
  latencyForms(value, place);
  const given = Object.values(value as object).filter((form) => form !== undefined);
  if (given.length !== 1) throw invalidRequest(`${place} must have one of fixed, uniform, normal and logNormal.`);
};

const latency = either("a number of milliseconds, or an object with fixed, uniform, normal or logNormal", (value) => {
  if (typeof value === "number") return milliseconds;
  return isRecord(value) ? oneForm : undefined;
});

const failures = objectOf({
  rate: optional(must("a number from 0 to 1", (value) => typeof value === "number" && value >= 0 && value <= 1)),
  attempts: optional(listOf(wholeFromOne)),
  error: text,
  cause: optional(text),
});

const conduct = objectOf({
  handle: callable,
  workerName: optional(text),
  latency: optional(latency),
  failures: optional(failures),
  coldStart: optional(objectOf({ ms: milliseconds, idleMs: optional(milliseconds) })),
});

const handler = either("a function, or an object with handle", (value) => {
  if (typeof value === "function") return callable;
  return isRecord(value) ? conduct : undefined;
});

const machine = objectWith({ definition, type: nullable(machineType), name: nullable(text), arn: nullable(text) });

const object = objectWith({ bucket: text, key: text, body: nullable(text), bodyBase64: nullable(text) });

const runRequest = objectWith({
  definition,
  type: nullable(machineType),
  name: nullable(text),
  executionName: nullable(text),
  region: nullable(text),
  accountId: nullable(text),
  roleArn: nullable(text),
  machines: optional(listOf(machine)),
  objects: optional(listOf(object)),
  handlers: optional(recordOf(handler)),
  startTime: nullable(text),
  seed: nullable(number),
  timing: optional(objectWith({ transitionMs: optional(whole) })),
  limits: optional(objectWith({ payloadBytes: nullable(whole), historyEvents: nullable(whole) })),
});

/** @throws an Error with `code` `InvalidRequest` */
export function checkRunRequest(request: unknown): void {
  record(request, "the request");
  runRequest(request, "");
}

const breakpoint = objectWith({ state: text, atAnswer: optional(flag), machine: optional(whole) });

const answer = objectWith({ error: nullable(text), cause: nullable(text) });

/** @throws an Error with `code` `InvalidRequest`; `place` names what is wrong */
export function checkAnswer(given: unknown, place: string): void {
  answer(given, place);
}

/** @throws an Error with `code` `InvalidRequest` */
export function checkBreakpoints(breakpoints: unknown): void {
  listOf(breakpoint)(breakpoints, "breakpoints");
}
