//! Time: virtual, and the same during a whole evaluation.

use super::argument;
use super::date_picture::{Clock, DatePicture, ISO_8601};
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::eval::Evaluator;
use crate::jsonata::value::Val;
use crate::time::Timestamp;

pub(super) fn millis(evaluator: &mut Evaluator<'_, '_>, _: &[Val], _: &Val) -> Result<Val> {
    Ok(Val::Number(evaluator.ambient.now.0 as f64))
}

pub(super) fn now(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val], _: &Val) -> Result<Val> {
    formatted(evaluator.ambient.now.0 as f64, arguments, 0)
}

pub(super) fn from_millis(_: &mut Evaluator<'_, '_>, arguments: &[Val], _: &Val) -> Result<Val> {
    let Some(millis) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    formatted(millis, arguments, 1)
}

pub(super) fn to_millis(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &[Val],
    _: &Val,
) -> Result<Val> {
    let value = argument(arguments, 0);
    let Some(text) = value.text() else {
        return Ok(Val::Undefined);
    };
    if let Some(picture) = argument(arguments, 1).text() {
        let read = DatePicture::parse(picture)?.read(text, evaluator.ambient.now.0)?;
        return Ok(read.map_or(Val::Undefined, |millis| Val::Number(millis as f64)));
    }
    millis_of(text)
        .map(|millis| Val::Number(millis as f64))
        .ok_or_else(|| Fault::new("D3110").value(value))
}

/// A time by the picture and time zone at `at`.
fn formatted(millis: f64, arguments: &[Val], at: usize) -> Result<Val> {
    let (picture, zone) = (argument(arguments, at), argument(arguments, at + 1));
    if picture.is_undefined() && zone.is_undefined() {
        return Ok(Val::string(Timestamp(millis as i64).to_string()));
    }
    let picture = DatePicture::parse(picture.text().map_or(ISO_8601, |text| text))?;
    let clock = Clock::new(millis as i64, zone.text().map(|text| &**text));
    Ok(Val::string(picture.format(clock)?))
}

/// An ISO 8601 timestamp: a year alone, a date, or a date with a time.
fn millis_of(text: &str) -> Option<i64> {
    let full = match text.len() {
        4 => format!("{text}-01-01T00:00:00Z"),
        7 => format!("{text}-01T00:00:00Z"),
        10 => format!("{text}T00:00:00Z"),
        _ => {
            let (date, time) = text.split_once('T')?;
            let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
            let (clock, zone) = time.split_at(zone);
            let clock = if clock.len() == 5 {
                format!("{clock}:00")
            } else {
                clock.to_owned()
            };
            let zone = match zone {
                "" => "Z".to_owned(),
                zone if zone.len() == 5 => {
                    let (hours, minutes) = zone.split_at(3);
                    format!("{hours}:{minutes}")
                }
                zone => zone.to_owned(),
            };
            format!("{date}T{clock}{zone}")
        }
    };
    Timestamp::parse(&full).map(|at| at.0)
}
