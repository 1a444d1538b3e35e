// Map in the distributed mode: one execution per item or batch, items from S3, results to S3.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asl } from "./support.mjs";

const { run } = asl;

const PROCESSOR = {
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
  StartAt: "Work",
  States: { Work: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:work", End: true } },
};

const machine = (fields) => ({
  StartAt: "Each",
  States: { Each: { Type: "Map", ItemProcessor: PROCESSOR, End: true, ...fields } },
});

const handlers = {
  work: (item) => {
    if (item.fails) throw new Error("no");
    return item;
  },
};

const types = (execution) => execution.events.map((event) => `${event.id}<-${event.previousEventId} ${event.type}`);

test("each item has an execution of its own", async () => {
  const execution = await run({ definition: machine({ Label: "Items" }), input: [{ a: 1 }, { a: 2 }], handlers, name: "Orders" });
  assert.equal(execution.status, "SUCCEEDED");
  assert.deepEqual(execution.output, [{ a: 1 }, { a: 2 }]);
  assert.deepEqual(types(execution), [
    "1<-0 ExecutionStarted",
    "2<-0 MapStateEntered",
    "3<-2 MapStateStarted",
    "4<-3 MapRunStarted",
    "5<-4 MapRunSucceeded",
    "6<-5 MapStateSucceeded",
    "7<-4 MapStateExited",
    "8<-7 ExecutionSucceeded",
  ]);
  assert.equal(execution.children.length, 2);
  for (const child of execution.children) {
    assert.match(child.executionArn, /^arn:aws:states:us-east-1:123456789012:execution:Orders\/Items:/);
    assert.equal(child.events[0].type, "ExecutionStarted");
    assert.equal(child.events.at(-1).type, "ExecutionSucceeded");
  }
});

test("an empty array needs no execution", async () => {
  const execution = await run({ definition: machine({}), input: [], handlers });
  assert.deepEqual(execution.output, []);
  assert.equal(execution.children.length, 0);
});

const FIVE = [1, 2, 3, 4, 5].map((n) => ({ n, fails: n > 3 }));

for (const [words, fields, error] of [
  ["one failure is too many", {}, "States.ExceedToleratedFailureThreshold"],
  ["as many failures as are tolerated", { ToleratedFailureCount: 2 }, undefined],
  ["one failure more than is tolerated", { ToleratedFailureCount: 1 }, "States.ExceedToleratedFailureThreshold"],
  ["the percentage that is tolerated", { ToleratedFailurePercentage: 40 }, undefined],
  ["a higher percentage", { ToleratedFailurePercentage: 39.9 }, "States.ExceedToleratedFailureThreshold"],
  ["either threshold is enough", { ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, "States.ExceedToleratedFailureThreshold"],
  ["a negative count", { ToleratedFailureCountPath: "$[0].minus" }, "States.Runtime"],
]) {
  test(`tolerance: ${words}`, async () => {
    const input = [{ n: 0, minus: -1 }, ...FIVE].slice(fields.ToleratedFailureCountPath ? 0 : 1);
    const execution = await run({ definition: machine(fields), input, handlers });
    assert.equal(execution.error, error);
    if (error === undefined) assert.deepEqual(execution.output.map((item) => item.n ?? item.Status), [1, 2, 3, "FAILED", "FAILED"]);
    else if (error !== "States.Runtime") {
      assert.equal(execution.cause, "The specified tolerated failure threshold was exceeded");
      assert.deepEqual(types(execution).slice(4), ["5<-4 MapRunFailed", "6<-5 MapStateFailed", "7<-6 ExecutionFailed"]);
    }
  });
}

test("a Map Run that failed can be caught, and its other executions are stopped", async () => {
  const definition = machine({ Catch: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], Next: "Sorry" }] });
  definition.States.Sorry = { Type: "Pass", Result: "sorry", End: true };
  const slow = { handle: async (item, context) => (item.fails ? Promise.reject(new Error("no")) : context.sleep(60_000)) };
  const execution = await run({ definition, input: FIVE, handlers: { work: slow } });
  assert.equal(execution.output, "sorry");
  assert.deepEqual(new Set(execution.children.map((child) => child.status)), new Set(["ABORTED", "FAILED"]));
});

