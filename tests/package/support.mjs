// The built package, loaded once, and a few short machines.

import { readFileSync } from "node:fs";

const asl = await import(new URL("../../target/package/index.js", import.meta.url));
await asl.default();

export { asl };

export const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:";

/** A machine of one Task, with more fields. */
export function task(fields = {}, resource = `${FUNCTION}work`) {
  return { StartAt: "Work", States: { Work: { Type: "Task", Resource: resource, End: true, ...fields } } };
}

/** A case of the executions' specification. */
export function caseNamed(name) {
  return JSON.parse(readFileSync(new URL(`../cases/executions/${name}.json`, import.meta.url), "utf8"));
}

export const types = (execution) => execution.events.map((event) => event.type);
