//! `$formatNumber`: decimal pictures.
//!
//! Source: XPath and XQuery Functions and Operators 3.1, "fn:format-number"; what JSONata 2.0.6 makes of it.

use std::rc::Rc;

use super::integer_picture::regular_repeat;
use super::numbers::rounded;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::stringify::number_text;
use crate::jsonata::value::Val;

/// Digits behind the point that are written at most, as JavaScript's `toFixed`.
const MOST_DIGITS: usize = 100;

/// From here on JavaScript's `toFixed` writes a number with an exponent, which JSONata takes for digits.
const MOST_FIXED: f64 = 1e21;

/// The characters a picture is made of.
#[derive(Clone, Debug)]
pub(super) struct Symbols {
    decimal: Rc<str>,
    grouping: Rc<str>,
    exponent: Rc<str>,
    minus: Rc<str>,
    percent: Rc<str>,
    per_mille: Rc<str>,
    zero: char,
    digit: Rc<str>,
    pattern: Rc<str>,
}

fn is(char: char, symbol: &str) -> bool {
    symbol.chars().eq([char])
}

impl Symbols {
    /// The usual ones, but for those that `options` sets.
    pub(super) fn new(options: &Val) -> Symbols {
        let text = |name: &str, usual: &str| match options.member(name) {
            Val::String(given) => given,
            _ => usual.into(),
        };
        Symbols {
            decimal: text("decimal-separator", "."),
            grouping: text("grouping-separator", ","),
            exponent: text("exponent-separator", "e"),
            minus: text("minus-sign", "-"),
            percent: text("percent", "%"),
            per_mille: text("per-mille", "‰"),
            zero: text("zero-digit", "0").chars().next().unwrap_or('0'),
            digit: text("digit", "#"),
            pattern: text("pattern-separator", ";"),
        }
    }

    fn is_decimal_digit(&self, char: char) -> bool {
        let zero = u32::from(self.zero);
        (zero..zero + 10).contains(&u32::from(char))
    }

    fn is_digit(&self, char: char) -> bool {
        self.is_decimal_digit(char) || is(char, &self.digit)
    }

    fn is_active(&self, char: char) -> bool {
        let active = [
            &self.decimal,
            &self.exponent,
            &self.grouping,
            &self.digit,
            &self.pattern,
        ];
        self.is_decimal_digit(char) || active.iter().any(|symbol| is(char, symbol))
    }

    fn count_decimal(&self, text: &str) -> usize {
        text.chars().filter(|c| self.is_decimal_digit(*c)).count()
    }

    fn count_digits(&self, text: &str) -> usize {
        text.chars().filter(|c| self.is_digit(*c)).count()
    }
}

/// One of the two halves of a picture, taken apart.
struct Parts<'a> {
    whole: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    active: &'a str,
    mantissa: &'a str,
    exponent: Option<&'a str>,
    integer: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn new(whole: &'a str, symbols: &Symbols) -> Result<Parts<'a>> {
        let counts = |char: char| symbols.is_active(char) && !is(char, &symbols.exponent);
        let begin = whole.find(counts);
        let end = whole.char_indices().rfind(|(_, char)| counts(*char));
        let (Some(begin), Some((last, char))) = (begin, end) else {
            // Source: measured on AWS; JSONata itself ends in a TypeError
            return Err(Fault::new(Code::D3086));
        };
        let end = last + char.len_utf8();
        let (prefix, active, suffix) = (&whole[..begin], &whole[begin..end], &whole[end..]);
        let behind = whole.get(begin..).unwrap_or("");
        let exponent = behind.find(&*symbols.exponent);
        let exponent = exponent.filter(|at| *at <= active.len() && !symbols.exponent.is_empty());
        let (mantissa, exponent) = match exponent {
            // JSONata counts from the beginning of the prefix what it cuts from the end of it
            Some(at) => {
                let at = prefix.chars().count() + behind[..at].chars().count();
                let cut = |at: usize| {
                    let place = active.char_indices().nth(at);
                    place.map_or(active.len(), |(place, _)| place)
                };
                (&active[..cut(at)], Some(&active[cut(at + 1)..]))
            }
            None => (active, None),
        };
        let split = mantissa.split_once(&*symbols.decimal);
        let (integer, fraction) = split.unwrap_or((mantissa, suffix));
        Ok(Parts {
            whole,
            prefix,
            suffix,
            active,
            mantissa,
            exponent,
            integer,
            fraction,
        })
    }

    /// Of several mistakes the last one looked for is told, as in JSONata.
    fn validate(&self, symbols: &Symbols) -> Result<()> {
        let has = |symbol: &str| self.whole.contains(symbol);
        let is_repeated = |symbol: &str| self.whole.matches(symbol).count() > 1;
        let is_percentage = has(&symbols.percent) || has(&symbols.per_mille);
        let (decimal, grouping) = (&symbols.decimal, &symbols.grouping);
        let around_decimal = self.whole.split_once(&**decimal);
        let before_optional = self.integer.split_once(&*symbols.digit);
        let after_optional = self.fraction.rsplit_once(&*symbols.digit);
        let is_exponent = |exponent: &str| {
            !exponent.is_empty() && exponent.chars().all(|char| symbols.is_decimal_digit(char))
        };
        let mistakes = [
            (is_repeated(decimal), Code::D3081),
            (is_repeated(&symbols.percent), Code::D3082),
            (is_repeated(&symbols.per_mille), Code::D3083),
            (
                has(&symbols.percent) && has(&symbols.per_mille),
                Code::D3084,
            ),
            (symbols.count_digits(self.mantissa) == 0, Code::D3085),
            (
                self.active.chars().any(|char| !symbols.is_active(char)),
                Code::D3086,
            ),
            (
                around_decimal.is_some_and(|(before, after)| {
                    before.ends_with(&**grouping) || after.starts_with(&**grouping)
                }),
                Code::D3087,
            ),
            (
                !has(decimal) && self.integer.ends_with(&**grouping),
                Code::D3088,
            ),
            (has(&format!("{grouping}{grouping}")), Code::D3089),
            (
                before_optional.is_some_and(|(before, _)| symbols.count_decimal(before) > 0),
                Code::D3090,
            ),
            (
                after_optional.is_some_and(|(_, after)| symbols.count_decimal(after) > 0),
                Code::D3091,
            ),
            (
                is_percentage && self.exponent.is_some_and(|exponent| !exponent.is_empty()),
                Code::D3092,
            ),
            (
                self.exponent.is_some_and(|exponent| !is_exponent(exponent)),
                Code::D3093,
            ),
        ];
        match mistakes.iter().rev().find(|(is_made, _)| *is_made) {
            Some((_, code)) => Err(Fault::new(*code)),
            None => Ok(()),
        }
    }
}

