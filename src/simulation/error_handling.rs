//! Which retrier or catcher takes an error, and when; what fails when none does.

use std::rc::Rc;

use crate::definition::error_names;
use crate::history::details::Evaluation;
use crate::history::inspection::{Attempt, Decision, Stages, VisitStatus};
use crate::history::{EventDetails, EventId, HistoryEvent, NoteKind, Reason};
use crate::json::{Key, Value};
use crate::program::data_flow::Handoff;
use crate::program::error_handling::Catcher;
use crate::program::{StateKind, Transition};

use super::execution::ExecutionStatus;
use super::failure::{EvaluationFault, Failure, Origin};
use super::thread::{Children, ThreadId, Work};
use super::{Due, Simulation};

/// What of a state has failed.
#[derive(Clone, Copy, PartialEq)]
enum Failing {
    /// The state: its Retry and Catch are asked.
    State,
    /// A catcher that had taken an error: nothing takes the new one.
    Catcher,
}

impl Simulation {
    /// Notes the beginning of an attempt.
    pub(super) fn begin_attempt(&mut self, id: ThreadId) {
        let now = self.now();
        let Some(stay) = self.thread_mut(id).stay_mut() else {
            return;
        };
        stay.attempts += 1;
        stay.unfinished = None;
        let visit = stay.visit;
        let after = self.execution(self.thread(id).execution).history.last_id();
        self.visit_mut(visit).begin_attempt(Attempt {
            started: now,
            after,
            ended: None,
            status: VisitStatus::Running,
            stages: Stages::default(),
            error: None,
            cause: None,
            backoff_ms: None,
            awaits_token: None,
            concurrency: None,
        });
    }

    /// Notes something about the current attempt.
    pub(super) fn note(&mut self, id: ThreadId, note: impl FnOnce(&mut Attempt)) {
        let visit = self.current_visit(id);
        if let Some(attempt) = visit.and_then(|visit| visit.attempts.last_mut()) {
            note(attempt);
        }
    }

    /// Notes the end of the current attempt.
    pub(super) fn end_attempt(
        &mut self,
        id: ThreadId,
        status: VisitStatus,
        reason: Option<&Reason>,
    ) {
        let now = self.now();
        self.note(id, |attempt| {
            attempt.ended = attempt.ended.or(Some(now));
            attempt.status = status;
            if let Some(reason) = reason {
                attempt.error = reason.error.clone();
                attempt.cause = reason.cause.clone();
            }
        });
    }

    /// A state has failed: retries it, catches the error, or fails the thread.
    pub(super) fn fail(&mut self, id: ThreadId, failure: Failure) {
        self.fail_in(id, failure, Failing::State);
    }

