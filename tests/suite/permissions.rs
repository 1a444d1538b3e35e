//! What a machine's role must be allowed.

use asl_playground::api::permissions::permissions;

fn task(resource: &str, more: &str) -> String {
    format!(
        r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "{resource}"{more}, "End": true}}}}}}"#
    )
}

#[test]
fn a_role_is_allowed_what_the_states_call() {
    let table: [(&str, &str); 10] = [
        ("arn:aws:lambda:us-east-1:123456789012:function:f", ""),
        ("arn:aws:states:::lambda:invoke.waitForTaskToken", ""),
        ("arn:aws:states:us-east-1:123456789012:activity:a", ""),
        ("arn:aws:states:::dynamodb:getItem", "dynamodb:GetItem"),
        (
            "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
            "states:StartSyncExecution",
        ),
        ("arn:aws:states:::apigateway:invoke", "execute-api:Invoke"),
        (
            "arn:aws:states:::states:startExecution.sync:2",
            "events:DescribeRule events:PutRule events:PutTargets states:DescribeExecution states:StartExecution states:StopExecution",
        ),
        (
            "arn:aws:states:::ecs:runTask.sync",
            "ecs:DescribeTasks ecs:RunTask ecs:StopTask events:DescribeRule events:PutRule events:PutTargets iam:PassRole",
        ),
        (
            "arn:aws:states:::bedrockagentcore:invokeHarness",
            "bedrock-agentcore:InvokeAgentRuntime bedrock-agentcore:InvokeHarness",
        ),
        ("${Placeholder}", ""),
    ];
    for (resource, wanted) in table {
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        assert_eq!(permissions(&task(resource, "")), wanted, "{resource}");
    }
    let other = task(
        "arn:aws:states:::sqs:sendMessage",
        r#", "Credentials": {"RoleArn": "arn:aws:iam::1:role/r"}"#,
    );
    assert_eq!(permissions(&other), ["sqs:SendMessage", "sts:AssumeRole"]);
}

#[test]
fn a_distributed_map_reads_writes_and_starts_its_own_machine() {
    // a word elsewhere means nothing
    let inline = r#"{"Comment": "DISTRIBUTED arn:aws:states:::sqs:sendMessage", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    assert!(permissions(inline).is_empty());
    let map = "StartAt: A\nStates:\n  A:\n    Type: Map\n    End: true\n    ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2' }\n    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject' }\n    ItemProcessor:\n      ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }\n      StartAt: B\n      States:\n        B: { Type: Task, Resource: 'arn:aws:states:::sns:publish', End: true }\n";
    let wanted = [
        "s3:ListBucket",
        "s3:PutObject",
        "sns:Publish",
        "states:DescribeExecution",
        "states:RedriveExecution",
        "states:StartExecution",
        "states:StopExecution",
    ];
    assert_eq!(permissions(map), wanted);
}

#[test]
fn a_text_that_cannot_be_read_needs_no_permissions() {
    assert!(permissions("{").is_empty());
}
