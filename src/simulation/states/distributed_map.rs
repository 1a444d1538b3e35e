//! Map, distributed: one execution of its own per item or batch, counted by a Map Run.

use std::rc::Rc;

use crate::definition::MachineType;
use crate::history::inspection::{Line, VisitStatus};
use crate::history::{EventDetails, EventId, Reason};
use crate::json::{Key, Value};
use crate::limits::{MAX_DISTRIBUTED_CONCURRENCY, MAX_EXECUTIONS};
use crate::program::data_flow::{DataFlow, Quantity};
use crate::program::distributed::{Distributed, ItemBatcher, ItemReader, ResultWriter};
use crate::program::{MachineId, Map};
use crate::scope::MapItem;
use crate::simulation::Simulation;
use crate::simulation::data_flow::stay_of;
use crate::simulation::execution::{
    Awaiter, ExecutionId, ExecutionStatus, Identity, execution_arn,
};
use crate::simulation::failure::{self, Failure};
use crate::simulation::item_reader::{self, Reading};
use crate::simulation::result_writer::{self, Place, Writing};
use crate::simulation::thread::{Phase, ThreadId};
use crate::template::Template;

use super::map::of_state_data;

/// A Map Run of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapRunId(pub u32);

/// The child executions of a distributed Map.
#[derive(Debug)]
pub(in crate::simulation) struct MapRun {
    thread: ThreadId,
    arn: Rc<str>,
    /// `Machine/Label`
    machine_name: Rc<str>,
    child_type: MachineType,
    processor: MachineId,
    started: EventId,
    children: Vec<Child>,
    /// The next child to start.
    next: usize,
    running: usize,
    concurrency: usize,
    tolerance: Tolerance,
    writing: Option<Writing>,
    items: u64,
    failed_items: u64,
    redrives: u32,
    is_open: bool,
}

/// One child execution, before and after its start.
#[derive(Debug)]
struct Child {
    input: Value,
    /// What `$$.Map.Item` is, unless items are batched.
    item: Option<Rc<MapItem>>,
    /// How many items it works on.
    items: u64,
    execution: Option<ExecutionId>,
}

/// How many items may fail.
#[derive(Clone, Copy, Debug, Default)]
struct Tolerance {
    count: Option<u64>,
    percentage: Option<f64>,
}

impl Tolerance {
    fn is_exceeded(self, failed: u64, items: u64) -> bool {
        let share = failed as f64 * 100.0 / items.max(1) as f64;
        let over_count = self.count.is_some_and(|count| failed > count);
        let over_share = self.percentage.is_some_and(|percentage| share > percentage);
        let is_strict = self.count.is_none() && self.percentage.is_none();
        over_count || over_share || (is_strict && failed > 0)
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
        let concurrency = match self.max_concurrency(id, map)? {
            0 => MAX_DISTRIBUTED_CONCURRENCY,
            limit => (limit as usize).min(MAX_DISTRIBUTED_CONCURRENCY),
        };
        // Source: recorded on AWS; with a reader nothing but the reader is asked for items
        let given = match &distributed.reader {
            Some(_) => None,
            None => Some(self.items(id, map, &effective)?),
        };
        let length = given.as_ref().map_or(0, |items| items.len() as u32);
        self.emit_of_state(id, |_| EventDetails::MapStateStarted { length });
        let tolerance = self.tolerance(id, distributed)?;
        let reading = match &distributed.reader {
            Some(reader) => Some(self.reading(id, reader, &effective)?),
            None => None,
        };
        let writing = match &distributed.writer {
            Some(writer) => Some(self.writing(id, writer, &effective)?),
            None => None,
        };
        let (arn, machine_name) = self.map_run_names(id, distributed);
        self.emit_of_state(id, |_| EventDetails::MapRunStarted { arn: arn.clone() });
        let thread = self.thread(id);
        let started = thread.last_event;
        if !self.execution(thread.execution).is_running() {
            return Ok(());
        }
        let items = match (reading, given) {
            (Some(Ok(reading)), _) => match item_reader::read(&self.objects, &reading) {
                Ok(items) => items,
                Err(cause) => return Err(self.map_run_failed(id, reader_failed(&cause))),
            },
            (Some(Err(cause)), _) => return Err(self.map_run_failed(id, reader_failed(&cause))),
            (None, given) => given.as_ref().map_or_else(Vec::new, of_state_data),
        };
        let writing = match writing.transpose() {
            Ok(writing) => writing,
            Err(cause) => {
                let reason = failure::reason("States.ResultWriterFailed", &cause);
                return Err(self.map_run_failed(id, reason));
            }
        };
        self.record(id, |stages| {
            stages.items = Some(values_of(&items));
        });
        self.note(id, |attempt| attempt.concurrency = concurrency);
        let count = items.len() as u64;
        let children = self.children_of_items(id, map, distributed, items)?;
        if let Some(reason) = self.oversize(id, &children)? {
            return Err(self.map_run_failed(id, reason));
        }
        let run = MapRun {
            thread: id,
            arn,
            machine_name,
            child_type: distributed.child_type,
            processor: map.processor,
            started,
            children,
            next: 0,
            running: 0,
            concurrency,
            tolerance,
            writing,
            items: count,
            failed_items: 0,
            redrives: 0,
            is_open: true,
        };
        let run_id = MapRunId(self.map_runs.len() as u32);
        self.map_runs.push(run);
        self.thread_mut(id).change(Phase::MapRun(run_id));
        self.go_on_with_map_run(run_id)
    }

