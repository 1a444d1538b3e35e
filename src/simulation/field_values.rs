//! Numbers and texts of fields: as written, of an expression, or of their `…Path` form.

use crate::ambient::Ambient;
use crate::json::{Number, Value};
use crate::jsonpath::Scope;
use crate::program::data_flow::{Quantity, Words};
use crate::template::{EvaluationError, Located, not_found};

use super::Simulation;
use super::failure::{Failure, invalid_path};
use super::thread::ThreadId;

impl Simulation {
    /// A number of a field: as written, of an expression (checked to be a number), or of its `…Path` field.
    /// What a path finds is not checked; a path that finds nothing is `missing`'s business.
    pub(super) fn quantity(
        &mut self,
        id: ThreadId,
        quantity: &Quantity,
        missing: impl FnOnce(&str, &str) -> String,
    ) -> Result<Value, Failure> {
        match quantity {
            Quantity::Literal(number) => Ok(Value::Number(*number)),
            Quantity::Expression(located) => {
                self.typed(id, located, "number", |value| value.as_number().is_some())
            }
            Quantity::Path(path) => {
                let effective = self.stay(id)?.effective.clone();
                self.with_scope(id, &effective, |scope, _| {
                    path.select(scope).map_err(|error| {
                        EvaluationError::Runtime(missing(path.text(), &error.to_string()))
                    })
                })
            }
        }
    }

    /// A failure of a number that its field does not take; `text` without the prefix.
    ///
    /// Source: AWS developer guide, "Transforming data with JSONata": what an expression gives out of range is
    /// `States.QueryEvaluationError`. The text is not recorded.
    pub(super) fn out_of_range(&self, id: ThreadId, quantity: &Quantity, text: String) -> Failure {
        let failure = self.runtime_failure(id, text);
        match quantity {
            Quantity::Expression(located) => failure.of_value(located),
            _ => failure,
        }
    }

    /// A text of a field; `field` is the name of its `…Path` form.
    pub(super) fn words(
        &mut self,
        id: ThreadId,
        words: &Words,
        field: &str,
    ) -> Result<Value, Failure> {
        let effective = self.stay(id)?.effective.clone();
        match words {
            Words::Literal(text) => Ok(Value::String(text.clone())),
            Words::Expression(located) => {
                self.typed(id, located, "string", |value| value.as_str().is_some())
            }
            Words::Path(path) => self.with_scope(id, &effective, |scope, _| {
                path.select(scope).map_err(|_| {
                    let path = path.text();
                    EvaluationError::Runtime(match field {
                        // like the recorded text for SecondsPath
                        "TimestampPath" => format!(
                            "The {field} parameter does not reference an input value: {path}"
                        ),
                        _ => not_found(path, field, &effective),
                    })
                })
            }),
            Words::Intrinsic(call) => {
                let template = |scope: &dyn Scope, ambient: &mut Ambient<'_>| {
                    call.evaluate(scope, ambient)
                        .map_err(EvaluationError::Runtime)
                };
                self.with_scope(id, &effective, template)
            }
        }
    }

    /// The value of an expression that must be of one type.
    fn typed(
        &mut self,
        id: ThreadId,
        located: &Located,
        wanted: &str,
        fits: impl FnOnce(&Value) -> bool,
    ) -> Result<Value, Failure> {
        self.with_bindings(id, None, |bindings, ambient| {
            let value = located.evaluate(bindings, ambient)?;
            if fits(&value) {
                Ok(value)
            } else {
                Err(located.unexpected(wanted, &value))
            }
        })
    }

    /// A whole number of a field, or a text that is one.
    ///
    /// Source: recorded texts.
    pub(super) fn whole(
        &mut self,
        id: ThreadId,
        quantity: &Quantity,
        field: &str,
    ) -> Result<i64, Failure> {
        let value = self.field_value(id, quantity)?;
        let whole = match &value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        whole.ok_or_else(|| self.not_a(id, "integer", &value, quantity, field))
    }

    /// A number of a field, or a text that is one.
    ///
    /// Source: recorded texts.
    pub(super) fn number(
        &mut self,
        id: ThreadId,
        quantity: &Quantity,
        field: &str,
    ) -> Result<f64, Failure> {
        let value = self.field_value(id, quantity)?;
        let number = match &value {
            Value::Number(number) => Some(number.as_f64()),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| self.not_a(id, "float", &value, quantity, field))
    }

    /// A number of a field, in AWS's usual words when its path finds nothing.
    pub(super) fn field_value(
        &mut self,
        id: ThreadId,
        quantity: &Quantity,
    ) -> Result<Value, Failure> {
        self.quantity(id, quantity, invalid_path)
    }

    fn not_a(
        &self,
        id: ThreadId,
        wanted: &str,
        value: &Value,
        quantity: &Quantity,
        field: &str,
    ) -> Failure {
        let shown = shown_value(value);
        let text = match quantity {
            Quantity::Path(path) => format!(
                "The {field}Path field refers to value \"{shown}\" which is not a valid {wanted}: {}",
                path.text()
            ),
            _ => format!("The {field} field is not a valid {wanted}: {shown}"),
        };
        self.out_of_range(id, quantity, text)
    }
}

/// A value as AWS's texts about path fields show it: strings without quotes, objects as `{}`.
fn shown_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Object(_) => "{}".to_owned(),
        Value::Number(Number::Float(number)) => format!("{number:?}"),
        other => other.to_text().to_string(),
    }
}
