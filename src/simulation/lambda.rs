//! `lambda:invoke`: what a function is called with, and what Lambda answers.

use std::rc::Rc;

use base64::Engine;

use crate::definition::resource::{Integration, Resource};
use crate::history::Reason;
use crate::json::{self, Key, Value};
use crate::time::Timestamp;

use super::failure::{ApiError, ServiceNames};
use super::task::{Function, Task, sdk_metadata};

/// Lambda in failures.
pub(super) const LAMBDA: ServiceNames = ServiceNames {
    optimised: "Lambda",
    older_sdk: "AWSLambda",
    older_exception: "AWSLambdaException",
    sdk: "Lambda",
};

/// The version that is called when none is named.
const LATEST: &str = "$LATEST";

/// `"InvocationType"` where it is not `RequestResponse`.
///
/// Source: AWS Lambda API reference, Invoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Invocation {
    /// Lambda answers before the function runs, whatever comes of it.
    Event,
    /// Lambda answers without calling the function.
    DryRun,
}

impl Invocation {
    /// How a request calls its function.
    pub(super) fn of(resource: &Resource, parameters: &Value) -> Option<Invocation> {
        if !resource.is_lambda_invoke() {
            return None;
        }
        match parameters.get("InvocationType")?.as_str()? {
            "Event" => Some(Invocation::Event),
            "DryRun" => Some(Invocation::DryRun),
            _ => None,
        }
    }
}

/// What Lambda has against the payload of `lambda:invoke`: a text is sent as it is, and must be JSON.
///
/// Source: public reports of the answer of Lambda's Invoke.
fn payload_fault(resource: &Resource, parameters: &Value) -> Option<ApiError> {
    let payload = parameters.get("Payload").and_then(Value::as_str)?;
    if !resource.is_lambda_invoke() {
        return None;
    }
    let error = json::parse(payload).err()?;
    let words = json::jackson::refusal(payload, &error.to_string());
    Some(ApiError {
        exception: Some("InvalidRequestContentException"),
        status: 400,
        code: "InvalidRequestContentException",
        message: format!(
            "Could not parse request body into json: Could not parse payload into json: {}",
            words.replace("[Source: (String)", "[Source: (byte[])")
        ),
    })
}

/// Why no function is called: Lambda cannot read what it is sent, or has no such function.
///
/// Source: recorded on AWS of a function without a version; AWS Lambda API reference of others.
pub(super) fn refusal(task: &Task, function: &Function) -> ApiError {
    payload_fault(&task.resource, &task.parameters).unwrap_or_else(|| {
        let arn = match function.qualifier {
            Some(_) => function.arn.to_string(),
            None => format!("{}:{LATEST}", function.arn),
        };
        ApiError {
            exception: Some("ResourceNotFoundException"),
            status: 404,
            code: "ResourceNotFoundException",
            message: format!("Function not found: {arn}"),
        }
    })
}

/// What a function behind `lambda:invoke` is given; none for a payload that Lambda refuses, see [`refusal`].
///
/// Source: recorded on AWS; a string payload is the raw text of the request, and `null` arrives as `{}`.
pub(super) fn function_event(parameters: &Value) -> Option<Value> {
    Some(match parameters.get("Payload") {
        None | Some(Value::Null) => Value::empty_object(),
        Some(Value::String(text)) => json::parse(text).ok()?,
        Some(payload) => payload.clone(),
    })
}

/// The answer of `lambda:invoke` around what a function returned, or in an AWS SDK integration around its failure,
/// which is no failure of the call.
///
/// Source: recorded on AWS for a function's result; an AWS SDK integration has the payload as text and no metadata. AWS
/// Lambda API reference of everything else.
pub(super) fn answer(
    task: &Task,
    outcome: Result<Value, Reason>,
    request_id: &str,
    now: Timestamp,
) -> Value {
    let of_sdk = task.resource.integration() == Integration::AwsSdk;
    let error = outcome.is_err().then(|| Value::from("Unhandled"));
    let result = outcome.unwrap_or_else(|reason| error_payload(&reason));
    let (status, payload) = match Invocation::of(&task.resource, &task.parameters) {
        Some(Invocation::Event) => (202, Value::from("")),
        Some(Invocation::DryRun) => (204, Value::from("")),
        None if of_sdk => (200, Value::String(result.to_text())),
        None => (200, result),
    };
    // of a function that is not waited for nothing is known yet
    let is_done = status == 200;
    let members = [
        (
            "ExecutedVersion",
            is_done.then(|| Value::String(executed_version(task))),
        ),
        ("FunctionError", error),
        (
            "LogResult",
            (is_done && wants_log(task)).then(|| log(task, request_id, now)),
        ),
        ("Payload", Some(payload)),
    ];
    let present = members.into_iter();
    let mut members: Vec<(Key, Value)> = present
        .filter_map(|(name, value)| Some((Key::from(name), value?)))
        .collect();
    if !of_sdk {
        members.extend(sdk_metadata(status, request_id));
    }
    members.push((Key::from("StatusCode"), Value::from(status)));
    Value::object(members)
}

/// What a function that fails answers.
fn error_payload(reason: &Reason) -> Value {
    let cause = reason.cause.as_deref().unwrap_or_default();
    match json::parse(cause) {
        Ok(payload @ Value::Object(_)) => payload,
        _ => {
            let error = reason.error.clone().map_or(Value::Null, Value::String);
            Value::object([("errorMessage", Value::from(cause)), ("errorType", error)])
        }
    }
}

fn executed_version(task: &Task) -> Rc<str> {
    let qualifier = task
        .function
        .as_ref()
        .and_then(|function| function.qualifier.clone());
    // which version an alias stands for nobody has said
    let version = qualifier.filter(|qualifier| qualifier.bytes().all(|byte| byte.is_ascii_digit()));
    version.unwrap_or_else(|| LATEST.into())
}

fn wants_log(task: &Task) -> bool {
    task.parameters.get("LogType").and_then(Value::as_str) == Some("Tail")
}

/// What Lambda itself writes about a call into the function's log, in Base64.
///
/// Source: AWS Lambda guide, "Working with Lambda function logs". What a function prints is not among it.
fn log(task: &Task, request_id: &str, now: Timestamp) -> Value {
    let lasted = now.since(task.asked).max(1);
    let version = executed_version(task);
    let text = format!(
        "START RequestId: {request_id} Version: {version}\nEND RequestId: {request_id}\nREPORT RequestId: {request_id}\tDuration: {lasted}.00 ms\tBilled Duration: {lasted} ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t\n"
    );
    Value::from(base64::engine::general_purpose::STANDARD.encode(text))
}
