// Task tokens, and functions that are called without being waited for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl, task } from "./support.mjs";

const INVOKE = "arn:aws:states:::lambda:invoke";
const CALLBACK = "arn:aws:states:::lambda:invoke.waitForTaskToken";

function callback(more = {}) {
  const Parameters = { FunctionName: "work", Payload: { "token.$": "$$.Task.Token" } };
  return { StartAt: "Ask", States: { Ask: { Type: "Task", Resource: CALLBACK, Parameters, End: true, ...more } } };
}

const call = (parameters, more = {}) => ({
  StartAt: "Call",
  States: { Call: { Type: "Task", Resource: INVOKE, Parameters: { FunctionName: "work", ...parameters }, End: true, ...more } },
});

test("the first answer to a token ends it, also before the call that handed it out is answered", async () => {
  const refused = [];
  const work = async ({ token }, context) => {
    context.sendTaskSuccess(token, "first");
    await context.sleep(1000);
    for (const again of [() => context.sendTaskFailure(token, "second"), () => context.sendTaskHeartbeat(token)]) {
      try {
        again();
      } catch ({ code, message }) {
        refused.push(`${code}: ${message}`);
      }
    }
  };
  const { status, output } = await asl.run({ definition: callback(), handlers: { work } });
  assert.deepEqual([status, output], ["SUCCEEDED", "first"]);
  const gone = "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'";
  assert.deepEqual(refused, [gone, gone]);
});

