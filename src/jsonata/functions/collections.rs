//! Arrays, and functions over them.

use std::collections::HashMap;
use std::rc::Rc;

use super::argument;
use crate::json::Value;
use crate::jsonata::code::Code;
use crate::jsonata::digest::digest;
use crate::jsonata::error::{Fault, MEMORY_GUARD, Result};
use crate::jsonata::eval::{self, Evaluator, array, items_of, sequence};
use crate::jsonata::function::Function;
use crate::jsonata::value::Val;
use crate::ordering::sort_by;

/// What a function is to be called for the parts of, and the function, if it is one.
pub(super) fn with_function(arguments: &[Val]) -> Option<(&Val, &Rc<Function>)> {
    Some((argument(arguments, 0), argument(arguments, 1).function()?))
}

/// The same of items, if there are any.
fn items_with_function(arguments: &[Val]) -> Option<(&Val, &Rc<Function>)> {
    with_function(arguments).filter(|(whole, _)| !whole.is_undefined())
}

/// Calls a function with as many of value, key and whole as it looks at.
pub(super) fn call_with(
    evaluator: &mut Evaluator<'_, '_>,
    function: &Rc<Function>,
    parts: [Val; 3],
) -> Result<Val> {
    let count = function.arity().clamp(1, 3);
    evaluator.apply_nested(function, parts.into_iter().take(count).collect())
}

pub(super) fn map(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some((whole, function)) = items_with_function(arguments) else {
        return Ok(Val::Undefined);
    };
    let mut found = Vec::new();
    for (at, item) in items_of(whole).into_iter().enumerate() {
        let value = call_with(evaluator, function, [item, Val::count(at), whole.clone()])?;
        if !value.is_undefined() {
            found.push(value);
        }
    }
    Ok(sequence(found))
}

pub(super) fn filter(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some((whole, function)) = items_with_function(arguments) else {
        return Ok(Val::Undefined);
    };
    let mut kept = Vec::new();
    for (at, item) in items_of(whole).into_iter().enumerate() {
        let holds = call_with(
            evaluator,
            function,
            [item.clone(), Val::count(at), whole.clone()],
        )?;
        if evaluator.boolean(&holds)? {
            kept.push(item);
        }
    }
    Ok(sequence(kept))
}

pub(super) fn single(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let whole = argument(arguments, 0);
    if whole.is_undefined() {
        return Ok(Val::Undefined);
    }
    let mut found = None;
    for (at, item) in items_of(whole).into_iter().enumerate() {
        let holds = match argument(arguments, 1).function() {
            Some(function) => {
                let parts = [item.clone(), Val::count(at), whole.clone()];
                let holds = call_with(evaluator, function, parts)?;
                evaluator.boolean(&holds)?
            }
            None => true,
        };
        if holds && found.replace(item).is_some() {
            return Err(Fault::new(Code::D3138));
        }
    }
    found.ok_or_else(|| Fault::new(Code::D3139))
}

pub(super) fn reduce(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some((whole, function)) = items_with_function(arguments) else {
        return Ok(Val::Undefined);
    };
    let arity = function.arity();
    if arity < 2 {
        return Err(Fault::new(Code::D3050).index(1));
    }
    let mut items = items_of(whole).into_iter().enumerate();
    let mut result = match argument(arguments, 2) {
        Val::Undefined => items.next().map_or(Val::Undefined, |(_, first)| first),
        initial => initial.clone(),
    };
    for (at, item) in items {
        let parts = [result, item, Val::count(at), whole.clone()];
        let parts = parts.into_iter().take(arity.min(4)).collect();
        result = evaluator.apply_nested(function, parts)?;
    }
    Ok(result)
}

pub(super) fn zip(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let lists: Vec<Vec<Val>> = arguments.iter().map(items_of).collect();
    let shortest = lists.iter().map(Vec::len).min().unwrap_or(0);
    evaluator.charge_items(lists.iter().map(Vec::len).sum())?;
    evaluator.charge(shortest)?;
    let row = |at: usize| {
        array(
            lists
                .iter()
                .filter_map(|list| list.get(at).cloned())
                .collect(),
        )
    };
    Ok(array((0..shortest).map(row).collect()))
}

pub(super) fn append(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let (first, second) = (argument(arguments, 0), argument(arguments, 1));
    let count = |value: &Val| value.items().map_or(1, |items| items.len());
    let items = count(first) + count(second);
    evaluator.bound_items(items)?;
    evaluator.charge_items(items)?;
    Ok(eval::append([first.clone(), second.clone()]))
}

pub(super) fn reverse(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(items) = argument(arguments, 0).items() else {
        return Ok(Val::Undefined);
    };
    evaluator.charge_items(items.len())?;
    let mut items = items.to_vec();
    items.reverse();
    Ok(array(items))
}

