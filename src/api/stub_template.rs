//! A stub to begin with: a handler that answers what the workflow asks of the answer.

use super::resources::Call;
use super::stub_fields::Fields;
use super::types::Pattern;
use crate::definition::PathField;
use crate::definition::resource::{self, ResourceKind, Service};
use crate::graph::resource_label;
use crate::integrations;
use crate::json;

/// JavaScript text of a Node.js Lambda for what these states call.
pub(super) fn template(calls: &[Call], pattern: Pattern) -> String {
    let Some(first) = calls.first() else {
        return String::new();
    };
    let mut lines = vec![
        format!("// {}", headline(calls, first, pattern)),
        "export const handler = async (event, context) => {".to_owned(),
    ];
    if let Some(name) = error_name(calls) {
        lines.push(format!(
            "  // throw Object.assign(new Error(\"why\"), {{ name: {} }});",
            quoted(name)
        ));
    }
    match pattern {
        Pattern::WaitForTaskToken => {
            let result = result_of_callback(calls);
            lines.push(format!(
                "  context.sendTaskSuccess(context.taskToken, {result}, {{ after: 60_000 }});"
            ));
            lines.push(format!("  return {};", sent(first)));
        }
        Pattern::Sync => {
            lines.push("  await context.sleep(60_000);".to_owned());
            lines.push(format!("  return {};", answer(calls, first)));
        }
        Pattern::RequestResponse => {
            lines.push(format!("  return {};", answer(calls, first)));
        }
    }
    lines.push("};".to_owned());
    lines.join("\n") + "\n"
}

fn headline(calls: &[Call], first: &Call, pattern: Pattern) -> String {
    let mut names: Vec<&str> = calls
        .iter()
        .map(|call| &*call.state.name.value)
        .take(3)
        .collect();
    if calls.len() > names.len() {
        names.push("others");
    }
    let callers = names
        .join(", ")
        .replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
    let label = resource_label(&first.key).replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
    let what = match (&first.resource.kind, pattern) {
        (ResourceKind::Activity, _) => format!("Worker of the activity {label}"),
        (ResourceKind::Service(service), Pattern::Sync) => format!(
            "Answers {}:{} with the finished job, after a minute",
            service.resource_type, service.action
        ),
        (ResourceKind::Service(service), Pattern::WaitForTaskToken)
            if !first.resource.is_lambda_invoke() =>
        {
            format!(
                "Answers {}:{}, then calls back after a minute",
                service.resource_type, service.action
            )
        }
        (ResourceKind::Service(service), _) if !first.resource.is_lambda_invoke() => {
            format!("Answers {}:{}", service.resource_type, service.action)
        }
        (_, Pattern::WaitForTaskToken) => {
            format!("Lambda function {label}; calls back after a minute")
        }
        _ => format!("Lambda function {label}"),
    };
    format!("{what}. For {callers}.")
}

/// An error of the workflow's own that a retrier or catcher names.
fn error_name<'a>(calls: &'a [Call]) -> Option<&'a str> {
    let states = calls.iter().map(|call| call.state);
    let names = states.flat_map(|state| {
        let retried = state.retry.iter().flat_map(|retrier| &retrier.error_equals);
        retried.chain(state.catch.iter().flat_map(|catcher| &catcher.error_equals))
    });
    names
        .map(|name| &*name.value)
        .find(|name| !name.starts_with("States.") && !name.is_empty())
}

/// What the handler returns: what later fields read of it, in the event itself when the result replaces it.
fn answer(calls: &[Call], first: &Call) -> String {
    if let ResourceKind::Service(service) = &first.resource.kind
        && !first.resource.is_lambda_invoke()
    {
        return service_answer(calls, service);
    }
    let wanted = wanted(calls);
    match (keeps_event(calls), wanted.is_empty()) {
        (true, true) => "event".to_owned(),
        (true, false) => wanted.written("...event"),
        (false, true) => "{ ok: true }".to_owned(),
        (false, false) => wanted.written(""),
    }
}

/// The result replaces the input, so what the input holds must be in it for the states that follow.
fn keeps_event(calls: &[Call]) -> bool {
    calls.iter().any(|call| {
        let flow = &call.state.data_flow;
        let replaces = match &flow.result_path {
            Some(PathField::Path(path)) => &*path.value.value == "$",
            Some(PathField::Null(_)) => false,
            None => true,
        };
        let has_own_request = flow.parameters.is_some() && !call.resource.is_lambda_invoke();
        replaces && !has_own_request && flow.output.is_none()
    })
}

fn wanted(calls: &[Call]) -> Fields {
    let mut fields = Fields::default();
    for call in calls {
        fields.add_wanted_of(call);
    }
    fields
}

fn result_of_callback(calls: &[Call]) -> String {
    let wanted = wanted(calls);
    if wanted.is_empty() {
        "{ approved: true }".to_owned()
    } else {
        wanted.written("")
    }
}

/// What the service answers at once, before it calls back.
fn sent(first: &Call) -> String {
    match &first.resource.kind {
        ResourceKind::Service(service) if !first.resource.is_lambda_invoke() => {
            known(service).written("")
        }
        _ => "{}".to_owned(),
    }
}

fn service_answer(calls: &[Call], service: &Service) -> String {
    let mut fields = known(service);
    for call in calls {
        fields.add_wanted_of(call);
    }
    fields.written("")
}

fn known(service: &Service) -> Fields {
    let answer = known_answer(service).and_then(|text| json::parse(text).ok());
    answer.map(|answer| Fields::of(&answer)).unwrap_or_default()
}

/// An example of what a service's task gives, as JSON.
fn known_answer(service: &Service) -> Option<&'static str> {
    let action = integrations::action(service.name(), &service.action)?;
    let ended = match service.pattern {
        resource::Pattern::SyncParsed => action.ended_parsed.or(action.ended),
        resource::Pattern::Sync => action.ended,
        _ => None,
    };
    ended.or(action.answer)
}

/// A JavaScript string literal.
fn quoted(text: &str) -> String {
    json::Value::string(text).to_text().to_string()
}
