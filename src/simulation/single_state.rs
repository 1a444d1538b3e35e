//! One state on its own, as TestState runs it.

use std::num::NonZeroU64;
use std::rc::Rc;

use crate::definition::MachineType;
use crate::history::inspection::{Decision, Visit, VisitId, VisitStatus};
use crate::history::{EventId, Reason};
use crate::json::Value;
use crate::program::distributed::ItemReader;
use crate::program::{Map, Program, StateId, StateKind};
use crate::scope::{MapItem, Variables};

use super::agenda::Clock;
use super::execution::{Execution, ExecutionId, Identity, Start, StartAction};
use super::failure::{self, Failure};
use super::states::distributed_map::{reader_failed, values_of};
use super::states::map_run_plan::Tolerance;
use super::task::{Answerer, TaskId};
use super::thread::{ThreadId, Work};
use super::{Output, Simulation, Thread, item_reader};

/// What stands in for the work of a Task, Parallel or Map.
#[derive(Clone, Debug)]
pub enum Mock {
    /// The work gives this.
    Result(Value),
    /// The work fails so.
    Error(Reason),
}

/// What surrounds a state that runs on its own.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// What its context object and its failures call it.
    pub state_name: Rc<str>,
    /// The variables it sees.
    pub variables: Variables,
    /// Stands in for the whole context object.
    pub context: Option<Value>,
    /// Stands in for its work.
    pub mock: Option<Mock>,
    /// Retries its retriers have made already.
    pub retries: u64,
    /// Iterations of a Map that have failed.
    pub failed_iterations: Option<u64>,
    /// The text that the ItemReader of a Map would have read.
    pub reader_data: Option<Rc<str>>,
}

/// What a Map evaluates before its first iteration, beside its items.
#[derive(Clone, Debug, Default)]
pub struct MapData {
    /// `"MaxConcurrency"`
    pub max_concurrency: u64,
    /// `"ToleratedFailureCount"`
    pub tolerated_count: i64,
    /// `"ToleratedFailurePercentage"`
    pub tolerated_percentage: f64,
    /// The items that `"ItemsPointer"` points to.
    pub at_pointer: Option<Value>,
    /// What each item becomes by `"ItemSelector"`.
    pub selected: Option<Value>,
    /// The inputs that `"ItemBatcher"` makes of them.
    pub batches: Option<Value>,
}

/// A state that runs on its own.
#[derive(Debug, Default)]
pub(super) struct SingleState {
    pub(super) surroundings: Surroundings,
    map: Option<MapData>,
}

impl Simulation {
    /// Runs one state until it is left, waits for a back-off, or wants the host. The execution is Express: in what its
    /// context object shows, and in that it ends after five minutes.
    ///
    /// Source: recorded on AWS for the context object; AWS's API reference for the time.
    pub fn run_state(
        &mut self,
        program: Rc<Program>,
        identity: Identity,
        state: StateId,
        input: Value,
        surroundings: Surroundings,
    ) -> Option<Output> {
        let (now, thread) = (self.now(), ThreadId(self.threads.len() as u32));
        let id = ExecutionId(self.executions.len() as u32);
        let start = Start {
            program,
            machine_type: MachineType::Express,
            identity,
            input: input.clone(),
            action: StartAction::StartSyncExecution,
        };
        self.executions.push(Execution::new(
            id,
            start,
            thread,
            now,
            self.settings.limits.most_events(),
        ));
        let mut root = Thread::root(id);
        root.variables = surroundings.variables.clone();
        self.threads.push(root);
        self.single_state = Some(Box::new(SingleState {
            surroundings,
            map: None,
        }));
        self.enter(thread, state, input);
        while !self.is_single_state_over() {
            match self.poll(Clock::Runs, &mut 1) {
                Output::Paused => {}
                Output::Task(task) => match self.mock() {
                    Some(Mock::Result(value)) => self.answer_mocked(task.id, value),
                    Some(Mock::Error(reason)) => {
                        self.task_failed(task.id, reason, Answerer::Resource)
                    }
                    None => return Some(Output::Task(task)),
                },
                other => return Some(other),
            }
        }
        None
    }

    /// Whether the state has been left, or waits for its next attempt.
    fn is_single_state_over(&self) -> bool {
        self.single_visit().is_none_or(|visit| {
            let is_retried = matches!(visit.decisions.last(), Some(Decision::Retry { .. }));
            visit.exited.is_some() || is_retried
        })
    }

    /// What a Map that ran on its own evaluated; absent when it did not come to its end.
    pub fn map_data(&self) -> Option<&MapData> {
        self.single_state.as_ref()?.map.as_ref()
    }

    /// The visit of the state that runs on its own.
    pub fn single_visit(&self) -> Option<&Visit> {
        self.visit(VisitId(0))
    }

    fn mock(&self) -> Option<Mock> {
        self.single_state.as_ref()?.surroundings.mock.clone()
    }

