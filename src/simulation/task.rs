//! What the host is asked to do: one attempt of a Task.

use std::rc::Rc;

use base64::Engine;

use crate::definition::resource::{Pattern, Resource, ResourceKind, Service, function_name};
use crate::history::details::Scheduled;
use crate::history::inspection::VisitId;
use crate::history::{EventDetails, Reason};
use crate::json::{self, Key, Value};
use crate::limits::{MAX_HTTP_TASK_SECONDS, MAX_LANGUAGE_INTEGER};
use crate::program;
use crate::template::Template;
use crate::time::Timestamp;

use super::complaints::complaints;
use super::data_flow::place;
use super::execution::ExecutionId;
use super::failure::Failure;
use super::job::with_started_by;
use super::lambda::{self, Invocation};
use super::thread::{ThreadId, Work};
use super::{Due, Output, Simulation, http};

/// A task of a simulation, one per attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// Whom a handler stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answerer {
    /// The function that `lambda:invoke` invokes: what it gives stands in Lambda's answer.
    Function,
    /// The resource of the task itself.
    Resource,
}

/// One way to find a handler for a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What the handler is registered under.
    pub key: Rc<str>,
    /// What such a handler is given.
    pub event: Value,
    /// Whom such a handler stands in for.
    pub answerer: Answerer,
}

/// What the host is told of a task.
#[derive(Clone, Debug)]
pub struct TaskRequest {
    /// To answer with.
    pub id: TaskId,
    /// `"Resource"` as written, with its kind.
    pub resource: Resource,
    /// Ways to find a handler, the first found wins.
    pub candidates: Vec<Candidate>,
    /// The function that is called, when one is.
    pub function: Option<Function>,
    /// How the function is called, when it is not simply called and waited for.
    pub invocation: Option<Invocation>,
    /// The token, in patterns that have one.
    pub token: Option<Rc<str>>,
    /// The state's name.
    pub state_name: Rc<str>,
    /// AWS's location of the state.
    pub state_location: Rc<str>,
    /// The visit.
    pub visit: VisitId,
    /// From 1.
    pub attempt: u32,
    /// The execution.
    pub execution_arn: Rc<str>,
    /// When it times out, if it begins at once.
    pub deadline: Option<Timestamp>,
}

/// A Lambda function as a task names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name, without version or alias.
    pub name: Rc<str>,
    /// Its ARN, with the version or alias if one is named.
    pub arn: Rc<str>,
    /// The version or alias that is called.
    pub qualifier: Option<Rc<str>>,
}

/// An attempt that the host was asked for.
#[derive(Debug)]
pub struct Task {
    pub(super) thread: ThreadId,
    pub(super) resource: Resource,
    pub(super) parameters: Value,
    pub(super) function: Option<Function>,
    pub(super) token: Option<Rc<str>>,
    /// Somebody still waits for it.
    pub(super) open: bool,
    pub(super) asked: Timestamp,
    /// The service has taken the call, or a worker the activity.
    pub(super) submitted: bool,
    /// The execution it started and waits for.
    pub(super) child: Option<ExecutionId>,
    /// A callback was sent by its token, which is void since.
    pub(super) called_back: bool,
    /// A callback that came before the call was answered.
    pub(super) early_callback: Option<Result<Value, Reason>>,
    /// It is answered by hand.
    pub(super) by_hand: bool,
    pub(super) timeout_seconds: Option<u64>,
    pub(super) heartbeat_seconds: Option<u64>,
    pub(super) last_heartbeat: Timestamp,
}

/// What an attempt calls its resource with.
struct Call {
    token: Option<Rc<str>>,
    parameters: Value,
    timeout_seconds: Option<u64>,
    heartbeat_seconds: Option<u64>,
    /// Of `"Credentials"`.
    role_arn: Option<Value>,
}

/// A task that is open, for telling what a run waits for.
#[derive(Clone, Debug)]
pub struct OpenTask {
    /// The task.
    pub id: TaskId,
    /// `"Resource"`.
    pub resource: Resource,
    /// The token, in patterns that have one.
    pub token: Option<Rc<str>>,
    /// The call was answered, or a worker has it.
    pub submitted: bool,
    /// Since when.
    pub since: Timestamp,
    /// The visit.
    pub visit: VisitId,
}

impl Simulation {
    /// Schedules a task's attempt and asks the host for it.
    pub(super) fn start_task(&mut self, id: ThreadId, task: &program::Task) -> Result<(), Failure> {
        let call = self.call_of(id, task)?;
        let context = self.stay(id)?.context.clone();
        let Some(visit) = self.schedule_call(id, &task.resource, &call)? else {
            return Ok(());
        };
        self.visit_mut(visit).context = context;
        self.ask(id, &task.resource, call)
    }

