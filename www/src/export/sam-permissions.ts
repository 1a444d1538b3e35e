// What the role of an exported machine must be allowed: IAM's actions for the integrations that its text names.

/** IAM's prefix where it is not the name that an integration has. */
const PREFIXES: Record<string, string> = {
  bedrockruntime: "bedrock",
  cloudwatchlogs: "logs",
  cognitoidentityprovider: "cognito-idp",
  emr: "elasticmapreduce",
  eventbridge: "events",
  rdsdata: "rds-data",
  sesv2: "ses",
  sfn: "states",
};

/** IAM's actions where one call is not the action of its name. */
const ACTIONS: Record<string, readonly string[]> = {
  "apigateway:invoke": ["execute-api:Invoke"],
  "http:invoke": ["states:InvokeHTTPEndpoint", "events:RetrieveConnectionCredentials", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  "lambda:invoke": [],
  "s3:listObjectsV2": ["s3:ListBucket"],
};

/** What waiting for a job asks beyond starting it. Source: AWS developer guide, the IAM policies of each integration. */
const SYNC: Record<string, readonly string[]> = {
  athena: ["athena:StopQueryExecution", "athena:GetQueryExecution"],
  batch: ["batch:DescribeJobs", "batch:TerminateJob"],
  codebuild: ["codebuild:StopBuild", "codebuild:BatchGetBuilds"],
  ecs: ["ecs:DescribeTasks", "ecs:StopTask", "iam:PassRole"],
  glue: ["glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"],
  states: ["states:DescribeExecution", "states:StopExecution"],
};

/** Jobs end by an event of a rule that the service itself keeps. */
const RULE = ["events:DescribeRule", "events:PutRule", "events:PutTargets"];

/** A distributed Map starts executions of its own machine. */
const MAP_RUN = ["states:DescribeExecution", "states:RedriveExecution", "states:StartExecution", "states:StopExecution"];

/** The actions in their order, each once. */
export function actionsOf(definition: string): string[] {
  const actions = new Set<string>();
  for (const [, sdk, service = "", action = "", pattern] of definition.matchAll(/arn:aws[\w-]*:states:::(aws-sdk:)?([\w-]+):(\w+)(?:\.(\w+))?/g)) {
    const own = ACTIONS[`${service}:${action}`];
    for (const each of own ?? [`${PREFIXES[service] ?? service}:${action.slice(0, 1).toUpperCase()}${action.slice(1)}`]) actions.add(each);
    if (pattern === "sync" && sdk === undefined) for (const each of [...(SYNC[service] ?? []), ...RULE]) actions.add(each);
  }
  if (/\bDISTRIBUTED\b/.test(definition)) for (const each of MAP_RUN) actions.add(each);
  return [...actions].toSorted();
}
