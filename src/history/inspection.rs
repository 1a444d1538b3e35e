//! What the simulation records of each visit: the data at each stage, each attempt, and why it went on as it did.
//!
//! Values are shared with the history, so recording costs no copies. The names of the stages are those of AWS's
//! TestState (`inspectionData`).

use std::num::NonZeroU64;
use std::rc::Rc;

use crate::json::{Key, Value};
use crate::program::StateId;
use crate::time::Timestamp;

use super::EventId;

/// A visit: one entry into a state. Dense from 0 over all executions of a simulation, in the order of entering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitId(pub u32);

/// How a visit or an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum VisitStatus {
    /// Not ended.
    Running,
    /// It gave a result.
    Succeeded,
    /// It failed, and a catcher took the error.
    Caught,
    /// It failed.
    Failed,
    /// Something else failed, or the execution was stopped.
    Aborted,
}

/// The data at each stage; absent where the state has no such stage or did not come so far.
#[derive(Clone, Debug, Default)]
pub struct Stages {
    /// After InputPath.
    pub after_input_path: Option<Value>,
    /// After Parameters or Arguments: what the work was given.
    pub after_parameters: Option<Value>,
    /// What the work gave.
    pub result: Option<Value>,
    /// After ResultPath.
    pub after_result_path: Option<Value>,
    rare: Option<Box<RareStages>>,
}

/// What few states have, apart: a run keeps all its visits, and what each of them takes is felt in a loop.
#[derive(Clone, Debug, Default)]
struct RareStages {
    items: Option<Value>,
    after_result_selector: Option<Value>,
}

impl Stages {
    /// A Map's items.
    pub fn items(&self) -> Option<&Value> {
        self.rare.as_ref()?.items.as_ref()
    }

    /// Notes a Map's items.
    pub fn set_items(&mut self, items: Value) {
        self.rare.get_or_insert_default().items = Some(items);
    }

    /// After ResultSelector.
    pub fn after_result_selector(&self) -> Option<&Value> {
        self.rare.as_ref()?.after_result_selector.as_ref()
    }

    /// Notes the data after ResultSelector.
    pub fn set_after_result_selector(&mut self, selected: Value) {
        self.rare.get_or_insert_default().after_result_selector = Some(selected);
    }
}

/// One try of a Task, Parallel or Map.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// When it began.
    pub started: Timestamp,
    /// The newest event when it began; its own events come after it.
    pub after: EventId,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How.
    pub status: VisitStatus,
    /// Its data.
    pub stages: Stages,
    /// The error, when it failed.
    pub error: Option<Rc<str>>,
    /// The cause, when it failed.
    pub cause: Option<Rc<str>>,
    /// The back-off that followed, in milliseconds.
    pub backoff_ms: Option<u64>,
    /// Since when nothing but the return of its token is waited for.
    pub awaits_token: Option<Timestamp>,
    /// How many iterations of a Map may run at once; absent for what has none.
    pub concurrency: Option<Concurrency>,
}

/// How many iterations of an attempt of a Map may run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency {
    /// How many, at least 1.
    pub limit: usize,
    /// AWS's own limit; else the Map's `"MaxConcurrency"`.
    pub is_of_aws: bool,
}

impl Concurrency {
    /// What `"MaxConcurrency"` asks for, where AWS runs `most` of them.
    pub fn of(max_concurrency: Option<NonZeroU64>, most: usize) -> Concurrency {
        let asked = max_concurrency.and_then(|limit| usize::try_from(limit.get()).ok());
        match asked.filter(|asked| *asked <= most) {
            None => Concurrency {
                limit: most,
                is_of_aws: true,
            },
            Some(limit) => Concurrency {
                limit,
                is_of_aws: false,
            },
        }
    }
}

/// Why a visit went on as it did.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The rule of a Choice that held, by its place in `"Choices"`.
    Rule(u32),
    /// No rule held: `"Default"`.
    Default,
    /// A retrier took the error of an attempt.
    Retry {
        /// Its place in `"Retry"`.
        index: u32,
        /// The attempt that failed, from 1.
        attempt: u32,
        /// The name in `"ErrorEquals"` that took it.
        matched: Rc<str>,
        /// Retries this retrier has made with this one.
        retries: u64,
        /// The delay in milliseconds.
        delay_ms: u64,
    },
    /// A retrier matched but has no attempts left.
    RetriesExhausted {
        /// Its place in `"Retry"`.
        index: u32,
        /// The attempt that failed, from 1.
        attempt: u32,
    },
    /// A catcher took the error.
    Catch {
        /// Its place in `"Catch"`.
        index: u32,
        /// The attempt that failed, from 1; 0 without one.
        attempt: u32,
        /// The name in `"ErrorEquals"` that took it.
        matched: Rc<str>,
    },
    /// Nothing took the error.
    Uncaught {
        /// The attempt that failed, from 1; 0 without one. A redrive may make more of them.
        attempt: u32,
    },
}

/// The thread of control a visit belongs to, for showing where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The Parallel or Map visit it is inside of.
    pub parent: Option<VisitId>,
    /// Which branch or iteration of it, from 0.
    pub slot: u32,
    /// Which attempt of the parent, from 1.
    pub attempt: u32,
    /// True inside a Map.
    pub is_iteration: bool,
}

impl Visit {
    /// Whether it belongs to the picture of an execution.
    pub fn is_of(&self, execution: u32) -> bool {
        self.execution == execution || self.shown_in == execution
    }

    /// Notes why it goes on as it does.
    pub fn decide(&mut self, decision: Decision) {
        push_alone(&mut self.decisions, decision);
    }

    /// Notes the beginning of an attempt.
    pub fn begin_attempt(&mut self, attempt: Attempt) {
        push_alone(&mut self.attempts, attempt);
    }

    /// Takes it out of the picture of every execution.
    pub fn hide(&mut self) {
        self.execution = u32::MAX;
        self.shown_in = u32::MAX;
    }
}

/// Most visits have one decision or attempt, and a list that gets its first makes room for four.
fn push_alone<T>(list: &mut Vec<T>, item: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(item);
}

/// One entry into a state.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Which execution of the simulation, from 0.
    pub execution: u32,
    /// The execution whose picture it belongs to: of a child of a distributed Map, the one that has the Map.
    pub shown_in: u32,
    /// The state.
    pub state: StateId,
    /// Where it stands.
    pub line: Line,
    /// When it was entered.
    pub entered: Timestamp,
    /// When it was left.
    pub exited: Option<Timestamp>,
    /// Its Entered event.
    pub entered_event: EventId,
    /// Its Exited event.
    pub exited_event: Option<EventId>,
    /// How it stands.
    pub status: VisitStatus,
    /// Its raw input.
    pub input: Value,
    /// The data of the visit as a whole; of an attempt's data, the last attempt's.
    pub stages: Stages,
    /// Its output.
    pub output: Option<Value>,
    /// Its tries; empty for a type that cannot be tried again.
    pub attempts: Vec<Attempt>,
    /// Why it went on as it did.
    pub decisions: Vec<Decision>,
    /// The error that ended it, or that was caught.
    pub error: Option<Rc<str>>,
    /// The cause of that error.
    pub cause: Option<Rc<str>>,
    /// The context object as the state saw it, made when asked for.
    pub context: crate::scope::ContextObject,
    /// The variables it saw.
    pub variables: crate::scope::Variables,
    /// What it assigned.
    pub assigned: Option<Rc<[(Key, Value)]>>,
    /// The state it went on to.
    pub next: Option<StateId>,
}
