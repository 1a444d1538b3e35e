//! Shared objects that keep the order of their members.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::rc::Rc;

use super::{Extent, Value, total, write};

/// A member name; shared between the values that use it.
pub type Key = Rc<str>;

/// From this many members on, names are found through an index instead of one by one.
const INDEX_FROM: usize = 12;

/// Where each name stands in a list of members that never changes.
#[derive(Debug, Default)]
pub(crate) struct Places(OnceCell<HashMap<Key, usize>>);

impl Places {
    /// The place of `key` in `members`, which are the same each time.
    pub(crate) fn of<V>(&self, members: &[(Key, V)], key: &str) -> Option<usize> {
        if members.len() < INDEX_FROM {
            return members.iter().position(|(name, _)| **name == *key);
        }
        let names = members.iter().enumerate();
        let index = || names.map(|(at, (name, _))| (name.clone(), at)).collect();
        self.0.get_or_init(index).get(key).copied()
    }
}

/// A shared, immutable object with members in order.
#[derive(Clone, Debug, Default)]
pub struct Object(Rc<Node>);

#[derive(Debug, Default)]
struct Node {
    members: Vec<(Key, Value)>,
    places: Places,
    extent: Extent,
    /// Bytes of the compact text, once asked for.
    size: Cell<Option<NonZeroUsize>>,
    text: OnceCell<Rc<str>>,
}

impl Object {
    /// An object of members whose names the caller knows to differ.
    pub fn from_distinct(members: Vec<(Key, Value)>) -> Object {
        let extent = Extent::around(members.iter().map(|(_, value)| value.extent()));
        Object(Rc::new(Node {
            members,
            extent,
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
        let known = known.filter(|&known| known < usize::MAX);
        let size = match self.position(key).and_then(|at| members.get_mut(at)) {
            Some((_, slot)) => {
                let size = known.and_then(|known| (known - slot.size()).checked_add(value.size()));
                *slot = value;
                size
            }
            None => {
                let comma = usize::from(!members.is_empty());
                let added = member_size(key, &value).saturating_add(comma);
                let size = known.and_then(|known| known.checked_add(added));
                members.push((key.clone(), value));
                size
            }
        };
        let object = Object::from_distinct(members);
        object.0.size.set(size.and_then(NonZeroUsize::new));
        object
    }

    /// How much it holds, itself included.
    pub fn extent(&self) -> Extent {
        self.0.extent
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.0.places.of(&self.0.members, key)
    }

    pub(super) fn size(&self) -> usize {
        if let Some(known) = self.0.size.get() {
            return known.get();
        }
        let braces_and_commas = 2 + self.len().saturating_sub(1);
        let members = self
            .0
            .members
            .iter()
            .map(|(key, value)| member_size(key, value));
        let size = total(members).saturating_add(braces_and_commas);
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

fn member_size(key: &str, value: &Value) -> usize {
    let name_and_colon = write::string_size(key) + 1;
    value.size().saturating_add(name_and_colon)
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
