// Mock files of Step Functions Local and LocalStack: one test case that answers as a run's stubs did, and back into stubs.

import type { RunResult } from "../engine/client";
import type { ResourceUse, VisitDetail } from "../engine/types";
import type { Stub } from "../state/workspace";

/** An answer in the file: what a call returns, or what it throws. */
export type MockedResponse = { Return: unknown } | { Throw: { Error: string; Cause: string } };
export type MockFile = {
  StateMachines: Record<string, { TestCases: Record<string, Record<string, string>> }>;
  /** By name, then by the number of the call, `0`, or of several, `1-2`. */
  MockedResponses: Record<string, Record<string, MockedResponse>>;
};

/** Rows of the timeline that cross from the worker at a time. */
const ROWS_PER_PAGE = 500;

/** The answers of each task state of a run, in the order of its attempts. */
export async function mockFileOf(result: RunResult, machine: string, testCase: string): Promise<MockFile> {
  const answers = new Map<string, MockedResponse[]>();
  const { timelineRows } = result.summary;
  for (let from = 0; from < timelineRows; from += ROWS_PER_PAGE) {
    const rows = await result.timeline(from, ROWS_PER_PAGE);
    const tasks = rows.filter((row) => row.type === "Task");
    const visits = await Promise.all(tasks.map((row) => result.visit(row.visit)));
    for (const visit of visits) {
      if (visit === null) continue;
      const known = answers.get(visit.name);
      if (known === undefined) answers.set(visit.name, answersOf(visit));
      else known.push(...answersOf(visit));
    }
  }
  const names = [...answers].filter(([, responses]) => responses.length > 0);
  return {
    StateMachines: { [machine]: { TestCases: { [testCase]: Object.fromEntries(names.map(([name]) => [name, `${name}Mock`])) } } },
    MockedResponses: Object.fromEntries(names.map(([name, responses]) => [`${name}Mock`, numbered(responses)])),
  };
}

/** Attempts that were cut off have no answer. */
function answersOf({ attempts }: VisitDetail): MockedResponse[] {
  return attempts.flatMap(({ stages, error, cause }): MockedResponse[] => {
    if (error !== undefined) return [{ Throw: { Error: error, Cause: cause ?? "" } }];
    const result = stages.find(({ name }) => name === "result");
    return result === undefined ? [] : [{ Return: JSON.parse(result.value) as unknown }];
  });
}

/** Neighbours that are the same are one entry, `"1-2"`. */
function numbered(responses: readonly MockedResponse[]): Record<string, MockedResponse> {
  const entries: [string, MockedResponse][] = [];
  let first = 0;
  responses.forEach((response, at) => {
    const next = responses[at + 1];
    if (next !== undefined && JSON.stringify(next) === JSON.stringify(response)) return;
    entries.push([first === at ? String(at) : `${first}-${at}`, response]);
    first = at + 1;
  });
  return Object.fromEntries(entries);
}

/** The mock file in a text, or undefined when it is something else. */
export function mockFileIn(text: string): MockFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) && isRecord(value.StateMachines) && isRecord(value.MockedResponses) ? (value as unknown as MockFile) : undefined;
}

/** Stubs that answer as the first test case that names one of the states does, and that case's name. */
export function stubsOfMockFile(file: MockFile, resources: readonly ResourceUse[]): { testCase: string; stubs: Stub[] } | undefined {
  const cases = Object.values(file.StateMachines).flatMap((machine) => Object.entries(isRecord(machine.TestCases) ? machine.TestCases : {}));
  for (const [testCase, states] of cases) {
    const stubs = resources.flatMap(({ key, states: paths }): Stub[] => {
      const names = paths.map(nameIn);
      const mocked = names.filter((name) => isRecord(file.MockedResponses[states[name] ?? ""]));
      const responses = mocked.map((name) => [name, listed(file.MockedResponses[states[name] ?? ""] ?? {})]);
      return responses.length === 0 ? [] : [{ resource: key, code: stubText(testCase, Object.fromEntries(responses)) }];
    });
    if (stubs.length > 0) return { testCase, stubs };
  }
  return undefined;
}

/** The calls in their order; numbers that are missing are as the one before. */
function listed(entries: Record<string, MockedResponse>): MockedResponse[] {
  const list: MockedResponse[] = [];
  for (const [numbers, response] of Object.entries(entries)) {
    const [from = 0, to = from] = numbers.split("-").map(Number);
    for (let at = from; at <= Math.min(to, from + 1000); at += 1) list[at] = response;
  }
  return Array.from(list, (response, at) => response ?? list[at - 1] ?? { Return: null });
}

function stubText(testCase: string, responses: Record<string, unknown>): string {
  return `// Answers as the test case ${JSON.stringify(testCase)} of a mock file does: by state, then by call.
const responses = ${JSON.stringify(responses, null, 2)};
const calls = {};

export const handler = async (event, { stateName }) => {
  const answers = responses[stateName] ?? [];
  const call = (calls[stateName] = (calls[stateName] ?? -1) + 1);
  const answer = answers[Math.min(call, answers.length - 1)];
  if (answer === undefined) throw new Error(\`The mock file has no answer for \${stateName}.\`);
  if (!("Throw" in answer)) return answer.Return;
  const error = new Error(answer.Throw.Cause);
  error.name = answer.Throw.Error;
  throw error;
};
`;
}

/** The name in a path such as \`/States/P/Branches[0]/States/X\`. */
const nameIn = (path: string): string => path.split("/States/").at(-1) ?? path;

const isRecord = (value: unknown): value is Record<string, never> => typeof value === "object" && value !== null && !Array.isArray(value);