test("MaxConcurrency holds children back", async () => {
  const slow = async (item, context) => (await context.sleep(1000), item);
  const execution = await run({ definition: machine({ MaxConcurrency: 2 }), input: [1, 2, 3, 4, 5], handlers: { work: slow } });
  assert.equal(execution.durationMs, 3000);
});

const READERS = [
  ["JSON", { InputType: "JSON" }, "[1,2,3]", [1, 2, 3]],
  ["JSON behind a pointer", { InputType: "JSON", ItemsPointer: "/a/b~1c" }, '{"a":{"b/c":[1]}}', [1]],
  ["JSONL", { InputType: "JSONL" }, '{"a":1}\n\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ["CSV with its first row", { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" }, 'a,b\n1,"x,""y"""\r\n2\n', [{ a: "1", b: 'x,"y"' }, { a: "2", b: "" }]],
  ["CSV with given headers", { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["a"], CSVDelimiter: "PIPE" }, "1|2", [{ a: "1" }]],
  ["a limit", { InputType: "JSON", MaxItems: 2 }, "[1,2,3]", [1, 2]],
  ["an object", { InputType: "JSON" }, '{"a":1}', "Attempting to map over non-iterable node."],
  ["no CSV twice", { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" }, "a,a\n1,2", "CSV headers cannot contain duplicates."],
  ["Parquet", { InputType: "PARQUET" }, "", "The playground does not read Parquet."],
];

for (const [words, ReaderConfig, body, expected] of READERS) {
  test(`ItemReader: ${words}`, async () => {
    const ItemReader = { Resource: "arn:aws:states:::s3:getObject", ReaderConfig, Parameters: { Bucket: "b", "Key.$": "$.key" } };
    const objects = [{ bucket: "b", key: "k", body }];
    const execution = await run({ definition: machine({ ItemReader }), input: { key: "k" }, objects, handlers });
    if (typeof expected === "string") assert.deepEqual([execution.error, execution.cause], ["States.ItemReaderFailed", expected]);
    else assert.deepEqual(execution.output, expected);
  });
}

test("ItemReader: an object that is not there", async () => {
  const ItemReader = { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "JSON" }, Parameters: { Bucket: "b", Key: "k" } };
  const execution = await run({ definition: machine({ ItemReader }), handlers });
  assert.equal(execution.error, "States.ItemReaderFailed");
});

test("ItemReader: an inventory's manifest", async () => {
  const ItemReader = { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "MANIFEST", ManifestType: "S3_INVENTORY" }, Parameters: { Bucket: "b", Key: "manifest.json" } };
  const manifest = { destinationBucket: "arn:aws:s3:::b", fileFormat: "CSV", fileSchema: "Bucket, Key", files: [{ key: "list.csv" }] };
  const objects = [
    { bucket: "b", key: "manifest.json", body: JSON.stringify(manifest) },
    { bucket: "b", key: "list.csv", bodyBase64: btoa('"photos","1.png"\n"photos","2.png"\n') },
  ];
  const execution = await run({ definition: machine({ ItemReader }), objects, handlers });
  assert.deepEqual(execution.output, [{ Bucket: "photos", Key: "1.png" }, { Bucket: "photos", Key: "2.png" }]);
});

test("ItemBatcher: by number and by bytes", async () => {
  const batches = async (ItemBatcher) => {
    const execution = await run({ definition: machine({ ItemBatcher }), input: [1, 2, 3, 4, 5], handlers });
    return execution.output;
  };
  assert.deepEqual(await batches({ MaxItemsPerBatch: 2, BatchInput: { "all.$": "$[4]" } }), [
    { BatchInput: { all: 5 }, Items: [1, 2] },
    { BatchInput: { all: 5 }, Items: [3, 4] },
    { BatchInput: { all: 5 }, Items: [5] },
  ]);
  assert.deepEqual(await batches({ MaxInputBytesPerBatch: 16 }), [{ Items: [1, 2] }, { Items: [3, 4] }, { Items: [5] }]);
});

test("ResultWriter: the state's result is where the files lie, and another Map reads them", async () => {
  const definition = machine({
    ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "out", Prefix: "runs" }, WriterConfig: { OutputType: "JSONL", Transformation: "COMPACT" } },
    ItemsPath: "$.items",
    ResultPath: "$.written",
    Next: "List",
    End: undefined,
  });
  definition.States.List = {
    Type: "Map",
    ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2", Parameters: { Bucket: "out", "Prefix": "runs/" } },
    ItemProcessor: { ...PROCESSOR, StartAt: "Pass on", States: { "Pass on": { Type: "Pass", End: true } } },
    ResultSelector: { "keys.$": "$[*].Key" },
    ResultPath: "$.listed",
    End: true,
  };
  const execution = await run({ definition: JSON.parse(JSON.stringify(definition)), input: { items: [{ a: 1 }] }, handlers });
  const { written, listed } = execution.output;
  assert.equal(written.ResultWriterDetails.Bucket, "out");
  assert.match(written.ResultWriterDetails.Key, /^runs\/[0-9a-f-]{36}\/manifest.json$/);
  const runId = written.MapRunArn.split(":").at(-1);
  assert.deepEqual(listed.keys, [`runs/${runId}/SUCCEEDED_0.jsonl`, `runs/${runId}/manifest.json`]);
});

