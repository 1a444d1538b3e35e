//! What the paths of a state refer to: variables, and members of the context object.

use std::collections::BTreeMap;

use super::data_flow::templates;
use crate::definition::parse::has_substitution;
use crate::definition::{
    Condition, Map, PathField, Quantity, QueryLanguage, State, StateKind, Wait, Words,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::intrinsic::Call;
use crate::json::node::{Node, NodeKind, Text};
use crate::jsonpath::{Path, Root, begins_variable};
use crate::text::{Span, Spanned};

/// The members of the context object and theirs.
///
/// Source: AWS developer guide, "Accessing execution data from the Context object"; recorded on AWS.
pub(crate) const CONTEXT: &[(&str, &[&str])] = &[
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

/// The variables that a state can read.
#[derive(Clone)]
pub(super) struct Visible<'a> {
    /// Where each is assigned first.
    pub(super) spans: BTreeMap<&'a str, Span>,
    /// There are no others: no state computes the names that it assigns.
    pub(super) are_all: bool,
    /// Those that no state on a way to this one assigns.
    pub(super) late: Vec<&'a str>,
}

impl Visible<'_> {
    /// No variables at all.
    pub(super) fn none() -> Visible<'static> {
        Visible {
            spans: BTreeMap::new(),
            are_all: true,
            late: Vec::new(),
        }
    }

    /// What is wrong with reading a variable that is assigned only later.
    #[cold]
    pub(super) fn too_early(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let assigned = self.spans.get(name).filter(|_| self.late.contains(&name))?;
        let message = format!("the variable `{name}` has no value yet where this state begins");
        Some(
            Diagnostic::new(
                Code::UnassignedVariable,
                Severity::Warning,
                span,
                message,
            )
            .with_reason("a state reads what the states before it assigned; what it assigns itself is seen from the next state on")
            .with_help("assign it in a state before this one, or write here what is assigned")
            .with_related(*assigned, "assigned here"),
        )
    }
}

