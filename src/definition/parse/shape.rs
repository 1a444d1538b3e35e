//! Whether a value has the shape that the table of fields asks for.

use crate::definition::QueryLanguage;
use crate::definition::fields::{FIELDS, Field, Shape};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, closest, quoted};
use crate::json::Number;
use crate::json::node::{Node, NodeKind};
use crate::template::expression_text;
use crate::time::Instant;

/// A JSONata text: begins with exactly `{%` and ends with exactly `%}`.
pub(in crate::definition) fn is_expression(text: &str) -> bool {
    expression_text(text).is_some()
}

/// A JSONata text that begins and does not end.
pub(in crate::definition) fn is_unclosed(text: &str) -> bool {
    text.starts_with("{%") && !text.trim_end().ends_with("%}")
}

/// What AWS says of one.
///
/// Source: public measurements on AWS. A text with something before the first delimiter is taken as it stands.
pub(in crate::definition) const UNCLOSED: &str =
    "JSONata string must start with {% and end with %}";

/// A text that a deployment tool fills in before Step Functions sees it: `${Limit}`.
pub(in crate::definition) fn has_substitution(text: &str) -> bool {
    text.split_once("${")
        .is_some_and(|(_, rest)| rest.contains('}'))
}

/// The whole number that a node is, `2.0` included.
pub(super) fn integer(node: &Node) -> Option<i64> {
    number(node)?.as_i64()
}

pub(super) fn number(node: &Node) -> Option<Number> {
    match node.kind {
        NodeKind::Number(number) => Some(number),
        _ => None,
    }
}

/// What a value should look like.
#[derive(Clone, Copy)]
pub(super) struct Expected<'a> {
    /// The field's name.
    pub name: &'a str,
    pub shape: Shape,
    /// In JSONata, `{% … %}` will do too.
    pub expression: bool,
}

impl From<&Field> for Expected<'static> {
    fn from(field: &Field) -> Expected<'static> {
        Expected {
            name: field.name,
            shape: field.shape,
            expression: field.expression,
        }
    }
}

/// Reports a value that its field does not take; true when it can be read as what is expected.
pub(super) fn check(
    expected: Expected,
    node: &Node,
    language: QueryLanguage,
    location: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let text = node.as_str();
    if matches!(node.kind, NodeKind::Missing) {
        return false;
    }
    if expected.expression && language == QueryLanguage::Jsonata && text.is_some_and(is_expression)
    {
        return true;
    }
    if text.is_some_and(has_substitution) {
        if takes_any_text(expected.shape) {
            return true;
        }
        diagnostics.push(unfilled(expected, node, location));
        return false;
    }
    if let Some(found) = wrong_value(expected.shape, expected.name, node, location) {
        diagnostics.push(match text {
            Some(text) if expected.expression && text.contains("{%") => {
                about_expressions(found, text, language)
            }
            Some(text) if expected.expression && text.starts_with('$') => {
                about_paths(found, expected.name, language)
            }
            _ => found,
        });
        return false;
    }
    check_elements(expected, node, location, diagnostics)
}

/// Where an expression was meant.
fn about_expressions(found: Diagnostic, text: &str, language: QueryLanguage) -> Diagnostic {
    let found = match language {
        QueryLanguage::Jsonata if is_unclosed(text) => {
            found.with_aws(AwsCode::SchemaValidationFailed, UNCLOSED)
        }
        _ => found,
    };
    found.with_help(match language {
        QueryLanguage::JsonPath => {
            "an expression needs `\"QueryLanguage\": \"JSONata\"` for this state"
        }
        QueryLanguage::Jsonata => {
            "an expression begins with exactly `{%` and ends with exactly `%}`"
        }
    })
}

/// Where a path was meant: most fields of a number or a text have a twin for one.
fn about_paths(diagnostic: Diagnostic, name: &str, language: QueryLanguage) -> Diagnostic {
    match language {
        QueryLanguage::JsonPath => {
            let twin = format!("{name}Path");
            match FIELDS.iter().any(|field| field.name == twin) {
                true => diagnostic.with_help(format!("a path stands in `{twin}`")),
                false => diagnostic,
            }
        }
        QueryLanguage::Jsonata => diagnostic.with_help("write an expression between `{%` and `%}`"),
    }
}

fn check_elements(
    expected: Expected,
    node: &Node,
    location: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let element = match expected.shape {
        Shape::Texts | Shape::SomeTexts => Shape::Text,
        Shape::Objects | Shape::SomeObjects => Shape::Object,
        _ => return true,
    };
    let subject = format!("an element of `{}`", expected.name);
    let mut fit = true;
    for (at, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        if let Some(found) = wrong_type(element, item, &format!("{location}[{at}]"), &subject) {
            diagnostics.push(found);
            fit = false;
        }
    }
    fit
}

