//! Functions on arrays.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::json::Value;
use crate::limits::MAX_ARRAY_RANGE;
use crate::ordering::sort_by;

use super::{elements, integer};

pub(super) fn partition(array: &Value, size: &Value) -> Result<Value, String> {
    let items = elements(array, "first")?.items();
    match integer(size, "second")? {
        size @ 1.. => {
            let pieces = items.chunks(usize::try_from(size).unwrap_or(usize::MAX));
            Ok(Value::array(
                pieces.map(|piece| Value::array(piece.to_vec())).collect(),
            ))
        }
        _ => Err("the second argument must be at least 1".to_owned()),
    }
}

pub(super) fn contains(array: &Value, value: &Value) -> Result<Value, String> {
    let mut items = elements(array, "first")?.items().iter();
    let is_found = items.any(|item| item == value && key_of(item) == key_of(value));
    Ok(Value::from(is_found))
}

/// The last one is in it when it is hit.
pub(super) fn range(first: &Value, last: &Value, step: &Value) -> Result<Value, String> {
    let (first, last, step) = (
        integer(first, "first")?,
        integer(last, "second")?,
        integer(step, "third")?,
    );
    if step == 0 {
        return Err("the third argument must not be 0".to_owned());
    }
    let steps = (last - first) / step;
    // a step away from the last one gives nothing
    let is_away = (last - first).signum() * step.signum() < 0;
    let count = if is_away {
        0
    } else {
        steps.unsigned_abs() as usize + 1
    };
    if count > MAX_ARRAY_RANGE {
        return Err(format!(
            "the array would have more than {MAX_ARRAY_RANGE} elements"
        ));
    }
    Ok(Value::array(
        (0..count as i64)
            .map(|n| Value::from(first + n * step))
            .collect(),
    ))
}

pub(super) fn get_item(array: &Value, index: &Value) -> Result<Value, String> {
    let (items, index) = (elements(array, "first")?, integer(index, "second")?);
    let item = usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index));
    item.cloned().ok_or_else(|| {
        format!(
            "the index {index} is out of range for an array of {} elements",
            items.len()
        )
    })
}

/// Keeps the first of equal elements.
pub(super) fn unique(array: &Value) -> Result<Value, String> {
    let mut seen = BTreeSet::new();
    let mut is_new = |item: &&Value| seen.insert(key_of(item));
    let items = elements(array, "first")?.items();
    Ok(Value::array(
        items.iter().filter(|item| is_new(item)).cloned().collect(),
    ))
}

/// A text that two values share exactly when they are equal: members are sorted, and a whole number is none with a
/// fraction.
///
/// Source: `States.Format` was recorded on AWS to print a value as Java does, where `1` does not equal `1.0`.
fn key_of(value: &Value) -> String {
    let mut key = String::new();
    write_key(value, &mut key);
    key
}

fn write_key(value: &Value, key: &mut String) {
    match value {
        Value::Array(array) => {
            key.push('[');
            for item in array.items() {
                write_key(item, key);
                key.push(',');
            }
            key.push(']');
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object.members().iter().collect();
            sort_by(&mut members, |a, b| a.0.cmp(&b.0));
            key.push('{');
            for (name, member) in members {
                let _ = write!(key, "{name:?}:");
                write_key(member, key);
                key.push(',');
            }
            key.push('}');
        }
        plain => key.push_str(&plain.to_text()),
    }
}
