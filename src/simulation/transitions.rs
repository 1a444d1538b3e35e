//! How a thread goes through its states: into one, through its attempts, out of it, and to the end of its level.

use crate::history::details::Exited;
use crate::history::inspection::{Line, Stages, Visit, VisitId, VisitStatus};
use crate::history::{EventDetails, EventId};
use crate::json::{Key, Value};
use crate::limits::{MAX_VALUE_DEPTH, MAX_VARIABLES_BYTES};
use crate::program::{MachineId, StateId, StateKind, Transition};
use crate::scope::{ContextObject, Variables};

use super::data_flow::Assigned;
use super::execution::ExecutionStatus;
use super::failure::{self, Failure, Place};
use super::thread::{Children, Phase, Stay, ThreadId};
use super::{Due, Simulation};

impl Simulation {
    /// A branch or iteration of `parent`, at `line`, whose first event follows `last_event`.
    pub(super) fn spawn(&mut self, parent: ThreadId, line: Line, last_event: EventId) -> ThreadId {
        let id = ThreadId(self.threads.len() as u32);
        let child = self.thread(parent).child(parent, line, last_event);
        self.execution_mut(child.execution).threads.push(id);
        self.threads.push(child);
        id
    }

    /// Lets a thread begin a level.
    pub(super) fn start_machine(&mut self, thread: ThreadId, machine: MachineId, input: Value) {
        let start = self.program(thread).machine(machine).start;
        self.schedule(thread, start, input);
    }

    /// Lets a thread go to a state when the transition's time has passed.
    #[inline]
    pub(super) fn schedule(&mut self, thread: ThreadId, state: StateId, input: Value) {
        let epoch = self
            .thread_mut(thread)
            .change(Phase::Scheduled { state, input });
        self.agenda
            .after(self.settings.transition_ms, Due::Enter { thread, epoch });
    }

    pub(super) fn enter(&mut self, id: ThreadId, state_id: StateId, input: Value) {
        let program = self.program(id);
        let state = program.state(state_id);
        let (now, thread) = (self.now(), self.thread(id));
        let (execution, previous, line) = (thread.execution, thread.last_event, thread.line);
        let variables = thread.variables.clone();
        let context = ContextObject {
            execution: self.execution(execution).context.clone(),
            state_name: state.name.clone(),
            entered: now,
            retry_count: state.kind.is_retryable().then_some(0),
            token: None,
            item: thread.item.clone(),
            whole: None,
        };
        let visit = VisitId(self.visits.len() as u32);
        let details = EventDetails::StateEntered {
            state: state_id,
            input: input.clone(),
        };
        let entered = self.emit(execution, previous, Some(visit), details);
        if !self.execution(execution).is_running() {
            return;
        }
        self.visits.push(Visit {
            execution: execution.0,
            shown_in: self.execution(execution).shown_in.0,
            state: state_id,
            line,
            entered: now,
            exited: None,
            entered_event: entered,
            exited_event: None,
            status: VisitStatus::Running,
            input: input.clone(),
            stages: Stages::default(),
            output: None,
            attempts: Vec::new(),
            decisions: Vec::new(),
            error: None,
            cause: None,
            context: context.clone(),
            variables,
            assigned: None,
            next: None,
        });
        let stay = Stay::new(state_id, visit, input, entered, previous, context);
        let thread = self.thread_mut(id);
        thread.last_event = entered;
        thread.change(Phase::In(stay));
        self.surround(id);
        self.perform(id, state_id);
    }

