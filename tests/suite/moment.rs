//! An execution as it stood right after each of its events.

use asl_playground::api::run_types::{Output, SessionRequest};
use asl_playground::api::session::Session;

use crate::word;

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
    let mut session = Session::new(&request).unwrap_or_else(|error| panic!("{}", error.message));
    loop {
        match session.poll(true, 1_000) {
            Output::Task { task } if task.attempt == 1 => {
                session.task_failed(task.id, Some("Busy"), None, false)
            }
            Output::Task { task } => session.task_succeeded(task.id, "{}", false),
            Output::Done => return session,
            _ => {}
        }
    }
}

#[test]
fn each_event_has_what_ran_then() {
    let session = run(RETRIED);
    let mut lines = Vec::new();
    for event in 1..=session.event_count(0) {
        let moment = session.moment(0, event).expect("there is such an event");
        let states: Vec<String> = moment
            .states
            .iter()
            .map(|state| {
                let name = state.path.rsplit('/').next().unwrap_or_default();
                let counts = format!("{}/{}", state.failed_attempts, state.attempts);
                format!("{name} {} {counts}", word(state.status))
            })
            .collect();
        let variables: Vec<String> = moment
            .variables
            .iter()
            .map(|variable| format!("{}={}", variable.name, variable.value))
            .collect();
        lines.push(format!(
            "{} {} [{}] {}",
            moment.at_ms,
            moment.kind,
            states.join(", "),
            variables.join(" ")
        ));
    }
    let expected = [
        "0 ExecutionStarted [] ",
        "0 PassStateEntered [Set running 0/1] ",
        "0 PassStateExited [Set succeeded 0/1] n=1",
        "0 TaskStateEntered [Set succeeded 0/1, Work running 0/1] n=1",
        "0 LambdaFunctionScheduled [Set succeeded 0/1, Work running 0/1] n=1",
        "0 LambdaFunctionStarted [Set succeeded 0/1, Work running 0/1] n=1",
        "0 LambdaFunctionFailed [Set succeeded 0/1, Work running 1/1] n=1",
        "2000 LambdaFunctionScheduled [Set succeeded 0/1, Work running 1/2] n=1",
        "2000 LambdaFunctionStarted [Set succeeded 0/1, Work running 1/2] n=1",
        "2000 LambdaFunctionSucceeded [Set succeeded 0/1, Work running 1/2] n=1",
        "2000 TaskStateExited [Set succeeded 0/1, Work succeeded 1/2] n=1",
        "2000 WaitStateEntered [Set succeeded 0/1, Work succeeded 1/2, Rest running 0/1] n=1",
        "5000 WaitStateExited [Set succeeded 0/1, Work succeeded 1/2, Rest succeeded 0/1] n=1",
        "5000 ExecutionSucceeded [Set succeeded 0/1, Work succeeded 1/2, Rest succeeded 0/1] ",
    ];
    assert_eq!(lines, expected, "{lines:#?}");
}

#[test]
fn steps_by_state_lead_from_entering_to_entering() {
    let session = run(RETRIED);
    let steps = |event| {
        let moment = session.moment(0, event).expect("there is such an event");
        (moment.previous_state, moment.next_state)
    };
    assert_eq!(steps(1), (None, Some(2)));
    assert_eq!(steps(4), (Some(2), Some(12)));
    assert_eq!(steps(14), (Some(12), None));
}

#[test]
fn an_event_that_is_not_there_is_the_nearest() {
    let session = run(RETRIED);
    let event = |wanted| session.moment(0, wanted).map(|moment| moment.event);
    assert_eq!((event(0), event(99)), (Some(1), Some(14)));
}
