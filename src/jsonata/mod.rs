//! JSONata 2.0.6 with AWS's additions, on our own values.
//!
//! An expression is parsed once. Evaluating it is bounded in steps, depth and size, and sees nothing of the outside but
//! its bindings, the virtual time and seeded chance. Errors have JSONata's codes and texts, as AWS shows them.

mod ast;
mod code;
mod digest;
mod error;
mod eval;
mod frame;
mod free;
mod function;
mod functions;
mod parse;
mod reserved;
mod resolve;
mod signature;
mod stringify;
mod token;
mod unbound;
mod value;
mod walk;

pub use code::Code;
pub use error::Error;
pub use free::FreeVariable;
pub(crate) use functions::text::encoded as url_encoded;
pub use unbound::UnboundReference;

use std::ops::Range;
use std::rc::Rc;

use crate::ambient::Ambient;
use crate::json::Value;
use value::Val;

/// What an expression sees beside its input.
pub trait Bindings {
    /// The value of `$name`, or `None` when nothing has this name.
    fn lookup(&self, name: &str) -> Option<Value>;
}

/// An expression, parsed once.
pub struct Expression {
    text: String,
    tree: ast::Node,
    /// Under which number each `%` finds its value.
    labels: Vec<usize>,
}

/// What an expression gave.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing.
    Undefined,
    /// A value.
    Value(Value),
    /// A function, which no state can hand on.
    Function,
}

/// The names of the functions that expressions may call, without `$`.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    functions::names()
}

impl Expression {
    /// Parses an expression, without `{%` and `%}`.
    ///
    /// # Errors
    /// An expression that JSONata's parser refuses.
    pub fn parse(text: &str) -> Result<Expression, Error> {
        let tree = parse::parse(text).and_then(resolve::resolve);
        let (tree, labels) = tree.map_err(|fault| fault.into_error())?;
        Ok(Expression {
            text: text.to_owned(),
            tree,
            labels,
        })
    }

    /// What is referred to at the top level, where a state has no context.
    pub fn unbound_references(&self) -> Vec<UnboundReference> {
        unbound::references(&self.tree)
    }

    /// A field of `$states` that is not one of `known`, and the byte past it.
    pub fn unknown_states_field(&self, known: &[&str]) -> Option<(String, usize)> {
        reserved::unknown_field(&self.tree, known).map(|(name, at)| (name, at as usize))
    }

    /// The paths into `$states.context`: their names behind it, and the bytes from `$states` past the last of them.
    pub fn context_paths(&self) -> Vec<(Vec<Rc<str>>, Range<usize>)> {
        reserved::context_paths(&self.tree)
    }

    /// The variables that somebody else must bind, `$states` not among them.
    ///
    /// ```
    /// # use asl_playground::jsonata::Expression;
    /// let expression = Expression::parse("($a := 1; $sum([$a, $b]))").unwrap();
    /// let names: Vec<_> = expression.free_variables().into_iter().map(|free| free.name).collect();
    /// assert_eq!(names, ["b".into()]);
    /// ```
    pub fn free_variables(&self) -> Vec<FreeVariable> {
        free::variables(&self.tree)
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value, with `input` as `$`.
    ///
    /// # Errors
    /// What JSONata throws, or a bound that was reached.
    pub fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &dyn Bindings,
        ambient: &mut Ambient<'_>,
    ) -> Result<Outcome, Error> {
        let input = input.map_or(Val::Undefined, Val::from);
        let mut evaluator = eval::Evaluator::new(bindings, ambient, &self.labels);
        let value = evaluator.run(&self.tree, input);
        let outcome = value.and_then(|value| evaluator.outcome(&value));
        outcome.map_err(|fault| fault.into_error())
    }
}

impl std::fmt::Debug for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Expression").field(&self.text).finish()
    }
}
