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
    ["Work", 0, true, 70],
    ["Work", 1, false, 2],
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
