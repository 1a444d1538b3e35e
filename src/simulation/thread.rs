//! One line of control: an execution's own, a branch's, an iteration's.

use std::rc::Rc;

use crate::history::EventId;
use crate::history::inspection::{Line, VisitId};
use crate::json::Value;
use crate::program::{MachineId, StateId};
use crate::scope::{ContextObject, MapItem, Variables};

use super::execution::ExecutionId;
use super::states::distributed_map::MapRunId;
use super::task::TaskId;

/// A thread of a simulation. Never used again for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

/// One line of control.
#[derive(Debug)]
pub struct Thread {
    pub(super) execution: ExecutionId,
    /// The thread whose Parallel or Map it belongs to.
    pub(super) parent: Option<ThreadId>,
    /// Where it stands under its parent.
    pub(super) line: Line,
    /// The newest event on its path.
    pub(super) last_event: EventId,
    pub(super) variables: Variables,
    pub(super) item: Option<Rc<MapItem>>,
    pub(super) phase: Phase,
    /// Counts changes of phase; what was asked for in an earlier one is void.
    pub(super) epoch: u32,
    pub(super) stay: Option<Stay>,
}

/// What a thread is doing.
#[derive(Debug)]
pub(super) enum Phase {
    /// A transition is due.
    Scheduled,
    /// Inside a state that takes no time.
    Inside,
    /// In a Wait.
    Waiting,
    /// A task's attempt is open.
    Working(TaskId),
    /// Between two attempts.
    BackingOff,
    /// In a Parallel.
    Branches(Box<Branches>),
    /// In a Map.
    Iterations(Box<Iterations>),
    /// In a distributed Map.
    MapRun(MapRunId),
    /// Gone.
    Ended,
}

/// The branches of a Parallel that runs.
#[derive(Debug)]
pub(super) struct Branches {
    pub(super) children: Vec<ThreadId>,
    pub(super) outputs: Vec<Option<Value>>,
    pub(super) pending: usize,
}

/// The iterations of a Map that runs.
#[derive(Debug)]
pub(super) struct Iterations {
    pub(super) processor: MachineId,
    pub(super) items: crate::json::Array,
    /// The next item to start.
    pub(super) next: usize,
    /// The child of each started iteration.
    pub(super) children: Vec<ThreadId>,
    pub(super) outputs: Vec<Option<Value>>,
    pub(super) pending: usize,
}

/// The stay in a state, from entering to leaving.
#[derive(Debug)]
pub(super) struct Stay {
    pub(super) state: StateId,
    pub(super) visit: VisitId,
    /// The raw input.
    pub(super) input: Value,
    /// After InputPath.
    pub(super) effective: Value,
    pub(super) entered: EventId,
    /// The Entered event's own previous event.
    pub(super) entered_previous: EventId,
    pub(super) context: ContextObject,
    /// Retries by retrier.
    pub(super) retries: Vec<u64>,
    /// Attempts begun.
    pub(super) attempts: u32,
    /// The event the Exited one follows, when it is not the newest.
    pub(super) exit_previous: Option<EventId>,
}

impl Thread {
    pub(super) fn root(execution: ExecutionId) -> Thread {
        Thread {
            execution,
            parent: None,
            line: Line::default(),
            last_event: EventId::NONE,
            variables: Variables::default(),
            item: None,
            phase: Phase::Scheduled,
            epoch: 0,
            stay: None,
        }
    }

    /// A branch or iteration of `parent` whose first event follows `last_event`.
    pub(super) fn child(&self, parent: ThreadId, line: Line, last_event: EventId) -> Thread {
        Thread {
            execution: self.execution,
            parent: Some(parent),
            line,
            last_event,
            variables: self.variables.clone(),
            item: self.item.clone(),
            phase: Phase::Scheduled,
            epoch: 0,
            stay: None,
        }
    }

    /// Changes the phase and voids what was asked for in the old one.
    pub(super) fn change(&mut self, phase: Phase) -> u32 {
        self.phase = phase;
        self.epoch += 1;
        self.epoch
    }
}

impl Stay {
    pub(super) fn new(
        state: StateId,
        visit: VisitId,
        input: Value,
        entered: EventId,
        entered_previous: EventId,
        context: ContextObject,
    ) -> Stay {
        Stay {
            state,
            visit,
            effective: input.clone(),
            input,
            entered,
            entered_previous,
            context,
            retries: Vec::new(),
            attempts: 0,
            exit_previous: None,
        }
    }
}
