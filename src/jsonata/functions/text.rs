//! Texts. Lengths and places are counted in characters.

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::argument;
use crate::intrinsic;
use crate::json::{self, Number, Value};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, MEMORY_GUARD, Result};
use crate::jsonata::eval::Evaluator;
use crate::jsonata::stringify::{Layout, string_text};
use crate::jsonata::value::Val;
use crate::limits::MAX_JSONATA_TEXT;

pub(super) fn string(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let value = argument(arguments, 0);
    if value.is_undefined() {
        return Ok(Val::Undefined);
    }
    let layout = match argument(arguments, 1) {
        Val::Bool(true) => Layout::Indented,
        _ => Layout::Compact,
    };
    let text = string_text(value, layout)?;
    evaluator.charge_read(text.len())?;
    Ok(Val::String(text))
}

pub(super) fn substring(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let count = text.chars().count() as f64;
    let start = argument(arguments, 1).number().unwrap_or(0.0);
    let start = if count + start < 0.0 { 0.0 } else { start };
    // counted from the end, unless less than one
    let origin = |start: f64| if start < 0.0 { count } else { 0.0 };
    let to = match argument(arguments, 2).number() {
        Some(length) if length <= 0.0 => return Ok(Val::string("")),
        Some(length) => origin(start) + start + length,
        None => count,
    };
    let start = start.trunc();
    let (from, to) = ((origin(start) + start) as usize, to as usize);
    if text.is_ascii() {
        let to = to.min(text.len());
        return Ok(Val::string(text.get(from..to).unwrap_or("")));
    }
    Ok(Val::string(
        text.chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect::<String>(),
    ))
}

pub(super) fn substring_before(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &[Val],
) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let part = argument(arguments, 1)
        .text()
        .and_then(|chars| text.split_once(&**chars));
    Ok(part.map_or(Val::String(text.clone()), |(before, _)| Val::string(before)))
}

pub(super) fn substring_after(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let part = argument(arguments, 1)
        .text()
        .and_then(|chars| text.split_once(&**chars));
    Ok(part.map_or(Val::String(text.clone()), |(_, after)| Val::string(after)))
}

pub(super) fn lowercase(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    evaluator.text(text.to_lowercase())
}

pub(super) fn uppercase(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    evaluator.text(text.to_uppercase())
}

pub(super) fn length(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(Val::count(text_of!(evaluator, arguments).chars().count()))
}

/// Runs of white space become one space, those at the ends nothing.
pub(super) fn trim(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let words: Vec<&str> = text
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect();
    Ok(Val::string(words.join(" ")))
}

pub(super) fn pad(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let width = argument(arguments, 1).number().unwrap_or(0.0);
    let with = argument(arguments, 2)
        .text()
        .filter(|with| !with.is_empty())
        .map_or(" ", |with| with);
    let missing = (width.abs().min(1e9) as usize).saturating_sub(text.chars().count());
    if missing > MAX_JSONATA_TEXT {
        return Err(Fault::guard(MEMORY_GUARD));
    }
    evaluator.charge_read(missing)?;
    let padding: String = with.chars().cycle().take(missing).collect();
    let padded = if width < 0.0 {
        format!("{padding}{text}")
    } else {
        format!("{text}{padding}")
    };
    evaluator.text(padded)
}

pub(super) fn join(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(items) = argument(arguments, 0).items() else {
        return Ok(Val::Undefined);
    };
    let separator = argument(arguments, 1)
        .text()
        .map_or("", |separator| separator);
    evaluator.charge_items(items.len())?;
    let texts: Vec<Rc<str>> = items
        .iter()
        .filter_map(|item| item.text().cloned())
        .collect();
    let length = texts
        .iter()
        .map(|text| text.len() + separator.len())
        .sum::<usize>();
    evaluator.charge_made(length)?;
    let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
    evaluator.text(texts.join(separator))
}

pub(super) fn base64_encode(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    evaluator.text(STANDARD.encode(text.as_bytes()))
}

pub(super) fn base64_decode(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let bytes =
        intrinsic::base64_bytes(&text).ok_or_else(|| Fault::internal("The text is no Base64"))?;
    Ok(Val::string(String::from_utf8_lossy(&bytes).into_owned()))
}

const COMPONENT: &str = "-_.!~*'()";
const HEX: &[u8; 16] = b"0123456789ABCDEF";
const RESERVED: &str = ";/?:@&=+$,#";

