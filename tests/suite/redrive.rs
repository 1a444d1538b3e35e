//! What runs again when an execution is redriven, beyond what `tests/package/redrive.test.mjs` tells.

use asl_playground::api::run_types::{RequestLimits, SessionRequest, TaskRequest};
use asl_playground::api::session::{Answerer, Session};
use serde_json::{Value, json};

use super::driving::{drive, started};

/// A branch that calls a function.
fn branch(name: &str) -> Value {
    let resource = format!("arn:aws:lambda:us-east-1:123456789012:function:{name}");
    let task = json!({"Type": "Task", "Resource": resource, "End": true});
    json!({"StartAt": name, "States": {name: task}})
}

/// Runs on, `answer` answers; gives the states whose functions were called.
fn called(session: &mut Session, answer: impl Fn(&mut Session, u32, &str)) -> Vec<String> {
    let mut called = Vec::new();
    drive(session, |session, task| {
        answer(session, task.id, &task.state_name);
        called.push(task.state_name.to_string());
    });
    called
}

#[test]
fn after_a_result_that_is_too_large_the_branches_that_succeeded_run_again_too() {
    let large = json!("x".repeat(1_000)).to_string();
    for (error, again) in [(None, &["A", "B"][..]), (Some("Broken"), &["B"][..])] {
        let both = json!({"Type": "Parallel", "Branches": [branch("A"), branch("B")], "End": true});
        let request = SessionRequest {
            definition: json!({"StartAt": "Both", "States": {"Both": both}}).to_string(),
            limits: RequestLimits {
                payload_bytes: Some(500),
                history_events: None,
            },
            ..SessionRequest::default()
        };
        let mut session = started(&request);
        let first = called(&mut session, |session, task, state| match (state, error) {
            ("B", None) => session.task_succeeded(task, &large, Answerer::Resource),
            ("B", error) => session.task_failed(task, error, None, Answerer::Resource),
            _ => session.task_succeeded(task, "1", Answerer::Resource),
        });
        assert_eq!(first, ["A", "B"]);
        let error = error.unwrap_or("States.DataLimitExceeded");
        assert_eq!(session.summary(0).error.as_deref(), Some(error));
        session.redrive().unwrap();
        let second = called(&mut session, |session, task, _| {
            session.task_succeeded(task, "2", Answerer::Resource);
        });
        assert_eq!(second, again);
    }
}

#[test]
fn why_an_execution_cannot_be_redriven_is_told_in_the_words_of_the_api() {
    let definition = json!({"StartAt": "F", "States": {"F": {"Type": "Fail"}}});
    let wait = json!({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 40_000_000, "End": true}}});
    let done = json!({"StartAt": "S", "States": {"S": {"Type": "Succeed"}}});
    for (definition, reason) in [
        (&definition, None),
        (&done, Some("Execution is SUCCEEDED and cannot be redriven")),
        (&wait, Some("Execution has exceeded the max execution time")),
    ] {
        let request = SessionRequest {
            definition: definition.to_string(),
            ..SessionRequest::default()
        };
        let mut session = started(&request);
        called(&mut session, |_, _, _| {});
        let told = session.executions()[0].redrive_status_reason.clone();
        assert_eq!(told.as_deref(), reason);
    }
}

#[test]
fn an_execution_is_redriven_only_when_another_event_fits_before_the_last() {
    // the failure is event 6
    for (history_events, why) in [
        (7, Some("Execution history event limit exceeded")),
        (8, None),
    ] {
        let request = SessionRequest {
            definition: branch("A").to_string(),
            limits: RequestLimits {
                payload_bytes: None,
                history_events: Some(history_events),
            },
            ..SessionRequest::default()
        };
        let mut session = started(&request);
        drive(&mut session, |session, task| {
            session.task_failed(task.id, Some("Broken"), None, Answerer::Resource);
        });
        assert_eq!(session.event_count(0), 6);
        let refused = session.redrive().err().map(|error| error.message);
        assert_eq!(refused.as_deref(), why);
    }
}

#[test]
fn what_follows_a_map_run_that_was_redriven_follows_its_redrive() {
    let mut processor = branch("B");
    processor["ProcessorConfig"] = json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
    let each = json!({"Type": "Map", "ItemProcessor": processor, "End": true});
    let request = SessionRequest {
        definition: json!({"StartAt": "Each", "States": {"Each": each}}).to_string(),
        input: Some("[1]".to_owned()),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    called(&mut session, |session, task, _| {
        session.task_failed(task, Some("Broken"), None, Answerer::Resource);
    });
    session.redrive().unwrap();
    called(&mut session, |session, task, _| {
        session.task_succeeded(task, "1", Answerer::Resource);
    });
    let events: Vec<Value> = serde_json::from_str(&session.events(0, 0, 100)).unwrap();
    let one = |kind: &str| events.iter().find(|event| event["type"] == kind).unwrap();
    let redriven = &one("MapRunRedriven")["id"];
    for kind in ["MapRunSucceeded", "MapStateExited"] {
        assert_eq!(one(kind)["previousEventId"], *redriven, "{kind}");
    }
}

#[test]
fn each_decision_about_an_error_is_of_the_attempt_that_failed() {
    let mut machine = branch("A");
    machine["States"]["A"]["Retry"] = json!([{"ErrorEquals": ["Busy"], "MaxAttempts": 1}]);
    let request = SessionRequest {
        definition: machine.to_string(),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    let busy = |session: &mut Session, task: &TaskRequest| {
        session.task_failed(task.id, Some("Busy"), None, Answerer::Resource);
    };
    drive(&mut session, busy);
    session.redrive().unwrap();
    drive(&mut session, busy);
    let decisions = session.visit(0).unwrap().decisions;
    let told: Vec<_> = decisions
        .iter()
        .map(|decision| (decision.attempt, decision.text.split(' ').next()))
        .collect();
    let of = |attempt, word| (Some(attempt), Some(word));
    let once = [of(1, "Retry[0]"), of(2, "Retry[0]"), of(2, "No")];
    let again = [of(3, "Retry[0]"), of(4, "Retry[0]"), of(4, "No")];
    assert_eq!(told, [once, again].concat());
}
