import { expect, test } from "vitest";
import { Driver, type HandlerFunction } from "./driver.ts";
import type { EngineSession } from "./session.ts";
import type { Output, TaskRequest } from "./types.ts";

const TASK: TaskRequest = {
  id: 0,
  resource: "work",
  kind: "lambda",
  pattern: "requestResponse",
  candidates: [{ key: "work", event: "1", wrap: false }],
  stateName: "Work",
  statePath: "/States/Work",
  visit: 0,
  attempt: 1,
  executionArn: "arn",
};

/** A run of one task. */
class OneTask {
  answer: { output?: string; error?: string | undefined } | undefined;
  #now = 0;
  #count = 0;
  #asked = false;
  readonly #timers = new Map<number, number>();

  poll(mayAdvance: boolean): Output {
    if (this.answer) return { kind: "done" };
    if (!this.#asked) {
      this.#asked = true;
      return { kind: "task", task: TASK };
    }
    const [next] = [...this.#timers].sort(([, one], [, other]) => one - other);
    if (next === undefined) return { kind: "idle", waitingFor: [] };
    const [timer, at] = next;
    if (at > this.#now && !mayAdvance) return { kind: "blocked" };
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, at);
    return { kind: "timer", timer };
  }

  startTimer(delayMs: number): number {
    this.#timers.set(++this.#count, this.#now + delayMs);
    return this.#count;
  }

  cancelTimer(timer: number): void {
    this.#timers.delete(timer);
  }

  now = () => this.#now;
  startTime = () => 0;
  taskSucceeded = (_task: number, output: string) => (this.answer = { output });
  taskFailed = (_task: number, error?: string) => (this.answer = { error });
}

/** Runs the handler as the page does; it is given the driver, whose timers are its own. */
async function run(handler: (driver: Driver) => HandlerFunction) {
  const session = new OneTask();
  const driver: Driver = new Driver(session as unknown as EngineSession, {
    handler: () => handler(driver),
    mayWaitForReal: false,
    passConsoleOn: false,
  });
  await driver.run();
  return { ...session.answer, atMs: session.now(), lines: driver.logs.map(({ atMs, text }) => [atMs, text]) };
}

test("a timer's function is the handler's: what it prints is kept, and a timer it sets belongs to the handler too", async () => {
  const ended = await run((driver) => () =>
    new Promise((resolve) => {
      driver.setTimeout(() => {
        console.log("once");
        driver.setTimeout(() => {
          console.log("twice");
          resolve("ended");
        }, 50);
      }, 100);
    }),
  );
  expect(ended).toEqual({ output: '"ended"', atMs: 150, lines: [[100, "once"], [150, "twice"]] });
});

test("what a timer's function throws fails the attempt", async () => {
  const ended = await run((driver) => () =>
    new Promise(() => {
      driver.setTimeout(() => {
        throw new TypeError("too late");
      }, 100);
    }),
  );
  expect(ended).toEqual({ error: "TypeError", atMs: 100, lines: [] });
});

test("an interval comes again until it is cleared", async () => {
  const ended = await run((driver) => () =>
    new Promise((resolve) => {
      let count = 0;
      const timer = driver.setInterval(() => {
        console.log(`${(count += 1)}`);
        if (count < 3) return;
        driver.clearTimeout(timer);
        resolve(count);
      }, 10);
    }),
  );
  expect(ended).toEqual({ output: "3", atMs: 30, lines: [[10, "1"], [20, "2"], [30, "3"]] });
});

test("a timer that is cleared never comes, and nobody waits for it", async () => {
  const ended = await run((driver) => async () => {
    driver.clearTimeout(driver.setTimeout(() => console.log("never"), 100));
    return "ended";
  });
  expect(ended).toEqual({ output: '"ended"', atMs: 0, lines: [] });
});

test("a handler that waits for nothing that can come is told so", async () => {
  expect((await run(() => () => new Promise(() => {}))).error).toBe("Playground.HandlerNeverSettles");
});
