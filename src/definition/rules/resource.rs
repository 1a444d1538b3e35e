//! What a Task calls: whether Step Functions knows it.

use crate::definition::State;
use crate::definition::parse::has_substitution;
use crate::definition::resource::arn_parts;
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, slip_of};
use crate::integrations::{self, Action, sdk_name};
use crate::json::Value;
use crate::json::node::Text;
use crate::text::{Span, Spanned};

/// # What it does
/// Reports a `Resource` that is no ARN, an integration that does not exist, and a way of waiting that it does not have.
///
/// # Why
/// Step Functions refuses them. ARNs of other services are only a warning here, since a stub can stand in for them.
///
/// # Example
/// ```json
/// { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": true }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let Some(resource) = state.resource() else {
        return;
    };
    let text = &*resource.value.value;
    let location = format!("{}/Resource", state.location);
    let finding = match arn_parts(text)[..] {
        ["arn", partition, "states", region, account, service, rest] if is_partition(partition) => {
            // published definitions that run on AWS have both
            let is_half_placed = region.is_empty() != account.is_empty();
            match is_half_placed && service != "activity" && !has_substitution(text) {
                true => Some(half_placed(resource, partition, service, rest, &location)),
                false => check_integration(resource, service, rest, &location),
            }
        }
        ["arn", partition, "lambda", _, _, "function", name] if is_partition(partition) && !name.is_empty() => None,
        // what a deployment tool fills in cannot be judged
        _ if has_substitution(text) => None,
        ["arn", ..] => Some(
            unknown(resource.span, text, &location, Severity::Warning)
                .with_help("Step Functions calls Lambda functions, activities and service integrations; a stub can stand in here"),
        ),
        _ => Some(
            unknown(resource.span, text, &location, Severity::Error)
                .with_help("write an ARN, such as `arn:aws:states:::lambda:invoke`"),
        ),
    };
    if let Some(finding) = finding {
        found.push(finding);
    }
}

fn is_partition(text: &str) -> bool {
    text == "aws" || text.starts_with("aws-") || has_substitution(text)
}

fn unknown(span: Span, text: &str, location: &str, severity: Severity) -> Diagnostic {
    let message = format!("Step Functions does not know the resource `{text}`");
    // what is no ARN at all has an answer of its own
    let aws = match text.starts_with("arn:") {
        false => "Value is not a valid resource ARN".to_owned(),
        true => not_recognized(text),
    };
    Diagnostic::new(Code::UnknownResource, severity, span, message)
        .with_location(location)
        .with_aws(AwsCode::SchemaValidationFailed, aws)
}

/// Source: recorded on AWS for an action that the integration does not have; by analogy for everything else that looks
/// like an ARN.
fn not_recognized(arn: &str) -> String {
    format!(
        "The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region."
    )
}

/// An integration with a region and no account, or the other way round.
fn half_placed(
    resource: &Spanned<Text>,
    partition: &str,
    service: &str,
    rest: &str,
    location: &str,
) -> Diagnostic {
    let meant = format!("arn:{partition}:states:::{service}:{rest}");
    let text = &resource.value.value;
    unknown(resource.span, text, location, Severity::Warning)
        .with_reason("a service integration has neither region nor account of its own")
        .with_help(format!("write `{meant}`"))
        .with_fix(
            format!("Change to `{meant}`"),
            resource.span,
            Value::from(meant.as_str()).to_string(),
        )
}

fn check_integration(
    resource: &Spanned<Text>,
    service: &str,
    rest: &str,
    location: &str,
) -> Option<Diagnostic> {
    let text = &*resource.value.value;
    if has_substitution(service) || has_substitution(rest) || service == "activity" {
        return None;
    }
    if service == "aws-sdk" {
        return check_sdk(resource, rest, location);
    }
    let (name, suffix) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    let Some(action) = integrations::optimised(service, name) else {
        let finding = unknown(resource.span, text, location, Severity::Error);
        return Some(with_suggestion(finding, resource, service, name));
    };
    if action.suffixes().any(|known| known == suffix) {
        return None;
    }
    let message = format!("`{service}:{name}` cannot wait with `{suffix}`");
    Some(
        Diagnostic::new(
            Code::UnsupportedPattern,
            Severity::Error,
            resource.span,
            message,
        )
        .with_location(location)
        .with_help(ways_to_wait(action))
        .with_aws(AwsCode::SchemaValidationFailed, not_recognized(text)),
    )
}

