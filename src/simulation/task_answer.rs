//! What the host answers: results, failures, submissions, heartbeats and callbacks of tasks.

use std::rc::Rc;

use crate::history::inspection::VisitStatus;
use crate::history::{EventDetails, Reason};
use crate::json::Value;
use crate::limits::MAX_VALUE_DEPTH;
use crate::program::resource::{Pattern, ResourceKind};

use super::breakpoints::Answer;
use super::failure::{self, ApiError, Failure, service_failure};
use super::task::{LAMBDA, Task, TaskId, ends_by_callback, payload_fault, wrap_function_result};
use super::thread::{Phase, ThreadId};
use super::{Output, Simulation};

/// Why an answer by a token is refused; the names are those of AWS's API errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// `InvalidToken`: no task has it.
    Invalid,
    /// `TaskTimedOut`: its task is over.
    TaskTimedOut,
}

/// How a task ended, for choosing its event.
pub(super) enum End {
    Succeeded(Value),
    Failed(Reason),
    TimedOut,
}

impl Simulation {
    /// The handler of a task gave a result. `by_function`: it is a function's behind `lambda:invoke`. For
    /// `.waitForTaskToken` it is the answer of the call. An answer nobody waits for is ignored.
    pub fn task_succeeded(&mut self, id: TaskId, result: Value, by_function: bool) {
        self.answer_or_hold(Answer {
            task: id,
            outcome: Ok(result),
            by_function,
        });
    }

    /// The handler of a task failed.
    pub fn task_failed(&mut self, id: TaskId, reason: Reason) {
        self.answer_or_hold(Answer {
            task: id,
            outcome: Err(reason),
            by_function: false,
        });
    }

    /// What a handler gave goes on its way.
    pub(super) fn take_answer(&mut self, answer: Answer) {
        let Answer {
            task: id,
            outcome,
            by_function,
        } = answer;
        let result = match outcome {
            Ok(result) => result,
            Err(reason) => return self.end_task(id, End::Failed(reason)),
        };
        let request_id = self.random.uuid();
        let Some(task) = self.open_task(id) else {
            return;
        };
        let result = if by_function {
            wrap_function_result(task, result, &request_id)
        } else {
            result
        };
        if !ends_by_callback(task) {
            return self.end_task(id, End::Succeeded(result));
        }
        self.task_submitted(id, result);
        if let Some(callback) = self
            .open_task(id)
            .and_then(|task| task.early_callback.take())
        {
            self.end_task(id, callback.map_or_else(End::Failed, End::Succeeded));
        }
    }

    /// There is no handler for a task. StartExecution starts a machine of the workspace; an activity waits for a worker;
    /// anything else fails as a missing function does.
    ///
    /// Source: recorded on AWS for functions.
    pub fn task_unhandled(&mut self, id: TaskId) {
        if self.start_nested(id) || self.emulate(id) {
            return;
        }
        let request_id = self.random.uuid();
        let Some(task) = self.open_task(id) else {
            return;
        };
        let reason = match (&task.resource.kind, &task.function) {
            (ResourceKind::Activity, _) => return,
            (_, Some(function)) => {
                let missing = || ApiError {
                    exception: Some("ResourceNotFoundException"),
                    status: 404,
                    code: "ResourceNotFoundException",
                    message: format!("Function not found: {}:$LATEST", function.arn),
                };
                let error = payload_fault(&task.resource, &task.parameters).unwrap_or_else(missing);
                service_failure(&LAMBDA, &error, task.resource.is_of_sdk(), &request_id)
            }
            (_, None) => {
                let cause = format!(
                    "There is no handler for {}, and nothing is built in for it.",
                    task.resource.text
                );
                failure::reason("Playground.NoHandler", &cause)
            }
        };
        self.end_task(id, End::Failed(reason));
    }

    /// The service has taken the call of a `.sync` or `.waitForTaskToken` task; the task stays open.
    pub fn task_submitted(&mut self, id: TaskId, output: Value) {
        let now = self.now();
        let Some(task) = self.open_task(id).filter(|task| !task.submitted) else {
            return;
        };
        let pattern = task.resource.pattern();
        if pattern == Pattern::RequestResponse {
            return;
        }
        task.submitted = true;
        let thread = task.thread;
        if pattern == Pattern::WaitForTaskToken {
            self.note(thread, |attempt| attempt.awaits_token = Some(now));
        }
        self.emit_of_state(thread, |state| EventDetails::TaskSubmitted {
            state,
            output,
        });
    }

    /// A worker has taken an activity's task.
    pub fn activity_started(&mut self, id: TaskId, worker_name: Option<Rc<str>>) {
        let now = self.now();
        let Some(task) = self.open_task(id).filter(|task| !task.submitted) else {
            return;
        };
        if task.resource.kind != ResourceKind::Activity {
            return;
        }
        task.submitted = true;
        task.last_heartbeat = now;
        let thread = task.thread;
        self.emit_of_state(thread, |_| EventDetails::ActivityStarted { worker_name });
        self.await_heartbeat(id);
    }

    /// A sign of life: the heartbeat's time runs anew.
    pub fn heartbeat(&mut self, id: TaskId) {
        let now = self.now();
        if let Some(task) = self.open_task(id) {
            task.last_heartbeat = now;
        }
    }

