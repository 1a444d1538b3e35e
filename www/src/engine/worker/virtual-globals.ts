// The clock, the timers and the chance that stubs see are the run's: virtual, and the same each time.

import type { Driver } from "../driver.ts";
import { TaskError } from "../failure.ts";
import type { EngineSession } from "../session.ts";

const RealDate = Date;

/** Gives stubs `TaskError`, which a page's stub cannot import, and replaces Date, setTimeout, setInterval, performance.now and Math.random by the run's own. */
export function virtualize(session: EngineSession, driver: Driver): void {
  class VirtualDate extends RealDate {
    constructor(...parts: []) {
      // without arguments: now
      if (parts.length === 0) super(session.now());
      else super(...parts);
    }

    static override now(): number {
      return session.now();
    }
  }
  const callable = new Proxy(VirtualDate, { apply: () => new RealDate(session.now()).toString() });
  define("TaskError", TaskError);
  define("Date", callable);
  define("setTimeout", (action: unknown, ms?: number, ...values: unknown[]) => driver.setTimeout(callback(action, values), Number(ms) || 0));
  define("clearTimeout", (timer: number) => driver.clearTimeout(timer));
  define("setInterval", (action: unknown, ms?: number, ...values: unknown[]) =>
    // an interval of no length would hold virtual time for ever
    driver.setInterval(callback(action, values), Math.max(1, Number(ms) || 0)),
  );
  define("clearInterval", (timer: number) => driver.clearTimeout(timer));
  Object.defineProperty(performance, "now", { value: () => session.now() - session.startTime(), configurable: true });
  Object.defineProperty(Math, "random", { value: () => session.random(), configurable: true });
}

function callback(action: unknown, values: unknown[]): () => void {
  return () => {
    if (typeof action === "function") action(...values);
  };
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
