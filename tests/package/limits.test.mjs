// Whatever comes in, what comes out is an outcome with a name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, task } from "./support.mjs";

const LOOP = {
  StartAt: "A",
  States: {
    A: { Type: "Choice", Choices: [{ Variable: "$.done", IsPresent: true, Next: "End" }], Default: "B" },
    B: { Type: "Pass", Next: "A" },
    End: { Type: "Succeed" },
  },
};

test("a loop without end is ended by event number 25,000", async () => {
  const execution = await asl.run({ definition: LOOP });
  assert.equal(execution.status, "FAILED");
  assert.equal(execution.error, "States.Runtime");
  assert.equal(execution.events.length, 25_000);
  assert.equal(execution.events.at(-1).type, "ExecutionFailed");
});

test("runs that nobody holds any more give their memory back, also when one awaits the other", async () => {
  // each keeps 8 MB of history
  for (let count = 0; count < 100; count += 1) await asl.run({ definition: LOOP });
  const megabytes = process.memoryUsage().external / 1e6;
  assert.ok(megabytes < 600, `${Math.round(megabytes)} MB`);
});

test("the least quota of events is a beginning and an end; less is refused", async () => {
  const execution = await asl.run({ definition: LOOP, limits: { historyEvents: 2 } });
  assert.deepEqual(execution.events.map(({ type }) => type), ["ExecutionStarted", "ExecutionFailed"]);
  await assert.rejects(asl.run({ definition: LOOP, limits: { historyEvents: 1 } }), { code: "InvalidRequest" });
});

test("a payload over 256 KiB is States.DataLimitExceeded, and can be caught from a task", async () => {
  const definition = task({ Catch: [{ ErrorEquals: ["States.DataLimitExceeded"], Next: "Small" }] });
  definition.States.Work.End = undefined;
  definition.States.Work.Next = "Small";
  definition.States.Small = { Type: "Pass", Result: "caught", End: true };
  const execution = await asl.run({ definition, handlers: { work: () => "x".repeat(300_000) } });
  assert.equal(execution.output, "caught");
  const higher = await asl.run({ definition: task(), limits: { payloadBytes: 1_000_000 }, handlers: { work: () => "x".repeat(300_000) } });
  assert.equal(higher.output.length, 300_000);
});

test("variables have quotas: 256 KiB for what an Assign sets, 10 MiB for all", async () => {
  const pad = (bytes) => `{% $pad("", ${bytes - 2}, "x") %}`;
  const assigning = (...assigns) => ({
    QueryLanguage: "JSONata",
    StartAt: "S0",
    States: Object.fromEntries(assigns.map((Assign, n) => [`S${n}`, { Type: "Pass", Assign, Output: {}, ...(n + 1 < assigns.length ? { Next: `S${n + 1}` } : { End: true }) }])),
  });
  const cause = (state) => `The state/task '${state}' assigned variables with a size exceeding the maximum number of bytes service limit.`;
  const many = (count) => assigning(...Array.from({ length: count }, (_, n) => ({ [`v${n}`]: pad(262_144) })));
  for (const [definition, expected] of [
    [assigning({ a: pad(262_144) }), undefined],
    [assigning({ a: pad(262_145) }), cause("S0")],
    [assigning({ a: pad(131_072), b: pad(131_073) }), cause("S0")],
    [many(40), undefined],
    [many(41), cause("S40")],
    // what is assigned anew takes the place of what was there
    [assigning(...Array.from({ length: 50 }, () => ({ a: pad(262_144) }))), undefined],
  ]) {
    const execution = await asl.run({ definition });
    assert.deepEqual([execution.error, execution.cause], expected === undefined ? [undefined, undefined] : ["States.DataLimitExceeded", expected]);
  }
});

