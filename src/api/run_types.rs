//! The shapes of a run as they cross to JavaScript. `www/src/engine/types.ts` says the same in TypeScript.
//!
//! Payloads cross as JSON text, so that numbers keep their digits and nothing is built that nobody reads. Times are
//! virtual milliseconds, since the epoch or, where the name says `Ms`, since the start of the run.

use serde::{Deserialize, Serialize};

use crate::definition::MachineType;
use crate::history::iteration::Iteration;

/// What a run is made of.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionRequest {
    /// ASL text as typed.
    pub definition: String,
    /// JSON text; absent: `{}`.
    pub input: Option<String>,
    /// Absent: Standard.
    #[serde(rename = "type", default, deserialize_with = "machine_type")]
    pub machine_type: Option<MachineType>,
    /// Of the machine.
    pub name: Option<String>,
    /// Of the execution; absent: drawn from the seed.
    pub execution_name: Option<String>,
    /// Absent: `us-east-1`.
    pub region: Option<String>,
    /// Absent: `123456789012`.
    pub account_id: Option<String>,
    /// Of the machine.
    pub role_arn: Option<String>,
    /// What StartExecution can start beside the machine itself.
    #[serde(default)]
    pub machines: Vec<MachineRequest>,
    /// RFC 3339; absent: 2025-01-01T00:00:00.000Z.
    pub start_time: Option<String>,
    /// Absent: 0.
    pub seed: Option<f64>,
    /// How long things take that AWS does.
    #[serde(default)]
    pub timing: Timing,
    /// AWS's quotas.
    #[serde(default)]
    pub limits: RequestLimits,
    /// What is in S3.
    #[serde(default)]
    pub objects: Vec<ObjectRequest>,
}

/// An object in the run's S3.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectRequest {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// What it holds, as text.
    pub body: Option<String>,
    /// What it holds, in Base64; wins over the text.
    pub body_base64: Option<String>,
}

/// A machine of the workspace that StartExecution can start.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MachineRequest {
    /// Absent: the last part of the ARN.
    pub name: Option<String>,
    /// Absent: made of the name and the run's region and account.
    pub arn: Option<String>,
    /// ASL text as typed.
    pub definition: String,
    /// Absent: Standard.
    #[serde(rename = "type", default, deserialize_with = "machine_type")]
    pub machine_type: Option<MachineType>,
}

/// How long things take that AWS does.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Timing {
    /// Virtual time of one transition in milliseconds.
    pub transition_ms: u32,
}

/// AWS's quotas; absent: as AWS has them.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequestLimits {
    /// Bytes of a payload.
    pub payload_bytes: Option<u32>,
    /// Events of a history, at least [`MIN_HISTORY_EVENTS`](crate::limits::MIN_HISTORY_EVENTS).
    pub history_events: Option<u32>,
}

/// Reads `STANDARD`, `EXPRESS` or nothing.
pub(crate) fn machine_type<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<MachineType>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref() {
        None => Ok(None),
        Some("STANDARD") => Ok(Some(MachineType::Standard)),
        Some("EXPRESS") => Ok(Some(MachineType::Express)),
        Some(other) => Err(serde::de::Error::custom(format!(
            "type must be STANDARD or EXPRESS, not {other}"
        ))),
    }
}

/// How long an attempt takes beyond what its handler slept, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Latency {
    /// Always the same.
    Ms(f64),
    /// One of the named forms.
    Drawn(LatencyForm),
}

/// The named forms of a latency.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LatencyForm {
    /// Always the same.
    Fixed(f64),
    /// Anything between two bounds, equally likely.
    Uniform(f64, f64),
    /// A normal distribution, cut off at 0.
    #[serde(rename_all = "camelCase")]
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
    },
    /// A log-normal distribution through two percentiles.
    #[serde(rename_all = "camelCase")]
    LogNormal {
        /// The median.
        p50: f64,
        /// 99 of 100 are below it.
        p99: f64,
    },
}

