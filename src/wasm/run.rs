//! The exports for a run.

use wasm_bindgen::prelude::*;

use super::{from_js, thrown, thrown_with, to_js};
use crate::api::run_types::{Breakpoint, Latency, SessionRequest};
use crate::api::session::{self, Answerer, Clock};

/// Bytes that a long run's history takes; what is not used is not touched.
const ROOM: usize = 32 << 20;

/// Makes the memory large at once: to grow it page by page as a history grows takes longer than the run itself.
fn make_room() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM)));
}

/// Whom a handler stands in for that was found under a candidate with this `wrap`.
fn answerer(wrap: bool) -> Answerer {
    if wrap {
        Answerer::Function
    } else {
        Answerer::Resource
    }
}

/// A run. See `www/src/engine/types` for the shapes.
#[wasm_bindgen]
pub struct Session(session::Session);

#[wasm_bindgen]
impl Session {
    /// Starts the execution.
    ///
    /// # Errors
    /// An `Error` with `code` (`InvalidDefinition`, `InvalidExecutionInput`, `InvalidRequest`) and, for the first,
    /// `diagnostics`.
    #[wasm_bindgen(constructor)]
    pub fn new(request: JsValue) -> Result<Session, JsValue> {
        make_room();
        let request: SessionRequest = from_js(request)?;
        match session::Session::new(&request) {
            Ok(session) => Ok(Session(session)),
            Err(error) => Err(thrown_with(&error, &request.definition)),
        }
    }

    /// Works until the host is wanted; time moves only if it may.
    ///
    /// # Errors
    /// Only when the answer cannot be built.
    pub fn poll(&mut self, may_advance: bool, max_transitions: u32) -> Result<JsValue, JsValue> {
        let clock = if may_advance {
            Clock::Runs
        } else {
            Clock::Stands
        };
        to_js(&self.0.poll(clock, max_transitions))
    }

    /// A handler gave a result, JSON text; `wrap` is that of the candidate it was found under.
    #[wasm_bindgen(js_name = taskSucceeded)]
    pub fn task_succeeded(&mut self, task: u32, output: &str, wrap: bool) {
        self.0.task_succeeded(task, output, answerer(wrap));
    }

    /// A handler failed; `wrap` as for a result.
    #[wasm_bindgen(js_name = taskFailed)]
    pub fn task_failed(
        &mut self,
        task: u32,
        error: Option<String>,
        cause: Option<String>,
        wrap: bool,
    ) {
        self.0
            .task_failed(task, error.as_deref(), cause.as_deref(), answerer(wrap));
    }

    /// What is given for a task from now on is given by hand: no breakpoint holds it.
    #[wasm_bindgen(js_name = answerByHand)]
    pub fn answer_by_hand(&mut self, task: u32) {
        self.0.answer_by_hand(task);
    }

    /// There is no handler.
    #[wasm_bindgen(js_name = taskUnhandled)]
    pub fn task_unhandled(&mut self, task: u32) {
        self.0.task_unhandled(task);
    }

    /// The service of a `.sync` task has taken the call.
    #[wasm_bindgen(js_name = taskSubmitted)]
    pub fn task_submitted(&mut self, task: u32, output: &str) {
        self.0.task_submitted(task, output);
    }

    /// A worker has taken an activity's task.
    #[wasm_bindgen(js_name = taskStarted)]
    pub fn task_started(&mut self, task: u32, worker_name: Option<String>) {
        self.0.task_started(task, worker_name.as_deref());
    }

    /// A sign of life of a task.
    pub fn heartbeat(&mut self, task: u32) {
        self.0.heartbeat(task);
    }

    /// SendTaskSuccess.
    ///
    /// # Errors
    /// An `Error` with `code`: `InvalidToken`, `TaskTimedOut`, `InvalidOutput`.
    #[wasm_bindgen(js_name = callbackSucceeded)]
    pub fn callback_succeeded(&mut self, token: &str, output: &str) -> Result<(), JsValue> {
        self.0
            .callback_succeeded(token, output)
            .map_err(|error| thrown(&error))
    }

    /// SendTaskFailure.
    ///
    /// # Errors
    /// An `Error` with `code`: `InvalidToken`, `TaskTimedOut`.
    #[wasm_bindgen(js_name = callbackFailed)]
    pub fn callback_failed(
        &mut self,
        token: &str,
        error: Option<String>,
        cause: Option<String>,
    ) -> Result<(), JsValue> {
        self.0
            .callback_failed(token, error.as_deref(), cause.as_deref())
            .map_err(|error| thrown(&error))
    }

    /// SendTaskHeartbeat.
    ///
    /// # Errors
    /// An `Error` with `code`: `InvalidToken`, `TaskTimedOut`.
    #[wasm_bindgen(js_name = callbackHeartbeat)]
    pub fn callback_heartbeat(&mut self, token: &str) -> Result<(), JsValue> {
        self.0
            .callback_heartbeat(token)
            .map_err(|error| thrown(&error))
    }

    /// Sets where the run stands still, and takes back what `step` asked for.
    ///
    /// # Errors
    /// When they are no breakpoints.
    #[wasm_bindgen(js_name = breakAt)]
    pub fn break_at(&mut self, breakpoints: JsValue) -> Result<(), JsValue> {
        let breakpoints: Vec<Breakpoint> = from_js(breakpoints)?;
        self.0.break_at(&breakpoints);
        Ok(())
    }

    /// The run stands still before the next state too, whichever it is.
    pub fn step(&mut self) {
        self.0.step();
    }

