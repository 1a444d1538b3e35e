// Timers in virtual time: the driver's own, and those that handlers set in place of the host's.

import type { EngineSession } from "./session.ts";
import type { Work } from "./works.ts";

/** What is done when a timer is due. */
type Due = () => Promise<void> | void;

/** What timers want of the driver: who sets one, and to let a handler go on when it is due. */
export type TimersHost = { current(): Work | undefined; goOn(work: Work, action: () => void): Promise<void> };

export class Timers {
  readonly #session: EngineSession;
  readonly #host: TimersHost;
  readonly #due = new Map<number, Due>();
  /** How to take back each timer that a handler set. */
  readonly #cleared = new Map<number, () => void>();

  constructor(session: EngineSession, host: TimersHost) {
    this.#session = session;
    this.#host = host;
  }

  start(ms: number, due: Due): number {
    const timer = this.#session.startTimer(ms);
    this.#due.set(timer, due);
    return timer;
  }

  /** A timer that goes with its handler. */
  startFor(work: Work, ms: number, due: Due): number {
    const timer = this.start(ms, () => {
      work.timers.delete(timer);
      return due();
    });
    work.timers.add(timer);
    return timer;
  }

  cancel(timer: number): void {
    this.#session.cancelTimer(timer);
    this.#due.delete(timer);
  }

  /** Time has come to a timer. */
  fire(timer: number): Promise<void> | void {
    const due = this.#due.get(timer);
    this.#due.delete(timer);
    return due?.();
  }

  /** As the host's function of this name. The handler that asks for it counts as parked until it is due. */
  setTimeout(action: () => void, ms: number): number {
    return this.#timeout(action, ms, "once");
  }

  setInterval(action: () => void, ms: number): number {
    return this.#timeout(action, ms, "repeated");
  }

  clearTimeout(timer: number): void {
    this.#cleared.get(timer)?.();
  }

  #timeout(action: () => void, ms: number, how: "once" | "repeated"): number {
    const work = this.#host.current();
    const delay = Math.max(0, ms);
    const due = () => {
      if (work) work.waits -= 1;
      if (work?.cancelled) return;
      // without a handler nobody could ever end it
      if (how === "repeated" && work && !work.settled) pending = start();
      else this.#cleared.delete(first);
      return work === undefined ? action() : this.#host.goOn(work, action);
    };
    const start = () => {
      if (work === undefined) return this.start(delay, due);
      work.waits += 1;
      return this.startFor(work, delay, due);
    };
    let pending = start();
    const first = pending;
    this.#cleared.set(first, () => {
      this.#cleared.delete(first);
      this.cancel(pending);
      work?.timers.delete(pending);
      if (work) work.waits -= 1;
    });
    return first;
  }
}
