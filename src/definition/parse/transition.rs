//! `Next` and `End`: where a state goes.

use super::Parser;
use super::has_substitution;
use super::object::Object;
use crate::definition::fields;
use crate::definition::{StateType, Transition};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::json::node::{Node, NodeKind};
use crate::text::Spanned;

impl Parser {
    pub(super) fn transition(
        &mut self,
        object: &Object,
        state_type: StateType,
    ) -> Option<Transition> {
        if fields::find(object.owner, "Next").is_none() {
            // Source: measured on AWS, which takes the state as reached even from one that has no `Next`
            let next = object.node.get("Next")?;
            let name = next.as_text()?.value.clone();
            return Some(Transition::Next(Spanned::new(name, next.span)));
        }
        if let (Some(next), Some(end)) = (object.node.member("Next"), object.node.member("End"))
            && matches!(end.value.kind, NodeKind::Bool(true))
        {
            self.diagnostics.push(object.conflict(next, end));
        }
        let found = read(object);
        let is_false = object
            .get("End")
            .filter(|end| matches!(end.kind, NodeKind::Bool(false)));
        if let Some(end) = is_false {
            self.diagnostics.push(match found {
                Some(_) => needless_end(object, end),
                None => no_way_out(object, end),
            });
        } else if object.node.get("Next").is_none() && object.node.get("End").is_none() {
            self.diagnostics.push(no_transition(object, state_type));
        }
        found
    }
}

/// What can be read of it, without a finding.
pub(super) fn read(object: &Object) -> Option<Transition> {
    if let Some(next) = object.name("Next") {
        return Some(Transition::Next(next));
    }
    let written = ["End", "Next"].map(|name| object.node.get(name));
    if written.into_iter().flatten().any(is_open) {
        return Some(Transition::Open);
    }
    match object.get("End")?.kind {
        NodeKind::Bool(true) => Some(Transition::End),
        _ => None,
    }
}

/// Whether a value is missing behind its name, or is filled in before Step Functions sees it.
pub(super) fn is_open(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Missing => true,
        NodeKind::String(text) => has_substitution(&text.value),
        _ => false,
    }
}

fn no_transition(object: &Object, state_type: StateType) -> Diagnostic {
    let message = format!(
        "the {} state goes nowhere: it has neither `Next` nor `End`",
        state_type.as_str()
    );
    Diagnostic::new(
        Code::MissingTransition,
        Severity::Error,
        object.head(),
        message,
    )
    .with_location(object.location.to_string())
    .with_help("add `\"Next\": \"…\"`, or `\"End\": true` when the execution ends here")
    .with_aws(AwsCode::SchemaValidationFailed, NEXT_OR_END)
}

/// What AWS says of a state that does not go on.
const NEXT_OR_END: &str = "This object should have only one of the following fields: [Next, End]";

/// `"End": false` beside `Next`.
fn needless_end(object: &Object, end: &Node) -> Diagnostic {
    Diagnostic::new(
        Code::EndIsFalse,
        Severity::Warning,
        end.span,
        "`\"End\": false` has no effect",
    )
    .with_location(object.at("End"))
    .with_help("remove it")
}

/// `"End": false` without `Next`.
fn no_way_out(object: &Object, end: &Node) -> Diagnostic {
    Diagnostic::new(
        Code::MissingTransition,
        Severity::Error,
        end.span,
        "`\"End\": false` leaves the state without a way out",
    )
    .with_location(object.at("End"))
    .with_help("write `true`, or `\"Next\": \"…\"` instead")
    .with_aws_at(
        AwsCode::SchemaValidationFailed,
        NEXT_OR_END,
        object.location.to_string(),
    )
}
