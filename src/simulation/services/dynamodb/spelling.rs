//! The types of attribute values as an AWS SDK integration spells them: `{"Bool": true}` is the API's `{"BOOL": true}`.
//!
//! Source: public reports of answers of `aws-sdk:dynamodb`; AWS's answer at re:Post of a request. The optimised
//! integration takes the API's own names.

use crate::json::{Key, Object, Value};
use crate::simulation::services::Members;

/// The API's name, and that of the SDK, where they are not the same.
const TYPES: [(&str, &str); 5] = [
    ("BOOL", "Bool"),
    ("BS", "Bs"),
    ("NS", "Ns"),
    ("NULL", "Nul"),
    ("SS", "Ss"),
];

/// The members of a request that hold attributes.
const IN_REQUEST: [&str; 3] = ["ExpressionAttributeValues", "Item", "Key"];

/// A request of an AWS SDK integration in the spelling of the API.
pub(in crate::simulation::services) fn request_of_api(parameters: &Value) -> Value {
    let Value::Object(request) = parameters else {
        return parameters.clone();
    };
    let member = |(name, value): &(Key, Value)| {
        let value = match IN_REQUEST.contains(&&**name) {
            true => attributes(value, &of_api),
            false => value.clone(),
        };
        (name.clone(), value)
    };
    Value::Object(request.members().iter().map(member).collect::<Object>())
}

/// An answer, which holds nothing but attributes, in the spelling of the SDK.
pub(in crate::simulation::services) fn answer_of_sdk(members: Members) -> Members {
    let members = members.into_iter();
    members
        .map(|(name, value)| (name, attributes(&value, &of_sdk)))
        .collect()
}

fn of_api(name: &str) -> &str {
    let found = TYPES.iter().find(|(_, sdk)| *sdk == name);
    found.map_or(name, |(api, _)| api)
}

fn of_sdk(name: &str) -> &str {
    let found = TYPES.iter().find(|(api, _)| *api == name);
    found.map_or(name, |(_, sdk)| sdk)
}

/// Attributes by their names, or the members of an `M`.
fn attributes(value: &Value, spell: &dyn Fn(&str) -> &str) -> Value {
    let Value::Object(named) = value else {
        return value.clone();
    };
    let members = named.members().iter();
    Value::object(members.map(|(name, value)| (name.clone(), attribute(value, spell))))
}

/// `{"S": "text"}`
fn attribute(value: &Value, spell: &dyn Fn(&str) -> &str) -> Value {
    let Value::Object(typed) = value else {
        return value.clone();
    };
    let member = |(name, value): &(Key, Value)| {
        let value = match (&**name, value) {
            ("M", inner) => attributes(inner, spell),
            ("L", Value::Array(items)) => {
                let items = items.items().iter();
                Value::array(items.map(|item| attribute(item, spell)).collect())
            }
            _ => value.clone(),
        };
        (Key::from(spell(name)), value)
    };
    Value::object(typed.members().iter().map(member))
}
