//! Which fields of `$states` an expression reads.
//!
//! Source: public reports of CreateStateMachine's answer, `Field '$states.errorOutput' does not exist.`

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
