//! Texts that look like JSONata expressions but are none.

use super::data_flow::templates;
use crate::definition::parse::{UNCLOSED, is_expression, is_unclosed};
use crate::definition::{QueryLanguage, State, StateKind, Words};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::{Member, Node, NodeKind};
use crate::text::Span;

/// # What it does
/// Warns of texts with `{% … %}` that are not taken as expressions: in a JSONPath state, with something around the
/// delimiters, or as the name of a member. Reports those that begin and do not end.
///
/// # Why
/// A text is an expression only in a JSONata state, and only if it begins with exactly `{%` and ends with exactly `%}`.
/// Step Functions refuses one that begins so and does not end; anything else is handed on as it stands, without an error.
///
/// # Example
/// ```json
/// { "Type": "Pass", "QueryLanguage": "JSONata", "Output": " {% $states.input %}", "End": true }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    for (node, location) in templates(state) {
        check_node(node, &location, state.query_language, found);
    }
    let Some(StateKind::Fail { error, cause }) = &state.kind else {
        return;
    };
    for (field, words) in [("Error", error), ("Cause", cause)] {
        if let Some(Words::Literal(text)) = words {
            let location = format!("{}/{field}", state.location);
            let (span, text) = (text.span, &text.value.value);
            found.extend(literal(span, text, &location, state.query_language));
        }
    }
}

fn check_node(node: &Node, location: &str, language: QueryLanguage, found: &mut Diagnostics) {
    match &node.kind {
        NodeKind::String(text) => {
            found.extend(literal(node.span, &text.value, location, language));
        }
        NodeKind::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                check_node(item, &format!("{location}[{at}]"), language, found);
            }
        }
        _ => {
            for member in node.members() {
                let location = format!("{location}/{}", member.key.value);
                found.extend(computed_name(member, &location, language));
                check_node(&member.value, &location, language, found);
            }
        }
    }
}

fn computed_name(member: &Member, location: &str, language: QueryLanguage) -> Option<Diagnostic> {
    let is_meant = language == QueryLanguage::Jsonata && is_expression(&member.key.value);
    let message = "the name is taken as a text: only values are computed";
    is_meant.then(|| {
        let span = member.key.span;
        Diagnostic::new(Code::LiteralExpression, Severity::Warning, span, message)
            .with_location(location)
            .with_help("compute the whole object: `{% { $name: 1 } %}`")
    })
}

fn literal(span: Span, text: &str, location: &str, language: QueryLanguage) -> Option<Diagnostic> {
    let is_exact = is_expression(text);
    let (severity, message, help) = match language {
        QueryLanguage::JsonPath if is_exact => (
            Severity::Warning,
            "the expression is taken as a text, since this state uses JSONPath",
            "set `\"QueryLanguage\": \"JSONata\"` for this state",
        ),
        QueryLanguage::Jsonata if is_unclosed(text) => (
            Severity::Error,
            "the expression has no end",
            "end it with exactly `%}`",
        ),
        QueryLanguage::Jsonata if !is_exact && text.contains("{%") => (
            Severity::Warning,
            "the text holds `{%` but is no expression",
            "an expression begins with exactly `{%` and ends with exactly `%}`; join texts with `&` inside it",
        ),
        _ => return None,
    };
    let finding =
        Diagnostic::new(Code::LiteralExpression, severity, span, message).with_location(location);
    let finding = finding.with_help(help);
    Some(match severity {
        Severity::Error => finding.with_aws(AwsCode::SchemaValidationFailed, UNCLOSED),
        _ => finding,
    })
}
