//! Which errors retriers and catchers name.

use std::collections::HashMap;
use std::rc::Rc;

use super::targets::{TargetKind, targets};
use crate::definition::error_names;
use crate::definition::{Retrier, State, StateMachine, StateType};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, closest};
use crate::text::Spanned;

/// One entry of `Retry` or `Catch`.
struct Entry<'a> {
    names: &'a [Spanned<Rc<str>>],
    location: &'a str,
}

/// # What it does
/// Reports `States.ALL` that does not stand alone in the last entry, names that an earlier entry already takes, names
/// that no error has, and back-off limits without effect.
///
/// # Why
/// The first is refused. The others are entries that never do what they seem to do: the first entry that matches an
/// error is the only one that counts, and `States.Runtime` ends the execution whatever the entries say.
///
/// # Example
/// ```json
/// { "Retry": [ { "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["States.Timeout"] } ] }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let retriers: Vec<Entry> = state
        .retry
        .iter()
        .map(|retrier| Entry {
            names: &retrier.error_equals,
            location: &retrier.location,
        })
        .collect();
    let catchers: Vec<Entry> = state
        .catch
        .iter()
        .map(|catcher| Entry {
            names: &catcher.error_equals,
            location: &catcher.location,
        })
        .collect();
    check_entries(&retriers, "retrier", state, found);
    check_entries(&catchers, "catcher", state, found);
    for retrier in &state.retry {
        check_max_delay(retrier, found);
    }
}

fn check_entries(entries: &[Entry], what: &str, state: &State, found: &mut Diagnostics) {
    let mut taken: Vec<&Spanned<Rc<str>>> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let later = entries.len() - at - 1;
        for (at, name) in entry.names.iter().enumerate() {
            let location = format!("{}/ErrorEquals[{at}]", entry.location);
            let finding = match misplaced_all(entry, later, name, what) {
                // Source: public reports of AWS's answer, which points at the name
                Some(finding) => Some(finding.with_location(location).with_aws(
                    AwsCode::SchemaValidationFailed,
                    "States.ALL must appear alone and at end of list",
                )),
                None => dead(&taken, name, what, state)
                    .or_else(|| uncatchable(name))
                    .or_else(|| unknown(name))
                    .map(|finding| finding.with_location(location)),
            };
            found.extend(finding);
        }
        // names of one list share what is done about them
        taken.extend(entry.names);
    }
}

/// `States.ALL` beside other names, or with entries that come `later`.
fn misplaced_all(
    entry: &Entry,
    later: usize,
    name: &Spanned<Rc<str>>,
    what: &str,
) -> Option<Diagnostic> {
    let (message, help) = match (&*name.value, entry.names.len(), later) {
        (error_names::ALL, 1, 0) => return None,
        (error_names::ALL, 1, _) => (
            "`States.ALL` must stand in the last entry".to_owned(),
            format!("move this {what} to the end"),
        ),
        (error_names::ALL, ..) => (
            "`States.ALL` must stand alone".to_owned(),
            "remove the other names, which it includes, or give it an entry of its own at the end"
                .to_owned(),
        ),
        _ => return None,
    };
    Some(
        Diagnostic::new(
            Code::MisplacedStatesAll,
            Severity::Error,
            name.span,
            message,
        )
        .with_help(help),
    )
}

/// An earlier entry takes this error by its name, or by `States.TaskFailed` when it is a Task's own.
fn dead(
    taken: &[&Spanned<Rc<str>>],
    name: &Spanned<Rc<str>>,
    what: &str,
    state: &State,
) -> Option<Diagnostic> {
    let is_own = !name.value.starts_with("States.") && state.state_type() == Some(StateType::Task);
    let takes =
        |earlier: &str| *earlier == *name.value || (is_own && earlier == error_names::TASK_FAILED);
    let earlier = taken.iter().find(|earlier| takes(&earlier.value))?;
    let message = format!("an earlier {what} already takes `{}`", name.value);
    Some(
        Diagnostic::new(Code::DeadErrorName, Severity::Warning, name.span, message)
            .with_reason(format!(
                "the first {what} that matches is the only one that counts"
            ))
            .with_help("remove the name here, or move it before the other")
            .with_related(earlier.span, format!("`{}` takes it", earlier.value)),
    )
}

