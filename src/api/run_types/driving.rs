//! What a run wants of its host, and where it stands still.

use serde::{Deserialize, Serialize};

use crate::api::types::{Pattern, ResourceKind};
use crate::simulation::lambda::Invocation;

/// What a poll found that the host must do.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Output {
    /// Run a handler.
    Task {
        /// What the handler is for.
        task: Box<TaskRequest>,
    },
    /// Abandon a handler.
    Cancelled {
        /// The task, as its request named it.
        task: u32,
    },
    /// A timer of the host is due.
    Timer {
        /// The timer, as starting it named it.
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct TaskRequest {
    /// The task's number, which its answer names.
    pub id: u32,
    /// `Resource` as the definition has it.
    pub resource: String,
    /// What kind of thing is called.
    pub kind: ResourceKind,
    /// What its answer ends.
    pub pattern: Pattern,
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
    pub invocation: Option<Invocation>,
    /// The token that ends the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_token: Option<String>,
    /// The state's name.
    pub state_name: String,
    /// Its place in the definition.
    pub state_path: String,
    /// The visit's id.
    pub visit: u32,
    /// Which attempt of the visit, from 1.
    pub attempt: u32,
    /// The ARN of the execution.
    pub execution_arn: String,
    /// When the attempt times out, in milliseconds of virtual time since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<f64>,
}

/// One way to find a handler.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// What it is registered under: the task's `Resource`, a function's ARN or name.
    pub key: String,
    /// What such a handler is given, JSON text.
    pub event: String,
    /// Its result is wrapped in the answer of `lambda:invoke`: give this back with the answer.
    pub wrap: bool,
}

/// Where a run stands still.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// The execution, from 0.
    pub execution: u32,
    /// Its machine, as in [`Breakpoint`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<usize>,
    /// The state's name.
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct WaitingFor {
    /// What would end it.
    pub kind: WaitingKind,
    /// The task's number, which its answer names.
    pub task: u32,
    /// The state's name.
    pub state_name: String,
    /// Its place in the definition.
    pub state_path: String,
    /// `Resource` as the definition has it.
    pub resource: String,
    /// The token that would end it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_token: Option<String>,
    /// Since when, in milliseconds of virtual time since the epoch.
    pub since: f64,
}

/// What would end a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum WaitingKind {
    /// SendTaskSuccess or SendTaskFailure with its token.
    TaskToken,
    /// The answer of a handler.
    Task,
    /// A worker of the activity.
    Activity,
}