/// Percent-encoded UTF-8; letters and digits and what is in `plain` stay.
pub(crate) fn encoded(text: &str, plain: &[&str]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if byte.is_ascii_alphanumeric()
            || (byte.is_ascii() && plain.iter().any(|plain| plain.contains(c)))
        {
            out.push(c);
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
        }
    }
    out
}

/// `None`: not what an encoder writes.
fn decoded(text: &str, keep: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let hex = [rest.next()?, rest.next()?];
        let value = u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?;
        if keep.bytes().any(|kept| kept == value) {
            bytes.extend([b'%', hex[0], hex[1]]);
        } else {
            bytes.push(value);
        }
    }
    Some(bytes)
}

pub(super) fn encode_url_component(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &[Val],
) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    evaluator.text(encoded(&text, &[COMPONENT]))
}

pub(super) fn encode_url(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    evaluator.text(encoded(&text, &[COMPONENT, RESERVED]))
}

pub(super) fn decode_url_component(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &[Val],
) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let malformed = || {
        Fault::new(Code::D3140)
            .value(&Val::String(text.clone()))
            .text("decodeUrlComponent")
    };
    // Source: measured on AWS, which decodes as Java's `URLDecoder` does: a form's plus sign is a space
    let spaced = text.replace('+', " ");
    let bytes = decoded(&spaced, "").ok_or_else(malformed)?;
    Ok(Val::string(String::from_utf8_lossy(&bytes).into_owned()))
}

pub(super) fn decode_url(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let malformed = || {
        Fault::new(Code::D3140)
            .value(&Val::String(text.clone()))
            .text("decodeUrl")
    };
    decoded(&text, RESERVED)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(Val::string)
        .ok_or_else(malformed)
}

/// AWS's `$hash`: as `States.Hash`, of a text of any length.
///
/// Source: measured on AWS for a missing argument, an unknown algorithm and a long text.
pub(super) fn hash(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let (text, algorithm) = (argument(arguments, 0), argument(arguments, 1));
    let (Some(text), Some(name)) = (text.text(), algorithm.text()) else {
        return Ok(Val::Undefined);
    };
    evaluator.charge_read(text.len())?;
    let unknown = || {
        let names = HASH_ALGORITHMS.join(", ");
        let message = format!("Hash algorithm '{name}' must be one of {names}");
        Fault::new(Code::D3137).text(message)
    };
    let hashed = intrinsic::hash_of(text, name);
    hashed.map(Val::string).ok_or_else(unknown)
}

/// In the order in which AWS names them.
const HASH_ALGORITHMS: [&str; 5] = ["SHA-1", "SHA-384", "SHA-256", "SHA-512", "MD5"];

pub(super) fn uuid(evaluator: &mut Evaluator<'_, '_>, _: &[Val]) -> Result<Val> {
    Ok(Val::string(evaluator.ambient.random.uuid()))
}

/// AWS's `$parse`: JSON text to a value.
///
/// Source: public measurements on AWS: what it refuses, and that numbers are as an expression would have computed them.
pub(super) fn parse(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let text = match text.contains('\'') {
        true => double_quoted(&text).into(),
        false => text,
    };
    parsed(&text).ok_or_else(|| Fault::new(Code::D3137).text("Invalid JSON"))
}

/// The text with the quotes of JSON around strings in single quotes.
///
/// Source: measured on AWS, which takes both.
fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut open = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (open, c) {
            (None, '\'' | '"') => {
                open = Some(c);
                out.push('"');
            }
            (Some(quote), c) if c == quote => {
                open = None;
                out.push('"');
            }
            (Some(quote), '\\') => match characters.next() {
                Some('\'') if quote == '\'' => out.push('\''),
                escaped => out.extend(Some('\\').into_iter().chain(escaped)),
            },
            (Some(_), '"') => out.push_str("\\\""),
            _ => out.push(c),
        }
    }
    out
}

/// The value of a JSON text.
pub(super) fn parsed(text: &str) -> Option<Val> {
    let (node, found) = json::parse::parse(text);
    match found.iter().next() {
        None => Some(Val::from(&computed(&node.to_value()))),
        Some(_) => None,
    }
}

/// The value with its numbers as an expression would have computed them.
fn computed(value: &Value) -> Value {
    match value {
        Value::Number(Number::Float(number)) => Value::Number(Number::from_js(*number)),
        Value::Number(Number::Large(number)) => Value::Number(Number::from(*number as f64)),
        Value::Array(array) => Value::array(array.items().iter().map(computed).collect()),
        Value::Object(object) => {
            let members = object.members().iter();
            Value::object(members.map(|(key, value)| (key.clone(), computed(value))))
        }
        other => other.clone(),
    }
}
