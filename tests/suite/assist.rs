//! Help while a definition is written. In the tables `¦` is the cursor.

use asl_playground::api::assist::{Completion, complete, hover, locate, rename};
use asl_playground::assist::CompletionKind;

use super::state_names::TWO_LEVELS;

/// The text without its cursor, and where that was in UTF-16 code units.
fn split(marked: &str) -> (String, u32) {
    let (before, after) = marked.split_once('¦').expect("the cursor is marked");
    let offset = before.encode_utf16().count() as u32;
    (format!("{before}{after}"), offset)
}

/// A text after a replacement; `insert` may hold a cursor of its own.
pub(crate) fn replaced(text: &str, from: u32, to: u32, insert: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |units: &[u16]| String::from_utf16(units).expect("no character is cut");
    let (from, to) = (from as usize, to as usize);
    format!("{}{insert}{}", part(&units[..from]), part(&units[to..]))
}

/// The text after a completion, with the cursor marked.
fn taken(text: &str, item: &Completion) -> String {
    let units: Vec<u16> = item.insert.encode_utf16().collect();
    let (before, after) = units.split_at(item.caret as usize);
    let insert = format!(
        "{}¦{}",
        String::from_utf16(before).unwrap(),
        String::from_utf16(after).unwrap()
    );
    replaced(text, item.from, item.to, &insert)
}

