//! Runs that stand still at breakpoints.

use asl_playground::api::run_types::{Breakpoint, Output, SessionRequest};
use asl_playground::api::session::{Answerer, Clock, Session};
use asl_playground::simulation::execution::ExecutionStatus;

use super::driving::started;

const NESTED: &str = r#"{ "StartAt": "Rest", "States": {
    "Rest": { "Type": "Wait", "Seconds": 5, "Next": "Plain" },
    "Plain": { "Type": "Pass", "Next": "Each" },
    "Each": { "Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.items", "Next": "Both",
      "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } },
    "Both": { "Type": "Parallel", "End": true, "Branches": [
      { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
      { "StartAt": "Right", "States": { "Right": { "Type": "Pass", "End": true } } } ] } } }"#;

const TASK: &str = r#"{ "StartAt": "Work", "States": {
    "Work": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "TimeoutSeconds": 2, "Catch": [{ "ErrorEquals": ["Busy"], "Next": "Refused" }], "End": true },
    "Refused": { "Type": "Pass", "End": true } } }"#;

fn start(definition: &str, input: &str) -> Session {
    let request = SessionRequest {
        definition: definition.to_owned(),
        input: Some(input.to_owned()),
        ..SessionRequest::default()
    };
    started(&request)
}

fn at(path: &str) -> Breakpoint {
    Breakpoint {
        path: path.to_owned(),
        ..Breakpoint::default()
    }
}

/// Goes on until it stands still or ends; a function takes a second and answers `1`.
fn go_on(session: &mut Session) -> String {
    let mut working = None;
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } => {
                session.start_timer(1000.0);
                working = Some(task.id);
            }
            Output::Timer { .. } => {
                session.task_succeeded(working.unwrap(), "1", Answerer::Resource)
            }
            Output::Held => return standing(session),
            Output::Done => return format!("output {}", session.summary(0).output.unwrap()),
            Output::Cancelled { .. } | Output::Paused => {}
            other => panic!("{other:?}"),
        }
    }
}

fn standing(session: &Session) -> String {
    let held = session.held().expect("something is held");
    let seconds = (session.now() - session.start_time()) / 1000.0;
    let what = if held.at_answer {
        "answer of"
    } else {
        "before"
    };
    let item = held.item.map_or(String::new(), |item| format!("#{item}"));
    let value = held.value.or(held.error).unwrap();
    format!("{seconds} {what} {}{item}: {value}", held.state_name)
}