/// # What it does
/// Warns of a path to a variable that no state assigns, or none before, and to a member that the context object does not
/// have.
///
/// # Why
/// Such a path finds nothing, whatever the input is, and the execution fails there.
///
/// # Example
/// ```json
/// { "Type": "Pass", "Parameters": { "id.$": "$$.Execution.ID", "total.$": "$total" }, "End": true }
/// ```
pub(super) fn check(state: &State, variables: &Visible<'_>, found: &mut Diagnostics) {
    let texts = texts(state);
    let may_refer = |written: &&Written<'_>| refers(&written.text.value);
    let is_unknown = |name: &str| variables.are_all && !variables.spans.contains_key(name);
    for written in texts.iter().filter(may_refer) {
        for reference in written.references() {
            let finding = match reference.path.root() {
                Root::Variable(name) if is_unknown(name) => {
                    Some(unassigned(&reference, name, &variables.spans))
                }
                Root::Variable(name) => variables.too_early(name, reference.span),
                Root::Context => {
                    let names = reference.path.text().strip_prefix("$$.");
                    // names in brackets are too rare to be looked at
                    let names = names.into_iter().flat_map(|names| names.split('.'));
                    let names = names.map(|name| name.split('[').next().unwrap_or(name));
                    unknown_member(&names.collect::<Vec<_>>(), reference.span)
                }
                Root::Input => None,
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

/// A text of a state that holds paths or an expression: of a field, of a template.
pub(super) struct Written<'a> {
    pub(super) text: &'a Text,
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
    match state.query_language {
        QueryLanguage::JsonPath => written(state),
        QueryLanguage::Jsonata => Vec::new(),
    }
}

/// All texts of a state that are computed, in its language.
pub(super) fn written(state: &State) -> Vec<Written<'_>> {
    let mut texts = Texts::default();
    texts.of_fields(state);
    for (node, location) in templates(state) {
        match state.query_language {
            QueryLanguage::JsonPath => texts.of_template(node, &location),
            QueryLanguage::Jsonata => texts.of_expressions(node, &location),
        }
    }
    texts.0
}

impl Written<'_> {
    /// The inside of the text.
    pub(super) fn span(&self) -> Span {
        self.text.source(0, self.text.value.len())
    }

    /// A path, or a call with paths among its arguments; what does not parse is the compiler's business.
    pub(super) fn references(&self) -> Vec<Reference> {
        let written = &*self.text.value;
        if has_substitution(written) {
            return Vec::new();
        }
        let reference = |(from, path): (usize, &Path)| Reference {
            span: self.text.source(from, from + path.text().len()),
            path: path.clone(),
        };
        match Path::parse(written) {
            Ok(path) => vec![reference((0, &path))],
            Err(_) => Call::parse(written).map_or_else(
                |_| Vec::new(),
                |call| call.paths().into_iter().map(reference).collect(),
            ),
        }
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

    fn of_expressions(&mut self, node: &'a Node, location: &str) {
        if let NodeKind::String(text) = &node.kind {
            self.add(text, location.to_owned());
        }
        for member in node.members() {
            self.of_expressions(&member.value, &format!("{location}/{}", member.key.value));
        }
        for (at, item) in node.as_array().unwrap_or_default().iter().enumerate() {
            self.of_expressions(item, &format!("{location}[{at}]"));
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
                self.quantity(state, "TimeoutSeconds", task.timeout.as_ref());
                self.quantity(state, "HeartbeatSeconds", task.heartbeat.as_ref());
            }
            Some(StateKind::Wait(Some(Wait::Seconds(seconds)))) => {
                self.quantity(state, "Seconds", Some(seconds));
            }
            Some(StateKind::Wait(Some(Wait::Timestamp(words)))) => {
                self.words(state, "Timestamp", Some(words));
            }
            Some(StateKind::Fail { error, cause }) => {
                self.words(state, "Error", error.as_ref());
                self.words(state, "Cause", cause.as_ref());
            }
            Some(StateKind::Map(map)) => self.of_map(state, map),
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

    fn of_map(&mut self, state: &'a State, map: &'a Map) {
        self.field(state, "ItemsPath", map.items_path.as_ref());
        let [concurrency, count, percentage] = [
            &map.max_concurrency,
            &map.tolerated_failure_count,
            &map.tolerated_failure_percentage,
        ];
        self.quantity(state, "MaxConcurrency", concurrency.as_ref());
        self.quantity(state, "ToleratedFailureCount", count.as_ref());
        self.quantity(state, "ToleratedFailurePercentage", percentage.as_ref());
        if let Some(reader) = &map.item_reader {
            let field = "ItemReader/ReaderConfig/MaxItems";
            self.quantity(state, field, reader.max_items.as_ref());
        }
        if let Some(batcher) = &map.item_batcher {
            let (items, bytes) = (&batcher.max_items, &batcher.max_input_bytes);
            self.quantity(state, "ItemBatcher/MaxItemsPerBatch", items.as_ref());
            self.quantity(state, "ItemBatcher/MaxInputBytesPerBatch", bytes.as_ref());
        }
        if let Some(items) = &map.items {
            self.of_expressions(items, &format!("{}/Items", state.location));
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
            Condition::Jsonata(node) => {
                self.of_expressions(node, &format!("{location}/Condition"));
            }
        }
    }

    fn quantity(&mut self, state: &State, field: &str, quantity: Option<&'a Quantity>) {
        match quantity {
            Some(Quantity::Path(text)) => self.field(state, &format!("{field}Path"), Some(text)),
            Some(Quantity::Expression(text)) => self.field(state, field, Some(text)),
            Some(Quantity::Literal(_)) | None => {}
        }
    }

    fn words(&mut self, state: &State, field: &str, words: Option<&'a Words>) {
        match words {
            Some(Words::Path(text)) => self.field(state, &format!("{field}Path"), Some(text)),
            Some(Words::Expression(text)) => self.field(state, field, Some(text)),
            Some(Words::Literal(_)) | None => {}
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

/// A first or second name that the context object does not have; `names` are those of a path into it.
pub(super) fn unknown_member(names: &[&str], span: Span) -> Option<Diagnostic> {
    let name_at = |at: usize| {
        let name = names.get(at).copied();
        name.filter(|name| !name.is_empty() && *name != "*")
    };
    let first = name_at(0)?;
    let (wrong, known): (&str, Vec<&str>) = match CONTEXT.iter().find(|(name, _)| *name == first) {
        None => (first, CONTEXT.iter().map(|(name, _)| *name).collect()),
        Some((_, members)) => {
            let second = name_at(1)?;
            if members.contains(&second) {
                return None;
            }
            (second, members.to_vec())
        }
    };
    let message = format!("the context object has no `{wrong}` here");
    let diagnostic = Diagnostic::new(Code::UnknownContextMember, Severity::Warning, span, message)
        .with_reason("the path finds nothing, whatever the input is");
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
