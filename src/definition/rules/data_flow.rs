//! Texts that look like something to compute but are taken as they stand.

use crate::definition::{QueryLanguage, State, StateKind, Words};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::{Member, Node, NodeKind, Text};
use crate::text::Spanned;

/// # What it does
/// Warns of a path or intrinsic call whose key does not end in `.$`, of one that has no key, of one where a `…Path`
/// field is meant, and of paths in the `Result` of a Pass.
///
/// # Why
/// Such a text is handed on as it stands: the state gets the characters `$.order.id`, not the order's id.
///
/// # Example
/// ```json
/// { "Type": "Pass", "Parameters": { "id": "$.order.id" }, "End": true }
/// ```
pub(super) fn check(state: &State, found: &mut Diagnostics) {
    if state.query_language != QueryLanguage::JsonPath {
        return;
    }
    for (node, location) in templates(state) {
        check_template(node, &location, Holder::Field, found);
    }
    match &state.kind {
        Some(StateKind::Pass {
            result: Some(result),
        }) => check_result(result, &format!("{}/Result", state.location), found),
        Some(StateKind::Fail { error, cause }) => {
            check_words(error.as_ref(), "Error", state, found);
            check_words(cause.as_ref(), "Cause", state, found);
        }
        _ => {}
    }
}

/// The payload templates of a state, each with its location.
pub(super) fn templates<'a>(state: &'a State) -> Vec<(&'a Node, String)> {
    let mut found = Vec::new();
    let mut add = |node: &'a Option<Node>, location: &str, field: &str| {
        let node = node.as_ref();
        found.extend(node.map(|node| (node, format!("{location}/{field}"))));
    };
    let (flow, location) = (&state.data_flow, &*state.location);
    add(&flow.parameters, location, "Parameters");
    add(&flow.arguments, location, "Arguments");
    add(&flow.result_selector, location, "ResultSelector");
    add(&flow.assign, location, "Assign");
    add(&flow.output, location, "Output");
    for catcher in &state.catch {
        add(&catcher.assign, &catcher.location, "Assign");
        add(&catcher.output, &catcher.location, "Output");
    }
    match &state.kind {
        Some(StateKind::Task(task)) => add(&task.credentials, location, "Credentials"),
        Some(StateKind::Choice(choice)) => {
            for rule in &choice.rules {
                add(&rule.assign, &rule.location, "Assign");
                add(&rule.output, &rule.location, "Output");
            }
        }
        Some(StateKind::Map(map)) => {
            add(&map.item_selector, location, "ItemSelector");
            if let Some(batcher) = &map.item_batcher {
                add(&batcher.batch_input, location, "ItemBatcher/BatchInput");
            }
            if let Some(reader) = &map.item_reader {
                add(&reader.parameters, location, "ItemReader/Parameters");
            }
            if let Some(writer) = &map.result_writer {
                add(&writer.parameters, location, "ResultWriter/Parameters");
            }
        }
        _ => {}
    }
    found
}

