//! Members of a request that are sent as text.
//!
//! Source: executions that AWS failed so, quoted in public: for the `Payload` of `lambda:invoke` and for the parameters of a
//! batch job. The API references of the services say which other members are texts.

use super::resource::Service;
use crate::integrations;
use crate::json::{Object, Value};

/// Members at any depth that are texts, by service and by the member of the request that they stand in; none are named
/// where all are.
const INNER: [(&str, &str, &[&str]); 10] = [
    ("batch", "ContainerOverrides", &["Name", "Value"]),
    ("batch", "Parameters", &[]),
    ("dynamodb", "ExpressionAttributeValues", ATTRIBUTE),
    ("dynamodb", "Item", ATTRIBUTE),
    ("dynamodb", "Key", ATTRIBUTE),
    ("ecs", "Overrides", &["Name", "Value"]),
    (
        "events",
        "Entries",
        &["Detail", "DetailType", "EventBusName", "Source"],
    ),
    ("sns", "MessageAttributes", MESSAGE_ATTRIBUTE),
    ("sqs", "MessageAttributes", MESSAGE_ATTRIBUTE),
    ("sqs", "MessageSystemAttributes", MESSAGE_ATTRIBUTE),
];
const ATTRIBUTE: &[&str] = &["N", "S"];
const MESSAGE_ATTRIBUTE: &[&str] = &["DataType", "StringValue"];

impl Service {
    /// The members of a request that are a number or a boolean where a text is sent. Of an object or an array the JSON is
    /// sent.
    pub(crate) fn not_texts<'a>(&self, request: &'a Value) -> Vec<&'a str> {
        let mut found = Vec::new();
        let members = request.as_object().map(Object::members);
        for (name, value) in members.unwrap_or_default() {
            if self.is_text(name) {
                find(name, value, &mut found);
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

    fn is_text(&self, field: &str) -> bool {
        let action = integrations::optimised(&self.resource_type, &self.action);
        let is_listed = action.is_some_and(|action| action.texts.contains(&field));
        is_listed || self.required().contains(&field) && self.is_name(field)
    }
}

/// AWS's words for such a member.
pub(crate) fn not_text(name: &str) -> String {
    format!("The value for the field '{name}' must be a STRING")
}

fn find<'a>(name: &'a str, value: &Value, found: &mut Vec<&'a str>) {
    if matches!(value, Value::Number(_) | Value::Bool(_)) {
        found.push(name);
    }
}

fn find_within<'a>(value: &'a Value, texts: &[&str], found: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object.members() {
                match texts.is_empty() || texts.contains(&&**name) {
                    true => find(name, value, found),
                    false => find_within(value, texts, found),
                }
            }
        }
        Value::Array(array) => {
            let items = array.items().iter();
            items.for_each(|item| find_within(item, texts, found));
        }
        _ => {}
    }
}
