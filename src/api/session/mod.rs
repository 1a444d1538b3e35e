//! A run that a host drives: the simulation behind plain data.
//!
//! The host polls, runs the handlers it is asked for, and answers. What a run has recorded is read at any time, in
//! parts, so that nothing is built that nobody looks at.

mod reading;
mod request;

pub use reading::Scope;

use std::cell::RefCell;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::history::Reason;
use crate::json::{self, Value};
use crate::limits::MAX_HANDLER_OUTPUT_BYTES;
use crate::simulation::breakpoints::Breakpoint;
use crate::simulation::execution::ExecutionId;
use crate::simulation::task::TaskId;
use crate::simulation::tokens::{TokenError, TooLong};
use crate::simulation::{Output, Simulation, TimerId};

pub use crate::simulation::agenda::Clock;
pub use crate::simulation::task::Answerer;

use super::run_types::{self as shapes, Latency, SessionRequest};
use super::{latency, summary, task_request, validate};

/// Why a run cannot begin, or an answer was refused. `code` is the name of AWS's API error where there is one.
#[derive(Clone, Debug)]
pub struct RequestError {
    /// `InvalidDefinition`, `InvalidExecutionInput`, `InvalidName`, `InvalidRequest`, `InvalidToken`, `TaskTimedOut`,
    /// `InvalidOutput`, `ValidationException`, `ExecutionNotRedrivable`
    pub code: &'static str,
    /// In AWS's words where they are known.
    pub message: String,
    /// What is wrong with the definition.
    pub diagnostics: Vec<Diagnostic>,
}

/// A run.
#[derive(Debug)]
pub struct Session {
    simulation: Simulation,
    rows: RefCell<reading::Rows>,
}

impl RequestError {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> RequestError {
        RequestError {
            code,
            message: message.into(),
            diagnostics: Vec::new(),
        }
    }

    /// `InvalidDefinition`, in the words of AWS's CreateStateMachine.
    pub(super) fn invalid_definition(diagnostics: Vec<Diagnostic>) -> RequestError {
        let errors = validate::refusal(&diagnostics);
        RequestError {
            code: "InvalidDefinition",
            message: format!("Invalid State Machine Definition: '{errors}'"),
            diagnostics,
        }
    }
}

impl From<TokenError> for RequestError {
    fn from(error: TokenError) -> RequestError {
        let (code, message) = error.words();
        RequestError::new(code, message)
    }
}

impl Session {
    /// Starts the execution; nothing has happened yet but `ExecutionStarted`.
    ///
    /// # Errors
    /// `InvalidDefinition`, `InvalidExecutionInput`, `InvalidName`, or `InvalidRequest` for a start time or a seed that
    /// is none, or a quota of events below [`MIN_HISTORY_EVENTS`](crate::limits::MIN_HISTORY_EVENTS).
    pub fn new(request: &SessionRequest) -> Result<Session, RequestError> {
        Ok(Session {
            simulation: request::simulation(request)?,
            rows: RefCell::default(),
        })
    }

    /// Works until the host is wanted; see [`Simulation::poll`].
    pub fn poll(&mut self, clock: Clock, max_transitions: u32) -> shapes::Output {
        let mut budget = max_transitions;
        match self.simulation.poll(clock, &mut budget) {
            Output::Task(request) => shapes::Output::Task {
                task: Box::new(task_request::task_request(&request)),
            },
            Output::Cancelled(task) => shapes::Output::Cancelled { task: task.0 },
            Output::Timer(timer) => shapes::Output::Timer { timer: timer.0 },
            Output::Paused => shapes::Output::Paused,
            Output::Blocked(_) => shapes::Output::Blocked,
            Output::Held => shapes::Output::Held,
            Output::Idle => shapes::Output::Idle {
                waiting_for: summary::waiting_for(&self.simulation),
            },
            Output::Done => shapes::Output::Done,
        }
    }

