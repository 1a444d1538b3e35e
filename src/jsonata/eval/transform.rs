//! `|pattern|update, delete|`: a copy of a value in which the objects that a pattern finds are changed.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Evaluator, Here, array, items_of};
use crate::json::Key;
use crate::jsonata::ast::Transform;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::frame::Frame;
use crate::jsonata::value::{Record, Val};

/// What becomes of one object: members set, then members taken away.
struct Change {
    set: Vec<(Key, Val)>,
    delete: Vec<Rc<str>>,
}

/// The changes of each object, in the order in which they were found.
type Changes = HashMap<*const Record, Vec<Change>>;

impl Evaluator<'_, '_> {
    pub(super) fn transform(
        &mut self,
        transform: &Transform,
        subject: Val,
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        if subject.is_undefined() {
            return Ok(Val::Undefined);
        }
        if !subject.is_array() && subject.members().is_none() {
            return Err(Fault::new(Code::T0410).value(&subject).index(1));
        }
        let Some(Val::Function(clone)) = self.bound("clone", environment) else {
            return Err(Fault::new(Code::T2013));
        };
        let copy = self.apply_nested(&clone, vec![subject])?;
        let copy = self.separate(&copy)?;
        let found = self.evaluate(&transform.pattern, Here::new(&copy, environment))?;
        let mut changes = Changes::new();
        for matched in items_of(&found) {
            let change = self.change(transform, &matched, environment)?;
            if let Val::Record(record) = &matched {
                changes.entry(Rc::as_ptr(record)).or_default().push(change);
            }
        }
        self.changed(&copy, &changes)
    }

    /// What becomes of an object that the pattern found.
    fn change(
        &mut self,
        transform: &Transform,
        matched: &Val,
        environment: &Rc<Frame>,
    ) -> Result<Change> {
        let mut change = Change {
            set: Vec::new(),
            delete: Vec::new(),
        };
        let update = self.evaluate(&transform.update, Here::new(matched, environment))?;
        if !update.is_undefined() {
            let Some(members) = update.members() else {
                return Err(Fault::new(Code::T2011)
                    .at(transform.update.at)
                    .value(&update));
            };
            change.set = members
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect();
        }
        if let Some(delete) = &transform.delete {
            // it sees what the update has made of the object
            let updated = match matched {
                Val::Record(record) => {
                    let mut members = record.members.clone();
                    self.charge_items(members.len().saturating_mul(change.set.len()))?;
                    set_members(&mut members, &change.set);
                    Val::object(members)
                }
                other => other.clone(),
            };
            let names = self.evaluate(delete, Here::new(&updated, environment))?;
            for name in items_of(&names) {
                match name {
                    Val::String(name) => change.delete.push(name),
                    _ => return Err(Fault::new(Code::T2012).at(delete.at).value(&names)),
                }
            }
        }
        Ok(change)
    }

    /// A copy in which each object is a record of its own, so that a match can be told from its equals.
    fn separate(&mut self, value: &Val) -> Result<Val> {
        self.charge(1)?;
        if let Some(items) = value.items() {
            let items: Result<Vec<Val>> = items.iter().map(|item| self.separate(&item)).collect();
            return Ok(array(items?));
        }
        let Some(members) = value.members() else {
            return Ok(value.clone());
        };
        let mut copies = Vec::with_capacity(members.len());
        for (key, member) in members.iter() {
            copies.push((key.clone(), self.separate(&member)?));
        }
        Ok(Val::Record(Rc::new(Record::new(copies))))
    }

    fn changed(&mut self, value: &Val, changes: &Changes) -> Result<Val> {
        self.charge(1)?;
        if let Some(items) = value.items() {
            let items: Result<Vec<Val>> = items
                .iter()
                .map(|item| self.changed(&item, changes))
                .collect();
            return Ok(array(items?));
        }
        let Val::Record(record) = value else {
            return Ok(value.clone());
        };
        let mut members = Vec::with_capacity(record.members.len());
        for (key, member) in &record.members {
            members.push((key.clone(), self.changed(member, changes)?));
        }
        for change in changes.get(&Rc::as_ptr(record)).into_iter().flatten() {
            let compared = change.set.len() + change.delete.len();
            self.charge_items(members.len().saturating_mul(compared))?;
            set_members(&mut members, &change.set);
            members.retain(|(key, _)| !change.delete.contains(key));
        }
        Ok(Val::object(members))
    }
}

fn set_members(members: &mut Vec<(Key, Val)>, set: &[(Key, Val)]) {
    for (key, value) in set {
        match members.iter_mut().find(|(known, _)| known == key) {
            Some((_, slot)) => *slot = value.clone(),
            None => members.push((key.clone(), value.clone())),
        }
    }
}
