//! What is wrong with the members of a request, beyond those that are missing.
//!
//! Source: executions that AWS failed so, quoted in public: for the `Payload` of `lambda:invoke`, for the parameters of a
//! batch job, and for a type that DynamoDB does not have. The API references of the services say which other members are
//! texts.

use super::resource::{Service, unsupported_field};
use crate::integrations;
use crate::json::{Object, Value};

/// A member that AWS refuses.
#[derive(Clone, Copy)]
pub(crate) enum Fault<'a> {
    /// A number or a boolean where a text is sent. Of an object or an array the JSON is sent.
    NotText(&'a str),
    /// A type that DynamoDB does not have, such as `S.$` where nothing is computed by it.
    NoType(&'a str),
}

impl<'a> Fault<'a> {
    /// The member's name.
    pub(crate) fn name(self) -> &'a str {
        let (Fault::NotText(name) | Fault::NoType(name)) = self;
        name
    }

    /// AWS's words for it.
    pub(crate) fn words(self) -> String {
        match self {
            Fault::NotText(name) => format!("The value for the field '{name}' must be a STRING"),
            Fault::NoType(name) => unsupported_field(name),
        }
    }
}

/// Members at any depth that are texts, by service and by the member of the request that they stand in; none are named
/// where all are.
const INNER: [(&str, &str, &[&str]); 10] = [
    ("batch", "ContainerOverrides", &["Name", "Value"]),
    ("batch", "Parameters", &[]),
    ("ecs", "Overrides", &["Name", "Value"]),
    (
        "events",
        "Entries",
        &["Detail", "DetailType", "EventBusName", "Source"],
    ),
    ("glue", "Arguments", &[]),
    ("sagemaker", "Environment", &[]),
    ("sagemaker", "HyperParameters", &[]),
    ("sns", "MessageAttributes", MESSAGE_ATTRIBUTE),
    ("sqs", "MessageAttributes", MESSAGE_ATTRIBUTE),
    ("sqs", "MessageSystemAttributes", MESSAGE_ATTRIBUTE),
];
const MESSAGE_ATTRIBUTE: &[&str] = &["DataType", "StringValue"];

/// The members of DynamoDB's requests that hold attributes, by their names.
const ATTRIBUTES: [&str; 3] = ["ExpressionAttributeValues", "Item", "Key"];

impl Service {
    /// What is wrong with the members of a request. `computes` says that names which end in `.$` are computed still.
    pub(crate) fn faults<'a>(&self, request: &'a Value, computes: bool) -> Vec<Fault<'a>> {
        let mut found = Vec::new();
        let action = integrations::optimised(&self.resource_type, &self.action);
        for (name, value) in members(request) {
            if action.is_some_and(|action| action.sends_text(name)) {
                find(name, value, &mut found);
            }
            if *self.resource_type == *"dynamodb" && ATTRIBUTES.contains(&&**name) {
                find_in_attributes(value, computes, &mut found);
            }
            let rows = INNER.iter();
            let row = rows
                .filter(|(service, ..)| **service == *self.resource_type)
                .find(|(_, member, _)| *member == &**name);
            if let Some((_, _, texts)) = row {
                find_within(value, texts, &mut found);
            }
        }
        found
    }
}

fn members(value: &Value) -> &[(crate::json::Key, Value)] {
    value.as_object().map(Object::members).unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value
        .as_array()
        .map(|array| array.items())
        .unwrap_or_default()
}

fn find<'a>(name: &'a str, value: &Value, found: &mut Vec<Fault<'a>>) {
    if matches!(value, Value::Number(_) | Value::Bool(_)) {
        found.push(Fault::NotText(name));
    }
}

fn find_within<'a>(value: &'a Value, texts: &[&str], found: &mut Vec<Fault<'a>>) {
    for (name, value) in members(value) {
        match texts.is_empty() || texts.contains(&&**name) {
            true => find(name, value, found),
            false => find_within(value, texts, found),
        }
    }
    for item in items(value) {
        find_within(item, texts, found);
    }
}

fn find_in_attributes<'a>(attributes: &'a Value, computes: bool, found: &mut Vec<Fault<'a>>) {
    for (_, attribute) in members(attributes) {
        find_in_attribute(attribute, computes, found);
    }
}

fn find_in_attribute<'a>(attribute: &'a Value, computes: bool, found: &mut Vec<Fault<'a>>) {
    for (kind, value) in members(attribute) {
        match &**kind {
            "N" | "S" => find(kind, value, found),
            "M" => find_in_attributes(value, computes, found),
            "L" => items(value)
                .iter()
                .for_each(|item| find_in_attribute(item, computes, found)),
            "B" | "BOOL" | "BS" | "NS" | "NULL" | "SS" => {}
            other if computes && other.ends_with(".$") => {}
            other => found.push(Fault::NoType(other)),
        }
    }
}
