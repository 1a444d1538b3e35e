//! The machine that a tested state runs in.

use std::rc::Rc;

use super::{STATE_NAME, TestStateRequest, invalid};
use crate::api::analyze::{Checked, checked, compiled};
use crate::api::session::RequestError;
use crate::definition::{self, MachineType};
use crate::diagnostic::Code;
use crate::json::Value;
use crate::json::node::{Member, Node, NodeKind};
use crate::program::{Program, StateId};
use crate::text::Spanned;

/// The machine to run, and which of its states.
pub(super) fn program(request: &TestStateRequest) -> Result<(Rc<Program>, StateId), RequestError> {
    let checked = match request.state_name {
        Some(_) => checked(&request.definition, MachineType::Standard),
        None => alone(&request.definition),
    };
    let Some(program) = checked.program else {
        return Err(RequestError::invalid_definition(checked.found));
    };
    let id = match &request.state_name {
        Some(name) => program.states().find(|(_, state)| *state.name == **name),
        None => program.states().next(),
    };
    match id {
        Some((id, _)) => Ok((Rc::new(program), id)),
        None => Err(invalid("State not found in definition")),
    }
}

/// A state that comes alone, in a machine in which the states that it names end. That this machine may have no end says
/// nothing of the state.
fn alone(text: &str) -> Checked {
    let (machine, mut found) = definition::parse_within(text, machine_around);
    let rules = definition::check(&machine, MachineType::Standard);
    for finding in rules.into_sorted() {
        let is_of_machine = finding.location.as_deref() == Some("/States");
        if !(finding.code == Code::NoTerminalState && is_of_machine) {
            found.push(finding);
        }
    }
    compiled(machine, found, MachineType::Standard)
}

/// The tested state comes first.
fn machine_around(state: Node) -> Node {
    let span = state.span;
    let mut name = STATE_NAME.to_owned();
    // names are unique at any depth, and this one is not the text's
    while has_member(&state, &name) {
        name.push('\'');
    }
    let end = Node::at(span, &Value::object([("Type", Value::from("Succeed"))]));
    let mut names = Vec::new();
    targets(&state, &mut names);
    let ends: Vec<Member> = names
        .into_iter()
        .filter(|target| **target != *name)
        .map(|target| member(target, end.clone()))
        .collect();
    let start_at = Node::at(span, &Value::from(&*name));
    let mut states = vec![member(&name, state)];
    states.extend(ends);
    let states = Node {
        span,
        kind: NodeKind::Object(states),
    };
    Node {
        span,
        kind: NodeKind::Object(vec![member("StartAt", start_at), member("States", states)]),
    }
}

fn member(name: &str, value: Node) -> Member {
    Member {
        key: Spanned::new(name.into(), value.span),
        value,
    }
}

/// Whether an object at any depth has a member of this name.
fn has_member(node: &Node, name: &str) -> bool {
    let members = node.members().iter();
    let items = node.as_array().unwrap_or_default();
    items.iter().any(|item| has_member(item, name))
        || members
            .into_iter()
            .any(|member| *member.key.value == *name || has_member(&member.value, name))
}

/// The states that a state names, each once.
fn targets<'a>(state: &'a Node, names: &mut Vec<&'a str>) {
    let mut add = |node: Option<&'a Node>| {
        if let Some(name) = node.and_then(Node::as_str)
            && !names.contains(&name)
        {
            names.push(name);
        }
    };
    add(state.get("Next"));
    add(state.get("Default"));
    for list in ["Choices", "Catch"] {
        for entry in state.get(list).and_then(Node::as_array).unwrap_or(&[]) {
            add(entry.get("Next"));
        }
    }
}
