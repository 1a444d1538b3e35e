//! Filters: `[?(@.price < 10 && @.name == 'x')]`.
//!
//! Source: Jayway JsonPath 2.0.0, see [`super::select`].

use std::cmp::Ordering;

use jsonpath_rust::parser::model::{self as tree, Segment, Selector};
use jsonpath_rust::parser::model::{
    Comparable, Comparison, FilterAtom, FnArg, Literal, SingularQuery, SingularQuerySegment, Test,
    TestFunction,
};

use super::Step;
use super::select::{SelectError, find};
use crate::json::{self, Number, Value};
use crate::regex::{Dialect, Flags, Regex};

/// A condition on one element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    Or(Vec<Filter>),
    And(Vec<Filter>),
    Not(Box<Filter>),
    /// `@.a`: it is there, and not null.
    Exists(Vec<Step>),
    /// `@.a < 10`
    Compare(Relation, Side, Side),
    /// `@.a =~ /x.*/`: the whole text, as Jayway matches.
    Matches(Side, Regex),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Side {
    /// As it was written, without quotes: Jayway has texts only, which it compares with what stands opposite.
    Literal(Value),
    /// A place below `@`.
    Current(Vec<Step>),
    /// A place below `$`, the document that the path is about.
    Root(Vec<Step>),
}

impl Filter {
    pub(super) fn compile(filter: &tree::Filter) -> Result<Filter, String> {
        let all = |filters: &[tree::Filter]| {
            filters
                .iter()
                .map(Filter::compile)
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(match filter {
            tree::Filter::Or(filters) => Filter::Or(all(filters)?),
            tree::Filter::And(filters) => Filter::And(all(filters)?),
            tree::Filter::Atom(FilterAtom::Filter { expr, not }) => {
                negated(Filter::compile(expr)?, *not)
            }
            tree::Filter::Atom(FilterAtom::Test { expr, not }) => match &**expr {
                Test::RelQuery(segments) => negated(Filter::Exists(members(segments)?), *not),
                Test::AbsQuery(_) => return Err("`$` cannot stand in a filter".to_owned()),
                Test::Function(function) => negated(matches(function)?, *not),
            },
            tree::Filter::Atom(FilterAtom::Comparison(comparison)) => {
                let relation = match &**comparison {
                    Comparison::Eq(..) => Relation::Equal,
                    Comparison::Ne(..) => Relation::NotEqual,
                    Comparison::Lt(..) => Relation::Less,
                    Comparison::Lte(..) => Relation::LessOrEqual,
                    Comparison::Gt(..) => Relation::Greater,
                    Comparison::Gte(..) => Relation::GreaterOrEqual,
                };
                let (left, right) = comparison.vals();
                Filter::Compare(relation, side(left)?, side(right)?)
            }
        })
    }

    /// Whether an element passes. A comparison with what is not there, or of what cannot be compared, does not hold. The
    /// last condition is looked at first, as Jayway does; only errors show it. `steps` are those left to regular
    /// expressions.
    ///
    /// # Errors
    /// An index into what is no array, a number against a text that is none, and no steps left.
    pub(super) fn holds(
        &self,
        element: &Value,
        root: &Value,
        steps: &mut u64,
    ) -> Result<bool, SelectError> {
        Ok(match self {
            Filter::Or(filters) => {
                for filter in filters.iter().rev() {
                    if filter.holds(element, root, steps)? {
                        return Ok(true);
                    }
                }
                false
            }
            Filter::And(filters) => {
                for filter in filters.iter().rev() {
                    if !filter.holds(element, root, steps)? {
                        return Ok(false);
                    }
                }
                true
            }
            Filter::Not(filter) => !filter.holds(element, root, steps)?,
            Filter::Exists(steps) => !matches!(place(steps, element)?, None | Some(Value::Null)),
            Filter::Compare(relation, left, right) => {
                let Some(left) = left.value(element, root)? else {
                    return Ok(false);
                };
                match right.value(element, root)? {
                    Some(right) => compare(*relation, left, right)?,
                    None => false,
                }
            }
            Filter::Matches(side, pattern) => match side.value(element, root)? {
                Some(Value::String(text)) => is_match(pattern, text, steps)?,
                Some(value @ (Value::Number(_) | Value::Bool(_))) => {
                    is_match(pattern, &value.to_string(), steps)?
                }
                _ => false,
            },
        })
    }
}

impl Side {
    fn value<'a>(
        &'a self,
        element: &'a Value,
        root: &'a Value,
    ) -> Result<Option<&'a Value>, SelectError> {
        match self {
            Side::Literal(value) => Ok(Some(value)),
            Side::Current(steps) => place(steps, element),
            Side::Root(steps) => place(steps, root),
        }
    }
}

/// Where the steps lead; `None` when something is not there.
fn place<'a>(steps: &[Step], value: &'a Value) -> Result<Option<&'a Value>, SelectError> {
    match find(steps, value) {
        Ok(found) => Ok(Some(found)),
        Err(missed) if missed.is_wrong(steps) => Err(missed.error(steps)),
        Err(_) => Ok(None),
    }
}

