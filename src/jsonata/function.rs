//! Functions as values.

use std::rc::Rc;

use super::ast::{Lambda, Transform};
use super::error::Result;
use super::eval::Evaluator;
use super::frame::Frame;
use super::functions::units::Place;
use super::signature::Signature;
use super::value::Val;
use crate::regex::Regex;

/// What can be called.
pub(super) enum Function {
    /// A function of the library.
    Native(&'static Native),
    /// `function($x){ … }` with what it sees.
    Lambda {
        lambda: Rc<Lambda>,
        environment: Rc<Frame>,
        input: Val,
    },
    /// A function some of whose arguments are given; `None` where one is still to come.
    Partial {
        function: Rc<Function>,
        arguments: Vec<Option<Val>>,
        depth: u16,
    },
    /// `$f ~> $g`
    Chain {
        first: Rc<Function>,
        second: Rc<Function>,
        depth: u16,
    },
    /// `|…|…|`
    Transform {
        transform: Rc<Transform>,
        environment: Rc<Frame>,
    },
    /// `/…/`: takes a text and the code unit to begin at, which a higher-order function fills with the item's place.
    Regex {
        regex: Rc<Regex>,
        /// Where the expression has it.
        at: u32,
    },
    /// What a match's `next` calls: the matches of a text from a place on.
    NextMatch {
        regex: Rc<Regex>,
        at: u32,
        text: Rc<str>,
        from: Place,
    },
}

/// A function of the library.
pub(super) struct Native {
    pub signature: Option<Signature>,
    /// How many arguments a higher-order function may give it.
    pub arity: usize,
    pub call: fn(&mut Evaluator<'_, '_>, &[Val]) -> Result<Val>,
}

impl Function {
    /// `function` with some of its arguments given: of those that it declares, the others are nothing.
    pub(super) fn partial(function: Rc<Function>, mut arguments: Vec<Option<Val>>) -> Function {
        let declared = match &*function {
            Function::Lambda { .. } | Function::Partial { .. } => function.arity(),
            // one that declares none is taken to declare one
            _ => function.arity().max(1),
        };
        arguments.resize(declared, Some(Val::Undefined));
        let given = arguments.iter().flatten().map(Val::depth);
        let depth = given.fold(function.depth(), u16::max).saturating_add(1);
        Function::Partial {
            function,
            arguments,
            depth,
        }
    }

    /// `second` of what `first` gives.
    pub(super) fn chain(first: Rc<Function>, second: Rc<Function>) -> Function {
        let depth = first.depth().max(second.depth()).saturating_add(1);
        Function::Chain {
            first,
            second,
            depth,
        }
    }

    /// How many arguments it looks at.
    pub(super) fn arity(&self) -> usize {
        match self {
            Function::Native(native) => native.arity,
            Function::Lambda { lambda, .. } => lambda.parameters.len(),
            Function::Partial { arguments, .. } => arguments
                .iter()
                .filter(|argument| argument.is_none())
                .count(),
            Function::Regex { .. } => 2,
            Function::NextMatch { .. } => 0,
            _ => 1,
        }
    }

    /// JSONata's own functions are objects to it, and so true; those it makes of regular expressions are not.
    pub(super) fn is_object(&self) -> bool {
        !matches!(self, Function::Regex { .. } | Function::NextMatch { .. })
    }

    /// How deep it nests by what it holds, but for the variables that it sees: those of a [`Frame`] nest without depth.
    pub(super) fn depth(&self) -> u16 {
        match self {
            Function::Lambda { input, .. } => input.depth().saturating_add(1),
            Function::Partial { depth, .. } | Function::Chain { depth, .. } => *depth,
            _ => 0,
        }
    }
}
