//! JSONata's own suite, where it is at hand.

use std::path::Path;

use asl_playground::json::{self, Value};
use asl_playground::jsonata::{Code, Outcome};

use super::{evaluate, run_deep, text};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/jsonata");

/// Cases of JSONata's suite that are answered right, of a hundred.
/// What is missing: two cases of `$eval`, which AWS refuses, and an endless recursion, which ends in AWS's time-out
/// instead of a code of JSONata's own command line.
const SCORE: f64 = 99.5;

#[test]
fn the_cases_of_jsonatas_own_suite_are_answered_right() {
    let Ok(cases) = std::fs::read_to_string(Path::new(CORPUS).join("cases.jsonl")) else {
        return println!("skipped: no corpus at {CORPUS}");
    };
    let datasets = std::fs::read_to_string(Path::new(CORPUS).join("datasets.json"))
        .expect("the datasets are there");
    let (right, wrong) = run_deep(move || {
        let datasets: serde_json::Value =
            serde_json::from_str(&datasets).expect("the datasets are JSON");
        let (mut right, mut wrong) = (0_usize, Vec::new());
        for line in cases.lines() {
            // a few cases are about half of a surrogate pair, which no text of ours can hold
            let Ok(case) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            match judge(&case, &datasets) {
                Ok(()) => right += 1,
                Err(why) => wrong.push(format!("{} {}: {why}", case["name"], case["expr"])),
            }
        }
        (right, wrong)
    });
    let percent = right as f64 * 100.0 / (right + wrong.len()) as f64;
    println!(
        "jsonata: {right} of {} cases right, {percent:.1} %",
        right + wrong.len()
    );
    if std::env::var_os("SHOW_WRONG").is_some() {
        println!("{}", wrong.join("\n"));
    }
    assert!(
        percent >= SCORE,
        "{percent:.1} % is below {SCORE} %\n{}",
        wrong.join("\n")
    );
}

fn judge(case: &serde_json::Value, datasets: &serde_json::Value) -> Result<(), String> {
    let expression = case["expr"].as_str().unwrap_or("");
    let parsed = |value: &serde_json::Value| json::parse(&value.to_string()).ok();
    let input = match case.get("dataset").and_then(serde_json::Value::as_str) {
        Some(name) => parsed(&datasets[name]),
        None => case.get("data").and_then(parsed),
    };
    let bindings = case
        .get("bindings")
        .and_then(parsed)
        .unwrap_or_else(Value::empty_object);
    let outcome = evaluate(expression, input.as_ref(), bindings);
    let expected = &case["expect"];
    let fits = if let Some(result) = expected.get("result") {
        match &outcome {
            Ok(Outcome::Value(value)) => is_equal(
                value,
                &parsed(result).unwrap_or_default(),
                case["unordered"] == true,
            ),
            _ => false,
        }
    } else if let Some(code) = expected
        .get("code")
        .or(expected.get("error").and_then(|error| error.get("code")))
    {
        matches!(&outcome, Err(error) if error.code.map(Code::as_str) == code.as_str())
    } else if expected.get("undefined").is_some() || expected.get("undefinedResult").is_some() {
        matches!(outcome, Ok(Outcome::Undefined))
    } else {
        outcome.is_err()
    };
    if fits {
        Ok(())
    } else {
        Err(format!("wanted {expected}, found {}", text(&outcome)))
    }
}

/// Equal as JavaScript compares numbers; in any order when the case says so.
fn is_equal(found: &Value, wanted: &Value, unordered: bool) -> bool {
    match (found, wanted) {
        (Value::Number(a), Value::Number(b)) => {
            (a.as_f64() - b.as_f64()).abs() <= b.as_f64().abs() * 1e-12
        }
        (Value::Array(a), Value::Array(b)) if unordered => {
            a.len() == b.len()
                && a.items()
                    .iter()
                    .all(|a| b.items().iter().any(|b| is_equal(a, b, false)))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len()
                && a.items()
                    .iter()
                    .zip(b.items())
                    .all(|(a, b)| is_equal(a, b, false))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.members()
                    .iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| is_equal(a, b, false)))
        }
        (a, b) => a == b,
    }
}
