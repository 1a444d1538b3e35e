//! Paths: steps and filters.

use std::rc::Rc;

use super::tuples::{Rows, frame_of};
use super::{Evaluator, Here, array, finite, items_of, sequence};
use crate::jsonata::ast::{Kind, Node, Stage};
use crate::jsonata::error::Result;
use crate::jsonata::frame::Frame;
use crate::jsonata::value::{List, Val, mark};

impl Evaluator<'_, '_> {
    pub(super) fn path(&mut self, node: &Node, steps: &[Node], here: Here<'_>) -> Result<Val> {
        let (mut current, mut next) = match self.plain_start(node, steps, here)? {
            Start::Done(value) => return Ok(value),
            Start::At(value, next) => (value, next),
        };
        let mut tuples: Option<Rows> = None;
        let mut result = Val::Undefined;
        if next == 0 {
            let starts_with_variable = matches!(
                steps.first().map(|step| &step.kind),
                Some(Kind::Variable(_))
            );
            if !current.is_array() || starts_with_variable {
                current = sequence(vec![current]);
            }
        }
        let mut is_tuple_stream = false;
        while let Some(step) = steps.get(next) {
            is_tuple_stream |= step.tuple;
            if next == 0 && step.cons_array {
                result = self.evaluate(step, here.on(&current))?;
                // the next step looks for the items of an array, and where a predicate left a single one it finds the
                // characters of a text or nothing
                if !result.is_array() && steps.len() > 1 {
                    result = characters(&result);
                }
            } else if is_tuple_stream {
                tuples = Some(self.tuple_step(step, tuples.take(), here.on(&current))?);
            } else {
                result = self.step(step, here.on(&current), next + 1 == steps.len())?;
            }
            let is_empty = match &result {
                Val::Undefined => true,
                Val::String(text) => text.is_empty(),
                other => other.items().is_some_and(|items| items.len() == 0),
            };
            if !is_tuple_stream && is_empty {
                break;
            }
            if step.focus.is_none() {
                current = result.clone();
            }
            next += 1;
        }
        if is_tuple_stream {
            let rows = tuples.unwrap_or_default();
            if let Some(group) = &node.group {
                return self.group_rows(&group.pairs, group.at, &rows, here.environment);
            }
            if node.tuple {
                return Ok(Val::Tuples(Rc::new(rows)));
            }
            result = sequence(rows.iter().map(|row| row.value.clone()).collect());
        }
        if node.keep_singleton {
            result = kept_singleton(result);
        }
        match &node.group {
            Some(group) => self.group(&group.pairs, group.at, result, here.environment),
            None => Ok(result),
        }
    }

    /// Walks the first steps as long as they are plain names in objects, which is what most paths are.
    fn plain_start(&mut self, node: &Node, steps: &[Node], here: Here<'_>) -> Result<Start> {
        let is_plain = |step: &Node| {
            !step.tuple
                && step.stages.is_empty()
                && step.predicate.is_empty()
                && step.group.is_none()
        };
        if node.keep_singleton || node.group.is_some() || node.tuple {
            return Ok(Start::At(here.input.clone(), 0));
        }
        let (mut value, mut next) = (here.input.clone(), 0);
        if let Some(Node {
            kind: Kind::Variable(name),
            ..
        }) = steps.first().filter(|step| is_plain(step))
        {
            value = self.variable(name, here)?;
            next = 1;
        }
        if value.is_array() && next == 1 {
            // a sequence that a variable holds is taken apart by the usual way
            return Ok(Start::At(here.input.clone(), 0));
        }
        while let Some(Node {
            kind: Kind::Name(name),
            ..
        }) = steps.get(next).filter(|step| is_plain(step))
        {
            match &value {
                Val::Object(_) | Val::Record(_) => value = value.member(name),
                Val::Array(_) | Val::List(_) | Val::Tuples(_) => break,
                _ => value = Val::Undefined,
            }
            next += 1;
            if value.is_undefined() {
                return Ok(Start::Done(value));
            }
        }
        Ok(match next {
            0 => Start::At(value, 0),
            _ if next == steps.len() => Start::Done(value),
            _ if value.is_undefined() => Start::Done(value),
            _ if value.is_array() => Start::At(value, next),
            _ => Start::At(sequence(vec![value]), next),
        })
    }

