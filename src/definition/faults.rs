//! What is wrong with the members of a request, beyond those that are missing.
//!
//! Which members are texts is said in [`crate::integrations`].
//!
//! Source: executions that AWS failed so, quoted in public: for the `Payload` of `lambda:invoke`, for the parameters of a
//! batch job, and for a type that DynamoDB does not have.

use super::QueryLanguage;
use super::resource::{Service, unsupported_field};
use crate::integrations::{self, Content};
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

impl Service {
    /// What is wrong with the members of a request in a language. In JSONPath names that end in `.$` are computed still.
    pub(crate) fn faults<'a>(&self, request: &'a Value, language: QueryLanguage) -> Vec<Fault<'a>> {
        let mut found = Vec::new();
        let service = &*self.resource_type;
        let action = integrations::optimised(service, &self.action);
        let contents = integrations::contents(service);
        for (name, value) in members(request) {
            if action.is_some_and(|action| action.sends_text(name)) {
                find(name, value, &mut found);
            }
            match contents.iter().find(|(member, _)| *member == &**name) {
                Some((_, Content::Texts(texts))) => find_within(value, texts, &mut found),
                Some((_, Content::Attributes)) => find_in_attributes(value, language, &mut found),
                None => {}
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

fn find_in_attributes<'a>(
    attributes: &'a Value,
    language: QueryLanguage,
    found: &mut Vec<Fault<'a>>,
) {
    for (_, attribute) in members(attributes) {
        find_in_attribute(attribute, language, found);
    }
}

fn find_in_attribute<'a>(
    attribute: &'a Value,
    language: QueryLanguage,
    found: &mut Vec<Fault<'a>>,
) {
    for (kind, value) in members(attribute) {
        match &**kind {
            "N" | "S" => find(kind, value, found),
            "M" => find_in_attributes(value, language, found),
            "L" => items(value)
                .iter()
                .for_each(|item| find_in_attribute(item, language, found)),
            "B" | "BOOL" | "BS" | "NS" | "NULL" | "SS" => {}
            other if language == QueryLanguage::JsonPath && other.ends_with(".$") => {}
            other => found.push(Fault::NoType(other)),
        }
    }
}
