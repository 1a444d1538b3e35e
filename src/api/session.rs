//! A run that a host drives: the simulation behind plain data.
//!
//! The host polls, runs the handlers it is asked for, and answers. What a run has recorded is read at any time, in
//! parts, so that nothing is built that nobody looks at.

use std::cell::RefCell;
use std::rc::Rc;

use base64::Engine;

use crate::definition::{self, MachineType};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::history::aws_json::{self, Account};
use crate::history::inspection::{Visit, VisitId, VisitStatus};
use crate::history::iteration::{Iteration, Part};
use crate::history::{Reason, timeline, trace};
use crate::json::{self, Value, jackson};
use crate::limits::{Limits, MAX_HANDLER_OUTPUT_BYTES, MIN_HISTORY_EVENTS};
use crate::program::Program;
use crate::simulation::breakpoints::Breakpoint;
use crate::simulation::execution::{Execution, ExecutionId, Identity};
use crate::simulation::task::TaskId;
use crate::simulation::task_answer::TokenError;
use crate::simulation::{Output, Settings, Simulation, StateMachine, TimerId};
use crate::time::Timestamp;

use super::analyze::checked;
use super::latency;
use super::run_types::{self as shapes, Latency, MachineRequest, ObjectRequest, SessionRequest};
use super::{summary, task_request, timeline_row, trace_row, visit_detail};

/// Why a run cannot begin, or an answer was refused. `code` is the name of AWS's API error where there is one.
#[derive(Clone, Debug)]
pub struct RequestError {
    /// `InvalidDefinition`, `InvalidExecutionInput`, `InvalidRequest`, `InvalidToken`, `TaskTimedOut`, `InvalidOutput`
    pub code: &'static str,
    /// In AWS's words where they are known.
    pub message: String,
    /// What is wrong with the definition.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is told of: an execution, or one iteration of a Map in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The execution's number; an unknown one stands for the first.
    pub execution: u32,
    /// A visit inside of a Map: its iteration alone.
    pub within: Option<u32>,
}

impl From<u32> for Scope {
    fn from(execution: u32) -> Scope {
        Scope {
            execution,
            within: None,
        }
    }
}

/// The timeline's rows: of which execution and iteration, and how many visits and events there were when they were made.
type Rows = ((ExecutionId, Option<u32>, usize), Rc<[timeline::Row]>);

/// A run.
#[derive(Debug)]
pub struct Session {
    simulation: Simulation,
    rows: RefCell<Rows>,
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
        let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
        // without an error, a value that is still to be filled in keeps the definition from running
        let is_open = |d: &&Diagnostic| d.code == Code::UnfilledSubstitution;
        let first = diagnostics.iter().find(is_error);
        let first = first.or_else(|| diagnostics.iter().find(is_open));
        let text = first.map(|first| match &first.aws {
            Some(aws) => match &aws.location {
                Some(location) => format!("{}: {} at {location}", aws.code, aws.message),
                None => format!("{}: {}", aws.code, aws.message),
            },
            None => first.message.clone(),
        });
        let message = format!(
            "Invalid State Machine Definition: '{}'",
            text.unwrap_or_default()
        );
        RequestError {
            code: "InvalidDefinition",
            message,
            diagnostics,
        }
    }
}

impl From<TokenError> for RequestError {
    fn from(error: TokenError) -> RequestError {
        match error {
            TokenError::Invalid => {
                RequestError::new("InvalidToken", "Invalid Token: 'Invalid token'")
            }
            TokenError::TaskTimedOut => {
                let text = "Task Timed Out: 'Provided task does not exist anymore'";
                RequestError::new("TaskTimedOut", text)
            }
        }
    }
}

