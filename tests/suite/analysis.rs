//! What the page learns of a definition before it runs: places, resources, stubs, AWS's answer.

use asl_playground::api::analyze::analyze;
use asl_playground::api::session::Session;
use asl_playground::api::types::{Analysis, Pattern, ResourceKind, Verdict};
use asl_playground::api::validate::{ValidateOptions, validate};
use asl_playground::definition::MachineType;
use asl_playground::json::yaml;
use serde_json::{Value, json};

fn of(definition: Value) -> Analysis {
    analyze(&definition.to_string(), MachineType::Standard)
}

fn task(fields: Value) -> Value {
    let mut state = json!({ "Type": "Task", "End": true });
    for (name, value) in fields.as_object().unwrap() {
        state[name] = value.clone();
    }
    json!({ "StartAt": "T", "States": { "T": state } })
}

#[test]
fn places_are_counted_in_utf16_units() {
    let text = "{ \"Comment\": \"😀\",\n  \"StartAt\": \"A\", \"States\": { \"Ä\": { \"Type\": \"Succeed\" } } }";
    let analysis = analyze(text, MachineType::Standard);
    let finding = &analysis.diagnostics[0];
    let units: Vec<u16> = text.encode_utf16().collect();
    let slice =
        |from: u32, to: u32| String::from_utf16(&units[from as usize..to as usize]).unwrap();
    assert_eq!((finding.line, finding.column), (2, 14));
    assert_eq!(slice(finding.from, finding.to), "\"A\"");
    let state = &analysis.states[0];
    assert_eq!(slice(state.name_range.from, state.name_range.to), "\"Ä\"");
    assert!(slice(state.range.from, state.range.to).ends_with("\"Succeed\" }"));
}

