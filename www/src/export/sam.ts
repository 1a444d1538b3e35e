// A SAM project that is ready to be deployed: the machine, and a Node.js function for each stub of a Lambda function.

import { strToU8, zipSync } from "fflate";
import { isInJson } from "../lib/json-text";
import type { EffectiveStub } from "../state/run-request";
import type { Workspace } from "../state/workspace";

/** The files of the project by path. */
export function samFiles(workspace: Workspace, stubs: readonly EffectiveStub[]): Record<string, string> {
  const functions = functionsOf(stubs);
  const [machine] = workspace.machines;
  const isJson = isInJson(machine.definition);
  const definition = `statemachine/definition.asl.${isJson ? "json" : "yaml"}`;
  const text = functions.reduce((now, { resource, id }) => replacedArn(now, resource, `\${${id}Arn}`), machine.definition);
  return {
    "template.yaml": template(functions, definition, machine.type ?? "STANDARD"),
    [definition]: `${text.trimEnd()}\n`,
    ...Object.fromEntries(functions.map(({ folder, code }) => [`functions/${folder}/index.mjs`, `${onLambda(code).trimEnd()}\n`])),
    "events/input.json": `${workspace.input.trimEnd()}\n`,
    "README.md": readme(workspace.title ?? "Workflow", functions),
  };
}

/** The same as a .zip archive. */
export function samZip(workspace: Workspace, stubs: readonly EffectiveStub[]): Uint8Array<ArrayBuffer> {
  const files = Object.entries(samFiles(workspace, stubs)).map(([path, text]) => [path, strToU8(text)]);
  return zipSync(Object.fromEntries(files)) as Uint8Array<ArrayBuffer>;
}

/** What stubs have by themselves here and Lambda does not: an error by its name. */
const TASK_ERROR = `class TaskError extends Error {
  constructor(error, cause = error) {
    super(cause);
    this.name = error;
  }
}

`;

const onLambda = (code: string): string => (/\bnew TaskError\b/.test(code) && !/\bclass TaskError\b/.test(code) ? TASK_ERROR + code : code);

type LambdaFunction = { resource: string; id: string; folder: string; code: string };

/** One function per stub that a state calls as a Lambda function; ids are CloudFormation's, and differ. */
function functionsOf(stubs: readonly EffectiveStub[]): LambdaFunction[] {
  const taken = new Set<string>();
  return stubs
    .filter(({ use }) => use?.kind === "lambda")
    .map(({ resource, label, code }) => {
      const words = label.match(/[A-Za-z0-9]+/g) ?? ["Task"];
      const base = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
      let id = `${base}Function`;
      for (let count = 2; taken.has(id); count += 1) id = `${base}${count}Function`;
      taken.add(id);
      return { resource, id, folder: id.replace(/Function$/, ""), code };
    });
}

/** Every mention of an ARN that is not the beginning of a longer one. */
function replacedArn(text: string, arn: string, by: string): string {
  return text.replace(new RegExp(`${arn.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=["'\\s]|$)`, "gm"), () => by);
}

function template(functions: readonly LambdaFunction[], definition: string, type: string): string {
  const lines = [
    "AWSTemplateFormatVersion: '2010-09-09'",
    "Transform: AWS::Serverless-2016-10-31",
    "Description: Exported from ASL Playground.",
    "",
    "Resources:",
    "  StateMachine:",
    "    Type: AWS::Serverless::StateMachine",
    "    Properties:",
    `      Type: ${type}`,
    `      DefinitionUri: ${definition}`,
  ];
  if (functions.length > 0) {
    lines.push("      DefinitionSubstitutions:", ...functions.map(({ id }) => `        ${id}Arn: !GetAtt ${id}.Arn`));
    lines.push("      Policies:", ...functions.flatMap(({ id }) => ["        - LambdaInvokePolicy:", `            FunctionName: !Ref ${id}`]));
  }
  for (const { id, folder } of functions) {
    lines.push(
      "",
      `  ${id}:`,
      "    Type: AWS::Serverless::Function",
      "    Properties:",
      `      CodeUri: functions/${folder}/`,
      "      Handler: index.handler",
      "      Runtime: nodejs22.x",
      "      Timeout: 30",
    );
  }
  lines.push("", "Outputs:", "  StateMachineArn:", "    Value: !Ref StateMachine", "");
  return lines.join("\n");
}

function readme(title: string, functions: readonly LambdaFunction[]): string {
  const list = functions.map(({ id, resource }) => `- \`${id}\` for \`${resource}\``).join("\n");
  return `# ${title}

A project for the AWS Serverless Application Model, exported from ASL Playground.

    sam build && sam deploy --guided

    aws stepfunctions start-execution --state-machine-arn <StateMachineArn> --input file://events/input.json

${list === "" ? "The machine calls no Lambda function." : `Functions:\n\n${list}`}

The functions are the playground's stubs: what their context had there alone (\`sleep\`, \`attempt\`, \`stateName\`, …) is not on
Lambda. Permissions for services that the machine calls itself are yours to add to the state machine's policies.
`;
}
