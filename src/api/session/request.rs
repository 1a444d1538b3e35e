//! The simulation that a request asks for.

use std::rc::Rc;

use base64::Engine;

use crate::api::analyze::checked;
use crate::api::run_types::{MachineRequest, ObjectRequest, SessionRequest};
use crate::definition::MachineType;
use crate::json::{self, Value, jackson};
use crate::limits::{Limits, MAX_PAYLOAD_BYTES, MIN_HISTORY_EVENTS};
use crate::program::Program;
use crate::simulation::execution::{Identity, check_name, execution_arn};
use crate::simulation::{Settings, Simulation, StateMachine};
use crate::time::Timestamp;

use super::RequestError;

/// Everything that is given, and the execution started.
pub(super) fn simulation(request: &SessionRequest) -> Result<Simulation, RequestError> {
    let machine_type = request.machine_type.unwrap_or_default();
    let program = Rc::new(program(&request.definition, machine_type)?);
    for name in [&request.name, &request.execution_name]
        .into_iter()
        .flatten()
    {
        named(name)?;
    }
    let limits = limits(request)?;
    let input = execution_input(request.input.as_deref().unwrap_or("{}"), &limits)?;
    let mut simulation = Simulation::new(settings(request, limits)?);
    let identity = identity(request, &mut simulation);
    simulation.register(StateMachine {
        arn: identity.machine_arn.clone(),
        name: identity.machine_name.clone(),
        role_arn: identity.role_arn.clone(),
        program: program.clone(),
    });
    for machine in &request.machines {
        let machine = state_machine(machine, &identity, simulation.settings())?;
        simulation.register(machine);
    }
    for object in &request.objects {
        let body = object_body(object)?;
        let now = simulation.now();
        simulation
            .objects_mut()
            .put(&object.bucket, &object.key, body, now);
    }
    simulation.start(program, identity, input);
    Ok(simulation)
}

fn program(definition: &str, machine_type: MachineType) -> Result<Program, RequestError> {
    let checked = checked(definition, machine_type);
    checked
        .program
        .ok_or_else(|| RequestError::invalid_definition(checked.found))
}

/// Another machine of the workspace, beside the one that `identity` is about.
fn state_machine(
    request: &MachineRequest,
    identity: &Identity,
    settings: &Settings,
) -> Result<StateMachine, RequestError> {
    let name = match (&request.name, &request.arn) {
        (Some(name), _) => name,
        (None, Some(arn)) => arn.rsplit(':').next().unwrap_or(arn),
        (None, None) => {
            return Err(RequestError::new(
                "InvalidRequest",
                "a machine needs a name or an arn",
            ));
        }
    };
    named(name)?;
    let program = program(
        &request.definition,
        request.machine_type.unwrap_or_default(),
    )
    .map_err(|mut error| {
        // the places are those of another text than the request's own definition
        error.diagnostics.clear();
        error.message = format!("{name}: {}", error.message);
        error
    })?;
    let (region, account) = (&settings.region, &settings.account_id);
    let arn = match &request.arn {
        Some(arn) => arn.as_str().into(),
        None => format!("arn:aws:states:{region}:{account}:stateMachine:{name}").into(),
    };
    Ok(StateMachine {
        arn,
        name: name.into(),
        role_arn: identity.role_arn.clone(),
        program: Rc::new(program),
    })
}

fn named(name: &str) -> Result<(), RequestError> {
    check_name(name).map_err(|text| RequestError::new("InvalidName", text))
}

fn object_body(object: &ObjectRequest) -> Result<Rc<[u8]>, RequestError> {
    let Some(text) = &object.body_base64 else {
        return Ok(object.body.as_deref().unwrap_or_default().as_bytes().into());
    };
    let bytes = base64::engine::general_purpose::STANDARD.decode(text);
    bytes.map(Rc::from).map_err(|error| {
        let text = format!("bodyBase64 of {} is not Base64: {error}", object.key);
        RequestError::new("InvalidRequest", text)
    })
}

fn limits(request: &SessionRequest) -> Result<Limits, RequestError> {
    let usual = Limits::default();
    let asked = &request.limits;
    let history_events = asked.history_events.unwrap_or(usual.history_events);
    if history_events < MIN_HISTORY_EVENTS {
        let text = format!("historyEvents must be at least {MIN_HISTORY_EVENTS}.");
        return Err(RequestError::new("InvalidRequest", text));
    }
    Ok(Limits {
        payload_bytes: asked
            .payload_bytes
            .map_or(usual.payload_bytes, |bytes| bytes.min(MAX_PAYLOAD_BYTES)),
        history_events,
    })
}

/// Source: the texts of AWS's StartExecution, recorded.
fn execution_input(text: &str, limits: &Limits) -> Result<Value, RequestError> {
    let code = "InvalidExecutionInput";
    let value = json::parse(text).map_err(|error| {
        let words = jackson::refusal(text, &error.to_string());
        RequestError::new(
            code,
            format!("Invalid State Machine Execution Input: '{words}'"),
        )
    })?;
    if text.len() > limits.payload_bytes as usize {
        return Err(RequestError::new(code, "Invalid execution input."));
    }
    Ok(value)
}

fn settings(request: &SessionRequest, limits: Limits) -> Result<Settings, RequestError> {
    let start_time = match &request.start_time {
        None => Timestamp::DEFAULT_START,
        Some(text) => Timestamp::parse(text).ok_or_else(|| {
            RequestError::new(
                "InvalidRequest",
                format!(
                    "startTime must be an RFC 3339 time such as 2025-01-01T00:00:00Z, in UTC of the years 0000 to 9999, not {text}"
                ),
            )
        })?,
    };
    Ok(Settings {
        region: request.region.as_deref().unwrap_or("us-east-1").into(),
        account_id: request
            .account_id
            .as_deref()
            .unwrap_or("123456789012")
            .into(),
        start_time,
        seed: seed(request.seed.unwrap_or(0.0))?,
        transition_ms: u64::from(request.timing.transition_ms),
        limits,
    })
}

/// The whole numbers that a JavaScript number tells apart end before 2^53.
fn seed(asked: f64) -> Result<u64, RequestError> {
    if asked.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&asked) {
        return Ok(asked as u64);
    }
    let text = format!("seed must be a whole number from 0 to 9007199254740991, not {asked}");
    Err(RequestError::new("InvalidRequest", text))
}

fn identity(request: &SessionRequest, simulation: &mut Simulation) -> Identity {
    let machine_type = request.machine_type.unwrap_or_default();
    let drawn = simulation.random().uuid();
    let instance = match machine_type {
        MachineType::Standard => String::new(),
        MachineType::Express => simulation.random().uuid(),
    };
    let settings = simulation.settings();
    let (region, account) = (&settings.region, &settings.account_id);
    let machine = request.name.as_deref().unwrap_or("StateMachine");
    let execution = request.execution_name.as_deref().unwrap_or(&drawn);
    let machine_arn = format!("arn:aws:states:{region}:{account}:stateMachine:{machine}");
    let role = format!("arn:aws:iam::{account}:role/{machine}");
    Identity {
        execution_arn: execution_arn(&machine_arn, machine_type, execution, &instance),
        execution_name: execution.into(),
        machine_arn: machine_arn.into(),
        machine_name: machine.into(),
        role_arn: request.role_arn.clone().unwrap_or(role).into(),
    }
}
