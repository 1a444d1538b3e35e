//! The optimised integrations of services: one table of their actions, for the rules, completion and the run.

/// One action of an optimised integration.
pub(super) struct Action {
    pub service: &'static str,
    pub name: &'static str,
    /// It may wait for the end of a job.
    pub sync: bool,
    /// It may wait for a callback.
    pub token: bool,
    /// The fields that a request must have.
    ///
    /// Source: as AWS's ValidateStateMachineDefinition was seen to ask for them; the AWS guide for API Gateway. Of
    /// `http:invoke` AWS was seen to take a request without a connection.
    pub required: &'static [&'static str],
    /// The fields that a request may have; none when nobody has told what becomes of others.
    ///
    /// Source: the API references of the services; of `apigateway:invoke` and `http:invoke` the AWS guide. AWS was seen
    /// to refuse others when the task starts, while its ValidateStateMachineDefinition takes them.
    pub known: Option<&'static [&'static str]>,
}

const fn action(service: &'static str, name: &'static str) -> Action {
    Action {
        service,
        name,
        sync: false,
        token: false,
        required: &[],
        known: None,
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

    const fn knows(self, known: &'static [&'static str]) -> Action {
        Action {
            known: Some(known),
            ..self
        }
    }

    /// Whether it may wait in the way of a suffix, such as `.sync`; without one it does not wait.
    pub(super) fn offers(&self, suffix: &str) -> bool {
        match suffix {
            "" => true,
            ".sync" => self.sync,
            ".sync:2" => self.sync && self.service == "states",
            ".waitForTaskToken" => self.token,
            _ => false,
        }
    }
}

/// The optimised integrations. Source: AWS developer guide, "Integrating services with Step Functions".
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
        ]),
    action("athena", "getQueryExecution"),
    action("athena", "getQueryResults"),
    job("athena", "startQueryExecution"),
    action("athena", "stopQueryExecution"),
    job("batch", "submitJob"),
    job("bedrock", "createModelCustomizationJob"),
    callback("bedrock", "invokeModel"),
    action("bedrockagentcore", "invokeHarness"),
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
        ]),
    action("dynamodb", "getItem")
        .needs(&["TableName", "Key"])
        .knows(&[
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "Key",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
            "TableName",
        ]),
    action("dynamodb", "putItem")
        .needs(&["TableName", "Item"])
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
        ]),
    action("dynamodb", "updateItem")
        .needs(&["TableName", "Key"])
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
        ]),
    job_or_callback("ecs", "runTask").needs(&["TaskDefinition"]),
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
        .knows(&["EndpointId", "Entries"]),
    job("glue", "startJobRun").needs(&["JobName"]),
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
        ]),
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
        ]),
    job("mediaconvert", "createJob"),
    action("sagemaker", "createEndpoint"),
    action("sagemaker", "createEndpointConfig"),
    job("sagemaker", "createHyperParameterTuningJob"),
    job("sagemaker", "createLabelingJob"),
    action("sagemaker", "createModel"),
    job("sagemaker", "createProcessingJob"),
    job("sagemaker", "createTrainingJob"),
    job("sagemaker", "createTransformJob"),
    action("sagemaker", "updateEndpoint"),
    callback("sns", "publish").needs(&["Message"]).knows(&[
        "Message",
        "MessageAttributes",
        "MessageDeduplicationId",
        "MessageGroupId",
        "MessageStructure",
        "PhoneNumber",
        "Subject",
        "TargetArn",
        "TopicArn",
    ]),
    callback("sqs", "sendMessage")
        .needs(&["QueueUrl", "MessageBody"])
        .knows(&[
            "DelaySeconds",
            "MessageAttributes",
            "MessageBody",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
            "QueueUrl",
        ]),
    job_or_callback("states", "startExecution")
        .needs(&["StateMachineArn"])
        .knows(&["Input", "Name", "StateMachineArn", "TraceHeader"]),
];

/// The row for an action.
pub(super) fn find(service: &str, name: &str) -> Option<&'static Action> {
    ACTIONS
        .iter()
        .find(|action| action.service == service && action.name == name)
}

/// The ARNs of the optimised integrations, with every way of waiting that they have.
pub(crate) fn integrations() -> impl Iterator<Item = String> {
    ACTIONS.iter().flat_map(|action| {
        let patterns = ["", ".sync", ".sync:2", ".waitForTaskToken"];
        patterns
            .into_iter()
            .filter(|pattern| action.offers(pattern))
            .map(|pattern| {
                format!(
                    "arn:aws:states:::{}:{}{pattern}",
                    action.service, action.name
                )
            })
    })
}