    /// A handler gave a result, JSON text; `by` is that of the candidate it was found under.
    pub fn task_succeeded(&mut self, task: u32, output: &str, by: Answerer) {
        match payload(output) {
            Ok(value) => self.simulation.task_succeeded(TaskId(task), value, by),
            Err(text) => self.refuse_output(task, &text),
        }
    }

    /// A handler failed; `by` as for a result.
    pub fn task_failed(
        &mut self,
        task: u32,
        error: Option<&str>,
        cause: Option<&str>,
        by: Answerer,
    ) {
        let reason = reason(error, cause);
        self.simulation.task_failed(TaskId(task), reason, by);
    }

    fn refuse_output(&mut self, task: u32, text: &str) {
        let error = Some("Playground.InvalidOutput");
        self.task_failed(task, error, Some(text), Answerer::Resource);
    }

    /// What is given for a task from now on is given by hand: no breakpoint holds it.
    pub fn answer_by_hand(&mut self, task: u32) {
        self.simulation.answer_by_hand(TaskId(task));
    }

    /// There is no handler.
    pub fn task_unhandled(&mut self, task: u32) {
        self.simulation.task_unhandled(TaskId(task));
    }

    /// The service of a `.sync` task has taken the call; `output` is JSON text.
    pub fn task_submitted(&mut self, task: u32, output: &str) {
        match payload(output) {
            Ok(value) => self.simulation.task_submitted(TaskId(task), value),
            Err(text) => self.refuse_output(task, &text),
        }
    }

    /// A worker has taken an activity's task.
    pub fn task_started(&mut self, task: u32, worker_name: Option<&str>) {
        self.simulation
            .activity_started(TaskId(task), worker_name.map(Rc::from));
    }

    /// A sign of life of a task.
    pub fn heartbeat(&mut self, task: u32) {
        self.simulation.heartbeat(TaskId(task));
    }

    /// SendTaskSuccess; `output` is JSON text.
    ///
    /// # Errors
    /// `InvalidToken`, `TaskTimedOut`, `InvalidOutput`, `ValidationException`.
    pub fn callback_succeeded(&mut self, token: &str, output: &str) -> Result<(), RequestError> {
        Ok(self.simulation.callback(token, Ok(given(output)?))?)
    }

    /// SendTaskFailure.
    ///
    /// # Errors
    /// `InvalidToken`, `TaskTimedOut`, `ValidationException`.
    pub fn callback_failed(
        &mut self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), RequestError> {
        Ok(self.simulation.callback(token, Err(reason(error, cause)))?)
    }

    /// SendTaskHeartbeat.
    ///
    /// # Errors
    /// `InvalidToken`, `TaskTimedOut`.
    pub fn callback_heartbeat(&mut self, token: &str) -> Result<(), RequestError> {
        Ok(self.simulation.callback_heartbeat(token)?)
    }

    /// Sets where the run stands still, and takes back what [`Session::step`] asked for. A breakpoint at no state is void.
    pub fn break_at(&mut self, breakpoints: &[shapes::Breakpoint]) {
        let found = breakpoints.iter().filter_map(|breakpoint| {
            let machine = breakpoint.machine;
            Some(Breakpoint {
                machine,
                state: self.simulation.state_at(machine, &breakpoint.path)?,
                at_answer: breakpoint.at_answer,
            })
        });
        let found = found.collect();
        self.simulation.break_at(found);
    }

    /// The run stands still before the next state too, whichever it is.
    pub fn step(&mut self) {
        self.simulation.step();
    }

    /// What a breakpoint holds.
    pub fn held(&self) -> Option<shapes::Held> {
        let pause = self.simulation.held()?;
        let reason = pause.value.err();
        let text = |text: &Option<Rc<str>>| text.as_deref().map(str::to_owned);
        Some(shapes::Held {
            execution: pause.execution.0,
            machine: pause.machine,
            state_name: pause.state.name.to_string(),
            state_path: pause.state.location.to_string(),
            item: pause.item,
            at_answer: pause.at_answer,
            value: pause.value.ok().map(|value| value.to_text().to_string()),
            error: reason.and_then(|reason| text(&reason.error)),
            cause: reason.and_then(|reason| text(&reason.cause)),
            most_bytes: (!pause.at_answer).then(|| self.payload_bytes()),
        })
    }

