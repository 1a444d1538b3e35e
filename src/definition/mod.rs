//! A state machine as it is written: the shapes of every field checked, every part with its span.
//!
//! Nothing in here is compiled: paths, templates and expressions are still texts (`program::compile` parses them, once),
//! and names are not looked up; only the rules parse a text for what is wrong with it. Parsing never fails; what cannot
//! be read is absent and has a diagnostic.

mod convert;
mod deployment;
pub mod error_names;
pub(crate) mod faults;
pub mod fields;
mod format;
mod map;
mod parse;
pub mod resource;
mod rules;

pub use convert::{Converted, convert};
pub use deployment::{DeployedMachine, deployed_machines};
pub use format::format;
pub use map::{ItemBatcher, ItemReader, Map, ResultWriter};
pub(crate) use parse::NOT_AN_OBJECT;
pub use parse::{parse, parse_within};
#[cfg(test)]
pub(crate) use rules::CONTEXT;
pub use rules::check;
pub(crate) use rules::{TargetKind, targets};

use std::collections::HashMap;
use std::rc::Rc;

use crate::json::Number;
use crate::json::node::{Node, NodeKind, Text};
use crate::text::{Span, Spanned};

/// `"QueryLanguage"`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum QueryLanguage {
    /// `"JSONPath"`
    #[default]
    #[serde(rename = "JSONPath")]
    JsonPath,
    /// `"JSONata"`
    #[serde(rename = "JSONata")]
    Jsonata,
}

impl QueryLanguage {
    /// The language as the field writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        }
    }

    /// The language that a machine or state sets. A wrong value stands for JSONata, and one that is still to be filled in
    /// for nothing.
    ///
    /// Source: public measurements on AWS.
    pub(crate) fn set_by(node: &Node) -> Option<QueryLanguage> {
        let value = node.get("QueryLanguage")?;
        match value.as_str() {
            Some("JSONPath") => Some(QueryLanguage::JsonPath),
            Some(text) if parse::has_substitution(text) => None,
            None if matches!(value.kind, NodeKind::Missing) => None,
            _ => Some(QueryLanguage::Jsonata),
        }
    }
}

/// `"Type"` of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StateType {
    /// `"Task"`
    Task,
    /// `"Pass"`
    Pass,
    /// `"Wait"`
    Wait,
    /// `"Choice"`
    Choice,
    /// `"Succeed"`
    Succeed,
    /// `"Fail"`
    Fail,
    /// `"Parallel"`
    Parallel,
    /// `"Map"`
    Map,
}

impl StateType {
    /// The type as the field writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            StateType::Task => "Task",
            StateType::Pass => "Pass",
            StateType::Wait => "Wait",
            StateType::Choice => "Choice",
            StateType::Succeed => "Succeed",
            StateType::Fail => "Fail",
            StateType::Parallel => "Parallel",
            StateType::Map => "Map",
        }
    }

    /// Whether a state of this type does work that gives a result: `$states.result`.
    ///
    /// Source: AWS developer guide, "Transforming data with JSONata in Step Functions".
    pub fn gives_result(self) -> bool {
        matches!(self, StateType::Task | StateType::Parallel | StateType::Map)
    }

    /// Reads the value of `"Type"`.
    pub fn parse(text: &str) -> Option<StateType> {
        Some(match text {
            "Task" => StateType::Task,
            "Pass" => StateType::Pass,
            "Wait" => StateType::Wait,
            "Choice" => StateType::Choice,
            "Succeed" => StateType::Succeed,
            "Fail" => StateType::Fail,
            "Parallel" => StateType::Parallel,
            "Map" => StateType::Map,
            _ => return None,
        })
    }
}

/// `"STANDARD"` or `"EXPRESS"`: what kind of workflow the machine is created as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "UPPERCASE")]
pub enum MachineType {
    /// Up to a year, history kept.
    #[default]
    Standard,
    /// Up to five minutes.
    Express,
}

impl MachineType {
    /// The type as AWS writes it.
    pub fn named(name: &str) -> Option<MachineType> {
        match name {
            "STANDARD" => Some(MachineType::Standard),
            "EXPRESS" => Some(MachineType::Express),
            _ => None,
        }
    }
}

/// One level of a machine: the root, a branch of a Parallel, the processor of a Map.
#[derive(Clone, Debug)]
pub struct StateMachine {
    /// AWS's location of the object: `` (empty) for the root, `/States/P/Branches[0]`, `/States/M/ItemProcessor`.
    pub location: Rc<str>,
    /// The whole object.
    pub span: Span,
    /// The name `"States"` of an object, though it be empty.
    pub states_span: Option<Span>,
    /// `"StartAt"`
    pub start_at: Option<Spanned<Rc<str>>>,
    /// `"States"` in the order of the text.
    pub states: Vec<State>,
    /// `"TimeoutSeconds"` of the execution; root only.
    pub timeout_seconds: Option<Spanned<u64>>,
    /// The language of states that do not set their own.
    pub query_language: QueryLanguage,
}