    /// What a breakpoint holds, or null.
    ///
    /// # Errors
    /// Only when the answer cannot be built.
    pub fn held(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.held())
    }

    /// Lets go what is held, with another value (JSON text) or error if one is given.
    ///
    /// # Errors
    /// An `Error` with `code` `InvalidOutput`.
    pub fn release(
        &mut self,
        value: Option<String>,
        error: Option<String>,
        cause: Option<String>,
    ) -> Result<(), JsValue> {
        self.0
            .release(value.as_deref(), error.as_deref(), cause.as_deref())
            .map_err(|error| thrown(&error))
    }

    /// Asks for a timer in `delay_ms` virtual milliseconds.
    #[wasm_bindgen(js_name = startTimer)]
    pub fn start_timer(&mut self, delay_ms: f64) -> u32 {
        self.0.start_timer(delay_ms)
    }

    /// Takes a timer back.
    #[wasm_bindgen(js_name = cancelTimer)]
    pub fn cancel_timer(&mut self, timer: u32) {
        self.0.cancel_timer(timer);
    }

    /// Milliseconds of a latency, drawn from the run's generator unless it is fixed.
    ///
    /// # Errors
    /// When it is no latency.
    #[wasm_bindgen(js_name = drawLatency)]
    pub fn draw_latency(&mut self, latency: JsValue) -> Result<f64, JsValue> {
        Ok(self.0.draw_latency(&from_js::<Latency>(latency)?))
    }

    /// The virtual time, milliseconds since the epoch.
    pub fn now(&self) -> f64 {
        self.0.now()
    }

    /// When the run began, milliseconds since the epoch.
    #[wasm_bindgen(js_name = startTime)]
    pub fn start_time(&self) -> f64 {
        self.0.start_time()
    }

    /// The next number of the run's generator, in `0.0..1.0`.
    pub fn random(&mut self) -> f64 {
        self.0.random()
    }

    /// StopExecution at the present virtual time.
    ///
    /// # Errors
    /// An `Error` with `code` `ValidationException` for an error or cause that is too long.
    pub fn stop(&mut self, error: Option<String>, cause: Option<String>) -> Result<(), JsValue> {
        self.0
            .stop(error.as_deref(), cause.as_deref())
            .map_err(|error| thrown(&error))
    }

    /// RedriveExecution of the first execution.
    ///
    /// # Errors
    /// An `Error` with `code` `ExecutionNotRedrivable`.
    pub fn redrive(&mut self) -> Result<(), JsValue> {
        self.0.redrive().map_err(|error| thrown(&error))
    }

    /// All executions of the run: the one that was asked for, then those it started. The methods below are about the
    /// first unless they are told another one.
    ///
    /// # Errors
    /// Only when the answer cannot be built; so for all below.
    pub fn executions(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.executions())
    }

    /// An execution as a whole; here and below, of the iteration alone that the visit `within` is in.
    pub fn summary(&self, execution: Option<u32>, within: Option<u32>) -> Result<JsValue, JsValue> {
        to_js(&self.0.summary(scope(execution, within)))
    }

    /// How many events there are.
    #[wasm_bindgen(js_name = eventCount)]
    pub fn event_count(&self, execution: Option<u32>) -> u32 {
        self.0.event_count(execution.unwrap_or(0)) as u32
    }

    /// Events as a JSON array in the shape of GetExecutionHistory.
    pub fn events(&self, from: u32, count: u32, execution: Option<u32>) -> String {
        self.0
            .events(execution.unwrap_or(0), from as usize, count as usize)
    }

    /// Rows of the trace.
    pub fn trace(
        &self,
        from: u32,
        count: u32,
        execution: Option<u32>,
        within: Option<u32>,
    ) -> Result<JsValue, JsValue> {
        let scope = scope(execution, within);
        to_js(&self.0.trace(scope, from as usize, count as usize))
    }

    /// Rows of the timeline.
    pub fn timeline(
        &self,
        from: u32,
        count: u32,
        execution: Option<u32>,
        within: Option<u32>,
    ) -> Result<JsValue, JsValue> {
        let scope = scope(execution, within);
        to_js(&self.0.timeline(scope, from as usize, count as usize))
    }

    /// How an execution stood right after one of its events, or null.
    pub fn moment(
        &self,
        event: u32,
        execution: Option<u32>,
        within: Option<u32>,
    ) -> Result<JsValue, JsValue> {
        to_js(&self.0.moment(scope(execution, within), event as usize))
    }

    /// Everything about one visit, or null.
    pub fn visit(&self, id: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.visit(id))
    }

    /// What an expression gives on the data of a visit, attempt and stage, or null when there is no such visit.
    #[wasm_bindgen(js_name = tryExpression)]
    pub fn try_expression(
        &self,
        visit: u32,
        attempt: u32,
        stage: u32,
        expression: &str,
    ) -> Result<JsValue, JsValue> {
        to_js(&self.0.try_expression(visit, attempt, stage, expression))
    }

    /// The last visit of a state, by its place in the definition, or undefined; so for the next one.
    #[wasm_bindgen(js_name = visitOfState)]
    pub fn visit_of_state(&self, path: &str, execution: Option<u32>) -> Option<u32> {
        self.0.visit_of_state(execution.unwrap_or(0), path)
    }

    /// The visit an event belongs to.
    #[wasm_bindgen(js_name = visitOfEvent)]
    pub fn visit_of_event(&self, id: u32, execution: Option<u32>) -> Option<u32> {
        self.0.visit_of_event(execution.unwrap_or(0), id)
    }

    /// Where the run stands, JSON text.
    pub fn snapshot(&self) -> String {
        self.0.snapshot()
    }
}

fn scope(execution: Option<u32>, within: Option<u32>) -> session::Scope {
    let execution = execution.unwrap_or(0);
    session::Scope { execution, within }
}
