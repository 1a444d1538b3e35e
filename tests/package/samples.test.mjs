// The page's examples, run by the package: each ends as its description says.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { asl } from "./support.mjs";

const SAMPLES = new URL("../../www/samples/", import.meta.url);

for (const name of readdirSync(SAMPLES)) {
  const folder = new URL(`${name}/`, SAMPLES);
  const text = (file) => readFileSync(new URL(file, folder), "utf8").trimEnd();
  test(name, async () => {
    const sample = JSON.parse(text("sample.json"));
    const handlers = {};
    for (const { resource, file, latency } of sample.stubs) {
      const code = `const TaskError = globalThis.TaskErrorOfSamples;\n${text(`stubs/${file}`)}`;
      const { handler } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      handlers[resource] = { handle: handler, ...(latency === undefined ? {} : { latency }) };
    }
    const { startTime, seed, timing } = sample.simulation ?? {};
    const execution = await asl.run({
      definition: text("definition.asl.json"),
      input: JSON.parse(text("input.json")),
      name: sample.machineName,
      machines: sample.machines?.map(({ name: machine, file }) => ({ name: machine, definition: text(file) })),
      objects: sample.objects?.map(({ file, ...place }) => ({ ...place, body: text(file) })),
      handlers,
      startTime,
      seed,
      timing,
    });
    assert.equal(execution.status, sample.ends, `${execution.error}: ${execution.cause}`);
    assert.deepEqual(asl.check(text("definition.asl.json")).filter((finding) => finding.severity === "error"), []);
    if (process.env.SHOW) console.log(name, JSON.stringify(execution.output), execution.durationMs, execution.error, execution.cause);
  });
}

globalThis.TaskErrorOfSamples = asl.TaskError;

test("there are enough of them", () => assert.ok(readdirSync(SAMPLES).filter((name) => existsSync(new URL(`${name}/sample.json`, SAMPLES))).length >= 15));
