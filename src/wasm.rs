//! The raw exports of the WebAssembly module. Plain data in, plain data out; the package and the page wrap them.
//!
//! Objects cross through `serde-wasm-bindgen`, payloads and events as JSON text.

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::api::evaluate::{self, EvaluateRequest, NoValue};
use crate::api::run_types::{Breakpoint, Latency};
use crate::api::session::{self, RequestError};
use crate::api::{analyze, assist, validate};
use crate::definition::MachineType;

/// Lets a panic be read in the console; none is reachable, but a trap without words helps nobody.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into())
    }));
}

/// Bytes that a long run's history takes; what is not used is not touched.
const ROOM: usize = 32 << 20;

/// Makes the memory large at once: to grow it page by page as a history grows takes longer than the run itself.
fn make_room() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM)));
}

/// What the text-only exports take beside the text.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(
        rename = "type",
        deserialize_with = "crate::api::run_types::machine_type"
    )]
    machine_type: Option<MachineType>,
}

fn machine_type(options: JsValue) -> Result<MachineType, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(MachineType::default());
    }
    Ok(from_js::<Options>(options)?
        .machine_type
        .unwrap_or_default())
}

/// Everything the page knows about a definition before it runs.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn analyze(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    to_js(&analyze::analyze(definition, machine_type(options)?))
}

/// What is wrong or suspicious in a definition.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn check(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    to_js(&analyze::check(definition, machine_type(options)?))
}

/// AWS's ValidateStateMachineDefinition.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn validate(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let options = match options.is_undefined() || options.is_null() {
        true => validate::ValidateOptions::default(),
        false => from_js(options)?,
    };
    to_js(&validate::validate(definition, options))
}

/// One expression on its own; JSON text, or nothing for JSONata's undefined.
///
/// # Errors
/// An `Error` of the name `EvaluationError`, with `code` and `position` where there are any; one with `code`
/// `InvalidRequest` and no such name when it is the request that makes no sense.
#[wasm_bindgen]
pub fn evaluate(request: JsValue) -> Result<Option<String>, JsValue> {
    let request: EvaluateRequest = from_js(request)?;
    evaluate::evaluate(&request).map_err(|no_value| match no_value {
        NoValue::Request(message) => invalid_request(message),
        NoValue::Expression(error) => {
            let thrown = Error::new(&error.message);
            thrown.set_name("EvaluationError");
            if let Some(code) = &error.code {
                let _ = Reflect::set(&thrown, &"code".into(), &code.as_str().into());
            }
            if let Some(position) = error.position {
                let position = JsValue::from_f64(position as f64);
                let _ = Reflect::set(&thrown, &"position".into(), &position);
            }
            thrown.into()
        }
    })
}

/// AWS's TestState. See `www/src/engine/types.ts` for the shapes.
///
/// # Errors
/// An `Error` with `code`: `ValidationException`, `InvalidDefinition`, `InvalidExecutionInput`.
#[wasm_bindgen(js_name = testState)]
pub fn test_state(request: JsValue) -> Result<JsValue, JsValue> {
    let request: crate::api::test_state::TestStateRequest = from_js(request)?;
    match crate::api::test_state::test_state(&request) {
        Ok(answer) => to_js(&answer),
        Err(error) => Err(thrown_with(&error, &request.definition)),
    }
}

/// The definition laid out anew; a text that is no JSON stays as it is.
#[wasm_bindgen]
pub fn format(definition: &str, indent: Option<u32>) -> String {
    crate::definition::format(definition, indent.unwrap_or(2).min(16) as usize)
}

/// The definition in the other notation, JSON or YAML, and how many comments that loses; null for a text that
/// cannot be read.
///
/// # Errors
/// Only when the answer cannot be built.
#[wasm_bindgen]
pub fn convert(definition: &str) -> Result<JsValue, JsValue> {
    let converted = crate::definition::convert(definition).map_err(Error::new)?;
    to_js(&converted)
}

/// What can stand at an offset of a definition; `input` is the execution's as JSON text.
///
/// # Errors
/// Only when the answer cannot be built; so for `hover` and `locate`.
#[wasm_bindgen]
pub fn complete(definition: &str, offset: u32, input: Option<String>) -> Result<JsValue, JsValue> {
    to_js(&assist::complete(definition, offset, input.as_deref()))
}

