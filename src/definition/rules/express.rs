//! What an express machine cannot do.

use crate::definition::resource::arn_parts;
use crate::definition::{MachineType, State, StateKind, StateMachine};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::text::Span;

/// # What it does
/// Reports activities, `.sync`, `.waitForTaskToken` and distributed Maps in a machine of the type EXPRESS, and in the
/// item processor of a distributed Map whose executions have that type.
///
/// # Why
/// Step Functions refuses them: an express execution lives for five minutes and keeps nothing to come back to.
///
/// # Example
/// ```json
/// { "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true }
/// ```
///
/// Source: recorded on AWS for machines; the AWS guide says that the executions of a distributed Map are executions of
/// a machine of its type, and AWS's texts are taken to be the same there.
pub(super) fn check(machine: &StateMachine, machine_type: MachineType, found: &mut Diagnostics) {
    for state in &machine.states {
        if machine_type == MachineType::Express {
            check_state(state, found);
        }
        let inner_type = match &state.kind {
            Some(StateKind::Map(map)) => map.distributed.unwrap_or(machine_type),
            _ => machine_type,
        };
        for inner in state.machines() {
            check(inner, inner_type, found);
        }
    }
}

fn check_state(state: &State, found: &mut Diagnostics) {
    match &state.kind {
        Some(StateKind::Task(task)) => {
            let Some(resource) = &task.resource else {
                return;
            };
            let Some((what, aws)) = forbidden(&resource.value.value) else {
                return;
            };
            let message = format!("an express state machine does not support {what}");
            found.push(finding(
                resource.span,
                message,
                format!("{}/Resource", state.location),
                aws,
            ));
        }
        Some(StateKind::Map(map)) if map.distributed.is_some() => {
            let message = "an express state machine does not support distributed Maps".to_owned();
            let aws = "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines";
            found.push(finding(
                state.name.span,
                message,
                state.location.to_string(),
                aws,
            ));
        }
        _ => {}
    }
}

/// The words for it, and AWS's text.
///
/// Source: recorded on AWS; the blank after the first text is AWS's own.
fn forbidden(resource: &str) -> Option<(&'static str, &'static str)> {
    let ["arn", _, "states", _, _, kind, _] = arn_parts(resource)[..] else {
        return None;
    };
    if kind == "activity" {
        return Some((
            "activities",
            "Express state machine does not support Activity ARN",
        ));
    }
    if resource.ends_with(".waitForTaskToken") {
        let aws = "Express state machine does not support '.waitForTaskToken' service integration ";
        return Some(("`.waitForTaskToken`", aws));
    }
    let is_sync = resource.ends_with(".sync") || resource.ends_with(".sync:2");
    is_sync.then_some((
        "`.sync`",
        "Express state machine does not support '.sync' service integration",
    ))
}

fn finding(span: Span, message: String, location: String, aws: &str) -> Diagnostic {
    Diagnostic::new(Code::NotInExpress, Severity::Error, span, message)
        .with_location(location)
        .with_reason(
            "an express execution lives for five minutes at most and cannot be called back",
        )
        .with_help("use the type STANDARD, or a request without waiting")
        .with_aws(AwsCode::SchemaValidationFailed, aws)
}
