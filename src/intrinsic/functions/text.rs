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

use super::{Refusal, java, string, text_of};

/// Source: recorded on AWS; public measurements for a template that is no text.
pub(super) fn format(template: &Value, values: &[Value]) -> Result<Value, Refusal> {
    let mut text = String::new();
    let mut values = values.iter();
    for piece in pieces(&text_of(template))? {
        match piece {
            Piece::Character(c) => text.push(c),
            Piece::Value => java::print(values.next().ok_or(Refusal::Count)?, &mut text),
        }
    }
    if values.next().is_some() {
        Err(Refusal::Count)
    } else {
        Ok(Value::from(text))
    }
}

/// How many values a template takes; none for one that cannot be read.
pub(super) fn places(template: &str) -> Option<usize> {
    let pieces = pieces(template).ok()?;
    let places = pieces.iter().filter(|piece| **piece == Piece::Value);
    Some(places.count())
}

/// A part of a template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Character(char),
    /// `{}`
    Value,
}

fn pieces(template: &str) -> Result<Vec<Piece>, Refusal> {
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
            '{' => return Err(Refusal::Unclosed),
            '}' => return Err(Refusal::Unopened),
            c => pieces.push(Piece::Character(c)),
        }
    }
    Ok(pieces)
}

/// Source: recorded on AWS; a blank text is `null`.
pub(super) fn string_to_json(value: &Value) -> Result<Value, Refusal> {
    let text = string(value)?.trim();
    match text {
        "" => Ok(Value::Null),
        _ => json::parse(text).map_err(|error| {
            let words = json::jackson::refusal_without_source(text, &error.to_string());
            Refusal::Json(words)
        }),
    }
}

/// Each character of the second argument is a delimiter; empty pieces are dropped.
///
/// Source: recorded on AWS.
pub(super) fn split(value: &Value, delimiters: &Value) -> Result<Value, Refusal> {
    let (text, delimiters) = (string(value)?, string(delimiters)?);
    let pieces = text
        .split(|c| delimiters.contains(c))
        .filter(|piece| !piece.is_empty());
    Ok(Value::array(pieces.map(Value::from).collect()))
}

pub(super) fn base64_encode(value: &Value) -> Result<Value, Refusal> {
    Ok(Value::from(STANDARD.encode(short(string(value)?)?)))
}

/// What is not of the alphabet is passed over, and what follows padding; a rest of six bits is dropped.
///
/// Source: public measurements on AWS, which takes what Apache's Commons Codec takes.
pub(super) fn base64_decode(value: &Value) -> Result<Value, Refusal> {
    let signs = short(string(value)?)?.chars();
    let known = signs
        .take_while(|sign| *sign != '=')
        .filter_map(|sign| match sign {
            '-' => Some('+'),
            '_' => Some('/'),
            sign => (sign.is_ascii_alphanumeric() || matches!(sign, '+' | '/')).then_some(sign),
        });
    let mut known: String = known.collect();
    if known.len() % 4 == 1 {
        known.pop();
    }
    let bytes = base64_bytes(&known).ok_or(Refusal::Arguments)?;
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
///
/// Source: public measurements on AWS, which takes a number and an object.
pub(super) fn hash(data: &Value, algorithm: &Value) -> Result<Value, Refusal> {
    let text = text_of(data);
    let hashed = hash_of(short(&text)?, string(algorithm)?);
    hashed.map(Value::from).ok_or(Refusal::Arguments)
}

/// The hash of a text in hexadecimal digits; `None` of an unknown algorithm.
pub(crate) fn hash_of(text: &str, algorithm: &str) -> Option<String> {
    let digest: Vec<u8> = match algorithm {
        "MD5" => Md5::digest(text).to_vec(),
        "SHA-1" => Sha1::digest(text).to_vec(),
        "SHA-256" => Sha256::digest(text).to_vec(),
        "SHA-384" => Sha384::digest(text).to_vec(),
        "SHA-512" => Sha512::digest(text).to_vec(),
        _ => return None,
    };
    let mut hex = String::with_capacity(2 * digest.len());
    for byte in digest {
        let _ = write!(hex, "{byte:02x}");
    }
    Some(hex)
}

fn short(text: &str) -> Result<&str, Refusal> {
    match text.chars().count() > MAX_INTRINSIC_TEXT {
        true => Err(Refusal::Arguments),
        false => Ok(text),
    }
}