test("nesting beyond the bound ends with a named error", async () => {
  const deep = (levels) => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  const result = await asl.run({ definition: task(), handlers: { work: () => deep(500) } });
  assert.equal(result.status, "FAILED");
  assert.equal(result.error, "Playground.InvalidOutput");
  await assert.rejects(asl.run({ definition: task(), input: deep(500) }), { code: "InvalidExecutionInput" });
  const growing = {
    StartAt: "Wrap",
    States: {
      Wrap: { Type: "Pass", Parameters: { "inner.$": "$" }, Next: "Again" },
      Again: { Type: "Choice", Choices: [{ Variable: "$.done", IsPresent: true, Next: "End" }], Default: "Wrap" },
      End: { Type: "Succeed" },
    },
  };
  const grown = await asl.run({ definition: growing });
  assert.deepEqual([grown.status, grown.error], ["FAILED", "States.Runtime"]);
});

test("a definition that AWS refuses is InvalidDefinition, with findings", async () => {
  const definition = task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Nowhere" }] });
  await assert.rejects(asl.run({ definition }), (error) => {
    assert.ok(error instanceof asl.InvalidDefinition);
    assert.match(error.message, /^Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: /);
    assert.equal(error.diagnostics[0].location, "/States/Work/Catch[0]/Next");
    return true;
  });
  assert.equal(asl.validate(definition).result, "FAIL");
  assert.equal(asl.validate(task()).result, "OK");
});

test("validate gives the severities and as many findings as it is asked for", () => {
  const definition = task({ Parameters: { a: "$.a", b: "$.b" } });
  const codes = (options) => asl.validate(definition, options).diagnostics.map((found) => found.code);
  assert.deepEqual(codes(), []);
  assert.deepEqual(codes({ severity: "WARNING" }), ["NO_DOLLAR", "NO_DOLLAR"]);
  assert.equal(asl.validate(definition, { severity: "WARNING", maxResults: 1 }).truncated, true);
  const refused = [{ severity: "INFO" }, { maxResults: 101 }, { maxResults: -1 }, { maxResults: 1.5 }, { maxResults: "5" }, { type: "FAST" }];
  for (const options of refused) {
    assert.throws(() => asl.validate(definition, options), { code: "InvalidRequest" });
  }
});

test("any text at all is an answer, never a crash", async () => {
  const texts = ["", "null", "[]", '"x"', "{", '{"StartAt":1}', '{"StartAt":"A","States":{"A":[]}}', "\u0000", "[".repeat(100_000), '{"a":'.repeat(50_000), "é".repeat(1000)];
  for (const text of texts) {
    assert.ok(asl.check(text).length > 0, text.slice(0, 20));
    assert.equal(asl.validate(text).result, "FAIL", text.slice(0, 20));
    await assert.rejects(asl.run({ definition: text }), { code: "InvalidDefinition" });
  }
});

test("states nested to the bound run; beyond it they are a finding", async () => {
  const nested = (levels) => {
    let machine = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
    for (let level = 0; level < levels; level += 1) {
      machine = { StartAt: `L${level}`, States: { [`L${level}`]: { Type: "Parallel", End: true, Branches: [machine] } } };
    }
    return machine;
  };
  assert.equal((await asl.run({ definition: nested(15) })).status, "SUCCEEDED");
  assert.ok(asl.check(nested(60)).some(({ code }) => code === "nested-too-deep"));
});

test("the host has its turns during a long run", async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 0);
  const limits = { historyEvents: 200_000 };
  const execution = await asl.run({ definition: LOOP, limits });
  clearInterval(ticking);
  assert.equal(execution.events.length, limits.historyEvents);
  assert.ok(turns > 2, `${turns} turns`);
});

test("a quota of payloads that is raised too far is still one", async () => {
  const double = { Type: "Pass", Parameters: { "text.$": "States.Format('{}{}', $.text, $.text)" }, Next: "Double" };
  const definition = { StartAt: "Double", States: { Double: double, End: { Type: "Succeed" } } };
  definition.States.Double = { ...double, Next: "More" };
  definition.States.More = { Type: "Choice", Choices: [{ Variable: "$.text", StringEquals: "never", Next: "End" }], Default: "Double" };
  const { error } = await asl.run({ definition, input: { text: "x".repeat(1 << 20) }, limits: { payloadBytes: 4_294_967_295 } });
  assert.equal(error, "States.DataLimitExceeded");
});
