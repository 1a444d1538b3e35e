//! What the answers of services look like, for those members that workflows read most.
//!
//! Source: the API references of the services.

use Shape::{Bytes, Choice, List, Map, Number, Object, Range, Required, Text};

/// What a member must be.
pub enum Shape {
    /// Text.
    Text,
    /// Text that is not empty: bytes in Base64.
    Bytes,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A number.
    Number,
    /// From and to.
    Range(f64, f64),
    /// These members; others are not looked at.
    Object(&'static [(&'static str, Shape)]),
    /// An array of one shape.
    List(&'static Shape),
    /// Text to anything of one shape.
    Map(&'static Shape),
    /// Must be there; only `STRICT` asks for that.
    Required(&'static Shape),
}

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

pub(super) const ITEM_WRITTEN: Shape = Object(&[
    ("Attributes", Map(&ATTRIBUTE)),
    ("ConsumedCapacity", CAPACITY),
]);

pub(super) const INVOKED: Shape = Object(&[
    ("ExecutedVersion", Text),
    ("FunctionError", Text),
    ("LogResult", Text),
    ("StatusCode", Number),
]);

pub(super) const STARTED: Shape = Object(&[
    ("ExecutionArn", Required(&Text)),
    ("StartDate", Required(&Text)),
]);

/// What a `.sync` task is answered with.
pub(super) const EXECUTION: Shape = Object(&[
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
]);

pub(super) const ENTRIES_PUT: Shape = Object(&[
    (
        "Entries",
        List(&Object(&[
            ("ErrorCode", Text),
            ("ErrorMessage", Text),
            ("EventId", Text),
        ])),
    ),
    ("FailedEntryCount", Number),
]);

pub(super) const SENT: Shape = Object(&[
    ("MD5OfMessageAttributes", Text),
    ("MD5OfMessageBody", Text),
    ("MD5OfMessageSystemAttributes", Text),
    ("MessageId", Text),
    ("SequenceNumber", Text),
]);

pub(super) const PUBLISHED: Shape = Object(&[("MessageId", Text), ("SequenceNumber", Text)]);

pub(super) const ITEM: Shape = Object(&[("ConsumedCapacity", CAPACITY), ("Item", Map(&ATTRIBUTE))]);

pub(super) const ENCRYPTED: Shape = Object(&[
    ("CiphertextBlob", Bytes),
    ("EncryptionAlgorithm", Text),
    ("KeyId", Text),
]);

pub(super) const DECRYPTED: Shape = Object(&[("KeyId", Text), ("Plaintext", Bytes)]);

pub(super) const FUNCTION: Shape = Object(&[(
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
)]);

pub(super) const OBJECT: Shape = Object(&[
    ("ContentLength", Number),
    ("ContentType", Text),
    ("ETag", Text),
    ("LastModified", Text),
    ("StorageClass", STORAGE_CLASS),
    ("VersionId", Text),
]);

pub(super) const OBJECT_PUT: Shape = Object(&[("ETag", Text), ("VersionId", Text)]);

pub(super) const LISTED: Shape = Object(&[
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
]);
