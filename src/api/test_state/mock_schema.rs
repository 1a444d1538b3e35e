//! What a mocked result of a service must look like: the members of the answers that workflows read most.
//!
//! AWS knows a model of every service; here stand those of the optimised integrations and a few more. What is not here is accepted.
//!
//! Source: the API references of the services; the messages are recorded on AWS.

use crate::definition::resource::{Pattern, Resource, ResourceKind};
use crate::json::Value;

/// What a member must be.
enum Shape {
    Text,
    /// Text that is not empty: bytes in Base64.
    Bytes,
    /// One of these.
    Choice(&'static [&'static str]),
    Number,
    /// From and to.
    Range(f64, f64),
    Object(&'static [(&'static str, Shape)]),
    List(&'static Shape),
    /// Text to anything of one shape.
    Map(&'static Shape),
    /// Must be there; only `STRICT` asks for that.
    Required(&'static Shape),
}

use Shape::{Bytes, Choice, List, Map, Number, Object, Range, Required, Text};

const CAPACITY: Shape = Object(&[
    ("CapacityUnits", Number),
    ("ReadCapacityUnits", Number),
    ("TableName", Text),
    ("WriteCapacityUnits", Number),
]);

/// `{"S": …}` and its like.
const ATTRIBUTE: Shape = Object(&[
    ("L", List(&Object(&[]))),
    ("M", Map(&Object(&[]))),
    ("N", Text),
    ("NS", List(&Text)),
    ("S", Text),
    ("SS", List(&Text)),
]);

const STORAGE_CLASS: Shape = Choice(&[
    "DEEP_ARCHIVE",
    "EXPRESS_ONEZONE",
    "FSX_ONTAP",
    "FSX_OPENZFS",
    "GLACIER",
    "GLACIER_IR",
    "INTELLIGENT_TIERING",
    "ONEZONE_IA",
    "OUTPOSTS",
    "REDUCED_REDUNDANCY",
    "SNOW",
    "STANDARD",
    "STANDARD_IA",
]);

const WRITTEN: Shape = Object(&[
    ("Attributes", Map(&ATTRIBUTE)),
    ("ConsumedCapacity", CAPACITY),
]);

/// The answer of a service's action.
fn answer(service: &str, action: &str) -> Option<&'static Shape> {
    Some(match (service, action) {
        ("lambda", "invoke") => &Object(&[
            ("ExecutedVersion", Text),
            ("FunctionError", Text),
            ("LogResult", Text),
            ("StatusCode", Number),
        ]),
        ("states" | "sfn", "startExecution") => &Object(&[
            ("ExecutionArn", Required(&Text)),
            ("StartDate", Required(&Text)),
        ]),
        // what a `.sync` task is answered with
        ("states" | "sfn", "describeExecution") => &Object(&[
            ("Cause", Text),
            ("Error", Text),
            ("ExecutionArn", Required(&Text)),
            ("Input", Text),
            ("Name", Text),
            ("Output", Text),
            ("StartDate", Required(&Text)),
            ("StateMachineArn", Required(&Text)),
            (
                "Status",
                Required(&Choice(&[
                    "RUNNING",
                    "SUCCEEDED",
                    "FAILED",
                    "TIMED_OUT",
                    "ABORTED",
                    "PENDING_REDRIVE",
                ])),
            ),
            ("StopDate", Text),
        ]),
        ("events", "putEvents") => &Object(&[
            (
                "Entries",
                List(&Object(&[
                    ("ErrorCode", Text),
                    ("ErrorMessage", Text),
                    ("EventId", Text),
                ])),
            ),
            ("FailedEntryCount", Number),
        ]),
        ("sqs", "sendMessage") => &Object(&[
            ("MD5OfMessageAttributes", Text),
            ("MD5OfMessageBody", Text),
            ("MD5OfMessageSystemAttributes", Text),
            ("MessageId", Text),
            ("SequenceNumber", Text),
        ]),
        ("sns", "publish") => &Object(&[("MessageId", Text), ("SequenceNumber", Text)]),
        ("dynamodb", "getItem") => {
            &Object(&[("ConsumedCapacity", CAPACITY), ("Item", Map(&ATTRIBUTE))])
        }
        ("dynamodb", "putItem" | "updateItem" | "deleteItem") => &WRITTEN,
        ("kms", "encrypt") => &Object(&[
            ("CiphertextBlob", Bytes),
            ("EncryptionAlgorithm", Text),
            ("KeyId", Text),
        ]),
        ("kms", "decrypt") => &Object(&[("KeyId", Text), ("Plaintext", Bytes)]),
        ("lambda", "getFunction") => &Object(&[(
            "Configuration",
            Object(&[
                ("FunctionArn", Text),
                ("FunctionName", Text),
                ("Handler", Text),
                ("LastModified", Text),
                ("MemorySize", Range(128.0, 10240.0)),
                ("Role", Text),
                ("Runtime", Text),
                ("Timeout", Range(1.0, 900.0)),
                ("Version", Text),
            ]),
        )]),
        ("s3", "getObject") => &Object(&[
            ("ContentLength", Number),
            ("ContentType", Text),
            ("ETag", Text),
            ("LastModified", Text),
            ("StorageClass", STORAGE_CLASS),
            ("VersionId", Text),
        ]),
        ("s3", "putObject") => &Object(&[("ETag", Text), ("VersionId", Text)]),
        ("s3", "listObjectsV2") => &Object(&[
            (
                "Contents",
                List(&Object(&[
                    ("ETag", Text),
                    ("Key", Text),
                    ("LastModified", Text),
                    ("Size", Number),
                    ("StorageClass", STORAGE_CLASS),
                ])),
            ),
            ("KeyCount", Number),
            ("Name", Text),
        ]),
        _ => return None,
    })
}

/// Looks whether a mocked result may be the answer of a resource. `mode` is AWS's `fieldValidationMode`.
///
/// # Errors
/// AWS's message.
pub(super) fn check(resource: &Resource, result: &Value, mode: &str) -> Result<(), String> {
    let ResourceKind::Service(service) = &resource.kind else {
        return Ok(());
    };
    // Source: a public report of AWS's answers for `startExecution.sync:2`; what the other jobs' are is not known
    let action = match (service.pattern, &*service.action) {
        _ if mode == "NONE" => return Ok(()),
        (Pattern::RequestResponse, action) => action,
        (Pattern::Sync | Pattern::SyncParsed, "startExecution") => "describeExecution",
        _ => return Ok(()),
    };
    let Some(shape) = answer(service.name(), action) else {
        return Ok(());
    };
    if result.as_object().is_none() {
        return Err("Mocked result must be a JSON object.".to_owned());
    }
    compare("", shape, result, mode == "STRICT")
        .map_err(|detail| format!("Mock result schema validation error: {detail}"))
}

fn compare(field: &str, shape: &Shape, value: &Value, is_strict: bool) -> Result<(), String> {
    let must_be = |what: &str| Err(format!("Field '{field}' must be {what}"));
    match (shape, value) {
        (Text, Value::String(_)) | (Number, Value::Number(_)) => Ok(()),
        (Bytes, Value::String(text)) if text.is_empty() => Err(format!(
            "Field '{field}' is smaller than the minimum length"
        )),
        (Choice(choices), Value::String(text)) if !choices.contains(&&**text) => {
            Err(format!("Field '{field}' is not an expected value"))
        }
        (Bytes | Choice(_), Value::String(_)) => Ok(()),
        (Range(least, _), Value::Number(number)) if number.as_f64() < *least => {
            Err(format!("Field '{field}' is less than the minimum value"))
        }
        (Range(_, most), Value::Number(number)) if number.as_f64() > *most => {
            Err(format!("Field '{field}' exceeds the maximum value"))
        }
        (Range(..), Value::Number(_)) => Ok(()),
        (Text | Bytes | Choice(_), _) => must_be("a string"),
        (Number | Range(..), _) => must_be("a number"),
        (List(element), Value::Array(items)) => items
            .items()
            .iter()
            .try_for_each(|item| compare(field, element, item, is_strict)),
        (List(_), _) => must_be("an array"),
        (Object(members), Value::Object(object)) => {
            members
                .iter()
                .try_for_each(|(name, shape)| match object.get(name) {
                    Some(value) => compare(name, shape, value, is_strict),
                    None if is_strict && matches!(shape, Required(_)) => {
                        Err(format!("Required field '{name}' is missing"))
                    }
                    None => Ok(()),
                })
        }
        (Map(shape), Value::Object(object)) => object
            .members()
            .iter()
            .try_for_each(|(name, value)| compare(name, shape, value, is_strict)),
        (Object(_) | Map(_), _) => must_be("an object"),
        (Required(shape), value) => compare(field, shape, value, is_strict),
    }
}
