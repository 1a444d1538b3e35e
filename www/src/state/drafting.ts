// Saves what was typed while it is typed, each opened workspace under a draft of its own.

import { type AppState, notify } from "./app-state";
import { type Draft, type DraftStorage, newDraftId, type Saved, type TabIdentity } from "./persist";
import type { Store } from "./store";

/** Pause in typing before the draft is saved, real ms. */
const SAVE_PAUSE_MS = 300;

const TROUBLE: Record<Exclude<Saved, "saved">, string> = {
  tooLarge: "This workspace is too large to be kept in the browser. Use Share → Download file to keep it.",
  unavailable: "This browser does not let the page keep drafts, or has no room for them. Use Share → Download file to keep your work.",
};

const BOTH_TABS = "This draft was changed in another tab, too. What you type here is now kept as a draft of its own; the other one is in the menu.";
const UNREADABLE = "The draft in this browser is damaged or of a newer page, and was left as it is. It can be downloaded from the menu of drafts.";

export class Drafting {
  /** Draft that the page as it is now is saved under. */
  #id: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsaved: AppState | null = null;
  /** When that draft was saved last as far as this tab knows: another time there is another tab's doing. */
  #savedAt: number | undefined;
  /** Trouble is told once, not at every key. */
  readonly #told = new Set<keyof typeof TROUBLE>();

  constructor(
    private readonly store: Store<AppState>,
    readonly storage: DraftStorage,
    private readonly tab: TabIdentity,
    id: string,
  ) {
    this.#id = id;
    this.#take(id);
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

  /**
   * The next workspace that is opened belongs to this draft; without one it gets a new place. Tells which one was open, and
   * whether the browser keeps it.
   */
  adopt(id: string = newDraftId()): { before: string; isKept: boolean } {
    this.flush();
    const before = this.#id;
    const isKept = this.storage.isKept(before);
    this.storage.setLive(before, false);
    this.#take(id);
    return { before, isKept };
  }

  /** Says that there is a draft which could not be opened. */
  tellUnreadable(): void {
    this.store.update((present) => notify(present, "warn", UNREADABLE));
  }

  /** Saves now what is waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    const state = this.#unsaved;
    if (state === null) return;
    this.#unsaved = null;
    const { workspace, trusted } = state;
    const stored = this.storage.load(this.#id);
    if (stored !== undefined && stored.savedAt !== this.#savedAt) {
      this.#take(newDraftId());
      this.store.update((present) => notify(present, "info", BOTH_TABS));
    }
    const savedAt = Date.now();
    const saved = this.storage.save({ id: this.#id, savedAt, trusted, workspace });
    this.#savedAt = savedAt;
    if (saved === "saved") this.#takeBack();
    else if (!this.#told.has(saved)) {
      this.#told.add(saved);
      this.store.update((present) => notify(present, "warn", TROUBLE[saved]));
    }
  }

  /** What was told of the workspace is not so any more. */
  #takeBack(): void {
    if (this.#told.size === 0) return;
    const told = new Set([...this.#told].map((trouble) => TROUBLE[trouble]));
    this.#told.clear();
    this.store.update((present) => ({ ...present, notices: present.notices.filter(({ text }) => !told.has(text)) }));
  }

  /** The page is left: a reload of this tab finds its draft again. */
  leave(): void {
    // another tab may have dropped it to make room
    if (this.store.peek().edited && this.storage.rawText(this.#id) === undefined) this.#unsaved = this.store.peek();
    this.flush();
    this.storage.setLive(this.#id, false);
    if (this.store.peek().edited) this.tab.leave(this.#id);
  }

  #take(id: string): void {
    this.#id = id;
    this.#savedAt = this.storage.load(id)?.savedAt;
    this.storage.setLive(id, true);
  }

  #changed(now: AppState, before: AppState): void {
    const sameText = now.workspace === before.workspace && now.trusted === before.trusted;
    if (now.opened !== before.opened || !now.edited || sameText) return;
    this.#unsaved = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SAVE_PAUSE_MS);
  }
}
