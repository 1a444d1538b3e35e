//! Steps of a path that hand on rows: a value each, and what was bound on the way to it.

use std::rc::Rc;

use super::paths::items_of_sequence;
use super::{Evaluator, items_of, parent_label};
use crate::jsonata::ast::{Kind, Node, Stage};
use crate::jsonata::error::Result;
use crate::jsonata::frame::{Frame, Row};
use crate::jsonata::value::Val;

pub(super) type Rows = Vec<Rc<Row>>;

/// What a row of a join costs: it takes more memory than anything else.
const STEPS_PER_ROW: usize = 4;

impl Evaluator<'_, '_> {
    pub(super) fn tuple_step(
        &mut self,
        step: &Node,
        input: &Val,
        before: Option<Rows>,
        environment: &Rc<Frame>,
    ) -> Result<Rows> {
        if let Kind::Sort(terms) = &step.kind {
            let rows = match before {
                Some(rows) => self.sort_rows(terms, step.at, rows, environment)?,
                None => {
                    let sorted = self.sort(terms, step.at, input, environment)?;
                    let rows = items_of(&sorted)
                        .into_iter()
                        .enumerate()
                        .map(|(at, value)| {
                            let mut row = Row {
                                value,
                                bound: Vec::new(),
                            };
                            if let Some(index) = &step.index {
                                row.bind(index, Val::count(at));
                            }
                            Rc::new(row)
                        });
                    rows.collect()
                }
            };
            return self.row_stages(&step.stages, rows, environment);
        }
        let before = before.unwrap_or_else(|| {
            let items = items_of_sequence(input).into_iter();
            items
                .map(|value| {
                    Rc::new(Row {
                        value,
                        bound: Vec::new(),
                    })
                })
                .collect()
        });
        let mut rows = Vec::new();
        for row in before {
            let inner = frame_of(environment, &row);
            let found = self.evaluate(step, &row.value, &inner)?;
            match found {
                Val::Undefined => {}
                Val::Tuples(found) => {
                    self.charge(found.len() * STEPS_PER_ROW)?;
                    for inner in found.iter() {
                        let mut joined = (*row).clone();
                        joined.value = inner.value.clone();
                        for (name, value) in &inner.bound {
                            joined.bind(name, value.clone());
                        }
                        rows.push(Rc::new(joined));
                    }
                }
                found => {
                    let items = if found.is_array() {
                        items_of(&found)
                    } else {
                        vec![found]
                    };
                    self.charge(items.len() * STEPS_PER_ROW)?;
                    for (at, item) in items.into_iter().enumerate() {
                        let mut made = (*row).clone();
                        match &step.focus {
                            Some(focus) => made.bind(focus, item),
                            None => made.value = item,
                        }
                        if let Some(index) = &step.index {
                            made.bind(index, Val::count(at));
                        }
                        if let Some(slot) = step.ancestor {
                            let label =
                                parent_label(self.labels.get(slot).copied().unwrap_or(slot));
                            made.bind(&label, row.value.clone());
                        }
                        rows.push(Rc::new(made));
                    }
                }
            }
        }
        self.row_stages(&step.stages, rows, environment)
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
                Stage::Index(name) => {
                    for (at, row) in rows.iter_mut().enumerate() {
                        let mut made = (**row).clone();
                        made.bind(name, Val::count(at));
                        *row = Rc::new(made);
                    }
                }
            }
        }
        Ok(rows)
    }
}

/// The frame in which an expression sees the bindings of a row.
pub(super) fn frame_of(environment: &Rc<Frame>, row: &Row) -> Rc<Frame> {
    if row.bound.is_empty() {
        return environment.clone();
    }
    Frame::new(Some(environment.clone()), row.bound.clone())
}
