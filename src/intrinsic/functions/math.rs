//! Functions on numbers.

use crate::ambient::{Ambient, JavaRandom};
use crate::json::Value;

use super::{Refusal, integer, java, number};

/// Each argument is rounded before they are added, halves up.
///
/// Source: recorded on AWS.
pub(super) fn add(a: &Value, b: &Value) -> Result<Value, Refusal> {
    let rounded = |value| in_range(java::round(number(value)?));
    let sum = rounded(a)?.checked_add(rounded(b)?);
    sum.map(|sum| Value::from(i64::from(sum)))
        .ok_or(Refusal::Arguments)
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
