//! What is offered at a place.

use crate::text::Span;

/// Something that can stand at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// What a list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means, a sentence; empty where the label says it.
    pub detail: String,
    /// What replaces the span.
    pub insert: String,
    /// Where the cursor goes, in bytes of `insert`.
    pub caret: usize,
    /// What is replaced; the same for all of an answer.
    pub span: Span,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum CompletionKind {
    /// A member's name.
    Field,
    /// A state's type.
    Type,
    /// A value that a field takes.
    Value,
    /// A state's name.
    State,
    /// An error's name.
    Error,
    /// What a task can call.
    Resource,
    /// A choice rule's comparison.
    Operator,
    /// A function of JSONata, or an intrinsic one.
    Function,
    /// A variable.
    Variable,
    /// A JSONPath into the execution's input.
    Path,
}