    /// What fails a Map Run one of whose children has an input over the quota even alone: no child is started.
    ///
    /// Source: AWS documents the quota; the error and its sentence are those of a task's parameters.
    fn oversize(&self, id: ThreadId, children: &[Child]) -> Result<Option<Reason>, Failure> {
        let state = stay_of(self.thread(id).stay.as_ref())?.state;
        let longest = self.settings.limits.payload_bytes as usize;
        let is_over = children.iter().any(|child| child.input.size() > longest);
        Ok(is_over.then(|| failure::too_large_parameters(&self.program(id).state(state).name)))
    }

    /// The ARN of a new Map Run, and the name of the machine its executions belong to.
    fn map_run_names(&mut self, id: ThreadId, distributed: &Distributed) -> (Rc<str>, Rc<str>) {
        let label = match &distributed.label {
            Some(label) => label.clone(),
            None => self.random.uuid().into(),
        };
        let run = self.random.uuid();
        let identity = &self.execution(self.thread(id).execution).identity;
        let machine_arn = identity
            .machine_arn
            .replacen(":stateMachine:", ":mapRun:", 1);
        let arn = format!("{machine_arn}/{label}:{run}");
        let name = format!("{}/{label}", identity.machine_name);
        (arn.into(), name.into())
    }

    /// What the reader asks for. The inner error is the reader's own failure.
    pub(in crate::simulation) fn reading(
        &mut self,
        id: ThreadId,
        reader: &ItemReader,
        effective: &Value,
    ) -> Result<Result<Reading, String>, Failure> {
        let limit = match &reader.max_items {
            Some(limit) => self.whole(id, limit, "MaxItems")?,
            None => 0,
        };
        let parameters = self.optional_payload(id, reader.parameters.as_ref(), effective)?;
        let config = self.optional_payload(id, reader.config.as_ref(), effective)?;
        if limit < 0 {
            // Source: recorded on AWS
            return Ok(Err("field MaxItems must be positive".to_owned()));
        }
        let limit = match usize::try_from(limit) {
            Ok(0) | Err(_) => usize::MAX,
            Ok(limit) => limit,
        };
        Ok(Ok(Reading {
            lists: reader.lists,
            parameters: parameters.unwrap_or_default(),
            config: config.unwrap_or_default(),
            limit,
            is_jsonata: self.is_jsonata(id)?,
        }))
    }

    fn is_jsonata(&self, id: ThreadId) -> Result<bool, Failure> {
        let state = stay_of(self.thread(id).stay.as_ref())?.state;
        let program = self.program(id);
        Ok(matches!(
            program.state(state).data_flow,
            DataFlow::Jsonata(_)
        ))
    }

    /// Where and how results are written. The inner error is the writer's own failure.
    fn writing(
        &mut self,
        id: ThreadId,
        writer: &ResultWriter,
        effective: &Value,
    ) -> Result<Result<Writing, String>, Failure> {
        let parameters = self.optional_payload(id, writer.parameters.as_ref(), effective)?;
        let config = self.optional_payload(id, writer.config.as_ref(), effective)?;
        let place = match writer.has_resource {
            true => Place::new(&parameters.unwrap_or_default()).map(Some),
            false => Ok(None),
        };
        Ok(place.map(|place| Writing {
            place,
            config: config.unwrap_or_default(),
        }))
    }

