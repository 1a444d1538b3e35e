//! The actions of services: all of the optimised integrations, and those of the AWS SDK integrations of which something is
//! to be said.
//!
//! Source: AWS developer guide, "Integrating services with Step Functions", for the optimised integrations.

use super::Action;
use super::examples;
use super::shape::{self, Shape};

const fn sdk_action(service: &'static str, name: &'static str) -> Action {
    Action {
        service,
        name,
        is_optimised: false,
        sync: false,
        token: false,
        required: &[],
        of_any_type: &[],
        texts: &[],
        known: None,
        permissions: None,
        answer: None,
        ended: None,
        ended_parsed: None,
        shape: None,
    }
}

const fn action(service: &'static str, name: &'static str) -> Action {
    Action {
        is_optimised: true,
        ..sdk_action(service, name)
    }
}

const fn job(service: &'static str, name: &'static str) -> Action {
    Action {
        sync: true,
        ..action(service, name)
    }
}

const fn callback(service: &'static str, name: &'static str) -> Action {
    Action {
        token: true,
        ..action(service, name)
    }
}

/// A job that may wait for a callback instead.
const fn job_or_callback(service: &'static str, name: &'static str) -> Action {
    Action {
        token: true,
        ..job(service, name)
    }
}

impl Action {
    const fn needs(self, required: &'static [&'static str]) -> Action {
        Action { required, ..self }
    }

    const fn takes_any(self, of_any_type: &'static [&'static str]) -> Action {
        Action {
            of_any_type,
            ..self
        }
    }

    const fn sends(self, texts: &'static [&'static str]) -> Action {
        Action { texts, ..self }
    }

    const fn knows(self, known: &'static [&'static str]) -> Action {
        Action {
            known: Some(known),
            ..self
        }
    }

    const fn asks(self, permissions: &'static [&'static str]) -> Action {
        Action {
            permissions: Some(permissions),
            ..self
        }
    }

    const fn answers(self, answer: &'static str) -> Action {
        Action {
            answer: Some(answer),
            ..self
        }
    }

    const fn ends(self, ended: &'static str) -> Action {
        Action {
            ended: Some(ended),
            ..self
        }
    }

    const fn ends_parsed(self, ended: &'static str) -> Action {
        Action {
            ended_parsed: Some(ended),
            ..self
        }
    }

    const fn shaped(self, shape: &'static Shape) -> Action {
        Action {
            shape: Some(shape),
            ..self
        }
    }
}

