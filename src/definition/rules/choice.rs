//! Choice states that cannot go on, and rules that never decide.

use std::collections::HashMap;

use crate::definition::{ChoiceRule, Condition, State, StateKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::NodeKind;
use crate::json::{Number, Value};

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
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (at, rule) in choice.rules.iter().enumerate() {
        let Some(condition) = &rule.condition else {
            continue;
        };
        let same = key(condition).map(|key| *first_with.entry(key).or_insert(at));
        let earlier = [same, always].into_iter().flatten().min();
        let earlier = earlier.filter(|earlier| *earlier < at);
        if let Some(earlier) = earlier.and_then(|earlier| choice.rules.get(earlier)) {
            found.push(dead(rule, earlier));
        }
    }
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

/// Below it every whole number is a double of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The same for conditions that are. None for an expression, which may give another answer the second time:
/// `$random() > 0.5`.
fn key(condition: &Condition) -> Option<String> {
    let all = |conditions: &[Condition]| -> Option<String> {
        let keys: Option<Vec<String>> = conditions.iter().map(key).collect();
        Some(keys?.join(","))
    };
    Some(match condition {
        Condition::And(conditions) => format!("and({})", all(conditions)?),
        Condition::Or(conditions) => format!("or({})", all(conditions)?),
        Condition::Not(condition) => format!("not({})", key(condition)?),
        Condition::Comparison {
            variable,
            operator,
            operand,
        } => {
            let parts = [&*variable.value.value, &*operator.value];
            let [variable, operator] = parts.map(|part| Value::from(part).to_string());
            let operand = match operand.to_value() {
                // however it is written: 1 and 1.0
                Value::Number(Number::Float(n)) if n.fract() == 0.0 && n.abs() < EXACT => {
                    Value::from(n as i64)
                }
                other => other,
            };
            format!("{variable} {operator} {operand}")
        }
        Condition::Jsonata(_) => return None,
    })
}

fn no_default(state: &State) -> Diagnostic {
    let message = format!("the Choice state `{}` has no `Default`", state.name.value);
    Diagnostic::new(Code::NoDefault, Severity::Warning, state.name.span, message)
        .with_location(&*state.location)
        .with_reason("the execution fails when no rule matches")
        .with_help("add `\"Default\": \"…\"`")
}

fn dead(rule: &ChoiceRule, earlier: &ChoiceRule) -> Diagnostic {
    Diagnostic::new(
        Code::DeadChoiceRule,
        Severity::Warning,
        rule.span.head(),
        "an earlier rule decides before this one",
    )
    .with_location(&*rule.location)
    .with_reason("rules are tried in order, and the first that is true decides")
    .with_help("remove the rule, or change its condition")
    .with_related(earlier.span.head(), "the earlier rule")
}
