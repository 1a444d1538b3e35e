//! What a service integration must be told.

use crate::definition::resource::{Resource, ResourceKind, Service, unsupported_field};
use crate::definition::texts::not_text;
use crate::definition::{QueryLanguage, State};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, closest, quoted};
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
    let is_of_sdk = service.is_of_sdk() && may_be_of_sdk(service.name(), &service.action);
    let is_known = is_of_sdk || !required.is_empty();
    // what Step Functions does not offer at all is told of elsewhere
    if !is_known || !service.offers_pattern() {
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
            .with_aws(
                AwsCode::SchemaValidationFailed,
                format!("{field} field is required for resource ARN: {text}"),
            ),
        ),
        Some(node) => {
            let location = format!("{}/{field}", state.location);
            check_known(node, &service, &action, &location, found);
            check_texts(node, &service, &location, found);
            check_request(node, &action, required, location, found);
        }
    }
}

/// Source: failed executions quoted in public; public measurements on AWS's validation, which refuses what is written out
/// and takes what a path gives.
fn check_known(
    request: &Node,
    service: &Service,
    action: &str,
    location: &str,
    found: &mut Diagnostics,
) {
    let NodeKind::Object(members) = &request.kind else {
        return;
    };
    for member in members {
        let key = &*member.key.value;
        let dynamic = key.strip_suffix(".$");
        let name = dynamic.unwrap_or(key);
        if service.takes(name) {
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
                unsupported_field(name),
                location.to_owned(),
            ),
        };
        let capitalised = capitalised(name);
        let known = service.known();
        let meant = match known {
            Some(known) => closest(name, known.iter().copied()),
            None => Some(&*capitalised),
        };
        found.push(match meant {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding,
        });
    }
}

/// Source: by analogy with fields that are not known.
fn check_texts(request: &Node, service: &Service, location: &str, found: &mut Diagnostics) {
    for name in service.not_texts(&request.to_value()) {
        let span = number_in(request, name).unwrap_or(request.span);
        let message = format!("`{name}` must be a text");
        found.push(
            Diagnostic::new(Code::WrongType, Severity::Warning, span, message)
                .with_location(location)
                .with_reason("the execution fails when the task starts")
                .with_aws(AwsCode::SchemaValidationFailed, not_text(name)),
        );
    }
}

/// Where the first number or boolean of this name stands.
fn number_in(node: &Node, name: &str) -> Option<Span> {
    let of_member = |member: &Member| {
        let is_number = matches!(member.value.kind, NodeKind::Number(_) | NodeKind::Bool(_));
        match is_number && *member.key.value == *name {
            true => Some(member.value.span),
            false => number_in(&member.value, name),
        }
    };
    let items = node.as_array().unwrap_or_default();
    let in_members = node.members().iter().find_map(of_member);
    in_members.or_else(|| items.iter().find_map(|item| number_in(item, name)))
}

fn check_request(
    node: &Node,
    action: &str,
    required: &[&str],
    location: String,
    found: &mut Diagnostics,
) {
    // an expression may compute the whole request
    if !matches!(node.kind, NodeKind::Object(_)) {
        return;
    }
    for name in required {
        if node.get(name).is_some() || node.get(&format!("{name}.$")).is_some() {
            continue;
        }
        found.push(
            missing(node.span.head(), format!("`{action}` needs `{name}`"))
                .with_location(location.clone())
                .with_aws(
                    AwsCode::SchemaValidationFailed,
                    format!("The field '{name}' is required but was missing"),
                ),
        );
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn missing(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::MissingParameter, Severity::Warning, span, message)
        .with_reason("Step Functions refuses a request without it")
}
