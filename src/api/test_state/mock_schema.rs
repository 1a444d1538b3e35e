//! Whether a mocked result of a service looks like the service's answer. AWS knows a model of every service; what has no
//! [`Shape`] here is accepted.
//!
//! Source: the messages are recorded on AWS, but for those of a boolean and of a text that is too long, which are like
//! the others.

use crate::definition::resource::{Pattern, Resource, ResourceKind};
use crate::integrations;
use crate::integrations::shape::Shape::{
    self, Boolean, Choice, Length, List, Map, Number, Object, Range, Required, Text,
};
use crate::json::Value;

/// AWS's `fieldValidationMode`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// `STRICT`: what is required must be there.
    Strict,
    /// `PRESENT`: what is there must fit.
    Present,
    /// `NONE`
    None,
}

impl Mode {
    /// The mode that is asked for; AWS's default is `STRICT`.
    pub(super) fn of(text: Option<&str>) -> Mode {
        match text {
            Some("PRESENT") => Mode::Present,
            Some("NONE") => Mode::None,
            _ => Mode::Strict,
        }
    }
}

/// Looks whether a mocked result may be the answer of a resource.
///
/// # Errors
/// AWS's message.
pub(super) fn check(resource: &Resource, result: &Value, mode: Mode) -> Result<(), String> {
    let ResourceKind::Service(service) = &resource.kind else {
        return Ok(());
    };
    // Source: a public report of AWS's answers for `startExecution.sync:2`; what the other jobs' are is not known
    let action = match (service.pattern, &*service.action) {
        _ if mode == Mode::None => return Ok(()),
        (Pattern::RequestResponse, action) => action,
        (Pattern::Sync | Pattern::SyncParsed, "startExecution") => "describeExecution",
        _ => return Ok(()),
    };
    let action = integrations::action(service.name(), action);
    let Some(shape) = action.and_then(|action| action.shape) else {
        return Ok(());
    };
    if result.as_object().is_none() {
        return Err("Mocked result must be a JSON object.".to_owned());
    }
    compare("", shape, result, mode)
        .map_err(|detail| format!("Mock result schema validation error: {detail}"))
}

fn compare(field: &str, shape: &Shape, value: &Value, mode: Mode) -> Result<(), String> {
    let must_be = |what: &str| Err(format!("Field '{field}' must be {what}"));
    match (shape, value) {
        (Text, Value::String(_)) | (Number, Value::Number(_)) | (Boolean, Value::Bool(_)) => Ok(()),
        (Length(least, most), Value::String(text)) => {
            let length = text.chars().count();
            match (length < *least, length > *most) {
                (true, _) => Err(format!(
                    "Field '{field}' is smaller than the minimum length"
                )),
                (_, true) => Err(format!("Field '{field}' exceeds the maximum length")),
                _ => Ok(()),
            }
        }
        (Choice(choices), Value::String(text)) if !choices.contains(&&**text) => {
            Err(format!("Field '{field}' is not an expected value"))
        }
        (Choice(_), Value::String(_)) => Ok(()),
        (Range(least, _), Value::Number(number)) if number.as_f64() < *least => {
            Err(format!("Field '{field}' is less than the minimum value"))
        }
        (Range(_, most), Value::Number(number)) if number.as_f64() > *most => {
            Err(format!("Field '{field}' exceeds the maximum value"))
        }
        (Range(..), Value::Number(_)) => Ok(()),
        (Text | Length(..) | Choice(_), _) => must_be("a string"),
        (Number | Range(..), _) => must_be("a number"),
        (Boolean, _) => must_be("a boolean"),
        (List(element), Value::Array(items)) => items
            .items()
            .iter()
            .try_for_each(|item| compare(field, element, item, mode)),
        (List(_), _) => must_be("an array"),
        (Object(members), Value::Object(object)) => {
            members
                .iter()
                .try_for_each(|(name, shape)| match object.get(name) {
                    Some(value) => compare(name, shape, value, mode),
                    None if mode == Mode::Strict && matches!(shape, Required(_)) => {
                        Err(format!("Required field '{name}' is missing"))
                    }
                    None => Ok(()),
                })
        }
        (Map(shape), Value::Object(object)) => object
            .members()
            .iter()
            .try_for_each(|(name, value)| compare(name, shape, value, mode)),
        (Object(_) | Map(_), _) => must_be("an object"),
        (Required(shape), value) => compare(field, shape, value, mode),
    }
}
