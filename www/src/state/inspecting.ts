// Loads the detail of the selected visit, so that every selection ends in an inspector with data.

import { type AppState, detailLoaded, type FinishedRun, selectVisit } from "./app-state";
import type { Store } from "./store";

/** Follows the selection and asks the run for the detail of its visit. */
export function keepInspected(store: Store<AppState>): void {
  store.watch((now, before) => {
    const visit = now.selection?.visit;
    const moved = visit !== before.selection?.visit || now.finished !== before.finished;
    if (visit === undefined || now.finished === null || now.detail?.visit === visit || !moved) return;
    void load(now.finished, visit).then((detail) => {
      if (store.peek().finished === now.finished) store.update((state) => detailLoaded(state, visit, detail));
    });
  });
}

/** Selects a visit that a row named by its number; its state comes with the detail. */
export async function inspectVisit(store: Store<AppState>, visit: number, attempt: number | undefined): Promise<void> {
  const { finished, detail: shown } = store.peek();
  if (finished === null) return;
  const detail = shown?.visit === visit ? shown : await load(finished, visit);
  if (detail !== null && store.peek().finished === finished) store.update((state) => selectVisit(state, detail, attempt));
}

/** The detail, or null when the run no longer answers. */
async function load(run: FinishedRun, visit: number) {
  try {
    return await run.result.visit(visit);
  } catch {
    return null;
  }
}
