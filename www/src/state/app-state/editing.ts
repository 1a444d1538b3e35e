// Opening and editing.

import type { MachineType } from "../../engine/types";
import { machineRenamed } from "../breakpoints";
import {
  type ConductChange,
  type Machine,
  type MachineChange,
  machineOf,
  nameOf,
  type SimulationChange,
  type SimulationSettings,
  type Stub,
  stubOf,
  type Workspace,
  WORKSPACE_LIMITS,
} from "../workspace";
import { notify } from "./showing";
import { type AppState, initialState, type Origin, shownDefinition } from "./state";

/** Shows another workspace; runs, selection and analysis of the one before go. */
export function openWorkspace(state: AppState, workspace: Workspace, origin: Origin, edited = false): AppState {
  const fresh = initialState(workspace, origin, state.settings);
  return { ...fresh, edited, opened: state.opened + 1, engineFailure: state.engineFailure, tabs: state.tabs, visitTheme: state.visitTheme, embed: state.embed };
}

/** By undo and redo the text comes to where a machine was replaced whole: then its name and type are again as they were there. */
export function editDefinition(state: AppState, definition: string): AppState {
  if (definition === shownDefinition(state)) return state;
  const machines = replaced(state, definition);
  return machines === undefined ? editMachine(state, state.machine, { definition }) : editMachines(state, machines, state.machine);
}

/** Replacements that can be undone whole; of older ones undo brings the text back alone. */
const MOST_REPLACEMENTS = 50;

/** Puts a machine that was copied elsewhere in the place of the one that is shown, with the name and type that it came with; of `more` each in that of the one of its name, or else behind the others. */
export function replaceMachine(state: AppState, { name, type, definition }: Machine, more: readonly Machine[] = []): AppState {
  const before = state.workspace.machines;
  const own = machineOf(state.workspace, state.machine);
  const others = before.filter((other) => other !== own);
  const isTaken = others.some((other) => nameOf(other) === name);
  const machine = changed<Machine>(own, { definition, name: isTaken ? own.name : (name ?? own.name), type: type ?? own.type });
  const after = more
    .reduce<Machine[]>((machines, one) => {
      const at = machines.findIndex((other) => other !== machine && nameOf(other) === one.name);
      return at < 0 ? [...machines, one] : machines.with(at, { ...machines[at], ...one });
    }, before.with(state.machine, machine))
    .slice(0, WORKSPACE_LIMITS.machines) as Workspace["machines"];
  const next = editMachines(state, after, state.machine);
  const replacements = [...state.replacements, { machine: state.machine, before, after }].slice(-MOST_REPLACEMENTS);
  return typeOf(machine) === typeOf(own) ? { ...next, replacements } : notify({ ...next, replacements }, "info", OTHER_TYPE[typeOf(machine)]);
}

/** The template in the editor gives way to the machines in it; when it comes once more each takes the place that it has. */
export function replaceTemplate(state: AppState, template: string, machines: readonly Machine[]): AppState {
  const own = nameOf(machineOf(state.workspace, state.machine));
  const first = machines.find(({ name }) => name === own) ?? machines[0];
  if (shownDefinition(state) !== template) return state;
  if (first === undefined) return /Definition(Uri|S3Location)/.test(template) ? notify(state, "info", OF_FILES) : state;
  const more = machines.filter((machine) => machine !== first);
  return notify(replaceMachine(state, first, more), "info", OF_TEMPLATE);
}

const OF_TEMPLATE = "The template gave way to the state machines in it. Undo brings it back.";
const OF_FILES = "The template names the file of its definition: paste or open that one.";

const typeOf = ({ type = "STANDARD" }: Machine): MachineType => type;
const OTHER_TYPE: Record<MachineType, string> = {
  EXPRESS: "The machine runs as Express now, as it is described where it was copied. “Machine…” above the definition has its type.",
  STANDARD: "The machine runs as Standard now, as it is described where it was copied. “Machine…” above the definition has its type.",
};

/** The machines on the other side of a replacement that has this definition there, when nothing but the text was changed since. */
function replaced({ replacements, machine, workspace }: AppState, definition: string): Workspace["machines"] | undefined {
  const isAs = (machines: Workspace["machines"]) =>
    machines.length === workspace.machines.length &&
    workspace.machines.every((now, number) => {
      const then = machines[number];
      return number === machine ? now.name === then?.name && now.type === then?.type : now === then;
    });
  const sides = replacements.filter((one) => one.machine === machine).flatMap(({ before, after }) => [[before, after] as const, [after, before] as const]);
  return sides.findLast(([from, to]) => to[machine]?.definition === definition && isAs(from))?.[1];
}

/** Another definition, name or type of a machine; undefined takes a name or type away. */
export function editMachine(state: AppState, number: number, change: MachineChange): AppState {
  const machine = changed<Machine>(machineOf(state.workspace, number), change);
  return editMachines(state, state.workspace.machines.with(number, machine) as Workspace["machines"], number);
}

