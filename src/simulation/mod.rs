//! A discrete-event simulation of executions in virtual time: the one mutable thing.
//!
//! It never calls out. The host calls [`Simulation::start`] once, then [`Simulation::poll`] until it wants something:
//! a task's answer, or the host's own timer. After every answer it is polled again. Time moves only inside `poll`, to
//! the next thing that is due, and only when the host allows it. The same program, input, seed and answers give the
//! same history, byte for byte.
//!
//! A *thread* is one line of control: the execution's own, a branch's, an iteration's. Work that is due stands in the
//! [`agenda`]; what is no longer wanted is recognised by its epoch and dropped.

pub mod agenda;
pub mod breakpoints;
mod complaints;
mod data_flow;
mod due;
mod ending;
pub mod error_handling;
pub mod execution;
pub mod failure;
mod field_values;
mod given;
pub(crate) mod http;
mod item_reader;
mod job;
pub mod lambda;
mod nested;
pub mod objects;
mod redrive;
mod result_writer;
pub mod services;
pub mod single_state;
mod states;
pub mod task;
pub mod task_answer;
pub mod thread;
pub mod tokens;
mod transitions;

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use crate::ambient::Random;
use crate::definition::MachineType;
use crate::history::inspection::{Visit, VisitId};
use crate::history::{EventDetails, EventId, Reason};
use crate::json::Value;
use crate::limits::Limits;
use crate::program::{MachineId, Program};
use crate::scope::MapItem;
use crate::time::Timestamp;
use agenda::{Agenda, Clock, Next};
use breakpoints::{Breakpoint, Held};
use due::{Due, Parties};
use execution::{Execution, ExecutionId, ExecutionStatus, Identity, Start, StartAction};
use failure::Failure;
use objects::Objects;
use single_state::SingleState;
use states::distributed_map::MapRun;
use task::{Task, TaskId, TaskRequest};
use thread::{Stay, Thread, ThreadId};

/// What the host sets for a whole run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `us-east-1`
    pub region: Rc<str>,
    /// `123456789012`
    pub account_id: Rc<str>,
    /// When it begins.
    pub start_time: Timestamp,
    /// Seeds all chance.
    pub seed: u64,
    /// Virtual milliseconds that one transition takes.
    pub transition_ms: u64,
    /// AWS's quotas.
    pub limits: Limits,
}

/// A state machine that StartExecution can start.
#[derive(Clone, Debug)]
pub struct StateMachine {
    /// `arn:aws:states:us-east-1:123456789012:stateMachine:Orders`
    pub arn: Rc<str>,
    /// The last part of it.
    pub name: Rc<str>,
    /// The role its executions run under.
    pub role_arn: Rc<str>,
    /// What it does.
    pub program: Rc<Program>,
}

/// A host's own timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimerId(pub u32);

/// What the simulation wants of its host.
#[derive(Debug)]
pub enum Output {
    /// A task's attempt has begun: run it, and answer.
    Task(Box<TaskRequest>),
    /// Nobody waits for this task any more.
    Cancelled(TaskId),
    /// A timer of the host is due.
    Timer(TimerId),
    /// The budget of transitions is used up.
    Paused,
    /// Nothing is due before this instant, and time may not move.
    Blocked(Timestamp),
    /// A breakpoint holds something; see [`Simulation::held`].
    Held,
    /// Nothing is due, unless the host answers something.
    Idle,
    /// The execution has ended.
    Done,
}

/// See the module.
#[derive(Debug)]
pub struct Simulation {
    settings: Settings,
    agenda: Agenda<Due>,
    random: Random,
    /// What StartExecution can start.
    machines: Vec<StateMachine>,
    executions: Vec<Execution>,
    threads: Vec<Thread>,
    tasks: Vec<Task>,
    map_runs: Vec<MapRun>,
    objects: Objects,
    services: services::Kept,
    /// Of a simulation of one state on its own.
    single_state: Option<Box<SingleState>>,
    /// Only looked up, never walked.
    tokens: HashMap<Rc<str>, TaskId>,
    visits: Vec<Visit>,
    outputs: VecDeque<Output>,
    /// No execution that runs is older than it may become before this instant.
    horizon: Timestamp,
    /// The host's timers that are still wanted.
    timers: Vec<bool>,
    breakpoints: Vec<Breakpoint>,
    /// Stands still before the next state, whichever it is.
    stepping: bool,
    /// What a breakpoint holds.
    held: Option<Held>,
}

