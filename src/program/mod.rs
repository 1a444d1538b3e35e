//! A state machine ready to run: no text left to parse, no name left to look up.
//!
//! Made by [`compile`] from a [`crate::definition::StateMachine`]. States stand in one table over all levels and refer
//! to each other by [`StateId`].

pub mod compile;
pub mod condition;
pub mod data_flow;
pub mod distributed;
pub mod error_handling;

use std::rc::Rc;

use crate::definition::resource::Resource;
use crate::definition::{MachineType, StateType};
use crate::template::Template;
use condition::ChoiceRule;
use data_flow::{DataFlow, Quantity, Words};
use error_handling::{Catcher, Retrier};

/// A state of one program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub u32);

/// A level of one program: the root, a branch, an item processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MachineId(pub u32);

/// A compiled state machine.
#[derive(Debug)]
pub struct Program {
    /// How it was created.
    pub machine_type: MachineType,
    /// `"TimeoutSeconds"` of an execution.
    pub timeout_seconds: Option<u64>,
    /// The level that executions start in.
    pub root: MachineId,
    machines: Vec<Machine>,
    states: Vec<State>,
}

/// One level.
#[derive(Debug)]
pub struct Machine {
    /// AWS's location: ``, `/States/P/Branches[0]`, `/States/M/ItemProcessor`.
    pub location: Rc<str>,
    /// Its first state.
    pub start: StateId,
}

/// One state.
#[derive(Debug)]
pub struct State {
    /// Its name.
    pub name: Rc<str>,
    /// AWS's location: `/States/A`.
    pub location: Rc<str>,
    /// How data flows through it.
    pub data_flow: DataFlow,
    /// Its retriers, in order.
    pub retry: Vec<Retrier>,
    /// Its catchers, in order.
    pub catch: Vec<Catcher>,
    /// Where it goes; Choice has its own in its rules, Succeed and Fail end.
    pub transition: Transition,
    /// Its type and what belongs to it.
    pub kind: StateKind,
}

/// Where a state goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// `"Next"`
    Next(StateId),
    /// `"End": true`, or a type that ends
    End,
}

/// What a state does.
#[derive(Debug)]
pub enum StateKind {
    /// `"Task"`
    Task(Box<Task>),
    /// `"Pass"`
    Pass {
        /// `"Result"`
        result: Option<crate::json::Value>,
    },
    /// `"Wait"`
    Wait(Box<Wait>),
    /// `"Choice"`
    Choice {
        /// `"Choices"`
        rules: Vec<ChoiceRule>,
        /// `"Default"`
        default: Option<StateId>,
    },
    /// `"Succeed"`
    Succeed,
    /// `"Fail"`
    Fail {
        /// `"Error"`, `"ErrorPath"`
        error: Option<Box<Words>>,
        /// `"Cause"`, `"CausePath"`
        cause: Option<Box<Words>>,
    },
    /// `"Parallel"`
    Parallel {
        /// `"Branches"`
        branches: Vec<MachineId>,
    },
    /// `"Map"`
    Map(Box<Map>),
}

/// A Task's own fields.
#[derive(Debug)]
pub struct Task {
    /// `"Resource"`
    pub resource: Resource,
    /// `"TimeoutSeconds"`, `"TimeoutSecondsPath"`
    pub timeout: Option<Quantity>,
    /// `"HeartbeatSeconds"`, `"HeartbeatSecondsPath"`
    pub heartbeat: Option<Quantity>,
    /// `"Credentials"`
    pub credentials: Option<Template>,
}

/// How long a Wait waits.
#[derive(Debug)]
pub enum Wait {
    /// `"Seconds"`, `"SecondsPath"`
    Seconds(Quantity),
    /// `"Timestamp"`, `"TimestampPath"`
    Timestamp(Words),
}

/// A Map's own fields.
#[derive(Debug)]
pub struct Map {
    /// `"ItemProcessor"`, `"Iterator"`
    pub processor: MachineId,
    /// `"ItemsPath"`, `"Items"`
    pub items: Items,
    /// `"ItemSelector"`, the older `"Parameters"`
    pub item_selector: Option<Template>,
    /// `"MaxConcurrency"`, `"MaxConcurrencyPath"`
    pub max_concurrency: Option<Quantity>,
    /// What it has in the distributed mode.
    pub distributed: Option<Box<distributed::Distributed>>,
    /// It is inline and has parts of the distributed mode that it cannot run with.
    pub has_distributed_parts: bool,
}

/// Where a Map's items come from.
#[derive(Debug)]
pub enum Items {
    /// The whole effective input.
    Input,
    /// `"ItemsPath"`
    Path(crate::jsonpath::Path),
    /// `"Items"`
    Jsonata(Template),
}

impl Program {
    /// A state of this program.
    pub fn state(&self, id: StateId) -> &State {
        // INVARIANT: ids are given out by `compile` alone, for this table
        &self.states[id.0 as usize]
    }

    /// A level of this program.
    pub fn machine(&self, id: MachineId) -> &Machine {
        // INVARIANT: as for states
        &self.machines[id.0 as usize]
    }

    /// All states, in the order of the text.
    pub fn states(&self) -> impl Iterator<Item = (StateId, &State)> {
        self.states
            .iter()
            .enumerate()
            .map(|(at, state)| (StateId(at as u32), state))
    }
}

impl StateKind {
    /// Its type.
    pub fn state_type(&self) -> StateType {
        match self {
            StateKind::Task(_) => StateType::Task,
            StateKind::Pass { .. } => StateType::Pass,
            StateKind::Wait(_) => StateType::Wait,
            StateKind::Choice { .. } => StateType::Choice,
            StateKind::Succeed => StateType::Succeed,
            StateKind::Fail { .. } => StateType::Fail,
            StateKind::Parallel { .. } => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
        }
    }

    /// Task, Parallel and Map: the types that can be retried, and whose context object has a RetryCount.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_)
        )
    }
}
