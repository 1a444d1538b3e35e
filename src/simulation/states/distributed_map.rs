//! Map, distributed: one execution of its own per item or batch, counted by a Map Run.

use std::rc::Rc;

use crate::definition::MachineType;
use crate::definition::error_names;
use crate::history::inspection::{Concurrency, Line, VisitStatus};
use crate::history::{EventDetails, Reason};
use crate::json::Value;
use crate::limits::{MAX_DISTRIBUTED_CONCURRENCY, MAX_EXECUTIONS};
use crate::program::distributed::Distributed;
use crate::program::{MachineId, Map};
use crate::scope::MapItem;
use crate::simulation::Simulation;
use crate::simulation::execution::{
    Awaiter, Execution, ExecutionId, ExecutionStatus, Identity, Start, StartAction, execution_arn,
};
use crate::simulation::failure::{self, Failure};
use crate::simulation::item_reader::{self, Reading};
use crate::simulation::result_writer::{self, Writing};
use crate::simulation::thread::{Children, ThreadId, Work};

use super::map_run_plan::{Child, Tolerance};

/// A Map Run of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MapRunId(pub u32);

/// The child executions of a distributed Map.
#[derive(Debug)]
pub(in crate::simulation) struct MapRun {
    thread: ThreadId,
    arn: Rc<str>,
    /// `Machine/Label`
    machine_name: Rc<str>,
    child_type: MachineType,
    processor: MachineId,
    children: Vec<Child>,
    /// The next child to start.
    next: usize,
    running: usize,
    admitted: usize,
    tolerance: Tolerance,
    writing: Option<Writing>,
    items: u64,
    failed_items: u64,
    redrives: u32,
    is_open: bool,
}

impl MapRun {
    /// The executions of the children that were started.
    fn started_children(&self) -> impl Iterator<Item = ExecutionId> {
        self.children.iter().filter_map(|child| child.execution)
    }
}

impl Simulation {
    pub(in crate::simulation) fn start_map_run(
        &mut self,
        id: ThreadId,
        map: &Map,
        distributed: &Distributed,
    ) -> Result<(), Failure> {
        let effective = self.effective_input(id)?;
        let concurrency =
            Concurrency::of(self.max_concurrency(id, map)?, MAX_DISTRIBUTED_CONCURRENCY);
        // Source: recorded on AWS; with a reader nothing but the reader is asked for items
        let given = match &distributed.reader {
            Some(_) => None,
            None => Some(self.items_of_state_data(id, map, &effective)?),
        };
        let length = given.as_ref().map_or(0, |items| items.len() as u32);
        self.emit_of_state(id, |_| EventDetails::MapStateStarted { length });
        let plan = self.map_run_plan(id, distributed, &effective)?;
        let (arn, machine_name) = self.map_run_names(id, distributed)?;
        self.emit_of_state(id, |_| EventDetails::MapRunStarted { arn: arn.clone() });
        if !self.execution(self.thread(id).execution).is_running() {
            return Ok(());
        }
        // from here on what fails, fails the Map Run too
        let items = match plan.reading {
            Some(reading) => self.read_items(id, reading)?,
            None => given.unwrap_or_default(),
        };
        let writing = plan.writing.transpose().map_err(|cause| {
            let reason = failure::reason(error_names::RESULT_WRITER_FAILED, &cause);
            self.map_run_failed(id, reason)
        })?;
        self.record(id, |stages| {
            stages.set_items(values_of(&items));
        });
        self.note(id, |attempt| attempt.concurrency = Some(concurrency));
        let count = items.len() as u64;
        let children = self.children_of_items(id, map, distributed, items)?;
        if let Some(reason) = self.oversize(id, &children)? {
            return Err(self.map_run_failed(id, reason));
        }
        self.open_map_run(MapRun {
            thread: id,
            arn,
            machine_name,
            child_type: distributed.child_type,
            processor: map.processor,
            children,
            next: 0,
            running: 0,
            admitted: concurrency.limit,
            tolerance: plan.tolerance,
            writing,
            items: count,
            failed_items: 0,
            redrives: 0,
            is_open: true,
        })
    }

    /// The items that an ItemReader finds; `reading` has an error where it could not even be asked.
    fn read_items(
        &mut self,
        id: ThreadId,
        reading: Result<Reading, String>,
    ) -> Result<Vec<Rc<MapItem>>, Failure> {
        let items = reading.and_then(|reading| item_reader::read(&self.objects, &reading));
        items.map_err(|cause| self.map_run_failed(id, reader_failed(&cause)))
    }

    /// Lets a thread wait for a new Map Run, and starts its first children.
    fn open_map_run(&mut self, run: MapRun) -> Result<(), Failure> {
        let (id, thread) = (MapRunId(self.map_runs.len() as u32), run.thread);
        self.map_runs.push(run);
        let running = Children::MapRun(id);
        self.thread_mut(thread).turn_to(Work::Children(running));
        self.go_on_with_map_run(id)
    }

