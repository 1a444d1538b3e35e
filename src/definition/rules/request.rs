//! What a service integration must be told.

use crate::definition::faults::Fault;
use crate::definition::resource::{Integration, Resource, ResourceKind, Service, capitalised};
use crate::definition::{QueryLanguage, State};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, closest, quoted};
use crate::integrations::optimised;
use crate::json::node::{Member, Node, NodeKind};
use crate::text::Span;

use super::resource::may_be_of_sdk;

/// # What it does
/// Warns of a request to a service that lacks what the service cannot do without, or has what it does not know.
///
/// # Why
/// Step Functions refuses the definition for either; a stub answers a request that lacks something all the same, so that
/// the machine can be tried. What is not known fails the execution when the task starts.
///
/// # Example
/// ```json
/// { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": { "MessageBody": "hello" }, "End": true }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let Some(resource) = state.resource() else {
        return;
    };
    let text = &*resource.value.value;
    let ResourceKind::Service(service) = Resource::parse(text).kind else {
        return;
    };
    let required = service.required();
    let is_of_sdk = service.integration() == Integration::AwsSdk
        && may_be_of_sdk(service.name(), &service.action);
    let is_optimised = optimised(&service.resource_type, &service.action).is_some();
    // what Step Functions does not offer at all is told of elsewhere
    if !(is_of_sdk || is_optimised) || !service.offers_pattern() {
        return;
    }
    let action = format!("{}:{}", service.resource_type, service.action);
    let (field, request) = match state.query_language {
        QueryLanguage::JsonPath => ("Parameters", &state.data_flow.parameters),
        QueryLanguage::Jsonata => ("Arguments", &state.data_flow.arguments),
    };
    match request {
        // Source: public measurements on AWS; the field of the other language is a finding of its own
        None if state.data_flow.has_request => {}
        None => found.push(
            missing(
                resource.span,
                match required {
                    [] => format!("`{action}` needs `{field}`"),
                    _ => format!("`{action}` needs {}", quoted(required, "and")),
                },
            )
            .with_location(&*state.location)
            .with_help(format!("add `{field}`"))
            // Source: public reports of AWS's answer
            .with_aws_at(
                AwsCode::SchemaValidationFailed,
                format!("{field} field is required for resource ARN: {text}"),
                format!("{}/Resource", state.location),
            ),
        ),
        Some(node) => {
            let location = format!("{}/{field}", state.location);
            let computes = state.query_language == QueryLanguage::JsonPath;
            let place = (&*location, computes);
            check_known(node, &service, &action, place, found);
            check_members(node, &service, place, found);
            check_request(node, &action, required, place, found);
        }
    }
}

/// `computes` says that a name that ends in `.$` is computed: in JSONata it is a name like others.
///
/// Source: failed executions quoted in public; public measurements on AWS's validation, which refuses what is written out
/// and takes what a path gives.
fn check_known(
    request: &Node,
    service: &Service,
    action: &str,
    (location, computes): (&str, bool),
    found: &mut Diagnostics,
) {
    let NodeKind::Object(members) = &request.kind else {
        return;
    };
    for member in members {
        let key = &*member.key.value;
        let path_name = key.strip_suffix(".$");
        let dynamic = path_name.filter(|_| computes);
        let name = dynamic.unwrap_or(key);
        if service.takes(name, computes) {
            continue;
        }
        let message = format!("`{action}` has no parameter `{name}`");
        let finding = Diagnostic::new(
            Code::UnknownParameter,
            Severity::Warning,
            member.key.span,
            message,
        )
        .with_location(format!("{location}/{key}"))
        .with_reason("the execution fails when the task starts");
        let finding = match dynamic {
            Some(_) => finding,
            None => finding.with_aws_at(
                AwsCode::SchemaValidationFailed,
                service.unsupported(name),
                location.to_owned(),
            ),
        };
        let capitalised = capitalised(name);
        let known = service.known();
        let meant = match known {
            Some(known) => closest(name, known.iter().copied()),
            None => Some(&*capitalised),
        };
        found.push(match (path_name, meant) {
            (Some(name), _) if !computes => finding.with_help(as_expression(name)),
            (_, Some(meant)) => finding.with_help(format!("did you mean `{meant}`?")),
            _ => finding,
        });
    }
}

fn as_expression(name: &str) -> String {
    format!("write `\"{name}\": \"{{% … %}}\"`")
}

/// Source: AWS's validation as it was quoted in public for a type that DynamoDB does not have; by analogy for texts.
fn check_members(
    request: &Node,
    service: &Service,
    (location, computes): (&str, bool),
    found: &mut Diagnostics,
) {
    for fault in service.faults(&request.to_value(), computes) {
        let name = fault.name();
        let (code, message) = match fault {
            Fault::NotText(_) => (Code::WrongType, format!("`{name}` must be a text")),
            Fault::NoType(_) => (
                Code::UnknownParameter,
                format!("DynamoDB has no type `{name}`"),
            ),
        };
        let span = member_in(request, name).map_or(request.span, |member| member.key.span);
        let finding = Diagnostic::new(code, Severity::Warning, span, message)
            .with_location(location)
            .with_reason("the execution fails when the task starts")
            .with_aws(AwsCode::SchemaValidationFailed, fault.words());
        found.push(match name.strip_suffix(".$") {
            Some(name) => finding.with_help(as_expression(name)),
            None => finding,
        });
    }
}

/// The first member of this name that holds no other members, at any depth.
fn member_in<'a>(node: &'a Node, name: &str) -> Option<&'a Member> {
    for member in node.members() {
        if member.value.members().is_empty() && *member.key.value == *name {
            return Some(member);
        }
        if let Some(found) = member_in(&member.value, name) {
            return Some(found);
        }
    }
    let items = node.as_array().unwrap_or_default();
    items.iter().find_map(|item| member_in(item, name))
}

fn check_request(
    node: &Node,
    action: &str,
    required: &[&str],
    (location, computes): (&str, bool),
    found: &mut Diagnostics,
) {
    // an expression may compute the whole request
    if !matches!(node.kind, NodeKind::Object(_)) {
        return;
    }
    for name in required {
        let is_computed = computes && node.get(&format!("{name}.$")).is_some();
        if is_computed || node.get(name).is_some() {
            continue;
        }
        found.push(
            missing(node.span.head(), format!("`{action}` needs `{name}`"))
                .with_location(location)
                .with_aws(
                    AwsCode::SchemaValidationFailed,
                    format!("The field '{name}' is required but was missing"),
                ),
        );
    }
}

fn missing(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::MissingParameter, Severity::Warning, span, message)
        .with_reason("Step Functions refuses a request without it")
}
