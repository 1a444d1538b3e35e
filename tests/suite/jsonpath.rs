//! Paths as AWS reads them: a table of our own, and the corpus where it is at hand.

use std::path::Path as FilePath;

use asl_playground::json::{self, Value};
use asl_playground::jsonpath::{Path, ReferencePath};

const CORPUS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/corpus/jsonpath/aws.jsonl"
);

fn value(text: &str) -> Value {
    json::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What a path finds, as JSON text, or why it finds nothing.
fn found(path: &str, data: &str) -> String {
    match Path::parse(path) {
        Err(error) => format!("syntax: {}", error.message),
        Ok(path) => match path.select_in(&value(data)) {
            Ok(found) => found.to_string(),
            Err(error) => error.to_string(),
        },
    }
}

#[test]
fn paths_find_what_jayway_finds() {
    for (path, data, wanted) in [
        ("$", "5", "5"),
        ("$.a.b", r#"{"a":{"b":1}}"#, "1"),
        ("$['a'][\"b\"]", r#"{"a":{"b":1}}"#, "1"),
        ("$.a[1]", r#"{"a":[1,2]}"#, "2"),
        ("$.[1]", "[1,2]", "2"),
        ("$.a[(@.length-1)]", r#"{"a":[1,2]}"#, "2"),
        ("$.a-b.1c", r#"{"a-b":{"1c":1}}"#, "1"),
        (r"$['a\b']", r#"{"a\\b":1}"#, "1"),
        ("$['a','c']", r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
        ("$.é", r#"{"é":1}"#, "1"),
        ("$.*", r#"{"a":1,"b":[2]}"#, "[1,[2]]"),
        ("$.a[*].b", r#"{"a":[{"b":1},{},{"b":2}]}"#, "[1,2]"),
        ("$.a[0,2]", r#"{"a":[1,2,3]}"#, "[1,3]"),
        ("$.a[1:]", r#"{"a":[1,2,3]}"#, "[2,3]"),
        ("$.a[:-1]", r#"{"a":[1,2,3]}"#, "[1,2]"),
        ("$.a[-2:]", r#"{"a":[1,2,3]}"#, "[2,3]"),
        ("$..b", r#"{"b":1,"a":[{"b":2},{"c":{"b":3}}]}"#, "[1,2,3]"),
        (
            "$.a[?(@.n > 1)].n",
            r#"{"a":[{"n":1},{"n":2},{"n":3}]}"#,
            "[2,3]",
        ),
        (
            "$.a[?(@.n == $.wanted.n)].s",
            r#"{"wanted":{"n":2},"a":[{"n":1,"s":"x"},{"n":2,"s":"y"}]}"#,
            r#"["y"]"#,
        ),
        (
            "$.a[?(@.s =~ /sbj.*?/i)].n",
            r#"{"a":[{"n":1,"s":"SBJ7"},{"n":2,"s":"xSBJ7"},{"n":3}]}"#,
            "[1]",
        ),
        (
            "$.a[?(@.n == 1 || @.s == 'x')]",
            r#"{"a":[{"n":1},{"s":"x"},{"s":"y"}]}"#,
            r#"[{"n":1},{"s":"x"}]"#,
        ),
        (
            "$.a[?(@.n && !(@.s))]",
            r#"{"a":[{"n":1},{"n":1,"s":1}]}"#,
            r#"[{"n":1}]"#,
        ),
        (
            "$.a[?(@.Name==Receipt)]",
            r#"{"a":[{"Name":"Receipt"}]}"#,
            r#"[{"Name":"Receipt"}]"#,
        ),
        (
            "$.a[?(@['b c'] >= -1.5e1)]",
            r#"{"a":[{"b c":-15}]}"#,
            r#"[{"b c":-15}]"#,
        ),
        // a comparison with nothing does not hold, and null is not there
        (
            "$.a[?(@.n != 1)]",
            r#"{"a":[{"n":1},{},{"n":2}]}"#,
            r#"[{"n":2}]"#,
        ),
        (
            "$.a[?(@.n)]",
            r#"{"a":[{"n":null},{"n":false}]}"#,
            r#"[{"n":false}]"#,
        ),
        (
            "$.a[?(!@.n)]",
            r#"{"a":[{"n":null},{"n":1},{}]}"#,
            r#"[{"n":null},{}]"#,
        ),
        (
            "$.a[?(@.n == null)]",
            r#"{"a":[{"n":null},{"n":1},{}]}"#,
            r#"[{"n":null}]"#,
        ),
        // a literal on the right is what stands on the left, one on the left is a text
        (
            "$.a[?(@.n == '10')]",
            r#"{"a":[{"n":10},{"n":"10"}]}"#,
            r#"[{"n":10},{"n":"10"}]"#,
        ),
        (
            "$.a[?(@.n == 10)]",
            r#"{"a":[{"n":10.0},{"n":"10"}]}"#,
            r#"[{"n":10.0},{"n":"10"}]"#,
        ),
        (
            "$.a[?(10 == @.n)]",
            r#"{"a":[{"n":10},{"n":"10"}]}"#,
            r#"[{"n":"10"}]"#,
        ),
        (
            "$.a[?(@.n == true)]",
            r#"{"a":[{"n":true},{"n":"true"},{"n":[]}]}"#,
            r#"[{"n":true},{"n":"true"}]"#,
        ),
        (
            "$.a[?(@.n > 'b')]",
            r#"{"a":[{"n":"a"},{"n":"c"},{"n":{}}]}"#,
            r#"[{"n":"c"}]"#,
        ),
        (
            "$.a[?(@.n == 'x')]",
            r#"{"a":[{"n":1}]}"#,
            "A number cannot be compared with the text 'x'",
        ),
        (
            "$.a[?(@.n[0] == 1)]",
            r#"{"a":[{"n":1}]}"#,
            "Filter: [0] can only be applied to arrays. Current context is: 1",
        ),
        ("$.a[?(@ == 1)]", r#"{"a":[1,2,"1"]}"#, r#"[1,"1"]"#),
        // slices: negative ends only alone
        ("$.a[1:-1]", r#"{"a":[1,2,3]}"#, "[]"),
        (
            "$.a[-2:9]",
            r#"{"a":[1,2,3]}"#,
            "Index out of bounds when evaluating path $['a'][-2]",
        ),
        (
            "$.a[0,9]",
            r#"{"a":[1]}"#,
            "Index out of bounds when evaluating path $['a'][9]",
        ),
        // what is missing is passed over under a wildcard of an array, not under one of an object
        ("$.a[*].b.c", r#"{"a":[{"b":{"c":1}},{"b":5},{},7]}"#, "[1]"),
        (
            "$.*.b",
            r#"{"x":{"b":1},"y":{}}"#,
            "No results for path: $['y']['b']",
        ),
        (
            "$.*.b",
            r#"{"x":{"b":1},"y":2}"#,
            "Property ['b'] not found in path $['y']",
        ),
        (
            "$.a[0:2].b",
            r#"{"a":[{"b":1},{}]}"#,
            "No results for path: $['a'][1]['b']",
        ),
        (
            "$.a[?(@.n)].b",
            r#"{"a":[{"n":1}]}"#,
            "No results for path: $['a'][0]['b']",
        ),
        (
            "$.a[*][0]",
            r#"{"a":[[1],[],5]}"#,
            "Filter: [0] can only be applied to arrays. Current context is: 5",
        ),
        (
            "$.a[?(@.n)]",
            r#"{"a":5}"#,
            "Filter: [?] can not be applied to primitives. Current context is: 5",
        ),
        ("$.a[0]", r#"{"a":null}"#, "The path $['a'] is null"),
        (
            "$..b.c",
            r#"{"b":{"c":1},"a":{"b":{}}}"#,
            "No results for path: $['a']['b']['c']",
        ),
        (
            "$..[0]",
            r#"{"a":[1,[2]],"b":[]}"#,
            "Index out of bounds when evaluating path $['b'][0]",
        ),
        ("$..[0].n", r#"{"a":[{"n":1},{"n":2}]}"#, "[1,2]"),
        // an indefinite path that finds nothing
        ("$.a[*]", "{}", "[]"),
        ("$.a.b[1:5].c", "{}", "[]"),
        // a definite one
        ("$.a", "{}", "No results for path: $['a']"),
        (
            "$.a.b.c",
            r#"{"a":{}}"#,
            "Missing property in path $['a']['b']",
        ),
        (
            "$.a.b",
            r#"{"a":[1]}"#,
            "Property ['b'] not found in path $['a']",
        ),
        (
            "$.a[0]",
            r#"{"a":{"x":1}}"#,
            r#"Filter: [0] can only be applied to arrays. Current context is: {"x":1}"#,
        ),
        (
            "$.a[9]",
            r#"{"a":[1]}"#,
            "Index out of bounds when evaluating path $['a'][9]",
        ),
        (
            "$[1:5]",
            "{}",
            "Filter: [1:5] can only be applied to arrays. Current context is: {}",
        ),
        (
            "$.list.length()",
            r#"{"list":[1]}"#,
            "Property ['length()'] not found in path $['list']",
        ),
        // no paths
        ("a.b", "{}", "syntax: a path begins with `$`"),
        ("$.", "{}", "syntax: a name is missing after the dot"),
        (
            "$.a b",
            "{}",
            "syntax: a name with such a character stands in brackets and quotes: `['my name']`",
        ),
        ("$['a", "{}", "syntax: the quote is not closed"),
        ("$[0", "{}", "syntax: a `]` is missing"),
        (
            "$[0:4:2]",
            "{}",
            "syntax: a bracket holds an index, indexes with commas between them, or a slice `from:to`",
        ),
        (
            "$['a','b'].c",
            "{}",
            "syntax: several names in one bracket can only be the last step",
        ),
        ("$.a[?(@.n =~ /x/)]", "{}", "[]"),
        // a slash in a pattern is escaped
        (
            r"$[?(@.s =~ /x\/\d+/)].s",
            r#"[{"s":"x/12"},{"s":"x/"}]"#,
            r#"["x/12"]"#,
        ),
        (
            "$a-b",
            "{}",
            "syntax: `a-b` cannot be the name of a variable",
        ),
    ] {
        assert_eq!(found(path, data), wanted, "{path} in {data}");
    }
}

/// Depth first, a step is a level of the stack: as many as there may be, on data as deep as it may be.
#[test]
fn a_walk_is_bounded() {
    let deep = "[".repeat(95) + "1" + &"]".repeat(95);
    let many = "The path selects more than 1000000 values";
    assert_eq!(found(&format!("${}", "..*".repeat(250)), &deep), many);
    assert_eq!(found(&format!("${}", "..[?(@)]".repeat(250)), &deep), many);
    let filters = format!("${}", "[?(@)]".repeat(250));
    assert_eq!(found(&filters, r#"{"a":1}"#), r#"[{"a":1}]"#);
    assert_eq!(
        found(&format!("${}", "[*]".repeat(300)), &deep),
        "syntax: a path with wildcards, slices or filters has at most 256 steps"
    );
}

#[test]
fn a_reference_path_places_a_result() {
    for (path, input, wanted) in [
        ("$", r#"{"a":1}"#, "9"),
        ("$.b", r#"{"a":1}"#, r#"{"a":1,"b":9}"#),
        ("$.a", r#"{"a":1,"b":2}"#, r#"{"a":9,"b":2}"#),
        ("$.a.b.c", "{}", r#"{"a":{"b":{"c":9}}}"#),
        ("$.a[1]", r#"{"a":[1,2]}"#, r#"{"a":[1,9]}"#),
        ("$.a[0].b", r#"{"a":[{}]}"#, r#"{"a":[{"b":9}]}"#),
        (
            "$.a",
            "5",
            r#"Unable to apply ReferencePath $.a to input "5""#,
        ),
        (
            "$.a.b",
            r#"{"a":1}"#,
            r#"Unable to apply ReferencePath $.a.b to input "{\"a\":1}""#,
        ),
        (
            "$.a[2]",
            r#"{"a":[1]}"#,
            r#"Unable to apply ReferencePath $.a[2] to input "{\"a\":[1]}""#,
        ),
    ] {
        let path =
            ReferencePath::parse(path).unwrap_or_else(|error| panic!("{path}: {}", error.message));
        let placed = path.assign(&value(input), Value::from(9));
        let shown = placed.map_or_else(|error| error.to_string(), |placed| placed.to_string());
        assert_eq!(shown, wanted, "{} in {input}", path.text());
    }
    for path in [
        "$$.a",
        "$x.a",
        "$.a[*]",
        "$..a",
        "$.a[-1]",
        "$['a','b']",
        "$.a[0:1]",
        &("$".to_owned() + &".a".repeat(8_000)),
    ] {
        assert!(ReferencePath::parse(path).is_err(), "{path}");
    }
}

#[test]
fn the_corpus_of_paths_is_answered_as_aws_does() {
    let Ok(text) = std::fs::read_to_string(FilePath::new(CORPUS)) else {
        return println!("skipped: no corpus at {CORPUS}");
    };
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
        let path = case["path"].as_str().expect("a case has a path");
        let actual = Path::parse(path)
            .ok()
            .and_then(|path| path.select_in(&value(&case["data"].to_string())).ok());
        let wanted = case.get("result").map(|result| value(&result.to_string()));
        if actual != wanted {
            wrong.push(format!("{line}\n  found {actual:?}"));
        }
    }
    println!(
        "jsonpath: {} of {} right",
        text.lines().count() - wrong.len(),
        text.lines().count()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_hostile_path_is_refused_at_once() {
    let repeated = |open: &str, times: usize, middle: &str, close: &str| {
        format!(
            "$[?({}{middle}{})]",
            open.repeat(times),
            close.repeat(times)
        )
    };
    for path in [
        repeated("", 60, "@.a 'x'", " =~ /x/"),
        repeated("", 60, "@.a", " =~ /x/"),
        repeated("(", 32, "@.a", ")"),
        repeated("(", 100, "@.a b", ")"),
        repeated("!(", 100, "@.a b", ")"),
        "$[?(@".to_owned() + &"[?(@".repeat(4_000),
        repeated("@[?(", 500, "@.a", ")]"),
        repeated("@[?(", 30, "@.a b", ")]"),
        repeated("length(", 40, "@.a", ")"),
        "$[?('x' =~ /x/)]".to_owned(),
    ] {
        assert!(Path::parse(&path).is_err(), "{path}");
    }
    assert!(Path::parse(&repeated("(", 31, "@.a", ")")).is_ok());
}
