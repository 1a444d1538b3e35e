import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { RunResult } from "../engine/client";
import type { ResourceUse } from "../engine/types";
import { effectiveStubs } from "../state/run-request";
import { type Workspace, workspaceOf } from "../state/workspace";
import { type MockFile, mockFileIn, mockFileOf, stubsOfMockFile } from "./mock-file";
import { samFiles, samZip } from "./sam";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:charge-card";
const use = (key: string, label: string, states: string[], kind: ResourceUse["kind"] = "lambda"): ResourceUse => {
  return { key, kind, label, states, pattern: "requestResponse", template: "export const handler = async () => 1;", builtIn: "never" };
};

describe("a mock file", () => {
  const succeeded = (value: unknown) => ({ stages: [{ name: "input", value: "0" }, { name: "result", value: JSON.stringify(value) }] });
  const failed = (error: string, cause?: string) => ({ stages: [], error, cause });
  const run = (...visits: { name: string; type: string; attempts: unknown[] }[]) => {
    const rows = visits.map(({ type }, visit) => ({ type, visit }));
    const timeline = async (from: number, count: number) => rows.slice(from, from + count);
    return { summary: { timelineRows: rows.length }, timeline, visit: async (id: number) => visits[id] } as unknown as RunResult;
  };

  it("has the answers of every task state, equal neighbours as one", async () => {
    const busy = failed("Busy");
    const result = run(
      { name: "Charge", type: "Task", attempts: [busy, busy, succeeded({ paid: true })] },
      { name: "Wait", type: "Wait", attempts: [] },
      { name: "Charge", type: "Task", attempts: [succeeded({ paid: true }), { stages: [] }] },
    );
    expect(await mockFileOf(result, "Shop", "LastRun")).toEqual({
      StateMachines: { Shop: { TestCases: { LastRun: { Charge: "ChargeMock" } } } },
      MockedResponses: {
        ChargeMock: { "0-1": { Throw: { Error: "Busy", Cause: "" } }, "2-3": { Return: { paid: true } } },
      },
    });
  });

  it.each(["", "[]", '{"StateMachines":{}}', '{"StateMachines":[],"MockedResponses":{}}'])("is not %s", (text) => {
    expect(mockFileIn(text)).toBeUndefined();
  });

  const file: MockFile = {
    StateMachines: { Shop: { TestCases: { Empty: {}, Happy: { Charge: "Paid", Other: "Missing" } } } },
    MockedResponses: { Paid: { "0-1": { Throw: { Error: "Busy", Cause: "later" } }, "2": { Return: 7 } } },
  };

  it("brings stubs that answer by state and by call", async () => {
    const found = stubsOfMockFile(file, [use(ARN, "charge-card", ["/States/P/Branches[0]/States/Charge"]), use("o", "o", ["/States/Other"])]);
    expect(found?.testCase).toBe("Happy");
    expect(found?.stubs.map(({ resource }) => resource)).toEqual([ARN]);
    const code = found?.stubs[0]?.code ?? "";
    const stub = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
      handler: (event: unknown, context: { stateName: string }) => Promise<unknown>;
    };
    const call = () => stub.handler({}, { stateName: "Charge" });
    await expect(call()).rejects.toMatchObject({ name: "Busy", message: "later" });
    await expect(call()).rejects.toThrow("later");
    expect([await call(), await call()]).toEqual([7, 7]);
  });

  it("brings nothing when no state is known", () => expect(stubsOfMockFile(file, [use("x", "x", ["/States/Nobody"])])).toBeUndefined());
});