/// What a poll found that the host must do.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Output {
    /// Run a handler.
    Task {
        /// For this.
        task: Box<TaskRequest>,
    },
    /// Abandon a handler.
    Cancelled {
        /// Of this task.
        task: u32,
    },
    /// A timer of the host is due.
    Timer {
        /// This one.
        timer: u32,
    },
    /// The budget is used up: poll again.
    Paused,
    /// Nothing is due at this instant, and time may not move.
    Blocked,
    /// A breakpoint holds something: see `Session::held`.
    Held,
    /// Nothing is due unless the host answers something.
    #[serde(rename_all = "camelCase")]
    Idle {
        /// What the run waits for.
        waiting_for: Vec<WaitingFor>,
    },
    /// The execution has ended.
    Done,
}

/// One attempt of a Task that wants a handler.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRequest {
    /// To answer with.
    pub id: u32,
    /// `Resource` as the definition has it.
    pub resource: String,
    /// `lambda`, `activity` or `service`.
    pub kind: &'static str,
    /// `requestResponse`, `sync` or `waitForTaskToken`.
    pub pattern: &'static str,
    /// Ways to find a handler, in order.
    pub candidates: Vec<Candidate>,
    /// The called function's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// The called function's ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked_function_arn: Option<String>,
    /// `Event`: the call is answered before the function is called, whatever comes of it. `DryRun`: it is not called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invocation: Option<&'static str>,
    /// The token that ends the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_token: Option<String>,
    /// The state.
    pub state_name: String,
    /// Its place in the definition.
    pub state_path: String,
    /// The visit.
    pub visit: u32,
    /// From 1.
    pub attempt: u32,
    /// The execution.
    pub execution_arn: String,
    /// When the attempt times out, since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<f64>,
}

/// One way to find a handler.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// What it is registered under.
    pub key: String,
    /// What such a handler is given, JSON text.
    pub event: String,
    /// Its result is wrapped in the answer of `lambda:invoke`: give this back with the answer.
    pub wrap: bool,
}

/// Where a run stands still.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Breakpoint {
    /// 0 is the machine that runs; then those of the request, in their order.
    pub machine: usize,
    /// The state's place in the definition, or its name.
    pub path: String,
    /// At the answers of the state's handler; else before it is entered.
    #[serde(default)]
    pub at_answer: bool,
}

/// What a breakpoint holds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// The execution.
    pub execution: u32,
    /// Its machine, as in [`Breakpoint`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<usize>,
    /// The state.
    pub state_name: String,
    /// Its place in the definition.
    pub state_path: String,
    /// The item of the innermost Map, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// It is an answer that is held.
    pub at_answer: bool,
    /// The raw input or the handler's result, JSON text; absent for an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The handler's error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Its cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Bytes of compact JSON that may take the place of a state's input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_bytes: Option<u32>,
}

/// What a run that cannot go on waits for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingFor {
    /// `taskToken`, `task` or `activity`.
    pub kind: &'static str,
    /// To answer with.
    pub task: u32,
    /// The state.
    pub state_name: String,
    /// Its place in the definition.
    pub state_path: String,
    /// `Resource` as the definition has it.
    pub resource: String,
    /// The token that would end it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_token: Option<String>,
    /// Since when, since the epoch.
    pub since: f64,
}

/// One execution of a run: the first, or one that another one started.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionInfo {
    /// From 0, in the order of their start.
    pub execution: u32,
    /// Its ARN.
    pub execution_arn: String,
    /// Its machine's ARN.
    pub state_machine_arn: String,
    /// The visit that started it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<u32>,
    /// The execution of that visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED` or `RUNNING`.
    pub status: &'static str,
    /// JSON text.
    pub input: String,
    /// JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// When it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// When it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Since the epoch.
    pub start_date: f64,
    /// Since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_date: Option<f64>,
    /// How many events.
    pub events: u32,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// `REDRIVABLE` or `NOT_REDRIVABLE`.
    pub redrive_status: &'static str,
    /// Why it is not redrivable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redrive_status_reason: Option<String>,
}

