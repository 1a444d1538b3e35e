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
    },
    /// `$f ~> $g`
    Chain(Rc<Function>, Rc<Function>),
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
    pub call: fn(&mut Evaluator<'_, '_>, &[Val], &Val) -> Result<Val>,
}

impl Function {
    /// How many arguments it looks at.
    pub fn arity(&self) -> usize {
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
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Function::Regex { .. } | Function::NextMatch { .. })
    }

    /// Containers nest through what is captured, which no one prints.
    pub fn depth(&self) -> u16 {
        0
    }
}
