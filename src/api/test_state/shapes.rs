//! What TestState is asked and what it answers, as AWS names it. Payloads are JSON text.

use serde::{Deserialize, Serialize};

/// What AWS's TestState is asked. Payloads are JSON text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestStateRequest {
    /// A state, or with `stateName` a whole machine.
    pub definition: String,
    /// Which state of the machine, on any level.
    pub state_name: Option<String>,
    /// Absent: `{}`.
    pub input: Option<String>,
    /// `INFO`, `DEBUG` or `TRACE`; absent: `INFO`. A text, since AWS's complaint about any other shows it.
    pub inspection_level: Option<String>,
    /// A role; needed for a Task without a mock.
    pub role_arn: Option<Role>,
    /// Asks for the secrets of an HTTP task.
    pub reveal_secrets: Option<bool>,
    /// An object of variables.
    pub variables: Option<String>,
    /// The context object; only with a mock.
    pub context: Option<String>,
    /// What stands in for the work.
    pub mock: Option<MockRequest>,
    /// What has happened before.
    pub state_configuration: Option<StateConfiguration>,
}

/// A role.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Role {
    /// Its ARN.
    Arn(String),
    /// Whether there is one, whichever.
    Any(bool),
}

impl Role {
    pub(super) fn arn(&self) -> Option<&str> {
        match self {
            Role::Arn(arn) => Some(arn),
            Role::Any(_) => None,
        }
    }
}

/// What stands in for the work of a state.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MockRequest {
    /// JSON text.
    pub result: Option<String>,
    /// The error of the work.
    pub error_output: Option<MockError>,
    /// `STRICT`, `PRESENT` or `NONE`; absent: `STRICT`. A text, as the level is.
    pub field_validation_mode: Option<String>,
}

/// An error and its cause.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MockError {
    /// The error's name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
}

/// What has happened before the state is tested.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateConfiguration {
    /// Retries that its retrier has made.
    pub retrier_retry_count: Option<i64>,
    /// The state inside a Parallel or Map that the mocked error comes from.
    pub error_caused_by_state: Option<String>,
    /// Iterations of a Map that have failed.
    pub map_iteration_failure_count: Option<i64>,
    /// What an ItemReader would have read, as it stands there.
    pub map_item_reader_data: Option<String>,
}

/// What AWS's TestState answers. Payloads are JSON text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct TestStateResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_data: Option<InspectionData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_state: Option<String>,
    pub status: TestStateStatus,
}

/// What came of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TestStateStatus {
    /// It gave its output.
    Succeeded,
    /// Nothing took its error.
    Failed,
    /// A retrier took its error.
    Retriable,
    /// A catcher took its error.
    CaughtError,
}

/// The data at each stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct InspectionData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_arguments: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_input_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_parameters: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_items_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_items_pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_item_selector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_item_batcher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_result_selector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_result_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variables: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_details: Option<ErrorDetails>,
    /// This and the next one may be of any size, which only a JavaScript number holds there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerated_failure_count: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerated_failure_percentage: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<HttpRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<HttpResponse>,
}

/// What an HTTP task sends. What its connection adds is known to AWS alone, and is not here.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct HttpRequest {
    pub protocol: String,
    pub method: String,
    /// Absent when nobody has documented how its query is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub headers: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// What its endpoint answered, as far as the result tells.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct HttpResponse {
    pub protocol: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// Who took the error.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct ErrorDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catch_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(as = "Option<f64>"))]
    pub retry_backoff_interval_seconds: Option<i64>,
}
