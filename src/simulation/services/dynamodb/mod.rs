//! DynamoDB: the four actions on one item.
//!
//! Nobody declares a table, so its key has to be found out. What a request's `Key` names is the key from then on. Before
//! the first such request it is taken to be
//! 1. what the `Key` of another state names for that table, in the workspace's definitions as they are written,
//! 2. else the attributes that the condition of the first putItem names,
//! 3. else the first attribute of the first item.
//!
//! An item that is put over another one by such a guess is kept beside it, so that a wrong guess loses nothing.
//!
//! Source: of the sentences, the recorded one says so; the others are in public reports, in the form of that one.

mod request;
pub(super) mod spelling;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::definition::resource::ResourceKind;
use crate::json::{Key, Object, Value};
use crate::program::data_flow::DataFlow;
use crate::program::{State, StateKind};
use crate::simulation::Simulation;
use crate::simulation::failure::ServiceNames;
use crate::template::Template;

use super::{Answer, Refusal, refused, text_in};
use request::Request;

const NAMES: ServiceNames = ServiceNames {
    optimised: "DynamoDB",
    older_sdk: "AmazonDynamoDBv2",
    older_exception: "AmazonDynamoDBException",
    sdk: "DynamoDb",
};

/// DynamoDB's tables by name.
pub(super) type Tables = BTreeMap<Rc<str>, Table>;

/// A table's items, and what is known of its key.
#[derive(Debug, Default)]
pub(super) struct Table {
    key: TableKey,
    /// The newest first.
    items: Vec<Object>,
}

/// The names of the attributes that tell a table's items apart.
#[derive(Debug, Default)]
enum TableKey {
    #[default]
    Unknown,
    /// See the module.
    Guessed(Vec<Key>),
    /// A request said so.
    Named(Vec<Key>),
}

impl TableKey {
    fn names(&self) -> &[Key] {
        match self {
            TableKey::Unknown => &[],
            TableKey::Guessed(names) | TableKey::Named(names) => names,
        }
    }
}

impl Simulation {
    pub(super) fn get_item(&mut self, parameters: &Value) -> Answer {
        self.on_table("getItem", Table::get, parameters)
    }

    pub(super) fn put_item(&mut self, parameters: &Value) -> Answer {
        self.on_table("putItem", Table::put, parameters)
    }

    pub(super) fn update_item(&mut self, parameters: &Value) -> Answer {
        self.on_table("updateItem", Table::update, parameters)
    }

    pub(super) fn delete_item(&mut self, parameters: &Value) -> Answer {
        self.on_table("deleteItem", Table::delete, parameters)
    }

    fn on_table(
        &mut self,
        action: &str,
        answer: fn(&mut Table, &Request<'_>) -> Answer,
        parameters: &Value,
    ) -> Answer {
        let request = Request::new(action, parameters)?;
        let tables = &mut self.services.tables;
        let table = tables.entry(request.table.into()).or_default();
        if let TableKey::Unknown = table.key {
            let written = self.machines.iter().find_map(|machine| {
                let mut states = machine.program.states();
                states.find_map(|(_, state)| written_key(state, request.table))
            });
            table.key = written.map_or(TableKey::Unknown, TableKey::Guessed);
        }
        answer(table, &request)
    }
}

/// The names in the `Key` that a state gives for a table, if it does.
fn written_key(state: &State, table: &str) -> Option<Vec<Key>> {
    let StateKind::Task(task) = &state.kind else {
        return None;
    };
    let ResourceKind::Service(service) = &task.resource.kind else {
        return None;
    };
    if service.name() != "dynamodb" {
        return None;
    }
    let template = match &state.data_flow {
        DataFlow::JsonPath(flow) => flow.parameters.as_ref()?,
        DataFlow::Jsonata(flow) => flow.arguments.as_ref()?,
    };
    let names = |key: &Object| key.members().iter().map(|(name, _)| name.clone()).collect();
    if let Template::Literal(request) = template {
        let is_this = table_name(request) == table;
        return request
            .get("Key")?
            .as_object()
            .filter(|_| is_this)
            .map(names);
    }
    let member = |name: &str| {
        let mut members = template.members().iter();
        members
            .find(|(of, _)| &**of == name)
            .map(|(_, value)| value)
    };
    let Some(Template::Literal(Value::String(name))) = member("TableName") else {
        return None;
    };
    match member("Key")? {
        _ if without_arn(name) != table => None,
        Template::Literal(key) => key.as_object().map(names),
        Template::Object(key) => Some(key.iter().map(|(name, _)| name.clone()).collect()),
        _ => None,
    }
}

/// `T` of `T` and of `arn:aws:dynamodb:us-east-1:123456789012:table/T`.
fn without_arn(table: &str) -> &str {
    match table.split_once(":table/") {
        Some((_, name)) => name,
        None => table,
    }
}

fn table_name(parameters: &Value) -> &str {
    without_arn(text_in(parameters, "TableName"))
}

impl Table {
    fn get(&mut self, request: &Request<'_>) -> Answer {
        let projection = request.projection()?;
        let item = self.find(request)?.and_then(|at| self.items.get(at));
        let shown = item.map(|item| match &projection {
            Some(names) => projected(item, names),
            None => item.clone(),
        });
        let member = shown.map(|item| (Key::from("Item"), Value::Object(item)));
        Ok(member.into_iter().collect())
    }

