// What handlers print is kept, each line with the run, the execution and the attempt that printed it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { asl, FUNCTION, task } from "./support.mjs";

const real = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const texts = ({ logs }) => logs.map(({ text }) => text);

/** Two branches, of the functions `a` and `b`. */
const both = {
  StartAt: "Both",
  States: {
    Both: {
      Type: "Parallel",
      End: true,
      Branches: ["a", "b"].map((name) => ({ StartAt: name, States: { [name]: { Type: "Task", Resource: FUNCTION + name, End: true } } })),
    },
  },
};

test("runs side by side keep their own lines, and leave the console as it was", async (t) => {
  t.mock.method(console, "log", () => {});
  const original = console.log;
  const greet = (name, wait) => async () => {
    console.log(`hello ${name}`);
    await wait();
    console.log(`bye ${name}`);
  };
  for (const wait of [() => undefined, () => real(5)]) {
    const names = ["f", "g", "h"];
    const executions = await Promise.all(names.map((name) => asl.run({ definition: task(), handlers: { work: greet(name, wait) } })));
    assert.deepEqual(executions.map(texts), names.map((name) => [`hello ${name}`, `bye ${name}`]));
    assert.equal(console.log, original);
  }
});

test("a run inside of a handler keeps its own lines", async (t) => {
  t.mock.method(console, "log", () => {});
  let inner;
  const outer = async () => {
    console.log("before");
    inner = await asl.run({ definition: task(), handlers: { work: async () => void console.log("inside") } });
    console.log("after");
  };
  const execution = await asl.run({ definition: task(), handlers: { work: outer } });
  assert.deepEqual([texts(execution), texts(inner)], [["before", "after"], ["inside"]]);
});

test("lines after a real wait are kept, with the attempt that printed them", async (t) => {
  t.mock.method(console, "log", () => {});
  const work = async (_event, context) => {
    console.log("1");
    await real(5);
    console.log("2");
    await context.sleep(100);
    console.log("3");
  };
  const execution = await asl.run({ definition: task(), handlers: { work } });
  assert.deepEqual(execution.logs.map(({ text, atMs, stateName }) => [text, atMs, stateName]), [["1", 0, "Work"], ["2", 0, "Work"], ["3", 100, "Work"]]);

  let go;
  const printed = new Promise((resolve) => (go = resolve));
  const later = async () => {
    await printed;
    console.log("later");
  };
  const sooner = async () => {
    await real(5);
    console.log("sooner");
    go();
  };
  const { logs } = await asl.run({ definition: both, handlers: { a: later, b: sooner } });
  assert.deepEqual(logs.map(({ text, stateName }) => [text, stateName]), [["sooner", "b"], ["later", "a"]]);
});

test("what the program around a run prints is not a handler's", async (t) => {
  const log = t.mock.method(console, "log", () => {});
  const running = asl.run({ definition: task(), handlers: { work: () => real(10) } });
  await real(1);
  console.log("the program's");
  assert.deepEqual([texts(await running), log.mock.callCount()], [[], 1]);
});

test("a console that is replaced during a run is left as it is", async (t) => {
  t.mock.method(console, "log", () => {});
  const theirs = () => {};
  await asl.run({ definition: task(), handlers: { work: () => void (console.log = theirs) } });
  assert.equal(console.log, theirs);
});

test("each execution has its own lines and those of its children", async (t) => {
  t.mock.method(console, "log", () => {});
  const start = { Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:Child" }, Next: "Own" };
  const definition = task(start, "arn:aws:states:::states:startExecution.sync:2");
  delete definition.States.Work.End;
  definition.States.Own = { Type: "Task", Resource: `${FUNCTION}own`, End: true };
  const handlers = { work: () => console.log("child"), own: () => console.log("parent") };
  const execution = await asl.run({ definition, machines: [{ name: "Child", definition: task() }], handlers });
  const [child] = execution.children;
  assert.deepEqual([texts(execution), texts(child)], [["child", "parent"], ["child"]]);
  assert.deepEqual(execution.logs.map(({ executionArn }) => executionArn), [child.executionArn, execution.executionArn]);
});

test("the children of a distributed Map have their own lines", async (t) => {
  t.mock.method(console, "log", () => {});
  const ItemProcessor = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...task() };
  const definition = { StartAt: "Each", States: { Each: { Type: "Map", ItemProcessor, End: true } } };
  const execution = await asl.run({ definition, input: [1, 2], handlers: { work: (n) => console.log(`item ${n}`) } });
  assert.deepEqual([texts(execution), ...execution.children.map(texts)], [["item 1", "item 2"], ["item 1"], ["item 2"]]);
});

test("values that do not let themselves be read are printed all the same", async () => {
  const unreadable = { toJSON: () => assert.fail("not this one"), get [Symbol.toStringTag]() { throw new Error("nor that"); } };
  const work = (_event, context) => context.log(Object.create(null), unreadable, 1n, Symbol("s"), undefined);
  assert.deepEqual(texts(await asl.run({ definition: task(), handlers: { work } })), ["{} [object] 1n Symbol(s) undefined"]);
});

test("without AsyncLocalStorage, lines go to the handler at work, or to the one that waits", () => {
  const script = `
    delete process.getBuiltinModule;
    const { asl, task } = await import(${JSON.stringify(new URL("./support.mjs", import.meta.url).href)});
    const print = console.log;
    const lines = [];
    console.log = () => {};
    const say = (name) => async () => { console.log(name); await undefined; console.log(name); };
    const waiting = async () => { console.log("1"); await new Promise((resolve) => setTimeout(resolve, 5)); console.log("2"); };
    const handlers = [say("f"), say("g"), waiting];
    const runs = await Promise.all(handlers.map((work) => asl.run({ definition: task(), handlers: { work } })));
    print(JSON.stringify(runs.map(({ logs }) => logs.map(({ text }) => text))));
  `;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(printed), [["f", "f"], ["g", "g"], ["1", "2"]]);
});
