//! Texts as they are while somebody types: whatever is cut out or put in, everything about a definition has an answer.

use std::path::Path;

use asl_playground::api::analyze::analyze;
use asl_playground::api::validate::validate;
use asl_playground::definition::{MachineType, format};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples");

/// Texts made of each sample.
const EDITS: usize = 60;

/// What gets into a text by a slip of the hand, or on purpose.
const PIECES: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\\u12",
    "null",
    "-",
    "1e999",
    "$",
    "$..",
    "[?(",
    "{%",
    "%}",
    "${",
    "\n",
    "\t",
    "😀",
    "\u{0}",
    "States.Format(",
    "'",
    "&a ",
    "*a",
    "!GetAtt ",
    "|\n",
    "- ",
    "#",
];

const IN_YAML: &str = "StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.n\n        NumericEquals: 1\n        Next: B\n    Default: B\n  B: { Type: Task, Resource: !GetAtt F.Arn, Parameters: { \"x.$\": \"$.a\\u00e9[0]\" }, End: true }\n  C:\n    Type: Fail\n    Cause: >-\n      folded\n      text\n";

#[test]
fn damaged_definitions_are_analysed_like_any_other() {
    let mut seeds = vec![IN_YAML.to_owned()];
    for entry in std::fs::read_dir(Path::new(SAMPLES)).unwrap() {
        let file = entry.unwrap().path().join("definition.asl.json");
        seeds.extend(std::fs::read_to_string(file));
    }
    seeds.sort();
    let mut chance = Chance(7);
    for seed in &seeds {
        for _ in 0..EDITS {
            let text = damaged(seed, &mut chance);
            let analysis = analyze(&text, MachineType::Express);
            let units = text.encode_utf16().count() as u32;
            for finding in &analysis.diagnostics {
                assert!(
                    finding.from <= finding.to && finding.to <= units,
                    "{finding:?} in {text}"
                );
            }
            validate(&text, MachineType::Standard);
            format(&text, 2);
        }
    }
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

/// One to four edits.
fn damaged(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let from = chance.below(characters.len() + 1);
        let to = (from + chance.below(9)).min(characters.len());
        let piece = PIECES[chance.below(PIECES.len())];
        let kept = chance.below(3);
        characters.splice(
            if kept == 0 { from..from } else { from..to },
            piece.chars().take(piece.len() * usize::from(kept < 2)),
        );
    }
    characters.into_iter().collect()
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
