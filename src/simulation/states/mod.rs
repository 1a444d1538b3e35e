//! What each type of state does. Tasks are in [`super::task`].

mod choice;
mod map;
mod parallel;
mod simple;
mod wait;
