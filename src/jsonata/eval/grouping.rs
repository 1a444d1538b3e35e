//! `{key: value}`: items with the same key together.

use std::collections::HashMap;
use std::rc::Rc;

use super::tuples::frame_of;
use super::{Evaluator, Here, array, items_of};
use crate::json::Key;
use crate::jsonata::ast::Node;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::frame::{Frame, Row};
use crate::jsonata::value::Val;

impl Evaluator<'_, '_> {
    /// `{key: value}` over the items of a value: those with the same key together.
    pub(super) fn group(
        &mut self,
        pairs: &[(Node, Node)],
        at: u32,
        input: Val,
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        if let Val::Tuples(rows) = &input {
            return self.group_rows(pairs, at, rows, environment);
        }
        let mut items = if input.is_array() {
            items_of(&input)
        } else {
            vec![input]
        };
        if items.is_empty() {
            items.push(Val::Undefined);
        }
        let mut groups: Groups<Val> = Groups::default();
        for item in items {
            for (index, (key, _)) in pairs.iter().enumerate() {
                let Some(key) = self.group_key(key, at, Here::new(&item, environment))? else {
                    continue;
                };
                groups.add(key, index, at, item.clone())?;
            }
        }
        let mut members = Vec::with_capacity(groups.all.len());
        for (key, index, items) in groups.all {
            let Some((_, value)) = pairs.get(index) else {
                continue;
            };
            self.charge_items(items.len())?;
            let data = append(items);
            let value = self.evaluate(value, Here::new(&data, environment))?;
            if !value.is_undefined() {
                members.push((key, value));
            }
        }
        Ok(Val::object(members))
    }

    fn group_key(&mut self, key: &Node, at: u32, here: Here<'_>) -> Result<Option<Key>> {
        match self.evaluate(key, here)? {
            Val::String(key) => Ok(Some(key)),
            Val::Undefined => Ok(None),
            other => Err(Fault::new(Code::T1003).at(at).value(&other)),
        }
    }

    pub(super) fn group_rows(
        &mut self,
        pairs: &[(Node, Node)],
        at: u32,
        rows: &[Rc<Row>],
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        let mut groups: Groups<Rc<Row>> = Groups::default();
        for row in rows {
            let inner = frame_of(environment, row);
            for (index, (key, _)) in pairs.iter().enumerate() {
                let Some(key) = self.group_key(key, at, Here::new(&row.value, &inner))? else {
                    continue;
                };
                groups.add(key, index, at, row.clone())?;
            }
        }
        let mut members = Vec::with_capacity(groups.all.len());
        for (key, index, rows) in groups.all {
            let Some((_, value)) = pairs.get(index) else {
                continue;
            };
            self.charge_items(rows.len())?;
            let joined = reduced(&rows);
            let inner = frame_of(environment, &joined);
            let value = self.evaluate(value, Here::new(&joined.value, &inner))?;
            if !value.is_undefined() {
                members.push((key, value));
            }
        }
        Ok(Val::object(members))
    }
}

/// What belongs to the keys of an object that is made of many items.
struct Groups<T> {
    /// The key, the number of the pair that it came from, and its items, in the order of the first ones.
    all: Vec<(Key, usize, Vec<T>)>,
    places: HashMap<Key, usize>,
}

impl<T> Default for Groups<T> {
    fn default() -> Groups<T> {
        Groups {
            all: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T> Groups<T> {
    fn add(&mut self, key: Key, pair: usize, at: u32, item: T) -> Result<()> {
        let place = *self.places.entry(key.clone()).or_insert(self.all.len());
        match self.all.get_mut(place) {
            Some((_, known, _)) if *known != pair => {
                Err(Fault::new(Code::D1009).at(at).value(&Val::String(key)))
            }
            Some((.., items)) => {
                items.push(item);
                Ok(())
            }
            None => {
                self.all.push((key, pair, vec![item]));
                Ok(())
            }
        }
    }
}

/// Rows of one group as one: values and bindings together.
fn reduced(rows: &[Rc<Row>]) -> Row {
    let mut bound: Vec<(Rc<str>, Vec<Val>)> = Vec::new();
    for (name, value) in rows.iter().flat_map(|row| &row.bound) {
        match bound.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(value.clone()),
            None => bound.push((name.clone(), vec![value.clone()])),
        }
    }
    Row {
        value: append(rows.iter().map(|row| row.value.clone())),
        bound: bound
            .into_iter()
            .map(|(name, values)| (name, append(values)))
            .collect(),
    }
}

/// `$append`: values as one array, the first with the second, the result with the third, and so on.
pub(in crate::jsonata) fn append(values: impl IntoIterator<Item = Val>) -> Val {
    let mut values = values.into_iter().filter(|value| !value.is_undefined());
    let (Some(first), second) = (values.next(), values.next()) else {
        return Val::Undefined;
    };
    let Some(second) = second else {
        return first;
    };
    let mut items = items_of(&first);
    for value in std::iter::once(second).chain(values) {
        items.extend(items_of(&value));
    }
    array(items)
}
