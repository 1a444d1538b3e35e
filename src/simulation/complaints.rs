//! What Step Functions has against a request before it calls a service.

use crate::definition::QueryLanguage;
use crate::definition::faults::Fault;
use crate::definition::resource::{Resource, ResourceKind, Service};
use crate::json::Value;
use crate::program::data_flow::DataFlow;
use crate::template::is_path_or_call;

use super::http;

/// What Step Functions itself has against a request. That a field is missing is seen here only when the whole request was
/// computed; of one that is written out it is a finding of the definition, and a stub answers it all the same.
///
/// Source: recorded on AWS: each header of `apigateway:invoke` is an array of strings. Failed executions quoted in public
/// for the others.
pub(super) fn complaints(resource: &Resource, parameters: &Value, flow: &DataFlow) -> Vec<String> {
    let ResourceKind::Service(service) = &resource.kind else {
        return Vec::new();
    };
    let mut complaints = Vec::new();
    for &field in service.required() {
        match parameters.get(field) {
            None if flow.computes_arguments() => {
                complaints.push(format!("The field '{field}' is required but was missing"));
            }
            Some(Value::Array(_) | Value::Object(_)) if service.is_name(field) => {
                complaints.push(invalid_format(field));
            }
            _ => {}
        }
    }
    let language = match flow {
        DataFlow::JsonPath(_) => QueryLanguage::JsonPath,
        DataFlow::Jsonata(_) => QueryLanguage::Jsonata,
    };
    if let Value::Object(request) = parameters {
        let names = request.members().iter().map(|(name, _)| name);
        let unknown = names.filter(|name| !service.takes(name, language));
        complaints.extend(unknown.map(|name| service.unsupported(name)));
    }
    let faults = service.faults(parameters, language).into_iter();
    complaints.extend(faults.map(Fault::words));
    if language == QueryLanguage::JsonPath {
        complain_of_paths(parameters, &mut complaints);
    }
    complaints.extend(of_values(service, parameters));
    complaints
}

/// What it has against values of one action's own.
fn of_values(service: &Service, parameters: &Value) -> Vec<String> {
    match (&*service.resource_type, &*service.action) {
        ("apigateway", "invoke") => {
            let fields = ["Headers", "QueryParameters"].into_iter();
            let wrong = fields.filter(|field| {
                let given = parameters.get(field);
                given.is_some_and(|given| !holds_lists(given))
            });
            wrong.map(invalid_format).collect()
        }
        ("http", "invoke") if http::has_refused_header(parameters) => {
            vec![invalid_format("Headers")]
        }
        _ => Vec::new(),
    }
}

/// A name that still ends in `.$` once the request is evaluated, as that of `"a.$.$"` does, wants a path again.
fn complain_of_paths(value: &Value, complaints: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object.members() {
                if name.ends_with(".$") && !value.as_str().is_some_and(is_path_or_call) {
                    complaints.push(format!(
                        "The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call"
                    ));
                }
                complain_of_paths(value, complaints);
            }
        }
        Value::Array(items) => {
            let items = items.items().iter();
            items.for_each(|item| complain_of_paths(item, complaints));
        }
        _ => {}
    }
}

/// Whether it is an object of arrays, or nothing.
fn holds_lists(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(object) => {
            let mut members = object.members().iter();
            members.all(|(_, value)| value.as_array().is_some())
        }
        _ => false,
    }
}

fn invalid_format(field: &str) -> String {
    format!("The value of the field '{field}' has an invalid format")
}
