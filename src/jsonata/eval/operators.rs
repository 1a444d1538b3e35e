//! Operators with two sides.

use super::{Evaluator, Here, boolean, items_of, sequence};
use crate::jsonata::ast::Node;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::stringify::append_string;
use crate::jsonata::value::Val;

impl Evaluator<'_, '_> {
    pub(super) fn binary(
        &mut self,
        node: &Node,
        operator: &'static str,
        left: &Node,
        right: &Node,
        here: Here<'_>,
    ) -> Result<Val> {
        let left = self.evaluate(left, here)?;
        match operator {
            "and" if !boolean(&left) => return Ok(Val::Bool(false)),
            "or" if boolean(&left) => return Ok(Val::Bool(true)),
            "and" | "or" => {
                return Ok(Val::Bool(boolean(&self.evaluate(right, here)?)));
            }
            _ => {}
        }
        let right = self.evaluate(right, here)?;
        let result = match operator {
            "+" | "-" | "*" | "/" | "%" => arithmetic(operator, &left, &right),
            "=" => Ok(Val::Bool(
                !left.is_undefined() && !right.is_undefined() && left.equals(&right),
            )),
            "!=" => Ok(Val::Bool(
                !left.is_undefined() && !right.is_undefined() && !left.equals(&right),
            )),
            "<" | "<=" | ">" | ">=" => compare(operator, &left, &right),
            "&" => self.concatenate(&left, &right),
            ".." => self.range(&left, &right),
            "in" => {
                let items = items_of(&right);
                self.charge_items(items.len())?;
                let is_it = |item| is_identical(item, &left);
                Ok(Val::Bool(!left.is_undefined() && items.iter().any(is_it)))
            }
            _ => Err(Fault::new("S0204")),
        };
        result.map_err(|fault| {
            if fault.position.is_some() {
                fault
            } else {
                fault.at(node.at).token(operator)
            }
        })
    }

    fn concatenate(&mut self, left: &Val, right: &Val) -> Result<Val> {
        let mut text = String::new();
        append_string(left, false, &mut text)?;
        append_string(right, false, &mut text)?;
        self.text(text)
    }

    /// A text that an operation made, if it is not too long.
    pub fn text(&mut self, text: String) -> Result<Val> {
        self.charge_made(text.len())?;
        Ok(Val::string(text))
    }

    fn range(&mut self, left: &Val, right: &Val) -> Result<Val> {
        let whole = |value: &Val, code| match value {
            Val::Undefined => Ok(None),
            value => match value.number().filter(|number| number.fract() == 0.0) {
                Some(number) => Ok(Some(number)),
                None => Err(Fault::new(code).value(value)),
            },
        };
        let (first, last) = (whole(left, "T2003")?, whole(right, "T2004")?);
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Val::Undefined);
        };
        if first > last {
            return Ok(Val::Undefined);
        }
        let size = last - first + 1.0;
        if size > 1e7 {
            return Err(Fault::new("D2014").value(&Val::Number(size)));
        }
        self.charge_sequence(size as usize)?;
        Ok(sequence(
            (0..size as u64)
                .map(|n| Val::Number(first + n as f64))
                .collect(),
        ))
    }
}

/// A number that can be computed with.
pub(in crate::jsonata) fn finite(value: &Val) -> Result<Option<f64>> {
    match value.number() {
        Some(number) if number.is_infinite() => Err(Fault::new("D1001").value(value)),
        Some(number) if number.is_nan() => Ok(None),
        other => Ok(other),
    }
}

fn arithmetic(operator: &str, left: &Val, right: &Val) -> Result<Val> {
    let side = |value: &Val, code| match finite(value)? {
        None if !value.is_undefined() => Err(Fault::new(code).value(value)),
        number => Ok(number),
    };
    let (a, b) = (side(left, "T2001")?, side(right, "T2002")?);
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(Val::Undefined);
    };
    Ok(Val::Number(match operator {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => a % b,
    }))
}

fn compare(operator: &str, left: &Val, right: &Val) -> Result<Val> {
    let is_comparable =
        |value: &Val| matches!(value, Val::Undefined | Val::String(_)) || value.number().is_some();
    if !is_comparable(left) || !is_comparable(right) {
        let wrong = if is_comparable(left) { right } else { left };
        return Err(Fault::new("T2010").value(wrong));
    }
    if left.is_undefined() || right.is_undefined() {
        return Ok(Val::Undefined);
    }
    let ordering = match (left, right) {
        (Val::String(a), Val::String(b)) => Some(a.encode_utf16().cmp(b.encode_utf16())),
        _ => match (left.number(), right.number()) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => return Err(Fault::new("T2009").value(left).value2(right)),
        },
    };
    Ok(Val::Bool(ordering.is_some_and(|ordering| match operator {
        "<" => ordering.is_lt(),
        "<=" => ordering.is_le(),
        ">" => ordering.is_gt(),
        _ => ordering.is_ge(),
    })))
}

/// As JavaScript's `===`: containers are never the same.
fn is_identical(a: &Val, b: &Val) -> bool {
    !a.is_array() && a.members().is_none() && a.equals(b)
}
