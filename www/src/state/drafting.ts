// Saves what was typed while it is typed, each opened workspace under a draft of its own.

import { type AppState, notify } from "./app-state";
import { type Draft, type DraftStorage, newDraftId, type Saved, type TabIdentity } from "./persist";
import type { Store } from "./store";

/** Pause in typing before the draft is saved, real ms. */
export const SAVE_PAUSE_MS = 300;

const TROUBLE: Record<Exclude<Saved, "saved">, string> = {
  tooLarge: "This workspace is too large to be kept in the browser. Use Share → Download file to keep it.",
  unavailable: "This browser does not let the page keep drafts. Use Share → Download file to keep your work.",
};

export class Drafting {
  /** Draft that the page as it is now is saved under. */
  #id: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsaved: AppState | null = null;

  constructor(
    private readonly store: Store<AppState>,
    readonly storage: DraftStorage,
    private readonly tab: TabIdentity,
    id: string,
  ) {
    this.#id = id;
    storage.setLive(id, true);
    store.watch((now, before) => this.#changed(now, before));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.tab.claim();
      this.storage.setLive(this.#id, true);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
  }

  /** The drafts to offer: all but the one on the page. */
  others(): Draft[] {
    return this.storage.list().filter((draft) => draft.id !== this.#id);
  }

  /** The next workspace that is opened belongs to this draft; without one it gets a new place. */
  adopt(id: string = newDraftId()): void {
    this.flush();
    this.storage.setLive(this.#id, false);
    this.#id = id;
    this.storage.setLive(id, true);
  }

  /** Saves now what is waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    const state = this.#unsaved;
    if (state === null) return;
    this.#unsaved = null;
    const { workspace, trusted } = state;
    const saved = this.storage.save({ id: this.#id, savedAt: Date.now(), trusted, workspace });
    if (saved !== "saved") this.store.update((present) => notify(present, "warn", TROUBLE[saved]));
  }

  /** The page is left: a reload of this tab finds its draft again. */
  leave(): void {
    this.flush();
    this.storage.setLive(this.#id, false);
    if (this.store.peek().edited) this.tab.leave(this.#id);
  }

  #changed(now: AppState, before: AppState): void {
    const sameText = now.workspace === before.workspace && now.trusted === before.trusted;
    if (now.opened !== before.opened || !now.edited || sameText) return;
    this.#unsaved = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SAVE_PAUSE_MS);
  }
}
