//! One line of control: an execution's own, a branch's, an iteration's.

use std::rc::Rc;

use crate::history::EventId;
use crate::history::inspection::{Line, VisitId};
use crate::json::Value;
use crate::program::StateId;
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
    /// Where it stood when it was ended before its time: what a redrive goes on from.
    pub(super) suspended: Option<Box<Suspended>>,
}

/// What a thread was doing when its execution, or the Parallel or Map around it, failed.
#[derive(Debug)]
pub(super) struct Suspended {
    pub(super) phase: Phase,
    pub(super) stay: Option<Stay>,
}

/// What a thread is doing.
#[derive(Debug)]
pub(super) enum Phase {
    /// Before its first state.
    New,
    /// A transition is due.
    Scheduled { state: StateId, input: Value },
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
    pub(super) items: crate::json::Array,
    /// How many may run side by side.
    pub(super) admitted: usize,
    /// The next item to start.
    pub(super) next: usize,
    /// The child of each started iteration.
    pub(super) children: Vec<ThreadId>,
    pub(super) outputs: Vec<Option<Value>>,
    pub(super) pending: usize,
}

impl Iterations {
    /// Whether there is another item, and room for its iteration.
    pub(super) fn may_start(&self) -> bool {
        let left = self.items.len() - self.next;
        left > 0 && self.pending - left < self.admitted
    }
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
    /// The newest event when the attempt began, the Entered one aside.
    pub(super) before_attempt: EventId,
    pub(super) context: ContextObject,
    /// Retries by retrier.
    pub(super) retries: Vec<u64>,
    /// Attempts begun.
    pub(super) attempts: u32,
    /// The event the Exited one follows, when it is not the newest.
    pub(super) exit_previous: Option<EventId>,
    /// The branches, iterations or Map Run that this attempt failed with; a redrive goes on with them.
    pub(super) unfinished: Option<Box<Phase>>,
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
            phase: Phase::New,
            epoch: 0,
            stay: None,
            suspended: None,
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
            phase: Phase::New,
            epoch: 0,
            stay: None,
            suspended: None,
        }
    }

    /// Changes the phase and voids what was asked for in the old one.
    pub(super) fn change(&mut self, phase: Phase) -> u32 {
        self.replace(phase);
        self.epoch
    }

    /// As [`Thread::change`], and gives the old phase back.
    pub(super) fn replace(&mut self, phase: Phase) -> Phase {
        self.epoch += 1;
        std::mem::replace(&mut self.phase, phase)
    }

    /// The Parallel or Map it is in has failed: it is inside the state again, which remembers how far it came.
    pub(super) fn leave_unfinished(&mut self) {
        let phase = self.replace(Phase::Inside);
        if let Some(stay) = &mut self.stay {
            stay.unfinished = Some(Box::new(phase));
        }
    }

    /// Ends it where it stands, so that a redrive can go on from there.
    pub(super) fn suspend(&mut self) {
        let phase = self.replace(Phase::Ended);
        let stay = self.stay.take();
        if stay.is_some() || !matches!(phase, Phase::Ended) {
            self.suspended = Some(Box::new(Suspended { phase, stay }));
        }
    }
}

impl Stay {
    pub(super) fn new(
        state: StateId,
        visit: VisitId,
        input: Value,
        entered: EventId,
        before_attempt: EventId,
        context: ContextObject,
    ) -> Stay {
        Stay {
            state,
            visit,
            effective: input.clone(),
            input,
            entered,
            before_attempt,
            context,
            retries: Vec::new(),
            attempts: 0,
            exit_previous: None,
            unfinished: None,
        }
    }
}
