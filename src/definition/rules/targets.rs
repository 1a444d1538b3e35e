//! Names of states that transitions go to.

use std::rc::Rc;

use crate::definition::parse::has_substitution;
use crate::definition::{State, StateKind, StateMachine, Transition};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, closest};
use crate::text::Spanned;

/// Where a transition leads.
pub(crate) struct Target<'a> {
    /// The name as written.
    pub name: &'a Spanned<Rc<str>>,
    /// What kind of transition it is.
    pub kind: TargetKind,
    /// Of the state, rule or catcher that has it.
    owner: &'a str,
}

impl Target<'_> {
    /// `/States/A/Next`
    fn location(&self) -> String {
        let field = match self.kind {
            TargetKind::Default => "Default",
            TargetKind::Next | TargetKind::Rule(_) | TargetKind::Catcher(_) => "Next",
        };
        format!("{}/{field}", self.owner)
    }
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
    fn target<'a>(
        name: Option<&'a Spanned<Rc<str>>>,
        kind: TargetKind,
        owner: &'a str,
    ) -> Option<Target<'a>> {
        Some(Target {
            name: name?,
            kind,
            owner,
        })
    }
    let mut targets = Vec::new();
    if let Some(Transition::Next(name)) = &state.transition {
        targets.extend(target(Some(name), TargetKind::Next, &state.location));
    }
    if let Some(StateKind::Choice(choice)) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate() {
            let kind = TargetKind::Rule(at);
            targets.extend(target(rule.next.as_ref(), kind, &rule.location));
        }
        let default = choice.default.as_ref();
        targets.extend(target(default, TargetKind::Default, &state.location));
    }
    for (at, catcher) in state.catch.iter().enumerate() {
        let kind = TargetKind::Catcher(at);
        targets.extend(target(catcher.next.as_ref(), kind, &catcher.location));
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
    if machine.states_span.is_none() {
        return;
    }
    let index = machine.index();
    // a substitution may become any name
    let is_missing = |name: &str| !index.contains_key(name) && !has_substitution(name);
    if let Some(start) = &machine.start_at
        && is_missing(&start.value)
    {
        let location = format!("{}/StartAt", machine.location);
        found.push(missing(machine, start, location));
    }
    for state in &machine.states {
        for target in targets(state) {
            if is_missing(&target.name.value) {
                found.push(missing(machine, target.name, target.location()));
            }
        }
    }
}

/// Source: public reports of AWS's answers; it says `Next` whatever the field is.
fn missing(machine: &StateMachine, name: &Spanned<Rc<str>>, location: String) -> Diagnostic {
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
        AwsCode::MissingTransitionTarget,
        format!("Missing 'Next' target: {}", name.value),
    );
    let names = machine.states.iter().map(|state| &*state.name.value);
    match closest(&name.value, names) {
        Some(meant) => diagnostic.with_meant(name.span, meant),
        None if machine.location.is_empty() => {
            diagnostic.with_help("add the state, or name another one")
        }
        None => diagnostic.with_help(
            "transitions stay inside their branch or item processor; add the state there",
        ),
    }
}
