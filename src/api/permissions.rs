//! What a machine's role must be allowed: IAM's actions for what its states call.
//!
//! Source: AWS developer guide, "How Step Functions generates IAM policies for integrated services".

use std::collections::BTreeSet;

use crate::definition::resource::{Pattern, Resource, ResourceKind, Service};
use crate::definition::{State, StateKind, StateMachine, parse};
use crate::integrations::{self, permission_prefix, permissions_to_wait};

/// IAM's actions, sorted, each once. Functions called by their ARN or by `lambda:invoke` are not among them, for their
/// permission is given function by function; nor are activities, which need none.
///
/// ```
/// use asl_playground::api::permissions::permissions;
/// let queue = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}}}"#;
/// assert_eq!(permissions(queue), ["sqs:SendMessage"]);
/// ```
pub fn permissions(definition: &str) -> Vec<String> {
    let mut actions = BTreeSet::new();
    of_machine(&parse(definition).0, &mut actions);
    actions.into_iter().collect()
}

fn of_machine(machine: &StateMachine, actions: &mut BTreeSet<String>) {
    for state in &machine.states {
        of_state(state, actions);
        for inner in state.machines() {
            of_machine(inner, actions);
        }
    }
}

fn of_state(state: &State, actions: &mut BTreeSet<String>) {
    let mut add = |resource: &str| {
        if let ResourceKind::Service(service) = Resource::parse(resource).kind {
            of_service(&service, actions);
        }
    };
    match &state.kind {
        Some(StateKind::Task(task)) => {
            if let Some(resource) = &task.resource {
                add(&resource.value.value);
            }
            if task.credentials.is_some() {
                actions.insert("sts:AssumeRole".to_owned());
            }
        }
        Some(StateKind::Map(map)) => {
            let reader = map
                .item_reader
                .as_ref()
                .and_then(|reader| reader.resource.as_ref());
            let writer = map
                .result_writer
                .as_ref()
                .and_then(|writer| writer.resource.as_ref());
            for resource in reader.into_iter().chain(writer) {
                add(&resource.value.value);
            }
            if map.distributed.is_some() {
                // it starts executions of its own machine
                let own = ["Describe", "Redrive", "Start", "Stop"];
                actions.extend(own.map(|verb| format!("states:{verb}Execution")));
            }
        }
        _ => {}
    }
}

fn of_service(service: &Service, actions: &mut BTreeSet<String>) {
    let name = service.name();
    let own = integrations::action(name, &service.action).and_then(|action| action.permissions);
    match own {
        Some(own) => actions.extend(own.iter().map(|&action| action.to_owned())),
        None => {
            let mut letters = service.action.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            let action: String = first.into_iter().chain(letters).collect();
            actions.insert(format!("{}:{action}", permission_prefix(name)));
        }
    }
    if matches!(service.pattern, Pattern::Sync | Pattern::SyncParsed) {
        let to_wait = permissions_to_wait(name);
        actions.extend(to_wait.iter().map(|&action| action.to_owned()));
        // the job's end comes by a rule that Step Functions keeps
        let rule = ["DescribeRule", "PutRule", "PutTargets"];
        actions.extend(rule.map(|action| format!("events:{action}")));
    }
}
