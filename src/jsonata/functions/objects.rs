//! Objects.

use std::collections::HashSet;

use super::argument;
use super::collections::{call_with, with_function};
use super::text;
use crate::json::Key;
use crate::jsonata::error::Result;
use crate::jsonata::eval::{Evaluator, array, sequence};
use crate::jsonata::stringify::{Layout, string_text};
use crate::jsonata::value::Val;

pub(super) fn sift(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some((whole, function)) = with_function(arguments) else {
        return Ok(Val::Undefined);
    };
    let Some(members) = whole.members() else {
        return Ok(Val::Undefined);
    };
    let mut kept: Vec<(Key, Val)> = Vec::new();
    for (key, value) in members.iter() {
        let parts = [value.clone(), Val::String(key.clone()), whole.clone()];
        let holds = call_with(evaluator, function, parts)?;
        if evaluator.boolean(&holds)? {
            kept.push((key.clone(), value));
        }
    }
    Ok(if kept.is_empty() {
        Val::Undefined
    } else {
        Val::object(kept)
    })
}

pub(super) fn each(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some((whole, function)) = with_function(arguments) else {
        return Ok(Val::Undefined);
    };
    let Some(members) = whole.members() else {
        return Ok(sequence(Vec::new()));
    };
    let mut found = Vec::new();
    for (key, value) in members.iter() {
        let value = call_with(
            evaluator,
            function,
            [value, Val::String(key.clone()), whole.clone()],
        )?;
        if !value.is_undefined() {
            found.push(value);
        }
    }
    Ok(sequence(found))
}

pub(super) fn keys(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let (mut keys, mut known) = (Vec::new(), HashSet::new());
    collect_keys(evaluator, argument(arguments, 0), &mut keys, &mut known)?;
    Ok(sequence(keys.into_iter().map(Val::String).collect()))
}

fn collect_keys(
    evaluator: &mut Evaluator<'_, '_>,
    value: &Val,
    keys: &mut Vec<Key>,
    known: &mut HashSet<Key>,
) -> Result<()> {
    evaluator.charge(1)?;
    if let Some(items) = value.items() {
        return items
            .iter()
            .try_for_each(|item| collect_keys(evaluator, &item, keys, known));
    }
    if let Some(members) = value.members() {
        evaluator.charge(members.len())?;
        for (key, _) in members.iter() {
            if known.insert(key.clone()) {
                keys.push(key.clone());
            }
        }
    }
    Ok(())
}

pub(super) fn lookup(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(key) = argument(arguments, 1).text() else {
        return Ok(Val::Undefined);
    };
    evaluator.member_of(key, argument(arguments, 0))
}

pub(super) fn spread(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let value = argument(arguments, 0);
    let mut found = Vec::new();
    spread_into(evaluator, value, &mut found)?;
    Ok(match value.items() {
        // JSONata appends to a sequence what each item gives, and what is appended to is none any more
        Some(items) if items.len() > 0 => array(found),
        None if value.members().is_none() => value.clone(),
        _ => sequence(found),
    })
}

fn spread_into(evaluator: &mut Evaluator<'_, '_>, value: &Val, found: &mut Vec<Val>) -> Result<()> {
    evaluator.charge(1)?;
    if let Some(items) = value.items() {
        return items
            .iter()
            .try_for_each(|item| spread_into(evaluator, &item, found));
    }
    match value.members() {
        Some(members) => {
            // an object for each
            evaluator.charge(4 * members.len())?;
            found.extend(
                members
                    .iter()
                    .map(|(key, value)| Val::object(vec![(key.clone(), value)])),
            );
        }
        None => found.push(value.clone()),
    }
    Ok(())
}

pub(super) fn merge(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(items) = argument(arguments, 0).items() else {
        return Ok(Val::Undefined);
    };
    let mut merged: Vec<(Key, Val)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for item in items.iter() {
        let Some(members) = item.members() else {
            continue;
        };
        evaluator.charge(members.len())?;
        for (key, value) in members.iter() {
            match places
                .get(key)
                .and_then(|place: &usize| merged.get_mut(*place))
            {
                Some((_, slot)) => *slot = value,
                None => {
                    places.insert(key.clone(), merged.len());
                    merged.push((key.clone(), value));
                }
            }
        }
    }
    Ok(Val::object(merged))
}

/// A copy by way of the text, which rounds numbers and has no word for functions.
pub(super) fn clone(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let value = argument(arguments, 0);
    if value.is_undefined() {
        return Ok(Val::Undefined);
    }
    let text = string_text(value, Layout::Compact)?;
    evaluator.charge_read(text.len())?;
    Ok(text::parsed(&text).unwrap_or_else(|| value.clone()))
}
