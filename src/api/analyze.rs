//! What there is to say about a definition before it runs.

use crate::definition::{self, MachineType, State, StateMachine};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::graph;
use crate::program::Program;
use crate::program::compile::compile;
use crate::text::LineIndex;

use super::resources::resources;
use super::types::{self, Analysis, StateOutline};

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
    compiled(machine, found, machine_type)
}

/// Compiles what has been judged.
pub(super) fn compiled(
    machine: StateMachine,
    mut found: Diagnostics,
    machine_type: MachineType,
) -> Checked {
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
    let errors: Vec<_> = found
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.span)
        .collect();
    let is_explained =
        !errors.is_empty() || found.iter().any(|d| d.code == Code::UnfilledSubstitution);
    for diagnostic in more.into_sorted() {
        let says_nothing_new = diagnostic.code == Code::Incomplete && is_explained;
        if !says_nothing_new && !errors.contains(&diagnostic.span) {
            found.push(diagnostic);
        }
    }
}

/// Reads a definition that would be created as a machine of this type. Never fails: what is wrong with the text is in
/// the diagnostics.
///
/// ```
/// use asl_playground::{api::analyze::analyze, definition::MachineType};
/// let analysis = analyze(r#"{ "StartAt": "A", "States": { "B": { "Type": "Succeed" } } }"#, MachineType::Standard);
/// assert_eq!(analysis.diagnostics[0].code, "missing-transition-target");
/// assert!(!analysis.runnable);
/// ```
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
        resources: resources(&machine),
        runnable: program.is_some(),
    }
}

/// The graph as Mermaid's flowchart; `None` when the text has no readable `States`.
pub fn mermaid(text: &str) -> Option<String> {
    let machine = checked(text, MachineType::Standard).machine;
    graph::graph(&machine).map(|graph| graph::mermaid(&graph))
}

/// The findings alone.
pub fn check(text: &str, machine_type: MachineType) -> Vec<types::Diagnostic> {
    types::diagnostics(&checked(text, machine_type).found, text)
}

fn outline(state: &State, index: &LineIndex<'_>) -> StateOutline {
    StateOutline {
        path: state.location.clone(),
        name: state.name.value.clone(),
        state_type: state.state_type(),
        range: types::range(state.name.span.to(state.span), index),
        name_range: types::range(state.name.span, index),
    }
}
