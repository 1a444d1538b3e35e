//! What the timeline says of runs: its spans, what the duration depended on, and when nothing but waiting happened.

use std::collections::HashMap;

use asl_playground::api::run_types::{IntervalKind, Output, SessionRequest, Timing};
use asl_playground::api::session::{Answerer, Clock, Session};

use crate::word;

use super::driving::started;

/// Runs a definition. A function takes as many milliseconds as its input says, or else its name; the first call of
/// a `bad…` fails. A token comes back five minutes after the call.
fn run(definition: &str, input: &str, transition_ms: u32) -> Session {
    let request = SessionRequest {
        definition: definition.replace("fn:", "arn:aws:lambda:us-east-1:123456789012:function:"),
        input: Some(input.to_owned()),
        timing: Timing { transition_ms },
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    let (mut due, mut may_fail) = (HashMap::new(), true);
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } => {
                if task.task_token.is_some() {
                    session.task_submitted(task.id, "{}");
                }
                let name = task.function_name.clone().unwrap_or_default();
                let named = name.trim_start_matches("bad").parse().unwrap_or(300_000.0);
                let ms = task.candidates[0].event.parse().unwrap_or(named);
                let fails = name.starts_with("bad") && std::mem::take(&mut may_fail);
                due.insert(session.start_timer(ms), (task, fails));
            }
            Output::Timer { timer } => {
                let (task, fails) = due.remove(&timer).expect("a timer of this test");
                match &task.task_token {
                    Some(token) => session
                        .callback_succeeded(token, "{}")
                        .expect("it is waited for"),
                    None if fails => {
                        session.task_failed(task.id, Some("Busy"), None, Answerer::Resource)
                    }
                    None => session.task_succeeded(task.id, "{}", Answerer::Resource),
                }
            }
            Output::Done => return session,
            Output::Idle { .. } => panic!("it waits for more than this test answers"),
            _ => {}
        }
    }
}

/// The rows in a line each, `*` after what is on the critical path, and then the idle spans.
fn picture(session: &Session) -> Vec<String> {
    let summary = session.summary(0);
    let mut lines: Vec<String> = session
        .timeline(0, 0, 99)
        .iter()
        .map(|row| {
            let mut line = row.name.clone();
            for span in &row.intervals {
                let label = match (span.kind, &span.label) {
                    (IntervalKind::Queued, Some(label)) => format!(" ({label})"),
                    _ => String::new(),
                };
                let mark = if span.critical { "*" } else { "" };
                let (from, to) = (span.from_ms, span.to_ms);
                line += &format!(" {} {from}-{to}{label}{mark}", word(span.kind));
            }
            line
        })
        .collect();
    lines.push(format!("idle {:?}", summary.idle));
    lines
}

const TWO_BRANCHES: &str = r#"{ "StartAt": "Both", "States": {
    "Both": { "Type": "Parallel", "Next": "After", "Branches": [
      { "StartAt": "Short", "States": { "Short": { "Type": "Task", "Resource": "fn:100", "End": true } } },
      { "StartAt": "Long", "States": { "Long": { "Type": "Task", "Resource": "fn:300", "Next": "Rest" },
        "Rest": { "Type": "Wait", "Seconds": 1, "End": true } } } ] },
    "After": { "Type": "Task", "Resource": "fn:50", "End": true } } }"#;

const MAP: &str = r#"{ "StartAt": "Each", "States": { "Each": { "Type": "Map", "MaxConcurrency": 2, "End": true,
    "ItemProcessor": { "StartAt": "Work", "States": {
      "Work": { "Type": "Task", "Resource": "fn:1", "End": true } } } } } }"#;

const FAILING_BRANCH: &str = r#"{ "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true,
    "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 2 }],
    "Branches": [
      { "StartAt": "Slow", "States": { "Slow": { "Type": "Task", "Resource": "fn:500", "End": true } } },
      { "StartAt": "Fails", "States": { "Fails": { "Type": "Task", "Resource": "fn:bad200", "End": true } } } ] } } }"#;

const SEQUENCE: &str = r#"{ "StartAt": "Try", "States": {
    "Try": { "Type": "Task", "Resource": "fn:bad10", "Next": "Poll",
      "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 60 }] },
    "Poll": { "Type": "Wait", "Seconds": 300, "Next": "Ask" },
    "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": { "FunctionName": "ask", "Payload": {} }, "End": true } } }"#;

