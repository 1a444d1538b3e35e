//! From a document to a template. Every problem is reported; what is broken becomes `null`.

use std::rc::Rc;

use super::{Located, PathMember, Template};
use crate::intrinsic::Call;
use crate::json::node::{Member, Node, NodeKind, Text};
use crate::json::{Key, Value};
use crate::jsonata::{self, Expression, UnboundReference};
use crate::jsonpath::{Path, SyntaxError};
use crate::text::Span;

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
        NodeKind::Object(members) => collapse_object(
            members
                .iter()
                .map(|member| parse_member(node, member, problems))
                .collect(),
        ),
        NodeKind::Array(items) => collapse_array(
            items
                .iter()
                .map(|item| parse_jsonpath(item, problems))
                .collect(),
        ),
        _ => Template::Literal(node.to_value()),
    }
}

/// A member of `object`: `"key": …`, or `"key.$"` with what is computed for `key`.
fn parse_member(
    object: &Node,
    member: &Member,
    problems: &mut Vec<TemplateProblem>,
) -> (Key, Template) {
    let name = &member.key.value;
    let Some(plain) = name.strip_suffix(".$") else {
        return (name.clone(), parse_jsonpath(&member.value, problems));
    };
    let key = Key::from(plain);
    if object.get(plain).is_some() {
        problems.push(TemplateProblem::Ambiguous {
            field: key.clone(),
            span: member.key.span,
        });
    }
    (key, parse_dynamic(name, &member.value, problems))
}

/// The value of a `key.$` member.
fn parse_dynamic(field: &Key, node: &Node, problems: &mut Vec<TemplateProblem>) -> Template {
    let Some(text) = node.as_text() else {
        let message = format!("the value is {}, not a string", node.type_words());
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

/// Whether a text may be the value of a `key.$` member.
pub fn is_path_or_call(text: &str) -> bool {
    match text.starts_with('$') {
        true => Path::parse(text).is_ok(),
        false => Call::parse(text).is_ok(),
    }
}

/// The place of a syntax error in the source; the whole literal when the error has no width.
pub fn syntax_span(text: &Text, error: &SyntaxError, whole: Span) -> Span {
    if error.to > error.from {
        text.source(error.from, error.to)
    } else {
        whole
    }
}

/// The inside of a text that is a JSONata expression: exactly `{%` first and `%}` last.
pub fn expression_text(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.strip_suffix("%}")
}

/// A field that `$states` has beside `input` and `context`, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatesField {
    /// `$states.result`
    Result,
    /// `$states.errorOutput`
    ErrorOutput,
}

/// Parses a JSONata template. `location` is its place as AWS writes it: `Output`, `Choices[0]/Assign`; `extra` is the
/// field of `$states` that stands there beside the usual ones.
pub fn parse_jsonata(
    node: &Node,
    location: &str,
    extra: Option<StatesField>,
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
                        parse_jsonata(&member.value, &inner, extra, problems),
                    )
                })
                .collect(),
        ),
        NodeKind::Array(items) => {
            let items = items.iter().enumerate();
            collapse_array(
                items
                    .map(|(at, item)| {
                        parse_jsonata(item, &format!("{location}[{at}]"), extra, problems)
                    })
                    .collect(),
            )
        }
        NodeKind::String(text) if expression_text(&text.value).is_some() => {
            match parse_expression(text, node.span, location, extra, problems) {
                Some(located) => Template::Expression(Box::new(located)),
                None => Template::Literal(Value::Null),
            }
        }
        _ => Template::Literal(node.to_value()),
    }
}

/// Parses one `{% … %}` text; `None` when it has problems. The rest is as in [`parse_jsonata`].
pub fn parse_expression(
    text: &Text,
    span: Span,
    location: &str,
    extra: Option<StatesField>,
    problems: &mut Vec<TemplateProblem>,
) -> Option<Located> {
    let inner = expression_text(&text.value).unwrap_or(&text.value);
    let location: Rc<str> = location.into();
    // two bytes of delimiter stand before the expression
    let expression = match Expression::parse(inner) {
        Ok(expression) => expression,
        Err(error) => {
            // the position is behind the token that did not fit
            let before = error.position.and_then(|at| inner.get(..at));
            let last = before.and_then(|before| before.char_indices().next_back());
            let span = match last {
                Some((at, last)) => text.source(at + 2, at + 2 + last.len_utf8()),
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
    let fields: &[&str] = match extra {
        None => &["input", "context"],
        Some(StatesField::Result) => &["input", "context", "result"],
        Some(StatesField::ErrorOutput) => &["input", "context", "errorOutput"],
    };
    if let Some((name, end)) = expression.unknown_states_field(fields) {
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
