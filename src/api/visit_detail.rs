//! Everything about one visit, as the inspector shows it.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::definition::QueryLanguage;
use crate::history::inspection::{Attempt, Stages, Visit, VisitId, VisitStatus};
use crate::history::iteration::Iteration;
use crate::json::{Key, Value};
use crate::program::data_flow::{DataFlow, Placement, Selection};
use crate::program::{Items, State, StateKind};
use crate::simulation::Simulation;
use crate::simulation::execution::Execution;
use crate::time::Timestamp;

use super::decision::decisions;
use super::run_types::{AttemptDetail, NamedValue, Stage, StageName, VisitDetail};

/// The detail of a visit.
pub(super) fn visit_detail(id: VisitId, simulation: &Simulation) -> Option<VisitDetail> {
    let visit = simulation.visit(id)?;
    let execution: &Execution = simulation.executions().get(visit.execution as usize)?;
    let program = &execution.program;
    let state = program.state(visit.state);
    let shown = simulation.executions().get(visit.shown_in as usize)?;
    let since = |at: Timestamp| at.since(shown.started) as f64;
    let text = |text: &Option<Rc<str>>| text.as_deref().map(str::to_owned);
    let failed = visit
        .attempts
        .last()
        .filter(|_| visit.status == VisitStatus::Failed);
    let among = Among::of(id, visit, simulation.visits());
    Some(VisitDetail {
        visit: id.0,
        place: among.place,
        visits: among.count,
        before: among.before,
        after: among.after,
        name: state.name.to_string(),
        path: state.location.to_string(),
        state_type: state.kind.state_type(),
        query_language: match &state.data_flow {
            DataFlow::JsonPath(_) => QueryLanguage::JsonPath,
            DataFlow::Jsonata(_) => QueryLanguage::Jsonata,
        },
        status: visit.status,
        entered_ms: since(visit.entered),
        exited_ms: visit.exited.map(since),
        entered_event: visit.entered_event.0,
        exited_event: visit.exited_event.map(|id| id.0),
        iteration: Iteration::around(id, simulation.visits()).map(Into::into),
        next: visit.next.map(|next| program.state(next).name.to_string()),
        stages: stages(visit, state).into_iter().map(Into::into).collect(),
        attempts: attempts(visit, state, since),
        decisions: decisions(visit, state),
        error: text(&visit.error).or_else(|| text(&failed?.error)),
        cause: text(&visit.cause).or_else(|| text(&failed?.cause)),
        context: visit.context.to_value().to_text().to_string(),
        variables: visit.variables.iter().map(named).collect(),
        assigned: visit
            .assigned
            .iter()
            .flat_map(|assigned| assigned.iter())
            .map(named)
            .collect(),
    })
}

/// Where a visit stands among those of its state that are shown with it.
#[derive(Default)]
struct Among {
    place: u32,
    count: u32,
    before: Option<u32>,
    after: Option<u32>,
}

impl Among {
    fn of(id: VisitId, visit: &Visit, visits: &[Visit]) -> Among {
        let is_alike =
            |other: &Visit| other.state == visit.state && other.shown_in == visit.shown_in;
        let mut among = Among::default();
        for (number, _) in (0..).zip(visits).filter(|(_, other)| is_alike(other)) {
            among.count += 1;
            match number.cmp(&id.0) {
                Ordering::Less => among.before = Some(number),
                Ordering::Equal => among.place = among.count,
                Ordering::Greater => among.after = among.after.or(Some(number)),
            }
        }
        among
    }
}

/// The stages that its data passed outside of any attempt.
pub(super) fn stages(visit: &Visit, state: &State) -> Vec<Passed> {
    let mut stages = StageList::default();
    stages.push(StageName::Input, None, Some(&visit.input));
    if visit.attempts.is_empty() {
        stages.push_all(&visit.stages, state);
        stages.push_output(visit, state);
    }
    stages.list
}

/// The stages that its data passed in one of its attempts, numbered from 1; the last one has the output.
pub(super) fn attempt_stages(visit: &Visit, state: &State, number: usize) -> Vec<Passed> {
    let mut stages = StageList {
        before: Some(visit.input.clone()),
        list: Vec::new(),
    };
    if let Some(attempt) = number.checked_sub(1).and_then(|at| visit.attempts.get(at)) {
        stages.push_all(&attempt.stages, state);
    }
    if number == visit.attempts.len() {
        stages.push_output(visit, state);
    }
    stages.list
}

