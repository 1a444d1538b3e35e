//! Definitions in YAML.

use asl_playground::api::analyze::analyze;
use asl_playground::definition::MachineType;
use asl_playground::json::yaml;

#[test]
fn a_definition_in_yaml_is_analysed_and_can_run() {
    let analysis = analyze(
        "StartAt: Pack\nStates:\n  Pack:\n    Type: Succeed\n",
        MachineType::Standard,
    );
    assert!(analysis.runnable);
    assert_eq!(
        (
            analysis.states[0].name_range.from,
            analysis.states[0].name_range.to
        ),
        (24, 28)
    );
    assert_eq!(analysis.graph.unwrap().nodes.len(), 1);
}

/// Whatever the first name looks like.
#[test]
fn a_definition_in_yaml_is_known_by_its_content() {
    let rest = "\nStates:\n  A:\n    Type: Succeed\n";
    for first in [
        "StartAt: A",
        "'StartAt': A",
        "\"StartAt\": \"A\"",
        "\"Start\\x41t\" : A",
        "\n# Orders\nStartAt: A",
        "%YAML 1.2\n---\nStartAt: A",
        "Comment: \"x\"\nStartAt: A",
    ] {
        let analysis = analyze(&format!("{first}{rest}"), MachineType::Standard);
        assert!(analysis.runnable, "{first}: {:?}", analysis.diagnostics);
    }
    // JSON that is broken is JSON, also where YAML would take it
    for text in [
        "{ \"StartAt\": \"A\", }",
        "\"StartAt\"",
        "\"StartAt\",",
        "\"a: b\"",
    ] {
        let analysis = analyze(text, MachineType::Standard);
        assert!(!analysis.runnable);
        let codes: Vec<_> = analysis
            .diagnostics
            .iter()
            .map(|found| found.code)
            .collect();
        assert!(!codes.contains(&"invalid-yaml"), "{text}: {codes:?}");
    }
}

/// Source: yaml.org/type/merge.html
#[test]
fn merge_keys_take_over_the_members_of_other_mappings() {
    for (text, expected) in [
        ("a: &a {x: 1}\nb: {<<: *a, y: 2}", "{\"x\":1,\"y\":2}"),
        // a mapping's own members win, wherever they stand
        ("a: &a {x: 1, y: 1}\nb: {x: 2, <<: *a}", "{\"x\":2,\"y\":1}"),
        ("a: &a {x: 1, y: 1}\nb: {<<: *a, x: 2}", "{\"y\":1,\"x\":2}"),
        // of several mappings the first
        (
            "- &a {x: 1}\n- &b {x: 2, y: 2}\n- b: {<<: [*a, *b]}",
            "{\"x\":1,\"y\":2}",
        ),
        (
            "a: &a {x: 1}\nb: &b {<<: *a, y: 1}\nb: {<<: *b}",
            "{\"x\":1,\"y\":1}",
        ),
        ("b: {<<: {x: 1}}", "{\"x\":1}"),
        // in quotes it is a name like others
        ("b: {'<<': {x: 1}}", "{\"<<\":{\"x\":1}}"),
    ] {
        let (node, found) = yaml::parse(text);
        assert!(!found.has_errors(), "{text}: {found:?}");
        let value = node.to_value();
        let last = value
            .as_array()
            .and_then(|items| items.items().last().cloned());
        let merged = last
            .unwrap_or(value)
            .get("b")
            .map(|b| b.to_text().to_string());
        assert_eq!(merged.as_deref(), Some(expected), "{text}");
    }
    let (_, found) = yaml::parse("b: {<<: 1}");
    let finding = found.iter().next().unwrap();
    assert_eq!((finding.span.start, finding.span.end), (8, 9));
    assert!(finding.message.contains("merges a mapping"));
}

#[test]
fn what_is_merged_keeps_its_place() {
    let text = "StartAt: A\nStates:\n  A: &a\n    Type: Pass\n    Resul: 1\n    Next: B\n  B:\n    <<: *a\n    Next: C\n  C:\n    Type: Succeed\n";
    let analysis = analyze(text, MachineType::Standard);
    let places: Vec<_> = analysis
        .diagnostics
        .iter()
        .map(|found| &text[found.from as usize..found.to as usize])
        .collect();
    assert_eq!(places, ["Resul", "Resul"]);
}

#[test]
fn aliases_cannot_blow_a_yaml_document_up() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        text += &format!("a{level}: &a{level} [{before}x]\n");
    }
    let analysis = analyze(&text, MachineType::Standard);
    assert_eq!(analysis.diagnostics[0].code, "definition-too-large");
}
