//! Which variables an expression reads that it does not bind itself.

use std::rc::Rc;

use super::ast::{Kind, Node, Stage};
use super::functions;
use super::walk::each;

/// A variable that is neither bound in the expression nor a function of the library.
pub struct FreeVariable {
    /// Its name, without `$`.
    pub name: Rc<str>,
    /// The byte past it.
    pub end: usize,
    /// It is called as a function.
    pub is_called: bool,
}

/// The free variables from the left, `$`, `$$` and `$states` not among them. A name that is bound somewhere in the
/// expression counts as bound in all of it.
pub(super) fn variables(tree: &Node) -> Vec<FreeVariable> {
    let mut bound: Vec<Rc<str>> = Vec::new();
    let mut called: Vec<u32> = Vec::new();
    let mut read: Vec<(Rc<str>, u32)> = Vec::new();
    each(tree, &mut |node| {
        match &node.kind {
            Kind::Variable(name) if !matches!(&**name, "" | "$" | "states") => {
                read.push((name.clone(), node.at));
            }
            Kind::Bind(name, _) => bound.push(name.clone()),
            Kind::Lambda(lambda) => bound.extend(lambda.parameters.iter().cloned()),
            Kind::Call { procedure, .. } | Kind::Partial { procedure, .. } => {
                called.push(procedure.at);
            }
            Kind::Apply(_, function) => called.push(function.at),
            _ => {}
        }
        bound.extend(node.focus.iter().chain(&node.index).cloned());
        let positions = node.stages.iter().filter_map(|stage| match stage {
            Stage::Index(name) => Some(name.clone()),
            Stage::Filter(_) => None,
        });
        bound.extend(positions);
    });
    let is_free =
        |(name, _): &(Rc<str>, u32)| !bound.contains(name) && functions::native(name).is_none();
    let free = read.into_iter().filter(is_free);
    free.map(|(name, at)| FreeVariable {
        is_called: called.contains(&at),
        name,
        end: at as usize,
    })
    .collect()
}
