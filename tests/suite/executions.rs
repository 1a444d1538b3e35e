//! Executions as a specification: definition, input and answers, and the whole trace that follows from them.
//!
//! Each file of `tests/cases/executions` is one case. `handlers` has a list of answers per function, the last one
//! repeated: `{"output": …}`, `{"error", "cause"}`, each after `"after"` seconds, or `"never"`. A line of `trace` is
//! `seconds id<previous type state: summary`; a line without ids is our own. With `UPDATE_CASES=1` the files are
//! written anew, to be read before they are committed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use asl_playground::api::run_types::{Output, SessionRequest, TaskRequest, TraceRow};
use asl_playground::api::session::{Answerer, Clock, Session};
use serde_json::{Value, json};

use super::driving::started;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/executions");

#[test]
fn executions_go_as_their_cases_say() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    for path in files(Path::new(CASES)) {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        let case: Value = serde_json::from_str(&text).expect("a case is JSON");
        let actual = outcome(&case);
        if update {
            let mut case = case;
            for (key, value) in actual.as_object().expect("an outcome is an object") {
                case[key] = value.clone();
            }
            let text = serde_json::to_string_pretty(&case).expect("a case can be written");
            std::fs::write(&path, text + "\n").expect("a case can be written");
            continue;
        }
        for (key, value) in actual.as_object().expect("an outcome is an object") {
            if case[key] != *value {
                let (wanted, found) = (lines(&case[key]), lines(value));
                wrong.push(format!(
                    "{} `{key}`\n  wanted\n{wanted}\n  found\n{found}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for path in files(Path::new(CASES)) {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        let case: Value = serde_json::from_str(&text).expect("a case is JSON");
        let events = || {
            let session = run(&case).0;
            session.events(0, 0, session.event_count(0))
        };
        assert_eq!(events(), events(), "{}", path.display());
    }
}

fn lines(value: &Value) -> String {
    match value.as_array() {
        Some(lines) => lines.iter().map(|line| format!("    {line}\n")).collect(),
        None => format!("    {value}"),
    }
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).expect("the cases are there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn outcome(case: &Value) -> Value {
    let (session, asked) = run(case);
    let summary = session.summary(0);
    let rows = session.trace(0, 0, summary.trace_rows as usize);
    let mut outcome = json!({
        "asked": asked,
        "trace": rows.iter().map(line).collect::<Vec<_>>(),
        "status": summary.status,
        "seconds": summary.duration_ms / 1000.0,
    });
    let output = summary
        .output
        .map(|text| serde_json::from_str::<Value>(&text).expect("an output is JSON"));
    for (key, value) in [
        ("output", output),
        ("error", summary.error.map(Value::from)),
        ("cause", summary.cause.map(Value::from)),
    ] {
        if let Some(value) = value {
            outcome[key] = value;
        }
    }
    outcome
}

fn line(row: &TraceRow) -> String {
    let seconds = row.at_ms / 1000.0;
    let ids = match (row.id, row.previous_event_id) {
        (Some(id), Some(previous)) => format!(" {id}<{previous}"),
        _ => String::new(),
    };
    let state = row
        .state_name
        .as_ref()
        .map_or(String::new(), |name| format!(" {name}"));
    let summary = if row.summary.is_empty() {
        String::new()
    } else {
        format!(": {}", row.summary)
    };
    format!("{seconds}{ids} {}{state}{summary}", row.row_type)
}

/// Runs a case and says which handlers were asked with what.
fn run(case: &Value) -> (Session, Vec<String>) {
    let request = SessionRequest {
        definition: case["definition"].to_string(),
        input: case.get("input").map(Value::to_string),
        name: Some("Case".to_owned()),
        execution_name: Some("run".to_owned()),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    let mut later: BTreeMap<u32, (u32, Value, Answerer)> = BTreeMap::new();
    let mut asked = Vec::new();
    loop {
        match session.poll(Clock::Runs, 10_000) {
            Output::Task { task } => match answer(case, &task, &mut calls, &mut asked) {
                Some((answer, by)) => match answer["after"].as_f64() {
                    Some(seconds) => {
                        later.insert(session.start_timer(seconds * 1000.0), (task.id, answer, by));
                    }
                    None if answer == "never" => {}
                    None => give(&mut session, task.id, &answer, by),
                },
                None => session.task_unhandled(task.id),
            },
            Output::Timer { timer } => {
                if let Some((task, answer, by)) = later.remove(&timer) {
                    give(&mut session, task, &answer, by);
                }
            }
            Output::Cancelled { .. } | Output::Paused => {}
            Output::Idle { .. } | Output::Blocked | Output::Held | Output::Done => {
                return (session, asked);
            }
        }
    }
}

fn answer(
    case: &Value,
    task: &TaskRequest,
    calls: &mut BTreeMap<String, usize>,
    asked: &mut Vec<String>,
) -> Option<(Value, Answerer)> {
    let (answers, candidate) = task.candidates.iter().find_map(|candidate| {
        Some((case["handlers"].get(&candidate.key)?.as_array()?, candidate))
    })?;
    asked.push(format!(
        "{} {} {}",
        candidate.key, task.attempt, candidate.event
    ));
    let call = calls.entry(candidate.key.clone()).or_default();
    *call += 1;
    Some((
        answers.get(*call - 1).or(answers.last())?.clone(),
        match candidate.wrap {
            true => Answerer::Function,
            false => Answerer::Resource,
        },
    ))
}

fn give(session: &mut Session, task: u32, answer: &Value, by: Answerer) {
    match answer.get("output") {
        Some(output) => session.task_succeeded(task, &output.to_string(), by),
        None => session.task_failed(task, answer["error"].as_str(), answer["cause"].as_str(), by),
    }
}
