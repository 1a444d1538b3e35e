//! What TestState tells of the visit.

use super::{ErrorDetails, InspectionData, TestStateResponse, TestStateStatus, http_trace};
use crate::definition::error_names;
use crate::history::inspection::{Decision, Stages, Visit, VisitStatus};
use crate::json::Value;
use crate::program::data_flow::DataFlow;
use crate::program::{Program, State, StateId, StateKind};
use crate::simulation::single_state::MapData;

/// Values as texts: compact, but a mocked result and the input stay as they were written while nothing changes them.
///
/// Source: recorded on AWS for the output of a Map and for what comes after the ResultSelector of a Parallel; AWS's guide
/// for the input, and for the output of a Choice.
pub(super) struct Texts<'a> {
    /// A mocked result and its text.
    pub mocked: Option<(Value, &'a str)>,
    /// The input and its text.
    pub input: (Value, &'a str),
}

impl Texts<'_> {
    fn of(&self, value: &Value) -> String {
        match &self.mocked {
            Some((result, text)) if value.is_same(result) => (*text).to_owned(),
            _ if matches!(value, Value::Array(_) | Value::Object(_))
                && value.is_same(&self.input.0) =>
            {
                self.input.1.to_owned()
            }
            _ => text(value),
        }
    }

    /// The output; what an expression gives is written anew, even if it is the result.
    fn output(&self, state: &State, output: &Value) -> String {
        match &state.data_flow {
            DataFlow::Jsonata(flow) if flow.handoff.output.is_some() => text(output),
            _ => self.of(output),
        }
    }
}

/// AWS's `inspectionLevel`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InspectionLevel {
    /// `INFO`: nothing beside the outcome.
    Info,
    /// `DEBUG`: the data of each stage.
    Debug,
    /// `TRACE`: the request and the response of an HTTP task too.
    Trace,
}

impl InspectionLevel {
    /// The level that is asked for; AWS's default is `INFO`.
    pub(super) fn of(text: Option<&str>) -> InspectionLevel {
        match text {
            Some("DEBUG") => InspectionLevel::Debug,
            Some("TRACE") => InspectionLevel::Trace,
            _ => InspectionLevel::Info,
        }
    }
}

pub(super) fn answer(
    level: InspectionLevel,
    program: &Program,
    (id, visit): (StateId, &Visit),
    map: Option<&MapData>,
    texts: &Texts<'_>,
) -> TestStateResponse {
    let state = program.state(id);
    let is_retriable = matches!(visit.decisions.last(), Some(Decision::Retry { .. }));
    let status = match visit.status {
        _ if is_retriable => TestStateStatus::Retriable,
        VisitStatus::Succeeded | VisitStatus::Running => TestStateStatus::Succeeded,
        VisitStatus::Caught => TestStateStatus::CaughtError,
        VisitStatus::Failed | VisitStatus::Aborted => TestStateStatus::Failed,
    };
    let failed = visit.attempts.last().filter(|_| is_retriable);
    let (error, cause) = match failed {
        Some(attempt) => (&attempt.error, &attempt.cause),
        None => (&visit.error, &visit.cause),
    };
    // Source: AWS's API reference
    let timed_out = matches!(visit.status, VisitStatus::Aborted).then_some(error_names::TIMEOUT);
    TestStateResponse {
        output: visit.output.as_ref().map(|it| texts.output(state, it)),
        error: error.as_deref().or(timed_out).map(ToOwned::to_owned),
        cause: cause.as_ref().map(|cause| cause.to_string()),
        inspection_data: (level != InspectionLevel::Info).then(|| {
            let mut data = inspection_data(state, visit, status, map, texts);
            if level == InspectionLevel::Trace {
                let mocked = texts.mocked.as_ref().map(|(result, _)| result);
                http_trace::add_to(&mut data, state, visit, mocked);
            }
            data
        }),
        next_state: visit.next.map(|next| program.state(next).name.to_string()),
        status,
    }
}

fn text(value: &Value) -> String {
    value.to_text().to_string()
}

