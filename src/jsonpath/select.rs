//! The one value of a definite path, and why a path finds nothing.

use std::fmt;

use crate::json::{Key, Value};
use crate::limits::MAX_PATH_RESULTS;

use super::Step;

/// Why a path finds nothing, in Jayway's words, which AWS shows.
///
/// Source: recorded on AWS; the library's texts of that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectError {
    /// The last member is not there. The path up to it.
    NoResults(String),
    /// A member in the middle is not there. The path up to it.
    MissingProperty(String),
    /// A member of something that is no object.
    NoObject {
        /// The member's step: `['a']`.
        step: String,
        /// The path before it: `$['b']`.
        path: String,
    },
    /// An index into something that is no array.
    NoArray {
        /// The steps from there on: `[0]['a']`.
        steps: String,
        /// What it is, as JSON.
        value: String,
    },
    /// An index into null. The path to it.
    Null(String),
    /// A filter on a text, a number, a truth value or null.
    Primitive {
        /// The steps from there on: `[?]['a']`.
        steps: String,
        /// What it is, as JSON.
        value: String,
    },
    /// A filter compares a number with a text that is none.
    NoNumber(String),
    /// An index that the array does not have.
    OutOfBounds {
        /// The path up to it: `$['a'][7]`.
        path: String,
        /// The path ends there, with an index past the end of the array.
        ends_past_end: bool,
    },
    /// No such variable.
    UnknownVariable(String),
    /// More than [`MAX_PATH_RESULTS`].
    TooMany,
    /// More than [`MAX_PATTERN_STEPS`](crate::limits::MAX_PATTERN_STEPS).
    TooManySteps,
}

impl SelectError {
    pub(super) fn unknown_variable(name: &str) -> SelectError {
        SelectError::UnknownVariable(name.to_owned())
    }

    /// The path does not suit the data, rather than finding nothing in it: an intrinsic function tells it in these words.
    pub fn is_of_path(&self) -> bool {
        use SelectError::{NoArray, NoNumber, Primitive};
        matches!(self, NoArray { .. } | Primitive { .. } | NoNumber(_))
    }

    /// A path that ends past the end of an array, for which a payload template has `null`.
    pub fn index_past_end(&self) -> bool {
        matches!(
            self,
            SelectError::OutOfBounds {
                ends_past_end: true,
                ..
            }
        )
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SelectError::NoResults(path) => write!(f, "No results for path: {path}"),
            SelectError::MissingProperty(path) => write!(f, "Missing property in path {path}"),
            SelectError::NoObject { step, path } => {
                write!(f, "Property {step} not found in path {path}")
            }
            SelectError::NoArray { steps, value } => {
                write!(
                    f,
                    "Filter: {steps} can only be applied to arrays. Current context is: {value}"
                )
            }
            SelectError::Null(path) => write!(f, "The path {path} is null"),
            SelectError::Primitive { steps, value } => {
                write!(
                    f,
                    "Filter: {steps} can not be applied to primitives. Current context is: {value}"
                )
            }
            SelectError::NoNumber(text) => {
                write!(f, "A number cannot be compared with the text '{text}'")
            }
            SelectError::OutOfBounds { path, .. } => {
                write!(f, "Index out of bounds when evaluating path {path}")
            }
            SelectError::UnknownVariable(name) => {
                write!(f, "The variable '${name}' is not defined")
            }
            SelectError::TooMany => {
                write!(f, "The path selects more than {MAX_PATH_RESULTS} values")
            }
            SelectError::TooManySteps => {
                f.write_str("A regular expression of the path takes too many steps")
            }
        }
    }
}

/// The one value of a definite path.
pub(super) fn definite(steps: &[Step], root: &Value) -> Result<Value, SelectError> {
    let (before, names) = match steps {
        [before @ .., Step::Names(names)] => (before, Some(names)),
        all => (all, None),
    };
    let found = find(before, root).map_err(|missed| missed.error(steps))?;
    match (names, found) {
        (None, found) => Ok(found.clone()),
        (Some(names), Value::Object(_)) => Ok(merged(found, names)),
        (Some(_), found) => Err(Missed::new(before.len(), found).error(steps)),
    }
}

