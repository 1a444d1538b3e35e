//! Map, inline: an item processor over the items of an array; and what both modes share.

use std::num::NonZeroU64;
use std::rc::Rc;

use crate::definition::QueryLanguage;
use crate::history::details::Iteration;
use crate::history::inspection::{Concurrency, Line};
use crate::history::{EventDetails, EventId};
use crate::json::{Key, Value};
use crate::limits::MAX_INLINE_CONCURRENCY;
use crate::program::{Items, Map, StateKind};
use crate::scope::{ItemSource, MapItem};
use crate::simulation::Simulation;
use crate::simulation::failure::{Failure, invalid_path};
use crate::simulation::thread::{Children, Iterations, ThreadId, Work};
use crate::template::{EvaluationError, Template};

impl Simulation {
    pub(in crate::simulation) fn start_map(
        &mut self,
        id: ThreadId,
        map: &Map,
    ) -> Result<(), Failure> {
        if let Some(distributed) = &map.distributed {
            return self.start_map_run(id, map, distributed);
        }
        if map.has_distributed_parts {
            // Source: public reports of failed executions
            let text = "The ItemReader, ItemBatcher and ResultWriter fields are not supported for INLINE maps";
            return Err(self.runtime_failure(id, text));
        }
        let effective = self.effective_input(id)?;
        let concurrency = Concurrency::of(self.max_concurrency(id, map)?, MAX_INLINE_CONCURRENCY);
        let items = match self.items(id, map, &effective)? {
            Value::Array(items) => items,
            other => return Err(self.not_iterable(id, map, &other)),
        };
        self.record(id, |stages| stages.set_items(Value::Array(items.clone())));
        let length = items.len();
        self.emit_of_state(id, |_| EventDetails::MapStateStarted {
            length: length as u32,
        });
        let thread = self.thread(id);
        let started = thread.last_event;
        if !self.execution(thread.execution).is_running() {
            return Ok(());
        }
        if length == 0 {
            return self.join(id, started, EventDetails::MapStateSucceeded, Vec::new());
        }
        self.note(id, |attempt| attempt.concurrency = Some(concurrency));
        let running = Children::Iterations(Box::new(Iterations {
            items,
            admitted: concurrency.limit,
            next: 0,
            children: Vec::new(),
            outputs: vec![None; length],
            pending: length,
        }));
        self.thread_mut(id).turn_to(Work::Children(running));
        self.start_iterations(id, started)
    }

    /// Starts as many iterations as may run beside those that do, after the event `previous`.
    pub(in crate::simulation) fn start_iterations(
        &mut self,
        id: ThreadId,
        previous: EventId,
    ) -> Result<(), Failure> {
        while let Some(iterations) = self.thread(id).iterations()
            && iterations.may_start()
            && self.execution(self.thread(id).execution).is_running()
        {
            self.start_iteration(id, previous)?;
        }
        Ok(())
    }

    /// Starts the next iteration, if there is one, after the event `previous`.
    ///
    /// Source: public measurements on AWS: nothing is told of an iteration whose ItemSelector fails.
    fn start_iteration(&mut self, id: ThreadId, previous: EventId) -> Result<(), Failure> {
        let program = self.program(id);
        let thread = self.thread(id);
        let (Some(iterations), Some(stay)) = (thread.iterations(), thread.stay()) else {
            return Ok(());
        };
        let index = iterations.next;
        let Some(value) = iterations.items.get(index).cloned() else {
            return Ok(());
        };
        let (state, visit, attempt) = (stay.state, stay.visit, stay.attempts);
        let StateKind::Map(map) = &program.state(state).kind else {
            return Ok(());
        };
        let execution = thread.execution;
        let item = Rc::new(MapItem {
            index: index as u32,
            key: None,
            value: value.clone(),
            source: None,
        });
        let input = match &map.item_selector {
            Some(selector) => self.select_item(id, selector, item.clone())?,
            None => value,
        };
        let iteration = Iteration {
            state,
            index: index as u32,
        };
        let started = self.emit(
            execution,
            previous,
            Some(visit),
            EventDetails::MapIterationStarted(iteration),
        );
        if !self.execution(execution).is_running() {
            return Ok(());
        }
        let line = Line {
            parent: Some(visit),
            slot: index as u32,
            attempt,
            is_iteration: true,
        };
        let child = self.spawn(id, line, started);
        self.thread_mut(child).item = Some(item);
        if let Some(iterations) = self.thread_mut(id).iterations_mut() {
            iterations.next += 1;
            iterations.children.push(child);
        }
        self.start_machine(child, map.processor, input);
        Ok(())
    }

    /// What each item becomes by ItemSelector.
    pub(in crate::simulation) fn selected_items(
        &mut self,
        id: ThreadId,
        map: &Map,
        items: &[Rc<MapItem>],
    ) -> Result<Vec<Value>, Failure> {
        let Some(selector) = &map.item_selector else {
            return Ok(items.iter().map(|item| item.input()).collect());
        };
        let items = items.iter().cloned();
        items
            .map(|item| self.select_item(id, selector, item))
            .collect()
    }

