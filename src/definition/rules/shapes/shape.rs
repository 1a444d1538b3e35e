//! What a value is like, as far as it is known.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::definition::parse::has_substitution;
use crate::json::node::{Member, Node, NodeKind};
use crate::ordering::map_of;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing.
    Any,
    /// It has no members: a number, a text, a boolean, null.
    Single,
    /// An array.
    List,
    /// An object with no other members than these; shared by all states that it passes through.
    Object(Rc<Members>),
}

/// The members of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Members {
    pub(super) by_name: BTreeMap<Rc<str>, Shape>,
    /// How many objects stand inside each other here.
    depth: usize,
    /// How many members they have, all in all.
    size: usize,
}

/// Of an object with more inside of each other, or with more members in all, nothing is taken to be known: states that
/// put their input into itself, or twice beside itself, let it grow without end.
const MOST_DEPTH: usize = 64;
const MOST_MEMBERS: usize = 500;

impl Shape {
    pub(super) fn object<const N: usize>(members: [(&str, Shape); N]) -> Shape {
        let members = members.map(|(name, shape)| (Rc::from(name), shape));
        Shape::of_members(members.into())
    }

    pub(super) fn of_members(by_name: BTreeMap<Rc<str>, Shape>) -> Shape {
        let (mut depth, mut size) = (0, by_name.len());
        for shape in by_name.values() {
            if let Shape::Object(members) = shape {
                depth = depth.max(members.depth);
                size += members.size;
            }
        }
        let depth = depth + 1;
        if depth > MOST_DEPTH || size > MOST_MEMBERS {
            return Shape::Any;
        }
        Shape::Object(Rc::new(Members {
            by_name,
            depth,
            size,
        }))
    }

    /// What both may be. A member of one alone is kept: a path to it can find something.
    pub(super) fn join(&self, other: &Shape) -> Shape {
        match (self, other) {
            _ if self == other => self.clone(),
            (Shape::Object(left), Shape::Object(right)) => {
                let mut joined = left.by_name.clone();
                for (name, shape) in &right.by_name {
                    let shape = left
                        .by_name
                        .get(name)
                        .map_or(shape.clone(), |own| own.join(shape));
                    joined.insert(name.clone(), shape);
                }
                Shape::of_members(joined)
            }
            _ => Shape::Any,
        }
    }

    /// Follows names; the error is how many of them were found, and what is there instead.
    pub(super) fn find<N: AsRef<str>>(&self, names: &[N]) -> Result<&Shape, (usize, &Shape)> {
        let mut shape = self;
        for (at, name) in names.iter().enumerate() {
            shape = match shape {
                Shape::Any => return Ok(&Shape::Any),
                Shape::Object(members) => members.by_name.get(name.as_ref()).ok_or((at, shape))?,
                Shape::Single | Shape::List => return Err((at, shape)),
            };
        }
        Ok(shape)
    }

    /// With a value at a place, as ResultPath puts it there.
    pub(super) fn with(&self, names: &[Rc<str>], value: Shape) -> Shape {
        let Some((first, rest)) = names.split_first() else {
            return value;
        };
        match self {
            Shape::Object(members) if names.len() <= MOST_DEPTH => {
                let empty = Shape::object([]);
                let inner = members.by_name.get(first).unwrap_or(&empty);
                let inner = inner.with(rest, value);
                let mut by_name = members.by_name.clone();
                by_name.insert(first.clone(), inner);
                Shape::of_members(by_name)
            }
            // of what was there besides nothing is known
            _ => Shape::Any,
        }
    }

    /// Of a literal, in which nothing is computed.
    pub(super) fn of_literal(node: &Node) -> Shape {
        match &node.kind {
            NodeKind::Object(members) => {
                let member = |member: &Member| {
                    let shape = Shape::of_literal(&member.value);
                    (member.key.value.clone(), shape)
                };
                Shape::of_members(map_of(members.iter().map(member)))
            }
            NodeKind::Array(_) => Shape::List,
            NodeKind::String(text) if has_substitution(&text.value) => Shape::Any,
            NodeKind::Missing => Shape::Any,
            _ => Shape::Single,
        }
    }
}