    fn put(&mut self, request: &Request<'_>) -> Answer {
        let (item, conditions) = (request.subject, request.conditions()?);
        if let TableKey::Unknown = self.key {
            let mut names: Vec<Key> = conditions.iter().map(|(name, _)| name.clone()).collect();
            if names.is_empty() {
                names.extend(item.members().first().map(|(name, _)| name.clone()));
            }
            self.key = TableKey::Guessed(names);
        }
        let names = self.key.names();
        let missing = names.iter().find(|name| item.get(name).is_none());
        if let (TableKey::Named(_), Some(name)) = (&self.key, missing) {
            return Err(invalid(&format!(
                "One or more parameter values were invalid: Missing the key {name} in the item"
            )));
        }
        let is_same = |other: &Object| {
            !names.is_empty()
                && missing.is_none()
                && names.iter().all(|name| other.get(name) == item.get(name))
        };
        let old = self.items.iter().find(|other| is_same(other)).cloned();
        check(&conditions, old.as_ref())?;
        if let TableKey::Named(names) = &self.key {
            let is_other =
                |other: &Object| names.iter().any(|name| other.get(name) != item.get(name));
            self.items.retain(is_other);
        }
        self.items.insert(0, item.clone());
        Ok(attributes(match request.returned {
            "ALL_OLD" => old,
            _ => None,
        }))
    }

    fn update(&mut self, request: &Request<'_>) -> Answer {
        let (conditions, assignments) = (request.conditions()?, request.assignments()?);
        let found = self.find(request)?;
        if let Some((name, _)) = assignments
            .iter()
            .find(|(name, _)| request.subject.get(name).is_some())
        {
            return Err(invalid(&format!(
                "One or more parameter values were invalid: Cannot update attribute {name}. This attribute is part of the key"
            )));
        }
        let old = found.and_then(|at| self.items.get(at)).cloned();
        check(&conditions, old.as_ref())?;
        let base = old.clone().unwrap_or_else(|| request.subject.clone());
        let new = assignments.iter().fold(base, |item, (name, value)| {
            item.with(name, (*value).clone())
        });
        match found.and_then(|at| self.items.get_mut(at)) {
            Some(place) => *place = new.clone(),
            None => self.items.insert(0, new.clone()),
        }
        let names: Vec<Key> = assignments.into_iter().map(|(name, _)| name).collect();
        let updated = |item: &Object| Some(projected(item, &names)).filter(|item| !item.is_empty());
        Ok(attributes(match request.returned {
            "ALL_OLD" => old,
            "ALL_NEW" => Some(new),
            "UPDATED_OLD" => old.as_ref().and_then(updated),
            "UPDATED_NEW" => updated(&new),
            _ => None,
        }))
    }

    fn delete(&mut self, request: &Request<'_>) -> Answer {
        let conditions = request.conditions()?;
        let found = self.find(request)?;
        let old = found.and_then(|at| self.items.get(at)).cloned();
        check(&conditions, old.as_ref())?;
        self.items.retain(|item| !has_key(item, request.subject));
        Ok(attributes(match request.returned {
            "ALL_OLD" => old,
            _ => None,
        }))
    }

    /// Where the item with the request's `Key` is; what it names is the table's key from now on.
    fn find(&mut self, request: &Request<'_>) -> Result<Option<usize>, Refusal> {
        let key = request.subject;
        let is_other = match &self.key {
            TableKey::Named(names) => {
                key.len() != names.len() || names.iter().any(|name| key.get(name).is_none())
            }
            _ => key.is_empty(),
        };
        if is_other {
            return Err(invalid(
                "The provided key element does not match the schema",
            ));
        }
        let names = key.members().iter().map(|(name, _)| name.clone());
        self.key = TableKey::Named(names.collect());
        Ok(self.items.iter().position(|item| has_key(item, key)))
    }
}

fn has_key(item: &Object, key: &Object) -> bool {
    let mut members = key.members().iter();
    members.all(|(name, value)| item.get(name) == Some(value))
}

/// Conditions on the item with the same key, if there is one.
fn check(conditions: &[(Key, bool)], item: Option<&Object>) -> Result<(), Refusal> {
    let exists = |name: &Key| item.is_some_and(|item| item.get(name).is_some());
    if conditions
        .iter()
        .all(|(name, wanted)| exists(name) == *wanted)
    {
        return Ok(());
    }
    let name = "ConditionalCheckFailedException";
    Err(refused(
        &NAMES,
        Some(name),
        name,
        "The conditional request failed",
    ))
}

/// The attributes of an item that have one of the names.
fn projected(item: &Object, names: &[Key]) -> Object {
    let members = item.members().iter();
    members
        .filter(|(name, _)| names.contains(name))
        .cloned()
        .collect()
}

fn attributes(item: Option<Object>) -> Vec<(Key, Value)> {
    let member = item.map(|item| (Key::from("Attributes"), Value::Object(item)));
    member.into_iter().collect()
}

fn invalid(message: &str) -> Refusal {
    refused(&NAMES, None, "ValidationException", message)
}
