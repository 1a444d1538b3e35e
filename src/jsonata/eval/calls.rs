//! Calling functions; a call in tail position takes the place of its caller.

use std::rc::Rc;

use super::{Evaluator, Here, settled};
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
    /// A call at its end, which takes the place of the function that is over by then.
    Call(Rc<Function>, Vec<Val>, Place),
    /// A fault in what such a call is made of: the function has no part in it any more.
    Fault(Box<Fault>),
}

/// Where a function is called, which JSONata says of whatever goes wrong in it.
struct Place {
    at: Option<u32>,
    name: Option<Rc<str>>,
}

impl Place {
    /// Of a call at the end of a function it is the place of what is called.
    fn of_tail(procedure: &Node) -> Place {
        let name = match &procedure.kind {
            Kind::Variable(name) => Some(name.clone()),
            _ => None,
        };
        let at = Some(procedure.at);
        Place { at, name }
    }

    /// In a chain, which is a function of JSONata's own with these names in it.
    fn of_link(name: &str) -> Place {
        Place {
            at: None,
            name: Some(name.into()),
        }
    }

    fn mark(self, mut fault: Box<Fault>) -> Box<Fault> {
        fault.position = self.at.or(fault.position);
        match self.name {
            Some(name) if fault.token.is_none() => fault.token(name),
            _ => fault,
        }
    }
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
        let place = match function.is_object() {
            true => Some(Place {
                at: Some(node.at),
                name: None,
            }),
            false => None,
        };
        let applied = self.apply_at(place, &function, arguments, here.input);
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
            value => self.apply(&function, vec![value], &Val::Null),
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
        self.apply_at(None, function, arguments, input)
    }

    fn apply_at(
        &mut self,
        mut place: Option<Place>,
        function: &Rc<Function>,
        arguments: Vec<Val>,
        input: &Val,
    ) -> Result<Val> {
        let (mut function, mut arguments) = (function.clone(), arguments);
        loop {
            match self.apply_once(&function, arguments, input) {
                Ok(Tail::Value(value)) => return Ok(value),
                Ok(Tail::Call(next, values, next_place)) => {
                    (function, arguments) = (next, values);
                    let before = place.and_then(|place| place.at);
                    place = Some(Place {
                        at: next_place.at.or(before),
                        ..next_place
                    });
                }
                Ok(Tail::Fault(fault)) => return Err(fault),
                Err(fault) => {
                    return Err(match place {
                        Some(place) => place.mark(fault),
                        None => fault,
                    });
                }
            }
            self.charge(1)?;
        }
    }

    fn apply_once(
        &mut self,
        mut function: &Rc<Function>,
        mut arguments: Vec<Val>,
        input: &Val,
    ) -> Result<Tail> {
        // JSONata makes a function without signature of one that has some arguments
        let mut is_bare = false;
        while let Function::Partial {
            function: inner,
            arguments: given,
            ..
        } = &**function
        {
            arguments = filled_in(given, arguments);
            (function, is_bare) = (inner, true);
            self.charge(1)?;
        }
        let value = match &**function {
            Function::Native(native) => {
                let arguments = match &native.signature {
                    Some(signature) if is_bare => {
                        signature.check(&arguments)?;
                        arguments
                    }
                    Some(signature) => signature.validate(arguments, input)?,
                    None => arguments,
                };
                Evaluator::shallow((native.call)(self, &arguments)?)?
            }
            Function::Lambda {
                lambda,
                environment,
                input: context,
            } => {
                let values = match &lambda.signature {
                    Some(signature) if !is_bare => {
                        self.charge(signature.work(arguments.len()))?;
                        signature.validate(arguments, input)?
                    }
                    _ => arguments,
                };
                let bound = bound_parameters(lambda, values);
                let frame = Frame::new(Some(environment.clone()), bound);
                return self.tail(&lambda.body, Here::new(context, &frame), self.depth);
            }
            Function::Chain { first, second, .. } => {
                arguments.resize(1, Val::Undefined);
                let value = self.nested(|evaluator| {
                    let place = Some(Place::of_link("f"));
                    evaluator.apply_at(place, first, arguments, &Val::Null)
                })?;
                let place = Place::of_link("g");
                return Ok(Tail::Call(second.clone(), vec![settled(value)], place));
            }
            Function::Transform {
                transform,
                environment,
            } => {
                if arguments.len() != 1 && !is_bare {
                    return Err(one_object_wanted(&arguments));
                }
                let subject = arguments.into_iter().next().unwrap_or(Val::Undefined);
                self.transform(transform, subject, environment)?
            }
            Function::Regex { regex, at } => {
                functions::matching::first_match(self, regex, *at, &arguments)?
            }
            Function::NextMatch {
                regex,
                at,
                text,
                from,
            } => functions::matching::next_match(self, regex, *at, text, *from)?,
            // INVARIANT: taken apart above
            Function::Partial { .. } => Val::Undefined,
        };
        Ok(Tail::Value(value))
    }

    /// Calls a function from inside another one, where there is no context.
    pub(crate) fn apply_nested(
        &mut self,
        function: &Rc<Function>,
        arguments: Vec<Val>,
    ) -> Result<Val> {
        self.nested(|evaluator| evaluator.apply(function, arguments, &Val::Null))
    }

    /// Evaluates the body of a function; a call at its end is handed back instead of made. Its arguments count from
    /// `base`, where the function itself was called.
    fn tail(&mut self, node: &Node, here: Here<'_>, base: usize) -> Result<Tail> {
        let tail = match &node.kind {
            Kind::Call {
                procedure,
                arguments,
            } if node.predicate.is_empty() => {
                let depth = std::mem::replace(&mut self.depth, base);
                let tail = match self.callee(node, procedure, arguments, None, here) {
                    Ok((function, values)) => {
                        Tail::Call(function, values, Place::of_tail(procedure))
                    }
                    Err(fault) => Tail::Fault(fault),
                };
                self.depth = depth;
                // JSONata loses a group behind it, and `[]`
                return Ok(tail);
            }
            Kind::Condition(condition, then, otherwise) => self.deeper(node.at, |evaluator| {
                let holds = evaluator.evaluate(condition, here)?;
                match (evaluator.boolean(&holds)?, otherwise) {
                    (true, _) => evaluator.tail(then, here, base),
                    (false, Some(otherwise)) => evaluator.tail(otherwise, here, base),
                    (false, None) => Ok(Tail::Value(Val::Undefined)),
                }
            })?,
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
                })?
            }
            _ => return self.evaluate(node, here).map(Tail::Value),
        };
        self.refined_tail(node, tail, here)
    }

    /// What predicates and a group make of the end of a body: of a call they see the function, not what it gives.
    fn refined_tail(&mut self, node: &Node, tail: Tail, here: Here<'_>) -> Result<Tail> {
        let value = match &tail {
            Tail::Value(value) => value.clone(),
            Tail::Call(function, ..) if !node.predicate.is_empty() || node.group.is_some() => {
                Val::Function(function.clone())
            }
            _ => return Ok(tail),
        };
        let refined = self.refined(node, value, here)?;
        Ok(match (tail, refined) {
            (tail @ Tail::Call(..), Val::Function(_)) => tail,
            (_, refined) => Tail::Value(refined),
        })
    }
}

/// What a transform says of arguments that are not one object or array.
#[cold]
fn one_object_wanted(arguments: &[Val]) -> Box<Fault> {
    let is_fit =
        |first: &Val| first.is_undefined() || first.is_array() || first.members().is_some();
    let index = usize::from(arguments.first().is_some_and(is_fit));
    let wrong = arguments.get(index).unwrap_or(&Val::Undefined);
    Fault::new(Code::T0410).value(wrong).index(index + 1)
}

/// The parameters of a lambda with its arguments; a parameter without one is bound to nothing.
fn bound_parameters(lambda: &Lambda, values: Vec<Val>) -> Vec<(Rc<str>, Val)> {
    let mut given = values.into_iter();
    let parameters = lambda.parameters.iter();
    parameters
        .map(|name| (name.clone(), given.next().unwrap_or(Val::Undefined)))
        .collect()
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
            Kind::Call { .. } | Kind::Partial { .. } => Some("(".into()),
            _ => path_name(procedure),
        };
        if let Some(name) = name {
            fault = fault.token(name);
        }
    }
    fault
}
