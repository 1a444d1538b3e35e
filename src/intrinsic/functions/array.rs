//! Functions on arrays.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::json::Value;
use crate::limits::MAX_ARRAY_RANGE;
use crate::ordering::sort_by;

use super::java::in_order_of_hash_set;
use super::{Refusal, elements, integer, text_of};

pub(super) fn partition(array: &Value, size: &Value) -> Result<Value, Refusal> {
    let items = elements(array)?.items();
    match integer(size)? {
        size @ 1.. => {
            let pieces = items.chunks(usize::try_from(size).unwrap_or(usize::MAX));
            Ok(Value::array(
                pieces.map(|piece| Value::array(piece.to_vec())).collect(),
            ))
        }
        _ => Err(Refusal::Arguments),
    }
}

/// Whether an element reads as the value does: the text `"1"` is found where `1` is looked for, an object whose members
/// are in another order is not.
///
/// Source: public measurements on AWS.
pub(super) fn contains(array: &Value, value: &Value) -> Result<Value, Refusal> {
    let wanted = text_of(value);
    let mut items = elements(array)?.items().iter();
    Ok(Value::from(items.any(|item| text_of(item) == wanted)))
}

/// The last one is in it when it is hit.
pub(super) fn range(first: &Value, last: &Value, step: &Value) -> Result<Value, Refusal> {
    let (first, last, step) = (integer(first)?, integer(last)?, integer(step)?);
    if step == 0 {
        return Err(Refusal::Arguments);
    }
    let steps = (last - first) / step;
    // a step away from the last one gives nothing
    let is_away = (last - first).signum() * step.signum() < 0;
    let count = if is_away { 0 } else { steps.abs() + 1 };
    if count > MAX_ARRAY_RANGE {
        return Err(Refusal::Arguments);
    }
    Ok(Value::array(
        (0..count).map(|n| Value::from(first + n * step)).collect(),
    ))
}

/// Of an empty array any index from 0 gives `null`.
///
/// Source: public measurements on AWS.
pub(super) fn get_item(array: &Value, index: &Value) -> Result<Value, Refusal> {
    let items = elements(array)?.items();
    let index = usize::try_from(integer(index)?).map_err(|_| Refusal::Arguments)?;
    match items.get(index) {
        Some(item) => Ok(item.clone()),
        None if items.is_empty() => Ok(Value::Null),
        None => Err(Refusal::Arguments),
    }
}

/// Keeps the first of equal elements, in the order of a set of Java.
///
/// Source: public measurements on AWS of numbers, texts, booleans and arrays, which all come in that order.
pub(super) fn unique(array: &Value) -> Result<Value, Refusal> {
    let mut seen = BTreeSet::new();
    let mut is_new = |item: &&Value| seen.insert(key_of(item));
    let items = elements(array)?.items().iter();
    let distinct = items.filter(|item| is_new(item)).cloned().collect();
    Ok(Value::array(in_order_of_hash_set(distinct)))
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
