//! StartExecution and StartSyncExecution of a machine of the workspace: the execution that is started runs beside the
//! one that started it.

use std::rc::Rc;

use crate::definition::MachineType;
use crate::definition::error_names;
use crate::definition::resource::Pattern;
use crate::history::inspection::VisitId;
use crate::history::{EventDetails, History, Reason};
use crate::json::{self, Key, Value};
use crate::limits::{MAX_CAUSE, MAX_EXECUTIONS};

use super::execution::{
    Awaiter, Execution, ExecutionId, ExecutionStatus, Identity, Redriver, Start, StartAction,
    check_name, execution_arn,
};
use super::failure::{ApiError, ServiceNames, reason, service_failure};
use super::task::{TaskId, sdk_metadata};
use super::task_answer::End;
use super::{Due, Simulation, StateMachine};

pub(super) const STEP_FUNCTIONS: ServiceNames = ServiceNames {
    optimised: "StepFunctions",
    older_sdk: "AWSStepFunctions",
    older_exception: "AWSStepFunctionsException",
    sdk: "Sfn",
};

/// Express executions are billed by 100 ms and by 64 MB; a small one uses the least memory that is billed.
///
/// Source: AWS price page; recorded on AWS.
const BILLED_STEP_MS: u64 = 100;
const BILLED_STEP_MB: usize = 64;
/// What an Express execution uses beside its data, and bytes of a megabyte in AWS's example.
const BASE_MEMORY_MB: usize = 50;
const BYTES_OF_MB: usize = 1_000_000;

/// The action that starts an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StartCall {
    /// `states:startExecution`
    Optimised,
    /// `aws-sdk:sfn:startExecution`
    Sdk,
    /// `aws-sdk:sfn:startSyncExecution`
    SdkSync,
}

impl Simulation {
    /// Starts an execution if that is what the task asks for. False: it asks for something else.
    pub(super) fn start_nested(&mut self, id: TaskId) -> bool {
        let Some((service, parameters)) = self.service_call(id) else {
            return false;
        };
        let call = match (&*service.resource_type, &*service.action) {
            ("states", "startExecution") => StartCall::Optimised,
            ("aws-sdk:sfn", "startExecution") => StartCall::Sdk,
            ("aws-sdk:sfn", "startSyncExecution") => StartCall::SdkSync,
            _ => return false,
        };
        let thread = self.open_task(id).map(|task| task.thread);
        let visit = thread.and_then(|thread| Some(self.thread(thread).stay()?.visit));
        match self.start_child(&parameters, visit, call) {
            // the call answers when the execution has ended
            Ok(child) if call == StartCall::SdkSync => self.await_child(id, child),
            Ok(child) => self.answer_start(id, child, service.pattern, call),
            Err(error) => {
                let request_id = self.random.uuid();
                let integration = service.integration();
                let reason = service_failure(&STEP_FUNCTIONS, &error, integration, &request_id);
                self.give_built_in(id, Err(reason));
            }
        }
        true
    }

    /// What the call itself answers; a task that waits for the end stays open.
    fn answer_start(&mut self, id: TaskId, child: ExecutionId, pattern: Pattern, call: StartCall) {
        let request_id = self.random.uuid();
        let execution = self.execution(child);
        let arn = Value::String(execution.identity.execution_arn.clone());
        let mut members = vec![(Key::from("ExecutionArn"), arn)];
        let started = match call {
            StartCall::Optimised => {
                members.extend(sdk_metadata(200, &request_id));
                Value::from(execution.started.0)
            }
            StartCall::Sdk | StartCall::SdkSync => Value::from(execution.started.in_data()),
        };
        members.push((Key::from("StartDate"), started));
        let answer = Value::object(members);
        match pattern {
            Pattern::RequestResponse | Pattern::WaitForTaskToken => {
                self.give_built_in(id, Ok(answer))
            }
            Pattern::Sync | Pattern::SyncParsed => {
                self.await_child(id, child);
                self.task_submitted(id, answer);
            }
        }
    }

    fn await_child(&mut self, id: TaskId, child: ExecutionId) {
        let execution = self.execution_mut(child);
        execution.awaited_by.push(Awaiter::Task(id));
        if let Some(task) = self.open_task(id) {
            task.child = Some(child);
        }
    }

