//! Texts as they are while somebody types, or means harm: whatever is cut out, put in or repeated, everything has an
//! answer and every run ends.
//!
//! Each target tries the same inputs every time. `ASL_FUZZ_SECONDS=600 cargo test --release --test suite fuzz` tries
//! new ones for so long each; an input that takes longer than [`MOST`] is a failure then.

use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use asl_playground::api::evaluate::{EvaluateRequest, evaluate};
use asl_playground::api::run_types::{Output, SessionRequest};
use asl_playground::api::session::{Answerer, Clock, Scope, Session};
use asl_playground::api::test_state::{TestStateRequest, test_state};
use asl_playground::api::validate::{ValidateOptions, validate};
use asl_playground::api::{analyze, assist};
use asl_playground::definition::{MachineType, convert, format};
use asl_playground::regex::{Dialect, Flags, Regex};
use serde::de::IgnoredAny;
use serde_json::json;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples");

/// How long one input may take when time counts.
const MOST: Duration = Duration::from_secs(20);

/// Polls after which a run of damaged text is given up; a loop without end is no fault.
const MOST_POLLS: usize = 2_000;

/// What gets into a text by a slip of the hand, or on purpose.
const PIECES: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ":",
    "\\",
    "\\u12",
    "\\ud800",
    "null",
    "-",
    "--",
    "1e999",
    "0.1",
    "99999999999",
    "$",
    "$$",
    "$$.",
    "$..",
    ".",
    "..",
    "*",
    "**",
    "%",
    "@",
    "?",
    "[?(",
    "&&",
    "||",
    "==",
    "=~ /a/",
    "[-1]",
    "[0:2]",
    "{%",
    "%}",
    "${",
    "\n",
    "\t",
    "😀",
    "\u{0}",
    "States.Format(",
    "States.MathAdd(",
    "States.Array(",
    "'",
    "`",
    "~>",
    "|",
    "^(",
    ":=",
    "function($x){",
    "$f(",
    "$map(",
    "$reduce(",
    "$sort(",
    "$replace(",
    "$formatNumber(",
    "$toMillis(",
    "/a+/",
    "[1..9]",
    "&a ",
    "*a",
    "!GetAtt ",
    "|\n",
    "- ",
    "#",
    "<n:n>",
    "true",
    "and ",
    "in ",
    "#$i",
    "@$v",
];

const IN_YAML: &str = "StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.n\n        NumericEquals: 1\n        Next: B\n    Default: B\n  B: { Type: Task, Resource: !GetAtt F.Arn, Parameters: { \"x.$\": \"$.a\\u00e9[0]\" }, End: true }\n  C:\n    Type: Fail\n    Cause: >-\n      folded\n      text\n";

/// A text for the stack of a release build needs more of a debug build's.
const STACK: usize = 256 << 20;

