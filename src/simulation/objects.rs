//! S3 within a run: objects by bucket and key, in the order of their keys. Nothing outside is ever read or written. A
//! bucket is there as soon as something is in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use md5::{Digest, Md5};

use crate::definition::QueryLanguage;
use crate::json::{Number, Value};
use crate::time::Timestamp;

/// One object.
#[derive(Clone, Debug)]
pub struct Object {
    /// What it holds.
    pub body: Rc<[u8]>,
    /// `"ContentType"`, if its writer said so.
    pub content_type: Option<Rc<str>>,
    /// `"Metadata"`, if its writer gave any.
    pub metadata: Option<Value>,
    /// When it was written.
    pub modified: Timestamp,
}

/// All objects of a run.
#[derive(Debug, Default)]
pub struct Objects {
    stored: BTreeMap<(Rc<str>, Rc<str>), Object>,
}

impl Objects {
    /// Writes an object; one that was there is replaced.
    pub fn put(&mut self, bucket: &str, key: &str, body: Rc<[u8]>, modified: Timestamp) {
        self.insert(bucket, key, Object::new(body, modified));
    }

    /// The same with all that an object has.
    pub fn insert(&mut self, bucket: &str, key: &str, object: Object) {
        self.stored.insert((bucket.into(), key.into()), object);
    }

    /// An object.
    pub fn get(&self, bucket: &str, key: &str) -> Option<&Object> {
        self.stored.get(&(bucket.into(), key.into()))
    }

    /// Whether anything is in the bucket.
    pub fn has_bucket(&self, bucket: &str) -> bool {
        self.stored.keys().any(|(of, _)| &**of == bucket)
    }

    /// The objects of a bucket whose keys begin with `prefix`, in the order of their keys.
    pub fn list<'a>(
        &'a self,
        bucket: &'a str,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Object)> {
        self.stored
            .iter()
            .filter(move |((of, key), _)| &**of == bucket && key.starts_with(prefix))
            .map(|((_, key), object)| (&**key, object))
    }

    /// All of them: bucket, key and object.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Object)> {
        self.stored
            .iter()
            .map(|((bucket, key), object)| (&**bucket, &**key, object))
    }
}

impl Object {
    /// An object of which nothing else was said.
    pub fn new(body: Rc<[u8]>, modified: Timestamp) -> Object {
        Object {
            body,
            content_type: None,
            metadata: None,
            modified,
        }
    }

    /// S3's tag of an object that was written at once: the MD5 of its bytes, in quotation marks.
    pub fn etag(&self) -> String {
        let digest = Md5::digest(&self.body);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("\"{hex}\"")
    }

    /// The CRC-32 of its bytes in Base64, which S3 adds to what it is sent.
    pub fn crc32(&self) -> String {
        let step = |crc: u32| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        let crc = self.body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc))
        });
        BASE64_STANDARD.encode((!crc).to_be_bytes())
    }

    /// The object as an item of `s3:listObjectsV2`.
    ///
    /// Source: recorded on AWS, `Etag` spelled so; public measurements of the date, which is a whole number of seconds
    /// only where JSONata makes it one.
    pub fn listed(&self, key: &str, language: QueryLanguage) -> Value {
        let seconds = self.modified.0 / 1000;
        let modified = match language {
            QueryLanguage::Jsonata => Number::from(seconds),
            QueryLanguage::JsonPath => Number::from(seconds as f64),
        };
        Value::object([
            ("Etag", Value::from(&*self.etag())),
            ("LastModified", Value::Number(modified)),
            ("Key", Value::from(key)),
            ("Size", Value::from(self.body.len() as i64)),
            ("StorageClass", Value::from("STANDARD")),
        ])
    }
}
