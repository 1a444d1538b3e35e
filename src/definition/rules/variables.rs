//! Names that `Assign` gives values to.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::free_variables;
use super::reachability::{closure, edges};
use super::references::{self, Visible};
use crate::definition::{QueryLanguage, State, StateKind, StateMachine, Transition};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::{Node, NodeKind};
use crate::jsonpath::is_variable_name;
use crate::limits::MAX_VARIABLE_NAME;
use crate::text::{Span, Spanned};

/// A variable that a state assigns.
struct Assigned<'a> {
    name: &'a str,
    span: Span,
    location: String,
    /// The state that it is assigned on the way to; a last state goes nowhere.
    before: Option<&'a str>,
}

/// From which states on the variables of a level may have a value. Where a level begins, or goes to, is not always known;
/// nothing is said of it then, nor of a state that cannot be reached.
#[derive(Default)]
struct Flow<'a> {
    reached: Vec<bool>,
    /// For each variable where it is assigned first, and the states that come behind a transition that assigns it.
    behind: Vec<(&'a str, Span, Vec<bool>)>,
}

impl<'a> Flow<'a> {
    #[cold]
    fn of(machine: &StateMachine, assigned: &[Assigned<'a>]) -> Flow<'a> {
        let mut flow = Flow::default();
        let index = machine.index();
        let start = machine.start_at.as_ref();
        let start = start.and_then(|name| index.get(&*name.value));
        let (Some(start), Some(edges)) = (start, edges(machine, &index)) else {
            return flow;
        };
        flow.reached = closure(&edges, vec![*start]);
        for Assigned { name, span, .. } in assigned {
            if flow.behind.iter().any(|(known, ..)| known == name) {
                continue;
            }
            let others = assigned.iter().filter(|other| other.name == *name);
            let next = others.filter_map(|other| index.get(other.before?).copied());
            let behind = closure(&edges, next.collect());
            flow.behind.push((name, *span, behind));
        }
        flow
    }

    /// The variables that may have a value where a state begins, each with where it is assigned first.
    fn early(&self, at: usize) -> impl Iterator<Item = (&'a str, Span)> {
        let behind = self.behind.iter();
        behind
            .filter(move |(.., behind)| behind.get(at) == Some(&true))
            .map(|(name, span, _)| (*name, *span))
    }

    /// The variables that have no value yet where a state begins.
    fn late(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let is_reached = self.reached.get(at) == Some(&true);
        let names = self.behind.iter().filter(move |_| is_reached);
        names
            .filter(move |(.., behind)| behind.get(at) == Some(&false))
            .map(|(name, ..)| *name)
    }
}

/// # What it does
/// Reports names in `Assign` that no variable can have, and variables of a branch or iteration that an outer level
/// assigns too on the way to it.
///
/// # Why
/// Step Functions refuses them. Inner levels read outer variables but cannot assign them, and a second variable of the
/// same name would hide the first. The executions of a distributed Map do not see the first, and are refused it as well.
///
/// # Example
/// ```json
/// { "Type": "Pass", "Assign": { "states": 1, "order.id": 2 }, "End": true }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    check_level(machine, &Visible::none(), &BTreeMap::new(), found);
}

/// `taken` are the variables that have a value where the level begins, each with where it was assigned.
fn check_level<'a>(
    machine: &'a StateMachine,
    outer: &Visible<'a>,
    taken: &BTreeMap<&'a str, Span>,
    found: &mut Diagnostics,
) {
    let mut assigned = Vec::new();
    for state in &machine.states {
        add_assigned(&mut assigned, state);
    }
    for variable in &assigned {
        if let Some(finding) = bad_name(variable).or_else(|| shadowed(variable, taken)) {
            found.push(finding);
        }
    }
    let mut visible = outer.clone();
    visible.are_all &= machine.states.iter().all(has_plain_names);
    for variable in &assigned {
        visible.spans.entry(variable.name).or_insert(variable.span);
    }
    let flow = match assigned.as_slice() {
        [] => Flow::default(),
        assigned => Flow::of(machine, assigned),
    };
    for (at, state) in machine.states.iter().enumerate() {
        visible.late = outer.late.clone();
        visible.late.extend(flow.late(at));
        references::check(state, &visible, found);
        free_variables::check(state, &visible, found);
        let inner = state.machines();
        if inner.is_empty() {
            continue;
        }
        // the executions of a distributed Map do not see the variables around it
        let is_apart =
            matches!(&state.kind, Some(StateKind::Map(map)) if map.distributed.is_some());
        let seen = if is_apart { &Visible::none() } else { &visible };
        let mut taken = taken.clone();
        for (name, span) in flow.early(at) {
            taken.entry(name).or_insert(span);
        }
        for inner in inner {
            check_level(inner, seen, &taken, found);
        }
    }
}

