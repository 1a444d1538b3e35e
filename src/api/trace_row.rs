//! A row of the trace as the page sees it: an event in one line, its data left to the visit.

use crate::history::aws_json::event_type;
use crate::history::inspection::Visit;
use crate::history::trace::{Row, attempt_of};
use crate::history::{EventDetails, NoteKind, Reason};
use crate::json;
use crate::program::{Program, StateKind};
use crate::simulation::execution::Execution;
use crate::time::Timestamp;

use super::run_types::{Origin, Tone, TraceRow};

/// The row with a number.
pub(super) fn trace_row(
    number: usize,
    row: Row<'_>,
    execution: &Execution,
    visits: &[Visit],
) -> TraceRow {
    let program = &execution.program;
    let since = |at: Timestamp| at.since(execution.started) as f64;
    match row {
        Row::Event(id, event) => {
            let visit = event.visit.and_then(|visit| visits.get(visit.0 as usize));
            TraceRow {
                row: number as u32,
                origin: Origin::Aws,
                id: Some(id.0),
                previous_event_id: Some(event.previous.0),
                at_ms: since(event.at),
                row_type: event_type(&event.details, program),
                state_name: visit.map(|visit| program.state(visit.state).name.to_string()),
                visit: event.visit.map(|visit| visit.0),
                attempt: visit.and_then(|visit| attempt_of(id, visit)),
                tone: tone(&event.details),
                summary: summary(&event.details, program, visit),
            }
        }
        Row::Note(note) => {
            let NoteKind::Backoff { ms, next_attempt } = note.kind;
            let visit = visits.get(note.visit.0 as usize);
            TraceRow {
                row: number as u32,
                origin: Origin::Playground,
                id: None,
                previous_event_id: None,
                at_ms: since(note.at),
                row_type: "RetryBackoff".to_owned(),
                state_name: visit.map(|visit| program.state(visit.state).name.to_string()),
                visit: Some(note.visit.0),
                attempt: Some(next_attempt - 1),
                tone: Tone::Muted,
                summary: format!("{} before attempt {next_attempt}", seconds(ms)),
            }
        }
    }
}

/// `5 s`, `0.25 s`
pub(super) fn seconds(ms: u64) -> String {
    format!("{} s", ms as f64 / 1000.0)
}

fn tone(details: &EventDetails) -> Tone {
    match details {
        EventDetails::ExecutionSucceeded { .. }
        | EventDetails::TaskSucceeded { .. }
        | EventDetails::LambdaFunctionSucceeded { .. }
        | EventDetails::ActivitySucceeded { .. }
        | EventDetails::ParallelStateSucceeded
        | EventDetails::MapStateSucceeded
        | EventDetails::MapIterationSucceeded(_)
        | EventDetails::MapRunSucceeded => Tone::Good,
        EventDetails::ExecutionFailed(_)
        | EventDetails::ExecutionTimedOut(_)
        | EventDetails::TaskFailed { .. }
        | EventDetails::TaskTimedOut { .. }
        | EventDetails::TaskSubmitFailed { .. }
        | EventDetails::LambdaFunctionFailed(_)
        | EventDetails::LambdaFunctionTimedOut(_)
        | EventDetails::ActivityFailed(_)
        | EventDetails::ActivityTimedOut(_)
        | EventDetails::ParallelStateFailed
        | EventDetails::MapStateFailed
        | EventDetails::MapIterationFailed(_)
        | EventDetails::MapRunFailed(_)
        | EventDetails::EvaluationFailed(_) => Tone::Bad,
        EventDetails::ExecutionAborted(_)
        | EventDetails::StateAborted { .. }
        | EventDetails::MapIterationAborted(_)
        | EventDetails::MapRunAborted => Tone::Muted,
        _ => Tone::Neutral,
    }
}

