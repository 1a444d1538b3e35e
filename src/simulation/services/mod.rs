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
use super::task_answer::End;

use dynamodb::Tables;

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
type Answer = Result<Vec<(Key, Value)>, Refusal>;

/// Why there is no answer.
enum Refusal {
    /// The service's API says no.
    Api(ApiError),
    /// An entry of PutEvents was not taken, which alone the optimised integration takes for a failure.
    FailedEntry(Vec<(Key, Value)>),
    /// The playground does not go so far.
    NotEmulated(String),
}

/// The services whose API says no to something here.
fn names_of(service: &str) -> &'static ServiceNames {
    match service {
        "sqs" => &sqs::NAMES,
        "sns" => &sns::NAMES,
        "s3" => &s3::NAMES,
        _ => &dynamodb::NAMES,
    }
}

/// Whether a service's action is emulated.
pub fn is_emulated(service: &str, action: &str) -> bool {
    matches!(
        (service, action),
        ("sqs", "sendMessage")
            | ("sns", "publish")
            | ("events", "putEvents")
            | ("aws-sdk:sqs", "sendMessage")
            | ("aws-sdk:sns", "publish")
            | ("aws-sdk:eventbridge", "putEvents")
            | ("aws-sdk:s3", "getObject" | "putObject")
            | (
                "dynamodb" | "aws-sdk:dynamodb",
                "getItem" | "putItem" | "updateItem" | "deleteItem"
            )
    )
}

impl Simulation {
    /// Answers a task whose service is emulated. False: it is not.
    pub(super) fn emulate(&mut self, id: TaskId) -> bool {
        let Some((service, parameters)) = self.service_call(id) else {
            return false;
        };
        if !is_emulated(&service.resource_type, &service.action) {
            return false;
        }
        let (is_sdk, name) = (service.is_of_sdk(), service.name());
        let answer = match (name, &*service.action) {
            ("sqs", _) => self.send_message(&parameters),
            ("sns", _) => self.publish(&parameters),
            ("events" | "eventbridge", _) => self.put_events(&parameters),
            ("s3", "getObject") => self.get_object(&parameters),
            ("s3", _) => self.put_object(&parameters),
            (_, action) => {
                let act = match is_sdk {
                    true => dynamodb::item_action_of_sdk,
                    false => dynamodb::item_action,
                };
                let tables = &mut self.services.tables;
                act(tables, &self.machines, action, &parameters)
            }
        };
        let has_metadata = !is_sdk && name != "events";
        let request_id = self.random.uuid();
        let reason = match answer {
            Ok(mut members) => {
                if has_metadata {
                    members.extend(sdk_metadata(200, &request_id));
                    // Source: recorded on AWS
                    sort_by(&mut members, |(one, _), (other, _)| one.cmp(other));
                }
                self.task_succeeded(id, Value::object(members), false);
                return true;
            }
            Err(Refusal::FailedEntry(members)) if is_sdk => {
                self.task_succeeded(id, Value::object(members), false);
                return true;
            }
            Err(Refusal::FailedEntry(members)) => {
                let cause = Value::object(members).to_text();
                reason("EventBridge.FailedEntry", &cause)
            }
            Err(Refusal::Api(error)) => {
                service_failure(names_of(name), &error, is_sdk, &request_id)
            }
            Err(Refusal::NotEmulated(what)) => {
                let text = format!(
                    "The playground does not emulate {what}: write a stub for this resource."
                );
                reason("Playground.NotEmulated", &text)
            }
        };
        self.end_task(id, End::Failed(reason));
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

fn refused(exception: Option<&'static str>, code: &'static str, message: &str) -> Refusal {
    Refusal::Api(ApiError {
        exception,
        status: 400,
        code,
        message: message.to_owned(),
    })
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
