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
            let request = Request {
                node,
                service: &service,
                action: &action,
                location: format!("{}/{field}", state.location),
                language: state.query_language,
            };
            request.check_known(found);
            request.check_members(found);
            request.check_required(found);
        }
    }
}

/// What a Task sends to a service.
struct Request<'a> {
    node: &'a Node,
    service: &'a Service,
    /// `sqs:sendMessage`
    action: &'a str,
    location: String,
    /// In JSONPath a name that ends in `.$` is computed, in JSONata it is a name like others.
    language: QueryLanguage,
}

impl Request<'_> {
    /// Source: failed executions quoted in public; public measurements on AWS's validation, which refuses what is written
    /// out and takes what a path gives.
    fn check_known(&self, found: &mut Diagnostics) {
        let (service, location) = (self.service, &*self.location);
        for member in self.node.members() {
            let key = &*member.key.value;
            let path_name = key.strip_suffix(".$");
            let dynamic = path_name.filter(|_| self.language == QueryLanguage::JsonPath);
            let name = dynamic.unwrap_or(key);
            if service.takes(name, self.language) {
                continue;
            }
            let message = format!("`{}` has no parameter `{name}`", self.action);
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
            let meant = match service.known() {
                Some(known) => closest(name, known.iter().copied()),
                None => Some(&*capitalised),
            };
            found.push(match (path_name, meant) {
                (Some(name), _) if self.language == QueryLanguage::Jsonata => {
                    finding.with_help(as_expression(name))
                }
                (_, Some(meant)) => finding.with_help(format!("did you mean `{meant}`?")),
                _ => finding,
            });
        }
    }

    /// Source: AWS's validation as it was quoted in public for a type that DynamoDB does not have; by analogy for texts.
    fn check_members(&self, found: &mut Diagnostics) {
        for fault in self.service.faults(&self.node.to_value(), self.language) {
            let name = fault.name();
            let (code, message) = match fault {
                Fault::NotText(_) => (Code::WrongType, format!("`{name}` must be a text")),
                Fault::NoType(_) => (
                    Code::UnknownParameter,
                    format!("DynamoDB has no type `{name}`"),
                ),
            };
            let named = member_in(self.node, name);
            let span = named.map_or(self.node.span, |member| member.key.span);
            let finding = Diagnostic::new(code, Severity::Warning, span, message)
                .with_location(&*self.location)
                .with_reason("the execution fails when the task starts")
                .with_aws(AwsCode::SchemaValidationFailed, fault.words());
            found.push(match name.strip_suffix(".$") {
                Some(name) => finding.with_help(as_expression(name)),
                None => finding,
            });
        }
    }

    fn check_required(&self, found: &mut Diagnostics) {
        // an expression may compute the whole request
        if !matches!(self.node.kind, NodeKind::Object(_)) {
            return;
        }
        for name in self.service.required() {
            let is_computed = self.language == QueryLanguage::JsonPath
                && self.node.get(&format!("{name}.$")).is_some();
            if is_computed || self.node.get(name).is_some() {
                continue;
            }
            let message = format!("`{}` needs `{name}`", self.action);
            found.push(
                missing(self.node.span.head(), message)
                    .with_location(&*self.location)
                    .with_aws(
                        AwsCode::SchemaValidationFailed,
                        format!("The field '{name}' is required but was missing"),
                    ),
            );
        }
    }
}

fn as_expression(name: &str) -> String {
    format!("write `\"{name}\": \"{{% … %}}\"`")
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

fn missing(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::MissingParameter, Severity::Warning, span, message)
        .with_reason("Step Functions refuses a request without it")
}
