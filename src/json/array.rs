//! Shared arrays.

use std::cell::{Cell, OnceCell};
use std::num::NonZeroUsize;
use std::rc::Rc;

use super::{Extent, Value, total};

/// A shared, immutable array.
#[derive(Clone, Debug, Default)]
pub struct Array(Rc<Node>);

#[derive(Debug, Default)]
struct Node {
    items: Vec<Value>,
    extent: Extent,
    /// Bytes of the compact text, once asked for.
    size: Cell<Option<NonZeroUsize>>,
    text: OnceCell<Rc<str>>,
}

impl Array {
    /// An array of `items`.
    pub fn new(items: Vec<Value>) -> Array {
        let extent = Extent::around(items.iter().map(Value::extent));
        Array(Rc::new(Node {
            items,
            extent,
            ..Node::default()
        }))
    }

    /// The elements.
    pub fn items(&self) -> &[Value] {
        &self.0.items
    }

    /// How many elements.
    pub fn len(&self) -> usize {
        self.0.items.len()
    }

    /// True for `[]`.
    pub fn is_empty(&self) -> bool {
        self.0.items.is_empty()
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<&Value> {
        self.0.items.get(index)
    }

    /// The same array with another element at `index`; an index past the end changes nothing.
    pub fn with(&self, index: usize, value: Value) -> Array {
        let mut items = self.0.items.clone();
        if let Some(slot) = items.get_mut(index) {
            *slot = value;
        }
        Array::new(items)
    }

    /// How much it holds, itself included.
    pub fn extent(&self) -> Extent {
        self.0.extent
    }

    pub(super) fn size(&self) -> usize {
        if let Some(known) = self.0.size.get() {
            return known.get();
        }
        let brackets_and_commas = 2 + self.len().saturating_sub(1);
        let items = total(self.0.items.iter().map(Value::size));
        let size = items.saturating_add(brackets_and_commas);
        self.0.size.set(NonZeroUsize::new(size));
        size
    }

    pub(super) fn text_cell(&self) -> &OnceCell<Rc<str>> {
        &self.0.text
    }

    pub(super) fn is_same(&self, other: &Array) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Array {
    fn eq(&self, other: &Array) -> bool {
        self.is_same(other) || self.0.items == other.0.items
    }
}

impl FromIterator<Value> for Array {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Array {
        Array::new(items.into_iter().collect())
    }
}
