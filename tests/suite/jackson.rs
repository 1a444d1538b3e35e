//! The words of Jackson for the first syntax error of a text.

use asl_playground::json::jackson::{first_error, refusal};

/// Source: recorded on AWS for the first; Jackson's own tests for the others.
#[test]
fn the_first_error_is_worded_as_jackson_words_it() {
    let cases = [
        (
            "not a definition",
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            "line: 1, column: 4]",
        ),
        (
            "{\"a\": 1,}",
            "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
            "line: 1, column: 10]",
        ),
        (
            "{\"a\": 1\n \"b\": 2}",
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
            "line: 2, column: 3]",
        ),
        (
            "{\"a\" 1}",
            "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
            "line: 1, column: 7]",
        ),
        (
            "{\"a\": }",
            "Unexpected character ('}' (code 125)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            "line: 1, column: 8]",
        ),
        (
            "[1",
            "Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)\"[1\"; line: 1, column: 1])",
            "line: 1, column: 3]",
        ),
        (
            "{\"a\": [1}",
            "Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"{\"a\": [1}\"; line: 1, column: 7])",
            "line: 1, column: 10]",
        ),
        (
            "{\"a\": \"x",
            "Unexpected end-of-input: was expecting closing quote for a string value",
            "line: 1, column: 9]",
        ),
    ];
    for (text, words, place) in cases {
        let error = first_error(text)
            .map(|error| error.message)
            .unwrap_or_default();
        let location = format!("[Source: (String)\"{text}\"; {place}");
        assert_eq!(error, format!("{words}\n at {location}"));
    }
}

#[test]
fn a_text_without_a_value_or_with_more_than_one_is_refused() {
    let trailing = |kind| {
        format!(
            "Trailing token (of type {kind}) found after value (bound as `com.fasterxml.jackson.databind.JsonNode`): not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"
        )
    };
    let empty = "No content to map due to end-of-input".to_owned();
    let unknown = "Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    for (text, words, place) in [
        ("", empty.clone(), "line: 1, column: 0]"),
        ("  ", empty, "line: 1, column: 0]"),
        ("{} x", unknown.to_owned(), "line: 1, column: 5]"),
        (
            "{}{\"b\": 2}",
            trailing("START_OBJECT"),
            "line: 1, column: 4]",
        ),
        ("[1] 2", trailing("VALUE_NUMBER_INT"), "line: 1, column: 6]"),
    ] {
        let location = format!("[Source: (String)\"{text}\"; {place}");
        assert_eq!(refusal(text, "?"), format!("{words}\n at {location}"));
    }
    assert_eq!(refusal("{}", "too deep"), "too deep");
}

#[test]
fn a_text_that_is_json_has_no_error() {
    assert_eq!(
        first_error("{\"a\": [1, -2.5e3, null, \"\\u00e9\"], \"b\": {}}"),
        None
    );
}
