// One value, read through signals, written through one gate.

import { computed, signal, type ReadonlySignal } from "@preact/signals";

/** A pure update: the next value from the present one. Returning the same value means no change. */
export type Change<S> = (present: S) => S;

/** Holds the page's state. Every write goes through `update`, so whoever watches misses none. */
export class Store<S> {
  readonly #value;
  readonly #watchers = new Set<(now: S, before: S) => void>();

  constructor(initial: S) {
    this.#value = signal(initial);
  }

  /** The present value; inside a component or `computed` this subscribes. */
  get value(): S {
    return this.#value.value;
  }

  /** The present value, without subscribing. */
  peek(): S {
    return this.#value.peek();
  }

  /** The only way to write. */
  update(change: Change<S>): void {
    const before = this.#value.peek();
    const now = change(before);
    if (now === before) return;
    this.#value.value = now;
    for (const watcher of this.#watchers) watcher(now, before);
  }

  /** A part of the state as a signal that changes only when that part does. */
  select<T>(part: (state: S) => T): ReadonlySignal<T> {
    return computed(() => part(this.#value.value));
  }

  /** Calls `watcher` after each write; returns how to stop. */
  watch(watcher: (now: S, before: S) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
