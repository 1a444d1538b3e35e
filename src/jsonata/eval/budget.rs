//! What an evaluation has taken of the steps that it has: work that is no evaluation is charged as so many of them.

use std::cmp::Ordering;

use super::Evaluator;
use crate::jsonata::error::{Fault, MEMORY_GUARD, Result, STEP_GUARD};
use crate::jsonata::value::Val;
use crate::limits::{MAX_JSONATA_ITEMS, MAX_JSONATA_STEPS, MAX_JSONATA_TEXT};
use crate::regex::{Match, Regex};

/// Items that are copied at the cost of one step, each to be let go soon.
pub(super) const ITEMS_PER_STEP: usize = 16;
/// Bytes of texts that are made by copying others at the cost of one step.
const MADE_BYTES_PER_STEP: usize = 512;
/// Bytes of texts that are looked at, or made one by one, at the cost of one step.
const READ_BYTES_PER_STEP: usize = 64;
/// Values of a result that are made at the cost of one step.
pub(super) const VALUES_MADE_PER_STEP: usize = 4;
/// Steps of a regular expression that count as one of the evaluation.
const REGEX_STEPS_PER_STEP: u64 = 4;

impl Evaluator<'_, '_> {
    /// The first match from a byte offset on.
    pub(in crate::jsonata) fn search(
        &mut self,
        regex: &Regex,
        text: &str,
        from: usize,
    ) -> Result<Option<Match>> {
        let given = MAX_JSONATA_STEPS.saturating_sub(self.steps) * REGEX_STEPS_PER_STEP;
        let mut left = given;
        let found = regex.find(text, from, &mut left);
        self.charge(((given - left) / REGEX_STEPS_PER_STEP) as usize)?;
        found.map_err(|_| Fault::guard(STEP_GUARD))
    }

    pub(super) fn step_taken(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps > MAX_JSONATA_STEPS {
            return Err(Fault::guard(STEP_GUARD));
        }
        Ok(())
    }

    /// Charges a sequence that is made item by item, if it is not too long.
    pub(in crate::jsonata) fn charge_sequence(&mut self, items: usize) -> Result<()> {
        self.bound_items(items)?;
        self.charge(items)
    }

    /// A sequence of so many items is not too long.
    pub(in crate::jsonata) fn bound_items(&self, items: usize) -> Result<()> {
        match items > MAX_JSONATA_ITEMS {
            true => Err(Fault::guard(MEMORY_GUARD)),
            false => Ok(()),
        }
    }

    /// Charges items that are copied.
    pub(in crate::jsonata) fn charge_items(&mut self, items: usize) -> Result<()> {
        self.items = self.items.saturating_add(items);
        let steps = self.items / ITEMS_PER_STEP;
        self.items %= ITEMS_PER_STEP;
        match steps {
            0 => Ok(()),
            steps => self.charge(steps),
        }
    }

    /// Charges a text that is, or will be, made of others, if it is not too long.
    pub(in crate::jsonata) fn charge_made(&mut self, bytes: usize) -> Result<()> {
        if bytes > MAX_JSONATA_TEXT {
            return Err(Fault::guard(MEMORY_GUARD));
        }
        self.charge(bytes / MADE_BYTES_PER_STEP)
    }

    /// A text that an operation made, if it is not too long.
    pub(in crate::jsonata) fn text(&mut self, text: String) -> Result<Val> {
        self.charge_made(text.len())?;
        Ok(Val::string(text))
    }

    /// Charges a picture, which is taken apart sign by sign, and whose separators are looked for among each other.
    pub(in crate::jsonata) fn charge_picture(&mut self, picture: &str) -> Result<()> {
        self.charge(picture.len())?;
        self.charge_by_picture(picture, picture)
    }

    /// Charges a text each sign of which may be compared with each separator of a picture.
    pub(in crate::jsonata) fn charge_by_picture(
        &mut self,
        text: &str,
        picture: &str,
    ) -> Result<()> {
        self.charge_items(text.len().saturating_mul(picture.len()))
    }

    /// Charges a text that is looked at, or made byte by byte.
    pub(in crate::jsonata) fn charge_read(&mut self, bytes: usize) -> Result<()> {
        self.charge(bytes / READ_BYTES_PER_STEP)
    }

    /// Charges a value that is looked at as a whole.
    pub(in crate::jsonata) fn charge_value(&mut self, value: &Val) -> Result<()> {
        self.charge(value.extent().weight as usize)
    }

    /// Equality by structure, charged.
    pub(in crate::jsonata) fn are_equal(&mut self, a: &Val, b: &Val) -> Result<bool> {
        let most = a.extent().weight.min(b.extent().weight);
        self.charge_items(most as usize)?;
        Ok(a.equals(b))
    }

    /// Two texts in JavaScript's order, charged.
    pub(in crate::jsonata) fn order_of_texts(&mut self, a: &str, b: &str) -> Result<Ordering> {
        let most = a.len().min(b.len());
        // of short ones the evaluations that gave them are the price
        if most >= READ_BYTES_PER_STEP {
            self.charge_read(most)?;
        }
        Ok(a.encode_utf16().cmp(b.encode_utf16()))
    }

    /// Charges work that is not an evaluation.
    pub(in crate::jsonata) fn charge(&mut self, work: usize) -> Result<()> {
        self.steps = self.steps.saturating_add(work as u64);
        self.step_taken()
    }
}
