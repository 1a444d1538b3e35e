//! The few words that a node or an edge carries.

use crate::definition::resource::arn_parts;
use crate::definition::{
    Condition, Map, PathField, Quantity, QueryLanguage, State, StateKind, Wait, Words,
};
use crate::json::node::{Node, NodeKind};
use crate::limits::MAX_GRAPH_LABEL;
use crate::template::expression_text;

/// What the state does, in a few words; `None` when its name says it all.
pub(super) fn detail(state: &State) -> Option<String> {
    let text = match state.kind.as_ref()? {
        StateKind::Task(task) => {
            let resource = &task.resource.as_ref()?.value.value;
            function_of(state).map_or_else(
                || resource_label(resource),
                |function| resource_label(&function),
            )
        }
        StateKind::Wait(wait) => wait_words(wait.as_ref()?),
        StateKind::Choice(choice) => counted(choice.rules.len(), "rule", "rules"),
        StateKind::Fail { error, .. } => words(error.as_ref()?),
        StateKind::Parallel { branches } => counted(branches.len(), "branch", "branches"),
        StateKind::Map(map) => map_words(state, map),
        StateKind::Pass { .. } | StateKind::Succeed => return None,
    };
    Some(shortened(&text))
}

/// The function that a `lambda:invoke` names, when it is written there.
pub(crate) fn function_of(state: &State) -> Option<String> {
    let Some(StateKind::Task(task)) = &state.kind else {
        return None;
    };
    let resource = &*task.resource.as_ref()?.value.value;
    if !resource.contains(":lambda:invoke") {
        return None;
    }
    let flow = &state.data_flow;
    let request = flow.parameters.as_ref().or(flow.arguments.as_ref())?;
    let name = request.get("FunctionName")?.as_str()?;
    let is_computed = state.query_language == QueryLanguage::Jsonata && name.starts_with("{%");
    (!is_computed && !name.is_empty()).then(|| name.to_owned())
}

/// What a resource is called in short: `charge`, `sqs:sendMessage`, `s3:getObject`.
///
/// ```
/// use asl_playground::graph::resource_label;
/// assert_eq!(resource_label("arn:aws:lambda:us-east-1:123456789012:function:charge:live"), "charge");
/// assert_eq!(resource_label("arn:aws:states:::aws-sdk:s3:getObject"), "s3:getObject");
/// assert_eq!(resource_label("arn:aws:states:::sqs:sendMessage.waitForTaskToken"), "sqs:sendMessage");
/// assert_eq!(resource_label("arn:aws:states:us-east-1:123456789012:activity:pack"), "pack");
/// assert_eq!(resource_label("${ChargeFunctionArn}"), "ChargeFunctionArn");
/// ```
pub fn resource_label(resource: &str) -> String {
    if let Some((_, function)) = resource.split_once("function:") {
        let name = function.split(':').next().unwrap_or(function);
        return unwrapped(name).to_owned();
    }
    match arn_parts(resource)[..] {
        ["arn", _, "states", _, _, "activity", name] => unwrapped(name).to_owned(),
        ["arn", _, "states", _, _, "aws-sdk", rest] => without_pattern(rest).to_owned(),
        ["arn", _, "states", _, _, service, rest] => format!("{service}:{}", without_pattern(rest)),
        ["arn", .., last] => last.to_owned(),
        _ => unwrapped(resource).to_owned(),
    }
}

/// `sendMessage` of `sendMessage.waitForTaskToken`.
fn without_pattern(action: &str) -> &str {
    action.split('.').next().unwrap_or(action)
}

/// The name inside `${…}`, when that is all.
fn unwrapped(text: &str) -> &str {
    let inner = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    inner.filter(|inner| !inner.contains('}')).unwrap_or(text)
}

fn wait_words(wait: &Wait) -> String {
    match wait {
        Wait::Seconds(seconds) => match seconds {
            Quantity::Literal(number) => format!("wait {} s", number.value),
            _ => format!("wait {}", quantity(seconds)),
        },
        Wait::Timestamp(timestamp) => format!("until {}", words(timestamp)),
    }
}

fn map_words(state: &State, map: &Map) -> String {
    let own_input = match &state.data_flow.input_path {
        Some(PathField::Path(path)) if map.items_path.is_none() => {
            Some(path_words(&path.value.value))
        }
        _ => None,
    };
    let items = map
        .items_path
        .as_ref()
        .map(|path| path_words(&path.value.value))
        .or(own_input);
    let items = items
        .or_else(|| map.items.as_ref().map(items_words))
        .filter(|items| items != "$");
    let items = match (items, &map.item_reader) {
        (Some(items), _) => format!("each of {items}"),
        (None, Some(reader)) => {
            let resource = reader
                .resource
                .as_ref()
                .map(|resource| resource_label(&resource.value.value));
            format!(
                "each of {}",
                resource.unwrap_or_else(|| "the items".to_owned())
            )
        }
        (None, None) => "each item".to_owned(),
    };
    match &map.max_concurrency {
        Some(Quantity::Literal(number)) if number.value.as_i64() == Some(0) => items,
        Some(limit) => format!("{items}, {} at a time", quantity(limit)),
        None => items,
    }
}

