//! What a workflow reads of a task's result, guessed from the fields that read it.
//!
//! Only a help for the first run: `ResultSelector`, the Choice that follows and the Map that follows are looked at, and
//! of a Choice the rule that seems to lead on.

use super::resources::Call;
use crate::definition::{
    Choice, Condition, DataFlow, PathField, State, StateKind, StateMachine, StateType, Transition,
};
use crate::json::node::{Node, NodeKind};
use crate::json::{Number, Object, Value};

/// Members of an object literal.
#[derive(Default)]
pub(super) struct Fields {
    members: Vec<(String, Field)>,
}

enum Field {
    Value(Value),
    Object(Fields),
}

/// States after a task that are looked at for what reads its result.
const MAX_STATES_AHEAD: usize = 4;

impl Fields {
    /// The members of an object, which count as read.
    pub(super) fn of(object: &Value) -> Fields {
        let field = |value: &Value| match value {
            Value::Object(_) => Field::Object(Fields::of(value)),
            other => Field::Value(other.clone()),
        };
        let members = object.as_object().map(Object::members).unwrap_or_default();
        Fields {
            members: members
                .iter()
                .map(|(name, value)| (name.to_string(), field(value)))
                .collect(),
        }
    }

    /// True when nothing is read.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Adds what the state and those after it read of its result.
    pub(super) fn add_wanted_of(&mut self, call: &Call) {
        let flow = &call.state.data_flow;
        let payload = if call.resource.is_lambda_invoke() {
            vec!["Payload".to_owned()]
        } else {
            Vec::new()
        };
        if let Some(selector) = &flow.result_selector {
            self.add_selected(selector, &payload);
            return;
        }
        let Some(mut prefix) = place_of_result(flow) else {
            return;
        };
        prefix.extend(payload);
        for reader in readers(call.machine, call.state) {
            match &reader.kind {
                Some(StateKind::Choice(choice)) => self.add_choice(call.machine, choice, &prefix),
                Some(StateKind::Map(map)) => {
                    let path = map
                        .items_path
                        .as_ref()
                        .and_then(|path| segments(&path.value.value));
                    let rest = path.and_then(|(path, _)| without_prefix(&path, &prefix));
                    if let Some(rest) = rest {
                        self.add(&rest, Value::array(vec![Value::empty_object()]));
                    }
                }
                _ => {}
            }
        }
    }

    fn add_selected(&mut self, node: &Node, payload: &[String]) {
        for member in node.members() {
            match &member.value.kind {
                NodeKind::String(text) if member.key.value.ends_with(".$") => {
                    let Some((path, is_list)) = segments(&text.value) else {
                        continue;
                    };
                    let Some(rest) = without_prefix(&path, payload) else {
                        continue;
                    };
                    let name = rest.last().cloned().unwrap_or_default();
                    self.add(
                        &rest,
                        if is_list {
                            Value::array(Vec::new())
                        } else {
                            Value::string(name)
                        },
                    );
                }
                _ => self.add_selected(&member.value, payload),
            }
        }
    }

    fn add_choice(&mut self, machine: &StateMachine, choice: &Choice, prefix: &[String]) {
        let leads_to = |name: &str| {
            machine
                .states
                .iter()
                .find(|state| *state.name.value == *name)
                .and_then(State::state_type)
        };
        // a rule that fails or waits is not the one to begin with
        let reluctance = |rule: &&crate::definition::ChoiceRule| match rule
            .next
            .as_ref()
            .and_then(|next| leads_to(&next.value))
        {
            Some(StateType::Fail) => 2,
            Some(StateType::Wait) => 1,
            _ => 0,
        };
        if let Some(condition) = choice
            .rules
            .iter()
            .min_by_key(reluctance)
            .and_then(|rule| rule.condition.as_ref())
        {
            self.add_condition(condition, prefix);
        }
    }

    /// Values with which the condition holds.
    fn add_condition(&mut self, condition: &Condition, prefix: &[String]) {
        match condition {
            Condition::And(parts) => parts
                .iter()
                .for_each(|part| self.add_condition(part, prefix)),
            Condition::Or(parts) => parts
                .iter()
                .take(1)
                .for_each(|part| self.add_condition(part, prefix)),
            Condition::Comparison {
                variable,
                operator,
                operand,
            } => {
                let Some((path, false)) = segments(&variable.value.value) else {
                    return;
                };
                let value = satisfying(&operator.value, &operand.to_value());
                if let (Some(rest), Some(value)) = (without_prefix(&path, prefix), value) {
                    self.add(&rest, value);
                }
            }
            Condition::Not(_) | Condition::Jsonata(_) => {}
        }
    }

