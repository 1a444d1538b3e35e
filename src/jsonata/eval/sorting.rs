//! Sorting: stable, by terms or by a function that may fail.

use std::cmp::Ordering;
use std::rc::Rc;

use super::paths::frame_of;
use super::{Evaluator, items_of, sequence};
use crate::jsonata::ast::SortTerm;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::frame::{Frame, Row};
use crate::jsonata::value::Val;

impl Evaluator<'_, '_> {
    /// `^(…)` over plain items.
    pub(super) fn sort(
        &mut self,
        terms: &[SortTerm],
        input: &Val,
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        let rows = items_of(input)
            .into_iter()
            .map(|value| {
                Rc::new(Row {
                    value,
                    bound: Vec::new(),
                })
            })
            .collect();
        let rows = self.sort_rows(terms, rows, environment)?;
        Ok(sequence(rows.iter().map(|row| row.value.clone()).collect()))
    }

    pub(super) fn sort_rows(
        &mut self,
        terms: &[SortTerm],
        rows: Vec<Rc<Row>>,
        environment: &Rc<Frame>,
    ) -> Result<Vec<Rc<Row>>> {
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let inner = frame_of(environment, &row);
            let mut keys = Vec::with_capacity(terms.len());
            for term in terms {
                keys.push(self.evaluate(&term.expression, &row.value, &inner)?);
            }
            keyed.push((keys, row));
        }
        let compare = |_: &mut Self, (a, _): &(Vec<Val>, Rc<Row>), (b, _): &(Vec<Val>, Rc<Row>)| {
            for ((a, b), term) in a.iter().zip(b).zip(terms) {
                let ordering = compare_keys(a, b, term.expression.at)?;
                let ordering = if term.descending {
                    ordering.reverse()
                } else {
                    ordering
                };
                // nothing stays last whichever way is asked for
                let ordering = if a.is_undefined() || b.is_undefined() {
                    compare_keys(a, b, 0)?
                } else {
                    ordering
                };
                if ordering.is_ne() {
                    return Ok(ordering.is_gt());
                }
            }
            Ok(false)
        };
        let sorted = merge_sort(self, keyed, &compare)?;
        Ok(sorted.into_iter().map(|(_, row)| row).collect())
    }
}

fn compare_keys(a: &Val, b: &Val, at: u32) -> Result<Ordering> {
    match (a, b) {
        (Val::Undefined, Val::Undefined) => return Ok(Ordering::Equal),
        (Val::Undefined, _) => return Ok(Ordering::Greater),
        (_, Val::Undefined) => return Ok(Ordering::Less),
        (Val::String(a), Val::String(b)) => return Ok(a.encode_utf16().cmp(b.encode_utf16())),
        _ => {}
    }
    let is_sortable = |value: &Val| matches!(value, Val::String(_)) || value.number().is_some();
    for value in [a, b] {
        if !is_sortable(value) {
            return Err(Fault::new("T2008").at(at).value(value));
        }
    }
    match (a.number(), b.number()) {
        (Some(a), Some(b)) => Ok(a.partial_cmp(&b).unwrap_or(Ordering::Equal)),
        _ => Err(Fault::new("T2007").at(at).value(a).value2(b)),
    }
}

/// Sorts stably; `is_after` says that the first of two belongs behind the second.
pub(in crate::jsonata) fn merge_sort<T: Clone, E>(
    evaluator: &mut E,
    items: Vec<T>,
    is_after: &dyn Fn(&mut E, &T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    let mut runs: Vec<Vec<T>> = items.into_iter().map(|item| vec![item]).collect();
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut pairs = runs.into_iter();
        while let Some(left) = pairs.next() {
            match pairs.next() {
                Some(right) => merged.push(merge(evaluator, left, right, is_after)?),
                None => merged.push(left),
            }
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

fn merge<T: Clone, E>(
    evaluator: &mut E,
    left: Vec<T>,
    right: Vec<T>,
    is_after: &dyn Fn(&mut E, &T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        if is_after(evaluator, a, b)? {
            merged.extend(right.next());
        } else {
            merged.extend(left.next());
        }
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}