pub(super) fn sort(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let whole = argument(arguments, 0);
    let Some(items) = whole.items() else {
        return Ok(Val::Undefined);
    };
    let items = items.to_vec();
    if items.len() <= 1 {
        return Ok(whole.clone());
    }
    evaluator.charge(items.len())?;
    // a long text is looked at about as often as the items can be halved
    let of_texts = (whole.extent().weight as usize).saturating_sub(items.len());
    evaluator.charge(of_texts.saturating_mul(items.len().ilog2() as usize))?;
    let sorted = match argument(arguments, 1).function() {
        Some(function) => eval::merge_sort(
            evaluator,
            items,
            &|evaluator: &mut Evaluator<'_, '_>, a: &Val, b: &Val| {
                let after = evaluator.apply_nested(function, vec![a.clone(), b.clone()])?;
                Ok(after.is_truthy())
            },
        )?,
        None => {
            let all_texts = items.iter().all(|item| item.text().is_some());
            let mut all_numbers = true;
            for item in &items {
                all_numbers &= eval::finite(item)?.is_some();
            }
            if !all_texts && !all_numbers {
                return Err(Fault::new(Code::D3070));
            }
            let mut items = items;
            sort_by(&mut items, |a, b| match (a, b) {
                (Val::String(a), Val::String(b)) => a.encode_utf16().cmp(b.encode_utf16()),
                _ => a
                    .number()
                    .partial_cmp(&b.number())
                    .unwrap_or(std::cmp::Ordering::Equal),
            });
            items
        }
    };
    Ok(array(sorted))
}

/// Fisher and Yates's shuffle with the run's own chance.
pub(super) fn shuffle(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(items) = argument(arguments, 0).items() else {
        return Ok(Val::Undefined);
    };
    evaluator.charge_items(2 * items.len())?;
    let mut items = items.to_vec();
    for at in (1..items.len()).rev() {
        let other = (evaluator.ambient.random.next_f64() * (at + 1) as f64) as usize;
        items.swap(at, other.min(at));
    }
    Ok(array(items))
}

pub(super) fn distinct(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let whole = argument(arguments, 0);
    let Some(items) = whole.items().filter(|items| items.len() > 1) else {
        return Ok(whole.clone());
    };
    let mut kept: Vec<Val> = Vec::new();
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for item in items.iter() {
        evaluator.charge_value(&item)?;
        let alike = places.entry(digest(&item)).or_default();
        let is_known = |at: &usize| kept.get(*at).is_some_and(|known| known.equals(&item));
        if !alike.iter().any(is_known) {
            alike.push(kept.len());
            kept.push(item);
        }
    }
    Ok(if whole.is_sequence() {
        sequence(kept)
    } else {
        array(kept)
    })
}

/// AWS's `$partition`. A size is cut to a whole number; zero leaves nothing to take apart by, and without one all stays
/// together.
///
/// Source: public measurements on AWS.
pub(super) fn partition(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let (whole, size) = (argument(arguments, 0), argument(arguments, 1));
    if whole.is_undefined() {
        return Ok(Val::Undefined);
    }
    if !whole.is_array() {
        return Err(Fault::new(Code::T0412).index(1).kind(None));
    }
    let pieces = items_of(whole);
    if size.is_undefined() {
        return Ok(array(vec![array(pieces.to_vec())]));
    }
    if pieces.is_empty() {
        return Ok(Val::Undefined);
    }
    let size = match size.number() {
        None => return Ok(Val::Undefined),
        Some(size) if size <= -1.0 => {
            let message = "Second argument must be zero or greater";
            return Err(Fault::new(Code::D3137).text(message));
        }
        Some(size) if size < 1.0 => return Ok(Val::Undefined),
        Some(size) => size as usize,
    };
    evaluator.charge(pieces.len() / 4)?;
    evaluator.charge(pieces.len() / size)?;
    let pieces = pieces.chunks(size);
    Ok(array(pieces.map(|piece| array(piece.to_vec())).collect()))
}

/// Items of a `$range`; AWS's own function takes more memory than the operator does.
///
/// Source: public measurements on AWS.
const MOST_OF_RANGE: f64 = 360_145.0;

/// The last one is in it when it is hit. Arguments are cut to whole numbers.
///
/// Source: measured on AWS; a single element stands for itself.
pub(super) fn range(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let whole = |at| argument(arguments, at).number().map(f64::trunc);
    let (Some(first), Some(last), Some(step)) = (whole(0), whole(1), whole(2)) else {
        return Ok(Val::Undefined);
    };
    if step == 0.0 {
        return Ok(Val::Undefined);
    }
    let count = ((last - first) / step).floor() + 1.0;
    if count <= 0.0 {
        return Ok(sequence(Vec::new()));
    }
    if count > MOST_OF_RANGE {
        return Err(Fault::guard(MEMORY_GUARD));
    }
    evaluator.charge(count as usize)?;
    Ok(sequence(
        (0..count as u64)
            .map(|n| Val::from(&Value::from((first + n as f64 * step) as i64)))
            .collect(),
    ))
}
