// Time travel: the instant of the execution that graph and timeline show.

import { type AppState, momentShown } from "./app-state";
import type { Store } from "./store";

/** Asks for moments one at a time; of those asked for meanwhile only the newest counts. */
export class Travel {
  #wanted: number | null = null;
  #busy = false;

  constructor(private readonly store: Store<AppState>) {}

  /** Shows the execution as it stood right after an event; beyond the last one, its end. */
  async to(event: number): Promise<void> {
    this.#wanted = event;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted !== null) {
        const next = this.#wanted;
        this.#wanted = null;
        const shown = this.store.peek().finished?.shown;
        if (shown === undefined) return;
        const moment = await shown.moment(next);
        this.store.update((state) => momentShown(state, shown, moment));
      }
    } catch {
      // The run is gone: what is shown stays.
    } finally {
      this.#busy = false;
    }
  }

  /** Back to the end of the execution. */
  leave(): void {
    this.#wanted = null;
    this.store.update((state) => (state.moment === null ? state : { ...state, moment: null }));
  }
}