    /// Starts as many children as may run, or ends the Map Run when none is left.
    pub(in crate::simulation) fn go_on_with_map_run(
        &mut self,
        id: MapRunId,
    ) -> Result<(), Failure> {
        loop {
            let run = self.map_run(id);
            if run.next >= run.children.len() {
                return match run.running {
                    0 => self.map_run_succeeded(id),
                    _ => Ok(()),
                };
            }
            if run.running >= run.admitted {
                return Ok(());
            }
            if self.executions.len() >= MAX_EXECUTIONS {
                let thread = self.map_run(id).thread;
                let cause =
                    format!("A run of the playground has at most {MAX_EXECUTIONS} executions.");
                self.close_map_run(thread);
                self.thread_mut(thread).turn_to(Work::Instant);
                return Err(
                    self.map_run_failed(thread, failure::reason("ExecutionLimitExceeded", &cause))
                );
            }
            let index = run.next;
            self.map_run_mut(id).next += 1;
            self.start_map_child(id, index);
        }
    }

    /// Starts the child of a number; one that ran before is forgotten.
    pub(in crate::simulation) fn start_map_child(&mut self, id: MapRunId, index: usize) {
        let (name, instance) = (self.random.uuid(), self.random.uuid());
        let run = self.map_run(id);
        let (thread, child_type) = (run.thread, run.child_type);
        let (processor, machine_name) = (run.processor, run.machine_name.clone());
        let Some(child) = run.children.get(index) else {
            return;
        };
        let (input, item) = (child.input.clone(), child.item.clone());
        let parent = self.execution(self.thread(thread).execution);
        let program = parent.program.clone();
        let label = machine_name
            .strip_prefix(&*parent.identity.machine_name)
            .unwrap_or_default();
        let machine_arn: Rc<str> = format!("{}{label}", parent.identity.machine_arn).into();
        let execution_arn = execution_arn(&machine_arn, child_type, &name, &instance);
        let identity = Identity {
            execution_arn,
            execution_name: name.into(),
            machine_arn,
            machine_name,
            role_arn: parent.identity.role_arn.clone(),
        };
        let Some(stay) = self.thread(thread).stay() else {
            return;
        };
        let (visit, attempt) = (Some(stay.visit), stay.attempts);
        let shown_in = self.execution(self.thread(thread).execution).shown_in;
        let start = Start {
            program,
            machine_type: child_type,
            identity,
            input,
            action: StartAction::StartExecution,
        };
        let child = self.start_at(processor, start, item);
        let line = Line {
            parent: visit,
            slot: index as u32,
            attempt,
            is_iteration: true,
        };
        if let Some(root) = self.execution(child).threads.first().copied() {
            self.thread_mut(root).line = line;
        }
        let execution = self.execution_mut(child);
        execution.started_by = visit;
        execution.shown_in = shown_in;
        self.await_map_child(id, index, child);
    }

    /// A child runs, for the first time or again.
    pub(in crate::simulation) fn await_map_child(
        &mut self,
        id: MapRunId,
        index: usize,
        child: ExecutionId,
    ) {
        self.execution_mut(child).awaited_by = vec![Awaiter::MapRun(id, index)];
        let run = self.map_run_mut(id);
        run.running += 1;
        if let Some(started) = run.children.get_mut(index) {
            started.execution = Some(child);
        }
    }

    /// The Map Run is redriven: its ARN, and how often it was by now.
    pub(in crate::simulation) fn reopen_map_run(&mut self, id: MapRunId) -> (Rc<str>, u32) {
        let run = self.map_run_mut(id);
        run.is_open = true;
        run.running = 0;
        run.failed_items = 0;
        run.redrives += 1;
        let again = (run.arn.clone(), run.redrives);
        let children: Vec<ExecutionId> = run.started_children().collect();
        for child in children {
            // an end that nobody was told of before counts no more
            self.execution_mut(child).awaited_by.clear();
        }
        again
    }

    /// The children that were started and did not succeed, with their numbers.
    pub(in crate::simulation) fn unsuccessful_children(
        &self,
        id: MapRunId,
    ) -> Vec<(usize, ExecutionId)> {
        let children = self.map_run(id).children.iter().enumerate();
        let started = children.filter_map(|(index, child)| Some((index, child.execution?)));
        started
            .filter(|(_, child)| self.execution(*child).status != ExecutionStatus::Succeeded)
            .collect()
    }

    /// A child execution has ended.
    pub(in crate::simulation) fn map_child_ended(
        &mut self,
        id: MapRunId,
        index: usize,
        child: ExecutionId,
    ) {
        if !self.map_run(id).is_open {
            return;
        }
        let succeeded = self.execution(child).status == ExecutionStatus::Succeeded;
        let run = self.map_run_mut(id);
        run.running -= 1;
        let thread = run.thread;
        if !succeeded {
            let items = run.children.get(index).map_or(1, |child| child.items);
            run.failed_items += items;
            if run.tolerance.is_exceeded(run.failed_items, run.items) {
                self.close_map_run(thread);
                self.thread_mut(thread).leave_unfinished();
                let failure = self.map_run_failed(thread, failure::threshold_exceeded());
                return self.fail(thread, failure);
            }
        }
        if let Err(failure) = self.go_on_with_map_run(id) {
            self.fail(thread, failure);
        }
    }

