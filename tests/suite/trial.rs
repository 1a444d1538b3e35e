//! Expressions that are tried on what a visit saw.

use asl_playground::api::run_types::{Output, SessionRequest};
use asl_playground::api::session::{Answerer, Clock, Session};

/// A task that fails once, is tried again, and gives a result.
const PATHS: &str = r#"{ "StartAt": "Set", "States": {
    "Set": { "Type": "Pass", "Assign": { "n": 1 }, "Next": "Work" },
    "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "InputPath": "$.order", "Parameters": { "id.$": "$.id" }, "Assign": { "n": 2 }, "ResultPath": "$.done",
      "Retry": [{ "ErrorEquals": ["Busy"] }], "End": true } } }"#;
const JSONATA: &str = r#"{ "QueryLanguage": "JSONata", "StartAt": "Set", "States": {
    "Set": { "Type": "Pass", "Assign": { "n": 1 }, "Next": "Work" },
    "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "Retry": [{ "ErrorEquals": ["Busy"] }], "End": true } } }"#;

/// Fails the first attempt of a task, then gives a result.
fn run(definition: &str) -> Session {
    let request = SessionRequest {
        definition: definition.to_owned(),
        input: Some(r#"{"order":{"id":"o-1","é":[1,2]}}"#.to_owned()),
        ..SessionRequest::default()
    };
    let mut session = Session::new(&request).unwrap();
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } if task.attempt == 1 => {
                session.task_failed(task.id, Some("Busy"), Some("later"), Answerer::Resource)
            }
            Output::Task { task } => {
                session.task_succeeded(task.id, r#"{"ok":true}"#, Answerer::Resource)
            }
            Output::Done => return session,
            _ => {}
        }
    }
}

/// What is tried on the task, and its value or `code: message @from..to`.
#[track_caller]
fn gives(session: &Session, attempt: u32, stage: u32, expression: &str, expected: &str) {
    let visit = session.visit_of_state(0, "/States/Work").unwrap();
    let trial = session.try_expression(visit, attempt, stage, expression);
    let trial = trial.expect("there is such a visit");
    let shown = match (trial.value, trial.error) {
        (Some(value), None) => value,
        (None, Some(error)) => {
            let code = error
                .code
                .map_or_else(String::new, |code| format!("{code}: "));
            let place = error
                .place
                .map(|place| format!(" @{}..{}", place.from, place.to));
            format!("{code}{}{}", error.message, place.unwrap_or_default())
        }
        both => panic!("{both:?}"),
    };
    assert_eq!(shown, expected, "{expression}");
}

#[test]
fn a_path_selects_from_the_stage_that_is_looked_at() {
    let session = run(PATHS);
    let visit = session.visit_of_state(0, "/States/Work").unwrap();
    let detail = session.visit(visit).unwrap();
    for attempt in &detail.attempts {
        let stages = detail.stages.iter().chain(&attempt.stages);
        for (number, stage) in (0..).zip(stages) {
            gives(&session, attempt.number, number, "$", &stage.value);
        }
    }
}

#[test]
fn a_path_or_a_call_sees_what_the_state_saw() {
    let session = run(PATHS);
    for (expression, expected) in [
        ("$.order.id", r#""o-1""#),
        ("$.order.é[1]", "2"),
        ("$$.State.Name", r#""Work""#),
        // before its own Assign
        ("$n", "1"),
        ("States.Format('{} of {}', $.order.id, $n)", r#""o-1 of 1""#),
        (
            "States.ArrayRange(1, 9, 0)",
            "States.Runtime: There was an error while evaluating the intrinsic function: States.ArrayRange(1, 9, 0). Invalid arguments in States.ArrayRange",
        ),
        (
            "$.nothing",
            "States.Runtime: No results for path: $['nothing']",
        ),
        ("order", "there is no intrinsic function `order` @0..5"),
        (
            "$.order[",
            "a bracket holds a quoted name, an index, a slice, `*` or a filter",
        ),
        (
            "",
            "a path begins with `$`, an intrinsic function with `States.`",
        ),
    ] {
        gives(&session, 0, 0, expression, expected);
    }
}

#[test]
fn an_expression_sees_the_fields_of_states_that_its_attempt_has() {
    let session = run(JSONATA);
    for (attempt, expression, expected) in [
        (2, "$states.input.order.id", r#""o-1""#),
        (2, "{% $states.result %}", r#"{"ok":true}"#),
        (2, "$states.context.State.Name & $n", r#""Work1""#),
        (
            1,
            "$states.errorOutput",
            r#"{"Error":"Busy","Cause":"later"}"#,
        ),
        // unknown: the last one
        (0, "$states.result.ok", "true"),
        (7, "$states.result.ok", "true"),
        (
            1,
            "'é' & $states.result",
            "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist. @14..20",
        ),
        (
            2,
            "{%$states.errorOutput%}",
            "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. @10..21",
        ),
        (
            2,
            "order.id",
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'order' at the top level is not supported. @0..5",
        ),
        (
            2,
            "$states.input.none",
            "States.QueryEvaluationError: The expression returned nothing (undefined).",
        ),
        (
            2,
            "$sum",
            "States.QueryEvaluationError: The expression returned an unsupported result type.",
        ),
        (
            2,
            "'é' + 1",
            "T2001: The left side of the \"+\" operator must evaluate to a number @4..5",
        ),
        (
            2,
            "{%'é' + 1%}",
            "T2001: The left side of the \"+\" operator must evaluate to a number @6..7",
        ),
        (
            2,
            "($f := function($x) { $f($x) + 1 }; $f(1))",
            "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive @38..39",
        ),
    ] {
        gives(&session, attempt, 0, expression, expected);
    }
}

#[test]
fn a_trial_leaves_no_trace() {
    let session = run(JSONATA);
    let visit = session.visit_of_state(0, "/States/Work").unwrap();
    let tried = || {
        session
            .try_expression(visit, 0, 0, "[$random(), $now()]")
            .unwrap()
            .value
    };
    let before = session.snapshot();
    assert_eq!(tried(), tried());
    assert_eq!(session.snapshot(), before);
    assert!(session.try_expression(99, 0, 0, "1").is_none());
}