impl Simulation {
    /// A simulation at its start time with nothing to do.
    pub fn new(settings: Settings) -> Simulation {
        Simulation {
            agenda: Agenda::new(settings.start_time),
            random: Random::new(settings.seed),
            settings,
            machines: Vec::new(),
            executions: Vec::new(),
            threads: Vec::new(),
            tasks: Vec::new(),
            map_runs: Vec::new(),
            objects: Objects::default(),
            services: services::Kept::default(),
            single_state: None,
            tokens: HashMap::new(),
            visits: Vec::new(),
            outputs: VecDeque::new(),
            horizon: Timestamp::default(),
            timers: Vec::new(),
            breakpoints: Vec::new(),
            stepping: false,
            held: None,
        }
    }

    /// Makes a state machine known to StartExecution.
    pub fn register(&mut self, machine: StateMachine) {
        self.machines.push(machine);
    }

    /// S3's objects.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// S3's objects, to write to.
    pub fn objects_mut(&mut self) -> &mut Objects {
        &mut self.objects
    }

    /// Starts an execution now; one that is Express, as StartSyncExecution does.
    pub fn start(&mut self, program: Rc<Program>, identity: Identity, input: Value) -> ExecutionId {
        let root = program.root;
        let action = StartAction::StartSyncExecution;
        let start = Start::of_machine(program, identity, input, action);
        self.start_at(root, start, None)
    }

    /// Starts an execution of one level of a program now; `item` is what a distributed Map gave it.
    fn start_at(
        &mut self,
        root: MachineId,
        start: Start,
        item: Option<Rc<MapItem>>,
    ) -> ExecutionId {
        let id = ExecutionId(self.executions.len() as u32);
        let now = self.now();
        let thread = ThreadId(self.threads.len() as u32);
        let input = start.input.clone();
        let execution = Execution::new(id, start, thread, now, self.settings.limits.most_events());
        self.executions.push(execution);
        self.emit(
            id,
            EventId::NONE,
            None,
            EventDetails::ExecutionStarted {
                input: input.clone(),
            },
        );
        let mut root_thread = Thread::root(id);
        root_thread.item = item;
        self.threads.push(root_thread);
        self.set_execution_timeout(id, root);
        self.start_machine(thread, root, input);
        id
    }

    /// An execution of the level `root` begins or goes on: its TimeoutSeconds count from now.
    fn set_execution_timeout(&mut self, id: ExecutionId, root: MachineId) {
        let run = self.execution(id);
        // a level that is not the program's own has no TimeoutSeconds
        let is_own = root == run.program.root;
        let timeout = run.program.timeout_seconds.filter(|_| is_own);
        let longest = Execution::longest_seconds(run.machine_type);
        let is_express = run.machine_type == MachineType::Express;
        let redrives = run.redrives;
        // the year of a Standard execution is kept by `poll`: alone it must not move time, for a run that waits for
        // something that never comes shall say so
        if let Some(seconds) = timeout.or(is_express.then_some(longest)) {
            let ms = seconds.min(longest).saturating_mul(1000);
            let due = Due::ExecutionTimeout {
                execution: id,
                redrives,
            };
            self.agenda.after(ms, due);
        }
    }

    /// The virtual time.
    pub fn now(&self) -> Timestamp {
        self.agenda.now()
    }

    /// The generator of all chance of this run.
    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// What the host set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The executions in the order of their start; the first is the one the host asked for.
    pub fn executions(&self) -> &[Execution] {
        &self.executions
    }

    /// The visits of all executions.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// One visit.
    pub fn visit(&self, id: VisitId) -> Option<&Visit> {
        self.visits.get(id.0 as usize)
    }

    /// Works until the host is wanted; `budget` counts down by one per piece of work.
    ///
    /// A task is handed out as soon as its state is entered: what a history says was started is called. What is given for
    /// it is taken in later, when the other lines of control are in their next tasks; see [`agenda`].
    pub fn poll(&mut self, clock: Clock, budget: &mut u32) -> Output {
        loop {
            if let Some(output) = self.outputs.pop_front() {
                return output;
            }
            if !self.executions.iter().any(Execution::is_running) {
                return Output::Done;
            }
            if self.is_held() {
                return Output::Held;
            }
            if *budget == 0 {
                return Output::Paused;
            }
            *budget -= 1;
            let parties = Parties {
                threads: &self.threads,
                tasks: &self.tasks,
                executions: &self.executions,
                timers: &self.timers,
            };
            let is_live = |due: &Due| parties.want(due);
            match self.agenda.next(clock, self.horizon, is_live) {
                Next::Due(due) => self.handle(due),
                Next::Beyond(at) => self.end_oldest(at),
                Next::Later(at) => return Output::Blocked(at),
                Next::Nothing => return Output::Idle,
            }
        }
    }

