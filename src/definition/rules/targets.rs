//! Names of states that transitions go to.

use std::rc::Rc;

use crate::definition::parse::has_substitution;
use crate::definition::{State, StateKind, StateMachine, Transition};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::text::Spanned;

/// Where a transition leads.
pub(crate) struct Target<'a> {
    /// The name as written.
    pub name: &'a Spanned<Rc<str>>,
    /// `/States/A/Next`
    pub location: String,
    /// What kind of transition it is.
    pub kind: TargetKind,
}

/// The fields that hold the name of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetKind {
    /// `"Next"` of a state.
    Next,
    /// `"Next"` of the choice rule with this index.
    Rule(usize),
    /// `"Default"`
    Default,
    /// `"Next"` of the catcher with this index.
    Catcher(usize),
}

/// All transitions out of a state: what it does when all goes well, then the catchers.
pub(crate) fn targets(state: &State) -> Vec<Target<'_>> {
    let mut targets = Vec::new();
    if let Some(Transition::Next(name)) = &state.transition {
        let location = format!("{}/Next", state.location);
        targets.push(Target {
            name,
            location,
            kind: TargetKind::Next,
        });
    }
    if let Some(StateKind::Choice(choice)) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate() {
            let location = format!("{}/Next", rule.location);
            targets.extend(rule.next.iter().map(|name| Target {
                name,
                location: location.clone(),
                kind: TargetKind::Rule(at),
            }));
        }
        let location = format!("{}/Default", state.location);
        targets.extend(choice.default.iter().map(|name| Target {
            name,
            location: location.clone(),
            kind: TargetKind::Default,
        }));
    }
    for (at, catcher) in state.catch.iter().enumerate() {
        let location = format!("{}/Next", catcher.location);
        targets.extend(catcher.next.iter().map(|name| Target {
            name,
            location: location.clone(),
            kind: TargetKind::Catcher(at),
        }));
    }
    targets
}

/// # What it does
/// Reports a `StartAt`, `Next` or `Default` that names no state of the same level.
///
/// # Why
/// Step Functions refuses the definition. A state inside a branch or an item processor cannot be reached from outside,
/// and cannot go outside.
///
/// # Example
/// ```json
/// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "Bee" }, "B": { "Type": "Succeed" } } }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    if machine.states.is_empty() {
        return;
    }
    if let Some(start) = &machine.start_at {
        let location = format!("{}/StartAt", machine.location);
        check_name(machine, start, "StartAt", location, found);
    }
    for state in &machine.states {
        for target in targets(state) {
            check_name(machine, target.name, "Next", target.location, found);
        }
    }
}

fn check_name(
    machine: &StateMachine,
    name: &Spanned<Rc<str>>,
    field: &str,
    location: String,
    found: &mut Diagnostics,
) {
    let is_known = machine
        .states
        .iter()
        .any(|state| state.name.value == name.value);
    // a substitution may become any name
    if is_known || has_substitution(&name.value) {
        return;
    }
    let level = if machine.location.is_empty() {
        ""
    } else {
        " on this level"
    };
    let message = format!("no state{level} is named `{}`", name.value);
    let diagnostic = Diagnostic::new(
        Code::MissingTransitionTarget,
        Severity::Error,
        name.span,
        message,
    )
    .with_location(location)
    .with_aws(
        "MISSING_TRANSITION_TARGET",
        format!("Missing '{field}' target: {}", name.value),
    );
    let names = machine.states.iter().map(|state| &*state.name.value);
    found.push(match closest(&name.value, names) {
        Some(meant) => diagnostic
            .with_help(format!("did you mean `{meant}`?"))
            .with_fix(
                format!("Change to `{meant}`"),
                name.span,
                format!("\"{meant}\""),
            ),
        None if machine.location.is_empty() => {
            diagnostic.with_help("add the state, or name another one")
        }
        None => diagnostic.with_help(
            "transitions stay inside their branch or item processor; add the state there",
        ),
    });
}
