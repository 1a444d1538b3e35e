//! `http:invoke` and `apigateway:invoke`: what an endpoint's answer means for its task.

use crate::definition::resource::{Resource, ResourceKind};
use crate::history::Reason;
use crate::json::Value;

use super::failure::reason;

/// Why a task has failed whose endpoint answered so; nothing for an answer with a status of 2xx, or without one.
///
/// Source: recorded on AWS for API Gateway: the cause is the body. By analogy for HTTP tasks, whose error's name AWS
/// documents.
pub(super) fn status_failure(resource: &Resource, answer: &Value) -> Option<Reason> {
    let ResourceKind::Service(service) = &resource.kind else {
        return None;
    };
    let error = match (&*service.resource_type, &*service.action) {
        ("apigateway", "invoke") => "ApiGateway",
        ("http", "invoke") => "States.Http.StatusCode",
        _ => return None,
    };
    let status = answer.get("StatusCode")?.as_number()?.as_i64()?;
    if (200..300).contains(&status) {
        return None;
    }
    let cause = match answer.get("ResponseBody") {
        Some(Value::String(text)) => text.clone(),
        Some(body) => body.to_text(),
        None => "".into(),
    };
    Some(reason(&format!("{error}.{status}"), &cause))
}
