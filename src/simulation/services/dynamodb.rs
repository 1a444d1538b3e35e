//! DynamoDB: the four actions on one item.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::json::{Key, Object, Value};
use crate::simulation::failure::ServiceNames;

use super::{Answer, Refusal, refused, text_in};

/// The items of DynamoDB's tables by name, each as it was written last.
pub(super) type Tables = BTreeMap<Rc<str>, Vec<Object>>;

pub(super) const NAMES: ServiceNames = ServiceNames {
    optimised: "DynamoDB",
    older_sdk: "AmazonDynamoDBv2",
    older_exception: "AmazonDynamoDBException",
    sdk: "DynamoDb",
};

/// getItem, putItem, updateItem or deleteItem.
pub(super) fn item_action(tables: &mut Tables, action: &str, parameters: &Value) -> Answer {
    let table = tables
        .entry(text_in(parameters, "TableName").into())
        .or_default();
    let key = parameters.get("Key").and_then(Value::as_object);
    let has_key = |item: &Object| match key {
        Some(key) => key
            .members()
            .iter()
            .all(|(name, value)| item.get(name) == Some(value)),
        None => false,
    };
    let found = table.iter().position(has_key);
    let old = found.and_then(|at| table.get(at).cloned());
    let (old, new) = match action {
        "getItem" => {
            let item = old.map(|item| (Key::from("Item"), Value::Object(item)));
            return Ok(item.into_iter().collect());
        }
        "deleteItem" => {
            check_condition(parameters, old.as_ref(), table)?;
            table.retain(|item| !has_key(item));
            (old, None)
        }
        "putItem" => {
            let item = parameters.get("Item").and_then(Value::as_object).cloned();
            let Some(item) = item else {
                let text = "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
                return Err(refused(None, "ValidationException", text));
            };
            check_condition(parameters, Some(&item), table)?;
            // without a key's name the newest item that has what a later request asks for is the one
            table.insert(0, item.clone());
            (None, Some(item))
        }
        _ => {
            check_condition(parameters, old.as_ref(), table)?;
            let base = old.clone().or_else(|| key.cloned()).unwrap_or_default();
            let new = updated(base, parameters)?;
            match found.and_then(|at| table.get_mut(at)) {
                Some(place) => *place = new.clone(),
                None => table.insert(0, new.clone()),
            }
            (old, Some(new))
        }
    };
    let returned = match text_in(parameters, "ReturnValues") {
        "ALL_OLD" => old,
        "ALL_NEW" => new,
        "" | "NONE" => None,
        other => return Err(Refusal::NotEmulated(format!("ReturnValues {other}"))),
    };
    let attributes = returned.map(|item| (Key::from("Attributes"), Value::Object(item)));
    Ok(attributes.into_iter().collect())
}

/// `attribute_exists(name)` and `attribute_not_exists(name)`. For an item that is put, another one with the same value
/// of the attribute counts.
fn check_condition(
    parameters: &Value,
    item: Option<&Object>,
    table: &[Object],
) -> Result<(), Refusal> {
    let condition = text_in(parameters, "ConditionExpression").trim();
    if condition.is_empty() {
        return Ok(());
    }
    let argument = |function: &str| {
        let rest = condition.strip_prefix(function)?.trim_start();
        let name = rest.strip_prefix('(')?.strip_suffix(')')?.trim();
        Some(attribute_name(name, parameters)).filter(|name| !name.contains([' ', '(', ')']))
    };
    let (name, wanted) = match (
        argument("attribute_not_exists"),
        argument("attribute_exists"),
    ) {
        (Some(name), _) => (name, false),
        (None, Some(name)) => (name, true),
        (None, None) => return Err(Refusal::NotEmulated(format!("the condition {condition}"))),
    };
    let value = item.and_then(|item| item.get(&name));
    let exists = value.is_some_and(|value| table.iter().any(|of| of.get(&name) == Some(value)));
    if exists == wanted {
        return Ok(());
    }
    let name = "ConditionalCheckFailedException";
    Err(refused(Some(name), name, "The conditional request failed"))
}

/// `#name` by the request's names, other names as they stand.
fn attribute_name(name: &str, parameters: &Value) -> String {
    let names = parameters.get("ExpressionAttributeNames");
    let named = names.and_then(|names| names.get(name));
    named.and_then(Value::as_str).unwrap_or(name).to_owned()
}

/// `SET a = :a, #b = :b`
fn updated(mut item: Object, parameters: &Value) -> Result<Object, Refusal> {
    let expression = text_in(parameters, "UpdateExpression").trim();
    let refused = || Refusal::NotEmulated(format!("the update {expression}"));
    if expression.is_empty() {
        return Ok(item);
    }
    let (verb, list) = expression.split_once(' ').ok_or_else(refused)?;
    if !verb.eq_ignore_ascii_case("set") {
        return Err(refused());
    }
    for assignment in list.split(',') {
        let (name, value) = assignment.split_once('=').ok_or_else(refused)?;
        let values = parameters.get("ExpressionAttributeValues");
        let value = values.and_then(|values| values.get(value.trim()));
        let name = attribute_name(name.trim(), parameters);
        let value = value.ok_or_else(refused)?;
        item = item.with(&Key::from(&*name), value.clone());
    }
    Ok(item)
}
