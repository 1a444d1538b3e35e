import { describe, expect, it } from "vitest";
import { checkWorkspace, isInstant, isLatency, isSeed, machineIn, WORKSPACE_LIMITS, WorkspaceProblem, workspaceOf, workspaceOfText } from "./workspace";

const least = { version: 1, machines: [{ definition: "{" }] };

describe("checkWorkspace", () => {
  it("fills in what may be absent and keeps half-finished text", () => {
    expect(checkWorkspace(least)).toEqual({ version: 1, machines: [{ definition: "{" }], input: "{}", stubs: [], simulation: {} });
  });

  it("keeps members it does not know, at every level", () => {
    const newer = {
      ...least,
      colour: "blue",
      machines: [{ definition: "{}", layout: [1] }],
      input: "null",
      stubs: [{ resource: "r", code: "c", retention: { days: 7 } }],
      simulation: { seed: 7, cold: true },
    };
    expect(checkWorkspace(newer)).toEqual(newer);
  });

  it.each([
    ["nothing", undefined, "The workspace is not an object."],
    ["a list", [], "The workspace is not an object."],
    ["no version", { machines: [{ definition: "" }] }, "does not say its version"],
    ["a newer version", { ...least, version: 2 }, "has version 2; this page reads version 1"],
    ["no machines", { version: 1 }, '"machines" is not a list'],
    ["an empty list of machines", { version: 1, machines: [] }, "has no state machine"],
    ["a machine without text", { version: 1, machines: [{ definition: {} }] }, '"machines[].definition" is not text'],
    ["an unknown type", { version: 1, machines: [{ definition: "", type: "FAST" }] }, "neither STANDARD nor EXPRESS"],
    ["an input that is no text", { ...least, input: {} }, '"input" is not text'],
    ["a stub without code", { ...least, stubs: [{ resource: "r" }] }, '"stubs[].code" is not text'],
    ["a stub's odd latency", { ...least, stubs: [{ resource: "r", code: "", latency: { fixed: -1 } }] }, "A latency is not one of"],
    ["a rate beyond 1", { ...least, stubs: [{ resource: "r", code: "", failures: { rate: 2, error: "E" } }] }, "The rate of failures"],
    ["attempt 0", { ...least, stubs: [{ resource: "r", code: "", failures: { attempts: [0], error: "E" } }] }, "The attempts that fail"],
    ["an odd cold start", { ...least, stubs: [{ resource: "r", code: "", coldStart: { ms: "1" } }] }, "A cold start is not"],
    ["odd limits", { ...least, simulation: { limits: { payloadBytes: 1.5 } } }, "The simulation's limits"],
    ["a start time that is none", { ...least, simulation: { startTime: "yesterday" } }, "is not an instant"],
    ["a broken seed", { ...least, simulation: { seed: 1.5 } }, "seed is not a whole number"],
    ["a negative transition", { ...least, simulation: { timing: { transitionMs: -1 } } }, "transitionMs is not a whole number"],
    ["a part of a millisecond", { ...least, simulation: { timing: { transitionMs: 0.5 } } }, "transitionMs is not a whole number"],
    ["too many stubs", { ...least, stubs: Array(WORKSPACE_LIMITS.stubs + 1).fill({ resource: "r", code: "" }) }, "more than 500 stubs"],
    ["a huge text", { ...least, input: "x".repeat(WORKSPACE_LIMITS.textChars + 1) }, "more than 1048576 characters"],
  ])("refuses %s with a sentence", (_, value, sentence) => {
    expect(() => checkWorkspace(value)).toThrowError(WorkspaceProblem);
    expect(() => checkWorkspace(value)).toThrowError(sentence);
  });

  it("does not let a member reach a prototype", () => {
    const hostile = JSON.parse('{"version":1,"machines":[{"definition":"{}"}],"__proto__":{"polluted":true}}') as unknown;
    checkWorkspace(hostile);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("workspaceOfText", () => {
  it("takes a workspace as one", () => {
    expect(workspaceOfText(JSON.stringify(least), "name.json").title).toBeUndefined();
  });

  it("takes any other text as a definition", () => {
    expect(workspaceOfText('{"StartAt":"A"}', "a.asl.json")).toEqual(workspaceOf('{"StartAt":"A"}', "a.asl.json"));
    expect(workspaceOfText("StartAt: A", "a.yaml").machines[0].definition).toBe("StartAt: A");
  });

  it("refuses a workspace that is damaged", () => {
    expect(() => workspaceOfText('{"version":1,"machines":7}')).toThrowError(WorkspaceProblem);
  });
});

it.each([
  [0, true],
  [{ fixed: 12.5 }, true],
  [{ uniform: [1, 2] }, true],
  [{ uniform: [2, 1] }, false],
  [{ uniform: [1] }, false],
  [{ normal: { mean: 100, sd: 20 } }, true],
  [{ normal: { mean: 100 } }, false],
  [{ logNormal: { p50: 120, p99: 900 } }, true],
  [{ logNormal: { p50: 900, p99: 120 } }, false],
  [{ logNormal: { p50: 0, p99: 120 } }, false],
  [Number.POSITIVE_INFINITY, false],
  ["100", false],
  [null, false],
  [{ normal: null }, false],
  [{ fixed: 1, uniform: [1, 2] }, false],
  [{ fixed: 1, median: 2 }, false],
  [{ constructor: 1 }, false],
  [{}, false],
])("isLatency(%j) is %s", (value, valid) => {
  expect(isLatency(value)).toBe(valid);
});

it.each([
  ["2025-01-01T00:00:00Z", true],
  ["2025-01-01T00:00:00.123+02:00", true],
  ["2025-13-01T00:00:00Z", false],
  ["2025-01-01", false],
  ["0000-01-01T00:00:00+10:00", false],
  ["9999-12-31T23:59:59-00:01", false],
  ["", false],
])("isInstant(%j) is %s", (text, valid) => {
  expect(isInstant(text)).toBe(valid);
});

it("a seed crosses to the engine unchanged", () => {
  expect([0, 42, Number.MAX_SAFE_INTEGER].every(isSeed)).toBe(true);
  expect([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, "1", Number.NaN].some(isSeed)).toBe(false);
});

describe("a definition that was copied from AWS", () => {
  const states = { A: { Type: "Pass", Comment: "long enough that nobody wants to read it in one line", Next: "B" }, B: { Type: "Succeed", Comment: "the end of it" } };
  const definition = JSON.stringify({ StartAt: "A", States: states });
  const laidOut = JSON.stringify({ StartAt: "A", States: states }, null, 2);
  const description = { stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:Orders", name: "Orders", type: "EXPRESS", definition };

  it.each([
    ["one long line is laid out", definition, laidOut],
    ["of what DescribeStateMachine answers it is the definition", JSON.stringify(description, null, 4), laidOut],
    ["what is laid out stays", laidOut, laidOut],
    ["a short line stays", '{ "StartAt": "A" }', '{ "StartAt": "A" }'],
    ["YAML stays", `Comment: ${"long ".repeat(40)}`, `Comment: ${"long ".repeat(40)}`],
    ["what is broken stays", definition.slice(0, -1), definition.slice(0, -1)],
    ["what programs put before JSON goes", `\ufeff \u00a0\n${definition}`, laidOut],
    ["so does what they put before a description", `\ufeff${JSON.stringify(description)}`, laidOut],
    ["before YAML blanks count", "\ufeff  StartAt: A", "  StartAt: A"],
  ])("%s", (_, text, wanted) => {
    expect(machineIn(text).definition).toBe(wanted);
  });

  it("keeps the name and type of the machine", () => {
    const machine = { name: "Orders", type: "EXPRESS", definition: laidOut };
    expect(machineIn(JSON.stringify(description))).toEqual(machine);
    expect(workspaceOfText(`\ufeff${JSON.stringify(description)}`).machines).toEqual([machine]);
  });

  it("keeps no name and type that there cannot be", () => {
    expect(machineIn(JSON.stringify({ definition, name: 1, type: "FAST" }))).toEqual({ definition: laidOut });
  });
});
