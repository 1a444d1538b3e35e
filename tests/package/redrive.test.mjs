// Redrive: what failed goes on from the states that did not succeed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

const F = "arn:aws:lambda:us-east-1:123456789012:function:f";
const task = (more = {}) => ({ Type: "Task", Resource: F, End: true, ...more });
const level = (name, state) => ({ StartAt: name, States: { [name]: state } });

/**
 * Runs until it fails, then redrives until it succeeds or nothing is left to try. `fails(event, call)` says which calls
 * of the one function fail. Gives the execution, the events that each handler call got, and the history after each redrive.
 */
async function redriven(request, fails, times = 1) {
  const calls = [];
  const handle = (event) => {
    calls.push(event);
    if (fails(event, calls.length)) throw new asl.TaskError("Broken", "not yet");
    return event;
  };
  const simulation = new asl.Simulation({ input: {}, ...request, handlers: { [F]: handle, ...request.handlers } });
  await simulation.runUntil("end");
  const first = simulation.execution();
  const before = first.events.length;
  for (let time = 0; time < times; time += 1) {
    simulation.redrive();
    await simulation.runUntil("end");
  }
  const last = simulation.execution();
  return { first, last, calls, after: last.events.slice(before) };
}

const types = (events) => events.map(({ type }) => type);

test("a Task goes on without a second Entered event; what succeeded before it does not run again", async () => {
  const definition = { StartAt: "A", States: { A: task({ Next: "B", End: undefined }), B: task() } };
  const { first, last, calls, after } = await redriven({ definition }, (_, call) => call === 2);
  assert.deepEqual([first.status, first.redriveStatus], ["FAILED", "REDRIVABLE"]);
  assert.deepEqual([last.status, last.redriveCount, last.redriveStatus], ["SUCCEEDED", 1, "NOT_REDRIVABLE"]);
  assert.equal(last.redriveStatusReason, "Execution is SUCCEEDED and cannot be redriven");
  assert.equal(calls.length, 3);
  assert.deepEqual(types(after), [
    "ExecutionRedriven",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
  assert.deepEqual(after[0].executionRedrivenEventDetails, { redriveCount: 1 });
  assert.deepEqual([after[0].previousEventId, after[1].previousEventId], [0, after[0].id]);
  assert.equal(last.visits.length, 2);
});

test("the context object counts redrives, and says when the last one was", async () => {
  const seen = { "count.$": "$$.Execution.RedriveCount", "context.$": "$$.Execution" };
  const definition = level("A", task({ Parameters: seen }));
  const { calls } = await redriven({ definition }, (_, call) => call < 3, 2);
  assert.deepEqual(
    calls.map(({ count, context }) => [count, context.RedriveTime]),
    [
      [0, undefined],
      [1, "2025-01-01T00:00:00Z"],
      [2, "2025-01-01T00:00:00Z"],
    ],
  );
});

test("retriers count anew, and so does RetryCount of the context object", async () => {
  const Retry = [{ ErrorEquals: ["Broken"], MaxAttempts: 2, IntervalSeconds: 1 }];
  const definition = level("A", task({ Retry, Parameters: { "retries.$": "$$.State.RetryCount" } }));
  const { last, calls } = await redriven({ definition }, (_, call) => call < 6);
  assert.deepEqual([last.status, last.durationMs], ["SUCCEEDED", 6000]);
  assert.deepEqual(
    calls.map(({ retries }) => retries),
    [0, 1, 2, 0, 1, 2],
  );
});

test("of a Parallel only the branches run that did not succeed", async () => {
  const branch = (name) => level(name, task({ Parameters: { name } }));
  const slow = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 5, Next: "C" }, ...branch("C").States } };
  const definition = level("P", { Type: "Parallel", Branches: [branch("A"), branch("B"), slow], End: true });
  const { last, calls, after } = await redriven({ definition }, ({ name }, call) => name === "B" && call === 2);
  assert.deepEqual(last.output, [{ name: "A" }, { name: "B" }, { name: "C" }]);
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["A", "B", "B", "C"],
  );
  assert.equal(types(after).filter((type) => type === "ParallelStateStarted").length, 0);
  assert.equal(types(after).filter((type) => type === "ParallelStateSucceeded").length, 1);
});

test("of a Map only the iterations run that did not succeed, and those that were queued", async () => {
  const ItemProcessor = level("I", task());
  const definition = level("M", { Type: "Map", MaxConcurrency: 2, ItemProcessor, End: true });
  const { last, calls } = await redriven({ definition, input: [1, 2, 3, 4, 5] }, (event, call) => event === 3 && call === 3);
  assert.deepEqual(last.output, [1, 2, 3, 4, 5]);
  // the fourth was running when the third failed
  assert.deepEqual(calls.toSorted(), [1, 2, 3, 3, 4, 4, 5]);
});

test("nested levels go on where they stood", async () => {
  const inner = level("M", { Type: "Map", ItemProcessor: level("I", task()), End: true });
  const definition = level("P", { Type: "Parallel", Branches: [inner, level("A", { Type: "Pass", End: true })], End: true });
  const { last, calls } = await redriven({ definition, input: [1, 2] }, (event, call) => event === 2 && call === 2);
  assert.deepEqual(last.output, [
    [1, 2],
    [1, 2],
  ]);
  assert.deepEqual(calls, [1, 2, 2]);
});

