//! The operators of choice rules.

use super::Shape;

/// What an operator of a choice rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`
    Boolean,
    /// An RFC 3339 timestamp.
    Timestamp,
    /// A JSONPath to the other side.
    Path,
}

impl Operand {
    /// The shape of the operator's value.
    pub fn shape(self) -> Shape {
        match self {
            Operand::Text => Shape::Text,
            Operand::Number => Shape::Number {
                min: f64::MIN,
                max: f64::MAX,
            },
            Operand::Boolean => Shape::Boolean,
            Operand::Timestamp => Shape::Timestamp,
            Operand::Path => Shape::Path,
        }
    }
}

/// The 39 operators of choice rules. Source: states-language.net, "Data-Test Expression".
pub const OPERATORS: &[(&str, Operand)] = &[
    ("StringEquals", Operand::Text),
    ("StringLessThan", Operand::Text),
    ("StringGreaterThan", Operand::Text),
    ("StringLessThanEquals", Operand::Text),
    ("StringGreaterThanEquals", Operand::Text),
    ("StringMatches", Operand::Text),
    ("StringEqualsPath", Operand::Path),
    ("StringLessThanPath", Operand::Path),
    ("StringGreaterThanPath", Operand::Path),
    ("StringLessThanEqualsPath", Operand::Path),
    ("StringGreaterThanEqualsPath", Operand::Path),
    ("NumericEquals", Operand::Number),
    ("NumericLessThan", Operand::Number),
    ("NumericGreaterThan", Operand::Number),
    ("NumericLessThanEquals", Operand::Number),
    ("NumericGreaterThanEquals", Operand::Number),
    ("NumericEqualsPath", Operand::Path),
    ("NumericLessThanPath", Operand::Path),
    ("NumericGreaterThanPath", Operand::Path),
    ("NumericLessThanEqualsPath", Operand::Path),
    ("NumericGreaterThanEqualsPath", Operand::Path),
    ("BooleanEquals", Operand::Boolean),
    ("BooleanEqualsPath", Operand::Path),
    ("TimestampEquals", Operand::Timestamp),
    ("TimestampLessThan", Operand::Timestamp),
    ("TimestampGreaterThan", Operand::Timestamp),
    ("TimestampLessThanEquals", Operand::Timestamp),
    ("TimestampGreaterThanEquals", Operand::Timestamp),
    ("TimestampEqualsPath", Operand::Path),
    ("TimestampLessThanPath", Operand::Path),
    ("TimestampGreaterThanPath", Operand::Path),
    ("TimestampLessThanEqualsPath", Operand::Path),
    ("TimestampGreaterThanEqualsPath", Operand::Path),
    ("IsNull", Operand::Boolean),
    ("IsPresent", Operand::Boolean),
    ("IsNumeric", Operand::Boolean),
    ("IsString", Operand::Boolean),
    ("IsBoolean", Operand::Boolean),
    ("IsTimestamp", Operand::Boolean),
];

/// The same operators in the order in which AWS lists them. Source: measured on AWS.
pub const LISTED: [&str; OPERATORS.len()] = [
    "StringEquals",
    "IsBoolean",
    "StringLessThan",
    "IsNumeric",
    "BooleanEquals",
    "StringLessThanEqualsPath",
    "NumericLessThan",
    "NumericGreaterThan",
    "NumericLessThanPath",
    "StringMatches",
    "TimestampLessThanEqualsPath",
    "NumericEquals",
    "TimestampGreaterThan",
    "StringGreaterThanEqualsPath",
    "TimestampGreaterThanEqualsPath",
    "TimestampLessThanEquals",
    "NumericLessThanEqualsPath",
    "TimestampEquals",
    "BooleanEqualsPath",
    "IsTimestamp",
    "StringLessThanEquals",
    "NumericLessThanEquals",
    "StringLessThanPath",
    "TimestampGreaterThanPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "IsString",
    "StringEqualsPath",
    "TimestampEqualsPath",
    "TimestampLessThan",
    "StringGreaterThanEquals",
    "NumericGreaterThanPath",
    "NumericGreaterThanEquals",
    "NumericEqualsPath",
    "TimestampLessThanPath",
    "IsNull",
    "IsPresent",
    "TimestampGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
];

/// What the operator takes, when there is one of this name.
pub fn operand_of(operator: &str) -> Option<Operand> {
    OPERATORS
        .iter()
        .find(|(name, _)| *name == operator)
        .map(|(_, operand)| *operand)
}