/// Whether the names that a state assigns are written out: an expression may compute them all.
fn has_plain_names(state: &State) -> bool {
    let is_plain = |node: &Option<Node>| {
        let is_object = |node: &Node| matches!(node.kind, NodeKind::Object(_));
        node.as_ref().is_none_or(is_object)
    };
    let rules_are_plain = match &state.kind {
        Some(StateKind::Choice(choice)) => choice.rules.iter().all(|rule| is_plain(&rule.assign)),
        Some(_) => true,
        // its fields were not read
        None => false,
    };
    let catchers_are_plain = state.catch.iter().all(|catcher| is_plain(&catcher.assign));
    is_plain(&state.data_flow.assign) && catchers_are_plain && rules_are_plain
}

/// Adds all variables that a state may assign, on whatever way out.
fn add_assigned<'a>(all: &mut Vec<Assigned<'a>>, state: &'a State) {
    let target = |name: &'a Option<Spanned<Rc<str>>>| name.as_ref().map(|name| &*name.value);
    let mut push = |node: Option<&'a Node>, before: Option<&'a str>, location: &str| {
        let members = node.map(Node::members).unwrap_or_default();
        all.extend(members.iter().map(|member| Assigned {
            name: plain_name(&member.key, state.query_language),
            span: member.key.span,
            location: format!("{location}/Assign/{}", member.key.value),
            before,
        }));
    };
    let next = match (&state.kind, &state.transition) {
        (Some(StateKind::Choice(choice)), _) => target(&choice.default),
        (_, Some(Transition::Next(name))) => Some(&*name.value),
        _ => None,
    };
    push(state.data_flow.assign.as_ref(), next, &state.location);
    for catcher in &state.catch {
        push(
            catcher.assign.as_ref(),
            target(&catcher.next),
            &catcher.location,
        );
    }
    if let Some(StateKind::Choice(choice)) = &state.kind {
        for rule in &choice.rules {
            push(rule.assign.as_ref(), target(&rule.next), &rule.location);
        }
    }
}

/// The variable's name: in JSONPath without the `.$` that asks for evaluation.
fn plain_name(key: &Spanned<Rc<str>>, language: QueryLanguage) -> &str {
    let name = &*key.value;
    match language {
        QueryLanguage::JsonPath => name.strip_suffix(".$").unwrap_or(name),
        QueryLanguage::Jsonata => name,
    }
}

#[cold]
fn bad_name(variable: &Assigned) -> Option<Diagnostic> {
    let name = variable.name;
    let plain = name.trim_start_matches('$');
    let plain = plain.strip_suffix(".$").unwrap_or(plain);
    let (message, help) = if name == "states" {
        let message = "the name `states` is reserved".to_owned();
        (message, "use another name".to_owned())
    } else if name.chars().count() > MAX_VARIABLE_NAME {
        let message = format!("a variable's name has at most {MAX_VARIABLE_NAME} characters");
        (message, "shorten it".to_owned())
    } else if !is_variable_name(name) {
        let message = format!("`{name}` cannot be the name of a variable");
        let help = match is_variable_name(plain) {
            true => format!("write `{plain}`; `$` stands before it only where it is read"),
            false => "use letters, digits and `_`, beginning with a letter or `_`".to_owned(),
        };
        (message, help)
    } else {
        return None;
    };
    let (code, aws) = if name == "states" {
        let aws = "Cannot assign to reserved variable '$states'.".to_owned();
        (AwsCode::ReservedVariableName, aws)
    } else {
        let aws = format!(
            "Invalid variable name '{name}': the variable name contains invalid characters."
        );
        (AwsCode::InvalidVariableName, aws)
    };
    Some(
        Diagnostic::new(
            Code::InvalidVariableName,
            Severity::Error,
            variable.span,
            message,
        )
        .with_location(variable.location.clone())
        .with_help(help)
        .with_aws(code, aws),
    )
}

#[cold]
fn shadowed(variable: &Assigned, outer: &BTreeMap<&str, Span>) -> Option<Diagnostic> {
    let first = outer.get(variable.name)?;
    let message = format!(
        "an outer level assigns the variable `{}` too",
        variable.name
    );
    Some(
        Diagnostic::new(
            Code::ShadowedVariable,
            Severity::Error,
            variable.span,
            message,
        )
        .with_location(variable.location.clone())
        .with_reason("a branch or iteration reads the variables around it but cannot assign them")
        .with_help("use another name, and hand the value on in the output")
        .with_related(*first, "assigned here")
        .with_aws(
            AwsCode::DuplicateVariableName,
            format!(
                "The variable name '{}' was already defined in a parent scope.",
                variable.name
            ),
        ),
    )
}
