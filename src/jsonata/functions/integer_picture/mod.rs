//! Integer pictures of `$formatInteger`, `$parseInteger` and of dates: digits, letters, Roman numerals, English words.
//!
//! Source: XPath and XQuery Functions and Operators 3.1, "fn:format-integer"; what JSONata 2.0.6 makes of it.

mod letters;
mod roman;
mod words;

use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::stringify::number_text;
use crate::jsonata::value::Val;

/// The code of the digit 0 of each family of decimal digits.
const ZEROES: &[u32] = &[
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];

/// The largest number that is written in Roman numerals: larger ones would only be long.
const MOST_ROMAN: f64 = 1e9;
/// More mandatory digits than these are not written.
const MOST_DIGITS: usize = 1000;

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

/// `seven` or `seventh`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    Cardinal,
    Ordinal,
}

/// What a number is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `A`, `a`
    Letters(Case),
    /// `I`, `i`
    Roman(Case),
    /// `W`, `w`, `Ww`
    Words(Case),
    /// `#,##0`
    Digits,
}

/// An integer picture, read.
#[derive(Clone, Debug)]
pub(super) struct IntegerPicture {
    pub(super) form: Form,
    pub(super) numeral: Numeral,
    pub(super) mandatory: usize,
    pub(super) optional: usize,
    /// Separators by their distance from the right.
    pub(super) separators: Vec<(usize, char)>,
    /// The distance that the only separator comes back at; 0: it does not.
    pub(super) repeat: usize,
    zero: u32,
}

