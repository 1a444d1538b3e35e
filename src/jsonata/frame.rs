//! Where variables live while an expression runs, and the rows of a tuple stream.

use std::cell::RefCell;
use std::rc::Rc;

use super::value::Val;

/// The variables of a block, a lambda or a row, and the frame around it.
pub(super) struct Frame {
    parent: Option<Rc<Frame>>,
    bound: RefCell<Vec<(Rc<str>, Val)>>,
}

/// One tuple of a stream: the context value and what `@$v`, `#$i` and `%` bound for it.
#[derive(Clone)]
pub(super) struct Row {
    pub value: Val,
    pub bound: Vec<(Rc<str>, Val)>,
}

impl Row {
    /// Sets a binding, in the place of an earlier one.
    pub fn bind(&mut self, name: &Rc<str>, value: Val) {
        match self.bound.iter_mut().find(|(known, _)| known == name) {
            Some((_, slot)) => *slot = value,
            None => self.bound.push((name.clone(), value)),
        }
    }
}

impl Frame {
    pub fn new(parent: Option<Rc<Frame>>, bound: Vec<(Rc<str>, Val)>) -> Rc<Frame> {
        Rc::new(Frame {
            parent,
            bound: RefCell::new(bound),
        })
    }

    /// The value of a name here or further out.
    pub fn lookup(self: &Rc<Frame>, name: &str) -> Option<Val> {
        let mut frame = Some(self);
        while let Some(present) = frame {
            let bound = present.bound.borrow();
            if let Some((_, value)) = bound.iter().rev().find(|(known, _)| **known == *name) {
                return Some(value.clone());
            }
            drop(bound);
            frame = present.parent.as_ref();
        }
        None
    }

    /// Binds a name in this frame.
    pub fn bind(&self, name: &Rc<str>, value: Val) {
        let mut bound = self.bound.borrow_mut();
        match bound.iter_mut().find(|(known, _)| known == name) {
            Some((_, slot)) => *slot = value,
            None => bound.push((name.clone(), value)),
        }
    }

    /// Forgets all values: cuts the cycles of closures that see themselves.
    pub fn clear(&self) {
        let values = std::mem::take(&mut *self.bound.borrow_mut());
        drop(values);
    }
}
