//! The library: JSONata's functions, and those that AWS adds.

/// The first argument as a text, which will be looked at; nothing stays nothing.
macro_rules! text_of {
    ($evaluator:expr, $arguments:expr) => {
        match argument($arguments, 0).text() {
            Some(text) => {
                $evaluator.charge_read(text.len())?;
                text.clone()
            }
            None => return Ok(Val::Undefined),
        }
    };
}

pub(super) mod collections;
mod control;
mod date_picture;
mod decimal_picture;
mod integer_picture;
pub(super) mod matching;
mod numbers;
mod objects;
pub(super) mod text;
mod time;
pub(super) mod units;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::code::Code;
use super::error::{Fault, Result};
use super::eval::Evaluator;
use super::function::Native;
use super::signature::Signature;
use super::value::Val;

type Call = fn(&mut Evaluator<'_, '_>, &[Val]) -> Result<Val>;

/// Name, signature, how many arguments a higher-order function gives it, and what it does.
///
/// Source: JSONata 2.0.6 and, at the end, AWS's additions; `$eval` is left out, as AWS does.
const LIBRARY: &[(&str, &str, usize, Call)] = &[
    ("sum", "<a<n>:n>", 1, numbers::sum),
    ("count", "<a:n>", 1, numbers::count),
    ("max", "<a<n>:n>", 1, numbers::max),
    ("min", "<a<n>:n>", 1, numbers::min),
    ("average", "<a<n>:n>", 1, numbers::average),
    ("string", "<x-b?:s>", 1, text::string),
    ("substring", "<s-nn?:s>", 3, text::substring),
    ("substringBefore", "<s-s:s>", 2, text::substring_before),
    ("substringAfter", "<s-s:s>", 2, text::substring_after),
    ("lowercase", "<s-:s>", 1, text::lowercase),
    ("uppercase", "<s-:s>", 1, text::uppercase),
    ("length", "<s-:n>", 1, text::length),
    ("trim", "<s-:s>", 1, text::trim),
    ("pad", "<s-ns?:s>", 3, text::pad),
    ("match", "<s-f<s:o>n?:a<o>>", 3, matching::matches),
    ("contains", "<s-(sf):b>", 2, matching::contains),
    ("replace", "<s-(sf)(sf)n?:s>", 4, matching::replace),
    ("split", "<s-(sf)n?:a<s>>", 3, matching::split),
    ("join", "<a<s>s?:s>", 2, text::join),
    ("base64encode", "<s-:s>", 1, text::base64_encode),
    ("base64decode", "<s-:s>", 1, text::base64_decode),
    (
        "encodeUrlComponent",
        "<s-:s>",
        1,
        text::encode_url_component,
    ),
    ("encodeUrl", "<s-:s>", 1, text::encode_url),
    (
        "decodeUrlComponent",
        "<s-:s>",
        1,
        text::decode_url_component,
    ),
    ("decodeUrl", "<s-:s>", 1, text::decode_url),
    ("formatNumber", "<n-so?:s>", 3, numbers::format_number),
    ("formatInteger", "<n-s:s>", 2, numbers::format_integer),
    ("parseInteger", "<s-s:n>", 2, numbers::parse_integer),
    ("formatBase", "<n-n?:s>", 2, numbers::format_base),
    ("number", "<(nsb)-:n>", 1, numbers::number),
    ("floor", "<n-:n>", 1, numbers::floor),
    ("ceil", "<n-:n>", 1, numbers::ceil),
    ("round", "<n-n?:n>", 2, numbers::round),
    ("abs", "<n-:n>", 1, numbers::abs),
    ("sqrt", "<n-:n>", 1, numbers::sqrt),
    ("power", "<n-n:n>", 2, numbers::power),
    ("boolean", "<x-:b>", 1, control::boolean),
    ("not", "<x-:b>", 1, control::not),
    ("exists", "<x:b>", 1, control::exists),
    ("type", "<x:s>", 1, control::type_of),
    ("error", "<s?:x>", 1, control::error),
    ("assert", "<bs?:x>", 2, control::assert),
    ("map", "<af>", 2, collections::map),
    ("filter", "<af>", 2, collections::filter),
    ("single", "<af?>", 2, collections::single),
    ("reduce", "<afj?:j>", 3, collections::reduce),
    ("zip", "<a+>", 1, collections::zip),
    ("append", "<xx:a>", 2, collections::append),
    ("reverse", "<a:a>", 1, collections::reverse),
    ("sort", "<af?:a>", 2, collections::sort),
    ("shuffle", "<a:a>", 1, collections::shuffle),
    ("distinct", "<x:x>", 1, collections::distinct),
    ("sift", "<o-f?:o>", 2, objects::sift),
    ("each", "<o-f:a>", 2, objects::each),
    ("keys", "<x-:a<s>>", 1, objects::keys),
    ("lookup", "<x-s:x>", 2, objects::lookup),
    ("spread", "<x-:a<o>>", 1, objects::spread),
    ("merge", "<a<o>:o>", 1, objects::merge),
    ("clone", "<(oa)-:o>", 1, objects::clone),
    ("toMillis", "<s-s?:n>", 2, time::to_millis),
    ("fromMillis", "<n-s?s?:s>", 3, time::from_millis),
    ("now", "<s?s?:s>", 2, time::now),
    ("millis", "<:n>", 0, time::millis),
    ("random", "<n?:n>", 1, numbers::random),
    ("partition", "<xn?:a>", 2, collections::partition),
    ("range", "<nnn?:a>", 3, collections::range),
    ("hash", "<ss?:s>", 2, text::hash),
    ("uuid", "<:s>", 0, text::uuid),
    ("parse", "<s-:x>", 1, text::parse),
];

/// The names of the library's functions, without `$`.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LIBRARY.iter().map(|(name, ..)| *name)
}

/// The function of the library with a name.
pub(super) fn native(name: &str) -> Option<&'static Native> {
    static NATIVES: OnceLock<HashMap<&'static str, Native>> = OnceLock::new();
    let natives = NATIVES.get_or_init(|| {
        let entries = LIBRARY.iter().map(|(name, signature, arity, call)| {
            // INVARIANT: the signatures above parse; the suite calls every function
            let signature = Signature::parse(signature).ok();
            (
                *name,
                Native {
                    signature,
                    arity: *arity,
                    call: *call,
                },
            )
        });
        entries.collect()
    });
    natives.get(name)
}

/// An argument that may be missing.
fn argument(arguments: &[Val], at: usize) -> &Val {
    arguments.get(at).unwrap_or(&Val::Undefined)
}

/// What a function says of an argument that it cannot do without: the signatures let a missing value pass, and JSONata's
/// own functions then fail with a sentence of JavaScript's.
#[cold]
fn missing(index: usize) -> Box<Fault> {
    Fault::new(Code::T0410).index(index)
}
