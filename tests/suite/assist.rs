//! Help while a definition is written. In the tables `¦` is the cursor.

use asl_playground::api::assist::{Completion, complete, hover, locate, rename};

/// The text without its cursor, and where that was in UTF-16 code units.
fn split(marked: &str) -> (String, u32) {
    let (before, after) = marked.split_once('¦').expect("the cursor is marked");
    let offset = before.encode_utf16().count() as u32;
    (format!("{before}{after}"), offset)
}

/// A text after a replacement; `insert` may hold a cursor of its own.
fn replaced(text: &str, from: u32, to: u32, insert: &str) -> String {
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
            .filter(|item| item.kind == "path")
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
                .all(|item| item.kind != "path")
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

const TWO_LEVELS: &str = r#"{
  "StartAt": "Sort",
  "States": {
    "Sort": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "IsPresent": true, "Next": "Work" } ], "Default": "Done" },
    "Work": {
      "Type": "Map",
      "ItemProcessor": { "StartAt": "Inner", "States": { "Inner": { "Type": "Pass", "Next": "Last" }, "Last": { "Type": "Succeed" } } },
      "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Done" } ],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}"#;

/// `TWO_LEVELS` with the cursor two characters into the `nth` (from 0) text `"name"`.
fn at(name: &str, nth: usize) -> u32 {
    let quoted = format!("\"{name}\"");
    let (start, _) = TWO_LEVELS.match_indices(&quoted).nth(nth).unwrap();
    start as u32 + 2
}

#[test]
fn a_transition_leads_to_the_state_it_names() {
    for (name, uses, definition) in [
        ("Sort", 2, 1),
        ("Work", 2, 1),
        ("Done", 4, 3),
        ("Inner", 2, 1),
        ("Last", 2, 1),
    ] {
        let from = at(name, definition) - 1;
        for nth in 0..uses {
            let found = locate(TWO_LEVELS, at(name, nth)).unwrap();
            assert_eq!(found.name, name);
            assert_eq!((found.from, found.to), (from, from + name.len() as u32));
        }
    }
    let nowhere = TWO_LEVELS.find("Variable").unwrap() as u32;
    assert_eq!(locate(TWO_LEVELS, nowhere), None);
}

#[test]
fn a_new_name_is_put_everywhere() {
    for (name, uses) in [
        ("Sort", 2),
        ("Work", 2),
        ("Done", 4),
        ("Inner", 2),
        ("Last", 2),
    ] {
        let expected = TWO_LEVELS.replace(&format!("\"{name}\""), r#""New \"one\"""#);
        for nth in 0..uses {
            let edits = rename(TWO_LEVELS, at(name, nth), "New \"one\"").unwrap();
            assert_eq!(edits.len(), uses);
            let renamed = edits
                .iter()
                .rev()
                .fold(TWO_LEVELS.to_owned(), |text, edit| {
                    replaced(&text, edit.from, edit.to, &edit.insert)
                });
            assert_eq!(renamed, expected);
        }
    }
}

#[test]
fn yaml_keeps_its_plain_names_where_the_new_one_can_be_plain() {
    let text = "StartAt: A\nStates:\n  A: { Type: Pass, Next: \"B\" }\n  B: { Type: Succeed }\n";
    let renamed = |offset: u32, name: &str| {
        let edits = rename(text, offset, name).unwrap();
        edits.iter().rev().fold(text.to_owned(), |text, edit| {
            replaced(&text, edit.from, edit.to, &edit.insert)
        })
    };
    let b = text.find("\"B\"").unwrap() as u32 + 1;
    assert_eq!(
        renamed(9, "First step"),
        text.replace("StartAt: A", "StartAt: First step")
            .replace("  A:", "  First step:")
    );
    assert_eq!(
        renamed(b, "b: c"),
        text.replace("\"B\"", "\"b: c\"")
            .replace("  B:", "  \"b: c\":")
    );
}

#[test]
fn names_that_cannot_be_are_refused() {
    let refusals = [
        ("Done", "There is a state “Done” already"),
        ("Last", "There is a state “Last” already"),
        ("", "A state needs a name."),
        (
            &"x".repeat(81),
            "A name may have 80 characters; this one has 81.",
        ),
    ];
    for (name, beginning) in refusals {
        let answer = rename(TWO_LEVELS, at("Work", 0), name).unwrap_err();
        assert!(answer.starts_with(beginning), "{answer}");
    }
    assert_eq!(rename(TWO_LEVELS, at("Work", 0), "Work"), Ok(Vec::new()));
    assert!(rename(TWO_LEVELS, at("Work", 0), &"é".repeat(80)).is_ok());
    assert_eq!(
        rename(TWO_LEVELS, 0, "New"),
        Err("There is no state here.".to_owned())
    );
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
