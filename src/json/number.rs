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

    /// The integer that it is exactly, `2.0` included.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Int(n) => Some(n),
            Number::Large(_) => None,
            Number::Float(n) => (n.fract() == 0.0 && n.abs() < 9.0e15).then_some(n as i64),
        }
    }

    /// The number for a double: an integer when it has no fraction and `f64` holds it exactly, as JavaScript prints it.
    /// `NaN` and the infinities have no JSON form and become 0.
    pub fn from_js(value: f64) -> Number {
        if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
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

    /// Characters of its text.
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
            // the shortest text that reads back as the same double, with a point or an exponent
            Number::Float(n) => write!(f, "{n:?}"),
        }
    }
}
