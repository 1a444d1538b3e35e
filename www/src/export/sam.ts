// A SAM project that is ready to be deployed: every machine, and a Node.js function for each stub of a Lambda function.

import { strToU8, zipSync } from "fflate";
import { isInJson } from "../lib/json-text";
import type { EffectiveStub } from "../state/run-request";
import { type Machine, nameOf, type Workspace } from "../state/workspace";

/** The files of the project by path. `permissions` are the actions that each machine's role needs. */
export function samFiles(workspace: Workspace, stubs: readonly EffectiveStub[], permissions: readonly string[][]): Record<string, string> {
  const parts = partsOf(workspace, stubs, permissions);
  return {
    "template.yaml": template(parts),
    ...Object.fromEntries(parts.machines.map(({ path, text }) => [path, `${text.trimEnd()}\n`])),
    ...Object.fromEntries(parts.functions.map(({ folder, code }) => [`functions/${folder}/index.mjs`, `${onLambda(code).trimEnd()}\n`])),
    "events/input.json": `${workspace.input.trimEnd()}\n`,
    "README.md": readme(workspace.title ?? "Workflow", parts),
  };
}

/** The same as a .zip archive. */
export function samZip(workspace: Workspace, stubs: readonly EffectiveStub[], permissions: readonly string[][]): Uint8Array<ArrayBuffer> {
  const files = Object.entries(samFiles(workspace, stubs, permissions)).map(([path, text]) => [path, strToU8(text)]);
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

// ---- parts -------------------------------------------------------------------------------------------------------

type LambdaFunction = { resource: string; id: string; folder: string; code: string };
type Activity = { resource: string; id: string; name: string };
/** `starts` are ids of machines; `text` names everything by a substitution. */
type StateMachine = {
  id: string;
  name: string;
  type: string;
  path: string;
  text: string;
  functions: LambdaFunction[];
  activities: Activity[];
  starts: string[];
  permissions: string[];
};
type Parts = { machines: StateMachine[]; functions: LambdaFunction[]; activities: Activity[] };

function partsOf(workspace: Workspace, stubs: readonly EffectiveStub[], permissions: readonly string[][]): Parts {
  const ids = new Set<string>();
  const called = (kind: "lambda" | "activity") => stubs.filter(({ use }) => use?.kind === kind);
  const functions = called("lambda").map(({ resource, label, code }): LambdaFunction => {
    const id = newId(ids, label, "Function");
    return { resource, id, folder: id.replace(/Function$/, ""), code };
  });
  const activities = called("activity").map(({ resource, label }): Activity => ({ resource, id: newId(ids, label, "Activity"), name: label }));
  const named = workspace.machines.map((machine, at) => {
    const name = nameOf(machine);
    return { machine, name, id: newId(ids, at === 0 ? "State" : name, "Machine") };
  });
  const machines = named.map(({ machine, name, id }, at) => {
    const path = `statemachine/${at === 0 ? "definition" : id}.asl.${isInJson(machine.definition) ? "json" : "yaml"}`;
    const own = { id, name, path, type: machine.type ?? "STANDARD", permissions: permissions[at] ?? [] };
    return { ...own, ...substituted(machine, functions, activities, named) };
  });
  return { machines, functions, activities };
}

/** An id of CloudFormation's for a label, unlike all others. */
function newId(taken: Set<string>, label: string, kind: string): string {
  const words = label.match(/[A-Za-z0-9]+/g) ?? ["Task"];
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  const base = joined.replace(new RegExp(`(?<=.)${kind}$`), "");
  let id = base + kind;
  for (let count = 2; taken.has(id); count += 1) id = `${base}${count}${kind}`;
  taken.add(id);
  return id;
}

/** A definition that names functions, activities and machines by substitutions, and which ones it names. */
function substituted(
  machine: Machine,
  functions: readonly LambdaFunction[],
  activities: readonly Activity[],
  machines: readonly { name: string; id: string }[],
): Pick<StateMachine, "text" | "functions" | "activities" | "starts"> {
  let text = machine.definition;
  const names = (place: RegExp, id: string): boolean => {
    const before = text;
    text = text.replace(place, (_, begin: string) => `${begin}\${${id}Arn}`);
    return text !== before;
  };
  return {
    functions: functions.filter(({ resource, id }) => names(mention(resource), id)),
    activities: activities.filter(({ resource, id }) => names(mention(resource), id)),
    starts: machines.filter(({ name, id }) => names(arn(`arn:aws[\\w-]*:states:[\\w-]*:\\d*:stateMachine:${escaped(name)}`), id)).map(({ id }) => id),
    text,
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where a text names a resource, whole; a name that is no ARN counts as the value of FunctionName only. */
const mention = (resource: string): RegExp =>
  resource.startsWith("arn:") ? arn(escaped(resource)) : new RegExp(`(FunctionName["']?\\s*:\\s*["']?)${escaped(resource)}${END}`, "gm");

const arn = (pattern: string): RegExp => new RegExp(`(^|["'\\s])${pattern}${END}`, "gm");

const END = `(?=["'\\s,}]|$)`;

// ---- files -------------------------------------------------------------------------------------------------------

/** A machine's name on AWS, known before the machine is: machines may start each other. */
const deployedName = ({ name }: { name: string }): string => `\${AWS::StackName}-${name.replace(/[^\w-]/g, "-")}`;

const machineArn = (machine: StateMachine): string =>
  `!Sub arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${deployedName(machine)}`;

function template(parts: Parts): string {
  return `${[
    "AWSTemplateFormatVersion: '2010-09-09'",
    "Transform: AWS::Serverless-2016-10-31",
    "Description: Exported from ASL Playground.",
    "",
    "Resources:",
    ...parts.machines.flatMap((machine) => [...machineLines(machine, parts), ""]),
    ...parts.functions.flatMap(({ id, folder }) => [
      `  ${id}:`,
      "    Type: AWS::Serverless::Function",
      "    Properties:",
      `      CodeUri: functions/${folder}/`,
      "      Handler: index.handler",
      "      Runtime: nodejs22.x",
      "      Timeout: 30",
      "",
    ]),
    ...parts.activities.flatMap(({ id, name }) => [
      `  ${id}:`,
      "    Type: AWS::StepFunctions::Activity",
      "    Properties:",
      `      Name: !Sub \${AWS::StackName}-${name}`,
      "",
    ]),
    "Outputs:",
    ...parts.machines.flatMap(({ id }) => [`  ${id}Arn:`, `    Value: !Ref ${id}`]),
  ].join("\n")}\n`;
}

function machineLines(machine: StateMachine, parts: Parts): string[] {
  const { functions, activities, starts, permissions } = machine;
  const started = parts.machines.filter(({ id }) => starts.includes(id));
  const substitutions = [
    ...functions.map(({ id }) => `${id}Arn: !GetAtt ${id}.Arn`),
    ...activities.map(({ id }) => `${id}Arn: !Ref ${id}`),
    ...started.map((other) => `${other.id}Arn: ${machineArn(other)}`),
  ];
  const policies = [
    ...functions.flatMap(({ id }) => ["- LambdaInvokePolicy:", `    FunctionName: !Ref ${id}`]),
    ...(permissions.length === 0
      ? []
      : ["- Statement:", "    - Effect: Allow", "      Action:", ...permissions.map((action) => `        - ${action}`), "      Resource: '*'"]),
  ];
  const under = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`      ${title}:`, ...lines.map((line) => `        ${line}`)]);
  return [
    `  ${machine.id}:`,
    "    Type: AWS::Serverless::StateMachine",
    "    Properties:",
    `      Name: !Sub ${deployedName(machine)}`,
    `      Type: ${machine.type}`,
    `      DefinitionUri: ${machine.path}`,
    ...under("DefinitionSubstitutions", substitutions),
    ...under("Policies", policies),
  ];
}

function readme(title: string, { machines, functions, activities }: Parts): string {
  const list = (words: string, entries: readonly { id: string; resource: string }[]): string =>
    entries.length === 0 ? "" : `${words}:\n\n${entries.map(({ id, resource }) => `- \`${id}\` for \`${resource}\`\n`).join("")}\n`;
  const [first] = machines;
  return `# ${title}

A project for the AWS Serverless Application Model, exported from ASL Playground.

    sam build && sam deploy --guided

    aws stepfunctions start-execution --state-machine-arn <${first?.id ?? ""}Arn> --input file://events/input.json

${list("Functions", functions)}${list("Activities", activities)}The functions are the playground's stubs: what their context had there alone (\`sleep\`, \`attempt\`, \`stateName\`, …) is not on
Lambda. What a machine calls itself it may call on every resource: name yours in the policies of \`template.yaml\` before this goes
anywhere near production. Buckets, tables, queues and topics are not part of the project.
`;
}
