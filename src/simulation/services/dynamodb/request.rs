//! What a request asks of an item, its expressions read.

use crate::json::{Key, Object, Value};

use super::super::{Refusal, refuse_members, text_in, value_null};
use super::{invalid, table_name};

/// DynamoDB's older ways to say what expressions say.
const OLDER_MEMBERS: [&str; 3] = ["AttributeUpdates", "ConditionalOperator", "Expected"];

/// A request that has what its action needs and nothing that is not emulated.
pub(super) struct Request<'a> {
    parameters: &'a Value,
    /// The table's name.
    pub(super) table: &'a str,
    /// `Key`, or of putItem `Item`.
    pub(super) subject: &'a Object,
    /// `ReturnValues`
    pub(super) returned: &'a str,
}

impl<'a> Request<'a> {
    pub(super) fn new(action: &str, parameters: &'a Value) -> Result<Request<'a>, Refusal> {
        let (subject, in_api) = match action {
            "putItem" => ("Item", "item"),
            _ => ("Key", "key"),
        };
        let table = table_name(parameters);
        let given = parameters.get(subject).and_then(Value::as_object);
        let missing = [("tableName", table.is_empty()), (in_api, given.is_none())];
        let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
        let missing: Vec<&str> = missing.map(|(name, _)| name).collect();
        let Some(subject) = given.filter(|_| missing.is_empty()) else {
            // Source: recorded on AWS for `item`
            return Err(invalid(&value_null(&missing)));
        };
        refuse_members(parameters, action, &OLDER_MEMBERS)?;
        match text_in(parameters, "ReturnConsumedCapacity") {
            "" | "NONE" => {}
            _ => refuse_members(parameters, action, &["ReturnConsumedCapacity"])?,
        }
        let returned = text_in(parameters, "ReturnValues");
        match (action, returned) {
            (_, "" | "NONE" | "ALL_OLD")
            | ("updateItem", "ALL_NEW" | "UPDATED_OLD" | "UPDATED_NEW") => {}
            (_, "ALL_NEW" | "UPDATED_OLD" | "UPDATED_NEW") => {
                return Err(invalid("ReturnValues can only be ALL_OLD or NONE"));
            }
            (_, other) => {
                return Err(invalid(&format!(
                    "1 validation error detected: Value '{other}' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
                )));
            }
        }
        Ok(Request {
            parameters,
            table,
            subject,
            returned,
        })
    }

    fn text(&self, name: &str) -> &'a str {
        text_in(self.parameters, name).trim()
    }

    /// The attribute that a part of an expression names: `name`, or `#name` by the request's names.
    fn attribute(&self, expression: &str, name: &str) -> Result<Key, Refusal> {
        let name = name.trim();
        if name.starts_with('#') {
            let names = self.parameters.get("ExpressionAttributeNames");
            let named = names.and_then(|names| names.get(name)?.as_str());
            return named.map(Key::from).ok_or_else(|| {
                invalid(&format!(
                    "Invalid {expression}: An expression attribute name used in the document path is not defined; attribute name: {name}"
                ))
            });
        }
        match is_word(name) {
            true => Ok(Key::from(name)),
            false => Err(self.beyond(expression)),
        }
    }

    /// The value that a part of an expression names: `:name`.
    fn value(&self, expression: &str, name: &str) -> Result<&'a Value, Refusal> {
        let name = name.trim();
        if !name.strip_prefix(':').is_some_and(is_word) {
            return Err(self.beyond(expression));
        }
        let values = self.parameters.get("ExpressionAttributeValues");
        values.and_then(|values| values.get(name)).ok_or_else(|| {
            invalid(&format!(
                "Invalid {expression}: An expression attribute value used in expression is not defined; attribute value: {name}"
            ))
        })
    }

    fn beyond(&self, expression: &str) -> Refusal {
        Refusal::NotEmulated(format!("the {expression} {}", self.text(expression)))
    }

    /// `attribute_exists(name)` and `attribute_not_exists(name)`, also several with AND: the names, and whether they are
    /// to be there.
    pub(super) fn conditions(&self) -> Result<Vec<(Key, bool)>, Refusal> {
        const EXPRESSION: &str = "ConditionExpression";
        let text = self.text(EXPRESSION);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let parts = text.split(" AND ").flat_map(|part| part.split(" and "));
        let condition = |part: &str| {
            let (function, name) = part.trim().split_once('(')?;
            let wanted = match function.trim() {
                "attribute_exists" => true,
                "attribute_not_exists" => false,
                _ => return None,
            };
            Some((name.strip_suffix(')')?.to_owned(), wanted))
        };
        let named = parts.map(|part| {
            let (name, wanted) = condition(part).ok_or_else(|| self.beyond(EXPRESSION))?;
            Ok((self.attribute(EXPRESSION, &name)?, wanted))
        });
        named.collect()
    }

    /// `SET a = :a, #b = :b`: the names and their new values.
    pub(super) fn assignments(&self) -> Result<Vec<(Key, &'a Value)>, Refusal> {
        const EXPRESSION: &str = "UpdateExpression";
        let text = self.text(EXPRESSION);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let beyond = || self.beyond(EXPRESSION);
        let (verb, list) = text.split_once(char::is_whitespace).ok_or_else(beyond)?;
        if !verb.eq_ignore_ascii_case("set") {
            return Err(beyond());
        }
        let assignment = |assignment: &str| {
            let (name, value) = assignment.split_once('=').ok_or_else(beyond)?;
            let name = self.attribute(EXPRESSION, name)?;
            Ok((name, self.value(EXPRESSION, value)?))
        };
        list.split(',').map(assignment).collect()
    }

    /// The attributes that getItem asks for; none: all of them.
    pub(super) fn projection(&self) -> Result<Option<Vec<Key>>, Refusal> {
        const EXPRESSION: &str = "ProjectionExpression";
        let text = self.text(EXPRESSION);
        let listed = self.parameters.get("AttributesToGet");
        match (text, listed.and_then(Value::as_array)) {
            ("", None) => Ok(None),
            ("", Some(names)) => {
                let names = names.items().iter().filter_map(Value::as_str);
                Ok(Some(names.map(Key::from).collect()))
            }
            (_, Some(_)) => Err(invalid(
                "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
            )),
            (text, None) => {
                let names = text.split(',').map(|name| self.attribute(EXPRESSION, name));
                Ok(Some(names.collect::<Result<_, _>>()?))
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || char == '_')
}
