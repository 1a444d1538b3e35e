//! The types of event and what each carries.

use std::rc::Rc;

use crate::json::{Key, Value};
use crate::program::StateId;

/// Error and cause of an event; each absent when there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// The error's name.
    pub error: Option<Rc<str>>,
    /// The cause's text.
    pub cause: Option<Rc<str>>,
}

/// What a `…Scheduled` event tells of a task.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The state, whose resource it is.
    pub state: StateId,
    /// Parameters of a service, input of a function or activity.
    pub parameters: Value,
    /// `"TimeoutSeconds"`, when the state sets it.
    pub timeout_seconds: Option<u64>,
    /// `"HeartbeatSeconds"`, when the state sets it.
    pub heartbeat_seconds: Option<u64>,
    /// The role of `"Credentials"`.
    pub role_arn: Option<Value>,
}

/// A state's output and what it assigned.
#[derive(Clone, Debug)]
pub struct Exited {
    /// The state.
    pub state: StateId,
    /// Its output.
    pub output: Value,
    /// The variables it assigned; absent when it assigned none.
    pub assigned: Option<Rc<[(Key, Value)]>>,
}

/// An expression that failed.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The state.
    pub state: StateId,
    /// Error and cause.
    pub reason: Reason,
    /// The field, such as `Output/total`.
    pub location: Option<Rc<str>>,
}

/// Which iteration of which Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iteration {
    /// The Map state.
    pub state: StateId,
    /// From 0.
    pub index: u32,
}

/// One variant per type of event of AWS's history; the names are AWS's.
#[derive(Clone, Debug)]
#[allow(
    missing_docs,
    reason = "the variants are AWS's types; their fields are described at their structs"
)]
pub enum EventDetails {
    ExecutionStarted {
        input: Value,
    },
    ExecutionSucceeded {
        output: Value,
    },
    ExecutionFailed(Reason),
    ExecutionAborted(Reason),
    ExecutionTimedOut(Reason),
    ExecutionRedriven {
        count: u32,
    },
    /// `PassStateEntered`, `TaskStateEntered` …
    StateEntered {
        state: StateId,
        input: Value,
    },
    /// `PassStateExited`, `TaskStateExited` …
    StateExited(Exited),
    /// `TaskStateAborted`, `WaitStateAborted`, `ParallelStateAborted`, `MapStateAborted`
    StateAborted {
        state: StateId,
    },
    TaskScheduled(Box<Scheduled>),
    TaskStarted {
        state: StateId,
    },
    TaskSubmitted {
        state: StateId,
        output: Value,
    },
    TaskSucceeded {
        state: StateId,
        output: Value,
    },
    TaskFailed {
        state: StateId,
        reason: Reason,
    },
    TaskTimedOut {
        state: StateId,
        reason: Reason,
    },
    TaskSubmitFailed {
        state: StateId,
        reason: Reason,
    },
    LambdaFunctionScheduled(Box<Scheduled>),
    LambdaFunctionStarted,
    LambdaFunctionSucceeded {
        output: Value,
    },
    LambdaFunctionFailed(Reason),
    LambdaFunctionTimedOut(Reason),
    ActivityScheduled(Box<Scheduled>),
    ActivityStarted {
        worker_name: Option<Rc<str>>,
    },
    ActivitySucceeded {
        output: Value,
    },
    ActivityFailed(Reason),
    ActivityTimedOut(Reason),
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    MapStateStarted {
        length: u32,
    },
    MapStateSucceeded,
    MapStateFailed,
    MapIterationStarted(Iteration),
    MapIterationSucceeded(Iteration),
    MapIterationFailed(Iteration),
    MapIterationAborted(Iteration),
    MapRunStarted {
        arn: Rc<str>,
    },
    MapRunSucceeded,
    MapRunFailed(Reason),
    MapRunAborted,
    MapRunRedriven {
        arn: Rc<str>,
        count: u32,
    },
    EvaluationFailed(Box<Evaluation>),
}
