//! Walks a path's steps on a value.

use std::fmt;

use crate::json::{Array, Value};
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
    /// A member of something that is no object. The member's step, and the path before it.
    NoObject(String, String),
    /// An index into something that is no array. The step, and what it was.
    NoArray(String, String),
    /// An index that the array does not have. The path up to it, and whether it is past the end.
    OutOfBounds(String, bool),
    /// No such variable.
    UnknownVariable(String),
    /// More than [`MAX_PATH_RESULTS`].
    TooMany,
}

impl SelectError {
    pub(super) fn unknown_variable(name: &str) -> SelectError {
        SelectError::UnknownVariable(name.to_owned())
    }

    /// An index past the end of an array, for which a payload template has `null`.
    pub fn index_past_end(&self) -> bool {
        matches!(self, SelectError::OutOfBounds(_, true))
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SelectError::NoResults(path) => write!(f, "No results for path: {path}"),
            SelectError::MissingProperty(path) => write!(f, "Missing property in path {path}"),
            SelectError::NoObject(step, path) => {
                write!(f, "Property {step} not found in path {path}")
            }
            SelectError::NoArray(step, value) => {
                write!(
                    f,
                    "Filter: {step} can only be applied to arrays. Current context is: {value}"
                )
            }
            SelectError::OutOfBounds(path, _) => {
                write!(f, "Index out of bounds when evaluating path {path}")
            }
            SelectError::UnknownVariable(name) => {
                write!(f, "The variable '${name}' is not defined")
            }
            SelectError::TooMany => {
                write!(f, "The path selects more than {MAX_PATH_RESULTS} values")
            }
        }
    }
}

/// The one value of a definite path.
pub(super) fn definite(steps: &[Step], root: &Value) -> Result<Value, SelectError> {
    let mut value = root;
    for (at, step) in steps.iter().enumerate() {
        let found = match step {
            Step::Name(name) => value.get(name),
            Step::Index(index) => usize::try_from(*index)
                .ok()
                .and_then(|index| value.as_array()?.get(index)),
            Step::FromEnd(back) => from_end(value, *back),
            Step::Names(names) if value.as_object().is_some() => return Ok(merged(value, names)),
            _ => None,
        };
        match found {
            Some(found) => value = found,
            None => return Err(missing(steps, at, value)),
        }
    }
    Ok(value.clone())
}

fn from_end(value: &Value, back: usize) -> Option<&Value> {
    let array = value.as_array()?;
    array.get(array.len().checked_sub(back)?)
}

/// One object of the members that are there.
fn merged(value: &Value, names: &[crate::json::Key]) -> Value {
    Value::object(
        names
            .iter()
            .filter_map(|name| Some((name.clone(), value.get(name)?.clone()))),
    )
}

/// Why the step at `at` finds nothing in `value`.
fn missing(steps: &[Step], at: usize, value: &Value) -> SelectError {
    let shown = |steps: &[Step]| steps.iter().map(text).collect::<String>();
    let (before, upto) = (
        steps.get(..at).unwrap_or(&[]),
        steps.get(..=at).unwrap_or(steps),
    );
    let step = steps.get(at).map(text).unwrap_or_default();
    let is_name = matches!(steps.get(at), Some(Step::Name(_) | Step::Names(_)));
    match (is_name, value) {
        (true, Value::Object(_)) if upto.len() == steps.len() => {
            SelectError::NoResults(format!("${}", shown(upto)))
        }
        (true, Value::Object(_)) => SelectError::MissingProperty(format!("${}", shown(upto))),
        (true, _) => SelectError::NoObject(step, format!("${}", shown(before))),
        (false, Value::Array(_)) => {
            let past_end = matches!(steps.get(at), Some(Step::Index(index)) if *index >= 0);
            SelectError::OutOfBounds(format!("${}", shown(upto)), past_end)
        }
        (false, value) => SelectError::NoArray(step, value.to_string()),
    }
}