impl StateMachine {
    /// This machine and all machines inside its states, outer before inner, in the order of the text.
    pub fn levels(&self) -> Vec<&StateMachine> {
        let mut levels = vec![self];
        for state in &self.states {
            for inner in state.machines() {
                levels.extend(inner.levels());
            }
        }
        levels
    }

    /// The place of each state of this level by its name; of several with one name the first one's.
    pub fn index(&self) -> HashMap<&str, usize> {
        let mut index = HashMap::with_capacity(self.states.len());
        for (at, state) in self.states.iter().enumerate() {
            index.entry(&*state.name.value).or_insert(at);
        }
        index
    }

    /// All states at any depth, a state before those inside it, in the order of the text.
    pub fn all_states(&self) -> Vec<&State> {
        let mut states = Vec::new();
        for state in &self.states {
            states.push(state);
            for inner in state.machines() {
                states.extend(inner.all_states());
            }
        }
        states
    }
}

/// One state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its name; the span holds the quotes.
    pub name: Spanned<Rc<str>>,
    /// AWS's location: `/States/A`, `/States/P/Branches[0]/States/B`.
    pub location: Rc<str>,
    /// The object.
    pub span: Span,
    /// The language its own fields are in.
    pub query_language: QueryLanguage,
    /// `"Next"` or `"End"`; absent for Choice, Succeed, Fail, and where it is missing.
    pub transition: Option<Transition>,
    /// Fields of the data flow that the state's type allows.
    pub data_flow: DataFlow,
    /// `"Retry"`
    pub retry: Vec<Retrier>,
    /// `"Catch"`
    pub catch: Vec<Catcher>,
    /// `"Type"` and the fields of that type; absent when the type cannot be read.
    pub kind: Option<StateKind>,
}

impl State {
    /// The branches of a Parallel, the processor of a Map.
    pub fn machines(&self) -> &[StateMachine] {
        match &self.kind {
            Some(StateKind::Parallel { branches }) => branches,
            Some(StateKind::Map(map)) => map.processor.as_slice(),
            _ => &[],
        }
    }

    /// `"Resource"` of a Task, when it has one.
    pub fn resource(&self) -> Option<&Spanned<Text>> {
        match &self.kind {
            Some(StateKind::Task(task)) => task.resource.as_ref(),
            _ => None,
        }
    }

    /// Its `"Type"`, when it can be read.
    pub fn state_type(&self) -> Option<StateType> {
        self.kind.as_ref().map(StateKind::state_type)
    }
}

/// Where a state goes.
#[derive(Clone, Debug)]
pub enum Transition {
    /// `"Next": "B"`
    Next(Spanned<Rc<str>>),
    /// `"End": true`
    End,
    /// What is not written out yet, or is filled in later: it may be either.
    Open,
}

/// The fields that shape input and output; each absent when not written (or of the other language).
#[derive(Clone, Debug, Default)]
pub struct DataFlow {
    /// `"InputPath"`
    pub input_path: Option<PathField>,
    /// `"Parameters"` of Task, Pass, Parallel
    pub parameters: Option<Node>,
    /// `"Arguments"` (JSONata)
    pub arguments: Option<Node>,
    /// There is a `"Parameters"` or `"Arguments"`, be it the one that the other query language has.
    pub has_request: bool,
    /// `"ResultSelector"`
    pub result_selector: Option<Node>,
    /// `"ResultPath"`
    pub result_path: Option<PathField>,
    /// `"OutputPath"`
    pub output_path: Option<PathField>,
    /// `"Output"` (JSONata)
    pub output: Option<Node>,
    /// `"Assign"`
    pub assign: Option<Node>,
}

/// A path that may be `null`.
#[derive(Clone, Debug)]
pub enum PathField {
    /// `null`
    Null(Span),
    /// `"$.a"`
    Path(Spanned<Text>),
}

/// A number that may come from the data: `"TimeoutSeconds": 5`, `"{% $n %}"`, `"TimeoutSecondsPath": "$.t"`.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// A number.
    Literal(Spanned<Number>),
    /// A JSONata expression with its delimiters, `{% … %}`.
    Expression(Spanned<Text>),
    /// The value of the `…Path` field.
    Path(Spanned<Text>),
}

/// A text that may come from the data: `"Error": "E"`, `"{% $e %}"`, `"ErrorPath": "$.e"`.
#[derive(Clone, Debug)]
pub enum Words {
    /// A literal text.
    Literal(Spanned<Text>),
    /// A JSONata expression with its delimiters, `{% … %}`.
    Expression(Spanned<Text>),
    /// The value of the `…Path` field.
    Path(Spanned<Text>),
}

