//! All nodes of a tree.

use super::ast::{Kind, Node, Stage};

/// Calls `visit` with a node and all inside of it, from the left.
pub(super) fn each(node: &Node, visit: &mut dyn FnMut(&Node)) {
    visit(node);
    of_same_context(node, &mut |part| each(part, visit));
    match &node.kind {
        Kind::Path(steps) => all(steps.get(1..).unwrap_or_default(), visit),
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
        for (key, value) in &group.pairs {
            each(key, visit);
            each(value, visit);
        }
    }
}

fn all(nodes: &[Node], visit: &mut dyn FnMut(&Node)) {
    nodes.iter().for_each(|node| each(node, visit));
}

/// Calls `visit` with the parts of a node whose context is that of the node itself, from the left. Steps after the
/// first, filters, groups, orders and transforms have one of their own.
pub(super) fn of_same_context(node: &Node, visit: &mut dyn FnMut(&Node)) {
    match &node.kind {
        Kind::Path(steps) => steps.first().into_iter().for_each(visit),
        Kind::Array(nodes) | Kind::Block(nodes) => nodes.iter().for_each(visit),
        Kind::Negate(inner) | Kind::Bind(_, inner) => visit(inner),
        Kind::Object(pairs) => {
            for (key, value) in pairs {
                visit(key);
                visit(value);
            }
        }
        Kind::Binary(_, left, right) | Kind::Apply(left, right) => {
            visit(left);
            visit(right);
        }
        Kind::Condition(test, yes, no) => {
            visit(test);
            visit(yes);
            no.iter().for_each(|no| visit(no));
        }
        Kind::Call {
            procedure,
            arguments,
        } => {
            visit(procedure);
            arguments.iter().for_each(visit);
        }
        Kind::Partial {
            procedure,
            arguments,
        } => {
            visit(procedure);
            arguments.iter().flatten().for_each(visit);
        }
        Kind::Lambda(lambda) => visit(&lambda.body),
        _ => {}
    }
}
