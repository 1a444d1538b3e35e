// The handlers of a run that have been called and are not done.

import type { Conduct } from "./driver.ts";
import type { TaskRequest } from "./types.ts";

/** A handler at work. */
export type Work = {
  /** The key of its run. */
  readonly run: object;
  task: TaskRequest;
  /** The key it was found under. */
  key: string;
  wrap: boolean;
  /** The call was answered before it began: whatever comes of it is nobody's business. */
  detached: boolean;
  conduct: Conduct;
  /** What it waits for a new instance, ms. */
  coldMs: number;
  /** Virtual waits that are open; with any the handler is parked. */
  waits: number;
  settled: boolean;
  cancelled: boolean;
  timers: Set<number>;
  wake: (() => void) | undefined;
};

export class Works {
  readonly #byTask = new Map<number, Work>();
  #latest: Work | undefined;

  add(work: Work): void {
    this.#byTask.set(work.task.id, work);
    this.#latest = work;
  }

  get(task: number): Work | undefined {
    return this.#byTask.get(task);
  }

  delete(task: number): void {
    this.#byTask.delete(task);
  }

  /** How many neither settled nor parked. */
  unsettled(): number {
    let count = 0;
    for (const work of this.#byTask.values()) if (isUnsettled(work)) count += 1;
    return count;
  }

  /** Those, as they are now. */
  allUnsettled(): Work[] {
    return [...this.#byTask.values()].filter(isUnsettled);
  }

  /** The latest that waits for something real; else the latest that waits at all, or that was called. */
  likeliest(): Work | undefined {
    const open = [...this.#byTask.values()].filter((work) => !work.settled);
    return open.findLast(isUnsettled) ?? open.at(-1) ?? this.#latest;
  }
}

const isUnsettled = (work: Work): boolean => !work.settled && work.waits === 0;
