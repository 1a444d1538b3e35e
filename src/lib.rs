//! ASL Playground: the Amazon States Language, run as AWS Step Functions runs it, in virtual time.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a test fails by panicking"
    )
)]

pub mod ambient;
pub mod api;
pub mod assist;
pub mod definition;
pub mod diagnostic;
pub mod graph;
pub mod history;
pub mod intrinsic;
pub mod json;
pub mod jsonata;
pub mod jsonpath;
pub mod limits;
pub mod ordering;
pub mod program;
pub mod regex;
pub mod scope;
pub mod simulation;
pub mod template;
pub mod text;
pub mod time;
pub mod wasm;
