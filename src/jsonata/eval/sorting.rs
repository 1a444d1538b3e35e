//! Sorting: stable, by terms or by a function that may fail.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use super::tuples::{first_rows_of, frame_of};
use super::{Evaluator, Here, items_of, sequence};
use crate::jsonata::ast::SortTerm;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::frame::{Frame, Row};
use crate::jsonata::value::Val;

impl Evaluator<'_, '_> {
    /// `^(…)` over plain items.
    pub(super) fn sort(&mut self, terms: &[SortTerm], at: u32, here: Here<'_>) -> Result<Val> {
        let rows = first_rows_of(items_of(here.input));
        let rows = self.sort_rows(terms, at, rows, here.environment)?;
        Ok(sequence(rows.iter().map(|row| row.value.clone()).collect()))
    }

    /// Terms are evaluated when a comparison asks for them: the later ones only among equals, none for a single row.
    pub(super) fn sort_rows(
        &mut self,
        terms: &[SortTerm],
        at: u32,
        rows: Vec<Rc<Row>>,
        environment: &Rc<Frame>,
    ) -> Result<Vec<Rc<Row>>> {
        let keyed = rows
            .into_iter()
            .map(|row| Keyed {
                frame: frame_of(environment, &row),
                row,
                keys: RefCell::default(),
            })
            .collect();
        let compare = |evaluator: &mut Self, a: &Keyed, b: &Keyed| {
            for (nth, term) in terms.iter().enumerate() {
                let (a, b) = (a.key(nth, term, evaluator)?, b.key(nth, term, evaluator)?);
                let ordering = evaluator.compare_keys(&a, &b, at)?;
                if ordering.is_ne() {
                    // nothing stays last whichever way is asked for
                    let missing = a.is_undefined() || b.is_undefined();
                    return Ok((term.descending && !missing) != ordering.is_gt());
                }
            }
            Ok(false)
        };
        let sorted = merge_sort(self, keyed, &compare)?;
        Ok(sorted.into_iter().map(|keyed| keyed.row).collect())
    }

    fn compare_keys(&mut self, a: &Val, b: &Val, at: u32) -> Result<Ordering> {
        match (a, b) {
            (Val::Undefined, Val::Undefined) => return Ok(Ordering::Equal),
            (Val::Undefined, _) => return Ok(Ordering::Greater),
            (_, Val::Undefined) => return Ok(Ordering::Less),
            (Val::String(a), Val::String(b)) => return self.order_of_texts(a, b),
            _ => {}
        }
        let is_sortable = |value: &Val| matches!(value, Val::String(_)) || value.number().is_some();
        for value in [a, b] {
            if !is_sortable(value) {
                return Err(Fault::new(Code::T2008).at(at).value(value));
            }
        }
        match (a.number(), b.number()) {
            (Some(a), Some(b)) => Ok(a.partial_cmp(&b).unwrap_or(Ordering::Equal)),
            _ => Err(Fault::new(Code::T2007).at(at).value(a).value2(b)),
        }
    }
}

/// A row with as many of its keys as were asked for.
struct Keyed {
    row: Rc<Row>,
    frame: Rc<Frame>,
    keys: RefCell<Vec<Val>>,
}

impl Keyed {
    fn key(&self, nth: usize, term: &SortTerm, evaluator: &mut Evaluator<'_, '_>) -> Result<Val> {
        if let Some(key) = self.keys.borrow().get(nth) {
            return Ok(key.clone());
        }
        let key = evaluator.evaluate(&term.expression, Here::new(&self.row.value, &self.frame))?;
        self.keys.borrow_mut().push(key.clone());
        Ok(key)
    }
}

/// Sorts stably, halves first, as JSONata does; `is_after` says that the first of two belongs behind the second.
pub(in crate::jsonata) fn merge_sort<T, E>(
    evaluator: &mut E,
    mut items: Vec<T>,
    is_after: &dyn Fn(&mut E, &T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    if items.len() <= 1 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let left = merge_sort(evaluator, items, is_after)?;
    let right = merge_sort(evaluator, right, is_after)?;
    merge(evaluator, left, right, is_after)
}

fn merge<T, E>(
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