    /// Writes `MapRunFailed`; the state's failure is given back.
    fn map_run_failed(&mut self, id: ThreadId, reason: Reason) -> Failure {
        self.emit_of_state(id, |_| EventDetails::MapRunFailed(reason.clone()));
        Failure::work(reason)
    }

    /// All children have ended.
    fn map_run_succeeded(&mut self, id: MapRunId) -> Result<(), Failure> {
        let run = self.map_run_mut(id);
        run.is_open = false;
        let thread = run.thread;
        self.thread_mut(thread).turn_to(Work::Instant);
        let before = self.thread(thread).last_event;
        let written = self.write_results(id);
        let result = written.unwrap_or_else(|| Value::array(self.outputs_of(id)));
        self.emit_of_state(thread, |_| EventDetails::MapRunSucceeded);
        self.emit_of_state(thread, |_| EventDetails::MapStateSucceeded);
        if let Some(stay) = self.thread_mut(thread).stay_mut() {
            // Source: recorded on AWS since November 2024; before, it followed MapRunSucceeded
            stay.exit_previous = Some(before);
        }
        self.record(thread, |stages| stages.result = Some(result.clone()));
        self.end_attempt(thread, VisitStatus::Succeeded, None);
        self.finish(thread, result)
    }

    /// What each child gave, in the order of their items: its output, or why a tolerated one has none.
    ///
    /// Source: public measurements on AWS of a child that failed.
    fn outputs_of(&self, id: MapRunId) -> Vec<Value> {
        let output = |execution: &Execution| {
            execution.output.clone().unwrap_or_else(|| {
                let reason = &execution.reason;
                let text = |text: &Option<Rc<str>>| text.clone().map(Value::String);
                let members = [
                    ("Status", Some(Value::from(execution.status.as_str()))),
                    ("Error", text(&reason.error)),
                    ("Cause", text(&reason.cause)),
                ];
                let present = members.into_iter();
                Value::object(present.filter_map(|(name, value)| Some((name, value?))))
            })
        };
        let started = self.map_run(id).started_children();
        started.map(|child| output(self.execution(child))).collect()
    }

    /// ResultWriter: shapes the results, and writes them if it names a place. None: there is no ResultWriter.
    fn write_results(&mut self, id: MapRunId) -> Option<Value> {
        let run = self.map_run(id);
        let writing = run.writing.as_ref()?;
        let started = run.started_children();
        let started: Vec<_> = started.map(|child| self.execution(child)).collect();
        let Some(place) = &writing.place else {
            let results = result_writer::transformed(&started, writing.config.transformation);
            return Some(Value::array(results));
        };
        let pending = run
            .children
            .iter()
            .filter(|child| child.execution.is_none());
        let pending: Vec<_> = pending.map(|child| &child.input).collect();
        let written = result_writer::files(&started, &pending, &run.arn, place, writing.config);
        let (bucket, now) = (place.bucket.clone(), self.now());
        for file in written.files {
            self.objects.put(&bucket, &file.key, file.body, now);
        }
        Some(written.result)
    }

    /// Ends the Map Run that a thread waits for before all children have: stops those that run, and writes what there is.
    ///
    /// Source: AWS developer guide, "ResultWriter": results are written of Map Runs that failed or were stopped too.
    pub(in crate::simulation) fn close_map_run(&mut self, thread: ThreadId) {
        let Some(&Children::MapRun(id)) = self.thread(thread).children() else {
            return;
        };
        let run = self.map_run_mut(id);
        if !std::mem::take(&mut run.is_open) {
            return;
        }
        let children: Vec<ExecutionId> = run.started_children().collect();
        for child in children {
            if self.execution(child).is_running() {
                self.execution_mut(child).awaited_by.clear();
                let details = EventDetails::ExecutionAborted(Reason::default());
                self.end_execution(child, ExecutionStatus::Aborted, details);
            }
        }
        self.write_results(id);
    }

    fn map_run(&self, id: MapRunId) -> &MapRun {
        // INVARIANT: ids are given out where runs are pushed, and runs are never removed
        &self.map_runs[id.0 as usize]
    }

    fn map_run_mut(&mut self, id: MapRunId) -> &mut MapRun {
        // INVARIANT: as above
        &mut self.map_runs[id.0 as usize]
    }
}

pub(in crate::simulation) fn reader_failed(cause: &str) -> Reason {
    failure::reason(error_names::ITEM_READER_FAILED, cause)
}

/// The items as an array.
pub(in crate::simulation) fn values_of(items: &[Rc<MapItem>]) -> Value {
    Value::array(items.iter().map(|item| item.input()).collect())
}
