//! What a machine's Task states call, each thing once.

use super::stub_template::template;
use super::types::{BuiltIn, Pattern, ResourceKind, ResourceUse};
use crate::definition::resource::{self, Resource};
use crate::definition::{State, StateMachine};
use crate::graph::{function_of, resource_label};
use crate::simulation::services::is_emulated;
use crate::simulation::tokens::is_token_action;

/// A Task and what it calls.
pub(super) struct Call<'a> {
    /// The state.
    pub state: &'a State,
    /// The level that the state is on.
    pub machine: &'a StateMachine,
    /// What it calls.
    pub resource: Resource,
    /// What a handler is saved under.
    pub key: String,
}

/// Each distinct resource in the order of the text, with a stub for it.
pub(super) fn resources(machine: &StateMachine) -> Vec<ResourceUse> {
    let mut groups: Vec<Vec<Call>> = Vec::new();
    for call in calls(machine) {
        match groups
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| first.key == call.key))
        {
            Some(group) => group.push(call),
            None => groups.push(vec![call]),
        }
    }
    groups
        .iter()
        .filter_map(|group| resource_use(group))
        .collect()
}

fn calls(machine: &StateMachine) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for state in &machine.states {
        calls.extend(call(machine, state));
        for inner in state.machines() {
            calls.extend(self::calls(inner));
        }
    }
    calls
}

fn call<'a>(machine: &'a StateMachine, state: &'a State) -> Option<Call<'a>> {
    let text = &*state.resource()?.value.value;
    if text.is_empty() {
        return None;
    }
    let resource = Resource::parse(text);
    let key = function_of(state).unwrap_or_else(|| text.to_owned());
    Some(Call {
        state,
        machine,
        resource,
        key,
    })
}

fn resource_use(calls: &[Call]) -> Option<ResourceUse> {
    let first = calls.first()?;
    let pattern = calls.iter().map(|call| Pattern::of(&call.resource)).max()?;
    Some(ResourceUse {
        key: first.key.clone(),
        kind: ResourceKind::of(&first.resource),
        label: label(first),
        pattern,
        states: calls
            .iter()
            .map(|call| call.state.location.clone())
            .collect(),
        template: template(calls, pattern),
        built_in: built_in(&first.resource),
    })
}

fn built_in(resource: &Resource) -> BuiltIn {
    let resource::ResourceKind::Service(service) = &resource.kind else {
        return BuiltIn::Never;
    };
    match (&*service.resource_type, &*service.action) {
        ("states", "startExecution") | ("aws-sdk:sfn", "startExecution" | "startSyncExecution") => {
            BuiltIn::Machines
        }
        (_, _) if resource.pattern() == resource::Pattern::WaitForTaskToken => BuiltIn::Never,
        (service, action) if is_emulated(service, action) || is_token_action(service, action) => {
            BuiltIn::Always
        }
        _ => BuiltIn::Never,
    }
}

/// A function's own name, whether it is written as an ARN, a partial ARN or a name.
fn label(call: &Call) -> String {
    let is_bare = call.key != *call.resource.text && !call.key.contains("function:");
    match is_bare {
        true => resource_label(&format!("function:{}", call.key)),
        false => resource_label(&call.key),
    }
}
