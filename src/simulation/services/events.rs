//! EventBridge: putEvents.

use crate::json::{self, Key, Value};
use crate::simulation::Simulation;

use super::Answer;

impl Simulation {
    pub(super) fn put_events(&mut self, parameters: &Value) -> Answer {
        let entries = parameters.get("Entries").and_then(Value::as_array);
        let mut failed = 0;
        let mut answers = Vec::new();
        for entry in entries.into_iter().flat_map(|entries| entries.items()) {
            answers.push(match entry_fault(entry) {
                None => Value::object([self.generated_id("EventId")]),
                Some((code, message)) => {
                    failed += 1;
                    Value::object([
                        (Key::from("ErrorCode"), Value::from(code)),
                        (Key::from("ErrorMessage"), Value::from(message)),
                    ])
                }
            });
        }
        let members = vec![
            (Key::from("Entries"), Value::array(answers)),
            (Key::from("FailedEntryCount"), Value::from(failed)),
        ];
        Ok(members)
    }
}

/// What EventBridge has against an entry: its code and its sentence.
///
/// Source: recorded on AWS for a missing Source and for a Detail that is no JSON; the other members by the same rule.
fn entry_fault(entry: &Value) -> Option<(&'static str, String)> {
    let missing = ["Source", "DetailType", "Detail"]
        .into_iter()
        .find(|name| matches!(entry.get(name), None | Some(Value::Null)));
    if let Some(name) = missing {
        let text = format!("Parameter {name} is not valid. Reason: {name} is a required argument.");
        return Some(("InvalidArgument", text));
    }
    let is_object = match entry.get("Detail") {
        Some(Value::String(text)) => matches!(json::parse(text), Ok(Value::Object(_))),
        detail => matches!(detail, Some(Value::Object(_))),
    };
    (!is_object).then(|| ("MalformedDetail", "Detail is malformed.".to_owned()))
}
