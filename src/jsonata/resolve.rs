//! From the parser's tree to the one that is evaluated: paths become lists of steps with their filters, and each `%`
//! finds the step whose context it means.

mod ancestry;

use std::rc::Rc;

use super::ast::{Group, Kind, Lambda, Node, SortTerm, Stage, Transform};
use super::code::Code;
use super::error::{Fault, Insert, Result};
use super::stringify::json_text;
use super::value::Val;
use ancestry::{Slot, push_seeking};

/// The tree, and the label under which each `%` finds its value.
pub(super) fn resolve(tree: Node) -> Result<(Node, Vec<usize>)> {
    let mut resolver = Resolver::default();
    let whole = tree.at;
    let node = resolver.node(tree)?;
    if matches!(node.kind, Kind::Parent(_)) || !node.seeking.is_empty() {
        // a path is nowhere to JSONata
        let at = match node.kind {
            Kind::Path(_) => whole,
            _ => node.at,
        };
        return Err(Fault::new(Code::S0217).at(at));
    }
    Ok((
        node,
        resolver.slots.into_iter().map(|slot| slot.label).collect(),
    ))
}

#[derive(Default)]
struct Resolver {
    slots: Vec<Slot>,
}

impl Resolver {
    fn boxed(&mut self, mut node: Box<Node>) -> Result<Box<Node>> {
        let taken = std::mem::replace(&mut *node, Node::new(Kind::End, 0));
        *node = self.node(taken)?;
        Ok(node)
    }

    /// What a node consists of, and the `%` in it.
    fn part(&mut self, node: Box<Node>, outer: &mut Vec<usize>) -> Result<Box<Node>> {
        let node = self.boxed(node)?;
        push_seeking(outer, &node);
        Ok(node)
    }

    fn list(&mut self, nodes: Vec<Node>, outer: &mut Vec<usize>) -> Result<Vec<Node>> {
        nodes
            .into_iter()
            .map(|node| {
                let node = self.node(node)?;
                push_seeking(outer, &node);
                Ok(node)
            })
            .collect()
    }

    fn pairs(
        &mut self,
        pairs: Vec<(Node, Node)>,
        outer: &mut Vec<usize>,
    ) -> Result<Vec<(Node, Node)>> {
        pairs
            .into_iter()
            .map(|(key, value)| {
                let (key, value) = (self.node(key)?, self.node(value)?);
                push_seeking(outer, &key);
                push_seeking(outer, &value);
                Ok((key, value))
            })
            .collect()
    }

    fn node(&mut self, node: Node) -> Result<Node> {
        let keep_array = node.keep_array;
        let mut resolved = self.resolved(node)?;
        resolved.keep_array |= keep_array;
        Ok(resolved)
    }

    fn resolved(&mut self, node: Node) -> Result<Node> {
        let (at, keep_array) = (node.at, node.keep_array);
        match node.kind {
            Kind::Name(name) => Ok(name_path(name, keep_array, at)),
            Kind::Parent(_) => Ok(self.parent(at)),
            Kind::Dot(left, right) => self.dot(*left, *right, at),
            Kind::Filter(left, filter) => self.filter(*left, *filter, at),
            Kind::GroupBy(left, pairs) => self.group_by(*left, pairs, at),
            Kind::OrderBy(left, terms) => self.order_by(*left, terms, at),
            Kind::Focus(left, name) => self.focus(*left, name, keep_array, at),
            Kind::Position(left, name) => self.position(*left, name, at),
            Kind::Negate(inner) => self.negate(inner, at),
            Kind::Apply(left, right) => self.apply(left, right, at),
            Kind::Block(parts) => self.block(parts, at),
            Kind::End => Err(Fault::new(Code::S0207).at(at)),
            whole => {
                let mut seeking = Vec::new();
                let mut node = Node::new(self.with_parts(whole, &mut seeking)?, at);
                node.seeking = seeking;
                Ok(node)
            }
        }
    }

