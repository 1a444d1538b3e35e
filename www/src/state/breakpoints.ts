// Where runs stand still: kept for this visit of the page, by machine and state, and no part of the workspace.

import type { Breakpoint } from "../engine/types";
import type { AppState } from "./app-state";
import { machineOf, nameOf } from "./workspace";

/** The machine's name stays when machines change places. */
export type PlacedBreakpoint = { machine: string; path: string; atAnswer: boolean };

/** Sets a breakpoint at a state of the machine that is shown, or takes it away. */
export function toggleBreakpoint(state: AppState, path: string, atAnswer: boolean): AppState {
  const machine = nameOf(machineOf(state.workspace, state.machine));
  const others = state.breakpoints.filter((one) => one.machine !== machine || one.path !== path || one.atAnswer !== atAnswer);
  const isNew = others.length === state.breakpoints.length;
  return { ...state, breakpoints: isNew ? [...others, { machine, path, atAnswer }] : others };
}

/** The breakpoints go with a state of the machine that is shown to its new name; names of states differ in a machine. */
export function stateRenamed(state: AppState, from: string, to: string): AppState {
  const machine = nameOf(machineOf(state.workspace, state.machine));
  const renamed = (path: string) => `${path}/`.replace(`/States/${from}/`, () => `/States/${to}/`).slice(0, -1);
  return { ...state, breakpoints: state.breakpoints.map((one) => (one.machine === machine ? { ...one, path: renamed(one.path) } : one)) };
}

/** The breakpoints go with a machine to its new name. */
export function machineRenamed(breakpoints: readonly PlacedBreakpoint[], from: { name?: string }, to: { name?: string }): readonly PlacedBreakpoint[] {
  if (nameOf(from) === nameOf(to)) return breakpoints;
  return breakpoints.map((one) => (one.machine === nameOf(from) ? { ...one, machine: nameOf(to) } : one));
}

/** A state's breakpoints, whether the run stands still there, and how a screen reader says it. */
export type Stops = { isSet: boolean; entry: boolean; answer: boolean; held: boolean; said: string };

/** Where runs of the machine that is shown stand still, by state. */
export function stopsOf({ breakpoints, workspace, machine, active, finished }: AppState): ReadonlyMap<string, Stops> {
  const name = nameOf(machineOf(workspace, machine));
  const held = active === null ? finished?.result.held : undefined;
  const heldAt = held?.machine === machine ? held.statePath : undefined;
  const own = breakpoints.filter((one) => one.machine === name);
  const of = (path: string): Stops => {
    const [entry, answer] = [false, true].map((atAnswer) => own.some((one) => one.path === path && one.atAnswer === atAnswer)) as [boolean, boolean];
    const isHeld = path === heldAt;
    const said = [entry && "breakpoint", answer && "pauses at its answers", isHeld && "paused here"].filter(Boolean).join(", ");
    return { isSet: entry || answer, entry, answer, held: isHeld, said };
  };
  const paths = own.map(({ path }) => path);
  return new Map([...paths, ...(heldAt === undefined ? [] : [heldAt])].map((path) => [path, of(path)]));
}

/** All breakpoints, by the numbers that the machines have now. */
export function enginePlaces({ breakpoints, workspace }: AppState): Breakpoint[] {
  const names = workspace.machines.map(nameOf);
  return breakpoints.map((one) => ({ ...one, machine: names.indexOf(one.machine) })).filter(({ machine }) => machine >= 0);
}
