//! Evaluates a tree on a value.

mod budget;
mod calls;
mod grouping;
mod operators;
mod paths;
mod sorting;
mod transform;
mod tuples;

pub(super) use grouping::append;
pub(super) use operators::finite;
pub(super) use sorting::merge_sort;

use std::rc::Rc;

use crate::ambient::Ambient;
use crate::limits::{
    MAX_JSONATA_DEPTH, MAX_JSONATA_STACK, MAX_JSONATA_VALUE_DEPTH, MAX_PAYLOAD_BYTES,
};

use super::ast::{Kind, Node, Stage};
use super::code::Code;
use super::error::{Fault, MEMORY_GUARD, Result, STACK_GUARD};
use super::frame::Frame;
use super::function::Function;
use super::functions;
use super::value::{List, Val, mark};
use super::{Bindings, Outcome};
use budget::{ITEMS_PER_STEP, VALUES_MADE_PER_STEP};

/// One evaluation.
pub(super) struct Evaluator<'e, 'a> {
    pub bindings: &'e dyn Bindings,
    pub ambient: &'e mut Ambient<'a>,
    /// Under which number each `%` finds its value.
    labels: &'e [usize],
    /// Evaluations inside each other, as JSONata counts them.
    depth: usize,
    /// The same with what JSONata does not count.
    stack: usize,
    steps: u64,
    /// Items copied that have not made a step yet.
    items: usize,
    /// Frames that hold functions, which may hold the frame.
    cyclic: Vec<Rc<Frame>>,
}

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub(super) struct Here<'h> {
    /// The context: `$`.
    input: &'h Val,
    /// What its variables are bound in.
    environment: &'h Rc<Frame>,
}

