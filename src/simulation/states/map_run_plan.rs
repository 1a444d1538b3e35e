//! What a Map Run is made of, evaluated before its first child starts: where items come from and results go, how many
//! may fail, and the input of each child.

use std::rc::Rc;

use crate::ambient::uuid_of_name;
use crate::history::Reason;
use crate::json::{Key, Value};
use crate::program::Map;
use crate::program::data_flow::Quantity;
use crate::program::distributed::{Distributed, ItemBatcher, ItemReader, ResultWriter};
use crate::scope::MapItem;
use crate::simulation::Simulation;
use crate::simulation::execution::ExecutionId;
use crate::simulation::failure::{self, Failure};
use crate::simulation::item_reader::Reading;
use crate::simulation::result_writer::{Place, WriterConfig, Writing};
use crate::simulation::thread::ThreadId;
use crate::template::Template;

/// What a Map Run is to do. An inner error fails the Map Run, once it has started.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) tolerance: Tolerance,
    /// Absent without an ItemReader.
    pub(super) reading: Option<Result<Reading, String>>,
    /// Absent without a ResultWriter.
    pub(super) writing: Option<Result<Writing, String>>,
}

/// One child execution, before and after its start.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) input: Value,
    /// What `$$.Map.Item` is, unless items are batched.
    pub(super) item: Option<Rc<MapItem>>,
    /// How many items it works on.
    pub(super) items: u64,
    pub(super) execution: Option<ExecutionId>,
}

/// How many items may fail. A limit of 0 is as if it was not set.
///
/// Source: public measurements on AWS.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::simulation) struct Tolerance {
    pub(in crate::simulation) count: u64,
    pub(in crate::simulation) percentage: f64,
}

impl Tolerance {
    /// Whether nothing is tolerated.
    fn is_none(self) -> bool {
        self.count == 0 && self.percentage == 0.0
    }

    /// Whether a limit that is set is exceeded.
    pub(in crate::simulation) fn is_over_a_limit(self, failed: u64, items: u64) -> bool {
        let over_count = self.count > 0 && failed > self.count;
        let over_share =
            self.percentage > 0.0 && failed as f64 * 100.0 > self.percentage * items as f64;
        over_count || over_share
    }

    pub(super) fn is_exceeded(self, failed: u64, items: u64) -> bool {
        self.is_over_a_limit(failed, items) || (self.is_none() && failed > 0)
    }
}

impl Simulation {
    /// What fails a Map Run one of whose children has an input over the quota even alone: no child is started.
    ///
    /// Source: AWS documents the quota; the error and its sentence are those of a task's parameters.
    pub(super) fn oversize(
        &self,
        id: ThreadId,
        children: &[Child],
    ) -> Result<Option<Reason>, Failure> {
        let state = self.stay(id)?.state;
        let longest = self.settings.limits.payload_bytes as usize;
        let is_over = children.iter().any(|child| child.input.size() > longest);
        Ok(is_over.then(|| failure::too_large_parameters(&self.program(id).state(state).name)))
    }

    /// The ARN of a new Map Run, and the name of the machine its executions belong to.
    ///
    /// Source: AWS Step Functions API reference, DescribeStateMachine: a label identifies a Map state, whether it is given or
    /// generated; so all Map Runs of a state have the same.
    pub(super) fn map_run_names(
        &mut self,
        id: ThreadId,
        distributed: &Distributed,
    ) -> Result<(Rc<str>, Rc<str>), Failure> {
        let run = self.random.uuid();
        let state = self.stay(id)?.state;
        let execution = self.execution(self.thread(id).execution);
        let identity = &execution.identity;
        let label = match &distributed.label {
            Some(label) => label.clone(),
            None => {
                let location = &execution.program.state(state).location;
                uuid_of_name(&format!("{}{location}", identity.machine_arn)).into()
            }
        };
        let machine_arn = identity
            .machine_arn
            .replacen(":stateMachine:", ":mapRun:", 1);
        let arn = format!("{machine_arn}/{label}:{run}");
        let name = format!("{}/{label}", identity.machine_name);
        Ok((arn.into(), name.into()))
    }

    /// What the fields of a Map Run's state ask for.
    pub(super) fn map_run_plan(
        &mut self,
        id: ThreadId,
        map: &Distributed,
        effective: &Value,
    ) -> Result<Plan, Failure> {
        let tolerance = self.tolerance(id, map)?;
        let reading = map.reader.as_ref();
        let reading = reading.map(|reader| self.reading(id, reader, effective));
        let reading = reading.transpose()?;
        let writing = map.writer.as_ref();
        let writing = writing.map(|writer| self.writing(id, writer, effective));
        Ok(Plan {
            tolerance,
            reading,
            writing: writing.transpose()?,
        })
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
        let limit = usize::try_from(limit).ok().filter(|limit| *limit > 0);
        Ok(Ok(Reading {
            action: reader.action,
            parameters: parameters.unwrap_or_default(),
            config: config.unwrap_or_default(),
            limit,
            language: self.language(id)?,
        }))
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
            config: WriterConfig::from(&config.unwrap_or_default()),
        }))
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
            tolerance.count = count;
        }
        if let Some(percentage) = &map.tolerated_percentage {
            let value = self.number(id, percentage, "ToleratedFailurePercentage")?;
            if !(0.0..=100.0).contains(&value) {
                let text = "ToleratedFailurePercentage must be between 0 and 100.".to_owned();
                return Err(self.out_of_range(id, percentage, text));
            }
            tolerance.percentage = value;
        }
        Ok(tolerance)
    }

    /// One child per item or batch.
    pub(super) fn children_of_items(
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
        let effective = self.stay(id)?.effective.clone();
        let shared = self.optional_payload(id, batcher.input.as_ref(), &effective)?;
        // Source: AWS developer guide, "ItemBatcher": a batch is no larger than a payload, whatever limit is given
        let quota = self.settings.limits.payload_bytes as usize;
        let max_bytes = max_bytes.map_or(quota, |max| max.min(quota));
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
            let is_full =
                max_items.is_some_and(|max| members.len() >= max) || bytes + size > max_bytes;
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
    ) -> Result<Option<usize>, Failure> {
        let Some(limit) = limit else {
            return Ok(None);
        };
        match self.whole(id, limit, field)? {
            most if most > 0 => Ok(Some(usize::try_from(most).unwrap_or(usize::MAX))),
            _ => Err(self.out_of_range(id, limit, format!("{field} must be positive."))),
        }
    }
}

/// `{"BatchInput": …, "Items": […]}`
fn batch(shared: Option<&Value>, members: Vec<Value>) -> Value {
    let shared = shared.map(|shared| (Key::from("BatchInput"), shared.clone()));
    let items = (Key::from("Items"), Value::array(members));
    Value::object(shared.into_iter().chain([items]))
}
