//! Numbers in decimal digits, such as `#,##0`.

use super::Numeral;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::stringify::number_text;

/// The code of the digit 0 of each family of decimal digits.
const ZEROES: &[u32] = &[
    ASCII_ZERO, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
    0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0,
    0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50,
    0xABF0, 0xFF10,
];

const ASCII_ZERO: u32 = 0x30;

/// More mandatory digits than these are not written.
const MOST_DIGITS: usize = 1000;

/// A pattern of decimal digits, read.
#[derive(Clone, Debug)]
pub(in crate::jsonata::functions) struct Digits {
    pub(in crate::jsonata::functions) mandatory: usize,
    pub(in crate::jsonata::functions) optional: usize,
    /// Separators by their distance from the right.
    pub(in crate::jsonata::functions) separators: Vec<(usize, char)>,
    /// The distance that the only separator comes back at; 0: it does not.
    pub(in crate::jsonata::functions) repeat: usize,
    /// The code of the digit 0.
    zero: u32,
}

impl Digits {
    /// Reads a pattern; `None` when no digit is in it.
    pub(super) fn parse(pattern: &str) -> Result<Option<Digits>> {
        let (mut zero, mut mandatory, mut optional) = (None, 0, 0);
        let mut separators = Vec::new();
        for char in pattern.chars().rev() {
            let code = u32::from(char);
            let family = ZEROES
                .iter()
                .find(|zero| (**zero..**zero + 10).contains(&code));
            if let Some(family) = family {
                if *zero.get_or_insert(*family) != *family {
                    return Err(Fault::new(Code::D3131));
                }
                mandatory += 1;
            } else if char == '#' {
                optional += 1;
            } else {
                separators.push((mandatory + optional, char));
            }
        }
        Ok(zero.map(|zero| Digits {
            mandatory,
            optional,
            repeat: repeat_of(&separators),
            separators,
            zero,
        }))
    }

    /// Writes a number that is not negative.
    pub(super) fn written(&self, value: f64, numeral: Numeral) -> Result<String> {
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
        let ordinal = match numeral {
            Numeral::Cardinal => "",
            Numeral::Ordinal => suffix(&text),
        };
        Ok(text.into_iter().collect::<String>() + ordinal)
    }

    /// A digit of the picture's family, as far from its zero as that of ASCII is.
    fn digit(&self, digit: char) -> char {
        let code = u32::from(digit) + self.zero - ASCII_ZERO;
        char::from_u32(code).unwrap_or(digit)
    }

    /// The number that a text begins with; NaN for none.
    pub(super) fn read(&self, text: &str, numeral: Numeral) -> f64 {
        let text = match numeral {
            Numeral::Ordinal => {
                let suffix = text.char_indices().nth_back(1);
                text.get(..suffix.map_or(0, |(at, _)| at)).unwrap_or("")
            }
            Numeral::Cardinal => text,
        };
        // JSONata takes every separator that comes back for a comma
        let is_separator = |char: char| match self.repeat {
            0 => self.separators.iter().any(|(_, of)| *of == char),
            _ => char == ',',
        };
        let digits = text.chars().filter(|char| !is_separator(*char));
        let digits: Option<String> = digits.map(|digit| self.ascii_digit(digit)).collect();
        digits.map_or(f64::NAN, |digits| leading_integer(&digits))
    }

    /// The other way round; `None` for what is before the family.
    fn ascii_digit(&self, digit: char) -> Option<char> {
        let code = u32::from(digit).checked_sub(self.zero - ASCII_ZERO)?;
        char::from_u32(code)
    }
}

/// The distance at which a picture's separators come back; 0: they do not, or they are not all the same.
fn repeat_of(separators: &[(usize, char)]) -> usize {
    let is_one = separators.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if !is_one {
        return 0;
    }
    let distances: Vec<usize> = separators.iter().map(|(at, _)| *at).collect();
    regular_repeat(&distances)
}

/// The distance at which equally distant separators come back; 0: they do not.
pub(in crate::jsonata::functions) fn regular_repeat(distances: &[usize]) -> usize {
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

/// What JavaScript's `parseInt` reads at the beginning of a text; NaN for nothing.
pub(in crate::jsonata::functions) fn leading_integer(text: &str) -> f64 {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(digits) => (16, digits),
        None => (10, digits),
    };
    let end = digits.find(|char: char| !char.is_digit(radix));
    let digits = digits.get(..end.unwrap_or(digits.len())).unwrap_or("");
    let value = match radix {
        _ if digits.is_empty() => f64::NAN,
        10 => digits.parse().unwrap_or(f64::NAN),
        _ => digits
            .chars()
            .filter_map(|char| char.to_digit(radix))
            .fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit)),
    };
    sign * value
}