fn check_sdk(resource: &Spanned<Text>, rest: &str, location: &str) -> Option<Diagnostic> {
    let text = &*resource.value.value;
    if rest.ends_with(".sync") || rest.ends_with(".sync:2") {
        let message = "an AWS SDK integration cannot wait with `.sync`";
        return Some(
            Diagnostic::new(Code::UnsupportedPattern, Severity::Error, resource.span, message)
                .with_location(location)
                .with_help("poll for the job's end in a loop of Wait and Task, or use an optimised integration")
                .with_aws(AwsCode::SchemaValidationFailed, not_recognized(text)),
        );
    }
    let (service, action) = rest.split_once(':').unwrap_or((rest, ""));
    let action = action.strip_suffix(".waitForTaskToken").unwrap_or(action);
    let severity = match (is_spelt(service, action), sdk_name(service)) {
        (true, None) => return None,
        // no recording says so: AWS's list of the services has the other name alone
        (true, Some(_)) => Severity::Warning,
        (false, _) => Severity::Error,
    };
    let finding = unknown(resource.span, text, location, severity);
    let meant = sdk_of(service, action);
    if !service.is_empty() && is_word(action) {
        let whole = text.replacen(&format!("aws-sdk:{service}:{action}"), &meant, 1);
        return Some(meaning(finding, resource, &meant, &whole));
    }
    Some(finding.with_help("write `arn:aws:states:::aws-sdk:service:action`, the service in lower case and the action in camelCase"))
}

/// Whether the AWS SDK integration may have the action, by the look of its name.
pub(super) fn may_be_of_sdk(service: &str, action: &str) -> bool {
    is_spelt(service, action) && sdk_name(service).is_none()
}

fn is_spelt(service: &str, action: &str) -> bool {
    let starts_low = action.starts_with(|c: char| c.is_ascii_lowercase());
    is_word(service) && service == service.to_lowercase() && is_word(action) && starts_low
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn with_suggestion(
    finding: Diagnostic,
    resource: &Spanned<Text>,
    service: &str,
    name: &str,
) -> Diagnostic {
    if service == "stateMachine" {
        return finding.with_help(
            "call `arn:aws:states:::states:startExecution`, with this ARN as its `StateMachineArn`",
        );
    }
    let text = &*resource.value.value;
    let of_sdk = sdk_name(service).unwrap_or(service);
    let own = integrations::own_name(of_sdk);
    let all: Vec<String> = integrations::optimised_actions()
        .map(|action| format!("{}:{}", action.service, action.name))
        .collect();
    let called = format!("{service}:{name}");
    if let Some(meant) = slip_of(&format!("{own}:{name}"), all.iter().map(String::as_str)) {
        return meaning(finding, resource, meant, &text.replacen(&called, meant, 1));
    }
    let sdk = sdk_of(service, name);
    let whole = text.replacen(&called, &sdk, 1);
    let whole = whole.split(".sync").next().unwrap_or_default();
    let subject = match integrations::optimised_actions().any(|action| action.service == own) {
        true => "other actions",
        false => "services without an integration of their own",
    };
    finding.with_help(format!(
        "{subject} are called through the AWS SDK integration, `{whole}`"
    ))
}

/// A question whether another action was meant, and the change to it.
fn meaning(finding: Diagnostic, resource: &Spanned<Text>, meant: &str, whole: &str) -> Diagnostic {
    finding
        .with_help(format!("did you mean `{meant}`?"))
        .with_fix(
            format!("Change to `{meant}`"),
            resource.span,
            Value::from(whole).to_string(),
        )
}

/// An action as the AWS SDK integration names it: the service in lower case and in one word, the action in camelCase.
fn sdk_of(service: &str, name: &str) -> String {
    let words = service.chars().filter(char::is_ascii_alphanumeric);
    let service = sdk_name(service).map_or_else(
        || words.collect::<String>().to_lowercase(),
        ToOwned::to_owned,
    );
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    let name: String = first.into_iter().chain(letters).collect();
    format!("aws-sdk:{service}:{name}")
}

fn ways_to_wait(action: &Action) -> &'static str {
    match (action.sync, action.token) {
        (true, true) => "use `.sync` or `.waitForTaskToken`, or no suffix",
        (true, false) => "use `.sync`, or no suffix",
        (false, true) => "use `.waitForTaskToken`, or no suffix",
        (false, false) => "remove the suffix",
    }
}