impl IntegerPicture {
    /// Reads a picture such as `#,##0;o`.
    pub(super) fn parse(picture: &str) -> Result<IntegerPicture> {
        let (primary, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        let mut parsed = IntegerPicture {
            form: Form::Digits,
            numeral: match modifier.starts_with('o') {
                true => Numeral::Ordinal,
                false => Numeral::Cardinal,
            },
            mandatory: 0,
            optional: 0,
            separators: Vec::new(),
            repeat: 0,
            zero: 0x30,
        };
        parsed.form = match primary {
            "A" => Form::Letters(Case::Upper),
            "a" => Form::Letters(Case::Lower),
            "I" => Form::Roman(Case::Upper),
            "i" => Form::Roman(Case::Lower),
            "W" => Form::Words(Case::Upper),
            "Ww" => Form::Words(Case::Title),
            "w" => Form::Words(Case::Lower),
            digits => return parsed.with_digits(digits),
        };
        Ok(parsed)
    }

    fn with_digits(mut self, pattern: &str) -> Result<IntegerPicture> {
        let mut zero = None;
        let mut distance = 0;
        for char in pattern.chars().rev() {
            let code = u32::from(char);
            let family = ZEROES
                .iter()
                .find(|zero| (**zero..**zero + 10).contains(&code));
            if let Some(family) = family {
                if zero.is_some_and(|zero| zero != *family) {
                    return Err(Fault::new(Code::D3131));
                }
                zero = Some(*family);
                self.mandatory += 1;
                distance += 1;
            } else if char == '#' {
                self.optional += 1;
                distance += 1;
            } else {
                self.separators.push((distance, char));
            }
        }
        let Some(zero) = zero else {
            return Err(Fault::new(Code::D3130).value(&Val::string(pattern)));
        };
        self.zero = zero;
        self.repeat = self.regular_repeat();
        Ok(self)
    }

    fn regular_repeat(&self) -> usize {
        let Some((_, first)) = self.separators.first() else {
            return 0;
        };
        if self.separators.iter().any(|(_, char)| char != first) {
            return 0;
        }
        let distances: Vec<usize> = self.separators.iter().map(|(at, _)| *at).collect();
        regular_repeat(&distances)
    }

    /// Writes a whole number.
    pub(super) fn format(&self, value: f64) -> Result<String> {
        let value = value.floor();
        let (is_negative, value) = (value < 0.0, value.abs());
        let text = match self.form {
            Form::Roman(_) if value > MOST_ROMAN => return Err(too_large()),
            Form::Letters(_) | Form::Words(_) if !value.is_finite() => return Err(too_large()),
            Form::Letters(case) => cased(&letters::written(value), case),
            Form::Roman(case) => cased(&roman::written(value as u32), case),
            Form::Words(case) => cased(&words::written(value, self.numeral), case),
            Form::Digits => self.digits(value)?,
        };
        Ok(if is_negative {
            format!("-{text}")
        } else {
            text
        })
    }

    fn digits(&self, value: f64) -> Result<String> {
        if self.mandatory > MOST_DIGITS {
            return Err(Fault::guard("The picture has too many digits"));
        }
        let plain = format!("{:0>width$}", number_text(value), width = self.mandatory);
        let mut text: Vec<char> = plain.chars().map(|digit| self.digit(digit)).collect();
        if let (1.., Some((_, separator))) = (self.repeat, self.separators.first()) {
            for nth in (1..=(text.len() - 1) / self.repeat).rev() {
                text.insert(text.len() - nth * self.repeat, *separator);
            }
        } else {
            for (distance, separator) in self.separators.iter().rev() {
                // of digits that do not reach to a separator JSONata keeps as many as are missing
                let missing = distance.saturating_sub(text.len());
                if missing > 0 {
                    text.drain(..text.len().saturating_sub(missing));
                }
                text.insert(text.len().saturating_sub(*distance), *separator);
            }
        }
        let ordinal = match self.numeral {
            Numeral::Cardinal => "",
            Numeral::Ordinal => suffix(&text),
        };
        Ok(text.into_iter().collect::<String>() + ordinal)
    }

    /// A digit of the picture's family, as far from its zero as that of ASCII is.
    fn digit(&self, digit: char) -> char {
        let code = u32::from(digit) + self.zero - 0x30;
        char::from_u32(code).unwrap_or(digit)
    }

    /// Reads a number that was written so, as JavaScript reads one: `None` for what it would call no number.
    pub(super) fn read(&self, text: &str) -> Option<f64> {
        match self.form {
            Form::Letters(case) => Some(letters::read(text, case)),
            Form::Roman(Case::Upper) => roman::read(text),
            Form::Roman(_) => roman::read(&text.to_uppercase()),
            Form::Words(_) => words::read(text),
            Form::Digits => {
                let text = match self.numeral {
                    Numeral::Ordinal => text.get(..text.len().checked_sub(2)?)?,
                    Numeral::Cardinal => text,
                };
                let digits: String = text
                    .chars()
                    .filter(|char| !self.separators.iter().any(|(_, of)| of == char))
                    .map(|char| self.value(char).unwrap_or(char))
                    .collect();
                leading_integer(&digits)
            }
        }
    }

    fn value(&self, char: char) -> Option<char> {
        let value = u32::from(char).checked_sub(self.zero)?;
        char::from_digit(value, 10)
    }

    /// Whether a character may stand in a number that is written so.
    pub(super) fn takes(&self, char: char) -> bool {
        match self.form {
            Form::Letters(_) => char.is_ascii_alphabetic(),
            Form::Roman(_) => "mdclxvi".contains(char.to_ascii_lowercase()),
            Form::Words(_) => char.is_ascii_alphabetic() || matches!(char, '-' | ',' | ' '),
            // neither separators nor the digits of another family
            Form::Digits => char.is_ascii_digit(),
        }
    }
}

fn too_large() -> Box<Fault> {
    Fault::guard("The number is too large to be written in letters")
}

/// The distance at which equally distant separators come back; 0: they do not.
pub(super) fn regular_repeat(distances: &[usize]) -> usize {
    let Some(factor) = distances.iter().copied().reduce(greatest_common_divisor) else {
        return 0;
    };
    let is_regular = factor > 0 && (1..=distances.len()).all(|n| distances.contains(&(n * factor)));
    if is_regular { factor } else { 0 }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

fn cased(text: &str, case: Case) -> String {
    match case {
        Case::Upper => text.to_uppercase(),
        Case::Lower => text.to_lowercase(),
        Case::Title => text.to_owned(),
    }
}

/// `st`, `nd`, `rd` or `th`
fn suffix(digits: &[char]) -> &'static str {
    match digits {
        [.., '1', _] => "th",
        [.., '1'] => "st",
        [.., '2'] => "nd",
        [.., '3'] => "rd",
        _ => "th",
    }
}

/// What `parseInt` reads at the beginning of a text.
fn leading_integer(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, digits.get(2..)?),
        _ => (10, digits),
    };
    let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let digits = digits.get(..length).filter(|digits| !digits.is_empty())?;
    let value = match radix {
        10 => digits.parse().ok()?,
        _ => digits
            .chars()
            .filter_map(|c| c.to_digit(16))
            .fold(0.0, |sum, digit| sum * 16.0 + f64::from(digit)),
    };
    Some(sign * value)
}
