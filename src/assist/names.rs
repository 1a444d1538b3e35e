//! Where states are named: the definition of a name, and a new name everywhere.

use std::rc::Rc;

use super::place::{is_quoted, touches};
use crate::definition::{StateMachine, parse, targets};
use crate::json::{write_string, yaml};
use crate::limits::MAX_STATE_NAME;
use crate::ordering::sort_by_key;
use crate::text::{Span, Spanned};

/// A state that is named at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its name.
    pub name: Rc<str>,
    /// Where it is defined: its name in `States`, without quotes.
    pub span: Span,
}

/// A replacement.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What is put there.
    pub insert: String,
}

/// The state that is named at an offset, in its own definition or by a transition to it.
pub fn locate(text: &str, offset: usize) -> Option<Named> {
    let (machine, _) = parse(text);
    let (level, name) = named(text, &machine, offset)?;
    definition(text, level, &name)
}

/// Gives the state that is named at an offset another name, wherever its level of the machine names it.
///
/// # Errors
/// A sentence: there is no state, or the new name cannot be one.
pub fn rename(text: &str, offset: usize, new_name: &str) -> Result<Vec<Edit>, String> {
    let (machine, _) = parse(text);
    let found = named(text, &machine, offset)
        .filter(|(level, name)| definition(text, level, name).is_some());
    let Some((level, name)) = found else {
        return Err("There is no state here.".to_owned());
    };
    let length = new_name.chars().count();
    if length == 0 {
        return Err("A state needs a name.".to_owned());
    }
    if length > MAX_STATE_NAME {
        return Err(format!(
            "A name may have {MAX_STATE_NAME} characters; this one has {length}."
        ));
    }
    if *new_name == *name {
        return Ok(Vec::new());
    }
    if machine
        .all_states()
        .iter()
        .any(|state| *state.name.value == *new_name)
    {
        return Err(format!(
            "There is a state “{new_name}” already; a name must be unique in the whole definition."
        ));
    }
    let is_yaml = yaml::is_yaml(text);
    let mut edits: Vec<Edit> = mentions(level)
        .filter(|mention| mention.value == name)
        .map(|mention| Edit {
            span: mention.span,
            insert: match is_yaml && !is_quoted(text, mention.span) {
                true => in_yaml(new_name),
                false => in_quotes(new_name),
            },
        })
        .collect();
    sort_by_key(&mut edits, |edit| edit.span);
    edits.dedup_by_key(|edit| edit.span);
    Ok(edits)
}

/// The name as it stands in YAML: without quotes, unless it would then be something else, inside of brackets too.
pub(super) fn in_yaml(name: &str) -> String {
    let is_plain = yaml::is_plain(name)
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    match is_plain {
        true => name.to_owned(),
        false => in_quotes(name),
    }
}

/// The name in double quotes, as JSON and YAML both have it.
pub(super) fn in_quotes(name: &str) -> String {
    let mut out = String::new();
    write_string(name, &mut out);
    out
}

/// The level and name that a place speaks of.
fn named<'a>(
    text: &str,
    machine: &'a StateMachine,
    offset: usize,
) -> Option<(&'a StateMachine, Rc<str>)> {
    machine.levels().into_iter().find_map(|level| {
        let is_here = |mention: &&Spanned<Rc<str>>| {
            let Span { start, end } = mention.span;
            touches(text, mention.span, offset) || (start as usize..end as usize).contains(&offset)
        };
        let mention = mentions(level).find(is_here)?;
        Some((level, mention.value.clone()))
    })
}

/// Where a level of the machine defines and names its states.
fn mentions(level: &StateMachine) -> impl Iterator<Item = &Spanned<Rc<str>>> {
    let of_states = level.states.iter().flat_map(|state| {
        let targets = targets(state).into_iter().map(|target| target.name);
        std::iter::once(&state.name).chain(targets)
    });
    level.start_at.iter().chain(of_states)
}

fn definition(text: &str, level: &StateMachine, name: &str) -> Option<Named> {
    let state = level
        .states
        .iter()
        .find(|state| *state.name.value == *name)?;
    let span = state.name.span;
    let span = if is_quoted(text, span) {
        let (start, end) = (span.start as usize + 1, span.end as usize);
        Span::new(start, end.saturating_sub(1).max(start))
    } else {
        span
    };
    Some(Named {
        name: state.name.value.clone(),
        span,
    })
}
