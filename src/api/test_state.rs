//! AWS's TestState: one state on its own, with mocked work.
//!
//! Source: the messages and the data of each level are recorded on AWS.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::history::Reason;
use crate::history::inspection::{Decision, Stages, Visit, VisitStatus};
use crate::json::node::Node;
use crate::json::{self, Value, jackson};
use crate::program::data_flow::DataFlow;
use crate::program::{self, Program, State, StateId, StateKind};
use crate::scope::Variables;
use crate::simulation::execution::Identity;
use crate::simulation::failure::Place;
use crate::simulation::single_state::{MapData, Mock, Surroundings};
use crate::simulation::{Output, Settings, Simulation};
use crate::time::Timestamp;

use super::analyze::checked;
use super::mock_schema;
use super::session::RequestError;
use super::test_context;
use crate::definition::MachineType;
use crate::limits::Limits;

/// The name of a state that is given without a machine. AWS's context object has it for every tested state.
const STATE_NAME: &str = "StateName";
/// The account of a state whose role names none.
const ACCOUNT_ID: &str = "111111111111";

/// What AWS's TestState is asked. Payloads are JSON text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestStateRequest {
    /// A state, or with `stateName` a whole machine.
    pub definition: String,
    /// Which state of the machine, on any level.
    pub state_name: Option<String>,
    /// Absent: `{}`.
    pub input: Option<String>,
    /// `INFO`, `DEBUG` or `TRACE`; absent: `INFO`.
    pub inspection_level: Option<String>,
    /// A role; needed for a Task without a mock.
    pub role_arn: Option<Role>,
    /// Asks for the secrets of an HTTP task.
    pub reveal_secrets: Option<bool>,
    /// An object of variables.
    pub variables: Option<String>,
    /// The context object.
    pub context: Option<String>,
    /// What stands in for the work.
    pub mock: Option<MockRequest>,
    /// What has happened before.
    pub state_configuration: Option<StateConfiguration>,
}

/// A role.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Role {
    /// Its ARN.
    Arn(String),
    /// Whether there is one, whichever.
    Any(bool),
}

impl Role {
    fn arn(&self) -> Option<&str> {
        match self {
            Role::Arn(arn) => Some(arn),
            Role::Any(_) => None,
        }
    }
}

/// What stands in for the work of a state.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MockRequest {
    /// JSON text.
    pub result: Option<String>,
    /// The error of the work.
    pub error_output: Option<MockError>,
    /// `STRICT`, `PRESENT` or `NONE`; absent: `STRICT`.
    pub field_validation_mode: Option<String>,
}

/// An error and its cause.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MockError {
    /// The error's name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
}

/// What has happened before the state is tested.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateConfiguration {
    /// Retries that its retrier has made.
    pub retrier_retry_count: Option<u32>,
    /// The state inside a Parallel or Map that the mocked error comes from.
    pub error_caused_by_state: Option<String>,
    /// Iterations of a Map that have failed.
    pub map_iteration_failure_count: Option<u32>,
    /// What an ItemReader would have read, as it stands there.
    pub map_item_reader_data: Option<String>,
}

/// What AWS's TestState answers. Payloads are JSON text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct TestStateResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_data: Option<InspectionData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_state: Option<String>,
    /// `SUCCEEDED`, `FAILED`, `RETRIABLE` or `CAUGHT_ERROR`
    pub status: &'static str,
}

/// The data at each stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct InspectionData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_arguments: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_input_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_parameters: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_items_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_items_pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_item_selector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_item_batcher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_result_selector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_result_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variables: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_details: Option<ErrorDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerated_failure_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerated_failure_percentage: Option<f64>,
}

/// Who took the error.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the members are AWS's")]
pub struct ErrorDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catch_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_backoff_interval_seconds: Option<f64>,
}

