//! S3: getObject and putObject.

use crate::json::{Key, Value};
use crate::simulation::Simulation;
use crate::simulation::failure::{ApiError, ServiceNames};

use super::{Answer, Refusal, text_in, text_of};

pub(super) const NAMES: ServiceNames = ServiceNames {
    optimised: "S3",
    older_sdk: "AmazonS3",
    older_exception: "AmazonS3Exception",
    sdk: "S3",
};

impl Simulation {
    pub(super) fn get_object(&mut self, parameters: &Value) -> Answer {
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

    pub(super) fn put_object(&mut self, parameters: &Value) -> Answer {
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
