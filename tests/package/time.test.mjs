// Handlers are coroutines in virtual time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, FUNCTION, task, types } from "./support.mjs";

const branches = (...names) => ({
  StartAt: "All",
  States: {
    All: {
      Type: "Parallel",
      End: true,
      Branches: names.map((name) => ({ StartAt: name, States: { [name]: { Type: "Task", Resource: FUNCTION + name, End: true } } })),
    },
  },
});

test("handlers that sleep take turns by the virtual clock", async () => {
  const seen = [];
  const slow = (name, ms) => async (_event, context) => {
    for (let turn = 1; turn <= 3; turn += 1) {
      await context.sleep(ms);
      seen.push(`${name} ${context.now() - Date.UTC(2025, 0, 1)}`);
    }
  };
  const started = Date.now();
  const execution = await asl.run({ definition: branches("a", "b"), handlers: { a: slow("a", 2_000), b: slow("b", 3_000) } });
  assert.deepEqual(seen, ["a 2000", "b 3000", "a 4000", "b 6000", "a 6000", "b 9000"]);
  assert.equal(execution.durationMs, 9_000);
  assert.ok(Date.now() - started < 5_000);
});

test("a handler may wait for something real, and for virtual time after that", async () => {
  const work = async (_event, context) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await context.sleep(2_000);
    return "rested";
  };
  const execution = await asl.run({ definition: task(), handlers: { work } });
  assert.deepEqual([execution.output, execution.durationMs], ["rested", 2_000]);
  const never = async (_event, context) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return context.never();
  };
  assert.equal((await asl.run({ definition: task({ TimeoutSeconds: 7 }), handlers: { work: never } })).error, "States.Timeout");
});

test("a handler that never answers times out in virtual time", async () => {
  const execution = await asl.run({ definition: task({ TimeoutSeconds: 7 }), handlers: { work: (_event, context) => context.never() } });
  assert.deepEqual([execution.status, execution.error, execution.durationMs], ["FAILED", "States.Timeout", 7_000]);
});

test("what a timed-out handler answers later is nobody's business", async () => {
  let attempts = 0;
  const work = async (_event, context) => {
    attempts += 1;
    await context.sleep(attempts === 1 ? 5_000 : 100);
    return attempts;
  };
  const definition = task({ TimeoutSeconds: 1, Retry: [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 10 }] });
  const execution = await asl.run({ definition, handlers: { work } });
  assert.deepEqual([execution.status, execution.output, execution.durationMs], ["SUCCEEDED", 2, 11_100]);
});

test("latency comes on top of what the handler slept, drawn from the seed", async () => {
  const run = (latency, seed) => asl.run({ definition: task(), seed, handlers: { work: { handle: () => 1, latency } } });
  assert.equal((await run(120, 1)).durationMs, 120);
  assert.equal((await run({ fixed: 80 }, 1)).durationMs, 80);
  const uniform = (await run({ uniform: [100, 200] }, 5)).durationMs;
  assert.ok(uniform >= 100 && uniform <= 200);
  assert.equal((await run({ uniform: [100, 200] }, 5)).durationMs, uniform);
  assert.ok((await run({ logNormal: { p50: 50, p99: 400 } }, 5)).durationMs > 0);
});

test("a callback may come later, from another handler", async () => {
  const definition = branches("ask", "answer");
  definition.States.All.Branches[0].States.ask = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Parameters: { FunctionName: "ask", "Payload": { "token.$": "$$.Task.Token" } },
    End: true,
  };
  let token;
  const handlers = {
    ask: (event) => void ({ token } = event),
    answer: async (_event, context) => {
      await context.sleep(60_000);
      context.sendTaskSuccess(token, { approved: true });
    },
  };
  const execution = await asl.run({ definition, handlers });
  assert.deepEqual(execution.output, [{ approved: true }, null]);
  assert.equal(execution.durationMs, 60_000);
  assert.ok(types(execution).includes("TaskSubmitted"));
});

test("heartbeats keep a task alive; without them it times out", async () => {
  const definition = task({ HeartbeatSeconds: 10, TimeoutSeconds: 1_000 });
  const beats = (count) => async (_event, context) => {
    for (let beat = 0; beat < count; beat += 1) {
      await context.sleep(8_000);
      context.heartbeat();
    }
    return context.sleep(9_000).then(() => "done");
  };
  const alive = await asl.run({ definition, handlers: { work: beats(3) } });
  assert.deepEqual([alive.status, alive.output, alive.durationMs], ["SUCCEEDED", "done", 33_000]);
  const silent = await asl.run({ definition, handlers: { work: (_event, context) => context.never() } });
  assert.deepEqual([silent.error, silent.durationMs], ["States.Timeout", 10_000]);
});

test("full jitter is drawn from the seed", async () => {
  const definition = task({ Retry: [{ ErrorEquals: ["E"], IntervalSeconds: 100, JitterStrategy: "FULL", MaxAttempts: 1 }] });
  const run = (seed) => {
    const work = (_event, context) => {
      if (context.attempt === 1) throw new asl.TaskError("E");
      return 1;
    };
    return asl.run({ definition, seed, handlers: { work } });
  };
  const [one, same, other] = [await run(1), await run(1), await run(2)];
  assert.equal(one.durationMs, same.durationMs);
  assert.notEqual(one.durationMs, other.durationMs);
  assert.ok(one.durationMs <= 100_000);
});

test("StartExecution runs another machine of the workspace, and waits for it", async () => {
  const child = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 5, Next: "T" }, T: { Type: "Task", Resource: `${FUNCTION}child`, End: true } } };
  const definition = task(
    { Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:Child", Input: { "n.$": "$.n" } }, OutputPath: "$.Output" },
    "arn:aws:states:::states:startExecution.sync:2",
  );
  const handlers = { child: ({ n }) => n * 2 };
  const execution = await asl.run({ definition, input: { n: 21 }, machines: [{ name: "Child", definition: child }], handlers });
  assert.equal(execution.output, 42);
  assert.equal(execution.durationMs, 5_000);
  assert.equal(execution.children.length, 1);
  const { output } = execution.events.find(({ type }) => type === "TaskSucceeded").taskSucceededEventDetails;
  const { RedriveCount, RedriveStatus, RedriveStatusReason } = JSON.parse(output);
  assert.deepEqual([RedriveCount, RedriveStatus, RedriveStatusReason], [0, "NOT_REDRIVABLE", "Execution is SUCCEEDED and cannot be redriven"]);
  assert.equal(execution.children[0].status, "SUCCEEDED");
  assert.deepEqual(types(execution.children[0]).slice(0, 3), ["ExecutionStarted", "WaitStateEntered", "WaitStateExited"]);
});
