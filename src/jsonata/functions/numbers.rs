//! Numbers.

use super::decimal_picture::{self, Symbols};
use super::integer_picture::IntegerPicture;
use super::{argument, missing};
use crate::ambient::JavaRandom;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::eval::Evaluator;
use crate::jsonata::stringify::number_text;
use crate::jsonata::value::Val;

/// The numbers of an array; `None` for nothing.
fn numbers(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Option<Vec<f64>>> {
    let Some(items) = argument(arguments, 0).items() else {
        return Ok(None);
    };
    // the signature has looked at each of them before
    evaluator.charge_items(2 * items.len())?;
    Ok(Some(
        items.iter().filter_map(|item| item.number()).collect(),
    ))
}

/// What the numbers of an array come to; nothing of none.
fn reduced(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &[Val],
    reduce: impl FnOnce(Vec<f64>) -> Option<f64>,
) -> Result<Val> {
    let numbers = numbers(evaluator, arguments)?;
    Ok(numbers.and_then(reduce).map_or(Val::Undefined, Val::Number))
}

pub(super) fn sum(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    reduced(evaluator, arguments, |numbers| Some(numbers.iter().sum()))
}

pub(super) fn count(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(Val::count(
        argument(arguments, 0)
            .items()
            .map_or(0, |items| items.len()),
    ))
}

pub(super) fn max(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    reduced(evaluator, arguments, |numbers| {
        numbers.into_iter().reduce(f64::max)
    })
}

pub(super) fn min(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    reduced(evaluator, arguments, |numbers| {
        numbers.into_iter().reduce(f64::min)
    })
}

pub(super) fn average(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    reduced(evaluator, arguments, |numbers| {
        let sum = numbers.iter().sum::<f64>();
        (!numbers.is_empty()).then(|| sum / numbers.len() as f64)
    })
}

fn computed(arguments: &[Val], compute: impl FnOnce(f64) -> f64) -> Result<Val> {
    Ok(argument(arguments, 0)
        .number()
        .map_or(Val::Undefined, |number| Val::Number(compute(number))))
}

pub(super) fn floor(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    computed(arguments, f64::floor)
}

pub(super) fn ceil(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    computed(arguments, f64::ceil)
}

pub(super) fn abs(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    computed(arguments, f64::abs)
}

pub(super) fn sqrt(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let value = argument(arguments, 0);
    match value.number() {
        Some(number) if number < 0.0 => Err(Fault::new(Code::D3060).value(value)),
        Some(number) => Ok(Val::Number(number.sqrt())),
        None => Ok(Val::Undefined),
    }
}

pub(super) fn power(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let (base, exponent) = (argument(arguments, 0), argument(arguments, 1));
    let Some(b) = base.number() else {
        return Ok(Val::Undefined);
    };
    // JavaScript knows no endless power of one
    let power = |e: f64| match b.abs() == 1.0 && !e.is_finite() {
        true => f64::NAN,
        false => b.powf(e),
    };
    match exponent.number().map(power) {
        Some(result) if result.is_finite() => Ok(Val::Number(result)),
        Some(_) => Err(Fault::new(Code::D3061).value(base).value2(exponent)),
        None => Err(Fault::new(Code::D3061).value(base)),
    }
}

pub(super) fn round(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let precision = argument(arguments, 1).number().unwrap_or(0.0);
    computed(arguments, |number| {
        // JavaScript reads no number with a fraction in its exponent
        match precision.fract() == 0.0 && precision.abs() < 1e21 {
            true => rounded(number, precision as i32),
            false => f64::NAN,
        }
    })
}

/// Rounds to so many digits behind the point; halves go to the even neighbour.
pub(super) fn rounded(number: f64, precision: i32) -> f64 {
    let shifted = shift(number, precision);
    if precision != 0 && !shifted.is_finite() {
        // JavaScript reads no number in `Infinitye2`
        return f64::NAN;
    }
    let whole = shifted.floor();
    let mut result = match shifted - whole >= 0.5 {
        true => whole + 1.0,
        false => whole,
    };
    if (result - shifted).abs() == 0.5 && (result % 2.0).abs() == 1.0 {
        result -= 1.0;
    }
    // no negative zero
    shift(result, precision.saturating_neg()) + 0.0
}

/// Times a power of ten, by the decimal text, so that 1.005 keeps its digits.
fn shift(number: f64, places: i32) -> f64 {
    if places == 0 || !number.is_finite() {
        return number;
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.parse::<i32>().unwrap_or(0).saturating_add(places);
    format!("{mantissa}e{exponent}").parse().unwrap_or(number)
}

pub(super) fn number(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let value = argument(arguments, 0);
    let parsed = match value {
        Val::Undefined => return Ok(Val::Undefined),
        Val::Bool(flag) => Some(f64::from(u8::from(*flag))),
        Val::String(text) => number_of(text),
        other => return Ok(other.clone()),
    };
    parsed
        .map(Val::Number)
        .ok_or_else(|| Fault::new(Code::D3030).value(value))
}

fn number_of(text: &str) -> Option<f64> {
    for (prefixes, radix) in [(["0x", "0X"], 16), (["0o", "0O"], 8), (["0b", "0B"], 2)] {
        if let Some(digits) = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)) {
            return u64::from_str_radix(digits, radix)
                .ok()
                .map(|number| number as f64);
        }
    }
    let is_plain = text
        .trim_start_matches('-')
        .starts_with(|c: char| c.is_ascii_digit())
        && !text.ends_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E'));
    text.parse()
        .ok()
        .filter(|number: &f64| is_plain && number.is_finite())
}