fn has_reader(program: &Program, visit: Option<&Visit>) -> bool {
    let kind = visit.map(|visit| &program.state(visit.state).kind);
    let Some(StateKind::Map(map)) = kind else {
        return false;
    };
    map.distributed
        .as_ref()
        .is_some_and(|map| map.reader.is_some())
}

fn summary(details: &EventDetails, program: &Program, visit: Option<&Visit>) -> String {
    match details {
        EventDetails::ExecutionFailed(reason)
        | EventDetails::ExecutionAborted(reason)
        | EventDetails::ExecutionTimedOut(reason)
        | EventDetails::TaskFailed { reason, .. }
        | EventDetails::TaskTimedOut { reason, .. }
        | EventDetails::TaskSubmitFailed { reason, .. }
        | EventDetails::LambdaFunctionFailed(reason)
        | EventDetails::LambdaFunctionTimedOut(reason)
        | EventDetails::ActivityFailed(reason)
        | EventDetails::ActivityTimedOut(reason)
        | EventDetails::MapRunFailed(reason) => of_reason(reason),
        EventDetails::EvaluationFailed(evaluation) => match &evaluation.location {
            Some(location) => format!("{} in {location}", of_reason(&evaluation.reason)),
            None => of_reason(&evaluation.reason),
        },
        EventDetails::TaskScheduled(scheduled)
        | EventDetails::LambdaFunctionScheduled(scheduled)
        | EventDetails::ActivityScheduled(scheduled) => {
            match &program.state(scheduled.state).kind {
                StateKind::Task(task) => task.resource.text.to_string(),
                _ => String::new(),
            }
        }
        EventDetails::StateExited(_) => match visit.and_then(|visit| visit.next) {
            Some(next) => format!("→ {}", program.state(next).name),
            None => "→ end".to_owned(),
        },
        // AWS counts none of what a reader has still to find
        EventDetails::MapStateStarted { length: 0 } if has_reader(program, visit) => {
            "items from the reader".to_owned()
        }
        EventDetails::MapStateStarted { length: 1 } => "1 item".to_owned(),
        EventDetails::MapStateStarted { length } => format!("{length} items"),
        EventDetails::MapIterationStarted(iteration)
        | EventDetails::MapIterationSucceeded(iteration)
        | EventDetails::MapIterationFailed(iteration)
        | EventDetails::MapIterationAborted(iteration) => format!("iteration {}", iteration.index),
        EventDetails::MapRunStarted { arn } | EventDetails::MapRunRedriven { arn, .. } => {
            arn.to_string()
        }
        EventDetails::ActivityStarted {
            worker_name: Some(name),
        } => format!("by {name}"),
        _ => String::new(),
    }
}

/// A cause in at most 160 characters of one line: of Lambda's own JSON the message, and without AWS's words before an
/// error of the interpreter, which say the state that stands beside it.
pub(super) fn short_cause(cause: &str) -> String {
    let message = |cause: &str| -> Option<String> {
        let value = cause
            .starts_with('{')
            .then(|| json::parse(cause).ok())
            .flatten()?;
        Some(value.get("errorMessage")?.as_str()?.to_owned())
    };
    let text = message(cause).unwrap_or_else(|| cause.to_owned());
    let told = text
        .strip_prefix("An error occurred while executing the state '")
        .and_then(|rest| rest.split_once("(entered at the event id #"))
        .and_then(|(_, rest)| rest.split_once("). "))
        .map_or(text.as_str(), |(_, rest)| rest);
    let line = told.lines().next().unwrap_or("");
    line.chars().take(160).collect()
}

/// `ServiceUnavailable: the gateway is down`
fn of_reason(reason: &Reason) -> String {
    match (
        reason.error.as_deref(),
        reason.cause.as_deref().map(short_cause),
    ) {
        (Some(error), Some(cause)) if !cause.is_empty() => format!("{error}: {cause}"),
        (Some(error), _) => error.to_owned(),
        (None, Some(cause)) => cause,
        (None, None) => String::new(),
    }
}