/// A filter with a `!` before it, if there is one.
fn negated(filter: Filter, not: bool) -> Filter {
    if not {
        Filter::Not(Box::new(filter))
    } else {
        filter
    }
}

fn members(segments: &[Segment]) -> Result<Vec<Step>, String> {
    let member = |segment: &Segment| match segment {
        Segment::Selector(Selector::Name(name)) => Ok(Step::Name(name.as_str().into())),
        Segment::Selector(Selector::Index(index)) => Ok(Step::Index(*index)),
        _ => Err("below `@` stand names and indexes".to_owned()),
    };
    segments.iter().map(member).collect()
}

/// `match(@.a, '…')`, which [`super::dialect`] makes of `=~`.
fn matches(function: &TestFunction) -> Result<Filter, String> {
    let TestFunction::Match(FnArg::Test(subject), FnArg::Literal(Literal::String(pattern))) =
        function
    else {
        return Err("a filter has no functions".to_owned());
    };
    let side = match &**subject {
        Test::RelQuery(segments) => Side::Current(members(segments)?),
        Test::AbsQuery(query) => Side::Root(members(&query.segments)?),
        Test::Function(_) => return Err("a filter has no functions".to_owned()),
    };
    let (ignore_case, pattern) = match pattern.strip_prefix("(?i)") {
        Some(pattern) => (true, pattern),
        None => (false, pattern.as_str()),
    };
    let flags = Flags {
        ignore_case,
        multi_line: false,
        dialect: Dialect::Java,
    };
    let regex = Regex::whole(pattern, flags);
    let regex = regex.map_err(|why| format!("`{pattern}` is no regular expression: {why}"))?;
    Ok(Filter::Matches(side, regex))
}

fn is_match(pattern: &Regex, text: &str, steps: &mut u64) -> Result<bool, SelectError> {
    let found = pattern.find(text, 0, steps);
    found
        .map(|found| found.is_some())
        .map_err(|_| SelectError::TooManySteps)
}

fn side(comparable: &Comparable) -> Result<Side, String> {
    let places = |segments: &[SingularQuerySegment]| {
        let member = |segment: &SingularQuerySegment| match segment {
            SingularQuerySegment::Name(name) => Step::Name(name.as_str().into()),
            SingularQuerySegment::Index(index) => Step::Index(*index),
        };
        segments.iter().map(member).collect()
    };
    Ok(match comparable {
        Comparable::Literal(literal) => Side::Literal(Value::from(match literal {
            Literal::Int(n) => n.to_string(),
            Literal::Float(n) => n.to_string(),
            Literal::String(text) => text.clone(),
            Literal::Bool(value) => value.to_string(),
            Literal::Null => "null".to_owned(),
        })),
        Comparable::SingularQuery(SingularQuery::Current(segments)) => {
            Side::Current(places(segments))
        }
        Comparable::SingularQuery(SingularQuery::Root(segments)) => Side::Root(places(segments)),
        Comparable::Function(_) => return Err("a filter has no functions".to_owned()),
    })
}

/// Compares what stands left of an operator with what stands right of it; false for what cannot be compared.
///
/// The text on the right decides: against a number it is one, against a truth value `true` is true, and `null` is null.
/// A text on the left is a text.
fn compare(relation: Relation, left: &Value, right: &Value) -> Result<bool, SelectError> {
    let is_null = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => &**text == "null",
        _ => false,
    };
    // of the right side to the left one
    let ordering = match (right, left) {
        (right, left) if is_null(right) || is_null(left) => is_null(left).cmp(&is_null(right)),
        (Value::String(right), Value::String(left)) => {
            right.encode_utf16().cmp(left.encode_utf16())
        }
        (Value::Number(right), Value::Number(left)) => {
            right.partial_cmp(left).unwrap_or(Ordering::Equal)
        }
        (Value::String(right), Value::Number(left)) => match number(right) {
            Some(right) => right.partial_cmp(left).unwrap_or(Ordering::Equal),
            None => return Err(SelectError::NoNumber(right.to_string())),
        },
        (Value::String(right), Value::Bool(left)) => right.eq_ignore_ascii_case("true").cmp(left),
        (Value::Bool(right), Value::Bool(left)) => right.cmp(left),
        _ => return Ok(false),
    };
    let is_one_null = matches!(right, Value::Null) != matches!(left, Value::Null);
    Ok(match relation {
        Relation::Equal => ordering.is_eq(),
        Relation::NotEqual => ordering.is_ne(),
        _ if is_one_null => false,
        Relation::Less => ordering.is_gt(),
        Relation::LessOrEqual => ordering.is_ge(),
        Relation::Greater => ordering.is_lt(),
        Relation::GreaterOrEqual => ordering.is_le(),
    })
}

fn number(text: &str) -> Option<Number> {
    match json::parse(text) {
        Ok(Value::Number(number)) => Some(number),
        _ => text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Number::from),
    }
}