    /// SendTaskSuccess, SendTaskFailure.
    ///
    /// # Errors
    /// When no open task has the token.
    pub fn callback(
        &mut self,
        token: &str,
        outcome: Result<Value, Reason>,
    ) -> Result<(), TokenError> {
        let id = self.task_of_token(token)?;
        match self.open_task(id) {
            // the call that hands the token out has not been answered yet
            Some(task) if ends_by_callback(task) && !task.submitted => {
                task.early_callback = Some(outcome)
            }
            _ => self.end_task(id, outcome.map_or_else(End::Failed, End::Succeeded)),
        }
        Ok(())
    }

    /// SendTaskHeartbeat.
    ///
    /// # Errors
    /// When no open task has the token.
    pub fn callback_heartbeat(&mut self, token: &str) -> Result<(), TokenError> {
        let id = self.task_of_token(token)?;
        self.heartbeat(id);
        Ok(())
    }

    fn task_of_token(&mut self, token: &str) -> Result<TaskId, TokenError> {
        let id = self.tokens.get(token).copied().ok_or(TokenError::Invalid)?;
        self.open_task(id)
            .map(|_| id)
            .ok_or(TokenError::TaskTimedOut)
    }

    pub(super) fn task_timed_out(&mut self, id: TaskId) {
        self.end_task(id, End::TimedOut);
        self.outputs.push_back(Output::Cancelled(id));
        self.give_up_child(id);
    }

    pub(super) fn heartbeat_due(&mut self, id: TaskId) {
        let now = self.now();
        let Some(task) = self.open_task(id) else {
            return;
        };
        let Some(seconds) = task.heartbeat_seconds else {
            return;
        };
        if task.last_heartbeat.after(seconds.saturating_mul(1000)) > now {
            return self.await_heartbeat(id);
        }
        self.task_timed_out(id);
    }

    /// Closes the task that a thread works on, if any, and tells the host.
    pub(super) fn close_task(&mut self, thread: ThreadId) {
        let Phase::Working(id) = self.thread(thread).phase else {
            return;
        };
        if let Some(task) = self.open_task(id) {
            task.open = false;
            // the host is not told of a task that it was never asked for
            let asked =
                |output: &Output| matches!(output, Output::Task(request) if request.id == id);
            match self.outputs.iter().position(asked) {
                Some(at) => drop(self.outputs.remove(at)),
                None => self.outputs.push_back(Output::Cancelled(id)),
            }
            self.give_up_child(id);
        }
    }

    pub(super) fn open_task(&mut self, id: TaskId) -> Option<&mut Task> {
        self.tasks.get_mut(id.0 as usize).filter(|task| task.open)
    }

    pub(super) fn end_task(&mut self, id: TaskId, end: End) {
        let Some(task) = self.open_task(id) else {
            return;
        };
        let (thread, is_activity) = (task.thread, task.resource.kind == ResourceKind::Activity);
        if is_activity && !task.submitted && !matches!(end, End::TimedOut) {
            // an answer without a start: the worker took it just now
            self.activity_started(id, None);
        }
        let limit = self.settings.limits.payload_bytes as usize;
        let Some(task) = self.open_task(id) else {
            return;
        };
        task.open = false;
        let resource = task.resource.clone();
        let end = match end {
            End::Succeeded(result) if result.size() > limit || result.depth() > MAX_VALUE_DEPTH => {
                End::Failed(failure::too_large(match &resource.kind {
                    ResourceKind::Service(service) => &service.resource_type,
                    _ => &resource.text,
                }))
            }
            end => end,
        };
        self.thread_mut(thread).change(Phase::Inside);
        match end {
            End::Succeeded(result) => {
                let output = result.clone();
                self.emit_of_state(thread, |state| match resource.kind {
                    ResourceKind::Lambda => EventDetails::LambdaFunctionSucceeded { output },
                    ResourceKind::Activity => EventDetails::ActivitySucceeded { output },
                    ResourceKind::Service(_) => EventDetails::TaskSucceeded { state, output },
                });
                self.record(thread, |stages| stages.result = Some(result.clone()));
                self.end_attempt(thread, VisitStatus::Succeeded, None);
                if let Err(failure) = self.finish(thread, result) {
                    self.fail(thread, failure);
                }
            }
            End::Failed(reason) => {
                let event = reason.clone();
                self.emit_of_state(thread, |state| match resource.kind {
                    ResourceKind::Lambda => EventDetails::LambdaFunctionFailed(event),
                    ResourceKind::Activity => EventDetails::ActivityFailed(event),
                    ResourceKind::Service(_) => EventDetails::TaskFailed {
                        state,
                        reason: event,
                    },
                });
                self.fail(thread, Failure::work(reason));
            }
            End::TimedOut => {
                let reason = Reason {
                    error: Some(failure::TIMEOUT.into()),
                    cause: None,
                };
                let event = reason.clone();
                self.emit_of_state(thread, |state| match resource.kind {
                    ResourceKind::Lambda => EventDetails::LambdaFunctionTimedOut(event),
                    ResourceKind::Activity => EventDetails::ActivityTimedOut(event),
                    ResourceKind::Service(_) => EventDetails::TaskTimedOut {
                        state,
                        reason: event,
                    },
                });
                self.fail(thread, Failure::work(reason));
            }
        }
    }

    /// Writes an event on the path of a thread that is inside a state.
    pub(super) fn emit_of_state(
        &mut self,
        id: ThreadId,
        details: impl FnOnce(crate::program::StateId) -> EventDetails,
    ) {
        let thread = self.thread(id);
        let Some(stay) = thread.stay.as_ref() else {
            return;
        };
        let (execution, previous, visit) = (thread.execution, thread.last_event, stay.visit);
        let event = self.emit(execution, previous, Some(visit), details(stay.state));
        self.thread_mut(id).last_event = event;
    }
}
