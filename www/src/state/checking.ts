// Keeps the analysis of the definition up to date with the text.

import type { Engine } from "./engine";
import { type AppState, analysed, engineFailed, otherAnalysed, shownDefinition } from "./app-state";
import type { Store } from "./store";
import { machineOf } from "./workspace";

/** Pause in typing before the text is analysed, real ms. */
export const ANALYSIS_PAUSE_MS = 80;

/**
 * Analyses the definition now and after each change; calls `onAnalysed` when an analysis has landed.
 * Returns how to try again after the engine has failed.
 */
export function keepChecked(store: Store<AppState>, engine: Engine, onAnalysed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the machines that are not shown want of stubs is known before anything runs. */
  const analyseOthers = async () => {
    const { workspace, machine } = store.peek();
    for (const [number, { definition }] of workspace.machines.entries()) {
      if (number === machine || store.peek().wanted.has(definition)) continue;
      const found = await engine.analyze(definition);
      store.update((state) => otherAnalysed(state, definition, found));
    }
  };
  const analyse = async () => {
    const { workspace, machine } = store.peek();
    const { definition: text, type } = machineOf(workspace, machine);
    try {
      const analysis = await engine.analyze(text, type === undefined ? undefined : { type });
      store.update((state) => analysed(state, text, analysis));
      await analyseOthers();
      onAnalysed();
    } catch (problem) {
      // Newer text is on its way: its own analysis answers.
      if (shownDefinition(store.peek()) !== text || isSuperseded(problem)) return;
      store.update((state) => engineFailed(state, sentenceOf(problem)));
    }
  };
  store.watch((now, before) => {
    const isForgotten = now.analysedText === null && before.analysedText !== null;
    const isOther = now.opened !== before.opened || now.machine !== before.machine || isForgotten;
    const [{ type }, { type: typeBefore }] = [machineOf(now.workspace, now.machine), machineOf(before.workspace, before.machine)];
    if (!isOther && shownDefinition(now) === shownDefinition(before) && type === typeBefore) return;
    clearTimeout(timer);
    timer = setTimeout(analyse, isOther ? 0 : ANALYSIS_PAUSE_MS);
  });
  void analyse();
  return () => void analyse();
}

function isSuperseded(problem: unknown): boolean {
  return problem instanceof Error && (problem.name === "Superseded" || (problem as { code?: unknown }).code === "Superseded");
}

function sentenceOf(problem: unknown): string {
  const detail = problem instanceof Error ? problem.message : String(problem);
  return `The engine did not start: ${detail}`;
}
