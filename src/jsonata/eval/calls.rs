//! Calling functions; a call in tail position takes the place of its caller.

use std::rc::Rc;

use super::{Evaluator, Here, boolean, settled};
use crate::jsonata::ast::{Kind, Lambda, Node};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::frame::Frame;
use crate::jsonata::function::Function;
use crate::jsonata::functions;
use crate::jsonata::value::Val;

/// What the body of a function came to.
enum Tail {
    Value(Val),
    Call(Rc<Function>, Vec<Val>),
}

impl Evaluator<'_, '_> {
    pub(super) fn call(
        &mut self,
        node: &Node,
        procedure: &Node,
        arguments: &[Node],
        first: Option<Val>,
        here: Here<'_>,
    ) -> Result<Val> {
        let (function, arguments) = self.callee(node, procedure, arguments, first, here)?;
        let applied = self.apply(&function, arguments, here.input);
        applied.map_err(|fault| placed(fault, node, procedure))
    }

    /// The function that a call means, and its arguments.
    fn callee(
        &mut self,
        node: &Node,
        procedure: &Node,
        arguments: &[Node],
        first: Option<Val>,
        here: Here<'_>,
    ) -> Result<(Rc<Function>, Vec<Val>)> {
        let found = self.evaluate(procedure, here)?;
        if let (Val::Undefined, Some(name)) = (&found, path_name(procedure))
            && self.bound(&name, here.environment).is_some()
        {
            return Err(Fault::new(Code::T1005).at(node.at).token(name));
        }
        let mut values = Vec::with_capacity(arguments.len() + 1);
        values.extend(first);
        for argument in arguments {
            values.push(self.evaluate(argument, here)?);
        }
        match found {
            Val::Function(function) => Ok((function, values)),
            _ => Err(placed(Fault::new(Code::T1006), node, procedure)),
        }
    }

    /// `a ~> b`: a call with `a` as its first argument, a call of `b` with `a`, or both functions one after the other.
    pub(super) fn apply_chain(
        &mut self,
        node: &Node,
        left: &Node,
        right: &Node,
        here: Here<'_>,
    ) -> Result<Val> {
        let value = self.evaluate(left, here)?;
        if let Kind::Call {
            procedure,
            arguments,
        } = &right.kind
        {
            // as JSONata does, which makes nothing of the predicates and the group of such a call
            return self.call(right, procedure, arguments, Some(value), here);
        }
        let Val::Function(function) = self.evaluate(right, here)? else {
            return Err(Fault::new(Code::T2006).at(node.at));
        };
        match value {
            Val::Function(first) => Ok(Val::Function(Rc::new(Function::chain(first, function)))),
            value => self.apply(&function, vec![value], here.input),
        }
    }

