//! How Java orders, prints and rounds values, which AWS's answers show.

use std::fmt::Write;

use crate::json::{Number, Value};
use crate::ordering::sort_by_key;

/// Distinct values as a `HashSet` of Java gives them: by the place of their hash in its table, then as they came.
pub(super) fn in_order_of_hash_set(mut distinct: Vec<Value>) -> Vec<Value> {
    let mut places: usize = 16;
    while distinct.len() > places / 4 * 3 {
        places *= 2;
    }
    sort_by_key(&mut distinct, |value| {
        let hash = hash_code(value) as u32;
        (hash ^ hash >> 16) as usize & (places - 1)
    });
    distinct
}

/// `hashCode()` of what Java reads a value as: `Integer`, `Long`, `BigInteger`, `Double`, `String`, `List`, `Map`.
fn hash_code(value: &Value) -> i32 {
    match value {
        Value::Null => 0,
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(Number::Int(n)) => match i32::try_from(*n) {
            Ok(n) => n,
            Err(_) => folded(*n as u64),
        },
        Value::Number(Number::Large(n)) => {
            ((n >> 32) as i32).wrapping_mul(31).wrapping_add(*n as i32)
        }
        Value::Number(Number::Float(n)) => folded(n.to_bits()),
        Value::String(text) => hash_of_text(text),
        Value::Array(array) => {
            let items = array.items().iter();
            items.fold(1, |hash: i32, item| {
                hash.wrapping_mul(31).wrapping_add(hash_code(item))
            })
        }
        Value::Object(object) => {
            let members = object.members().iter();
            members.fold(0, |hash: i32, (name, value)| {
                hash.wrapping_add(hash_of_text(name) ^ hash_code(value))
            })
        }
    }
}

fn folded(bits: u64) -> i32 {
    (bits ^ bits >> 32) as i32
}

fn hash_of_text(text: &str) -> i32 {
    let units = text.encode_utf16();
    units.fold(0, |hash: i32, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

/// A value as Java prints it: `{Id=x, Tags=[a, b]}`.
///
/// Source: recorded on AWS for `States.Format`.
pub(super) fn print(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(array) => {
            out.push('[');
            for (at, item) in array.items().iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                print(item, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            for (at, (name, member)) in object.members().iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                let _ = write!(out, "{name}=");
                print(member, out);
            }
            out.push('}');
        }
        plain => plain.write(out),
    }
}

/// `Math.round`: to the nearest whole number, halves up. A half is not added, for then what is just below one would become one.
///
/// Source: `java.lang.Math` since Java 7.
pub(super) fn round(number: f64) -> i64 {
    let below = number.floor();
    let rest = number - below;
    below as i64 + i64::from(rest >= 0.5)
}