fn attempts(visit: &Visit, state: &State, since: impl Fn(Timestamp) -> f64) -> Vec<AttemptDetail> {
    let detail = |(number, attempt): (usize, &Attempt)| {
        let stages = attempt_stages(visit, state, number);
        let stages = stages.into_iter().map(Into::into).collect();
        attempt_detail(number as u32, attempt, stages, &since)
    };
    (1..).zip(&visit.attempts).map(detail).collect()
}

fn named((name, value): &(Key, Value)) -> NamedValue {
    NamedValue {
        name: name.to_string(),
        value: value.to_text().to_string(),
    }
}

fn attempt_detail(
    number: u32,
    attempt: &Attempt,
    stages: Vec<Stage>,
    since: impl Fn(Timestamp) -> f64,
) -> AttemptDetail {
    AttemptDetail {
        number,
        started_ms: since(attempt.started),
        ended_ms: attempt.ended.map(since),
        status: attempt.status,
        stages,
        error: attempt.error.as_deref().map(str::to_owned),
        cause: attempt.cause.as_deref().map(str::to_owned),
        backoff_ms: attempt.backoff_ms.map(|ms| ms as f64),
    }
}

/// A stage that data passed.
pub(super) struct Passed {
    name: StageName,
    field: Option<String>,
    /// The data.
    pub(super) value: Value,
    unchanged: bool,
}

impl From<Passed> for Stage {
    fn from(passed: Passed) -> Stage {
        let text = passed.value.to_text();
        Stage {
            name: passed.name,
            field: passed.field,
            bytes: text.len() as u32,
            value: text.to_string(),
            unchanged: passed.unchanged,
        }
    }
}

/// Stages in the order they are passed.
#[derive(Default)]
struct StageList {
    before: Option<Value>,
    list: Vec<Passed>,
}

impl StageList {
    fn push(&mut self, name: StageName, field: Option<String>, value: Option<&Value>) {
        let Some(value) = value else { return };
        let unchanged = self.before.as_ref().is_some_and(|before| before == value);
        self.list.push(Passed {
            name,
            field,
            value: value.clone(),
            unchanged,
        });
        self.before = Some(value.clone());
    }

    fn push_all(&mut self, stages: &Stages, state: &State) {
        let named = |name: &str, present: bool| present.then(|| name.to_owned());
        let work = stages.after_parameters.as_ref();
        match &state.data_flow {
            DataFlow::JsonPath(flow) => {
                let field = selection("InputPath", &flow.input_path);
                let value = stages.after_input_path.as_ref();
                self.push(StageName::AfterInputPath, field, value);
                let field = named("Parameters", flow.parameters.is_some());
                self.push(StageName::AfterParameters, field, work);
            }
            DataFlow::Jsonata(flow) => {
                let field = named("Arguments", flow.arguments.is_some());
                self.push(StageName::AfterArguments, field, work);
            }
        }
        let items = stages.items();
        self.push(StageName::AfterItemsPath, items_field(state), items);
        self.push(StageName::Result, None, stages.result.as_ref());
        if let DataFlow::JsonPath(flow) = &state.data_flow {
            let field = named("ResultSelector", flow.handoff.result_selector.is_some());
            let value = stages.after_result_selector();
            self.push(StageName::AfterResultSelector, field, value);
            let value = stages.after_result_path.as_ref();
            self.push(
                StageName::AfterResultPath,
                placement(&flow.handoff.result_path),
                value,
            );
        }
    }

    fn push_output(&mut self, visit: &Visit, state: &State) {
        let field = match (&state.data_flow, visit.status) {
            (_, VisitStatus::Caught) => Some("Catch".to_owned()),
            (DataFlow::JsonPath(flow), _) => selection("OutputPath", &flow.handoff.output_path),
            (DataFlow::Jsonata(flow), _) => {
                flow.handoff.output.is_some().then(|| "Output".to_owned())
            }
        };
        self.push(StageName::Output, field, visit.output.as_ref());
    }
}

/// The field that a Map's items come from.
fn items_field(state: &State) -> Option<String> {
    let StateKind::Map(map) = &state.kind else {
        return None;
    };
    match &map.items {
        Items::Path(path) => Some(format!("ItemsPath: {}", path.text())),
        Items::Jsonata(_) => Some("Items".to_owned()),
        Items::Input => None,
    }
}

fn selection(field: &str, selection: &Selection) -> Option<String> {
    match selection {
        Selection::All => None,
        Selection::Nothing => Some(format!("{field}: null")),
        Selection::Path(path) => Some(format!("{field}: {}", path.text())),
    }
}

fn placement(placement: &Placement) -> Option<String> {
    match placement {
        Placement::Replace => None,
        Placement::Discard => Some("ResultPath: null".to_owned()),
        Placement::At(path) => Some(format!("ResultPath: {}", path.text())),
    }
}
