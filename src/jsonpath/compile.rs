//! From the crate's tree to steps.

use jsonpath_rust::parser::model::{Segment, Selector};
use jsonpath_rust::parser::parse_json_path;

use crate::limits::MAX_PATH_LENGTH;

use super::filter::Filter;
use super::{Step, SyntaxError, dialect};

/// The steps of `text` from `from` on.
pub(super) fn steps(text: &str, from: usize) -> Result<Vec<Step>, SyntaxError> {
    let whole = |message: String| SyntaxError {
        message,
        from: 0,
        to: text.len(),
    };
    if text.len() > MAX_PATH_LENGTH {
        return Err(whole(format!("a path has at most {MAX_PATH_LENGTH} bytes")));
    }
    if from == text.len() {
        return Ok(Vec::new());
    }
    let canonical = dialect::canonical(text, from)?;
    let query =
        parse_json_path(&canonical.text).map_err(|_| whole(format!("`{text}` is no JSONPath")))?;
    let mut steps = Vec::with_capacity(query.segments.len());
    for segment in &query.segments {
        steps.push(step(segment).map_err(whole)?);
    }
    for (at, back) in canonical.from_end {
        match steps.get_mut(at) {
            Some(step @ Step::Index(_)) => *step = Step::FromEnd(back),
            _ => return Err(whole("a script cannot follow `..`".to_owned())),
        }
    }
    let last = steps.len().saturating_sub(1);
    if steps
        .iter()
        .take(last)
        .any(|step| matches!(step, Step::Names(_)))
    {
        return Err(whole(
            "several names in one bracket can only be the last step".to_owned(),
        ));
    }
    Ok(steps)
}

fn step(segment: &Segment) -> Result<Step, String> {
    match segment {
        Segment::Selector(selector) => of_selector(selector),
        Segment::Selectors(selectors) => of_selectors(selectors),
        Segment::Descendant(inner) => match step(inner)? {
            Step::Names(_) => Err("several names cannot follow `..`".to_owned()),
            step => Ok(Step::Deep(Box::new(step))),
        },
    }
}

fn of_selector(selector: &Selector) -> Result<Step, String> {
    Ok(match selector {
        Selector::Name(name) => Step::Name(name.as_str().into()),
        Selector::Wildcard => Step::Wildcard,
        Selector::Index(index) => Step::Index(*index),
        Selector::Slice(from, to, None) => Step::Slice(*from, *to),
        Selector::Slice(..) => return Err("a slice has no step".to_owned()),
        Selector::Filter(filter) => Step::Filter(Filter::compile(filter)?),
    })
}

fn of_selectors(selectors: &[Selector]) -> Result<Step, String> {
    if let [selector] = selectors {
        return of_selector(selector);
    }
    let names: Option<Vec<_>> = selectors
        .iter()
        .map(|selector| match selector {
            Selector::Name(name) => Some(name.as_str().into()),
            _ => None,
        })
        .collect();
    let indexes: Option<Vec<_>> = selectors
        .iter()
        .map(|selector| match selector {
            Selector::Index(index) => Some(*index),
            _ => None,
        })
        .collect();
    match (names, indexes) {
        (Some(names), _) => Ok(Step::Names(names)),
        (None, Some(indexes)) => Ok(Step::Indexes(indexes)),
        (None, None) => Err("a bracket holds names or indexes, not both".to_owned()),
    }
}
