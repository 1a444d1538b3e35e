//! Events in the shape of AWS's GetExecutionHistory, to the letter: payloads, parameters and causes are texts.

use std::fmt::Write;

use crate::definition::resource::ResourceKind;
use crate::json::{Value, write_string};
use crate::program::{Program, StateId, StateKind};

use super::details::{Evaluation, Exited, Scheduled};
use super::{EventDetails, EventId, History, HistoryEvent, Reason};

/// What an event says that its program does not know.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    /// The role of the execution.
    pub role_arn: &'a str,
    /// The region of the machine, which its services are called in: `us-east-1`.
    pub region: &'a str,
}

/// Up to `count` events from the one at `from` (0 is the first), as a JSON array. Timestamps are RFC 3339 texts.
pub fn events(
    history: &History,
    program: &Program,
    account: &Account<'_>,
    from: usize,
    count: usize,
) -> String {
    let mut out = String::from("[");
    for (at, (id, event)) in history.events_from(from).take(count).enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_event(id, event, program, account, &mut out);
    }
    out.push(']');
    out
}

fn write_event(
    id: EventId,
    event: &HistoryEvent,
    program: &Program,
    account: &Account<'_>,
    out: &mut String,
) {
    let (at, EventId(id), EventId(previous)) = (event.at, id, event.previous);
    let event_type = event_type(&event.details, program);
    let _ = write!(
        out,
        r#"{{"timestamp":"{at}","type":"{event_type}","id":{id},"previousEventId":{previous}"#
    );
    let mut members = Members { out: String::new() };
    if write_details(&event.details, program, account, &mut members) {
        // `taskFailedEventDetails` of `TaskFailed`, and so of every type
        let (first, rest) = plain_type(&event.details).split_at(1);
        let (first, members) = (first.to_ascii_lowercase(), members.out);
        let _ = write!(out, r#","{first}{rest}EventDetails":{{{members}}}"#);
    }
    out.push('}');
}

/// AWS's name of an event's type: `TaskStateEntered`.
pub fn event_type(details: &EventDetails, program: &Program) -> String {
    let state = match details {
        EventDetails::StateEntered { state, .. } | EventDetails::StateAborted { state } => {
            Some(*state)
        }
        EventDetails::StateExited(exited) => Some(exited.state),
        _ => None,
    };
    let state_type = state.map_or("", |id| program.state(id).kind.state_type().as_str());
    format!("{state_type}{}", plain_type(details))
}

/// The name of an event's type without that of its state's: `StateEntered`, `TaskFailed`.
fn plain_type(details: &EventDetails) -> &'static str {
    match details {
        EventDetails::ExecutionStarted { .. } => "ExecutionStarted",
        EventDetails::ExecutionSucceeded { .. } => "ExecutionSucceeded",
        EventDetails::ExecutionFailed(_) => "ExecutionFailed",
        EventDetails::ExecutionAborted(_) => "ExecutionAborted",
        EventDetails::ExecutionTimedOut(_) => "ExecutionTimedOut",
        EventDetails::ExecutionRedriven { .. } => "ExecutionRedriven",
        EventDetails::StateEntered { .. } => "StateEntered",
        EventDetails::StateExited(_) => "StateExited",
        EventDetails::StateAborted { .. } => "StateAborted",
        EventDetails::TaskScheduled(_) => "TaskScheduled",
        EventDetails::TaskStarted { .. } => "TaskStarted",
        EventDetails::TaskSubmitted { .. } => "TaskSubmitted",
        EventDetails::TaskSucceeded { .. } => "TaskSucceeded",
        EventDetails::TaskFailed { .. } => "TaskFailed",
        EventDetails::TaskTimedOut { .. } => "TaskTimedOut",
        EventDetails::TaskSubmitFailed { .. } => "TaskSubmitFailed",
        EventDetails::LambdaFunctionScheduled(_) => "LambdaFunctionScheduled",
        EventDetails::LambdaFunctionStarted => "LambdaFunctionStarted",
        EventDetails::LambdaFunctionSucceeded { .. } => "LambdaFunctionSucceeded",
        EventDetails::LambdaFunctionFailed(_) => "LambdaFunctionFailed",
        EventDetails::LambdaFunctionTimedOut(_) => "LambdaFunctionTimedOut",
        EventDetails::ActivityScheduled(_) => "ActivityScheduled",
        EventDetails::ActivityStarted { .. } => "ActivityStarted",
        EventDetails::ActivitySucceeded { .. } => "ActivitySucceeded",
        EventDetails::ActivityFailed(_) => "ActivityFailed",
        EventDetails::ActivityTimedOut(_) => "ActivityTimedOut",
        EventDetails::ParallelStateStarted => "ParallelStateStarted",
        EventDetails::ParallelStateSucceeded => "ParallelStateSucceeded",
        EventDetails::ParallelStateFailed => "ParallelStateFailed",
        EventDetails::MapStateStarted { .. } => "MapStateStarted",
        EventDetails::MapStateSucceeded => "MapStateSucceeded",
        EventDetails::MapStateFailed => "MapStateFailed",
        EventDetails::MapIterationStarted(_) => "MapIterationStarted",
        EventDetails::MapIterationSucceeded(_) => "MapIterationSucceeded",
        EventDetails::MapIterationFailed(_) => "MapIterationFailed",
        EventDetails::MapIterationAborted(_) => "MapIterationAborted",
        EventDetails::MapRunStarted { .. } => "MapRunStarted",
        EventDetails::MapRunSucceeded => "MapRunSucceeded",
        EventDetails::MapRunFailed(_) => "MapRunFailed",
        EventDetails::MapRunAborted => "MapRunAborted",
        EventDetails::MapRunRedriven { .. } => "MapRunRedriven",
        EventDetails::EvaluationFailed(_) => "EvaluationFailed",
    }
}

