//! Where variables live while an expression runs, and the rows of a tuple stream.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::value::Val;

/// Names and what they stand for.
type Bound = Vec<(Rc<str>, Val)>;

/// The variables of a block, a lambda or a row, and the frame around it.
pub(super) struct Frame {
    parent: Option<Rc<Frame>>,
    bound: RefCell<Bound>,
}

/// One tuple of a stream: the context value and what `@$v`, `#$i` and `%` bound for it.
#[derive(Clone)]
pub(super) struct Row {
    pub value: Val,
    pub bound: Bound,
}

impl Row {
    /// Sets a binding, in the place of an earlier one.
    pub(super) fn bind(&mut self, name: &Rc<str>, value: Val) {
        match self.bound.iter_mut().find(|(known, _)| known == name) {
            Some((_, slot)) => *slot = value,
            None => self.bound.push((name.clone(), value)),
        }
    }
}

impl Frame {
    pub(super) fn new(parent: Option<Rc<Frame>>, bound: Bound) -> Rc<Frame> {
        Rc::new(Frame {
            parent,
            bound: RefCell::new(bound),
        })
    }

    /// The value of a name here or further out.
    pub(super) fn lookup(self: &Rc<Frame>, name: &str) -> Option<Val> {
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
    pub(super) fn bind(&self, name: &Rc<str>, value: Val) {
        let mut bound = self.bound.borrow_mut();
        match bound.iter_mut().find(|(known, _)| known == name) {
            Some((_, slot)) => *slot = value,
            None => bound.push((name.clone(), value)),
        }
    }

    /// Forgets all values: cuts the cycles of closures that see themselves.
    pub(super) fn clear(&self) {
        let values = std::mem::take(&mut *self.bound.borrow_mut());
        drop(values);
    }
}

thread_local! {
    /// What frames that were let go had bound, while one of them is being emptied.
    static LET_GO: RefCell<Vec<Bound>> = const { RefCell::new(Vec::new()) };
    static IS_EMPTYING: Cell<bool> = const { Cell::new(false) };
}

/// A function holds the frame it was made in, whose variables may hold a function, and so on without end: each is let go
/// from here, not from inside the one before, so that no chain is too long for the machine's stack.
impl Drop for Frame {
    fn drop(&mut self) {
        let bound = std::mem::take(self.bound.get_mut());
        if !bound
            .iter()
            .any(|(_, value)| value.depth() > 0 || matches!(value, Val::Function(_)))
        {
            return;
        }
        LET_GO.with_borrow_mut(|waiting| waiting.push(bound));
        if IS_EMPTYING.replace(true) {
            return;
        }
        while let Some(bound) = LET_GO.with_borrow_mut(Vec::pop) {
            drop(bound);
        }
        IS_EMPTYING.set(false);
    }
}
