//! Which states can be entered, and whether the machine can end.

use std::collections::HashMap;

use crate::definition::parse::has_substitution;
use crate::definition::rules::targets;
use crate::definition::{State, StateKind, StateMachine, Transition};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::text::Span;

/// # What it does
/// Reports states that no path from `StartAt` leads to, a machine without any state that ends it, and states from which
/// no path leads to an end.
///
/// # Why
/// Step Functions refuses the first two. The third runs until a limit stops it: the execution's timeout, or 25,000
/// history events. A branch or item processor without an end is of the third kind.
///
/// # Example
/// ```json
/// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A" }, "B": { "Type": "Succeed" } } }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    let Some(written) = machine.states_span else {
        return;
    };
    let ends: Vec<bool> = machine.states.iter().map(ends).collect();
    // Source: public measurements on AWS; it does not ask the levels inside for an end
    let needs_end = machine.location.is_empty() && !ends.contains(&true);
    if needs_end {
        found.push(no_terminal(written));
    }
    let index = machine.index();
    let Some(edges) = edges(machine, &index) else {
        return;
    };
    let Some(name) = &machine.start_at else {
        return;
    };
    let start = index.get(&*name.value);
    let reached = match start {
        Some(start) => closure(&edges, vec![*start]),
        None if has_substitution(&name.value) => return,
        None => named(&edges),
    };
    for (state, _) in machine
        .states
        .iter()
        .zip(&reached)
        .filter(|(_, reached)| !**reached)
    {
        found.push(unreachable(state));
    }
    if !needs_end && start.is_some() {
        check_loops(machine, &edges, &reached, &ends, found);
    }
}

/// Whether a state ends its level, or may when it is written out.
///
/// Source: measured on AWS, for which a state that says nothing of it is no end.
fn ends(state: &State) -> bool {
    match &state.kind {
        Some(StateKind::Succeed | StateKind::Fail { .. }) => true,
        _ => matches!(state.transition, Some(Transition::End | Transition::Open)),
    }
}

/// For each state the states that it may go to; `None` when a target is still to be filled in.
pub(super) fn edges(
    machine: &StateMachine,
    index: &HashMap<&str, usize>,
) -> Option<Vec<Vec<usize>>> {
    let out = |state: &State| -> Option<Vec<usize>> {
        let targets = targets(state);
        let is_open = |name: &str| has_substitution(name) && !index.contains_key(name);
        if targets.iter().any(|target| is_open(&target.name.value)) {
            return None;
        }
        Some(
            targets
                .iter()
                .filter_map(|target| index.get(&*target.name.value).copied())
                .collect(),
        )
    };
    machine.states.iter().map(out).collect()
}

/// The states that can be reached from `open`, those included.
pub(super) fn closure(edges: &[Vec<usize>], mut open: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    while let Some(at) = open.pop() {
        let Some(slot) = reached.get_mut(at) else {
            continue;
        };
        if !std::mem::replace(slot, true) {
            open.extend(edges.get(at).into_iter().flatten());
        }
    }
    reached
}

/// The states that some transition names: without a start there is nothing to reach them from.
///
/// Source: public reports of AWS's answer to a `StartAt` that names no state.
fn named(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut named = vec![false; edges.len()];
    for target in edges.iter().flatten() {
        if let Some(slot) = named.get_mut(*target) {
            *slot = true;
        }
    }
    named
}

fn check_loops(
    machine: &StateMachine,
    edges: &[Vec<usize>],
    reached: &[bool],
    ends: &[bool],
    found: &mut Diagnostics,
) {
    let mut backwards = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(sources) = backwards.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    let last = ends
        .iter()
        .enumerate()
        .filter(|(_, ends)| **ends)
        .map(|(at, _)| at);
    let can_end = closure(&backwards, last.collect());
    let index = machine.index();
    // a dangling target has its own finding, and may be meant to be the way out
    let has_way_out = |state: &State| {
        targets(state)
            .iter()
            .all(|target| index.contains_key(&*target.name.value))
    };
    let states = machine.states.iter().zip(reached).zip(&can_end);
    let trapped: Vec<&State> = states
        .filter(|((_, reached), can_end)| **reached && !**can_end)
        .map(|((state, _), _)| state)
        .collect();
    if trapped
        .iter()
        .any(|state| state.transition.is_none() && targets(state).is_empty())
        || !trapped.iter().all(|state| has_way_out(state))
    {
        return;
    }
    if let [first, others @ ..] = trapped.as_slice() {
        found.push(endless(first, others));
    }
}

fn unreachable(state: &State) -> Diagnostic {
    let name = &state.name.value;
    Diagnostic::new(
        Code::UnreachableState,
        Severity::Error,
        state.name.span,
        format!("no path leads to the state `{name}`"),
    )
    .with_location(&*state.location)
    .with_reason("Step Functions refuses a definition with a state that can never run")
    .with_help("go to it from another state, or remove it")
    .with_aws(
        AwsCode::MissingTransitionTarget,
        format!("State \"{name}\" is not reachable."),
    )
}

fn no_terminal(span: Span) -> Diagnostic {
    let message = "the state machine has no end";
    Diagnostic::new(Code::NoTerminalState, Severity::Error, span, message)
        .with_location("/States")
        .with_reason("one state at least must have `\"End\": true`, or be a Succeed or Fail")
        .with_help("write `\"End\": true` instead of `Next` in the last state")
        .with_aws_at(
            AwsCode::MissingEndState,
            "Workflow has no terminal state",
            None,
        )
}

fn endless(first: &State, others: &[&State]) -> Diagnostic {
    let message = format!(
        "from the state `{}` no path leads to an end",
        first.name.value
    );
    let diagnostic = Diagnostic::new(
        Code::EndlessLoop,
        Severity::Warning,
        first.name.span,
        message,
    )
    .with_location(&*first.location)
    .with_reason(
        "an execution that comes here runs until a timeout or the limit of history events stops it",
    )
    .with_help("leave the loop through a Choice, or end it with `\"End\": true`");
    others.iter().fold(diagnostic, |diagnostic, state| {
        diagnostic.with_related(state.name.span, "part of the loop")
    })
}
