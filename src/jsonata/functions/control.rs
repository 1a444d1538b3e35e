//! Truth, types and errors.

use super::argument;
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::eval::{self, Evaluator};
use crate::jsonata::value::Val;

pub(super) fn boolean(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(match argument(arguments, 0) {
        Val::Undefined => Val::Undefined,
        // a condition takes a function for true, this one does not
        Val::Function(_) => Val::Bool(false),
        value => Val::Bool(evaluator.boolean(value)?),
    })
}

pub(super) fn not(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(match argument(arguments, 0) {
        Val::Undefined => Val::Undefined,
        Val::Function(_) => Val::Bool(true),
        value => Val::Bool(!evaluator.boolean(value)?),
    })
}

pub(super) fn exists(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(Val::Bool(!argument(arguments, 0).is_undefined()))
}

pub(super) fn type_of(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Ok(Val::string(match argument(arguments, 0) {
        Val::Undefined => return Ok(Val::Undefined),
        Val::Null => "null",
        Val::Bool(_) => "boolean",
        value @ (Val::Number(_) | Val::Written(_)) => match eval::finite(value)? {
            Some(_) => "number",
            // what is no number is any object to JSONata
            None => "object",
        },
        Val::String(_) => "string",
        Val::Array(_) | Val::List(_) | Val::Tuples(_) => "array",
        Val::Object(_) | Val::Record(_) => "object",
        Val::Function(_) => "function",
    }))
}

pub(super) fn error(_: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    Err(said(
        Code::D3137,
        arguments,
        0,
        "$error() function evaluated",
    ))
}

pub(super) fn assert(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    if evaluator.boolean(argument(arguments, 0))? {
        return Ok(Val::Undefined);
    }
    Err(said(
        Code::D3141,
        arguments,
        1,
        "$assert() statement failed",
    ))
}

/// The error that an expression words itself; an empty text is none.
fn said(code: Code, arguments: &[Val], at: usize, otherwise: &str) -> Box<Fault> {
    let text = argument(arguments, at).text();
    let text = text.filter(|text| !text.is_empty());
    Fault::new(code).text(text.map_or(otherwise, |text| text))
}
