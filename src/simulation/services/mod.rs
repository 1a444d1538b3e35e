//! Services within a run: SQS, SNS and EventBridge take what they are sent, DynamoDB keeps items, S3 keeps objects.
//!
//! It is a small emulation. Queues, topics, buses and tables are there as soon as they are named, buckets as soon as
//! something is in them; nothing is delivered. What goes beyond it fails with `Playground.NotEmulated`, which says to
//! write a stub.
//!
//! Source: the shapes of the answers are recorded on AWS.

mod dynamodb;
mod events;
mod s3;
mod sns;
mod sqs;

use std::rc::Rc;

use crate::json::{Key, Value};
use crate::ordering::sort_by;

use super::Simulation;
use super::failure::{ApiError, ServiceNames, reason, service_failure};
use super::task::{TaskId, sdk_metadata};

use dynamodb::{Tables, spelling};

/// What the services of a run keep, but for S3's objects, which an ItemReader reads as well.
#[derive(Debug, Default)]
pub(super) struct Kept {
    tables: Tables,
    /// Messages to FIFO queues and topics.
    in_sequence: u64,
}

impl Kept {
    /// The number of the next message of a FIFO queue or topic: twenty digits, each greater than the last.
    fn sequence_number(&mut self) -> (Key, Value) {
        self.in_sequence += 1;
        let number = 10_000_000_000_000_000_000 + self.in_sequence * 256;
        (Key::from("SequenceNumber"), Value::from(number.to_string()))
    }
}

/// What a service answers; the members of the SDK's metadata are added for optimised integrations.
type Answer = Result<Members, Refusal>;

/// The members of a service's answer.
type Members = Vec<(Key, Value)>;

/// Why there is no answer.
enum Refusal {
    /// The API of the service that is named so says no.
    Api(&'static ServiceNames, ApiError),
    /// The playground does not go so far.
    NotEmulated(String),
}

/// What answers a request.
type Emulation = fn(&mut Simulation, &Value) -> Answer;

/// How a kind of integration has requests and answers.
#[derive(Clone, Copy)]
struct Form {
    /// What the API is asked.
    request: fn(&Value) -> Value,
    /// What is handed on of the API's answer.
    answer: fn(Members) -> Members,
    /// The SDK's metadata stand beside it.
    has_metadata: bool,
}

/// As the API has them.
const PLAIN: Form = Form {
    request: Value::clone,
    answer: |members| members,
    has_metadata: false,
};

const OPTIMISED: Form = Form {
    has_metadata: true,
    ..PLAIN
};

const DYNAMODB_IN_SDK: Form = Form {
    request: spelling::request_of_api,
    answer: spelling::answer_of_sdk,
    ..PLAIN
};

type Emulations = &'static [(&'static str, Emulation)];

const DYNAMODB: Emulations = &[
    ("getItem", Simulation::get_item),
    ("putItem", Simulation::put_item),
    ("updateItem", Simulation::update_item),
    ("deleteItem", Simulation::delete_item),
];
const EVENTS: Emulations = &[("putEvents", Simulation::put_events)];
const S3: Emulations = &[
    ("getObject", Simulation::get_object),
    ("putObject", Simulation::put_object),
];
const SNS: Emulations = &[("publish", Simulation::publish)];
const SQS: Emulations = &[("sendMessage", Simulation::send_message)];

/// The kinds of integration of the services that are emulated.
///
/// Source: recorded on AWS; `events` is the one optimised integration whose answer has no metadata.
const INTEGRATIONS: [(&str, Form, Emulations); 9] = [
    ("dynamodb", OPTIMISED, DYNAMODB),
    ("aws-sdk:dynamodb", DYNAMODB_IN_SDK, DYNAMODB),
    ("events", PLAIN, EVENTS),
    ("aws-sdk:eventbridge", PLAIN, EVENTS),
    ("aws-sdk:s3", PLAIN, S3),
    ("sns", OPTIMISED, SNS),
    ("aws-sdk:sns", PLAIN, SNS),
    ("sqs", OPTIMISED, SQS),
    ("aws-sdk:sqs", PLAIN, SQS),
];

