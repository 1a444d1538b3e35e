// Executions recorded on AWS, where they are at hand: how far we agree, and never less than before.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const CONFORMANCE = fileURLToPath(new URL("../../../shared/conformance/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../target/package/index.js", import.meta.url));

/** Executions that agree in outcome and in history. */
const LEAST = { outcome: 462, history: 259 };

test("recorded executions", { skip: existsSync(CONFORMANCE) ? false : `no recordings at ${CONFORMANCE}` }, () => {
  const run = spawnSync(process.execPath, [`${CONFORMANCE}run.mjs`, "--adapter", `${CONFORMANCE}adapter.mjs`, `${CONFORMANCE}aws`], {
    env: { ...process.env, ASL_PACKAGE: PACKAGE },
    encoding: "utf8",
  });
  const score = /outcome (\d+)\/(\d+) history (\d+)\/(\d+)\s*$/.exec(run.stdout);
  assert.ok(score, run.stdout + run.stderr);
  console.log(`recorded executions: ${score[0].trim()}`);
  assert.ok(Number(score[1]) >= LEAST.outcome, run.stdout);
  assert.ok(Number(score[3]) >= LEAST.history, run.stdout);
});
