//! Events in the shape of AWS's GetExecutionHistory, to the letter: payloads, parameters and causes are texts.

use std::fmt::Write;

use crate::definition::resource::ResourceKind;
use crate::json::{Value, write_string};
use crate::program::{Program, StateId, StateKind};

use super::details::{Evaluation, Exited, Iteration, Scheduled};
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
    if let Some(key) = write_details(&event.details, program, account, &mut members) {
        let _ = write!(out, r#","{key}":{{{}}}"#, members.out);
    }
    out.push('}');
}

/// AWS's name of an event's type: `TaskStateEntered`.
pub fn event_type(details: &EventDetails, program: &Program) -> String {
    let state = |id: StateId, what: &str| {
        let of_type = program.state(id).kind.state_type();
        format!("{}State{what}", of_type.as_str())
    };
    match details {
        EventDetails::StateEntered { state: id, .. } => state(*id, "Entered"),
        EventDetails::StateExited(exited) => state(exited.state, "Exited"),
        EventDetails::StateAborted { state: id } => state(*id, "Aborted"),
        other => plain_type(other).to_owned(),
    }
}

/// The name of a type that does not depend on the state.
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
}

/// Writes the members of an event's details and gives their key; `None` for an event without details.
fn write_details(
    details: &EventDetails,
    program: &Program,
    account: &Account<'_>,
    members: &mut Members,
) -> Option<&'static str> {
    Some(match details {
        EventDetails::ExecutionStarted { input } => {
            members.payload("input", input);
            members.text("roleArn", account.role_arn);
            "executionStartedEventDetails"
        }
        EventDetails::ExecutionSucceeded { output } => {
            members.payload("output", output);
            "executionSucceededEventDetails"
        }
        EventDetails::ExecutionFailed(reason) => {
            with_reason(members, reason, "executionFailedEventDetails")
        }
        EventDetails::ExecutionAborted(reason) => {
            with_reason(members, reason, "executionAbortedEventDetails")
        }
        EventDetails::ExecutionTimedOut(reason) => {
            with_reason(members, reason, "executionTimedOutEventDetails")
        }
        EventDetails::ExecutionRedriven { count } => {
            members.number("redriveCount", count);
            "executionRedrivenEventDetails"
        }
        EventDetails::StateEntered { state, input } => {
            members.text("name", &program.state(*state).name);
            members.payload("input", input);
            "stateEnteredEventDetails"
        }
        EventDetails::StateExited(exited) => write_exited(exited, program, members),
        EventDetails::EvaluationFailed(evaluation) => {
            write_evaluation(evaluation, program, members)
        }
        EventDetails::MapStateStarted { length } => {
            members.number("length", length);
            "mapStateStartedEventDetails"
        }
        EventDetails::MapIterationStarted(it) => {
            iteration(members, it, program, "mapIterationStartedEventDetails")
        }
        EventDetails::MapIterationSucceeded(it) => {
            iteration(members, it, program, "mapIterationSucceededEventDetails")
        }
        EventDetails::MapIterationFailed(it) => {
            iteration(members, it, program, "mapIterationFailedEventDetails")
        }
        EventDetails::MapIterationAborted(it) => {
            iteration(members, it, program, "mapIterationAbortedEventDetails")
        }
        EventDetails::MapRunStarted { arn } => {
            members.text("mapRunArn", arn);
            "mapRunStartedEventDetails"
        }
        EventDetails::MapRunFailed(reason) => {
            with_reason(members, reason, "mapRunFailedEventDetails")
        }
        EventDetails::MapRunRedriven { arn, count } => {
            members.text("mapRunArn", arn);
            members.number("redriveCount", count);
            "mapRunRedrivenEventDetails"
        }
        other => return write_task_details(other, program, account, members),
    })
}