/** One more machine, which is shown. */
export function addMachine(state: AppState, definition: string): AppState {
  const { machines } = state.workspace;
  if (machines.length >= WORKSPACE_LIMITS.machines) return state;
  const taken = new Set(machines.map(({ name }) => name));
  let count = machines.length + 1;
  while (taken.has(`Machine${count}`)) count += 1;
  const next = edit(state, { machines: [...machines, { name: `Machine${count}`, definition }] });
  return showMachine(next, machines.length);
}

/** Takes a machine away; the last one stays. */
export function removeMachine(state: AppState, number: number): AppState {
  const { workspace } = state;
  const [first, ...rest] = workspace.machines.toSpliced(number, 1);
  if (first === undefined) return state;
  const next = showMachine(arrange(state, { machines: [first, ...rest] }), Math.min(state.machine, rest.length));
  return notify(next, "info", `The machine ${nameOf(machineOf(workspace, number))} is removed.`, { workspace, machine: number });
}

/** The machines and stubs as they were before one was taken away. */
export function bringBack(state: AppState, { machines, stubs }: Workspace, machine: number): AppState {
  const change = machines.length === state.workspace.machines.length ? edit : arrange;
  return showMachine(change(state, { machines, stubs }), machine);
}

/** Makes a machine the one that runs. */
export function runMachineFirst(state: AppState, number: number): AppState {
  const { machines } = state.workspace;
  const chosen = machineOf(state.workspace, number);
  return showMachine(arrange(state, { machines: [chosen, ...machines.toSpliced(number, 1)] }), 0);
}

/** Shows another machine's definition; what was known of the one before goes. */
export function showMachine(state: AppState, number: number): AppState {
  const unknown = { analysis: null, analysedText: null, drawable: null, selection: null, detail: null, reveal: null };
  return { ...state, ...unknown, inspectorOpen: false, machine: number };
}

export function editInput(state: AppState, input: string): AppState {
  return state.workspace.input === input ? state : edit(state, { input });
}

/** The reader's code for a resource; the first edit of a generated stub saves it. */
export function editStub(state: AppState, resource: string, code: string): AppState {
  const saved = stubOf(state.workspace, resource);
  if (saved?.code === code) return state;
  return edit(state, { stubs: withStub(state.workspace.stubs, { ...saved, resource, code }) });
}

/** How attempts of a resource behave around its stub; `code` is saved with it where no stub was. */
export function setConduct(state: AppState, resource: string, change: ConductChange, code: string): AppState {
  const stub = changed<Stub>(stubOf(state.workspace, resource) ?? { resource, code }, change);
  return edit(state, { stubs: withStub(state.workspace.stubs, stub) });
}

/** Forgets a saved stub: the generated one takes its place, or it goes when nothing uses it. */
export function forgetStub(state: AppState, resource: string): AppState {
  const { workspace, machine } = state;
  const stubs = workspace.stubs.filter((stub) => stub.resource !== resource);
  if (stubs.length === workspace.stubs.length) return state;
  return notify(edit(state, { stubs }), "info", `The stub of ${resource} is removed.`, { workspace, machine });
}

/** Puts stubs in the place of those of the same resources. */
export function replaceStubs(state: AppState, stubs: readonly Stub[]): AppState {
  const others = state.workspace.stubs.filter(({ resource }) => !stubs.some((stub) => stub.resource === resource));
  return edit(state, { stubs: [...others, ...stubs] });
}

export function setSimulation(state: AppState, change: SimulationChange): AppState {
  return edit(state, { simulation: changed<SimulationSettings>(state.workspace.simulation, change) });
}

export function setTitle(state: AppState, title: string): AppState {
  return state.workspace.title === title ? state : { ...state, workspace: { ...state.workspace, title }, edited: true };
}

/** The machines with another one at a number. */
function editMachines(state: AppState, machines: Workspace["machines"], number: number): AppState {
  const next = edit(state, { machines });
  const notices = next.notices.filter(({ text }) => ![OF_TEMPLATE, OF_FILES, ...Object.values(OTHER_TYPE)].includes(text));
  const breakpoints = machineRenamed(state.breakpoints, machineOf(state.workspace, number), machineOf(next.workspace, number));
  return { ...next, notices, breakpoints };
}

/** An edit after which machines have other numbers: what an editor could undo by them would be another machine's. */
function arrange(state: AppState, change: Partial<Workspace>): AppState {
  return { ...edit(state, change), arranged: state.arranged + 1, replacements: [] };
}

function edit(state: AppState, change: Partial<Workspace>): AppState {
  const notices = state.notices.filter(({ before }) => before === undefined);
  return { ...state, notices, workspace: { ...state.workspace, ...change }, edited: true, stale: state.finished !== null };
}

/** The same with the members of a change; undefined takes one away. */
function changed<T extends object>(before: T, change: { [Name in keyof T]?: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)) as T;
}

/** The stubs with this one in the place of that of its resource. */
function withStub(stubs: readonly Stub[], stub: Stub): Stub[] {
  const at = stubs.findIndex(({ resource }) => resource === stub.resource);
  return at < 0 ? [...stubs, stub] : stubs.with(at, stub);
}
