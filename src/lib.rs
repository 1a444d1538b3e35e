//! ASL Playground: the Amazon States Language, run as AWS Step Functions runs it, in virtual time.

pub mod ambient;
pub mod definition;
pub mod diagnostic;
pub mod json;
pub mod limits;
pub mod text;
pub mod time;
