//! One expression on its own: JSONata, a JSONPath, or an intrinsic function.

use serde::Deserialize;

use crate::ambient::{Ambient, Random};
use crate::definition::error_names;
use crate::intrinsic::Call;
use crate::json::{self, Value};
use crate::jsonata::{Bindings, Expression, Outcome};
use crate::jsonpath::{Path, Scope};
use crate::time::Timestamp;

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
        "JSONPath" => {
            let path =
                Path::parse(text).map_err(|error| failed("InvalidRequest", error.message))?;
            path.select(&given)
                .map_err(|error| failed(error_names::RUNTIME, error.to_string()))?
        }
        "Intrinsic" => {
            let call =
                Call::parse(text).map_err(|error| failed("InvalidRequest", error.message))?;
            let value = call.evaluate(&given, &mut ambient);
            value.map_err(|message| failed(error_names::RUNTIME, message))?
        }
        other => {
            let text = format!("language must be JSONata, JSONPath or Intrinsic, not {other}");
            return Err(NoValue::Request(text));
        }
    };
    Ok(Some(value.to_string()))
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
        Err(error) => Err(EvaluationError {
            code: error.code.map(|code| code.to_string()),
            position: error
                .position
                .map(|at| text.get(..at).unwrap_or(text).encode_utf16().count()),
            message: error.message,
        }),
    }
}

fn failed(code: &str, message: String) -> EvaluationError {
    EvaluationError {
        code: Some(code.to_owned()),
        message,
        position: None,
    }
}
