//! Reference paths: where a result is put. Names and indexes only.

use std::fmt;

use crate::json::{Object, Value};
use crate::limits::MAX_VALUE_DEPTH;

use super::{Path, Root, Step, SyntaxError};

/// A reference path, parsed once.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePath(Path);

/// A reference path that cannot be followed in an input. Prints in AWS's words.
///
/// Source: public reports of AWS's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignError {
    path: String,
    input: String,
}

impl fmt::Display for AssignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = Value::from(self.input.as_str());
        write!(
            f,
            "Unable to apply ReferencePath {} to input {input}",
            self.path
        )
    }
}

impl ReferencePath {
    /// Parses a reference path.
    ///
    /// # Errors
    /// A text that is no path, or whose steps are more than names and indexes, or that begins elsewhere than at `$`; more
    /// than [`MAX_VALUE_DEPTH`] steps.
    pub fn parse(text: &str) -> Result<ReferencePath, SyntaxError> {
        let path = Path::parse(text)?;
        if path.steps.len() > usize::from(MAX_VALUE_DEPTH) {
            return Err(SyntaxError {
                message: format!("a reference path has at most {MAX_VALUE_DEPTH} steps"),
                from: 0,
                to: text.len(),
            });
        }
        let is_reference = path.root == Root::Input
            && path.steps.iter().all(|step| match step {
                Step::Name(_) => true,
                Step::Index(index) => *index >= 0,
                _ => false,
            });
        if is_reference {
            return Ok(ReferencePath(path));
        }
        let message = "a reference path begins with `$` and has only names and indexes".to_owned();
        Err(SyntaxError {
            message,
            from: 0,
            to: text.len(),
        })
    }

    /// As written.
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// Exactly `$`.
    pub fn is_root(&self) -> bool {
        self.0.is_root()
    }

    /// The input with `value` at this place; objects that are missing are made. Costs the length of the path and the
    /// width of the objects on it.
    ///
    /// # Errors
    /// A name below something that is no object, or an index that the array does not have.
    pub fn assign(&self, input: &Value, value: Value) -> Result<Value, AssignError> {
        place(&self.0.steps, Some(input), value).ok_or_else(|| AssignError {
            path: self.text().to_owned(),
            input: input.to_string(),
        })
    }
}

fn place(steps: &[Step], current: Option<&Value>, value: Value) -> Option<Value> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(value);
    };
    match (step, current) {
        (Step::Name(name), None) => {
            Some(Value::object([(name.clone(), place(rest, None, value)?)]))
        }
        (Step::Name(name), Some(Value::Object(object))) => {
            let inner = place(rest, object.get(name), value)?;
            Some(Value::Object(Object::with(object, name, inner)))
        }
        (Step::Index(index), Some(Value::Array(array))) => {
            let index = usize::try_from(*index).ok()?;
            let inner = place(rest, Some(array.get(index)?), value)?;
            Some(Value::Array(array.with(index, inner)))
        }
        _ => None,
    }
}
