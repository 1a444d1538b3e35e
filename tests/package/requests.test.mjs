// A request that makes no sense says what is wrong, where, and what may stand there; before anything has run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, task } from "./support.mjs";

const definition = task();
const handle = async () => 1;
const circle = {};
circle.self = circle;
const MS = "a number of milliseconds from 0 to 10000000000000";

for (const [request, message] of [
  [undefined, "the request must be an object, not undefined."],
  [{}, "definition must be a text or an object, not undefined."],
  [{ definition: circle }, /^definition cannot be written as JSON: Converting circular structure/],
  [{ definition, input: 1n }, /^input cannot be written as JSON: Do not know how to serialize a BigInt/],
  [{ definition, input: handle }, "input cannot be written as JSON: it is a function."],
  [{ definition, name: 5 }, "name must be a text, not 5."],
  [{ definition, type: "QUICK" }, 'type must be STANDARD or EXPRESS, not "QUICK".'],
  [{ definition, machines: {} }, "machines must be a list, not an object."],
  [{ definition, machines: [{ name: "Child" }] }, "machines[0].definition must be a text or an object, not undefined."],
  [{ definition, objects: [{ bucket: "b" }] }, "objects[0].key must be a text, not undefined."],
  [{ definition, timing: { transitionMs: -1 } }, "timing.transitionMs must be a whole number from 0 to 4294967295, not -1."],
  [{ definition, limits: { payloadBytes: 0.5 } }, "limits.payloadBytes must be a whole number from 0 to 4294967295, not 0.5."],
  [{ definition, limits: { historyEvents: 1 } }, "historyEvents must be at least 2."],
  [{ definition, seed: "1" }, 'seed must be a number, not "1".'],
  [{ definition, seed: -1 }, "seed must be a whole number from 0 to 9007199254740991, not -1"],
  [{ definition, seed: 0.4 }, "seed must be a whole number from 0 to 9007199254740991, not 0.4"],
  [{ definition, seed: NaN }, "seed must be a whole number from 0 to 9007199254740991, not NaN"],
  [{ definition, seed: Infinity }, "seed must be a whole number from 0 to 9007199254740991, not inf"],
  [{ definition, seed: 2 ** 53 }, "seed must be a whole number from 0 to 9007199254740991, not 9007199254740992"],
  [{ definition, startTime: 0 }, "startTime must be a text, not 0."],
  ...["yesterday", "2025-02-29T00:00:00Z", "0000-01-01T00:00:00+10:00", "9999-12-31T23:59:59-00:01"].map((startTime) => [
    { definition, startTime },
    `startTime must be an RFC 3339 time such as 2025-01-01T00:00:00Z, in UTC of the years 0000 to 9999, not ${startTime}`,
  ]),
]) {
  test(`${shown(request)}: ${message}`, async () => {
    const expected = { code: "InvalidRequest", message };
    assert.throws(() => new asl.Simulation(request), expected);
    await assert.rejects(asl.run(request), expected);
  });
}