    pub(super) fn partial(
        &mut self,
        node: &Node,
        procedure: &Node,
        arguments: &[Option<Node>],
        here: Here<'_>,
    ) -> Result<Val> {
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            given.push(match argument {
                Some(argument) => Some(self.evaluate(argument, here)?),
                None => None,
            });
        }
        let found = self.evaluate(procedure, here)?;
        if let (Val::Undefined, Some(name)) = (&found, path_name(procedure))
            && self.bound(&name, here.environment).is_some()
        {
            return Err(Fault::new(Code::T1007).at(node.at).token(name));
        }
        match found {
            Val::Function(function) => {
                let partial = Function::partial(function, given);
                Ok(Val::Function(Rc::new(partial)))
            }
            _ => Err(placed(Fault::new(Code::T1008), node, procedure)),
        }
    }

    /// Calls a function. `input` is the context that a signature may fill in. A sequence is given as it is: what calls
    /// the function for each of many values takes it for an array.
    pub(crate) fn apply(
        &mut self,
        function: &Rc<Function>,
        arguments: Vec<Val>,
        input: &Val,
    ) -> Result<Val> {
        let (mut function, mut arguments) = (function.clone(), arguments);
        loop {
            match &*function {
                Function::Native(native) => {
                    let arguments = match &native.signature {
                        Some(signature) => signature.validate(arguments, input)?,
                        None => arguments,
                    };
                    return Evaluator::shallow((native.call)(self, &arguments)?);
                }
                Function::Lambda {
                    lambda,
                    environment,
                    input: context,
                } => {
                    let bound = bound_parameters(lambda, arguments, input)?;
                    let frame = Frame::new(Some(environment.clone()), bound);
                    match self.tail(&lambda.body, Here::new(context, &frame), self.depth)? {
                        Tail::Value(value) => return Ok(value),
                        Tail::Call(next, values) => (function, arguments) = (next, values),
                    }
                }
                Function::Partial {
                    function: inner,
                    arguments: given,
                    ..
                } => {
                    let all = filled_in(given, arguments);
                    let inner = inner.clone();
                    (function, arguments) = (inner, all);
                }
                Function::Chain { first, second, .. } => {
                    arguments.truncate(1);
                    let value =
                        self.nested(|evaluator| evaluator.apply(first, arguments, input))?;
                    let second = second.clone();
                    (function, arguments) = (second, vec![settled(value)]);
                }
                Function::Transform {
                    transform,
                    environment,
                } => {
                    let subject = arguments.into_iter().next().unwrap_or(Val::Undefined);
                    return self.transform(transform, subject, environment);
                }
                Function::Regex { regex, at } => {
                    return functions::matching::first_match(self, regex, *at, &arguments);
                }
                Function::NextMatch {
                    regex,
                    at,
                    text,
                    from,
                } => return functions::matching::next_match(self, regex, *at, text, *from),
            }
            self.charge(1)?;
        }
    }

    /// Calls a function from inside another one, where there is no context.
    pub(crate) fn apply_nested(
        &mut self,
        function: &Rc<Function>,
        arguments: Vec<Val>,
    ) -> Result<Val> {
        self.nested(|evaluator| evaluator.apply(function, arguments, &Val::Null))
    }

    /// Evaluates the body of a function; a call at its end is handed back instead of made. Its arguments, and a function
    /// of the library, count from `base`, where the function itself was called.
    fn tail(&mut self, node: &Node, here: Here<'_>, base: usize) -> Result<Tail> {
        if !node.predicate.is_empty() || node.group.is_some() || node.keep_array {
            return self.evaluate(node, here).map(Tail::Value);
        }
        match &node.kind {
            Kind::Call {
                procedure,
                arguments,
            } => {
                let depth = std::mem::replace(&mut self.depth, base);
                let (function, values) = self.callee(node, procedure, arguments, None, here)?;
                let tail = match &*function {
                    Function::Lambda { .. } => Tail::Call(function, values),
                    _ => {
                        let applied =
                            self.nested(|evaluator| evaluator.apply(&function, values, here.input));
                        Tail::Value(applied.map_err(|fault| placed(fault, node, procedure))?)
                    }
                };
                self.depth = depth;
                Ok(tail)
            }
            Kind::Condition(condition, then, otherwise) => self.deeper(node.at, |evaluator| {
                let holds = evaluator.evaluate(condition, here)?;
                match (boolean(&holds), otherwise) {
                    (true, _) => evaluator.tail(then, here, base),
                    (false, Some(otherwise)) => evaluator.tail(otherwise, here, base),
                    (false, None) => Ok(Tail::Value(Val::Undefined)),
                }
            }),
            Kind::Block(parts) => {
                let Some((last, parts)) = parts.split_last() else {
                    return Ok(Tail::Value(Val::Undefined));
                };
                let inner = Frame::new(Some(here.environment.clone()), Vec::new());
                self.deeper(node.at, |evaluator| {
                    for part in parts {
                        evaluator.evaluate(part, here.inside(&inner))?;
                    }
                    evaluator.tail(last, here.inside(&inner), base)
                })
            }
            _ => self.evaluate(node, here).map(Tail::Value),
        }
    }
}

/// The parameters of a lambda with its arguments; a parameter without one is bound to nothing.
fn bound_parameters(
    lambda: &Lambda,
    arguments: Vec<Val>,
    input: &Val,
) -> Result<Vec<(Rc<str>, Val)>> {
    let values = match &lambda.signature {
        Some(signature) => signature.validate(arguments, input)?,
        None => arguments,
    };
    let mut given = values.into_iter();
    let parameters = lambda.parameters.iter();
    Ok(parameters
        .map(|name| (name.clone(), given.next().unwrap_or(Val::Undefined)))
        .collect())
}

/// The arguments of a partially applied function, each `?` among them taken from `arguments`.
fn filled_in(given: &[Option<Val>], arguments: Vec<Val>) -> Vec<Val> {
    let mut rest = arguments.into_iter();
    let filled = |known: &Option<Val>| known.clone().or_else(|| rest.next());
    let all = given.iter().map(filled);
    all.map(|value| value.unwrap_or(Val::Undefined)).collect()
}

/// The first name of a path: what a call without `$` may have meant.
fn path_name(procedure: &Node) -> Option<Rc<str>> {
    let Kind::Path(steps) = &procedure.kind else {
        return None;
    };
    match &steps.first()?.kind {
        Kind::Name(name) => Some(name.clone()),
        _ => None,
    }
}

/// Where and in which function a fault happened, unless it says so itself.
fn placed(mut fault: Box<Fault>, node: &Node, procedure: &Node) -> Box<Fault> {
    if fault.position.is_none() {
        fault.position = Some(node.at);
    }
    if fault.token.is_none() {
        let name = match &procedure.kind {
            Kind::Variable(name) => Some(name.clone()),
            _ => path_name(procedure),
        };
        if let Some(name) = name {
            fault = fault.token(name);
        }
    }
    fault
}
