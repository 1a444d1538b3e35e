//! The diagnostics as a specification: `tests/cases/diagnostics/*.md`.
//!
//! A case is a heading, a sentence, a definition in a `json` or `yaml` block (`json express` for an express machine) and its
//! diagnostics in the `text` block that follows. `UPDATE_CASES=1` writes the `text` blocks anew, for review.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use asl_playground::api::analyze::checked;
use asl_playground::definition::MachineType;
use asl_playground::diagnostic::{Code, Diagnostic, Severity};
use asl_playground::text::{LineIndex, Span};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/diagnostics");

#[test]
fn definitions_have_the_diagnostics_that_their_cases_say() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    for file in files() {
        let before = std::fs::read_to_string(&file).unwrap();
        let after = answered(&before);
        if update {
            std::fs::write(&file, after).unwrap();
        } else {
            assert_eq!(before, after, "in {}", file.display());
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let texts: String = files()
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let has_case = |code: &Code| texts.contains(&format!("[{}]", code.as_str()));
    let without = [
        // too large for a document: a test below has them
        Code::NestedTooDeep,
        Code::DefinitionTooLarge,
        // stands in for a finding that explains it, and is shown only where there is none
        Code::Incomplete,
    ];
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !without.contains(code) && !has_case(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn texts_past_a_limit_are_refused_in_words() {
    let codes = |text: &str| -> Vec<Code> {
        checked(text, MachineType::Standard)
            .found
            .iter()
            .map(|d| d.code)
            .collect()
    };
    assert!(codes(&"[".repeat(200)).contains(&Code::NestedTooDeep));
    let comment = "x".repeat(1_048_576);
    let large = format!(
        r#"{{ "Comment": "{comment}", "StartAt": "A", "States": {{ "A": {{ "Type": "Succeed" }} }} }}"#
    );
    assert_eq!(codes(&large), [Code::DefinitionTooLarge]);
}

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(CASES)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The document with each `text` block as it should be.
fn answered(document: &str) -> String {
    let mut out = String::new();
    let mut rest = document;
    while let Some(at) = [rest.find("```json"), rest.find("```yaml")]
        .into_iter()
        .flatten()
        .min()
    {
        let (before, block) = rest.split_at(at);
        let (head, body) = block.split_once('\n').unwrap();
        let (definition, after) = body
            .split_once("\n```\n")
            .unwrap_or_else(|| panic!("a block without an end: {head} {body}"));
        let machine_type = if head.contains("express") {
            MachineType::Express
        } else {
            MachineType::Standard
        };
        write!(
            out,
            "{before}{head}\n{definition}\n```\n\n```text\n{}```\n",
            rendered(definition, machine_type)
        )
        .unwrap();
        rest = without_text_block(after);
    }
    out + rest
}

fn without_text_block(after: &str) -> &str {
    match after.trim_start().strip_prefix("```text\n") {
        Some(block) => block.split_once("```\n").map_or("", |(_, rest)| rest),
        None => after,
    }
}

fn rendered(text: &str, machine_type: MachineType) -> String {
    let found = checked(text, machine_type).found;
    if found.is_empty() {
        return "nothing to report\n".to_owned();
    }
    found
        .iter()
        .map(|diagnostic| render(diagnostic, text))
        .collect::<Vec<_>>()
        .join("\n")
}

fn render(diagnostic: &Diagnostic, text: &str) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let mut out = format!(
        "{severity}[{}]: {}\n",
        diagnostic.code.as_str(),
        diagnostic.message
    );
    out += &excerpt(diagnostic.span, text, '^');
    let note = |name: &str, words: &Option<String>| {
        words
            .as_ref()
            .map(|words| format!("  {name}: {words}\n"))
            .unwrap_or_default()
    };
    out += &note(
        "at",
        &diagnostic
            .location
            .clone()
            .filter(|location| !location.is_empty()),
    );
    out += &note("why", &diagnostic.reason);
    out += &note("help", &diagnostic.help);
    for related in &diagnostic.related {
        writeln!(out, "  {}:", related.message).unwrap();
        out += &excerpt(related.span, text, '-');
    }
    for fix in &diagnostic.fixes {
        let span = fix.span;
        writeln!(
            out,
            "  fix: {}: `{}` → `{}`",
            fix.title,
            span.slice(text),
            fix.insert
        )
        .unwrap();
    }
    if let Some(aws) = &diagnostic.aws {
        let message = aws.message.replace('\n', "\\n");
        // for text that is no JSON the message holds the location
        let location = aws
            .location
            .as_ref()
            .filter(|location| !aws.message.contains(*location));
        let location = location
            .map(|location| format!(" at {location}"))
            .unwrap_or_default();
        writeln!(out, "  AWS: {}: {message}{location}", aws.code.as_str()).unwrap();
    }
    out
}

/// The line of the span's beginning, with the part that is meant underlined.
fn excerpt(span: Span, text: &str, mark: char) -> String {
    let position = LineIndex::new(text).position(span.start);
    let line = text.lines().nth(position.line as usize - 1).unwrap_or("");
    let from = position.column as usize - 1;
    let first = span.slice(text).lines().next().unwrap_or("");
    let marks = mark.to_string().repeat(first.encode_utf16().count().max(1));
    format!(
        "{:>4} | {line}\n     | {}{marks}\n",
        position.line,
        " ".repeat(from)
    )
}

/// Data that a definition lets grow without end: inside itself, beside itself, in a loop, by one long path.
#[test]
fn what_grows_without_end_is_not_followed_to_its_end() {
    let chain = |count: usize, fields: &str| {
        let states: Vec<String> = (0..count)
            .map(|at| {
                format!(
                    r#""S{at}": {{"Type": "Pass", {fields}, "Next": "S{}"}}"#,
                    at + 1
                )
            })
            .collect();
        format!(
            r#"{{"StartAt": "First", "States": {{"First": {{"Type": "Pass", "Result": {{}}, "Next": "S0"}}, {}, "S{count}": {{"Type": "Pass", "InputPath": "$.nothing", "Next": "S0"}}}}}}"#,
            states.join(", ")
        )
    };
    let long = format!(r#""ResultPath": "${}""#, ".a".repeat(8_000));
    for text in [
        chain(5_000, r#""ResultPath": "$.a""#),
        chain(200, r#""Parameters": {"a.$": "$", "b.$": "$"}"#),
        chain(200, r#""ResultPath": "$.a.b.c""#),
        chain(3, &long),
    ] {
        let (machine, _) = asl_playground::definition::parse(&text);
        let found = asl_playground::definition::check(&machine, MachineType::Standard);
        let is_unresolvable = |found: &&Diagnostic| found.code == Code::UnresolvablePath;
        assert_eq!(found.iter().filter(is_unresolvable).count(), 0);
    }
}
