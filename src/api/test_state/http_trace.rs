//! The HTTP request and response that TestState tells of at the level `TRACE`.
//!
//! Source: the AWS guide for HTTP tasks and its example of `TRACE`. What an EventBridge connection adds is not here: AWS
//! redacts it, and nobody but AWS knows it.

use super::{HttpRequest, HttpResponse, InspectionData, REGION};
use crate::history::inspection::Visit;
use crate::json::Value;
use crate::jsonata::url_encoded;
use crate::program::{State, StateKind};
use crate::simulation::http;

/// What percent-encoding leaves beside letters and digits, by RFC 3986.
const UNRESERVED: &str = "-_.~";

/// Adds both to the data, if the state is an HTTP task that has made its request. `result` is the mocked one.
pub(super) fn add_to(
    data: &mut InspectionData,
    state: &State,
    visit: &Visit,
    result: Option<&Value>,
) {
    let StateKind::Task(task) = &state.kind else {
        return;
    };
    let stages = visit.attempts.last().map_or(&visit.stages, |it| &it.stages);
    let Some(arguments) = stages.after_parameters.as_ref() else {
        return;
    };
    if !http::is_http_task(&task.resource) || http::has_refused_header(arguments) {
        return;
    }
    data.request = request(arguments, REGION);
    data.response = result.and_then(|result| response(arguments, result));
}

/// What is sent, from the task's arguments. Absent: no request is made of these.
pub(super) fn request(arguments: &Value, region: &str) -> Option<HttpRequest> {
    let endpoint = arguments.get("ApiEndpoint")?.as_str()?;
    let mut headers = headers_of(arguments.get("Headers"));
    headers.push(format!(
        "User-Agent: Amazon|StepFunctions|HttpInvoke|{region}"
    ));
    headers.push("Range: bytes=0-262144".to_owned());
    Some(HttpRequest {
        protocol: protocol(endpoint),
        method: arguments.get("Method")?.as_str()?.to_owned(),
        url: url(endpoint, arguments.get("QueryParameters")),
        headers: format!("[{}]", headers.join(", ")),
        body: arguments
            .get("RequestBody")
            .map(|body| body_text(body, arguments.get("Transform"))),
    })
}

/// What the endpoint answered, from the task's result.
pub(super) fn response(arguments: &Value, result: &Value) -> Option<HttpResponse> {
    let endpoint = arguments.get("ApiEndpoint")?.as_str()?;
    let member = |name: &str| result.get(name).map(plain);
    Some(HttpResponse {
        protocol: protocol(endpoint),
        status_code: member("StatusCode"),
        status_message: member("StatusText"),
        headers: result
            .get("Headers")
            .map(|given| format!("[{}]", headers_of(Some(given)).join(", "))),
        body: member("ResponseBody"),
    })
}

fn protocol(endpoint: &str) -> String {
    let scheme = endpoint
        .split_once("://")
        .map_or("https", |(scheme, _)| scheme);
    scheme.to_ascii_lowercase()
}

/// `name: value` of each value.
fn headers_of(headers: Option<&Value>) -> Vec<String> {
    let members = headers
        .and_then(Value::as_object)
        .map(|object| object.members());
    let mut lines = Vec::new();
    for (name, value) in members.unwrap_or_default() {
        let values = value.as_array().map(|values| values.items());
        for value in values.unwrap_or(std::slice::from_ref(value)) {
            lines.push(format!("{name}: {}", plain(value)));
        }
    }
    lines
}

/// The endpoint with its query. A query that is an array has no documented form.
fn url(endpoint: &str, query: Option<&Value>) -> Option<String> {
    let query = match query {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.to_string(),
        Some(parameters @ Value::Object(_)) => form(parameters, "REPEAT"),
        Some(_) => return None,
    };
    let separator = match (query.is_empty(), endpoint.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    Some(format!("{endpoint}{separator}{query}"))
}

fn body_text(body: &Value, transform: Option<&Value>) -> String {
    let encoding = transform.and_then(|it| it.get("RequestBodyEncoding"));
    match (body, encoding.and_then(Value::as_str)) {
        (Value::Object(_), Some("URL_ENCODED")) => {
            let options = transform.and_then(|it| it.get("RequestEncodingOptions"));
            let format = options.and_then(|it| it.get("ArrayFormat"));
            form(body, format.and_then(Value::as_str).unwrap_or("INDICES"))
        }
        _ => plain(body),
    }
}

/// A text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        other => other.to_text().to_string(),
    }
}

/// `application/x-www-form-urlencoded`; `format` says how arrays are written.
fn form(value: &Value, format: &str) -> String {
    let mut pairs = Vec::new();
    add_pairs("", value, format, &mut pairs);
    pairs.join("&")
}

fn add_pairs(key: &str, value: &Value, format: &str, pairs: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object.members() {
                let inner = match key {
                    "" => name.to_string(),
                    _ => format!("{key}[{name}]"),
                };
                add_pairs(&inner, value, format, pairs);
            }
        }
        Value::Array(values) if format == "COMMAS" => {
            let values: Vec<_> = values.items().iter().map(plain).collect();
            pairs.push(pair(key, &values.join(",")));
        }
        Value::Array(values) => {
            for (at, value) in values.items().iter().enumerate() {
                let inner = match format {
                    "REPEAT" => key.to_owned(),
                    "BRACKETS" => format!("{key}[]"),
                    _ => format!("{key}[{at}]"),
                };
                add_pairs(&inner, value, format, pairs);
            }
        }
        Value::Null => pairs.push(pair(key, "")),
        other => pairs.push(pair(key, &plain(other))),
    }
}

fn pair(key: &str, value: &str) -> String {
    let [key, value] = [key, value].map(|text| url_encoded(text, &[UNRESERVED]));
    format!("{key}={value}")
}