/// Tests a state.
///
/// # Errors
/// `ValidationException`, `InvalidDefinition` or `InvalidExecutionInput`, with AWS's messages where they are known.
pub fn test_state(request: &TestStateRequest) -> Result<TestStateResponse, RequestError> {
    let input = payload(request.input.as_deref().unwrap_or("{}")).map_err(|words| {
        let message = format!("Invalid State Machine Execution Input: '{words}'");
        RequestError::new("InvalidExecutionInput", message)
    })?;
    let (program, name) = program(request)?;
    let (id, state) = program
        .states()
        .find(|(_, state)| *state.name == *name)
        .ok_or_else(|| invalid("State not found in definition"))?;
    let surroundings = surroundings(request, state)?;
    let mut simulation = Simulation::new(settings(request));
    let identity = identity(request, &mut simulation);
    let wanted = simulation.run_state(program.clone(), identity, id, input, surroundings);
    if let Some(Output::Task(task)) = wanted {
        let resource = &task.resource.text;
        return Err(invalid(format!(
            "The playground does not call {resource}: give a mock."
        )));
    }
    let visit = simulation
        .single_visit()
        .ok_or_else(|| invalid("The state did not run."))?;
    Ok(answer(
        request,
        &program,
        (id, visit),
        simulation.map_data(),
    ))
}

fn invalid(message: impl Into<String>) -> RequestError {
    RequestError::new("ValidationException", message)
}

/// JSON text. The error is in AWS's words.
fn payload(text: &str) -> Result<Value, String> {
    json::parse(text).map_err(|error| {
        jackson::first_error(text).map_or_else(|| error.to_string(), |error| error.message)
    })
}

/// The machine to run, and which of its states. A state that comes alone gets a machine around it, in which the states
/// it names end.
fn program(request: &TestStateRequest) -> Result<(Rc<Program>, String), RequestError> {
    let (text, name) = match &request.state_name {
        Some(name) => (request.definition.clone(), name.clone()),
        None => (machine_around(&request.definition)?, STATE_NAME.to_owned()),
    };
    let checked = checked(&text, MachineType::Standard);
    match checked.program {
        Some(program) => Ok((Rc::new(program), name)),
        None => {
            let mut error = RequestError::invalid_definition(checked.found);
            // the places are those of the machine around the state
            error.diagnostics.clear();
            Err(error)
        }
    }
}

fn machine_around(state: &str) -> Result<String, RequestError> {
    let (node, _) = json::parse::parse(state);
    if let Some(error) = jackson::first_error(state) {
        let text = format!(
            "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: {} at {}'",
            error.message, error.location
        );
        return Err(RequestError::new("InvalidDefinition", text));
    }
    let mut names = Vec::new();
    targets(&node, &mut names);
    let mut machine =
        format!("{{\"StartAt\":\"{STATE_NAME}\",\"States\":{{\"{STATE_NAME}\":{state}");
    for name in names.iter().filter(|name| **name != STATE_NAME) {
        let name = Value::from(*name);
        machine.push_str(&format!(",{name}:{{\"Type\":\"Succeed\"}}"));
    }
    machine.push_str("}}");
    Ok(machine)
}

/// The states that a state names, each once.
fn targets<'a>(state: &'a Node, names: &mut Vec<&'a str>) {
    let mut add = |node: Option<&'a Node>| {
        if let Some(name) = node.and_then(Node::as_str)
            && !names.contains(&name)
        {
            names.push(name);
        }
    };
    add(state.get("Next"));
    add(state.get("Default"));
    for list in ["Choices", "Catch"] {
        for entry in state.get(list).and_then(Node::as_array).unwrap_or(&[]) {
            add(entry.get("Next"));
        }
    }
}

fn surroundings(request: &TestStateRequest, state: &State) -> Result<Surroundings, RequestError> {
    let configuration = request.state_configuration.clone().unwrap_or_default();
    let context = request.context.as_deref().map(|text| {
        let context = object_of(text)?;
        test_context::check(&context, state).map(|()| context)
    });
    let context = context
        .transpose()
        .map_err(|words| invalid(format!("Invalid Context object provided: {words}")))?;
    let variables = request.variables.as_deref().map(object_of).transpose();
    let variables =
        variables.map_err(|words| invalid(format!("Invalid variables provided: {words}")))?;
    let members = variables.as_ref().and_then(Value::as_object);
    let mock = match &request.mock {
        Some(mock) => Some(mocked(mock, request, state)?),
        None => {
            unmocked(request, &configuration, state)?;
            None
        }
    };
    Ok(Surroundings {
        state_name: STATE_NAME.into(),
        variables: members
            .map(|object| object.members().iter().cloned().collect::<Variables>())
            .unwrap_or_default(),
        context,
        mock,
        retries: u64::from(configuration.retrier_retry_count.unwrap_or(0)),
        failed_iterations: configuration.map_iteration_failure_count.map(u64::from),
        reader_data: configuration.map_item_reader_data.as_deref().map(Rc::from),
    })
}

