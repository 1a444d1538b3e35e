// TestState: one state on its own, as AWS answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

const ROLE = "arn:aws:iam::222222222222:role/tests";
const LAMBDA = "arn:aws:states:::lambda:invoke";
const CALL = { Type: "Task", Resource: LAMBDA, Parameters: { FunctionName: "f", "Payload.$": "$" }, ResultSelector: { "got.$": "$.Payload" }, ResultPath: "$.work", Next: "After" };

test("a Pass needs nothing, and tells its stages", () => {
  const definition = { Type: "Pass", Parameters: { "b.$": "$.a" }, ResultPath: "$.c", Next: "Elsewhere" };
  assert.deepEqual(asl.testState({ definition, input: { a: 1 }, inspectionLevel: "DEBUG" }), {
    output: '{"a":1,"c":{"b":1}}',
    inspectionData: {
      input: '{"a":1}',
      afterInputPath: '{"a":1}',
      afterParameters: '{"b":1}',
      afterResultSelector: '{"b":1}',
      afterResultPath: '{"a":1,"c":{"b":1}}',
    },
    nextState: "Elsewhere",
    status: "SUCCEEDED",
  });
});

test("a mocked Task goes through all its fields", () => {
  const answer = asl.testState({ definition: CALL, input: { a: 1 }, mock: { result: '{"Payload":7,"StatusCode":200}' } });
  assert.deepEqual(answer, { output: '{"a":1,"work":{"got":7}}', nextState: "After", status: "SUCCEEDED" });
});

test("variables and the context object come from the request", () => {
  const definition = { Type: "Task", Resource: LAMBDA, QueryLanguage: "JSONata", Arguments: { FunctionName: "f" }, Output: "{% [$v, $states.context.Execution.Name] %}", Assign: { w: 2 }, End: true };
  const answer = asl.testState({ definition, variables: { v: 1 }, context: { Execution: { Name: "mine" } }, mock: { result: "{}" }, inspectionLevel: "DEBUG" });
  assert.equal(answer.output, '[1,"mine"]');
  assert.equal(answer.inspectionData.variables, '{"v":1,"w":2}');
});

const RETRY = { Retry: [{ ErrorEquals: ["X"], MaxAttempts: 2, IntervalSeconds: 3 }], Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Sorry" }] };

for (const [words, count, expected] of [
  ["is retried", 0, { status: "RETRIABLE", errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 3 } }],
  ["waits longer the second time", 1, { status: "RETRIABLE", errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } }],
  ["is caught when no retry is left", 2, { status: "CAUGHT_ERROR", errorDetails: { retryIndex: 0, catchIndex: 0 }, nextState: "Sorry" }],
]) {
  test(`an error ${words}`, () => {
    const answer = asl.testState({
      definition: { ...CALL, ...RETRY },
      inspectionLevel: "TRACE",
      mock: { errorOutput: { error: "X", cause: "why" } },
      stateConfiguration: { retrierRetryCount: count },
    });
    assert.deepEqual([answer.status, answer.error, answer.cause, answer.nextState], [expected.status, "X", "why", expected.nextState]);
    assert.deepEqual(answer.inspectionData.errorDetails, expected.errorDetails);
  });
}

const PROCESSOR = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, StartAt: "Each", States: { Each: { Type: "Pass", End: true } } };

