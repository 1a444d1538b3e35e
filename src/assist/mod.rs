//! Help while a definition is written: what can stand at a place, what the thing there means, and where a state is named.
//!
//! A definition that is being typed is rarely whole. Everything here works on what the recovering reader makes of it and
//! has an answer for any text and any offset. Offsets are bytes; [`crate::api::assist`] counts as editors do.

mod complete;
mod completion;
mod hover;
mod list;
mod names;
mod place;
mod skeleton;
mod words;

pub use complete::complete;
pub use completion::{Completion, CompletionKind};
pub use hover::{Explanation, hover};
pub use names::{Edit, Named, locate, rename};
