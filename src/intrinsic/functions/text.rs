//! Functions on texts.

use std::fmt::Write;

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::json::{self, Value};
use crate::limits::MAX_INTRINSIC_TEXT;

use super::string;

/// Source: recorded on AWS; an object prints as Java prints a map.
pub(super) fn format(template: &Value, values: &[Value]) -> Result<Value, String> {
    let mut text = String::new();
    let mut values = values.iter();
    for piece in pieces(string(template, "first")?)? {
        match piece {
            Piece::Character(c) => text.push(c),
            Piece::Value => write_java(values.next().ok_or(MISMATCH)?, &mut text),
        }
    }
    if values.next().is_some() {
        Err(MISMATCH.to_owned())
    } else {
        Ok(Value::from(text))
    }
}

/// Whether a template takes this many values; one that cannot be read takes any number.
pub(super) fn takes_values(template: &str, count: usize) -> Result<(), String> {
    let Ok(pieces) = pieces(template) else {
        return Ok(());
    };
    let wanted = pieces
        .iter()
        .filter(|piece| **piece == Piece::Value)
        .count();
    if wanted == count {
        Ok(())
    } else {
        Err(format!("{MISMATCH}: {wanted}, not {count}"))
    }
}

const MISMATCH: &str = "the number of `{}` in the template must be the number of values";

/// A part of a template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Character(char),
    /// `{}`
    Value,
}

fn pieces(template: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars
                .peek()
                .is_some_and(|next| matches!(next, '{' | '}' | '\\')) =>
            {
                pieces.extend(chars.next().map(Piece::Character));
            }
            '{' if chars.peek() == Some(&'}') => {
                chars.next();
                pieces.push(Piece::Value);
            }
            '{' | '}' => return Err("braces in the template are escaped: `\\{`, `\\}`".to_owned()),
            c => pieces.push(Piece::Character(c)),
        }
    }
    Ok(pieces)
}

/// A value as Java prints it: `{Id=x, Tags=[a, b]}`.
fn write_java(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(array) => {
            out.push('[');
            for (at, item) in array.items().iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_java(item, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            for (at, (name, member)) in object.members().iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                let _ = write!(out, "{name}=");
                write_java(member, out);
            }
            out.push('}');
        }
        plain => plain.write(out),
    }
}

/// Source: recorded on AWS; a blank text is `null`.
pub(super) fn string_to_json(value: &Value) -> Result<Value, String> {
    let text = string(value, "first")?.trim();
    match text {
        "" => Ok(Value::Null),
        text => json::parse(text).map_err(|error| format!("the argument is no JSON: {error}")),
    }
}

/// Each character of the second argument is a delimiter; empty pieces are dropped.
///
/// Source: recorded on AWS.
pub(super) fn split(value: &Value, delimiters: &Value) -> Result<Value, String> {
    let (text, delimiters) = (string(value, "first")?, string(delimiters, "second")?);
    let pieces = text
        .split(|c| delimiters.contains(c))
        .filter(|piece| !piece.is_empty());
    Ok(Value::array(pieces.map(Value::from).collect()))
}

pub(super) fn base64_encode(value: &Value) -> Result<Value, String> {
    Ok(Value::from(
        STANDARD.encode(short(string(value, "first")?)?),
    ))
}

pub(super) fn base64_decode(value: &Value) -> Result<Value, String> {
    let bytes = base64_bytes(short(string(value, "first")?)?)
        .ok_or_else(|| "the argument is no Base64".to_owned())?;
    Ok(Value::from(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The bytes of Base64: padding is whole or missing, and the last bits may be anything.
///
/// Source: Java's `Base64.Decoder`; JavaScript's `atob` takes the same.
pub(crate) fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    const fn lenient(padding: DecodePaddingMode) -> GeneralPurpose {
        let config = GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(padding);
        GeneralPurpose::new(&alphabet::STANDARD, config)
    }
    const WHOLE: GeneralPurpose = lenient(DecodePaddingMode::RequireCanonical);
    const MISSING: GeneralPurpose = lenient(DecodePaddingMode::RequireNone);
    let engine = if text.ends_with('=') { WHOLE } else { MISSING };
    // a length that needs no padding suits both
    engine.decode(text).ok()
}

/// What is no text is hashed as its JSON text.
pub(super) fn hash(data: &Value, algorithm: &Value) -> Result<Value, String> {
    let text = match data {
        Value::String(text) => text.clone(),
        other => other.to_text(),
    };
    let data = short(&text)?;
    let digest: Vec<u8> = match string(algorithm, "second")? {
        "MD5" => Md5::digest(data).to_vec(),
        "SHA-1" => Sha1::digest(data).to_vec(),
        "SHA-256" => Sha256::digest(data).to_vec(),
        "SHA-384" => Sha384::digest(data).to_vec(),
        "SHA-512" => Sha512::digest(data).to_vec(),
        other => {
            return Err(format!(
                "the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512, but is {other}"
            ));
        }
    };
    let mut hex = String::with_capacity(2 * digest.len());
    for byte in digest {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(Value::from(hex))
}

fn short(text: &str) -> Result<&str, String> {
    if text.chars().count() > MAX_INTRINSIC_TEXT {
        return Err(format!(
            "the first argument has more than {MAX_INTRINSIC_TEXT} characters"
        ));
    }
    Ok(text)
}
