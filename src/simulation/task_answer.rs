//! What the host answers: results, failures, submissions and heartbeats of tasks.

use std::rc::Rc;

use crate::definition::error_names;
use crate::definition::resource::{Integration, Pattern, Resource, ResourceKind};
use crate::history::inspection::VisitStatus;
use crate::history::{EventDetails, Reason};
use crate::json::Value;
use crate::limits::MAX_VALUE_DEPTH;
use crate::program::StateId;

use super::failure::{self, Failure, Origin, service_failure};
use super::given::{Answer, Given};
use super::http;
use super::job::{job_failure, was_not_placed};
use super::lambda::{self, LAMBDA};
use super::task::{Answerer, Task, TaskId, sdk_metadata};
use super::thread::{ThreadId, Work};
use super::{Due, Output, Simulation};

/// How a task ended, for choosing its event.
pub(super) enum End {
    Succeeded(Value),
    Failed(Reason),
    /// Step Functions itself cannot take the answer; nothing catches that.
    Refused(Reason),
    TimedOut,
    MissedHeartbeat,
}

impl Simulation {
    /// The handler of a task gave a result. For `.waitForTaskToken` it is the answer of the call. An answer nobody waits for
    /// is ignored.
    pub fn task_succeeded(&mut self, id: TaskId, result: Value, by: Answerer) {
        self.give(Given::Answer(Answer {
            task: id,
            outcome: Ok(result),
            by,
        }));
    }

    /// The handler of a task failed.
    pub fn task_failed(&mut self, id: TaskId, reason: Reason, by: Answerer) {
        self.give(Given::Answer(Answer {
            task: id,
            outcome: Err(reason),
            by,
        }));
    }

    /// An answer goes on its way.
    pub(super) fn take_answer(&mut self, answer: Answer) {
        let Answer {
            task: id,
            outcome,
            by,
        } = answer;
        let now = self.now();
        let Some(task) = self.tasks.get(id.0 as usize).filter(|task| task.open) else {
            return;
        };
        let result = match outcome {
            // the call of an AWS SDK integration succeeds whatever came of the function
            outcome
                if by == Answerer::Function
                    && (outcome.is_ok() || task.resource.integration() == Integration::AwsSdk) =>
            {
                let request_id = self.random.uuid();
                lambda::answer(task, outcome, &request_id, now)
            }
            Ok(result) => result,
            Err(reason) => return self.call_failed(id, reason),
        };
        let (resource, submitted) = (task.resource.clone(), task.submitted);
        // a mocked result is the result, whatever it says
        let is_mocked = self.single_state.is_some();
        if let Some(reason) = http::unread_answer(&resource, &result).filter(|_| !is_mocked) {
            return self.end_task(id, End::Refused(reason));
        }
        let failure = http::answer_failure(&resource, &result)
            .or_else(|| job_failure(&resource, &result))
            .filter(|_| !is_mocked);
        if is_job(&resource) && !submitted && !was_not_placed(failure.as_ref()) {
            self.submit_silently(id);
        }
        if let Some(reason) = failure {
            return self.end_task(id, End::Failed(reason));
        }
        if resource.pattern() != Pattern::WaitForTaskToken {
            return self.end_task(id, End::Succeeded(result));
        }
        self.submit(id, result);
        if let Some(callback) = self
            .open_task(id)
            .and_then(|task| task.early_callback.take())
        {
            self.end_task(id, callback.map_or_else(End::Failed, End::Succeeded));
        }
    }

    /// The handler of a task failed: its call, but for a job that says that it has failed.
    fn call_failed(&mut self, id: TaskId, reason: Reason) {
        let task = self.open_task(id).filter(|task| !task.submitted);
        let is_of_job = reason.error.as_deref() == Some(error_names::TASK_FAILED);
        if is_of_job && task.is_some_and(|task| is_job(&task.resource)) {
            self.submit_silently(id);
        }
        self.end_task(id, End::Failed(reason));
    }

    /// A job that has ended was submitted before, even if its handler did not say with what answer.
    ///
    /// Source: recorded on AWS; what every answer of an optimised integration holds is all that is known of this one.
    fn submit_silently(&mut self, id: TaskId) {
        let request_id = self.random.uuid();
        self.submit(id, Value::object(sdk_metadata(200, &request_id)));
    }

    /// There is no handler for a task. What is built in answers: StartExecution of a machine of the workspace, a callback,
    /// an emulated service. An activity waits for a worker; a function that is missing fails as on AWS, anything else with
    /// `Playground.NoHandler`.
    ///
    /// Source: recorded on AWS for functions.
    pub fn task_unhandled(&mut self, id: TaskId) {
        if self.start_nested(id) || self.send_by_token(id) || self.emulate(id) {
            return;
        }
        let request_id = self.random.uuid();
        let Some(task) = self.open_task(id) else {
            return;
        };
        let reason = match (&task.resource.kind, &task.function) {
            (ResourceKind::Activity, _) => return,
            (_, Some(function)) => {
                let error = lambda::refusal(task, function);
                service_failure(&LAMBDA, &error, task.resource.integration(), &request_id)
            }
            (_, None) => {
                let cause = format!(
                    "There is no handler for {}, and nothing is built in for it.",
                    task.resource.text
                );
                failure::reason("Playground.NoHandler", &cause)
            }
        };
        self.give_built_in(id, Err(reason));
    }

    /// The service has taken the call of a `.sync` or `.waitForTaskToken` task; the task stays open.
    pub fn task_submitted(&mut self, id: TaskId, output: Value) {
        self.give(Given::Submitted { task: id, output });
    }