for (const [handler, message] of [
  [null, "handlers.f must be a function, or an object with handle, not null."],
  ["f", 'handlers.f must be a function, or an object with handle, not "f".'],
  [{}, "handlers.f.handle must be a function, not undefined."],
  [{ handle, latancy: 5 }, "handlers.f may have handle, workerName, latency, failures, coldStart, not latancy."],
  [{ handle, workerName: 1 }, "handlers.f.workerName must be a text, not 1."],
  [{ handle, latency: "5" }, 'handlers.f.latency must be a number of milliseconds, or an object with fixed, uniform, normal or logNormal, not "5".'],
  [{ handle, latency: NaN }, `handlers.f.latency must be ${MS}, not NaN.`],
  [{ handle, latency: { fixd: 5 } }, "handlers.f.latency may have fixed, uniform, normal, logNormal, not fixd."],
  [{ handle, latency: {} }, "handlers.f.latency must have one of fixed, uniform, normal and logNormal."],
  [{ handle, latency: { fixed: 5, uniform: [1, 2] } }, "handlers.f.latency must have one of fixed, uniform, normal and logNormal."],
  [{ handle, latency: { fixed: -5 } }, `handlers.f.latency.fixed must be ${MS}, not -5.`],
  [{ handle, latency: { uniform: [2, 1] } }, "handlers.f.latency.uniform must be two numbers of milliseconds, the smaller one first, not a list."],
  [{ handle, latency: { normal: { mean: 5 } } }, `handlers.f.latency.normal.sd must be ${MS}, not undefined.`],
  [{ handle, latency: { logNormal: { p50: 9, p99: 8 } } }, "handlers.f.latency.logNormal must have a p50 above 0 and a p99 that is not below it."],
  [{ handle, failures: { attempts: [1] } }, "handlers.f.failures.error must be a text, not undefined."],
  [{ handle, failures: { attempts: [0], error: "E" } }, "handlers.f.failures.attempts[0] must be a whole number from 1 to 4294967295, not 0."],
  [{ handle, failures: { rate: 2, error: "E" } }, "handlers.f.failures.rate must be a number from 0 to 1, not 2."],
  [{ handle, coldStart: 300 }, "handlers.f.coldStart must be an object, not 300."],
  [{ handle, coldStart: { ms: "1" } }, `handlers.f.coldStart.ms must be ${MS}, not "1".`],
]) {
  test(`a handler: ${message}`, () => {
    const expected = { code: "InvalidRequest", message };
    assert.throws(() => new asl.Simulation({ definition, handlers: { f: handler } }), expected);
    const named = message.replace("handlers.f", 'handlers["arn:aws:f"]');
    assert.throws(() => new asl.Simulation({ definition, handlers: { "arn:aws:f": handler } }), { ...expected, message: named });
  });
}

test("the ends of what a seed and a start time may be", async () => {
  for (const [request, startDate] of [
    [{ seed: 2 ** 53 - 1 }, "2025-01-01T00:00:00.000Z"],
    [{ startTime: "0000-01-01T00:00:00Z" }, "0000-01-01T00:00:00.000Z"],
    [{ startTime: "9999-12-31T23:59:59.999Z" }, "9999-12-31T23:59:59.999Z"],
    [{ seed: null, name: null }, "2025-01-01T00:00:00.000Z"],
  ]) {
    const execution = await asl.run({ definition, handlers: { work: handle }, ...request });
    assert.deepEqual([execution.status, execution.startDate, execution.events[0].timestamp], ["SUCCEEDED", startDate, startDate]);
  }
});

test("other functions say what they were not given", () => {
  const noDefinition = { code: "InvalidRequest", message: "definition must be a text or an object, not undefined." };
  assert.throws(() => asl.check(), noDefinition);
  assert.throws(() => asl.validate(), noDefinition);
  assert.throws(() => asl.testState({}), { code: "InvalidRequest", message: "definition must be a text or an object, not undefined." });
  assert.throws(() => asl.check(definition, { type: "QUICK" }), { code: "InvalidRequest", message: 'options.type must be STANDARD or EXPRESS, not "QUICK".' });
  const unwell = { error: new Error("Broken") };
  const wrong = (place) => ({ code: "InvalidRequest", message: `${place}error must be a text, not an object.` });
  assert.throws(() => new asl.Simulation({ definition }).stop(unwell.error), wrong(""));
  assert.throws(() => new asl.Simulation({ definition }).answer(0, unwell), wrong("answer."));
  assert.throws(() => new asl.Simulation({ definition }).release(unwell), wrong("change."));
  assert.throws(() => new asl.Simulation({ definition }).breakAt([{}]), { code: "InvalidRequest", message: "breakpoints[0].state must be a text, not undefined." });
  const counting = { stateConfiguration: { retrierRetryCount: 1.5 } };
  assert.throws(() => asl.testState({ definition: definition.States.Work, ...counting }), (error) => !/[uif](32|64|size)|struct|serde/.test(error.message) && error.code === "InvalidRequest");
});

function shown(request) {
  try {
    const { definition: _, ...rest } = request;
    return JSON.stringify(rest);
  } catch {
    return "a value";
  }
}