pub(super) const ACTIONS: &[Action] = &[
    callback("apigateway", "invoke")
        .needs(&["ApiEndpoint", "Method"])
        .knows(&[
            "AllowNullValues",
            "ApiEndpoint",
            "AuthType",
            "Headers",
            "Method",
            "Path",
            "QueryParameters",
            "RequestBody",
            "Stage",
        ])
        .asks(&["execute-api:Invoke"])
        .answers(examples::ENDPOINT),
    action("athena", "getQueryExecution"),
    action("athena", "getQueryResults"),
    job("athena", "startQueryExecution")
        .answers(examples::QUERY)
        .ends(examples::QUERY_ENDED),
    action("athena", "stopQueryExecution"),
    job("batch", "submitJob")
        .answers(examples::BATCH_JOB)
        .ends(examples::BATCH_JOB_ENDED),
    job("bedrock", "createModelCustomizationJob"),
    callback("bedrock", "invokeModel").answers(examples::MODEL),
    action("bedrockagentcore", "invokeHarness")
        .asks(&[
            "bedrock-agentcore:InvokeHarness",
            "bedrock-agentcore:InvokeAgentRuntime",
        ])
        .answers(examples::HARNESS),
    action("codebuild", "batchDeleteBuilds"),
    action("codebuild", "batchGetReports"),
    action("codebuild", "deleteBuildBatch"),
    job("codebuild", "retryBuildBatch"),
    job("codebuild", "startBuild"),
    job("codebuild", "startBuildBatch"),
    action("codebuild", "stopBuild"),
    action("codebuild", "stopBuildBatch"),
    job("databrew", "startJobRun"),
    action("dynamodb", "deleteItem")
        .needs(&["TableName", "Key"])
        .takes_any(&["Key"])
        .knows(&[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Key",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "TableName",
        ])
        .shaped(&shape::ITEM_WRITTEN),
    action("dynamodb", "getItem")
        .needs(&["TableName", "Key"])
        .takes_any(&["Key"])
        .knows(&[
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "Key",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
            "TableName",
        ])
        .answers(examples::ITEM)
        .shaped(&shape::ITEM),
    action("dynamodb", "putItem")
        .needs(&["TableName", "Item"])
        .takes_any(&["Item"])
        .knows(&[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Item",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "TableName",
        ])
        .shaped(&shape::ITEM_WRITTEN),
    sdk_action("dynamodb", "query")
        .answers(examples::ITEMS)
        .shaped(&shape::ITEMS),
    sdk_action("dynamodb", "scan")
        .answers(examples::ITEMS)
        .shaped(&shape::ITEMS),
    action("dynamodb", "updateItem")
        .needs(&["TableName", "Key"])
        .takes_any(&["Key"])
        .knows(&[
            "AttributeUpdates",
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Key",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "TableName",
            "UpdateExpression",
        ])
        .shaped(&shape::ITEM_WRITTEN),
    job_or_callback("ecs", "runTask")
        .needs(&["TaskDefinition"])
        .answers(examples::ECS_TASKS)
        .ends(examples::ECS_TASK_ENDED),
    callback("eks", "call"),
    job("eks", "createCluster"),
    job("eks", "createFargateProfile"),
    job("eks", "createNodegroup"),
    job("eks", "deleteCluster"),
    job("eks", "deleteFargateProfile"),
    job("eks", "deleteNodegroup"),
    job("eks", "runJob"),
    job("elasticmapreduce", "addStep"),
    action("elasticmapreduce", "cancelStep"),
    job("elasticmapreduce", "createCluster"),
    action("elasticmapreduce", "modifyInstanceFleetByName"),
    action("elasticmapreduce", "modifyInstanceGroupByName"),
    action("elasticmapreduce", "setClusterTerminationProtection"),
    job("elasticmapreduce", "terminateCluster"),
    action("emr-containers", "createVirtualCluster"),
    job("emr-containers", "deleteVirtualCluster"),
    job("emr-containers", "startJobRun"),
    job("emr-serverless", "cancelJobRun"),
    job("emr-serverless", "createApplication"),
    job("emr-serverless", "deleteApplication"),
    job("emr-serverless", "startApplication"),
    job("emr-serverless", "startJobRun"),
    job("emr-serverless", "stopApplication"),
    callback("events", "putEvents")
        .needs(&["Entries"])
        .takes_any(&["Entries"])
        .knows(&["EndpointId", "Entries"])
        .answers(examples::ENTRIES)
        .shaped(&shape::ENTRIES_PUT),
    job("glue", "startJobRun")
        .needs(&["JobName"])
        .answers(examples::JOB_RUN)
        .ends(examples::JOB_RUN_ENDED),
    action("http", "invoke")
        .needs(&["ApiEndpoint", "Method"])
        .knows(&[
            "ApiEndpoint",
            "Authentication",
            "Headers",
            "InvocationConfig",
            "Method",
            "QueryParameters",
            "RequestBody",
            "Transform",
        ])
        .asks(&[
            "states:InvokeHTTPEndpoint",
            "events:RetrieveConnectionCredentials",
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
        ])
        .answers(examples::ENDPOINT),
    sdk_action("kms", "decrypt").shaped(&shape::DECRYPTED),
    sdk_action("kms", "encrypt").shaped(&shape::ENCRYPTED),
    sdk_action("lambda", "getFunction").shaped(&shape::FUNCTION),
    // its permission is given function by function
    callback("lambda", "invoke")
        .needs(&["FunctionName"])
        .knows(&[
            "ClientContext",
            "DurableExecutionName",
            "FunctionName",
            "InvocationType",
            "LogType",
            "Payload",
            "Qualifier",
            "TenantId",
        ])
        .sends(&[
            "ClientContext",
            "InvocationType",
            "LogType",
            "Payload",
            "Qualifier",
        ])
        .asks(&[])
        .shaped(&shape::INVOKED),
    job("mediaconvert", "createJob"),
    sdk_action("s3", "getObject")
        .answers(examples::OBJECT)
        .shaped(&shape::OBJECT),
    sdk_action("s3", "listObjectsV2")
        .asks(&["s3:ListBucket"])
        .answers(examples::OBJECTS)
        .shaped(&shape::LISTED),
    sdk_action("s3", "putObject").shaped(&shape::OBJECT_PUT),
    action("sagemaker", "createEndpoint"),
    action("sagemaker", "createEndpointConfig"),
    job("sagemaker", "createHyperParameterTuningJob"),
    job("sagemaker", "createLabelingJob"),
    action("sagemaker", "createModel"),
    job("sagemaker", "createProcessingJob"),
    job("sagemaker", "createTrainingJob"),
    job("sagemaker", "createTransformJob"),
    action("sagemaker", "updateEndpoint"),
    callback("sns", "publish")
        .needs(&["Message"])
        .takes_any(&["Message"])
        .sends(&["Message", "Subject", "TargetArn", "TopicArn"])
        .knows(&[
            "Message",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageStructure",
            "PhoneNumber",
            "Subject",
            "TargetArn",
            "TopicArn",
        ])
        .answers(examples::MESSAGE)
        .shaped(&shape::PUBLISHED),
    callback("sqs", "sendMessage")
        .needs(&["QueueUrl", "MessageBody"])
        .takes_any(&["MessageBody"])
        .sends(&["MessageBody", "MessageDeduplicationId", "MessageGroupId"])
        .knows(&[
            "DelaySeconds",
            "MessageAttributes",
            "MessageBody",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
            "QueueUrl",
        ])
        .answers(examples::MESSAGE)
        .shaped(&shape::SENT),
    sdk_action("states", "describeExecution").shaped(&shape::EXECUTION),
    job_or_callback("states", "startExecution")
        .needs(&["StateMachineArn"])
        .sends(&["Input", "Name"])
        .knows(&["Input", "Name", "StateMachineArn", "TraceHeader"])
        .answers(examples::EXECUTION)
        .ends(examples::EXECUTION_ENDED)
        .ends_parsed(examples::EXECUTION_PARSED)
        .shaped(&shape::STARTED),
    sdk_action("states", "startSyncExecution").answers(examples::EXECUTION_ENDED),
];
