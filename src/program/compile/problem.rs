//! What is wrong with a template, in words.

use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::jsonata;
use crate::template::{self, TemplateProblem};
use crate::text::Span;

/// A problem of a template as a diagnostic. `location` is the template's place, or for JSONata its state's.
pub(super) fn describe(problem: TemplateProblem, location: &str) -> Diagnostic {
    match problem {
        TemplateProblem::NotAPath {
            field,
            message,
            span,
        } => not_a_path(&field, &message, span, location),
        TemplateProblem::Ambiguous { field, span } => {
            let headline = format!("both `{field}` and `{field}.$` are given");
            Diagnostic::new(Code::InvalidTemplate, Severity::Error, span, headline)
                .with_help("keep one of them")
                .with_location(location)
        }
        TemplateProblem::Expression {
            location: inner,
            error,
            span,
        } => unparsed(&error, span, format!("{location}/{inner}")),
        TemplateProblem::Unbound {
            location: inner,
            name,
            span,
        } => unbound(&name, span, format!("{location}/{inner}")),
        TemplateProblem::NoSuchField {
            location: inner,
            name,
            span,
        } => no_such_field(&name, span, format!("{location}/{inner}")),
    }
}

fn not_a_path(field: &str, message: &str, span: Span, location: &str) -> Diagnostic {
    let aws = format!(
        "The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
    );
    let headline =
        format!("the value of `{field}` is neither a path nor an intrinsic function: {message}");
    Diagnostic::new(Code::InvalidTemplate, Severity::Error, span, headline)
        .with_reason("a member whose name ends in `.$` is computed")
        .with_help("write a path such as `$.a`, a call such as `States.UUID()`, or drop the `.$` from the name")
        .with_location(location)
        .with_aws(AwsCode::SchemaValidationFailed, aws)
}

fn unparsed(error: &jsonata::Error, span: Span, location: String) -> Diagnostic {
    let headline = format!("the JSONata expression does not parse: {}", error.message);
    let finding = Diagnostic::new(Code::InvalidJsonata, Severity::Error, span, headline)
        .with_location(location)
        .with_aws(AwsCode::InvalidJsonataExpression, error.message.clone());
    match operator_meant(&error.message) {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// What stands for an operator of other languages, by the symbol that the parser stops at.
fn operator_meant(message: &str) -> Option<&'static str> {
    let (_, rest) = message.split_once('"')?;
    match rest.split_once('"')?.0 {
        "!" => Some("write `$not(…)`"),
        "=" => Some("JSONata compares with a single `=`"),
        "&" => Some("write `and` where both must hold; a single `&` joins texts"),
        "|" => Some("write `or` where one must hold"),
        _ => None,
    }
}

fn unbound(name: &str, span: Span, location: String) -> Diagnostic {
    let headline = format!("`{name}` at the top level of an expression refers to nothing");
    let aws = template::unbound(name);
    Diagnostic::new(Code::UnboundReference, Severity::Error, span, headline)
        .with_reason("a state's expression has no context of its own, only `$states` and variables")
        .with_help(
            "write `$states.input` for the state's input, or the name of a variable with `$`",
        )
        .with_location(location)
        .with_aws(AwsCode::UnsupportedJsonataExpression, aws)
}

fn no_such_field(name: &str, span: Span, location: String) -> Diagnostic {
    let headline = format!("there is no `$states.{name}` here");
    let aws = template::no_such_field(name);
    let reason = match name {
        "errorOutput" => "only `Output` and `Assign` of a catcher have it",
        "result" => {
            "only `Output` and `Assign` of a Task, Parallel or Map have it, once its work is done"
        }
        _ => "`$states` has `input`, `context`, in places `result`, and in a catcher `errorOutput`",
    };
    Diagnostic::new(Code::UnboundReference, Severity::Error, span, headline)
        .with_reason(reason)
        .with_location(location)
        .with_aws(AwsCode::UnsupportedJsonataExpression, aws)
}
