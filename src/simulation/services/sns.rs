//! SNS: publish.

use crate::json::Value;
use crate::simulation::Simulation;
use crate::simulation::failure::ServiceNames;

use super::{Answer, Refusal, given, is_fifo, refused, text_in, value_null};

const NAMES: ServiceNames = ServiceNames {
    optimised: "SNS",
    older_sdk: "AmazonSNS",
    older_exception: "AmazonSNSException",
    sdk: "Sns",
};

impl Simulation {
    pub(super) fn publish(&mut self, parameters: &Value) -> Answer {
        let targets = ["TopicArn", "TargetArn", "PhoneNumber"];
        let target = targets
            .into_iter()
            .map(|name| text_in(parameters, name))
            .find(|target| !target.is_empty());
        // Source: public reports of the sentences but for that of FIFO topics, which is recorded on AWS
        let target = target.ok_or_else(|| {
            invalid("TopicArn or TargetArn Reason: no value for required parameter")
        })?;
        match given(parameters, "Message") {
            None => {
                return Err(refused(
                    &NAMES,
                    None,
                    "ValidationError",
                    &value_null(&["message"]),
                ));
            }
            Some(Value::String(message)) if message.is_empty() => {
                return Err(invalid("Empty message"));
            }
            Some(_) => {}
        }
        let mut members = vec![self.generated_id("MessageId")];
        if is_fifo(target) {
            if given(parameters, "MessageGroupId").is_none() {
                return Err(invalid(
                    "The MessageGroupId parameter is required for FIFO topics",
                ));
            }
            members.push(self.services.sequence_number());
        }
        Ok(members)
    }
}

fn invalid(what: &str) -> Refusal {
    let text = format!("Invalid parameter: {what}");
    refused(
        &NAMES,
        Some("InvalidParameterException"),
        "InvalidParameter",
        &text,
    )
}
