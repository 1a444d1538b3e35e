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

const UNITS: Shape = Object(&[
    ("CapacityUnits", Number),
    ("ReadCapacityUnits", Number),
    ("WriteCapacityUnits", Number),
]);

const CAPACITY: Shape = Object(&[
    ("CapacityUnits", Number),
    ("GlobalSecondaryIndexes", Map(&UNITS)),
    ("LocalSecondaryIndexes", Map(&UNITS)),
    ("ReadCapacityUnits", Number),
    ("Table", UNITS),
    ("TableName", Length(1, 1024)),
    ("WriteCapacityUnits", Number),
]);

/// `{"S": …}` and its like; the AWS SDK integration spells the types its own way.
static ATTRIBUTE: Shape = Object(&[
    ("B", Text),
    ("BOOL", Boolean),
    ("BS", List(&Text)),
    ("Bool", Boolean),
    ("Bs", List(&Text)),
    ("L", List(&ATTRIBUTE)),
    ("M", Map(&ATTRIBUTE)),
    ("N", Text),
    ("NS", List(&Text)),
    ("NULL", Boolean),
    ("Ns", List(&Text)),
    ("Nul", Boolean),
    ("S", Text),
    ("SS", List(&Text)),
    ("Ss", List(&Text)),
]);

const STORAGE_CLASS: Shape = Choice(&[
    "AWS_BACKUP_LOW_COST_WARM",
    "AWS_BACKUP_WARM",
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

const CHECKSUM_TYPE: Shape = Choice(&["COMPOSITE", "FULL_OBJECT"]);

const SERVER_SIDE_ENCRYPTION: Shape =
    Choice(&["AES256", "aws:backup", "aws:fsx", "aws:kms", "aws:kms:dsse"]);

pub(super) static ITEM_WRITTEN: Shape = Object(&[
    ("Attributes", Map(&ATTRIBUTE)),
    ("ConsumedCapacity", CAPACITY),
    (
        "ItemCollectionMetrics",
        Object(&[
            ("ItemCollectionKey", Map(&ATTRIBUTE)),
            ("SizeEstimateRangeGB", List(&Number)),
        ]),
    ),
]);

pub(super) const INVOKED: Shape = Object(&[
    ("ExecutedVersion", Length(1, 1024)),
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

const DETAILS: Shape = Object(&[("Included", Boolean)]);

/// What a `.sync` task is answered with.
pub(super) const EXECUTION: Shape = Object(&[
    ("Cause", Text),
    ("Error", Text),
    ("ExecutionArn", Required(&ARN)),
    ("Input", Text),
    ("InputDetails", DETAILS),
    ("Name", Length(1, 80)),
    ("Output", Text),
    ("OutputDetails", DETAILS),
    ("RedriveCount", Number),
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

pub(super) const EXECUTED: Shape = Object(&[
    (
        "BillingDetails",
        Object(&[
            ("BilledDurationInMilliseconds", Number),
            ("BilledMemoryUsedInMB", Number),
        ]),
    ),
    ("Cause", Text),
    ("Error", Text),
    ("ExecutionArn", Required(&ARN)),
    ("Input", Text),
    ("InputDetails", DETAILS),
    ("Name", Length(1, 80)),
    ("Output", Text),
    ("OutputDetails", DETAILS),
    ("StartDate", Required(&Text)),
    ("StateMachineArn", ARN),
    (
        "Status",
        Required(&Choice(&["SUCCEEDED", "FAILED", "TIMED_OUT"])),
    ),
    ("StopDate", Required(&Text)),
]);

pub(super) const ENTRIES_PUT: Shape = Object(&[
    (
        "Entries",
        List(&Object(&[
            ("ErrorCode", Text),
            ("ErrorMessage", Text),
            ("EventId", Length(0, 64)),
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
    ("LastEvaluatedKey", Map(&ATTRIBUTE)),
    ("ScannedCount", Number),
]);

const ENCRYPTION_ALGORITHM: Shape = Choice(&[
    "RSAES_OAEP_SHA_1",
    "RSAES_OAEP_SHA_256",
    "SM2PKE",
    "SYMMETRIC_DEFAULT",
]);

const CIPHERTEXT: Shape = Length(1, 6144);

pub(super) const ENCRYPTED: Shape = Object(&[
    ("CiphertextBlob", CIPHERTEXT),
    ("EncryptionAlgorithm", ENCRYPTION_ALGORITHM),
    ("KeyId", Length(1, 2048)),
]);

pub(super) const DECRYPTED: Shape = Object(&[
    ("CiphertextForRecipient", CIPHERTEXT),
    ("EncryptionAlgorithm", ENCRYPTION_ALGORITHM),
    ("KeyId", Length(1, 2048)),
    ("Plaintext", Length(1, 4096)),
]);

pub(super) const SECRET: Shape = Object(&[
    ("ARN", Length(20, 2048)),
    ("CreatedDate", Text),
    ("Name", Length(1, 256)),
    ("SecretBinary", Length(1, 65_536)),
    ("SecretString", Length(1, 65_536)),
    ("VersionId", Length(32, 64)),
    ("VersionStages", List(&Length(1, 256))),
]);

const STATUS: Shape = Choice(&["Failed", "InProgress", "Successful"]);

pub(super) const FUNCTION: Shape = Object(&[
    (
        "Code",
        Object(&[
            ("ImageUri", Text),
            ("Location", Text),
            ("RepositoryType", Text),
        ]),
    ),
    (
        "Concurrency",
        Object(&[("ReservedConcurrentExecutions", Number)]),
    ),
    (
        "Configuration",
        Object(&[
            ("Architectures", List(&Choice(&["arm64", "x86_64"]))),
            ("CodeSha256", Text),
            ("CodeSize", Number),
            ("Description", Length(0, 256)),
            ("Environment", Object(&[("Variables", Map(&Text))])),
            ("EphemeralStorage", Object(&[("Size", Required(&Number))])),
            ("FunctionArn", Text),
            ("FunctionName", Length(1, 256)),
            ("Handler", Length(0, 128)),
            ("LastModified", Text),
            ("LastUpdateStatus", STATUS),
            ("MemorySize", Range(128.0, 10240.0)),
            ("PackageType", Choice(&["Image", "Zip"])),
            ("RevisionId", Text),
            ("Role", Text),
            ("Runtime", Text),
            ("State", Text),
            ("Timeout", Range(1.0, 900.0)),
            (
                "TracingConfig",
                Object(&[("Mode", Choice(&["Active", "PassThrough"]))]),
            ),
            ("Version", Length(1, 1024)),
            (
                "VpcConfig",
                Object(&[
                    ("Ipv6AllowedForDualStack", Boolean),
                    ("SecurityGroupIds", List(&Text)),
                    ("SubnetIds", List(&Text)),
                    ("VpcId", Text),
                ]),
            ),
        ]),
    ),
    ("Tags", Map(&Text)),
]);

pub(super) const OBJECT: Shape = Object(&[
    ("AcceptRanges", Text),
    ("Body", Text),
    ("BucketKeyEnabled", Boolean),
    ("CacheControl", Text),
    ("ChecksumType", CHECKSUM_TYPE),
    ("ContentEncoding", Text),
    ("ContentLength", Number),
    ("ContentType", Text),
    ("DeleteMarker", Boolean),
    ("ETag", Text),
    ("Expiration", Text),
    ("Expires", Text),
    ("LastModified", Text),
    ("Metadata", Map(&Text)),
    ("MissingMeta", Number),
    ("PartsCount", Number),
    ("ServerSideEncryption", SERVER_SIDE_ENCRYPTION),
    ("StorageClass", STORAGE_CLASS),
    ("TagCount", Number),
    ("VersionId", Text),
]);

pub(super) const OBJECT_PUT: Shape = Object(&[
    ("BucketKeyEnabled", Boolean),
    ("ChecksumType", CHECKSUM_TYPE),
    ("ETag", Text),
    ("ServerSideEncryption", SERVER_SIDE_ENCRYPTION),
    ("Size", Number),
    ("VersionId", Text),
]);

pub(super) const LISTED: Shape = Object(&[
    ("CommonPrefixes", List(&Object(&[("Prefix", Text)]))),
    (
        "Contents",
        List(&Object(&[
            ("ETag", Text),
            ("Key", Length(1, 1024)),
            ("LastModified", Text),
            ("Size", Number),
            ("StorageClass", STORAGE_CLASS),
        ])),
    ),
    ("IsTruncated", Boolean),
    ("KeyCount", Number),
    ("MaxKeys", Number),
    ("Name", Text),
    ("NextContinuationToken", Text),
    ("Prefix", Text),
]);