// the third waits when the second fails the Map Run
for (const [ExecutionType, redrives] of [
  ["STANDARD", 2],
  ["EXPRESS", 0],
]) {
  test(`the children of a distributed Map that failed or were cut off are ${redrives ? "redriven" : "started anew"} (${ExecutionType})`, async () => {
    const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType };
    const ItemProcessor = { ProcessorConfig, StartAt: "W", States: { W: { Type: "Wait", SecondsPath: "$", Next: "I" }, I: task() } };
    const definition = level("M", { Type: "Map", Label: "L", ItemProcessor, End: true });
    const { last, calls, after } = await redriven({ definition, input: [1, 2, 3] }, (event, call) => event === 2 && call === 2);
    assert.deepEqual(last.output, [1, 2, 3]);
    assert.deepEqual(calls, [1, 2, 2, 3]);
    assert.deepEqual(types(after).slice(0, 2), ["ExecutionRedriven", "MapRunRedriven"]);
    assert.equal(after[1].mapRunRedrivenEventDetails.redriveCount, 1);
    assert.equal(last.children.filter((child) => child.redriveCount > 0).length, redrives);
  });
}

test("a branch that fails again at once takes the others with it, which stand as aborted", async () => {
  const choice = { Type: "Choice", Choices: [{ Variable: "$.a", NumericEquals: 1, Next: "Y" }] };
  const Branches = [{ StartAt: "C", States: { C: choice, Y: { Type: "Succeed" } } }, level("W", { Type: "Wait", Seconds: 9, End: true })];
  const { last } = await redriven({ definition: level("P", { Type: "Parallel", Branches, End: true }) }, () => false);
  assert.equal(last.status, "FAILED");
  assert.deepEqual(
    last.summary.states.map(({ status }) => status).filter((status) => status === "running"),
    [],
  );
});

test("an execution that timed out has its time again", async () => {
  const definition = { TimeoutSeconds: 10, StartAt: "A", States: { A: task() } };
  let calls = 0;
  const handle = (_, { sleep }) => sleep(++calls === 1 ? 60_000 : 8_000);
  const { first, last } = await redriven({ definition, handlers: { [F]: handle } }, () => false);
  assert.deepEqual([first.status, last.status, last.durationMs], ["TIMED_OUT", "SUCCEEDED", 18_000]);
});

test("a stopped Wait waits again, a Fail fails again, a Choice chooses again", async () => {
  const wait = new asl.Simulation({ definition: level("W", { Type: "Wait", Seconds: 9, End: true }) });
  await wait.runUntil({ time: 0 });
  wait.stop("Enough");
  wait.redrive();
  await wait.runUntil("end");
  assert.equal(wait.execution().status, "SUCCEEDED");

  const fail = await redriven({ definition: level("A", { Type: "Fail", Error: "E" }) }, () => false);
  assert.deepEqual([fail.last.status, fail.last.redriveCount], ["FAILED", 1]);
  assert.deepEqual(types(fail.after), ["ExecutionRedriven", "FailStateEntered", "ExecutionFailed"]);

  const Choices = [{ Variable: "$.a", NumericEquals: 1, Next: "D" }];
  const choice = { StartAt: "C", States: { C: { Type: "Choice", Choices }, D: { Type: "Succeed" } } };
  const chosen = await redriven({ definition: choice }, () => false);
  assert.equal(chosen.last.error, "States.Runtime");
});

test("what succeeded, what runs and what is Express cannot be redriven", async () => {
  const refused = (simulation) => assert.throws(() => simulation.redrive(), { code: "ExecutionNotRedrivable" });
  const simulation = new asl.Simulation({ definition: level("A", { Type: "Pass", End: true }) });
  refused(simulation);
  await simulation.runUntil("end");
  refused(simulation);
  const express = new asl.Simulation({ type: "EXPRESS", definition: level("A", { Type: "Fail" }) });
  await express.runUntil("end");
  refused(express);
});

test("a Map whose ItemSelector failed asks it again, for the iteration that did not begin", async () => {
  const ItemSelector = "{% $states.context.Map.Item.Index = 1 and $states.context.Execution.RedriveCount = 0 ? $nope() : $states.context.Map.Item.Value %}";
  for (const MaxConcurrency of [0, 1]) {
    const Each = { Type: "Map", Items: ["a", "b", "c"], MaxConcurrency, ItemSelector, ItemProcessor: level("Work", task()), End: true };
    const definition = { QueryLanguage: "JSONata", StartAt: "Each", States: { Each } };
    const { first, last, calls } = await redriven({ definition }, () => false);
    assert.deepEqual([first.error, last.status, last.output], ["States.QueryEvaluationError", "SUCCEEDED", ["a", "b", "c"]], `MaxConcurrency ${MaxConcurrency}`);
    assert.deepEqual(calls.toSorted(), ["a", "b", "c"]);
  }
});