/// Where a definite path ends, when each of its steps is one name or index.
pub(super) fn find<'a>(steps: &[Step], root: &'a Value) -> Result<&'a Value, Missed<'a>> {
    let mut value = root;
    for (at, step) in steps.iter().enumerate() {
        let found = match step {
            Step::Name(name) => value.get(name),
            Step::Index(index) => item(value, *index),
            Step::FromEnd(back) => from_end(value, *back),
            _ => None,
        };
        value = found.ok_or(Missed::new(at, value))?;
    }
    Ok(value)
}

fn item(value: &Value, index: i64) -> Option<&Value> {
    value.as_array()?.get(usize::try_from(index).ok()?)
}

fn from_end(value: &Value, back: usize) -> Option<&Value> {
    let array = value.as_array()?;
    array.get(array.len().checked_sub(back)?)
}

/// One object of the members that are there.
pub(super) fn merged(value: &Value, names: &[Key]) -> Value {
    Value::object(
        names
            .iter()
            .filter_map(|name| Some((name.clone(), value.get(name)?.clone()))),
    )
}

/// A step of a definite path that finds nothing: which one, and in what.
#[derive(Clone, Copy)]
pub(super) struct Missed<'a> {
    at: usize,
    value: &'a Value,
}

impl<'a> Missed<'a> {
    fn new(at: usize, value: &'a Value) -> Missed<'a> {
        Missed { at, value }
    }

    /// An index into what is no array: to Jayway a path that is wrong, not one that finds nothing.
    pub(super) fn is_wrong(self, steps: &[Step]) -> bool {
        let is_name = matches!(steps.get(self.at), Some(Step::Name(_) | Step::Names(_)));
        !is_name && !matches!(self.value, Value::Array(_) | Value::Null)
    }

    pub(super) fn error(self, steps: &[Step]) -> SelectError {
        let shown = |steps: &[Step]| format!("${}", steps.iter().map(text).collect::<String>());
        let before = steps.get(..self.at).unwrap_or(&[]);
        let upto = steps.get(..=self.at).unwrap_or(steps);
        let is_name = matches!(steps.get(self.at), Some(Step::Name(_) | Step::Names(_)));
        match (is_name, self.value) {
            (true, Value::Object(_)) if upto.len() == steps.len() => {
                SelectError::NoResults(shown(upto))
            }
            (true, Value::Object(_)) => SelectError::MissingProperty(shown(upto)),
            (true, _) => SelectError::NoObject {
                step: steps.get(self.at).map(text).unwrap_or_default(),
                path: shown(before),
            },
            (false, Value::Array(_)) => {
                let ends_past_end = matches!(upto, [.., Step::Index(index)] if *index >= 0)
                    && upto.len() == steps.len();
                let path = shown(upto);
                SelectError::OutOfBounds {
                    path,
                    ends_past_end,
                }
            }
            (false, Value::Null) => SelectError::Null(shown(before)),
            (false, value) => {
                let rest = steps.get(self.at..).unwrap_or(&[]);
                SelectError::NoArray {
                    steps: rest.iter().map(text).collect(),
                    value: value.to_string(),
                }
            }
        }
    }
}

/// A step as Jayway prints it.
pub(super) fn text(step: &Step) -> String {
    let bound = |bound: &Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
    match step {
        Step::Name(name) => format!("['{name}']"),
        Step::Names(names) => format!("['{}']", names.join("', '")),
        Step::Index(index) => format!("[{index}]"),
        Step::FromEnd(back) => format!("[@.size()-{back}]"),
        Step::Indexes(indexes) => {
            let indexes: Vec<String> = indexes.iter().map(i64::to_string).collect();
            format!("[{}]", indexes.join(","))
        }
        Step::Slice(from, to) => format!("[{}:{}]", bound(from), bound(to)),
        Step::Wildcard => "[*]".to_owned(),
        Step::Filter(_) => "[?]".to_owned(),
        Step::Deep(step) => format!("..{}", text(step)),
    }
}
