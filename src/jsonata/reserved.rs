//! Which fields of `$states` an expression reads.
//!
//! Source: public reports of CreateStateMachine's answer, `Field '$states.errorOutput' does not exist.`

use super::ast::{Kind, Node, Stage};

/// The first field of `$states` that is not one of `known`, and the byte past it.
pub(super) fn unknown_field(node: &Node, known: &[&str]) -> Option<(String, u32)> {
    let mut found = None;
    each(node, &mut |node| {
        let Kind::Path(steps) = &node.kind else {
            return;
        };
        let [first, second, ..] = &**steps else {
            return;
        };
        if let (Kind::Variable(variable), Kind::Name(name)) = (&first.kind, &second.kind)
            && &**variable == "states"
            && !known.contains(&&**name)
        {
            found.get_or_insert_with(|| (name.to_string(), second.at));
        }
    });
    found
}

/// Calls `visit` with a node and all inside of it, from the left.
fn each(node: &Node, visit: &mut dyn FnMut(&Node)) {
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
