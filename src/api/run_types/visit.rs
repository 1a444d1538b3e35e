//! One visit with everything that is known of it.

use serde::Serialize;

use super::IterationOf;
use crate::api::types::TextRange;
use crate::definition::{QueryLanguage, StateType};
use crate::history::inspection::VisitStatus;

/// Everything about one visit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct VisitDetail {
    /// The visit's id, from 0 over the whole run.
    pub visit: u32,
    /// Which one of the visits of its state it is, from 1.
    pub place: u32,
    /// How many visits of its state there are.
    pub visits: u32,
    /// The one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
    /// The one after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    /// The state's name.
    pub name: String,
    /// The state's place in the definition.
    pub path: String,
    /// The state's type.
    #[serde(rename = "type")]
    pub state_type: StateType,
    /// The language of its expressions.
    pub query_language: QueryLanguage,
    /// How it stands.
    pub status: VisitStatus,
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
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedValue {
    /// Without `$`.
    pub name: String,
    /// JSON text.
    pub value: String,
}

/// One attempt of a visit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename = "Attempt"))]
#[serde(rename_all = "camelCase")]
pub struct AttemptDetail {
    /// From 1.
    pub number: u32,
    /// When it began, in virtual milliseconds since the start of the execution that is shown.
    pub started_ms: f64,
    /// When it ended, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_ms: Option<f64>,
    /// How it stands.
    pub status: VisitStatus,
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Stage {
    /// Which one.
    pub name: StageName,
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

/// The stages in the order they are passed, as AWS's TestState names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum StageName {
    /// The raw input.
    Input,
    /// After InputPath.
    AfterInputPath,
    /// After Parameters: what the work was given.
    AfterParameters,
    /// After Arguments: what the work was given.
    AfterArguments,
    /// A Map's items.
    AfterItemsPath,
    /// What the work gave.
    Result,
    /// After ResultSelector.
    AfterResultSelector,
    /// After ResultPath.
    AfterResultPath,
    /// What the next state is given.
    Output,
}

/// Why a visit went on as it did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename = "Decision"))]
pub struct DecisionDetail {
    /// What decided.
    pub kind: DecisionKind,
    /// The place in the definition: `/States/X/Retry[0]`.
    pub path: String,
    /// The attempt that failed, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// One sentence.
    pub text: String,
}

/// What decided how a visit went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum DecisionKind {
    /// A choice rule that held.
    Choice,
    /// No rule held: `Default`.
    Default,
    /// A retrier that took the error.
    Retry,
    /// A catcher that took the error.
    Catch,
    /// Nothing took the error.
    None,
}

/// What an expression gives that is tried on a visit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Trial {
    /// JSON text; absent where there is an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<TrialError>,
}

/// Why an expression that is tried gives no value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TrialError {
    /// JSONata's code, AWS's name of the error, or its code for a definition with such an expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A sentence.
    pub message: String,
    /// The narrowest place in the expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<TextRange>,
}
