//! Payload templates: JSON in which some members are computed.
//!
//! In JSONPath a member `"key.$"` holds a path or an intrinsic function; in JSONata any string `{% … %}` is an
//! expression. Parts without anything to compute are kept as one shared value, so evaluating costs only what is dynamic.

mod parse;

use std::rc::Rc;

use crate::ambient::Ambient;
use crate::intrinsic::Call;
use crate::json::{Key, Value};
use crate::jsonata::{self, Bindings, Expression, Outcome};
use crate::jsonpath::{Path, Root, Scope};

pub use parse::{
    StatesField, TemplateProblem, expression_text, is_path_or_call, parse_expression,
    parse_jsonata, parse_jsonpath, syntax_span,
};

/// A template, parsed once.
#[derive(Debug)]
pub enum Template {
    /// Nothing to compute.
    Literal(Value),
    /// `"key.$": "$.a"`
    Path(Box<PathMember>),
    /// `"key.$": "States.UUID()"`
    Intrinsic(Box<Call>),
    /// `"{% $states.input.a %}"`
    Expression(Box<Located>),
    /// An object some member of which is computed.
    Object(Vec<(Key, Template)>),
    /// An array some element of which is computed.
    Array(Vec<Template>),
}

/// A path and the member that it is the value of.
#[derive(Debug)]
pub struct PathMember {
    /// The path.
    pub path: Path,
    /// The member's name as written, with its `.$`.
    pub field: Key,
}

/// A JSONata expression and where it stands, as AWS names the place: `Output/total`, `Arguments`, `Assign/x`.
#[derive(Debug)]
pub struct Located {
    /// The expression.
    pub expression: Expression,
    /// The place.
    pub location: Rc<str>,
}

/// Why a template, path or expression gave no value. Becomes a simulated failure.
#[derive(Clone, Debug, PartialEq)]
pub enum EvaluationError {
    /// `States.Runtime`, with AWS's text after the prefix.
    Runtime(String),
    /// `States.QueryEvaluationError`, with AWS's text after the prefix and the place.
    Query {
        /// AWS's text.
        message: String,
        /// The place, such as `Output/total`; absent where AWS gives none.
        location: Option<Rc<str>>,
    },
}

impl Template {
    /// The value in JSONPath.
    ///
    /// # Errors
    /// A path that finds nothing, or an intrinsic function that fails.
    pub fn evaluate(
        &self,
        scope: &dyn Scope,
        ambient: &mut Ambient<'_>,
    ) -> Result<Value, EvaluationError> {
        match self {
            Template::Literal(value) => Ok(value.clone()),
            Template::Path(member) => member.select(scope),
            Template::Intrinsic(call) => call
                .evaluate(scope, ambient)
                .map_err(EvaluationError::Runtime),
            Template::Object(members) => {
                let mut values = Vec::with_capacity(members.len());
                for (key, template) in members {
                    values.push((key.clone(), template.evaluate(scope, ambient)?));
                }
                Ok(Value::object(values))
            }
            Template::Array(items) => items
                .iter()
                .map(|item| item.evaluate(scope, ambient))
                .collect::<Result<_, _>>()
                .map(Value::array),
            Template::Expression(located) => Err(located.misplaced()),
        }
    }

    /// The value in JSONata.
    ///
    /// # Errors
    /// `Query`, when an expression fails or gives nothing.
    pub fn evaluate_jsonata(
        &self,
        bindings: &dyn Bindings,
        ambient: &mut Ambient<'_>,
    ) -> Result<Value, EvaluationError> {
        match self {
            Template::Literal(value) => Ok(value.clone()),
            Template::Expression(located) => located.evaluate(bindings, ambient),
            Template::Object(members) => {
                let mut values = Vec::with_capacity(members.len());
                for (key, template) in members {
                    values.push((key.clone(), template.evaluate_jsonata(bindings, ambient)?));
                }
                Ok(Value::object(values))
            }
            Template::Array(items) => items
                .iter()
                .map(|item| item.evaluate_jsonata(bindings, ambient))
                .collect::<Result<_, _>>()
                .map(Value::array),
            Template::Path(member) => Err(EvaluationError::Runtime(format!(
                "`{}` is no JSONata expression",
                member.path.text()
            ))),
            Template::Intrinsic(call) => Err(EvaluationError::Runtime(format!(
                "`{}` is no JSONata expression",
                call.text()
            ))),
        }
    }

