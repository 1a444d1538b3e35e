//! Names of states.

use std::collections::BTreeMap;

use crate::definition::{State, StateMachine};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::limits::MAX_STATE_NAME;

/// # What it does
/// Reports a state name that is used twice at any depth of the machine, and names that are empty or too long.
///
/// # Why
/// Step Functions refuses them. History events name a state by this name alone, so two of one name could not be told
/// apart.
///
/// # Example
/// ```json
/// { "Branches": [ { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } },
///                 { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } } ] }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &State> = BTreeMap::new();
    for state in machine.all_states() {
        let name = &*state.name.value;
        if let Some(first) = seen.get(name) {
            found.push(duplicate(state, first));
        } else {
            seen.insert(name, state);
        }
        let length = name.chars().count();
        if length == 0 || length > MAX_STATE_NAME {
            found.push(bad_length(state, length));
        }
    }
}

fn duplicate(state: &State, first: &State) -> Diagnostic {
    let name = &state.name.value;
    let message = format!("the state name `{name}` is used twice");
    Diagnostic::new(
        Code::DuplicateStateName,
        Severity::Error,
        state.name.span,
        message,
    )
    .with_location(&*state.location)
    .with_reason(
        "a name must be unique over the whole state machine, branches and item processors included",
    )
    .with_help("give one of them another name")
    .with_related(first.name.span, "the first one")
    .with_aws(
        AwsCode::DuplicateStateName,
        format!("Duplicate State name: {name}"),
    )
}

fn bad_length(state: &State, length: usize) -> Diagnostic {
    let name = &state.name.value;
    let (message, aws) = match length {
        0 => (
            "a state name must not be empty".to_owned(),
            "Invalid State name: ".to_owned(),
        ),
        _ => (
            format!("a state name has at most {MAX_STATE_NAME} characters, this one has {length}"),
            // Source: public reports of AWS's answer
            format!(
                "Invalid State name: State '{name}' exceeds the {MAX_STATE_NAME}-character limit allowed by the service"
            ),
        ),
    };
    Diagnostic::new(
        Code::InvalidStateName,
        Severity::Error,
        state.name.span,
        message,
    )
    .with_location(&*state.location)
    .with_aws(AwsCode::InvalidStateName, aws)
}
