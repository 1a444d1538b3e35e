//! Rules that hold between the parts of a definition, one family a file.
//!
//! The shapes have been checked by then; a rule looks only at what could be read, and never repeats a finding of the
//! parser. Whether paths, templates and expressions parse is the compiler's business.

mod choice;
mod data_flow;
mod error_handling;
mod express;
mod free_variables;
mod item_source;
mod map;
mod names;
mod paths;
mod query_language;
mod reachability;
mod references;
mod request;
mod resource;
mod shapes;
mod targets;
mod task;
mod variables;

#[cfg(test)]
pub(crate) use references::CONTEXT;
pub(crate) use targets::{TargetKind, targets};

use super::{MachineType, StateMachine};
use crate::diagnostic::Diagnostics;

/// Everything that is wrong or suspicious between the parts of a definition.
pub fn check(machine: &StateMachine, machine_type: MachineType) -> Diagnostics {
    let mut found = Diagnostics::default();
    names::check(machine, &mut found);
    variables::check(machine, &mut found);
    for level in machine.levels() {
        targets::check(level, &mut found);
        reachability::check(level, &mut found);
    }
    for state in machine.all_states() {
        choice::check(state, &mut found);
        data_flow::check(state, &mut found);
        error_handling::check(state, &mut found);
        item_source::check(state, &mut found);
        paths::check(state, &mut found);
        query_language::check(state, &mut found);
        resource::check(state, &mut found);
        request::check(state, &mut found);
        task::check(state, &mut found);
    }
    express::check(machine, machine_type, &mut found);
    map::check(machine, &mut found);
    shapes::check(machine, &mut found);
    error_handling::check_unhandled(machine, &mut found);
    found
}