/// 2⁵³: the integers below are all doubles.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn format_base(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(value) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    let radix = argument(arguments, 1)
        .number()
        .map_or(10.0, |radix| rounded(radix, 0));
    if !(2.0..=36.0).contains(&radix) {
        return Err(Fault::new(Code::D3100).value(&Val::Number(radix)));
    }
    let value = rounded(value, 0);
    if radix == 10.0 {
        return Ok(Val::string(number_text(value)));
    }
    let (mut rest, mut digits) = (value.abs(), Vec::new());
    // what a double cannot tell apart any more is written as zeroes, as JavaScript does
    while rest.is_finite() && rest >= MOST_EXACT {
        digits.push('0');
        rest /= radix;
    }
    rest = rest.trunc();
    loop {
        let digit = rest % radix;
        digits.push(char::from_digit(digit as u32, 36).unwrap_or('0'));
        rest = (rest - digit) / radix;
        if rest.is_nan() || rest <= 0.0 {
            break;
        }
    }
    if value < 0.0 {
        digits.push('-');
    }
    Ok(Val::string(digits.into_iter().rev().collect::<String>()))
}

/// Decimal pictures.
pub(super) fn format_number(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(value) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    let picture = argument(arguments, 1).text().ok_or_else(|| missing(2))?;
    evaluator.charge_picture(picture)?;
    let symbols = Symbols::new(argument(arguments, 2));
    evaluator.text(decimal_picture::format(value, picture, &symbols)?)
}

/// Integer pictures.
pub(super) fn format_integer(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(value) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    let picture = argument(arguments, 1).text().ok_or_else(|| missing(2))?;
    evaluator.charge_picture(picture)?;
    evaluator.text(IntegerPicture::parse(picture)?.format(value)?)
}

/// The other way round.
pub(super) fn parse_integer(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let picture = argument(arguments, 1).text().ok_or_else(|| missing(2))?;
    evaluator.charge_picture(picture)?;
    evaluator.charge_by_picture(&text, picture)?;
    Ok(Val::Number(IntegerPicture::parse(picture)?.read(&text)?))
}

/// AWS: with a seed, the same number each time.
///
/// Source: measured on AWS: that of `java.util.Random`.
pub(super) fn random(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(Val::Number(match argument(arguments, 0).number() {
        Some(seed) => JavaRandom::new(seed as i64).next_f64(),
        None => evaluator.ambient.random.next_f64(),
    }))
}
