//! ASL Playground: the Amazon States Language, run as AWS Step Functions runs it, in virtual time.
//!
//! The modules stand in layers. Each imports only from the layers before its own:
//!
//! 1. bounds, sorting, places in a text, virtual time: [`limits`], [`ordering`], [`text`], [`time`]
//! 2. what an evaluation sees of the world, what is to be said about a text, patterns: [`ambient`], [`diagnostic`], [`regex`]
//! 3. values, and documents that know their places: [`json`]
//! 4. paths: [`jsonpath`]
//! 5. functions of paths: [`intrinsic`]
//! 6. expressions: [`jsonata`]
//! 7. what they all see, the payloads that they stand in, AWS's services: [`scope`], [`template`], [`integrations`]
//! 8. a state machine as it is written, and what is wrong with it: [`definition`]
//! 9. help in an editor, the picture, the machine ready to run: [`assist`], [`graph`], [`program`]
//! 10. what happened in a run: [`history`]
//! 11. the run: [`simulation`]
//! 12. questions and answers: [`api`]
//! 13. the package: [`wasm`]

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
pub mod integrations;
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
