//! The stub that a resource starts with: a Node.js Lambda function that lets the workflow go on.

use crate::program::resource::{Pattern, Resource, ResourceKind, Service};

/// JavaScript text.
pub fn template(resource: &Resource) -> String {
    match &resource.kind {
        ResourceKind::Service(service) if !resource.is_lambda_invoke() => of_service(service),
        ResourceKind::Activity => {
            "// The activity's worker: what it returns is the result.\nexport const handler = async (event, context) => {\n  return event;\n};\n".to_owned()
        }
        _ if resource.pattern() == Pattern::WaitForTaskToken => callback("{}"),
        _ => "export const handler = async (event, context) => {\n  return event;\n};\n".to_owned(),
    }
}

fn of_service(service: &Service) -> String {
    let answer = answer(service);
    let name = format!("{}:{}", service.resource_type, service.resource);
    match service.pattern {
        Pattern::WaitForTaskToken => callback(answer),
        Pattern::Sync | Pattern::SyncParsed => format!(
            "// {name}: the event holds the request; what is returned is the finished job.\nexport const handler = async (event, context) => {{\n  context.submitted({answer});\n  await context.sleep(1000);\n  return {answer};\n}};\n"
        ),
        Pattern::RequestResponse => format!(
            "// {name}: the event holds the request; what is returned is the service's answer.\nexport const handler = async (event, context) => {{\n  return {answer};\n}};\n"
        ),
    }
}

fn callback(answer: &str) -> String {
    format!(
        "// The task goes on when somebody gives its token back, here after a minute.\nexport const handler = async (event, context) => {{\n  context.sendTaskSuccess(context.taskToken, {{ approved: true }}, {{ after: 60_000 }});\n  return {answer};\n}};\n"
    )
}

/// The members of an answer that workflows look at.
///
/// Source: AWS developer guide, "Integrating services with Step Functions"; recorded answers.
fn answer(service: &Service) -> &'static str {
    match (&*service.resource_type, &*service.action) {
        ("sqs" | "sns" | "aws-sdk:sqs" | "aws-sdk:sns", _) => {
            "{ MessageId: \"11111111-2222-3333-4444-555555555555\" }"
        }
        ("events" | "aws-sdk:eventbridge", _) => {
            "{ Entries: [{ EventId: \"1\" }], FailedEntryCount: 0 }"
        }
        ("dynamodb" | "aws-sdk:dynamodb", "getItem") => "{ Item: { id: { S: \"1\" } } }",
        ("aws-sdk:dynamodb", "query" | "scan") => "{ Items: [], Count: 0, ScannedCount: 0 }",
        ("http" | "apigateway", _) => {
            "{ StatusCode: 200, StatusText: \"OK\", Headers: {}, ResponseBody: {} }"
        }
        ("aws-sdk:s3", "getObject") => "{ Body: \"\", ContentLength: 0 }",
        ("states" | "aws-sdk:sfn", "startExecution") => {
            "{ ExecutionArn: \"arn:aws:states:us-east-1:123456789012:execution:Child:1\", StartDate: 0 }"
        }
        ("batch", _) => "{ JobId: \"1\", JobName: \"job\", Status: \"SUCCEEDED\" }",
        ("glue", _) => "{ JobRunId: \"1\", JobRunState: \"SUCCEEDED\" }",
        _ => "{}",
    }
}
