//! Services within a run: SQS, SNS and EventBridge take what they are sent, DynamoDB keeps items, S3 keeps objects.
//!
//! It is a small emulation. Queues, topics, buses and tables are there as soon as they are named; nothing is delivered.
//! A table's key is what a request's `Key` names. What goes beyond it fails with `Playground.NotEmulated`, which says to
//! write a stub.
//!
//! Source: the shapes of the answers are recorded on AWS.

use std::collections::BTreeMap;
use std::rc::Rc;

use md5::{Digest, Md5};

use crate::json::{self, Key, Object, Value};
use crate::program::resource::ResourceKind;

use super::Simulation;
use super::failure::{ApiError, ServiceNames, reason, service_failure};
use super::task::{TaskId, sdk_metadata};
use super::task_answer::End;

/// The items of DynamoDB's tables by name, each as it was written last.
pub(super) type Tables = BTreeMap<Rc<str>, Vec<Object>>;

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
fn names_of(service: &str) -> ServiceNames {
    let (optimised, older_sdk, older_exception, sdk) = match service {
        "sqs" => ("SQS", "AmazonSQS", "AmazonSQSException", "Sqs"),
        "s3" => ("S3", "AmazonS3", "AmazonS3Exception", "S3"),
        _ => (
            "DynamoDB",
            "AmazonDynamoDBv2",
            "AmazonDynamoDBException",
            "DynamoDb",
        ),
    };
    ServiceNames {
        optimised,
        older_sdk,
        older_exception,
        sdk,
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
        let Some(task) = self.open_task(id) else {
            return false;
        };
        let ResourceKind::Service(service) = &task.resource.kind else {
            return false;
        };
        let (name, action) = (service.resource_type.clone(), service.action.clone());
        if !is_emulated(&name, &action) {
            return false;
        }
        let is_sdk = task.resource.is_of_sdk();
        let parameters = task.parameters.clone();
        let service = name.trim_start_matches("aws-sdk:");
        let answer = match (service, &*action) {
            ("sqs", _) => self.send_message(&parameters),
            ("sns", _) => Ok(vec![self.generated_id("MessageId")]),
            ("events" | "eventbridge", _) => self.put_events(&parameters),
            ("s3", "getObject") => self.get_object(&parameters),
            ("s3", _) => self.put_object(&parameters),
            (_, action) => item_action(&mut self.tables, action, &parameters),
        };
        let has_metadata = !is_sdk && &*name != "events";
        let request_id = self.random.uuid();
        let reason = match answer {
            Ok(mut members) => {
                if has_metadata {
                    members.extend(sdk_metadata(200, &request_id));
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
                service_failure(&names_of(service), &error, is_sdk, &request_id)
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

    fn send_message(&mut self, parameters: &Value) -> Answer {
        let Some(body) = parameters.get("MessageBody") else {
            let text = "The request must contain the parameter MessageBody.";
            return Err(refused(None, "MissingParameter", text));
        };
        let digest = Md5::digest(text_of(body).as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let checksum = (Key::from("MD5OfMessageBody"), Value::from(hex));
        Ok(vec![checksum, self.generated_id("MessageId")])
    }

    fn put_events(&mut self, parameters: &Value) -> Answer {
        let entries = parameters.get("Entries").and_then(Value::as_array);
        let mut failed = 0;
        let mut answers = Vec::new();
        for entry in entries.into_iter().flat_map(|entries| entries.items()) {
            answers.push(match entry_fault(entry) {
                None => Value::object([self.generated_id("EventId")]),
                Some((code, message)) => {
                    failed += 1;
                    Value::object([
                        (Key::from("ErrorCode"), Value::from(code)),
                        (Key::from("ErrorMessage"), Value::from(message)),
                    ])
                }
            });
        }
        let members = vec![
            (Key::from("Entries"), Value::array(answers)),
            (Key::from("FailedEntryCount"), Value::from(failed)),
        ];
        match failed {
            0 => Ok(members),
            _ => Err(Refusal::FailedEntry(members)),
        }
    }

    fn get_object(&mut self, parameters: &Value) -> Answer {
        let (bucket, key) = (text_in(parameters, "Bucket"), text_in(parameters, "Key"));
        let Some(object) = self.objects.get(bucket, key) else {
            let text = "The specified key does not exist.";
            return Err(Refusal::Api(ApiError {
                exception: Some("NoSuchKeyException"),
                status: 404,
                code: "NoSuchKey",
                message: text.to_owned(),
            }));
        };
        let body = String::from_utf8_lossy(&object.body).into_owned();
        Ok(vec![
            (Key::from("Body"), Value::from(body)),
            (
                Key::from("ContentLength"),
                Value::from(object.body.len() as i64),
            ),
            (Key::from("ETag"), Value::from(object.etag())),
            (
                Key::from("LastModified"),
                Value::from(object.modified.to_string()),
            ),
        ])
    }

    fn put_object(&mut self, parameters: &Value) -> Answer {
        let body = parameters.get("Body").map(text_of).unwrap_or_default();
        let (bucket, key) = (text_in(parameters, "Bucket"), text_in(parameters, "Key"));
        let now = self.now();
        self.objects.put(bucket, key, body.as_bytes().into(), now);
        let etag = self.objects.get(bucket, key).map(|object| object.etag());
        Ok(vec![(
            Key::from("ETag"),
            Value::from(etag.unwrap_or_default()),
        )])
    }
}

/// A text as it stands, anything else as its JSON.
fn text_of(value: &Value) -> Rc<str> {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_text(),
    }
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

/// What EventBridge has against an entry: its code and its sentence.
///
/// Source: recorded on AWS for a missing Source and for a Detail that is no JSON; the other members by the same rule.
fn entry_fault(entry: &Value) -> Option<(&'static str, String)> {
    let missing = ["Source", "DetailType", "Detail"]
        .into_iter()
        .find(|name| matches!(entry.get(name), None | Some(Value::Null)));
    if let Some(name) = missing {
        let text = format!("Parameter {name} is not valid. Reason: {name} is a required argument.");
        return Some(("InvalidArgument", text));
    }
    let is_object = match entry.get("Detail") {
        Some(Value::String(text)) => matches!(json::parse(text), Ok(Value::Object(_))),
        detail => matches!(detail, Some(Value::Object(_))),
    };
    (!is_object).then(|| ("MalformedDetail", "Detail is malformed.".to_owned()))
}

/// getItem, putItem, updateItem or deleteItem.
fn item_action(tables: &mut Tables, action: &str, parameters: &Value) -> Answer {
    let table = tables
        .entry(text_in(parameters, "TableName").into())
        .or_default();
    let key = parameters.get("Key").and_then(Value::as_object);
    let has_key = |item: &Object| match key {
        Some(key) => key
            .members()
            .iter()
            .all(|(name, value)| item.get(name) == Some(value)),
        None => false,
    };
    let found = table.iter().position(has_key);
    let old = found.and_then(|at| table.get(at).cloned());
    let (old, new) = match action {
        "getItem" => {
            let item = old.map(|item| (Key::from("Item"), Value::Object(item)));
            return Ok(item.into_iter().collect());
        }
        "deleteItem" => {
            check_condition(parameters, old.as_ref(), table)?;
            table.retain(|item| !has_key(item));
            (old, None)
        }
        "putItem" => {
            let item = parameters.get("Item").and_then(Value::as_object).cloned();
            let Some(item) = item else {
                let text = "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
                return Err(refused(None, "ValidationException", text));
            };
            check_condition(parameters, Some(&item), table)?;
            // without a key's name the newest item that has what a later request asks for is the one
            table.insert(0, item.clone());
            (None, Some(item))
        }
        _ => {
            check_condition(parameters, old.as_ref(), table)?;
            let base = old.clone().or_else(|| key.cloned()).unwrap_or_default();
            let new = updated(base, parameters)?;
            match found.and_then(|at| table.get_mut(at)) {
                Some(place) => *place = new.clone(),
                None => table.insert(0, new.clone()),
            }
            (old, Some(new))
        }
    };
    let returned = match text_in(parameters, "ReturnValues") {
        "ALL_OLD" => old,
        "ALL_NEW" => new,
        "" | "NONE" => None,
        other => return Err(Refusal::NotEmulated(format!("ReturnValues {other}"))),
    };
    let attributes = returned.map(|item| (Key::from("Attributes"), Value::Object(item)));
    Ok(attributes.into_iter().collect())
}

/// `attribute_exists(name)` and `attribute_not_exists(name)`. For an item that is put, another one with the same value
/// of the attribute counts.
fn check_condition(
    parameters: &Value,
    item: Option<&Object>,
    table: &[Object],
) -> Result<(), Refusal> {
    let condition = text_in(parameters, "ConditionExpression").trim();
    if condition.is_empty() {
        return Ok(());
    }
    let argument = |function: &str| {
        let rest = condition.strip_prefix(function)?.trim_start();
        let name = rest.strip_prefix('(')?.strip_suffix(')')?.trim();
        Some(attribute_name(name, parameters)).filter(|name| !name.contains([' ', '(', ')']))
    };
    let (name, wanted) = match (
        argument("attribute_not_exists"),
        argument("attribute_exists"),
    ) {
        (Some(name), _) => (name, false),
        (None, Some(name)) => (name, true),
        (None, None) => return Err(Refusal::NotEmulated(format!("the condition {condition}"))),
    };
    let value = item.and_then(|item| item.get(&name));
    let exists = value.is_some_and(|value| table.iter().any(|of| of.get(&name) == Some(value)));
    if exists == wanted {
        return Ok(());
    }
    let name = "ConditionalCheckFailedException";
    Err(refused(Some(name), name, "The conditional request failed"))
}

/// `#name` by the request's names, other names as they stand.
fn attribute_name(name: &str, parameters: &Value) -> String {
    let names = parameters.get("ExpressionAttributeNames");
    let named = names.and_then(|names| names.get(name));
    named.and_then(Value::as_str).unwrap_or(name).to_owned()
}

/// `SET a = :a, #b = :b`
fn updated(mut item: Object, parameters: &Value) -> Result<Object, Refusal> {
    let expression = text_in(parameters, "UpdateExpression").trim();
    let refused = || Refusal::NotEmulated(format!("the update {expression}"));
    if expression.is_empty() {
        return Ok(item);
    }
    let (verb, list) = expression.split_once(' ').ok_or_else(refused)?;
    if !verb.eq_ignore_ascii_case("set") {
        return Err(refused());
    }
    for assignment in list.split(',') {
        let (name, value) = assignment.split_once('=').ok_or_else(refused)?;
        let values = parameters.get("ExpressionAttributeValues");
        let value = values.and_then(|values| values.get(value.trim()));
        let name = attribute_name(name.trim(), parameters);
        let value = value.ok_or_else(refused)?;
        item = item.with(&Key::from(&*name), value.clone());
    }
    Ok(item)
}
