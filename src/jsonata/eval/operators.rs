//! Operators with two sides.

use super::{Evaluator, Here, items_of, sequence};
use crate::jsonata::ast::{Arithmetic, Node, Operator, Order};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::stringify::{Layout, append_string};
use crate::jsonata::value::Val;

/// The longest range that JSONata makes.
const MOST_RANGE: f64 = 1e7;

impl Evaluator<'_, '_> {
    pub(super) fn binary(
        &mut self,
        node: &Node,
        operator: Operator,
        left: &Node,
        right: &Node,
        here: Here<'_>,
    ) -> Result<Val> {
        let left = self.evaluate(left, here)?;
        if let Operator::And | Operator::Or = operator {
            let decided = self.boolean_of(operator, &left, right, here);
            // what happens on the right side is said to have happened here, as JSONata does
            return decided.map_err(|fault| fault.at(node.at).token(operator.as_str()));
        }
        let right = self.evaluate(right, here)?;
        let result = match operator {
            // INVARIANT: handled above
            Operator::And | Operator::Or => Ok(Val::Undefined),
            Operator::Arithmetic(operator) => arithmetic(operator, &left, &right),
            Operator::Equal | Operator::NotEqual => {
                let is_either_missing = left.is_undefined() || right.is_undefined();
                let asked = operator == Operator::Equal;
                Ok(Val::Bool(
                    !is_either_missing && self.are_equal(&left, &right)? == asked,
                ))
            }
            Operator::Order(order) => self.compare(order, &left, &right),
            Operator::Concatenate => self.concatenate(&left, &right),
            Operator::Range => self.range(&left, &right),
            Operator::In => {
                let items = items_of(&right);
                self.charge_items(items.len())?;
                let mut is_in = false;
                for item in items.iter().filter(|_| is_scalar(&left)) {
                    is_in = is_in || (is_scalar(item) && self.are_equal(item, &left)?);
                }
                Ok(Val::Bool(is_in))
            }
        };
        result.map_err(|fault| {
            if fault.position.is_some() {
                fault
            } else {
                fault.at(node.at).token(operator.as_str())
            }
        })
    }

    /// `and`, `or`: the right side is evaluated only where the left one has not decided.
    fn boolean_of(
        &mut self,
        operator: Operator,
        left: &Val,
        right: &Node,
        here: Here<'_>,
    ) -> Result<Val> {
        let is_decided = self.boolean(left)? == (operator == Operator::Or);
        let truth = match is_decided {
            true => operator == Operator::Or,
            false => {
                let right = self.evaluate(right, here)?;
                self.boolean(&right)?
            }
        };
        Ok(Val::Bool(truth))
    }

    fn compare(&mut self, order: Order, left: &Val, right: &Val) -> Result<Val> {
        let is_comparable = |value: &Val| {
            matches!(value, Val::Undefined | Val::String(_)) || value.number().is_some()
        };
        if !is_comparable(left) || !is_comparable(right) {
            let wrong = if is_comparable(left) { right } else { left };
            return Err(Fault::new(Code::T2010).value(wrong));
        }
        if left.is_undefined() || right.is_undefined() {
            return Ok(Val::Undefined);
        }
        let ordering = match (left, right) {
            (Val::String(a), Val::String(b)) => Some(self.order_of_texts(a, b)?),
            _ => match (left.number(), right.number()) {
                (Some(a), Some(b)) => a.partial_cmp(&b),
                _ => return Err(Fault::new(Code::T2009).value(left).value2(right)),
            },
        };
        Ok(Val::Bool(ordering.is_some_and(|ordering| match order {
            Order::Less => ordering.is_lt(),
            Order::LessOrEqual => ordering.is_le(),
            Order::Greater => ordering.is_gt(),
            Order::GreaterOrEqual => ordering.is_ge(),
        })))
    }

    fn concatenate(&mut self, left: &Val, right: &Val) -> Result<Val> {
        let mut text = String::new();
        append_string(left, Layout::Compact, &mut text)?;
        append_string(right, Layout::Compact, &mut text)?;
        self.text(text)
    }

    fn range(&mut self, left: &Val, right: &Val) -> Result<Val> {
        let whole = |value: &Val, code| match value {
            Val::Undefined => Ok(None),
            value => match value.number().filter(|number| number.fract() == 0.0) {
                Some(number) => Ok(Some(number)),
                None => Err(Fault::new(code).value(value)),
            },
        };
        let (first, last) = (whole(left, Code::T2003)?, whole(right, Code::T2004)?);
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Val::Undefined);
        };
        if first > last {
            return Ok(Val::Undefined);
        }
        let size = last - first + 1.0;
        if size > MOST_RANGE {
            return Err(Fault::new(Code::D2014).value(&Val::Number(size)));
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
        Some(number) if number.is_infinite() => Err(Fault::new(Code::D1001).value(value)),
        Some(number) if number.is_nan() => Ok(None),
        other => Ok(other),
    }
}

fn arithmetic(operator: Arithmetic, left: &Val, right: &Val) -> Result<Val> {
    let side = |value: &Val, code| match finite(value)? {
        None if !value.is_undefined() => Err(Fault::new(code).value(value)),
        number => Ok(number),
    };
    let (a, b) = (side(left, Code::T2001)?, side(right, Code::T2002)?);
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(Val::Undefined);
    };
    Ok(Val::Number(match operator {
        Arithmetic::Add => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide => a / b,
        Arithmetic::Remainder => a % b,
    }))
}

/// What JavaScript's `===` compares by value: containers are never the same.
fn is_scalar(value: &Val) -> bool {
    !value.is_undefined() && !value.is_array() && value.members().is_none()
}
