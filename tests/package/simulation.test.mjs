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

test("a simulation can be stopped as by StopExecution", async () => {
  const simulation = new asl.Simulation({ definition: MACHINE });
  await simulation.runUntil({ state: "Wait" });
  simulation.stop("Enough", "said so");
  const { status, error, cause, events } = simulation.execution();
  assert.deepEqual([status, error, cause, events.at(-1).type], ["ABORTED", "Enough", "said so", "ExecutionAborted"]);
});
