//! S3: getObject and putObject.

use crate::json::{Key, Value};
use crate::simulation::Simulation;
use crate::simulation::failure::{ApiError, ServiceNames};
use crate::simulation::objects::Object;
use crate::time::Timestamp;

use super::{Answer, Refusal, given, refuse_members, text_in, text_of};

const NAMES: ServiceNames = ServiceNames {
    optimised: "S3",
    older_sdk: "AmazonS3",
    older_exception: "AmazonS3Exception",
    sdk: "S3",
};

/// Conditions on the object that is there.
const CONDITIONS: [&str; 4] = [
    "IfMatch",
    "IfModifiedSince",
    "IfNoneMatch",
    "IfUnmodifiedSince",
];

/// What asks for something else than the whole object as it was written last.
const PARTS: [&str; 3] = ["PartNumber", "Range", "VersionId"];

/// Of an object whose writer did not say.
///
/// Source: recorded on AWS.
const CONTENT_TYPE: &str = "binary/octet-stream";

impl Simulation {
    /// Source: recorded on AWS.
    pub(super) fn get_object(&mut self, parameters: &Value) -> Answer {
        refuse_members(parameters, "getObject", &CONDITIONS)?;
        refuse_members(parameters, "getObject", &PARTS)?;
        let (bucket, key) = (text_in(parameters, "Bucket"), text_in(parameters, "Key"));
        let object = match self.objects.get(bucket, key) {
            Some(object) => object,
            None if self.objects.has_bucket(bucket) => {
                let text = "The specified key does not exist.";
                return Err(not_found("NoSuchKeyException", "NoSuchKey", text));
            }
            None => {
                let text = "The specified bucket does not exist";
                return Err(not_found("NoSuchBucketException", "NoSuchBucket", text));
            }
        };
        let content_type = object.content_type.as_deref().unwrap_or(CONTENT_TYPE);
        let metadata = object.metadata.clone();
        // S3 tells it in whole seconds
        let modified = Timestamp(object.modified.0.div_euclid(1000) * 1000);
        Ok(members([
            ("AcceptRanges", Value::from("bytes")),
            ("ContentLength", Value::from(object.body.len() as i64)),
            ("ContentType", Value::from(content_type)),
            ("ETag", Value::from(object.etag())),
            ("LastModified", Value::from(modified.in_data())),
            ("Metadata", metadata.unwrap_or_else(Value::empty_object)),
            ("ServerSideEncryption", Value::from("AES256")),
            (
                "Body",
                Value::from(String::from_utf8_lossy(&object.body).into_owned()),
            ),
        ]))
    }

    /// Source: recorded on AWS.
    pub(super) fn put_object(&mut self, parameters: &Value) -> Answer {
        refuse_members(parameters, "putObject", &CONDITIONS)?;
        let body = given(parameters, "Body").map(text_of).unwrap_or_default();
        let content_type = parameters.get("ContentType").and_then(Value::as_str);
        let object = Object {
            content_type: content_type.map(Into::into),
            metadata: given(parameters, "Metadata").cloned(),
            ..Object::new(body.as_bytes().into(), self.now())
        };
        let answer = members([
            ("ChecksumCRC32", Value::from(object.crc32())),
            ("ChecksumType", Value::from("FULL_OBJECT")),
            ("ETag", Value::from(object.etag())),
            ("ServerSideEncryption", Value::from("AES256")),
        ]);
        let (bucket, key) = (text_in(parameters, "Bucket"), text_in(parameters, "Key"));
        self.objects.insert(bucket, key, object);
        Ok(answer)
    }
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Vec<(Key, Value)> {
    let members = members.into_iter();
    members
        .map(|(name, value)| (Key::from(name), value))
        .collect()
}

/// Source: recorded on AWS for the bucket; the key by analogy.
fn not_found(exception: &'static str, code: &'static str, message: &str) -> Refusal {
    let error = ApiError {
        exception: Some(exception),
        status: 404,
        code,
        message: message.to_owned(),
    };
    Refusal::Api(&NAMES, error)
}
