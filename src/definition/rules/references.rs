//! What the paths of a state refer to: variables, and members of the context object.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::data_flow::templates;
use crate::definition::parse::has_substitution;
use crate::definition::{
    Condition, PathField, Quantity, QueryLanguage, State, StateKind, Wait, Words,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::intrinsic::Call;
use crate::json::node::{Node, NodeKind, Text};
use crate::jsonpath::{Path, Root};
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
    for reference in paths(state) {
        let finding = match reference.path.root() {
            Root::Variable(name) if !variables.contains_key(&**name) => {
                Some(unassigned(&reference, name, variables))
            }
            Root::Context => unknown_member(&reference),
            Root::Variable(_) | Root::Input => None,
        };
        if let Some(finding) = finding {
            found.push(finding.with_location(reference.location));
        }
    }
}

/// A path of a state, in a field, a template or a call.
pub(super) struct Reference {
    pub(super) path: Path,
    pub(super) span: Span,
    pub(super) location: String,
    /// A Choice asks whether it is there.
    pub(super) may_be_missing: bool,
}

/// All paths of a state that uses JSONPath.
pub(super) fn paths(state: &State) -> Vec<Reference> {
    if state.query_language != QueryLanguage::JsonPath {
        return Vec::new();
    }
    let mut references = References::default();
    references.of_fields(state);
    for (node, location) in templates(state) {
        references.of_template(node, &location);
    }
    references.paths
}

#[derive(Default)]
struct References {
    paths: Vec<Reference>,
    /// What a Choice asks by `IsPresent`: a path below one of these may be missing where the other rules read it.
    asked: Vec<Rc<str>>,
}

impl References {
    /// A path, or a call with paths among its arguments; what does not parse is the compiler's business.
    fn add(&mut self, text: &Text, location: String) {
        let written = &*text.value;
        if has_substitution(written) {
            return;
        }
        let paths: Vec<Path> = match Path::parse(written) {
            Ok(path) => vec![path],
            Err(_) => match Call::parse(written) {
                Ok(call) => call.paths().into_iter().cloned().collect(),
                Err(_) => Vec::new(),
            },
        };
        for path in paths {
            let from = written.find(path.text()).unwrap_or(0);
            let span = text.source(from, from + path.text().len());
            let is_below = |asked: &Rc<str>| path.text().starts_with(&**asked);
            self.paths.push(Reference {
                may_be_missing: self.asked.iter().any(is_below),
                path,
                span,
                location: location.clone(),
            });
        }
    }

    fn of_template(&mut self, node: &Node, location: &str) {
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

    fn of_fields(&mut self, state: &State) {
        let at = |field: &str| format!("{}/{field}", state.location);
        self.path(&state.data_flow.input_path, at("InputPath"));
        self.path(&state.data_flow.output_path, at("OutputPath"));
        match &state.kind {
            Some(StateKind::Task(task)) => {
                self.quantity(&task.timeout, at("TimeoutSecondsPath"));
                self.quantity(&task.heartbeat, at("HeartbeatSecondsPath"));
            }
            Some(StateKind::Wait(Some(Wait::Seconds(seconds)))) => {
                self.quantity(&Some(seconds.clone()), at("SecondsPath"));
            }
            Some(StateKind::Wait(Some(Wait::Timestamp(words)))) => {
                self.words(&Some(words.clone()), at("TimestampPath"));
            }
            Some(StateKind::Fail { error, cause }) => {
                self.words(error, at("ErrorPath"));
                self.words(cause, at("CausePath"));
            }
            Some(StateKind::Map(map)) => {
                self.spanned(map.items_path.as_ref(), at("ItemsPath"));
                self.quantity(&map.max_concurrency, at("MaxConcurrencyPath"));
                self.quantity(
                    &map.tolerated_failure_count,
                    at("ToleratedFailureCountPath"),
                );
                self.quantity(
                    &map.tolerated_failure_percentage,
                    at("ToleratedFailurePercentagePath"),
                );
            }
            Some(StateKind::Choice(choice)) => {
                for rule in &choice.rules {
                    self.asked.extend(rule.condition.iter().flat_map(asked));
                }
                for rule in &choice.rules {
                    if let Some(condition) = &rule.condition {
                        self.condition(condition, &rule.location);
                    }
                }
            }
            _ => {}
        }
    }

    fn condition(&mut self, condition: &Condition, location: &str) {
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

    fn path(&mut self, field: &Option<PathField>, location: String) {
        if let Some(PathField::Path(text)) = field {
            self.spanned(Some(text), location);
        }
    }

    fn quantity(&mut self, field: &Option<Quantity>, location: String) {
        if let Some(Quantity::Path(text)) = field {
            self.spanned(Some(text), location);
        }
    }

    fn words(&mut self, field: &Option<Words>, location: String) {
        if let Some(Words::Path(text)) = field {
            self.spanned(Some(text), location);
        }
    }

    fn spanned(&mut self, text: Option<&Spanned<Text>>, location: String) {
        if let Some(text) = text {
            self.add(&text.value, location);
        }
    }
}

/// The paths whose presence a condition tests.
fn asked(condition: &Condition) -> Vec<Rc<str>> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(asked).collect(),
        Condition::Not(part) => asked(part),
        Condition::Comparison {
            variable, operator, ..
        } if &*operator.value == "IsPresent" => vec![variable.value.value.clone()],
        Condition::Comparison { .. } | Condition::Jsonata(_) => Vec::new(),
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
