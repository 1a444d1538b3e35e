//! What surrounds a tested state: variables, context object, mocked work, and what has happened before.

use std::rc::Rc;

use super::{
    MockRequest, Role, STATE_NAME, StateConfiguration, TestStateRequest, context, invalid,
    mock_schema, payload,
};
use crate::api::session::RequestError;
use crate::history::Reason;
use crate::json::Value;
use crate::program::{self, State, StateKind};
use crate::scope::Variables;
use crate::simulation::single_state::{Mock, Surroundings};

pub(super) fn surroundings(
    request: &TestStateRequest,
    state: &State,
) -> Result<Surroundings, RequestError> {
    let configuration = request.state_configuration.clone().unwrap_or_default();
    let context = request.context.as_deref().map(|text| {
        let context = object_of(text)?;
        context::check(&context, state).map(|()| context)
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
        retries: configuration
            .retrier_retry_count
            .map_or(0, i64::unsigned_abs),
        failed_iterations: configuration
            .map_iteration_failure_count
            .map(i64::unsigned_abs),
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
    // Source: recorded on AWS for the counts; AWS's API reference says of the context object that it needs a mock too
    let needs_mock = [
        (request.context.is_some(), "Context"),
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
        let of_type = state.kind.state_type().as_str();
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
            let mode = mock_schema::Mode::of(mock.field_validation_mode.as_deref());
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