for (const [words, objects, fields, expected] of [
  ["the state's data", {}, {}, ["STATE_DATA"]],
  ["an object", { "in/a.json": "[1]" }, { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "JSON" }, Parameters: { Bucket: "b", Key: "in/a.json" } }, ["s3://b/in/a.json"]],
  ["a list of objects", { x: "1", y: "2" }, { Resource: "arn:aws:states:::s3:listObjectsV2", Parameters: { Bucket: "b" } }, ["s3://b", "s3://b"]],
  [
    "what listed objects hold",
    { "in/a.jsonl": "1\n2\n", "in/b.jsonl": "3\n" },
    { Resource: "arn:aws:states:::s3:listObjectsV2", ReaderConfig: { InputType: "JSONL", Transformation: "LOAD_AND_FLATTEN" }, Parameters: { Bucket: "b", Prefix: "in/" } },
    ["s3://b/in/a.jsonl", "s3://b/in/a.jsonl", "s3://b/in/b.jsonl"],
  ],
]) {
  test(`an item says that it is from ${words}`, async () => {
    const definition = machine({
      ItemProcessor: { ...PROCESSOR, StartAt: "Pass on", States: { "Pass on": { Type: "Pass", End: true } } },
      ItemSelector: { "from.$": "$$.Map.Item.Source" },
      ...("Resource" in fields ? { ItemReader: fields } : {}),
    });
    const given = Object.entries(objects).map(([key, body]) => ({ bucket: "b", key, body }));
    const { output } = await run({ definition, input: [0], objects: given });
    assert.deepEqual(output.map(({ from }) => from), expected);
  });
}

test("an item of an inline Map does not say where it is from", async () => {
  const pass = { StartAt: "Pass on", States: { "Pass on": { Type: "Pass", End: true } } };
  const definition = machine({ ItemProcessor: { ...pass, ProcessorConfig: { Mode: "INLINE" } }, ItemSelector: { "item.$": "$$.Map.Item" } });
  const { output } = await run({ definition, input: ["a"] });
  assert.deepEqual(output, [{ item: { Index: 0, Value: "a" } }]);
});

test("a distributed Map may stand in a child, and knows its item", async () => {
  const inner = { Type: "Map", ItemProcessor: PROCESSOR, ItemSelector: { "v.$": "$$.Map.Item.Value" }, End: true };
  const definition = machine({ ItemProcessor: { ...PROCESSOR, StartAt: "Inner", States: { Inner: inner } } });
  const execution = await run({ definition, input: [[1], [2, 3]], handlers });
  assert.deepEqual(execution.output, [[{ v: 1 }], [{ v: 2 }, { v: 3 }]]);
  assert.deepEqual(execution.children.map((child) => child.children.length), [1, 2]);
});

test("the picture of an execution has the children of its Map in it", async () => {
  const simulation = new asl.Simulation({ definition: machine({ Label: "Items" }), input: [{ a: 1 }, { a: 2 }], handlers });
  await simulation.runUntil("end");
  const execution = simulation.execution();
  assert.equal(execution.visits.length, 3);
});

test("a child has visits of its own", async () => {
  const execution = await run({ definition: machine({}), input: [{ a: 1 }], handlers });
  assert.deepEqual(execution.children[0].visits.map((visit) => visit.name), ["Work"]);
});