    /// A mock is the end of the work, also of a task that ends by its token.
    fn answer_mocked(&mut self, task: TaskId, value: Value) {
        let token = self
            .tasks
            .get(task.0 as usize)
            .and_then(|task| task.token.clone());
        self.task_succeeded(task, value.clone(), Answerer::Resource);
        if let Some(token) = token {
            // a token of this run that is still open; otherwise the task is over already
            let _ = self.callback(&token, Ok(value));
        }
    }

    /// Sets a new stay as the state's surroundings want it.
    pub(super) fn surround(&mut self, id: ThreadId) {
        let Some(single) = &self.single_state else {
            return;
        };
        let retries = single.surroundings.retries;
        let (name, context) = (
            single.surroundings.state_name.clone(),
            single.surroundings.context.clone(),
        );
        let program = self.program(id);
        let Some(stay) = self.thread_mut(id).stay_mut() else {
            return;
        };
        stay.entered = EventId::NONE;
        stay.context.state_name = name;
        stay.context.whole = context.map(Rc::new);
        let state = program.state(stay.state);
        stay.retries = vec![retries; state.retry.len()];
        if state.kind.is_retryable() {
            stay.context.retry_count = Some(u32::try_from(retries).unwrap_or(u32::MAX));
        }
    }

    /// Lets a Parallel or Map have its mocked end. False: nothing is mocked.
    pub(super) fn end_mocked(&mut self, id: ThreadId) -> Result<bool, Failure> {
        let Some(mock) = self.mock() else {
            return Ok(false);
        };
        let program = self.program(id);
        let state = program.state(self.stay(id)?.state);
        match &state.kind {
            StateKind::Parallel { .. } => {
                self.arguments(id)?;
            }
            StateKind::Map(map) => self.prepare_mocked_map(id, map)?,
            _ => return Ok(false),
        }
        self.thread_mut(id).turn_to(Work::Instant);
        match mock {
            Mock::Error(reason) => Err(Failure::work(reason)),
            Mock::Result(result) => {
                self.record(id, |stages| stages.result = Some(result.clone()));
                self.end_attempt(id, VisitStatus::Succeeded, None);
                self.finish(id, result)?;
                Ok(true)
            }
        }
    }

    /// Everything a Map evaluates before its first iteration.
    fn prepare_mocked_map(&mut self, id: ThreadId, map: &Map) -> Result<(), Failure> {
        let effective = self.effective_input(id)?;
        let mut data = MapData {
            max_concurrency: self.max_concurrency(id, map)?.map_or(0, NonZeroU64::get),
            ..MapData::default()
        };
        let distributed = map.distributed.as_ref();
        let items = match distributed.and_then(|map| map.reader.as_ref()) {
            None => Some(self.items_of_state_data(id, map, &effective)?),
            Some(reader) => self.given_items(id, reader, &effective, &mut data)?,
        };
        if let Some(items) = &items {
            self.record(id, |stages| {
                stages.set_items(values_of(items));
            });
            let selected = self.selected_items(id, map, items)?;
            if let Some(batcher) = distributed.and_then(|map| map.batcher.as_ref()) {
                let batches = self.batches(id, batcher, selected.clone())?.into_iter();
                data.batches = Some(Value::array(batches.map(|(input, _)| input).collect()));
            }
            data.selected = map.item_selector.as_ref().map(|_| Value::array(selected));
        }
        if let Some(count) = distributed.and_then(|map| map.tolerated_count.as_ref()) {
            data.tolerated_count = self.whole(id, count, "ToleratedFailureCount")?;
        }
        if let Some(percentage) = distributed.and_then(|map| map.tolerated_percentage.as_ref()) {
            data.tolerated_percentage =
                self.number(id, percentage, "ToleratedFailurePercentage")?;
        }
        let tolerance = Tolerance {
            count: u64::try_from(data.tolerated_count).unwrap_or(0),
            percentage: data.tolerated_percentage,
        };
        let mut failed = None;
        if let Some(single) = &mut self.single_state {
            failed = single.surroundings.failed_iterations;
            single.map = Some(data);
        }
        let total = items.map_or(0, |items| items.len() as u64);
        // Source: recorded on AWS; without a tolerance TestState counts no failures
        if tolerance.is_over_a_limit(failed.unwrap_or(0), total) {
            return Err(Failure::work(failure::threshold_exceeded()));
        }
        Ok(())
    }

    /// The items of a reader whose text is given; none when it is not.
    fn given_items(
        &mut self,
        id: ThreadId,
        reader: &ItemReader,
        effective: &Value,
        data: &mut MapData,
    ) -> Result<Option<Vec<Rc<MapItem>>>, Failure> {
        let single = self.single_state.as_ref();
        let Some(text) = single.and_then(|single| single.surroundings.reader_data.clone()) else {
            return Ok(None);
        };
        let failed = |cause: String| Failure::work(reader_failed(&cause));
        let reading = self.reading(id, reader, effective)?.map_err(failed)?;
        let items = item_reader::given(&text, &reading).map_err(failed)?;
        if reading.config.get("ItemsPointer").is_some() {
            data.at_pointer = Some(values_of(&items));
        }
        Ok(Some(items))
    }
}
