//! What each type of state does. Tasks are in [`super::task`].

mod choice;
pub mod distributed_map;
mod map;
mod parallel;
mod simple;
mod wait;
