//! What an expression of a state refers to without saying of what: at the top level there is no `$`.
//!
//! Source: recorded answers of ValidateStateMachineDefinition, `Reference to 'phone' at the top level is not supported.`

use super::ast::{Kind, Node};

/// The first reference to the context of the whole expression: a field's name, `$` or `$$`, and the byte past it.
///
/// Steps after the first, filters, groups, orders, transforms and the bodies of functions have a context of their own.
pub(super) fn reference(node: &Node) -> Option<(String, u32)> {
    let found = |text: &str| Some((text.to_owned(), node.at));
    let all = |nodes: &[Node]| nodes.iter().find_map(reference);
    match &node.kind {
        Kind::Name(name) => found(name),
        Kind::Wildcard => found("*"),
        Kind::Descendants => found("**"),
        Kind::Variable(name) if name.is_empty() => found("$"),
        Kind::Variable(name) if &**name == "$" => found("$$"),
        Kind::Path(steps) => reference(steps.first()?),
        Kind::Negate(inner) | Kind::Bind(_, inner) => reference(inner),
        Kind::Array(items) | Kind::Block(items) => all(items),
        Kind::Object(pairs) => pairs
            .iter()
            .find_map(|(key, value)| reference(key).or_else(|| reference(value))),
        Kind::Binary(_, left, right) | Kind::Apply(left, right) => {
            reference(left).or_else(|| reference(right))
        }
        Kind::Condition(test, yes, no) => reference(test)
            .or_else(|| reference(yes))
            .or_else(|| reference(no.as_deref()?)),
        Kind::Call {
            procedure,
            arguments,
        } => reference(procedure).or_else(|| all(arguments)),
        Kind::Partial {
            procedure,
            arguments,
        } => reference(procedure).or_else(|| arguments.iter().flatten().find_map(reference)),
        _ => None,
    }
}
