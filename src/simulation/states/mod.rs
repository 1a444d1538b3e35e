//! What each type of state does. Tasks are in [`super::task`].

mod choice;
pub mod distributed_map;
pub mod map;
mod parallel;
mod simple;
mod wait;
