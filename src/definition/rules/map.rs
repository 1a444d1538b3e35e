//! Map states: labels and modes.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::definition::parse::has_substitution;
use crate::definition::{Map, Quantity, State, StateKind, StateMachine};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::json::Number;
use crate::limits::{MAX_INLINE_CONCURRENCY, MAX_LABEL};
use crate::text::{Span, Spanned};

/// # What it does
/// Reports labels that Step Functions refuses or that are used twice, concurrency that an inline Map does not reach, and
/// fields that only a distributed Map has a use for.
///
/// # Why
/// A label becomes part of an ARN. An inline Map runs at most 40 iterations at a time, whatever `MaxConcurrency` says.
///
/// # Example
/// ```json
/// { "Type": "Map", "Label": "my map", "MaxConcurrency": 100, "End": true,
///   "ItemProcessor": { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } } }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    let mut labels: BTreeMap<&str, Span> = BTreeMap::new();
    for state in machine.all_states() {
        let Some(StateKind::Map(map)) = &state.kind else {
            continue;
        };
        if let Some(label) = &map.label {
            check_label(state, label, found);
            if let Some(first) = labels.insert(&label.value, label.span) {
                found.push(second_label(state, label, first));
            }
        }
        if map.distributed.is_none() {
            check_inline(state, map, found);
        }
    }
}

/// Source: AWS developer guide, "Using Map state in Distributed mode", `Label`.
fn check_label(state: &State, label: &Spanned<Rc<str>>, found: &mut Diagnostics) {
    const FORBIDDEN: &str = "?*<>{}[]:;,\\|^~$#%&`\"";
    if has_substitution(&label.value) {
        return;
    }
    let is_bad = |c: &char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(*c);
    let length = label.value.chars().count();
    let message = match label.value.chars().find(is_bad) {
        Some(' ') => "a label must not hold a blank".to_owned(),
        Some(c) if c.is_control() || c.is_whitespace() => {
            "a label must not hold white space or control characters".to_owned()
        }
        Some(c) => format!("a label must not hold the character `{c}`"),
        None if length == 0 => "a label must not be empty".to_owned(),
        None if length > MAX_LABEL => {
            format!("a label has at most {MAX_LABEL} characters, this one has {length}")
        }
        None => return,
    };
    // Source: public measurements on AWS for one that is too long
    let aws = match length > MAX_LABEL {
        true => format!(
            "Invalid Label name: Label '{}' exceeds the {MAX_LABEL}-character limit allowed by the service",
            label.value
        ),
        false => format!("Invalid Label name: {}", label.value),
    };
    found.push(
        Diagnostic::new(Code::InvalidLabel, Severity::Error, label.span, message)
            .with_location(format!("{}/Label", state.location))
            .with_reason("the label becomes part of the Map Run's ARN")
            .with_help("use letters, digits, `-` and `_`")
            .with_aws(AwsCode::InvalidLabelName, aws),
    );
}

fn second_label(state: &State, label: &Spanned<Rc<str>>, first: Span) -> Diagnostic {
    let message = format!("the label `{}` is used twice", label.value);
    Diagnostic::new(Code::InvalidLabel, Severity::Error, label.span, message)
        .with_location(format!("{}/Label", state.location))
        .with_reason("labels must be unique over the whole state machine")
        .with_related(first, "the first one")
        .with_aws(
            AwsCode::DuplicateLabelName,
            format!("Duplicate Label name: {}", label.value),
        )
}

fn check_inline(state: &State, map: &Map, found: &mut Diagnostics) {
    if let Some(Quantity::Literal(number)) = &map.max_concurrency
        && number.value.as_f64() > MAX_INLINE_CONCURRENCY as f64
    {
        found.push(too_concurrent(state, number));
    }
    for part in distributed_parts(map) {
        found.push(part.without_effect(state));
    }
}

fn too_concurrent(state: &State, number: &Spanned<Number>) -> Diagnostic {
    let message = format!(
        "an inline Map runs at most {MAX_INLINE_CONCURRENCY} iterations at a time, not {}",
        number.value
    );
    Diagnostic::new(
        Code::InlineConcurrency,
        Severity::Warning,
        number.span,
        message,
    )
    .with_location(format!("{}/MaxConcurrency", state.location))
    .with_help("use `\"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", … }` for more")
}

/// A field that only a distributed Map has a use for.
struct DistributedPart {
    name: &'static str,
    span: Span,
    on_inline: OnInline,
}

/// What an inline Map does with such a field.
#[derive(Clone, Copy)]
enum OnInline {
    /// It fails the execution when it starts.
    Fails,
    Ignored,
}

impl DistributedPart {
    fn without_effect(&self, state: &State) -> Diagnostic {
        let name = self.name;
        let message = format!("`{name}` has an effect only in a distributed Map");
        let finding = Diagnostic::new(Code::DistributedOnly, Severity::Warning, self.span, message)
            .with_location(format!("{}/{name}", state.location))
            .with_help("add `\"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\" }` to `ItemProcessor`");
        match self.on_inline {
            OnInline::Fails => {
                finding.with_reason("an inline Map that has it fails the execution when it starts")
            }
            OnInline::Ignored => finding,
        }
    }
}

/// The fields of a Map that only a distributed one has a use for, as far as it has them.
fn distributed_parts(map: &Map) -> impl Iterator<Item = DistributedPart> {
    let reader = map.item_reader.as_ref().map(|part| part.span.head());
    let batcher = map.item_batcher.as_ref().map(|part| part.span.head());
    let writer = map.result_writer.as_ref().map(|part| part.span.head());
    let label = map.label.as_ref().map(|label| label.span);
    let parts = [
        ("ItemReader", reader, OnInline::Fails),
        ("ItemBatcher", batcher, OnInline::Fails),
        ("ResultWriter", writer, OnInline::Fails),
        ("Label", label, OnInline::Ignored),
    ];
    let tolerances = [
        (
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
            &map.tolerated_failure_count,
        ),
        (
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath",
            &map.tolerated_failure_percentage,
        ),
    ];
    let tolerances = tolerances.map(|(name, path, quantity)| match quantity {
        Some(Quantity::Literal(number)) => (name, Some(number.span), OnInline::Ignored),
        Some(Quantity::Expression(text)) => (name, Some(text.span), OnInline::Ignored),
        Some(Quantity::Path(text)) => (path, Some(text.span), OnInline::Ignored),
        None => (name, None, OnInline::Ignored),
    });
    let all = parts.into_iter().chain(tolerances);
    all.filter_map(|(name, span, on_inline)| {
        Some(DistributedPart {
            name,
            span: span?,
            on_inline,
        })
    })
}
