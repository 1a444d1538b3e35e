//! Runs [`program::data_flow`](crate::program::data_flow): how input becomes arguments and a result becomes output.
//! Each stage is recorded for inspection.

use std::rc::Rc;

use crate::ambient::Ambient;
use crate::definition::{QueryLanguage, error_names};
use crate::history::inspection::Stages;
use crate::json::{Key, Value};
use crate::jsonpath::{Scope, is_variable_name};
use crate::limits::MAX_VARIABLE_NAME;
use crate::program::Transition;
use crate::program::data_flow::{
    DataFlow, Handoff, JsonPathHandoff, JsonataHandoff, Placement, Selection,
};
use crate::scope::{StateBindings, StateScope};
use crate::template::{EvaluationError, Template};

use super::Simulation;
use super::failure::{Failure, Origin, Place, invalid_path, too_large_parameters};
use super::thread::{Stay, ThreadId};

/// What is wrong with a name that was computed for a variable.
///
/// Source: AWS's words of a name in the definition, by analogy.
fn bad_name(name: &str) -> Option<String> {
    if name == "states" {
        return Some("Cannot assign to reserved variable '$states'.".to_owned());
    }
    let is_good = is_variable_name(name) && name.chars().count() <= MAX_VARIABLE_NAME;
    (!is_good).then(|| {
        format!("Invalid variable name '{name}': the variable name contains invalid characters.")
    })
}

/// Variables that a state assigns.
pub(super) type Assigned = Option<Rc<[(Key, Value)]>>;

