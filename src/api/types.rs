//! The shapes of an analysis as they cross to JavaScript. `definition.ts` in `www/src/engine/types` says the same in
//! TypeScript.
//!
//! Offsets are UTF-16 code units, since that is what JavaScript's texts count in.

use std::rc::Rc;

use serde::Serialize;

use crate::definition::StateType;
use crate::definition::resource::{self, Resource};
use crate::diagnostic;
use crate::graph::GraphScope;
use crate::text::{LineIndex, Span};

/// A range in the definition text, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TextRange {
    /// First unit.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// AWS refuses the definition, or it cannot run.
    Error,
    /// AWS accepts it, but it is surely not meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// One finding about the definition text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Kebab-case code, such as `missing-transition-target`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, one terse sentence.
    pub message: String,
    /// Why it matters, or absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    /// What to do, or absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub help: Option<String>,
    /// Where, in UTF-16 code units of the text.
    pub from: u32,
    /// One past its last unit.
    pub to: u32,
    /// Line from 1.
    pub line: u32,
    /// Column from 1 (UTF-16), of `from`.
    pub column: u32,
    /// AWS's location, such as `/States/A/Next`, or absent for the whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub location: Option<String>,
    /// Second places that explain it.
    pub related: Vec<RelatedPlace>,
    /// A certain remedy: replace `from..to` by `insert`.
    pub fixes: Vec<Fix>,
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RelatedPlace {
    /// First unit.
    pub from: u32,
    /// One past the last unit.
    pub to: u32,
    /// What stands there.
    pub message: String,
}

/// A certain remedy.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fix {
    /// What applying it does, for a menu.
    pub title: String,
    /// First unit of what is replaced.
    pub from: u32,
    /// One past its last unit.
    pub to: u32,
    /// What is put there.
    pub insert: String,
}

/// Answer of `analyze`: everything the page knows about a definition before it runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The machine as nodes and edges; null when the text has no readable `States`.
    pub graph: Option<GraphScope>,
    /// Each state of the machine, in document order, at any depth.
    pub states: Vec<StateOutline>,
    /// Each distinct resource that wants a stub, in document order.
    pub resources: Vec<ResourceUse>,
    /// Definition parses and compiles: a run can start.
    pub runnable: bool,
}

/// `path` is AWS's location: `/States/P/Branches[0]/States/X`, `/States/M/ItemProcessor/States/Y`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StateOutline {
    /// Its location.
    pub path: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// Null when it cannot be read.
    #[serde(rename = "type")]
    pub state_type: Option<StateType>,
    /// The object.
    pub range: TextRange,
    /// The name with its quotes.
    pub name_range: TextRange,
}

/// A resource that Task states call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ResourceUse {
    /// The handler key the stub is saved under: the ARN or resource string; for `lambda:invoke` with a literal
    /// FunctionName, that name or ARN.
    pub key: String,
    /// Which events it makes.
    pub kind: ResourceKind,
    /// Short label: the function's or activity's name, or `sqs:sendMessage`.
    pub label: String,
    /// How long the task waits; where states differ, the longest.
    pub pattern: Pattern,
    /// Paths of the states that use it.
    pub states: Vec<Rc<str>>,
    /// A sensible stub for it: JavaScript text of a Node.js Lambda.
    pub template: String,
    /// When it is answered without a stub.
    pub built_in: BuiltIn,
}

/// When a resource is answered without a stub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum BuiltIn {
    /// Never.
    Never,
    /// When the workspace has another machine that it can start.
    Machines,
    /// Always: it is emulated.
    Always,
}

/// What kind of thing a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ResourceKind {
    /// A function, by its ARN or through `lambda:invoke`.
    Lambda,
    /// An activity.
    Activity,
    /// Any other service integration.
    Service,
}

/// How long a task waits, from the shortest to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Pattern {
    /// For the answer of the call.
    RequestResponse,
    /// `.sync`: for the job's end.
    Sync,
    /// `.waitForTaskToken`: for a callback.
    WaitForTaskToken,
}

impl ResourceKind {
    /// The kind of what answers a task.
    pub(super) fn of(resource: &Resource) -> ResourceKind {
        match &resource.kind {
            resource::ResourceKind::Lambda => ResourceKind::Lambda,
            resource::ResourceKind::Activity => ResourceKind::Activity,
            resource::ResourceKind::Service(_) if resource.is_lambda_invoke() => {
                ResourceKind::Lambda
            }
            resource::ResourceKind::Service(_) => ResourceKind::Service,
        }
    }
}

impl Pattern {
    /// How long a task waits for what it calls.
    pub(super) fn of(resource: &Resource) -> Pattern {
        match resource.pattern() {
            resource::Pattern::RequestResponse => Pattern::RequestResponse,
            resource::Pattern::Sync | resource::Pattern::SyncParsed => Pattern::Sync,
            resource::Pattern::WaitForTaskToken => Pattern::WaitForTaskToken,
        }
    }
}

/// Answer of AWS's ValidateStateMachineDefinition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ValidateResult {
    /// `FAIL` when there is an error.
    pub result: Verdict,
    /// At most as many as were asked for.
    pub diagnostics: Vec<ValidateFinding>,
    /// There are more.
    pub truncated: bool,
}

/// Whether AWS takes a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    /// With warnings at most.
    Ok,
    /// With an error.
    Fail,
}

/// One finding as AWS words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ValidateFinding {
    /// Whether AWS refuses the definition for it.
    pub severity: ValidateSeverity,
    /// AWS's code, such as `SCHEMA_VALIDATION_FAILED`.
    pub code: &'static str,
    /// AWS's message.
    pub message: String,
    /// AWS's location, such as `/States/A/Next`; absent where AWS gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub location: Option<String>,
}

/// AWS's two severities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "UPPERCASE")]
pub enum ValidateSeverity {
    /// AWS refuses the definition.
    Error,
    /// AWS takes it.
    Warning,
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
    found
        .iter()
        .map(|found| diagnostic(found, &index))
        .collect()
}

fn diagnostic(found: &diagnostic::Diagnostic, index: &LineIndex<'_>) -> Diagnostic {
    let TextRange { from, to } = range(found.span, index);
    let position = index.position(found.span.start);
    let related = found.related.iter().map(|related| {
        let TextRange { from, to } = range(related.span, index);
        RelatedPlace {
            from,
            to,
            message: related.message.clone(),
        }
    });
    let fixes = found.fixes.iter().map(|fix| {
        let TextRange { from, to } = range(fix.span, index);
        Fix {
            title: fix.title.clone(),
            from,
            to,
            insert: fix.insert.clone(),
        }
    });
    Diagnostic {
        code: found.code.as_str(),
        severity: match found.severity {
            diagnostic::Severity::Error => Severity::Error,
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Info => Severity::Info,
        },
        message: found.message.clone(),
        reason: found.reason.clone(),
        help: found.help.clone(),
        from,
        to,
        line: position.line,
        column: position.column,
        location: found
            .location
            .clone()
            .filter(|location| !location.is_empty()),
        related: related.collect(),
        fixes: fixes.collect(),
    }
}
