//! An execution: as a whole, at one of its events, and in one of its iterations.

use serde::Serialize;

use super::{NamedValue, WaitingFor};
use crate::graph::EdgeKind;
use crate::history::inspection::VisitStatus;
use crate::history::iteration::Iteration;
use crate::simulation::execution::ExecutionStatus;

/// One execution of a run: the first, or one that another one started.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ExecutionInfo {
    /// From 0, in the order of their start.
    pub execution: u32,
    /// Its ARN.
    pub execution_arn: String,
    /// Its machine's ARN.
    pub state_machine_arn: String,
    /// The visit that started it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<u32>,
    /// The execution of that visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// How it stands.
    pub status: ExecutionStatus,
    /// Its input, JSON text.
    pub input: String,
    /// Its output when it succeeded, JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The error's name, when it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The error's cause, when it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// When it began, in milliseconds since the epoch.
    pub start_date: f64,
    /// When it ended, in milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_date: Option<f64>,
    /// How many events.
    pub events: u32,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// Whether it can be redriven.
    pub redrive_status: RedriveStatus,
    /// Why it is not redrivable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redrive_status_reason: Option<String>,
}

/// Whether an execution can be redriven, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RedriveStatus {
    /// It can.
    Redrivable,
    /// It cannot.
    NotRedrivable,
}

/// A run as a whole.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// How it stands.
    pub status: ExecutionStatus,
    /// Its output when it succeeded, JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The error's name, when it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The error's cause, when it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The cause in one line of at most 160 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_cause: Option<String>,
    /// The ARN of the execution.
    pub execution_arn: String,
    /// When it began, in milliseconds since the epoch.
    pub start_date: f64,
    /// When it ended, in milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_date: Option<f64>,
    /// Virtual milliseconds from its start to its end, or to now.
    pub duration_ms: f64,
    /// How many events.
    pub events: u32,
    /// How many visits.
    pub visits: u32,
    /// How many attempts of tasks.
    pub attempts: u32,
    /// How many of them because of a retrier.
    pub retries: u32,
    /// How many rows the trace has.
    pub trace_rows: u32,
    /// How many rows the timeline has.
    pub timeline_rows: u32,
    /// From when to when it did nothing but wait, each in milliseconds since its start.
    #[cfg_attr(test, ts(type = "[from: number, to: number][]"))]
    pub idle: Vec<(f64, f64)>,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// Whether it can be redriven.
    pub redrive_status: RedriveStatus,
    /// What it waits for.
    pub waiting_for: Vec<WaitingFor>,
    /// One entry per state that was entered, in the order of the text.
    pub states: Vec<StateRun>,
    /// The edges that were taken.
    pub edges: Vec<EdgeRun>,
    /// The innermost visit that failed last: where the failure began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_visit: Option<u32>,
    /// The iteration that alone is told of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<ShownIteration>,
}

/// An execution as it stood right after one of its events.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// The event's id.
    pub event: u32,
    /// How many events there are.
    pub events: u32,
    /// When it happened, in virtual milliseconds since the start of the execution.
    pub at_ms: f64,
    /// AWS's type of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// The visit it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<u32>,
    /// The place of that visit's state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_path: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_name: Option<String>,
    /// Places of the states that are running, in the order they were entered.
    pub running: Vec<String>,
    /// The variables of that visit then.
    pub variables: Vec<NamedValue>,
    /// The event before by which a state was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_state: Option<u32>,
    /// The event after by which a state is entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_state: Option<u32>,
    /// As in [`RunSummary`].
    pub states: Vec<StateRun>,
    /// As in [`RunSummary`].
    pub edges: Vec<EdgeRun>,
}

/// An iteration of a Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct IterationOf {
    /// The Map's visit.
    pub map_visit: u32,
    /// Which attempt of the Map, from 1.
    pub attempt: u32,
    /// Which one, from 0.
    pub index: u32,
}

impl From<Iteration> for IterationOf {
    fn from(iteration: Iteration) -> IterationOf {
        IterationOf {
            map_visit: iteration.map.0,
            attempt: iteration.attempt,
            index: iteration.index,
        }
    }
}

/// An iteration of a Map that is looked at on its own.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ShownIteration {
    /// Which one.
    pub of: IterationOf,
    /// How many there are.
    pub count: u32,
    /// The Map's name.
    pub map: String,
    /// When its first state was entered, in milliseconds since the start of the execution.
    pub from_ms: f64,
    /// When its last one was left, or the time that it is, likewise.
    pub to_ms: f64,
    /// A visit of the iteration before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<u32>,
    /// A visit of the iteration after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
    /// A visit of the iteration that its Map is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub around: Option<u32>,
}

/// What a state did in a run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StateRun {
    /// Its place in the definition.
    pub path: String,
    /// How often it was entered.
    pub visits: u32,
    /// Attempts of all visits; visits, for a type without attempts.
    pub attempts: u32,
    /// How many of them failed.
    pub failed_attempts: u32,
    /// How the last visit stands.
    pub status: VisitStatus,
    /// The first visit.
    pub first_visit: u32,
    /// The last visit.
    pub last_visit: u32,
}

/// An edge that was taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EdgeRun {
    /// A state's place, or null: the beginning of its level.
    pub from: Option<String>,
    /// A state's place, or null: the end of its level.
    pub to: Option<String>,
    /// When it is taken.
    pub kind: EdgeKind,
    /// How often.
    pub count: u32,
}
