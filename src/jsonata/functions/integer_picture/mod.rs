//! Integer pictures of `$formatInteger`, `$parseInteger` and of dates: digits, letters, Roman numerals, English words.
//!
//! Source: XPath and XQuery Functions and Operators 3.1, "fn:format-integer"; what JSONata 2.0.6 makes of it.

mod digits;
mod letters;
mod roman;
mod words;

use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::value::Val;
pub(super) use digits::{Digits, leading_integer, regular_repeat};

/// The largest number that is written in Roman numerals: larger ones would only be long.
const MOST_ROMAN: f64 = 1e8;

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

impl Case {
    /// A text of lower case, or one that is a title, in this case.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Case::Upper => text.to_uppercase(),
            Case::Lower => text.to_lowercase(),
            Case::Title => text.to_owned(),
        }
    }
}

/// `seven` or `seventh`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    Cardinal,
    Ordinal,
}

/// What a number is written as.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// `A`, `a`
    Letters(Case),
    /// `I`, `i`
    Roman(Case),
    /// `W`, `w`, `Ww`
    Words(Case),
    /// `#,##0`
    Digits(Digits),
    /// `α`: JSONata knows none, and says so when a number is written or read.
    Sequence(String),
}

/// An integer picture, read.
#[derive(Clone, Debug)]
pub(super) struct IntegerPicture {
    pub(super) form: Form,
    pub(super) numeral: Numeral,
}

impl IntegerPicture {
    /// Reads a picture such as `#,##0;o`.
    ///
    /// # Errors
    /// `D3131` for digits of two families.
    pub(super) fn parse(picture: &str) -> Result<IntegerPicture> {
        let (primary, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        let numeral = match modifier.starts_with('o') {
            true => Numeral::Ordinal,
            false => Numeral::Cardinal,
        };
        let form = match primary {
            "A" => Form::Letters(Case::Upper),
            "a" => Form::Letters(Case::Lower),
            "I" => Form::Roman(Case::Upper),
            "i" => Form::Roman(Case::Lower),
            "W" => Form::Words(Case::Upper),
            "Ww" => Form::Words(Case::Title),
            "w" => Form::Words(Case::Lower),
            other => match Digits::parse(other)? {
                Some(digits) => Form::Digits(digits),
                None => Form::Sequence(other.to_owned()),
            },
        };
        Ok(IntegerPicture { form, numeral })
    }

    /// Refuses a picture that no number is read by.
    ///
    /// # Errors
    /// `D3130` for a sequence.
    pub(super) fn check_readable(&self) -> Result<()> {
        match &self.form {
            Form::Sequence(sequence) => Err(unsupported(sequence)),
            _ => Ok(()),
        }
    }

    /// Writes a whole number, or NaN.
    ///
    /// # Errors
    /// `D3130` for a sequence, a guard for what would be too long.
    pub(super) fn format(&self, value: f64) -> Result<String> {
        let value = value.floor();
        let (is_negative, value) = (value < 0.0, value.abs());
        let text = match &self.form {
            Form::Roman(_) if value > MOST_ROMAN => return Err(too_large()),
            Form::Words(_) if !value.is_finite() => return Err(too_large()),
            Form::Letters(_) if value.is_infinite() => return Err(too_large()),
            Form::Letters(case) => case.of(&letters::written(value)),
            Form::Roman(case) => case.of(&roman::written(value as u32)),
            Form::Words(case) => case.of(&words::written(value, self.numeral)),
            Form::Digits(digits) => digits.written(value, self.numeral)?,
            Form::Sequence(sequence) => return Err(unsupported(sequence)),
        };
        Ok(if is_negative {
            format!("-{text}")
        } else {
            text
        })
    }

    /// Reads a number that was written so, as JavaScript reads one: NaN for what it would call no number.
    ///
    /// # Errors
    /// `D3130` for a sequence.
    pub(super) fn read(&self, text: &str) -> Result<f64> {
        Ok(match &self.form {
            Form::Letters(case) => letters::read(text, *case),
            Form::Roman(Case::Upper) => roman::read(text),
            Form::Roman(_) => roman::read(&text.to_uppercase()),
            Form::Words(_) => words::read(text),
            Form::Digits(digits) => digits.read(text, self.numeral),
            Form::Sequence(sequence) => return Err(unsupported(sequence)),
        })
    }

    /// Whether a character may stand in a number that is written so.
    pub(super) fn takes(&self, char: char) -> bool {
        match self.form {
            Form::Letters(_) => char.is_ascii_alphabetic(),
            Form::Roman(_) => "mdclxvi".contains(char.to_ascii_lowercase()),
            Form::Words(_) => char.is_ascii_alphabetic() || matches!(char, '-' | ',' | ' '),
            // neither separators nor the digits of another family
            Form::Digits(_) => char.is_ascii_digit(),
            Form::Sequence(_) => false,
        }
    }
}

fn unsupported(sequence: &str) -> Box<Fault> {
    Fault::new(Code::D3130).value(&Val::string(sequence))
}

fn too_large() -> Box<Fault> {
    Fault::guard("The number is too large to be written in letters")
}