/// A run as a whole.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED` or `RUNNING`.
    pub status: &'static str,
    /// JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// When it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// When it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The execution.
    pub execution_arn: String,
    /// Since the epoch.
    pub start_date: f64,
    /// Since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_date: Option<f64>,
    /// Virtual time that has passed.
    pub duration_ms: f64,
    /// How many events.
    pub events: u32,
    /// How many visits.
    pub visits: u32,
    /// How many attempts of tasks.
    pub attempts: u32,
    /// How many of them because of a retrier.
    pub retries: u32,
    /// How many rows the trace has.
    pub trace_rows: u32,
    /// How many rows the timeline has.
    pub timeline_rows: u32,
    /// From when to when it did nothing but wait.
    pub idle: Vec<(f64, f64)>,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// `REDRIVABLE` or `NOT_REDRIVABLE`.
    pub redrive_status: &'static str,
    /// What it waits for.
    pub waiting_for: Vec<WaitingFor>,
    /// One entry per state that was entered, in the order of the text.
    pub states: Vec<StateRun>,
    /// The edges that were taken.
    pub edges: Vec<EdgeRun>,
    /// Where the failure began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_visit: Option<u32>,
    /// The iteration that alone is told of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<ShownIteration>,
}

/// An execution as it stood right after one of its events.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moment {
    /// The event's id.
    pub event: u32,
    /// How many events there are.
    pub events: u32,
    /// Virtual time since the start of the execution.
    pub at_ms: f64,
    /// AWS's type of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// The visit it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<u32>,
    /// The place of that visit's state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_path: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_name: Option<String>,
    /// Places of the states that are running, in the order they were entered.
    pub running: Vec<String>,
    /// The variables of that visit then.
    pub variables: Vec<NamedValue>,
    /// The event before by which a state was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_state: Option<u32>,
    /// The event after by which a state is entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_state: Option<u32>,
    /// As in [`RunSummary`].
    pub states: Vec<StateRun>,
    /// As in [`RunSummary`].
    pub edges: Vec<EdgeRun>,
}

/// An iteration of a Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IterationOf {
    /// The Map's visit.
    pub map_visit: u32,
    /// Which attempt of the Map, from 1.
    pub attempt: u32,
    /// Which one, from 0.
    pub index: u32,
}

impl From<Iteration> for IterationOf {
    fn from(iteration: Iteration) -> IterationOf {
        IterationOf {
            map_visit: iteration.map.0,
            attempt: iteration.attempt,
            index: iteration.index,
        }
    }
}

/// An iteration of a Map that is looked at on its own.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownIteration {
    /// Which one.
    pub of: IterationOf,
    /// How many there are.
    pub count: u32,
    /// The Map's name.
    pub map: String,
    /// When its first state was entered, since the start of the execution.
    pub from_ms: f64,
    /// When its last one was left, or what time it is.
    pub to_ms: f64,
    /// A visit of the iteration before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<u32>,
    /// A visit of the iteration after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
    /// A visit of the iteration that its Map is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub around: Option<u32>,
}

/// What a state did in a run.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateRun {
    /// Its place in the definition.
    pub path: String,
    /// How often it was entered.
    pub visits: u32,
    /// Attempts of all visits; visits, for a type without attempts.
    pub attempts: u32,
    /// How many of them failed.
    pub failed_attempts: u32,
    /// How the last visit stands.
    pub status: &'static str,
    /// The first visit.
    pub first_visit: u32,
    /// The last visit.
    pub last_visit: u32,
}

/// An edge that was taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EdgeRun {
    /// A state's place, or null: the beginning of its level.
    pub from: Option<String>,
    /// A state's place, or null: the end of its level.
    pub to: Option<String>,
    /// `start`, `next`, `choice`, `default`, `catch` or `end`.
    pub kind: &'static str,
    /// How often.
    pub count: u32,
}