    fn payload_bytes(&self) -> u32 {
        self.simulation.settings().limits.payload_bytes
    }

    /// Lets go what is held, with another value (JSON text) or error if one is given.
    ///
    /// # Errors
    /// `InvalidOutput`; it is still held then.
    pub fn release(
        &mut self,
        value: Option<&str>,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), RequestError> {
        let change = match value {
            Some(text) => {
                let value = given(text)?;
                // an answer that is too large fails as on AWS; no state can be given such an input
                let most = self.payload_bytes();
                let is_input = self.simulation.held().is_some_and(|held| !held.at_answer);
                if is_input && value.size() > most as usize {
                    let text = format!("The input is larger than {most} bytes.");
                    return Err(RequestError::new("InvalidOutput", text));
                }
                Some(Ok(value))
            }
            None => (error.or(cause)).map(|_| Err(reason(error, cause))),
        };
        self.simulation.release(change);
        Ok(())
    }

    /// Asks for a timer in `delay_ms` virtual milliseconds; what is no number is 0.
    pub fn start_timer(&mut self, delay_ms: f64) -> u32 {
        self.simulation
            .start_timer(delay_ms.max(0.0).round() as u64)
            .0
    }

    /// Takes a timer back.
    pub fn cancel_timer(&mut self, timer: u32) {
        self.simulation.cancel_timer(TimerId(timer));
    }

    /// Milliseconds of a latency, drawn from the run's generator unless it is fixed.
    pub fn draw_latency(&mut self, latency: &Latency) -> f64 {
        latency::draw(latency, self.simulation.random())
    }

    /// The virtual time, milliseconds since the epoch.
    pub fn now(&self) -> f64 {
        self.simulation.now().0 as f64
    }

    /// When the run began, milliseconds since the epoch.
    pub fn start_time(&self) -> f64 {
        self.simulation.settings().start_time.0 as f64
    }

    /// The next number of the run's generator, in `0.0..1.0`.
    pub fn random(&mut self) -> f64 {
        self.simulation.random().next_f64()
    }

    /// StopExecution at the present virtual time.
    ///
    /// # Errors
    /// `ValidationException` for an error or cause that is too long.
    pub fn stop(&mut self, error: Option<&str>, cause: Option<&str>) -> Result<(), RequestError> {
        let reason = reason(error, cause);
        TooLong::check(&reason).map_err(TokenError::TooLong)?;
        self.simulation.stop(reason);
        Ok(())
    }

    /// RedriveExecution of the first execution.
    ///
    /// # Errors
    /// `ExecutionNotRedrivable`.
    pub fn redrive(&mut self) -> Result<(), RequestError> {
        self.simulation
            .redrive(ExecutionId(0))
            .map_err(|message| RequestError::new("ExecutionNotRedrivable", message))
    }
}

fn reason(error: Option<&str>, cause: Option<&str>) -> Reason {
    Reason {
        error: error.map(Rc::from),
        cause: cause.map(Rc::from),
    }
}

/// A value that is given by hand or by a token.
fn given(text: &str) -> Result<Value, RequestError> {
    payload(text)
        .map_err(|text| RequestError::new("InvalidOutput", format!("Invalid Output: '{text}'")))
}

/// A handler's answer. The error is one sentence.
fn payload(text: &str) -> Result<Value, String> {
    if text.len() > MAX_HANDLER_OUTPUT_BYTES {
        return Err(format!(
            "The result is larger than {MAX_HANDLER_OUTPUT_BYTES} bytes."
        ));
    }
    json::parse(text).map_err(|error| format!("The result is not JSON that can be used: {error}"))
}