/// How a number is written.
struct Layout {
    least_integer: usize,
    scale: i32,
    least_fraction: usize,
    most_fraction: usize,
    least_exponent: usize,
    /// Distances of separators to the left of the point.
    integer_groups: Vec<usize>,
    repeat: usize,
    /// Distances of separators to the right of the point.
    fraction_groups: Vec<usize>,
}

impl Layout {
    fn new(parts: &Parts<'_>, symbols: &Symbols) -> Layout {
        let grouping = &*symbols.grouping;
        let count = |text: Option<&str>| symbols.count_digits(text.unwrap_or(""));
        let integer = parts.integer;
        let integer_groups: Vec<usize> = separators(integer, integer, grouping)
            .map(|at| count(integer.get(at..)))
            .collect();
        let fraction_groups = separators(parts.fraction, integer, grouping)
            .map(|at| count(parts.fraction.get(..at).or(Some(parts.fraction))))
            .collect();
        let mut layout = Layout {
            least_integer: symbols.count_decimal(parts.integer),
            scale: symbols.count_decimal(parts.integer) as i32,
            least_fraction: symbols.count_decimal(parts.fraction),
            most_fraction: symbols.count_digits(parts.fraction),
            least_exponent: parts.exponent.map_or(0, |text| symbols.count_decimal(text)),
            repeat: regular_repeat(&integer_groups),
            integer_groups,
            fraction_groups,
        };
        if layout.least_integer == 0 && layout.most_fraction == 0 {
            if parts.exponent.is_some() {
                (layout.least_fraction, layout.most_fraction) = (1, 1);
            } else {
                layout.least_integer = 1;
            }
        }
        let has_optional = parts.integer.contains(&*symbols.digit);
        if parts.exponent.is_some() && layout.least_integer == 0 && has_optional {
            layout.least_integer = 1;
        }
        if layout.least_integer == 0 && layout.least_fraction == 0 {
            layout.least_fraction = 1;
        }
        layout
    }
}

/// Writes a number.
pub(super) fn format(value: f64, picture: &str, symbols: &Symbols) -> Result<String> {
    let halves: Vec<&str> = picture.split(&*symbols.pattern).collect();
    if halves.len() > 2 {
        return Err(Fault::new(Code::D3080));
    }
    let mut parts = Vec::with_capacity(2);
    for half in halves {
        let part = Parts::new(half, symbols)?;
        part.validate(symbols)?;
        parts.push(part);
    }
    let is_negative = value < 0.0 || value.is_nan();
    let (part, minus) = match parts.as_slice() {
        [_, negative] if is_negative => (negative, ""),
        [first] if is_negative => (first, &*symbols.minus),
        [first, ..] => (first, ""),
        [] => return Err(Fault::new(Code::D3085)),
    };
    let layout = Layout::new(part, symbols);
    let scaled = if part.whole.contains(&*symbols.percent) {
        value * 100.0
    } else if part.whole.contains(&*symbols.per_mille) {
        value * 1000.0
    } else {
        value
    };
    let (mantissa, exponent) = mantissa(scaled.abs(), &layout);
    let mut text = digits(mantissa, &layout, part, symbols);
    if let Some(exponent) = exponent {
        let width = layout.least_exponent.min(MOST_DIGITS);
        let sign = if exponent < 0 { &*symbols.minus } else { "" };
        let power = translated(&format!("{:0width$}", exponent.abs()), symbols);
        let power = String::from_iter(power);
        text = format!("{text}{}{sign}{power}", symbols.exponent);
    }
    Ok(format!("{minus}{}{text}{}", part.prefix, part.suffix))
}

