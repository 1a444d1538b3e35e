//! Breakpoints: a simulation stands still before it enters a state, or before a state takes in what its handler gave.
//!
//! What is held is done only when the host lets it go, as it was or with another value. As long as something is held
//! nothing else is due, so that virtual time stands still too.

use crate::history::Reason;
use crate::json::Value;
use crate::program::{State, StateId};

use super::execution::ExecutionId;
use super::task::{Answerer, TaskId};
use super::thread::{Phase, ThreadId};
use super::{Output, Simulation};

/// Where a simulation stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakpoint {
    /// The number of the machine, in the order in which they were registered.
    pub machine: usize,
    /// One of its states.
    pub state: StateId,
    /// At the answers of its handler; else before it is entered.
    pub at_answer: bool,
}

/// What a handler gave: its result, or its error.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) task: TaskId,
    pub(super) outcome: Result<Value, Reason>,
    pub(super) by: Answerer,
}

/// What the host gave for a task that it was handed.
#[derive(Debug)]
pub(super) enum Given {
    Answer(Answer),
    /// It has no handler: what is built in answers.
    NoHandler(TaskId),
}

#[derive(Debug)]
pub(super) enum Held {
    /// A transition that was due.
    Entry { thread: ThreadId, epoch: u32 },
    /// An answer that has come.
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
    /// It is the answer of the state's handler that is held.
    pub at_answer: bool,
    /// The raw input, or the handler's result or error.
    pub value: Result<&'a Value, &'a Reason>,
}

impl Simulation {
    /// Sets where to stand still; `step`: before the next state too, whichever it is.
    pub fn break_at(&mut self, breakpoints: Vec<Breakpoint>, step: bool) {
        self.breakpoints = breakpoints;
        self.stepping = step;
    }

    /// The number of a state by its machine's number, and its place or its name.
    pub fn state_at(&self, machine: usize, place: &str) -> Option<StateId> {
        let mut states = self.machines.get(machine)?.program.states();
        let (id, _) =
            states.find(|(_, state)| &*state.location == place || &*state.name == place)?;
        Some(id)
    }

    /// What is held first.
    pub fn held(&self) -> Option<Pause<'_>> {
        let (id, answer) = match self.held.front()? {
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

    /// Lets go what is held first, with another value if one is given. An error is for an answer only.
    pub fn release(&mut self, change: Option<Result<Value, Reason>>) {
        if !self.is_held() {
            return;
        }
        match (self.held.pop_front(), change) {
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
                self.take_in_turn(Given::Answer(Answer { outcome, ..answer }));
            }
            (None, _) => {}
        }
    }

    /// Whether something is held that is still wanted; what is not is forgotten.
    pub(super) fn is_held(&mut self) -> bool {
        while let Some(held) = self.held.front() {
            let is_wanted = match held {
                Held::Entry { thread, epoch } => self.thread(*thread).epoch == *epoch,
                Held::Answer(answer) => {
                    let tasks = &self.tasks;
                    tasks
                        .get(answer.task.0 as usize)
                        .is_some_and(|task| task.open)
                }
            };
            if is_wanted {
                return true;
            }
            self.held.pop_front();
        }
        false
    }

    /// A transition is due: enters the state, or holds it.
    pub(super) fn enter_or_hold(&mut self, thread: ThreadId, epoch: u32) {
        let Phase::Scheduled { state, .. } = self.thread(thread).phase else {
            return;
        };
        if std::mem::take(&mut self.stepping) || self.breaks(thread, state, false) {
            self.held.push_back(Held::Entry { thread, epoch });
        } else {
            self.go_in(thread);
        }
    }

    /// A handler has answered: takes it in when it is its turn, or holds it.
    pub(super) fn answer_or_hold(&mut self, answer: Answer) {
        let open = self.tasks.get(answer.task.0 as usize);
        let thread = open.filter(|task| task.open).map(|task| task.thread);
        let is_held = thread.is_some_and(|id| match self.thread(id).stay() {
            Some(stay) => self.breaks(id, stay.state, true),
            None => false,
        });
        if is_held {
            self.held.push_back(Held::Answer(answer));
        } else {
            self.take_in_turn(Given::Answer(answer));
        }
    }

    /// Takes in what the host gave for a task, at once or when the tasks of its instant are handed out.
    pub(super) fn take_in_turn(&mut self, given: Given) {
        let mut outputs = self.outputs.iter();
        if !self.given.is_empty() || outputs.any(|output| matches!(output, Output::Task(_))) {
            self.given.push_back(given);
        } else {
            self.take(given);
        }
    }

    pub(super) fn take(&mut self, given: Given) {
        match given {
            Given::Answer(answer) => self.take_answer(answer),
            Given::NoHandler(task) => self.answer_built_in(task),
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