fn takes_any_text(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Text | Shape::Path | Shape::PathOrNull | Shape::Template
    )
}

fn unfilled(expected: Expected, node: &Node, location: &str) -> Diagnostic {
    let name = expected.name;
    let text = node.as_str().unwrap_or_default();
    Diagnostic::new(
        Code::UnfilledSubstitution,
        Severity::Warning,
        node.span,
        format!("`{text}` is not filled in, and `{name}` needs {}", words(expected.shape)),
    )
    .with_reason("a deployment tool replaces it before Step Functions sees the definition; here it stays a text")
    .with_help("write the value to run the state machine here")
    .with_location(location)
}

fn wrong_value(shape: Shape, name: &str, node: &Node, location: &str) -> Option<Diagnostic> {
    let headline = format!("`{name}`");
    if let Some(found) = wrong_type(shape, node, location, &headline) {
        return Some(found);
    }
    match shape {
        Shape::OneOf(allowed) => unknown_value(allowed, name, node, location),
        Shape::Integer { min, max } => {
            let value = integer(node)?;
            let bound = match value {
                _ if value < min => format!("Minimum value is {min}"),
                _ if value > max => format!("Maximum value is {max}"),
                _ => return None,
            };
            let range = match max {
                i64::MAX => format!("at least {min}"),
                _ => format!("between {min} and {max}"),
            };
            Some(
                out_of_range(name, node, &range, location)
                    .with_aws(AwsCode::SchemaValidationFailed, bound),
            )
        }
        Shape::Number { min, max } => {
            let value = number(node)?.as_f64();
            let bound = match value {
                _ if value < min => format!("Minimum value is {min:?}"),
                _ if value > max => format!("Maximum value is {max:?}"),
                _ => return None,
            };
            let range = match max {
                f64::MAX => format!("at least {min:?}"),
                _ => format!("between {min} and {max}"),
            };
            Some(
                out_of_range(name, node, &range, location)
                    .with_aws(AwsCode::SchemaValidationFailed, bound),
            )
        }
        Shape::Timestamp => timestamp(name, node, location),
        Shape::SomeObjects | Shape::SomeTexts => {
            node.as_array().is_some_and(<[Node]>::is_empty).then(|| {
                Diagnostic::new(
                    Code::EmptyValue,
                    Severity::Error,
                    node.span,
                    format!("{headline} must not be empty"),
                )
                .with_location(location)
                .with_aws(AwsCode::SchemaValidationFailed, "Value cannot be empty")
            })
        }
        _ => None,
    }
}

/// A finding that a value is of another JSON type than the shape's; `subject` is how the headline names it.
fn wrong_type(shape: Shape, node: &Node, location: &str, subject: &str) -> Option<Diagnostic> {
    let fits = match (&node.kind, shape) {
        (NodeKind::Missing, _) | (_, Shape::Template) => true,
        (NodeKind::Null, Shape::PathOrNull) => true,
        (
            NodeKind::String(_),
            Shape::Text | Shape::OneOf(_) | Shape::Timestamp | Shape::Path | Shape::PathOrNull,
        ) => true,
        (NodeKind::Number(number), Shape::Integer { .. }) => number.as_i64().is_some(),
        (NodeKind::Number(_), Shape::Number { .. }) | (NodeKind::Bool(_), Shape::Boolean) => true,
        (NodeKind::Object(_), Shape::Object | Shape::Collection) => true,
        (
            NodeKind::Array(_),
            Shape::Objects
            | Shape::SomeObjects
            | Shape::Texts
            | Shape::SomeTexts
            | Shape::Collection,
        ) => true,
        _ => false,
    };
    if fits {
        return None;
    }
    let found = match node.kind {
        NodeKind::Number(number) => format!("`{number}`"),
        _ => node.type_words().to_owned(),
    };
    let message = format!("{subject} must be {}, not {found}", words(shape));
    let diagnostic = Diagnostic::new(Code::WrongType, Severity::Error, node.span, message)
        .with_location(location)
        .with_aws(
            AwsCode::SchemaValidationFailed,
            format!("Expected value of type {}", aws_type(shape)),
        );
    Some(match (unquoted(shape, node), &node.kind, shape) {
        (Some(bare), ..) => {
            diagnostic
                .with_help("remove the quotes")
                .with_fix("Remove the quotes", node.span, bare)
        }
        (_, NodeKind::Number(number), Shape::Text) => diagnostic
            .with_help("put it into quotes")
            .with_fix("Put it into quotes", node.span, format!("\"{number}\"")),
        (_, NodeKind::Object(_), Shape::Objects | Shape::SomeObjects)
        | (_, NodeKind::String(_), Shape::Texts | Shape::SomeTexts) => {
            diagnostic.with_help("put it into brackets: `[ … ]`")
        }
        _ if is_of_cloudformation(node) => diagnostic.with_help(
            "CloudFormation fills this in; write what it comes to, or a placeholder such as `\"${Name}\"`",
        ),
        _ => diagnostic,
    })
}