fn uncatchable(name: &Spanned<Rc<str>>) -> Option<Diagnostic> {
    (*name.value == *error_names::RUNTIME).then(|| {
        Diagnostic::new(
            Code::UncatchableError,
            Severity::Warning,
            name.span,
            "`States.Runtime` can be neither retried nor caught",
        )
        .with_reason("such an error always ends the execution")
        .with_help("remove it, and guard against the error in the data flow")
    })
}

fn unknown(name: &Spanned<Rc<str>>) -> Option<Diagnostic> {
    let own = name.value.strip_prefix("States.")?;
    if error_names::KNOWN.contains(&&*name.value)
        || own.starts_with("Http.StatusCode.")
        || own.contains("${")
    {
        return None;
    }
    let message = format!("Step Functions reports no error `{}`", name.value);
    let diagnostic = Diagnostic::new(
        Code::UnknownErrorName,
        Severity::Warning,
        name.span,
        message,
    );
    Some(match closest(&name.value, error_names::KNOWN.iter().copied()) {
        Some(meant) => diagnostic.with_meant(name.span, meant),
        None => diagnostic.with_help("names that begin with `States.` are the language's own; use another name for your errors"),
    })
}

fn check_max_delay(retrier: &Retrier, found: &mut Diagnostics) {
    let Some(max) = retrier
        .max_delay_seconds
        .filter(|max| *max <= retrier.interval_seconds)
    else {
        return;
    };
    let message = format!(
        "`MaxDelaySeconds` {max} is not above `IntervalSeconds` {}",
        retrier.interval_seconds
    );
    found.push(
        Diagnostic::new(
            Code::IneffectiveMaxDelay,
            Severity::Warning,
            retrier.span.head(),
            message,
        )
        .with_location(format!("{}/MaxDelaySeconds", retrier.location))
        .with_reason("every delay is then the same, and `BackoffRate` has no effect"),
    );
}

/// # What it does
/// Points out tasks whose errors nothing retries or catches, in a machine that does so elsewhere. A task that only a
/// catcher leads to is left out: the execution is failing there already.
///
/// # Why
/// Where some errors are handled, one that is not is easily overlooked: it ends the execution.
///
/// # Example
/// ```json
/// { "StartAt": "A", "States": {
///   "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": [{ "ErrorEquals": ["States.ALL"] }], "Next": "B" },
///   "B": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true } } }
/// ```
pub(super) fn check_unhandled(machine: &StateMachine, found: &mut Diagnostics) {
    if machine.all_states().into_iter().any(handles) {
        check_level(machine, found);
    }
}

fn check_level(machine: &StateMachine, found: &mut Diagnostics) {
    // whether catchers lead to a state, and nothing else does
    let mut after_error: HashMap<&str, bool> = HashMap::new();
    for target in machine.states.iter().flat_map(targets) {
        let is_catcher = matches!(target.kind, TargetKind::Catcher(_));
        let name = after_error.entry(&*target.name.value).or_insert(true);
        *name &= is_catcher;
    }
    for state in machine.states.iter().filter(|state| !handles(state)) {
        let is_after_error = after_error.get(&*state.name.value) == Some(&true);
        if state.state_type() == Some(StateType::Task) && !is_after_error {
            let message = format!("an error of `{}` ends the execution", state.name.value);
            let span = state.name.span;
            found.push(
                Diagnostic::new(Code::UnhandledError, Severity::Info, span, message)
                    .with_location(&*state.location)
                    .with_reason("it has neither `Retry` nor `Catch`, nor has anything around it")
                    .with_help(
                        "add `Retry` for errors that pass by themselves, `Catch` for others",
                    ),
            );
        }
        for inner in state.machines() {
            check_level(inner, found);
        }
    }
}

fn handles(state: &State) -> bool {
    !state.retry.is_empty() || !state.catch.is_empty()
}
