//! One iteration of a Map on its own: its states, its rows, its events and its neighbours.

use asl_playground::api::run_types::{Origin, SessionRequest};
use asl_playground::api::session::{Answerer, Scope, Session};

use super::driving::{drive, started};

/// Runs a Map of Maps whose outer processor begins with the given members; the function fails at its second call.
fn run(processor: &str) -> Session {
    let map = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "Next": "Done", "MaxConcurrency": 1,
        "ItemProcessor": {CONFIG "StartAt": "Work", "States": {
            "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Inner",
                "Retry": [{"ErrorEquals": ["States.ALL"]}]},
            "Inner": {"Type": "Map", "End": true, "ItemsPath": "$.items",
                "ItemProcessor": {"StartAt": "Deep", "States": {"Deep": {"Type": "Pass", "End": true}}}}}}},
        "Done": {"Type": "Pass", "End": true}}}"#;
    let request = SessionRequest {
        definition: map.replace("CONFIG", processor),
        input: Some("[1, 2, 3]".to_owned()),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    let mut calls = 0;
    drive(&mut session, |session, task| {
        calls += 1;
        match calls {
            2 => session.task_failed(task.id, Some("Busy"), None, Answerer::Resource),
            _ => session.task_succeeded(task.id, r#"{"items": ["a", "b"]}"#, Answerer::Resource),
        }
    });
    session
}

/// The innermost iteration around the `nth` (from 0) visit of a state.
fn around(session: &Session, name: &str, nth: usize) -> Scope {
    let rows = session.timeline(0, 0, 99);
    let visit = rows.iter().filter(|row| row.name == name).nth(nth);
    Scope {
        execution: 0,
        within: Some(visit.expect("such a visit").visit),
    }
}

/// Each state by its name, how often it was entered, and how many attempts were made.
fn states(session: &Session, scope: Scope) -> Vec<(String, u32, u32)> {
    let told = session.summary(scope).states.into_iter();
    told.map(|state| {
        let name = state.path.rsplit('/').next().unwrap_or_default();
        (name.to_owned(), state.visits, state.attempts)
    })
    .collect()
}

/// What [`states`] gives of the second iteration of the outer Map.
fn states_of_second() -> Vec<(String, u32, u32)> {
    [
        ("Each", 1, 1),
        ("Work", 1, 2),
        ("Inner", 1, 1),
        ("Deep", 2, 2),
    ]
    .map(|(name, visits, attempts)| (name.to_owned(), visits, attempts))
    .into()
}

/// The rows of the timeline, each with its depth.
fn rows(session: &Session, scope: Scope) -> Vec<(u32, String)> {
    let rows = session.timeline(scope, 0, 99).into_iter();
    rows.map(|row| (row.depth, row.name)).collect()
}

#[test]
fn an_iteration_on_its_own_has_its_states_rows_and_neighbours() {
    let session = run("");
    let second = around(&session, "Work", 1);
    assert_eq!(states(&session, second), states_of_second());
    let expected = [(0, "Work"), (0, "Inner"), (1, "Deep"), (1, "Deep")];
    let expected = expected.map(|(depth, name)| (depth, name.to_owned()));
    assert_eq!(rows(&session, second), expected);
    let summary = session.summary(second);
    let trace = session.trace(second, 0, summary.trace_rows as usize);
    assert!(trace.iter().all(|row| {
        row.state_name
            .as_deref()
            .is_some_and(|state| state != "Each")
    }));
    assert_eq!(
        trace
            .iter()
            .filter(|row| row.row_type == "LambdaFunctionFailed")
            .count(),
        1
    );
    assert_eq!(
        trace
            .iter()
            .filter(|row| row.origin == Origin::Playground)
            .count(),
        1
    );
    let numbers: Vec<u32> = trace.iter().map(|row| row.row).collect();
    assert_eq!(numbers, (0..summary.trace_rows).collect::<Vec<_>>());

    let shown = summary.iteration.expect("an iteration");
    assert_eq!((shown.of.index, shown.count, &*shown.map), (1, 3, "Each"));
    assert_eq!(shown.around, None);
    // the second item waited for the first, which took no time; its own first attempt failed, and the second came 1 s later
    assert_eq!((shown.from_ms, shown.to_ms), (0.0, 1_000.0));
    let at = |visit: Option<u32>| {
        session
            .summary(Scope {
                within: visit,
                ..second
            })
            .iteration
            .map(|shown| shown.of.index)
    };
    assert_eq!((at(shown.previous), at(shown.next)), (Some(0), Some(2)));
    let last = session
        .summary(around(&session, "Work", 2))
        .iteration
        .expect("an iteration");
    assert_eq!(last.next, None);
}

#[test]
fn the_innermost_iteration_is_meant() {
    let session = run("");
    let inner = around(&session, "Deep", 3);
    let expected = ["Each", "Inner", "Deep"].map(|name| (name.to_owned(), 1, 1));
    assert_eq!(states(&session, inner), expected);
    let shown = session.summary(inner).iteration.expect("an iteration");
    assert_eq!((shown.of.index, shown.count, &*shown.map), (1, 2, "Inner"));
    // a visit tells of it, and its Map's own visit leads out of it
    let told = |visit: Option<u32>| session.visit(visit?)?.iteration;
    assert_eq!(told(inner.within), Some(shown.of));
    assert_eq!(told(shown.around).map(|of| of.index), Some(1));
    let outer = Scope {
        within: shown.around,
        ..inner
    };
    assert_eq!(
        session.summary(outer).iteration.map(|shown| shown.of.index),
        Some(1)
    );
}

#[test]
fn an_iteration_of_a_distributed_map_has_the_history_of_its_execution() {
    let session =
        run(r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#);
    let second = around(&session, "Work", 1);
    assert_eq!(states(&session, second), states_of_second());
    let trace = session.trace(second, 0, 99);
    assert_eq!(
        trace
            .iter()
            .filter(|row| row.row_type == "LambdaFunctionFailed")
            .count(),
        1
    );
}

#[test]
fn a_moment_shows_the_iteration_alone() {
    let session = run("");
    let second = around(&session, "Work", 1);
    let events = session.event_count(0);
    let end = session.moment(second, events).expect("an end");
    assert_eq!(end.states.len(), session.summary(second).states.len());
    // before it began there is but the Map around it
    let early = session.moment(second, 5).expect("a moment").states;
    let paths: Vec<&str> = early.iter().map(|state| &*state.path).collect();
    assert_eq!(paths, ["/States/Each"]);
    // steps by state stay inside
    let inside = |event: Option<u32>| {
        let moment = session.moment(second, event? as usize)?;
        Some((moment.state_name?, moment.next_state.is_some()))
    };
    let first = session.moment(second, 1).expect("a moment").next_state;
    assert_eq!(inside(first), Some(("Work".to_owned(), true)));
    assert_eq!(inside(end.previous_state), Some(("Deep".to_owned(), false)));
    // of a distributed Map the history tells nothing of it: steps lead through all there is
    let session =
        run(r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#);
    let apart = around(&session, "Work", 1);
    let first = session.moment(apart, 1).expect("a moment").next_state;
    assert_eq!(first, Some(2));
}

#[test]
fn a_visit_outside_of_every_map_is_in_no_iteration() {
    let session = run("");
    let done = around(&session, "Done", 0);
    let summary = session.summary(done);
    assert!(summary.iteration.is_none());
    assert_eq!(summary.trace_rows, session.summary(0).trace_rows);
}

#[test]
fn a_visit_leads_to_the_others_of_its_state() {
    let session = run("");
    let mut next = around(&session, "Deep", 5).within;
    let mut after = None;
    for place in (1..=6).rev() {
        let visit = session.visit(next.expect("six visits"));
        let visit = visit.expect("a visit");
        assert_eq!((visit.name.as_str(), visit.after), ("Deep", after));
        assert_eq!((visit.place, visit.visits), (place, 6));
        (after, next) = (next, visit.before);
    }
    assert_eq!(next, None);
}