/// Tries damaged seeds: `rounds` of them, or as many as the time allows.
fn fuzz(seeds: Vec<String>, rounds: usize, check: fn(&str)) {
    let seconds = std::env::var("ASL_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let (tell, told) = mpsc::channel::<String>();
    let worker = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let begun = Instant::now();
            let mut chance = Chance(7);
            if seconds.is_some() {
                let now = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .expect("a time");
                chance.0 ^= now.as_nanos() as u64;
            }
            let mut tried = 0;
            while seconds.map_or(tried < rounds, |limit| begun.elapsed().as_secs() < limit) {
                let text = damaged(&seeds, &mut chance);
                if seconds.is_some() {
                    let _ = tell.send(text.clone());
                }
                check(&text);
                tried += 1;
            }
            tried
        });
    let mut last = String::new();
    loop {
        match told.recv_timeout(MOST) {
            Ok(text) => last = text,
            Err(mpsc::RecvTimeoutError::Timeout) if seconds.is_some() => {
                panic!("longer than {MOST:?}: {last}")
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    let tried = worker.expect("a thread starts").join();
    let tried = tried.unwrap_or_else(|_| panic!("it panicked at {last}"));
    println!("fuzz: {tried} inputs");
}

fn samples() -> Vec<(String, String)> {
    let mut samples = Vec::new();
    for entry in std::fs::read_dir(Path::new(SAMPLES)).expect("samples") {
        let read =
            |name: &str| std::fs::read_to_string(entry.as_ref().expect("one").path().join(name));
        if let Ok(definition) = read("definition.asl.json") {
            samples.push((definition, read("input.json").unwrap_or_default()));
        }
    }
    samples.sort();
    samples
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn fuzz_definitions() {
    let seeds = samples().into_iter().map(|(definition, _)| definition);
    fuzz(seeds.chain([IN_YAML.to_owned()]).collect(), 300, |text| {
        let analysis = analyze::analyze(text, MachineType::Express);
        let units = text.encode_utf16().count() as u32;
        for finding in &analysis.diagnostics {
            assert!(
                finding.from <= finding.to && finding.to <= units,
                "{finding:?} in {text}"
            );
        }
        validate(text, ValidateOptions::default());
        format(text, 2);
        if let Ok(converted) = convert(text) {
            // JSON takes names that have no way back to YAML
            let is_json = serde_json::from_str::<IgnoredAny>(&converted.text).is_ok();
            assert!(
                is_json || convert(&converted.text).is_ok() || text.contains("${"),
                "{text}"
            );
        }
        analyze::mermaid(text);
        for offset in [0, units / 3, units / 2, units, units + 9] {
            assist::complete(text, offset, Some(r#"{"a": {"b": [{"c": 1}]}}"#));
            assist::hover(text, offset);
            assist::locate(text, offset);
            let _ = assist::rename(text, offset, "Another \"name\"");
        }
    });
}

#[test]
fn fuzz_jsonpaths() {
    let seeds = owned(&[
        "$.items[0].price",
        "$.items[?(@.price < 10 && @.name == 'a')].name",
        "$..price",
        "$.items[-1:]",
        "$['a b'].c[*]",
        "$.items[0,1]",
        "$$.Execution.Input.a",
        "$v.a.b",
        "$.items.length()",
        "$.a.['b c']",
        "$.items[(@.length-1)]",
    ]);
    fuzz(seeds, 2_000, |text| {
        expression(text, "JSONPath");
    });
}

#[test]
fn fuzz_intrinsics() {
    let seeds = owned(&[
        "States.Format('{} and \\{\\}', $.a, 1)",
        "States.ArrayPartition($.items, 2)",
        "States.MathRandom(1, 9, 3)",
        "States.JsonToString($.items)",
        "States.StringToJson('{\"a\":[1]}')",
        "States.ArrayGetItem(States.Array(1, 2), 1)",
        "States.Base64Decode(States.Base64Encode('ä'))",
        "States.Hash('a', 'SHA-256')",
        "States.StringSplit('a.b', '.')",
        "States.JsonMerge($.a, $.b, false)",
        "States.ArrayRange(1, 9, 2)",
        "States.UUID()",
        "States.ArrayUnique($.items)",
    ]);
    fuzz(seeds, 2_000, |text| {
        expression(text, "Intrinsic");
    });
}

#[test]
fn fuzz_jsonata() {
    let seeds = owned(&[
        "items[price > 1].(name & ' ' & $string(price))",
        "$sum(items.price) / $count(items)",
        "items^(>price, name)",
        "items{name: $sum(price)}",
        "($f := function($n){ $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))",
        "$map([1..5], function($v, $i){ $v * $i })",
        "items ~> |$|{'a': 1}, 'price'|",
        "$replace('abc', /b(.)/, '$1')",
        "$formatNumber(12345.6, '#,##0.00')",
        "items.%.name",
        "items#$i[$i < 2]@$x.{'i': $i, 'x': $x}",
        "$fromMillis(1, '[Y]-[M01]-[D] [H#1]')",
        "$toMillis('2020-01-01', '[Y]-[M]-[D]')",
        "$partition([1..9], 2)",
        "$split('a,b', /,/)",
        "$sort(items, function($a, $b){ $a.price > $b.price })",
        "$match('aXb', /[a-z]/)",
        "$reduce(items.price, function($a, $b){ $a + $b })",
        "$lookup(a, 'b') ~> $uppercase",
        "$parse('[1]')",
        "$hash('a', 'SHA-1')",
    ]);
    fuzz(seeds, 1_000, |text| {
        expression(text, "JSONata");
    });
}

#[test]
fn fuzz_regular_expressions() {
    let seeds = owned(&[
        r"^(\d{4})-([01]\d)(?:T(\d+))?$",
        r"(?<year>\w+?)\s\k<year>|(a|b)*\2",
        r"(?<=\$)[^\s\W-z]{2,}(?!x+)|\b.*?\B",
        r"((a+)+b)?[\u0041-Z\b][^]\cA\0\x41|(?=(?<!(.)))",
    ]);
    fuzz(seeds, 400, |text| {
        let (pattern, subject) =
            text.split_at(text.floor_char_boundary(text.len() - text.len() % 7));
        for (dialect, has_flags) in [(Dialect::JavaScript, false), (Dialect::Java, true)] {
            let flags = Flags {
                ignore_case: has_flags,
                multi_line: has_flags,
                dialect,
            };
            let Ok(regex) = Regex::new(pattern, flags) else {
                continue;
            };
            for subject in [subject, text, "2020-01-01 aab\u{1F600}ßK\n"] {
                if let Ok(Some(found)) = regex.find(subject, 0, &mut 10_000) {
                    let all = found.groups.iter().flatten();
                    for (start, end) in all.chain([&(found.start, found.end)]) {
                        assert!(
                            subject.get(*start..*end).is_some(),
                            "{pattern} in {subject}"
                        );
                    }
                }
            }
        }
    });
}

fn expression(text: &str, language: &str) {
    let data = json!({"a": {"b": "c"}, "b": {}, "items": [{"name": "a", "price": 1.5}, {"name": "b", "price": 20}, 3, null]});
    let _ = evaluate(&EvaluateRequest {
        expression: text.to_owned(),
        language: Some(language.to_owned()),
        data: Some(data.to_string()),
        bindings: Some(json!({"v": {"a": {"b": 1}}}).to_string()),
    });
}

#[test]
fn fuzz_payload_templates() {
    let seeds = owned(&[
        r#"{"a.$": "$.items[0]", "b": {"c.$": "States.Format('{}', $.n)"}, "d": [1, {"e.$": "$$.State.Name"}]}"#,
        r#"{"x": "{% $states.input.items[0] %}", "y": ["{% $n %}", 1.0], "z": {"k": "{% {'a': [1..3]} %}"}}"#,
    ]);
    fuzz(seeds, 1_000, |text| {
        let input = r#"{"items": [1, {"a": 2}], "n": 3}"#;
        for (language, field) in [("JSONPath", "Parameters"), ("JSONata", "Output")] {
            let state = format!(
                r#"{{"Type": "Pass", "QueryLanguage": "{language}", "{field}": {text}, "End": true}}"#
            );
            run(&json!({
                "definition": format!(r#"{{"StartAt": "A", "States": {{"A": {state}}}}}"#),
                "input": input,
            }));
            let request = json!({"definition": state, "input": input, "inspectionLevel": "TRACE"});
            let request = serde_json::from_value::<TestStateRequest>(request);
            let _ = test_state(&request.expect("a request has these fields"));
        }
    });
}

#[test]
fn fuzz_workspaces() {
    let seeds = samples().into_iter().map(|(definition, input)| {
        let request = json!({"definition": definition, "input": input, "seed": 1, "name": "M", "startTime": "2025-01-01T00:00:00Z",
            "machines": [{"name": "Other", "definition": definition}], "limits": {"payloadBytes": 1000, "historyEvents": 200},
            "objects": [{"bucket": "b", "key": "k", "body": "a,b\n1,2\n"}]});
        request.to_string()
    });
    fuzz(seeds.collect(), 600, |text| {
        if let Ok(request) = serde_json::from_str(text) {
            run(&request);
        }
    });
}

/// Runs what is asked for, answering every task, and reads everything there is of it.
fn run(request: &serde_json::Value) {
    let Ok(request) = serde_json::from_value::<SessionRequest>(request.clone()) else {
        return;
    };
    let Ok(mut session) = Session::new(&request) else {
        return;
    };
    for round in 0..MOST_POLLS {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } if round % 7 == 3 => {
                session.task_failed(task.id, Some("E"), None, Answerer::Resource)
            }
            Output::Task { task } => {
                let by = [Answerer::Function, Answerer::Resource][round % 2];
                session.task_succeeded(task.id, r#"{"status": "DONE"}"#, by)
            }
            Output::Done | Output::Idle { .. } => break,
            _ => {}
        }
    }
    for info in session.executions().iter().take(20) {
        session.events(info.execution, 0, info.events as usize);
        let summary = session.summary(info.execution);
        session.trace(info.execution, 0, summary.trace_rows as usize);
        let rows = session.timeline(info.execution, 0, summary.timeline_rows as usize);
        for row in rows.iter().step_by(9) {
            let scope = Scope {
                execution: info.execution,
                within: Some(row.visit),
            };
            session.summary(scope);
            session.trace(scope, 0, 99);
            session.timeline(scope, 0, 99);
        }
        session.moment(info.execution, 1 + info.events as usize / 2);
    }
}

/// One of the texts with one to six edits: pieces put in or put over, parts taken out, repeated or brought from another.
fn damaged(seeds: &[String], chance: &mut Chance) -> String {
    let mut text: Vec<char> = seeds[chance.below(seeds.len())].chars().collect();
    for _ in 0..=chance.below(6) {
        let from = chance.below(text.len() + 1);
        let to = (from + chance.below(9)).min(text.len());
        let piece: Vec<char> = match chance.below(6) {
            0 | 1 => PIECES[chance.below(PIECES.len())].chars().collect(),
            2 => Vec::new(),
            3 => text[from..to].repeat(2 + chance.below(40)),
            4 => {
                let other: Vec<char> = seeds[chance.below(seeds.len())].chars().collect();
                let begin = chance.below(other.len() + 1);
                other[begin..(begin + chance.below(30)).min(other.len())].to_vec()
            }
            _ => PIECES[chance.below(PIECES.len())]
                .repeat(1 + chance.below(120))
                .chars()
                .collect(),
        };
        let end = if chance.below(2) == 0 { from } else { to };
        text.splice(from..end, piece);
    }
    text.into_iter().collect()
}

/// A small generator, so that the same texts come every time (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}
