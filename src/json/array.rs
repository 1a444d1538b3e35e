//! Shared arrays.

use std::cell::{Cell, OnceCell};
use std::num::NonZeroUsize;
use std::rc::Rc;

use super::Value;

/// A shared, immutable array.
#[derive(Clone, Debug, Default)]
pub struct Array(Rc<Node>);

#[derive(Debug, Default)]
struct Node {
    items: Vec<Value>,
    depth: u16,
    /// Bytes of the compact text, once asked for.
    size: Cell<Option<NonZeroUsize>>,
    text: OnceCell<Rc<str>>,
}

impl Array {
    /// An array of `items`.
    pub fn new(items: Vec<Value>) -> Array {
        let depth = items
            .iter()
            .map(Value::depth)
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        Array(Rc::new(Node {
            items,
            depth,
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

    /// How deep containers nest, this one included; saturates.
    pub fn depth(&self) -> u16 {
        self.0.depth.max(1)
    }

    pub(super) fn size(&self) -> usize {
        if let Some(known) = self.0.size.get() {
            return known.get();
        }
        let commas = self.len().saturating_sub(1);
        let size = 2 + commas + self.0.items.iter().map(Value::size).sum::<usize>();
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
