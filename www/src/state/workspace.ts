// The workspace: the unit of saving, sharing and embedding, and the check that anything from outside passes.
// Texts are kept as typed, half-finished JSON and all; members that this version does not know are kept too.

import type { ColdStart, Failures, Latency, Limits, MachineType, ObjectRequest, Timing } from "../engine/types";
import type { Engine } from "./engine";
import { parsedOrUndefined, prettyJson } from "../lib/json-text";

/** The version of the shape below, and of share links (`#1…`). */
export const WORKSPACE_VERSION = 1;

/** Bounds on what a workspace from outside may hold; reaching one is a refusal with a sentence. */
export const WORKSPACE_LIMITS = { machines: 50, stubs: 500, objects: 500, textChars: 1_048_576 } as const;

export type Machine = { name?: string; type?: MachineType; definition: string };
/** A change of a machine; undefined takes a name or type away. */
export type MachineChange = { definition?: string; name?: string | undefined; type?: MachineType | undefined };
export type Stub = { resource: string; code: string; latency?: Latency; failures?: Failures; coldStart?: ColdStart };
/** A change of how a resource behaves around its stub; undefined takes a setting away. */
export type ConductChange = { [Name in "latency" | "failures" | "coldStart"]?: Stub[Name] | undefined };
export type SimulationSettings = {
  /** RFC 3339; absent: the engine's fixed instant. */
  startTime?: string;
  seed?: number;
  timing?: Timing;
  /** How long an attempt takes when its stub has no latency of its own; absent: no time. */
  latency?: Latency;
  /** Absent: AWS's quotas. */
  limits?: Partial<Limits>;
};
/** A change of settings; undefined takes a setting away. */
export type SimulationChange = { [Name in keyof SimulationSettings]?: SimulationSettings[Name] | undefined };
export type Workspace = {
  version: typeof WORKSPACE_VERSION;
  title?: string;
  /** The first one runs. */
  machines: [Machine, ...Machine[]];
  /** JSON text as typed. */
  input: string;
  stubs: Stub[];
  /** What is in S3. */
  objects?: ObjectRequest[];
  simulation: SimulationSettings;
};

/** Why something from outside is not a workspace; the message is a sentence for the reader. */
export class WorkspaceProblem extends Error {
  override name = "WorkspaceProblem";
}

/** What the page assumes for a task nobody described: the spread of a warm Lambda function. */
export const TYPICAL_LATENCY: Latency = { logNormal: { p50: 120, p99: 900 } };

/** No quotas but the engine's own bounds. */
export const NO_LIMITS: Limits = { payloadBytes: 67_108_864, historyEvents: 1_000_000 };

/** A workspace around a definition that came alone. */
export function workspaceOf(definition: string, title?: string): Workspace {
  return {
    version: WORKSPACE_VERSION,
    ...(title === undefined ? {} : { title }),
    machines: [{ definition }],
    input: "{}",
    stubs: [],
    simulation: { latency: TYPICAL_LATENCY },
  };
}

type Shape = Record<string, unknown>;

/**
 * The workspace in `value`, with members of its own kept as they are.
 * Throws WorkspaceProblem with a sentence when it is not one.
 */
export function checkWorkspace(value: unknown): Workspace {
  const shape = objectAt(value, "The workspace");
  if (shape.version !== WORKSPACE_VERSION) throw new WorkspaceProblem(versionSentence(shape.version));
  const machines = listAt(shape.machines, "machines", WORKSPACE_LIMITS.machines).map(checkMachine);
  const [first, ...rest] = machines;
  if (first === undefined) throw new WorkspaceProblem("The workspace has no state machine.");
  const title = optional(shape.title, (v) => textAt(v, "title"));
  return {
    ...shape,
    version: WORKSPACE_VERSION,
    ...(title === undefined ? {} : { title }),
    machines: [first, ...rest],
    input: shape.input === undefined ? "{}" : textAt(shape.input, "input"),
    stubs: shape.stubs === undefined ? [] : listAt(shape.stubs, "stubs", WORKSPACE_LIMITS.stubs).map(checkStub),
    ...(shape.objects === undefined ? {} : { objects: listAt(shape.objects, "objects", WORKSPACE_LIMITS.objects).map(checkObject) }),
    simulation: shape.simulation === undefined ? {} : checkSimulation(shape.simulation),
  };
}

