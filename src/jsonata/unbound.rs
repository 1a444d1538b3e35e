//! What an expression of a state refers to without saying of what: at the top level there is no `$`.
//!
//! Source: recorded answers of ValidateStateMachineDefinition, `Reference to 'phone' at the top level is not supported.`;
//! public measurements on AWS for several names, for bodies of functions, and for `**`, which is no such reference. `*` is
//! taken to be none either.

use std::rc::Rc;

use super::ast::{Kind, Node};
use super::walk::of_same_context;

/// A reference to the context of a whole expression.
pub struct UnboundReference {
    /// A field's name, `$` or `$$`.
    pub name: Rc<str>,
    /// The byte past it.
    pub end: usize,
}

/// The references to the context of the whole expression from the left, each name once. The body of a function has the
/// context that the function is written in.
pub(super) fn references(tree: &Node) -> Vec<UnboundReference> {
    let mut found = Vec::new();
    collect(tree, &mut found);
    found
}

fn collect(node: &Node, found: &mut Vec<UnboundReference>) {
    let name = match &node.kind {
        Kind::Name(name) => Some(name.clone()),
        Kind::Variable(name) if matches!(&**name, "" | "$") => Some(format!("${name}").into()),
        _ => None,
    };
    let is_new = |name: &Rc<str>| found.iter().all(|known| known.name != *name);
    if let Some(name) = name.filter(is_new) {
        let end = node.at as usize;
        found.push(UnboundReference { name, end });
    }
    of_same_context(node, &mut |part| collect(part, found));
}
