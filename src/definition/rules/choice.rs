//! Choice states that cannot go on, and rules that never decide.

use crate::definition::{Choice, ChoiceRule, Condition, State, StateKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::NodeKind;
use crate::text::Span;

/// # What it does
/// Warns of a Choice without `Default`, and of rules that never decide because an earlier rule does.
///
/// # Why
/// An execution fails when no rule matches and there is no `Default`. Rules are tried in order and the first that is
/// true decides, so a rule after one with the same condition, or after one that is always true, is dead.
///
/// # Example
/// ```json
/// { "Type": "Choice", "Choices": [ { "Variable": "$.n", "NumericEquals": 1, "Next": "A" },
///                                  { "Variable": "$.n", "NumericEquals": 1, "Next": "B" } ] }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let Some(StateKind::Choice(choice)) = &state.kind else {
        return;
    };
    let always = choice.rules.iter().position(is_always_true);
    if choice.default.is_none() && always.is_none() && !choice.rules.is_empty() {
        found.push(no_default(state));
    }
    for (at, rule) in choice.rules.iter().enumerate() {
        if let Some(earlier) = earlier_that_decides(choice, at) {
            found.push(dead(rule, earlier));
        }
    }
}

fn earlier_that_decides(choice: &Choice, at: usize) -> Option<&ChoiceRule> {
    let condition = choice.rules.get(at)?.condition.as_ref()?;
    let earlier = choice.rules.get(..at)?;
    let decides = |rule: &&ChoiceRule| {
        is_always_true(rule)
            || rule
                .condition
                .as_ref()
                .is_some_and(|other| are_same(other, condition))
    };
    earlier.iter().find(decides)
}

fn is_always_true(rule: &ChoiceRule) -> bool {
    match &rule.condition {
        Some(Condition::Jsonata(node)) => match &node.kind {
            NodeKind::Bool(value) => *value,
            NodeKind::String(text) => {
                text.value
                    .trim_start_matches("{%")
                    .trim_end_matches("%}")
                    .trim()
                    == "true"
            }
            _ => false,
        },
        _ => false,
    }
}

fn are_same(a: &Condition, b: &Condition) -> bool {
    let all = |a: &[Condition], b: &[Condition]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_same(a, b))
    };
    match (a, b) {
        (Condition::And(a), Condition::And(b)) | (Condition::Or(a), Condition::Or(b)) => all(a, b),
        (Condition::Not(a), Condition::Not(b)) => are_same(a, b),
        (
            Condition::Comparison {
                variable,
                operator,
                operand,
            },
            Condition::Comparison {
                variable: other_variable,
                operator: other_operator,
                operand: other_operand,
            },
        ) => {
            variable.value.value == other_variable.value.value
                && operator.value == other_operator.value
                && operand.to_value() == other_operand.to_value()
        }
        // an expression may give another answer the second time: `$random() > 0.5`
        _ => false,
    }
}

fn no_default(state: &State) -> Diagnostic {
    let message = format!("the Choice state `{}` has no `Default`", state.name.value);
    Diagnostic::new(Code::NoDefault, Severity::Warning, state.name.span, message)
        .with_location(&*state.location)
        .with_reason("the execution fails when no rule matches")
        .with_help("add `\"Default\": \"…\"`")
}

fn dead(rule: &ChoiceRule, earlier: &ChoiceRule) -> Diagnostic {
    let head = |span: Span| Span::new(span.start as usize, span.start as usize + 1);
    Diagnostic::new(
        Code::DeadChoiceRule,
        Severity::Warning,
        head(rule.span),
        "an earlier rule decides before this one",
    )
    .with_location(&*rule.location)
    .with_reason("rules are tried in order, and the first that is true decides")
    .with_help("remove the rule, or change its condition")
    .with_related(head(earlier.span), "the earlier rule")
}