    pub(super) fn submit(&mut self, id: TaskId, output: Value) {
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
        self.give(Given::Started {
            task: id,
            worker_name,
        });
    }

    pub(super) fn start_activity(&mut self, id: TaskId, worker_name: Option<Rc<str>>) {
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
        self.begin_time_outs(id);
    }

    /// A sign of life: the heartbeat's time runs anew.
    pub fn heartbeat(&mut self, id: TaskId) {
        let now = self.now();
        if let Some(task) = self.open_task(id) {
            task.last_heartbeat = now;
        }
    }

    pub(super) fn task_timed_out(&mut self, id: TaskId) {
        self.run_out(id, End::TimedOut);
    }

    pub(super) fn endpoint_timed_out(&mut self, id: TaskId) {
        self.run_out(id, End::Failed(http::no_answer()));
    }

    fn run_out(&mut self, id: TaskId, end: End) {
        self.end_task(id, end);
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
        self.run_out(id, End::MissedHeartbeat);
    }

    /// Closes the task that a thread works on, if any, and tells the host.
    pub(super) fn close_task(&mut self, thread: ThreadId) {
        let Some(&Work::Task(id)) = self.thread(thread).stay().map(|stay| &stay.work) else {
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
        let has_run_out = matches!(end, End::TimedOut | End::MissedHeartbeat);
        if is_activity && !task.submitted && !has_run_out {
            // an answer without a start: the worker took it just now
            self.start_activity(id, None);
        }
        let limit = self.settings.limits.payload_bytes as usize;
        let Some(task) = self.open_task(id) else {
            return;
        };
        task.open = false;
        let resource = task.resource.clone();
        let is_submitted = task.submitted || resource.pattern() == Pattern::RequestResponse;
        let end = match end {
            End::Succeeded(result) if result.size() > limit || result.depth() > MAX_VALUE_DEPTH => {
                End::Failed(failure::too_large(match &resource.kind {
                    ResourceKind::Service(service) => &service.resource_type,
                    _ => &resource.text,
                }))
            }
            end => end,
        };
        self.thread_mut(thread).turn_to(Work::Instant);
        self.emit_of_state(thread, |state| {
            end_event(&resource.kind, &end, is_submitted, state)
        });
        let failure = match end {
            End::Succeeded(result) => return self.work_done(thread, result),
            End::Failed(reason) => Failure::work(reason),
            End::Refused(reason) => Failure::fatal(reason),
            End::TimedOut => Failure::work(timed_out()),
            End::MissedHeartbeat => Failure {
                origin: Origin::MissedHeartbeat,
                ..Failure::work(timed_out())
            },
        };
        if !has_run_out {
            return self.fail(thread, failure);
        }
        // Source: recorded on AWS: of iterations whose tasks run out at one instant each says so before the first one
        // fails the Map
        let epoch = self.thread(thread).epoch;
        let failure = Box::new(failure);
        let due = Due::Failed {
            thread,
            epoch,
            failure,
        };
        self.agenda.after(0, due);
    }

    fn work_done(&mut self, thread: ThreadId, result: Value) {
        self.record(thread, |stages| stages.result = Some(result.clone()));
        self.end_attempt(thread, VisitStatus::Succeeded, None);
        if let Err(failure) = self.finish(thread, result) {
            self.fail(thread, failure);
        }
    }

    /// Writes an event on the path of a thread that is inside a state.
    pub(super) fn emit_of_state(
        &mut self,
        id: ThreadId,
        details: impl FnOnce(StateId) -> EventDetails,
    ) {
        let thread = self.thread(id);
        let Some(stay) = thread.stay() else {
            return;
        };
        let (execution, previous, visit) = (thread.execution, thread.last_event, stay.visit);
        let event = self.emit(execution, previous, Some(visit), details(stay.state));
        self.thread_mut(id).last_event = event;
    }
}

fn is_job(resource: &Resource) -> bool {
    matches!(resource.pattern(), Pattern::Sync | Pattern::SyncParsed)
}

/// The event that tells how a task ended. One that waits for more than the answer of its call has another when it is the
/// call that failed.
///
/// Source: `TaskSubmitFailed` of a job that AWS Batch refused, quoted in public; other services and tokens by analogy.
fn end_event(kind: &ResourceKind, end: &End, is_submitted: bool, state: StateId) -> EventDetails {
    match end {
        End::Succeeded(output) => {
            let output = output.clone();
            match kind {
                ResourceKind::Lambda => EventDetails::LambdaFunctionSucceeded { output },
                ResourceKind::Activity => EventDetails::ActivitySucceeded { output },
                ResourceKind::Service(_) => EventDetails::TaskSucceeded { state, output },
            }
        }
        End::Failed(reason) | End::Refused(reason) => {
            let reason = reason.clone();
            match kind {
                ResourceKind::Lambda => EventDetails::LambdaFunctionFailed(reason),
                ResourceKind::Activity => EventDetails::ActivityFailed(reason),
                ResourceKind::Service(_) if is_submitted => {
                    EventDetails::TaskFailed { state, reason }
                }
                ResourceKind::Service(_) => EventDetails::TaskSubmitFailed { state, reason },
            }
        }
        End::TimedOut | End::MissedHeartbeat => {
            let reason = timed_out();
            match kind {
                ResourceKind::Lambda => EventDetails::LambdaFunctionTimedOut(reason),
                ResourceKind::Activity => EventDetails::ActivityTimedOut(reason),
                ResourceKind::Service(_) => EventDetails::TaskTimedOut { state, reason },
            }
        }
    }
}

fn timed_out() -> Reason {
    Reason {
        error: Some(error_names::TIMEOUT.into()),
        cause: None,
    }
}
