//! JSONata. The language is not evaluated yet: every expression is refused when a definition is compiled, with a
//! sentence that says so.
//!
//! Depends on [`crate::json`], [`crate::ambient`].

use crate::ambient::Ambient;
use crate::json::Value;

/// What an expression sees beside its input.
pub trait Bindings {
    /// The value of `$name`, or `None` when nothing has this name.
    fn lookup(&self, name: &str) -> Option<Value>;
}

/// An expression, parsed once.
#[derive(Debug)]
pub struct Expression {
    text: String,
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

/// Why an expression cannot be parsed or evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// JSONata's code, such as `T1006`; absent for guards.
    pub code: Option<&'static str>,
    /// JSONata's text without the code.
    pub message: String,
    /// Byte of the expression's text.
    pub position: Option<usize>,
}

impl Expression {
    /// Parses an expression, without `{%` and `%}`.
    ///
    /// # Errors
    /// Always, so far.
    pub fn parse(_text: &str) -> Result<Expression, Error> {
        Err(Error {
            code: None,
            message: "JSONata cannot be evaluated here yet".to_owned(),
            position: None,
        })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value.
    ///
    /// # Errors
    /// An error of JSONata.
    pub fn evaluate(
        &self,
        _input: Option<&Value>,
        _bindings: &dyn Bindings,
        _ambient: &mut Ambient<'_>,
    ) -> Result<Outcome, Error> {
        Ok(Outcome::Undefined)
    }
}