    /// ItemSelector for one item.
    fn select_item(
        &mut self,
        id: ThreadId,
        selector: &Template,
        item: Rc<MapItem>,
    ) -> Result<Value, Failure> {
        let outer = self.thread(id).item.clone();
        let effective = self.stay(id)?.effective.clone();
        self.set_context_item(id, Some(item));
        let selected = self.payload(id, selector, &effective);
        self.set_context_item(id, outer);
        self.within_quota(id, selected?)
    }

    fn set_context_item(&mut self, id: ThreadId, item: Option<Rc<MapItem>>) {
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            stay.context.item = item;
        }
    }

    pub(in crate::simulation) fn iteration_ended(
        &mut self,
        id: ThreadId,
        child: ThreadId,
        output: Value,
    ) -> Result<(), Failure> {
        let (index, last) = (self.thread(child).line.slot, self.thread(child).last_event);
        let thread = self.thread_mut(id);
        let execution = thread.execution;
        let stay = thread.inside()?;
        let (state, visit) = (stay.state, stay.visit);
        let Some(iterations) = thread.iterations_mut() else {
            return Ok(());
        };
        if let Some(place) = iterations.outputs.get_mut(index as usize) {
            *place = Some(output);
        }
        iterations.pending -= 1;
        let pending = iterations.pending;
        let iteration = Iteration { state, index };
        let succeeded = self.emit(
            execution,
            last,
            Some(visit),
            EventDetails::MapIterationSucceeded(iteration),
        );
        if pending > 0 {
            // Source: recorded on AWS until 2025; the next iteration follows what the Succeeded event follows
            return self.start_iteration(id, last);
        }
        let Some(iterations) = self.thread_mut(id).iterations_mut() else {
            return Ok(());
        };
        let outputs = std::mem::take(&mut iterations.outputs);
        self.join(id, succeeded, EventDetails::MapStateSucceeded, outputs)
    }

    /// What the state's own data gives for items, which may be of any type but where JSONata is asked.
    ///
    /// Source: recorded texts.
    pub(in crate::simulation) fn items(
        &mut self,
        id: ThreadId,
        map: &Map,
        effective: &Value,
    ) -> Result<Value, Failure> {
        match &map.items {
            Items::Input => Ok(effective.clone()),
            Items::Path(path) => self.with_scope(id, effective, |scope, _| {
                path.select(scope).map_err(|error| {
                    EvaluationError::Runtime(invalid_path(path.text(), &error.to_string()))
                })
            }),
            Items::Jsonata(template) => self.with_bindings(id, None, |bindings, ambient| {
                let value = template.evaluate_jsonata(bindings, ambient)?;
                let is_iterable = match &value {
                    Value::Array(_) => true,
                    Value::Object(_) => map.distributed.is_some(),
                    _ => false,
                };
                match template {
                    Template::Expression(located) if !is_iterable => {
                        Err(located.unexpected("array", &value))
                    }
                    _ => Ok(value),
                }
            }),
        }
    }

    /// The items of a distributed Map's own data.
    ///
    /// Source: AWS developer guide, "ItemsPath"; public measurements of the members of an object.
    pub(in crate::simulation) fn items_of_state_data(
        &mut self,
        id: ThreadId,
        map: &Map,
        effective: &Value,
    ) -> Result<Vec<Rc<MapItem>>, Failure> {
        let item = |(index, (key, value)): (u32, (Option<Key>, Value))| {
            Rc::new(MapItem {
                index,
                key,
                value,
                source: Some(ItemSource::StateData),
            })
        };
        let values: Vec<(Option<Key>, Value)> = match self.items(id, map, effective)? {
            Value::Array(items) => items
                .items()
                .iter()
                .map(|value| (None, value.clone()))
                .collect(),
            Value::Object(object) if map.distributed.is_some() => {
                let members = object.members().iter().cloned();
                members.map(|(key, value)| (Some(key), value)).collect()
            }
            other => return Err(self.not_iterable(id, map, &other)),
        };
        Ok((0..).zip(values).map(item).collect())
    }

    fn not_iterable(&self, id: ThreadId, map: &Map, found: &Value) -> Failure {
        let path = match (self.language(id), &map.items) {
            (Err(failure), _) => return failure,
            (Ok(QueryLanguage::Jsonata), _) => {
                let text = format!("Map state input must be an array but was: {found}");
                return self.runtime_failure(id, text).of_expression();
            }
            (Ok(QueryLanguage::JsonPath), Items::Path(path)) => path.text().replacen("$$", "$", 1),
            (Ok(QueryLanguage::JsonPath), _) => "$".to_owned(),
        };
        let text = format!("Reference path \"{path}\" must point to array.");
        self.runtime_failure(id, text)
    }

    /// `"MaxConcurrency"`, of any size; `None` for no limit, which 0 is too. Numeric texts are taken too.
    ///
    /// Source: recorded texts.
    pub(in crate::simulation) fn max_concurrency(
        &mut self,
        id: ThreadId,
        map: &Map,
    ) -> Result<Option<NonZeroU64>, Failure> {
        let Some(quantity) = &map.max_concurrency else {
            return Ok(None);
        };
        let limit = self.whole(id, quantity, "MaxConcurrency")?;
        u64::try_from(limit).map(NonZeroU64::new).map_err(|_| {
            let text = format!("The MaxConcurrency field is not a valid integer: {limit}");
            self.out_of_range(id, quantity, text)
        })
    }
}
