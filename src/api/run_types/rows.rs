//! The rows of the trace and of the timeline.

use serde::Serialize;

/// One row of the trace.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceRow {
    /// From 0.
    pub row: u32,
    /// `aws` or `playground`.
    pub origin: &'static str,
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
    /// `neutral`, `good`, `bad` or `muted`.
    pub tone: &'static str,
    /// One short line.
    pub summary: String,
}

/// One row of the timeline.
#[derive(Clone, Debug, Serialize)]
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
    /// AWS's name of the state's type.
    #[serde(rename = "type")]
    pub state_type: &'static str,
    /// How the visit stands: `running`, `succeeded`, `caught`, `failed` or `aborted`.
    pub status: &'static str,
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
#[serde(rename_all = "camelCase")]
pub struct TimelineInterval {
    /// `running`, `failed`, `backoff`, `wait`, `queued` or `inside`.
    pub kind: &'static str,
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
    pub critical: bool,
}
