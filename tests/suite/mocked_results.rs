//! Mocked results of TestState against what the services answer.

use serde_json::{Value, json};

use super::test_state::{answer, refusal, task};

/// Source: a public report of AWS's answers: output and dates are texts in such a mock.
#[test]
fn a_mocked_result_of_a_nested_execution_is_a_description_of_it() {
    let result = |output: Value| json!({"ExecutionArn": "a", "StateMachineArn": "b", "Status": "SUCCEEDED", "StartDate": "2025-12-17T00:00:00Z", "Output": output});
    let request = |pattern: &str, result: Value, mode: &str| {
        let resource = format!("arn:aws:states:::states:startExecution.{pattern}");
        let parameters = json!({"StateMachineArn": "b", "Input": {"t.$": "$$.Task.Token"}});
        let definition = task(json!({"Resource": resource, "Parameters": parameters}));
        json!({"definition": definition, "mock": {"result": result.to_string(), "fieldValidationMode": mode}})
    };
    let refused = "Mock result schema validation error: Field 'Output' must be a string";
    let missing = "Mock result schema validation error: Required field 'ExecutionArn' is missing";
    for pattern in ["sync", "sync:2"] {
        for (result, mode, expected) in [
            (result(json!({"a": 1})), "STRICT", Some(refused)),
            (result(json!({"a": 1})), "NONE", None),
            (result(json!("{}")), "STRICT", None),
            (json!({"Output": "{}"}), "STRICT", Some(missing)),
            (json!({"Output": "{}"}), "PRESENT", None),
        ] {
            let request = request(pattern, result, mode);
            match expected {
                Some(message) => assert_eq!(refusal(request).1, message),
                None => assert_eq!(answer(request)["status"], "SUCCEEDED"),
            }
        }
    }
    // what somebody hands back with a token may be anything
    let handed = request("waitForTaskToken", json!({"Output": 1}), "STRICT");
    assert_eq!(answer(handed)["status"], "SUCCEEDED");
}

/// Source: AWS's words for other members are recorded; the types are those of the services' API references.
#[test]
fn a_mocked_result_is_of_the_types_of_its_service() {
    let error = |detail: &str| format!("Mock result schema validation error: Field {detail}");
    let sdk = |action: &str| format!("arn:aws:states:::aws-sdk:{action}");
    let put = "arn:aws:states:::dynamodb:putItem".to_owned();
    let attribute = json!({"Attributes": {"a": {"M": {"b": {"L": [{"BOOL": "true"}]}}}}});
    for (resource, result, detail) in [
        (
            sdk("s3:getObject"),
            json!({"DeleteMarker": "false"}),
            "'DeleteMarker' must be a boolean",
        ),
        (
            sdk("s3:getObject"),
            json!({"Metadata": ["a"]}),
            "'Metadata' must be an object",
        ),
        (
            sdk("s3:getObject"),
            json!({"LastModified": 1}),
            "'LastModified' must be a string",
        ),
        (
            sdk("s3:listObjectsV2"),
            json!({"IsTruncated": 0}),
            "'IsTruncated' must be a boolean",
        ),
        (
            sdk("kms:encrypt"),
            json!({"CiphertextBlob": "A".repeat(6145)}),
            "'CiphertextBlob' exceeds the maximum length",
        ),
        (
            sdk("kms:encrypt"),
            json!({"KeyId": ""}),
            "'KeyId' is smaller than the minimum length",
        ),
        (put, attribute, "'BOOL' must be a boolean"),
        (
            sdk("dynamodb:query"),
            json!({"Items": {}}),
            "'Items' must be an array",
        ),
    ] {
        let definition = task(json!({"Resource": resource, "Parameters": {}}));
        let request = json!({"definition": definition, "mock": {"result": result.to_string()}});
        assert_eq!(refusal(request).1, error(detail), "{resource}");
    }
}
