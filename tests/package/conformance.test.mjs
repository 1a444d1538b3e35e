// Executions recorded on AWS, where they are at hand: how far we agree, and never less than before.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const CONFORMANCE = fileURLToPath(new URL("../../../shared/conformance/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../target/package/index.js", import.meta.url));

/**
 * Executions that agree in outcome and in history, and answers of TestState.
 *
 * What does not agree: two ECS recordings mask a part of an ARN, one older recording has no RedriveCount (history); three
 * cases of TestState call a real function.
 */
const LEAST = { outcome: 462, history: 259, testState: 98 };

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
  const tested = /^test_state .*answer (\d+)\/(\d+)$/m.exec(run.stdout);
  assert.ok(tested && Number(tested[1]) >= LEAST.testState, run.stdout);
  console.log(`answers of TestState: ${tested[1]}/${tested[2]}`);
});
