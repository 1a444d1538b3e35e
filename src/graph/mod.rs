//! A definition as nodes and edges, one scope a level; also when the definition is incomplete.
//!
//! What a state is named here, and where it stands, is what diagnostics and runs name too: its location. Edges to states
//! that do not exist are left out.

mod mermaid;
mod words;

pub use mermaid::mermaid;
pub(crate) use words::function_of;
pub use words::resource_label;

use std::rc::Rc;

use serde::Serialize;

use crate::definition::{
    State, StateKind, StateMachine, StateType, TargetKind, Transition, targets,
};

/// One machine level: the root, a branch, or an item processor.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GraphScope {
    /// `` for the root, `/States/P/Branches[0]`, `/States/M/ItemProcessor`.
    pub path: Rc<str>,
    /// Its states in the order of the text.
    pub nodes: Vec<GraphNode>,
    /// The start, then what leads out of each state.
    pub edges: Vec<GraphEdge>,
}

/// One state.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GraphNode {
    /// Its location.
    pub path: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// Absent when it cannot be read.
    #[serde(rename = "type")]
    pub state_type: Option<StateType>,
    /// A few words below the name (the function's name, `wait 5 s`), or absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub detail: Option<String>,
    /// Branches of a Parallel, the processor of a Map.
    pub scopes: Vec<GraphScope>,
}

/// One way from state to state.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GraphEdge {
    /// Path of a state, or null: the start of the scope.
    pub from: Option<Rc<str>>,
    /// Path of a state, or null: the end of the scope.
    pub to: Option<Rc<str>>,
    /// When it is taken.
    pub kind: EdgeKind,
    /// The condition or the error names, shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub label: Option<String>,
}

/// When an edge is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum EdgeKind {
    /// From the start of the scope to its first state.
    Start,
    /// By `Next`.
    Next,
    /// By a choice rule.
    Choice,
    /// By `Default`.
    Default,
    /// By a catcher.
    Catch,
    /// To the end of the scope: `End`, or a Succeed. A Fail does not end its scope but the execution.
    End,
}

/// The level and all levels inside it; `None` when it has no state.
pub fn graph(machine: &StateMachine) -> Option<GraphScope> {
    if machine.states.is_empty() {
        return None;
    }
    let index = machine.index();
    let location_of = |name: &str| {
        let state = machine.states.get(*index.get(name)?)?;
        Some(state.location.clone())
    };
    let start = machine.start_at.iter();
    let start = start.filter_map(|name| location_of(&name.value));
    let start = start.map(|to| GraphEdge {
        from: None,
        to: Some(to),
        kind: EdgeKind::Start,
        label: None,
    });
    Some(GraphScope {
        path: machine.location.clone(),
        nodes: machine.states.iter().map(node).collect(),
        edges: start
            .chain(
                machine
                    .states
                    .iter()
                    .flat_map(|state| edges(state, &location_of)),
            )
            .collect(),
    })
}

fn node(state: &State) -> GraphNode {
    GraphNode {
        path: state.location.clone(),
        name: state.name.value.clone(),
        state_type: state.state_type(),
        detail: words::detail(state),
        scopes: state.machines().iter().filter_map(graph).collect(),
    }
}

/// What leads out of a state, in the order in which it is tried; `location_of` knows the states of its level.
fn edges(state: &State, location_of: &dyn Fn(&str) -> Option<Rc<str>>) -> Vec<GraphEdge> {
    let from = Some(state.location.clone());
    let edge = |to, kind, label| GraphEdge {
        from: from.clone(),
        to,
        kind,
        label,
    };
    let mut edges: Vec<GraphEdge> = targets(state)
        .into_iter()
        .filter_map(|target| {
            let to = location_of(&target.name.value)?;
            let (kind, label) = match target.kind {
                TargetKind::Next => (EdgeKind::Next, None),
                TargetKind::Default => (EdgeKind::Default, Some("default".to_owned())),
                TargetKind::Rule(at) => (EdgeKind::Choice, words::rule(state, at)),
                TargetKind::Catcher(at) => (EdgeKind::Catch, words::catcher(state, at)),
            };
            Some(edge(Some(to), kind, label))
        })
        .collect();
    let is_end = matches!(state.transition, Some(Transition::End))
        || matches!(state.kind, Some(StateKind::Succeed));
    if is_end {
        edges.insert(0, edge(None, EdgeKind::End, None));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::{EdgeKind, GraphEdge, graph};
    use crate::definition::parse;

    fn edge(
        from: Option<&str>,
        to: Option<&str>,
        kind: EdgeKind,
        label: Option<&str>,
    ) -> GraphEdge {
        let path = |name: &str| format!("/States/{name}").into();
        GraphEdge {
            from: from.map(path),
            to: to.map(path),
            kind,
            label: label.map(str::to_owned),
        }
    }

    #[test]
    fn every_way_out_of_a_state_is_an_edge_and_unknown_targets_are_left_out() {
        let (machine, _) = parse(
            r#"{ "StartAt": "T", "States": {
                "T": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge:live", "Next": "C",
                       "Catch": [ { "ErrorEquals": ["A", "B", "C"], "Next": "F" }, { "ErrorEquals": ["States.ALL"], "Next": "Nowhere" } ] },
                "C": { "Type": "Choice", "Default": "F", "Choices": [
                       { "Variable": "$.n", "NumericGreaterThanEquals": 5, "Next": "W" },
                       { "Not": { "Variable": "$.s", "IsPresent": true }, "Next": "W" } ] },
                "W": { "Type": "Wait", "Seconds": 90, "End": true },
                "F": { "Type": "Fail", "Error": "Refused" } } }"#,
        );
        let scope = graph(&machine).unwrap();
        assert_eq!(
            scope.edges,
            [
                edge(None, Some("T"), EdgeKind::Start, None),
                edge(Some("T"), Some("C"), EdgeKind::Next, None),
                edge(Some("T"), Some("F"), EdgeKind::Catch, Some("A, B, C")),
                edge(Some("C"), Some("W"), EdgeKind::Choice, Some("n ≥ 5")),
                edge(Some("C"), Some("W"), EdgeKind::Choice, Some("s is absent")),
                edge(Some("C"), Some("F"), EdgeKind::Default, Some("default")),
                edge(Some("W"), None, EdgeKind::End, None),
            ]
        );
        let details: Vec<_> = scope
            .nodes
            .iter()
            .map(|node| node.detail.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(details, ["charge", "2 rules", "wait 90 s", "Refused"]);
    }

    #[test]
    fn branches_and_processors_are_scopes_of_their_own() {
        let (machine, _) = parse(
            r#"{ "StartAt": "P", "States": {
                "P": { "Type": "Parallel", "Branches": [ { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }, {} ], "Next": "M" },
                "M": { "Type": "Map", "MaxConcurrency": 4, "ItemsPath": "$.items", "End": true,
                       "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Succeed" } } } } } }"#,
        );
        let scope = graph(&machine).unwrap();
        let inner: Vec<_> = scope
            .nodes
            .iter()
            .map(|node| {
                node.scopes
                    .iter()
                    .map(|scope| &*scope.path)
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(
            inner,
            [["/States/P/Branches[0]"], ["/States/M/ItemProcessor"]]
        );
        let details: Vec<_> = scope
            .nodes
            .iter()
            .map(|node| node.detail.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(details, ["2 branches", "each of items, 4 at a time"]);
    }
}
