// Opening and editing.

import { machineRenamed } from "../breakpoints";
import {
  type ConductChange,
  type Machine,
  type MachineChange,
  machineOf,
  type SimulationChange,
  type SimulationSettings,
  STANDARD_MACHINE_NAME,
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

export function editDefinition(state: AppState, definition: string): AppState {
  return definition === shownDefinition(state) ? state : editMachine(state, state.machine, { definition });
}

/** Another definition, name or type of a machine; undefined takes a name or type away. */
export function editMachine(state: AppState, number: number, change: MachineChange): AppState {
  const before = machineOf(state.workspace, number);
  const machine = changed<Machine>(before, change);
  const next = edit(state, { machines: state.workspace.machines.with(number, machine) as Workspace["machines"] });
  return { ...next, breakpoints: machineRenamed(state.breakpoints, before, machine) };
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
  const next = showMachine(edit(state, { machines: [first, ...rest] }), Math.min(state.machine, rest.length));
  return notify(next, "info", `The machine ${machineOf(workspace, number).name ?? STANDARD_MACHINE_NAME} is removed.`, { workspace, machine: number });
}

/** The workspace as it was before something was taken away from it. */
export const bringBack = (state: AppState, workspace: Workspace, machine: number): AppState => showMachine(edit(state, workspace), machine);

/** Makes a machine the one that runs. */
export function runMachineFirst(state: AppState, number: number): AppState {
  const { machines } = state.workspace;
  const chosen = machineOf(state.workspace, number);
  return showMachine(edit(state, { machines: [chosen, ...machines.toSpliced(number, 1)] }), 0);
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
