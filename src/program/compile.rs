//! [`definition::StateMachine`] → [`Program`]: each path, template and expression parsed once, each name resolved.

use std::collections::HashMap;
use std::rc::Rc;

use crate::definition::resource::Resource;
use crate::definition::{self, MachineType, QueryLanguage, StateType};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::intrinsic::Call;
use crate::json::node::{Node, Text};
use crate::template::{self, Located, StatesField, Template, TemplateProblem};
use crate::text::Spanned;

mod choice;
mod data_flow;
mod map;
mod paths;
mod problem;

use super::data_flow::{DataFlow, Quantity, Words};
use super::error_handling::{Backoff, Catcher, ErrorMatcher, Retrier};
use super::{Machine, MachineId, Program, State, StateId, StateKind, Task, Transition, Wait};

/// Compiles a machine.
///
/// # Errors
/// Everything in it that cannot run: texts that do not parse, names that lead nowhere, parts that are missing. What the
/// definition's own parsing reported is reported again in general words only where nothing else was found.
pub fn compile(
    machine: &definition::StateMachine,
    machine_type: MachineType,
) -> Result<Program, Diagnostics> {
    let mut compiler = Compiler::default();
    let root = compiler.machine(machine);
    match root {
        Some(root) if !compiler.diagnostics.has_errors() && !compiler.incomplete => Ok(Program {
            machine_type,
            timeout_seconds: machine
                .timeout_seconds
                .as_ref()
                .map(|seconds| seconds.value),
            root,
            machines: compiler.machines,
            states: compiler.states.into_iter().flatten().collect(),
        }),
        _ => {
            if !compiler.diagnostics.has_errors() {
                let message = "the definition is incomplete and cannot run";
                compiler.diagnostics.push(Diagnostic::new(
                    Code::Incomplete,
                    Severity::Error,
                    machine.span,
                    message,
                ));
            }
            Err(compiler.diagnostics)
        }
    }
}

#[derive(Default)]
struct Compiler {
    machines: Vec<Machine>,
    /// Filled when a state is compiled, so that ids can be given out before.
    states: Vec<Option<State>>,
    diagnostics: Diagnostics,
    /// A part is missing that the definition's parser has reported.
    incomplete: bool,
}

/// The names of one level.
type Names = HashMap<Rc<str>, StateId>;

impl Compiler {
    fn machine(&mut self, machine: &definition::StateMachine) -> Option<MachineId> {
        let first = self.states.len() as u32;
        let names: Names = machine
            .states
            .iter()
            .zip(first..)
            .map(|(state, id)| (state.name.value.clone(), StateId(id)))
            .collect();
        self.states.extend(machine.states.iter().map(|_| None));
        for (state, id) in machine.states.iter().zip(first..) {
            let compiled = self.state(state, &names);
            self.incomplete |= compiled.is_none();
            if let Some(slot) = self.states.get_mut(id as usize) {
                *slot = compiled;
            }
        }
        let start = machine
            .start_at
            .as_ref()
            .and_then(|name| self.target(name, &names));
        let Some(start) = start else {
            self.incomplete = true;
            return None;
        };
        self.machines.push(Machine {
            location: machine.location.clone(),
            start,
        });
        Some(MachineId(self.machines.len() as u32 - 1))
    }

    fn target(&mut self, name: &Spanned<Rc<str>>, names: &Names) -> Option<StateId> {
        // a name that leads nowhere is reported by the definition's rules
        let found = names.get(&name.value).copied();
        self.incomplete |= found.is_none();
        found
    }

