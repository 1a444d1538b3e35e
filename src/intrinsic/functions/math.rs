//! Functions on numbers.

use crate::ambient::{Ambient, Random};
use crate::json::Value;

use super::integer;

/// Each argument is rounded before they are added.
///
/// Source: recorded on AWS.
pub(super) fn add(a: &Value, b: &Value) -> Result<Value, String> {
    let sum = in_range(integer(a, "first")?, "first")? + in_range(integer(b, "second")?, "second")?;
    if i32::try_from(sum).is_err() {
        return Err(format!("the sum {sum} is out of range"));
    }
    Ok(Value::from(sum))
}

/// The first is in, the second is not. AWS's generator is not published; the same seed gives the same number here.
pub(super) fn random(
    from: &Value,
    to: &Value,
    seed: Option<&Value>,
    ambient: &mut Ambient<'_>,
) -> Result<Value, String> {
    let from = in_range(integer(from, "first")?, "first")?;
    let to = in_range(integer(to, "second")?, "second")?;
    if from >= to {
        return Err("the first argument must be less than the second".to_owned());
    }
    let drawn = match seed {
        Some(seed) => Random::new(integer(seed, "third")? as u64).next_f64(),
        None => ambient.random.next_f64(),
    };
    let offset = (drawn * (to - from) as f64).floor() as i64;
    Ok(Value::from(from + offset.min(to - from - 1)))
}

fn in_range(number: i64, which: &str) -> Result<i64, String> {
    match i32::try_from(number) {
        Ok(_) => Ok(number),
        Err(_) => Err(format!("the {which} argument is out of range: {number}")),
    }
}
