//! Values while an expression runs: JSON values, and what JSONata adds to them: nothing, sequences, functions.

use std::cell::Cell;
use std::rc::Rc;

use super::frame::Row;
use super::function::Function;
use crate::json::{Array, Extent, Key, Number, Object, Places, Value};

/// A value of an evaluation. Cheap to clone.
#[derive(Clone)]
pub(super) enum Val {
    /// No value: a missing member, a function without result.
    Undefined,
    Null,
    Bool(bool),
    /// A number as JavaScript has it: infinities included.
    Number(f64),
    /// A number of the input that JavaScript would print otherwise (`1.0`, integers above 2⁵³): computed with as a
    /// double, passed on as it was written.
    Written(Number),
    String(Rc<str>),
    /// An array of the input, or one made of plain values.
    Array(Array),
    /// An array or a sequence that the evaluation made.
    List(Rc<List>),
    Object(Object),
    /// An object that the evaluation made and that holds more than plain values.
    Record(Rc<Record>),
    Function(Rc<Function>),
    /// The rows of a path that is a step of another, while `%` looks through it.
    Tuples(Rc<Vec<Rc<Row>>>),
}

/// An array with JSONata's marks on it. The marks belong to the array, not to the place that refers to it.
pub(super) struct List {
    pub items: Vec<Val>,
    marks: Cell<u8>,
    extent: Extent,
}

/// Marks of a [`List`].
pub(super) mod mark {
    /// A result sequence: empty means nothing, a single item stands for itself.
    pub(crate) const SEQUENCE: u8 = 1;
    /// A sequence that stays an array with a single item: `a[]`.
    pub(crate) const KEEP: u8 = 2;
    /// Built by `[…]` in a path: not flattened into the sequence around it.
    pub(crate) const BUILT: u8 = 4;
    /// The sequence around an input that is an array.
    pub(crate) const OUTER: u8 = 8;
}

impl List {
    pub(super) fn new(items: Vec<Val>, marks: u8) -> List {
        let extent = Extent::around(items.iter().map(Val::extent));
        List {
            items,
            marks: Cell::new(marks),
            extent,
        }
    }

    pub(super) fn has(&self, mark: u8) -> bool {
        self.marks.get() & mark != 0
    }

    pub(super) fn mark(&self, mark: u8) {
        self.marks.set(self.marks.get() | mark);
    }
}

/// An object whose members may hold anything.
pub(super) struct Record {
    pub members: Vec<(Key, Val)>,
    places: Places,
    extent: Extent,
}

impl Record {
    pub(super) fn new(members: Vec<(Key, Val)>) -> Record {
        let extent = Extent::around(members.iter().map(|(_, value)| value.extent()));
        Record {
            members,
            places: Places::default(),
            extent,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Val> {
        let place = self.places.of(&self.members, key)?;
        self.members.get(place).map(|(_, value)| value)
    }
}

/// The items of any kind of array.
#[derive(Clone, Copy)]
pub(super) enum Items<'a> {
    Plain(&'a [Value]),
    Made(&'a [Val]),
}

impl<'a> Items<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Items::Plain(items) => items.len(),
            Items::Made(items) => items.len(),
        }
    }

    pub(super) fn get(self, index: usize) -> Option<Val> {
        match self {
            Items::Plain(items) => items.get(index).map(Val::from),
            Items::Made(items) => items.get(index).cloned(),
        }
    }

    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = Val> + 'a {
        (0..self.len()).map(move |at| self.get(at).unwrap_or(Val::Undefined))
    }

    pub(super) fn to_vec(self) -> Vec<Val> {
        match self {
            Items::Plain(items) => items.iter().map(Val::from).collect(),
            Items::Made(items) => items.to_vec(),
        }
    }
}