/// What a text of a template is the value of.
#[derive(Clone, Copy)]
enum Holder<'a> {
    /// The state's own field: the whole template is one text.
    Field,
    Member(&'a Member),
    /// An element of the array that the member holds, if any member does.
    Element(Option<&'a Member>),
}

fn check_template(node: &Node, location: &str, holder: Holder<'_>, found: &mut Diagnostics) {
    let text = node.as_str().filter(|text| is_computed(text));
    match (text, holder) {
        (Some(_), Holder::Member(member)) if member.key.value.ends_with(".$") => {}
        (Some(text), Holder::Member(member)) => {
            found.push(no_dollar(member, text, location.to_owned()));
        }
        (Some(text), Holder::Element(member)) => {
            found.push(no_key(node, text, location, element_help(member, text)));
        }
        (Some(text), Holder::Field) => {
            let help = format!("write an object with a member such as `\"name.$\": \"{text}\"`");
            found.push(no_key(node, text, location, help));
        }
        (None, _) => {}
    }
    for member in node.members() {
        let at = format!("{location}/{}", member.key.value);
        check_template(&member.value, &at, Holder::Member(member), found);
    }
    let around = match holder {
        Holder::Member(member) => Some(member),
        Holder::Field | Holder::Element(_) => None,
    };
    for (at, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        let at = format!("{location}[{at}]");
        check_template(item, &at, Holder::Element(around), found);
    }
}

/// A path to the whole input or context object, or from them or a variable with a step, or a call of an intrinsic
/// function. A bare `$name` may well be a price or a shell variable.
fn is_computed(text: &str) -> bool {
    let is_path = text.strip_prefix('$').is_some_and(|rest| {
        let rest = rest.strip_prefix('$').unwrap_or(rest);
        let step = rest.strip_prefix(['.', '[']).unwrap_or("");
        rest.is_empty()
            || step.starts_with(|c: char| {
                c.is_alphabetic() || matches!(c, '_' | '\'' | '"' | '*' | '?' | '[' | '0'..='9')
            })
    });
    let is_call = text.starts_with("States.") && text.contains('(') && text.ends_with(')');
    (is_path && !text.contains(char::is_whitespace)) || is_call
}

fn no_dollar(member: &Member, text: &str, location: String) -> Diagnostic {
    let key = &member.key.value;
    let message =
        format!("`{text}` is taken as a text, since the key `{key}` does not end in `.$`");
    Diagnostic::new(
        Code::LiteralPath,
        Severity::Warning,
        member.key.span,
        message,
    )
    .with_location(location)
    .with_help(format!("write `\"{key}.$\"`"))
    .with_fix(
        format!("Change to `{key}.$`"),
        member.key.span,
        format!("\"{key}.$\""),
    )
    .with_aws(
        AwsCode::NoDollar,
        "No .$ on a field that appears to be a JSONPath or Intrinsic Function",
    )
}

/// A text without a key that could say that it is computed.
fn no_key(node: &Node, text: &str, location: &str, help: String) -> Diagnostic {
    let message = format!("`{text}` is taken as a text, since it is not the value of a key");
    Diagnostic::new(Code::LiteralPath, Severity::Warning, node.span, message)
        .with_location(location)
        .with_reason("only the value of a key that ends in `.$` is computed")
        .with_help(help)
}

fn element_help(member: Option<&Member>, text: &str) -> String {
    match member {
        Some(member) => {
            let key = &member.key.value;
            format!("write `\"{key}.$\": \"States.Array({text})\"`, with the other elements")
        }
        None => format!("put the array together with `States.Array({text}, …)`"),
    }
}

fn check_words(words: Option<&Words>, field: &str, state: &State, found: &mut Diagnostics) {
    let Some(Words::Literal(text)) = words else {
        return;
    };
    if is_computed(&text.value.value) {
        found.push(no_path(text, field, state));
    }
}

fn no_path(text: &Spanned<Text>, field: &str, state: &State) -> Diagnostic {
    let message = format!(
        "`{}` is taken as a text, since it stands in `{field}`",
        text.value.value
    );
    Diagnostic::new(Code::LiteralPath, Severity::Warning, text.span, message)
        .with_location(format!("{}/{field}", state.location))
        .with_help(format!("a path stands in `{field}Path`"))
        .with_aws(
            AwsCode::NoPath,
            "Field value looks like a path, but field name does not end with 'Path'",
        )
}

fn check_result(node: &Node, location: &str, found: &mut Diagnostics) {
    match &node.kind {
        NodeKind::String(text) if is_computed(&text.value) => {
            let message = format!(
                "`{}` is taken as a text: `Result` is never evaluated",
                text.value
            );
            found.push(
                Diagnostic::new(Code::StaticResult, Severity::Warning, node.span, message)
                    .with_location(location)
                    .with_help("use `Parameters` with a key that ends in `.$`")
                    .with_aws(
                        AwsCode::PassResultIsStatic,
                        "Attempt to use a path in the result of a pass state",
                    ),
            );
        }
        NodeKind::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                check_result(item, &format!("{location}[{at}]"), found);
            }
        }
        _ => {
            for member in node.members() {
                check_result(
                    &member.value,
                    &format!("{location}/{}", member.key.value),
                    found,
                );
            }
        }
    }
}
