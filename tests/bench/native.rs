//! Measures the engine natively on the shared workloads, where they are at hand, and else on one of its own.
//!
//! `cargo run --release --example native`
#![allow(
    clippy::expect_used,
    reason = "a measurement that cannot read its files has nothing to say"
)]

use std::path::PathBuf;
use std::time::Instant;

use asl_playground::api::run_types::{Output, RequestLimits, SessionRequest};
use asl_playground::api::session::{Answerer, Clock, Session};
use serde_json::{Value, json};

const WORKLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/workloads");
const REPETITIONS: u32 = 12;

fn main() {
    println!("workload            best ms   states/s   status");
    for workload in workloads() {
        let request = SessionRequest {
            definition: workload["definition"].to_string(),
            input: Some(workload["input"].to_string()),
            limits: RequestLimits {
                history_events: Some(1_000_000),
                payload_bytes: None,
            },
            ..SessionRequest::default()
        };
        let name = workload["name"].as_str().unwrap_or("?");
        let mut best = f64::INFINITY;
        let mut summary = None;
        for _ in 0..REPETITIONS {
            let begun = Instant::now();
            let session = match run(&request, &workload["stubs"]) {
                Ok(session) => session,
                Err(message) => {
                    println!("{name:18} {message}");
                    break;
                }
            };
            best = best.min(begun.elapsed().as_secs_f64());
            summary = Some(session.summary(0));
        }
        if let Some(summary) = summary {
            let rate = f64::from(summary.visits) / best;
            println!(
                "{name:18} {:8.2} {rate:10.0}   {}",
                best * 1000.0,
                summary.status.as_str()
            );
        }
    }
}

fn workloads() -> Vec<Value> {
    let Ok(entries) = std::fs::read_dir(WORKLOADS) else {
        println!("no workloads at {WORKLOADS}: measuring one of our own");
        return vec![own()];
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a workload can be read");
    files
        .iter()
        .map(|path| serde_json::from_str(&read(path)).expect("a workload is JSON"))
        .collect()
}

fn own() -> Value {
    let loops = json!({ "Variable": "$.i", "NumericLessThan": 5000, "Next": "Add" });
    json!({
        "name": "count",
        "definition": { "StartAt": "Check", "States": {
            "Check": { "Type": "Choice", "Choices": [loops], "Default": "Done" },
            "Add": { "Type": "Pass", "Parameters": { "i.$": "States.MathAdd($.i, 1)" }, "Next": "Check" },
            "Done": { "Type": "Succeed" } } },
        "input": { "i": 0 }
    })
}

/// Runs to the end; the n-th call of a resource gets its n-th response, later ones the last.
fn run(request: &SessionRequest, stubs: &Value) -> Result<Session, String> {
    let mut session = Session::new(request).map_err(|error| error.message)?;
    let mut calls = std::collections::BTreeMap::new();
    loop {
        match session.poll(Clock::Runs, u32::MAX) {
            Output::Task { task } => {
                let responses = stubs[&task.resource]["responses"].as_array();
                let call = calls.entry(task.resource.clone()).or_insert(0);
                *call += 1;
                let response = responses.and_then(|all| all.get(*call - 1).or(all.last()));
                match response {
                    Some(response) if response.get("Throw").is_some() => {
                        let (error, cause) =
                            (&response["Throw"]["Error"], &response["Throw"]["Cause"]);
                        session.task_failed(
                            task.id,
                            error.as_str(),
                            cause.as_str(),
                            Answerer::Resource,
                        );
                    }
                    Some(response) => session.task_succeeded(
                        task.id,
                        &response["Return"].to_string(),
                        Answerer::Resource,
                    ),
                    None => session.task_unhandled(task.id),
                }
            }
            Output::Done | Output::Idle { .. } => return Ok(session),
            _ => {}
        }
    }
}
