//! An expression tried on what a visit saw: what it would give in a field of the visit's state.

use crate::ambient::{Ambient, Random};
use crate::definition::error_names;
use crate::diagnostic::AwsCode;
use crate::history::Reason;
use crate::history::inspection::{Visit, VisitId};
use crate::json::Value;
use crate::jsonata::{Expression, Outcome, UnboundReference};
use crate::program::data_flow::DataFlow;
use crate::scope::{StateBindings, StateScope};
use crate::simulation::Simulation;
use crate::simulation::error_handling::error_output;
use crate::template;

use super::evaluate::{self, EvaluationError, range};
use super::run_types::{Trial, TrialError};
use super::types::TextRange;
use super::visit_detail::{attempt_stages, stages};

/// Evaluates `text` in the query language of the visit's state, at the virtual time at which it was entered and without
/// a trace in the run. `attempt` counts from 1; an unknown one stands for the last. `stage` counts the stages of the visit
/// and of that attempt from 0: the data that `$` is in JSONPath; an unknown one stands for the input.
pub(super) fn trial(
    id: VisitId,
    attempt: usize,
    stage: usize,
    text: &str,
    simulation: &Simulation,
) -> Option<Trial> {
    let visit = simulation.visit(id)?;
    let execution = simulation.executions().get(visit.execution as usize)?;
    let state = execution.program.state(visit.state);
    let number = Some(attempt).filter(|number| (1..visit.attempts.len()).contains(number));
    let number = number.unwrap_or(visit.attempts.len());
    let mut random = Random::new(0);
    let mut ambient = Ambient {
        now: visit.entered,
        random: &mut random,
    };
    let value = match &state.data_flow {
        DataFlow::JsonPath(_) => {
            let mut passed = stages(visit, state);
            passed.extend(attempt_stages(visit, state, number));
            let input = passed.into_iter().nth(stage).map(|passed| passed.value);
            let scope = StateScope {
                input: input.as_ref().unwrap_or(&visit.input),
                variables: &visit.variables,
                context: &visit.context,
            };
            match text.starts_with('$') {
                true => evaluate::path(text, &scope),
                false => evaluate::call(text, &scope, &mut ambient),
            }
        }
        DataFlow::Jsonata(_) => jsonata(text, visit, number, &mut ambient),
    };
    Some(match value {
        Ok(value) => Trial {
            value: Some(value.to_text().to_string()),
            error: None,
        },
        Err(error) => Trial {
            value: None,
            error: Some(TrialError {
                code: error.code,
                message: error.message,
                place: error.place,
            }),
        },
    })
}

/// An expression, with or without `{% %}`. `$states` has of `result` and `errorOutput` what the attempt has.
fn jsonata(
    text: &str,
    visit: &Visit,
    attempt: usize,
    ambient: &mut Ambient<'_>,
) -> Result<Value, EvaluationError> {
    let inner = template::expression_text(text).unwrap_or(text);
    let tried = attempt.checked_sub(1).and_then(|at| visit.attempts.get(at));
    let (stages, error, cause) = match tried {
        Some(attempt) => (&attempt.stages, &attempt.error, &attempt.cause),
        None => (&visit.stages, &visit.error, &visit.cause),
    };
    let failure = (error.is_some() || cause.is_some()).then(|| {
        error_output(&Reason {
            error: error.clone(),
            cause: cause.clone(),
        })
    });
    let result = stages.result.as_ref().map(|result| ("result", result));
    let failure = failure.as_ref().map(|failure| ("errorOutput", failure));
    let extra: Vec<(&'static str, &Value)> = result.into_iter().chain(failure).collect();
    let bindings = StateBindings::new(&visit.input, &visit.variables, &visit.context, &extra);

    // a delimiter before the expression moves its places
    let before = if inner.len() < text.len() { 2 } else { 0 };
    let within = |error: EvaluationError| EvaluationError {
        place: error.place.map(|place| TextRange {
            from: place.from + before,
            to: place.to + before,
        }),
        ..error
    };
    let refused = |message: String, name: &str, end: usize| {
        within(EvaluationError {
            code: Some(AwsCode::UnsupportedJsonataExpression.as_str().to_owned()),
            message,
            place: Some(range(inner, end.saturating_sub(name.len()), end)),
            ..EvaluationError::default()
        })
    };
    let failed = |message: &str| EvaluationError {
        code: Some(error_names::QUERY_EVALUATION_ERROR.to_owned()),
        message: message.to_owned(),
        ..EvaluationError::default()
    };
    let thrown = |error| within(evaluate::thrown(inner, error));

    let expression = Expression::parse(inner).map_err(thrown)?;
    if let Some(UnboundReference { name, end }) = expression.unbound_references().first() {
        return Err(refused(template::unbound(name), name, *end));
    }
    let fields: Vec<&str> = ["input", "context"]
        .into_iter()
        .chain(extra.iter().map(|(name, _)| *name))
        .collect();
    if let Some((name, end)) = expression.unknown_states_field(&fields) {
        return Err(refused(template::no_such_field(&name), &name, end));
    }
    match expression.evaluate(None, &bindings, ambient) {
        Ok(Outcome::Value(value)) => Ok(value),
        Ok(Outcome::Undefined) => Err(failed("The expression returned nothing (undefined).")),
        Ok(Outcome::Function) => Err(failed(
            "The expression returned an unsupported result type.",
        )),
        Err(error) => Err(thrown(error)),
    }
}