/// The definition, labels that are offered (a leading `!`: not offered).
const OFFERED: &[(&str, &[&str])] = &[
    // fields
    ("{ ¦ }", &["StartAt", "States", "Version", "!Type", "!Next"]),
    ("{ \"StartAt\": \"A\", \"¦\" }", &["States", "!StartAt"]),
    (
        r#"{ "States": { "A": { "Type": "Task", "¦" } } }"#,
        &[
            "Resource",
            "Parameters",
            "Retry",
            "!Arguments",
            "!Type",
            "!Choices",
        ],
    ),
    (
        r#"{ "QueryLanguage": "JSONata", "States": { "A": { "Type": "Task", "¦" } } }"#,
        &["Arguments", "Output", "!Parameters", "!ResultPath"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "QueryLanguage": "JSONata", ¦ } } }"#,
        &["Output", "!Result"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Task", "End": true, "TimeoutSeconds": 1, ¦ } } }"#,
        &["HeartbeatSeconds", "!Next", "!End", "!TimeoutSecondsPath"],
    ),
    (
        r#"{ "States": { "A": { ¦ } } }"#,
        &["Type", "Comment", "!Resource"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "Result": { "¦" } } } }"#,
        &["!Type", "!Next"],
    ),
    (r#"{ "States": { "¦" } }"#, &["Task state", "Map state"]),
    (
        r#"{ "States": { "A": { "Type": "Task", "Retry": [ { "¦" } ] } } }"#,
        &["ErrorEquals", "BackoffRate", "!Next"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Map", "ItemReader": { "ReaderConfig": { "¦" } } } } }"#,
        &["InputType", "CSVHeaders", "!Resource"],
    ),
    // texts that are not whole
    (
        r#"{ "States": { "A": { "Type": "Fail", ¦"#,
        &["Error", "Cause", "!Next"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Wait", "Sec¦"#,
        &["Seconds", "SecondsPath"],
    ),
    (
        "{ \"States\": { \"A\": { \"Type\": \"Wait\",\n \"¦\n \"Next\": \"B\" } } }",
        &["Seconds", "!Type"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Wait" }, "B": { "Next": "¦ } } }"#,
        &["A", "B"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Wait" }, "B": { "Next": ¦"#,
        &["A", "B"],
    ),
    // values
    (
        r#"{ "States": { "A": { "Type": "¦" } } }"#,
        &["Task", "Pass", "Map"],
    ),
    (r#"{ "QueryLanguage": "¦" }"#, &["JSONPath", "JSONata"]),
    (
        r#"{ "States": { "A": { "Type": "Pass", "End": ¦ } } }"#,
        &["true", "false"],
    ),
    (
        r#"{ "StartAt": "¦", "States": { "A": {}, "B": {} } }"#,
        &["A", "B"],
    ),
    (
        r#"{ "States": { "M": { "Type": "Map", "ItemProcessor": { "States": { "In": { "Type": "Pass", "Next": "¦" } } } } } }"#,
        &["In", "!M"],
    ),
    (
        r#"{ "States": { "P": { "Type": "Parallel", "Branches": [ { "StartAt": "¦", "States": { "B": {} } } ] } } }"#,
        &["B", "!P"],
    ),
    (
        r#"{ "States": { "C": { "Type": "Choice", "Default": "¦", "Choices": [] }, "D": {} } }"#,
        &["C", "D"],
    ),
    (
        r#"{ "States": { "T": { "Type": "Task", "Catch": [ { "ErrorEquals": ["¦"], "Next": "X" } ] }, "F": { "Type": "Fail", "Error": "OutOfStock" } } }"#,
        &["States.ALL", "States.Timeout", "OutOfStock"],
    ),
    (
        r#"{ "States": { "T": { "Type": "Task", "Resource": "¦" }, "U": { "Resource": "arn:aws:lambda:eu-west-1:1:function:f" } } }"#,
        &[
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "arn:aws:states:::states:startExecution.sync:2",
            "arn:aws:lambda:eu-west-1:1:function:f",
            "!arn:aws:states:::lambda:invoke.sync",
        ],
    ),
    (
        r#"{ "States": { "C": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "¦" } ] } } }"#,
        &[
            "NumericEquals",
            "IsPresent",
            "Next",
            "!Condition",
            "!Variable",
        ],
    ),
    (
        r#"{ "States": { "C": { "Type": "Choice", "Choices": [ { "And": [ { "Variable": "$.n", "IsNull": true, "¦" } ] } ] } } }"#,
        &["Comment", "!Next", "!IsPresent"],
    ),
    // paths and expressions
    (
        r#"{ "States": { "A": { "Type": "Pass", "Parameters": { "x.$": "States.¦" } } } }"#,
        &["States.Format", "States.UUID", "!$$.State.Name"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "Assign": { "total": 1 }, "Parameters": { "x.$": "$¦" } } } }"#,
        &["$$.Execution.Id", "$total", "!States.Format"],
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "Parameters": { "x.$": "States.Format('{}', $$.Ex¦)" } } } }"#,
        &["$$.Execution.Name"],
    ),
    (
        r#"{ "States": { "F": { "Type": "Fail", "ErrorPath": "¦" } } }"#,
        &["States.Format", "$$.State.Name", "!States.Array"],
    ),
    (
        r#"{ "States": { "F": { "Type": "Fail", "CausePath": "States.¦" } } }"#,
        &[
            "States.JsonToString",
            "!$$.State.Name",
            "!States.ArrayLength",
        ],
    ),
    (
        r#"{ "States": { "W": { "Type": "Wait", "SecondsPath": "¦" } } }"#,
        &["$$.State.Name", "!States.Format"],
    ),
    (
        r#"{ "QueryLanguage": "JSONata", "States": { "A": { "Type": "Task", "Assign": { "n": 1 }, "Output": "{% $¦ %}" } } }"#,
        &[
            "$states.input",
            "$states.result",
            "$states.context",
            "$n",
            "$sum",
            "$uuid",
            "!$states.errorOutput",
            "!$eval",
        ],
    ),
    (
        r#"{ "QueryLanguage": "JSONata", "States": { "A": { "Type": "Task", "Catch": [ { "Output": "{% $states.¦ %}" } ] } } }"#,
        &["$states.errorOutput", "!$states.result"],
    ),
    // nothing where nothing fits
    (r#"{ "Comment": "¦" }"#, &[]),
    (r#"{ "StartAt"¦: "A" }"#, &[]),
    ("¦", &[]),
    // YAML
    ("StartAt: ¦\nStates:\n  A:\n    Type: Pass\n", &["A"]),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Wait\n    ¦\n",
        &["Seconds", "!Type"],
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Sec¦\n    End: true\n",
        &["Seconds", "!Next"],
    ),
    // YAML whose value is still to come, at the end of its block and of the text
    (
        "StartAt: A\nStates:\n  A:\n    Type: ¦",
        &["Task", "Pass", "!Next"],
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: ¦\n  B:\n    Type: Succeed\n",
        &["A", "B"],
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Task\n    Retry:\n      - ErrorEquals:\n          - ¦\n    End: true\n",
        &["States.ALL", "!_"],
    ),
];