    fn state(&mut self, state: &definition::State, names: &Names) -> Option<State> {
        let place = Place {
            location: &state.location,
            language: state.query_language,
            gives_result: state.state_type().is_some_and(StateType::gives_result),
        };
        let data_flow = self.data_flow(&state.data_flow, place);
        let retry = state.retry.iter().map(retrier).collect();
        let catch = state.catch.iter().enumerate();
        let catch = catch
            .filter_map(|(at, catcher)| self.catcher(catcher, at, names, place))
            .collect();
        let transition = match &state.transition {
            Some(definition::Transition::Next(name)) => Transition::Next(self.target(name, names)?),
            _ => Transition::End,
        };
        let ends_itself = matches!(
            state.kind,
            Some(
                definition::StateKind::Choice(_)
                    | definition::StateKind::Succeed
                    | definition::StateKind::Fail { .. }
            )
        );
        let is_settled = match state.transition {
            Some(definition::Transition::Next(_) | definition::Transition::End) => true,
            Some(definition::Transition::Open) | None => ends_itself,
        };
        self.incomplete |= !is_settled;
        let kind = self.kind(state, names, place, &data_flow)?;
        let (name, location) = (state.name.value.clone(), state.location.clone());
        Some(State {
            name,
            location,
            data_flow,
            retry,
            catch,
            transition,
            kind,
        })
    }

    fn jsonpath_template(&mut self, node: Option<&Node>, location: String) -> Option<Template> {
        let mut problems = Vec::new();
        let template = template::parse_jsonpath(node?, &mut problems);
        self.template_problems(problems, &location);
        Some(template)
    }

    fn jsonata_template(
        &mut self,
        node: Option<&Node>,
        place: Place<'_>,
        field: &str,
    ) -> Option<Template> {
        let mut problems = Vec::new();
        let extra = place.states_field(field);
        let template = template::parse_jsonata(node?, field, extra, &mut problems);
        self.template_problems(problems, place.location);
        Some(template)
    }

    fn template_problems(&mut self, problems: Vec<TemplateProblem>, location: &str) {
        for problem in problems {
            self.diagnostics.push(problem::describe(problem, location));
        }
    }

    fn expression(
        &mut self,
        text: &Spanned<Text>,
        place: Place<'_>,
        field: &str,
    ) -> Option<Located> {
        let mut problems = Vec::new();
        let extra = place.states_field(field);
        let located =
            template::parse_expression(&text.value, text.span, field, extra, &mut problems);
        self.template_problems(problems, place.location);
        located
    }

    fn quantity(
        &mut self,
        quantity: &definition::Quantity,
        place: Place<'_>,
        field: &str,
    ) -> Option<Quantity> {
        match quantity {
            definition::Quantity::Literal(number) => Some(Quantity::Literal(number.value)),
            definition::Quantity::Expression(text) => self
                .expression(text, place, field)
                .map(Quantity::Expression),
            definition::Quantity::Path(text) => self
                .path(text, place.field(&format!("{field}Path")))
                .map(Quantity::Path),
        }
    }

    fn words(&mut self, words: &definition::Words, place: Place<'_>, field: &str) -> Option<Words> {
        match words {
            definition::Words::Literal(text) => Some(Words::Literal(text.value.value.clone())),
            definition::Words::Expression(text) => {
                self.expression(text, place, field).map(Words::Expression)
            }
            definition::Words::Path(text) if text.value.value.starts_with('$') => self
                .path(text, place.field(&format!("{field}Path")))
                .map(Words::Path),
            definition::Words::Path(text) => match Call::parse(&text.value.value) {
                Ok(call) => Some(Words::Intrinsic(call)),
                Err(error) => {
                    self.bad_path(
                        Code::InvalidPath,
                        text,
                        &error,
                        place.field(&format!("{field}Path")),
                    );
                    None
                }
            },
        }
    }

    fn optional_quantity(
        &mut self,
        quantity: Option<&definition::Quantity>,
        place: Place<'_>,
        field: &str,
    ) -> Option<Quantity> {
        self.quantity(quantity?, place, field)
    }

    fn catcher(
        &mut self,
        catcher: &definition::Catcher,
        index: usize,
        names: &Names,
        place: Place<'_>,
    ) -> Option<Catcher> {
        let own = format!("Catch[{index}]");
        Some(Catcher {
            errors: matcher(&catcher.error_equals),
            next: self.target(catcher.next.as_ref()?, names)?,
            handoff: self.catcher_handoff(catcher, place, &own),
        })
    }