    /// A template in the state's language.
    pub(in crate::simulation) fn payload(
        &mut self,
        id: ThreadId,
        template: &Template,
        effective: &Value,
    ) -> Result<Value, Failure> {
        let program = self.program(id);
        let state = stay_of(self.thread(id).stay.as_ref())?.state;
        match program.state(state).data_flow {
            DataFlow::JsonPath(_) => self.with_scope(id, effective, |scope, ambient| {
                template.evaluate(scope, ambient)
            }),
            DataFlow::Jsonata(_) => self.with_bindings(id, None, |bindings, ambient| {
                template.evaluate_jsonata(bindings, ambient)
            }),
        }
    }

    fn optional_payload(
        &mut self,
        id: ThreadId,
        template: Option<&Template>,
        effective: &Value,
    ) -> Result<Option<Value>, Failure> {
        template
            .map(|template| self.payload(id, template, effective))
            .transpose()
    }

    /// Source: recorded texts.
    fn tolerance(&mut self, id: ThreadId, map: &Distributed) -> Result<Tolerance, Failure> {
        let mut tolerance = Tolerance::default();
        if let Some(quantity) = &map.tolerated_count {
            let count = self.whole(id, quantity, "ToleratedFailureCount")?;
            let count = u64::try_from(count).map_err(|_| {
                let text = "ToleratedFailureCount cannot be negative.".to_owned();
                self.out_of_range(id, quantity, text)
            })?;
            tolerance.count = Some(count);
        }
        if let Some(percentage) = &map.tolerated_percentage {
            let value = self.number(id, percentage, "ToleratedFailurePercentage")?;
            if !(0.0..=100.0).contains(&value) {
                let text = "ToleratedFailurePercentage must be between 0 and 100.".to_owned();
                return Err(self.out_of_range(id, percentage, text));
            }
            tolerance.percentage = Some(value);
        }
        Ok(tolerance)
    }

    /// One child per item or batch.
    fn children_of_items(
        &mut self,
        id: ThreadId,
        map: &Map,
        distributed: &Distributed,
        items: Vec<Rc<MapItem>>,
    ) -> Result<Vec<Child>, Failure> {
        let inputs = self.selected_items(id, map, &items)?;
        if let Some(batcher) = &distributed.batcher {
            let batches = self.batches(id, batcher, inputs)?;
            let child = |(input, items)| Child {
                input,
                item: None,
                items,
                execution: None,
            };
            return Ok(batches.into_iter().map(child).collect());
        }
        let child = |(item, input)| Child {
            input,
            item: Some(item),
            items: 1,
            execution: None,
        };
        Ok(items.into_iter().zip(inputs).map(child).collect())
    }

    /// The input of each batch, and how many items it has.
    pub(in crate::simulation) fn batches(
        &mut self,
        id: ThreadId,
        batcher: &ItemBatcher,
        items: Vec<Value>,
    ) -> Result<Vec<(Value, u64)>, Failure> {
        let max_items = self.batch_limit(id, batcher.max_items.as_ref(), "MaxItemsPerBatch")?;
        let max_bytes =
            self.batch_limit(id, batcher.max_bytes.as_ref(), "MaxInputBytesPerBatch")?;
        let effective = stay_of(self.thread(id).stay.as_ref())?.effective.clone();
        let shared = self.optional_payload(id, batcher.input.as_ref(), &effective)?;
        // Source: AWS developer guide, "ItemBatcher": a batch is no larger than a payload, whatever limit is given
        let max_bytes = max_bytes.min(self.settings.limits.payload_bytes as usize);
        let overhead = batch(shared.as_ref(), Vec::new()).size();
        let batched = |members: Vec<Value>| {
            let items = members.len() as u64;
            (batch(shared.as_ref(), members), items)
        };
        let mut batches = Vec::new();
        let (mut members, mut bytes) = (Vec::new(), 0);
        for item in items {
            // with the comma before it
            let size = item.size() + 1;
            let is_full = members.len() >= max_items || bytes + size > max_bytes;
            if is_full && !members.is_empty() {
                batches.push(batched(std::mem::take(&mut members)));
            }
            bytes = match members.is_empty() {
                true => overhead + item.size(),
                false => bytes + size,
            };
            members.push(item);
        }
        if !members.is_empty() {
            batches.push(batched(members));
        }
        Ok(batches)
    }