impl Simulation {
    /// Evaluates something in JSONPath with `input` as `$`.
    pub(super) fn with_scope<R>(
        &mut self,
        id: ThreadId,
        input: &Value,
        evaluate: impl FnOnce(&dyn Scope, &mut Ambient<'_>) -> Result<R, EvaluationError>,
    ) -> Result<R, Failure> {
        let now = self.now();
        // INVARIANT: thread ids are valid; see `Simulation::thread`
        let thread = &self.threads[id.0 as usize];
        let stay = thread.inside()?;
        let scope = StateScope {
            input,
            variables: &thread.variables,
            context: &stay.context,
        };
        let mut ambient = Ambient {
            now,
            random: &mut self.random,
        };
        evaluate(&scope, &mut ambient).map_err(|error| Failure::evaluation(error, &place(stay)))
    }

    /// Evaluates something in JSONata; `extra` is `result` or `errorOutput` with its value.
    pub(super) fn with_bindings<R>(
        &mut self,
        id: ThreadId,
        extra: Option<(&'static str, &Value)>,
        evaluate: impl FnOnce(&StateBindings<'_>, &mut Ambient<'_>) -> Result<R, EvaluationError>,
    ) -> Result<R, Failure> {
        let now = self.now();
        // INVARIANT: thread ids are valid; see `Simulation::thread`
        let thread = &self.threads[id.0 as usize];
        let stay = thread.inside()?;
        let bindings = StateBindings::new(
            &stay.input,
            &thread.variables,
            &stay.context,
            extra.as_slice(),
        );
        let mut ambient = Ambient {
            now,
            random: &mut self.random,
        };
        evaluate(&bindings, &mut ambient).map_err(|error| Failure::evaluation(error, &place(stay)))
    }

    /// A failure of the interpreter in the thread's state; `text` without the prefix.
    pub(super) fn runtime_failure(&self, id: ThreadId, text: impl Into<String>) -> Failure {
        match self.stay(id) {
            Ok(stay) => Failure::runtime(text, &place(stay)),
            Err(failure) => failure,
        }
    }

    /// The query language of the state that a thread is in.
    pub(super) fn language(&self, id: ThreadId) -> Result<QueryLanguage, Failure> {
        let state = self.stay(id)?.state;
        let program = self.program(id);
        Ok(match program.state(state).data_flow {
            DataFlow::JsonPath(_) => QueryLanguage::JsonPath,
            DataFlow::Jsonata(_) => QueryLanguage::Jsonata,
        })
    }

    /// A template in the state's language.
    pub(super) fn payload(
        &mut self,
        id: ThreadId,
        template: &Template,
        effective: &Value,
    ) -> Result<Value, Failure> {
        let program = self.program(id);
        let state = self.stay(id)?.state;
        match program.state(state).data_flow {
            DataFlow::JsonPath(_) => self.with_scope(id, effective, |scope, ambient| {
                template.evaluate(scope, ambient)
            }),
            DataFlow::Jsonata(_) => self.with_bindings(id, None, |bindings, ambient| {
                template.evaluate_jsonata(bindings, ambient)
            }),
        }
    }

    /// Lets `record` note data of the current attempt, or of the visit when its type has no attempts.
    pub(super) fn record(&mut self, id: ThreadId, record: impl FnOnce(&mut Stages)) {
        let Some(visit) = self.current_visit(id) else {
            return;
        };
        record(match visit.attempts.last_mut() {
            Some(attempt) => &mut attempt.stages,
            None => &mut visit.stages,
        });
    }

    /// The input after InputPath; the raw one in JSONata.
    pub(super) fn effective_input(&mut self, id: ThreadId) -> Result<Value, Failure> {
        let program = self.program(id);
        let stay = self.stay(id)?;
        let (state, input) = (program.state(stay.state), stay.input.clone());
        let DataFlow::JsonPath(flow) = &state.data_flow else {
            return Ok(input);
        };
        let effective = self.select(id, &flow.input_path, input)?;
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            stay.effective = effective.clone();
        }
        self.record(id, |stages| {
            stages.after_input_path = Some(effective.clone())
        });
        Ok(effective)
    }

    /// What the work is given: Parameters on the effective input, or Arguments.
    pub(super) fn arguments(&mut self, id: ThreadId) -> Result<Value, Failure> {
        let arguments = self.parameters(id)?;
        self.within_quota(id, arguments)
    }

    /// As [`Simulation::arguments`], of any size.
    pub(super) fn parameters(&mut self, id: ThreadId) -> Result<Value, Failure> {
        let effective = self.effective_input(id)?;
        let program = self.program(id);
        let state = program.state(self.stay(id)?.state);
        let arguments = match &state.data_flow {
            DataFlow::JsonPath(flow) => match &flow.parameters {
                Some(template) => self.with_scope(id, &effective, |scope, ambient| {
                    template.evaluate(scope, ambient)
                })?,
                None => effective,
            },
            DataFlow::Jsonata(flow) => match &flow.arguments {
                Some(template) => self.with_bindings(id, None, |bindings, ambient| {
                    template.evaluate_jsonata(bindings, ambient)
                })?,
                None => effective,
            },
        };
        self.record(id, |stages| {
            stages.after_parameters = Some(arguments.clone())
        });
        Ok(arguments)
    }

    /// What a task, a branch or an iteration is given obeys the quota as an output does.
    ///
    /// Source: AWS Step Functions service quotas.
    pub(super) fn within_quota(&self, id: ThreadId, given: Value) -> Result<Value, Failure> {
        if given.size() <= self.settings.limits.payload_bytes as usize {
            return Ok(given);
        }
        let stay = self.stay(id)?;
        Err(Failure::fatal(too_large_parameters(
            &stay.context.state_name,
        )))
    }

    /// InputPath or OutputPath on a value.
    fn select(
        &mut self,
        id: ThreadId,
        selection: &Selection,
        input: Value,
    ) -> Result<Value, Failure> {
        match selection {
            Selection::All => Ok(input),
            Selection::Nothing => Ok(Value::empty_object()),
            Selection::Path(path) => self.with_scope(id, &input, |scope, _| {
                path.select(scope).map_err(|error| {
                    EvaluationError::Runtime(invalid_path(path.text(), &error.to_string()))
                })
            }),
        }
    }

    /// ResultPath: puts a result into the raw input.
    pub(super) fn place_result(
        &mut self,
        id: ThreadId,
        placement: &Placement,
        result: Value,
    ) -> Result<Value, Failure> {
        let stay = self.stay(id)?;
        match placement {
            Placement::Replace => Ok(result),
            Placement::Discard => Ok(stay.input.clone()),
            Placement::At(path) => path.assign(&stay.input, result).map_err(|error| Failure {
                reason: super::failure::reason(
                    error_names::RESULT_PATH_MATCH_FAILURE,
                    &place(stay).prefixed(&error.to_string()),
                ),
                origin: Origin::Interpreter,
            }),
        }
    }

    /// From the result to the next state, with the state's own fields and transition.
    pub(super) fn finish(&mut self, id: ThreadId, result: Value) -> Result<(), Failure> {
        let program = self.program(id);
        let state = program.state(self.stay(id)?.state);
        self.finish_to(id, result, state.transition)
    }

    /// As [`Simulation::finish`], to another transition than the state's own.
    pub(super) fn finish_to(
        &mut self,
        id: ThreadId,
        result: Value,
        transition: Transition,
    ) -> Result<(), Failure> {
        let program = self.program(id);
        let state = program.state(self.stay(id)?.state);
        match &state.data_flow {
            DataFlow::JsonPath(flow) => self.finish_jsonpath(id, result, &flow.handoff, transition),
            DataFlow::Jsonata(flow) => {
                let name = state.kind.is_retryable().then_some("result");
                self.finish_jsonata(id, result, name, &flow.handoff, transition)
            }
        }
    }

    /// As [`Simulation::finish`], with the fields of a choice rule in the place of the state's own.
    pub(super) fn finish_by(
        &mut self,
        id: ThreadId,
        result: Value,
        handoff: &Handoff,
        transition: Transition,
    ) -> Result<(), Failure> {
        match handoff {
            Handoff::JsonPath(handoff) => self.finish_jsonpath(id, result, handoff, transition),
            Handoff::Jsonata(handoff) => self.finish_jsonata(id, result, None, handoff, transition),
        }
    }

    /// From the result to the next state: ResultSelector, Assign, ResultPath, OutputPath.
    fn finish_jsonpath(
        &mut self,
        id: ThreadId,
        result: Value,
        handoff: &JsonPathHandoff,
        transition: Transition,
    ) -> Result<(), Failure> {
        let selected = match &handoff.result_selector {
            Some(template) => {
                let selected = self.with_scope(id, &result, |scope, ambient| {
                    template.evaluate(scope, ambient)
                })?;
                self.record(id, |stages| {
                    stages.set_after_result_selector(selected.clone())
                });
                selected
            }
            None => result,
        };
        let assigned = self.assign_jsonpath(id, &handoff.assign, &selected)?;
        let placed = self.place_result(id, &handoff.result_path, selected)?;
        if !matches!(handoff.result_path, Placement::Replace) {
            self.record(id, |stages| stages.after_result_path = Some(placed.clone()));
        }
        let output = self.select(id, &handoff.output_path, placed)?;
        self.exit(id, output, assigned, transition)
    }

    /// From the result to the next state: Assign and Output, which see it under `name` in `$states`.
    pub(super) fn finish_jsonata(
        &mut self,
        id: ThreadId,
        result: Value,
        name: Option<&'static str>,
        handoff: &JsonataHandoff,
        transition: Transition,
    ) -> Result<(), Failure> {
        let extra = name.map(|name| (name, &result));
        let assigned = self.assign_jsonata(id, handoff.assign.as_ref(), extra)?;
        let output = match &handoff.output {
            Some(template) => self.with_bindings(id, extra, |bindings, ambient| {
                template.evaluate_jsonata(bindings, ambient)
            })?,
            None => result,
        };
        self.exit(id, output, assigned, transition)
    }

    /// Assign in JSONPath, `input` as `$`.
    pub(super) fn assign_jsonpath(
        &mut self,
        id: ThreadId,
        members: &[(Key, Template)],
        input: &Value,
    ) -> Result<Assigned, Failure> {
        if members.is_empty() {
            return Ok(None);
        }
        let values = self.with_scope(id, input, |scope, ambient| {
            let evaluated = members
                .iter()
                .map(|(key, template)| Ok((key.clone(), template.evaluate(scope, ambient)?)));
            evaluated.collect::<Result<Vec<_>, _>>()
        })?;
        Ok(Some(values.into()))
    }

    /// Assign in JSONata.
    fn assign_jsonata(
        &mut self,
        id: ThreadId,
        template: Option<&Template>,
        extra: Option<(&'static str, &Value)>,
    ) -> Result<Assigned, Failure> {
        let Some(template) = template else {
            return Ok(None);
        };
        let value = self.with_bindings(id, extra, |bindings, ambient| {
            let value = template.evaluate_jsonata(bindings, ambient)?;
            match (template, &value) {
                (Template::Expression(located), value) if value.as_object().is_none() => {
                    Err(located.unexpected("object", value))
                }
                _ => Ok(value),
            }
        })?;
        let members = value
            .as_object()
            .map(|object| object.members())
            .unwrap_or(&[]);
        if let (Template::Expression(located), Some(text)) = (
            template,
            members.iter().find_map(|(name, _)| bad_name(name)),
        ) {
            let failure = self.runtime_failure(id, text);
            return Err(failure.of_value(located));
        }
        Ok((!members.is_empty()).then(|| members.into()))
    }
}

/// The visit as failures of the interpreter name it.
pub(super) fn place(stay: &Stay) -> Place<'_> {
    Place {
        state: &stay.context.state_name,
        entered: stay.entered,
    }
}
