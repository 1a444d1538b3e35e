//! What TestState takes as a context object.
//!
//! Source: the messages are recorded on AWS but for those of an object and a number, which are like the one of a string.

use crate::json::Value;
use crate::program::{State, StateKind};

/// A member of a part, and its type; absent: any.
type Field = (&'static str, Option<&'static str>);

/// The parts of the context object.
const FIELDS: &[(&str, &[Field])] = &[
    (
        "Execution",
        &[
            ("Id", Some("string")),
            ("Input", None),
            ("Name", Some("string")),
            ("RoleArn", Some("string")),
            ("StartTime", Some("string")),
            ("RedriveCount", Some("number")),
            ("RedriveTime", Some("string")),
        ],
    ),
    (
        "State",
        &[
            ("EnteredTime", Some("string")),
            ("Name", Some("string")),
            ("RetryCount", Some("number")),
        ],
    ),
    (
        "StateMachine",
        &[("Id", Some("string")), ("Name", Some("string"))],
    ),
    ("Task", &[("Token", Some("string"))]),
];

/// Checks a context object that is given for a state.
///
/// # Errors
/// What is wrong with it, in AWS's words.
pub(super) fn check(context: &Value, state: &State) -> Result<(), String> {
    for (key, part) in members(context) {
        if &**key == "Map" {
            return Err("'Map' field is not supported when mocking a Context object".to_owned());
        }
        let Some((name, fields)) = FIELDS.iter().find(|(name, _)| *name == &**key) else {
            return Err(format!("Field '{key}' is not allowed"));
        };
        let has_token =
            matches!(&state.kind, StateKind::Task(task) if task.resource.pattern().has_token());
        if *name == "Task" && !has_token {
            return Err("Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern".to_owned());
        }
        if part.as_object().is_none() {
            return Err(format!("{name} must be an object"));
        }
        for (key, value) in members(part) {
            let Some((_, wanted)) = fields.iter().find(|(field, _)| *field == &**key) else {
                return Err(format!("Field '{key}' is not allowed"));
            };
            if let Some(wanted) = wanted.filter(|wanted| *wanted != value.type_name()) {
                return Err(format!("{name}.{key} must be a {wanted}"));
            }
        }
    }
    Ok(())
}

fn members(value: &Value) -> &[(crate::json::Key, Value)] {
    value.as_object().map_or(&[], |object| object.members())
}
