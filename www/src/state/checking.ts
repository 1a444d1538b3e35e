// Keeps the analysis of the definition up to date with the text.

import type { Engine } from "./engine";
import { type AppState, analysed, engineFailed } from "./app-state";
import type { Store } from "./store";
import { definitionOf } from "./workspace";

/** Pause in typing before the text is analysed, real ms. */
export const ANALYSIS_PAUSE_MS = 80;

/**
 * Analyses the definition now and after each change; calls `onAnalysed` when an analysis has landed.
 * Returns how to try again after the engine has failed.
 */
export function keepChecked(store: Store<AppState>, engine: Engine, onAnalysed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const analyse = async () => {
    const { workspace } = store.peek();
    const text = definitionOf(workspace);
    const type = workspace.machines[0].type;
    try {
      const analysis = await engine.analyze(text, type === undefined ? undefined : { type });
      store.update((state) => analysed(state, text, analysis));
      onAnalysed();
    } catch (problem) {
      // Newer text is on its way: its own analysis answers.
      if (definitionOf(store.peek().workspace) !== text || isSuperseded(problem)) return;
      store.update((state) => engineFailed(state, sentenceOf(problem)));
    }
  };
  store.watch((now, before) => {
    if (definitionOf(now.workspace) === definitionOf(before.workspace) && now.opened === before.opened) return;
    clearTimeout(timer);
    timer = setTimeout(analyse, now.opened === before.opened ? ANALYSIS_PAUSE_MS : 0);
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
