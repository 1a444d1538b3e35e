//! One line of control: an execution's own, a branch's, an iteration's.

use std::rc::Rc;

use crate::history::inspection::{Line, VisitId};
use crate::history::{EventId, Reason};
use crate::json::{Array, Value};
use crate::program::StateId;
use crate::scope::{ContextObject, MapItem, Variables};

use super::execution::ExecutionId;
use super::failure::Failure;
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
    /// Counts changes of phase and of work; what was asked for before one is void.
    pub(super) epoch: u32,
}

/// Where a thread is on its way through its level.
#[derive(Debug)]
pub(super) enum Phase {
    /// Before its first state.
    New,
    /// A transition is due.
    Scheduled { state: StateId, input: Value },
    /// Inside a state. In place, since an allocation for each stay doubles the time of a long loop.
    In(Stay),
    /// At the end of its level, or ended before its time: a redrive goes on from where it was suspended.
    Ended(Option<Suspended>),
}

/// Where a thread stood when its execution, or the Parallel or Map around it, failed.
#[derive(Debug)]
pub(super) enum Suspended {
    /// Before a state.
    Scheduled { state: StateId, input: Value },
    /// Inside one.
    In(Box<Stay>),
}

/// What a state is busy with.
#[derive(Debug)]
pub(super) enum Work {
    /// What takes no time.
    Instant,
    /// The time of a Wait.
    Wait,
    /// The open attempt of a Task.
    Task(TaskId),
    /// The time between two attempts.
    BackOff,
    /// What a Parallel or Map has started.
    Children(Children),
}

/// What a Parallel or Map has started and waits for.
#[derive(Debug)]
pub(super) enum Children {
    Branches(Box<Branches>),
    Iterations(Box<Iterations>),
    MapRun(MapRunId),
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
    pub(super) items: Array,
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
    /// The Entered event's own previous event.
    pub(super) entered_previous: EventId,
    pub(super) context: ContextObject,
    /// Retries by retrier.
    pub(super) retries: Vec<u64>,
    /// Attempts begun.
    pub(super) attempts: u32,
    /// The event the Exited one follows, when it is not the newest.
    pub(super) exit_previous: Option<EventId>,
    pub(super) work: Work,
    /// The children that this attempt failed with; a redrive goes on with them.
    pub(super) unfinished: Option<Children>,
}

impl Children {
    /// The threads among them, which the children of a Map Run are not: those are executions.
    pub(super) fn threads(&self) -> &[ThreadId] {
        match self {
            Children::Branches(branches) => &branches.children,
            Children::Iterations(iterations) => &iterations.children,
            Children::MapRun(_) => &[],
        }
    }
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
        }
    }

    /// The stay in the state it is in.
    pub(super) fn stay(&self) -> Option<&Stay> {
        match &self.phase {
            Phase::In(stay) => Some(stay),
            _ => None,
        }
    }

    pub(super) fn stay_mut(&mut self) -> Option<&mut Stay> {
        match &mut self.phase {
            Phase::In(stay) => Some(stay),
            _ => None,
        }
    }

    /// The stay of a thread that works for the state it is in.
    ///
    /// # Errors
    /// An event was one too many for the execution, which ended the thread under that work. The failure goes nowhere:
    /// [`Simulation::fail`](super::Simulation::fail) has nothing to fail.
    pub(super) fn inside(&self) -> Result<&Stay, Failure> {
        self.stay().ok_or_else(|| Failure::fatal(Reason::default()))
    }

    /// What the Parallel or Map it is in waits for.
    pub(super) fn children(&self) -> Option<&Children> {
        match &self.stay()?.work {
            Work::Children(children) => Some(children),
            _ => None,
        }
    }

    pub(super) fn children_mut(&mut self) -> Option<&mut Children> {
        match &mut self.stay_mut()?.work {
            Work::Children(children) => Some(children),
            _ => None,
        }
    }

    /// The iterations of the Map it is in.
    pub(super) fn iterations(&self) -> Option<&Iterations> {
        match self.children()? {
            Children::Iterations(iterations) => Some(iterations),
            _ => None,
        }
    }

    pub(super) fn iterations_mut(&mut self) -> Option<&mut Iterations> {
        match self.children_mut()? {
            Children::Iterations(iterations) => Some(iterations),
            _ => None,
        }
    }

    pub(super) fn is_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended(_))
    }

    /// Changes the phase and voids what was asked for in the old one.
    pub(super) fn change(&mut self, phase: Phase) -> u32 {
        self.phase = phase;
        self.epoch += 1;
        self.epoch
    }

    /// Changes what the state it is in is busy with, and voids what was asked for the old work.
    pub(super) fn turn_to(&mut self, work: Work) -> u32 {
        self.epoch += 1;
        if let Some(stay) = self.stay_mut() {
            stay.work = work;
        }
        self.epoch
    }

    /// The Parallel or Map it is in has failed: the stay remembers how far its children came.
    pub(super) fn leave_unfinished(&mut self) {
        self.epoch += 1;
        if let Some(stay) = self.stay_mut()
            && let Work::Children(children) = std::mem::replace(&mut stay.work, Work::Instant)
        {
            stay.unfinished = Some(children);
        }
    }

    /// Ends it where it stands, so that a redrive can go on from there.
    pub(super) fn suspend(&mut self) {
        self.epoch += 1;
        let suspended = match std::mem::replace(&mut self.phase, Phase::Ended(None)) {
            Phase::New => None,
            Phase::Scheduled { state, input } => Some(Suspended::Scheduled { state, input }),
            Phase::In(stay) => Some(Suspended::In(Box::new(stay))),
            Phase::Ended(suspended) => suspended,
        };
        self.phase = Phase::Ended(suspended);
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
            work: Work::Instant,
            unfinished: None,
        }
    }
}
