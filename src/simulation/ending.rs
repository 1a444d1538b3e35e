//! Writing events, and how executions end.

use crate::definition::error_names;
use crate::history::inspection::{VisitId, VisitStatus};
use crate::history::{EventDetails, EventId, HistoryEvent, Reason};

use super::execution::{ExecutionId, ExecutionStatus};
use super::thread::ThreadId;
use super::{Due, Simulation, failure};

impl Simulation {
    /// Writes an event. The one that would be beyond the quota is `ExecutionFailed` instead, and ends the execution;
    /// after an execution's end nothing more is written.
    pub(super) fn emit(
        &mut self,
        execution: ExecutionId,
        previous: EventId,
        visit: Option<VisitId>,
        details: EventDetails,
    ) -> EventId {
        let at = self.now();
        let run = self.execution_mut(execution);
        let limit = run.most_events;
        if !run.is_running() {
            return run.history.last_id();
        }
        if run.history.len() + 1 >= limit && !ends_execution(&details) {
            // Source: measured on AWS; event number 25,000 is the failure
            let text =
                format!("The execution reached the maximum number of history events ({limit}).");
            let reason = failure::reason(error_names::RUNTIME, &text);
            let last = run.history.last_id();
            self.end_execution_after(
                execution,
                last,
                ExecutionStatus::Failed,
                EventDetails::ExecutionFailed(reason),
            );
            return self.execution(execution).history.last_id();
        }
        run.history.push(HistoryEvent {
            at,
            previous,
            visit,
            details,
        })
    }

    /// Ends an execution by an event that has no previous one.
    pub(super) fn end_execution(
        &mut self,
        id: ExecutionId,
        status: ExecutionStatus,
        details: EventDetails,
    ) {
        self.end_execution_after(id, EventId::NONE, status, details);
    }

    pub(super) fn end_execution_after(
        &mut self,
        id: ExecutionId,
        previous: EventId,
        status: ExecutionStatus,
        details: EventDetails,
    ) {
        let now = self.now();
        let Some(run) = self
            .executions
            .get_mut(id.0 as usize)
            .filter(|run| run.is_running())
        else {
            return;
        };
        if let EventDetails::ExecutionFailed(reason) | EventDetails::ExecutionAborted(reason) =
            &details
        {
            run.reason = reason.clone();
        }
        run.history.push(HistoryEvent {
            at: now,
            previous,
            visit: None,
            details,
        });
        run.status = status;
        run.stopped = Some(now);
        if !run.awaited_by.is_empty() {
            self.agenda.answer(Due::ChildEnded(id));
        }
        for thread in run.threads.clone() {
            self.end_silently(thread);
        }
    }

    /// Ends a thread without any event: its execution has ended.
    pub(super) fn end_silently(&mut self, id: ThreadId) {
        let now = self.now();
        self.close_task(id);
        self.close_map_run(id);
        let visit = self.thread(id).stay().map(|stay| stay.visit);
        self.thread_mut(id).suspend();
        if let Some(visit) = visit {
            let record = self.visit_mut(visit);
            record.exited = Some(now);
            if record.status == VisitStatus::Running {
                record.status = VisitStatus::Aborted;
            }
            if let Some(attempt) = record
                .attempts
                .last_mut()
                .filter(|attempt| attempt.ended.is_none())
            {
                attempt.ended = Some(now);
                attempt.status = VisitStatus::Aborted;
            }
        }
    }

    pub(super) fn execution_timed_out(&mut self, id: ExecutionId) {
        let reason = Reason {
            error: Some(error_names::TIMEOUT.into()),
            cause: None,
        };
        self.end_execution(
            id,
            ExecutionStatus::TimedOut,
            EventDetails::ExecutionTimedOut(reason),
        );
    }
}

fn ends_execution(details: &EventDetails) -> bool {
    matches!(
        details,
        EventDetails::ExecutionSucceeded { .. }
            | EventDetails::ExecutionFailed(_)
            | EventDetails::ExecutionAborted(_)
            | EventDetails::ExecutionTimedOut(_)
    )
}
