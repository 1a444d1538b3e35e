//! Choice rules as a tree of comparisons.

use crate::json::Value;
use crate::jsonpath::{Path, Scope, SelectError};
use crate::template::Located;
use crate::time::Instant;

use super::StateId;
use super::data_flow::Handoff;

/// One rule of a Choice.
#[derive(Debug)]
pub struct ChoiceRule {
    /// What must hold.
    pub condition: Condition,
    /// Where it leads.
    pub next: StateId,
    /// What it hands on.
    pub handoff: Handoff,
}

/// What must hold.
#[derive(Debug)]
pub enum Condition {
    /// `"And"`
    And(Vec<Condition>),
    /// `"Or"`
    Or(Vec<Condition>),
    /// `"Not"`
    Not(Box<Condition>),
    /// `"Variable"` with one operator.
    Comparison(Box<Comparison>),
    /// `"Condition": true`
    Constant(bool),
    /// `"Condition": "{% … %}"`
    Expression(Box<Located>),
}

/// One comparison.
#[derive(Debug)]
pub struct Comparison {
    /// `"Variable"`
    pub variable: Path,
    /// What is compared, and with what.
    pub test: Test,
}

/// An operator and its operand.
#[derive(Debug)]
pub enum Test {
    /// `"StringEquals"` and its kin, `"NumericLessThan"`, `"BooleanEquals"`, `"TimestampGreaterThanPath"` …
    Order {
        /// What both sides must be.
        family: Family,
        /// How they must stand to each other.
        relation: Relation,
        /// The right side.
        operand: Operand,
    },
    /// `"StringMatches"`
    Matches(Pattern),
    /// `"IsNull"` and its kin, with the operand `true` or `false`.
    Is(Kind, bool),
}

/// What the two sides of a comparison must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `"String…"`, by code unit
    String,
    /// `"Numeric…"`
    Numeric,
    /// `"Boolean…"`
    Boolean,
    /// `"Timestamp…"`, by instant
    Timestamp,
}

/// How two sides must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// The right side of a comparison.
#[derive(Debug)]
pub enum Operand {
    /// As written.
    Literal(Value),
    /// The path of a `…Path` operator.
    Path(Path),
}

/// What an `Is…` operator asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `"IsPresent"`
    Present,
    /// `"IsNull"`
    Null,
    /// `"IsNumeric"`
    Numeric,
    /// `"IsString"`
    String,
    /// `"IsBoolean"`
    Boolean,
    /// `"IsTimestamp"`
    Timestamp,
}

/// A path of a condition that finds nothing.
#[derive(Debug)]
pub struct InvalidPath {
    /// The path as written.
    pub path: String,
}

impl Comparison {
    /// Whether it holds. Sides of other types than the operator's make it false, but for what a `Numeric…Path` finds.
    ///
    /// # Errors
    /// When a path finds nothing; only `IsPresent` is safe.
    ///
    /// Source: recorded on AWS for all operators.
    pub fn holds(&self, scope: &dyn Scope) -> Result<bool, InvalidPath> {
        let value = match (select(&self.variable, scope), &self.test) {
            (Ok(value), Test::Is(Kind::Present, wanted)) => {
                drop(value);
                return Ok(*wanted);
            }
            (Err(_), Test::Is(Kind::Present, wanted)) => return Ok(!wanted),
            (value, _) => value?,
        };
        match &self.test {
            Test::Order {
                family,
                relation,
                operand: Operand::Literal(operand),
            } => Ok(compare(*family, *relation, &value, operand)),
            Test::Order {
                family,
                relation,
                operand: Operand::Path(path),
            } => {
                let operand = found_operand(*family, select(path, scope)?);
                Ok(compare(*family, *relation, &value, &operand))
            }
            Test::Matches(pattern) => Ok(value.as_str().is_some_and(|text| pattern.matches(text))),
            Test::Is(kind, wanted) => Ok(is(*kind, &value) == *wanted),
        }
    }
}

fn select(path: &Path, scope: &dyn Scope) -> Result<Value, InvalidPath> {
    path.select(scope).map_err(|_: SelectError| InvalidPath {
        path: path.text().to_owned(),
    })
}

/// What the variable is compared with when a path finds `value`: 0 for what is no number where one is needed.
///
/// Source: public measurements on AWS of arrays, objects and booleans.
fn found_operand(family: Family, value: Value) -> Value {
    match family {
        Family::Numeric if value.as_number().is_none() => Value::from(0_i64),
        _ => value,
    }
}

fn is(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Present => true,
        Kind::Null => value.is_null(),
        Kind::Numeric => value.as_number().is_some(),
        Kind::String => value.as_str().is_some(),
        Kind::Boolean => value.as_bool().is_some(),
        Kind::Timestamp => value.as_str().and_then(Instant::parse).is_some(),
    }
}

fn compare(family: Family, relation: Relation, left: &Value, right: &Value) -> bool {
    let ordering = match family {
        // by UTF-16 code unit, as Java compares
        Family::String => left
            .as_str()
            .zip(right.as_str())
            .map(|(a, b)| a.encode_utf16().cmp(b.encode_utf16())),
        Family::Numeric => left
            .as_number()
            .zip(right.as_number())
            .and_then(|(a, b)| a.partial_cmp(&b)),
        Family::Boolean => left.as_bool().zip(right.as_bool()).map(|(a, b)| a.cmp(&b)),
        Family::Timestamp => {
            let instant = |value: &Value| value.as_str().and_then(Instant::parse);
            instant(left).zip(instant(right)).map(|(a, b)| a.cmp(&b))
        }
    };
    ordering.is_some_and(|ordering| match relation {
        Relation::Equals => ordering.is_eq(),
        Relation::LessThan => ordering.is_lt(),
        Relation::GreaterThan => ordering.is_gt(),
        Relation::LessThanEquals => ordering.is_le(),
        Relation::GreaterThanEquals => ordering.is_ge(),
    })
}

/// A `StringMatches` pattern: literal pieces with `*` between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// The pieces; between two of them anything may stand.
    pieces: Vec<String>,
}

impl Pattern {
    /// Reads a pattern. `*` stands for any run of characters, `\*` for a star, `\\` for a backslash.
    pub fn parse(text: &str) -> Pattern {
        let mut pieces = vec![String::new()];
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let literal = match c {
                '*' => {
                    pieces.push(String::new());
                    continue;
                }
                '\\' => chars.next().unwrap_or('\\'),
                c => c,
            };
            if let Some(piece) = pieces.last_mut() {
                piece.push(literal);
            }
        }
        Pattern {
            text: text.to_owned(),
            pieces,
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the whole text fits.
    pub fn matches(&self, text: &str) -> bool {
        let Some(((first, last), middle)) = self.split() else {
            return self.pieces.concat() == text;
        };
        let Some(rest) = text.strip_prefix(first) else {
            return false;
        };
        let Some(mut rest) = rest.strip_suffix(last) else {
            return false;
        };
        for piece in middle {
            match rest.find(piece.as_str()) {
                Some(at) => rest = rest.get(at + piece.len()..).unwrap_or(""),
                None => return false,
            }
        }
        true
    }

    /// First, last and middle pieces when there is a star.
    fn split(&self) -> Option<((&str, &str), &[String])> {
        let (first, rest) = self.pieces.split_first()?;
        let (last, middle) = rest.split_last()?;
        Some(((first, last), middle))
    }
}
