//! Numbers as JSON writes them: integers stay integers, `0.0` stays `0.0`.

use std::fmt;

/// A JSON number. `1` and `1.0` are equal, and print as they were read.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer that fits.
    Int(i64),
    /// An integer above [`i64::MAX`].
    Large(u64),
    /// Anything else; always finite.
    Float(f64),
}

impl Number {
    /// The nearest double.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(n) => n as f64,
            Number::Large(n) => n as f64,
            Number::Float(n) => n,
        }
    }

    /// The integer that it is exactly, `2.0` included; of a double only below 9e15, where doubles do not skip integers yet.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(n) => Some(n),
            Number::Large(_) => None,
            Number::Float(n) => (n.fract() == 0.0 && n.abs() < 9.0e15).then_some(n as i64),
        }
    }

    /// The number for a double: an integer when it has no fraction and a `long` holds it. `NaN` and the infinities have no
    /// JSON form and become 0.
    ///
    /// Source: public measurements of what AWS makes of JSONata's numbers.
    pub fn from_js(value: f64) -> Number {
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        if value.fract() == 0.0 && (-BEYOND..BEYOND).contains(&value) {
            Number::Int(value as i64)
        } else {
            Number::from(value)
        }
    }

    /// Same kind and same value, so that both print alike.
    pub fn is_identical(self, other: Number) -> bool {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Large(a), Number::Large(b)) => a == b,
            (Number::Float(a), Number::Float(b)) => a.to_bits() == b.to_bits(),
            _ => false,
        }
    }

    /// Bytes of its text, which is ASCII.
    pub(super) fn size(self) -> usize {
        match self {
            Number::Int(n) => {
                let digits = n.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
                digits + usize::from(n < 0)
            }
            other => other.to_string().len(),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (*self, *other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Large(a), Number::Large(b)) => a == b,
            (a, b) => a.as_f64() == b.as_f64(),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<std::cmp::Ordering> {
        match (*self, *other) {
            (Number::Int(a), Number::Int(b)) => a.partial_cmp(&b),
            (Number::Large(a), Number::Large(b)) => a.partial_cmp(&b),
            (a, b) => a.as_f64().partial_cmp(&b.as_f64()),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::Int(value)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Number {
        i64::try_from(value).map_or(Number::Large(value), Number::Int)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Number {
        Number::Float(if value.is_finite() { value } else { 0.0 })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(n) => write!(f, "{n}"),
            Number::Large(n) => write!(f, "{n}"),
            Number::Float(n) => write_float(*n, f),
        }
    }
}

/// A double as Java prints it, on which AWS runs: the shortest digits that read back, with a point, and with an exponent
/// unless it is at least 0.001 and less than 10,000,000.
///
/// Source: public measurements of AWS (`1.789180622E9`); `java.lang.Double.toString`.
fn write_float(n: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if n == 0.0 || (1e-3..1e7).contains(&n.abs()) {
        return write!(f, "{n:?}");
    }
    let scientific = format!("{n:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    write!(f, "{digits}{point}E{exponent}")
}
