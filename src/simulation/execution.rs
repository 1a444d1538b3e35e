//! One execution: its history and how it stands.

use std::rc::Rc;

use crate::definition::MachineType;
use crate::history::inspection::VisitId;
use crate::history::{History, Reason};
use crate::json::{Key, Value};
use crate::limits::{MAX_EXECUTION_SECONDS, MAX_EXPRESS_SECONDS, MAX_NAME};
use crate::program::Program;
use crate::scope::ExecutionContext;
use crate::time::Timestamp;

use super::states::distributed_map::MapRunId;
use super::task::TaskId;
use super::thread::ThreadId;

/// How long the name of an execution is taken after its end.
///
/// Source: AWS Step Functions API reference, StartExecution: 90 days.
const NAME_KEPT_MS: u64 = 90 * 86_400_000;

/// An execution of a simulation, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExecutionId(pub u32);

/// How an execution stands. `Running` after the simulation is idle: it waits for something that never comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExecutionStatus {
    /// `RUNNING`
    Running,
    /// `SUCCEEDED`
    Succeeded,
    /// `FAILED`
    Failed,
    /// `TIMED_OUT`
    TimedOut,
    /// `ABORTED`
    Aborted,
}

/// How an execution and its machine are called.
#[derive(Clone, Debug)]
pub struct Identity {
    /// `arn:aws:states:us-east-1:123456789012:execution:Orders:name`
    pub execution_arn: Rc<str>,
    /// The last part of it.
    pub execution_name: Rc<str>,
    /// `arn:aws:states:us-east-1:123456789012:stateMachine:Orders`
    pub machine_arn: Rc<str>,
    /// The last part of it.
    pub machine_name: Rc<str>,
    /// The role it runs under.
    pub role_arn: Rc<str>,
}

/// Whether a state machine or an execution can have this name.
///
/// # Errors
/// Why not, in the words of AWS's `InvalidName`.
///
/// Source: the text is recorded on AWS; AWS Step Functions service quotas for what a name may hold.
pub fn check_name(name: &str) -> Result<(), String> {
    const FORBIDDEN: &str = "?*<>{}[]\"#%\\^|~`$&,;:/";
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(c);
    match name.is_empty() || name.chars().count() > MAX_NAME || name.contains(is_bad) {
        true => Err(format!("Invalid Name: '{name}'")),
        false => Ok(()),
    }
}

/// The ARN of an execution of a machine; `instance` tells Express executions of the same name apart.
pub fn execution_arn(
    machine_arn: &str,
    machine_type: MachineType,
    name: &str,
    instance: &str,
) -> Rc<str> {
    let of_kind = |kind: &str| machine_arn.replacen(":stateMachine:", kind, 1);
    match machine_type {
        MachineType::Standard => format!("{}:{name}", of_kind(":execution:")).into(),
        MachineType::Express => format!("{}:{name}:{instance}", of_kind(":express:")).into(),
    }
}

/// What can redrive an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redriver {
    /// RedriveExecution of the execution itself.
    Itself,
    /// The Map Run that it is a child of, which starts Express ones anew.
    MapRun,
}

/// What waits for an execution's end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Awaiter {
    /// A task that started it.
    Task(TaskId),
    /// A distributed Map, for the child of this number.
    MapRun(MapRunId, usize),
}

/// One execution.
#[derive(Debug)]
pub struct Execution {
    /// What it runs; the child of a distributed Map runs one level of its parent's program.
    pub program: Rc<Program>,
    /// Standard or Express.
    pub machine_type: MachineType,
    /// How it is called.
    pub identity: Identity,
    /// Its input.
    pub input: Value,
    /// Its events.
    pub history: History,
    /// The last event that it may have.
    pub(super) most_events: usize,
    /// How it stands.
    pub status: ExecutionStatus,
    /// Its output, when it succeeded.
    pub output: Option<Value>,
    /// Error and cause, when it failed or was stopped.
    pub reason: Reason,
    /// When it started.
    pub started: Timestamp,
    /// When it ended.
    pub stopped: Option<Timestamp>,
    /// The visit that started it, when another execution did.
    pub started_by: Option<VisitId>,
    /// The execution whose picture its visits belong to.
    pub(super) shown_in: ExecutionId,
    /// What waits for its end.
    pub(super) awaited_by: Vec<Awaiter>,
    pub(super) context: Rc<ExecutionContext>,
    /// How often it was redriven.
    pub redrives: u32,
    /// All its threads, the root's first.
    pub(super) threads: Vec<ThreadId>,
}

/// The action of AWS's API that starts an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartAction {
    /// Who starts it goes on.
    StartExecution,
    /// Who starts it waits for its end.
    StartSyncExecution,
}

/// What an execution is started with.
pub(super) struct Start {
    pub(super) program: Rc<Program>,
    /// The program's own, or what a distributed Map wants of its children.
    pub(super) machine_type: MachineType,
    pub(super) identity: Identity,
    pub(super) input: Value,
    pub(super) action: StartAction,
}

impl Start {
    /// What an execution of a whole machine is started with.
    pub(super) fn of_machine(
        program: Rc<Program>,
        identity: Identity,
        input: Value,
        action: StartAction,
    ) -> Start {
        Start {
            machine_type: program.machine_type,
            program,
            identity,
            input,
            action,
        }
    }
}

