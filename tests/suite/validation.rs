//! AWS's answer to a definition, ValidateStateMachineDefinition.

use asl_playground::api::analyze::analyze;
use asl_playground::api::session::Session;
use asl_playground::api::types::Verdict;
use asl_playground::api::validate::{ValidateOptions, validate};
use asl_playground::definition::MachineType;
use asl_playground::json::yaml;
use serde_json::{Value, json};

use super::analysis::task;

/// AWS's answer: result, then `severity code message at location`.
fn validated(definition: &str) -> Vec<String> {
    let answer = validate(definition, ValidateOptions::default());
    let line = |finding: &asl_playground::api::types::ValidateFinding| {
        let location = finding.location.as_deref().unwrap_or("null");
        format!(
            "{:?} {}: {} at {location}",
            finding.severity, finding.code, finding.message
        )
    };
    let verdict = if answer.result == Verdict::Ok {
        "OK"
    } else {
        "FAIL"
    };
    std::iter::once(verdict.to_owned())
        .chain(answer.diagnostics.iter().map(line))
        .collect()
}

/// Source: recorded by LocalStack's tests on AWS; public reports for the codes of transitions.
#[test]
fn aws_words_are_used_where_they_are_known() {
    assert_eq!(
        validated("not a definition"),
        [
            "FAIL",
            "Error INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4] at [Source: (String)\"not a definition\"; line: 1, column: 4]",
        ]
    );
    assert_eq!(
        validated(""),
        [
            "FAIL",
            "Error SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null"
        ]
    );
    assert_eq!(
        validated("{}"),
        [
            "FAIL",
            "Error SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"
        ]
    );
    assert_eq!(
        validated(
            r#"{ "StartAt": "Z", "States": { "A": { "Type": "Pass", "Next": "B" }, "C": { "Type": "Pass", "Next": "C" } } }"#
        ),
        [
            "FAIL",
            "Error MISSING_TRANSITION_TARGET: Missing 'Next' target: Z at /StartAt",
            "Error MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next",
            "Error MISSING_END_STATE: Workflow has no terminal state at null",
        ]
    );
    assert_eq!(
        validated(
            r#"{ "StartAt": "A", "States": { "A": { "Type": "Succeed" }, "B": { "Type": "Succeed" } } }"#
        ),
        [
            "FAIL",
            "Error MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B"
        ]
    );
}

/// Source: public reports of AWS's answer.
#[test]
fn a_start_that_does_not_exist_leaves_states_out_of_reach() {
    assert_eq!(
        validated(
            r#"{ "StartAt": "Not sure", "States": { "Pass One": { "Type": "Pass", "Next": "Done" }, "Done": { "Type": "Succeed" } } }"#
        ),
        [
            "FAIL",
            "Error MISSING_TRANSITION_TARGET: Missing 'Next' target: Not sure at /StartAt",
            "Error MISSING_TRANSITION_TARGET: State \"Pass One\" is not reachable. at /States/Pass One",
        ]
    );
}

/// Source: public measurements on AWS; recorded on AWS for `phone`.
#[test]
fn every_unbound_reference_of_an_expression_is_reported() {
    let refused = |expression: &str| {
        let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": { "Type": "Pass", "Output": { "v": format!("{{% {expression} %}}") }, "End": true } } });
        let answer = validated(&definition.to_string());
        let prefix = "Error UNSUPPORTED_JSONATA_EXPRESSION: Reference to ";
        let reference = |line: &String| {
            let rest = line.strip_prefix(prefix).unwrap();
            let rest = rest.strip_suffix(" at /States/P/Output/v").unwrap();
            rest.to_owned()
        };
        answer.iter().skip(1).map(reference).collect::<Vec<_>>()
    };
    let at_top = |name: &str| format!("'{name}' at the top level is not supported.");
    for (expression, names) in [
        ("phone", vec!["phone"]),
        ("phone.home & phone.work", vec!["phone"]),
        ("aaa + bbb", vec!["aaa", "bbb"]),
        ("[bbb, aaa]", vec!["bbb", "aaa"]),
        ("$.phone", vec!["$"]),
        // the body of a function has the context that it is written in
        (
            "$map($states.input.a, function($y) { phone })",
            vec!["phone"],
        ),
        ("$map($states.input.a, function($x) { $ })", vec!["$"]),
        ("$states.input.a.$map(b, function($x) { $ })", vec![]),
        ("$states.input.a[phone = $].phone", vec![]),
        ("**.phone", vec![]),
        ("*.phone", vec![]),
    ] {
        let expected: Vec<String> = names.into_iter().map(at_top).collect();
        assert_eq!(refused(expression), expected, "{expression}");
    }
    assert_eq!(refused("$$.phone"), ["'$$' is not supported."]);
}

