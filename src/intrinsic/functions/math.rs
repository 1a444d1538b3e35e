//! Functions on numbers.

use crate::ambient::{Ambient, JavaRandom};
use crate::json::Value;

use super::{Refusal, integer, number};

/// Each argument is rounded before they are added, halves up.
///
/// Source: recorded on AWS.
pub(super) fn add(a: &Value, b: &Value) -> Result<Value, Refusal> {
    let rounded = |value| Ok((number(value)? + 0.5).floor() as i64);
    let (a, b) = (in_range(rounded(a)?)?, in_range(rounded(b)?)?);
    let sum = a.checked_add(b).ok_or(Refusal::Arguments)?;
    Ok(Value::from(i64::from(sum)))
}

/// The first is in, the second is not. By a seed it is the number that Java draws.
///
/// Source: measured on AWS.
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
    let seed = match seed {
        Some(seed) => integer(seed)?,
        None => ambient.random.next_u64().cast_signed(),
    };
    let drawn = JavaRandom::new(seed).next_in(from..to);
    Ok(Value::from(i64::from(drawn)))
}

fn in_range(number: i64) -> Result<i32, Refusal> {
    i32::try_from(number).map_err(|_| Refusal::Arguments)
}
