//! One expression on its own: JSONata, a JSONPath, or an intrinsic function.

use serde::Deserialize;

use crate::ambient::{Ambient, Random};
use crate::definition::error_names;
use crate::intrinsic::Call;
use crate::json::{self, Value};
use crate::jsonata::{self, Bindings, Expression, Outcome};
use crate::jsonpath::{Path, Scope, SyntaxError};
use crate::time::Timestamp;

use super::types::TextRange;

/// What is to be evaluated.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateRequest {
    /// Without `{% %}`.
    pub expression: String,
    /// `JSONata`, `JSONPath` or `Intrinsic`; absent: `JSONata`.
    pub language: Option<String>,
    /// JSON text: `$`; absent: nothing in JSONata, `{}` otherwise.
    pub data: Option<String>,
    /// JSON text of an object: variables by name.
    pub bindings: Option<String>,
}

/// Why an expression gave no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvaluationError {
    /// JSONata's code, `States.Runtime`, or `InvalidRequest` for a path or an intrinsic function that does not parse;
    /// absent where JSONata has none.
    pub code: Option<String>,
    /// A sentence, JSONata's or AWS's.
    pub message: String,
    /// UTF-16 offset in the expression.
    pub position: Option<usize>,
    /// The narrowest place in the expression that tells what is meant.
    pub place: Option<TextRange>,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// What was asked makes no sense: a sentence.
    Request(String),
    /// The expression gave none.
    Expression(EvaluationError),
}

impl From<EvaluationError> for NoValue {
    fn from(error: EvaluationError) -> NoValue {
        NoValue::Expression(error)
    }
}

/// Variables by name, and the data.
struct Given {
    data: Value,
    bindings: Value,
}

impl Bindings for Given {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.bindings.get(name).cloned()
    }
}

impl Scope for Given {
    fn input(&self) -> &Value {
        &self.data
    }

    fn context(&self) -> Value {
        Value::empty_object()
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.bindings.get(name).cloned()
    }
}

/// The value as JSON text; nothing for JSONata's undefined.
///
/// # Errors
/// What does not parse or cannot be computed.
pub fn evaluate(request: &EvaluateRequest) -> Result<Option<String>, NoValue> {
    let read = |text: &Option<String>, what: &str| match text {
        None => Ok(None),
        Some(text) => json::parse(text)
            .map(Some)
            .map_err(|error| NoValue::Request(format!("{what} is not JSON: {error}"))),
    };
    let data = read(&request.data, "data")?;
    let bindings = read(&request.bindings, "bindings")?.unwrap_or_else(Value::empty_object);
    let mut random = Random::new(0);
    let mut ambient = Ambient {
        now: Timestamp::DEFAULT_START,
        random: &mut random,
    };
    let text = request.expression.as_str();
    let given = Given {
        data: data.clone().unwrap_or_else(Value::empty_object),
        bindings,
    };
    let value = match request.language.as_deref().unwrap_or("JSONata") {
        "JSONata" => return Ok(jsonata(text, data.as_ref(), &given, &mut ambient)?),
        "JSONPath" => path(text, &given).map_err(coded)?,
        "Intrinsic" => call(text, &given, &mut ambient).map_err(coded)?,
        other => {
            let text = format!("language must be JSONata, JSONPath or Intrinsic, not {other}");
            return Err(NoValue::Request(text));
        }
    };
    Ok(Some(value.to_string()))
}

/// A path or a call that does not parse is a request that makes no sense.
fn coded(error: EvaluationError) -> EvaluationError {
    let code = error.code.unwrap_or_else(|| "InvalidRequest".to_owned());
    EvaluationError {
        code: Some(code),
        ..error
    }
}

/// What a path finds; the error of one that does not parse has no code.
pub(super) fn path(text: &str, scope: &dyn Scope) -> Result<Value, EvaluationError> {
    let path = Path::parse(text).map_err(|error| unparsed(text, error))?;
    path.select(scope)
        .map_err(|error| failed(error_names::RUNTIME, error.to_string()))
}

/// What a call of an intrinsic function gives; the error of one that does not parse has no code.
pub(super) fn call(
    text: &str,
    scope: &dyn Scope,
    ambient: &mut Ambient<'_>,
) -> Result<Value, EvaluationError> {
    let call = Call::parse(text).map_err(|error| unparsed(text, error))?;
    call.evaluate(scope, ambient)
        .map_err(|message| failed(error_names::RUNTIME, message))
}

fn jsonata(
    text: &str,
    data: Option<&Value>,
    given: &Given,
    ambient: &mut Ambient<'_>,
) -> Result<Option<String>, EvaluationError> {
    let expression = Expression::parse(text);
    let outcome = expression.and_then(|parsed| parsed.evaluate(data, given, ambient));
    match outcome {
        Ok(Outcome::Value(value)) => Ok(Some(value.to_string())),
        Ok(Outcome::Undefined) => Ok(None),
        Ok(Outcome::Function) => Err(EvaluationError {
            message: "The expression gives a function, which is no JSON.".to_owned(),
            ..EvaluationError::default()
        }),
        Err(error) => Err(thrown(text, error)),
    }
}

/// What JSONata says of a text. It tells the end of the token that it means.
pub(super) fn thrown(text: &str, error: jsonata::Error) -> EvaluationError {
    let before = error.position.and_then(|at| text.get(..at));
    let last = before.and_then(|before| before.char_indices().next_back());
    EvaluationError {
        code: error.code.map(|code| code.to_string()),
        message: error.message,
        position: error.position.map(|_| units(before.unwrap_or(text))),
        place: before
            .zip(last)
            .map(|(before, (at, _))| range(text, at, before.len())),
    }
}

fn unparsed(text: &str, error: SyntaxError) -> EvaluationError {
    let place = (error.to > error.from).then(|| range(text, error.from, error.to));
    EvaluationError {
        code: None,
        message: error.message,
        position: place.map(|place| place.from as usize),
        place,
    }
}

fn failed(code: &str, message: String) -> EvaluationError {
    EvaluationError {
        code: Some(code.to_owned()),
        message,
        ..EvaluationError::default()
    }
}

/// A range of bytes of a text in UTF-16.
pub(super) fn range(text: &str, from: usize, to: usize) -> TextRange {
    let until = |at: usize| units(text.get(..at).unwrap_or(text)) as u32;
    TextRange {
        from: until(from),
        to: until(to),
    }
}

/// How long a text is in UTF-16.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
