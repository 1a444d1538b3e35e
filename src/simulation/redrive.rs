//! Redrive: an execution that failed goes on from the states that did not succeed.
//!
//! Source: AWS Step Functions, "Restarting state machine executions with redrive". States that succeeded keep their
//! outputs; of a Parallel or Map only what did not finish runs again; retriers and time-outs count anew.

use crate::history::inspection::VisitStatus;
use crate::history::{EventDetails, EventId};
use crate::program::StateKind;

use super::Simulation;
use super::execution::{ExecutionId, Redriver};
use super::states::distributed_map::MapRunId;
use super::thread::{Children, Phase, Stay, Suspended, ThreadId, Work};

impl Simulation {
    /// Redrives an execution now.
    ///
    /// # Errors
    /// Why it cannot be redriven, AWS's `ExecutionNotRedrivable`.
    pub fn redrive(&mut self, id: ExecutionId) -> Result<(), String> {
        if let Some(why) = self.execution(id).not_redrivable(Redriver::Itself) {
            return Err(why);
        }
        let now = self.now();
        self.execution_mut(id).begin_redrive(now);
        let count = self.execution(id).redrives;
        let redriven = self.emit(
            id,
            EventId::NONE,
            None,
            EventDetails::ExecutionRedriven { count },
        );
        let root = self.execution(id).program.root;
        // the child of a distributed Map has no TimeoutSeconds of its own, and no other level is an execution's root
        if self.execution(id).shown_in == id {
            self.set_execution_timeout(id, root);
        }
        if let Some(thread) = self.execution(id).threads.first().copied() {
            self.resume(thread, redriven);
        }
        Ok(())
    }

    /// Lets a thread go on from where it was suspended; its next event follows `after`.
    fn resume(&mut self, id: ThreadId, after: EventId) {
        let context = self.execution(self.thread(id).execution).context.clone();
        let thread = self.thread_mut(id);
        let Phase::Ended(suspended) = &mut thread.phase else {
            return;
        };
        let Some(suspended) = suspended.take() else {
            return;
        };
        thread.last_event = after;
        match suspended {
            Suspended::Scheduled { state, input } => self.schedule(id, state, input),
            Suspended::In(mut stay) => {
                stay.context.execution = context;
                stay.retries.clear();
                stay.context.retry_count = stay.context.retry_count.map(|_| 0);
                stay.exit_previous = None;
                self.resume_stay(id, *stay);
            }
        }
    }

    fn resume_stay(&mut self, id: ThreadId, mut stay: Stay) {
        let program = self.program(id);
        let (state, visit) = (stay.state, stay.visit);
        if let StateKind::Fail { .. } = program.state(state).kind {
            // Source: the same; a Fail state is entered again, and fails again
            self.visit_mut(visit).status = VisitStatus::Failed;
            return self.schedule(id, state, stay.input);
        }
        let unfinished = match std::mem::replace(&mut stay.work, Work::Instant) {
            Work::Children(children) => Some(children),
            _ => stay.unfinished.take(),
        };
        let record = self.visit_mut(visit);
        record.status = VisitStatus::Running;
        record.exited = None;
        record.error = None;
        record.cause = None;
        let has_children = unfinished.is_some();
        if let Some(children) = unfinished {
            stay.work = Work::Children(children);
        }
        self.thread_mut(id).change(Phase::In(stay));
        if has_children {
            self.resume_children(id);
        } else {
            self.perform(id, state);
        }
    }

    /// The attempt of a Parallel or Map that failed goes on with its children.
    fn resume_children(&mut self, id: ThreadId) {
        self.reopen_attempt(id);
        let thread = self.thread(id);
        let after = thread.last_event;
        let children = match thread.children() {
            Some(&Children::MapRun(run)) => return self.redrive_map_run(id, run),
            Some(children) => children.threads().to_vec(),
            None => return,
        };
        for child in children {
            // one that fails at once takes the whole state with it
            if self.thread(id).children().is_none() {
                break;
            }
            self.resume(child, after);
        }
        // one whose ItemSelector failed has not begun yet
        if let Err(failure) = self.start_iterations(id, after) {
            self.fail(id, failure);
        }
    }

    /// The attempt that failed goes on.
    fn reopen_attempt(&mut self, id: ThreadId) {
        self.note(id, |attempt| {
            attempt.status = VisitStatus::Running;
            attempt.ended = None;
            attempt.error = None;
            attempt.cause = None;
        });
    }

    /// Source: the same; children of type Standard are redriven, Express ones started anew.
    fn redrive_map_run(&mut self, id: ThreadId, run: MapRunId) {
        let (arn, count) = self.reopen_map_run(run);
        self.emit_of_state(id, |_| EventDetails::MapRunRedriven { arn, count });
        for (index, child) in self.unsuccessful_children(run) {
            if self.thread(id).children().is_none() {
                return;
            }
            let reason = self.execution(child).not_redrivable(Redriver::Itself);
            if reason.is_none() {
                self.await_map_child(run, index, child);
                // INVARIANT: it was just asked whether it can be redriven
                let _ = self.redrive(child);
            } else {
                self.start_map_child(run, index);
            }
        }
        if let Err(failure) = self.go_on_with_map_run(run) {
            self.fail(id, failure);
        }
    }
}
