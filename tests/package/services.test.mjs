// Services that answer without a handler.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

/** Runs calls one after the other and gives their results, or the error. */
async function calls(...steps) {
  const states = {};
  steps.forEach(([resource, Parameters], at) => {
    const next = at + 1 < steps.length ? { Next: `S${at + 1}` } : { End: true };
    states[`S${at}`] = { Type: "Task", Resource: `arn:aws:states:::${resource}`, Parameters, ResultPath: `$.r${at}`, ...next };
  });
  const execution = await asl.run({ definition: { StartAt: "S0", States: states } });
  if (execution.status !== "SUCCEEDED") return { error: execution.error, cause: execution.cause };
  return steps.map((_, at) => {
    const { SdkHttpMetadata, SdkResponseMetadata, ...result } = execution.output[`r${at}`];
    return result;
  });
}

const item = (id, value) => ({ TableName: "T", Item: { id: { S: id }, value: { N: value } } });
const key = { TableName: "T", Key: { id: { S: "a" } } };

test("SQS, SNS and EventBridge give ids", async () => {
  const [sent, published, put] = await calls(
    ["sqs:sendMessage", { QueueUrl: "https://queue", MessageBody: "hello" }],
    ["sns:publish", { TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: { a: 1 } }],
    ["events:putEvents", { Entries: [{ Detail: {}, DetailType: "t", Source: "s" }] }],
  );
  assert.equal(sent.MD5OfMessageBody, "5d41402abc4b2a76b9719d911017c592");
  assert.match(sent.MessageId, /^[0-9a-f-]{36}$/);
  assert.match(published.MessageId, /^[0-9a-f-]{36}$/);
  assert.equal(put.FailedEntryCount, 0);
  assert.equal(put.Entries.length, 1);
});

test("DynamoDB keeps items", async () => {
  const update = { ...key, UpdateExpression: "SET #v = :v", ExpressionAttributeNames: { "#v": "value" }, ExpressionAttributeValues: { ":v": { N: "3" } }, ReturnValues: "ALL_NEW" };
  const results = await calls(
    ["dynamodb:getItem", key],
    ["dynamodb:putItem", item("a", "1")],
    ["dynamodb:putItem", item("a", "2")],
    ["dynamodb:getItem", key],
    ["dynamodb:updateItem", update],
    ["aws-sdk:dynamodb:getItem", key],
  );
  const item3 = item("a", "3").Item;
  assert.deepEqual(results, [{}, {}, {}, { Item: item("a", "2").Item }, { Attributes: item3 }, { Item: item3 }]);
});

test("a condition keeps an item from being put twice", async () => {
  const once = { ...item("a", "1"), ConditionExpression: "attribute_not_exists(id)" };
  assert.equal((await calls(["dynamodb:putItem", once], ["dynamodb:putItem", once])).error, "DynamoDB.ConditionalCheckFailedException");
});

test("a refusal is worded by the integration's form", async () => {
  const once = { ...item("a", "1"), ConditionExpression: "attribute_not_exists(id)" };
  const twice = (resource) => calls([resource, once], [resource, once]);
  const id = "[0-9a-f-]{36}";
  const table = [
    [await twice("dynamodb:putItem"), "DynamoDB.ConditionalCheckFailedException", `The conditional request failed \\(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: ${id}; Proxy: null\\)`],
    [await twice("aws-sdk:dynamodb:putItem"), "DynamoDb.ConditionalCheckFailedException", `The conditional request failed \\(Service: DynamoDb, Status Code: 400, Request ID: ${id}\\) \\(SDK Attempt Count: 1\\)`],
    [await calls(["aws-sdk:dynamodb:putItem", { TableName: "T" }]), "DynamoDb.DynamoDbException", `1 validation error .* \\(Service: DynamoDb, Status Code: 400, Request ID: ${id}\\) \\(SDK Attempt Count: 1\\)`],
    [await calls(["sqs:sendMessage", { QueueUrl: "q" }]), "SQS.AmazonSQSException", `The request must contain the parameter MessageBody. \\(Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: ${id}; Proxy: null\\)`],
    [await calls(["aws-sdk:s3:getObject", { Bucket: "b", Key: "k" }]), "S3.NoSuchBucketException", `The specified bucket does not exist \\(Service: S3, Status Code: 404, Request ID: ${id}, Extended Request ID: \\S+\\) \\(SDK Attempt Count: 1\\)`],
  ];
  for (const [failure, error, cause] of table) {
    assert.equal(failure.error, error);
    assert.match(failure.cause, new RegExp(`^${cause}$`));
  }
});

