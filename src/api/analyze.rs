//! What there is to say about a definition before it runs.

use crate::definition::{self, MachineType, State, StateKind, StateMachine};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::graph;
use crate::json::{self, node::Node};
use crate::limits::MAX_VALIDATION_RESULTS;
use crate::program::Program;
use crate::program::compile::compile;
use crate::program::resource::Resource;
use crate::text::LineIndex;

use super::stub_template;
use super::task_request;
use super::types::{self, Analysis, ResourceUse, StateOutline, ValidateFinding, ValidateResult};

/// A definition, everything found in it, and the program when it can run.
pub struct Checked {
    /// What could be read.
    pub machine: StateMachine,
    /// All findings, by place.
    pub found: Vec<Diagnostic>,
    /// Absent when there are errors.
    pub program: Option<Program>,
}

/// Reads, judges and compiles a definition.
pub fn checked(text: &str, machine_type: MachineType) -> Checked {
    let (machine, mut found) = definition::parse(text);
    found.append(definition::check(&machine, machine_type));
    let compiled = compile(&machine, machine_type);
    let program = match compiled {
        Ok(program) if !found.has_errors() => Some(program),
        Ok(_) => None,
        Err(more) => {
            append_new(&mut found, more);
            None
        }
    };
    let found = found.into_sorted();
    Checked {
        machine,
        found,
        program,
    }
}

/// Takes over what the compiler found and nobody has said yet.
fn append_new(found: &mut Diagnostics, more: Diagnostics) {
    let known: Vec<_> = found
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.span)
        .collect();
    for diagnostic in more.into_sorted() {
        let says_nothing_new = diagnostic.code == Code::Incomplete && !known.is_empty();
        if !says_nothing_new && !known.contains(&diagnostic.span) {
            found.push(diagnostic);
        }
    }
}

/// See [`Analysis`].
pub fn analyze(text: &str, machine_type: MachineType) -> Analysis {
    let Checked {
        machine,
        found,
        program,
    } = checked(text, machine_type);
    let index = LineIndex::new(text);
    let states = machine.all_states();
    Analysis {
        diagnostics: types::diagnostics(&found, text),
        graph: graph::graph(&machine),
        states: states.iter().map(|state| outline(state, &index)).collect(),
        resources: resources(&states),
        runnable: program.is_some(),
    }
}

/// The findings alone.
pub fn check(text: &str, machine_type: MachineType) -> Vec<types::Diagnostic> {
    types::diagnostics(&checked(text, machine_type).found, text)
}

/// The findings as AWS's ValidateStateMachineDefinition words them. What AWS has no words for is told in ours when it is
/// an error, and left out otherwise.
pub fn validate(text: &str, machine_type: MachineType) -> ValidateResult {
    let found = checked(text, machine_type).found;
    let of = |severity: Severity| found.iter().filter(move |d| d.severity == severity);
    let worded = |d: &Diagnostic, severity| match &d.aws {
        Some(aws) => Some(ValidateFinding {
            severity,
            code: aws.code.to_owned(),
            message: aws.message.clone(),
            location: aws.location.clone(),
        }),
        None if severity == "ERROR" => Some(ValidateFinding {
            severity,
            code: "SCHEMA_VALIDATION_FAILED".to_owned(),
            message: d.message.clone(),
            location: d.location.clone(),
        }),
        None => None,
    };
    let errors = of(Severity::Error).filter_map(|d| worded(d, "ERROR"));
    let warnings = of(Severity::Warning).filter_map(|d| worded(d, "WARNING"));
    let mut diagnostics: Vec<_> = errors.chain(warnings).collect();
    let truncated = diagnostics.len() > MAX_VALIDATION_RESULTS;
    diagnostics.truncate(MAX_VALIDATION_RESULTS);
    let fails = diagnostics.iter().any(|d| d.severity == "ERROR");
    ValidateResult {
        result: if fails { "FAIL" } else { "OK" },
        diagnostics,
        truncated,
    }
}

/// The definition laid out anew, two spaces a level; a text that is no JSON stays as it is.
pub fn format(text: &str, indent: usize) -> String {
    let (node, found): (Node, Diagnostics) = json::parse::parse(text);
    // laying out a text with a member written twice would lose one
    if found.has_errors() || found.iter().any(|d| d.code == Code::DuplicateMember) {
        return text.to_owned();
    }
    let mut pretty = node.to_value().to_pretty(indent);
    if text.ends_with('\n') {
        pretty.push('\n');
    }
    pretty
}

fn outline(state: &State, index: &LineIndex<'_>) -> StateOutline {
    StateOutline {
        path: state.location.to_string(),
        name: state.name.value.to_string(),
        state_type: state.state_type(),
        range: types::range(state.name.span.to(state.span), index),
        name_range: types::range(state.name.span, index),
    }
}

/// Distinct resources; `lambda:invoke` of a function that is written there counts as that function.
fn resources(states: &[&State]) -> Vec<ResourceUse> {
    let mut uses: Vec<ResourceUse> = Vec::new();
    for state in states {
        let Some(StateKind::Task(task)) = &state.kind else {
            continue;
        };
        let Some(text) = task
            .resource
            .as_ref()
            .filter(|text| !text.value.value.is_empty())
        else {
            continue;
        };
        let resource = Resource::parse(&text.value.value);
        let key = graph::function_of(state).unwrap_or_else(|| resource.text.to_string());
        match uses.iter_mut().find(|known| known.key == key) {
            Some(known) => known.states.push(state.location.to_string()),
            None => uses.push(ResourceUse {
                kind: task_request::kind(&resource),
                label: graph::resource_label(&key),
                pattern: task_request::pattern(&resource),
                states: vec![state.location.to_string()],
                template: stub_template::template(&resource),
                key,
            }),
        }
    }
    uses
}