#[test]
fn a_timeline_tells_what_the_duration_depended_on_and_when_a_run_only_waited() {
    let table: [(&str, &str, &str, u32, &[&str]); 7] = [
        (
            "the branch that ends last, and all of it",
            TWO_BRANCHES,
            "{}",
            0,
            &[
                "Both inside 0-1300",
                "Short running 0-100",
                "Long running 0-300*",
                "Rest wait 300-1300*",
                "After running 1300-1350*",
                "idle [(300.0, 1300.0)]",
            ],
        ),
        (
            "of iterations that queue, those that let the last one begin",
            MAP,
            "[300, 100, 50, 400]",
            0,
            &[
                "Each inside 0-550",
                "Work running 0-300",
                "Work running 0-100*",
                "Work queued 0-100 (MaxConcurrency 2) running 100-150*",
                "Work queued 0-150 (MaxConcurrency 2) running 150-550*",
                "idle []",
            ],
        ),
        (
            "the time of a transition is neither queued nor idle",
            MAP,
            "[300, 100, 50]",
            20,
            &[
                "Each inside 20-340",
                "Work running 40-340*",
                "Work running 40-140",
                "Work queued 20-140 (MaxConcurrency 2) running 160-210",
                "idle []",
            ],
        ),
        (
            "what nothing else ran beside is not marked",
            MAP,
            "[300]",
            0,
            &["Each inside 0-300", "Work running 0-300", "idle []"],
        ),
        (
            "the branch that failed decides how long an attempt took",
            FAILING_BRANCH,
            "{}",
            0,
            &[
                "Both failed 0-200 backoff 200-2200* inside 2200-2700",
                "Slow running 0-200",
                "Fails failed 0-200*",
                "Slow running 2200-2700*",
                "Fails running 2200-2400",
                "idle [(200.0, 2200.0)]",
            ],
        ),
        (
            "a branch that failed decides how long a run took that failed",
            &FAILING_BRANCH.replace("\"Busy\"", "\"Other\""),
            "{}",
            0,
            &[
                "Both failed 0-200",
                "Slow running 0-200",
                "Fails failed 0-200*",
                "idle []",
            ],
        ),
        (
            "back-off, Wait and a token are idle, each on its own",
            SEQUENCE,
            "{}",
            0,
            &[
                "Try failed 0-10 backoff 10-60010 running 60010-60020",
                "Poll wait 60020-360020",
                "Ask wait 360020-660020",
                "idle [(10.0, 60010.0), (60020.0, 360020.0), (360020.0, 660020.0)]",
            ],
        ),
    ];
    for (what, definition, input, transition_ms, expected) in table {
        let lines = picture(&run(definition, input, transition_ms));
        assert_eq!(lines, expected, "{what}: {lines:#?}");
    }
}

#[test]
fn an_iteration_that_is_held_back_names_the_limit_that_does() {
    for (field, label) in [
        ("", "at most 40 at once"),
        (r#""MaxConcurrency": 0, "#, "at most 40 at once"),
        (r#""MaxConcurrency": 39, "#, "MaxConcurrency 39"),
        (r#""MaxConcurrency": 40, "#, "MaxConcurrency 40"),
        (r#""MaxConcurrency": 41, "#, "at most 40 at once"),
    ] {
        let definition = MAP.replace(r#""MaxConcurrency": 2, "#, field);
        let session = run(&definition, &format!("{:?}", [100; 41]), 0);
        let rows = session.timeline(0, 0, 99);
        let last = &rows.last().expect("rows").intervals[0];
        assert_eq!(
            (last.kind, last.to_ms, last.label.as_deref()),
            (IntervalKind::Queued, 100.0, Some(label))
        );
    }
}

#[test]
fn nothing_is_critical_before_the_end() {
    let request = SessionRequest {
        definition: TWO_BRANCHES.replace("fn:", "arn:aws:lambda:us-east-1:123456789012:function:"),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    while let Output::Task { .. } = session.poll(Clock::Runs, 1_000) {}
    let rows = session.timeline(0, 0, 99);
    assert_eq!(rows.len(), 3);
    let mut spans = rows.iter().flat_map(|row| &row.intervals);
    assert!(spans.all(|span| !span.critical));
}