/// An inline Map does nothing with its batches.
///
/// Source: public measurements on AWS.
#[test]
fn the_expressions_of_an_item_batcher_are_checked_in_an_inline_map_too() {
    let processor = json!({ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
    let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "M", "States": {
        "M": { "Type": "Map", "ItemProcessor": processor, "End": true,
            "ItemBatcher": { "MaxItemsPerBatch": 2, "BatchInput": { "Comment": "{% phone %}" } } } } });
    assert_eq!(
        validated(&definition.to_string()),
        [
            "FAIL",
            "Error UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/M/ItemBatcher/BatchInput/Comment"
        ]
    );
}

/// Source: public measurements on AWS.
#[test]
fn any_language_but_jsonpath_is_taken_for_jsonata() {
    let state = |fields: &str| {
        format!(
            r#"{{ "StartAt": "X", "States": {{ "X": {{ "Type": "Pass", {fields}, "End": true }} }} }}"#
        )
    };
    let machine = |language: &str, fields: &str| {
        let states = state(fields);
        states.replacen('{', &format!("{{ \"QueryLanguage\": {language},"), 1)
    };
    let values = "Value should be one of the following: [JSONPath, JSONata]";
    let at_state = format!("{values} at /States/X/QueryLanguage");
    let at_top = format!("{values} at /QueryLanguage");
    let field = "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/X";
    let downgrade = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/X";
    for (definition, errors) in [
        (
            state(r#""QueryLanguage": "foo", "InputPath": "$.a""#),
            vec![field, &at_state],
        ),
        (
            state(r#""QueryLanguage": "jsonpath", "Output": 1"#),
            vec![&at_state],
        ),
        (
            state(r#""QueryLanguage": 5, "Output": 1"#),
            vec!["Expected value of type [STRING] at /States/X/QueryLanguage"],
        ),
        (
            machine(r#""jsonata""#, r#""InputPath": "$.a""#),
            vec![&at_top, field],
        ),
        (
            machine(
                r#""JSONata""#,
                r#""QueryLanguage": "JSONPath", "Output": 1"#,
            ),
            vec![downgrade],
        ),
    ] {
        let words = |error: &str| format!("Error SCHEMA_VALIDATION_FAILED: {error}");
        let expected: Vec<String> = errors.into_iter().map(words).collect();
        assert_eq!(validated(&definition)[1..], expected, "{definition}");
    }
}

/// Source: public measurements on AWS.
#[test]
fn a_request_in_the_words_of_the_other_language_is_not_missed() {
    let definition =
        task(json!({ "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": {} }));
    assert_eq!(
        validated(&definition.to_string()),
        [
            "FAIL",
            "Error SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage at /States/T"
        ]
    );
}

/// A stub answers them here, so that they are warnings where a run is the question.
#[test]
fn what_only_a_stub_answers_is_refused_by_aws() {
    let not_recognized = |arn: &str| {
        format!(
            "Error SCHEMA_VALIDATION_FAILED: The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/T/Resource"
        )
    };
    for arn in [
        "arn:aws:sqs:us-east-1:123456789012:q",
        "arn:aws:states:::aws-sdk:sfn:startExecution.sync",
        "arn:aws:states:::sqs:sendMessage.sync",
        "arn:aws:states:us-east-1::lambda:invoke",
    ] {
        let definition = task(json!({ "Resource": arn, "Parameters": { "FunctionName": "f" } }));
        assert_eq!(
            validated(&definition.to_string()),
            ["FAIL".to_owned(), not_recognized(arn)]
        );
    }
    let definition = task(json!({ "Resource": "arn:aws:states:::apigateway:invoke" }));
    assert_eq!(
        validated(&definition.to_string()),
        [
            "FAIL",
            "Error SCHEMA_VALIDATION_FAILED: Parameters field is required for resource ARN: arn:aws:states:::apigateway:invoke at /States/T/Resource"
        ]
    );
}

/// Source: public measurements on AWS.
#[test]
fn numbers_are_refused_outside_of_their_bounds_alone() {
    let refused = |definition: Value| {
        let answer = validated(&definition.to_string());
        answer[1..].to_vec()
    };
    let at = |bound: &str, place: &str| {
        let word = if bound.len() > 2 {
            "Maximum"
        } else {
            "Minimum"
        };
        format!("Error SCHEMA_VALIDATION_FAILED: {word} value is {bound} at {place}")
    };
    let retried = |field: &str, value: Value| {
        let mut retrier = json!({ "ErrorEquals": ["States.ALL"] });
        retrier[field] = value;
        task(
            json!({ "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Retry": [retrier] }),
        )
    };
    for (field, least, most) in [
        ("IntervalSeconds", 0, 99_999_999),
        ("MaxAttempts", 0, 99_999_999),
        ("MaxDelaySeconds", 1, 31_622_400),
    ] {
        let place = format!("/States/T/Retry[0]/{field}");
        for allowed in [least, most] {
            assert_eq!(refused(retried(field, json!(allowed))), [""; 0], "{field}");
        }
        for (outside, bound) in [(least - 1, least), (most + 1, most)] {
            let expected = at(&bound.to_string(), &place);
            assert_eq!(refused(retried(field, json!(outside))), [expected]);
        }
    }
    let mapped = |pointer: &str, value: Value| {
        let processor = json!({ "StartAt": "A", "States": { "A": { "Type": "Succeed" } },
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" } });
        let reader = json!({ "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON" } });
        let batcher = json!({ "MaxItemsPerBatch": 1, "MaxInputBytesPerBatch": 1 });
        let mut map = json!({ "Type": "Map", "ItemReader": reader, "ItemBatcher": batcher, "ItemProcessor": processor, "End": true });
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        map.pointer_mut(parent).unwrap()[field] = value;
        json!({ "StartAt": "T", "States": { "T": map } })
    };
    for (pointer, least, most) in [
        ("/MaxConcurrency", "0", None),
        ("/ToleratedFailureCount", "0", None),
        ("/ToleratedFailurePercentage", "0.0", Some((100, "100.0"))),
        (
            "/ItemReader/ReaderConfig/MaxItems",
            "0",
            Some((100_000_000, "100000000")),
        ),
        ("/ItemBatcher/MaxItemsPerBatch", "0", None),
        ("/ItemBatcher/MaxInputBytesPerBatch", "0", None),
    ] {
        let place = format!("/States/T{pointer}");
        assert_eq!(refused(mapped(pointer, json!(0))), [""; 0], "{pointer}");
        let below = format!("Error SCHEMA_VALIDATION_FAILED: Minimum value is {least} at {place}");
        assert_eq!(refused(mapped(pointer, json!(-1))), [below]);
        let (bound, words) = most.unwrap_or((i64::MAX - 1, ""));
        assert_eq!(refused(mapped(pointer, json!(bound))), [""; 0], "{pointer}");
        if !words.is_empty() {
            let above =
                format!("Error SCHEMA_VALIDATION_FAILED: Maximum value is {words} at {place}");
            assert_eq!(refused(mapped(pointer, json!(bound + 1))), [above]);
        }
    }
    let machine = |seconds: i64| json!({ "TimeoutSeconds": seconds, "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
    assert_eq!(refused(machine(0)), [""; 0]);
    assert_eq!(refused(machine(-1)), [at("0", "/TimeoutSeconds")]);
}

#[test]
fn severity_and_number_of_findings_are_as_asked_for() {
    let definition = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Parameters": { "a": "$.a" }, "Next": "X" },
        "B": { "Type": "Pass", "Next": "Y" },
        "C": { "Type": "Succeed" } } })
    .to_string();
    let asked = |options: Value| {
        let options: ValidateOptions = serde_json::from_value(options).unwrap();
        let answer = validate(&definition, options);
        let codes: Vec<&str> = answer.diagnostics.iter().map(|found| found.code).collect();
        (codes, answer.truncated)
    };
    let errors = vec!["MISSING_TRANSITION_TARGET"; 4];
    let with_warning = [&*errors, &["NO_DOLLAR"]].concat();
    assert_eq!(asked(json!({})), (errors.clone(), false));
    assert_eq!(asked(json!({ "severity": "ERROR" })).0, errors);
    assert_eq!(asked(json!({ "severity": "WARNING" })).0, with_warning);
    assert_eq!(
        asked(json!({ "maxResults": 2 })),
        (errors[..2].to_vec(), true)
    );
    for all in [0, 4, 100] {
        assert_eq!(asked(json!({ "maxResults": all })), (errors.clone(), false));
    }
    for (options, words) in [
        (
            json!({ "maxResults": 101 }),
            "maxResults must be a whole number from 0 to 100, not 101",
        ),
        (
            json!({ "maxResults": -1 }),
            "maxResults must be a whole number from 0 to 100, not -1",
        ),
        (
            json!({ "maxResults": 2.5 }),
            "maxResults must be a whole number from 0 to 100, not 2.5",
        ),
        (
            json!({ "severity": "INFO" }),
            "severity must be ERROR or WARNING, not INFO",
        ),
    ] {
        let refused = serde_json::from_value::<ValidateOptions>(options).unwrap_err();
        assert_eq!(refused.to_string(), words);
    }
}

/// Source: recorded on AWS for one error; public reports for several.
#[test]
fn a_definition_that_is_refused_is_refused_with_all_its_errors() {
    let refused = |definition: &str| {
        let request = serde_json::from_value(json!({ "definition": definition }));
        Session::new(&request.unwrap()).unwrap_err().message
    };
    let around = |errors: &str| format!("Invalid State Machine Definition: '{errors}'");
    let table = [
        (
            json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Next": "A" } } }),
            "MISSING_END_STATE: Workflow has no terminal state at null",
        ),
        (
            json!({ "StartAt": "C", "States": { "C": { "Type": "Choice", "Default": "Y",
                "Choices": [ { "Variable": "$.a", "IsPresent": true, "Next": "X" } ] }, "S": { "Type": "Succeed" } } }),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/C/Default, MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/C/Choices[0]/Next, MISSING_TRANSITION_TARGET: State \"S\" is not reachable. at /States/S",
        ),
        (
            json!({ "StartAt": "B", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": true } } }),
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource, MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /StartAt, MISSING_TRANSITION_TARGET: State \"A\" is not reachable. at /States/A",
        ),
        (
            json!({ "StartAt": "C", "States": { "C": { "Type": "Choice", "Choices": [] }, "P": { "Type": "Parallel", "Branches": [], "Next": "C" } } }),
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/C/Choices, SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/P/Branches, MISSING_END_STATE: Workflow has no terminal state at null",
        ),
        // a finding that AWS has no words for here
        (
            task(
                json!({ "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "TimeoutSeconds": 5, "HeartbeatSeconds": 5 }),
            ),
            "SCHEMA_VALIDATION_FAILED: `HeartbeatSeconds` 5 is not below `TimeoutSeconds` 5 at /States/T/HeartbeatSeconds",
        ),
        (
            json!({ "StartAt": "A", "States": { "A": 1, "B": { "Type": "Pass", "End": false } } }),
            "SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/A, SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/B, MISSING_END_STATE: Workflow has no terminal state at null",
        ),
        // excluded twice, said once
        (
            json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "TimestampPath": "$.t", "End": true } } }),
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/W",
        ),
        (
            json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": "${Pause}", "End": true } } }),
            "SCHEMA_VALIDATION_FAILED: `${Pause}` is not filled in, and `Seconds` needs a whole number at /States/W/Seconds",
        ),
    ];
    for (definition, errors) in table {
        assert_eq!(refused(&definition.to_string()), around(errors));
    }
    // validation says the same of what stands behind the object
    let trailing = r#"{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } } x"#;
    let place = format!("[Source: (String)\"{trailing}\"; line: 1, column: 63]");
    let words = format!(
        "INVALID_JSON_DESCRIPTION: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at {place} at {place}"
    );
    assert_eq!(refused(trailing), around(&words));
    assert_eq!(
        validated(trailing),
        ["FAIL".to_owned(), format!("Error {words}")]
    );
}

#[test]
fn yaml_is_refused_by_aws() {
    assert_eq!(validated("StartAt: A\nStates: {}\n")[0], "FAIL");
    assert_eq!(validated("1: A\nStartAt: A\nStates: {}\n")[0], "FAIL");
}

/// Source: measured on AWS.
#[test]
fn a_schema_error_hides_nothing_of_the_graph() {
    let no_end = "Error MISSING_END_STATE: Workflow has no terminal state at null";
    for (definition, findings) in [
        (
            json!({ "StartAt": "First", "States": {} }),
            &[
                "Error SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States",
                "Error MISSING_TRANSITION_TARGET: Missing 'Next' target: First at /StartAt",
                no_end,
            ][..],
        ),
        (
            json!({ "StartAt": "First", "States": { "First": { "End": true } } }),
            &[
                "Error SCHEMA_VALIDATION_FAILED: The field 'Type' is required at /States/First",
                no_end,
            ],
        ),
        (
            json!({ "StartAt": "First", "States": { "First": { "Type": "Pause", "End": true } } }),
            &[
                "Error SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/First/Type",
            ],
        ),
        (
            json!({ "StartAt": "First", "States": { "First": { "Type": "Pass" } } }),
            &[
                "Error SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/First",
                no_end,
            ],
        ),
        // a state is reached even from one that has no such field
        (
            json!({ "StartAt": "Done", "States": { "Done": { "Type": "Succeed", "Next": "After" }, "After": { "Type": "Pass", "End": true } } }),
            &["Error SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/Done"],
        ),
        (
            json!({ "States": { "First": { "Type": "Pass", "End": true } } }),
            &["Error SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"],
        ),
    ] {
        let found = validated(&definition.to_string());
        assert_eq!(found[0], "FAIL");
        assert_eq!(found[1..], *findings);
    }
}

/// AWS reads no YAML, and says so in its parser's words.
///
/// Source: Jackson 2.15.
#[test]
fn yaml_is_refused_by_validation_with_a_reason() {
    for (text, words, column) in [
        (
            "1: x",
            "Unexpected character (':' (code 58)): Expected space separating root-level values",
            3,
        ),
        (
            "true: x",
            "Unexpected character (':' (code 58)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            6,
        ),
    ] {
        let place = format!("[Source: (String)\"{text}\"; line: 1, column: {column}]");
        let finding = format!("Error INVALID_JSON_DESCRIPTION: {words}\n at {place} at {place}");
        assert_eq!(validated(text), ["FAIL".to_owned(), finding]);
    }
}

#[test]
fn a_byte_order_mark_is_named_and_can_be_removed() {
    let definition = r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#;
    let marked = format!("\u{feff}{definition}");
    let analysis = analyze(&marked, MachineType::Standard);
    let [finding] = analysis.diagnostics.as_slice() else {
        panic!("{:?}", analysis.diagnostics);
    };
    assert_eq!(
        finding.message,
        "the text begins with a byte order mark, which is not shown"
    );
    assert_eq!((finding.from, finding.to), (0, 1));
    assert_eq!(finding.fixes[0].insert, "");
    assert_eq!(analysis.states.len(), 1);
    let words = &validated(&marked)[1];
    assert!(
        words.starts_with("Error INVALID_JSON_DESCRIPTION: Unexpected character ('\u{feff}' (code 65279 / 0xfeff)): expected a valid value"),
        "{words}"
    );
    // YAML may begin with one
    let yaml = "\u{feff}StartAt: A\nStates:\n  A:\n    Type: Succeed\n";
    assert!(yaml::is_yaml(yaml));
    let analysis = analyze(yaml, MachineType::Standard);
    assert_eq!(analysis.diagnostics.len(), 0, "{:?}", analysis.diagnostics);
}
