//! The services of which more is to be said than their name.
//!
//! Source: AWS developer guide, "Supported AWS SDK service integrations" and "How Step Functions generates IAM policies for
//! integrated services"; IAM's service authorization reference for prefixes.

use super::Service;

const fn service(name: &'static str) -> Service {
    Service {
        name,
        sdk: &[],
        prefix: name,
        to_wait: &[],
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
}

pub(super) const SERVICES: &[Service] = &[
    service("athena").waits_by(&["athena:GetQueryExecution", "athena:StopQueryExecution"]),
    service("batch").waits_by(&["batch:DescribeJobs", "batch:TerminateJob"]),
    service("bedrock").in_sdk(&["bedrock", "bedrockruntime"]),
    service("bedrockagentcore").in_iam("bedrock-agentcore"),
    service("codebuild").waits_by(&["codebuild:BatchGetBuilds", "codebuild:StopBuild"]),
    service("cognitoidentityprovider").in_iam("cognito-idp"),
    service("ecs").waits_by(&["ecs:DescribeTasks", "ecs:StopTask", "iam:PassRole"]),
    service("elasticmapreduce").in_sdk(&["emr"]),
    service("events").in_sdk(&["eventbridge"]),
    service("glue").waits_by(&["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"]),
    service("logs").in_sdk(&["cloudwatchlogs"]),
    service("rdsdata").in_iam("rds-data"),
    service("sesv2").in_iam("ses"),
    service("states")
        .in_sdk(&["sfn"])
        .waits_by(&["states:DescribeExecution", "states:StopExecution"]),
];