    /// Asks for an [`Output::Timer`] in `ms` milliseconds.
    pub fn start_timer(&mut self, ms: u64) -> TimerId {
        let id = TimerId(self.timers.len() as u32);
        self.timers.push(true);
        self.agenda.after(ms, Due::Timer(id));
        id
    }

    /// Takes a timer back; one that is due or unknown is ignored.
    pub fn cancel_timer(&mut self, id: TimerId) {
        if let Some(wanted) = self.timers.get_mut(id.0 as usize) {
            *wanted = false;
        }
    }

    /// StopExecution of the first execution; nothing happens when it has ended.
    pub fn stop(&mut self, reason: Reason) {
        self.end_execution(
            ExecutionId(0),
            ExecutionStatus::Aborted,
            EventDetails::ExecutionAborted(reason),
        );
    }

    /// Something is due at `at`, behind the horizon: ends the executions that are too old by then, or moves the horizon.
    fn end_oldest(&mut self, at: Timestamp) {
        let running = self
            .executions
            .iter()
            .zip(0..)
            .filter(|(run, _)| run.is_running());
        let oldest = running
            .map(|(run, id)| (run.deadline(), ExecutionId(id)))
            .min();
        match oldest {
            Some((deadline, id)) if deadline < at => {
                self.agenda.advance_to(deadline);
                self.execution_timed_out(id);
            }
            Some((deadline, _)) => self.horizon = deadline,
            None => self.horizon = at,
        }
    }

    fn handle(&mut self, due: Due) {
        match due {
            Due::Enter { thread, epoch } => self.enter_or_hold(thread, epoch),
            Due::WaitOver { thread, .. } => self.wait_over(thread),
            Due::Retry { thread, .. } => self.retry(thread),
            Due::Failed {
                thread, failure, ..
            } => self.fail(thread, *failure),
            Due::Given(given) => self.take(*given),
            Due::TaskTimeout(task) => self.task_timed_out(task),
            Due::HttpTimeout(task) => self.endpoint_timed_out(task),
            Due::Heartbeat(task) => self.heartbeat_due(task),
            Due::ExecutionTimeout { execution, .. } => self.execution_timed_out(execution),
            Due::ChildEnded(execution) => self.child_execution_ended(execution),
            Due::ChildUnwanted(execution) => self.stop_unwanted(execution),
            Due::Timer(timer) => {
                self.cancel_timer(timer);
                self.outputs.push_back(Output::Timer(timer));
            }
        }
    }

    fn thread(&self, id: ThreadId) -> &Thread {
        // INVARIANT: ids are given out where threads are pushed, and threads are never removed
        &self.threads[id.0 as usize]
    }

    fn thread_mut(&mut self, id: ThreadId) -> &mut Thread {
        // INVARIANT: as above
        &mut self.threads[id.0 as usize]
    }

    fn execution(&self, id: ExecutionId) -> &Execution {
        // INVARIANT: as for threads
        &self.executions[id.0 as usize]
    }

    fn execution_mut(&mut self, id: ExecutionId) -> &mut Execution {
        // INVARIANT: as for threads
        &mut self.executions[id.0 as usize]
    }

    fn visit_mut(&mut self, id: VisitId) -> &mut Visit {
        // INVARIANT: as for threads
        &mut self.visits[id.0 as usize]
    }

    /// The stay in the state a thread is in; see [`Thread::inside`].
    fn stay(&self, id: ThreadId) -> Result<&Stay, Failure> {
        self.thread(id).inside()
    }

    /// What is kept of the state that a thread is in.
    fn current_visit(&mut self, id: ThreadId) -> Option<&mut Visit> {
        let visit = self.thread(id).stay()?.visit;
        Some(self.visit_mut(visit))
    }

    #[inline]
    fn program(&self, thread: ThreadId) -> Rc<Program> {
        self.execution(self.thread(thread).execution)
            .program
            .clone()
    }
}
