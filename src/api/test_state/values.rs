//! The bounds of a request's members, which AWS looks at before anything else.
//!
//! Source: the bounds and the values are those of the API's model; the words are those of all of AWS's services, which
//! leave out a value that the model calls sensitive.

use super::{Role, TestStateRequest, invalid};
use crate::api::session::RequestError;
use crate::limits::{Limits, MAX_CAUSE, MAX_DEFINITION_BYTES, MAX_ERROR, MAX_NAME};

/// Refuses what is none of the values of an enumeration, a text that is too short or too long, and a count below zero.
///
/// # Errors
/// All that is wrong, in AWS's words.
pub(super) fn check(request: &TestStateRequest) -> Result<(), RequestError> {
    let mut complaints = Vec::new();
    check_enumerations(request, &mut complaints);
    check_lengths(request, &mut complaints);
    check_counts(request, &mut complaints);
    let count = match complaints.len() {
        0 => return Ok(()),
        1 => "1 validation error".to_owned(),
        count => format!("{count} validation errors"),
    };
    let complaints = complaints.join("; ");
    Err(invalid(format!("{count} detected: {complaints}")))
}

fn check_enumerations(request: &TestStateRequest, complaints: &mut Vec<String>) {
    let mode = request.mock.as_ref();
    let mode = mode.and_then(|mock| mock.field_validation_mode.as_deref());
    let level = request.inspection_level.as_deref();
    let words = [
        ("inspectionLevel", level, ["INFO", "DEBUG", "TRACE"]),
        (
            "mock.fieldValidationMode",
            mode,
            ["STRICT", "PRESENT", "NONE"],
        ),
    ];
    for (field, value, values) in words {
        if let Some(value) = value.filter(|value| !values.contains(value)) {
            let rule = format!("satisfy enum value set: [{}]", values.join(", "));
            complaints.push(unfit(field, Some(value), &rule));
        }
    }
}

fn check_lengths(request: &TestStateRequest, complaints: &mut Vec<String>) {
    let mock = request.mock.as_ref();
    let result = mock.and_then(|mock| mock.result.as_deref());
    let error = mock.and_then(|mock| mock.error_output.as_ref());
    let configuration = request.state_configuration.as_ref();
    let role = request.role_arn.as_ref().and_then(Role::arn);
    let data = Limits::default().payload_bytes as usize;
    let reader_data = configuration.and_then(|it| it.map_item_reader_data.as_deref());
    let texts: [(&str, Option<&str>, usize, usize); 11] = [
        (
            "definition",
            Some(&*request.definition),
            0,
            MAX_DEFINITION_BYTES,
        ),
        ("roleArn", role, 1, 256),
        ("input", request.input.as_deref(), 0, data),
        ("variables", request.variables.as_deref(), 0, data),
        ("stateName", request.state_name.as_deref(), 1, MAX_NAME),
        ("mock.result", result, 0, data),
        (
            "mock.errorOutput.error",
            error.and_then(|it| it.error.as_deref()),
            0,
            MAX_ERROR,
        ),
        (
            "mock.errorOutput.cause",
            error.and_then(|it| it.cause.as_deref()),
            0,
            MAX_CAUSE,
        ),
        ("context", request.context.as_deref(), 0, data),
        (
            "stateConfiguration.errorCausedByState",
            configuration.and_then(|it| it.error_caused_by_state.as_deref()),
            1,
            MAX_NAME,
        ),
        ("stateConfiguration.mapItemReaderData", reader_data, 0, data),
    ];
    for (field, text, least, most) in texts {
        let Some(text) = text else { continue };
        let (bound, limit) = match text.chars().count() {
            length if length < least => ("greater", least),
            length if length > most => ("less", most),
            _ => continue,
        };
        let shown = Some(text).filter(|_| field == "roleArn");
        let rule = format!("have length {bound} than or equal to {limit}");
        complaints.push(unfit(field, shown, &rule));
    }
}

fn check_counts(request: &TestStateRequest, complaints: &mut Vec<String>) {
    let configuration = request.state_configuration.clone().unwrap_or_default();
    for (field, count) in [
        (
            "stateConfiguration.mapIterationFailureCount",
            configuration.map_iteration_failure_count,
        ),
        (
            "stateConfiguration.retrierRetryCount",
            configuration.retrier_retry_count,
        ),
    ] {
        if let Some(count) = count.filter(|count| *count < 0) {
            let rule = "have value greater than or equal to 0";
            complaints.push(unfit(field, Some(&count.to_string()), rule));
        }
    }
}

/// `value` is absent where AWS does not show it.
fn unfit(field: &str, value: Option<&str>, rule: &str) -> String {
    let value = value.map_or_else(String::new, |value| format!("'{value}' "));
    format!("Value {value}at '{field}' failed to satisfy constraint: Member must {rule}")
}
