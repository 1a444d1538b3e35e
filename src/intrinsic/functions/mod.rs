//! What each function does.

mod array;
mod java;
mod math;
mod text;

pub(crate) use text::{base64_bytes, hash_of};

use std::rc::Rc;

use crate::ambient::Ambient;
use crate::json::{Array, Value};
use crate::limits::MAX_INTRINSIC_ARGUMENT_BYTES;

/// Why a function gives no value.
///
/// Source: measured on AWS, which does not say what it has against an argument; `Size` is the playground's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// An argument is of the wrong type or out of range, or there are too many or too few.
    Arguments,
    /// A template has another number of `{}` than there are values.
    Count,
    /// A template has a `{` that nothing closes.
    Unclosed,
    /// A template has a `}` that nothing opens.
    Unopened,
    /// A text is no JSON, with the words of the parser.
    Json(String),
    /// The arguments are larger together than [`MAX_INTRINSIC_ARGUMENT_BYTES`].
    Size,
}

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
    ///
    /// Source: public measurements on AWS: it ignores the arguments it is given.
    UUID _ => "any number of arguments",
    /// `States.Format('{} of {}', 1, 2)`
    Format 1.. => "at least one argument",
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

    /// What is wrong with the arguments as written, in words: their number, or that of a template's `{}`.
    pub(super) fn fault(self, count: usize, template: Option<&str>) -> Option<String> {
        if !self.takes(count) {
            return Some(format!(
                "`States.{self:?}` takes {}, not {count}",
                self.arity()
            ));
        }
        let places = template.and_then(text::places)?;
        let values = count - 1;
        (places != values).then(|| {
            format!("the number of `{{}}` in the template must be the number of values: {places}, not {values}")
        })
    }

    /// AWS's words for a refusal.
    pub(super) fn words(self, refusal: Refusal) -> String {
        let (what, why) = match refusal {
            Refusal::Arguments if self == Function::JsonToString => {
                ("arguments", ": only a single argument is allowed.")
            }
            Refusal::Arguments => ("arguments", ""),
            Refusal::Count => (
                "arguments",
                ": number of arguments do not match the occurrences of {}.",
            ),
            Refusal::Unclosed => ("template", ": matching '}' not found for '{'."),
            Refusal::Unopened => ("template", ": matching '{' not found for '}'."),
            Refusal::Json(words) => {
                return format!(
                    "Cannot convert String to Json in States.{self:?}, caused by: {words}"
                );
            }
            Refusal::Size => {
                let most = MAX_INTRINSIC_ARGUMENT_BYTES >> 20;
                return format!(
                    "Invalid arguments in States.{self:?}: they are larger than {most} MiB together."
                );
            }
        };
        format!("Invalid {what} in States.{self:?}{why}")
    }

    /// The value.
    pub(crate) fn apply(
        self,
        arguments: &[Value],
        ambient: &mut Ambient<'_>,
    ) -> Result<Value, Refusal> {
        // one value may stand in many places, each of which is read; an array only holds it
        if self != Function::Array {
            let mut left = MAX_INTRINSIC_ARGUMENT_BYTES;
            for argument in arguments {
                left = left.checked_sub(argument.size()).ok_or(Refusal::Size)?;
            }
        }
        match (self, arguments) {
            (Function::Array, items) => Ok(Value::array(items.to_vec())),
            (Function::ArrayPartition, [array, size]) => array::partition(array, size),
            (Function::ArrayContains, [array, value]) => array::contains(array, value),
            (Function::ArrayRange, [first, last, step]) => array::range(first, last, step),
            (Function::ArrayGetItem, [array, index]) => array::get_item(array, index),
            (Function::ArrayLength, [array]) => Ok(Value::from(elements(array)?.len() as i64)),
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
            (Function::UUID, _) => Ok(Value::from(ambient.random.uuid())),
            (Function::Format, [template, values @ ..]) => text::format(template, values),
            _ => Err(Refusal::Arguments),
        }
    }
}

/// The argument as an array.
fn elements(value: &Value) -> Result<&Array, Refusal> {
    value.as_array().ok_or(Refusal::Arguments)
}

/// The argument as a text.
fn string(value: &Value) -> Result<&str, Refusal> {
    value.as_str().ok_or(Refusal::Arguments)
}

/// A text as it is, anything else as its JSON text.
fn text_of(value: &Value) -> Rc<str> {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_text(),
    }
}

fn number(value: &Value) -> Result<f64, Refusal> {
    let number = value.as_number().ok_or(Refusal::Arguments)?;
    Ok(number.as_f64())
}

/// The argument as a whole number: what is behind the point is dropped.
///
/// Source: public measurements on AWS, against its guide, which says rounded.
fn integer(value: &Value) -> Result<i64, Refusal> {
    let whole = number(value)?.trunc();
    match (-9.0e15..=9.0e15).contains(&whole) {
        true => Ok(whole as i64),
        false => Err(Refusal::Arguments),
    }
}

/// On equal names the second wins. Only `true`, which asks for a deep merge, is refused as the third argument.
///
/// Source: recorded on AWS; public measurements for a third argument that is no boolean.
fn merge(first: &Value, second: &Value, deep: &Value) -> Result<Value, Refusal> {
    match (first.as_object(), second.as_object()) {
        (Some(first), Some(second)) if *deep != Value::from(true) => {
            let members = first.members().iter().chain(second.members());
            Ok(Value::object(members.cloned()))
        }
        _ => Err(Refusal::Arguments),
    }
}
