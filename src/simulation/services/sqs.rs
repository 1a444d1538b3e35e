//! SQS: sendMessage.

use md5::{Digest, Md5};

use crate::json::{Key, Value};
use crate::simulation::Simulation;
use crate::simulation::failure::ServiceNames;

use super::{Answer, refused, text_of};

pub(super) const NAMES: ServiceNames = ServiceNames {
    optimised: "SQS",
    older_sdk: "AmazonSQS",
    older_exception: "AmazonSQSException",
    sdk: "Sqs",
};

impl Simulation {
    pub(super) fn send_message(&mut self, parameters: &Value) -> Answer {
        let Some(body) = parameters.get("MessageBody") else {
            let text = "The request must contain the parameter MessageBody.";
            return Err(refused(None, "MissingParameter", text));
        };
        let digest = Md5::digest(text_of(body).as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let checksum = (Key::from("MD5OfMessageBody"), Value::from(hex));
        Ok(vec![checksum, self.generated_id("MessageId")])
    }
}
