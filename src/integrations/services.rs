//! The services of which more is to be said than their name.
//!
//! Source: AWS developer guide, "Supported AWS SDK service integrations" and "How Step Functions generates IAM policies for
//! integrated services"; IAM's service authorization reference for prefixes.

use super::{Content, Service};

const fn service(name: &'static str) -> Service {
    Service {
        name,
        sdk: &[],
        prefix: name,
        to_wait: &[],
        contents: &[],
    }
}

impl Service {
    const fn in_sdk(self, sdk: &'static [&'static str]) -> Service {
        Service { sdk, ..self }
    }

    const fn in_iam(self, prefix: &'static str) -> Service {
        Service { prefix, ..self }
    }

    const fn waits_by(self, to_wait: &'static [&'static str]) -> Service {
        Service { to_wait, ..self }
    }

    const fn contains(self, contents: &'static [(&'static str, Content)]) -> Service {
        Service { contents, ..self }
    }
}

/// As SNS and SQS have them.
const MESSAGE_ATTRIBUTES: Content = Content::Texts(&["DataType", "StringValue"]);
/// As a task of ECS and a job of Batch have them.
const OVERRIDES: Content = Content::Texts(&["Name", "Value"]);

pub(super) const SERVICES: &[Service] = &[
    service("athena").waits_by(&["athena:GetQueryExecution", "athena:StopQueryExecution"]),
    service("batch")
        .waits_by(&["batch:DescribeJobs", "batch:TerminateJob"])
        .contains(&[
            ("ContainerOverrides", OVERRIDES),
            ("Parameters", Content::Texts(&[])),
        ]),
    service("bedrock").in_sdk(&["bedrock", "bedrockruntime"]),
    service("bedrockagentcore").in_iam("bedrock-agentcore"),
    service("codebuild").waits_by(&["codebuild:BatchGetBuilds", "codebuild:StopBuild"]),
    service("cognitoidentityprovider").in_iam("cognito-idp"),
    service("dynamodb").contains(&[
        ("ExpressionAttributeValues", Content::Attributes),
        ("Item", Content::Attributes),
        ("Key", Content::Attributes),
    ]),
    service("ecs")
        .waits_by(&["ecs:DescribeTasks", "ecs:StopTask", "iam:PassRole"])
        .contains(&[("Overrides", OVERRIDES)]),
    service("elasticmapreduce").in_sdk(&["emr"]),
    service("events").in_sdk(&["eventbridge"]).contains(&[(
        "Entries",
        Content::Texts(&["Detail", "DetailType", "EventBusName", "Source"]),
    )]),
    service("glue")
        .waits_by(&["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"])
        .contains(&[("Arguments", Content::Texts(&[]))]),
    service("logs").in_sdk(&["cloudwatchlogs"]),
    service("rdsdata").in_iam("rds-data"),
    service("sagemaker").contains(&[
        ("Environment", Content::Texts(&[])),
        ("HyperParameters", Content::Texts(&[])),
    ]),
    service("sesv2").in_iam("ses"),
    service("sns").contains(&[("MessageAttributes", MESSAGE_ATTRIBUTES)]),
    service("sqs").contains(&[
        ("MessageAttributes", MESSAGE_ATTRIBUTES),
        ("MessageSystemAttributes", MESSAGE_ATTRIBUTES),
    ]),
    service("states")
        .in_sdk(&["sfn"])
        .waits_by(&["states:DescribeExecution", "states:StopExecution"]),
];
