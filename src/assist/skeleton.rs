//! Values that a completion starts with; `|` is where the cursor goes.

use crate::definition::fields::{Field, Operand, Owner, Shape};
use crate::definition::{QueryLanguage, StateType};

const EXPRESSION: &str = "\"{% | %}\"";
const OBJECT: &str = "{\n  |\n}";
const LEVEL: &str = "{\n  \"StartAt\": \"|\",\n  \"States\": {}\n}";

/// A value for a field of an owner.
pub(super) fn of_field(owner: Owner, field: &Field, language: QueryLanguage) -> String {
    let known = match field.name {
        "Retry" => {
            "[\n  {\n    \"ErrorEquals\": [\"|\"],\n    \"IntervalSeconds\": 1,\n    \"MaxAttempts\": 3,\n    \"BackoffRate\": 2\n  }\n]"
        }
        "Catch" => "[\n  {\n    \"ErrorEquals\": [\"States.ALL\"],\n    \"Next\": \"|\"\n  }\n]",
        "Choices" if language == QueryLanguage::Jsonata => {
            "[\n  {\n    \"Condition\": \"{% | %}\",\n    \"Next\": \"\"\n  }\n]"
        }
        "Choices" => "[\n  {\n    \"Variable\": \"$.|\",\n    \"Next\": \"\"\n  }\n]",
        "And" | "Or" => "[\n  {\n    \"Variable\": \"$.|\"\n  }\n]",
        "Not" => "{\n  \"Variable\": \"$.|\"\n}",
        "Branches" => {
            return format!("[\n  {}\n]", LEVEL.replace('\n', "\n  "));
        }
        "ItemProcessor" | "Iterator" => LEVEL,
        "ErrorEquals" => "[\"|\"]",
        "Condition" | "Output" => EXPRESSION,
        "Timestamp" => "\"2030-01-01T00:00:00Z\"",
        "TimeoutSeconds" => "60",
        "HeartbeatSeconds" => "30",
        "Seconds" | "MaxConcurrency" | "ToleratedFailurePercentage" | "MaxItemsPerBatch" => "10",
        "MaxAttempts" => "3",
        "BackoffRate" => "2",
        "Parameters" | "Arguments" if owner == Owner::State(StateType::Task) => OBJECT,
        _ => return of_shape(field.shape, language),
    };
    known.to_owned()
}

/// An operand for an operator of a choice rule.
pub(super) fn of_operator(operand: Operand) -> String {
    match operand {
        Operand::Number => "0".to_owned(),
        _ => of_shape(operand.shape(), QueryLanguage::JsonPath),
    }
}

/// A state of a type, without its name.
pub(super) fn of_state(state_type: &str) -> String {
    let rest = match state_type {
        "Task" => ",\n  \"Resource\": \"\",\n  \"End\": true",
        "Wait" => ",\n  \"Seconds\": 10,\n  \"End\": true",
        "Pass" => ",\n  \"End\": true",
        "Fail" => ",\n  \"Error\": \"\",\n  \"Cause\": \"\"",
        "Choice" => ",\n  \"Choices\": []",
        "Parallel" => ",\n  \"Branches\": [],\n  \"End\": true",
        "Map" => ",\n  \"ItemProcessor\": {},\n  \"End\": true",
        _ => "",
    };
    format!("{{\n  \"Type\": \"{state_type}\"{rest}\n}}")
}

fn of_shape(shape: Shape, language: QueryLanguage) -> String {
    let value = match shape {
        Shape::OneOf([only]) => return format!("\"{only}\""),
        Shape::Text | Shape::OneOf(_) | Shape::Timestamp => "\"|\"",
        Shape::Integer { min, .. } => return min.to_string(),
        Shape::Number { .. } => "1",
        Shape::Boolean => "true",
        Shape::Path | Shape::PathOrNull => "\"$.|\"",
        Shape::Texts | Shape::SomeTexts => "[\"|\"]",
        Shape::Objects | Shape::SomeObjects => "[|]",
        Shape::Collection if language == QueryLanguage::Jsonata => EXPRESSION,
        Shape::Collection | Shape::Object | Shape::Template => OBJECT,
    };
    value.to_owned()
}
