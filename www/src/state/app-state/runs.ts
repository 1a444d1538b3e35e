// Runs.

import type { ExecutionRows, LogLine, RunResult, SlowStub } from "../../engine/client";
import type { Moment, RunSummary } from "../../engine/types";
import { machineOf } from "../workspace";
import { showMachine } from "./editing";
import type { ActiveRun, AppState, FinishedRun, Refusal, Selection } from "./state";

/** Run was pressed, or given up again, while the engine still reads the text. */
export function runAwaited(state: AppState, starting: boolean): AppState {
  return state.starting === starting ? state : { ...state, starting, engineFailure: starting ? null : state.engineFailure };
}

/** A press of Run; results of the run before stay until this one ends. */
export function runStarted(state: AppState, id: number, byReader: boolean): AppState {
  const active: ActiveRun = { id, events: 0, nowMs: 0, logs: [], slow: null };
  return { ...state, starting: false, active, refusal: null, trusted: state.trusted || byReader };
}

export function runProgressed(state: AppState, id: number, progress: { events: number; nowMs: number }): AppState {
  if (state.active?.id !== id) return state;
  return { ...state, active: { ...state.active, ...progress, slow: null } };
}

/** Most console lines kept of one run; the host stops at the same number. */
export const CONSOLE_LINES_MAX = 1000;

export function runLogged(state: AppState, id: number, lines: LogLine[]): AppState {
  if (state.active?.id !== id) return state;
  const logs = [...state.active.logs, ...lines].slice(0, CONSOLE_LINES_MAX);
  return { ...state, active: { ...state.active, logs } };
}

export function runSlowed(state: AppState, id: number, slow: SlowStub): AppState {
  return state.active?.id === id ? { ...state, active: { ...state.active, slow } } : state;
}

/** The run ended; the selection stays on its state, at the visit this run made of it. */
export function runFinished(state: AppState, id: number, result: RunResult, of: Pick<FinishedRun, "seed" | "workspace" | "changed"> & { stale: boolean }): AppState {
  if (state.active?.id !== id) return state;
  const { stale, ...origin } = of;
  const finished: FinishedRun = { id, summary: result.summary, realMs: result.realMs, logs: result.logs, result, shown: result, ...origin };
  const selection = state.selection === null ? null : reselected(state.selection, result.summary);
  const ended = { ...state, active: null, finished, moment: null, refusal: null, stale };
  // another machine's picture stays where it is until its execution is looked at
  return state.machine === 0 ? { ...ended, selection, detail: null } : { ...ended, selection: null, detail: null, inspectorOpen: false };
}

/** Number of the machine that an execution of a run is of, or -1 when the workspace has it no more. */
function machineOfExecution({ workspace }: AppState, { result }: FinishedRun, execution: number): number {
  if (execution === 0) return 0;
  const name = result.executions.find((one) => one.execution === execution)?.machine;
  return workspace.machines.findIndex((machine) => machine.name === name);
}

/** The last run's newest execution of the machine in the editor, if it made one. */
export function executionOfMachine({ finished, machine, workspace }: AppState): number | undefined {
  if (machine === 0) return finished === null ? undefined : 0;
  const { name } = machineOf(workspace, machine);
  return finished?.result.executions.findLast((one) => one.execution > 0 && one.machine === name)?.execution;
}

/** What the execution that is looked at did, when it is of the machine in the editor. */
export function shownSummary(state: AppState): RunSummary | null {
  const { finished, machine } = state;
  if (finished === null || machineOfExecution(state, finished, finished.shown.execution) !== machine) return null;
  return finished.shown.summary;
}

/** Looks at an instant of the execution, or at its end. */
export function momentShown(state: AppState, shown: ExecutionRows, moment: Moment | null): AppState {
  return state.finished?.shown === shown ? { ...state, moment } : state;
}

/** Looks at another execution of the last run; the definition of its machine comes with it. */
export function executionShown(state: AppState, run: number, shown: ExecutionRows): AppState {
  const { finished } = state;
  if (finished?.id !== run) return state;
  const machine = machineOfExecution(state, finished, shown.execution);
  const looking = machine < 0 || machine === state.machine ? state : showMachine(state, machine);
  return { ...looking, finished: { ...finished, shown }, moment: null, selection: null, detail: null, inspectorOpen: false };
}

/** Looks at one iteration of a Map or at the whole again; the selection stays on its state, at the visit there. */
export function iterationShown(state: AppState, run: number, shown: ExecutionRows): AppState {
  const { finished, selection } = state;
  if (finished?.id !== run) return state;
  const visited = shown.summary.states.find(({ path }) => path === selection?.path);
  const kept = selection === null ? null : visited === undefined || visited.visits > 1 ? selection : { path: visited.path, visit: visited.lastVisit };
  const detail = kept?.visit === selection?.visit ? state.detail : null;
  return { ...state, finished: { ...finished, shown }, moment: null, selection: kept, detail };
}

/** Differs for whatever rows are shown of; another run of the same workspace is looked at from where one was. */
export const rowsKey = ({ opened }: AppState, { shown }: FinishedRun): string => `${opened}:${shown.execution}:${shown.within ?? ""}`;

export function runRefused(state: AppState, id: number, refusal: Refusal): AppState {
  if (state.active?.id !== id) return state;
  const { logs } = state.active;
  return { ...state, active: null, refusal: { ...refusal, logs }, stale: state.finished !== null };
}

/** The lines that stubs printed: of the run under way or the one given up as soon as there are some, else of the last one that ended. */
export function shownLogs({ active, refusal, finished }: AppState): readonly LogLine[] {
  const newest = active?.logs ?? refusal?.logs ?? [];
  return newest.length > 0 ? newest : (finished?.logs ?? []);
}

/** Keeps the visit where this run made as many; `detailLoaded` corrects it when that visit is of another state. */
function reselected(selection: Selection, summary: RunSummary): Selection {
  const run = summary.states.find((state) => state.path === selection.path);
  if (run === undefined) return { path: selection.path };
  const visit = selection.visit !== undefined && selection.visit < summary.visits ? selection.visit : run.lastVisit;
  return { ...selection, visit };
}

/** What is looked at failed and can be redriven: a redrive is of the run, not of an execution that it started. */
export const canRedrive = ({ finished }: AppState): boolean =>
  finished !== null && finished.shown.execution === 0 && finished.shown.summary.redriveStatus === "REDRIVABLE";