    /// A kind that stays as it is, its parts resolved.
    fn with_parts(&mut self, kind: Kind, seeking: &mut Vec<usize>) -> Result<Kind> {
        Ok(match kind {
            Kind::Array(items) => Kind::Array(self.list(items, seeking)?),
            Kind::Object(pairs) => Kind::Object(self.pairs(pairs, seeking)?),
            Kind::Binary(operator, left, right) => {
                let left = self.part(left, seeking)?;
                Kind::Binary(operator, left, self.part(right, seeking)?)
            }
            Kind::Bind(name, value) => Kind::Bind(name, self.part(value, seeking)?),
            Kind::Condition(condition, then, otherwise) => {
                let condition = self.part(condition, seeking)?;
                let then = self.part(then, seeking)?;
                let otherwise = otherwise.map(|otherwise| self.part(otherwise, seeking));
                Kind::Condition(condition, then, otherwise.transpose()?)
            }
            Kind::Call {
                procedure,
                arguments,
            } => {
                let arguments = self.list(arguments, seeking)?;
                Kind::Call {
                    procedure: self.boxed(procedure)?,
                    arguments,
                }
            }
            Kind::Partial {
                procedure,
                arguments,
            } => {
                let mut resolved = Vec::new();
                for argument in arguments {
                    let argument = argument.map(|argument| self.node(argument)).transpose()?;
                    if let Some(argument) = &argument {
                        push_seeking(seeking, argument);
                    }
                    resolved.push(argument);
                }
                Kind::Partial {
                    procedure: self.boxed(procedure)?,
                    arguments: resolved,
                }
            }
            Kind::Function(lambda) => Kind::Lambda(Rc::new(self.lambda(*lambda)?)),
            Kind::Update(transform) => Kind::Transform(Rc::new(self.transform(*transform)?)),
            leaf => leaf,
        })
    }

    fn group_by(&mut self, left: Node, pairs: Vec<(Node, Node)>, at: u32) -> Result<Node> {
        let mut node = self.node(left)?;
        if node.group.is_some() {
            return Err(Fault::new(Code::S0210).at(at));
        }
        // a `%` in here looks for no step of the path around it
        let pairs = self.pairs(pairs, &mut Vec::new())?;
        node.group = Some(Box::new(Group { pairs, at }));
        Ok(node)
    }

    fn focus(&mut self, left: Node, name: Rc<str>, keep_array: bool, at: u32) -> Result<Node> {
        let mut node = self.node(left)?;
        at_last_step(&mut node, |step| {
            if !step.stages.is_empty() || !step.predicate.is_empty() {
                return Err(Fault::new(Code::S0215).at(at));
            }
            if matches!(step.kind, Kind::Sort(_)) {
                return Err(Fault::new(Code::S0216).at(at));
            }
            step.keep_array |= keep_array;
            step.focus = Some(name);
            step.tuple = true;
            Ok(())
        })?;
        Ok(node)
    }

    fn position(&mut self, left: Node, name: Rc<str>, at: u32) -> Result<Node> {
        let mut node = self.node(left)?;
        if !matches!(node.kind, Kind::Path(_)) {
            node.stages = std::mem::take(&mut node.predicate);
            node = Node::new(Kind::Path(vec![node]), at);
        }
        at_last_step(&mut node, |step| {
            if step.stages.is_empty() {
                step.index = Some(name);
            } else {
                step.stages.push(Stage::Index(name));
            }
            step.tuple = true;
        });
        Ok(node)
    }

    fn negate(&mut self, inner: Box<Node>, at: u32) -> Result<Node> {
        let mut inner = self.boxed(inner)?;
        if let Kind::Number(number) = &mut inner.kind {
            *number = -*number;
            return Ok(*inner);
        }
        let mut seeking = Vec::new();
        push_seeking(&mut seeking, &inner);
        let mut node = Node::new(Kind::Negate(inner), at);
        node.seeking = seeking;
        Ok(node)
    }

    fn apply(&mut self, left: Box<Node>, right: Box<Node>, at: u32) -> Result<Node> {
        let (left, right) = (self.boxed(left)?, self.boxed(right)?);
        let keep_array = left.keep_array || right.keep_array;
        let mut node = Node::new(Kind::Apply(left, right), at);
        node.keep_array = keep_array;
        Ok(node)
    }

    fn block(&mut self, parts: Vec<Node>, at: u32) -> Result<Node> {
        let mut seeking = Vec::new();
        let parts = self.list(parts, &mut seeking)?;
        let builds = |part: &Node| match &part.kind {
            Kind::Path(steps) => {
                part.cons_array || steps.first().is_some_and(|step| step.cons_array)
            }
            _ => part.cons_array,
        };
        let cons_array = parts.iter().any(builds);
        let mut node = Node::new(Kind::Block(parts), at);
        node.cons_array = cons_array;
        node.seeking = seeking;
        Ok(node)
    }

    fn lambda(&mut self, lambda: Lambda) -> Result<Lambda> {
        let body = self.node(lambda.body)?;
        Ok(Lambda { body, ..lambda })
    }