    fn start_child(
        &mut self,
        parameters: &Value,
        visit: Option<VisitId>,
        call: StartCall,
    ) -> Result<ExecutionId, ApiError> {
        let text = |key: &str| parameters.get(key).and_then(Value::as_str);
        let machine = self.machine_to_start(text("StateMachineArn").unwrap_or(""), call)?;
        let most_bytes = self.settings.limits.payload_bytes as usize;
        let input = execution_input(parameters.get("Input"), most_bytes)?;
        let given = text("Name");
        if let Some(Err(message)) = given.map(check_name) {
            return Err(exception("InvalidNameException", message));
        }
        let identity = self.identity_of_child(&machine, given);
        // nobody has a name that was just drawn
        if given.is_some()
            && let Some(running) = self.holder_of_name(&identity.execution_arn, &input)?
        {
            return Ok(running);
        }
        if self.executions.len() >= MAX_EXECUTIONS {
            let message =
                format!("A run of the playground has at most {MAX_EXECUTIONS} executions.");
            return Err(exception("ExecutionLimitExceededException", message));
        }
        let root = machine.program.root;
        let action = match call {
            StartCall::SdkSync => StartAction::StartSyncExecution,
            StartCall::Optimised | StartCall::Sdk => StartAction::StartExecution,
        };
        let start = Start::of_machine(machine.program, identity, input, action);
        let child = self.start_at(root, start, None);
        self.execution_mut(child).started_by = visit;
        Ok(child)
    }

    /// The machine with an ARN, if it can be started so.
    fn machine_to_start(&self, arn: &str, call: StartCall) -> Result<StateMachine, ApiError> {
        if !arn.starts_with("arn:") {
            // Source: recorded on AWS of StartExecution itself
            let message = format!("Invalid Arn: 'Invalid ARN prefix: {arn}'");
            return Err(exception("InvalidArnException", message));
        }
        let Some(machine) = self.machine_of(arn) else {
            let message = format!("State Machine Does Not Exist: '{arn}'");
            return Err(exception("StateMachineDoesNotExistException", message));
        };
        let is_sync = call == StartCall::SdkSync;
        if is_sync && machine.program.machine_type == MachineType::Standard {
            let message = "This operation is not supported by this type of state machine";
            return Err(exception("StateMachineTypeNotSupportedException", message));
        }
        Ok(machine)
    }

    fn identity_of_child(&mut self, machine: &StateMachine, name: Option<&str>) -> Identity {
        let name: Rc<str> = name.map_or_else(|| self.random.uuid().into(), Rc::from);
        let machine_type = machine.program.machine_type;
        let instance = match machine_type {
            MachineType::Standard => String::new(),
            MachineType::Express => self.random.uuid(),
        };
        Identity {
            execution_arn: execution_arn(&machine.arn, machine_type, &name, &instance),
            execution_name: name,
            machine_arn: machine.arn.clone(),
            machine_name: machine.name.clone(),
            role_arn: machine.role_arn.clone(),
        }
    }

    /// The execution that has a name and runs with the same input: StartExecution is idempotent.
    ///
    /// Source: AWS API reference.
    fn holder_of_name(&self, arn: &str, input: &Value) -> Result<Option<ExecutionId>, ApiError> {
        let mut newest_first = self.executions.iter().enumerate().rev();
        let named = newest_first.find(|(_, execution)| &*execution.identity.execution_arn == arn);
        match named.filter(|(_, execution)| execution.keeps_its_name(self.now())) {
            None => Ok(None),
            Some((at, execution)) if execution.is_running() && execution.input == *input => {
                Ok(Some(ExecutionId(at as u32)))
            }
            Some(_) => {
                let message = format!("Execution Already Exists: '{arn}'");
                Err(exception("ExecutionAlreadyExistsException", message))
            }
        }
    }

    /// A machine by its ARN, also with a version or alias behind it.
    fn machine_of(&self, arn: &str) -> Option<StateMachine> {
        let found = self.machines.iter().find(|machine| {
            arn.strip_prefix(&*machine.arn)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        });
        found.cloned()
    }

