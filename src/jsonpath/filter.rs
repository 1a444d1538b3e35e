//! Filters: `[?(@.price < 10 && @.name == 'x')]`.

use jsonpath_rust::parser::model::{self as tree, Segment, Selector};
use jsonpath_rust::parser::model::{
    Comparable, Comparison, FilterAtom, FnArg, Literal, SingularQuery, SingularQuerySegment, Test,
    TestFunction,
};
use regex_lite::{Regex, RegexBuilder};

use crate::json::{Key, Number, Value};
use crate::limits::MAX_REGEX_BYTES;

/// A condition on one element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    Or(Vec<Filter>),
    And(Vec<Filter>),
    Not(Box<Filter>),
    /// `@.a`: it is there.
    Exists(Vec<Member>),
    /// `@.a < 10`
    Compare(Relation, Side, Side),
    /// `@.a =~ /x.*/`: the whole text, as Jayway matches.
    Matches(Side, Pattern),
}

/// A regular expression; equal to another with the same text.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
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
    Literal(Value),
    /// A place below `@`.
    Current(Vec<Member>),
    /// A place below `$`, the document that the path is about.
    Root(Vec<Member>),
}

/// One step below `@`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Member {
    Name(Key),
    Index(i64),
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

    /// Whether an element passes. What is not there equals nothing and is neither less nor greater.
    pub(super) fn holds(&self, element: &Value, root: &Value) -> bool {
        match self {
            Filter::Or(filters) => filters.iter().any(|filter| filter.holds(element, root)),
            Filter::And(filters) => filters.iter().all(|filter| filter.holds(element, root)),
            Filter::Not(filter) => !filter.holds(element, root),
            Filter::Exists(members) => walk(members, element).is_some(),
            Filter::Compare(relation, left, right) => compare(
                *relation,
                left.value(element, root),
                right.value(element, root),
            ),
            Filter::Matches(side, pattern) => {
                let text = side.value(element, root).and_then(Value::as_str);
                text.is_some_and(|text| pattern.0.is_match(text))
            }
        }
    }
}

impl Side {
    fn value<'a>(&'a self, element: &'a Value, root: &'a Value) -> Option<&'a Value> {
        match self {
            Side::Literal(value) => Some(value),
            Side::Current(members) => walk(members, element),
            Side::Root(members) => walk(members, root),
        }
    }
}

fn negated(filter: Filter, not: bool) -> Filter {
    if not {
        Filter::Not(Box::new(filter))
    } else {
        filter
    }
}

fn members(segments: &[Segment]) -> Result<Vec<Member>, String> {
    let member = |segment: &Segment| match segment {
        Segment::Selector(Selector::Name(name)) => Ok(Member::Name(name.as_str().into())),
        Segment::Selector(Selector::Index(index)) => Ok(Member::Index(*index)),
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
    let (flags, pattern) = match pattern.strip_prefix("(?i)") {
        Some(pattern) => ("(?i)", pattern),
        None => ("", pattern.as_str()),
    };
    let regex = RegexBuilder::new(&format!("{flags}^(?:{pattern})$"))
        .size_limit(MAX_REGEX_BYTES)
        .build();
    let regex = regex.map_err(|_| format!("`{pattern}` is no regular expression"))?;
    Ok(Filter::Matches(side, Pattern(regex)))
}

fn side(comparable: &Comparable) -> Result<Side, String> {
    let places = |segments: &[SingularQuerySegment]| {
        let member = |segment: &SingularQuerySegment| match segment {
            SingularQuerySegment::Name(name) => Member::Name(name.as_str().into()),
            SingularQuerySegment::Index(index) => Member::Index(*index),
        };
        segments.iter().map(member).collect()
    };
    Ok(match comparable {
        Comparable::Literal(literal) => Side::Literal(match literal {
            Literal::Int(n) => Value::from(*n),
            Literal::Float(n) => Value::Number(Number::from(*n)),
            Literal::String(text) => Value::from(text.as_str()),
            Literal::Bool(value) => Value::from(*value),
            Literal::Null => Value::Null,
        }),
        Comparable::SingularQuery(SingularQuery::Current(segments)) => {
            Side::Current(places(segments))
        }
        Comparable::SingularQuery(SingularQuery::Root(segments)) => Side::Root(places(segments)),
        Comparable::Function(_) => return Err("a filter has no functions".to_owned()),
    })
}

fn walk<'a>(members: &[Member], element: &'a Value) -> Option<&'a Value> {
    members
        .iter()
        .try_fold(element, |value, member| match member {
            Member::Name(name) => value.get(name),
            Member::Index(index) => value.as_array()?.get(usize::try_from(*index).ok()?),
        })
}

fn compare(relation: Relation, left: Option<&Value>, right: Option<&Value>) -> bool {
    let ordering = match (left, right) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => a.partial_cmp(b),
        (Some(Value::String(a)), Some(Value::String(b))) => {
            Some(a.encode_utf16().cmp(b.encode_utf16()))
        }
        _ => None,
    };
    match relation {
        Relation::Equal => left.is_some() && left == right,
        Relation::NotEqual => left.is_none() || left != right,
        Relation::Less => ordering.is_some_and(std::cmp::Ordering::is_lt),
        Relation::LessOrEqual => ordering.is_some_and(std::cmp::Ordering::is_le),
        Relation::Greater => ordering.is_some_and(std::cmp::Ordering::is_gt),
        Relation::GreaterOrEqual => ordering.is_some_and(std::cmp::Ordering::is_ge),
    }
}