/// One row of the trace.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceRow {
    /// From 0.
    pub row: u32,
    /// `aws` or `playground`.
    pub origin: &'static str,
    /// Of an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// Of an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_event_id: Option<u32>,
    /// When.
    pub at_ms: f64,
    /// AWS's event type, or our own name.
    #[serde(rename = "type")]
    pub row_type: String,
    /// The state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_name: Option<String>,
    /// The visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<u32>,
    /// Its attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// `neutral`, `good`, `bad` or `muted`.
    pub tone: &'static str,
    /// One short line.
    pub summary: String,
}

/// One row of the timeline.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelineRow {
    /// From 0.
    pub row: u32,
    /// How many Parallels and Maps it is inside of.
    pub depth: u32,
    /// The visit.
    pub visit: u32,
    /// The state.
    pub name: String,
    /// Of the first visit of an iteration: which, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<u32>,
    /// The state's place in the definition.
    pub path: String,
    /// AWS's name of the state's type.
    #[serde(rename = "type")]
    pub state_type: &'static str,
    /// How it stands.
    pub status: &'static str,
    /// When it was entered.
    pub from_ms: f64,
    /// When it was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_ms: Option<f64>,
    /// What it was made of.
    pub intervals: Vec<TimelineInterval>,
}

/// One span of a timeline row.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelineInterval {
    /// `running`, `failed`, `backoff`, `wait`, `queued` or `inside`.
    pub kind: &'static str,
    /// When it began.
    pub from_ms: f64,
    /// When it ended.
    pub to_ms: f64,
    /// The attempt, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// A few words; of `queued`, which limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The duration of the whole depended on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub critical: bool,
}

/// Everything about one visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitDetail {
    /// The visit.
    pub visit: u32,
    /// The state.
    pub name: String,
    /// The state's place in the definition.
    pub path: String,
    /// AWS's name of the state's type.
    #[serde(rename = "type")]
    pub state_type: &'static str,
    /// How it stands.
    pub status: &'static str,
    /// When it was entered.
    pub entered_ms: f64,
    /// When it was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exited_ms: Option<f64>,
    /// Its Entered event.
    pub entered_event: u32,
    /// Its Exited event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exited_event: Option<u32>,
    /// The innermost iteration that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iteration: Option<IterationOf>,
    /// The state it went on to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Its data, before any attempt and after the last one.
    pub stages: Vec<Stage>,
    /// Its attempts.
    pub attempts: Vec<AttemptDetail>,
    /// Why it went on as it did.
    pub decisions: Vec<DecisionDetail>,
    /// The error that ended it or was caught.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Its cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// JSON text of the context object.
    pub context: String,
    /// The variables it saw.
    pub variables: Vec<NamedValue>,
    /// The variables it assigned.
    pub assigned: Vec<NamedValue>,
}

/// A variable and its value.
#[derive(Clone, Debug, Serialize)]
pub struct NamedValue {
    /// Without `$`.
    pub name: String,
    /// JSON text.
    pub value: String,
}

/// One attempt of a visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptDetail {
    /// From 1.
    pub number: u32,
    /// When it began.
    pub started_ms: f64,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_ms: Option<f64>,
    /// How.
    pub status: &'static str,
    /// Its data.
    pub stages: Vec<Stage>,
    /// Its error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Its cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The back-off that followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_ms: Option<f64>,
}

/// The data at one stage.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// As AWS's TestState names it: `afterInputPath`.
    pub name: &'static str,
    /// The field that made it: `ResultPath: $.payment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// JSON text.
    pub value: String,
    /// Its length in bytes of UTF-8.
    pub bytes: u32,
    /// The same as the stage before.
    pub unchanged: bool,
}

/// Why a visit went on as it did.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionDetail {
    /// `choice`, `default`, `retry`, `catch` or `none`.
    pub kind: &'static str,
    /// The place in the definition: `/States/X/Retry[0]`.
    pub path: String,
    /// The attempt that failed, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// One sentence.
    pub text: String,
}