    fn fail_in(&mut self, id: ThreadId, failure: Failure, failing: Failing) {
        let thread = self.thread(id);
        if !self.execution(thread.execution).is_running() || thread.stay().is_none() {
            return;
        }
        self.end_attempt(id, VisitStatus::Failed, Some(&failure.reason));
        if failure.is_fatal() {
            return self.fail_execution(id, &failure);
        }
        if let Origin::Evaluation { location, fault } = &failure.origin {
            let previous = self.before_evaluation(id, *fault, failing);
            self.emit_evaluation_failed(id, &failure.reason, location.clone(), previous);
        }
        self.cut_off_iterations(id);
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            // what had joined has failed after all: Exited follows the Failed event
            stay.exit_previous = None;
        }
        if failing == Failing::State && self.try_retry(id, &failure) {
            return;
        }
        self.emit_state_failed(id);
        if failing == Failing::State && self.try_catch(id, &failure) {
            return;
        }
        self.decide_uncaught(id);
        self.fail_thread(id, failure.reason);
    }

    /// What `EvaluationFailed` follows.
    ///
    /// Source: recorded on AWS: as long as the state has done nothing, what came before the state, but for a value that is
    /// wrong in itself. Public measurements on AWS: what the attempt before ended with, when it is retried; in a catcher of
    /// a Parallel or Map, what its failure followed. By analogy: after a task's answer or a join, the newest event.
    fn before_evaluation(&self, id: ThreadId, fault: EvaluationFault, failing: Failing) -> EventId {
        let thread = self.thread(id);
        let Some(stay) = thread.stay() else {
            return EventId::NONE;
        };
        let failed = self
            .execution(thread.execution)
            .history
            .get(thread.last_event);
        match failed {
            Some(HistoryEvent {
                details: EventDetails::ParallelStateFailed | EventDetails::MapStateFailed,
                previous,
                ..
            }) if failing == Failing::Catcher => *previous,
            _ if thread.last_event == stay.entered && fault == EvaluationFault::Expression => {
                stay.entered_previous
            }
            _ => thread.last_event,
        }
    }

    fn emit_evaluation_failed(
        &mut self,
        id: ThreadId,
        reason: &Reason,
        location: Option<Rc<str>>,
        previous: EventId,
    ) {
        let thread = self.thread(id);
        let Some(stay) = thread.stay() else {
            return;
        };
        let (execution, visit, state) = (thread.execution, stay.visit, stay.state);
        let evaluation = Evaluation {
            state,
            reason: reason.clone(),
            location,
        };
        let event = self.emit(
            execution,
            previous,
            Some(visit),
            EventDetails::EvaluationFailed(Box::new(evaluation)),
        );
        self.thread_mut(id).last_event = event;
    }

    /// `ParallelStateFailed` or `MapStateFailed`.
    fn emit_state_failed(&mut self, id: ThreadId) {
        let program = self.program(id);
        let Some(stay) = self.thread(id).stay() else {
            return;
        };
        let details = match program.state(stay.state).kind {
            StateKind::Parallel { .. } => EventDetails::ParallelStateFailed,
            StateKind::Map(_) => EventDetails::MapStateFailed,
            _ => return,
        };
        self.emit_of_state(id, |_| details);
    }

    /// Notes why the state goes on as it does.
    pub(super) fn decide(&mut self, id: ThreadId, decision: Decision) {
        if let Some(visit) = self.current_visit(id) {
            visit.decide(decision);
        }
    }

    /// Notes that nothing takes the error of what was tried last.
    pub(super) fn decide_uncaught(&mut self, id: ThreadId) {
        let attempt = self.attempts_made(id);
        self.decide(id, Decision::Uncaught { attempt });
    }

    fn attempts_made(&mut self, id: ThreadId) -> u32 {
        self.current_visit(id)
            .map_or(0, |visit| visit.attempts.len() as u32)
    }

    /// The first retrier that takes the error decides alone; when it is exhausted no later one is asked.
    fn try_retry(&mut self, id: ThreadId, failure: &Failure) -> bool {
        let program = self.program(id);
        let now = self.now();
        let Some(stay) = self.thread(id).stay() else {
            return false;
        };
        let retriers = &program.state(stay.state).retry;
        let found = retriers.iter().enumerate().find_map(|(index, retrier)| {
            Some((index, retrier, failure.taken_by(&retrier.errors)?))
        });
        let Some((index, retrier, matched)) = found else {
            return false;
        };
        let (attempt, visit) = (stay.attempts, stay.visit);
        let made = stay.retries.get(index).copied().unwrap_or(0);
        if made >= retrier.max_attempts {
            self.decide(
                id,
                Decision::RetriesExhausted {
                    index: index as u32,
                    attempt,
                },
            );
            return false;
        }
        let delay_ms = retrier.backoff.delay_ms(made, &mut self.random);
        let execution = self.thread(id).execution;
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            stay.retries.resize(retriers.len(), 0);
            if let Some(count) = stay.retries.get_mut(index) {
                *count += 1;
            }
            stay.context.retry_count = stay.context.retry_count.map(|count| count + 1);
        }
        let retries = made + 1;
        self.decide(
            id,
            Decision::Retry {
                index: index as u32,
                attempt,
                matched,
                retries,
                delay_ms,
            },
        );
        if let Some(attempt) = self.visit_mut(visit).attempts.last_mut() {
            attempt.backoff_ms = Some(delay_ms);
        }
        let kind = NoteKind::Backoff {
            ms: delay_ms,
            next_attempt: attempt + 1,
        };
        self.execution_mut(execution).history.note(now, visit, kind);
        let epoch = self.thread_mut(id).turn_to(Work::BackOff);
        self.agenda
            .after(delay_ms, Due::Retry { thread: id, epoch });
        true
    }

    /// A back-off is over.
    pub(super) fn retry(&mut self, id: ThreadId) {
        self.thread_mut(id).turn_to(Work::Instant);
        if let Err(failure) = self.attempt(id) {
            self.fail(id, failure);
        }
    }

    fn try_catch(&mut self, id: ThreadId, failure: &Failure) -> bool {
        let reason = &failure.reason;
        let program = self.program(id);
        let Some(stay) = self.thread(id).stay() else {
            return false;
        };
        let (state, visit) = (program.state(stay.state), stay.visit);
        let found = state.catch.iter().enumerate().find_map(|(index, catcher)| {
            Some((index, catcher, failure.taken_by(&catcher.errors)?))
        });
        let Some((index, catcher, matched)) = found else {
            return false;
        };
        let attempt = self.attempts_made(id);
        self.decide(
            id,
            Decision::Catch {
                index: index as u32,
                attempt,
                matched,
            },
        );
        let record = self.visit_mut(visit);
        record.status = VisitStatus::Caught;
        record.error = reason.error.clone();
        record.cause = reason.cause.clone();
        if let Some(attempt) = record.attempts.last_mut() {
            attempt.status = VisitStatus::Caught;
        }
        match self.run_catcher(id, catcher, error_output(reason)) {
            Ok(()) => {}
            // Source: public measurements on AWS: TestState tells that the error was caught, and no output
            Err(_) if self.single_state.is_some() => {
                self.visit_mut(visit).next = Some(catcher.next);
                self.close_visit(id, VisitStatus::Caught, None);
            }
            Err(failure) => {
                self.visit_mut(visit).status = VisitStatus::Running;
                self.fail_in(id, failure, Failing::Catcher);
            }
        }
        true
    }

    fn run_catcher(
        &mut self,
        id: ThreadId,
        catcher: &Catcher,
        error: Value,
    ) -> Result<(), Failure> {
        let next = Transition::Next(catcher.next);
        match &catcher.handoff {
            Handoff::Jsonata(handoff) => {
                self.finish_jsonata(id, error, Some("errorOutput"), handoff, next)
            }
            // not as a result: of what comes of an error no stage is recorded
            Handoff::JsonPath(handoff) => {
                let assigned = self.assign_jsonpath(id, &handoff.assign, &error)?;
                let output = self.place_result(id, &handoff.result_path, error)?;
                self.exit(id, output, assigned, next)
            }
        }
    }

    /// A thread ends by a failure: the execution's, or its Parallel or Map.
    pub(super) fn fail_thread(&mut self, id: ThreadId, reason: Reason) {
        let thread = self.thread(id);
        let (execution, last, parent) = (thread.execution, thread.last_event, thread.parent);
        self.close_visit(id, VisitStatus::Failed, Some(&reason));
        match parent {
            None => {
                let details = EventDetails::ExecutionFailed(reason);
                self.end_execution_after(execution, last, ExecutionStatus::Failed, details);
            }
            Some(parent) => self.child_failed(parent, id, reason),
        }
    }

    fn fail_execution(&mut self, id: ThreadId, failure: &Failure) {
        let thread = self.thread(id);
        let (execution, last) = (thread.execution, thread.last_event);
        self.decide_uncaught(id);
        self.close_visit(id, VisitStatus::Failed, Some(&failure.reason));
        let details = EventDetails::ExecutionFailed(failure.reason.clone());
        self.end_execution_after(execution, last, ExecutionStatus::Failed, details);
    }

    /// Notes in the visit how it ended, without an Exited event.
    fn close_visit(&mut self, id: ThreadId, status: VisitStatus, reason: Option<&Reason>) {
        let now = self.now();
        let Some(record) = self.current_visit(id) else {
            return;
        };
        record.status = status;
        record.exited = Some(now);
        if let Some(reason) = reason {
            record.error = reason.error.clone();
            record.cause = reason.cause.clone();
        }
    }

    /// A branch or iteration failed: the others are cut off, then the Parallel or Map has failed.
    fn child_failed(&mut self, parent: ThreadId, child: ThreadId, reason: Reason) {
        let failing = self.thread(child).last_event;
        self.cut_off_children(parent, Some(child), failing);
        let parent_thread = self.thread_mut(parent);
        parent_thread.last_event = failing;
        // Source: AWS Step Functions, "Restarting state machine executions with redrive": with this error what succeeded
        // runs again too
        if reason.error.as_deref() == Some(error_names::DATA_LIMIT_EXCEEDED)
            && let Some(stay) = parent_thread.stay_mut()
        {
            stay.unfinished = None;
        }
        self.fail(parent, Failure::work(reason));
    }

    /// A Map failed by itself while iterations run: its ItemSelector gave nothing for the one that was to begin. As for
    /// an iteration that fails, by analogy, the others are cut off.
    fn cut_off_iterations(&mut self, id: ThreadId) {
        if self.thread(id).iterations().is_some() {
            let failing = self.thread(id).last_event;
            self.cut_off_children(id, None, failing);
        }
    }

    /// The children of a Parallel or Map are cut off, `failed` because it failed; their events follow `failing`.
    ///
    /// Source: recorded on AWS when the first iteration fails; public measurements for the order of the others.
    fn cut_off_children(&mut self, parent: ThreadId, failed: Option<ThreadId>, failing: EventId) {
        for child in self.children(parent) {
            let has_failed = failed == Some(child);
            if !has_failed && self.thread(child).is_ended() {
                continue;
            }
            let slot = self.thread(child).line.slot;
            let event = match has_failed {
                true => EventDetails::MapIterationFailed,
                false => EventDetails::MapIterationAborted,
            };
            self.emit_iteration(parent, slot, failing, event);
            self.abort(child, failing);
        }
        self.thread_mut(parent).leave_unfinished();
    }

    fn children(&self, parent: ThreadId) -> Vec<ThreadId> {
        let children = self.thread(parent).children();
        children.map_or_else(Vec::new, |children| children.threads().to_vec())
    }

    /// Cuts a thread off: `…StateAborted` for the state it is in, when that type has such an event, innermost first.
    fn abort(&mut self, id: ThreadId, failing: EventId) {
        for child in self.children(id) {
            if !self.thread(child).is_ended() {
                let slot = self.thread(child).line.slot;
                self.emit_iteration(id, slot, failing, EventDetails::MapIterationAborted);
                self.abort(child, failing);
            }
        }
        let program = self.program(id);
        let thread = self.thread(id);
        if let Some(stay) = thread.stay() {
            let (execution, visit, state) = (thread.execution, stay.visit, stay.state);
            let kind = &program.state(state).kind;
            if let Some(Children::MapRun(_)) = thread.children() {
                self.emit(execution, failing, Some(visit), EventDetails::MapRunAborted);
            }
            if kind.is_retryable() || matches!(kind, StateKind::Wait(_)) {
                self.emit(
                    execution,
                    failing,
                    Some(visit),
                    EventDetails::StateAborted { state },
                );
            }
        }
        self.end_silently(id);
    }

    /// Writes an event of an iteration when `parent` is in a Map.
    fn emit_iteration(
        &mut self,
        parent: ThreadId,
        index: u32,
        previous: EventId,
        event: impl FnOnce(crate::history::details::Iteration) -> EventDetails,
    ) {
        let thread = self.thread(parent);
        let Some(stay) = thread.stay() else {
            return;
        };
        if thread.iterations().is_some() {
            let (execution, visit) = (thread.execution, stay.visit);
            let iteration = crate::history::details::Iteration {
                state: stay.state,
                index,
            };
            self.emit(execution, previous, Some(visit), event(iteration));
        }
    }
}

/// What a catcher is given: `{"Error": …, "Cause": …}`.
///
/// Source: recorded on AWS; an error with a name and no cause has an empty one, a failure with neither has two nulls.
pub fn error_output(reason: &Reason) -> Value {
    let text = |text: &Option<Rc<str>>| text.clone().map(Value::String);
    let cause = match (&reason.error, &reason.cause) {
        (Some(_), None) => Value::from(""),
        (_, cause) => text(cause).unwrap_or(Value::Null),
    };
    let error = text(&reason.error).unwrap_or(Value::Null);
    Value::object([(Key::from("Error"), error), (Key::from("Cause"), cause)])
}