fn is_of_cloudformation(node: &Node) -> bool {
    let [member] = node.members() else {
        return false;
    };
    member.key.value.starts_with("Fn::") || *member.key.value == *"Ref"
}

/// The type as AWS calls it.
///
/// Source: `Integer` as AWS answered, public measurements on AWS for a `QueryLanguage` that is no text; the others are
/// taken to follow them.
fn aws_type(shape: Shape) -> &'static str {
    match shape {
        Shape::Integer { .. } => "Integer",
        Shape::Number { .. } => "Number",
        Shape::Boolean => "Boolean",
        Shape::Object => "Object",
        Shape::Objects
        | Shape::SomeObjects
        | Shape::Texts
        | Shape::SomeTexts
        | Shape::Collection => "Array",
        Shape::OneOf(_) => "[STRING]",
        _ => "String",
    }
}

/// `"3"` where 3 is needed, `"true"` where true is.
fn unquoted(shape: Shape, node: &Node) -> Option<String> {
    let text = node.as_str()?;
    let fits = match shape {
        Shape::Integer { .. } => text.parse::<i64>().is_ok(),
        Shape::Number { .. } => text.parse::<f64>().is_ok_and(f64::is_finite),
        Shape::Boolean => text == "true" || text == "false",
        _ => false,
    };
    fits.then(|| text.to_owned())
}

fn unknown_value(
    allowed: &[&'static str],
    name: &str,
    node: &Node,
    location: &str,
) -> Option<Diagnostic> {
    let text = node.as_str()?;
    if allowed.contains(&text) {
        return None;
    }
    let message = match allowed {
        [only] => format!("`{name}` must be `{only}`, not `{text}`"),
        _ => format!("`{name}` has no value `{text}`"),
    };
    let diagnostic = Diagnostic::new(Code::UnknownValue, Severity::Error, node.span, message)
        .with_location(location)
        .with_aws(
            AwsCode::SchemaValidationFailed,
            match name {
                "Type" => format!(
                    "The field 'Type' should have one of these values: [{}]",
                    allowed.join(", ")
                ),
                _ => format!(
                    "Value should be one of the following: [{}]",
                    allowed.join(", ")
                ),
            },
        );
    Some(match closest(text, allowed.iter().copied()) {
        Some(meant) => diagnostic.with_meant(node.span, meant),
        None => diagnostic.with_help(format!("use {}", quoted(allowed, "or"))),
    })
}

fn out_of_range(name: &str, node: &Node, range: &str, location: &str) -> Diagnostic {
    let value = match node.kind {
        NodeKind::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let message = format!("`{name}` must be {range}, not {value}");
    Diagnostic::new(Code::OutOfRange, Severity::Error, node.span, message).with_location(location)
}

fn timestamp(name: &str, node: &Node, location: &str) -> Option<Diagnostic> {
    let text = node.as_str()?;
    if Instant::parse(text).is_some() {
        return None;
    }
    let message = format!("`{name}` must be an RFC 3339 timestamp, not `{text}`");
    Some(
        Diagnostic::new(Code::InvalidTimestamp, Severity::Error, node.span, message)
            .with_location(location)
            .with_help("write date, `T`, time and `Z` or an offset, such as `2025-01-31T09:30:00Z`")
            .with_aws(
                AwsCode::SchemaValidationFailed,
                "String does not match RFC3339 timestamp",
            ),
    )
}

fn words(shape: Shape) -> String {
    let text = match shape {
        Shape::Text => "a string",
        Shape::OneOf(allowed) => return format!("one of {}", quoted(allowed, "and")),
        Shape::Integer { .. } => "a whole number",
        Shape::Number { .. } => "a number",
        Shape::Boolean => "a boolean",
        Shape::Timestamp => "a string with a timestamp",
        Shape::Path => "a string with a path",
        Shape::PathOrNull => "a string with a path, or null",
        Shape::Object => "an object",
        Shape::Objects | Shape::SomeObjects => "an array of objects",
        Shape::Texts | Shape::SomeTexts => "an array of strings",
        Shape::Collection => "an array or an object",
        Shape::Template => "any JSON",
    };
    text.to_owned()
}
