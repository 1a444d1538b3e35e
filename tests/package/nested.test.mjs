// Executions that start others: names, starting twice, Express.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

const CHILD = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
const WAITING = { StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 2, End: true } } };
const FAILING = { StartAt: "Fail", States: { Fail: { Type: "Fail", Error: "Broken", Cause: "by design" } } };

const start = (form, parameters = {}, more = { End: true }) => ({
  Type: "Task",
  Resource: `arn:aws:states:::${form}`,
  Parameters: { StateMachineArn: CHILD, ...parameters },
  ...more,
});
const machine = (states) => ({ StartAt: Object.keys(states)[0], States: states });
const run = (states, child = {}) => asl.run({ definition: machine(states), machines: [{ name: "Child", definition: WAITING, ...child }] });

for (const name of ["a:b", "2025-01-01T00:00:00Z", "two words", "", "x".repeat(81)]) {
  test(`an execution cannot be called “${name.slice(0, 20)}”`, async () => {
    const { error, cause } = await run({ S: start("states:startExecution", { Name: name }) });
    assert.equal(error, "StepFunctions.InvalidNameException");
    assert.ok(cause.startsWith(`Invalid Name: '${name}' (Service: AWSStepFunctions; Status Code: 400; Error Code: InvalidName;`), cause);
    await assert.rejects(asl.run({ definition: WAITING, executionName: name }), { code: "InvalidName", message: `Invalid Name: '${name}'` });
    await assert.rejects(asl.run({ definition: WAITING, machines: [{ name, definition: WAITING }] }), { code: "InvalidName" });
  });
}

const twice = (form, second) => ({ A: start(form, { Name: "one", Input: { n: 1 } }, { ResultPath: "$.a", Next: "B" }), B: start(form, second, { ResultPath: "$.b", End: true }) });

test("the same execution started again while it runs is one execution", async () => {
  const { output, children } = await run(twice("states:startExecution", { Name: "one", Input: { n: 1 } }));
  assert.equal(children.length, 1);
  assert.equal(output.a.ExecutionArn, output.b.ExecutionArn);
});

test("a name that is taken by another input, or by an execution that has ended, is refused", async () => {
  for (const [form, second] of [
    ["states:startExecution", { Name: "one", Input: { n: 2 } }],
    ["states:startExecution.sync", { Name: "one", Input: { n: 1 } }],
  ]) {
    const { error, children } = await run(twice(form, second));
    assert.equal(error, "StepFunctions.ExecutionAlreadyExistsException");
    assert.equal(children.length, 1);
  }
});

test("two branches wait for the same execution", async () => {
  const branch = (name) => machine({ [name]: start("states:startExecution.sync:2", { Name: "one" }, { OutputPath: "$.Status", End: true }) });
  const { output, children, durationMs } = await run({ Both: { Type: "Parallel", Branches: [branch("A"), branch("B")], End: true } });
  assert.deepEqual([output, children.length, durationMs], [["SUCCEEDED", "SUCCEEDED"], 1, 2_000]);
});

test("an Express execution has an ARN of its own, and its name may come again", async () => {
  const { output, children } = await run(twice("states:startExecution", { Name: "one", Input: { n: 1 } }), { type: "EXPRESS" });
  assert.match(output.a.ExecutionArn, /:express:Child:one:[\da-f-]{36}$/);
  assert.notEqual(output.a.ExecutionArn, output.b.ExecutionArn);
  assert.equal(children.length, 2);
});

test("StartSyncExecution waits for an Express execution, and succeeds whatever comes of it", async () => {
  const call = { S: start("aws-sdk:sfn:startSyncExecution", { Name: "one", Input: { n: 1 } }) };
  const { output, durationMs } = await run(call, { type: "EXPRESS" });
  const { ExecutionArn, ...rest } = output;
  assert.match(ExecutionArn, /:express:Child:one:/);
  assert.equal(durationMs, 2_000);
  assert.deepEqual(rest, {
    BillingDetails: { BilledDurationInMilliseconds: 2_000, BilledMemoryUsedInMB: 64 },
    Input: '{"n":1}',
    InputDetails: { Included: true },
    Name: "one",
    Output: '{"n":1}',
    OutputDetails: { Included: true },
    StartDate: "2025-01-01T00:00:00Z",
    StateMachineArn: CHILD,
    Status: "SUCCEEDED",
    StopDate: "2025-01-01T00:00:02Z",
  });
  const failed = await run(call, { type: "EXPRESS", definition: FAILING });
  assert.equal(failed.status, "SUCCEEDED");
  const { Status, Error: error, Cause, Output, BillingDetails } = failed.output;
  assert.deepEqual([Status, error, Cause, Output, BillingDetails.BilledDurationInMilliseconds], ["FAILED", "Broken", "by design", undefined, 100]);
});

test("the memory that StartSyncExecution bills grows with what iterations are given", async () => {
  // Source: AWS price page: 50 MB and what is given to each, in steps of 64 MB
  const each = (count) => ({
    QueryLanguage: "JSONata",
    ...machine({
      Each: { Type: "Map", Items: `{% [1..${count}] %}`, ItemSelector: { text: "{% $states.input.text %}" }, ItemProcessor: machine({ P: { Type: "Pass", Output: 1, End: true } }), Output: 1, End: true },
    }),
  });
  const call = { S: start("aws-sdk:sfn:startSyncExecution", { Name: "one", Input: { text: "x".repeat(199_989) } }) };
  for (const [count, megabytes] of [[1, 64], [70, 64], [71, 128]]) {
    const { output } = await run(call, { type: "EXPRESS", definition: each(count) });
    assert.equal(output.BillingDetails.BilledMemoryUsedInMB, megabytes, `${count}`);
  }
});

test("StartSyncExecution of a Standard machine is refused", async () => {
  const { error, cause } = await run({ S: start("aws-sdk:sfn:startSyncExecution") });
  assert.equal(error, "Sfn.StateMachineTypeNotSupportedException");
  assert.match(cause, /^This operation is not supported by this type of state machine \(Service: Sfn, Status Code: 400/);
});

test("an execution that nobody waits for any more is stopped, and says who was to wait for it", async () => {
  const states = { S: start("states:startExecution.sync", {}, { TimeoutSeconds: 1, End: true }) };
  const { status, executionArn, children } = await run(states);
  assert.equal(status, "FAILED");
  const [{ status: ended, error, cause }] = children;
  const wanted = `The Task state in AWS Step Functions execution [${executionArn}] which was managing this resource was aborted`;
  assert.deepEqual([ended, error, cause], ["ABORTED", undefined, wanted]);
});

test("a failure far down comes up with a cause that is cut where AWS ends one", async () => {
  const Choices = [{ Variable: "$.n", NumericEquals: 100, Next: "Fail" }];
  const Parameters = { "StateMachineArn.$": "$$.StateMachine.Id", Input: { "n.$": "States.MathAdd($.n, 1)" } };
  const Down = { ...start("states:startExecution.sync"), Parameters };
  const definition = machine({ Deep: { Type: "Choice", Choices, Default: "Down" }, Down, ...FAILING.States });
  const { status, error, cause } = await asl.run({ definition, input: { n: 0 } });
  assert.deepEqual([status, error, cause.length], ["FAILED", "States.TaskFailed", 32_768]);
});
