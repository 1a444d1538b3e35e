//! Published definitions and validators' own cases, where they are at hand: our findings against their labels.
//!
//! The corpus lies beside the repository (`../shared/corpus`), not in it; without it the tests say so and pass.

use std::path::Path;

use asl_playground::definition::{self, MachineType};
use asl_playground::diagnostic::{Code, Diagnostic, Severity};
use asl_playground::json::node::{Node, NodeKind};
use asl_playground::json::parse::parse;
use asl_playground::json::yaml;
use asl_playground::program::compile::compile;
use asl_playground::text::Span;
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");

/// Cases of high confidence that are judged right, of a hundred.
const LINT_SCORE: f64 = 98.0;

/// Workflows that run in production and have no error here, of a hundred.
const WORKFLOW_SCORE: f64 = 100.0;

#[test]
fn definitions_are_judged_as_the_corpus_labels_them() {
    let Some(cases) = cases("lint") else { return };
    let mut tally = Tally::default();
    for case in &cases {
        if case["confidence"] == "high" {
            tally.count(case, judge(case));
        }
    }
    tally.print("lint");
    assert!(
        tally.percent() >= LINT_SCORE,
        "{:.1} % is below {LINT_SCORE} %",
        tally.percent()
    );
}

#[test]
fn published_workflows_have_no_errors() {
    let Some(cases) = cases("workflows") else {
        return;
    };
    let mut tally = Tally::default();
    for case in &cases {
        let found = errors(case);
        if case["expect"] == true {
            let verdict = if found.is_empty() {
                Ok(())
            } else {
                Err(described(&found))
            };
            tally.count(case, verdict);
        }
    }
    tally.print("workflows");
    assert!(
        tally.percent() >= WORKFLOW_SCORE,
        "{:.1} % is below {WORKFLOW_SCORE} %",
        tally.percent()
    );
}

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, case: &Value, verdict: Result<(), String>) {
        match verdict {
            Ok(()) => self.right += 1,
            Err(why) => self
                .wrong
                .push(format!("{}: {why}", case["name"].as_str().unwrap_or("?"))),
        }
    }

    fn percent(&self) -> f64 {
        let all = self.right + self.wrong.len();
        100.0 * self.right as f64 / all.max(1) as f64
    }

    fn print(&self, name: &str) {
        for line in &self.wrong {
            println!("  {line}");
        }
        println!(
            "{name}: {} of {} right",
            self.right,
            self.right + self.wrong.len()
        );
    }
}

/// All cases of a folder of the corpus, in the order of file names and lines.
fn cases(folder: &str) -> Option<Vec<Value>> {
    let folder = Path::new(CORPUS).join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not at hand", folder.display());
        return None;
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of the corpus can be read");
        let case = |line| serde_json::from_str::<Value>(line).expect("a case is JSON");
        cases.extend(text.lines().map(case));
    }
    Some(cases)
}

/// A valid document has no error; an invalid one has an error at one of the places, whichever the source names.
fn judge(case: &Value) -> Result<(), String> {
    let found = errors(case);
    if case["valid"] == true {
        return if found.is_empty() {
            Ok(())
        } else {
            Err(described(&found))
        };
    }
    let places: Vec<&Value> = case["problems"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|problem| &problem["path"])
        .collect();
    let is_named = |pointer: &str| {
        places.iter().any(|place| {
            place
                .as_str()
                .is_none_or(|place| contain_one_another(place, pointer))
        })
    };
    if found.iter().any(|(pointer, _)| is_named(pointer)) {
        return Ok(());
    }
    Err(format!(
        "no error at {places:?}, only {}",
        described(&found)
    ))
}

fn contain_one_another(a: &str, b: &str) -> bool {
    let holds = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    holds(a, b) || holds(b, a)
}

fn described(found: &[(String, Diagnostic)]) -> String {
    let lines: Vec<String> = found
        .iter()
        .map(|(pointer, d)| format!("{pointer} {}", d.message))
        .collect();
    if lines.is_empty() {
        "no errors".to_owned()
    } else {
        lines.join("; ")
    }
}

/// The errors of a case's document, each with the JSON pointer of its place.
fn errors(case: &Value) -> Vec<(String, Diagnostic)> {
    let text = match (&case["text"], &case["definition"]) {
        (Value::String(text), _) | (_, Value::String(text)) => text.clone(),
        (_, value) => serde_json::to_string_pretty(value).unwrap_or_default(),
    };
    let machine_type = match case["type"].as_str() {
        Some("EXPRESS") => MachineType::Express,
        _ => MachineType::Standard,
    };
    let (node, _) = if yaml::is_yaml(&text) {
        yaml::parse(&text)
    } else {
        parse(&text)
    };
    let (machine, mut found) = definition::parse(&text);
    found.append(definition::check(&machine, machine_type));
    if let Err(more) = compile(&machine, machine_type) {
        more.iter()
            .filter(|d| d.code != Code::Incomplete)
            .cloned()
            .for_each(|d| found.push(d));
    }
    let errors = found
        .into_sorted()
        .into_iter()
        .filter(|d| d.severity == Severity::Error);
    errors.map(|d| (pointer(&node, d.span), d)).collect()
}

/// The JSON pointer of the innermost value or member that holds the span.
fn pointer(node: &Node, span: Span) -> String {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    match &node.kind {
        NodeKind::Object(members) => {
            let inner = members.iter().find(|m| holds(m.key.span.to(m.value.span)));
            inner.map_or(String::new(), |m| {
                let key = m.key.value.replace('~', "~0").replace('/', "~1");
                format!("/{key}{}", pointer(&m.value, span))
            })
        }
        NodeKind::Array(items) => {
            let inner = items.iter().enumerate().find(|(_, item)| holds(item.span));
            inner.map_or(String::new(), |(at, item)| {
                format!("/{at}{}", pointer(item, span))
            })
        }
        _ => String::new(),
    }
}
