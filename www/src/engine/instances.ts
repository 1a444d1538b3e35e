// Which instances of a function are idle, for cold starts: as many live as attempts have run side by side.

import type { ColdStart } from "./types.ts";

/** Source: measured on Lambda by many; an idle instance is kept for 5 to 15 minutes. */
const IDLE_MS = 600_000;

export class Instances {
  /** By handler key: since when each idle instance is idle, the newest last. */
  readonly #idle = new Map<string, number[]>();

  /** Takes an instance; how long a new one takes, or 0 where one was idle. */
  take(key: string, { ms, idleMs = IDLE_MS }: ColdStart, now: number): number {
    // what was idle for too long is gone, and so is everything that was idle before it
    const since = this.#idle.get(key)?.pop();
    if (since !== undefined && now - since <= idleMs) return 0;
    this.#idle.delete(key);
    return ms;
  }

  /** An attempt has ended: its instance is idle. */
  release(key: string, now: number): void {
    const idle = this.#idle.get(key);
    if (idle === undefined) this.#idle.set(key, [now]);
    else idle.push(now);
  }
}