fn emulation(service: &str, action: &str) -> Option<(Form, Emulation)> {
    let mut integrations = INTEGRATIONS.iter();
    let (_, form, actions) = integrations.find(|(name, ..)| *name == service)?;
    let (_, emulation) = actions.iter().find(|(name, _)| *name == action)?;
    Some((*form, *emulation))
}

/// Whether a service's action is emulated. The service is named as its kind of integration does: `aws-sdk:s3`.
pub fn is_emulated(service: &str, action: &str) -> bool {
    emulation(service, action).is_some()
}

impl Simulation {
    /// Answers a task whose service is emulated. False: it is not.
    pub(super) fn emulate(&mut self, id: TaskId) -> bool {
        let Some((service, parameters)) = self.service_call(id) else {
            return false;
        };
        let Some((form, emulation)) = emulation(&service.resource_type, &service.action) else {
            return false;
        };
        let answer = emulation(self, &(form.request)(&parameters));
        let request_id = self.random.uuid();
        let outcome = match answer {
            Ok(members) => {
                let mut members = (form.answer)(members);
                if form.has_metadata {
                    members.extend(sdk_metadata(200, &request_id));
                    // Source: recorded on AWS
                    sort_by(&mut members, |(one, _), (other, _)| one.cmp(other));
                }
                Ok(Value::object(members))
            }
            Err(Refusal::Api(names, error)) => {
                let integration = service.integration();
                Err(service_failure(names, &error, integration, &request_id))
            }
            Err(Refusal::NotEmulated(what)) => {
                let text = format!(
                    "The playground does not emulate {what}: write a stub for this resource."
                );
                Err(reason("Playground.NotEmulated", &text))
            }
        };
        self.give_built_in(id, outcome);
        true
    }

    fn generated_id(&mut self, name: &str) -> (Key, Value) {
        (Key::from(name), Value::from(self.random.uuid()))
    }
}

/// Refuses a request with members whose effect is not emulated.
fn refuse_members(parameters: &Value, action: &str, names: &[&str]) -> Result<(), Refusal> {
    match names.iter().find(|name| given(parameters, name).is_some()) {
        Some(name) => Err(Refusal::NotEmulated(format!("{action} with {name}"))),
        None => Ok(()),
    }
}

/// A text as it stands, anything else as its JSON.
fn text_of(value: &Value) -> Rc<str> {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_text(),
    }
}

/// A member of a request; one that is null was not given.
///
/// Source: recorded on AWS for DynamoDB.
fn given<'a>(parameters: &'a Value, name: &str) -> Option<&'a Value> {
    parameters.get(name).filter(|value| !value.is_null())
}

fn text_in<'a>(parameters: &'a Value, name: &str) -> &'a str {
    parameters
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn refused(
    names: &'static ServiceNames,
    exception: Option<&'static str>,
    code: &'static str,
    message: &str,
) -> Refusal {
    let error = ApiError {
        exception,
        status: 400,
        code,
        message: message.to_owned(),
    };
    Refusal::Api(names, error)
}

/// Whether a queue's URL or a topic's ARN is that of a FIFO one, whose name says so.
fn is_fifo(name: &str) -> bool {
    name.ends_with(".fifo")
}

/// What the services say of members that they cannot do without, by their names in the API's own case.
///
/// Source: recorded on AWS for one member.
fn value_null(members: &[&str]) -> String {
    let complaint = |member: &&str| {
        format!("Value null at '{member}' failed to satisfy constraint: Member must not be null")
    };
    let complaints: Vec<String> = members.iter().map(complaint).collect();
    let detected = match complaints.len() {
        1 => "1 validation error detected".to_owned(),
        count => format!("{count} validation errors detected"),
    };
    format!("{detected}: {}", complaints.join("; "))
}