    /// Does what the state is for.
    pub(super) fn perform(&mut self, id: ThreadId, state: StateId) {
        let program = self.program(id);
        let done = match &program.state(state).kind {
            StateKind::Pass { result } => self.enter_pass(id, result.as_ref()),
            StateKind::Choice { rules, default } => self.enter_choice(id, rules, *default),
            StateKind::Wait(wait) => self.enter_wait(id, wait),
            StateKind::Succeed => self.enter_succeed(id),
            StateKind::Fail { error, cause } => {
                self.enter_fail(id, error.as_deref(), cause.as_deref())
            }
            StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_) => self.attempt(id),
        };
        if let Err(failure) = done {
            self.fail(id, failure);
        }
    }

    /// Begins an attempt of a Task, Parallel or Map.
    pub(super) fn attempt(&mut self, id: ThreadId) -> Result<(), Failure> {
        let program = self.program(id);
        let state = self.stay(id)?.state;
        self.begin_attempt(id);
        if self.single_state.is_some() && self.end_mocked(id)? {
            return Ok(());
        }
        match &program.state(state).kind {
            StateKind::Task(task) => self.start_task(id, task),
            StateKind::Parallel { branches } => self.start_branches(id, branches),
            StateKind::Map(map) => self.start_map(id, map),
            _ => Ok(()),
        }
    }

    /// Leaves a state with its output.
    pub(super) fn exit(
        &mut self,
        id: ThreadId,
        output: Value,
        assigned: Assigned,
        transition: Transition,
    ) -> Result<(), Failure> {
        let thread = self.thread(id);
        let stay = thread.inside()?;
        let program = self.program(id);
        let place = Place {
            state: &program.state(stay.state).name,
            entered: stay.entered,
        };
        let variables = assigned.as_ref().map(|new| thread.variables.with(new));
        let new = assigned.as_deref().unwrap_or_default();
        self.check_handed_on(&place, &output, new, variables.as_ref())?;
        let (execution, visit, state, now) = (thread.execution, stay.visit, stay.state, self.now());
        let previous = stay.exit_previous.unwrap_or(thread.last_event);
        let details = Exited {
            state,
            output: output.clone(),
            assigned: assigned.clone(),
        };
        let event = self.emit(
            execution,
            previous,
            Some(visit),
            EventDetails::StateExited(details),
        );
        if !self.execution(execution).is_running() {
            return Ok(());
        }
        let record = self.visit_mut(visit);
        record.exited = Some(now);
        record.exited_event = Some(event);
        record.output = Some(output.clone());
        record.assigned = assigned.clone();
        if record.status == VisitStatus::Running {
            record.status = VisitStatus::Succeeded;
        }
        if let Transition::Next(next) = transition {
            record.next = Some(next);
        }
        let thread = self.thread_mut(id);
        thread.last_event = event;
        if let Some(variables) = variables {
            thread.variables = variables;
        }
        match transition {
            Transition::Next(next) => self.schedule(id, next, output),
            Transition::End => self.end_thread(id, output),
        }
        Ok(())
    }

    /// Whether what a state puts out and assigns obeys the quotas; `variables` are all that it leaves behind.
    fn check_handed_on(
        &self,
        place: &Place<'_>,
        output: &Value,
        assigned: &[(Key, Value)],
        variables: Option<&Variables>,
    ) -> Result<(), Failure> {
        let payload_bytes = self.settings.limits.payload_bytes as usize;
        if output.size() > payload_bytes {
            return Err(Failure::fatal(failure::too_large(place.state)));
        }
        let bytes: usize = assigned.iter().map(|(_, value)| value.size()).sum();
        let all_bytes = variables.map_or(0, Variables::bytes);
        if bytes > payload_bytes || all_bytes > MAX_VARIABLES_BYTES.max(payload_bytes) {
            return Err(Failure::fatal(failure::variables_too_large(place.state)));
        }
        let mut assigned = assigned.iter();
        let too_deep = match output.depth() > MAX_VALUE_DEPTH {
            true => Some("output".to_owned()),
            false => assigned
                .find(|(_, value)| value.depth() > MAX_VALUE_DEPTH)
                .map(|(name, _)| format!("variable {name}")),
        };
        match too_deep {
            None => Ok(()),
            Some(what) => {
                let text = format!("The {what} nests deeper than {MAX_VALUE_DEPTH} levels.");
                Err(Failure::runtime(text, place))
            }
        }
    }

    /// A thread has come to its end.
    fn end_thread(&mut self, id: ThreadId, output: Value) {
        self.thread_mut(id).change(Phase::Ended(None));
        let thread = self.thread(id);
        match thread.parent {
            Some(parent) => self.child_ended(parent, id, output),
            None => {
                let (execution, last) = (thread.execution, thread.last_event);
                self.execution_mut(execution).output = Some(output.clone());
                let details = EventDetails::ExecutionSucceeded { output };
                self.end_execution_after(execution, last, ExecutionStatus::Succeeded, details);
            }
        }
    }

    /// What a branch or an iteration gave.
    fn child_ended(&mut self, parent: ThreadId, child: ThreadId, output: Value) {
        let done = match self.thread(parent).children() {
            Some(Children::Branches(_)) => self.branch_ended(parent, child, output),
            Some(Children::Iterations(_)) => self.iteration_ended(parent, child, output),
            Some(Children::MapRun(_)) | None => Ok(()),
        };
        if let Err(failure) = done {
            self.fail(parent, failure);
        }
    }
}