#[test]
fn a_run_stands_still_before_each_visit_of_a_state() {
    let mut session = start(NESTED, r#"{"items":[1,2]}"#);
    session.break_at(&[
        at("/States/Plain"),
        at("/States/Each/ItemProcessor/States/One"),
        at("/States/Both/Branches[1]/States/Right"),
        at("/States/Nowhere"),
    ]);
    assert_eq!(go_on(&mut session), r#"5 before Plain: {"items":[1,2]}"#);
    assert_eq!(
        go_on(&mut session),
        r#"5 before Plain: {"items":[1,2]}"#,
        "it stays"
    );
    assert_eq!(
        session.summary(0).visits,
        1,
        "the state has not been entered"
    );
    session
        .release(Some(r#"{"items":[3,4]}"#), None, None)
        .unwrap();
    assert_eq!(go_on(&mut session), "5 before One#0: 3");
    session.release(Some("30"), None, None).unwrap();
    assert_eq!(go_on(&mut session), "5 before One#1: 4");
    session.release(None, None, None).unwrap();
    assert_eq!(go_on(&mut session), r#"5 before Right: {"items":[30,4]}"#);
    session.release(Some("true"), None, None).unwrap();
    assert_eq!(go_on(&mut session), r#"output [{"items":[30,4]},true]"#);
    assert!(
        session
            .events(0, 0, 100)
            .contains(r#""input":"{\"items\":[3,4]}""#)
    );
}

#[test]
fn a_step_goes_to_the_next_state() {
    let mut session = start(NESTED, r#"{"items":[]}"#);
    session.break_at(&[at("/States/Rest")]);
    assert_eq!(go_on(&mut session), r#"0 before Rest: {"items":[]}"#);
    let mut seen = Vec::new();
    loop {
        session.release(None, None, None).unwrap();
        session.break_at(&[]);
        session.step();
        match go_on(&mut session) {
            end if end.starts_with("output") => break,
            place => seen.push(place.split(':').next().unwrap().to_owned()),
        }
    }
    let expected = [
        "5 before Plain",
        "5 before Each",
        "5 before Both",
        "5 before Left",
        "5 before Right",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn an_answer_is_held_and_changed_before_the_state_takes_it() {
    let answers = Breakpoint {
        at_answer: true,
        ..at("/States/Work")
    };
    for (value, error, expected) in [
        (None, None, "output 1"),
        (Some("2"), None, "output 2"),
        (None, Some("Busy"), r#"output {"Error":"Busy","Cause":""}"#),
    ] {
        let mut session = start(TASK, "{}");
        session.break_at(std::slice::from_ref(&answers));
        assert_eq!(go_on(&mut session), "1 answer of Work: 1");
        assert!(session.release(Some("{"), None, None).is_err());
        assert_eq!(
            go_on(&mut session),
            "1 answer of Work: 1",
            "a value that is none changes nothing"
        );
        session.release(value, error, None).unwrap();
        assert_eq!(go_on(&mut session), expected);
    }
}

#[test]
fn a_run_that_stands_still_can_be_stopped() {
    for breakpoint in [
        at("/States/Work"),
        Breakpoint {
            at_answer: true,
            ..at("/States/Work")
        },
    ] {
        let mut session = start(TASK, "{}");
        session.break_at(&[breakpoint]);
        go_on(&mut session);
        session.stop(None, None).unwrap();
        assert!(matches!(
            session.poll(Clock::Runs, 10),
            Output::Cancelled { .. } | Output::Done
        ));
        assert_eq!(session.summary(0).status, ExecutionStatus::Aborted);
        while !matches!(session.poll(Clock::Runs, 10), Output::Done) {}
        assert!(session.held().is_none());
    }
}

#[test]
fn a_breakpoint_at_answers_changes_nothing_of_what_is_called() {
    const BOTH: &str = r#"{ "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true, "Branches": [
        { "StartAt": "Slow", "States": { "Slow": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:slow", "End": true } } },
        { "StartAt": "Bad", "States": { "Bad": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bad", "End": true } } },
        { "StartAt": "Last", "States": { "Last": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:last", "End": true } } } ] } } }"#;
    let seen = |stops: &[Breakpoint]| {
        let mut session = start(BOTH, "{}");
        session.break_at(stops);
        let mut seen = Vec::new();
        loop {
            match session.poll(Clock::Runs, 1_000) {
                Output::Task { task } => {
                    seen.push(task.state_name.to_string());
                    match task.id {
                        // it answers at once, but not before it has let go of the thread
                        0 => drop(session.start_timer(0.0)),
                        1 => session.task_failed(task.id, Some("Bad"), None, Answerer::Resource),
                        _ => session.task_succeeded(task.id, "1", Answerer::Resource),
                    }
                }
                Output::Timer { .. } => {
                    seen.push("timer".to_owned());
                    session.task_succeeded(0, "1", Answerer::Resource);
                }
                Output::Held => session.release(None, None, None).unwrap(),
                Output::Done => return (seen, session.events(0, 0, 100)),
                Output::Cancelled { .. } | Output::Paused => {}
                other => panic!("{other:?}"),
            }
        }
    };
    let answers = |branch: &str| Breakpoint {
        at_answer: true,
        ..at(&format!("/States/Both/Branches{branch}"))
    };
    let free = seen(&[]);
    assert_eq!(free.0, ["Slow", "Bad", "Last", "timer"]);
    for stops in [
        vec![answers("[1]/States/Bad")],
        vec![answers("[2]/States/Last")],
        vec![answers("[0]/States/Slow"), answers("[2]/States/Last")],
    ] {
        assert_eq!(seen(&stops), free);
    }
}
