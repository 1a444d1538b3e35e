//! The table of services' actions.

use asl_playground::integrations::{Action, action, actions};
use asl_playground::json;

#[test]
fn no_action_has_two_rows() {
    for row in actions() {
        let found = action(row.service, row.name).unwrap();
        let name = format!("{}:{}", row.service, row.name);
        assert!(std::ptr::eq(found, row), "{name} stands twice");
    }
}

#[test]
fn an_example_of_an_answer_is_json() {
    let examples = |row: &Action| [row.answer, row.ended, row.ended_parsed];
    for text in actions().flat_map(examples).flatten() {
        assert!(json::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn a_service_is_found_by_the_name_of_either_integration() {
    let found = |service, name| action(service, name).map(|row| row.service);
    assert_eq!(found("events", "putEvents"), Some("events"));
    assert_eq!(found("eventbridge", "putEvents"), Some("events"));
    assert_eq!(found("bedrockruntime", "invokeModel"), Some("bedrock"));
    assert_eq!(found("stepfunctions", "startExecution"), None);
}
