//! Shared objects that keep the order of their members.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::rc::Rc;

use super::{Value, write};

/// A member name; shared between the values that use it.
pub type Key = Rc<str>;

/// From this many members on, names are found through an index instead of one by one.
const INDEX_FROM: usize = 12;

/// A shared, immutable object with members in order.
#[derive(Clone, Debug, Default)]
pub struct Object(Rc<Node>);

#[derive(Debug, Default)]
struct Node {
    members: Vec<(Key, Value)>,
    /// Places by name, for large objects, made when first needed.
    index: OnceCell<HashMap<Key, usize>>,
    depth: u16,
    /// Bytes of the compact text, once asked for.
    size: Cell<Option<NonZeroUsize>>,
    text: OnceCell<Rc<str>>,
}

impl Object {
    /// An object of members whose names the caller knows to differ.
    pub fn from_distinct(members: Vec<(Key, Value)>) -> Object {
        let depth = members
            .iter()
            .map(|(_, value)| value.depth())
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        Object(Rc::new(Node {
            members,
            depth,
            ..Node::default()
        }))
    }

    /// The members in order.
    pub fn members(&self) -> &[(Key, Value)] {
        &self.0.members
    }

    /// How many members.
    pub fn len(&self) -> usize {
        self.0.members.len()
    }

    /// True for `{}`.
    pub fn is_empty(&self) -> bool {
        self.0.members.is_empty()
    }

    /// The value of the member `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .members
            .get(self.position(key)?)
            .map(|(_, value)| value)
    }

    /// The same object with `key` set: at its place when it was there, else at the end.
    pub fn with(&self, key: &Key, value: Value) -> Object {
        let mut members = self.0.members.clone();
        let known = self.0.size.get().map(NonZeroUsize::get);
        let size = match self.position(key).and_then(|at| members.get_mut(at)) {
            Some((_, slot)) => {
                let size = known.map(|known| known + value.size() - slot.size());
                *slot = value;
                size
            }
            None => {
                let comma = usize::from(!members.is_empty());
                let size =
                    known.map(|known| known + comma + write::string_size(key) + 1 + value.size());
                members.push((key.clone(), value));
                size
            }
        };
        let object = Object::from_distinct(members);
        object.0.size.set(size.and_then(NonZeroUsize::new));
        object
    }

    /// How deep containers nest, this one included; saturates.
    pub fn depth(&self) -> u16 {
        self.0.depth.max(1)
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.0.members.len() < INDEX_FROM {
            return self.0.members.iter().position(|(name, _)| **name == *key);
        }
        let index = || {
            self.0
                .members
                .iter()
                .enumerate()
                .map(|(at, (name, _))| (name.clone(), at))
                .collect()
        };
        self.0.index.get_or_init(index).get(key).copied()
    }

    pub(super) fn size(&self) -> usize {
        if let Some(known) = self.0.size.get() {
            return known.get();
        }
        let commas = self.len().saturating_sub(1);
        let members = self
            .0
            .members
            .iter()
            .map(|(key, value)| write::string_size(key) + 1 + value.size());
        let size = 2 + commas + members.sum::<usize>();
        self.0.size.set(NonZeroUsize::new(size));
        size
    }

    pub(super) fn text_cell(&self) -> &OnceCell<Rc<str>> {
        &self.0.text
    }

    pub(super) fn is_same(&self, other: &Object) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        self.is_same(other)
            || self.len() == other.len()
                && self
                    .0
                    .members
                    .iter()
                    .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl FromIterator<(Key, Value)> for Object {
    /// Of two members with one name the later value wins, at the earlier's place.
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(members: I) -> Object {
        let mut gathered = Gathered::default();
        for (key, value) in members {
            gathered.put(key, value);
        }
        Object::from_distinct(gathered.members)
    }
}

/// Members whose names may repeat, on their way into an object. Apart from the iterators that give them, for the module
/// would have this code once for each kind of iterator.
#[derive(Default)]
struct Gathered {
    members: Vec<(Key, Value)>,
    /// Places by name, once there are many.
    index: HashMap<Key, usize>,
}

impl Gathered {
    #[inline(never)]
    fn put(&mut self, key: Key, value: Value) {
        let known = if self.members.len() < INDEX_FROM {
            self.members.iter().position(|(name, _)| *name == key)
        } else {
            if self.index.is_empty() {
                let places = self.members.iter().enumerate();
                self.index = places.map(|(at, (name, _))| (name.clone(), at)).collect();
            }
            self.index.get(&key).copied()
        };
        match known.and_then(|at| self.members.get_mut(at)) {
            Some((_, slot)) => *slot = value,
            None => {
                if !self.index.is_empty() {
                    self.index.insert(key.clone(), self.members.len());
                }
                self.members.push((key, value));
            }
        }
    }
}
