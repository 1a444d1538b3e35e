// Starting, watching and stopping runs; auto-run after the reader's own edits.

import type { Resumption, RunHandle, RunObserver } from "../engine/client";
import {
  type AppState,
  analysisIsCurrent,
  executionOfMachine,
  executionShown,
  type FinishedRun,
  iterationShown,
  type Refusal,
  resourcesOf,
  runAwaited,
  runFinished,
  runLogged,
  runProgressed,
  runRefused,
  runSlowed,
  runStarted,
} from "./app-state";
import { enginePlaces } from "./breakpoints";
import type { Engine } from "./engine";
import { runRequest } from "./run-request";
import type { Store } from "./store";
import type { Workspace } from "./workspace";

/** Pause after the last edit before an auto-run, real ms. */
export const AUTO_RUN_PAUSE_MS = 400;

export class Runs {
  #newest = 0;
  #handle: RunHandle | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** An edit wants a run as soon as its analysis is there. */
  #due = false;
  /** The reader pressed Run before the text was analysed. */
  #pressed = false;

  constructor(
    private readonly store: Store<AppState>,
    private readonly engine: Engine,
    /** Has the text analysed once more, after the engine has failed. */
    private readonly recheck: () => void,
  ) {}

  /** The reader pressed Run. A run under way is given up for this one. */
  press(): void {
    this.#due = false;
    clearTimeout(this.#timer);
    if (this.store.peek().tabs.phone !== "results") this.store.update((state) => ({ ...state, tabs: { ...state.tabs, phone: "results" } }));
    this.#pressed = true;
    const { engineFailure } = this.store.peek();
    if (!analysisIsCurrent(this.store.peek())) this.store.update((state) => runAwaited(state, true));
    if (engineFailure !== null) this.recheck();
    this.analysisLanded();
  }

  /** Ends the run under way; what it did so far is not shown, for it has no end. */
  stop(): void {
    this.#pressed = false;
    this.store.update((state) => runAwaited(state, false));
    this.#handle?.stop();
  }

  /** The reader changed something that a run depends on. */
  edited(): void {
    this.#due = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#due = true;
      this.analysisLanded();
    }, AUTO_RUN_PAUSE_MS);
  }

  /** Another workspace was opened: nothing of the one before may land in it. */
  abandon(): void {
    this.#due = this.#pressed = false;
    clearTimeout(this.#timer);
    this.#handle?.stop();
    this.#handle = null;
    this.#newest += 1;
  }

  /** Starts what is due, if the text as it is now is known to run. */
  analysisLanded(): void {
    const state = this.store.peek();
    if (!analysisIsCurrent(state)) return;
    if (this.#pressed) {
      this.#pressed = this.#due = false;
      void this.#start(true);
    } else if (this.#due) {
      this.#due = false;
      if (mayAutoRun(state)) void this.#start(false);
    }
  }

  /** Looks at another execution of the last run. */
  async show(execution: number): Promise<void> {
    await this.#look(execution, undefined, executionShown);
  }

  /** Looks at the iteration alone that a visit is in, or with none at the whole execution again. */
  async showIteration(within: number | undefined): Promise<void> {
    const execution = this.store.peek().finished?.shown.execution;
    if (execution !== undefined) await this.#look(execution, within, iterationShown);
  }

  async #look(execution: number, within: number | undefined, show: typeof executionShown): Promise<void> {
    const { finished } = this.store.peek();
    if (finished === null || (finished.shown.execution === execution && finished.shown.within === within)) return;
    try {
      const shown = execution === 0 && within === undefined ? finished.result : await finished.result.of(execution, within);
      this.store.update((state) => show(state, finished.id, shown));
    } catch {
      // The run is gone: what is shown stays.
    }
  }

  /** Looks at what the machine in the editor did in the last run, if it was started. */
  async showOfMachine(): Promise<void> {
    const execution = executionOfMachine(this.store.peek());
    if (execution !== undefined) await this.show(execution);
  }

  /** The last run failed: goes on from there with the stubs as they are now. */
  async redrive(): Promise<void> {
    const state = this.store.peek();
    const { finished, workspace } = state;
    if (finished === null) return;
    const { stubs } = runRequest(workspace, resourcesOf(state));
    await this.#goOn({ kind: "redrive", stubs }, { ...finished, workspace: ofRedrive(finished.workspace, workspace) });
  }

  /** The last run goes on where it stood. */
  async resume(resumption: Resumption): Promise<void> {
    const { finished } = this.store.peek();
    if (finished === null) return;
    const { held } = finished.result;
    const isChange = resumption.kind === "release" && resumption.change !== undefined;
    const changed = isChange && held !== undefined ? [...finished.changed, held.stateName] : finished.changed;
    await this.#goOn(resumption, { ...finished, changed });
  }

  async #goOn(resumption: Resumption, run: FinishedRun): Promise<void> {
    await this.#follow(true, run, (observer) => run.result.resume(resumption, enginePlaces(this.store.peek()), observer));
  }

  async #start(byReader: boolean): Promise<void> {
    const state = this.store.peek();
    const { workspace, finished } = state;
    const request = runRequest(workspace, resourcesOf(state));
    const breakpoints = enginePlaces(state);
    const asked = breakpoints.length === 0 ? request : { ...request, breakpoints };
    const ended = await this.#follow(byReader, { workspace, seed: request.seed, changed: [] }, (observer) => this.engine.run(asked, observer));
    if (ended) finished?.result.dispose();
  }

  /** Begins a run or its continuation and follows it to its end; false when another one came between or it gave no result. */
  async #follow(byReader: boolean, { workspace, seed, changed }: Pick<FinishedRun, "workspace" | "seed" | "changed">, begin: (observer: RunObserver) => RunHandle): Promise<boolean> {
    this.#handle?.stop();
    const id = ++this.#newest;
    const { store } = this;
    store.update((state) => runStarted(state, id, byReader));
    try {
      const handle = begin({
        progress: (progress) => store.update((state) => runProgressed(state, id, progress)),
        log: (lines) => store.update((state) => runLogged(state, id, lines)),
        slow: (warning) => store.update((state) => runSlowed(state, id, warning)),
      });
      this.#handle = handle;
      const result = await handle.result;
      if (id !== this.#newest) {
        result.dispose();
        return false;
      }
      const stale = store.peek().workspace !== workspace;
      store.update((state) => runFinished(state, id, result, { seed, workspace, changed, stale }));
      // where it stands still is what its reader wants to see
      const at = result.executions.find(({ execution }) => execution === result.held?.execution);
      void (at === undefined ? this.showOfMachine() : this.show(at.execution));
      return true;
    } catch (problem) {
      const refusal = refusalOf(problem);
      store.update((state) => runRefused(state, id, refusal));
      return false;
    } finally {
      if (id === this.#newest) this.#handle = null;
    }
  }
}

/** What a run is of once it is redriven: a redrive takes the stubs as they are now, but nothing else that was edited since. */
function ofRedrive(ran: Workspace, now: Workspace): Workspace {
  const parts = Object.keys({ ...ran, ...now }) as (keyof Workspace)[];
  return parts.every((part) => part === "stubs" || ran[part] === now[part]) ? now : ran;
}

/** No auto-run for a stranger's stubs, nor for a text, an input or a stub that cannot run. */
function mayAutoRun(state: AppState): boolean {
  if (!state.settings.autoRun || !state.trusted || state.analysis?.runnable !== true) return false;
  return isJson(state.workspace.input) && state.brokenStubs.size === 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refusalOf(problem: unknown): Refusal {
  if (!(problem instanceof Error)) return { code: "Crashed", message: String(problem) };
  const { code, resource, diagnostics } = problem as Partial<Refusal>;
  return {
    code: typeof code === "string" ? code : "Crashed",
    message: problem.message,
    ...(resource === undefined ? {} : { resource }),
    ...(diagnostics === undefined ? {} : { diagnostics }),
  };
}
