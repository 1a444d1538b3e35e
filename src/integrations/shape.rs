//! What the answers of services look like, for those members that workflows read most.
//!
//! Source: the API references of the services.

use Shape::{Boolean, Choice, Length, List, Map, Number, Object, Range, Required, Text};

/// What a member must be.
pub enum Shape {
    /// Text, a time among it.
    Text,
    /// Text of this many characters, such as bytes in Base64: from and to.
    Length(usize, usize),
    /// One of these.
    Choice(&'static [&'static str]),
    /// A number.
    Number,
    /// From and to.
    Range(f64, f64),
    /// True or false.
    Boolean,
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
static ATTRIBUTE: Shape = Object(&[
    ("B", Text),
    ("BOOL", Boolean),
    ("L", List(&ATTRIBUTE)),
    ("M", Map(&ATTRIBUTE)),
    ("N", Text),
    ("NS", List(&Text)),
    ("NULL", Boolean),
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

pub(super) static ITEM_WRITTEN: Shape = Object(&[
    ("Attributes", Map(&ATTRIBUTE)),
    ("ConsumedCapacity", CAPACITY),
]);

pub(super) const INVOKED: Shape = Object(&[
    ("ExecutedVersion", Text),
    ("FunctionError", Text),
    ("LogResult", Text),
    ("StatusCode", Number),
]);

/// Of a machine or an execution.
const ARN: Shape = Length(1, 256);

pub(super) const STARTED: Shape = Object(&[
    ("ExecutionArn", Required(&ARN)),
    ("StartDate", Required(&Text)),
]);

/// What a `.sync` task is answered with.
pub(super) const EXECUTION: Shape = Object(&[
    ("Cause", Text),
    ("Error", Text),
    ("ExecutionArn", Required(&ARN)),
    ("Input", Text),
    ("Name", Text),
    ("Output", Text),
    ("StartDate", Required(&Text)),
    ("StateMachineArn", Required(&ARN)),
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

pub(super) static ITEM: Shape =
    Object(&[("ConsumedCapacity", CAPACITY), ("Item", Map(&ATTRIBUTE))]);

pub(super) static ITEMS: Shape = Object(&[
    ("ConsumedCapacity", CAPACITY),
    ("Count", Number),
    ("Items", List(&Map(&ATTRIBUTE))),
    ("ScannedCount", Number),
]);

pub(super) const ENCRYPTED: Shape = Object(&[
    ("CiphertextBlob", Length(1, 6144)),
    ("EncryptionAlgorithm", Text),
    ("KeyId", Length(1, 2048)),
]);

pub(super) const DECRYPTED: Shape =
    Object(&[("KeyId", Length(1, 2048)), ("Plaintext", Length(1, 4096))]);

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
    ("Body", Text),
    ("BucketKeyEnabled", Boolean),
    ("ContentLength", Number),
    ("ContentType", Text),
    ("DeleteMarker", Boolean),
    ("ETag", Text),
    ("LastModified", Text),
    ("Metadata", Map(&Text)),
    ("StorageClass", STORAGE_CLASS),
    ("VersionId", Text),
]);

pub(super) const OBJECT_PUT: Shape = Object(&[
    ("BucketKeyEnabled", Boolean),
    ("ETag", Text),
    ("VersionId", Text),
]);

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
    ("IsTruncated", Boolean),
    ("KeyCount", Number),
    ("Name", Text),
]);
