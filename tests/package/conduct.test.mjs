// How a resource behaves around its handler: latency, failures, cold starts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

const RESOURCE = "arn:aws:lambda:us-east-1:123456789012:function:f";
const task = { Type: "Task", Resource: RESOURCE, Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1 }] };
const once = { StartAt: "F", States: { F: { ...task, End: true } } };
const twice = { StartAt: "F", States: { F: { ...task, Next: "G" }, G: { ...task, End: true } } };
const branch = (name) => ({ StartAt: name, States: { [name]: { ...task, End: true } } });
const sideBySide = {
  StartAt: "P",
  States: { P: { Type: "Parallel", Branches: [branch("A"), branch("B")], Next: "F" }, F: { ...task, End: true } },
};

/** Runs with the conduct of the one resource; how often its handler was called comes with it. */
async function run(definition, conduct, seed = 0) {
  let calls = 0;
  const handler = { handle: () => ++calls, ...conduct };
  const execution = await asl.run({ definition, seed, handlers: { [RESOURCE]: handler } });
  return { ...execution, calls };
}

test("chosen attempts fail without a call of the handler, and are retried", async () => {
  const { status, durationMs, calls, events } = await run(once, { failures: { attempts: [1, 2], error: "Busy", cause: "try later" } });
  assert.deepEqual({ status, durationMs, calls }, { status: "SUCCEEDED", durationMs: 3000, calls: 1 });
  const failed = events.filter(({ type }) => type === "LambdaFunctionFailed");
  assert.deepEqual(
    failed.map((event) => event.lambdaFunctionFailedEventDetails),
    Array(2).fill({ error: "Busy", cause: "try later" }),
  );
});

test("attempts are counted by visit", async () => {
  assert.equal((await run(twice, { failures: { attempts: [1], error: "Busy" } })).durationMs, 2000);
});

test("a rate of 1 fails always, one of 0 never, one between follows the seed", async () => {
  assert.equal((await run(once, { failures: { rate: 1, error: "Busy" } })).error, "Busy");
  assert.equal((await run(once, { failures: { rate: 0, error: "Busy" } })).status, "SUCCEEDED");
  const attempts = async (seed) => (await run(twice, { failures: { rate: 0.5, error: "Busy" } }, seed)).durationMs;
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  const first = await Promise.all(seeds.map(attempts));
  assert.deepEqual(await Promise.all(seeds.map(attempts)), first);
  assert.ok(new Set(first).size > 1, "all seeds gave the same");
});

test("only an attempt without an idle instance starts cold", async () => {
  const conduct = { latency: { fixed: 10 }, coldStart: { ms: 500 } };
  assert.equal((await run(twice, conduct)).durationMs, 520);
  // two instances for two branches; the state after them finds both idle
  assert.equal((await run(sideBySide, conduct)).durationMs, 520);
  assert.equal((await run(twice, { ...conduct, coldStart: { ms: 500, idleMs: 0 } })).durationMs, 520);
});

test("an instance is gone when nothing called it for long", async () => {
  const wait = { Type: "Wait", Seconds: 601, Next: "G" };
  const definition = { StartAt: "F", States: { F: { ...task, Next: "W" }, W: wait, G: { ...task, End: true } } };
  assert.equal((await run(definition, { coldStart: { ms: 500 } })).durationMs, 602_000);
  assert.equal((await run(definition, { coldStart: { ms: 500, idleMs: 700_000 } })).durationMs, 601_500);
});