test("EventBridge takes some entries and refuses others", async () => {
  const Entries = [{ Source: "s", DetailType: "t", Detail: {} }, { Source: "s", DetailType: "t", Detail: "no JSON" }, { DetailType: "t", Detail: {} }];
  const { error, cause } = await calls(["events:putEvents", { Entries }]);
  assert.equal(error, "EventBridge.FailedEntry");
  const answer = JSON.parse(cause);
  assert.deepEqual(answer.Entries.slice(1), [
    { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
    { ErrorCode: "InvalidArgument", ErrorMessage: "Parameter Source is not valid. Reason: Source is a required argument." },
  ]);
  assert.equal(answer.FailedEntryCount, 2);
  // the SDK's form leaves it to the workflow
  const [put] = await calls(["aws-sdk:eventbridge:putEvents", { Entries }]);
  assert.deepEqual(put.Entries.slice(1), answer.Entries.slice(1));
});

test("what is not emulated says so", async () => {
  assert.equal((await calls(["dynamodb:putItem", { ...item("a", "1"), ConditionExpression: "size(id) > 3" }])).error, "Playground.NotEmulated");
  assert.equal((await calls(["sqs:sendMessage", { QueueUrl: "q" }])).error, "SQS.AmazonSQSException");
  assert.equal((await calls(["aws-sdk:s3:listBuckets", {}])).error, "Playground.NoHandler");
});

test("S3 keeps objects", async () => {
  const place = { Bucket: "b", Key: "k" };
  const [, read] = await calls(["aws-sdk:s3:putObject", { ...place, Body: { a: 1 } }], ["aws-sdk:s3:getObject", place]);
  assert.equal(read.Body, '{"a":1}');
  assert.equal(read.ContentLength, 7);
});

for (const [words, resource, request, complaint] of [
  ["a field that is missing", "lambda:invoke", { Payload: {} }, "The field 'FunctionName' is required but was missing"],
  ["several of them", "dynamodb:getItem", {}, "The field 'TableName' is required but was missing, The field 'Key' is required but was missing"],
  ["a name that is no text", "sqs:sendMessage", { QueueUrl: ["q"], MessageBody: "m" }, "The value of the field 'QueueUrl' has an invalid format"],
  ["a number for a text", "lambda:invoke", { FunctionName: "f", Payload: 1 }, "The value for the field 'Payload' must be a STRING"],
  ["a number for a job's parameter", "batch:submitJob", { JobName: "j", Parameters: { a: 1 } }, "The value for the field 'a' must be a STRING"],
  ["a number for a job's argument", "glue:startJobRun", { JobName: "j", Arguments: { "--a": 1 } }, "The value for the field '--a' must be a STRING"],
  ["a type that DynamoDB does not have", "dynamodb:getItem", { TableName: "t", Key: { id: { "S.$": "$.id" } } }, 'The field "S.$" is not supported by Step Functions'],
  ["a number in an item", "dynamodb:putItem", { TableName: "t", Item: { id: { S: "a" }, n: { L: [{ N: 5 }] } } }, "The value for the field 'N' must be a STRING"],
  ["a header that is no array", "apigateway:invoke", { ApiEndpoint: "e", Method: "GET", Headers: { a: "b" } }, "The value of the field 'Headers' has an invalid format"],
]) {
  test(`Step Functions refuses a computed request with ${words}`, async () => {
    const definition = { QueryLanguage: "JSONata", StartAt: "Call", States: { Call: { Type: "Task", Resource: `arn:aws:states:::${resource}`, Arguments: "{% $states.input %}", End: true } } };
    const { error, cause, events } = await asl.run({ definition, input: request });
    assert.equal(error, "States.Runtime");
    assert.equal(
      cause,
      `An error occurred while executing the state 'Call' (entered at the event id #2). The Parameters '${JSON.stringify(request)}' could not be used to start the Task: [${complaint}]`,
    );
    assert.deepEqual(events.map(({ type }) => type), ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]);
  });
}

test("of a request that is written out a stub answers what it lacks", async () => {
  const definition = { StartAt: "Call", States: { Call: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", Parameters: { MessageBody: "m" }, End: true } } };
  const { output } = await asl.run({ definition, handlers: { "arn:aws:states:::sqs:sendMessage": () => "mine" } });
  assert.equal(output, "mine");
});
