//! What the paths of a state refer to: variables, and members of the context object.

use std::collections::BTreeMap;

use super::data_flow::templates;
use crate::definition::parse::has_substitution;
use crate::definition::{
    Condition, PathField, Quantity, QueryLanguage, State, StateKind, Wait, Words,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::intrinsic::Call;
use crate::json::node::{Node, NodeKind, Text};
use crate::jsonpath::{Path, Root, begins_variable};
use crate::text::{Span, Spanned};

/// The members of the context object and theirs.
///
/// Source: AWS developer guide, "Accessing execution data from the Context object"; recorded on AWS.
const CONTEXT: &[(&str, &[&str])] = &[
    (
        "Execution",
        &[
            "Id",
            "Input",
            "Name",
            "RoleArn",
            "StartTime",
            "RedriveCount",
            "RedriveTime",
        ],
    ),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
    ("Map", &["Item"]),
];

/// # What it does
/// Warns of a path to a variable that no state assigns, and to a member that the context object does not have.
///
/// # Why
/// Such a path finds nothing, whatever the input is, and the execution fails there.
///
/// # Example
/// ```json
/// { "Type": "Pass", "Parameters": { "id.$": "$$.Execution.ID", "total.$": "$total" }, "End": true }
/// ```
pub(super) fn check(state: &State, variables: &BTreeMap<&str, Span>, found: &mut Diagnostics) {
    let texts = texts(state);
    let may_refer = |written: &&Written<'_>| refers(&written.text.value);
    for written in texts.iter().filter(may_refer) {
        for reference in written.references() {
            let finding = match reference.path.root() {
                Root::Variable(name) if !variables.contains_key(&**name) => {
                    Some(unassigned(&reference, name, variables))
                }
                Root::Context => unknown_member(&reference),
                Root::Variable(_) | Root::Input => None,
            };
            if let Some(finding) = finding {
                found.push(finding.with_location(&*written.location));
            }
        }
    }
}

/// Whether a text may hold a path to a variable or into the context object: `$name`, `$$`.
fn refers(text: &str) -> bool {
    let mut after = text.split('$').skip(1).peekable();
    while let Some(rest) = after.next() {
        let is_root = rest.is_empty() && after.peek().is_some();
        if is_root || rest.starts_with(begins_variable) {
            return true;
        }
    }
    false
}

/// A text of a state that holds paths: of a field, of a template.
pub(super) struct Written<'a> {
    text: &'a Text,
    /// `/States/A/Parameters/x.$`
    pub(super) location: String,
}

/// A path in such a text.
pub(super) struct Reference {
    pub(super) path: Path,
    pub(super) span: Span,
}

/// All texts with paths of a state that uses JSONPath.
pub(super) fn texts(state: &State) -> Vec<Written<'_>> {
    if state.query_language != QueryLanguage::JsonPath {
        return Vec::new();
    }
    let mut texts = Texts::default();
    texts.of_fields(state);
    for (node, location) in templates(state) {
        texts.of_template(node, &location);
    }
    texts.0
}

impl Written<'_> {
    /// A path, or a call with paths among its arguments; what does not parse is the compiler's business.
    pub(super) fn references(&self) -> Vec<Reference> {
        let written = &*self.text.value;
        if has_substitution(written) {
            return Vec::new();
        }
        let paths: Vec<Path> = match Path::parse(written) {
            Ok(path) => vec![path],
            Err(_) => match Call::parse(written) {
                Ok(call) => call.paths().into_iter().cloned().collect(),
                Err(_) => Vec::new(),
            },
        };
        let reference = |path: Path| {
            let from = written.find(path.text()).unwrap_or(0);
            let span = self.text.source(from, from + path.text().len());
            Reference { path, span }
        };
        paths.into_iter().map(reference).collect()
    }
}

#[derive(Default)]
struct Texts<'a>(Vec<Written<'a>>);

impl<'a> Texts<'a> {
    fn add(&mut self, text: &'a Text, location: String) {
        self.0.push(Written { text, location });
    }

    fn of_template(&mut self, node: &'a Node, location: &str) {
        for member in node.members() {
            let at = format!("{location}/{}", member.key.value);
            match &member.value.kind {
                NodeKind::String(text) if member.key.value.ends_with(".$") => self.add(text, at),
                _ => self.of_template(&member.value, &at),
            }
        }
        for (at, item) in node.as_array().unwrap_or_default().iter().enumerate() {
            self.of_template(item, &format!("{location}[{at}]"));
        }
    }

