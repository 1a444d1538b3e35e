//! Steps of a path that hand on rows: a value each, and what was bound on the way to it.

use std::rc::Rc;

use super::paths::items_of_sequence;
use super::{Evaluator, Here, items_of, parent_label};
use crate::jsonata::ast::{Kind, Node, SortTerm, Stage};
use crate::jsonata::error::Result;
use crate::jsonata::frame::{Frame, Row};
use crate::jsonata::value::Val;

pub(super) type Rows = Vec<Rc<Row>>;

/// What a row of a join costs beside its bindings: it takes more memory than anything else.
const STEPS_PER_ROW: usize = 4;

impl Evaluator<'_, '_> {
    pub(super) fn tuple_step(
        &mut self,
        step: &Node,
        before: Option<Rows>,
        here: Here<'_>,
    ) -> Result<Rows> {
        let rows = match &step.kind {
            Kind::Sort(terms) => self.sorted_rows(step, terms, before, here)?,
            _ => {
                let before = before.unwrap_or_else(|| first_rows(here.input));
                let mut rows = Vec::new();
                for row in before {
                    let inner = frame_of(here.environment, &row);
                    let found = self.evaluate(step, Here::new(&row.value, &inner))?;
                    self.join(step, &row, found, &mut rows)?;
                }
                rows
            }
        };
        self.row_stages(&step.stages, rows, here.environment)
    }

    fn sorted_rows(
        &mut self,
        step: &Node,
        terms: &[SortTerm],
        before: Option<Rows>,
        here: Here<'_>,
    ) -> Result<Rows> {
        if let Some(rows) = before {
            return self.sort_rows(terms, step.at, rows, here.environment);
        }
        let sorted = self.sort(terms, step.at, here)?;
        let mut rows = first_rows_of(items_of(&sorted));
        if let Some(index) = &step.index {
            number(&mut rows, index);
        }
        Ok(rows)
    }

    /// Adds the rows that `row` becomes by what a step found for it.
    fn join(&mut self, step: &Node, row: &Row, found: Val, rows: &mut Rows) -> Result<()> {
        let items = match found {
            Val::Undefined => return Ok(()),
            Val::Tuples(found) => {
                self.charge_rows(found.len(), row)?;
                for inner in found.iter() {
                    let mut joined = row.clone();
                    joined.value = inner.value.clone();
                    for (name, value) in &inner.bound {
                        joined.bind(name, value.clone());
                    }
                    rows.push(Rc::new(joined));
                }
                return Ok(());
            }
            found if found.is_array() => items_of(&found),
            found => vec![found],
        };
        self.charge_rows(items.len(), row)?;
        for (at, item) in items.into_iter().enumerate() {
            let mut made = row.clone();
            match &step.focus {
                Some(focus) => made.bind(focus, item),
                None => made.value = item,
            }
            if let Some(index) = &step.index {
                made.bind(index, Val::count(at));
            }
            if let Some(slot) = step.ancestor {
                let label = parent_label(self.labels.get(slot).copied().unwrap_or(slot));
                made.bind(&label, row.value.clone());
            }
            rows.push(Rc::new(made));
        }
        Ok(())
    }

    /// Charges so many rows that have the bindings of another.
    fn charge_rows(&mut self, rows: usize, like: &Row) -> Result<()> {
        self.charge(rows * (STEPS_PER_ROW + like.bound.len()))
    }

    fn row_stages(
        &mut self,
        stages: &[Stage],
        mut rows: Rows,
        environment: &Rc<Frame>,
    ) -> Result<Rows> {
        for stage in stages {
            match stage {
                Stage::Filter(filter) => {
                    let filtered = self.filter(filter, Val::Tuples(Rc::new(rows)), environment)?;
                    rows = match filtered {
                        Val::Tuples(rows) => rows.to_vec(),
                        _ => Vec::new(),
                    };
                }
                Stage::Index(name) => number(&mut rows, name),
            }
        }
        Ok(rows)
    }
}

fn first_rows(input: &Val) -> Rows {
    first_rows_of(items_of_sequence(input))
}

/// Rows with which nothing is bound yet.
pub(super) fn first_rows_of(values: Vec<Val>) -> Rows {
    let row = |value| {
        let bound = Vec::new();
        Rc::new(Row { value, bound })
    };
    values.into_iter().map(row).collect()
}

/// Binds the number of each row to a name.
fn number(rows: &mut Rows, name: &Rc<str>) {
    for (at, row) in rows.iter_mut().enumerate() {
        Rc::make_mut(row).bind(name, Val::count(at));
    }
}

/// The frame in which an expression sees the bindings of a row.
pub(super) fn frame_of(environment: &Rc<Frame>, row: &Row) -> Rc<Frame> {
    if row.bound.is_empty() {
        return environment.clone();
    }
    Frame::new(Some(environment.clone()), row.bound.clone())
}