/// The members of one JSON object under construction.
struct Members {
    out: String,
}

impl Members {
    fn key(&mut self, key: &str) -> &mut String {
        if !self.out.is_empty() {
            self.out.push(',');
        }
        write_string(key, &mut self.out);
        self.out.push(':');
        &mut self.out
    }

    fn text(&mut self, key: &str, text: &str) {
        write_string(text, self.key(key));
    }

    fn number(&mut self, key: &str, number: impl std::fmt::Display) {
        let _ = write!(self.key(key), "{number}");
    }

    /// A payload: the JSON text as a string, and that it is whole.
    fn payload(&mut self, key: &str, value: &Value) {
        self.text(key, &value.to_text());
        self.key(&format!("{key}Details"))
            .push_str(r#"{"truncated":false}"#);
    }

    fn reason(&mut self, reason: &Reason) {
        for (key, text) in [("error", &reason.error), ("cause", &reason.cause)] {
            if let Some(text) = text {
                self.text(key, text);
            }
        }
    }

    /// `resourceType` and `resource` of a service integration.
    fn service(&mut self, program: &Program, state: StateId) {
        if let StateKind::Task(task) = &program.state(state).kind
            && let ResourceKind::Service(service) = &task.resource.kind
        {
            self.text("resourceType", &service.resource_type);
            self.text("resource", &service.resource);
        }
    }

    fn timeout(&mut self, scheduled: &Scheduled) {
        if let Some(seconds) = scheduled.timeout_seconds {
            self.number("timeoutInSeconds", seconds);
        }
    }

    fn heartbeat(&mut self, scheduled: &Scheduled) {
        if let Some(seconds) = scheduled.heartbeat_seconds {
            self.number("heartbeatInSeconds", seconds);
        }
    }

    fn credentials(&mut self, scheduled: &Scheduled) {
        if let Some(role) = &scheduled.role_arn {
            let _ = write!(self.key("taskCredentials"), r#"{{"roleArn":{role}}}"#);
        }
    }

    /// The resource and input of a function or an activity.
    fn called(&mut self, scheduled: &Scheduled, program: &Program) {
        if let StateKind::Task(task) = &program.state(scheduled.state).kind {
            self.text("resource", &task.resource.text);
        }
        self.payload("input", &scheduled.parameters);
    }

    fn exited(&mut self, exited: &Exited, program: &Program) {
        self.text("name", &program.state(exited.state).name);
        self.payload("output", &exited.output);
        if let Some(assigned) = &exited.assigned {
            let mut variables = Members { out: String::new() };
            for (name, value) in assigned.iter() {
                variables.text(name, &value.to_text());
            }
            let _ = write!(self.key("assignedVariables"), "{{{}}}", variables.out);
            self.key("assignedVariablesDetails")
                .push_str(r#"{"truncated":false}"#);
        }
    }

    fn evaluation(&mut self, evaluation: &Evaluation, program: &Program) {
        self.reason(&evaluation.reason);
        if let Some(location) = &evaluation.location {
            self.text("location", location);
        }
        self.text("state", &program.state(evaluation.state).name);
    }
}

/// Writes the members of an event's details. False: events of its type have none.
fn write_details(
    details: &EventDetails,
    program: &Program,
    account: &Account<'_>,
    members: &mut Members,
) -> bool {
    match details {
        EventDetails::ExecutionStarted { input } => {
            members.payload("input", input);
            members.text("roleArn", account.role_arn);
        }
        EventDetails::ExecutionSucceeded { output }
        | EventDetails::LambdaFunctionSucceeded { output }
        | EventDetails::ActivitySucceeded { output } => members.payload("output", output),
        EventDetails::ExecutionFailed(reason)
        | EventDetails::ExecutionAborted(reason)
        | EventDetails::ExecutionTimedOut(reason)
        | EventDetails::LambdaFunctionFailed(reason)
        | EventDetails::LambdaFunctionTimedOut(reason)
        | EventDetails::ActivityFailed(reason)
        | EventDetails::ActivityTimedOut(reason)
        | EventDetails::MapRunFailed(reason) => members.reason(reason),
        EventDetails::ExecutionRedriven { count } => members.number("redriveCount", count),
        EventDetails::StateEntered { state, input } => {
            members.text("name", &program.state(*state).name);
            members.payload("input", input);
        }
        EventDetails::StateExited(exited) => members.exited(exited, program),
        EventDetails::EvaluationFailed(evaluation) => members.evaluation(evaluation, program),
        EventDetails::MapStateStarted { length } => members.number("length", length),
        EventDetails::MapIterationStarted(it)
        | EventDetails::MapIterationSucceeded(it)
        | EventDetails::MapIterationFailed(it)
        | EventDetails::MapIterationAborted(it) => {
            members.text("name", &program.state(it.state).name);
            members.number("index", it.index);
        }
        EventDetails::MapRunStarted { arn } => members.text("mapRunArn", arn),
        EventDetails::MapRunRedriven { arn, count } => {
            members.text("mapRunArn", arn);
            members.number("redriveCount", count);
        }
        other => return write_task_details(other, program, account, members),
    }
    true
}

/// As [`write_details`], for what is told of a task beside its result.
fn write_task_details(
    details: &EventDetails,
    program: &Program,
    account: &Account<'_>,
    members: &mut Members,
) -> bool {
    match details {
        EventDetails::TaskScheduled(scheduled) => {
            members.service(program, scheduled.state);
            members.text("region", account.region);
            members.text("parameters", &scheduled.parameters.to_text());
            members.timeout(scheduled);
            members.heartbeat(scheduled);
            members.credentials(scheduled);
        }
        EventDetails::TaskStarted { state } => members.service(program, *state),
        EventDetails::TaskSubmitted { state, output }
        | EventDetails::TaskSucceeded { state, output } => {
            members.service(program, *state);
            members.payload("output", output);
        }
        EventDetails::TaskFailed { state, reason }
        | EventDetails::TaskTimedOut { state, reason }
        | EventDetails::TaskSubmitFailed { state, reason } => {
            members.service(program, *state);
            members.reason(reason);
        }
        EventDetails::LambdaFunctionScheduled(scheduled) => {
            members.called(scheduled, program);
            members.timeout(scheduled);
            members.credentials(scheduled);
        }
        EventDetails::ActivityScheduled(scheduled) => {
            members.called(scheduled, program);
            members.timeout(scheduled);
            members.heartbeat(scheduled);
        }
        EventDetails::ActivityStarted { worker_name } => {
            if let Some(name) = worker_name {
                members.text("workerName", name);
            }
        }
        _ => return false,
    }
    true
}
