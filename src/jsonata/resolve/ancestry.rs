//! How a `%` finds the step whose context it means.

use super::Resolver;
use crate::jsonata::ast::{Kind, Node};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};

/// A `%` that looks for its step, so many levels up.
pub(super) struct Slot {
    pub(super) label: usize,
    pub(super) level: i32,
}

impl Resolver {
    pub(super) fn parent(&mut self, at: u32) -> Node {
        let id = self.slots.len();
        self.slots.push(Slot {
            label: id,
            level: 1,
        });
        Node::new(Kind::Parent(id), at)
    }

    /// Lets the `%` of the last step find their steps before it.
    pub(super) fn resolve_ancestry(&mut self, path: &mut Node) -> Result<()> {
        let Kind::Path(steps) = &mut path.kind else {
            return Ok(());
        };
        let Some(last) = steps.last() else {
            return Ok(());
        };
        let mut slots = Vec::new();
        push_seeking(&mut slots, last);
        for slot in slots {
            let mut next = steps.len().checked_sub(2);
            while self.slots.get(slot).is_some_and(|slot| slot.level > 0) {
                let Some(mut at) = next else {
                    path.seeking.push(slot);
                    break;
                };
                // of steps that bind their focus one after the other, the first counts
                while at > 0
                    && steps.get(at).is_some_and(|step| step.focus.is_some())
                    && steps.get(at - 1).is_some_and(|step| step.focus.is_some())
                {
                    at -= 1;
                }
                if let Some(step) = steps.get_mut(at) {
                    self.seek(step, slot)?;
                }
                next = at.checked_sub(1);
            }
        }
        Ok(())
    }

    /// One level up: through this step.
    pub(super) fn seek(&mut self, node: &mut Node, slot: usize) -> Result<()> {
        match &mut node.kind {
            Kind::Name(_) | Kind::Wildcard => {
                self.pass_step(node, slot);
                Ok(())
            }
            Kind::Parent(_) => {
                if let Some(slot) = self.slots.get_mut(slot) {
                    slot.level += 1;
                }
                Ok(())
            }
            Kind::Block(parts) => {
                if let Some(last) = parts.last_mut() {
                    self.seek(last, slot)?;
                    node.tuple = true;
                }
                Ok(())
            }
            Kind::Path(steps) => {
                for (nth, step) in steps.iter_mut().rev().enumerate() {
                    if nth > 0 && self.slots.get(slot).is_none_or(|slot| slot.level <= 0) {
                        break;
                    }
                    self.seek(step, slot)?;
                }
                node.tuple = true;
                Ok(())
            }
            _ => Err(Fault::new(Code::S0217).at(node.at)),
        }
    }

    /// One level up by one step, which may be the one that is looked for: it has one label for all that mean it.
    fn pass_step(&mut self, step: &mut Node, slot: usize) {
        let known = step.ancestor.and_then(|known| self.slots.get(known));
        let known = known.map(|known| known.label);
        let Some(seeking) = self.slots.get_mut(slot) else {
            return;
        };
        seeking.level -= 1;
        if seeking.level != 0 {
            return;
        }
        match known {
            Some(label) => seeking.label = label,
            None => step.ancestor = Some(slot),
        }
        step.tuple = true;
    }
}

/// The `%` of a part look on through the whole.
pub(super) fn push_seeking(outer: &mut Vec<usize>, inner: &Node) {
    outer.extend(&inner.seeking);
    if let Kind::Parent(slot) = inner.kind {
        outer.push(slot);
    }
}