fn inspection_data(
    state: &State,
    visit: &Visit,
    status: TestStateStatus,
    map: Option<&MapData>,
    texts: &Texts<'_>,
) -> InspectionData {
    let stages = visit.attempts.last().map_or(&visit.stages, |it| &it.stages);
    let mut data = InspectionData {
        input: Some(texts.of(&visit.input)),
        error_details: error_details(visit),
        variables: variables(visit),
        ..InspectionData::default()
    };
    if let Some(map) = map {
        data.after_items_pointer = map.at_pointer.as_ref().map(text);
        data.after_item_selector = map.selected.as_ref().map(text);
        data.after_item_batcher = map.batches.as_ref().map(text);
        data.max_concurrency = Some(map.max_concurrency as f64);
        data.tolerated_failure_count =
            Some(map.tolerated_count as f64).filter(|count| *count != 0.0);
        data.tolerated_failure_percentage =
            Some(map.tolerated_percentage).filter(|percentage| *percentage != 0.0);
    }
    let work = stages.after_parameters.as_ref().map(text);
    let result = stages.result.as_ref().map(|it| texts.of(it));
    match &state.data_flow {
        DataFlow::Jsonata(_) => {
            if matches!(state.kind, StateKind::Task(_) | StateKind::Parallel { .. }) {
                data.after_arguments = work;
                data.result = result;
            }
        }
        DataFlow::JsonPath(_) => {
            jsonpath_stages(&mut data, state, stages, status, texts);
        }
    }
    data
}

/// Which stages AWS tells of depends on the type. A field that is not there leaves the data of the stage before.
fn jsonpath_stages(
    data: &mut InspectionData,
    state: &State,
    stages: &Stages,
    status: TestStateStatus,
    texts: &Texts<'_>,
) {
    let is_done = status == TestStateStatus::Succeeded;
    let after_input_path = stages.after_input_path.as_ref().map(text);
    let work = stages.after_parameters.as_ref().map(text);
    let result = stages.result.as_ref().map(|it| texts.of(it));
    let given = match &state.kind {
        StateKind::Pass { result: None } => work.clone(),
        _ => result.clone(),
    };
    let selected = stages.after_result_selector().map(|it| texts.of(it));
    let selected = selected.or_else(|| given.clone().filter(|_| is_done));
    let placed = stages.after_result_path.as_ref().map(|it| texts.of(it));
    let placed = placed.or_else(|| selected.clone().filter(|_| is_done));
    match &state.kind {
        StateKind::Pass { result: Some(_) } => data.result = result,
        StateKind::Pass { result: None } => {
            data.after_input_path = after_input_path;
            data.after_parameters = work;
        }
        StateKind::Task(_) => {
            data.after_input_path = after_input_path;
            data.after_parameters = work;
            data.result = result;
        }
        StateKind::Parallel { .. } => {}
        StateKind::Map(map) => {
            data.after_input_path = after_input_path;
            if matches!(map.items, crate::program::Items::Path(_)) {
                data.after_items_path = stages.items().map(text);
            }
        }
        StateKind::Choice { .. }
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail { .. } => {
            data.after_input_path = after_input_path.or_else(|| data.input.clone());
            return;
        }
    }
    data.after_result_selector = selected;
    data.after_result_path = placed;
}

fn error_details(visit: &Visit) -> Option<ErrorDetails> {
    let mut details = ErrorDetails::default();
    for decision in &visit.decisions {
        match decision {
            Decision::Retry {
                index, delay_ms, ..
            } => {
                details.retry_index = Some(*index);
                // Source: AWS's API reference has a whole number; what becomes of a part of a second nobody has said
                let seconds = i64::try_from(*delay_ms / 1000).unwrap_or(i64::MAX);
                details.retry_backoff_interval_seconds = Some(seconds);
            }
            Decision::RetriesExhausted { index, .. } => details.retry_index = Some(*index),
            Decision::Catch { index, .. } => details.catch_index = Some(*index),
            Decision::Rule(_) | Decision::Default | Decision::Uncaught { .. } => {}
        }
    }
    (details != ErrorDetails::default()).then_some(details)
}

/// The variables after the state, when there are any.
fn variables(visit: &Visit) -> Option<String> {
    let assigned = visit.assigned.as_deref().unwrap_or(&[]);
    let all: Vec<_> = visit.variables.with(assigned).iter().cloned().collect();
    (!all.is_empty()).then(|| text(&Value::object(all)))
}