/// The number as mantissa and power of ten, when the picture has an exponent.
fn mantissa(value: f64, layout: &Layout) -> (f64, Option<i32>) {
    if layout.least_exponent == 0 {
        return (value, None);
    }
    let (least, most) = (10f64.powi(layout.scale - 1), 10f64.powi(layout.scale));
    let (mut mantissa, mut exponent) = (value, 0);
    if value > 0.0 && value.is_finite() {
        while mantissa < least {
            mantissa *= 10.0;
            exponent -= 1;
        }
        while mantissa > most {
            mantissa /= 10.0;
            exponent += 1;
        }
    }
    (mantissa, Some(exponent))
}

/// Where separators stand: the first one of a part, and those behind its place in the integer part, as JSONata does.
fn separators<'a>(
    part: &'a str,
    integer: &'a str,
    grouping: &'a str,
) -> impl Iterator<Item = usize> + 'a {
    std::iter::successors(part.find(grouping), move |at| {
        let behind = integer.get(at + 1..)?.find(grouping)?;
        Some(at + 1 + behind)
    })
}

/// The digits with all that stands between them, by the same detours as JSONata: where there are too few digits, its
/// separators go astray.
fn digits(value: f64, layout: &Layout, part: &Parts<'_>, symbols: &Symbols) -> String {
    let most = layout.most_fraction.min(MOST_DIGITS);
    let rounded = rounded(value, most as i32).abs();
    let text = match rounded >= MOST_FIXED || !rounded.is_finite() {
        true => number_text(rounded),
        false => fixed(rounded, most),
    };
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let integer = integer.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let (before, after) = (layout.least_integer, layout.least_fraction);
    // INVARIANT: a picture of as many digits as `format!` refuses for a width is too long to be charged
    let mut text: Vec<char> = translated(&format!("{integer:0>before$}"), symbols);
    let mut point = text.len();
    text.extend(symbols.decimal.chars());
    text.extend(translated(&format!("{fraction:0<after$}"), symbols));
    let insert = |text: &mut Vec<char>, at: usize| {
        let at = at.min(text.len());
        text.splice(at..at, symbols.grouping.chars());
    };
    if let Some(groups) = point.saturating_sub(1).checked_div(layout.repeat) {
        for nth in 1..=groups {
            insert(&mut text, point - nth * layout.repeat);
        }
    } else {
        for distance in &layout.integer_groups {
            // JavaScript counts from the end what lies before the beginning
            let at = match point.checked_sub(*distance) {
                Some(at) => at,
                None => (text.len() + point).saturating_sub(*distance),
            };
            insert(&mut text, at);
            point += 1;
        }
    }
    let decimal: Vec<char> = symbols.decimal.chars().collect();
    let point = |text: &[char]| {
        text.windows(decimal.len().max(1))
            .position(|of| of == decimal)
    };
    let behind = point(&text).map_or(0, |point| point + 1);
    for distance in &layout.fraction_groups {
        insert(&mut text, behind + distance);
    }
    let ends_in_point = point(&text).is_some_and(|point| point + 1 == text.len());
    if ends_in_point || !part.whole.contains(&*symbols.decimal) {
        text.pop();
    }
    text.into_iter().collect()
}

/// JavaScript's `toFixed` of a number that is not negative: halves go up.
fn fixed(value: f64, digits: usize) -> String {
    let mut text = format!("{value:.digits$}");
    // a double is half way between two decimals of so many digits when its last bit is the one behind as many bits
    let is_halfway = value * 2f64.powi(digits as i32 + 1) % 2.0 == 1.0;
    let exact = format!("{value:.width$}", width = digits + 1);
    if is_halfway && exact.starts_with(&text) {
        // `format!` went down, to the even digit
        let even = text.pop().and_then(|digit| digit.to_digit(10));
        text.extend(even.and_then(|even| char::from_digit(even + 1, 10)));
    }
    text
}

/// Digits in the family of the picture.
fn translated(digits: &str, symbols: &Symbols) -> Vec<char> {
    let digit = |digit: char| {
        let value = digit.to_digit(10)?;
        char::from_u32(u32::from(symbols.zero) + value)
    };
    digits.chars().map(|c| digit(c).unwrap_or(c)).collect()
}