impl Session {
    /// Starts the execution; nothing has happened yet but `ExecutionStarted`.
    ///
    /// # Errors
    /// `InvalidDefinition`, `InvalidExecutionInput`, or `InvalidRequest` for a start time that is none or
    /// a quota of events below [`MIN_HISTORY_EVENTS`].
    pub fn new(request: &SessionRequest) -> Result<Session, RequestError> {
        let machine_type = request.machine_type.unwrap_or_default();
        let program = Rc::new(program(&request.definition, machine_type)?);
        let limits = limits(request)?;
        let input = execution_input(request.input.as_deref().unwrap_or("{}"), &limits)?;
        let mut simulation = Simulation::new(settings(request, limits)?);
        let identity = identity(request, &mut simulation);
        simulation.register(StateMachine {
            arn: identity.machine_arn.clone(),
            name: identity.machine_name.clone(),
            role_arn: identity.role_arn.clone(),
            program: program.clone(),
        });
        for machine in &request.machines {
            let machine = state_machine(machine, &identity, simulation.settings())?;
            simulation.register(machine);
        }
        for object in &request.objects {
            let body = object_body(object)?;
            let now = simulation.now();
            simulation
                .objects_mut()
                .put(&object.bucket, &object.key, body, now);
        }
        simulation.start(program, identity, input);
        Ok(Session {
            simulation,
            rows: RefCell::new(((ExecutionId(0), None, 0), Rc::from([]))),
        })
    }