fn object_of(text: &str) -> Result<Value, String> {
    match payload(text)? {
        value @ Value::Object(_) => Ok(value),
        other => Err(format!("{} is not an object", other.type_name())),
    }
}

/// What a state without a mock must not have, or needs.
fn unmocked(
    request: &TestStateRequest,
    configuration: &StateConfiguration,
    state: &State,
) -> Result<(), RequestError> {
    let needs_mock = [
        (
            configuration.map_iteration_failure_count.is_some(),
            "MapIterationFailureCount",
        ),
        (
            configuration.map_item_reader_data.is_some(),
            "MapItemReaderData",
        ),
        (
            configuration.error_caused_by_state.is_some(),
            "ErrorCausedByState",
        ),
        (
            configuration.retrier_retry_count.is_some(),
            "RetrierRetryCount",
        ),
    ];
    if let Some((_, field)) = needs_mock.iter().find(|(is_given, _)| *is_given) {
        let text = format!("TestState does not support {field} when a mock is not specified.");
        return Err(invalid(text));
    }
    match &state.kind {
        StateKind::Parallel { .. } | StateKind::Map(_) => Err(RequestError::new(
            "InvalidDefinition",
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
        )),
        StateKind::Task(_) if !has_role(request) => Err(invalid(
            "RoleArn must be specified when testing a Task state",
        )),
        _ => Ok(()),
    }
}

fn mocked(
    mock: &MockRequest,
    request: &TestStateRequest,
    state: &State,
) -> Result<Mock, RequestError> {
    if request.reveal_secrets == Some(true) {
        let text = "TestState does not support RevealSecrets when a mock is specified.";
        return Err(invalid(text));
    }
    if !state.kind.is_retryable() {
        let of_type = state.kind.type_name();
        let text = format!("State type '{of_type}' is not supported when a mock is specified");
        return Err(invalid(text));
    }
    let text = match (&mock.result, &mock.error_output) {
        (Some(result), None) => result,
        (None, Some(error)) => {
            return Ok(Mock::Error(Reason {
                error: error.error.as_deref().map(Rc::from),
                cause: error.cause.as_deref().map(Rc::from),
            }));
        }
        _ => {
            let text =
                "A test mock should have only one of the following fields: [result, errorOutput].";
            return Err(invalid(text));
        }
    };
    let result = payload(text).map_err(|_| invalid("Mocked result must be valid JSON"))?;
    let is_written = matches!(&state.kind, StateKind::Map(map) if writes_results(map));
    match &state.kind {
        StateKind::Task(task) => {
            let mode = mock.field_validation_mode.as_deref().unwrap_or("STRICT");
            mock_schema::check(&task.resource, &result, mode).map_err(invalid)?;
        }
        _ if is_written && result.as_object().is_none() => {
            return Err(invalid("Mocked result must be a JSON object."));
        }
        _ if !is_written && result.as_array().is_none() => {
            return Err(invalid("Mocked result must be an array."));
        }
        StateKind::Parallel { branches }
            if result.as_array().map(|items| items.len()) != Some(branches.len()) =>
        {
            let text = "Mocked result must contain the same number of items as number of Parallel branches.";
            return Err(invalid(text));
        }
        _ => {}
    }
    Ok(Mock::Result(result))
}

/// Whether the result of a Map is where its results were written to.
fn writes_results(map: &program::Map) -> bool {
    let writer = map.distributed.as_ref().and_then(|it| it.writer.as_ref());
    writer.is_some_and(|writer| writer.has_resource)
}

fn has_role(request: &TestStateRequest) -> bool {
    !matches!(request.role_arn, None | Some(Role::Any(false)))
}

fn settings(request: &TestStateRequest) -> Settings {
    let role = request.role_arn.as_ref().and_then(Role::arn);
    let account_id = role
        .and_then(|role| role.split(':').nth(4))
        .unwrap_or(ACCOUNT_ID);
    Settings {
        region: "us-east-1".into(),
        account_id: account_id.into(),
        start_time: Timestamp::DEFAULT_START,
        seed: 0,
        transition_ms: 0,
        limits: Limits::default(),
    }
}

