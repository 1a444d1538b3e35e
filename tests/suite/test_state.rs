//! TestState: one state on its own, as AWS answers. `tests/package/test-state.test.mjs` goes through the package.

use asl_playground::api::session::RequestError;
use asl_playground::api::test_state::{TestStateRequest, TestStateResponse, test_state};
use serde_json::{Value, json};

/// Asks with the members of a request; `definition` may be JSON.
fn ask(request: Value) -> Result<TestStateResponse, RequestError> {
    let mut request = request;
    let definition = &mut request["definition"];
    if !definition.is_string() {
        *definition = definition.to_string().into();
    }
    test_state(&serde_json::from_value::<TestStateRequest>(request).unwrap())
}

/// The answer as the package gives it.
pub(super) fn answer(request: Value) -> Value {
    serde_json::to_value(ask(request).unwrap()).unwrap()
}

/// The error's code and message.
pub(super) fn refusal(request: Value) -> (String, String) {
    let error = ask(request).unwrap_err();
    (error.code.to_owned(), error.message)
}

pub(super) fn task(more: Value) -> Value {
    let mut state = json!({"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true});
    let fields = state.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    state
}

/// Source: recorded on AWS for a Map's output and for `afterResultSelector` of a Parallel; the others by analogy.
#[test]
fn a_mocked_result_keeps_its_text_while_nothing_changes_it() {
    let inner = json!({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}});
    let map = json!({"Type": "Map", "QueryLanguage": "JSONata", "Items": [1, 2], "ItemProcessor": inner, "End": true});
    let parallel =
        json!({"Type": "Parallel", "Branches": [inner], "ResultPath": "$.p", "End": true});
    let spaced = "[ {\"a\": 1.50} ]";
    for (definition, mock, field, expected) in [
        (&map, "[1, 1]", "/output", "[1, 1]"),
        (
            &parallel,
            spaced,
            "/inspectionData/afterResultSelector",
            spaced,
        ),
        // put into the input it is written anew
        (&parallel, spaced, "/output", r#"{"p":[{"a":1.5}]}"#),
        (&task(json!({})), spaced, "/inspectionData/result", spaced),
        (&task(json!({})), spaced, "/output", spaced),
        (
            &task(json!({"OutputPath": "$[0]"})),
            spaced,
            "/output",
            r#"{"a":1.5}"#,
        ),
        (
            &task(json!({"ResultSelector": {"r.$": "$"}})),
            spaced,
            "/output",
            r#"{"r":[{"a":1.5}]}"#,
        ),
        // an expression makes its own value, also when it is the result
        (
            &task(json!({"QueryLanguage": "JSONata", "Output": "{% $states.result %}"})),
            spaced,
            "/output",
            r#"[{"a":1.5}]"#,
        ),
    ] {
        let answer = answer(
            json!({"definition": definition, "mock": {"result": mock}, "inspectionLevel": "DEBUG"}),
        );
        assert_eq!(
            answer.pointer(field),
            Some(&json!(expected)),
            "{field} of {definition}"
        );
    }
}

/// Source: the first two examples of AWS's guide.
#[test]
fn the_input_keeps_its_text_while_nothing_changes_it() {
    let rule = json!({"Variable": "$.number", "NumericEquals": 2, "Next": "Equals 2"});
    let choice = json!({"Type": "Choice", "Choices": [rule], "Default": "No Match"});
    assert_eq!(
        answer(json!({"definition": choice, "input": r#"{"number": 2}"#})),
        json!({"output": r#"{"number": 2}"#, "nextState": "Equals 2", "status": "SUCCEEDED"})
    );
    let pass = json!({
        "Type": "Pass", "InputPath": "$.payload", "Parameters": {"data": 1}, "ResultPath": "$.result",
        "OutputPath": "$.result.data", "Next": "Another State",
    });
    let input = r#"{"payload": {"foo": "bar"}}"#;
    assert_eq!(
        answer(json!({"definition": pass, "input": input, "inspectionLevel": "DEBUG"})),
        json!({
            "output": "1",
            "inspectionData": {
                "input": input,
                "afterInputPath": r#"{"foo":"bar"}"#,
                "afterParameters": r#"{"data":1}"#,
                "afterResultSelector": r#"{"data":1}"#,
                "afterResultPath": r#"{"payload":{"foo":"bar"},"result":{"data":1}}"#,
            },
            "nextState": "Another State", "status": "SUCCEEDED",
        })
    );
}

/// Source: AWS's API reference.
#[test]
fn a_state_on_its_own_may_take_five_minutes() {
    let waits = |seconds: u64| {
        let definition = json!({"Type": "Wait", "Seconds": seconds, "End": true});
        answer(json!({"definition": definition}))
    };
    for seconds in [1, 300] {
        assert_eq!(
            waits(seconds),
            json!({"output": "{}", "status": "SUCCEEDED"})
        );
    }
    for seconds in [301, 99_999_999] {
        assert_eq!(
            waits(seconds),
            json!({"error": "States.Timeout", "status": "FAILED"})
        );
    }
}

#[test]
fn a_failure_of_the_interpreter_has_no_prefix_wherever_it_is_told() {
    let catch = json!([{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Cause %}", "Next": "Sorry"}]);
    let definition =
        task(json!({"QueryLanguage": "JSONata", "Arguments": "{% $none(1) %}", "Catch": catch}));
    let answer = answer(json!({"definition": definition, "mock": {"result": "1"}}));
    assert_eq!(answer["status"], "CAUGHT_ERROR");
    let cause = answer["cause"].as_str().unwrap();
    assert!(cause.starts_with("The JSONata expression"), "{cause}");
    assert_eq!(answer["output"], json!(json!(cause).to_string()));
}

/// In an execution both fail.
///
/// Source: public measurements on AWS.
#[test]
fn a_catcher_that_fails_has_caught_its_error_without_an_output() {
    let output = json!({"v": "{% $states.input.missing %}"});
    let catch = json!([{"ErrorEquals": ["States.ALL"], "Output": output, "Next": "C"}]);
    let definition = task(json!({"QueryLanguage": "JSONata", "Catch": catch}));
    let mock = json!({"errorOutput": {"error": "E", "cause": "why"}});
    assert_eq!(
        answer(json!({"definition": definition, "mock": mock})),
        json!({"error": "E", "cause": "why", "nextState": "C", "status": "CAUGHT_ERROR"})
    );
}

/// Source: AWS's API reference for the types and for the context object.
#[test]
fn a_back_off_is_told_in_whole_seconds_and_a_context_object_needs_a_mock() {
    let retry = json!([{"ErrorEquals": ["E"], "BackoffRate": 1.5}]);
    let request = json!({
        "definition": task(json!({"Retry": retry})), "mock": {"errorOutput": {"error": "E"}},
        "stateConfiguration": {"retrierRetryCount": 1}, "inspectionLevel": "DEBUG",
    });
    assert_eq!(
        answer(request)["inspectionData"]["errorDetails"],
        json!({"retryIndex": 0, "retryBackoffIntervalSeconds": 1})
    );
    let request = json!({"definition": {"Type": "Succeed"}, "context": "{}"});
    assert_eq!(
        refusal(request).1,
        "TestState does not support Context when a mock is not specified."
    );
}

/// Source: AWS words it so in all of its APIs.
#[test]
fn a_value_that_its_member_cannot_have_is_refused_first() {
    let level = "Value 'FOO' at 'inspectionLevel' failed to satisfy constraint: Member must satisfy enum value set: [INFO, DEBUG, TRACE]";
    let mode = "Value 'BAR' at 'mock.fieldValidationMode' failed to satisfy constraint: Member must satisfy enum value set: [STRICT, PRESENT, NONE]";
    let mock = json!({"result": "1", "fieldValidationMode": "BAR"});
    for (request, expected) in [
        (
            json!({"definition": "{", "inspectionLevel": "FOO"}),
            format!("1 validation error detected: {level}"),
        ),
        (
            json!({"definition": task(json!({})), "mock": mock}),
            format!("1 validation error detected: {mode}"),
        ),
        (
            json!({"definition": "{", "mock": mock, "inspectionLevel": "FOO"}),
            format!("2 validation errors detected: {level}; {mode}"),
        ),
        (
            json!({"definition": "{", "stateConfiguration": {"retrierRetryCount": -1}}),
            "1 validation error detected: Value '-1' at 'stateConfiguration.retrierRetryCount' failed to satisfy constraint: Member must have value greater than or equal to 0".to_owned(),
        ),
        (
            json!({"definition": "{", "stateName": "", "mock": {"errorOutput": {"error": "e".repeat(257)}}}),
            "2 validation errors detected: Value at 'stateName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'mock.errorOutput.error' failed to satisfy constraint: Member must have length less than or equal to 256".to_owned(),
        ),
    ] {
        assert_eq!(
            refusal(request),
            ("ValidationException".to_owned(), expected)
        );
    }
}

const SYNTAX: &str = "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ";

/// Source: the words of Jackson and of an empty text are recorded on AWS for whole machines.
#[test]
fn a_state_is_read_by_itself() {
    let schema = "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object";
    for (definition, expected) in [
        ("", schema.to_owned()),
        ("[]", schema.to_owned()),
        (
            "{\"Type\": \"Pass\", ",
            format!(
                "{SYNTAX}Unexpected end-of-input within/between Object entries\n at [Source: (String)\"{{\"Type\": \"Pass\", \"; line: 1, column: 18]"
            ),
        ),
        // what goes on after the state is no part of a machine
        (
            r#"{"Type":"Succeed"}}, "Comment":"x","States":{"StateName":{"Type":"Fail"}"#,
            format!("{SYNTAX}Unexpected character ('}}' (code 125)): expected a valid value"),
        ),
    ] {
        let (code, message) = refusal(json!({"definition": definition}));
        assert_eq!(code, "InvalidDefinition", "{definition}");
        assert!(message.starts_with(&expected), "{definition}: {message}");
        assert!(!message.contains("StartAt"), "{message}");
    }
}

#[test]
fn a_finding_has_its_place_in_the_text_of_the_state() {
    let error =
        ask(json!({"definition": r#"{"Type": "Pass", "Resul": 1, "End": true}"#})).unwrap_err();
    let [finding] = error.diagnostics.as_slice() else {
        panic!("{:?}", error.diagnostics);
    };
    assert_eq!((finding.span.start, finding.span.end), (17, 24));
}

#[test]
fn a_state_that_goes_nowhere_is_missing_just_that() {
    let (_, message) = refusal(json!({"definition": {"Type": "Pass"}}));
    assert!(message.contains("SCHEMA_VALIDATION_FAILED"), "{message}");
    assert!(message.contains("/States/StateName"), "{message}");
}

#[test]
fn no_name_of_a_state_collides() {
    let inner = json!({"StartAt": "StateName", "States": {"StateName": {"Type": "Succeed"}}});
    let map = json!({"Type": "Map", "ItemProcessor": inner, "End": true});
    for (definition, expected) in [
        (
            json!({"Type": "Pass", "Next": "StateName"}),
            json!({"output": "{}", "nextState": "StateName", "status": "SUCCEEDED"}),
        ),
        (
            json!({"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "A"}], "Default": "\"},"}),
            json!({"output": "{}", "nextState": "\"},", "status": "SUCCEEDED"}),
        ),
        (map, json!({"output": "[1]", "status": "SUCCEEDED"})),
    ] {
        let mut request = json!({"definition": definition});
        if definition["Type"] == "Map" {
            request["mock"] = json!({"result": "[1]"});
            request["input"] = json!("[0]");
        }
        assert_eq!(answer(request), expected, "{definition}");
    }
}

#[test]
fn yaml_is_read_in_both_places() {
    let machine = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: 7\n    End: true\n";
    let state = "Type: Pass\nResult: 7\nEnd: true\n";
    for request in [
        json!({"definition": state}),
        json!({"definition": machine, "stateName": "A"}),
    ] {
        assert_eq!(
            answer(request),
            json!({"output": "7", "status": "SUCCEEDED"})
        );
    }
}

/// Source: Jackson's words, as they are recorded on AWS for other texts.
#[test]
fn a_text_that_is_no_json_is_told_in_the_words_of_aws() {
    let reader = json!({"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"}});
    let inner = json!({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}});
    let definition =
        json!({"Type": "Map", "ItemReader": reader, "ItemProcessor": inner, "End": true});
    let answer = answer(
        json!({"definition": definition, "mock": {"result": "[]"}, "stateConfiguration": {"mapItemReaderData": "oops"}}),
    );
    assert_eq!(answer["error"], "States.ItemReaderFailed");
    let cause = answer["cause"].as_str().unwrap();
    assert!(
        cause.starts_with("Unrecognized token 'oops': was expecting"),
        "{cause}"
    );
}

/// Source: recorded on AWS for `States.StringToJson`; Jackson reads `-0` as a whole number everywhere.
#[test]
fn minus_zero_is_zero_where_it_is_a_whole_number() {
    let numbers = "[-0, -0.0, 1]";
    let definition = format!(r#"{{"Type": "Pass", "Result": {numbers}, "End": true}}"#);
    for request in [
        json!({"definition": definition}),
        json!({"definition": {"Type": "Succeed", "InputPath": "$.n"}, "input": format!(r#"{{"n":{numbers}}}"#)}),
    ] {
        assert_eq!(answer(request)["output"], "[0,-0.0,1]");
    }
}

/// Source: AWS's example of `TRACE`, without what its connection adds; the AWS guide for HTTP tasks for the encodings.
#[test]
fn the_level_trace_tells_of_the_request_and_response_of_an_http_task() {
    let arguments = json!({
        "Method": "GET", "ApiEndpoint": "https://httpbin.org/get", "Headers": {"definitionHeader": "h1"},
        "RequestBody": {"message": "Hello from Step Functions!"}, "QueryParameters": {"queryParam": "q1"},
    });
    let result = json!({
        "Headers": {"date": ["Tue, 21 Nov 2023 00:06:17 GMT"], "content-type": ["application/json"]},
        "ResponseBody": {"origin": "10.0.0.1"}, "StatusCode": 200, "StatusText": "OK",
    });
    let trace = |arguments: &Value, result: &Value, level: &str| {
        let definition =
            task(json!({"Resource": "arn:aws:states:::http:invoke", "Parameters": arguments}));
        let mock = json!({"result": result.to_string()});
        let request = json!({"definition": definition, "mock": mock, "inspectionLevel": level});
        answer(request)["inspectionData"].clone()
    };
    let traced = trace(&arguments, &result, "TRACE");
    assert_eq!(
        traced["request"],
        json!({
            "protocol": "https", "method": "GET", "url": "https://httpbin.org/get?queryParam=q1",
            "headers": "[definitionHeader: h1, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]",
            "body": r#"{"message":"Hello from Step Functions!"}"#,
        })
    );
    assert_eq!(
        traced["response"],
        json!({
            "protocol": "https", "statusCode": "200", "statusMessage": "OK",
            "headers": "[date: Tue, 21 Nov 2023 00:06:17 GMT, content-type: application/json]",
            "body": r#"{"origin":"10.0.0.1"}"#,
        })
    );
    assert_eq!(trace(&arguments, &result, "DEBUG").get("request"), None);
    // a failure has an answer too, and a member that the mock leaves out is not known
    let failed = trace(&arguments, &json!({"StatusCode": 404}), "TRACE");
    assert_eq!(
        failed["response"],
        json!({"protocol": "https", "statusCode": "404"})
    );
    // no request is made
    let refused =
        json!({"Method": "GET", "ApiEndpoint": "https://a.org", "Headers": {"Host": "b.org"}});
    assert_eq!(trace(&refused, &result, "TRACE").get("request"), None);

    for (query, expected) in [
        (json!("a=1&b=2"), json!("https://a.org/?x=y&a=1&b=2")),
        (
            json!({"name": "é & ü", "ids": [1, 2]}),
            json!("https://a.org/?x=y&name=%C3%A9%20%26%20%C3%BC&ids=1&ids=2"),
        ),
        // nobody has documented it
        (json!([{"a": 1}]), Value::Null),
    ] {
        let arguments =
            json!({"Method": "GET", "ApiEndpoint": "https://a.org/?x=y", "QueryParameters": query});
        assert_eq!(
            trace(&arguments, &result, "TRACE")["request"]["url"],
            expected
        );
    }
    let body = json!({"description": "Monthly subscription", "metadata": {"order_details": true}, "array": ["a", "b"], "n": null});
    let rest = "description=Monthly%20subscription&metadata%5Border_details%5D=true";
    for (transform, expected) in [
        (json!({}), body.to_string()),
        (json!({"RequestBodyEncoding": "NONE"}), body.to_string()),
        (
            json!({"RequestBodyEncoding": "URL_ENCODED"}),
            format!("{rest}&array%5B0%5D=a&array%5B1%5D=b&n="),
        ),
        (
            encoded_as("INDICES"),
            format!("{rest}&array%5B0%5D=a&array%5B1%5D=b&n="),
        ),
        (encoded_as("REPEAT"), format!("{rest}&array=a&array=b&n=")),
        (encoded_as("COMMAS"), format!("{rest}&array=a%2Cb&n=")),
        (
            encoded_as("BRACKETS"),
            format!("{rest}&array%5B%5D=a&array%5B%5D=b&n="),
        ),
    ] {
        let arguments = json!({"Method": "POST", "ApiEndpoint": "https://a.org", "RequestBody": body, "Transform": transform});
        assert_eq!(
            trace(&arguments, &result, "TRACE")["request"]["body"],
            json!(expected),
            "{transform}"
        );
    }
}

fn encoded_as(format: &str) -> Value {
    json!({"RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": {"ArrayFormat": format}})
}