impl<'h> Here<'h> {
    fn new(input: &'h Val, environment: &'h Rc<Frame>) -> Here<'h> {
        Here { input, environment }
    }

    /// With another context.
    fn on(self, input: &'h Val) -> Here<'h> {
        Here { input, ..self }
    }

    /// In another frame.
    fn inside(self, environment: &'h Rc<Frame>) -> Here<'h> {
        Here {
            environment,
            ..self
        }
    }
}

/// A result sequence.
pub(super) fn sequence(items: Vec<Val>) -> Val {
    Val::List(Rc::new(List::new(items, mark::SEQUENCE)))
}

/// A plain array.
pub(super) fn array(items: Vec<Val>) -> Val {
    Val::List(Rc::new(List::new(items, 0)))
}

/// What a result sequence comes to where it is the value of an expression: a single item stands for itself.
fn settled(value: Val) -> Val {
    match value {
        Val::List(list) if list.has(mark::SEQUENCE) => match list.items.len() {
            0 => Val::Undefined,
            1 if !list.has(mark::KEEP) => list.items.first().cloned().unwrap_or(Val::Undefined),
            _ => Val::List(list),
        },
        other => other,
    }
}

/// The items of an array, or the value as the only one; nothing for nothing.
pub(super) fn items_of(value: &Val) -> Vec<Val> {
    match value.items() {
        Some(items) => items.to_vec(),
        None if value.is_undefined() => Vec::new(),
        None => vec![value.clone()],
    }
}

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(super) fn new(
        bindings: &'e dyn Bindings,
        ambient: &'e mut Ambient<'a>,
        labels: &'e [usize],
    ) -> Evaluator<'e, 'a> {
        Evaluator {
            bindings,
            ambient,
            labels,
            depth: 0,
            stack: 0,
            steps: 0,
            items: 0,
            cyclic: Vec::new(),
        }
    }

    /// Evaluates a whole expression.
    pub(super) fn run(&mut self, node: &Node, input: Val) -> Result<Val> {
        let environment = Frame::new(None, Vec::new());
        // `$$`
        environment.bind(&"$".into(), input.clone());
        let input = match input.is_array() && !input.is_sequence() {
            true => Val::List(Rc::new(List::new(
                vec![input],
                mark::SEQUENCE | mark::OUTER,
            ))),
            false => input,
        };
        let result = self.evaluate(node, Here::new(&input, &environment));
        environment.clear();
        for frame in self.cyclic.drain(..) {
            frame.clear();
        }
        result
    }

    /// What a result is outside of JSONata, if it is not too large.
    pub(super) fn outcome(&mut self, result: &Val) -> Result<Outcome> {
        match result {
            Val::Undefined => return Ok(Outcome::Undefined),
            // what is shared in it is made wherever it stands
            Val::List(_) | Val::Record(_) | Val::Tuples(_) => self
                .charge(result.extent().weight as usize / VALUES_MADE_PER_STEP)
                .map_err(|_| Fault::guard(MEMORY_GUARD))?,
            _ => {}
        }
        Ok(match result.to_value() {
            Some(value) if value.depth() > 0 && value.size() > MAX_PAYLOAD_BYTES as usize => {
                return Err(Fault::guard(MEMORY_GUARD));
            }
            Some(value) => Outcome::Value(value),
            None => Outcome::Function,
        })
    }

    pub(super) fn evaluate(&mut self, node: &Node, here: Here<'_>) -> Result<Val> {
        self.step_taken()?;
        self.deeper(node.at, |evaluator| evaluator.whole(node, here))
    }

    /// One evaluation deeper, as JSONata counts. What ends in a fault is left where it is: the evaluation is over.
    fn deeper<T>(&mut self, at: u32, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_JSONATA_DEPTH {
            return Err(Fault::guard(STACK_GUARD).at(at));
        }
        self.depth += 1;
        let result = self.nested(run)?;
        self.depth -= 1;
        Ok(result)
    }

    /// One level deeper on the machine's stack.
    fn nested<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.stack >= MAX_JSONATA_STACK {
            return Err(Fault::guard(STACK_GUARD));
        }
        self.stack += 1;
        let result = run(self)?;
        self.stack -= 1;
        Ok(result)
    }

    /// A value that does not nest so deep that handling it would overflow the machine's stack.
    fn shallow(value: Val) -> Result<Val> {
        match value.depth() > MAX_JSONATA_VALUE_DEPTH {
            true => Err(Fault::guard(STACK_GUARD)),
            false => Ok(value),
        }
    }

    /// A node with its predicates and its group.
    fn whole(&mut self, node: &Node, here: Here<'_>) -> Result<Val> {
        let result = self.kind(node, here)?;
        self.refined(node, result, here)
    }

    /// What the predicates and the group of a node make of its value.
    fn refined(&mut self, node: &Node, mut result: Val, here: Here<'_>) -> Result<Val> {
        for stage in &node.predicate {
            if let Stage::Filter(filter) = stage {
                result = self.filter(filter, result, here.environment)?;
            }
        }
        if let Some(group) = node
            .group
            .as_ref()
            .filter(|_| !matches!(node.kind, Kind::Path(_)))
        {
            result = self.group(&group.pairs, group.at, result, here.environment)?;
        }
        if let Val::List(list) = &result
            && node.keep_array
            && list.has(mark::SEQUENCE)
        {
            list.mark(mark::KEEP);
        }
        Evaluator::shallow(settled(result))
    }

    fn kind(&mut self, node: &Node, here: Here<'_>) -> Result<Val> {
        match &node.kind {
            Kind::Path(steps) => self.path(node, steps, here),
            Kind::Text(text) => Ok(Val::String(text.clone())),
            Kind::Number(number) => Ok(Val::Number(*number)),
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Name(name) => self.name(name, here.input),
            Kind::Variable(name) => self.variable(name, here),
            Kind::Wildcard => self.wildcard(here.input),
            Kind::Descendants => self.descendants(here.input),
            Kind::Parent(slot) => {
                let label = parent_label(self.labels.get(*slot).copied().unwrap_or(*slot));
                Ok(here.environment.lookup(&label).unwrap_or(Val::Undefined))
            }
            Kind::Regex(regex) => Ok(Val::Function(Rc::new(Function::Regex {
                regex: regex.clone(),
                at: node.at,
            }))),
            Kind::Negate(inner) => {
                let value = self.evaluate(inner, here)?;
                match (&value, finite(&value)?) {
                    (Val::Undefined, _) => Ok(Val::Undefined),
                    (_, Some(number)) => Ok(Val::Number(-number)),
                    _ => Err(Fault::new(Code::D1002).at(node.at).token("-").value(&value)),
                }
            }
            Kind::Array(items) => self.array_constructor(node, items, here),
            Kind::Object(pairs) => self.group(pairs, node.at, here.input.clone(), here.environment),
            Kind::Binary(operator, left, right) => self.binary(node, *operator, left, right, here),
            Kind::Apply(left, right) => self.apply_chain(node, left, right, here),
            Kind::Bind(name, value) => {
                let value = self.evaluate(value, here)?;
                if matches!(value, Val::Function(_)) {
                    self.cyclic.push(here.environment.clone());
                }
                here.environment.bind(name, value.clone());
                Ok(value)
            }
            Kind::Block(parts) => {
                let inner = Frame::new(Some(here.environment.clone()), Vec::new());
                let mut result = Val::Undefined;
                for part in parts {
                    result = self.evaluate(part, here.inside(&inner))?;
                }
                Ok(result)
            }
            Kind::Condition(condition, then, otherwise) => {
                let holds = self.evaluate(condition, here)?;
                match (self.boolean(&holds)?, otherwise) {
                    (true, _) => self.evaluate(then, here),
                    (false, Some(otherwise)) => self.evaluate(otherwise, here),
                    (false, None) => Ok(Val::Undefined),
                }
            }
            Kind::Call {
                procedure,
                arguments,
            } => self.call(node, procedure, arguments, None, here),
            Kind::Partial {
                procedure,
                arguments,
            } => self.partial(node, procedure, arguments, here),
            Kind::Lambda(lambda) => Ok(Val::Function(Rc::new(Function::Lambda {
                lambda: lambda.clone(),
                environment: here.environment.clone(),
                input: here.input.clone(),
            }))),
            Kind::Transform(transform) => Ok(Val::Function(Rc::new(Function::Transform {
                transform: transform.clone(),
                environment: here.environment.clone(),
            }))),
            Kind::Sort(terms) => self.sort(terms, node.at, here),
            // INVARIANT: `resolve` leaves none of these
            Kind::Dot(..)
            | Kind::Filter(..)
            | Kind::GroupBy(..)
            | Kind::OrderBy(..)
            | Kind::Focus(..)
            | Kind::Position(..)
            | Kind::Function(..)
            | Kind::Update(..)
            | Kind::End => Err(Fault::new(Code::S0206).at(node.at)),
        }
    }

    /// What counts as true. An infinite number is refused, in an array too, of which each item is looked at.
    pub(super) fn boolean(&mut self, value: &Val) -> Result<bool> {
        Ok(match value {
            Val::Bool(value) => *value,
            Val::String(text) => !text.is_empty(),
            Val::Number(_) | Val::Written(_) => finite(value)?.is_some_and(|number| number != 0.0),
            Val::Array(_) | Val::List(_) => {
                let Some(items) = value.items() else {
                    return Ok(false);
                };
                // one array may stand in many places
                self.charge(1 + items.len() / ITEMS_PER_STEP)?;
                let mut is_true = false;
                for item in items.iter() {
                    is_true |= self.boolean(&item)?;
                }
                is_true
            }
            Val::Object(_) | Val::Record(_) => {
                value.members().is_some_and(|members| members.len() > 0)
            }
            Val::Function(function) => function.is_object(),
            _ => false,
        })
    }

    fn variable(&mut self, name: &str, here: Here<'_>) -> Result<Val> {
        if name.is_empty() {
            return Ok(match here.input {
                Val::List(list) if list.has(mark::OUTER) => {
                    list.items.first().cloned().unwrap_or(Val::Undefined)
                }
                other => other.clone(),
            });
        }
        Ok(self.bound(name, here.environment).unwrap_or(Val::Undefined))
    }

    /// What a name stands for: a variable, a binding from outside, a function of the library.
    pub(super) fn bound(&mut self, name: &str, environment: &Rc<Frame>) -> Option<Val> {
        if let Some(value) = environment.lookup(name) {
            return Some(value);
        }
        if let Some(value) = self.bindings.lookup(name) {
            return Some(Val::from(&value));
        }
        functions::native(name).map(|native| Val::Function(Rc::new(Function::Native(native))))
    }

    fn array_constructor(&mut self, node: &Node, items: &[Node], here: Here<'_>) -> Result<Val> {
        let mut made = Vec::with_capacity(items.len());
        for item in items {
            let value = self.evaluate(item, here)?;
            match (&item.kind, value.items()) {
                (_, None) if value.is_undefined() => {}
                (Kind::Array(_), _) | (_, None) => made.push(value),
                (_, Some(inner)) => {
                    self.charge_items(inner.len() + made.len())?;
                    made.extend(inner.iter());
                }
            }
        }
        let marks = if node.cons_array { mark::BUILT } else { 0 };
        Ok(Val::List(Rc::new(List::new(made, marks))))
    }
}

/// The name under which a `%` finds its value; no variable can have it.
pub(super) fn parent_label(label: usize) -> Rc<str> {
    format!("!{label}").into()
}