    /// The members of a template that is an object.
    pub fn members(&self) -> &[(Key, Template)] {
        match self {
            Template::Object(members) => members,
            _ => &[],
        }
    }
}

impl PathMember {
    fn select(&self, scope: &dyn Scope) -> Result<Value, EvaluationError> {
        // Source: an execution that AWS failed so, quoted in public, for `$` alone
        if *self.path.root() == Root::Input && scope.input().is_null() {
            let text = "Unable to apply Path transformation to null or empty input.";
            return Err(EvaluationError::Runtime(text.to_owned()));
        }
        match self.path.select(scope) {
            Ok(value) => Ok(value),
            // Source: public measurements on AWS: a path that ends past the end of an array gives null; a public report of
            // AWS's answer: one that goes on from there finds nothing
            Err(error) if error.index_past_end() => Ok(Value::Null),
            Err(_) => Err(EvaluationError::Runtime(not_found(
                self.path.text(),
                &self.field,
                scope.input(),
            ))),
        }
    }
}

/// AWS's text for an expression that refers to something at its top level, where a state has no context.
///
/// Source: recorded on AWS; public measurements on AWS for `$$`
pub fn unbound(name: &str) -> String {
    match name {
        "$$" => "Reference to '$$' is not supported.".to_owned(),
        _ => format!("Reference to '{name}' at the top level is not supported."),
    }
}

/// AWS's text for a field that `$states` does not have where an expression stands.
pub fn no_such_field(name: &str) -> String {
    format!("Field '$states.{name}' does not exist.")
}

/// AWS's text for a path in `field` that finds nothing in `input`.
pub fn not_found(path: &str, field: &str, input: &Value) -> String {
    format!(
        "The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input}'"
    )
}

impl Located {
    /// The expression's value; "nothing" and functions are errors.
    ///
    /// # Errors
    /// `Query`, with AWS's texts.
    pub fn evaluate(
        &self,
        bindings: &dyn Bindings,
        ambient: &mut Ambient<'_>,
    ) -> Result<Value, EvaluationError> {
        match self.expression.evaluate(None, bindings, ambient) {
            Ok(Outcome::Value(value)) => Ok(value),
            Ok(Outcome::Undefined) => Err(self.error("returned nothing (undefined).")),
            Ok(Outcome::Function) => Err(self.error("returned an unsupported result type.")),
            Err(error) => Err(self.error(&thrown(&error, ambient))),
        }
    }

    /// The error for a value of a type that the field does not take.
    pub fn unexpected(&self, wanted: &str, value: &Value) -> EvaluationError {
        let actual = value.type_name();
        self.error(&format!("returned an unexpected result type. Expected '{wanted}', but was '{actual}' for value: {value}"))
    }

    fn error(&self, what: &str) -> EvaluationError {
        let (expression, location) = (self.expression.text().trim(), &self.location);
        let message = format!(
            "The JSONata expression '{expression}' specified for the field '{location}' {what}"
        );
        EvaluationError::Query {
            message,
            location: Some(location.clone()),
        }
    }

    fn misplaced(&self) -> EvaluationError {
        EvaluationError::Runtime(format!(
            "`{}` stands in a JSONPath state",
            self.expression.text()
        ))
    }
}

/// Source: recorded texts; a coded error has a point before its code, an uncoded one a colon. Public measurements on AWS
/// for what is no Base64: a number for AWS's support stands in place of a reason.
fn thrown(error: &jsonata::Error, ambient: &mut Ambient<'_>) -> String {
    match error.code {
        Some(code) => format!(
            "threw an error during evaluation. {code}: {}",
            error.message
        ),
        None if error.is_internal => {
            let id = ambient.random.uuid();
            format!("threw an internal error during evaluation. {id}")
        }
        None => format!("threw an error during evaluation: {}", error.message),
    }
}
