//! The rows of the trace and of the timeline.

use serde::Serialize;

use crate::definition::StateType;
use crate::history::inspection::VisitStatus;

/// One row of the trace.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct TraceRow {
    /// From 0.
    pub row: u32,
    /// Whose it is.
    pub origin: Origin,
    /// The id of an event of AWS's; our own rows have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// The id of the event that it followed; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_event_id: Option<u32>,
    /// When it happened, in virtual milliseconds since the start of the execution.
    pub at_ms: f64,
    /// AWS's event type, or `RetryBackoff`.
    #[serde(rename = "type")]
    pub row_type: String,
    /// The name of the state that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_name: Option<String>,
    /// The visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<u32>,
    /// Which attempt of the visit, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// What it means for its execution.
    pub tone: Tone,
    /// One short line.
    pub summary: String,
}

/// Whose a row of the trace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// An event of AWS's history.
    Aws,
    /// Our own, for what AWS has no event for.
    Playground,
}

/// What a row of the trace means for its execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// It goes on.
    Neutral,
    /// Something gave its result.
    Good,
    /// Something failed.
    Bad,
    /// Something was given up, or nothing happens.
    Muted,
}

/// One row of the timeline.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct TimelineRow {
    /// From 0.
    pub row: u32,
    /// How many Parallels and Maps it is inside of.
    pub depth: u32,
    /// The visit.
    pub visit: u32,
    /// The state's name.
    pub name: String,
    /// Of the first visit of an iteration: which, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<u32>,
    /// The state's place in the definition.
    pub path: String,
    /// The state's type.
    #[serde(rename = "type")]
    pub state_type: StateType,
    /// How the visit stands.
    pub status: VisitStatus,
    /// When it was entered, in virtual milliseconds since the start of the execution that is shown.
    pub from_ms: f64,
    /// When it was left, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_ms: Option<f64>,
    /// What it was made of.
    pub intervals: Vec<TimelineInterval>,
}

/// One span of a timeline row.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct TimelineInterval {
    /// What the visit was doing.
    pub kind: IntervalKind,
    /// When it began, in virtual milliseconds since the start of the execution that is shown.
    pub from_ms: f64,
    /// When it ended, or the time that it is, likewise.
    pub to_ms: f64,
    /// The attempt, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// A few words; of `queued`, which limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The duration of the whole depended on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub critical: bool,
}

/// What a visit was doing during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum IntervalKind {
    /// An attempt that succeeded or still runs, or a state that takes no time.
    Running,
    /// An attempt that failed.
    Failed,
    /// Between two attempts.
    Backoff,
    /// In a Wait, or until a token came back.
    Wait,
    /// An iteration that was held back by how many may run at once.
    Queued,
    /// In the branches or iterations of an attempt that did not fail.
    Inside,
}