test("an answer that AWS's API does not take leaves the task open", async () => {
  const refused = [];
  const answers = [
    [(context, token) => context.sendTaskSuccess(token, "x".repeat(262_144)), "output", 262_144],
    [(context, token) => context.sendTaskFailure(token, "e".repeat(257)), "error", 256],
    [(context, token) => context.sendTaskFailure(token, "e", "c".repeat(32_769)), "cause", 32_768],
  ];
  const work = ({ token }, context) => {
    for (const [send] of answers) {
      try {
        send(context, token);
      } catch ({ code, message }) {
        refused.push(`${code}: ${message}`);
      }
    }
    context.sendTaskFailure(token, "e".repeat(256), "c".repeat(32_768));
  };
  const { status, error } = await asl.run({ definition: callback(), handlers: { work } });
  assert.deepEqual([status, error?.length], ["FAILED", 256]);
  assert.deepEqual(
    refused,
    answers.map(
      ([, member, most]) =>
        `ValidationException: 1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
    ),
  );
});

test("a callback with something else than texts fails the function, not the engine", async () => {
  const calls = [
    [(context) => context.sendTaskSuccess(undefined, 1), "token must be a text, but is of type undefined."],
    [(context) => context.sendTaskHeartbeat({}), "token must be a text, but is of type object."],
    [(context, token) => context.sendTaskFailure(token, new Error("Broken")), "error must be a text, but is of type object."],
    [(context, token) => context.sendTaskFailure(token, "Broken", 5), "cause must be a text, but is of type number."],
  ];
  for (const [call, message] of calls) {
    const work = ({ token }, context) => call(context, token);
    const { error, cause } = await asl.run({ definition: callback(), handlers: { work } });
    assert.deepEqual([error, JSON.parse(cause).errorMessage], ["TypeError", message]);
  }
});

test("StopExecution obeys the same lengths", async () => {
  const simulation = new asl.Simulation({ definition: callback(), handlers: { work: () => null } });
  await simulation.runUntil("end");
  assert.throws(() => simulation.stop("e".repeat(257)), { code: "ValidationException" });
  simulation.stop("Enough");
  assert.equal(simulation.execution().status, "ABORTED");
});

const sender = (action, more) => ({
  StartAt: "Send",
  States: {
    Send: { Type: "Task", Resource: `arn:aws:states:::aws-sdk:sfn:${action}`, Parameters: { "TaskToken.$": "$.token", ...more }, Next: "Again" },
    Again: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sfn:sendTaskHeartbeat",
      Parameters: { "TaskToken.$": "$.token" },
      Catch: [{ ErrorEquals: ["Sfn.TaskTimedOutException"], Next: "Over" }],
      End: true,
    },
    Over: { Type: "Pass", End: true },
  },
});

for (const [action, more, wanted] of [
  ["sendTaskSuccess", { Output: '{"approved": true}' }, ["SUCCEEDED", { approved: true }, undefined]],
  ["sendTaskSuccess", { Output: { approved: true } }, ["SUCCEEDED", { approved: true }, undefined]],
  ["sendTaskFailure", { Error: "Refused", Cause: "no money" }, ["FAILED", undefined, "Refused"]],
]) {
  test(`another machine of the run answers by ${action} with ${JSON.stringify(more)}`, async () => {
    const definition = {
      StartAt: "Start",
      States: {
        Start: {
          Type: "Task",
          Resource: "arn:aws:states:::states:startExecution.waitForTaskToken",
          Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:Sender", Input: { "token.$": "$$.Task.Token" } },
          End: true,
        },
      },
    };
    const { status, output, error, children } = await asl.run({
      definition,
      machines: [{ name: "Sender", definition: sender(action, more) }],
    });
    assert.deepEqual([status, output, error], wanted);
    assert.equal(children.length, 1);
  });
}

test("an activity's worker is given a token, which its context object does not show", async () => {
  const Resource = "arn:aws:states:us-east-1:123456789012:activity:work";
  const definition = { StartAt: "Work", States: { Work: { Type: "Task", Resource, End: true } } };
  const handlers = { [Resource]: (_, context) => context.sendTaskSuccess(context.taskToken, "by token") };
  const { output, events } = await asl.run({ definition, handlers });
  assert.equal(output, "by token");
  assert.deepEqual(events.map(({ type }) => type).slice(2, 5), ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"]);
});

test("what a Scheduled event tells beside its input differs by kind", async () => {
  const RoleArn = "arn:aws:iam::123456789012:role/r";
  const limits = { TimeoutSeconds: 10, HeartbeatSeconds: 5 };
  const scheduled = async (Resource, more = { ...limits, Credentials: { RoleArn } }) => {
    const definition = { StartAt: "Work", States: { Work: { Type: "Task", Resource, ...more, End: true } } };
    const { events } = await asl.run({ definition, handlers: { [Resource]: () => 1 } });
    const event = events[2];
    const { timeoutInSeconds, heartbeatInSeconds, taskCredentials } = Object.values(event).find((value) => typeof value === "object");
    return [event.type, timeoutInSeconds, heartbeatInSeconds, taskCredentials?.roleArn];
  };
  assert.deepEqual(await scheduled(task().States.Work.Resource), ["LambdaFunctionScheduled", 10, undefined, RoleArn]);
  assert.deepEqual(await scheduled("arn:aws:states:us-east-1:123456789012:activity:work", limits), ["ActivityScheduled", 10, 5, undefined]);
  assert.deepEqual(await scheduled("arn:aws:states:::sqs:sendMessage"), ["TaskScheduled", 10, 5, RoleArn]);
});

test("InvocationType Event is answered at once, whatever comes of the function", async () => {
  const seen = [];
  const work = async (event, context) => {
    await context.sleep(60_000);
    seen.push(event);
    throw new Error("nobody hears it");
  };
  const definition = call({ InvocationType: "Event", Payload: { a: 1 } }, { TimeoutSeconds: 5, End: undefined, Next: "Later" });
  definition.States.Later = { Type: "Wait", Seconds: 120, OutputPath: "$", End: true };
  const { status, output } = await asl.run({ definition, handlers: { work } });
  assert.equal(status, "SUCCEEDED");
  const { SdkHttpMetadata, SdkResponseMetadata, ...answer } = output;
  assert.deepEqual([answer, SdkHttpMetadata.HttpStatusCode], [{ Payload: "", StatusCode: 202 }, 202]);
  assert.deepEqual(seen, [{ a: 1 }]);
});

test("a function that is only notified may answer by the token it was given", async () => {
  const work = async ({ token }, context) => {
    await context.sleep(3000);
    context.sendTaskSuccess(token, "later");
    throw new Error("nobody hears it");
  };
  const Parameters = { FunctionName: "work", InvocationType: "Event", Payload: { "token.$": "$$.Task.Token" } };
  const { output, events } = await asl.run({ definition: callback({ Parameters }), handlers: { work } });
  assert.equal(output, "later");
  const at = (type) => Date.parse(events.find((event) => event.type === type).timestamp) - Date.parse(events[0].timestamp);
  assert.deepEqual([at("TaskSubmitted"), at("TaskSucceeded")], [0, 3000]);
});

test("InvocationType DryRun calls nothing", async () => {
  let calls = 0;
  const { output } = await asl.run({ definition: call({ InvocationType: "DryRun" }), handlers: { work: () => (calls += 1) } });
  assert.deepEqual([output.StatusCode, output.Payload, output.ExecutedVersion, calls], [204, "", undefined, 0]);
});
