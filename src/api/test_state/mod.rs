//! AWS's TestState: one state on its own, with mocked work.
//!
//! Source: the messages and the data of each level are recorded on AWS.

mod answer;
mod context;
mod http_trace;
mod machine;
mod mock_schema;
mod shapes;
mod surroundings;
mod values;

pub use shapes::{
    ErrorDetails, HttpRequest, HttpResponse, InspectionData, MockError, MockRequest, Role,
    StateConfiguration, TestStateRequest, TestStateResponse, TestStateStatus,
};

use crate::json::{self, Value, jackson};
use crate::limits::Limits;
use crate::simulation::execution::Identity;
use crate::simulation::single_state::{Mock, Surroundings};
use crate::simulation::{Output, Settings, Simulation};
use crate::time::Timestamp;

use super::session::RequestError;
use answer::{InspectionLevel, Texts, answer};
use machine::program;
use surroundings::surroundings;

/// The name of a state that is given without a machine. AWS's context object has it for every tested state.
const STATE_NAME: &str = "StateName";
/// Where a state is tested.
const REGION: &str = "us-east-1";
/// The account of a state whose role names none.
const ACCOUNT_ID: &str = "111111111111";

/// Tests a state.
///
/// # Errors
/// `ValidationException`, `InvalidDefinition` or `InvalidExecutionInput`, with AWS's messages where they are known.
pub fn test_state(request: &TestStateRequest) -> Result<TestStateResponse, RequestError> {
    values::check(request)?;
    let written = request.input.as_deref().unwrap_or("{}");
    let input = payload(written).map_err(|words| {
        let message = format!("Invalid State Machine Execution Input: '{words}'");
        RequestError::new("InvalidExecutionInput", message)
    })?;
    let (program, id) = program(request)?;
    let surroundings = surroundings(request, program.state(id))?;
    let texts = Texts {
        mocked: mocked_result(&surroundings, request),
        input: (input.clone(), written),
    };
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
        InspectionLevel::of(request.inspection_level.as_deref()),
        &program,
        (id, visit),
        simulation.map_data(),
        &texts,
    ))
}

/// The mocked result and its text.
fn mocked_result<'a>(
    surroundings: &Surroundings,
    request: &'a TestStateRequest,
) -> Option<(Value, &'a str)> {
    let text = request.mock.as_ref()?.result.as_deref()?;
    match &surroundings.mock {
        Some(Mock::Result(result)) => Some((result.clone(), text)),
        _ => None,
    }
}

fn invalid(message: impl Into<String>) -> RequestError {
    RequestError::new("ValidationException", message)
}

/// JSON text. The error is in AWS's words.
fn payload(text: &str) -> Result<Value, String> {
    json::parse(text).map_err(|error| jackson::refusal(text, &error.to_string()))
}

fn settings(request: &TestStateRequest) -> Settings {
    let role = request.role_arn.as_ref().and_then(Role::arn);
    let account_id = role
        .and_then(|role| role.split(':').nth(4))
        .unwrap_or(ACCOUNT_ID);
    Settings {
        region: REGION.into(),
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
