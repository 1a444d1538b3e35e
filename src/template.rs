//! Payload templates: JSON in which some members are computed.
//!
//! In JSONPath a member `"key.$"` holds a path or an intrinsic function; in JSONata any string `{% … %}` is an
//! expression. Parts without anything to compute are kept as one shared value, so evaluating costs only what is dynamic.
//!
//! Depends on [`crate::json`], [`crate::jsonpath`], [`crate::intrinsic`], [`crate::jsonata`], [`crate::diagnostic`].

use std::rc::Rc;

use crate::ambient::Ambient;
use crate::intrinsic::{Call, IntrinsicError};
use crate::json::node::{Node, NodeKind, Text};
use crate::json::{Key, Value};
use crate::jsonata::{self, Bindings, Expression, Outcome, UnboundReference};
use crate::jsonpath::{Path, Scope, SyntaxError};
use crate::text::Span;

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
    /// `States.IntrinsicFailure`, with AWS's text after the prefix.
    Intrinsic(String),
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
            Template::Intrinsic(call) => call.evaluate(scope, ambient).map_err(intrinsic_error),
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

/// An intrinsic function's error as an evaluation's.
pub fn intrinsic_error(error: IntrinsicError) -> EvaluationError {
    match error {
        IntrinsicError::Runtime(text) => EvaluationError::Runtime(text),
        IntrinsicError::Failure(text) => EvaluationError::Intrinsic(text),
    }
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
        None if error.message == jsonata::NO_BASE64 => {
            let id = ambient.random.uuid();
            format!("threw an internal error during evaluation. {id}")
        }
        None => format!("threw an error during evaluation: {}", error.message),
    }
}

/// What is wrong with a part of a template, and where.
#[derive(Debug)]
pub enum TemplateProblem {
    /// The value of a `key.$` member is no path and no intrinsic function.
    NotAPath {
        /// The member's name with its `.$`.
        field: Key,
        /// What the parser says.
        message: String,
        /// The narrowest place.
        span: Span,
    },
    /// A member `key` stands beside `key.$`.
    Ambiguous {
        /// The name without `.$`.
        field: Key,
        /// The second member.
        span: Span,
    },
    /// An expression does not parse.
    Expression {
        /// Its place as AWS writes it.
        location: Rc<str>,
        /// The error.
        error: jsonata::Error,
        /// The narrowest place.
        span: Span,
    },
    /// An expression refers to a field, or to `$`, of nothing.
    Unbound {
        /// Its place as AWS writes it.
        location: Rc<str>,
        /// What it refers to.
        name: Rc<str>,
        /// The narrowest place.
        span: Span,
    },
    /// A field of `$states` that there is not at its place: `{% $states.errorOutput %}` outside of Catch.
    NoSuchField {
        /// The place, as AWS names it.
        location: Rc<str>,
        /// The field's name.
        name: String,
        /// Where it is.
        span: Span,
    },
}

/// Parses a JSONPath payload template. Every problem is reported; what is broken becomes `null`.
pub fn parse_jsonpath(node: &Node, problems: &mut Vec<TemplateProblem>) -> Template {
    match &node.kind {
        NodeKind::Object(members) => {
            let parsed: Vec<(Key, Template)> = members
                .iter()
                .map(|member| {
                    let name = &member.key.value;
                    match name.strip_suffix(".$") {
                        Some(plain) => {
                            if node.get(plain).is_some() {
                                let (field, span) = (Key::from(plain), member.key.span);
                                problems.push(TemplateProblem::Ambiguous { field, span });
                            }
                            (
                                Key::from(plain),
                                parse_dynamic(name, &member.value, problems),
                            )
                        }
                        None => (name.clone(), parse_jsonpath(&member.value, problems)),
                    }
                })
                .collect();
            collapse_object(parsed)
        }
        NodeKind::Array(items) => collapse_array(
            items
                .iter()
                .map(|item| parse_jsonpath(item, problems))
                .collect(),
        ),
        _ => Template::Literal(node.to_value()),
    }
}

/// The value of a `key.$` member.
fn parse_dynamic(field: &Key, node: &Node, problems: &mut Vec<TemplateProblem>) -> Template {
    let Some(text) = node.as_text() else {
        let message = format!("the value is {}, not a string", article(node.type_name()));
        problems.push(TemplateProblem::NotAPath {
            field: field.clone(),
            message,
            span: node.span,
        });
        return Template::Literal(Value::Null);
    };
    let parsed = if text.value.starts_with('$') {
        Path::parse(&text.value).map(|path| {
            Template::Path(Box::new(PathMember {
                path,
                field: field.clone(),
            }))
        })
    } else {
        Call::parse(&text.value).map(|call| Template::Intrinsic(Box::new(call)))
    };
    parsed.unwrap_or_else(|error| {
        let span = syntax_span(text, &error, node.span);
        problems.push(TemplateProblem::NotAPath {
            field: field.clone(),
            message: error.message,
            span,
        });
        Template::Literal(Value::Null)
    })
}

