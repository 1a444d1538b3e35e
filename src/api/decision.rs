//! Why a visit went on as it did, in sentences.

use crate::history::inspection::{Decision, Visit};
use crate::program::condition::{Comparison, Condition, Kind, Operand, Test};
use crate::program::{State, StateKind};

use super::run_types::DecisionDetail;
use super::trace_row::seconds;

/// The decisions of a visit, in order.
pub fn decisions(visit: &Visit, state: &State) -> Vec<DecisionDetail> {
    visit
        .decisions
        .iter()
        .map(|decision| detail(decision, visit, state))
        .collect()
}

fn detail(decision: &Decision, visit: &Visit, state: &State) -> DecisionDetail {
    let place = |field: &str, index: &u32| format!("{}/{field}[{index}]", state.location);
    let error = |attempt: Option<&u32>| {
        let at =
            attempt.and_then(|attempt| visit.attempts.get((*attempt as usize).checked_sub(1)?));
        let error = at.map_or(visit.error.as_deref(), |attempt| attempt.error.as_deref());
        error.unwrap_or("an error without a name").to_owned()
    };
    match decision {
        Decision::Rule(index) => {
            let condition = match &state.kind {
                StateKind::Choice { rules, .. } => rules
                    .get(*index as usize)
                    .map(|rule| describe(&rule.condition)),
                _ => None,
            };
            let text = format!(
                "Choices[{index}] is the first rule that holds: {}",
                condition.unwrap_or_default()
            );
            DecisionDetail {
                kind: "choice",
                path: place("Choices", index),
                attempt: None,
                text,
            }
        }
        Decision::Default => DecisionDetail {
            kind: "default",
            path: format!("{}/Default", state.location),
            attempt: None,
            text: "No rule holds.".to_owned(),
        },
        Decision::Retry {
            index,
            attempt,
            matched,
            retries,
            delay_ms,
        } => {
            let most = state
                .retry
                .get(*index as usize)
                .map_or(0, |retrier| retrier.max_attempts);
            let (error, delay) = (error(Some(attempt)), seconds(*delay_ms));
            let by = if **matched == *error {
                String::new()
            } else {
                format!(" as {matched}")
            };
            let text = format!(
                "Retry[{index}] takes {error}{by}: retry {retries} of {most}, after {delay}."
            );
            DecisionDetail {
                kind: "retry",
                path: place("Retry", index),
                attempt: Some(*attempt),
                text,
            }
        }
        Decision::RetriesExhausted { index, attempt } => {
            let most = state
                .retry
                .get(*index as usize)
                .map_or(0, |retrier| retrier.max_attempts);
            let error = error(Some(attempt));
            let text =
                format!("Retry[{index}] names {error}, but its MaxAttempts of {most} are used up.");
            DecisionDetail {
                kind: "none",
                path: place("Retry", index),
                attempt: Some(*attempt),
                text,
            }
        }
        Decision::Catch { index, matched } => {
            let error = error(None);
            let by = if **matched == *error {
                String::new()
            } else {
                format!(" as {matched}")
            };
            let text = format!("Catch[{index}] takes {error}{by}.");
            DecisionDetail {
                kind: "catch",
                path: place("Catch", index),
                attempt: None,
                text,
            }
        }
        Decision::Uncaught => {
            let text = match &state.kind {
                StateKind::Fail { .. } => "A Fail state ends its execution.",
                _ if state.catch.is_empty() => "No catcher: the error leaves the state.",
                _ => "No catcher takes the error: it leaves the state.",
            };
            DecisionDetail {
                kind: "none",
                path: state.location.to_string(),
                attempt: None,
                text: text.to_owned(),
            }
        }
    }
}

/// A condition in one line.
fn describe(condition: &Condition) -> String {
    let joined =
        |rules: &[Condition], word: &str| rules.iter().map(nested).collect::<Vec<_>>().join(word);
    match condition {
        Condition::And(rules) => joined(rules, " and "),
        Condition::Or(rules) => joined(rules, " or "),
        Condition::Not(rule) => format!("not {}", nested(rule)),
        Condition::Comparison(comparison) => compared(comparison),
        Condition::Constant(value) => value.to_string(),
        Condition::Expression(located) => located.expression.text().to_owned(),
    }
}

fn nested(condition: &Condition) -> String {
    match condition {
        Condition::And(_) | Condition::Or(_) => format!("({})", describe(condition)),
        other => describe(other),
    }
}

fn compared(comparison: &Comparison) -> String {
    let variable = comparison.variable.text();
    match &comparison.test {
        Test::Order {
            family,
            relation,
            operand: Operand::Literal(value),
        } => {
            format!("{variable} {family:?}{relation:?} {value}")
        }
        Test::Order {
            family,
            relation,
            operand: Operand::Path(path),
        } => {
            format!("{variable} {family:?}{relation:?}Path {}", path.text())
        }
        Test::Matches(pattern) => format!("{variable} StringMatches {}", pattern.text()),
        Test::Is(kind, wanted) => {
            let name = match kind {
                Kind::Present => "IsPresent",
                Kind::Null => "IsNull",
                Kind::Numeric => "IsNumeric",
                Kind::String => "IsString",
                Kind::Boolean => "IsBoolean",
                Kind::Timestamp => "IsTimestamp",
            };
            format!("{variable} {name} {wanted}")
        }
    }
}
