//! What each type of state does. Tasks are in [`super::task`].

mod choice;
pub(super) mod distributed_map;
pub(super) mod map;
pub(super) mod map_run_plan;
mod parallel;
mod simple;
mod wait;
