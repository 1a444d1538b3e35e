//! JSON and YAML say the same, each in its own notation; a text laid out anew says what it said.

use std::path::Path;

use asl_playground::definition::{convert, format};
use asl_playground::json::{parse::parse, yaml};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples");

fn json_text(text: &str) -> String {
    parse(text).0.to_value().to_text().to_string()
}

#[test]
fn a_definition_says_the_same_in_yaml_and_back() {
    for entry in std::fs::read_dir(Path::new(SAMPLES)).unwrap() {
        let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("definition.asl.json"))
        else {
            continue;
        };
        there_and_back(&text);
    }
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    for text in [
        "yes",
        "No",
        "null",
        "~",
        "",
        " a",
        "a ",
        "1",
        "-",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{% $x %}",
        "[1]",
        "it's",
        "\"quoted\"",
        "a\\b",
        "a\tb",
        "a\nb",
        "a\n",
        "\na",
        "a\n\n",
        " a\nb",
        "a \nb",
        "a\n  b\n\nc",
        "😀",
        "ä",
        "\u{85}",
        "\u{2028}",
        "\u{0}",
        "2025-01-01",
        "0x10",
        "1e3",
        "=",
        "<<",
        "?",
        "|",
        ">",
        "$.a[?(@.b > 1)]",
        "States.Format('{}: {}', $.a, $$.b)",
        "arn:aws:lambda:::function:f",
        "---",
        "...",
    ] {
        let quoted = serde_json::to_string(text).unwrap();
        there_and_back(&format!(
            "{{{quoted}: {quoted}, \"list\": [{quoted}, [{quoted}], {{\"k\": [{quoted}]}}]}}"
        ));
    }
}

fn there_and_back(text: &str) {
    let in_yaml = convert(text).unwrap().text;
    let (node, found) = yaml::parse(&in_yaml);
    assert!(!found.has_errors(), "{in_yaml}");
    assert_eq!(
        node.to_value().to_text().to_string(),
        json_text(text),
        "{in_yaml}"
    );
    let back = convert(&in_yaml).unwrap_or_else(|_| panic!("no way back: {in_yaml}"));
    assert_eq!(
        (json_text(&back.text), back.comments),
        (json_text(text), 0),
        "{in_yaml}"
    );
}

#[test]
fn a_definition_in_yaml_reads_as_one_would_write_it() {
    let json = r#"{ "StartAt": "A b", "States": { "A b": { "Type": "Choice", "Choices": [ { "Variable": "$.n",
      "NumericEquals": 1.0, "Next": "C" }, { "Condition": "{% $x = 'a' %}", "Next": "C" } ] },
      "C": { "Type": "Task", "Resource": "${Charge.Arn}", "Comment": "one\ntwo", "Parameters": {}, "End": true } } }"#;
    assert_eq!(
        convert(json).unwrap().text,
        "StartAt: A b
States:
  A b:
    Type: Choice
    Choices:
      - Variable: $.n
        NumericEquals: 1.0
        Next: C
      - Condition: \"{% $x = 'a' %}\"
        Next: C
  C:
    Type: Task
    Resource: '${Charge.Arn}'
    Comment: |-
      one
      two
    Parameters: {}
    End: true
"
    );
}

#[test]
fn comments_that_json_has_no_place_for_are_counted() {
    let yaml = "# Orders\nStartAt: A # first\nStates:\n  A:\n    Type: Pass\n    Comment: 'a # b'\n    Result: a#b\n    End: true\n";
    let converted = convert(yaml).unwrap();
    assert_eq!(converted.comments, 2);
    assert!(converted.text.contains("\"Result\": \"a#b\""));
    assert!(convert("StartAt: [").is_err());
    let refusal = convert(&format!("{{\"{}\": 1}}", "a".repeat(2_000))).unwrap_err();
    assert!(refusal.contains("1,024 characters"), "{refusal}");
}

#[test]
fn a_definition_that_is_laid_out_anew_says_the_same() {
    for entry in std::fs::read_dir(Path::new(SAMPLES)).unwrap() {
        let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("definition.asl.json"))
        else {
            continue;
        };
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&text), value(&format(&text, 4)));
    }
}
