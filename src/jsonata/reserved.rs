//! What of `$states` an expression reads.
//!
//! Source: public reports of CreateStateMachine's answer, `Field '$states.errorOutput' does not exist.`

use std::ops::Range;
use std::rc::Rc;

use super::ast::{Kind, Node};
use super::walk::each;

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

/// The paths into `$states.context`: their names behind it, and the bytes from `$states` past the last of them.
pub(super) fn context_paths(node: &Node) -> Vec<(Vec<Rc<str>>, Range<usize>)> {
    let mut found = Vec::new();
    each(node, &mut |node| {
        let Kind::Path(steps) = &node.kind else {
            return;
        };
        let [first, second, rest @ ..] = &**steps else {
            return;
        };
        let (Kind::Variable(variable), Kind::Name(name)) = (&first.kind, &second.kind) else {
            return;
        };
        if **variable != *"states" || **name != *"context" {
            return;
        }
        let mut names = Vec::new();
        let mut end = second.at as usize;
        for step in rest {
            let Kind::Name(name) = &step.kind else { break };
            names.push(name.clone());
            end = step.at as usize;
        }
        let start = (first.at as usize).saturating_sub("$states".len());
        found.push((names, start..end));
    });
    found
}
