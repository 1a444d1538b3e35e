//! The optimised integrations of services.

/// One action of an optimised integration and how it may wait.
pub(super) struct Action {
    pub service: &'static str,
    pub name: &'static str,
    pub sync: bool,
    pub token: bool,
}

const fn action(service: &'static str, name: &'static str) -> Action {
    Action {
        service,
        name,
        sync: false,
        token: false,
    }
}

const fn job(service: &'static str, name: &'static str) -> Action {
    Action {
        service,
        name,
        sync: true,
        token: false,
    }
}

const fn callback(service: &'static str, name: &'static str) -> Action {
    Action {
        service,
        name,
        sync: false,
        token: true,
    }
}

/// The optimised integrations. Source: AWS developer guide, "Integrating services with Step Functions".
pub(super) const ACTIONS: &[Action] = &[
    callback("apigateway", "invoke"),
    action("athena", "getQueryExecution"),
    action("athena", "getQueryResults"),
    job("athena", "startQueryExecution"),
    action("athena", "stopQueryExecution"),
    job("batch", "submitJob"),
    job("bedrock", "createModelCustomizationJob"),
    callback("bedrock", "invokeModel"),
    action("codebuild", "batchDeleteBuilds"),
    action("codebuild", "batchGetReports"),
    action("codebuild", "deleteBuildBatch"),
    job("codebuild", "retryBuildBatch"),
    job("codebuild", "startBuild"),
    job("codebuild", "startBuildBatch"),
    action("codebuild", "stopBuild"),
    action("codebuild", "stopBuildBatch"),
    job("databrew", "startJobRun"),
    action("dynamodb", "deleteItem"),
    action("dynamodb", "getItem"),
    action("dynamodb", "putItem"),
    action("dynamodb", "updateItem"),
    Action {
        service: "ecs",
        name: "runTask",
        sync: true,
        token: true,
    },
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
    callback("events", "putEvents"),
    job("glue", "startJobRun"),
    action("http", "invoke"),
    callback("lambda", "invoke"),
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
    callback("sns", "publish"),
    callback("sqs", "sendMessage"),
    Action {
        service: "states",
        name: "startExecution",
        sync: true,
        token: true,
    },
];

/// The ARNs of the optimised integrations, with every way of waiting that they have.
pub(crate) fn integrations() -> impl Iterator<Item = String> {
    ACTIONS.iter().flat_map(|action| {
        let patterns = [
            (true, ""),
            (action.sync, ".sync"),
            (action.sync && action.service == "states", ".sync:2"),
            (action.token, ".waitForTaskToken"),
        ];
        patterns
            .into_iter()
            .filter(|(has, _)| *has)
            .map(|(_, pattern)| {
                format!(
                    "arn:aws:states:::{}:{}{pattern}",
                    action.service, action.name
                )
            })
    })
}