    /// What the task is called with, evaluated.
    fn call_of(&mut self, id: ThreadId, task: &program::Task) -> Result<Call, Failure> {
        let resource = &task.resource;
        let pattern = resource.pattern();
        // an activity's worker is given one too, though the context object has none
        let has_token = pattern.has_token() || resource.kind == ResourceKind::Activity;
        let token = has_token.then(|| self.new_token());
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            stay.context.token = token.clone().filter(|_| pattern.has_token());
        }
        let parameters = with_started_by(resource, self.arguments(id)?);
        let timeout_seconds = self.task_seconds(id, task.timeout.as_ref(), "TimeoutSecondsPath")?;
        let heartbeat_seconds =
            self.task_seconds(id, task.heartbeat.as_ref(), "HeartbeatSecondsPath")?;
        let role_arn = self.credentials(id, task.credentials.as_ref())?;
        let program = self.program(id);
        let state = self.stay(id)?.state;
        let flow = &program.state(state).data_flow;
        let complaints = complaints(resource, &parameters, flow);
        if !complaints.is_empty() {
            let text = format!(
                "The Parameters '{parameters}' could not be used to start the Task: [{}]",
                complaints.join(", ")
            );
            return Err(self.runtime_failure(id, text));
        }
        Ok(Call {
            token,
            parameters,
            timeout_seconds,
            heartbeat_seconds,
            role_arn,
        })
    }

    /// Writes the Scheduled and Started events. Gives the visit; none when the execution ended by it.
    fn schedule_call(
        &mut self,
        id: ThreadId,
        resource: &Resource,
        call: &Call,
    ) -> Result<Option<VisitId>, Failure> {
        let execution = self.thread(id).execution;
        let stay = self.stay(id)?;
        let (state, visit) = (stay.state, stay.visit);
        let scheduled = Box::new(Scheduled {
            state,
            parameters: call.parameters.clone(),
            timeout_seconds: call.timeout_seconds,
            heartbeat_seconds: call.heartbeat_seconds,
            role_arn: call.role_arn.clone(),
        });
        self.emit_of_state(id, |_| match resource.kind {
            ResourceKind::Lambda => EventDetails::LambdaFunctionScheduled(scheduled),
            ResourceKind::Activity => EventDetails::ActivityScheduled(scheduled),
            ResourceKind::Service(_) => EventDetails::TaskScheduled(scheduled),
        });
        match resource.kind {
            ResourceKind::Lambda => self.emit_of_state(id, |_| EventDetails::LambdaFunctionStarted),
            ResourceKind::Service(_) => {
                self.emit_of_state(id, |state| EventDetails::TaskStarted { state });
            }
            // a worker starts it
            ResourceKind::Activity => {}
        }
        Ok(self.execution(execution).is_running().then_some(visit))
    }

    /// Opens the task, sets its time-outs, and asks the host for it.
    fn ask(&mut self, id: ThreadId, resource: &Resource, call: Call) -> Result<(), Failure> {
        let now = self.now();
        let task = TaskId(self.tasks.len() as u32);
        let Call {
            token, parameters, ..
        } = call;
        let function = self.function_of(resource, &parameters);
        let stay = self.stay(id)?;
        let execution = self.execution(self.thread(id).execution);
        let after = |seconds: u64| now.after(seconds.saturating_mul(1000));
        let answer_due = http::is_http_task(resource).then(|| after(MAX_HTTP_TASK_SECONDS));
        let request = TaskRequest {
            id: task,
            candidates: candidates(resource, &parameters, function.as_ref()),
            resource: resource.clone(),
            function: function.clone(),
            invocation: Invocation::of(resource, &parameters),
            token: token.clone(),
            state_name: stay.context.state_name.clone(),
            state_location: execution.program.state(stay.state).location.clone(),
            visit: stay.visit,
            attempt: stay.attempts,
            execution_arn: execution.identity.execution_arn.clone(),
            deadline: call.timeout_seconds.map(after),
        };
        if let Some(token) = &token {
            self.tokens.insert(token.clone(), task);
        }
        self.tasks.push(Task {
            thread: id,
            resource: resource.clone(),
            parameters,
            function,
            token,
            open: true,
            asked: now,
            submitted: false,
            child: None,
            called_back: false,
            early_callback: None,
            by_hand: false,
            timeout_seconds: call.timeout_seconds,
            heartbeat_seconds: call.heartbeat_seconds,
            last_heartbeat: now,
        });
        self.thread_mut(id).turn_to(Work::Task(task));
        if let Some(due) = answer_due {
            self.agenda.at(due, Due::HttpTimeout(task));
        }
        // an activity's time begins when a worker takes it
        if !matches!(resource.kind, ResourceKind::Activity) {
            self.begin_time_outs(task);
        }
        self.outputs.push_back(Output::Task(Box::new(request)));
        Ok(())
    }

    /// The service that an open task calls, and the request; none for a function or an activity.
    pub(super) fn service_call(&self, id: TaskId) -> Option<(Service, Value)> {
        let task = self.tasks.get(id.0 as usize).filter(|task| task.open)?;
        match &task.resource.kind {
            ResourceKind::Service(service) => Some((service.clone(), task.parameters.clone())),
            _ => None,
        }
    }

    /// Sets what a task that begins now has to keep to.
    ///
    /// Source: AWS's documentation of the Task state (`TimeoutSeconds`): the count begins when TaskStarted, LambdaFunctionStarted
    /// or ActivityStarted is recorded.
    pub(super) fn begin_time_outs(&mut self, id: TaskId) {
        let now = self.now();
        let Some(task) = self.open_task(id) else {
            return;
        };
        if let Some(seconds) = task.timeout_seconds {
            let deadline = now.after(seconds.saturating_mul(1000));
            self.agenda.at(deadline, Due::TaskTimeout(id));
        }
        self.await_heartbeat(id);
    }

    /// Sets the next heartbeat check of a task, if it has a heartbeat.
    pub(super) fn await_heartbeat(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get(id.0 as usize) else {
            return;
        };
        if let Some(seconds) = task.heartbeat_seconds {
            self.agenda.at(
                task.last_heartbeat.after(seconds.saturating_mul(1000)),
                Due::Heartbeat(id),
            );
        }
    }

    /// `"TimeoutSeconds"`, `"HeartbeatSeconds"`.
    fn task_seconds(
        &mut self,
        id: ThreadId,
        quantity: Option<&program::data_flow::Quantity>,
        field: &str,
    ) -> Result<Option<u64>, Failure> {
        let Some(quantity) = quantity else {
            return Ok(None);
        };
        let value = self.field_value(id, quantity)?;
        let whole = value.as_number().and_then(json::Number::as_i64);
        let seconds = match quantity {
            program::data_flow::Quantity::Expression(_) => {
                seconds_of_expression(whole, &value, field.trim_end_matches("Path"))
            }
            _ => whole.filter(|seconds| *seconds > 0).ok_or_else(|| {
                format!("The {field} parameter does not reference a positive integer: {value}")
            }),
        };
        match seconds {
            Ok(seconds) => Ok(Some(seconds.unsigned_abs())),
            Err(text) => Err(self.out_of_range(id, quantity, text)),
        }
    }

    /// The role of `"Credentials"`.
    fn credentials(
        &mut self,
        id: ThreadId,
        template: Option<&Template>,
    ) -> Result<Option<Value>, Failure> {
        let Some(template) = template else {
            return Ok(None);
        };
        let effective = self.stay(id)?.effective.clone();
        let credentials = self.payload(id, template, &effective)?;
        let role = credentials.get("RoleArn").cloned();
        let Some(other) = role.as_ref().filter(|role| role.as_str().is_none()) else {
            return Ok(role);
        };
        let mut members = template.members().iter();
        let written = members.find(|(name, _)| &**name == "RoleArn");
        Err(match (written, self.stay(id)) {
            // by analogy with the other fields that take a text
            (Some((_, Template::Expression(located))), Ok(stay)) => {
                Failure::evaluation(located.unexpected("string", other), &place(stay))
            }
            _ => {
                let text = format!("The RoleArn field must give a string, but gave: {other}");
                self.runtime_failure(id, text)
            }
        })
    }

    /// An opaque text, as long as AWS's shorter tokens.
    fn new_token(&mut self) -> Rc<str> {
        let bytes: Vec<u8> = (0..12)
            .flat_map(|_| self.random.next_u64().to_be_bytes())
            .collect();
        base64::engine::general_purpose::STANDARD
            .encode(bytes)
            .into()
    }

    /// The function that a task calls.
    fn function_of(&self, resource: &Resource, parameters: &Value) -> Option<Function> {
        let written = match &resource.kind {
            ResourceKind::Lambda => &*resource.text,
            _ if resource.is_lambda_invoke() => parameters.get("FunctionName")?.as_str()?,
            _ => return None,
        };
        let name: Rc<str> = function_name(written).into();
        let mut arn = if written.starts_with("arn:") {
            written.to_owned()
        } else {
            let (region, account) = (&self.settings.region, &self.settings.account_id);
            let name = written
                .rsplit_once("function:")
                .map_or(written, |(_, name)| name);
            format!("arn:aws:lambda:{region}:{account}:function:{name}")
        };
        let written = arn.splitn(8, ':').nth(7).map(Rc::from);
        let given = parameters.get("Qualifier").and_then(Value::as_str);
        let given = given.filter(|_| resource.is_lambda_invoke() && written.is_none());
        if let Some(qualifier) = given {
            arn = format!("{arn}:{qualifier}");
        }
        let qualifier = written.or(given.map(Rc::from));
        let arn = arn.into();
        Some(Function {
            name,
            arn,
            qualifier,
        })
    }

    /// The tasks that are open, oldest first.
    pub fn open_tasks(&self) -> Vec<OpenTask> {
        let open = self.tasks.iter().enumerate().filter(|(_, task)| task.open);
        open.filter_map(|(at, task)| {
            Some(OpenTask {
                id: TaskId(at as u32),
                resource: task.resource.clone(),
                token: task.token.clone(),
                submitted: task.submitted,
                since: task.asked,
                visit: self.thread(task.thread).stay()?.visit,
            })
        })
        .collect()
    }
}

