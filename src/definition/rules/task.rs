//! Time limits of Tasks, and tokens that they wait for.

use crate::definition::resource::{Pattern, Resource, ResourceKind};
use crate::definition::{Quantity, State, StateKind, Task};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::text::Span;

/// # What it does
/// Reports a heartbeat that is not below the timeout, a role that an activity is to be called with, a wait for somebody
/// without a time limit, and a wait for a token that the task does not hand out.
///
/// # Why
/// The first two are refused. Without a limit a lost worker or callback keeps the execution waiting for up to a year; and
/// nobody can call back who was not given the token.
///
/// # Example
/// ```json
/// { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
///   "Parameters": { "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "work" } }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let Some(StateKind::Task(task)) = &state.kind else {
        return;
    };
    check_heartbeat(state, task, found);
    let Some(resource) = &task.resource else {
        return;
    };
    let (waits, is_activity) = match Resource::parse(&resource.value.value).kind {
        ResourceKind::Service(service) => {
            let waits = service.pattern == Pattern::WaitForTaskToken;
            (waits && service.offers_pattern(), false)
        }
        kind => (false, kind == ResourceKind::Activity),
    };
    if let Some(credentials) = task.credentials.as_ref().filter(|_| is_activity) {
        found.push(role_for_activity(state, credentials.span));
    }
    if (waits || is_activity) && task.timeout.is_none() && task.heartbeat.is_none() {
        let whom = if waits { "a callback" } else { "a worker" };
        found.push(
            Diagnostic::new(
                Code::NoTimeout,
                Severity::Warning,
                resource.span,
                format!("the task waits for {whom} without a time limit"),
            )
            .with_location(format!("{}/Resource", state.location))
            .with_reason("if none ever comes, the execution waits for up to a year")
            .with_help("add `TimeoutSeconds` or `HeartbeatSeconds`"),
        );
    }
    if waits && !hands_out_token(state) {
        found.push(
            Diagnostic::new(Code::TokenNotPassed, Severity::Warning, resource.span, "the task waits for a token that it does not pass on")
                .with_location(format!("{}/Resource", state.location))
                .with_reason("nobody can call back without the token")
                .with_help("pass `$$.Task.Token` in `Parameters`, or `$states.context.Task.Token` in `Arguments`"),
        );
    }
}

/// Source: public measurements on AWS.
fn role_for_activity(state: &State, span: Span) -> Diagnostic {
    let message = "an activity cannot be called with a role";
    Diagnostic::new(Code::MisplacedField, Severity::Error, span.head(), message)
        .with_location(format!("{}/Credentials", state.location))
        .with_reason("Step Functions does not call a worker: it comes for its work by itself")
        .with_help("remove `Credentials`")
        .with_aws(
            AwsCode::SchemaValidationFailed,
            "The field 'Credentials' is not supported for activities",
        )
}

fn check_heartbeat(state: &State, task: &Task, found: &mut Diagnostics) {
    let (Some(Quantity::Literal(heartbeat)), Some(Quantity::Literal(timeout))) =
        (&task.heartbeat, &task.timeout)
    else {
        return;
    };
    if heartbeat.value.as_f64() < timeout.value.as_f64() {
        return;
    }
    let message = format!(
        "`HeartbeatSeconds` {} is not below `TimeoutSeconds` {}",
        heartbeat.value, timeout.value
    );
    found.push(
        Diagnostic::new(
            Code::HeartbeatNotBelowTimeout,
            Severity::Error,
            heartbeat.span,
            message,
        )
        .with_location(format!("{}/HeartbeatSeconds", state.location))
        .with_reason("the timeout would always come first")
        .with_related(timeout.span, "the timeout"),
    );
}

/// Whether the request can hold the token: it names it, or passes the whole context object.
fn hands_out_token(state: &State) -> bool {
    let flow = &state.data_flow;
    let Some(request) = flow.parameters.as_ref().or(flow.arguments.as_ref()) else {
        return false;
    };
    let text = request.to_value().to_text();
    [
        "Task.Token",
        "['Token']",
        "\"$$\"",
        "($$",
        "$states.context",
        "${",
    ]
    .iter()
    .any(|sign| text.contains(sign))
}
