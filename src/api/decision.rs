//! Why a visit went on as it did, in sentences.

use crate::history::inspection::{Decision, Visit};
use crate::program::condition::{Comparison, Condition, Kind, Operand, Test};
use crate::program::{State, StateKind};

use super::run_types::{DecisionDetail, DecisionKind};
use super::trace_row::seconds;

/// The decisions of a visit, in order.
pub(super) fn decisions(visit: &Visit, state: &State) -> Vec<DecisionDetail> {
    visit
        .decisions
        .iter()
        .map(|decision| detail(decision, visit, state))
        .collect()
}

fn detail(decision: &Decision, visit: &Visit, state: &State) -> DecisionDetail {
    let entry = |field: &str, index: &u32| format!("{}/{field}[{index}]", state.location);
    let (kind, path, attempt) = match decision {
        Decision::Rule(index) => (DecisionKind::Choice, entry("Choices", index), None),
        Decision::Default => {
            let path = format!("{}/Default", state.location);
            (DecisionKind::Default, path, None)
        }
        Decision::Retry { index, attempt, .. } => {
            (DecisionKind::Retry, entry("Retry", index), Some(*attempt))
        }
        Decision::RetriesExhausted { index, attempt } => {
            (DecisionKind::None, entry("Retry", index), Some(*attempt))
        }
        Decision::Catch { index, attempt, .. } => {
            (DecisionKind::Catch, entry("Catch", index), Some(*attempt))
        }
        Decision::Uncaught { attempt } => (
            DecisionKind::None,
            state.location.to_string(),
            Some(*attempt),
        ),
    };
    DecisionDetail {
        kind,
        path,
        attempt: attempt.filter(|&attempt| attempt > 0),
        text: text(decision, visit, state),
    }
}

/// A decision in one sentence.
fn text(decision: &Decision, visit: &Visit, state: &State) -> String {
    match decision {
        Decision::Rule(index) => rule_text(*index, state),
        Decision::Default => "No rule holds.".to_owned(),
        Decision::Retry {
            index,
            attempt,
            matched,
            retries,
            delay_ms,
        } => {
            let taken = taken(error_of(visit, Some(*attempt)), matched);
            let (most, delay) = (most_attempts(state, *index), seconds(*delay_ms));
            format!("Retry[{index}] takes {taken}: retry {retries} of {most}, after {delay}.")
        }
        Decision::RetriesExhausted { index, attempt } => {
            let error = error_of(visit, Some(*attempt));
            let most = most_attempts(state, *index);
            format!("Retry[{index}] names {error}, but its MaxAttempts of {most} are used up.")
        }
        Decision::Catch { index, matched, .. } => {
            let taken = taken(error_of(visit, None), matched);
            format!("Catch[{index}] takes {taken}.")
        }
        Decision::Uncaught { .. } => match &state.kind {
            StateKind::Fail { .. } => "A Fail state ends its execution.".to_owned(),
            _ if state.catch.is_empty() => "No catcher: the error leaves the state.".to_owned(),
            _ => "No catcher takes the error: it leaves the state.".to_owned(),
        },
    }
}

fn rule_text(index: u32, state: &State) -> String {
    let condition = match &state.kind {
        StateKind::Choice { rules, .. } => rules
            .get(index as usize)
            .map(|rule| describe(&rule.condition)),
        _ => None,
    };
    format!(
        "Choices[{index}] is the first rule that holds: {}",
        condition.unwrap_or_default()
    )
}

/// The error of an attempt, counted from 1, or of the visit.
fn error_of(visit: &Visit, attempt: Option<u32>) -> &str {
    let attempt =
        attempt.and_then(|attempt| visit.attempts.get((attempt as usize).checked_sub(1)?));
    let error = match attempt {
        Some(attempt) => &attempt.error,
        None => &visit.error,
    };
    error.as_deref().unwrap_or("an error without a name")
}

/// An error, and the name that an entry takes it by.
fn taken(error: &str, matched: &str) -> String {
    match matched == error {
        true => error.to_owned(),
        false => format!("{error} as {matched}"),
    }
}

fn most_attempts(state: &State, retrier: u32) -> u64 {
    let retrier = state.retry.get(retrier as usize);
    retrier.map_or(0, |retrier| retrier.max_attempts)
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
