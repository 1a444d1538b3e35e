//! Help for an editor: [`crate::assist`] in UTF-16 code units.

use serde::Serialize;

use crate::assist::{self, CompletionKind};
use crate::json;
use crate::text::{LineIndex, Span};

/// Something that can stand where the cursor is: replace `from..to` by `insert`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Completion {
    /// What a list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means, a sentence; empty where the label says it.
    pub detail: String,
    /// What replaces the range.
    pub insert: String,
    /// Where the cursor goes, in UTF-16 code units of `insert`.
    pub caret: u32,
    /// First unit; the same for all of an answer, as is `to`.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
}

/// What something in the text means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Explanation {
    /// First unit.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
    /// Its name.
    pub title: String,
    /// A paragraph; code stands in backticks.
    pub text: String,
}

/// A state that is named where the cursor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedState {
    /// Its name.
    pub name: String,
    /// Where it is defined: its name in `States`, without quotes.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
}

/// Replace `from..to` by `insert`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TextEdit {
    /// First unit.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
    /// What is put there.
    pub insert: String,
}

/// What can stand at an offset, the likeliest first; `input` is the execution's as JSON text, where there is one.
///
/// ```
/// use asl_playground::api::assist::complete;
/// let found = complete(r#"{ "StartAt": "", "States": { "Pay": { "Type": "Pass" } } }"#, 14, None);
/// assert_eq!(found[0].label, "Pay");
/// ```
pub fn complete(definition: &str, offset: u32, input: Option<&str>) -> Vec<Completion> {
    let index = LineIndex::new(definition);
    let input = input.and_then(|text| json::parse(text).ok());
    let found = assist::complete(definition, index.byte(offset), input.as_ref());
    let first = found.first().map(|item| ends(item.span, &index));
    let (from, to) = first.unwrap_or_default();
    found
        .into_iter()
        .map(|item| {
            let before = item.insert.get(..item.caret).unwrap_or_default();
            Completion {
                caret: before.encode_utf16().count() as u32,
                label: item.label,
                kind: item.kind,
                detail: item.detail,
                insert: item.insert,
                from,
                to,
            }
        })
        .collect()
}

/// Explains what stands at an offset.
pub fn hover(definition: &str, offset: u32) -> Option<Explanation> {
    let index = LineIndex::new(definition);
    let found = assist::hover(definition, index.byte(offset))?;
    let (from, to) = ends(found.span, &index);
    Some(Explanation {
        from,
        to,
        title: found.title,
        text: found.text,
    })
}

/// The state that is named at an offset.
pub fn locate(definition: &str, offset: u32) -> Option<NamedState> {
    let index = LineIndex::new(definition);
    let found = assist::locate(definition, index.byte(offset))?;
    let (from, to) = ends(found.span, &index);
    Some(NamedState {
        name: found.name.to_string(),
        from,
        to,
    })
}

/// Gives the state that is named at an offset another name, wherever its level of the machine names it.
///
/// # Errors
/// A sentence: there is no state, or the new name cannot be one.
pub fn rename(definition: &str, offset: u32, new_name: &str) -> Result<Vec<TextEdit>, String> {
    let index = LineIndex::new(definition);
    let edits = assist::rename(definition, index.byte(offset), new_name)?;
    let edit = |edit: assist::Edit| {
        let (from, to) = ends(edit.span, &index);
        TextEdit {
            from,
            to,
            insert: edit.insert,
        }
    };
    Ok(edits.into_iter().map(edit).collect())
}

fn ends(span: Span, index: &LineIndex<'_>) -> (u32, u32) {
    (index.utf16(span.start), index.utf16(span.end))
}