/// The place of a syntax error in the source; the whole literal when the error has no width.
pub fn syntax_span(text: &Text, error: &SyntaxError, whole: Span) -> Span {
    if error.to > error.from {
        text.source(error.from, error.to)
    } else {
        whole
    }
}

fn article(type_name: &str) -> String {
    match type_name {
        "array" | "object" => format!("an {type_name}"),
        "null" | "nothing" => type_name.to_owned(),
        other => format!("a {other}"),
    }
}

/// The inside of a text that is a JSONata expression: exactly `{%` first and `%}` last.
pub fn expression_text(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.strip_suffix("%}")
}

/// Parses a JSONata template. `location` is its place as AWS writes it: `Output`, `Choices[0]/Assign`.
pub fn parse_jsonata(
    node: &Node,
    location: &str,
    has_result: bool,
    problems: &mut Vec<TemplateProblem>,
) -> Template {
    match &node.kind {
        NodeKind::Object(members) => collapse_object(
            members
                .iter()
                .map(|member| {
                    let inner = format!("{location}/{}", member.key.value);
                    (
                        member.key.value.clone(),
                        parse_jsonata(&member.value, &inner, has_result, problems),
                    )
                })
                .collect(),
        ),
        NodeKind::Array(items) => {
            let items = items.iter().enumerate();
            collapse_array(
                items
                    .map(|(at, item)| {
                        parse_jsonata(item, &format!("{location}[{at}]"), has_result, problems)
                    })
                    .collect(),
            )
        }
        NodeKind::String(text) if expression_text(&text.value).is_some() => {
            match parse_expression(text, node.span, location, has_result, problems) {
                Some(located) => Template::Expression(Box::new(located)),
                None => Template::Literal(Value::Null),
            }
        }
        _ => Template::Literal(node.to_value()),
    }
}

/// Parses one `{% … %}` text; `None` when it has problems. `has_result` says whether the state does work that gives a
/// result.
pub fn parse_expression(
    text: &Text,
    span: Span,
    location: &str,
    has_result: bool,
    problems: &mut Vec<TemplateProblem>,
) -> Option<Located> {
    let inner = expression_text(&text.value).unwrap_or(&text.value);
    let location: Rc<str> = location.into();
    // two bytes of delimiter stand before the expression
    let expression = match Expression::parse(inner) {
        Ok(expression) => expression,
        Err(error) => {
            let span = match error.position {
                Some(at) => text.source(at + 2, at + 3),
                None => span,
            };
            problems.push(TemplateProblem::Expression {
                location,
                error,
                span,
            });
            return None;
        }
    };
    let place = |name: &str, end: usize| text.source((end + 2).saturating_sub(name.len()), end + 2);
    let before = problems.len();
    for UnboundReference { name, end } in expression.unbound_references() {
        problems.push(TemplateProblem::Unbound {
            location: location.clone(),
            span: place(&name, end),
            name,
        });
    }
    if problems.len() > before {
        return None;
    }
    if let Some((name, end)) = expression.unknown_states_field(states_fields(&location, has_result))
    {
        problems.push(TemplateProblem::NoSuchField {
            location,
            span: place(&name, end),
            name,
        });
        return None;
    }
    Some(Located {
        expression,
        location,
    })
}

/// The fields that `$states` has at a place.
///
/// Source: AWS developer guide, "Transforming data with JSONata in Step Functions".
fn states_fields(location: &str, has_result: bool) -> &'static [&'static str] {
    let is_after_work = location.starts_with("Output") || location.starts_with("Assign");
    if location.starts_with("Catch[") {
        &["input", "context", "errorOutput"]
    } else if has_result && is_after_work {
        &["input", "context", "result"]
    } else {
        &["input", "context"]
    }
}

fn collapse_object(members: Vec<(Key, Template)>) -> Template {
    if members
        .iter()
        .any(|(_, template)| !matches!(template, Template::Literal(_)))
    {
        return Template::Object(members);
    }
    Template::Literal(Value::object(members.into_iter().filter_map(
        |(key, template)| match template {
            Template::Literal(value) => Some((key, value)),
            _ => None,
        },
    )))
}

fn collapse_array(items: Vec<Template>) -> Template {
    if items
        .iter()
        .any(|template| !matches!(template, Template::Literal(_)))
    {
        return Template::Array(items);
    }
    Template::Literal(Value::array(
        items
            .into_iter()
            .filter_map(|template| match template {
                Template::Literal(value) => Some(value),
                _ => None,
            })
            .collect(),
    ))
}
