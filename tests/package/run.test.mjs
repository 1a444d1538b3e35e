// The package as its users call it: real exports, the real WebAssembly module.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, caseNamed, FUNCTION, task, types } from "./support.mjs";

test("the order: the payment is tried three times, with 15 s of back-off", async () => {
  const { definition, input } = caseNamed("order_paid_at_the_third_attempt");
  const handlers = {
    validateOrderFunction: (order) => order,
    processPaymentFunction: async (order, context) => {
      if (context.attempt < 3) throw new asl.TaskError("ServiceUnavailable", "the gateway is down");
      return { ...order, paid: true };
    },
    shipOrderFunction: () => ({ shipped: true }),
  };
  const execution = await asl.run({ definition, input, handlers });
  assert.equal(execution.status, "SUCCEEDED");
  assert.deepEqual(execution.output, { shipped: true });
  assert.equal(execution.durationMs, 15_000);
  assert.equal(execution.events.length, 23);
  assert.equal(execution.summary.retries, 2);
  const again = await asl.run({ definition, input, handlers });
  assert.equal(JSON.stringify(again.events), JSON.stringify(execution.events));
});

test("events are those of GetExecutionHistory", async () => {
  const execution = await asl.run({ definition: task(), input: { a: 1 }, handlers: { work: () => 2 }, executionName: "one" });
  const [started, entered, scheduled] = execution.events;
  assert.equal(started.type, "ExecutionStarted");
  assert.equal(started.timestamp, "2025-01-01T00:00:00.000Z");
  assert.equal(started.executionStartedEventDetails.input, '{"a":1}');
  assert.deepEqual(entered.stateEnteredEventDetails, { name: "Work", input: '{"a":1}', inputDetails: { truncated: false } });
  assert.equal(scheduled.lambdaFunctionScheduledEventDetails.resource, `${FUNCTION}work`);
  assert.deepEqual(execution.eventPage(1, 1), [entered]);
});

test("a handler is found by resource, ARN or name, the resource first", async () => {
  const definition = task({ Parameters: { FunctionName: "charge:live", Payload: { n: 1 } } }, "arn:aws:states:::lambda:invoke");
  for (const [key, sees] of [
    ["charge", { n: 1 }],
    ["charge:live", { n: 1 }],
    [`${FUNCTION}charge`, { n: 1 }],
    ["arn:aws:states:::lambda:invoke", { FunctionName: "charge:live", Payload: { n: 1 } }],
  ]) {
    let seen;
    const handlers = { [key]: (event) => void (seen = event) };
    const execution = await asl.run({ definition, handlers });
    assert.deepEqual(seen, sees, key);
    assert.equal(execution.status, "SUCCEEDED", key);
  }
});

test("what a handler throws becomes what Lambda reports", async () => {
  class Refused extends Error {
    name = "Refused";
  }
  class Opaque extends Error {
    get name() {
      throw new Error("no name");
    }
  }
  const unreadable = '{"errorType":"handled","errorMessage":"callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack"}';
  for (const [thrown, error, cause] of [
    [new asl.TaskError("Late", "too late"), "Late", "too late"],
    [new asl.TaskError("Bare"), "Bare", undefined],
    [{ error: "Plain", cause: "object" }, "Plain", "object"],
    [new Refused("no"), "Refused", '{"errorType":"Refused","errorMessage":"no","trace":["Refused: no"]}'],
    ["text", "string", '{"errorType":"string","errorMessage":"text","trace":[]}'],
    [undefined, "undefined", '{"errorType":"undefined","errorMessage":"undefined","trace":[]}'],
    // what does not let itself be read
    [Object.create(null), "handled", unreadable],
    [new Opaque("no"), "handled", unreadable],
    [Object.assign(new Error("no"), { name: 1 }), "handled", unreadable],
    [{ error: "Plain", cause: { toJSON: () => assert.fail("no"), toString: null, valueOf: null } }, "handled", unreadable],
  ]) {
    const now = () => {
      throw thrown;
    };
    const later = async () => {
      await undefined;
      throw thrown;
    };
    for (const work of [now, later]) {
      const execution = await asl.run({ definition: task(), handlers: { work } });
      assert.deepEqual([execution.status, execution.error, execution.cause], ["FAILED", error, cause]);
    }
  }
});

test("a result that is no JSON fails the task with a clear cause; nothing is null", async () => {
  const circle = {};
  circle.self = circle;
  for (const result of [circle, 1n, () => 1]) {
    const execution = await asl.run({ definition: task(), handlers: { work: async () => result } });
    assert.equal(execution.error, "Runtime.MarshalError");
  }
  const execution = await asl.run({ definition: task(), handlers: { work: () => undefined } });
  assert.equal(execution.output, null);
});

test("a result that is a broken promise fails the task", async () => {
  for (const result of [
    { get then() { throw new TypeError("no"); } },
    { then: () => { throw new TypeError("no"); } },
    Object.defineProperty(Promise.resolve(1), "constructor", { get: () => { throw new TypeError("no"); } }),
  ]) {
    const execution = await asl.run({ definition: task(), handlers: { work: () => result } });
    assert.deepEqual([execution.status, execution.error], ["FAILED", "TypeError"]);
  }
});

test("a missing function fails as on AWS", async () => {
  const execution = await asl.run({ definition: task() });
  assert.equal(execution.error, "Lambda.ResourceNotFoundException");
  assert.match(execution.cause, /^Function not found: arn:aws:lambda:/);
});