#[test]
fn what_fits_is_offered_and_nothing_else() {
    for (marked, labels) in OFFERED {
        let (text, offset) = split(marked);
        let found = complete(&text, offset, None);
        let has = |label: &str| found.iter().any(|item| item.label == label);
        if labels.is_empty() {
            assert_eq!(found, [], "in {marked}");
        }
        for label in *labels {
            match label.strip_prefix('!') {
                Some(label) => assert!(!has(label), "{label} in {marked}"),
                None => assert!(has(label), "no {label} in {marked}"),
            }
        }
    }
}

#[test]
fn members_of_the_input_are_offered_as_paths() {
    let input = r#"{"order": {"id": 7, "a b": 1, "items": [{"sku": "x"}, {}]}, "1st": 0}"#;
    for (marked, wanted) in [
        (
            r#"{"States": {"A": {"Type": "Pass", "InputPath": "$¦"}}}"#,
            &[
                ("$.order", r#"{"id":7,"a b":1,"items":[{"sku":"x"},{}]}"#),
                ("$.order.id", "7"),
                ("$.order.items", r#"[{"sku":"x"},{}]"#),
                ("$.order.items[0].sku", r#""x""#),
            ][..],
        ),
        (
            r#"{"States": {"A": {"Type": "Pass", "Output": "{% $states.input.or¦ %}", "QueryLanguage": "JSONata"}}}"#,
            &[
                (
                    "$states.input.order",
                    r#"{"id":7,"a b":1,"items":[{"sku":"x"},{}]}"#,
                ),
                ("$states.input.order.id", "7"),
            ][..],
        ),
    ] {
        let (text, offset) = split(marked);
        let found = complete(&text, offset, Some(input));
        let paths: Vec<_> = found
            .iter()
            .filter(|item| item.kind == CompletionKind::Path)
            .map(|item| (&*item.label, &*item.detail))
            .collect();
        assert!(
            paths.starts_with(&wanted[..2.min(wanted.len())]),
            "{paths:?}"
        );
        assert!(wanted.iter().all(|path| paths.contains(path)), "{paths:?}");
        assert!(
            !paths
                .iter()
                .any(|(label, _)| label.contains("a b") || label.contains("1st")),
            "{paths:?}"
        );
        assert!(
            complete(&text, offset, Some("{"))
                .iter()
                .all(|item| item.kind != CompletionKind::Path)
        );
    }
}

/// The definition, the label that is taken, the definition then.
const TAKEN: &[(&str, &str, &str)] = &[
    ("{ \"Sta¦\" }", "StartAt", r#"{ "StartAt": "¦" }"#),
    ("{ Sta¦ }", "StartAt", r#"{ "StartAt": "¦" }"#),
    ("{ \"Sta¦ }", "StartAt", r#"{ "StartAt": "¦" }"#),
    (
        "{\n  \"😀\": 1,\n  \"¦\"\n  \"StartAt\": \"A\"\n}",
        "States",
        "{\n  \"😀\": 1,\n  \"States\": {\n    ¦\n  },\n  \"StartAt\": \"A\"\n}",
    ),
    (
        r#"{ "States": { "A": { "Ty¦": "Pass" } } }"#,
        "Type",
        r#"{ "States": { "A": { "Type"¦: "Pass" } } }"#,
    ),
    (
        r#"{ "StartAt": "O¦ld", "States": { "Say \"hi\"": {} } }"#,
        "Say \"hi\"",
        r#"{ "StartAt": "Say \"hi\""¦, "States": { "Say \"hi\"": {} } }"#,
    ),
    (
        r#"{ "StartAt": ¦, "States": { "A": {} } }"#,
        "A",
        r#"{ "StartAt": "A"¦, "States": { "A": {} } }"#,
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "Parameters": { "x.$": "States.Fo¦" } } } }"#,
        "States.Format",
        r#"{ "States": { "A": { "Type": "Pass", "Parameters": { "x.$": "States.Format(¦)" } } } }"#,
    ),
    (
        r#"{ "States": { "A": { "Type": "Pass", "Output": "{% $sum($states.in¦) %}" } } }"#,
        "$states.input",
        r#"{ "States": { "A": { "Type": "Pass", "Output": "{% $sum($states.input¦) %}" } } }"#,
    ),
    (
        r#"{ "States": { "C": { "Type": "Choice", "Choices": [ { "Numeric¦" } ] } } }"#,
        "NumericEquals",
        r#"{ "States": { "C": { "Type": "Choice", "Choices": [ { "NumericEquals": 0¦ } ] } } }"#,
    ),
    (
        "{\n  \"States\": {\n    \"¦\"\n  }\n}",
        "Pass state",
        "{\n  \"States\": {\n    \"¦\": {\n      \"Type\": \"Pass\",\n      \"End\": true\n    }\n  }\n}",
    ),
    (
        "StartAt: ¦\nStates:\n  A b: {}\n",
        "A b",
        "StartAt: A b¦\nStates:\n  A b: {}\n",
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Sec¦\n",
        "Seconds",
        "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Seconds: ¦\n",
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: ¦\n  B:\n    Type: Succeed\n",
        "B",
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B¦\n  B:\n    Type: Succeed\n",
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Type: ¦",
        "Task",
        "StartAt: A\nStates:\n  A:\n    Type: Task¦",
    ),
];

#[test]
fn a_completion_puts_in_what_is_missing() {
    for (marked, label, expected) in TAKEN {
        let (text, offset) = split(marked);
        let found = complete(&text, offset, None);
        let item = found.iter().find(|item| item.label == *label);
        let item = item.unwrap_or_else(|| panic!("no {label} in {marked}"));
        assert_eq!(taken(&text, item), *expected);
    }
}

/// The definition, what is explained, how the explanation begins (empty: there is none).
const EXPLAINED: &[(&str, &str, &str)] = &[
    (r#"{ "Sta¦rtAt": "A" }"#, "StartAt", "The name of the state"),
    (
        r#"{ "States": { "A": { "Type": "Wa¦it" } } }"#,
        "Wait",
        "Waits for",
    ),
    (
        r#"{ "States": { "A": { "Type": "Task", "Retry": [ { "MaxDelay¦Seconds": 1 } ] } } }"#,
        "MaxDelaySeconds",
        "The longest",
    ),
    (
        r#"{ "States": { "A": { "Type": "Task", "Retry": [ { "ErrorEquals": ["States.¦ALL"] } ] } } }"#,
        "States.ALL",
        "Any error",
    ),
    (
        r#"{ "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::ecs:run¦Task.sync" } } }"#,
        "arn:aws:states:::ecs:runTask.sync",
        "Starts the job",
    ),
    (
        r#"{ "States": { "C": { "Type": "Choice", "Choices": [ { "StringLess¦ThanPath": "$.a" } ] } } }"#,
        "StringLessThanPath",
        "Holds when the variable is a text less than the value at this path.",
    ),
    (
        r#"{ "States": { "A": { "Parameters": { "x.$": "States.For¦mat('{}', $$.State.Name)" } } } }"#,
        "States.Format",
        "(template",
    ),
    (
        r#"{ "States": { "A": { "Parameters": { "x.$": "States.Format('{}', $$.State.Na¦me)" } } } }"#,
        "$$.State.Name",
        "The state's name",
    ),
    (
        r#"{ "States": { "A": { "Output": "{% $s¦um($states.input.prices) %}" } } }"#,
        "$sum",
        "(numbers)",
    ),
    (
        r#"{ "States": { "A": { "Output": "{% $sum($states.inp¦ut.prices) %}" } } }"#,
        "$states.input",
        "The state's input",
    ),
    (
        r#"{ "States": { "A": { "Output": "{% $states.context.Execution.Na¦me %}" } } }"#,
        "$states.context.Execution.Name",
        "The execution's name",
    ),
    (
        "StartAt: A\nStates:\n  A:\n    Ty¦pe: Pass\n",
        "Type",
        "What kind",
    ),
    (
        r#"{ "States": { "A": { "Parameters": { "Type¦": 1 } } } }"#,
        "",
        "",
    ),
    (r#"{ "States": { "Ty¦pe": {} } }"#, "", ""),
];

#[test]
fn what_stands_under_the_pointer_is_explained() {
    for (marked, title, beginning) in EXPLAINED {
        let (text, offset) = split(marked);
        match hover(&text, offset) {
            Some(found) => {
                assert_eq!(found.title, *title, "in {marked}");
                assert!(
                    !beginning.is_empty() && found.text.starts_with(beginning),
                    "{found:?} in {marked}"
                );
                assert!((found.from..=found.to).contains(&offset), "in {marked}");
            }
            None => assert_eq!(*title, "", "in {marked}"),
        }
    }
}

#[test]
fn every_offset_of_every_text_has_an_answer() {
    let yaml = "StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.n\n        Next: \"é😀\"\n    ? [x]\n    : y\n";
    let broken = "{ \"States\": { \"😀\": { \"Type\": \"Task\", \"Catch\": [ { \"ErrorEquals\": [ \"States. ], \"Next\": é, } ], \"x\": \"{% $st\\";
    for text in [TWO_LEVELS, yaml, broken] {
        let units = text.encode_utf16().count() as u32;
        let mut cut = 0;
        while cut <= text.len() {
            if let Some(part) = text.get(..cut) {
                let end = part.encode_utf16().count() as u32;
                // all offsets of the whole text, those near the cut of the others
                let first = if cut == text.len() {
                    0
                } else {
                    end.saturating_sub(3)
                };
                for offset in first..=end + 1 {
                    answers(part, offset);
                }
            }
            cut += 1;
        }
        answers(text, units.saturating_add(9));
        answers(text, u32::MAX);
    }
}

/// Asks everything and checks that the answers lie in the text.
fn answers(text: &str, offset: u32) {
    let units = text.encode_utf16().count() as u32;
    for item in complete(text, offset, None) {
        assert!(
            item.from <= item.to && item.to <= units,
            "{item:?} at {offset} of {text}"
        );
        assert!(item.caret as usize <= item.insert.encode_utf16().count());
        assert!(!item.label.is_empty());
    }
    if let Some(found) = hover(text, offset) {
        assert!(
            found.from <= found.to && found.to <= units,
            "{found:?} at {offset} of {text}"
        );
    }
    if let Some(found) = locate(text, offset) {
        assert!(
            found.from <= found.to && found.to <= units,
            "{found:?} at {offset} of {text}"
        );
    }
    for edit in rename(text, offset, "Another").unwrap_or_default() {
        assert!(
            edit.from <= edit.to && edit.to <= units,
            "{edit:?} at {offset} of {text}"
        );
    }
}