describe("a SAM project", () => {
  const definition = `{ "States": { "A": { "Resource": "${ARN}" }, "B": { "Resource": "${ARN}-2" } } }`;
  const workspace: Workspace = { ...workspaceOf(definition, "Shop"), stubs: [{ resource: ARN, code: "export const handler = 1;" }] };
  const stubs = effectiveStubs(workspace, [
    use(ARN, "charge-card", ["/States/A"]),
    use(`${ARN}-2`, "charge.card", ["/States/B"]),
    use("arn:aws:states:::sqs:sendMessage", "sqs:sendMessage", [], "service"),
  ]);

  it("has a function per Lambda stub, which the machine names by substitution", () => {
    const files = samFiles(workspace, stubs, []);
    expect(Object.keys(files)).toEqual([
      "template.yaml",
      "statemachine/definition.asl.json",
      "functions/ChargeCard/index.mjs",
      "functions/ChargeCard2/index.mjs",
      "events/input.json",
      "README.md",
    ]);
    expect(files["statemachine/definition.asl.json"]).toBe(
      '{ "States": { "A": { "Resource": "${ChargeCardFunctionArn}" }, "B": { "Resource": "${ChargeCard2FunctionArn}" } } }\n',
    );
    expect(files["functions/ChargeCard/index.mjs"]).toBe("export const handler = 1;\n");
    expect(files["template.yaml"]).toContain("ChargeCard2FunctionArn: !GetAtt ChargeCard2Function.Arn");
  });

  it("replaces the name of a function where it names the function, and nowhere else", () => {
    const text = '{ "States": { "pay": { "Parameters": { "FunctionName": "pay" }, "Next": "pay" } } }';
    const named = { ...workspaceOf(text, "Shop"), stubs: [{ resource: "pay", code: "" }] };
    const files = samFiles(named, effectiveStubs(named, [use("pay", "pay", ["/States/pay"])]), []);
    expect(files["statemachine/definition.asl.json"]).toBe(text.replace('"FunctionName": "pay"', '"FunctionName": "${PayFunctionArn}"') + "\n");
  });

  it("has every machine, names that two machines can know of each other, and what the role of each needs", () => {
    const child = "arn:aws:states:eu-west-1:1:stateMachine:Child";
    const poll = "arn:aws:states:us-east-1:1:activity:poll-function";
    const definition = `{ "Resource": "arn:aws:states:::states:startExecution.sync:2", "StateMachineArn": "${child}", "Other": "${child}-2" }`;
    const several: Workspace = {
      ...workspaceOf(definition, "Shop"),
      machines: [
        { name: "Parent", definition },
        { name: "Child", type: "EXPRESS", definition: `Mode: DISTRIBUTED\nResource: arn:aws:states:::sqs:sendMessage\nWork: ${poll}\n` },
      ],
    };
    const files = samFiles(several, effectiveStubs(several, [use(poll, "poll-function", [], "activity")]), [["sns:Publish", "sqs:SendMessage"], []]);
    expect(files["statemachine/definition.asl.json"]).toContain(`"StateMachineArn": "\${ChildMachineArn}", "Other": "${child}-2"`);
    expect(files["statemachine/ChildMachine.asl.yaml"]).toContain("Work: ${PollFunctionActivityArn}");
    const template = files["template.yaml"] ?? "";
    expect(template).toContain("ChildMachineArn: !Sub arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}-Child");
    expect(template.match(/(?<=^ {16}- ).*/gm)).toEqual(["sns:Publish", "sqs:SendMessage"]);
    expect(template.indexOf("sns:Publish")).toBeLessThan(template.indexOf("  ChildMachine:"));
  });

  it("brings along what stubs have here and Lambda does not", () => {
    const thrower = { ...workspace, stubs: [{ resource: ARN, code: 'export const handler = () => { throw new TaskError("Busy"); };' }] };
    const files = samFiles(thrower, effectiveStubs(thrower, [use(ARN, "charge", [])]), []);
    expect(files["functions/Charge/index.mjs"]).toMatch(/^class TaskError extends Error/);
  });

  it("is a .zip", () => {
    const files = unzipSync(samZip(workspace, stubs, []));
    expect(new TextDecoder().decode(files["functions/ChargeCard2/index.mjs"])).toContain("export const handler");
  });
});
