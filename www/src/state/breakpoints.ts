// Where runs stand still: kept for this visit of the page, by machine and state, and no part of the workspace.

import type { Breakpoint } from "../engine/types";
import type { AppState } from "./app-state";
import { machineOf, STANDARD_MACHINE_NAME } from "./workspace";

/** The machine's name stays when machines change places. */
export type PlacedBreakpoint = { machine: string; path: string; atAnswer: boolean };

const nameOf = (machine: { name?: string }) => machine.name ?? STANDARD_MACHINE_NAME;

/** Sets a breakpoint at a state of the machine that is shown, or takes it away. */
export function toggleBreakpoint(state: AppState, path: string, atAnswer: boolean): AppState {
  const machine = nameOf(machineOf(state.workspace, state.machine));
  const others = state.breakpoints.filter((one) => one.machine !== machine || one.path !== path || one.atAnswer !== atAnswer);
  const isNew = others.length === state.breakpoints.length;
  return { ...state, breakpoints: isNew ? [...others, { machine, path, atAnswer }] : others };
}

/** A state's breakpoints, as a screen reader says them. */
export type Stops = { entry: boolean; answer: boolean; said: string };

/** The breakpoints of the machine that is shown, by state. */
export function stopsOf({ breakpoints, workspace, machine }: AppState): ReadonlyMap<string, Stops> {
  const name = nameOf(machineOf(workspace, machine));
  const own = breakpoints.filter((one) => one.machine === name);
  const of = (path: string): Stops => {
    const [entry, answer] = [false, true].map((atAnswer) => own.some((one) => one.path === path && one.atAnswer === atAnswer)) as [boolean, boolean];
    return { entry, answer, said: [entry && "breakpoint", answer && "pauses at its answers"].filter(Boolean).join(", ") };
  };
  return new Map(own.map(({ path }) => [path, of(path)]));
}

/** All breakpoints, by the numbers that the machines have now. */
export function enginePlaces({ breakpoints, workspace }: AppState): Breakpoint[] {
  const names = workspace.machines.map(nameOf);
  return breakpoints.map((one) => ({ ...one, machine: names.indexOf(one.machine) })).filter(({ machine }) => machine >= 0);
}
