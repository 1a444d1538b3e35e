//! Paths and calls that cannot give what their field needs.

use super::references::{Written, texts};
use crate::definition::{QueryLanguage, State};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::intrinsic::Call;
use crate::jsonpath::Path;

/// # What it does
/// Warns of a path that gives an array where a number, a timestamp or a text is needed, of a call in `ErrorPath` or
/// `CausePath` of a function that gives no text, and of a call with a number of arguments that its function does not take.
///
/// # Why
/// The execution fails when it comes there, whatever its input is.
///
/// # Example
/// ```json
/// { "Type": "Wait", "SecondsPath": "$.delays[*]", "End": true }
/// ```
///
/// Source: AWS developer guide, which has reference paths in these fields, and lists the functions for a Fail. What AWS
/// says when a definition is created is not known; those of a Map it refuses, which the compiler says.
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    if state.query_language != QueryLanguage::JsonPath {
        return;
    }
    for written in texts(state) {
        let text = &*written.text.value;
        let call = Call::parse(text).ok();
        if let Some(fault) = call.as_ref().and_then(Call::fault) {
            found.push(failing_call(&written, fault).with_location(&*written.location));
        }
        let field = written.location.rsplit('/').next().unwrap_or_default();
        let Some(needed) = needed(field) else {
            continue;
        };
        let finding = match (Path::parse(text), call) {
            (Ok(path), _) if !path.is_definite() => indefinite(&written, field, needed),
            // in other fields no call parses as what is needed
            (Err(_), Some(call)) if takes_call(field) && !call.function().gives_text() => {
                no_text(&written, field)
            }
            _ => continue,
        };
        found.push(finding.with_location(&*written.location));
    }
}

/// What a field takes, when it takes one value.
fn needed(field: &str) -> Option<&'static str> {
    match field {
        "ErrorPath" | "CausePath" => Some("a text"),
        "TimestampPath" => Some("a timestamp"),
        "SecondsPath" | "TimeoutSecondsPath" | "HeartbeatSecondsPath" => Some("a number"),
        _ => None,
    }
}

fn takes_call(field: &str) -> bool {
    matches!(field, "ErrorPath" | "CausePath")
}

fn indefinite(written: &Written<'_>, field: &str, needed: &str) -> Diagnostic {
    let message = format!(
        "`{}` gives an array, and `{field}` needs {needed}",
        written.text.value
    );
    Diagnostic::new(
        Code::InvalidReferencePath,
        Severity::Warning,
        written.span(),
        message,
    )
    .with_reason(
        "a path with `*`, `..`, several indexes or a filter gives an array of what it finds",
    )
    .with_help("write names and indexes alone, such as `$.order.items[0]`")
}

/// Source: public measurements on AWS: it takes the definition, and the execution fails.
fn failing_call(written: &Written<'_>, fault: String) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidTemplate,
        Severity::Warning,
        written.span(),
        fault,
    )
    .with_reason("the call fails whenever it is evaluated, and nothing catches that")
}

fn no_text(written: &Written<'_>, field: &str) -> Diagnostic {
    let message = format!("`{}` cannot stand in `{field}`", written.text.value);
    Diagnostic::new(Code::InvalidPath, Severity::Warning, written.span(), message)
        .with_reason("it takes a path, or a call of `States.Format`, `States.JsonToString`, `States.ArrayGetItem`, `States.Base64Encode`, `States.Base64Decode`, `States.Hash` or `States.UUID`")
        .with_help("make the text in a state before, and name its place")
}
