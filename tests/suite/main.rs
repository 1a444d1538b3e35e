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
mod deployment;
mod diagnostics;
mod distributed;
mod driving;
mod dynamodb;
mod executions;
mod express;
mod field_values;
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
mod redrive;
mod regex;
mod services;
mod state_names;
mod test_state;
mod timeline;
mod trial;
mod turns;
mod validation;
mod yaml;

/// The word that a value crosses to JavaScript as.
fn word(value: impl serde::Serialize) -> String {
    let text = serde_json::to_value(value).expect("a word is JSON");
    text.as_str().expect("a word is a text").to_owned()
}