    fn of_fields(&mut self, state: &'a State) {
        let flow = &state.data_flow;
        for (field, path) in [
            ("InputPath", &flow.input_path),
            ("OutputPath", &flow.output_path),
        ] {
            if let Some(PathField::Path(text)) = path {
                self.field(state, field, Some(text));
            }
        }
        match &state.kind {
            Some(StateKind::Task(task)) => {
                self.quantity(state, "TimeoutSecondsPath", task.timeout.as_ref());
                self.quantity(state, "HeartbeatSecondsPath", task.heartbeat.as_ref());
            }
            Some(StateKind::Wait(Some(Wait::Seconds(seconds)))) => {
                self.quantity(state, "SecondsPath", Some(seconds));
            }
            Some(StateKind::Wait(Some(Wait::Timestamp(words)))) => {
                self.words(state, "TimestampPath", Some(words));
            }
            Some(StateKind::Fail { error, cause }) => {
                self.words(state, "ErrorPath", error.as_ref());
                self.words(state, "CausePath", cause.as_ref());
            }
            Some(StateKind::Map(map)) => {
                self.field(state, "ItemsPath", map.items_path.as_ref());
                let [concurrency, count, percentage] = [
                    &map.max_concurrency,
                    &map.tolerated_failure_count,
                    &map.tolerated_failure_percentage,
                ];
                self.quantity(state, "MaxConcurrencyPath", concurrency.as_ref());
                self.quantity(state, "ToleratedFailureCountPath", count.as_ref());
                self.quantity(state, "ToleratedFailurePercentagePath", percentage.as_ref());
            }
            Some(StateKind::Choice(choice)) => {
                for rule in &choice.rules {
                    if let Some(condition) = &rule.condition {
                        self.condition(condition, &rule.location);
                    }
                }
            }
            _ => {}
        }
    }

    fn condition(&mut self, condition: &'a Condition, location: &str) {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|part| self.condition(part, location));
            }
            Condition::Not(part) => self.condition(part, location),
            Condition::Comparison {
                variable,
                operator,
                operand,
            } => {
                self.add(&variable.value, location.to_owned());
                if let (Some(text), true) = (operand.as_text(), operator.value.ends_with("Path")) {
                    self.add(text, location.to_owned());
                }
            }
            Condition::Jsonata(_) => {}
        }
    }

    fn quantity(&mut self, state: &State, field: &str, quantity: Option<&'a Quantity>) {
        if let Some(Quantity::Path(text)) = quantity {
            self.field(state, field, Some(text));
        }
    }

    fn words(&mut self, state: &State, field: &str, words: Option<&'a Words>) {
        if let Some(Words::Path(text)) = words {
            self.field(state, field, Some(text));
        }
    }

    fn field(&mut self, state: &State, field: &str, text: Option<&'a Spanned<Text>>) {
        if let Some(text) = text {
            self.add(&text.value, format!("{}/{field}", state.location));
        }
    }
}

fn unassigned(reference: &Reference, name: &str, variables: &BTreeMap<&str, Span>) -> Diagnostic {
    let message = format!("no state assigns the variable `{name}`");
    let diagnostic = Diagnostic::new(
        Code::UnassignedVariable,
        Severity::Warning,
        reference.span,
        message,
    )
    .with_reason("the execution fails where the variable is read");
    match closest(name, variables.keys().copied()) {
        Some(meant) => diagnostic.with_help(format!("did you mean `${meant}`?")),
        None => diagnostic.with_help(format!(
            "assign it before, or write `$.{name}` for a member of the input"
        )),
    }
}

/// A first or second name that the context object does not have.
fn unknown_member(reference: &Reference) -> Option<Diagnostic> {
    let names = reference.path.text().strip_prefix("$$.")?;
    // names in brackets are too rare to be looked at
    let mut names = names
        .split('.')
        .map(|name| name.split('[').next().unwrap_or(name));
    let first = names
        .next()
        .filter(|name| !name.is_empty() && *name != "*")?;
    let (wrong, known): (&str, Vec<&str>) = match CONTEXT.iter().find(|(name, _)| *name == first) {
        None => (first, CONTEXT.iter().map(|(name, _)| *name).collect()),
        Some((_, members)) => {
            let second = names
                .next()
                .filter(|name| !name.is_empty() && *name != "*")?;
            if members.contains(&second) {
                return None;
            }
            (second, members.to_vec())
        }
    };
    let message = format!("the context object has no `{wrong}` here");
    let diagnostic = Diagnostic::new(
        Code::UnknownContextMember,
        Severity::Warning,
        reference.span,
        message,
    )
    .with_reason("the execution fails where the path is read");
    Some(match closest(wrong, known.iter().copied()) {
        Some(meant) => diagnostic.with_help(format!("did you mean `{meant}`?")),
        None => diagnostic.with_help(format!(
            "it has {}",
            known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    })
}
