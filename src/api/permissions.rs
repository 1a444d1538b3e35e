//! What a machine's role must be allowed: IAM's actions for what its states call.
//!
//! Source: AWS developer guide, "How Step Functions generates IAM policies for integrated services"; IAM's service
//! authorization reference for prefixes.

use std::collections::BTreeSet;

use crate::definition::resource::{Pattern, Resource, ResourceKind, Service};
use crate::definition::{State, StateKind, StateMachine, parse};

/// IAM's actions, sorted, each once. Functions called by their ARN or by `lambda:invoke` are not among them, for their
/// permission is given function by function; nor are activities, which need none.
///
/// ```
/// use asl_playground::api::permissions::permissions;
/// let queue = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}}}"#;
/// assert_eq!(permissions(queue), ["sqs:SendMessage"]);
/// ```
pub fn permissions(definition: &str) -> Vec<String> {
    let mut actions = BTreeSet::new();
    of_machine(&parse(definition).0, &mut actions);
    actions.into_iter().collect()
}

fn of_machine(machine: &StateMachine, actions: &mut BTreeSet<String>) {
    for state in &machine.states {
        of_state(state, actions);
        for inner in state.machines() {
            of_machine(inner, actions);
        }
    }
}

fn of_state(state: &State, actions: &mut BTreeSet<String>) {
    let mut add = |resource: &str| {
        if let ResourceKind::Service(service) = Resource::parse(resource).kind {
            of_service(&service, actions);
        }
    };
    match &state.kind {
        Some(StateKind::Task(task)) => {
            if let Some(resource) = &task.resource {
                add(&resource.value.value);
            }
            if task.credentials.is_some() {
                actions.insert("sts:AssumeRole".to_owned());
            }
        }
        Some(StateKind::Map(map)) => {
            let reader = map
                .item_reader
                .as_ref()
                .and_then(|reader| reader.resource.as_ref());
            let writer = map
                .result_writer
                .as_ref()
                .and_then(|writer| writer.resource.as_ref());
            for resource in reader.into_iter().chain(writer) {
                add(&resource.value.value);
            }
            if map.distributed.is_some() {
                // it starts executions of its own machine
                let own = ["Describe", "Redrive", "Start", "Stop"];
                actions.extend(own.map(|verb| format!("states:{verb}Execution")));
            }
        }
        _ => {}
    }
}

fn of_service(service: &Service, actions: &mut BTreeSet<String>) {
    let name = service.name();
    let own: &[&str] = match (name, &*service.action) {
        ("lambda", "invoke") => return,
        ("apigateway", "invoke") => &["execute-api:Invoke"],
        ("http", "invoke") => &[
            "states:InvokeHTTPEndpoint",
            "events:RetrieveConnectionCredentials",
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
        ],
        ("bedrockagentcore", "invokeHarness") => &[
            "bedrock-agentcore:InvokeHarness",
            "bedrock-agentcore:InvokeAgentRuntime",
        ],
        ("s3", "listObjectsV2") => &["s3:ListBucket"],
        _ => &[],
    };
    let mut all: Vec<String> = own.iter().map(|&action| action.to_owned()).collect();
    if own.is_empty() {
        let mut letters = service.action.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let action: String = first.into_iter().chain(letters).collect();
        all.push(format!("{}:{action}", prefix(name)));
    }
    if matches!(service.pattern, Pattern::Sync | Pattern::SyncParsed) {
        all.extend(to_wait(name).iter().map(|&action| action.to_owned()));
        // the job's end comes by a rule that Step Functions keeps
        let rule = ["DescribeRule", "PutRule", "PutTargets"];
        all.extend(rule.map(|action| format!("events:{action}")));
    }
    actions.extend(all);
}

/// IAM's prefix, where it is not the integration's own name.
fn prefix(name: &str) -> &str {
    match name {
        "bedrockagentcore" => "bedrock-agentcore",
        "bedrockruntime" => "bedrock",
        "cloudwatchlogs" => "logs",
        "cognitoidentityprovider" => "cognito-idp",
        "emr" => "elasticmapreduce",
        "eventbridge" => "events",
        "rdsdata" => "rds-data",
        "sesv2" => "ses",
        "sfn" => "states",
        _ => name,
    }
}

/// What waiting for a job asks beyond starting it.
fn to_wait(name: &str) -> &'static [&'static str] {
    match name {
        "athena" => &["athena:GetQueryExecution", "athena:StopQueryExecution"],
        "batch" => &["batch:DescribeJobs", "batch:TerminateJob"],
        "codebuild" => &["codebuild:BatchGetBuilds", "codebuild:StopBuild"],
        "ecs" => &["ecs:DescribeTasks", "ecs:StopTask", "iam:PassRole"],
        "glue" => &["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"],
        "states" => &["states:DescribeExecution", "states:StopExecution"],
        _ => &[],
    }
}
