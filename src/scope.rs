//! What a line of control sees beside its input: the workflow's variables and the context object.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::json::{Key, Object, Value};
use crate::jsonata::Bindings;
use crate::jsonpath::Scope;
use crate::time::Timestamp;

/// Variables by name. Cloning shares them; a branch or iteration starts with its parent's and keeps its own changes to
/// itself.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    object: Option<Object>,
    bytes: usize,
}

impl Variables {
    /// A variable's value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.object.as_ref()?.get(name)
    }

    /// The variables after an Assign.
    pub fn with(&self, assigned: &[(Key, Value)]) -> Variables {
        let mut bytes = self.bytes;
        let mut object = self.object.clone().unwrap_or_default();
        for (name, value) in assigned {
            bytes = bytes - object.get(name).map_or(0, Value::size) + value.size();
            object = object.with(name, value.clone());
        }
        Variables {
            object: Some(object),
            bytes,
        }
    }

    /// Bytes of all values.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// All of them, in the order of their first assignment.
    pub fn iter(&self) -> impl Iterator<Item = &(Key, Value)> {
        self.object.iter().flat_map(Object::members)
    }
}

impl FromIterator<(Key, Value)> for Variables {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(variables: I) -> Variables {
        let object: Object = variables.into_iter().collect();
        let bytes = object.members().iter().map(|(_, value)| value.size()).sum();
        Variables {
            object: Some(object),
            bytes,
        }
    }
}

/// The parts of the context object that are the same during a whole execution.
#[derive(Debug)]
pub struct ExecutionContext {
    /// `$$.Execution`
    pub execution: Value,
    /// `$$.StateMachine`
    pub state_machine: Value,
}

/// The item an iteration works on: `$$.Map.Item`.
#[derive(Clone, Debug, PartialEq)]
pub struct MapItem {
    /// From 0.
    pub index: u32,
    /// Its name, when items are the members of an object.
    pub key: Option<Key>,
    /// The item.
    pub value: Value,
    /// Where a distributed Map has it from. An inline one does not tell.
    ///
    /// Source: public measurements on AWS.
    pub source: Option<ItemSource>,
}

impl MapItem {
    /// What an iteration is given without an ItemSelector.
    ///
    /// Source: public measurements on AWS of the members of an object.
    pub fn input(&self) -> Value {
        match &self.key {
            None => self.value.clone(),
            Some(key) => {
                Value::object([("Key", Value::from(&**key)), ("Value", self.value.clone())])
            }
        }
    }
}

/// Where an item of a Map comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemSource {
    /// The state's own data: `STATE_DATA`.
    StateData,
    /// The URI of a bucket or an object: `s3://bucket/key`.
    ///
    /// Source: public measurements on AWS; its developer guide writes a capital letter.
    S3(Rc<str>),
}

impl ItemSource {
    /// As the context object has it.
    ///
    /// Source: AWS developer guide, "Context object data for Map states".
    pub fn as_str(&self) -> &str {
        match self {
            ItemSource::StateData => "STATE_DATA",
            ItemSource::S3(uri) => uri,
        }
    }
}

/// The context object, as its parts; a value is made of it only when something asks.
#[derive(Clone, Debug)]
pub struct ContextObject {
    /// The execution's part.
    pub execution: Rc<ExecutionContext>,
    /// `$$.State.Name`
    pub state_name: Rc<str>,
    /// `$$.State.EnteredTime`
    pub entered: Timestamp,
    /// `$$.State.RetryCount`; in Task, Parallel and Map.
    pub retry_count: Option<u32>,
    /// `$$.Task.Token`
    pub token: Option<Rc<str>>,
    /// `$$.Map.Item`
    pub item: Option<Rc<MapItem>>,
    /// Stands in for all of it.
    pub whole: Option<Rc<Value>>,
}

impl ContextObject {
    /// The object, its members in the order AWS has them.
    ///
    /// Source: recorded on AWS, but for the item's source, which is newer than the recordings.
    pub fn to_value(&self) -> Value {
        if let Some(whole) = &self.whole {
            return Value::clone(whole);
        }
        let mut state = vec![
            (Key::from("Name"), Value::String(self.state_name.clone())),
            (
                Key::from("EnteredTime"),
                Value::from(self.entered.in_data()),
            ),
        ];
        if let Some(count) = self.retry_count {
            state.push((Key::from("RetryCount"), Value::from(i64::from(count))));
        }
        let mut members = vec![
            (Key::from("Execution"), self.execution.execution.clone()),
            (
                Key::from("StateMachine"),
                self.execution.state_machine.clone(),
            ),
            (Key::from("State"), Value::object(state)),
        ];
        if let Some(token) = &self.token {
            members.push((
                Key::from("Task"),
                Value::object([("Token", Value::String(token.clone()))]),
            ));
        }
        if let Some(item) = &self.item {
            let key = item.key.as_ref().map(|key| Value::from(&**key));
            let item = [
                ("Index", Some(Value::from(i64::from(item.index)))),
                ("Key", key),
                ("Value", Some(item.value.clone())),
                (
                    "Source",
                    item.source
                        .as_ref()
                        .map(|source| Value::from(source.as_str())),
                ),
            ];
            let item = item
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)));
            members.push((
                Key::from("Map"),
                Value::object([("Item", Value::object(item))]),
            ));
        }
        Value::object(members)
    }
}

/// What the expressions of a state see.
pub struct StateScope<'a> {
    /// `$`
    pub input: &'a Value,
    /// `$name`
    pub variables: &'a Variables,
    /// `$$`
    pub context: &'a ContextObject,
}

impl Scope for StateScope<'_> {
    fn input(&self) -> &Value {
        self.input
    }

    fn context(&self) -> Value {
        self.context.to_value()
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned()
    }
}

/// What the JSONata expressions of a state see: `$states` and the variables.
pub struct StateBindings<'a> {
    input: &'a Value,
    variables: &'a Variables,
    context: &'a ContextObject,
    extra: &'a [(&'static str, &'a Value)],
    states: OnceCell<Value>,
}

impl<'a> StateBindings<'a> {
    /// `$states.input` and `$states.context`, and `extra`: `result` and `errorOutput` with their values, where there are.
    pub fn new(
        input: &'a Value,
        variables: &'a Variables,
        context: &'a ContextObject,
        extra: &'a [(&'static str, &'a Value)],
    ) -> StateBindings<'a> {
        StateBindings {
            input,
            variables,
            context,
            extra,
            states: OnceCell::new(),
        }
    }
}

impl Bindings for StateBindings<'_> {
    fn lookup(&self, name: &str) -> Option<Value> {
        if name != "states" {
            return self.variables.get(name).cloned();
        }
        let make = || {
            let context = (Key::from("context"), self.context.to_value());
            let extra = self.extra.iter();
            let extra = extra.map(|(key, value)| (Key::from(*key), Value::clone(value)));
            Value::object(
                [(Key::from("input"), self.input.clone()), context]
                    .into_iter()
                    .chain(extra),
            )
        };
        Some(self.states.get_or_init(make).clone())
    }
}
