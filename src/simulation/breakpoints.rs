//! Breakpoints: a simulation stands still before it enters a state, or before a state takes in what answers its task.
//!
//! What is held is done only when the host lets it go, as it was or with another value. As long as something is held
//! nothing else is due, so that virtual time stands still too.

use crate::history::Reason;
use crate::json::Value;
use crate::program::{State, StateId};

use super::Simulation;
use super::execution::ExecutionId;
use super::given::Answer;
use super::task::TaskId;
use super::thread::{Phase, ThreadId};

/// Where a simulation stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakpoint {
    /// The number of the machine, in the order in which they were registered.
    pub machine: usize,
    /// One of its states.
    pub state: StateId,
    /// At the answers to its task; else before it is entered.
    pub at_answer: bool,
}

#[derive(Debug)]
pub(super) enum Held {
    /// A transition that was due.
    Entry { thread: ThreadId, epoch: u32 },
    /// An answer whose turn it was.
    Answer(Answer),
}

/// What is held, for telling where a run stands still.
#[derive(Debug)]
pub struct Pause<'a> {
    /// The execution.
    pub execution: ExecutionId,
    /// The number of its machine, if it was registered.
    pub machine: Option<usize>,
    /// The state.
    pub state: &'a State,
    /// The item of the innermost Map, from 0.
    pub item: Option<u32>,
    /// It is an answer to the state's task that is held.
    pub at_answer: bool,
    /// The raw input, or the result or error.
    pub value: Result<&'a Value, &'a Reason>,
}

impl Simulation {
    /// Sets where to stand still, and takes back what [`Simulation::step`] asked for.
    pub fn break_at(&mut self, breakpoints: Vec<Breakpoint>) {
        self.breakpoints = breakpoints;
        self.stepping = false;
    }

    /// Stands still before the next state too, whichever it is.
    pub fn step(&mut self) {
        self.stepping = true;
    }

    /// The number of a state by its machine's number, and its place or its name.
    pub fn state_at(&self, machine: usize, place: &str) -> Option<StateId> {
        let mut states = self.machines.get(machine)?.program.states();
        let (id, _) =
            states.find(|(_, state)| &*state.location == place || &*state.name == place)?;
        Some(id)
    }

    /// What is held.
    pub fn held(&self) -> Option<Pause<'_>> {
        let (id, answer) = match self.held.as_ref()? {
            Held::Entry { thread, .. } => (*thread, None),
            Held::Answer(answer) => (self.tasks.get(answer.task.0 as usize)?.thread, Some(answer)),
        };
        let thread = self.thread(id);
        let (state, value) = match (&thread.phase, answer) {
            (_, Some(answer)) => (thread.stay()?.state, answer.outcome.as_ref()),
            (Phase::Scheduled { state, input }, None) => (*state, Ok(input)),
            _ => return None,
        };
        Some(Pause {
            execution: thread.execution,
            machine: self.machine_number(id),
            state: self.execution(thread.execution).program.state(state),
            item: thread.item.as_ref().map(|item| item.index),
            at_answer: answer.is_some(),
            value,
        })
    }

    /// Lets go what is held, with another value if one is given. An error is for an answer only.
    pub fn release(&mut self, change: Option<Result<Value, Reason>>) {
        if !self.is_held() {
            return;
        }
        match (self.held.take(), change) {
            (Some(Held::Entry { thread, .. }), change) => {
                if let (Phase::Scheduled { input, .. }, Some(Ok(value))) =
                    (&mut self.thread_mut(thread).phase, change)
                {
                    *input = value;
                }
                self.go_in(thread);
            }
            (Some(Held::Answer(answer)), change) => {
                let outcome = change.unwrap_or(answer.outcome);
                self.take_answer(Answer { outcome, ..answer });
            }
            (None, _) => {}
        }
    }

    /// Whether something is held that is still wanted; what is not is forgotten.
    pub(super) fn is_held(&mut self) -> bool {
        let is_wanted = match self.held {
            Some(Held::Entry { thread, epoch }) => self.thread(thread).epoch == epoch,
            Some(Held::Answer(Answer { task, .. })) => self.open_task(task).is_some(),
            None => false,
        };
        if !is_wanted {
            self.held = None;
        }
        is_wanted
    }

    /// A transition is due: enters the state, or holds it.
    pub(super) fn enter_or_hold(&mut self, thread: ThreadId, epoch: u32) {
        let Phase::Scheduled { state, .. } = self.thread(thread).phase else {
            return;
        };
        if std::mem::take(&mut self.stepping) || self.breaks(thread, state, false) {
            self.held = Some(Held::Entry { thread, epoch });
        } else {
            self.go_in(thread);
        }
    }

    /// It is an answer's turn: takes it in, or holds it.
    pub(super) fn take_or_hold(&mut self, answer: Answer) {
        let task = self.open_task(answer.task);
        let thread = task.filter(|task| !task.by_hand).map(|task| task.thread);
        let is_held = thread.is_some_and(|id| match self.thread(id).stay() {
            Some(stay) => self.breaks(id, stay.state, true),
            None => false,
        });
        if is_held {
            self.held = Some(Held::Answer(answer));
        } else {
            self.take_answer(answer);
        }
    }

    /// No breakpoint holds what is given for a task from now on: who gives it by hand need not be asked about it.
    pub fn answer_by_hand(&mut self, task: TaskId) {
        if let Some(task) = self.open_task(task) {
            task.by_hand = true;
        }
    }

    fn go_in(&mut self, thread: ThreadId) {
        if let Phase::Scheduled { state, input } = &self.thread(thread).phase {
            self.enter(thread, *state, input.clone());
        }
    }

    fn breaks(&self, thread: ThreadId, state: StateId, at_answer: bool) -> bool {
        if self.breakpoints.is_empty() {
            return false;
        }
        self.machine_number(thread).is_some_and(|machine| {
            let here = Breakpoint {
                machine,
                state,
                at_answer,
            };
            self.breakpoints.contains(&here)
        })
    }

    /// The executions of a distributed Map run the program of the Map's own machine.
    fn machine_number(&self, thread: ThreadId) -> Option<usize> {
        let program = &self.execution(self.thread(thread).execution).program;
        let mut machines = self.machines.iter();
        machines.position(|machine| std::rc::Rc::ptr_eq(&machine.program, program))
    }
}