    /// Tells what waited for an execution that it has ended.
    pub(super) fn child_execution_ended(&mut self, child: ExecutionId) {
        // it may have been redriven meanwhile: then its own end comes later
        if self.execution(child).is_running() {
            return;
        }
        for awaiter in std::mem::take(&mut self.execution_mut(child).awaited_by) {
            match awaiter {
                Awaiter::Task(task) => self.answer_end(task, child),
                Awaiter::MapRun(run, index) => self.map_child_ended(run, index, child),
            }
        }
    }

    /// Answers the task that waited for an execution.
    fn answer_end(&mut self, id: TaskId, child: ExecutionId) {
        let execution = self.execution(child);
        let description = |payload| Value::object(describe(execution, payload));
        let task = self.tasks.get(id.0 as usize);
        let pattern = task.map_or(Pattern::Sync, |task| task.resource.pattern());
        let end = match execution.status {
            // the call of StartSyncExecution succeeds whatever came of the execution
            _ if pattern == Pattern::RequestResponse => End::Succeeded(sync_answer(execution)),
            ExecutionStatus::Succeeded if pattern == Pattern::SyncParsed => {
                End::Succeeded(description(Value::clone))
            }
            ExecutionStatus::Succeeded => End::Succeeded(description(as_text)),
            // Source: recorded on AWS; the cause holds texts in both variants. What nests in it doubles at each level, so
            // it is cut where AWS's API ends a cause.
            _ => {
                let text = description(as_text).to_text();
                let cause: String = text.chars().take(MAX_CAUSE).collect();
                End::Failed(reason(error_names::TASK_FAILED, &cause))
            }
        };
        self.end_task(id, end);
    }

    /// Stops an execution that nobody waits for any more.
    ///
    /// Source: public measurements on AWS: the cause, and that there is no error.
    pub(super) fn stop_unwanted(&mut self, id: ExecutionId) {
        let started_by = self.execution(id).started_by;
        let visit = started_by.and_then(|visit| self.visits.get(visit.0 as usize));
        let parent = visit.and_then(|visit| self.executions.get(visit.execution as usize));
        let cause = parent.map(|parent| {
            let arn = &parent.identity.execution_arn;
            let text = format!(
                "The Task state in AWS Step Functions execution [{arn}] which was managing this resource was aborted"
            );
            text.into()
        });
        let details = EventDetails::ExecutionAborted(Reason { error: None, cause });
        self.end_execution(id, ExecutionStatus::Aborted, details);
    }

    /// Nobody waits any more for the execution that a task started: it is stopped.
    pub(super) fn give_up_child(&mut self, id: TaskId) {
        if let Some(child) = self.tasks.get(id.0 as usize).and_then(|task| task.child) {
            let awaited_by = &mut self.execution_mut(child).awaited_by;
            awaited_by.retain(|awaiter| *awaiter != Awaiter::Task(id));
            self.agenda.after(0, Due::ChildUnwanted(child));
        }
    }
}

/// A refusal of Step Functions' API; its code is the exception's name without the ending.
pub(super) fn exception(name: &'static str, message: impl Into<String>) -> ApiError {
    ApiError {
        exception: Some(name),
        status: 400,
        code: name.trim_end_matches("Exception"),
        message: message.into(),
    }
}

/// `"Input"` of StartExecution: a text is the input's JSON itself, `null` and nothing are `{}`.
///
/// Source: recorded on AWS, as StartExecution words it of the input that a user gives.
fn execution_input(input: Option<&Value>, most_bytes: usize) -> Result<Value, ApiError> {
    let refused = |message| exception("InvalidExecutionInputException", message);
    let (value, bytes) = match input {
        None | Some(Value::Null) => (Value::empty_object(), 0),
        Some(Value::String(text)) => {
            let value = json::parse(text).map_err(|error| {
                let words = json::jackson::refusal(text, &error.to_string());
                refused(format!("Invalid State Machine Execution Input: '{words}'"))
            })?;
            (value, text.len())
        }
        Some(value) => (value.clone(), value.size()),
    };
    if bytes > most_bytes {
        return Err(refused("Invalid execution input.".to_owned()));
    }
    Ok(value)
}