/// `"Type"` with what belongs to it.
#[derive(Clone, Debug)]
pub enum StateKind {
    /// `"Task"`
    Task(Task),
    /// `"Pass"`
    Pass {
        /// `"Result"` (JSONPath)
        result: Option<Node>,
    },
    /// `"Wait"`; absent when none of its four fields can be read.
    Wait(Option<Wait>),
    /// `"Choice"`
    Choice(Choice),
    /// `"Succeed"`
    Succeed,
    /// `"Fail"`
    Fail {
        /// `"Error"`, `"ErrorPath"`
        error: Option<Words>,
        /// `"Cause"`, `"CausePath"`
        cause: Option<Words>,
    },
    /// `"Parallel"`
    Parallel {
        /// `"Branches"`
        branches: Vec<StateMachine>,
    },
    /// `"Map"`
    Map(Box<Map>),
}

impl StateKind {
    /// The `"Type"` that it is.
    pub fn state_type(&self) -> StateType {
        match self {
            StateKind::Task(_) => StateType::Task,
            StateKind::Pass { .. } => StateType::Pass,
            StateKind::Wait(_) => StateType::Wait,
            StateKind::Choice(_) => StateType::Choice,
            StateKind::Succeed => StateType::Succeed,
            StateKind::Fail { .. } => StateType::Fail,
            StateKind::Parallel { .. } => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
        }
    }
}

/// The fields of a Task.
#[derive(Clone, Debug)]
pub struct Task {
    /// `"Resource"`; absent when missing.
    pub resource: Option<Spanned<Text>>,
    /// `"TimeoutSeconds"`, `"TimeoutSecondsPath"`
    pub timeout: Option<Quantity>,
    /// `"HeartbeatSeconds"`, `"HeartbeatSecondsPath"`
    pub heartbeat: Option<Quantity>,
    /// `"Credentials"`
    pub credentials: Option<Node>,
}

/// How long a Wait waits.
#[derive(Clone, Debug)]
pub enum Wait {
    /// `"Seconds"`, `"SecondsPath"`
    Seconds(Quantity),
    /// `"Timestamp"`, `"TimestampPath"`
    Timestamp(Words),
}

/// The fields of a Choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `"Choices"`
    pub rules: Vec<ChoiceRule>,
    /// `"Default"`
    pub default: Option<Spanned<Rc<str>>>,
}

/// One top-level rule.
#[derive(Clone, Debug)]
pub struct ChoiceRule {
    /// `/States/C/Choices[0]`
    pub location: Rc<str>,
    /// The object.
    pub span: Span,
    /// What must hold; absent when it cannot be read.
    pub condition: Option<Condition>,
    /// `"Next"`
    pub next: Option<Spanned<Rc<str>>>,
    /// `"Assign"`
    pub assign: Option<Node>,
    /// `"Output"` (JSONata)
    pub output: Option<Node>,
}

/// A condition as it is written.
#[derive(Clone, Debug)]
pub enum Condition {
    /// `"And": […]`
    And(Vec<Condition>),
    /// `"Or": […]`
    Or(Vec<Condition>),
    /// `"Not": {…}`
    Not(Box<Condition>),
    /// `"Variable": "$.a", "StringEquals": "x"`
    Comparison {
        /// `"Variable"`
        variable: Spanned<Text>,
        /// The operator's name as written, known to be one of the 39 of `definition::fields`.
        operator: Spanned<Rc<str>>,
        /// Its operand, shape checked: a path (text) for the `…Path` operators, a boolean for the `Is…` ones.
        operand: Node,
    },
    /// `"Condition"` (JSONata): `true`, `false` or a text with delimiters.
    Jsonata(Node),
}

/// One entry of `"Retry"`.
#[derive(Clone, Debug)]
pub struct Retrier {
    /// `/States/T/Retry[0]`
    pub location: Rc<str>,
    /// The object.
    pub span: Span,
    /// `"ErrorEquals"`
    pub error_equals: Vec<Spanned<Rc<str>>>,
    /// `"IntervalSeconds"`, default 1
    pub interval_seconds: u64,
    /// `"MaxAttempts"`, default 3
    pub max_attempts: u64,
    /// `"BackoffRate"`, default 2.0
    pub backoff_rate: f64,
    /// `"MaxDelaySeconds"`
    pub max_delay_seconds: Option<u64>,
    /// `"JitterStrategy"`
    pub jitter_strategy: JitterStrategy,
}

/// `"JitterStrategy"`: how much of a delay is chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JitterStrategy {
    /// `"NONE"`
    #[default]
    None,
    /// `"FULL"`: each delay is drawn between 0 and its length.
    Full,
}

/// One entry of `"Catch"`.
#[derive(Clone, Debug)]
pub struct Catcher {
    /// `/States/T/Catch[0]`
    pub location: Rc<str>,
    /// The object.
    pub span: Span,
    /// `"ErrorEquals"`
    pub error_equals: Vec<Spanned<Rc<str>>>,
    /// `"Next"`
    pub next: Option<Spanned<Rc<str>>>,
    /// `"ResultPath"` (JSONPath)
    pub result_path: Option<PathField>,
    /// `"Assign"`
    pub assign: Option<Node>,
    /// `"Output"` (JSONata)
    pub output: Option<Node>,
}