for (const [words, fields, data, expected] of [
  [
    "an ItemSelector",
    { ItemsPath: "$.list", ItemSelector: { "v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "of.$": "$.name" } },
    undefined,
    { afterItemsPath: '["x","y"]', afterItemSelector: '[{"v":"x","i":0,"of":"n"},{"v":"y","i":1,"of":"n"}]' },
  ],
  [
    "an ItemBatcher",
    { ItemsPath: "$.list", ItemBatcher: { MaxItemsPerBatch: 1, BatchInput: { "of.$": "$.name" } } },
    undefined,
    { afterItemsPath: '["x","y"]', afterItemBatcher: '[{"BatchInput":{"of":"n"},"Items":["x"]},{"BatchInput":{"of":"n"},"Items":["y"]}]' },
  ],
  [
    "an ItemsPointer",
    { ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "JSON", ItemsPointer: "/in/it" }, Parameters: { Bucket: "b", Key: "k" } } },
    '{"in": {"it": [1, 2]}}',
    { afterItemsPointer: "[1,2]" },
  ],
  [
    "a CSV reader with a limit",
    {
      ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW", MaxItems: 1 }, Parameters: { Bucket: "b", Key: "k" } },
      ItemSelector: { "row.$": "$$.Map.Item.Value" },
    },
    "a,b\n1,2\n3,4\n",
    { afterItemSelector: '[{"row":{"a":"1","b":"2"}}]' },
  ],
]) {
  test(`a mocked Map with ${words}`, () => {
    const definition = { Type: "Map", ItemProcessor: PROCESSOR, ...fields, End: true };
    const answer = asl.testState({
      definition,
      input: { name: "n", list: ["x", "y"] },
      inspectionLevel: "DEBUG",
      mock: { result: "[7]" },
      ...(data === undefined ? {} : { stateConfiguration: { mapItemReaderData: data } }),
    });
    assert.deepEqual([answer.status, answer.output], ["SUCCEEDED", "[7]"]);
    const { input, afterInputPath, afterResultSelector, afterResultPath, ...rest } = answer.inspectionData;
    assert.deepEqual(rest, { maxConcurrency: 0, ...expected });
  });
}

test("limits of a Map beyond the whole numbers of JavaScript are told as it has them", () => {
  const map = { Type: "Map", MaxConcurrency: 0, ToleratedFailureCount: 0, ItemProcessor: PROCESSOR, End: true };
  const definition = JSON.stringify(map).replaceAll(":0", ":1000000000000000001");
  const { inspectionData } = asl.testState({ definition, input: "[1]", inspectionLevel: "DEBUG", mock: { result: "[7]" } });
  assert.deepEqual([inspectionData.maxConcurrency, inspectionData.toleratedFailureCount], [1e18, 1e18]);
});

test("items that cannot be read fail the Map", () => {
  const reader = { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "JSON" }, Parameters: { Bucket: "b", Key: "k" } };
  const definition = { Type: "Map", ItemProcessor: PROCESSOR, ItemReader: reader, End: true };
  const answer = asl.testState({ definition, mock: { result: "[]" }, stateConfiguration: { mapItemReaderData: "{}" } });
  assert.deepEqual([answer.status, answer.error, answer.cause], ["FAILED", "States.ItemReaderFailed", "Attempting to map over non-iterable node."]);
});

test("a state inside a Map of a whole machine", () => {
  const inner = { StartAt: "Inner", States: { Inner: { Type: "Pass", Result: 1, End: true } } };
  const definition = { StartAt: "M", States: { M: { Type: "Map", ItemProcessor: inner, End: true } } };
  assert.deepEqual(asl.testState({ definition, stateName: "Inner" }), { output: "1", status: "SUCCEEDED" });
});

test("a failure of the interpreter has no prefix", () => {
  const answer = asl.testState({ definition: { Type: "Pass", InputPath: "$.none", End: true } });
  assert.equal(answer.error, "States.Runtime");
  assert.match(answer.cause, /^Invalid path '\$\.none'/);
});

test("a Wait takes no real time, and fails where AWS would give it up after five minutes", () => {
  const waiting = (Seconds) => asl.testState({ definition: { Type: "Wait", Seconds, End: true } });
  assert.equal(waiting(300).status, "SUCCEEDED");
  assert.deepEqual([waiting(301).status, waiting(301).error], ["FAILED", "States.Timeout"]);
});

test("without a role the context object has none, and it always calls the state StateName", () => {
  const state = { Type: "Pass", QueryLanguage: "JSONata", Output: "{% [$states.context.Execution.RoleArn, $states.context.State.Name] %}", End: true };
  const answer = asl.testState({ definition: { StartAt: "Mine", States: { Mine: state } }, stateName: "Mine" });
  assert.equal(answer.output, '[null,"StateName"]');
});

test("a Map that finds no items tells no concurrency", () => {
  const definition = { ...MAP, ItemsPath: "$.none", MaxConcurrency: 2 };
  const answer = asl.testState({ definition, input: { none: 1 }, mock: { result: "[]" }, inspectionLevel: "DEBUG" });
  assert.equal(answer.cause, 'Reference path "$.none" must point to array.');
  assert.deepEqual(answer.inspectionData, { input: '{"none":1}', afterInputPath: '{"none":1}' });
});