/// The seconds that an expression gives. A task with none of them has no time at all.
///
/// Source: measured on AWS for the texts.
fn seconds_of_expression(whole: Option<i64>, value: &Value, field: &str) -> Result<i64, String> {
    let cannot = || format!("The {field} field cannot be parsed as an integer: {value}");
    let seconds = whole.ok_or_else(cannot)?;
    match (0..=MAX_LANGUAGE_INTEGER).contains(&seconds) {
        true => Ok(seconds),
        false => Err(format!(
            "{field} must be between 0 and {MAX_LANGUAGE_INTEGER} but was: {value}"
        )),
    }
}

/// Ways to find a handler: the resource as written, then the function.
fn candidates(
    resource: &Resource,
    parameters: &Value,
    function: Option<&Function>,
) -> Vec<Candidate> {
    let mut found = vec![Candidate {
        key: resource.text.clone(),
        event: parameters.clone(),
        answerer: Answerer::Resource,
    }];
    let Some(function) = function else {
        return found;
    };
    let answerer = match resource.is_lambda_invoke() {
        true => Answerer::Function,
        false => Answerer::Resource,
    };
    let event = match answerer {
        Answerer::Function => lambda::function_event(parameters),
        Answerer::Resource => Some(parameters.clone()),
    };
    // Lambda calls no function with what it cannot read
    let Some(event) = event else {
        return found;
    };
    let written = parameters
        .get("FunctionName")
        .and_then(Value::as_str)
        .filter(|_| answerer == Answerer::Function)
        .map(Rc::from);
    let unqualified = function
        .arn
        .split_once(":function:")
        .map(|(head, _)| format!("{head}:function:{}", function.name));
    let keys = [
        written,
        Some(function.arn.clone()),
        unqualified.map(Rc::from),
        Some(function.name.clone()),
    ];
    for key in keys.into_iter().flatten() {
        if !found.iter().any(|candidate| candidate.key == key) {
            found.push(Candidate {
                key,
                event: event.clone(),
                answerer,
            });
        }
    }
    found
}

/// The members that optimised integrations add to an API's answer.
pub(super) fn sdk_metadata(status: i64, request_id: &str) -> [(Key, Value); 2] {
    let header = |value: &str| Value::object([("x-amzn-RequestId", Value::from(value))]);
    let all = Value::object([(
        "x-amzn-RequestId",
        Value::array(vec![Value::from(request_id)]),
    )]);
    let http = Value::object([
        ("AllHttpHeaders", all),
        ("HttpHeaders", header(request_id)),
        ("HttpStatusCode", Value::from(status)),
    ]);
    let response = Value::object([("RequestId", Value::from(request_id))]);
    [
        (Key::from("SdkHttpMetadata"), http),
        (Key::from("SdkResponseMetadata"), response),
    ]
}

/// True for patterns whose task ends by a callback.
pub(super) fn ends_by_callback(task: &Task) -> bool {
    task.resource.pattern() == Pattern::WaitForTaskToken
}
