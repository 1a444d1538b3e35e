//! The shapes about a definition's text as they cross to JavaScript. Offsets are UTF-16 code units of the text.

use serde::Serialize;

use crate::definition::StateType;
use crate::diagnostic::{self, Severity};
use crate::graph::GraphScope;
use crate::text::{LineIndex, Span};

/// Everything the page knows about a definition before it runs.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// What is wrong or suspicious, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The machine as nodes and edges; absent when the text has no readable state.
    pub graph: Option<GraphScope>,
    /// Each state in the order of the text, at any depth.
    pub states: Vec<StateOutline>,
    /// Each distinct resource that wants a stub, in the order of the text.
    pub resources: Vec<ResourceUse>,
    /// A run can start.
    pub runnable: bool,
}

/// Where a state stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateOutline {
    /// AWS's location.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Absent when it cannot be read.
    #[serde(rename = "type")]
    pub state_type: Option<StateType>,
    /// Name and object.
    pub range: TextRange,
    /// The name with its quotes.
    pub name_range: TextRange,
}

/// A resource that wants a stub.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceUse {
    /// What the stub is saved under.
    pub key: String,
    /// `lambda`, `activity` or `service`.
    pub kind: &'static str,
    /// A short name.
    pub label: String,
    /// `requestResponse`, `sync` or `waitForTaskToken`.
    pub pattern: &'static str,
    /// The states that use it.
    pub states: Vec<String>,
    /// A sensible stub.
    pub template: String,
}

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TextRange {
    /// First code unit.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// `missing-transition-target`
    pub code: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// First code unit.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
    /// Line of `from`, from 1.
    pub line: u32,
    /// Column of `from`, from 1.
    pub column: u32,
    /// AWS's location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Other places that matter.
    pub related: Vec<RelatedPlace>,
    /// Certain remedies.
    pub fixes: Vec<Fix>,
}

/// Another place that matters.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedPlace {
    /// First code unit.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
    /// What stands there.
    pub message: String,
}

/// A certain remedy: replace a part of the text.
#[derive(Clone, Debug, Serialize)]
pub struct Fix {
    /// For a menu.
    pub title: String,
    /// First code unit.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
    /// What replaces it.
    pub insert: String,
}

/// Answer of AWS's ValidateStateMachineDefinition.
#[derive(Clone, Debug, Serialize)]
pub struct ValidateResult {
    /// `OK` or `FAIL`.
    pub result: &'static str,
    /// Errors, then warnings.
    pub diagnostics: Vec<ValidateFinding>,
    /// There were more.
    pub truncated: bool,
}

/// One finding as AWS words it.
#[derive(Clone, Debug, Serialize)]
pub struct ValidateFinding {
    /// `ERROR` or `WARNING`.
    pub severity: &'static str,
    /// AWS's code.
    pub code: String,
    /// AWS's message.
    pub message: String,
    /// AWS's location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// A span of `index`'s text in UTF-16 code units.
pub fn range(span: Span, index: &LineIndex<'_>) -> TextRange {
    TextRange {
        from: index.utf16(span.start),
        to: index.utf16(span.end),
    }
}

/// Findings about `text`.
pub fn diagnostics(found: &[diagnostic::Diagnostic], text: &str) -> Vec<Diagnostic> {
    let index = LineIndex::new(text);
    found.iter().map(|d| of_diagnostic(d, &index)).collect()
}

fn of_diagnostic(found: &diagnostic::Diagnostic, index: &LineIndex<'_>) -> Diagnostic {
    let TextRange { from, to } = range(found.span, index);
    let position = index.position(found.span.start);
    Diagnostic {
        code: found.code.as_str(),
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        },
        message: found.message.clone(),
        reason: found.reason.clone(),
        help: found.help.clone(),
        from,
        to,
        line: position.line,
        column: position.column,
        location: found.location.clone(),
        related: found
            .related
            .iter()
            .map(|related| {
                let TextRange { from, to } = range(related.span, index);
                let message = related.message.clone();
                RelatedPlace { from, to, message }
            })
            .collect(),
        fixes: found
            .fixes
            .iter()
            .map(|fix| {
                let TextRange { from, to } = range(fix.span, index);
                let (title, insert) = (fix.title.clone(), fix.insert.clone());
                Fix {
                    title,
                    from,
                    to,
                    insert,
                }
            })
            .collect(),
    }
}