test("what a handler prints is kept with its time and attempt", async (t) => {
  t.mock.method(console, "log", () => {});
  const work = async (_event, context) => {
    context.log("begin", { n: 1 });
    await context.sleep(250);
    console.log("end");
    return null;
  };
  const execution = await asl.run({ definition: task(), handlers: { work } });
  const shown = execution.logs.map(({ atMs, text, stateName, attempt }) => [atMs, text, stateName, attempt]);
  assert.deepEqual(shown, [
    [0, 'begin {"n":1}', "Work", 1],
    [250, "end", "Work", 1],
  ]);
});

test("what a failing branch stops keeps the attempts that had ended, and ends the one that had not", async () => {
  const call = (name, more) => ({ StartAt: name, States: { [name]: { Type: "Task", Resource: `${FUNCTION}${name}`, End: true, ...more } } });
  const retry = { Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 9 }] };
  const branches = [call("fails"), call("backsOff", retry), call("works")];
  const handlers = {
    fails: async (_, context) => {
      await context.sleep(2_000);
      throw new asl.TaskError("Broken");
    },
    backsOff: async (_, context) => {
      await context.sleep(1_000);
      throw new asl.TaskError("Busy");
    },
    works: (_, context) => context.sleep(60_000),
  };
  const definition = { StartAt: "All", States: { All: { Type: "Parallel", Branches: branches, End: true } } };
  const { visits } = await asl.run({ definition, handlers });
  const shown = visits.slice(1).map(({ name, status, attempts }) => [name, status, attempts.map((one) => `${one.status} ${one.endedMs}`)]);
  assert.deepEqual(shown, [
    ["fails", "failed", ["failed 2000"]],
    ["backsOff", "aborted", ["failed 1000"]],
    ["works", "aborted", ["aborted 2000"]],
  ]);
});

test("a visit can be read stage by stage", async () => {
  const definition = task({ Parameters: { "n.$": "$.a" }, ResultPath: "$.b" });
  const execution = await asl.run({ definition, input: { a: 1 }, handlers: { work: ({ n }) => n + 1 } });
  const [visit] = execution.visits;
  const stages = [...visit.stages, ...visit.attempts[0].stages].map(({ name, value }) => [name, value]);
  assert.deepEqual(stages, [
    ["input", '{"a":1}'],
    ["afterInputPath", '{"a":1}'],
    ["afterParameters", '{"n":1}'],
    ["result", "2"],
    ["afterResultPath", '{"a":1,"b":2}'],
    ["output", '{"a":1,"b":2}'],
  ]);
});

test("a run that waits for something that never comes says for what", async () => {
  const resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  const definition = task({ Parameters: { QueueUrl: "q", "MessageBody.$": "$$.Task.Token" } }, resource);
  const execution = await asl.run({ definition, handlers: { [resource]: () => ({ MessageId: "1" }) } });
  assert.equal(execution.status, "RUNNING");
  assert.equal(execution.durationMs, 0);
  const [waiting] = execution.waitingFor;
  assert.deepEqual([waiting.kind, waiting.stateName, waiting.resource], ["taskToken", "Work", resource]);
});

test("an execution lives for a year at most", async () => {
  const definition = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 400 * 86_400, Next: "E" }, E: { Type: "Succeed" } } };
  const execution = await asl.run({ definition });
  assert.deepEqual([execution.status, execution.durationMs], ["TIMED_OUT", 365 * 86_400_000]);
  assert.equal(types(execution).at(-1), "ExecutionTimedOut");
});

test("a text is the payload of lambda:invoke as it stands, and fails when it is no JSON", async () => {
  const invoke = (Payload) => ({
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        ItemProcessor: {
          StartAt: "Work",
          States: {
            Work: {
              Type: "Task",
              Resource: "arn:aws:states:::lambda:invoke",
              Parameters: { FunctionName: "work", Payload },
              OutputPath: "$.Payload",
              Retry: [{ ErrorEquals: ["Lambda.InvalidRequestContentException"], MaxAttempts: 2 }],
              Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Caught" }],
              End: true,
            },
            Caught: { Type: "Pass", End: true },
          },
        },
        End: true,
      },
    },
  });
  const handlers = { work: (event) => ({ got: event }) };
  const raw = await asl.run({ definition: invoke('"a text"'), input: [1], handlers });
  assert.deepEqual(raw.output, [{ got: "a text" }]);
  const refused = await asl.run({ definition: invoke("test data"), input: [1, 2], handlers });
  assert.equal(refused.durationMs, 3_000);
  for (const { Error: error, Cause: cause } of refused.output) {
    assert.equal(error, "Lambda.InvalidRequestContentException");
    assert.match(cause, /^Could not parse request body into json: Could not parse payload into json: Unrecognized token 'test': was expecting .*\n at \[Source: \(byte\[\]\)"test data"; line: 1, column: 5\] \(Service: AWSLambda; Status Code: 400; Error Code: InvalidRequestContentException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/);
  }
});

test("a catcher of a Parallel that cannot be evaluated fails the Parallel once more", async () => {
  const broken = { StartAt: "Broken", States: { Broken: { Type: "Fail", Error: "Broken" } } };
  const Catch = [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput.nothing %}", Next: "After" }];
  const definition = { QueryLanguage: "JSONata", StartAt: "Both", States: { Both: { Type: "Parallel", Branches: [broken], Catch, Next: "After" }, After: { Type: "Succeed" } } };
  const { events } = await asl.run({ definition });
  assert.deepEqual(
    events.slice(3).map(({ id, previousEventId, type }) => `${id}<-${previousEventId} ${type}`),
    ["4<-3 FailStateEntered", "5<-4 ParallelStateFailed", "6<-4 EvaluationFailed", "7<-6 ParallelStateFailed", "8<-7 ExecutionFailed"],
  );
});
