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
mod convert;
mod corpus;
mod diagnostics;
mod distributed;
mod dynamodb;
mod executions;
mod fuzz;
mod integrations;
mod intrinsic;
mod iteration;
mod jackson;
mod jsonata;
mod jsonpath;
mod layers;
mod mermaid;
mod mocked_results;
mod moment;
mod permissions;
mod properties;
mod regex;
mod services;
mod state_names;
mod test_state;
mod timeline;
mod validation;
mod yaml;