/// The meaning of what stands at an offset of a definition; null for none.
#[wasm_bindgen]
pub fn hover(definition: &str, offset: u32) -> Result<JsValue, JsValue> {
    to_js(&assist::hover(definition, offset))
}

/// The state that is named at an offset of a definition; null for none.
#[wasm_bindgen]
pub fn locate(definition: &str, offset: u32) -> Result<JsValue, JsValue> {
    to_js(&assist::locate(definition, offset))
}

/// The replacements that give the state that is named at an offset another name.
///
/// # Errors
/// An `Error` that says why it cannot have it.
#[wasm_bindgen]
pub fn rename(definition: &str, offset: u32, new_name: &str) -> Result<JsValue, JsValue> {
    match assist::rename(definition, offset, new_name) {
        Ok(edits) => to_js(&edits),
        Err(message) => Err(Error::new(&message).into()),
    }
}

/// The definition's graph as Mermaid's flowchart, or nothing when the text has no readable `States`.
#[wasm_bindgen]
pub fn mermaid(definition: &str) -> Option<String> {
    crate::api::analyze::mermaid(definition)
}

/// IAM's actions that the machine's role must be allowed.
#[wasm_bindgen]
pub fn permissions(definition: &str) -> Vec<String> {
    crate::api::permissions::permissions(definition)
}

/// A run. See `www/src/engine/types.ts` for the shapes.
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
        let request: crate::api::run_types::SessionRequest = from_js(request)?;
        match session::Session::new(&request) {
            Ok(session) => Ok(Session(session)),
            Err(error) => Err(thrown_with(&error, &request.definition)),
        }
    }

    /// Works until the host is wanted.
    ///
    /// # Errors
    /// Only when the answer cannot be built.
    pub fn poll(&mut self, may_advance: bool, max_transitions: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.poll(may_advance, max_transitions))
    }

    /// A handler gave a result, JSON text; `wrap` is that of the candidate it was found under.
    #[wasm_bindgen(js_name = taskSucceeded)]
    pub fn task_succeeded(&mut self, task: u32, output: &str, wrap: bool) {
        self.0.task_succeeded(task, output, wrap);
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
            .task_failed(task, error.as_deref(), cause.as_deref(), wrap);
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

    /// Sets where the run stands still; `step`: before the next state too.
    ///
    /// # Errors
    /// When they are no breakpoints.
    #[wasm_bindgen(js_name = breakAt)]
    pub fn break_at(&mut self, breakpoints: JsValue, step: bool) -> Result<(), JsValue> {
        let breakpoints: Vec<Breakpoint> = from_js(breakpoints)?;
        self.0.break_at(&breakpoints, step);
        Ok(())
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

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let words = words(&error.to_string());
        invalid_request(format!("The request cannot be read: {words}."))
    })
}

fn invalid_request(message: String) -> JsValue {
    thrown(&RequestError {
        code: "InvalidRequest",
        message,
        diagnostics: Vec::new(),
    })
}

/// What serde says about a value, without the names of Rust's types.
fn words(message: &str) -> String {
    let message = message.strip_prefix("Error: ").unwrap_or(message);
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{} is missing", field.replace('`', ""));
    }
    let Some((_, expected)) = message.split_once(", expected ") else {
        // what we say ourselves, or that no form of an enum fits
        let is_own = !message.starts_with("data did not match");
        return (if is_own {
            message
        } else {
            "a member has no known form"
        })
        .to_owned();
    };
    let expected = match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "a string" => "a text",
        "a boolean" => "true or false",
        _ => "an object",
    };
    format!("{expected} is expected where there is something else")
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

fn scope(execution: Option<u32>, within: Option<u32>) -> session::Scope {
    let execution = execution.unwrap_or(0);
    session::Scope { execution, within }
}

fn thrown(error: &RequestError) -> JsValue {
    let thrown = Error::new(&error.message);
    let _ = Reflect::set(&thrown, &"code".into(), &error.code.into());
    thrown.into()
}

/// As [`thrown`], with the findings about the definition.
fn thrown_with(error: &RequestError, definition: &str) -> JsValue {
    let thrown = thrown(error);
    let diagnostics = crate::api::types::diagnostics(&error.diagnostics, definition);
    let diagnostics = to_js(&diagnostics).unwrap_or(JsValue::NULL);
    let _ = Reflect::set(&thrown, &"diagnostics".into(), &diagnostics);
    thrown
}