    fn step(&mut self, step: &Node, here: Here<'_>, is_last: bool) -> Result<Val> {
        if let Kind::Sort(terms) = &step.kind {
            let sorted = self.sort(terms, step.at, here)?;
            return self.plain_stages(&step.stages, sorted, here.environment);
        }
        let mut found = Vec::new();
        for item in items_of_sequence(here.input) {
            let value = self.evaluate(step, here.on(&item))?;
            let value = self.plain_stages(&step.stages, value, here.environment)?;
            if !value.is_undefined() {
                found.push(value);
            }
        }
        if is_last
            && found.len() == 1
            && found
                .first()
                .is_some_and(|only| only.is_array() && !only.is_sequence())
        {
            return Ok(found.pop().unwrap_or(Val::Undefined));
        }
        let mut flat = Vec::with_capacity(found.len());
        for value in found {
            match value.items() {
                Some(items) if !value.has(mark::BUILT) => {
                    // all of them are held at once
                    self.charge(items.len() / 2)?;
                    flat.extend(items.iter());
                }
                _ => flat.push(value),
            }
        }
        Ok(sequence(flat))
    }

    fn plain_stages(
        &mut self,
        stages: &[Stage],
        mut value: Val,
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        for stage in stages {
            if let Stage::Filter(filter) = stage {
                value = self.filter(filter, value, environment)?;
            }
        }
        Ok(value)
    }

    /// `[…]`: by position when it gives numbers, else by truth.
    pub(super) fn filter(
        &mut self,
        predicate: &Node,
        input: Val,
        environment: &Rc<Frame>,
    ) -> Result<Val> {
        if let Val::Tuples(rows) = &input {
            let mut kept = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                let inner = frame_of(environment, row);
                let times =
                    self.times_kept(predicate, Here::new(&row.value, &inner), at, rows.len())?;
                self.bound_items(kept.len() + times)?;
                kept.extend(std::iter::repeat_n(row.clone(), times));
            }
            return Ok(Val::Tuples(Rc::new(kept)));
        }
        if let Kind::Number(number) = predicate.kind {
            let Some(items) = input.items() else {
                let hits = position(number, 1) == Some(0) && !input.is_undefined();
                return Ok(if hits {
                    sequence(vec![input])
                } else {
                    sequence(Vec::new())
                });
            };
            return Ok(
                match position(number, items.len()).and_then(|at| items.get(at)) {
                    Some(item) if item.is_array() => item,
                    Some(item) if !item.is_undefined() => sequence(vec![item]),
                    _ => sequence(Vec::new()),
                },
            );
        }
        let items = if input.is_array() {
            items_of(&input)
        } else {
            vec![input]
        };
        let count = items.len();
        let mut kept = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let times = self.times_kept(predicate, Here::new(&item, environment), at, count)?;
            self.bound_items(kept.len() + times)?;
            kept.extend(std::iter::repeat_n(item, times));
        }
        Ok(sequence(kept))
    }

    /// How often the item at a place stays: once for each of several numbers that mean it.
    fn times_kept(
        &mut self,
        predicate: &Node,
        here: Here<'_>,
        at: usize,
        count: usize,
    ) -> Result<usize> {
        let found = self.evaluate(predicate, here)?;
        let is_meant = |number: f64| usize::from(position(number, count) == Some(at));
        if let Some(number) = finite(&found)? {
            return Ok(is_meant(number));
        }
        let Some(items) = found.items() else {
            return Ok(usize::from(self.boolean(&found)?));
        };
        self.charge_items(items.len())?;
        let mut times = Some(0);
        for item in items.iter() {
            let number = finite(&item)?;
            times = times.and_then(|times| Some(times + is_meant(number?)));
        }
        match times {
            Some(times) => Ok(times),
            None => Ok(usize::from(self.boolean(&found)?)),
        }
    }

    /// `$lookup`
    pub(in crate::jsonata) fn member_of(&mut self, name: &str, input: &Val) -> Result<Val> {
        self.name(name, input)
    }

    pub(super) fn name(&mut self, name: &str, input: &Val) -> Result<Val> {
        let Some(items) = input.items() else {
            return Ok(input.member(name));
        };
        self.charge(items.len())?;
        let mut found = Vec::new();
        for item in items.iter() {
            let value = if item.is_array() {
                self.name(name, &item)?
            } else {
                item.member(name)
            };
            match value.items() {
                Some(inner) => found.extend(inner.iter()),
                None if value.is_undefined() => {}
                None => found.push(value),
            }
        }
        Ok(sequence(found))
    }

    pub(super) fn wildcard(&mut self, input: &Val) -> Result<Val> {
        let input = match input {
            Val::List(list) if list.has(mark::OUTER) => {
                list.items.first().cloned().unwrap_or(Val::Undefined)
            }
            other => other.clone(),
        };
        let mut found = Vec::new();
        let values: Vec<Val> = match (input.items(), input.members()) {
            (Some(items), _) => items.to_vec(),
            (_, Some(members)) => members.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        };
        self.charge_items(values.len())?;
        let has_arrays = values.iter().any(Val::is_array);
        for value in values {
            if value.is_array() {
                self.flatten(&value, &mut found)?;
            } else {
                found.push(value);
            }
        }
        // JSONata appends the items of an array to the sequence, which is none any more
        Ok(match has_arrays {
            true => array(found),
            false => sequence(found),
        })
    }

    fn flatten(&mut self, value: &Val, found: &mut Vec<Val>) -> Result<()> {
        self.charge(1)?;
        match value.items() {
            Some(items) => items.iter().try_for_each(|item| self.flatten(&item, found)),
            None => {
                found.push(value.clone());
                Ok(())
            }
        }
    }

    /// `**`: the value and everything inside it, outer before inner; arrays themselves left out.
    pub(super) fn descendants(&mut self, input: &Val) -> Result<Val> {
        if input.is_undefined() {
            return Ok(Val::Undefined);
        }
        let mut found = Vec::new();
        let mut waiting = vec![input.clone()];
        while let Some(value) = waiting.pop() {
            self.charge(1)?;
            let inner: Vec<Val> = match (value.items(), value.members()) {
                (Some(items), _) => items.to_vec(),
                (_, Some(members)) => members.iter().map(|(_, value)| value).collect(),
                _ => Vec::new(),
            };
            waiting.extend(inner.into_iter().rev());
            if !value.is_array() {
                found.push(value);
            }
        }
        Ok(match found.len() {
            1 => found.pop().unwrap_or(Val::Undefined),
            _ => sequence(found),
        })
    }
}