/// The memory that is billed, in MB: what each branch and iteration was given adds to it. The definition's own size, at most
/// one MB, is left out.
///
/// Source: AWS price page, which calls it an estimate.
fn billed_memory(history: &History) -> usize {
    let given = history.events_from(0).map(|(_, event)| {
        let EventDetails::StateEntered { input, .. } = &event.details else {
            return 0;
        };
        let before = history.get(event.previous).map(|before| &before.details);
        match before {
            Some(EventDetails::ParallelStateStarted | EventDetails::MapIterationStarted(_)) => {
                input.size()
            }
            _ => 0,
        }
    });
    let used = BASE_MEMORY_MB * BYTES_OF_MB + given.sum::<usize>();
    used.div_ceil(BILLED_STEP_MB * BYTES_OF_MB) * BILLED_STEP_MB
}

/// StartSyncExecution's answer; members in alphabetical order.
///
/// Source: the members and the billing of a short run are recorded on AWS; AWS price page for rounding up.
fn sync_answer(execution: &Execution) -> Value {
    let text = |text: &Rc<str>| Value::String(text.clone());
    let included = || Value::object([("Included", Value::from(true))]);
    let (identity, reason) = (&execution.identity, &execution.reason);
    let (output, stopped) = (&execution.output, execution.stopped);
    let lasted = stopped.map_or(0, |at| at.since(execution.started)).max(1);
    let billed_ms = lasted.div_ceil(BILLED_STEP_MS) * BILLED_STEP_MS;
    let billing = Value::object([
        (
            "BilledDurationInMilliseconds",
            Value::from(billed_ms as i64),
        ),
        (
            "BilledMemoryUsedInMB",
            Value::from(billed_memory(&execution.history) as i64),
        ),
    ]);
    let members = [
        ("BillingDetails", Some(billing)),
        ("Cause", reason.cause.as_ref().map(text)),
        ("Error", reason.error.as_ref().map(text)),
        ("ExecutionArn", Some(text(&identity.execution_arn))),
        ("Input", Some(Value::String(execution.input.to_text()))),
        ("InputDetails", Some(included())),
        ("Name", Some(text(&identity.execution_name))),
        (
            "Output",
            output
                .as_ref()
                .map(|output| Value::String(output.to_text())),
        ),
        ("OutputDetails", output.as_ref().map(|_| included())),
        ("StartDate", Some(Value::from(execution.started.in_data()))),
        ("StateMachineArn", Some(text(&identity.machine_arn))),
        ("Status", Some(Value::from(execution.status.as_str()))),
        ("StopDate", stopped.map(|at| Value::from(at.in_data()))),
    ];
    let present = members.into_iter();
    Value::object(present.filter_map(|(key, value)| Some((Key::from(key), value?))))
}

/// The JSON text of a payload, as a text.
fn as_text(payload: &Value) -> Value {
    Value::String(payload.to_text())
}

/// DescribeExecution's answer as `.sync` gives it, with input and output as `payload` makes them; members in alphabetical
/// order.
///
/// Source: recorded on AWS.
fn describe(execution: &Execution, payload: fn(&Value) -> Value) -> Vec<(Key, Value)> {
    let text = |text: &Rc<str>| Value::String(text.clone());
    let included = || Value::object([("Included", Value::from(true))]);
    let (identity, reason) = (&execution.identity, &execution.reason);
    let [count, status, status_reason] = execution.redrive_members(Redriver::Itself);
    let members = [
        ("Cause", reason.cause.as_ref().map(text)),
        ("Error", reason.error.as_ref().map(text)),
        ("ExecutionArn", Some(text(&identity.execution_arn))),
        ("Input", Some(payload(&execution.input))),
        ("InputDetails", Some(included())),
        ("Name", Some(text(&identity.execution_name))),
        ("Output", execution.output.as_ref().map(payload)),
        (
            "OutputDetails",
            execution.output.as_ref().map(|_| included()),
        ),
        count,
        status,
        status_reason,
        ("StartDate", Some(Value::from(execution.started.0))),
        ("StateMachineArn", Some(text(&identity.machine_arn))),
        ("Status", Some(Value::from(execution.status.as_str()))),
        ("StopDate", execution.stopped.map(|at| Value::from(at.0))),
    ];
    members
        .into_iter()
        .filter_map(|(key, value)| Some((Key::from(key), value?)))
        .collect()
}
