//! Names of states in a definition: where they lead, and how they are changed.

use asl_playground::api::assist::{locate, rename};

use super::assist::replaced;

pub(crate) const TWO_LEVELS: &str = r#"{
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
    // a boolean to readers of YAML 1.1
    assert_eq!(
        renamed(9, "No"),
        text.replace("StartAt: A", "StartAt: \"No\"")
            .replace("  A:", "  \"No\":")
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
