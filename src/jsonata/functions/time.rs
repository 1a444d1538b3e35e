//! Time: virtual, and the same during a whole evaluation.

use super::argument;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::eval::Evaluator;
use crate::jsonata::value::Val;
use crate::time::Timestamp;

pub(super) fn millis(evaluator: &mut Evaluator<'_, '_>, _: &[Val], _: &Val) -> Result<Val> {
    Ok(Val::Number(evaluator.ambient.now.0 as f64))
}

pub(super) fn now(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val], _: &Val) -> Result<Val> {
    let now = evaluator.ambient.now;
    plain_only(arguments, 0)?;
    Ok(Val::string(now.to_string()))
}

pub(super) fn from_millis(_: &mut Evaluator<'_, '_>, arguments: &[Val], _: &Val) -> Result<Val> {
    let Some(millis) = argument(arguments, 0).number() else {
        return Ok(Val::Undefined);
    };
    plain_only(arguments, 1)?;
    Ok(Val::string(Timestamp(millis as i64).to_string()))
}

pub(super) fn to_millis(_: &mut Evaluator<'_, '_>, arguments: &[Val], _: &Val) -> Result<Val> {
    let value = argument(arguments, 0);
    let Some(text) = value.text() else {
        return Ok(Val::Undefined);
    };
    plain_only(arguments, 1)?;
    millis_of(text)
        .map(|millis| Val::Number(millis as f64))
        .ok_or_else(|| Fault::new("D3110").value(value))
}

/// Pictures and time zones.
fn plain_only(arguments: &[Val], from: usize) -> Result<()> {
    if arguments
        .iter()
        .skip(from)
        .any(|argument| !argument.is_undefined())
    {
        return Err(Fault::guard(
            "Date and time pictures are not supported here yet",
        ));
    }
    Ok(())
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
