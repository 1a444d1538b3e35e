//! Functions on numbers.

use crate::ambient::{Ambient, Random};
use crate::json::Value;

use super::{Refusal, integer, java, number};

/// Each argument is rounded before they are added, halves up.
///
/// Source: recorded on AWS.
pub(super) fn add(a: &Value, b: &Value) -> Result<Value, Refusal> {
    let rounded = |value| number(value).map(java::round);
    let sum = in_range(rounded(a)?)? + in_range(rounded(b)?)?;
    in_range(sum).map(Value::from)
}

/// The first is in, the second is not. AWS's generator is not published; the same seed gives the same number here.
pub(super) fn random(
    from: &Value,
    to: &Value,
    seed: Option<&Value>,
    ambient: &mut Ambient<'_>,
) -> Result<Value, Refusal> {
    let (from, to) = (in_range(integer(from)?)?, in_range(integer(to)?)?);
    if from >= to {
        return Err(Refusal::Arguments);
    }
    let drawn = match seed {
        Some(seed) => Random::new(integer(seed)? as u64).next_f64(),
        None => ambient.random.next_f64(),
    };
    let offset = (drawn * (to - from) as f64).floor() as i64;
    Ok(Value::from(from + offset.min(to - from - 1)))
}

fn in_range(number: i64) -> Result<i64, Refusal> {
    match i32::try_from(number) {
        Ok(_) => Ok(number),
        Err(_) => Err(Refusal::Arguments),
    }
}
