// Measures the package on the workloads, where they are at hand, and else on two of its own.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const WORKLOADS = at("../../../shared/workloads/");
const REPETITIONS = 12;

const asl = await import(new URL("../../target/package/index.js", import.meta.url));
await asl.default();

/** Two workloads of our own, in the shape of the shared ones. */
const OWN = [
  {
    name: "count",
    query_language: "JSONPath",
    definition: {
      StartAt: "Check",
      States: {
        Check: { Type: "Choice", Choices: [{ Variable: "$.i", NumericLessThan: 5_000, Next: "Add" }], Default: "Done" },
        Add: { Type: "Pass", Parameters: { "i.$": "States.MathAdd($.i, 1)" }, Next: "Check" },
        Done: { Type: "Succeed" },
      },
    },
    input: { i: 0 },
    expected: { status: "SUCCEEDED", output: { i: 5_000 }, states_entered: 10_002 },
  },
  {
    name: "chain",
    query_language: "JSONPath",
    definition: {
      StartAt: "S0",
      States: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, n) => [`S${n}`, n < 999 ? { Type: "Pass", Next: `S${n + 1}` } : { Type: "Pass", End: true }]),
      ),
    },
    input: { a: 1 },
    expected: { status: "SUCCEEDED", output: { a: 1 }, states_entered: 1_000 },
  },
];

function workloads() {
  if (!existsSync(WORKLOADS)) {
    console.log(`no workloads at ${WORKLOADS}: measuring two of our own`);
    return OWN;
  }
  const files = readdirSync(WORKLOADS).filter((name) => name.endsWith(".json"));
  return files.map((name) => JSON.parse(readFileSync(join(WORKLOADS, name), "utf8")));
}

function handlersOf({ stubs = {} }) {
  const calls = new Map();
  const handler = ([resource, { responses, duration_ms }]) => {
    const handle = () => {
      const call = (calls.get(resource) ?? 0) + 1;
      calls.set(resource, call);
      const response = responses[Math.min(call, responses.length) - 1];
      if ("Throw" in response) throw new asl.TaskError(response.Throw.Error, response.Throw.Cause);
      return response.Return;
    };
    return [resource, { handle, latency: duration_ms ?? 0 }];
  };
  return Object.fromEntries(Object.entries(stubs).map(handler));
}

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};

/** What is not as expected. */
function faults({ expected }, { status, output, error, summary, durationMs }) {
  const text = JSON.stringify(sorted(output));
  return [
    status !== expected.status && `status ${status} ${error ?? ""}`,
    "output" in expected && text !== JSON.stringify(sorted(expected.output)) && "another output",
    expected.output_sha256 && createHash("sha256").update(text ?? "").digest("hex") !== expected.output_sha256 && "another output",
    summary.visits !== expected.states_entered && `${summary.visits} states entered`,
    expected.aws_events && summary.events !== expected.aws_events && `${summary.events} events`,
    expected.virtual_ms !== undefined && durationMs !== expected.virtual_ms && `${durationMs} virtual ms`,
  ].filter(Boolean);
}

console.log("workload            best ms   states/s   result");
let failed = false;
for (const workload of workloads()) {
  let best = Infinity;
  let execution;
  let problem;
  try {
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const handlers = handlersOf(workload);
      const begun = performance.now();
      const { definition, input, type } = workload;
      execution = await asl.run({ definition, input, type, handlers, limits: { historyEvents: 1_000_000 } });
      best = Math.min(best, performance.now() - begun);
    }
  } catch (error) {
    problem = error.message;
  }
  const wrong = problem === undefined ? faults(workload, execution) : [problem];
  failed ||= wrong.length > 0;
  const rate = Math.round(workload.expected.states_entered / (best / 1000));
  console.log(
    `${workload.name.padEnd(18)} ${best.toFixed(2).padStart(8)} ${rate.toLocaleString("en").padStart(10)}   ${wrong.join("; ") || "as expected"}`,
  );
}

process.exit(failed ? 1 : 0);