impl Execution {
    pub(super) fn new(
        id: ExecutionId,
        start: Start,
        thread: ThreadId,
        now: Timestamp,
        most_events: usize,
    ) -> Execution {
        let context = Rc::new(context(&start, now));
        let Start {
            program,
            machine_type,
            identity,
            input,
            ..
        } = start;
        Execution {
            program,
            machine_type,
            identity,
            input,
            history: History::default(),
            most_events,
            status: ExecutionStatus::Running,
            output: None,
            reason: Reason::default(),
            started: now,
            stopped: None,
            started_by: None,
            shown_in: id,
            awaited_by: Vec::new(),
            context,
            redrives: 0,
            threads: vec![thread],
        }
    }

    /// What DescribeExecution tells of redriving, its members in alphabetical order.
    ///
    /// Source: recorded on AWS since redriving exists; the API reference for Express executions of a Map Run.
    pub(super) fn redrive_members(&self, by: Redriver) -> [(&'static str, Option<Value>); 3] {
        let reason = self.not_redrivable(by);
        let status = match (&reason, by) {
            (Some(_), _) => "NOT_REDRIVABLE",
            (None, Redriver::Itself) => "REDRIVABLE",
            (None, Redriver::MapRun) => "REDRIVABLE_BY_MAP_RUN",
        };
        [
            ("RedriveCount", Some(Value::from(i64::from(self.redrives)))),
            ("RedriveStatus", Some(Value::from(status))),
            ("RedriveStatusReason", reason.map(Value::from)),
        ]
    }

    /// Why it cannot be redriven, or nothing when it can.
    ///
    /// Source: AWS Step Functions API reference, DescribeExecution; the sentence of one that succeeded is recorded. That of
    /// an Express execution, of which AWS describes none, is our own.
    pub fn not_redrivable(&self, by: Redriver) -> Option<String> {
        match self.status {
            ExecutionStatus::Running | ExecutionStatus::Succeeded => {
                let status = self.status.as_str();
                Some(format!("Execution is {status} and cannot be redriven"))
            }
            _ if self.machine_type == MachineType::Express && by == Redriver::Itself => {
                Some("Execution is of type EXPRESS and cannot be redriven".to_owned())
            }
            _ if self
                .stopped
                .is_some_and(|stopped| stopped >= self.deadline()) =>
            {
                Some("Execution has exceeded the max execution time".to_owned())
            }
            // ExecutionRedriven would be the last event
            _ if self.history.len() + 1 >= self.most_events => {
                Some("Execution history event limit exceeded".to_owned())
            }
            _ => None,
        }
    }

    /// It runs again, from `now`.
    pub(super) fn begin_redrive(&mut self, now: Timestamp) {
        self.redrives += 1;
        self.status = ExecutionStatus::Running;
        self.stopped = None;
        self.reason = Reason::default();
        let Value::Object(before) = &self.context.execution else {
            return;
        };
        let count = Value::from(i64::from(self.redrives));
        let execution = before
            .with(&Key::from("RedriveCount"), count)
            .with(&Key::from("RedriveTime"), Value::from(now.in_data()));
        self.context = Rc::new(ExecutionContext {
            execution: Value::Object(execution),
            state_machine: self.context.state_machine.clone(),
        });
    }

    /// No other execution of its machine may have its name.
    pub(super) fn keeps_its_name(&self, now: Timestamp) -> bool {
        self.stopped
            .is_none_or(|stopped| now.since(stopped) < NAME_KEPT_MS)
    }

    /// True until it has ended.
    pub fn is_running(&self) -> bool {
        self.status == ExecutionStatus::Running
    }

    /// When it has lived as long as it may.
    pub(super) fn deadline(&self) -> Timestamp {
        let longest = Execution::longest_seconds(self.machine_type);
        self.started.after(longest.saturating_mul(1000))
    }

    /// Seconds an execution may live.
    pub fn longest_seconds(machine_type: MachineType) -> u64 {
        match machine_type {
            MachineType::Standard => MAX_EXECUTION_SECONDS,
            MachineType::Express => MAX_EXPRESS_SECONDS,
        }
    }
}

impl ExecutionStatus {
    /// AWS's word: `SUCCEEDED`.
    pub fn as_str(self) -> &'static str {
        match self {
            ExecutionStatus::Running => "RUNNING",
            ExecutionStatus::Succeeded => "SUCCEEDED",
            ExecutionStatus::Failed => "FAILED",
            ExecutionStatus::TimedOut => "TIMED_OUT",
            ExecutionStatus::Aborted => "ABORTED",
        }
    }
}

/// `$$.Execution` and `$$.StateMachine`, members in the order AWS has them.
///
/// Source: recorded on AWS; Express orders them differently.
fn context(start: &Start, now: Timestamp) -> ExecutionContext {
    let identity = &start.identity;
    let text = |text: &Rc<str>| Value::String(text.clone());
    let id = ("Id", text(&identity.execution_arn));
    let input = ("Input", start.input.clone());
    let time = ("StartTime", Value::from(now.in_data()));
    let name = ("Name", text(&identity.execution_name));
    // only TestState runs without a role
    let role = match &*identity.role_arn {
        "" => Value::Null,
        _ => text(&identity.role_arn),
    };
    let role = ("RoleArn", role);
    let redrives = ("RedriveCount", Value::from(0));
    let execution = match (start.machine_type, start.action) {
        (MachineType::Standard, _) => Value::object([id, input, time, name, role, redrives]),
        (MachineType::Express, StartAction::StartExecution) => {
            Value::object([id, input, name, role, time, redrives])
        }
        (MachineType::Express, StartAction::StartSyncExecution) => {
            Value::object([id, input, name, role, time])
        }
    };
    ExecutionContext {
        execution,
        state_machine: Value::object([
            ("Id", text(&identity.machine_arn)),
            ("Name", text(&identity.machine_name)),
        ]),
    }
}
