// Drafts and settings in localStorage. Nothing typed is ever lost, and two tabs do not destroy each other:
// each tab writes its draft under an id of its own. Storage may be absent, forbidden, full or damaged; every access is wrapped.

import { checkWorkspace, type Workspace } from "./workspace";

const PREFIX = "asl-playground/";
const DRAFT = `${PREFIX}draft/`;
const LIVE = `${PREFIX}live/`;
const SETTINGS = `${PREFIX}settings`;
const TAB = `${PREFIX}tab`;

/** Most characters of one draft, and most drafts kept; the oldest of the others make room. */
export const DRAFT_LIMITS = { chars: 1_500_000, drafts: 12 } as const;

export type Draft = {
  id: string;
  /** Real time of the last change, ms since the epoch. */
  savedAt: number;
  /** Its stubs may run without a press of Run: they are the reader's own, or were run before. */
  trusted: boolean;
  workspace: Workspace;
};

/** What became of a save: `tooLarge` and `unavailable` are shown to the reader once. */
export type Saved = "saved" | "tooLarge" | "unavailable";

/** The part of `Storage` that is used; tests give a map. */
export type KeyValue = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The drafts of every tab of this browser. */
export class DraftStorage {
  /** What the browser did not take, by id: here it is as long as the page is. */
  readonly #held = new Map<string, Draft>();

  constructor(private readonly local: KeyValue | null) {}

  /** Keeps `draft`, in the browser if it takes it and else as long as the page is there. */
  save(draft: Draft): Saved {
    const saved = this.#store(draft);
    if (saved === "saved") this.#held.delete(draft.id);
    else this.#held.set(draft.id, draft);
    return saved;
  }

  /** The draft is in the browser as it was saved last. */
  isKept(id: string): boolean {
    return !this.#held.has(id);
  }

  /**
   * In a full browser the oldest of the others make room, those open in a tab last; when all of it is not
   * enough they are put back, for nothing would be gained by their loss.
   */
  #store(draft: Draft): Saved {
    const text = JSON.stringify({ savedAt: draft.savedAt, trusted: draft.trusted, workspace: draft.workspace });
    if (text.length > DRAFT_LIMITS.chars) return "tooLarge";
    if (this.#write(DRAFT + draft.id, text)) {
      if (this.#ids().length > DRAFT_LIMITS.drafts) for (const { id } of this.#dispensable(draft.id).slice(DRAFT_LIMITS.drafts - 1)) this.remove(id);
      return "saved";
    }
    const dropped: [string, string][] = [];
    for (const { id } of this.#dispensable(draft.id).reverse()) {
      dropped.push([id, this.rawText(id) ?? ""]);
      attempt(() => this.local?.removeItem(DRAFT + id));
      if (!this.#write(DRAFT + draft.id, text)) continue;
      for (const [gone] of dropped) this.setLive(gone, false);
      return "saved";
    }
    for (const [id, before] of dropped) this.#write(DRAFT + id, before);
    return "unavailable";
  }

  /** All readable drafts, newest first. A damaged one is passed over and left alone. */
  list(): Draft[] {
    const held = [...this.#held.values()];
    return [...this.#stored().filter(({ id }) => !this.#held.has(id)), ...held].sort((a, b) => b.savedAt - a.savedAt);
  }

  /** Drafts that are damaged or of a newer page: kept as they are, and handed out as text. */
  unreadable(): string[] {
    return this.#ids().filter((id) => this.#read(id) === undefined);
  }

  /** A draft as it is stored. */
  rawText(id: string): string | undefined {
    return attempt(() => this.local?.getItem(DRAFT + id)) ?? undefined;
  }

  /** One draft, or undefined when it is absent or damaged. */
  load(id: string): Draft | undefined {
    return this.#held.get(id) ?? this.#read(id);
  }

  #read(id: string): Draft | undefined {
    return attempt(() => {
      const text = this.rawText(id);
      if (text === undefined) return undefined;
      const stored = JSON.parse(text) as { savedAt?: unknown; trusted?: unknown; workspace?: unknown };
      const savedAt = typeof stored.savedAt === "number" ? stored.savedAt : 0;
      return { id, savedAt, trusted: stored.trusted === true, workspace: checkWorkspace(stored.workspace) };
    });
  }

  remove(id: string): void {
    attempt(() => this.local?.removeItem(DRAFT + id));
    this.setLive(id, false);
  }

  /** Marks a draft as open in a tab. After a crash the mark stays, and the draft is copied instead of taken over. */
  setLive(id: string, live: boolean): void {
    attempt(() => (live ? this.local?.setItem(LIVE + id, "1") : this.local?.removeItem(LIVE + id)));
  }

  isLive(id: string): boolean {
    return attempt(() => this.local?.getItem(LIVE + id) != null) ?? false;
  }

  /** The saved settings as they were, or undefined. */
  loadSettings(): unknown {
    return attempt(() => JSON.parse(this.local?.getItem(SETTINGS) ?? "null") as unknown);
  }

  saveSettings(settings: unknown): void {
    this.#write(SETTINGS, JSON.stringify(settings));
  }

  #stored(): Draft[] {
    const drafts = this.#ids().map((id) => this.#read(id));
    return drafts.filter((draft) => draft !== undefined).sort((a, b) => b.savedAt - a.savedAt);
  }

  #ids(): string[] {
    const ids: string[] = [];
    attempt(() => {
      for (let at = 0; at < (this.local?.length ?? 0); at++) {
        const key = this.local?.key(at);
        if (key?.startsWith(DRAFT)) ids.push(key.slice(DRAFT.length));
      }
    });
    return ids;
  }

  /** The other drafts, the one to be dropped first at the end: those open in a tab come before the rest, newest first. */
  #dispensable(id: string): Draft[] {
    const others = this.#stored().filter((other) => other.id !== id);
    return [...others.filter((other) => this.isLive(other.id)), ...others.filter((other) => !this.isLive(other.id))];
  }

  #write(key: string, text: string): boolean {
    return (
      attempt(() => {
        this.local?.setItem(key, text);
        return this.local !== null;
      }) ?? false
    );
  }
}

/**
 * The draft id of this tab. A live tab holds its id out of sessionStorage and puts it back when it is left, so a
 * reload finds its own draft while a duplicated tab, which copies sessionStorage, does not take over a living one.
 */
export class TabIdentity {
  constructor(private readonly session: KeyValue | null) {}

  /** The id left by this tab before a reload, or undefined; it is taken out. */
  claim(): string | undefined {
    return attempt(() => {
      const id = this.session?.getItem(TAB) ?? undefined;
      this.session?.removeItem(TAB);
      return id;
    });
  }

  /** Leaves the id for the reload. */
  leave(id: string): void {
    attempt(() => this.session?.setItem(TAB, id));
  }
}

/** Storage that ends with the page. */
export class MemoryStorage implements KeyValue {
  readonly #values = new Map<string, string>();

  get length(): number {
    return this.#values.size;
  }

  key(at: number): string | null {
    return [...this.#values.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value);
  }

  removeItem(key: string): void {
    this.#values.delete(key);
  }
}

/** `localStorage` or `sessionStorage`, or null where the browser forbids it. */
export function browserStorage(kind: "localStorage" | "sessionStorage"): KeyValue | null {
  return attempt(() => window[kind]) ?? null;
}

/** A fresh id for a draft. */
export function newDraftId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