#[test]
fn a_function_is_one_resource_however_often_it_is_called() {
    let analysis = of(json!({ "StartAt": "A", "States": {
        "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "charge:live" }, "Next": "B" },
        "B": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
               "Parameters": { "FunctionName": "charge:live", "Payload": { "token.$": "$$.Task.Token" } }, "TimeoutSeconds": 60, "Next": "C" },
        "C": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName.$": "$.name" }, "End": true } } }));
    let uses: Vec<_> = analysis
        .resources
        .iter()
        .map(|used| {
            (
                &*used.key,
                &*used.label,
                used.kind,
                used.pattern,
                used.states.len(),
            )
        })
        .collect();
    assert_eq!(
        uses,
        [
            (
                "charge:live",
                "charge",
                ResourceKind::Lambda,
                Pattern::WaitForTaskToken,
                2
            ),
            (
                "arn:aws:states:::lambda:invoke",
                "lambda:invoke",
                ResourceKind::Lambda,
                Pattern::RequestResponse,
                1
            ),
        ]
    );
}

#[test]
fn a_stub_answers_what_the_next_states_read() {
    let analysis = of(json!({ "StartAt": "Check", "States": {
        "Check": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:check", "ResultPath": "$.job", "Next": "Pause" },
        "Pause": { "Type": "Wait", "Seconds": 5, "Next": "Done?" },
        "Done?": { "Type": "Choice", "Default": "Check", "Choices": [
            { "Variable": "$.job.status", "StringEquals": "FAILED", "Next": "Broken" },
            { "And": [ { "Variable": "$.job.status", "StringEquals": "DONE" }, { "Variable": "$.job.size", "NumericGreaterThan": 4 } ], "Next": "Good" } ] },
        "Broken": { "Type": "Fail" },
        "Good": { "Type": "Succeed" } } }));
    assert_eq!(
        analysis.resources[0].template,
        "// Lambda function check. For Check.\nexport const handler = async (event, context) => {\n  return { status: \"DONE\", size: 5 };\n};\n"
    );
}

#[test]
fn a_stub_hands_on_what_its_result_replaces_and_shows_how_to_fail() {
    let analysis = of(task(json!({
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
        "Retry": [ { "ErrorEquals": ["States.Timeout", "Busy"] } ] })));
    assert_eq!(
        analysis.resources[0].template,
        "// Lambda function charge. For T.\nexport const handler = async (event, context) => {\n  // throw Object.assign(new Error(\"why\"), { name: \"Busy\" });\n  return event;\n};\n"
    );
}

#[test]
fn a_stub_of_a_service_answers_as_the_service_does() {
    let answer = |fields: Value| {
        of(task(fields)).resources[0]
            .template
            .lines()
            .find(|line| line.contains("return"))
            .unwrap()
            .trim()
            .to_owned()
    };
    assert_eq!(
        answer(
            json!({ "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": { "QueueUrl": "q", "MessageBody": "m" } })
        ),
        "return { MessageId: \"11111111-2222-3333-4444-555555555555\" };"
    );
    assert_eq!(
        answer(
            json!({ "Resource": "arn:aws:states:::states:startExecution.sync:2", "ResultSelector": { "id.$": "$.Output.orderId" } })
        ),
        "return { Status: \"SUCCEEDED\", Output: { orderId: \"orderId\" } };"
    );
}

#[test]
fn what_is_still_to_be_filled_in_is_no_error_but_cannot_run() {
    let analysis = of(
        json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": "${Pause}", "End": true } } }),
    );
    let codes: Vec<_> = analysis
        .diagnostics
        .iter()
        .map(|found| found.code)
        .collect();
    assert_eq!(codes, ["unfilled-substitution"]);
    assert!(!analysis.runnable);
}

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
fn every_name_of_nothing_in_an_expression_is_refused() {
    let refused = |expression: &str| {
        let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": { "Type": "Pass", "Output": { "v": format!("{{% {expression} %}}") }, "End": true } } });
        let answer = validated(&definition.to_string());
        let prefix = "Error UNSUPPORTED_JSONATA_EXPRESSION: Reference to ";
        let names = answer.iter().skip(1).map(|line| {
            let rest = line.strip_prefix(prefix).unwrap();
            rest.strip_suffix(" at /States/P/Output/v").unwrap()
        });
        names.collect::<Vec<_>>().join(" ")
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
        assert_eq!(refused(expression), expected.join(" "), "{expression}");
    }
    assert_eq!(refused("$$.phone"), "'$$' is not supported.");
}

/// An inline Map does nothing with its batches.
///
/// Source: public measurements on AWS.
#[test]
fn what_an_inline_map_leaves_alone_is_checked_too() {
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
            "Error SCHEMA_VALIDATION_FAILED: Parameters field is required for resource ARN: arn:aws:states:::apigateway:invoke at /States/T"
        ]
    );
}

/// Source: published definitions that run on AWS.
#[test]
fn an_integration_may_have_region_and_account() {
    let used = |resource: &str| {
        let analysis = of(task(json!({ "Resource": resource })));
        let used = &analysis.resources[0];
        (used.label.clone(), used.kind, used.pattern)
    };
    assert_eq!(
        used("arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject"),
        used("arn:aws:states:::aws-sdk:s3:getObject")
    );
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
        (codes.join(" "), answer.truncated)
    };
    let (errors, targets) = (
        "MISSING_TRANSITION_TARGET MISSING_TRANSITION_TARGET MISSING_TRANSITION_TARGET MISSING_TRANSITION_TARGET",
        "MISSING_TRANSITION_TARGET MISSING_TRANSITION_TARGET",
    );
    assert_eq!(asked(json!({})), (errors.to_owned(), false));
    assert_eq!(asked(json!({ "severity": "ERROR" })).0, errors);
    assert_eq!(
        asked(json!({ "severity": "WARNING" })).0,
        format!("{errors} NO_DOLLAR")
    );
    assert_eq!(
        asked(json!({ "maxResults": 2 })),
        (targets.to_owned(), true)
    );
    for all in [0, 4, 100] {
        assert_eq!(
            asked(json!({ "maxResults": all })),
            (errors.to_owned(), false)
        );
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
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource",
        ),
        (
            json!({ "StartAt": "C", "States": { "C": { "Type": "Choice", "Choices": [] }, "P": { "Type": "Parallel", "Branches": [], "Next": "C" } } }),
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/C/Choices, SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/P/Branches",
        ),
        // a finding that AWS has no words for here
        (
            json!({ "StartAt": "A", "States": { "A": 1 } }),
            "SCHEMA_VALIDATION_FAILED: the state `A` must be an object at /States/A",
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

#[test]
fn a_schema_error_hides_what_aws_would_check_after_it() {
    assert_eq!(
        validated(
            r#"{ "StartAt": "Z", "States": { "A": { "Type": "Task", "End": true, "Resource": "arn:aws:states:::dynamodb:query" } } }"#
        ),
        [
            "FAIL",
            "Error SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource",
        ]
    );
}

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
