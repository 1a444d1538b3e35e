//! `http:invoke` and `apigateway:invoke`: what an endpoint's answer means for its task.

use crate::definition::error_names;
use crate::definition::resource::{Resource, ResourceKind};
use crate::history::Reason;
use crate::json::{Object, Value};

use super::failure::reason;

/// Headers that an HTTP task may not set, in lower case; one that ends in `-` stands for all that begin so.
///
/// Source: the AWS guide for HTTP tasks.
const REFUSED_HEADERS: [&str; 35] = [
    "a-im",
    "accept-charset",
    "accept-datetime",
    "accept-encoding",
    "authorization",
    "cache-control",
    "connection",
    "content-encoding",
    "content-md5",
    "date",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "pragma",
    "proxy-authorization",
    "referer",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "warning",
    "x-forwarded-",
    "x-amz-",
    "x-amzn-",
];

/// Whether an HTTP task's request sets a header that is Step Functions' own, or the connection's.
pub(crate) fn has_refused_header(request: &Value) -> bool {
    let headers = request.get("Headers").and_then(Value::as_object);
    let members = headers.map(Object::members).unwrap_or_default();
    members.iter().any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        let mut refused = REFUSED_HEADERS.iter();
        refused
            .any(|refused| name == *refused || refused.ends_with('-') && name.starts_with(refused))
    })
}

/// Whether a task calls an endpoint by HTTP.
pub(crate) fn is_http_task(resource: &Resource) -> bool {
    matches!(&resource.kind, ResourceKind::Service(service) if &*service.resource_type == "http" && &*service.action == "invoke")
}

/// Why an HTTP task has failed whose endpoint gave no answer in time.
///
/// Source: the AWS guide for the error; nobody has recorded its cause.
pub(super) fn no_answer() -> Reason {
    Reason {
        error: Some(error_names::HTTP_SOCKET.into()),
        cause: None,
    }
}

/// The type of an answer that Step Functions does not read, for which it fails the HTTP task.
///
/// Source: the AWS guide for HTTP tasks.
fn unread_type(answer: &Value) -> Option<&str> {
    let headers = answer.get("Headers")?.as_object()?;
    let mut members = headers.members().iter();
    let (_, given) = members.find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    let first = given.as_array().and_then(|values| values.items().first());
    let given = first.unwrap_or(given).as_str()?;
    let unread = ["application/octet-stream", "image/", "video/", "audio/"];
    let lower = given.to_ascii_lowercase();
    unread
        .iter()
        .any(|unread| lower.starts_with(unread))
        .then_some(given)
}

/// Why Step Functions cannot read the answer of an HTTP task's endpoint, whatever its status. The cause is ours.
pub(super) fn unread_answer(resource: &Resource, answer: &Value) -> Option<Reason> {
    let unread = unread_type(answer).filter(|_| is_http_task(resource))?;
    let cause = format!("The response has a content type that is not supported: {unread}");
    Some(reason(error_names::RUNTIME, &cause))
}

/// Why a task has failed whose endpoint answered so; nothing for an answer with a status of 2xx, or without one.
///
/// Source: recorded on AWS for API Gateway: the cause is the body. By analogy for HTTP tasks, whose error's name AWS
/// documents.
pub(super) fn answer_failure(resource: &Resource, answer: &Value) -> Option<Reason> {
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
