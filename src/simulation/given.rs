//! What is given for a task that the host was handed: by its handler, by what is built in, by the sender of a callback.
//!
//! It is taken in when it is its turn, as services take time to answer; see [`agenda`](super::agenda).

use std::rc::Rc;

use crate::history::Reason;
use crate::json::Value;

use super::task::{Answerer, TaskId};
use super::{Due, Simulation};

/// What is given for a task.
#[derive(Debug)]
pub(super) enum Given {
    /// A handler's result or error, or that of what is built in.
    Answer(Answer),
    /// The service has taken the call.
    Submitted { task: TaskId, output: Value },
    /// A worker has taken an activity's task.
    Started {
        task: TaskId,
        worker_name: Option<Rc<str>>,
    },
    /// SendTaskSuccess or SendTaskFailure.
    Callback {
        task: TaskId,
        outcome: Result<Value, Reason>,
    },
}

/// A result, or an error.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) task: TaskId,
    pub(super) outcome: Result<Value, Reason>,
    pub(super) by: Answerer,
}

impl Given {
    pub(super) fn task(&self) -> TaskId {
        match self {
            Given::Answer(Answer { task, .. })
            | Given::Submitted { task, .. }
            | Given::Started { task, .. }
            | Given::Callback { task, .. } => *task,
        }
    }
}

impl Simulation {
    /// Lets something be taken in when it is its turn, if somebody still waits for the task then.
    pub(super) fn give(&mut self, given: Given) {
        self.agenda.answer(Due::Given(Box::new(given)));
    }

    /// What is built in answers for the resource of a task.
    pub(super) fn give_built_in(&mut self, task: TaskId, outcome: Result<Value, Reason>) {
        let by = Answerer::Resource;
        self.give(Given::Answer(Answer { task, outcome, by }));
    }

    /// It is the turn of what was given.
    pub(super) fn take(&mut self, given: Given) {
        match given {
            Given::Answer(answer) => self.take_or_hold(answer),
            Given::Submitted { task, output } => self.submit(task, output),
            Given::Started { task, worker_name } => self.start_activity(task, worker_name),
            Given::Callback { task, outcome } => self.take_callback(task, outcome),
        }
    }
}
