//! Work that is due: what the [`agenda`](super::agenda) of a simulation holds, and whether it is wanted still.

use super::TimerId;
use super::execution::{Execution, ExecutionId};
use super::failure::Failure;
use super::given::Given;
use super::task::{Task, TaskId};
use super::thread::{Thread, ThreadId};

/// Due work.
#[derive(Debug)]
pub(super) enum Due {
    /// A transition into a state.
    Enter { thread: ThreadId, epoch: u32 },
    /// The end of a Wait.
    WaitOver { thread: ThreadId, epoch: u32 },
    /// The end of a back-off.
    Retry { thread: ThreadId, epoch: u32 },
    /// What comes of a task's failure when everything that happened at the same instant is written.
    Failed {
        thread: ThreadId,
        epoch: u32,
        failure: Box<Failure>,
    },
    /// What was given for a task.
    Given(Box<Given>),
    /// A task's TimeoutSeconds.
    TaskTimeout(TaskId),
    /// The longest time that the endpoint of an HTTP task may take.
    HttpTimeout(TaskId),
    /// A task's HeartbeatSeconds, since the last heartbeat that was known when it was set.
    Heartbeat(TaskId),
    /// An execution's TimeoutSeconds.
    ExecutionTimeout {
        execution: ExecutionId,
        /// How often it had been redriven by then: a redrive begins the time anew.
        redrives: u32,
    },
    /// An execution that a task waits for has ended.
    ChildEnded(ExecutionId),
    /// Nobody waits any more for an execution that a task started.
    ChildUnwanted(ExecutionId),
    /// A timer of the host.
    Timer(TimerId),
}

/// Whom due work is for. The agenda asks them while it is changed itself, so they are borrowed apart from it.
pub(super) struct Parties<'a> {
    pub(super) threads: &'a [Thread],
    pub(super) tasks: &'a [Task],
    pub(super) executions: &'a [Execution],
    pub(super) timers: &'a [bool],
}

impl Parties<'_> {
    /// Whether due work is still wanted.
    pub(super) fn want(&self, due: &Due) -> bool {
        let execution = |id: &ExecutionId| self.executions.get(id.0 as usize);
        match due {
            Due::Enter { thread, epoch }
            | Due::WaitOver { thread, epoch }
            | Due::Retry { thread, epoch }
            | Due::Failed { thread, epoch, .. } => {
                let thread = self.threads.get(thread.0 as usize);
                thread.is_some_and(|thread| thread.epoch == *epoch)
            }
            Due::Given(given) => self.is_open(given.task()),
            Due::TaskTimeout(task) | Due::HttpTimeout(task) | Due::Heartbeat(task) => {
                self.is_open(*task)
            }
            Due::ExecutionTimeout {
                execution: id,
                redrives,
            } => execution(id).is_some_and(|run| run.is_running() && run.redrives == *redrives),
            Due::ChildEnded(_) => true,
            Due::ChildUnwanted(id) => execution(id).is_some_and(Execution::is_running),
            Due::Timer(timer) => self.timers.get(timer.0 as usize) == Some(&true),
        }
    }

    fn is_open(&self, task: TaskId) -> bool {
        self.tasks
            .get(task.0 as usize)
            .is_some_and(|task| task.open)
    }
}
