//! JSON values as the interpreter passes them on: immutable, member order kept, cheap to clone and to change at a path.
//!
//! [`Value`] shares its containers: cloning never copies data, and a changed value shares what did not change. Each
//! container knows its nesting depth at once and its size in bytes after the first question, so that checking a
//! payload against AWS's quota does not cost time in proportion to data that a transition did not touch.
//! [`node`] is the other tree of this module: a definition as it stands in a text, with spans.

mod array;
mod codec;
pub mod jackson;
mod members;
pub mod node;
mod number;
mod object;
pub mod parse;
mod write;
pub mod yaml;

pub use array::Array;
pub use codec::{ParseError, parse};
pub use number::Number;
pub(crate) use object::Places;
pub use object::{Key, Object};
pub use write::write_string;

use std::rc::Rc;

/// A JSON value. Equality is by structure: member order does not matter, and `1` equals `1.0`.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `1`, `1.0`, `1e3`
    Number(Number),
    /// `"text"`
    String(Rc<str>),
    /// `[1, 2]`
    Array(Array),
    /// `{"a": 1}`
    Object(Object),
}

impl Value {
    /// `{}`
    pub fn empty_object() -> Value {
        Value::Object(Object::default())
    }

    /// A string value.
    pub fn string(text: impl Into<Rc<str>>) -> Value {
        Value::String(text.into())
    }

    /// An array of `items`.
    pub fn array(items: Vec<Value>) -> Value {
        Value::Array(Array::new(items))
    }

    /// An object of members that have different names; of two with one name the later wins at the earlier's place.
    pub fn object<K: Into<Key>>(members: impl IntoIterator<Item = (K, Value)>) -> Value {
        Value::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A number.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// An array.
    pub fn as_array(&self) -> Option<&Array> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// An object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// True for `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// How deep containers nest: 0 for a scalar, 1 for `[]`.
    pub fn depth(&self) -> u16 {
        self.extent().depth
    }

    /// How much it holds. Known at once.
    pub fn extent(&self) -> Extent {
        match self {
            Value::Array(array) => array.extent(),
            Value::Object(object) => object.extent(),
            Value::String(text) => Extent::of_text(text.len()),
            _ => Extent::SCALAR,
        }
    }

    /// Bytes of the compact UTF-8 text; saturates. A container works it out once.
    pub fn size(&self) -> usize {
        match self {
            Value::Null => 4,
            Value::Bool(true) => 4,
            Value::Bool(false) => 5,
            Value::Number(number) => number.size(),
            Value::String(text) => write::string_size(text),
            Value::Array(array) => array.size(),
            Value::Object(object) => object.size(),
        }
    }

    /// Whether two values are one shared container or equal scalars; never walks into data. Of texts that are not shared
    /// only short ones are compared, for the same reason.
    pub fn is_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Array(a), Value::Array(b)) => a.is_same(b),
            (Value::Object(a), Value::Object(b)) => a.is_same(b),
            (Value::String(a), Value::String(b)) => Rc::ptr_eq(a, b) || (a.len() < 64 && a == b),
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a.is_identical(*b),
            _ => false,
        }
    }

    /// What kind of value it is, in JSON's words: `null`, `boolean`, `number`, `string`, `array`, `object`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

/// How much a value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Levels of containers: 0 for a scalar, 1 for `[]`; saturates.
    pub depth: u16,
    /// The work of looking at all of it: 1 for each value and for each 64 bytes of a text; saturates. What is shared
    /// counts wherever it stands, so that a small memory may hold any weight.
    pub weight: u32,
}

impl Extent {
    /// That of a number, a truth or null.
    pub const SCALAR: Extent = Extent {
        depth: 0,
        weight: 1,
    };

    /// That of a text of so many bytes.
    pub fn of_text(bytes: usize) -> Extent {
        let weight = 1 + bytes / 64;
        Extent {
            weight: u32::try_from(weight).unwrap_or(u32::MAX),
            ..Extent::SCALAR
        }
    }

    /// That of a container of such values.
    pub fn around(inner: impl Iterator<Item = Extent>) -> Extent {
        let all = inner.fold(Extent::SCALAR, |all, one| Extent {
            depth: all.depth.max(one.depth),
            weight: all.weight.saturating_add(one.weight),
        });
        Extent {
            depth: all.depth.saturating_add(1),
            ..all
        }
    }
}

/// That of an empty container.
impl Default for Extent {
    fn default() -> Extent {
        Extent::around(std::iter::empty())
    }
}

/// The sum of sizes, which saturates.
fn total(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.fold(0, usize::saturating_add)
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            _ => false,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Number(Number::from(value))
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Number(Number::from(value))
    }
}
