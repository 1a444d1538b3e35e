// Step by step.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, task } from "./support.mjs";

const MACHINE = {
  StartAt: "Wait",
  States: { Wait: { Type: "Wait", Seconds: 60, Next: "Work" }, Work: { ...task().States.Work } },
};

test("a simulation stops at a time, in a state, and at a task that nobody handles", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE, input: { a: 1 } });
  await simulation.runUntil({ state: "Wait" });
  assert.deepEqual(simulation.snapshot().running.map(({ state }) => state), ["Wait"]);
  await simulation.runUntil({ time: 60_000 });
  assert.equal(simulation.snapshot().now, "2025-01-01T00:01:00.000Z");

  const step = await simulation.runUntil({ time: 120_000 });
  assert.equal(step.kind, "task");
  assert.equal(step.task.candidates[0].event, '{"a":1}');
  assert.equal((await simulation.step()).kind, "waiting");
  simulation.answer(step.task.id, { output: "by hand" });
  const end = await simulation.runUntil("end");
  assert.equal(end.kind, "done");
  assert.equal(simulation.execution().output, "by hand");
});

for (const [words, time] of [["since the start", 9_000], ["as an instant", "2025-01-01T00:00:09.000Z"]]) {
  test(`a time ${words} is stood still at in the middle of a wait`, async () => {
    const simulation = new asl.Simulation({ definition: MACHINE });
    assert.deepEqual(await simulation.runUntil({ time }), { kind: "progress" });
    assert.equal(simulation.snapshot().now, "2025-01-01T00:00:09.000Z");
    assert.deepEqual(simulation.snapshot().running.map(({ state }) => state), ["Wait"]);
    simulation.stop();
    const { status, durationMs } = simulation.execution();
    assert.deepEqual([status, durationMs], ["ABORTED", 9_000]);
  });
}

test("times do not disturb each other, nor what comes after them", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE, handlers: { work: async (event, context) => (await context.sleep(5_000), "late") } });
  for (const time of [1_000, 500, 1_000, 62_000]) await simulation.runUntil({ time });
  assert.equal(simulation.snapshot().now, "2025-01-01T00:01:02.000Z");
  assert.equal((await simulation.runUntil({ time: 100_000 })).kind, "done");
  assert.deepEqual([simulation.execution().output, simulation.execution().durationMs], ["late", 65_000]);
  await assert.rejects(simulation.runUntil({ time: "soon" }), RangeError);
});

test("time passes for an execution that waits for an answer", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE });
  const { task } = await simulation.runUntil({ time: 120_000 });
  assert.equal((await simulation.runUntil({ time: 120_000 })).kind, "progress");
  simulation.answer(task.id, { output: 1 });
  await simulation.runUntil("end");
  assert.equal(simulation.execution().durationMs, 120_000);
});

test("a task can be left to what is built in", async () => {
  const child = { StartAt: "In", States: { In: { Type: "Wait", Seconds: 7, Next: "Out" }, Out: { Type: "Pass", Result: "done", End: true } } };
  const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
  const start = task({ Parameters: { StateMachineArn: arn }, OutputPath: "$.Output" }, "arn:aws:states:::states:startExecution.sync:2");
  const simulation = new asl.Simulation({ definition: start, machines: [{ name: "Child", definition: child }] });
  const asked = await simulation.runUntil({ time: 3_000 });
  assert.equal(asked.kind, "task");
  simulation.answer(asked.task.id);
  // the execution has begun; it is not begun again
  simulation.answer(asked.task.id);
  assert.equal((await simulation.runUntil("end")).kind, "done");
  const { output, durationMs, children } = simulation.execution();
  assert.deepEqual([output, durationMs, children.length], ["done", 7_000, 1]);
});

test("a task without handler that nothing is built in for fails", async () => {
  const simulation = new asl.Simulation({ definition: task() });
  const asked = await simulation.step().then((first) => (first.kind === "task" ? first : simulation.runUntil({ state: "none" })));
  simulation.answer(asked.task.id);
  await simulation.runUntil("end");
  assert.equal(simulation.execution().error, "Lambda.ResourceNotFoundException");
});

test("a simulation can be stopped as by StopExecution", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE });
  await simulation.runUntil({ state: "Wait" });
  simulation.stop("Enough", "said so");
  const { status, error, cause, events } = simulation.execution();
  assert.deepEqual([status, error, cause, events.at(-1).type], ["ABORTED", "Enough", "said so", "ExecutionAborted"]);
});

test("a simulation stands still at breakpoints, where a script changes what goes on", async () => {
  const definition = {
    StartAt: "Each",
    States: { Each: { Type: "Map", ItemProcessor: { StartAt: "Work", States: { Work: { ...task().States.Work } } }, End: true } },
  };
  const simulation = new asl.Simulation({ definition, input: [1, 2], handlers: { work: (n) => n * 10 } });
  simulation.breakAt([{ state: "Work" }, { state: "Work", atAnswer: true }]);
  const seen = [];
  for (;;) {
    const step = await simulation.runUntil("end");
    if (step.kind !== "held") break;
    const { state, item, atAnswer, value } = step.held;
    seen.push([state, item, atAnswer, value]);
    if (value === 1) {
      assert.throws(() => simulation.release({ value: "x".repeat(300_000) }), { code: "InvalidOutput" });
      simulation.release({ value: 7 });
    } else if (value === 20) simulation.release({ value: "changed" });
    else simulation.release();
  }
  assert.deepEqual(seen, [
    ["Work", 0, false, 1],
    ["Work", 1, false, 2],
    ["Work", 0, true, 70],
    ["Work", 1, true, 20],
  ]);
  assert.deepEqual(simulation.execution().output, [70, "changed"]);
});

test("an answer by hand is not held", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE });
  simulation.breakAt([{ state: "Work", atAnswer: true }]);
  const { task } = await simulation.runUntil({ state: "none" });
  simulation.answer(task.id, { output: "by hand" });
  assert.equal((await simulation.runUntil("end")).kind, "done");
  assert.equal(simulation.execution().output, "by hand");
});

test("an answer that is held can be made a failure", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE, handlers: { work: () => "fine" } });
  simulation.breakAt([{ state: "Work", atAnswer: true }]);
  assert.equal((await simulation.runUntil("end")).held.value, "fine");
  simulation.release({ error: "Busy", cause: "by hand" });
  assert.equal((await simulation.runUntil("end")).kind, "done");
  assert.deepEqual([simulation.execution().error, simulation.execution().cause], ["Busy", "by hand"]);
});
