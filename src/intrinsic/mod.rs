//! Intrinsic functions: `States.Format('{} of {}', $.n, $$.Execution.Name)`.
//!
//! A call is parsed once; names and nesting are checked then, as AWS refuses them when a machine is created. `functions`
//! has what each function does.

mod functions;
mod parse;

use crate::ambient::Ambient;
use crate::json::Value;
use crate::jsonpath::{Path, Root, Scope, SyntaxError};

pub use functions::Function;
pub(crate) use functions::{base64_bytes, hash_of};

/// A call, parsed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// As written, from the function's name to the closing parenthesis.
    text: String,
    function: Function,
    arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
enum Argument {
    Literal(Value),
    /// With the byte at which it begins.
    Path(usize, Path),
    Call(Call),
}

/// Why a call gives no value, in AWS's words.
enum Failure {
    /// An argument is a path that finds nothing.
    Path(String),
    /// A function refuses its arguments.
    Function(String),
}

impl Call {
    /// Parses a call.
    ///
    /// ```
    /// # use asl_playground::intrinsic::Call;
    /// assert!(Call::parse("States.Array($.a, 'b', 3, States.UUID())").is_ok());
    /// assert!(Call::parse("States.Shout($.a)").is_err());
    /// ```
    ///
    /// # Errors
    /// What AWS refuses: an unknown function, an unclosed quote, more than [`crate::limits::MAX_INTRINSIC_DEPTH`] calls
    /// inside each other.
    pub fn parse(text: &str) -> Result<Call, SyntaxError> {
        parse::call(text)
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The function that is called.
    pub fn function(&self) -> Function {
        self.function
    }

    /// The paths among its arguments and those of calls in it, each with the byte at which it begins in the text that was
    /// parsed.
    pub fn paths(&self) -> Vec<(usize, &Path)> {
        let of_argument = |argument| match argument {
            &Argument::Literal(_) => Vec::new(),
            Argument::Path(from, path) => vec![(*from, path)],
            Argument::Call(call) => call.paths(),
        };
        self.arguments.iter().flat_map(of_argument).collect()
    }

    /// Why it fails whatever the data is, in words: a wrong number of arguments, of it or of a call in it.
    pub fn fault(&self) -> Option<String> {
        let template = match (self.function, self.arguments.first()) {
            (Function::Format, Some(Argument::Literal(template))) => template.as_str(),
            _ => None,
        };
        let own = self.function.fault(self.arguments.len(), template);
        own.or_else(|| {
            let mut calls = self.arguments.iter();
            calls.find_map(|argument| match argument {
                Argument::Call(call) => call.fault(),
                _ => None,
            })
        })
    }

    /// The value.
    ///
    /// # Errors
    /// `States.Runtime`, in AWS's words after the prefix that names the state: a path that finds nothing; an argument that
    /// the function does not take.
    pub fn evaluate(&self, scope: &dyn Scope, ambient: &mut Ambient<'_>) -> Result<Value, String> {
        // Source: measured on AWS
        self.value(scope, ambient).map_err(|failure| match failure {
            Failure::Path(words) => format!(
                "The function '{}' had the following error: {words}",
                self.text
            ),
            Failure::Function(words) => format!(
                "There was an error while evaluating the intrinsic function: {}. {words}",
                self.text
            ),
        })
    }

    fn value(&self, scope: &dyn Scope, ambient: &mut Ambient<'_>) -> Result<Value, Failure> {
        let mut values = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            values.push(match argument {
                Argument::Literal(value) => value.clone(),
                Argument::Path(_, path) => select(path, scope).map_err(Failure::Path)?,
                Argument::Call(call) => call.value(scope, ambient)?,
            });
        }
        let value = self.function.apply(&values, ambient);
        value.map_err(|refusal| Failure::Function(self.function.words(refusal)))
    }
}

fn select(path: &Path, scope: &dyn Scope) -> Result<Value, String> {
    path.select(scope).map_err(|error| {
        if error.is_of_path() {
            return error.to_string();
        }
        let shown = match path.root() {
            Root::Context => path.text().replacen("$$", "$", 1),
            _ => path.text().to_owned(),
        };
        let input = scope.input();
        format!(
            "The JsonPath argument for the field '{shown}' could not be found in the input '{input}'"
        )
    })
}