    fn add(&mut self, path: &[String], value: Value) {
        let Some((name, rest)) = path.split_first() else {
            return;
        };
        // Step Functions adds the metadata itself
        if name.starts_with("SdkHttpMetadata") || name.starts_with("SdkResponseMetadata") {
            return;
        }
        let at = self.members.iter().position(|(known, _)| known == name);
        let inner = |fields: &mut Fields| fields.add(rest, value.clone());
        match at.and_then(|at| self.members.get_mut(at)) {
            Some((_, Field::Object(fields))) => inner(fields),
            // the first reader decides
            Some(_) => {}
            None if rest.is_empty() => self.members.push((name.clone(), Field::Value(value))),
            None => {
                let mut fields = Fields::default();
                inner(&mut fields);
                self.members.push((name.clone(), Field::Object(fields)));
            }
        }
    }

    /// The object literal, with `before` (members as they are written) in front.
    pub(super) fn written(&self, before: &str) -> String {
        let own = self.members.iter().map(|(name, field)| {
            let value = match field {
                Field::Value(value) => value.to_text().to_string(),
                Field::Object(fields) => fields.written(""),
            };
            format!("{}: {value}", key(name))
        });
        let all: Vec<String> = (!before.is_empty())
            .then(|| before.to_owned())
            .into_iter()
            .chain(own)
            .collect();
        if all.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {} }}", all.join(", "))
        }
    }
}

/// A member name as JavaScript writes it, in quotes where it must be.
fn key(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if is_plain && !name.is_empty() {
        name.to_owned()
    } else {
        Value::string(name).to_text().to_string()
    }
}

/// Where the result stands in what the next state gets; `None` when it is dropped.
fn place_of_result(flow: &DataFlow) -> Option<Vec<String>> {
    match (&flow.result_path, &flow.output_path) {
        (Some(PathField::Null(_)), _) | (_, Some(_)) => None,
        (Some(PathField::Path(path)), None) => Some(segments(&path.value.value)?.0),
        (None, None) => Some(Vec::new()),
    }
}

/// The states that the task leads to, as long as they hand on what they get.
fn readers<'a>(machine: &'a StateMachine, state: &'a State) -> Vec<&'a State> {
    let mut readers = Vec::new();
    let mut at = state;
    while readers.len() < MAX_STATES_AHEAD
        && let Some(Transition::Next(name)) = &at.transition
        && let Some(next) = machine
            .states
            .iter()
            .find(|next| next.name.value == name.value)
    {
        readers.push(next);
        if !matches!(next.state_type(), Some(StateType::Wait)) {
            break;
        }
        at = next;
    }
    readers
}

/// The names of `$.a.b`, and whether the path goes on into a list.
fn segments(path: &str) -> Option<(Vec<String>, bool)> {
    let mut rest = path.strip_prefix('$')?;
    let mut names = Vec::new();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("['") {
            let (name, after) = quoted.split_once("']")?;
            names.push(name.to_owned());
            rest = after;
        } else if rest.starts_with('[') {
            return Some((names, true));
        } else {
            let name = rest.strip_prefix('.')?;
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (name, after) = (name.get(..end)?, name.get(end..)?);
            if name.is_empty() || name.contains(['*', '(', ')', '?']) {
                return None;
            }
            names.push(name.to_owned());
            rest = after;
        }
    }
    Some((names, false))
}

fn without_prefix(path: &[String], prefix: &[String]) -> Option<Vec<String>> {
    path.strip_prefix(prefix)
        .map(<[String]>::to_vec)
        .filter(|rest| !rest.is_empty())
}

/// A value for which the comparison is true.
fn satisfying(operator: &str, operand: &Value) -> Option<Value> {
    let moved = |by: f64| {
        Some(Value::Number(Number::from_js(
            operand.as_number()?.as_f64() + by,
        )))
    };
    Some(match (operator, operand.as_bool()) {
        ("NumericLessThan", _) => moved(-1.0)?,
        ("NumericGreaterThan", _) => moved(1.0)?,
        ("StringMatches", _) => Value::string(operand.as_str()?.replace('*', "x")),
        ("IsPresent" | "IsBoolean", Some(true)) => Value::Bool(true),
        ("IsNull", Some(true)) => Value::Null,
        ("IsString", Some(true)) => Value::string("text"),
        ("IsNumeric", Some(true)) => Value::from(1),
        ("IsTimestamp", Some(true)) => Value::string("2025-01-01T00:00:00Z"),
        ("IsNull" | "IsBoolean" | "IsNumeric" | "IsTimestamp", Some(false)) => {
            Value::string("text")
        }
        ("IsString", Some(false)) => Value::from(1),
        ("IsPresent", _) => return None,
        _ if operator.ends_with("Path") => return None,
        _ => operand.clone(),
    })
}
