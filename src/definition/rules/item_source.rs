//! Where the items of a distributed Map come from and where its results go.

use crate::definition::parse::has_substitution;
use crate::definition::resource::arn_parts;
use crate::definition::{ItemReader, QueryLanguage, ResultWriter, State, StateKind};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity, quoted};
use crate::json::node::{Node, NodeKind, Text};
use crate::text::{Span, Spanned};

/// # What it does
/// Warns of a reader or writer that calls something else than S3, and of one that is not told the bucket or the key.
/// Reports settings of a reader that do not go together.
///
/// # Why
/// The Map Run fails before the first item, or after the last one. Step Functions refuses such settings.
///
/// # Example
/// ```json
/// { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "CSV" },
///   "Parameters": { "Bucket": "orders" } }
/// ```
///
/// Source: AWS developer guide, "ItemReader" and "ResultWriter"; what AWS says of a reader's resource and of its settings for
/// CSV: public measurements on its validation. What it says of the rest when a definition is created is not known.
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    let Some(StateKind::Map(map)) = &state.kind else {
        return;
    };
    if map.distributed.is_none() {
        return;
    }
    if let Some(reader) = &map.item_reader {
        check_reader(state, reader, found);
    }
    if let Some(writer) = &map.result_writer {
        check_writer(state, writer, found);
    }
}

fn check_reader(state: &State, reader: &ItemReader, found: &mut Diagnostics) {
    let location = format!("{}/ItemReader", state.location);
    let Some(resource) = &reader.resource else {
        return;
    };
    let action = action(&resource.value.value);
    let required: &[&str] = match action {
        Some("getObject") => &["Bucket", "Key"],
        Some("listObjectsV2") => &["Bucket"],
        _ if has_substitution(&resource.value.value) => return,
        _ => {
            let known = ["getObject", "listObjectsV2"];
            found.push(wrong_resource(resource, "ItemReader", &known, &location));
            return;
        }
    };
    let request = reader.parameters.as_ref();
    let span = reader.span.head();
    found.extend(missing(state, request, required, span, &location));
    if let Some(config) = &reader.config {
        let location = format!("{location}/ReaderConfig");
        let problem = config_problem(config, &location).or_else(|| match action {
            Some("listObjectsV2") => typed_list(config, &location),
            _ => None,
        });
        found.extend(problem);
    }
}

/// The first setting that does not go with the others.
fn config_problem(config: &Node, location: &str) -> Option<Diagnostic> {
    let text = |name: &str| config.get(name).and_then(Node::as_str);
    let header = config.member("CSVHeaderLocation");
    let has_headers = config.get("CSVHeaders").is_some();
    let (code, span, message, help, aws) = match (text("InputType"), header) {
        (Some("CSV"), None) => (
            Code::MissingField,
            config.span.head(),
            "a reader of CSV needs `CSVHeaderLocation`",
            "add `\"CSVHeaderLocation\": \"FIRST_ROW\"`, or `GIVEN` with `CSVHeaders`",
            "The field 'CSVHeaderLocation' is required",
        ),
        (Some("JSON"), Some(header)) => (
            Code::MisplacedField,
            header.key.span,
            "a reader of JSON has no `CSVHeaderLocation`",
            "remove it, or write `\"InputType\": \"CSV\"`",
            "Field 'CSVHeaderLocation' is not supported",
        ),
        (_, Some(header)) if header.value.as_str() == Some("GIVEN") && !has_headers => (
            Code::MissingField,
            header.value.span,
            "the header is to be given, and `CSVHeaders` is missing",
            "add `\"CSVHeaders\": [\"…\"]`",
            "These fields are required: [CSVHeaders]",
        ),
        _ => return None,
    };
    Some(
        Diagnostic::new(code, Severity::Error, span, message)
            .with_location(location)
            .with_help(help)
            .with_aws(AwsCode::SchemaValidationFailed, aws),
    )
}

/// The format of objects that are listed and not read.
fn typed_list(config: &Node, location: &str) -> Option<Diagnostic> {
    let transformation = config.get("Transformation").and_then(Node::as_str);
    if transformation == Some("LOAD_AND_FLATTEN") {
        return None;
    }
    let span = config.get("InputType")?.span;
    let message = "a list of objects has no `InputType`";
    Some(
        Diagnostic::new(Code::ConflictingFields, Severity::Warning, span, message)
            .with_location(location)
            .with_help(
                "remove it, or read the objects with `\"Transformation\": \"LOAD_AND_FLATTEN\"`",
            ),
    )
}

fn check_writer(state: &State, writer: &ResultWriter, found: &mut Diagnostics) {
    let location = format!("{}/ResultWriter", state.location);
    // without it results are only shaped
    let Some(resource) = &writer.resource else {
        return;
    };
    if action(&resource.value.value) == Some("putObject") {
        let (request, span) = (writer.parameters.as_ref(), writer.span.head());
        found.extend(missing(state, request, &["Bucket"], span, &location));
    } else if !has_substitution(&resource.value.value) {
        let known = ["putObject"];
        found.push(wrong_resource(resource, "ResultWriter", &known, &location));
    }
}

/// The action of an optimised integration with S3.
fn action(resource: &str) -> Option<&str> {
    match arn_parts(resource)[..] {
        ["arn", _, "states", _, _, "s3", action] => Some(action),
        _ => None,
    }
}

fn wrong_resource(
    resource: &Spanned<Text>,
    field: &str,
    known: &[&str],
    location: &str,
) -> Diagnostic {
    let known = known
        .iter()
        .map(|action| format!("arn:aws:states:::s3:{action}"));
    let known: Vec<String> = known.collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("`{field}` cannot call `{}`", resource.value.value);
    let help = format!("use {}", quoted(&known, "or"));
    let location = format!("{location}/Resource");
    let finding = Diagnostic::new(
        Code::UnknownValue,
        Severity::Warning,
        resource.span,
        message,
    )
    .with_location(location)
    .with_help(help);
    if field != "ItemReader" {
        return finding;
    }
    let refused = "The field 'Resource' does not match any of the allowed values";
    finding.with_aws(AwsCode::SchemaValidationFailed, refused)
}

/// What a request does not say; an expression may compute all of it.
fn missing(
    state: &State,
    request: Option<&Node>,
    required: &[&str],
    span: Span,
    location: &str,
) -> Vec<Diagnostic> {
    let (field, is_jsonpath) = match state.query_language {
        QueryLanguage::JsonPath => ("Parameters", true),
        QueryLanguage::Jsonata => ("Arguments", false),
    };
    let (span, location) = match request {
        None => (span, location.to_owned()),
        Some(node) if !matches!(node.kind, NodeKind::Object(_)) => return Vec::new(),
        Some(node) => (node.span.head(), format!("{location}/{field}")),
    };
    let has = |name: &str| {
        let has = |name: &str| request.is_some_and(|node| node.get(name).is_some());
        has(name) || (is_jsonpath && has(&format!("{name}.$")))
    };
    let absent = required.iter().filter(|name| !has(name));
    absent
        .map(|name| {
            let message = format!("`{field}` needs `{name}`");
            Diagnostic::new(Code::MissingField, Severity::Warning, span, message)
                .with_location(location.clone())
        })
        .collect()
}
