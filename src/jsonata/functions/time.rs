//! Time: virtual, and the same during a whole evaluation.

use std::sync::OnceLock;

use super::argument;
use super::date_picture::{Clock, DatePicture, ISO_8601};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::eval::Evaluator;
use crate::jsonata::value::Val;
use crate::regex::{Flags, Regex};
use crate::time::{Timestamp, days_from_civil};

pub(super) fn millis(evaluator: &mut Evaluator<'_, '_>, _: &[Val]) -> Result<Val> {
    Ok(Val::Number(evaluator.ambient.now.0 as f64))
}

pub(super) fn now(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    formatted(evaluator, evaluator.ambient.now.0 as f64, arguments, 0)
}

pub(super) fn from_millis(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let Some(millis) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    formatted(evaluator, millis, arguments, 1)
}

pub(super) fn to_millis(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    if let Some(picture) = argument(arguments, 1).text() {
        evaluator.charge_picture(picture)?;
        evaluator.charge_by_picture(&text, picture)?;
        let read = DatePicture::parse(picture)?.read(&text, evaluator.ambient.now.0)?;
        return Ok(read.map_or(Val::Undefined, Val::Number));
    }
    match millis_of(&text) {
        Some(millis) => Ok(Val::Number(millis)),
        None => Err(Fault::new(Code::D3110).value(&Val::String(text))),
    }
}

/// The milliseconds of the years 0 to 9999.
const FOUR_DIGIT_YEARS: std::ops::RangeInclusive<f64> =
    -62_167_219_200_000.0..=253_402_300_799_999.0;

/// A time by the picture and time zone at `at`.
fn formatted(
    evaluator: &mut Evaluator<'_, '_>,
    millis: f64,
    arguments: &[Val],
    at: usize,
) -> Result<Val> {
    let (picture, zone) = (argument(arguments, at), argument(arguments, at + 1));
    // the picture that is meant writes four digits of the year
    if picture.is_undefined() && zone.is_undefined() && FOUR_DIGIT_YEARS.contains(&millis) {
        return Ok(Val::string(Timestamp(millis as i64).to_string()));
    }
    let picture = picture.text().map_or(ISO_8601, |text| text);
    evaluator.charge_picture(picture)?;
    let clock = Clock::new(millis, zone.text().map(|text| &**text));
    evaluator.text(DatePicture::parse(picture)?.format(clock)?)
}

/// What JSONata takes for an ISO 8601 timestamp: a year, a month or a day, and a time to the second or finer.
const TIMESTAMP: &str = r"^(\d{4})(?:-([01]\d))?(?:-([0-3]\d))?(?:T([0-2]\d):([0-5]\d):([0-5]\d))?(?:\.(\d+))?(?:Z|([+-][0-2]\d):?([0-5]\d))?$";

/// Milliseconds of an ISO 8601 timestamp, in UTC where it names no other zone; `None` for what does not look like one,
/// and no number for what looks like one but is no time, as `Date.parse` has it.
fn millis_of(text: &str) -> Option<f64> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| Regex::new(TIMESTAMP, Flags::default()).ok());
    // it looks at each digit once
    let found = pattern.as_ref()?.find(text, 0, &mut { u64::MAX });
    let groups: Vec<Option<&str>> = found.ok()??.texts(text).collect();
    let group = |at: usize| groups.get(at).copied().flatten();
    let number = |at: usize| group(at).and_then(|digits| digits.parse::<i64>().ok());
    let year = number(0)?;
    let (month, day) = (number(1).unwrap_or(1), number(2).unwrap_or(1));
    let [hours, minutes, seconds] = [3, 4, 5].map(|at| number(at).unwrap_or(0));
    let fraction = group(6).map_or(0, |digits| {
        let digits: String = digits.chars().chain("00".chars()).take(3).collect();
        digits.parse::<i64>().unwrap_or(0)
    });
    let clock = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
    let (zone_hours, zone_minutes) = (number(7).unwrap_or(0), number(8).unwrap_or(0));
    let is_west = group(7).is_some_and(|hours| hours.starts_with('-'));
    let zone = zone_hours * 60 + if is_west { -zone_minutes } else { zone_minutes };
    let has_clock = group(3).is_some();
    let is_time = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (hours < 24 || clock == 86_400_000)
        && zone_hours.abs() < 24
        && (has_clock || (group(6).is_none() && group(7).is_none()));
    if !is_time {
        return Some(f64::NAN);
    }
    // a 30th of February is a 1st of March
    let days = days_from_civil(year, month, 1) + day - 1;
    Some((days * 86_400_000 + clock - zone * 60_000) as f64)
}