    fn transform(&mut self, transform: Transform) -> Result<Transform> {
        let (pattern, update) = (self.node(transform.pattern)?, self.node(transform.update)?);
        let delete = transform
            .delete
            .map(|delete| self.node(delete))
            .transpose()?;
        Ok(Transform {
            pattern,
            update,
            delete,
        })
    }

    fn dot(&mut self, left: Node, right: Node, at: u32) -> Result<Node> {
        let left = self.node(left)?;
        let mut path = match left.kind {
            Kind::Path(_) => left,
            Kind::Parent(slot) => {
                let mut path = Node::new(Kind::Path(vec![left]), at);
                path.seeking.push(slot);
                path
            }
            _ => Node::new(Kind::Path(vec![left]), at),
        };
        let mut rest = self.node(right)?;
        let Kind::Path(steps) = &mut path.kind else {
            return Ok(path);
        };
        match rest.kind {
            Kind::Path(inner) if rest.group.is_none() && rest.predicate.is_empty() => {
                steps.extend(inner)
            }
            Kind::Path(inner) => {
                path.group = rest.group.take();
                steps.extend(inner);
            }
            _ => {
                rest.stages.append(&mut rest.predicate);
                steps.push(rest);
            }
        }
        for step in steps.iter_mut() {
            let value = match &step.kind {
                Kind::Number(number) => json_text(&Val::Number(*number)),
                Kind::Literal(value) => json_text(value),
                Kind::Text(text) => {
                    step.kind = Kind::Name(text.clone());
                    continue;
                }
                _ => continue,
            };
            return Err(Fault::new(Code::S0213)
                .at(step.at)
                .value_insert(Insert::Json(value)));
        }
        path.keep_singleton |= steps.iter().any(|step| step.keep_array);
        let last = steps.len().saturating_sub(1);
        for place in [0, last] {
            if let Some(step) = steps
                .get_mut(place)
                .filter(|step| matches!(step.kind, Kind::Array(_)))
            {
                step.cons_array = true;
            }
        }
        self.resolve_ancestry(&mut path)?;
        Ok(path)
    }

    fn filter(&mut self, left: Node, filter: Node, at: u32) -> Result<Node> {
        let mut node = self.node(left)?;
        let filter = self.node(filter)?;
        let is_path = matches!(node.kind, Kind::Path(_));
        at_last_step(&mut node, |step| {
            if step.group.is_some() {
                return Err(Fault::new(Code::S0209).at(at));
            }
            // a `%` that is all of it finds nothing, as in JSONata
            let slots = filter.seeking.clone();
            for slot in &slots {
                if self.slots.get(*slot).is_some_and(|slot| slot.level == 1) {
                    self.seek(step, *slot)?;
                } else if let Some(slot) = self.slots.get_mut(*slot) {
                    slot.level -= 1;
                }
            }
            step.seeking.extend(slots);
            match is_path {
                true => step.stages.push(Stage::Filter(filter)),
                false => step.predicate.push(Stage::Filter(filter)),
            }
            Ok(())
        })?;
        Ok(node)
    }

    fn order_by(&mut self, left: Node, terms: Vec<SortTerm>, at: u32) -> Result<Node> {
        let left = self.node(left)?;
        let mut path = match left.kind {
            Kind::Path(_) => left,
            _ => Node::new(Kind::Path(vec![left]), at),
        };
        let mut seeking = Vec::new();
        let mut resolved = Vec::new();
        for SortTerm {
            descending,
            expression,
        } in terms
        {
            let expression = self.node(expression)?;
            push_seeking(&mut seeking, &expression);
            resolved.push(SortTerm {
                descending,
                expression,
            });
        }
        let mut sort = Node::new(Kind::Sort(resolved), at);
        sort.seeking = seeking;
        if let Kind::Path(steps) = &mut path.kind {
            steps.push(sort);
        }
        self.resolve_ancestry(&mut path)?;
        Ok(path)
    }
}

/// A name on its own is a path of one step.
fn name_path(name: Rc<str>, keep_array: bool, at: u32) -> Node {
    let mut step = Node::new(Kind::Name(name), at);
    step.keep_array = keep_array;
    let mut path = Node::new(Kind::Path(vec![step]), at);
    path.keep_singleton = keep_array;
    path
}

/// Changes the last step of a path; anything else itself.
fn at_last_step<R>(node: &mut Node, change: impl FnOnce(&mut Node) -> R) -> R {
    if let Kind::Path(steps) = &mut node.kind
        && let Some(last) = steps.last_mut()
    {
        return change(last);
    }
    change(node)
}