fn items_words(node: &Node) -> String {
    match &node.kind {
        NodeKind::String(text) => expression_words(&text.value),
        NodeKind::Array(items) => counted(items.len(), "item", "items"),
        _ => "the members".to_owned(),
    }
}

fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Literal(number) => number.value.to_string(),
        Quantity::Expression(text) => expression_words(&text.value.value),
        Quantity::Path(text) => path_words(&text.value.value),
    }
}

fn words(words: &Words) -> String {
    match words {
        Words::Literal(text) => text.value.value.to_string(),
        Words::Expression(text) => expression_words(&text.value.value),
        Words::Path(text) => path_words(&text.value.value),
    }
}

/// `order.total` of `$.order.total`.
fn path_words(path: &str) -> String {
    path.strip_prefix("$.").unwrap_or(path).to_owned()
}

/// The expression without its delimiters, blanks folded.
fn expression_words(text: &str) -> String {
    let inner = expression_text(text).unwrap_or(text);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The condition of the rule with this index.
pub(super) fn rule(state: &State, at: usize) -> Option<String> {
    let Some(StateKind::Choice(choice)) = &state.kind else {
        return None;
    };
    let condition = choice.rules.get(at)?.condition.as_ref()?;
    Some(shortened(&condition_words(condition)))
}

/// The error names of the catcher with this index.
pub(super) fn catcher(state: &State, at: usize) -> Option<String> {
    let names: Vec<&str> = state
        .catch
        .get(at)?
        .error_equals
        .iter()
        .map(|name| &*name.value)
        .collect();
    (!names.is_empty()).then(|| shortened(&names.join(", ")))
}

fn condition_words(condition: &Condition) -> String {
    match condition {
        Condition::And(parts) => joined(parts, " and "),
        Condition::Or(parts) => joined(parts, " or "),
        Condition::Not(inner) => match &**inner {
            Condition::Comparison {
                variable,
                operator,
                operand,
            } => comparison(&variable.value.value, &operator.value, operand, true),
            Condition::Not(inner) => condition_words(inner),
            _ => format!("not ({})", condition_words(inner)),
        },
        Condition::Comparison {
            variable,
            operator,
            operand,
        } => comparison(&variable.value.value, &operator.value, operand, false),
        Condition::Jsonata(node) => match &node.kind {
            NodeKind::String(text) => expression_words(&text.value),
            NodeKind::Bool(true) => "always".to_owned(),
            _ => "never".to_owned(),
        },
    }
}

fn joined(parts: &[Condition], word: &str) -> String {
    let part = |part: &Condition| match part {
        Condition::And(_) | Condition::Or(_) => format!("({})", condition_words(part)),
        _ => condition_words(part),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

fn comparison(variable: &str, operator: &str, operand: &Node, negated: bool) -> String {
    let variable = path_words(variable);
    let value = operand.to_value();
    if let Some(property) = operator.strip_prefix("Is") {
        let holds = (value.as_bool() == Some(true)) != negated;
        let property = match (property, holds) {
            ("Present", true) => "is present".to_owned(),
            ("Present", false) => "is absent".to_owned(),
            ("Null", true) => "is null".to_owned(),
            ("Null", false) => "is not null".to_owned(),
            (kind, holds) => format!("is {}a {}", if holds { "" } else { "not " }, noun(kind)),
        };
        return format!("{variable} {property}");
    }
    let plain = operator.strip_suffix("Path").unwrap_or(operator);
    let operand = match (&value, operator.ends_with("Path")) {
        (crate::json::Value::String(path), true) => path_words(path),
        _ => value.to_text().to_string(),
    };
    match (symbol(plain), negated) {
        (Some(symbol), false) => format!("{variable} {symbol} {operand}"),
        (Some("="), true) => format!("{variable} ≠ {operand}"),
        (Some(symbol), true) => format!("not {variable} {symbol} {operand}"),
        (None, false) => format!("{variable} matches {operand}"),
        (None, true) => format!("{variable} does not match {operand}"),
    }
}

fn noun(kind: &str) -> &'static str {
    match kind {
        "Numeric" => "number",
        "Boolean" => "boolean",
        "Timestamp" => "timestamp",
        _ => "string",
    }
}

/// The sign of a comparison, whatever type it compares; `StringMatches` has none.
fn symbol(operator: &str) -> Option<&'static str> {
    let signs = [
        ("LessThanEquals", "≤"),
        ("GreaterThanEquals", "≥"),
        ("LessThan", "<"),
        ("GreaterThan", ">"),
        ("Equals", "="),
    ];
    signs
        .iter()
        .find(|(name, _)| operator.ends_with(name))
        .map(|(_, sign)| *sign)
}

/// Cut to what fits beside an edge or below a name.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_GRAPH_LABEL {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MAX_GRAPH_LABEL - 1).collect();
    short.push('…');
    short
}
