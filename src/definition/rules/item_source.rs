//! Where the items of a distributed Map come from and where its results go.

use crate::definition::parse::{has_substitution, is_expression};
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
        let problems = config_problems(config, &location);
        if problems.is_empty() && action == Some("listObjectsV2") {
            found.extend(typed_list(config, &location));
        }
        found.extend(problems);
    }
}

/// The settings that do not go with the others.
///
/// Source: measured on AWS.
fn config_problems(config: &Node, location: &str) -> Vec<Diagnostic> {
    let text = |name: &str| config.get(name).and_then(Node::as_str);
    let input = text("InputType");
    let mut found = Vec::new();
    let mut add = |code, span, message: &str, help: &str, aws: String| {
        found.push(
            Diagnostic::new(code, Severity::Error, span, message)
                .with_location(location)
                .with_help(help)
                .with_aws(AwsCode::SchemaValidationFailed, aws),
        );
    };
    let is_flattened = text("Transformation") == Some("LOAD_AND_FLATTEN");
    if is_flattened && config.get("InputType").is_none() {
        add(
            Code::MissingField,
            config.span.head(),
            "a reader that flattens objects needs their `InputType`",
            "add `\"InputType\": \"JSON\"`, for example",
            "The field 'InputType' is required".to_owned(),
        );
    }
    if input == Some("CSV") && config.get("CSVHeaderLocation").is_none() {
        add(
            Code::MissingField,
            config.span.head(),
            "a reader of CSV needs `CSVHeaderLocation`",
            "add `\"CSVHeaderLocation\": \"FIRST_ROW\"`, or `GIVEN` with `CSVHeaders`",
            "The field 'CSVHeaderLocation' is required".to_owned(),
        );
    }
    let foreign: &[&str] = match input {
        Some("JSON") => &["CSVHeaderLocation", "CSVHeaders", "ManifestType"],
        Some("JSONL") => &["CSVHeaderLocation", "CSVHeaders"],
        _ => &[],
    };
    for member in foreign.iter().filter_map(|name| config.member(name)) {
        let name = &member.key.value;
        add(
            Code::MisplacedField,
            member.key.span,
            &format!("a reader of {} has no `{name}`", input.unwrap_or_default()),
            match &**name {
                "ManifestType" => "remove it, or write `\"InputType\": \"MANIFEST\"`",
                _ => "remove it, or write `\"InputType\": \"CSV\"`",
            },
            format!("Field '{name}' is not supported"),
        );
    }
    if let Some(header) = config.member("CSVHeaderLocation")
        && header.value.as_str() == Some("GIVEN")
        && foreign.is_empty()
        && config.get("CSVHeaders").is_none()
    {
        add(
            Code::MissingField,
            header.value.span,
            "the header is to be given, and `CSVHeaders` is missing",
            "add `\"CSVHeaders\": [\"…\"]`",
            "These fields are required: [CSVHeaders]".to_owned(),
        );
    }
    let pointer = config.member("ItemsPointer").filter(|member| {
        let text = member.value.as_str().unwrap_or_default();
        !(text.is_empty() || text.starts_with('/') || is_expression(text) || has_substitution(text))
    });
    if let Some(pointer) = pointer {
        let text = pointer.value.as_str().unwrap_or_default();
        add(
            Code::InvalidPath,
            pointer.value.span,
            "a JSON Pointer starts with `/`",
            "write `/data/items`, for example",
            format!("Invalid input: JSON Pointer expression must start with '/': \"{text}\""),
        );
    }
    found
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
