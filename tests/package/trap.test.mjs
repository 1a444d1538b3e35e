// An engine that stopped may have left anything half done: what comes after is asked of another one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { asl, task } from "./support.mjs";

const definition = task();
const handlers = { work: async (n) => n + 1 };
const STOPPED = "the engine stopped, and the runs that were in it are lost";

/** The package once more, with an engine whose exports of these names trap once when `trap.isSet`. */
async function packageThatTraps(trap, ...names) {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const trapping = (name) => (...values) => {
      if (!trap.isSet) return exports[name](...values);
      trap.isSet = false;
      throw new WebAssembly.RuntimeError("unreachable");
    };
    return { exports: { ...exports, ...Object.fromEntries(names.map((name) => [name, trapping(name)])) } };
  };
  const own = await import(new URL(`../../target/package/index.js?${names}`, import.meta.url));
  await own.default();
  return own;
}

for (const [name, call] of [
  ["evaluate", (own) => own.evaluate("1 + 1")],
  ["check", (own) => own.check(definition)],
  ["session_new", (own) => new own.Simulation({ definition })],
  ["session_poll", (own) => own.run({ definition, handlers, input: 1 })],
  ["session_taskSucceeded", (own) => own.run({ definition, handlers, input: 1 })],
]) {
  test(`a trap in ${name} is told of, and the next question is answered`, async (t) => {
    const { Instance } = WebAssembly;
    t.after(() => (WebAssembly.Instance = Instance));
    const trap = { isSet: false };
    const own = await packageThatTraps(trap, name);
    const before = new own.Simulation({ definition, handlers, input: 1 });
    trap.isSet = true;
    await assert.rejects(async () => call(own), { name: "Error", message: `${STOPPED}: unreachable` });
    await assert.rejects(before.runUntil("end"), { message: `${STOPPED}.` });
    assert.throws(() => before.snapshot(), { message: `${STOPPED}.` });
    assert.equal(own.evaluate("1 + 1"), 2);
    assert.equal((await own.run({ definition, handlers, input: 1 })).output, 2);
  });
}

test("runs that were lost are not freed, which may trap where nobody can catch it", async (t) => {
  const { Instance } = WebAssembly;
  t.after(() => (WebAssembly.Instance = Instance));
  const trap = { isSet: false };
  const own = await packageThatTraps(trap, "evaluate", "__wbg_session_free");
  for (let count = 0; count < 10; count += 1) new own.Simulation({ definition });
  trap.isSet = true;
  assert.throws(() => own.evaluate("1 + 1"), { message: `${STOPPED}: unreachable` });
  trap.isSet = true;
  setFlagsFromString("--expose-gc");
  for (let turn = 0; turn < 5; turn += 1) {
    runInNewContext("gc")();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.ok(trap.isSet);
});

test("where the stack ends nothing is an error of the expression, and the next one is evaluated", async () => {
  const thrown = [];
  let isDone = false;
  const deep = () => {
    try {
      deep();
    } catch {
      // here the stack has ended
    }
    if (isDone) return;
    try {
      asl.evaluate("1 + 1");
      isDone = true;
    } catch (error) {
      // to look at it needs more stack than there may be
      thrown.push(error);
    }
  };
  deep();
  assert.ok(thrown.length > 0 && !thrown.some((error) => error instanceof asl.EvaluationError));
  assert.equal(asl.evaluate("1 + 1"), 2);
  assert.equal((await asl.run({ definition, handlers, input: 1 })).output, 2);
});

test("a handler without end is its own failure", async () => {
  const work = () => work();
  const execution = await asl.run({ definition, handlers: { work } });
  assert.deepEqual([execution.status, execution.error], ["FAILED", "RangeError"]);
  const printing = (_event, context) => {
    context.now();
    return printing(_event, context);
  };
  assert.equal((await asl.run({ definition, handlers: { work: printing } })).error, "RangeError");
});
