//! One visit with everything that is known of it.

use serde::Serialize;

use super::IterationOf;

/// Everything about one visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitDetail {
    /// The visit's id, from 0 over the whole run.
    pub visit: u32,
    /// The state's name.
    pub name: String,
    /// The state's place in the definition.
    pub path: String,
    /// AWS's name of the state's type.
    #[serde(rename = "type")]
    pub state_type: &'static str,
    /// How it stands: `running`, `succeeded`, `caught`, `failed` or `aborted`.
    pub status: &'static str,
    /// When it was entered, in virtual milliseconds since the start of the execution that is shown.
    pub entered_ms: f64,
    /// When it was left, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exited_ms: Option<f64>,
    /// The id of its Entered event.
    pub entered_event: u32,
    /// The id of its Exited event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exited_event: Option<u32>,
    /// The innermost iteration that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<IterationOf>,
    /// The name of the state it went on to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Its data, before any attempt and after the last one.
    pub stages: Vec<Stage>,
    /// Its attempts.
    pub attempts: Vec<AttemptDetail>,
    /// Why it went on as it did.
    pub decisions: Vec<DecisionDetail>,
    /// The error that ended it or was caught.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Its cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// JSON text of the context object.
    pub context: String,
    /// The variables it saw.
    pub variables: Vec<NamedValue>,
    /// The variables it assigned.
    pub assigned: Vec<NamedValue>,
}

/// A variable and its value.
#[derive(Clone, Debug, Serialize)]
pub struct NamedValue {
    /// Without `$`.
    pub name: String,
    /// JSON text.
    pub value: String,
}

/// One attempt of a visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptDetail {
    /// From 1.
    pub number: u32,
    /// When it began, in virtual milliseconds since the start of the execution that is shown.
    pub started_ms: f64,
    /// When it ended, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_ms: Option<f64>,
    /// How it stands, in the words of a visit.
    pub status: &'static str,
    /// Its data.
    pub stages: Vec<Stage>,
    /// Its error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Its cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// How long the back-off after it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_ms: Option<f64>,
}

/// The data at one stage.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// As AWS's TestState names it: `afterInputPath`.
    pub name: &'static str,
    /// The field that made it: `ResultPath: $.payment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// JSON text.
    pub value: String,
    /// Its length in bytes of UTF-8.
    pub bytes: u32,
    /// The same as the stage before.
    pub unchanged: bool,
}

/// Why a visit went on as it did.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionDetail {
    /// `choice`, `default`, `retry`, `catch` or `none`.
    pub kind: &'static str,
    /// The place in the definition: `/States/X/Retry[0]`.
    pub path: String,
    /// The attempt that failed, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// One sentence.
    pub text: String,
}