test("what must be in a mocked answer may be missing when only what is present is checked", () => {
  const mock = { result: "{}", fieldValidationMode: "PRESENT" };
  assert.equal(asl.testState({ definition: START, mock }).output, "{}");
});

test("the result of a Map that writes its results is where they are", () => {
  const answer = asl.testState({ definition: WRITER, input: [1], mock: { result: '{"MapRunArn":"arn"}' } });
  assert.equal(answer.output, '{"MapRunArn":"arn"}');
});

const INNER = { StartAt: "Inner", States: { Inner: { Type: "Succeed" } } };
const MAP = { Type: "Map", ItemProcessor: INNER, End: true };
const WRITER = {
  ...MAP,
  ItemProcessor: { ...INNER, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
  ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "b", Prefix: "p" } },
};
const START = { Type: "Task", Resource: "arn:aws:states:::states:startExecution", Parameters: { StateMachineArn: "arn" }, End: true };
const MOCKED = { definition: CALL, mock: { result: "{}" } };
const PARALLEL = { Type: "Parallel", Branches: [{ StartAt: "A", States: { A: { Type: "Succeed" } } }], End: true };

for (const [message, request] of [
  ["RoleArn must be specified when testing a Task state", { definition: CALL }],
  [`The playground does not call ${LAMBDA}: give a mock.`, { definition: CALL, roleArn: ROLE }],
  ["State type 'Wait' is not supported when a mock is specified", { definition: { Type: "Wait", Seconds: 1, End: true }, mock: { result: "1" } }],
  ["A test mock should have only one of the following fields: [result, errorOutput].", { definition: CALL, mock: {} }],
  ["Mocked result must be valid JSON", { definition: CALL, mock: { result: "{" } }],
  ["Mocked result must be a JSON object.", { definition: CALL, mock: { result: "1" } }],
  ["Mocked result must be an array.", { definition: PARALLEL, mock: { result: "1" } }],
  ["Mock result schema validation error: Field 'StatusCode' must be a number", { definition: CALL, mock: { result: '{"StatusCode":"200"}' } }],
  ["Mocked result must be a JSON object.", { definition: WRITER, input: [1], mock: { result: "[1]" } }],
  ["State not found in definition", { definition: { StartAt: "Inner", States: INNER.States }, stateName: "Other" }],
  ["Invalid Context object provided: Execution.Name must be a string", { ...MOCKED, context: { Execution: { Name: 1 } } }],
  ["Invalid Context object provided: Field 'Owner' is not allowed", { ...MOCKED, context: { Execution: { Owner: "me" } } }],
  ["Invalid Context object provided: Field 'Extra' is not allowed", { ...MOCKED, context: { Extra: {} } }],
  ["Invalid Context object provided: 'Map' field is not supported when mocking a Context object", { ...MOCKED, context: { Map: {} } }],
  [
    "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    { ...MOCKED, context: { Task: { Token: "t" } } },
  ],
  ["Mock result schema validation error: Required field 'ExecutionArn' is missing", { definition: START, mock: { result: '{"executionArn":"arn","startDate":"now"}' } }],
  ["Mock result schema validation error: Field 'StartDate' must be a string", { definition: START, mock: { result: '{"ExecutionArn":"arn","StartDate":1}', fieldValidationMode: "PRESENT" } }],
  ["TestState does not support RevealSecrets when a mock is specified.", { definition: CALL, revealSecrets: true, mock: { result: "{}" } }],
  ["TestState does not support Context when a mock is not specified.", { definition: { Type: "Succeed" }, context: {} }],
  ["TestState does not support MapIterationFailureCount when a mock is not specified.", { definition: CALL, stateConfiguration: { mapIterationFailureCount: 1 } }],
]) {
  test(`refused: ${message}`, () => {
    assert.throws(() => asl.testState(request), (error) => error.message === message && error.code === "ValidationException");
  });
}

test("a definition that is none", () => {
  assert.throws(() => asl.testState({ definition: "{" }), { code: "InvalidDefinition" });
  assert.throws(() => asl.testState({ definition: { Type: "Pass" } }), { code: "InvalidDefinition" });
});