    fn batch_limit(
        &mut self,
        id: ThreadId,
        limit: Option<&Quantity>,
        field: &str,
    ) -> Result<usize, Failure> {
        let Some(limit) = limit else {
            return Ok(usize::MAX);
        };
        match usize::try_from(self.whole(id, limit, field)?) {
            Ok(items) if items > 0 => Ok(items),
            _ => Err(self.out_of_range(id, limit, format!("{field} must be positive."))),
        }
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
            if run.running >= run.concurrency {
                return Ok(());
            }
            if self.executions.len() >= MAX_EXECUTIONS {
                let thread = self.map_run(id).thread;
                let cause =
                    format!("A run of the playground has at most {MAX_EXECUTIONS} executions.");
                self.close_map_run(thread);
                self.thread_mut(thread).change(Phase::Inside);
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
        let visit = self.thread(thread).stay.as_ref().map(|stay| stay.visit);
        let attempt = self
            .thread(thread)
            .stay
            .as_ref()
            .map_or(1, |stay| stay.attempts);
        let shown_in = self.execution(self.thread(thread).execution).shown_in;
        let child = self.start_at(program, processor, child_type, identity, input, item);
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
        let children: Vec<ExecutionId> = run.children.iter().filter_map(|c| c.execution).collect();
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
        let (thread, started) = (run.thread, run.started);
        self.thread_mut(thread).change(Phase::Inside);
        let written = self.write_results(id);
        let result = written.unwrap_or_else(|| Value::array(self.outputs_of(id)));
        self.emit_of_state(thread, |_| EventDetails::MapRunSucceeded);
        self.emit_of_state(thread, |_| EventDetails::MapStateSucceeded);
        if let Some(stay) = self.thread_mut(thread).stay.as_mut() {
            // Source: recorded on AWS since November 2024; before, it followed MapRunSucceeded
            stay.exit_previous = Some(started);
        }
        self.record(thread, |stages| stages.result = Some(result.clone()));
        self.end_attempt(thread, VisitStatus::Succeeded, None);
        self.finish(thread, result)
    }

    /// The outputs of the children that succeeded, in the order of their items.
    fn outputs_of(&self, id: MapRunId) -> Vec<Value> {
        let started = self.map_run(id).children.iter();
        let ended = started.filter_map(|child| self.executions.get(child.execution?.0 as usize));
        ended
            .filter_map(|execution| execution.output.clone())
            .collect()
    }

    /// ResultWriter: shapes the results, and writes them if it names a place. None: there is no ResultWriter.
    fn write_results(&mut self, id: MapRunId) -> Option<Value> {
        let run = self.map_run(id);
        let writing = run.writing.as_ref()?;
        let started = run.children.iter().filter_map(|child| child.execution);
        let started: Vec<_> = started.map(|child| self.execution(child)).collect();
        let Some(place) = &writing.place else {
            let results = result_writer::transformed(&started, &writing.config);
            return Some(Value::array(results));
        };
        let pending = run
            .children
            .iter()
            .filter(|child| child.execution.is_none());
        let pending: Vec<_> = pending.map(|child| &child.input).collect();
        let written = result_writer::files(&started, &pending, &run.arn, place, &writing.config);
        let now = self.now();
        for (bucket, key, body) in written.files {
            self.objects.put(&bucket, &key, body, now);
        }
        Some(written.result)
    }

    /// Ends the Map Run that a thread waits for before all children have: stops those that run, and writes what there is.
    ///
    /// Source: AWS developer guide, "ResultWriter": results are written of Map Runs that failed or were stopped too.
    pub(in crate::simulation) fn close_map_run(&mut self, thread: ThreadId) {
        let Phase::MapRun(id) = self.thread(thread).phase else {
            return;
        };
        let run = self.map_run_mut(id);
        if !std::mem::take(&mut run.is_open) {
            return;
        }
        let children: Vec<ExecutionId> = run
            .children
            .iter()
            .filter_map(|child| child.execution)
            .collect();
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
    failure::reason("States.ItemReaderFailed", cause)
}

/// The items as an array.
pub(in crate::simulation) fn values_of(items: &[Rc<MapItem>]) -> Value {
    Value::array(items.iter().map(|item| item.value.clone()).collect())
}

/// `{"BatchInput": …, "Items": […]}`
fn batch(shared: Option<&Value>, members: Vec<Value>) -> Value {
    let shared = shared.map(|shared| (Key::from("BatchInput"), shared.clone()));
    let items = (Key::from("Items"), Value::array(members));
    Value::object(shared.into_iter().chain([items]))
}