fn identity(request: &TestStateRequest, simulation: &mut Simulation) -> Identity {
    let (machine, execution) = (simulation.random().uuid(), simulation.random().uuid());
    let Settings {
        region, account_id, ..
    } = simulation.settings();
    let role = match &request.role_arn {
        Some(Role::Arn(arn)) => arn.clone(),
        Some(Role::Any(true)) => format!("arn:aws:iam::{account_id}:role/TestState"),
        _ => String::new(),
    };
    let arn = |kind: &str| format!("arn:aws:states:{region}:{account_id}:{kind}:{machine}");
    Identity {
        execution_arn: format!("{}:{execution}", arn("express")).into(),
        machine_arn: arn("stateMachine").into(),
        execution_name: execution.into(),
        machine_name: machine.into(),
        role_arn: role.into(),
    }
}

fn answer(
    request: &TestStateRequest,
    program: &Program,
    (id, visit): (StateId, &Visit),
    map: Option<&MapData>,
) -> TestStateResponse {
    let state = program.state(id);
    let is_retriable = matches!(visit.decisions.last(), Some(Decision::Retry { .. }));
    let status = match visit.status {
        _ if is_retriable => "RETRIABLE",
        VisitStatus::Succeeded | VisitStatus::Running => "SUCCEEDED",
        VisitStatus::Caught => "CAUGHT_ERROR",
        VisitStatus::Failed | VisitStatus::Aborted => "FAILED",
    };
    let failed = visit.attempts.last().filter(|_| is_retriable);
    let (error, cause) = match failed {
        Some(attempt) => (&attempt.error, &attempt.cause),
        None => (&visit.error, &visit.cause),
    };
    let place = Place {
        state: STATE_NAME,
        entered: visit.entered_event,
    };
    let prefix = place.prefixed("");
    let without_prefix = |text: &Rc<str>| text.strip_prefix(&*prefix).unwrap_or(text).to_owned();
    let level = request.inspection_level.as_deref().unwrap_or("INFO");
    TestStateResponse {
        output: visit.output.as_ref().map(text),
        error: error.as_ref().map(|error| error.to_string()),
        cause: cause.as_ref().map(without_prefix),
        inspection_data: matches!(level, "DEBUG" | "TRACE")
            .then(|| inspection_data(state, visit, status, map)),
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
    status: &str,
    map: Option<&MapData>,
) -> InspectionData {
    let stages = visit.attempts.last().map_or(&visit.stages, |it| &it.stages);
    let mut data = InspectionData {
        input: Some(text(&visit.input)),
        error_details: error_details(visit),
        variables: variables(visit),
        ..InspectionData::default()
    };
    if let Some(map) = map {
        data.after_items_pointer = map.at_pointer.as_ref().map(text);
        data.after_item_selector = map.selected.as_ref().map(text);
        data.after_item_batcher = map.batches.as_ref().map(text);
        data.max_concurrency = Some(map.max_concurrency);
        data.tolerated_failure_count = Some(map.tolerated_count).filter(|count| *count != 0);
        data.tolerated_failure_percentage =
            Some(map.tolerated_percentage).filter(|percentage| *percentage != 0.0);
    }
    let work = stages.after_parameters.as_ref().map(text);
    let result = stages.result.as_ref().map(text);
    match &state.data_flow {
        DataFlow::Jsonata(_) => {
            if matches!(state.kind, StateKind::Task(_) | StateKind::Parallel { .. }) {
                data.after_arguments = work;
                data.result = result;
            }
        }
        DataFlow::JsonPath(_) => jsonpath_stages(&mut data, state, stages, status == "SUCCEEDED"),
    }
    data
}

/// Which stages AWS tells of depends on the type. A field that is not there leaves the data of the stage before.
fn jsonpath_stages(data: &mut InspectionData, state: &State, stages: &Stages, is_done: bool) {
    let after_input_path = stages.after_input_path.as_ref().map(text);
    let work = stages.after_parameters.as_ref().map(text);
    let result = stages.result.as_ref().map(text);
    let given = match &state.kind {
        StateKind::Pass { result: None } => work.clone(),
        _ => result.clone(),
    };
    let selected = stages.after_result_selector.as_ref().map(text);
    let selected = selected.or_else(|| given.clone().filter(|_| is_done));
    let placed = stages.after_result_path.as_ref().map(text);
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
                data.after_items_path = stages.items.as_ref().map(text);
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
                details.retry_backoff_interval_seconds = Some(*delay_ms as f64 / 1000.0);
            }
            Decision::RetriesExhausted { index, .. } => details.retry_index = Some(*index),
            Decision::Catch { index, .. } => details.catch_index = Some(*index),
            Decision::Rule(_) | Decision::Default | Decision::Uncaught => {}
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
