//! An execution as it stood right after each of its events.

use std::ops::RangeInclusive;

use asl_playground::api::run_types::{Moment, SessionRequest};
use asl_playground::api::session::{Answerer, Session};
use asl_playground::history::inspection::VisitStatus::{self, Running, Succeeded};

use super::driving::{drive, started};

const RETRIED: &str = r#"{ "StartAt": "Set", "States": {
    "Set": { "Type": "Pass", "Assign": { "n": 1 }, "Next": "Work" },
    "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 2 }], "Next": "Rest" },
    "Rest": { "Type": "Wait", "Seconds": 3, "End": true } } }"#;

/// Fails the first attempt of a task, then gives a result.
fn run(definition: &str) -> Session {
    let request = SessionRequest {
        definition: definition.to_owned(),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    drive(&mut session, |session, task| match task.attempt {
        1 => session.task_failed(task.id, Some("Busy"), None, Answerer::Resource),
        _ => session.task_succeeded(task.id, "{}", Answerer::Resource),
    });
    session
}

fn moment(session: &Session, event: usize) -> Moment {
    session.moment(0, event).expect("there is such an event")
}

#[test]
fn each_event_is_a_moment() {
    let session = run(RETRIED);
    let expected = [
        (0.0, "ExecutionStarted"),
        (0.0, "PassStateEntered"),
        (0.0, "PassStateExited"),
        (0.0, "TaskStateEntered"),
        (0.0, "LambdaFunctionScheduled"),
        (0.0, "LambdaFunctionStarted"),
        (0.0, "LambdaFunctionFailed"),
        (2000.0, "LambdaFunctionScheduled"),
        (2000.0, "LambdaFunctionStarted"),
        (2000.0, "LambdaFunctionSucceeded"),
        (2000.0, "TaskStateExited"),
        (2000.0, "WaitStateEntered"),
        (5000.0, "WaitStateExited"),
        (5000.0, "ExecutionSucceeded"),
    ];
    assert_eq!(session.event_count(0), expected.len());
    for (event, (at_ms, kind)) in (1..).zip(expected) {
        let moment = moment(&session, event);
        assert_eq!(
            (moment.at_ms, &*moment.kind),
            (at_ms, kind),
            "event {event}"
        );
    }
}

#[test]
fn a_moment_shows_the_states_as_they_stood_after_its_event() {
    /// Place, status of the last visit, attempts that failed, attempts.
    type Standing = (&'static str, VisitStatus, u32, u32);
    const SET: Standing = ("/States/Set", Succeeded, 0, 1);
    const WORK: Standing = ("/States/Work", Succeeded, 1, 2);
    let table: [(RangeInclusive<usize>, &[Standing]); 9] = [
        (1..=1, &[]),
        (2..=2, &[("/States/Set", Running, 0, 1)]),
        (3..=3, &[SET]),
        (4..=6, &[SET, ("/States/Work", Running, 0, 1)]),
        (7..=7, &[SET, ("/States/Work", Running, 1, 1)]),
        (8..=10, &[SET, ("/States/Work", Running, 1, 2)]),
        (11..=11, &[SET, WORK]),
        (12..=12, &[SET, WORK, ("/States/Rest", Running, 0, 1)]),
        (13..=14, &[SET, WORK, ("/States/Rest", Succeeded, 0, 1)]),
    ];
    let session = run(RETRIED);
    for (events, expected) in table {
        for event in events {
            let states = moment(&session, event).states;
            let standings = states.iter().map(|state| {
                let (failed, attempts) = (state.failed_attempts, state.attempts);
                (&*state.path, state.status, failed, attempts)
            });
            assert_eq!(standings.collect::<Vec<_>>(), expected, "event {event}");
        }
    }
}

#[test]
fn a_moment_shows_the_variables_of_the_state_of_its_event() {
    let session = run(RETRIED);
    for event in 1..=session.event_count(0) {
        let variables = moment(&session, event).variables;
        let named: Vec<(&str, &str)> = variables
            .iter()
            .map(|variable| (&*variable.name, &*variable.value))
            .collect();
        // from the event by which the state that assigns it is left, to the last event of a state
        match event {
            3..=13 => assert_eq!(named, [("n", "1")], "event {event}"),
            _ => assert_eq!(named, [], "event {event}"),
        }
    }
}

#[test]
fn a_moment_leads_to_the_states_entered_before_and_after_it() {
    let session = run(RETRIED);
    let steps = |event| {
        let moment = moment(&session, event);
        (moment.previous_state, moment.next_state)
    };
    assert_eq!(steps(1), (None, Some(2)));
    assert_eq!(steps(4), (Some(2), Some(12)));
    assert_eq!(steps(14), (Some(12), None));
}

#[test]
fn an_event_number_out_of_range_gives_the_nearest_event() {
    let session = run(RETRIED);
    let event = |wanted| session.moment(0, wanted).map(|moment| moment.event);
    assert_eq!((event(0), event(99)), (Some(1), Some(14)));
}
