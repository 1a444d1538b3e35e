//! Choice: the first rule that holds decides.

use crate::history::inspection::Decision;
use crate::json::Value;
use crate::jsonpath::Scope;
use crate::program::condition::{ChoiceRule, Condition};
use crate::program::{StateId, Transition};
use crate::simulation::Simulation;
use crate::simulation::failure::Failure;
use crate::simulation::thread::ThreadId;
use crate::template::EvaluationError;

impl Simulation {
    pub(in crate::simulation) fn enter_choice(
        &mut self,
        id: ThreadId,
        rules: &[ChoiceRule],
        default: Option<StateId>,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id)?;
        for (index, rule) in rules.iter().enumerate() {
            if !self.holds(id, &rule.condition, &input)? {
                continue;
            }
            self.decide(id, Decision::Rule(index as u32));
            let next = Transition::Next(rule.next);
            return self.finish_by(id, input, &rule.handoff, next);
        }
        let Some(default) = default else {
            // Source: measured on AWS; the documentation's name for it is States.NoChoiceMatched
            let text =
                "Failed to transition out of the state. The state does not point to a next state.";
            return Err(self.runtime_failure(id, text));
        };
        self.decide(id, Decision::Default);
        self.finish_to(id, input, Transition::Next(default))
    }

    fn holds(
        &mut self,
        id: ThreadId,
        condition: &Condition,
        input: &Value,
    ) -> Result<bool, Failure> {
        match condition {
            Condition::Constant(value) => Ok(*value),
            Condition::Expression(located) => self.with_bindings(id, None, |bindings, ambient| {
                let value = located.evaluate(bindings, ambient)?;
                value
                    .as_bool()
                    .ok_or_else(|| located.unexpected("boolean", &value))
            }),
            tree => self.with_scope(id, input, |scope, _| evaluate(tree, scope)),
        }
    }
}

/// A JSONPath condition, from left to right, stopping early.
fn evaluate(condition: &Condition, scope: &dyn Scope) -> Result<bool, EvaluationError> {
    match condition {
        Condition::And(rules) => {
            for rule in rules {
                if !evaluate(rule, scope)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(rules) => {
            for rule in rules {
                if evaluate(rule, scope)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(rule) => evaluate(rule, scope).map(|holds| !holds),
        Condition::Comparison(comparison) => comparison.holds(scope).map_err(|invalid| {
            let path = invalid.path;
            EvaluationError::Runtime(format!(
                "Invalid path '{path}': The choice state's condition path references an invalid value."
            ))
        }),
        Condition::Constant(value) => Ok(*value),
        Condition::Expression(located) => {
            Err(EvaluationError::Runtime(format!("`{}` stands in a JSONPath rule", located.expression.text())))
        }
    }
}
