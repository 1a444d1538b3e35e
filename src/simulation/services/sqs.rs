//! SQS: sendMessage.

use md5::{Digest, Md5};

use crate::json::{Key, Object, Value};
use crate::ordering::sort_by;
use crate::simulation::Simulation;
use crate::simulation::failure::ServiceNames;

use super::{Answer, Refusal, given, is_fifo, refused, text_in, text_of};

const NAMES: ServiceNames = ServiceNames {
    optimised: "SQS",
    older_sdk: "AmazonSQS",
    older_exception: "AmazonSQSException",
    sdk: "Sqs",
};

impl Simulation {
    /// Source: recorded on AWS; of a FIFO queue the API reference.
    pub(super) fn send_message(&mut self, parameters: &Value) -> Answer {
        let body = given(parameters, "MessageBody").map(text_of);
        let body = body.filter(|body| !body.is_empty());
        let body = body.ok_or_else(|| missing("MessageBody"))?;
        let mut members = Vec::new();
        for (member, checksum) in [
            ("MessageAttributes", "MD5OfMessageAttributes"),
            ("MessageSystemAttributes", "MD5OfMessageSystemAttributes"),
        ] {
            let attributes = parameters.get(member).and_then(Value::as_object);
            if let Some(attributes) = attributes.filter(|attributes| !attributes.is_empty()) {
                let digest = digest_of_attributes(attributes);
                members.push((Key::from(checksum), Value::from(hex(digest))));
            }
        }
        let digest = Md5::new_with_prefix(body.as_bytes());
        members.push((Key::from("MD5OfMessageBody"), Value::from(hex(digest))));
        members.push(self.generated_id("MessageId"));
        if is_fifo(text_in(parameters, "QueueUrl")) {
            if given(parameters, "MessageGroupId").is_none() {
                return Err(missing("MessageGroupId"));
            }
            members.push(self.services.sequence_number());
        }
        Ok(members)
    }
}

/// SQS says it of an empty text too.
///
/// Source: recorded on AWS for MessageBody; public reports of an empty one.
fn missing(parameter: &str) -> Refusal {
    let text = format!("The request must contain the parameter {parameter}.");
    refused(&NAMES, None, "MissingParameter", &text)
}

/// Name, type and value of each attribute in the order of the names, each after its length; a byte before the value
/// says whether it is text or binary.
///
/// Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
fn digest_of_attributes(attributes: &Object) -> Md5 {
    let mut sorted: Vec<&(Key, Value)> = attributes.members().iter().collect();
    sort_by(&mut sorted, |(one, _), (other, _)| one.cmp(other));
    let mut digest = Md5::new();
    for (name, attribute) in sorted {
        let (transport, value) = match attribute.get("BinaryValue") {
            Some(value) => (2, value),
            None => (1, attribute.get("StringValue").unwrap_or(&Value::Null)),
        };
        add(&mut digest, name);
        add(&mut digest, text_in(attribute, "DataType"));
        digest.update([transport]);
        add(&mut digest, &text_of(value));
    }
    digest
}

fn add(digest: &mut Md5, text: &str) {
    digest.update((text.len() as u32).to_be_bytes());
    digest.update(text);
}

fn hex(digest: Md5) -> String {
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