/// A text as JavaScript indexes it; nothing of anything else.
fn characters(value: &Val) -> Val {
    match value {
        Val::String(text) if !text.is_empty() => {
            let characters = text.chars().map(|c| Val::string(c.to_string()));
            array(characters.collect())
        }
        Val::String(_) => value.clone(),
        _ => Val::Undefined,
    }
}

/// `[]`: what is one value alone stays an array.
fn kept_singleton(result: Val) -> Val {
    match result {
        Val::List(list) => {
            let is_built = list.has(mark::BUILT) && !list.has(mark::SEQUENCE);
            let kept = if is_built {
                sequence(vec![Val::List(list)])
            } else {
                Val::List(list)
            };
            if let Val::List(list) = &kept {
                list.mark(mark::KEEP);
            }
            kept
        }
        Val::Array(items) => {
            let items = items.items().iter().map(Val::from).collect();
            Val::List(Rc::new(List::new(items, mark::KEEP)))
        }
        other => other,
    }
}

enum Start {
    Done(Val),
    /// The sequence that the step with a number goes on with.
    At(Val, usize),
}

/// The items that a step looks at: those of an array; nothing is one item too.
pub(super) fn items_of_sequence(input: &Val) -> Vec<Val> {
    match input.items() {
        Some(items) => items.to_vec(),
        None => vec![input.clone()],
    }
}

/// The place that a number means among `count`; from the end when it is negative.
fn position(number: f64, count: usize) -> Option<usize> {
    let whole = number.floor();
    let place = if whole < 0.0 {
        whole + count as f64
    } else {
        whole
    };
    (place >= 0.0 && place < count as f64).then_some(place as usize)
}