/// The details of the events of tasks.
fn write_task_details(
    details: &EventDetails,
    program: &Program,
    account: &Account<'_>,
    members: &mut Members,
) -> Option<&'static str> {
    Some(match details {
        EventDetails::TaskScheduled(scheduled) => {
            members.service(program, scheduled.state);
            members.text("region", account.region);
            members.text("parameters", &scheduled.parameters.to_text());
            members.timeout(scheduled);
            members.heartbeat(scheduled);
            members.credentials(scheduled);
            "taskScheduledEventDetails"
        }
        EventDetails::TaskStarted { state } => {
            members.service(program, *state);
            "taskStartedEventDetails"
        }
        EventDetails::TaskSubmitted { state, output } => {
            members.service(program, *state);
            members.payload("output", output);
            "taskSubmittedEventDetails"
        }
        EventDetails::TaskSucceeded { state, output } => {
            members.service(program, *state);
            members.payload("output", output);
            "taskSucceededEventDetails"
        }
        EventDetails::TaskFailed { state, reason } => {
            members.service(program, *state);
            with_reason(members, reason, "taskFailedEventDetails")
        }
        EventDetails::TaskTimedOut { state, reason } => {
            members.service(program, *state);
            with_reason(members, reason, "taskTimedOutEventDetails")
        }
        EventDetails::TaskSubmitFailed { state, reason } => {
            members.service(program, *state);
            with_reason(members, reason, "taskSubmitFailedEventDetails")
        }
        EventDetails::LambdaFunctionScheduled(scheduled) => {
            members.called(scheduled, program);
            members.timeout(scheduled);
            members.credentials(scheduled);
            "lambdaFunctionScheduledEventDetails"
        }
        EventDetails::LambdaFunctionSucceeded { output } => {
            members.payload("output", output);
            "lambdaFunctionSucceededEventDetails"
        }
        EventDetails::LambdaFunctionFailed(reason) => {
            with_reason(members, reason, "lambdaFunctionFailedEventDetails")
        }
        EventDetails::LambdaFunctionTimedOut(reason) => {
            with_reason(members, reason, "lambdaFunctionTimedOutEventDetails")
        }
        EventDetails::ActivityScheduled(scheduled) => {
            members.called(scheduled, program);
            members.timeout(scheduled);
            members.heartbeat(scheduled);
            "activityScheduledEventDetails"
        }
        EventDetails::ActivityStarted { worker_name } => {
            if let Some(name) = worker_name {
                members.text("workerName", name);
            }
            "activityStartedEventDetails"
        }
        EventDetails::ActivitySucceeded { output } => {
            members.payload("output", output);
            "activitySucceededEventDetails"
        }
        EventDetails::ActivityFailed(reason) => {
            with_reason(members, reason, "activityFailedEventDetails")
        }
        EventDetails::ActivityTimedOut(reason) => {
            with_reason(members, reason, "activityTimedOutEventDetails")
        }
        _ => return None,
    })
}

fn with_reason(members: &mut Members, reason: &Reason, key: &'static str) -> &'static str {
    members.reason(reason);
    key
}

fn iteration(
    members: &mut Members,
    it: &Iteration,
    program: &Program,
    key: &'static str,
) -> &'static str {
    members.text("name", &program.state(it.state).name);
    members.number("index", it.index);
    key
}

fn write_exited(exited: &Exited, program: &Program, members: &mut Members) -> &'static str {
    members.text("name", &program.state(exited.state).name);
    members.payload("output", &exited.output);
    if let Some(assigned) = &exited.assigned {
        let mut variables = Members { out: String::new() };
        for (name, value) in assigned.iter() {
            variables.text(name, &value.to_text());
        }
        let _ = write!(members.key("assignedVariables"), "{{{}}}", variables.out);
        members
            .key("assignedVariablesDetails")
            .push_str(r#"{"truncated":false}"#);
    }
    "stateExitedEventDetails"
}

fn write_evaluation(
    evaluation: &Evaluation,
    program: &Program,
    members: &mut Members,
) -> &'static str {
    members.reason(&evaluation.reason);
    if let Some(location) = &evaluation.location {
        members.text("location", location);
    }
    members.text("state", &program.state(evaluation.state).name);
    "evaluationFailedEventDetails"
}
