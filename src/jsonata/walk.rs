//! All nodes of a tree.

use super::ast::{Kind, Node, Stage};

/// Calls `visit` with a node and all inside of it, from the left.
pub(super) fn each(node: &Node, visit: &mut dyn FnMut(&Node)) {
    visit(node);
    match &node.kind {
        Kind::Path(nodes) | Kind::Array(nodes) | Kind::Block(nodes) => all(nodes, visit),
        Kind::Negate(inner) | Kind::Bind(_, inner) => each(inner, visit),
        Kind::Object(pairs) => pairs_of(pairs, visit),
        Kind::Binary(_, left, right) | Kind::Apply(left, right) => {
            each(left, visit);
            each(right, visit);
        }
        Kind::Condition(test, yes, no) => {
            each(test, visit);
            each(yes, visit);
            no.iter().for_each(|no| each(no, visit));
        }
        Kind::Call {
            procedure,
            arguments,
        } => {
            each(procedure, visit);
            all(arguments, visit);
        }
        Kind::Partial {
            procedure,
            arguments,
        } => {
            each(procedure, visit);
            arguments
                .iter()
                .flatten()
                .for_each(|node| each(node, visit));
        }
        Kind::Lambda(lambda) => each(&lambda.body, visit),
        Kind::Sort(terms) => terms.iter().for_each(|term| each(&term.expression, visit)),
        Kind::Transform(transform) => {
            each(&transform.pattern, visit);
            each(&transform.update, visit);
            transform.delete.iter().for_each(|node| each(node, visit));
        }
        _ => {}
    }
    for stage in node.predicate.iter().chain(&node.stages) {
        if let Stage::Filter(filter) = stage {
            each(filter, visit);
        }
    }
    if let Some(group) = &node.group {
        pairs_of(&group.pairs, visit);
    }
}

fn all(nodes: &[Node], visit: &mut dyn FnMut(&Node)) {
    nodes.iter().for_each(|node| each(node, visit));
}

fn pairs_of(pairs: &[(Node, Node)], visit: &mut dyn FnMut(&Node)) {
    for (key, value) in pairs {
        each(key, visit);
        each(value, visit);
    }
}