    fn kind(
        &mut self,
        state: &definition::State,
        names: &Names,
        place: Place<'_>,
        data_flow: &DataFlow,
    ) -> Option<StateKind> {
        Some(match state.kind.as_ref()? {
            definition::StateKind::Task(task) => StateKind::Task(Box::new(self.task(task, place)?)),
            definition::StateKind::Pass { result } => StateKind::Pass {
                result: result.as_ref().map(Node::to_value),
            },
            definition::StateKind::Wait(wait) => {
                StateKind::Wait(Box::new(self.wait(wait.as_ref()?, place)?))
            }
            definition::StateKind::Choice(choice) => self.choice(choice, names, place, data_flow),
            definition::StateKind::Succeed => StateKind::Succeed,
            definition::StateKind::Fail { error, cause } => StateKind::Fail {
                error: error
                    .as_ref()
                    .and_then(|words| self.words(words, place, "Error"))
                    .map(Box::new),
                cause: cause
                    .as_ref()
                    .and_then(|words| self.words(words, place, "Cause"))
                    .map(Box::new),
            },
            definition::StateKind::Parallel { branches } => {
                let branches = branches
                    .iter()
                    .map(|branch| self.machine(branch))
                    .collect::<Vec<_>>();
                StateKind::Parallel {
                    branches: branches.into_iter().collect::<Option<_>>()?,
                }
            }
            definition::StateKind::Map(map) => StateKind::Map(Box::new(self.map(map, place)?)),
        })
    }

    fn task(&mut self, task: &definition::Task, place: Place<'_>) -> Option<Task> {
        let credentials = task.credentials.as_ref();
        Some(Task {
            timeout: self.optional_quantity(task.timeout.as_ref(), place, "TimeoutSeconds"),
            heartbeat: self.optional_quantity(task.heartbeat.as_ref(), place, "HeartbeatSeconds"),
            credentials: match place.language {
                QueryLanguage::JsonPath => {
                    self.jsonpath_template(credentials, place.field("Credentials"))
                }
                QueryLanguage::Jsonata => self.jsonata_template(credentials, place, "Credentials"),
            },
            resource: Resource::parse(&task.resource.as_ref()?.value.value),
        })
    }

    fn wait(&mut self, wait: &definition::Wait, place: Place<'_>) -> Option<Wait> {
        match wait {
            definition::Wait::Seconds(quantity) => {
                self.quantity(quantity, place, "Seconds").map(Wait::Seconds)
            }
            definition::Wait::Timestamp(words) => {
                self.words(words, place, "Timestamp").map(Wait::Timestamp)
            }
        }
    }
}

/// The state whose fields are compiled.
#[derive(Clone, Copy)]
struct Place<'a> {
    location: &'a str,
    language: QueryLanguage,
    /// As [`StateType::gives_result`].
    gives_result: bool,
}

impl Place<'_> {
    fn field(&self, name: &str) -> String {
        format!("{}/{name}", self.location)
    }

    /// What `$states` has in a field beside its input and its context: a result where there has been work, the error in
    /// a catcher.
    ///
    /// Source: AWS developer guide, "Transforming data with JSONata in Step Functions".
    fn states_field(&self, field: &str) -> Option<StatesField> {
        let is_after_work = field.starts_with("Output") || field.starts_with("Assign");
        match field.starts_with("Catch[") {
            true => Some(StatesField::ErrorOutput),
            false => (self.gives_result && is_after_work).then_some(StatesField::Result),
        }
    }
}

fn matcher(names: &[Spanned<Rc<str>>]) -> ErrorMatcher {
    ErrorMatcher::new(names.iter().map(|name| name.value.clone()).collect())
}

fn retrier(retrier: &definition::Retrier) -> Retrier {
    Retrier {
        errors: matcher(&retrier.error_equals),
        max_attempts: retrier.max_attempts,
        backoff: Backoff {
            interval_seconds: retrier.interval_seconds,
            rate: retrier.backoff_rate,
            max_delay_seconds: retrier.max_delay_seconds,
            jitter_strategy: retrier.jitter_strategy,
        },
    }
}