    /// Works until the host is wanted; see [`Simulation::poll`].
    pub fn poll(&mut self, may_advance: bool, max_transitions: u32) -> shapes::Output {
        let mut budget = max_transitions;
        match self.simulation.poll(may_advance, &mut budget) {
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

    /// A handler gave a result, JSON text. `wrap` is that of the candidate it was found under.
    pub fn task_succeeded(&mut self, task: u32, output: &str, wrap: bool) {
        match payload(output) {
            Ok(value) => self.simulation.task_succeeded(TaskId(task), value, wrap),
            Err(text) => self.task_failed(task, Some("Playground.InvalidOutput"), Some(&text)),
        }
    }

    /// A handler failed.
    pub fn task_failed(&mut self, task: u32, error: Option<&str>, cause: Option<&str>) {
        self.simulation
            .task_failed(TaskId(task), reason(error, cause));
    }

    /// There is no handler.
    pub fn task_unhandled(&mut self, task: u32) {
        self.simulation.task_unhandled(TaskId(task));
    }

    /// The service of a `.sync` task has taken the call; `output` is JSON text.
    pub fn task_submitted(&mut self, task: u32, output: &str) {
        match payload(output) {
            Ok(value) => self.simulation.task_submitted(TaskId(task), value),
            Err(text) => self.task_failed(task, Some("Playground.InvalidOutput"), Some(&text)),
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
    /// `InvalidToken`, `TaskTimedOut`, `InvalidOutput`.
    pub fn callback_succeeded(&mut self, token: &str, output: &str) -> Result<(), RequestError> {
        Ok(self.simulation.callback(token, Ok(given(output)?))?)
    }

    /// SendTaskFailure.
    ///
    /// # Errors
    /// `InvalidToken`, `TaskTimedOut`.
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

    /// Sets where the run stands still; `step`: before the next state too. A breakpoint at no state is void.
    pub fn break_at(&mut self, breakpoints: &[shapes::Breakpoint], step: bool) {
        let found = breakpoints.iter().filter_map(|breakpoint| {
            let machine = breakpoint.machine;
            Some(Breakpoint {
                machine,
                state: self.simulation.state_at(machine, &breakpoint.path)?,
                at_answer: breakpoint.at_answer,
            })
        });
        let found = found.collect();
        self.simulation.break_at(found, step);
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
    pub fn stop(&mut self, error: Option<&str>, cause: Option<&str>) {
        self.simulation.stop(reason(error, cause));
    }

    /// RedriveExecution of the first execution.
    ///
    /// # Errors
    /// `ExecutionNotRedrivable`.
    pub fn redrive(&mut self) -> Result<(), RequestError> {
        self.simulation
            .redrive(ExecutionId(0))
            .map_err(|message| RequestError {
                code: "ExecutionNotRedrivable",
                message,
                diagnostics: Vec::new(),
            })
    }

    /// All executions of the run, in the order of their start. The first is the one that was asked for; the methods
    /// below are about one of them, and take an unknown one for the first.
    pub fn executions(&self) -> Vec<shapes::ExecutionInfo> {
        summary::executions(&self.simulation)
    }

    /// An execution as a whole.
    pub fn summary(&self, scope: impl Into<Scope>) -> shapes::RunSummary {
        let scope = scope.into();
        let within = scope.within;
        let (id, execution) = self.execution(scope.execution);
        let rows = self.rows(id, within).len();
        let all = self.simulation.visits();
        let Some(iteration) = self.iteration(within) else {
            return summary::summary(&self.simulation, all, id, execution, rows);
        };
        let alone = iteration.alone(all);
        let neighbours = iteration.neighbours(all);
        let map = self.simulation.visit(iteration.map);
        let name = map.map(|map| execution.program.state(map.state).name.to_string());
        let mut picture = all.to_vec();
        for (visit, part) in picture.iter_mut().zip(iteration.parts(all)) {
            part.draw(visit);
        }
        shapes::RunSummary {
            states: summary::states(&picture, id, &execution.program),
            edges: summary::edges(&picture, id, &execution.program),
            trace_rows: self.trace_rows(self.with_history(scope), within).len() as u32,
            iteration: Some(shapes::ShownIteration {
                index: iteration.index,
                count: neighbours.count,
                map: name.unwrap_or_default(),
                map_visit: iteration.map.0,
                previous: neighbours.previous.map(|id| id.0),
                next: neighbours.next.map(|id| id.0),
            }),
            ..summary::summary(&self.simulation, &alone, id, execution, rows)
        }
    }

    /// How the execution stood right after an event.
    pub fn moment(&self, scope: impl Into<Scope>, event: usize) -> Option<shapes::Moment> {
        let Scope { execution, within } = scope.into();
        let (id, execution) = self.execution(execution);
        let parts = self
            .iteration(within)
            .map(|iteration| iteration.parts(self.simulation.visits()));
        super::moment::moment(&self.simulation, id, execution, event, parts.as_deref())
    }

    fn iteration(&self, within: Option<u32>) -> Option<Iteration> {
        Iteration::around(VisitId(within?), self.simulation.visits())
    }

    /// The execution whose history tells of it: an iteration of a distributed Map has a history of its own.
    fn with_history(&self, scope: Scope) -> &Execution {
        let visit = scope
            .within
            .and_then(|id| self.simulation.visit(VisitId(id)));
        let of = visit.map_or(scope.execution, |visit| visit.execution);
        self.execution(of).1
    }

    /// The numbers of the rows of the trace.
    fn trace_rows(&self, execution: &Execution, within: Option<u32>) -> Vec<usize> {
        let all = 0..trace::len(&execution.history);
        let Some(iteration) = self.iteration(within) else {
            return all.collect();
        };
        let parts = iteration.parts(self.simulation.visits());
        let is_inside = |number: &usize| {
            let visit = match trace::row(&execution.history, *number) {
                Some(trace::Row::Event(_, event)) => event.visit,
                Some(trace::Row::Note(note)) => Some(note.visit),
                None => None,
            };
            visit.is_some_and(|visit| parts.get(visit.0 as usize) == Some(&Part::Inside))
        };
        all.filter(is_inside).collect()
    }

    /// How many events there are.
    pub fn event_count(&self, execution: u32) -> usize {
        self.execution(execution).1.history.len()
    }

    /// Up to `count` events from the one at `from`, as a JSON array in the shape of GetExecutionHistory.
    pub fn events(&self, execution: u32, from: usize, count: usize) -> String {
        let (_, execution) = self.execution(execution);
        let settings = self.simulation.settings();
        let account = Account {
            role_arn: &execution.identity.role_arn,
            region: &settings.region,
        };
        aws_json::events(
            &execution.history,
            &execution.program,
            &account,
            from,
            count,
        )
    }

    /// Up to `count` rows of the trace from the one at `from`.
    pub fn trace(
        &self,
        scope: impl Into<Scope>,
        from: usize,
        count: usize,
    ) -> Vec<shapes::TraceRow> {
        let scope = scope.into();
        let (within, execution) = (scope.within, self.with_history(scope));
        let visits = self.simulation.visits();
        let row = |(number, place)| {
            let row = trace::row(&execution.history, place)?;
            Some(trace_row::trace_row(number, row, execution, visits))
        };
        if within.is_none() {
            let last = from.saturating_add(count);
            let last = last.min(trace::len(&execution.history));
            return (from..last)
                .filter_map(|number| row((number, number)))
                .collect();
        }
        let places = self.trace_rows(execution, within);
        let shown = places.into_iter().enumerate().skip(from).take(count);
        shown.filter_map(row).collect()
    }

    /// Up to `count` rows of the timeline from the one at `from`.
    pub fn timeline(
        &self,
        scope: impl Into<Scope>,
        from: usize,
        count: usize,
    ) -> Vec<shapes::TimelineRow> {
        let Scope { execution, within } = scope.into();
        let rows = self.rows(self.execution(execution).0, within);
        let last = from.saturating_add(count).min(rows.len());
        (from..last)
            .filter_map(|number| timeline_row::timeline_row(number, &rows, &self.simulation))
            .collect()
    }

    /// Everything about one visit.
    pub fn visit(&self, id: u32) -> Option<shapes::VisitDetail> {
        visit_detail::visit_detail(VisitId(id), &self.simulation)
    }

    /// The last visit of a state, by its place in the definition.
    pub fn visit_of_state(&self, execution: u32, path: &str) -> Option<u32> {
        let (id, execution) = self.execution(execution);
        let is_of = |visit: &Visit| {
            visit.is_of(id.0) && &*execution.program.state(visit.state).location == path
        };
        Some(self.simulation.visits().iter().rposition(is_of)? as u32)
    }

    /// The visit an event belongs to.
    pub fn visit_of_event(&self, execution: u32, id: u32) -> Option<u32> {
        let visit = trace::visit_of(
            &self.execution(execution).1.history,
            crate::history::EventId(id),
        )?;
        Some(visit.0)
    }

    /// Where the run stands, JSON text: `{"now", "status", "running": [{"state", "path", "visit", "entered",
    /// "variables"}]}`.
    pub fn snapshot(&self) -> String {
        let (of, execution) = self.execution(0);
        let visits = self.simulation.visits().iter().zip(0i64..);
        let is_running =
            |visit: &Visit| visit.execution == of.0 && visit.status == VisitStatus::Running;
        let running = visits
            .filter(|(visit, _)| is_running(visit))
            .map(|(visit, id)| {
                let state = execution.program.state(visit.state);
                Value::object([
                    ("state", Value::String(state.name.clone())),
                    ("path", Value::String(state.location.clone())),
                    ("visit", Value::from(id)),
                    ("entered", Value::from(visit.entered.to_string())),
                    ("variables", Value::object(visit.variables.iter().cloned())),
                ])
            });
        let running = Value::array(running.collect());
        let now = Value::from(self.simulation.now().to_string());
        let status = Value::from(execution.status.as_str());
        Value::object([("now", now), ("status", status), ("running", running)]).to_string()
    }

    fn execution(&self, id: u32) -> (ExecutionId, &Execution) {
        let executions = self.simulation.executions();
        match executions.get(id as usize) {
            Some(execution) => (ExecutionId(id), execution),
            // INVARIANT: `new` starts the first one
            None => (ExecutionId(0), &executions[0]),
        }
    }

    fn rows(&self, id: ExecutionId, within: Option<u32>) -> Rc<[timeline::Row]> {
        let visits = self.simulation.visits();
        // visits and events only grow
        let stamp = visits.len() + self.execution(id.0).1.history.len();
        let of = (id, within, stamp);
        let mut cached = self.rows.borrow_mut();
        if cached.0 != of {
            let rows = match self.iteration(within) {
                Some(iteration) => timeline::rows(&iteration.alone(visits), id.0),
                None => timeline::rows(visits, id.0),
            };
            *cached = (of, rows.into());
        }
        cached.1.clone()
    }
}

fn program(definition: &str, machine_type: MachineType) -> Result<Program, RequestError> {
    let checked = checked(definition, machine_type);
    checked
        .program
        .ok_or_else(|| RequestError::invalid_definition(checked.found))
}

/// Another machine of the workspace, beside the one that `identity` is about.
fn state_machine(
    request: &MachineRequest,
    identity: &Identity,
    settings: &Settings,
) -> Result<StateMachine, RequestError> {
    let name = match (&request.name, &request.arn) {
        (Some(name), _) => name,
        (None, Some(arn)) => arn.rsplit(':').next().unwrap_or(arn),
        (None, None) => {
            return Err(RequestError::new(
                "InvalidRequest",
                "a machine needs a name or an arn",
            ));
        }
    };
    let program = program(
        &request.definition,
        request.machine_type.unwrap_or_default(),
    )
    .map_err(|mut error| {
        // the places are those of another text than the request's own definition
        error.diagnostics.clear();
        error.message = format!("{name}: {}", error.message);
        error
    })?;
    let (region, account) = (&settings.region, &settings.account_id);
    let arn = match &request.arn {
        Some(arn) => arn.as_str().into(),
        None => format!("arn:aws:states:{region}:{account}:stateMachine:{name}").into(),
    };
    Ok(StateMachine {
        arn,
        name: name.into(),
        role_arn: identity.role_arn.clone(),
        program: Rc::new(program),
    })
}

fn object_body(object: &ObjectRequest) -> Result<Rc<[u8]>, RequestError> {
    let Some(text) = &object.body_base64 else {
        return Ok(object.body.as_deref().unwrap_or_default().as_bytes().into());
    };
    let bytes = base64::engine::general_purpose::STANDARD.decode(text);
    bytes.map(Rc::from).map_err(|error| {
        let text = format!("bodyBase64 of {} is not Base64: {error}", object.key);
        RequestError::new("InvalidRequest", text)
    })
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

fn limits(request: &SessionRequest) -> Result<Limits, RequestError> {
    let usual = Limits::default();
    let asked = &request.limits;
    let history_events = asked.history_events.unwrap_or(usual.history_events);
    if history_events < MIN_HISTORY_EVENTS {
        let text = format!("historyEvents must be at least {MIN_HISTORY_EVENTS}.");
        return Err(RequestError::new("InvalidRequest", text));
    }
    Ok(Limits {
        payload_bytes: asked.payload_bytes.unwrap_or(usual.payload_bytes),
        history_events,
    })
}

/// Source: the texts of AWS's StartExecution, recorded.
fn execution_input(text: &str, limits: &Limits) -> Result<Value, RequestError> {
    let code = "InvalidExecutionInput";
    let value = json::parse(text).map_err(|error| {
        let words =
            jackson::first_error(text).map_or_else(|| error.to_string(), |error| error.message);
        RequestError::new(
            code,
            format!("Invalid State Machine Execution Input: '{words}'"),
        )
    })?;
    if text.len() > limits.payload_bytes as usize {
        return Err(RequestError::new(code, "Invalid execution input."));
    }
    Ok(value)
}

fn settings(request: &SessionRequest, limits: Limits) -> Result<Settings, RequestError> {
    let start_time = match &request.start_time {
        None => Timestamp::DEFAULT_START,
        Some(text) => Timestamp::parse(text).ok_or_else(|| {
            RequestError::new(
                "InvalidRequest",
                format!(
                    "startTime must be an RFC 3339 time such as 2025-01-01T00:00:00Z, not {text}"
                ),
            )
        })?,
    };
    Ok(Settings {
        region: request.region.as_deref().unwrap_or("us-east-1").into(),
        account_id: request
            .account_id
            .as_deref()
            .unwrap_or("123456789012")
            .into(),
        start_time,
        seed: request.seed.unwrap_or(0.0) as u64,
        transition_ms: u64::from(request.timing.transition_ms),
        limits,
    })
}

fn identity(request: &SessionRequest, simulation: &mut Simulation) -> Identity {
    let drawn = simulation.random().uuid();
    let settings = simulation.settings();
    let (region, account) = (&settings.region, &settings.account_id);
    let machine = request.name.as_deref().unwrap_or("StateMachine");
    let execution = request.execution_name.as_deref().unwrap_or(&drawn);
    let kind = if request.machine_type == Some(definition::MachineType::Express) {
        "express"
    } else {
        "execution"
    };
    let execution_arn = format!("arn:aws:states:{region}:{account}:{kind}:{machine}:{execution}");
    let role = format!("arn:aws:iam::{account}:role/{machine}");
    Identity {
        execution_arn: match kind {
            "express" => format!("{execution_arn}:{drawn}").into(),
            _ => execution_arn.into(),
        },
        execution_name: execution.into(),
        machine_arn: format!("arn:aws:states:{region}:{account}:stateMachine:{machine}").into(),
        machine_name: machine.into(),
        role_arn: request.role_arn.clone().unwrap_or(role).into(),
    }
}
