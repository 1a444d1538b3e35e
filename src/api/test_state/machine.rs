//! The machine that a tested state runs in.

use std::rc::Rc;

use super::{STATE_NAME, TestStateRequest};
use crate::api::analyze::checked;
use crate::api::session::RequestError;
use crate::definition::MachineType;
use crate::json::node::Node;
use crate::json::{self, Value, jackson};
use crate::program::Program;

/// The machine to run, and which of its states. A state that comes alone gets a machine around it, in which the states
/// it names end.
pub(super) fn program(request: &TestStateRequest) -> Result<(Rc<Program>, String), RequestError> {
    let (text, name) = match &request.state_name {
        Some(name) => (request.definition.clone(), name.clone()),
        None => (machine_around(&request.definition)?, STATE_NAME.to_owned()),
    };
    let checked = checked(&text, MachineType::Standard);
    match checked.program {
        Some(program) => Ok((Rc::new(program), name)),
        None => {
            let mut error = RequestError::invalid_definition(checked.found);
            // the places are those of the machine around the state
            error.diagnostics.clear();
            Err(error)
        }
    }
}

fn machine_around(state: &str) -> Result<String, RequestError> {
    let (node, _) = json::parse::parse(state);
    if let Some(error) = jackson::first_error(state) {
        let text = format!(
            "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: {} at {}'",
            error.message, error.location
        );
        return Err(RequestError::new("InvalidDefinition", text));
    }
    let mut names = Vec::new();
    targets(&node, &mut names);
    let mut machine =
        format!("{{\"StartAt\":\"{STATE_NAME}\",\"States\":{{\"{STATE_NAME}\":{state}");
    for name in names.iter().filter(|name| **name != STATE_NAME) {
        let name = Value::from(*name);
        machine.push_str(&format!(",{name}:{{\"Type\":\"Succeed\"}}"));
    }
    machine.push_str("}}");
    Ok(machine)
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
