//! The native suite: one binary, one module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod analysis;
mod assist;
mod breakpoints;
mod corpus;
mod damaged;
mod diagnostics;
mod executions;
mod intrinsic;
mod jsonata;
mod jsonpath;
mod mermaid;
mod moment;
mod properties;