/// A step as Jayway prints it.
fn text(step: &Step) -> String {
    let bound = |bound: &Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
    match step {
        Step::Name(name) => format!("['{name}']"),
        Step::Names(names) => format!("['{}']", names.join("','")),
        Step::Index(index) => format!("[{index}]"),
        Step::FromEnd(back) => format!("[(@.length-{back})]"),
        Step::Indexes(indexes) => {
            format!(
                "[{}]",
                indexes
                    .iter()
                    .map(i64::to_string)
                    .collect::<Vec<_>>()
                    .join(",")
            )
        }
        Step::Slice(from, to) => format!("[{}:{}]", bound(from), bound(to)),
        Step::Wildcard => "[*]".to_owned(),
        Step::Filter(_) => "[?]".to_owned(),
        Step::Deep(step) => format!("..{}", text(step)),
    }
}

/// All values of an indefinite path, as an array. What is missing on the way is left out; only a slice or an index of
/// a root that is no array is an error.
pub(super) fn indefinite(steps: &[Step], root: &Value) -> Result<Value, SelectError> {
    if let (Some(step @ (Step::Slice(..) | Step::Indexes(_))), false) =
        (steps.first(), root.as_array().is_some())
    {
        return Err(SelectError::NoArray(text(step), root.to_string()));
    }
    let mut found = vec![root.clone()];
    for step in steps {
        let mut next = Vec::new();
        for value in &found {
            each(step, value, root, &mut next)?;
        }
        found = next;
    }
    Ok(Value::array(found))
}

/// Adds what a step finds in one value; `root` is what the path started at.
fn each(
    step: &Step,
    value: &Value,
    root: &Value,
    found: &mut Vec<Value>,
) -> Result<(), SelectError> {
    let items = value.as_array().map(Array::items).unwrap_or(&[]);
    let at = |index: i64| items.get(usize::try_from(index).ok()?);
    match step {
        Step::Name(name) => found.extend(value.get(name).cloned()),
        Step::Names(names) => found.extend(value.as_object().map(|_| merged(value, names))),
        Step::Index(index) => found.extend(at(*index).cloned()),
        Step::FromEnd(back) => found.extend(from_end(value, *back).cloned()),
        Step::Indexes(indexes) => {
            found.extend(indexes.iter().filter_map(|index| at(*index)).cloned())
        }
        Step::Slice(from, to) => {
            let place = |bound: i64| {
                let from_start = if bound < 0 {
                    items.len() as i64 + bound
                } else {
                    bound
                };
                usize::try_from(from_start).unwrap_or(0).min(items.len())
            };
            let (from, to) = (from.map_or(0, place), to.map_or(items.len(), place));
            found.extend(items.get(from..to).unwrap_or(&[]).iter().cloned());
        }
        Step::Wildcard => children(value, |child| found.push(child.clone())),
        Step::Filter(filter) => match value {
            Value::Array(_) => found.extend(
                items
                    .iter()
                    .filter(|item| filter.holds(item, root))
                    .cloned(),
            ),
            Value::Object(_) => found.extend(filter.holds(value, root).then(|| value.clone())),
            _ => {}
        },
        Step::Deep(inner) => deep(inner, value, root, found)?,
    }
    if found.len() > MAX_PATH_RESULTS {
        Err(SelectError::TooMany)
    } else {
        Ok(())
    }
}

/// The step on a value and on everything inside it, outer before inner.
fn deep(
    step: &Step,
    value: &Value,
    root: &Value,
    found: &mut Vec<Value>,
) -> Result<(), SelectError> {
    let mut waiting = vec![value.clone()];
    while let Some(value) = waiting.pop() {
        let is_filtered_object = matches!((step, &value), (Step::Filter(_), Value::Object(_)));
        if !is_filtered_object {
            each(step, &value, root, found)?;
        }
        let first = waiting.len();
        children(&value, |child| {
            if matches!(child, Value::Array(_) | Value::Object(_)) {
                waiting.push(child.clone());
            }
        });
        // the first child is looked at next
        if let Some(new) = waiting.get_mut(first..) {
            new.reverse();
        }
    }
    Ok(())
}

fn children(value: &Value, mut visit: impl FnMut(&Value)) {
    match value {
        Value::Array(array) => array.items().iter().for_each(visit),
        Value::Object(object) => object.members().iter().for_each(|(_, child)| visit(child)),
        _ => {}
    }
}
