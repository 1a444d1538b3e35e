//! From the crate's tree to steps.

use jsonpath_rust::parser::model::{Segment, Selector};
use jsonpath_rust::parser::parse_json_path;

use crate::limits::{MAX_PATH_LENGTH, MAX_PATH_STEPS};

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
    if let Some(names) = text.get(from..).and_then(plain) {
        return Ok(names);
    }
    parsed(text, from)
}

/// `.a.b_c`, the form of nearly all paths, which needs no grammar: half of the time that an analysis took went there.
pub(super) fn plain(steps: &str) -> Option<Vec<Step>> {
    let mut names = steps.split('.');
    if names.next() != Some("") {
        return None;
    }
    let is_plain = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    names
        .map(|name| is_plain(name).then(|| Step::Name(name.into())))
        .collect()
}

/// The steps as the grammar reads them.
fn parsed(text: &str, from: usize) -> Result<Vec<Step>, SyntaxError> {
    let whole = |message: String| SyntaxError {
        message,
        from: 0,
        to: text.len(),
    };
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
    if steps.len() > MAX_PATH_STEPS && !steps.iter().all(Step::is_definite) {
        return Err(whole(format!(
            "a path with wildcards, slices or filters has at most {MAX_PATH_STEPS} steps"
        )));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_grammar_is_read_as_the_grammar_reads_it() {
        for text in [
            "$.a",
            "$.a.b",
            "$._x.Y9",
            "$.true.null",
            "$.a_b.c0",
            "$.length",
            "$$.Execution.Id",
        ] {
            let from = text.rfind('$').map_or(0, |at| at + 1);
            let plain = plain(&text[from..]).expect("a plain path");
            assert_eq!(Ok(plain), parsed(text, from), "{text}");
        }
        for text in [
            "", "a", ".", "..a", ".a.", ".1", ".a-b", ".a[0]", ".é", ".a()", ".a b", ".*",
        ] {
            assert!(text.is_empty() || plain(text).is_none(), "{text}");
        }
        assert_eq!(plain(""), Some(Vec::new()));
    }
}
