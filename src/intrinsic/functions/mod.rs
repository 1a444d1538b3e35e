//! What each function does. An error is one sentence about the arguments.

mod array;
mod math;
mod text;

pub(crate) use text::base64_bytes;

use crate::ambient::Ambient;
use crate::json::{Array, Value};

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $arity:pat => $words:literal,)*) => {
        /// An intrinsic function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function { $($(#[$doc])* $name,)* }

        impl Function {
            /// All names, without `States.`.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];

            /// The function with a name, without `States.`.
            pub fn by_name(name: &str) -> Option<Function> {
                match name { $(stringify!($name) => Some(Function::$name),)* _ => None }
            }

            /// Whether it takes this many arguments.
            pub(super) fn takes(self, count: usize) -> bool {
                match self { $(Function::$name => matches!(count, $arity),)* }
            }

            /// How many arguments it takes, in words.
            pub(super) fn arity(self) -> &'static str {
                match self { $(Function::$name => $words,)* }
            }
        }
    };
}

functions! {
    /// `States.Array(1, 'b')`: an array of its arguments.
    Array _ => "any number of arguments",
    /// `States.ArrayPartition($.a, 2)`: pieces of a length.
    ArrayPartition 2 => "two arguments",
    /// `States.ArrayContains($.a, 1)`
    ArrayContains 2 => "two arguments",
    /// `States.ArrayRange(1, 9, 2)`: numbers from a first to a last one.
    ArrayRange 3 => "three arguments",
    /// `States.ArrayGetItem($.a, 0)`
    ArrayGetItem 2 => "two arguments",
    /// `States.ArrayLength($.a)`
    ArrayLength 1 => "one argument",
    /// `States.ArrayUnique($.a)`
    ArrayUnique 1 => "one argument",
    /// `States.Base64Encode('text')`
    Base64Encode 1 => "one argument",
    /// `States.Base64Decode('dGV4dA==')`
    Base64Decode 1 => "one argument",
    /// `States.Hash('text', 'SHA-256')`
    Hash 2 => "two arguments",
    /// `States.JsonMerge($.a, $.b, false)`
    JsonMerge 3 => "three arguments",
    /// `States.StringToJson('[1]')`
    StringToJson 1 => "one argument",
    /// `States.JsonToString($.a)`
    JsonToString 1 => "one argument",
    /// `States.MathRandom(1, 10)`
    MathRandom 2 | 3 => "two or three arguments",
    /// `States.MathAdd(1, 2)`
    MathAdd 2 => "two arguments",
    /// `States.StringSplit('a,b', ',')`
    StringSplit 2 => "two arguments",
    /// `States.UUID()`
    UUID 0 => "no arguments",
    /// `States.Format('{} of {}', 1, 2)`
    Format 1.. => "at least one argument",
}

/// Whether the template of a `States.Format` takes this many values.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn takes_values(template: &str, count: usize) -> Result<(), String> {
    text::takes_values(template, count)
}

impl Function {
    /// Whether `ErrorPath` and `CausePath` of a Fail may call it, which need a text.
    ///
    /// Source: AWS developer guide, "Fail workflow state".
    pub fn gives_text(self) -> bool {
        matches!(
            self,
            Function::Format
                | Function::JsonToString
                | Function::ArrayGetItem
                | Function::Base64Encode
                | Function::Base64Decode
                | Function::Hash
                | Function::UUID
        )
    }

    /// The value for arguments of a number it takes.
    pub(crate) fn apply(
        self,
        arguments: &[Value],
        ambient: &mut Ambient<'_>,
    ) -> Result<Value, String> {
        match (self, arguments) {
            (Function::Array, items) => Ok(Value::array(items.to_vec())),
            (Function::ArrayPartition, [array, size]) => array::partition(array, size),
            (Function::ArrayContains, [array, value]) => array::contains(array, value),
            (Function::ArrayRange, [first, last, step]) => array::range(first, last, step),
            (Function::ArrayGetItem, [array, index]) => array::get_item(array, index),
            (Function::ArrayLength, [array]) => {
                Ok(Value::from(elements(array, "first")?.len() as i64))
            }
            (Function::ArrayUnique, [array]) => array::unique(array),
            (Function::Base64Encode, [value]) => text::base64_encode(value),
            (Function::Base64Decode, [value]) => text::base64_decode(value),
            (Function::Hash, [data, algorithm]) => text::hash(data, algorithm),
            (Function::JsonMerge, [first, second, deep]) => merge(first, second, deep),
            (Function::StringToJson, [value]) => text::string_to_json(value),
            (Function::JsonToString, [value]) => Ok(Value::String(value.to_text())),
            (Function::MathRandom, [from, to]) => math::random(from, to, None, ambient),
            (Function::MathRandom, [from, to, seed]) => math::random(from, to, Some(seed), ambient),
            (Function::MathAdd, [a, b]) => math::add(a, b),
            (Function::StringSplit, [value, delimiters]) => text::split(value, delimiters),
            (Function::UUID, []) => Ok(Value::from(ambient.random.uuid())),
            (Function::Format, [template, values @ ..]) => text::format(template, values),
            // INVARIANT: a call is parsed only with a number of arguments that its function takes
            _ => Err(format!("it takes {}", self.arity())),
        }
    }
}

/// The argument as an array; `which` names it.
fn elements<'a>(value: &'a Value, which: &str) -> Result<&'a Array, String> {
    value
        .as_array()
        .ok_or_else(|| format!("the {which} argument must be an array, but is: {value}"))
}

/// The argument as a text; `which` names it.
fn string<'a>(value: &'a Value, which: &str) -> Result<&'a str, String> {
    value
        .as_str()
        .ok_or_else(|| format!("the {which} argument must be a string, but is: {value}"))
}

/// The argument as a whole number: halves are rounded up.
///
/// Source: recorded on AWS for MathAdd; documented for the others.
fn integer(value: &Value, which: &str) -> Result<i64, String> {
    let number = value
        .as_number()
        .ok_or_else(|| format!("the {which} argument must be a number, but is: {value}"))?;
    let rounded = (number.as_f64() + 0.5).floor();
    let fits = (-9.0e15..=9.0e15).contains(&rounded);
    if fits {
        Ok(rounded as i64)
    } else {
        Err(format!("the {which} argument is out of range: {value}"))
    }
}

/// Source: recorded on AWS; on equal names the second wins, and only `false` is taken.
fn merge(first: &Value, second: &Value, deep: &Value) -> Result<Value, String> {
    let object = |value: &Value, which| match value.as_object() {
        Some(object) => Ok(object.clone()),
        None => Err(format!(
            "the {which} argument must be an object, but is: {value}"
        )),
    };
    let (first, second) = (object(first, "first")?, object(second, "second")?);
    if *deep != Value::from(false) {
        return Err("the third argument must be false: deep merging is not supported".to_owned());
    }
    Ok(Value::object(
        first.members().iter().chain(second.members()).cloned(),
    ))
}
