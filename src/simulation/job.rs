//! Jobs of services: what Step Functions adds to a request, and answers that say of themselves that the work has failed.

use crate::definition::error_names::TASK_FAILED;
use crate::definition::resource::{Pattern, Resource, ResourceKind};
use crate::history::Reason;
use crate::json::{Key, Value};

use super::failure::reason;

/// The request as Step Functions sends it: a job of ECS that it waits for says who started it.
///
/// Source: recorded on AWS.
pub(super) fn with_started_by(resource: &Resource, parameters: Value) -> Value {
    let ResourceKind::Service(service) = &resource.kind else {
        return parameters;
    };
    let is_job = (&*service.resource_type, &*service.resource) == ("ecs", "runTask.sync");
    match &parameters {
        Value::Object(object) if is_job => {
            let by = Value::from("AWS Step Functions");
            Value::Object(object.with(&Key::from("StartedBy"), by))
        }
        _ => parameters,
    }
}

/// Why a task has failed whose service answered so. The cause is the answer.
///
/// Source: recorded on AWS for `putEvents` and for a job of ECS, whose containers tell by their exit codes. The AWS guides
/// for `Failures` of ECS, which fail no task that only asks for the start, and with the API references of the services
/// for the states of other jobs.
pub(super) fn job_failure(resource: &Resource, answer: &Value) -> Option<Reason> {
    let ResourceKind::Service(service) = &resource.kind else {
        return None;
    };
    let is_job = matches!(service.pattern, Pattern::Sync | Pattern::SyncParsed);
    let is_start = service.pattern == Pattern::RequestResponse;
    let (error, has_failed) = match (&*service.resource_type, &*service.action) {
        ("events", "putEvents") => {
            let count = answer.get("FailedEntryCount").and_then(Value::as_number);
            let has_failed = count.is_some_and(|count| count.as_f64() > 0.0);
            ("EventBridge.FailedEntry", has_failed)
        }
        ("ecs", "runTask") if !is_start && holds_some(answer, "Failures") => (NOT_PLACED, true),
        ("ecs", "runTask") if is_job => (TASK_FAILED, has_failed_container(answer)),
        (service, _) if is_job => (TASK_FAILED, ended_badly(service, answer)),
        _ => return None,
    };
    has_failed.then(|| reason(error, &answer.to_text()))
}

const NOT_PLACED: &str = "AmazonECS.Unknown";

/// Where the description of a service's job says how it ended, and what it says of one that did not succeed.
const BAD_ENDS: [(&str, &[&str], &[&str]); 10] = [
    (
        "athena",
        &["QueryExecution", "Status", "State"],
        &["FAILED", "CANCELLED"],
    ),
    ("batch", &["Status"], &["FAILED"]),
    ("codebuild", &["Build", "BuildStatus"], BAD_BUILDS),
    ("codebuild", &["BuildBatch", "BuildBatchStatus"], BAD_BUILDS),
    (
        "glue",
        &["JobRunState"],
        &["ERROR", "FAILED", "STOPPED", "TIMEOUT"],
    ),
    (
        "sagemaker",
        &["HyperParameterTuningJobStatus"],
        BAD_TRAININGS,
    ),
    ("sagemaker", &["LabelingJobStatus"], BAD_TRAININGS),
    ("sagemaker", &["ProcessingJobStatus"], BAD_TRAININGS),
    ("sagemaker", &["TrainingJobStatus"], BAD_TRAININGS),
    ("sagemaker", &["TransformJobStatus"], BAD_TRAININGS),
];
const BAD_BUILDS: &[&str] = &["FAILED", "FAULT", "STOPPED", "TIMED_OUT"];
const BAD_TRAININGS: &[&str] = &["Failed", "Stopped"];

fn ended_badly(service: &str, answer: &Value) -> bool {
    BAD_ENDS.iter().any(|(of, path, bad)| {
        let found = path
            .iter()
            .try_fold(answer, |found, member| found.get(member));
        let state = found.and_then(Value::as_str);
        *of == service && state.is_some_and(|state| bad.contains(&state))
    })
}

/// Whether ECS did not even start the job.
pub(super) fn was_not_placed(failure: Option<&Reason>) -> bool {
    failure.is_some_and(|reason| reason.error.as_deref() == Some(NOT_PLACED))
}

fn holds_some(answer: &Value, field: &str) -> bool {
    let list = answer.get(field).and_then(Value::as_array);
    list.is_some_and(|list| !list.items().is_empty())
}

fn has_failed_container(answer: &Value) -> bool {
    let containers = answer.get("Containers").and_then(Value::as_array);
    let mut containers = containers.into_iter().flat_map(|list| list.items());
    containers.any(|container| {
        let code = container.get("ExitCode").and_then(Value::as_number);
        code.is_some_and(|code| code.as_f64() != 0.0)
    })
}