/// The members of any kind of object.
#[derive(Clone, Copy)]
pub(super) enum Members<'a> {
    Plain(&'a [(Key, Value)]),
    Made(&'a [(Key, Val)]),
}

impl<'a> Members<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Members::Plain(members) => members.len(),
            Members::Made(members) => members.len(),
        }
    }

    pub(super) fn get(self, index: usize) -> Option<(&'a Key, Val)> {
        match self {
            Members::Plain(members) => members.get(index).map(|(key, value)| (key, value.into())),
            Members::Made(members) => members.get(index).map(|(key, value)| (key, value.clone())),
        }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = (&'a Key, Val)> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }
}

impl Val {
    pub(super) fn string(text: impl Into<Rc<str>>) -> Val {
        Val::String(text.into())
    }

    /// A number that is a count or an index.
    pub(super) fn count(n: usize) -> Val {
        Val::Number(n as f64)
    }

    pub(super) fn is_undefined(&self) -> bool {
        matches!(self, Val::Undefined)
    }

    /// JavaScript's truth, which `$sort` goes by: that of `$boolean`, but arrays, objects and functions are all true.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Val::Undefined | Val::Null => false,
            Val::Bool(truth) => *truth,
            Val::String(text) => !text.is_empty(),
            other => other.number().is_none_or(|n| n != 0.0 && !n.is_nan()),
        }
    }

    /// As a double, infinities and all.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Val::Number(n) => Some(*n),
            Val::Written(n) => Some(n.as_f64()),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&Rc<str>> {
        match self {
            Val::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn function(&self) -> Option<&Rc<Function>> {
        match self {
            Val::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The items of an array or sequence.
    #[inline]
    pub(super) fn items(&self) -> Option<Items<'_>> {
        match self {
            Val::Array(array) => Some(Items::Plain(array.items())),
            Val::List(list) => Some(Items::Made(&list.items)),
            _ => None,
        }
    }

    pub(super) fn is_array(&self) -> bool {
        matches!(self, Val::Array(_) | Val::List(_))
    }

    /// The members of an object.
    pub(super) fn members(&self) -> Option<Members<'_>> {
        match self {
            Val::Object(object) => Some(Members::Plain(object.members())),
            Val::Record(record) => Some(Members::Made(&record.members)),
            _ => None,
        }
    }

    /// A result sequence.
    pub(super) fn is_sequence(&self) -> bool {
        self.has(mark::SEQUENCE)
    }

    pub(super) fn has(&self, mark: u8) -> bool {
        matches!(self, Val::List(list) if list.has(mark))
    }

    /// How deep containers nest.
    pub(super) fn depth(&self) -> u16 {
        self.extent().depth
    }

    /// How much it holds. Nothing looks into a function.
    pub(super) fn extent(&self) -> Extent {
        match self {
            Val::Array(array) => array.extent(),
            Val::Object(object) => object.extent(),
            Val::List(list) => list.extent,
            Val::Record(record) => record.extent,
            Val::String(text) => Extent::of_text(text.len()),
            Val::Function(function) => Extent {
                depth: function.depth(),
                ..Extent::SCALAR
            },
            _ => Extent::SCALAR,
        }
    }

    /// A value that a JSON container can hold as it is. A marked list is not: the marks would be lost.
    fn plain(&self) -> Option<Value> {
        Some(match self {
            Val::Null => Value::Null,
            Val::Bool(value) => Value::Bool(*value),
            Val::Number(n) if n.is_finite() => Value::Number(Number::from_js(*n)),
            Val::Written(n) => Value::Number(*n),
            Val::String(text) => Value::String(text.clone()),
            Val::Array(array) => Value::Array(array.clone()),
            Val::Object(object) => Value::Object(object.clone()),
            _ => return None,
        })
    }

    /// The JSON value, `None` when there is a function in it. Nothing within an array becomes `null`, an infinite
    /// number the string that AWS prints for it.
    pub(super) fn to_value(&self) -> Option<Value> {
        if let Some(value) = self.plain() {
            return Some(value);
        }
        Some(match self {
            Val::Number(n) if n.is_nan() => Value::from("NaN"),
            Val::Number(n) => Value::from(if *n > 0.0 { "Infinity" } else { "-Infinity" }),
            Val::List(list) => {
                let items: Option<Vec<Value>> = list.items.iter().map(Val::to_value).collect();
                Value::array(items?)
            }
            Val::Record(record) => {
                let members = record.members.iter();
                let members: Option<Vec<(Key, Value)>> = members
                    .map(|(key, value)| Some((key.clone(), value.to_value()?)))
                    .collect();
                Value::Object(Object::from_distinct(members?))
            }
            Val::Tuples(rows) => {
                let items: Option<Vec<Value>> =
                    rows.iter().map(|row| row.value.to_value()).collect();
                Value::array(items?)
            }
            Val::Function(_) => return None,
            _ => Value::Null,
        })
    }

    /// An object of members whose names differ: a JSON object when it holds nothing else.
    pub(super) fn object(members: Vec<(Key, Val)>) -> Val {
        let plain: Option<Vec<(Key, Value)>> = members
            .iter()
            .map(|(key, value)| Some((key.clone(), value.plain()?)))
            .collect();
        match plain {
            Some(plain) => Val::Object(Object::from_distinct(plain)),
            None => Val::Record(Rc::new(Record::new(members))),
        }
    }

    /// Equality by structure; functions are equal to themselves only.
    pub(super) fn equals(&self, other: &Val) -> bool {
        match (self, other) {
            (Val::Null, Val::Null) | (Val::Undefined, Val::Undefined) => true,
            (Val::Bool(a), Val::Bool(b)) => a == b,
            (Val::String(a), Val::String(b)) => a == b,
            (Val::Array(a), Val::Array(b)) => a == b,
            (Val::Object(a), Val::Object(b)) => a == b,
            (Val::Function(a), Val::Function(b)) => match (&**a, &**b) {
                (Function::Native(a), Function::Native(b)) => std::ptr::eq(*a, *b),
                _ => Rc::ptr_eq(a, b),
            },
            _ => match (self.number(), other.number()) {
                (Some(a), Some(b)) => a == b,
                _ => self.equals_made(other),
            },
        }
    }

    fn equals_made(&self, other: &Val) -> bool {
        if let (Some(a), Some(b)) = (self.items(), other.items()) {
            return a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.equals(&b));
        }
        let (Some(a), Some(b)) = (self.members(), other.members()) else {
            return false;
        };
        a.len() == b.len()
            && a.iter().all(|(key, value)| {
                let other = other.member(key);
                !other.is_undefined() && value.equals(&other)
            })
    }

    /// The member of an object, nothing for anything else.
    #[inline]
    pub(super) fn member(&self, key: &str) -> Val {
        match self {
            Val::Object(object) => object.get(key).map_or(Val::Undefined, Val::from),
            Val::Record(record) => record.get(key).cloned().unwrap_or(Val::Undefined),
            _ => Val::Undefined,
        }
    }
}

impl From<&Value> for Val {
    #[inline]
    fn from(value: &Value) -> Val {
        match value {
            Value::Null => Val::Null,
            Value::Bool(value) => Val::Bool(*value),
            Value::Number(number) => match *number {
                Number::Int(n) if n.unsigned_abs() <= 1 << 53 => Val::Number(n as f64),
                Number::Float(n) if n.fract() != 0.0 => Val::Number(n),
                other => Val::Written(other),
            },
            Value::String(text) => Val::String(text.clone()),
            Value::Array(array) => Val::Array(array.clone()),
            Value::Object(object) => Val::Object(object.clone()),
        }
    }
}