/** A line that is longer is no layout that anybody wants to read. */
const READABLE_LINE = 120;

/** JSON that came as one long line, laid out; containers that end within `columns` stay in one. Any other text as it is. */
export function readable(copied: string, columns = 0): string {
  const text = unmarked(copied);
  const isOneLine = text.length > READABLE_LINE && !text.trim().includes("\n");
  return isOneLine && parsedOrUndefined(text) !== undefined ? prettyJson(text, columns) : text;
}

/** Without a byte order mark, and in front of JSON without any blanks, those of a web page too: programs put them there, nobody means them. */
const unmarked = (text: string): string => text.replace(/^\s+(?=[{[])|^\ufeff/, "");

/** The machine in a text that was copied somewhere: as DescribeStateMachine answers it, or else the text is its definition. */
export function machineIn(copied: string): Machine {
  const value = parsedOrUndefined(unmarked(copied));
  if (!isShape(value) || typeof value.definition !== "string") return readableMachine({ definition: copied });
  const { name, type, definition } = value;
  return readableMachine({ ...(typeof name === "string" ? { name } : {}), ...(isMachineType(type) ? { type } : {}), definition });
}

const isMachineType = (value: unknown): value is MachineType => value === "STANDARD" || value === "EXPRESS";

/** Whether a text may be a template of CloudFormation or SAM with a state machine: only the engine can tell. */
export const mayBeTemplate = (text: string): boolean => /AWS::(StepFunctions|Serverless)::StateMachine/.test(text);

/** A file's or a fetched text's workspace: the machines of a template, which the engine finds, or else what `workspaceOfText` makes of it. */
export async function workspaceIn(text: string, title: string, engine: Pick<Engine, "deployedMachines">): Promise<Workspace> {
  const [first, ...rest] = mayBeTemplate(text) ? await engine.deployedMachines(text) : [];
  const whole = workspaceOfText(text, title);
  if (first === undefined) return whole;
  return checkWorkspace({ ...whole, machines: [first, ...rest].map(readableMachine) });
}

/** Its definition laid out as an editor holds it. */
export const readableMachine = (machine: Machine): Machine => ({ ...machine, definition: readable(machine.definition).replace(/\r\n?/g, "\n") });

/** A workspace as JSON, a machine as AWS describes it, else the text is a definition. */
export function workspaceOfText(text: string, title?: string): Workspace {
  if (text.length > 4 * WORKSPACE_LIMITS.textChars) throw new WorkspaceProblem("The file is too large for a workspace.");
  const value = parsedOrUndefined(unmarked(text));
  if (isShape(value) && "machines" in value) return checkWorkspace(value);
  const machine = machineIn(text);
  return { ...workspaceOf(bounded(machine.definition, "definition"), title), machines: [machine] };
}

/** The definition of a machine; of the first one, which runs, where there is none of the number. */
export const definitionOf = (workspace: Workspace, machine = 0): string => machineOf(workspace, machine).definition;

/** The machine of a number, or the first one. */
export const machineOf = (workspace: Workspace, machine: number): Machine => workspace.machines[machine] ?? workspace.machines[0];

/** What a machine without a name is called; the engine's own word. */
export const STANDARD_MACHINE_NAME = "StateMachine";

/** What a machine is called. */
export const nameOf = ({ name = STANDARD_MACHINE_NAME }: { name?: string }): string => name;

/** The stub saved for a resource, if any. */
export const stubOf = (workspace: Workspace, resource: string): Stub | undefined =>
  workspace.stubs.find((stub) => stub.resource === resource);

/** True for a latency the engine accepts: a length of time, or one form alone with bounds that are finite and in order. */
export function isLatency(value: unknown): value is Latency {
  if (isDuration(value)) return true;
  if (!isShape(value)) return false;
  const [form, ...others] = Object.entries(value);
  if (form === undefined || others.length > 0) return false;
  const [name, figures] = form;
  return LATENCY_FORMS.get(name)?.(figures) ?? false;
}

const LATENCY_FORMS = new Map<string, (figures: unknown) => boolean>([
  ["fixed", isDuration],
  ["uniform", (figures) => Array.isArray(figures) && figures.length === 2 && areInOrder(figures[0], figures[1])],
  ["normal", (figures) => isShape(figures) && isDuration(figures.mean) && isDuration(figures.sd)],
  ["logNormal", (figures) => isShape(figures) && figures.p50 !== 0 && areInOrder(figures.p50, figures.p99)],
]);

const areInOrder = (low: unknown, high: unknown): boolean => isDuration(low) && isDuration(high) && low <= high;

/** True for an instant in RFC 3339, such as `2025-01-01T00:00:00.000Z`; in UTC too its year has four digits. */
export function isInstant(text: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const ms = Date.parse(text);
  // other years are printed with a sign
  return isWritten && !Number.isNaN(ms) && /^\d{4}-/.test(new Date(ms).toISOString());
}

/** True for a length of time in ms that the simulation can add up without loss. */
export function isDuration(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= 1e13;
}

/** True for a seed: a whole number that crosses to the engine unchanged. */
export const isSeed = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** True for a whole number that the engine keeps in 32 bits. */
export const isCount = (value: unknown): value is number => isSeed(value) && value < 2 ** 32;

function versionSentence(version: unknown): string {
  if (typeof version !== "number") return "The workspace does not say its version.";
  return `The workspace has version ${version}; this page reads version ${WORKSPACE_VERSION}. A newer ASL Playground may open it.`;
}

function checkMachine(value: unknown): Machine {
  const shape = objectAt(value, "A state machine");
  const name = optional(shape.name, (v) => textAt(v, "machines[].name"));
  const type = optional(shape.type, (v) => {
    if (isMachineType(v)) return v;
    throw new WorkspaceProblem("A state machine's type is neither STANDARD nor EXPRESS.");
  });
  return {
    ...shape,
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    definition: textAt(shape.definition, "machines[].definition"),
  };
}

function checkStub(value: unknown): Stub {
  const shape = objectAt(value, "A stub");
  const latency = optional(shape.latency, latencyAt);
  const failures = optional(shape.failures, failuresAt);
  const coldStart = optional(shape.coldStart, coldStartAt);
  return {
    ...shape,
    resource: textAt(shape.resource, "stubs[].resource"),
    code: textAt(shape.code, "stubs[].code"),
    ...(latency === undefined ? {} : { latency }),
    ...(failures === undefined ? {} : { failures }),
    ...(coldStart === undefined ? {} : { coldStart }),
  };
}

function checkObject(value: unknown): ObjectRequest {
  const shape = objectAt(value, "An object of S3");
  const body = optional(shape.body, (v) => textAt(v, "objects[].body"));
  const bodyBase64 = optional(shape.bodyBase64, (v) => textAt(v, "objects[].bodyBase64"));
  return {
    ...shape,
    bucket: textAt(shape.bucket, "objects[].bucket"),
    key: textAt(shape.key, "objects[].key"),
    ...(body === undefined ? {} : { body }),
    ...(bodyBase64 === undefined ? {} : { bodyBase64 }),
  };
}

function checkSimulation(value: unknown): SimulationSettings {
  const shape = objectAt(value, "The simulation");
  const startTime = optional(shape.startTime, (v) => {
    if (typeof v === "string" && isInstant(v)) return v;
    throw new WorkspaceProblem("The simulation's startTime is not an instant such as 2025-01-01T00:00:00Z.");
  });
  const seed = optional(shape.seed, (v) => {
    if (isSeed(v)) return v;
    throw new WorkspaceProblem("The simulation's seed is not a whole number.");
  });
  const timing = optional(shape.timing, (v) => {
    const parts = objectAt(v, "The simulation's timing");
    if (parts.transitionMs !== undefined && !isCount(parts.transitionMs)) {
      throw new WorkspaceProblem("The simulation's transitionMs is not a whole number of milliseconds.");
    }
    return parts as Timing;
  });
  const latency = optional(shape.latency, latencyAt);
  const limits = optional(shape.limits, limitsAt);
  return {
    ...shape,
    ...(startTime === undefined ? {} : { startTime }),
    ...(seed === undefined ? {} : { seed }),
    ...(timing === undefined ? {} : { timing }),
    ...(latency === undefined ? {} : { latency }),
    ...(limits === undefined ? {} : { limits }),
  };
}

function limitsAt(value: unknown): Partial<Limits> {
  const shape = objectAt(value, "The simulation's limits");
  for (const limit of [shape.payloadBytes, shape.historyEvents]) {
    if (limit === undefined || isCount(limit)) continue;
    throw new WorkspaceProblem("The simulation's limits are not whole numbers.");
  }
  return shape;
}

function latencyAt(value: unknown): Latency {
  if (isLatency(value)) return value;
  throw new WorkspaceProblem("A latency is not one of fixed, uniform, normal and logNormal.");
}

function failuresAt(value: unknown): Failures {
  const shape = objectAt(value, "A stub's failures");
  const { rate, attempts } = shape;
  if (rate !== undefined && !isRate(rate)) throw new WorkspaceProblem("The rate of failures is not a number from 0 to 1.");
  const numbers = optional(attempts, (v) => listAt(v, "stubs[].failures.attempts", 1000));
  if (numbers?.every(isAttempt) === false) throw new WorkspaceProblem("The attempts that fail are not whole numbers from 1.");
  const cause = optional(shape.cause, (v) => textAt(v, "stubs[].failures.cause"));
  return {
    ...shape,
    ...(rate === undefined ? {} : { rate }),
    ...(numbers === undefined ? {} : { attempts: numbers as number[] }),
    error: textAt(shape.error, "stubs[].failures.error"),
    ...(cause === undefined ? {} : { cause }),
  };
}

function coldStartAt(value: unknown): ColdStart {
  const shape = objectAt(value, "A stub's cold start");
  const { ms, idleMs } = shape;
  if (!isDuration(ms) || !(idleMs === undefined || isDuration(idleMs))) {
    throw new WorkspaceProblem("A cold start is not a length of time in ms.");
  }
  return { ...shape, ms, ...(idleMs === undefined ? {} : { idleMs }) };
}

/** True for a share: 0 to 1. */
const isRate = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

/** True for the number of an attempt. */
export const isAttempt = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

function optional<T>(value: unknown, check: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : check(value);
}

const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null && !Array.isArray(value);

function objectAt(value: unknown, what: string): Shape {
  if (isShape(value)) return value;
  throw new WorkspaceProblem(`${what} is not an object.`);
}

function listAt(value: unknown, member: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw new WorkspaceProblem(`The workspace's "${member}" is not a list.`);
  if (value.length > most) throw new WorkspaceProblem(`The workspace has more than ${most} ${member}.`);
  return value;
}

function textAt(value: unknown, member: string): string {
  if (typeof value !== "string") throw new WorkspaceProblem(`The workspace's "${member}" is not text.`);
  return bounded(value, member);
}

function bounded(text: string, member: string): string {
  if (text.length <= WORKSPACE_LIMITS.textChars) return text;
  throw new WorkspaceProblem(`The workspace's "${member}" has more than ${WORKSPACE_LIMITS.textChars} characters.`);
}
