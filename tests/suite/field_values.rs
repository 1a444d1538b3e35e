//! What fields whose value is computed take, and in which words an execution fails of what they do not take.
//!
//! A row is a state and how its execution ends: `ok` and the seconds that it took, or the error and its cause without the
//! words that name the state; the input in it is `INPUT`.

use asl_playground::api::run_types::{Output, SessionRequest};
use asl_playground::api::session::{Answerer, Clock};
use serde_json::{Value, json};

use super::driving::started;

const INPUT: &str = r#"{"n":1,"zero":0,"neg":-1,"f":1.5,"whole":2.0,"big":2147483648,"s":"str","num":"3","spaced":" 3","nul":null,"t":true,"o":{"b":1},"a":[1,2],"per":99.5,"over":100.5,"time":"2025-01-01T00:00:05Z"}"#;
const PREFIX: &str =
    "An error occurred while executing the state 'S' (entered at the event id #2). ";

/// How an execution of one state with the members `fields` ends; `never` answers no task.
fn outcome(fields: &str) -> String {
    let mut state: Value = serde_json::from_str(&format!("{{{fields}}}")).expect(fields);
    let kind = state["Type"].as_str().expect("a type").to_owned();
    if kind == "Map" {
        let mode = match fields.contains("Tolerated") || fields.contains("ItemBatcher") {
            true => json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}),
            false => json!({"Mode": "INLINE"}),
        };
        state["ItemProcessor"] = json!({
            "ProcessorConfig": mode,
            "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}},
        });
    }
    if kind == "Task" {
        state["Resource"] = json!("arn:aws:states:::lambda:invoke.waitForTaskToken");
        let request = match fields.contains("{%") {
            true => {
                json!({"Arguments": {"FunctionName": "f", "Payload": "{% $states.context.Task.Token %}"}})
            }
            false => json!({"Parameters": {"FunctionName": "f", "Payload.$": "$$.Task.Token"}}),
        };
        for (name, value) in request.as_object().expect("an object") {
            state[name] = value.clone();
        }
    }
    if !matches!(&*kind, "Fail" | "Choice") {
        state["End"] = json!(true);
    }
    let language = match fields.contains("{%") {
        true => "JSONata",
        false => "JSONPath",
    };
    let mut states = json!({"S": state});
    if kind == "Choice" {
        states["T"] = json!({"Type": "Succeed"});
    }
    let definition = json!({"QueryLanguage": language, "StartAt": "S", "States": states});
    let request = SessionRequest {
        definition: definition.to_string(),
        input: Some(INPUT.to_owned()),
        ..SessionRequest::default()
    };
    let mut session = started(&request);
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } => session.task_succeeded(task.id, "{}", Answerer::Function),
            Output::Done => break,
            Output::Cancelled { .. } => {}
            other => panic!("{fields}: {other:?}"),
        }
    }
    let summary = session.summary(0);
    match (summary.error, summary.cause) {
        (None, None) => format!("ok: {}", summary.duration_ms / 1000.0),
        (error, cause) => {
            let cause = cause.map_or_else(
                || format!("after {}", summary.duration_ms / 1000.0),
                |cause| cause.replacen(PREFIX, "", 1).replace(INPUT, "INPUT"),
            );
            format!("{}: {cause}", error.unwrap_or_default())
        }
    }
}

fn check(table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (fields, wanted) in table {
        let found = outcome(fields);
        if found != *wanted {
            wrong.push(format!("{fields}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Source: recorded on AWS for paths to what is no whole number, negative or missing, and for an expression that gives no
/// timestamp; the texts for other expressions are by analogy.
#[test]
fn a_wait_takes_whole_seconds_and_timestamps() {
    check(&[
        (r#""Type":"Wait","SecondsPath":"$.n""#, "ok: 1"),
        (r#""Type":"Wait","SecondsPath":"$.zero""#, "ok: 0"),
        (r#""Type":"Wait","SecondsPath":"$.num""#, "ok: 3"),
        (
            r#""Type":"Wait","SecondsPath":"$.spaced""#,
            "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.spaced ==  3",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.neg""#,
            "States.Runtime: The SecondsPath parameter references a negative value: $.neg == -1",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.f""#,
            "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.f == 1.5",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.whole""#,
            "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.whole == 2.0",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.s""#,
            "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.s == str",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.nul""#,
            "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.nul == null",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.o""#,
            r#"States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.o == {"b":1}"#,
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.big""#,
            "States.Runtime: Wait state delay is too long.",
        ),
        (
            r#""Type":"Wait","SecondsPath":"$.no""#,
            "States.Runtime: The SecondsPath parameter does not reference an input value: $.no",
        ),
        (r#""Type":"Wait","TimestampPath":"$.time""#, "ok: 5"),
        (
            r#""Type":"Wait","TimestampPath":"$.s""#,
            "States.Runtime: The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.s == str",
        ),
        (
            r#""Type":"Wait","TimestampPath":"$.n""#,
            "States.Runtime: The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.n == 1",
        ),
        (
            r#""Type":"Wait","TimestampPath":"$.no""#,
            "States.Runtime: The TimestampPath parameter does not reference an input value: $.no",
        ),
        (r#""Type":"Wait","Seconds":"{% 2 %}""#, "ok: 2"),
        (
            r#""Type":"Wait","Seconds":"{% $states.input.whole %}""#,
            "ok: 2",
        ),
        (
            r#""Type":"Wait","Seconds":"{% 1.5 %}""#,
            "States.QueryEvaluationError: The Seconds parameter cannot be parsed as a long value: Seconds == 1.5",
        ),
        (
            r#""Type":"Wait","Seconds":"{% -1 %}""#,
            "States.QueryEvaluationError: The Seconds parameter references a negative value: Seconds == -1",
        ),
        (
            r#""Type":"Wait","Seconds":"{% '2' %}""#,
            r#"States.QueryEvaluationError: The JSONata expression ''2'' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: "2""#,
        ),
        (
            r#""Type":"Wait","Seconds":"{% $states.input.no %}""#,
            "States.QueryEvaluationError: The JSONata expression '$states.input.no' specified for the field 'Seconds' returned nothing (undefined).",
        ),
        (
            r#""Type":"Wait","Seconds":"{% 2147483648 %}""#,
            "States.QueryEvaluationError: Wait state delay is too long.",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% $states.input.time %}""#,
            "ok: 5",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% '2025-01-01t09:00+09:00' %}""#,
            "ok: 0",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% '2025-01-01t00:00:05.000000000z' %}""#,
            "ok: 5",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% '2025-01-01 00:00:05Z' %}""#,
            "States.QueryEvaluationError: The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2025-01-01 00:00:05Z",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% 'soon' %}""#,
            "States.QueryEvaluationError: The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: soon",
        ),
        (
            r#""Type":"Wait","Timestamp":"{% 5 %}""#,
            "States.QueryEvaluationError: The JSONata expression '5' specified for the field 'Timestamp' returned an unexpected result type. Expected 'string', but was 'number' for value: 5",
        ),
    ]);
}

#[test]
fn a_task_takes_positive_seconds_and_a_role() {
    check(&[
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.n""#,
            "States.Timeout: after 1",
        ),
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.zero""#,
            "States.Runtime: The TimeoutSecondsPath parameter does not reference a positive integer: 0",
        ),
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.neg""#,
            "States.Runtime: The TimeoutSecondsPath parameter does not reference a positive integer: -1",
        ),
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.f""#,
            "States.Runtime: The TimeoutSecondsPath parameter does not reference a positive integer: 1.5",
        ),
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.num""#,
            r#"States.Runtime: The TimeoutSecondsPath parameter does not reference a positive integer: "3""#,
        ),
        (
            r#""Type":"Task","TimeoutSecondsPath":"$.no""#,
            "States.Runtime: Invalid path '$.no' : No results for path: $['no']",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"HeartbeatSecondsPath":"$.n""#,
            "States.Timeout: after 1",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"HeartbeatSecondsPath":"$.zero""#,
            "States.Runtime: The HeartbeatSecondsPath parameter does not reference a positive integer: 0",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% 3 %}","HeartbeatSeconds":"{% 2 %}""#,
            "States.Timeout: after 2",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% 3 %}""#,
            "States.Timeout: after 3",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% 0 %}""#,
            "States.Timeout: after 0",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% -1 %}""#,
            "States.QueryEvaluationError: TimeoutSeconds must be between 0 and 99999999 but was: -1",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% 100000000 %}""#,
            "States.QueryEvaluationError: TimeoutSeconds must be between 0 and 99999999 but was: 100000000",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% 1.6 %}""#,
            "States.QueryEvaluationError: The TimeoutSeconds field cannot be parsed as an integer: 1.6",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"HeartbeatSeconds":"{% 0.5 %}""#,
            "States.QueryEvaluationError: The HeartbeatSeconds field cannot be parsed as an integer: 0.5",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":"{% '3' %}""#,
            r#"States.QueryEvaluationError: The JSONata expression ''3'' specified for the field 'TimeoutSeconds' returned an unexpected result type. Expected 'number', but was 'string' for value: "3""#,
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"HeartbeatSeconds":"{% null %}""#,
            "States.QueryEvaluationError: The JSONata expression 'null' specified for the field 'HeartbeatSeconds' returned an unexpected result type. Expected 'number', but was 'null' for value: null",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"Credentials":{"RoleArn":"{% 1 %}"}"#,
            "States.QueryEvaluationError: The JSONata expression '1' specified for the field 'Credentials/RoleArn' returned an unexpected result type. Expected 'string', but was 'number' for value: 1",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"Credentials":{"RoleArn.$":"$.n"}"#,
            "States.Runtime: The RoleArn field must give a string, but gave: 1",
        ),
        (
            r#""Type":"Task","TimeoutSeconds":9,"Credentials":{"RoleArn.$":"$.no"}"#,
            "States.Runtime: The JSONPath '$.no' specified for the field 'RoleArn.$' could not be found in the input 'INPUT'",
        ),
    ]);
}

/// Source: recorded on AWS for paths to what is no integer or no percentage, and for `Items` of the wrong type.
#[test]
fn a_map_takes_whole_numbers_percentages_and_items() {
    check(&[
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.num""#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.zero""#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.f""#,
            r#"States.Runtime: The MaxConcurrencyPath field refers to value "1.5" which is not a valid integer: $.f"#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.o""#,
            r#"States.Runtime: The MaxConcurrencyPath field refers to value "{}" which is not a valid integer: $.o"#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrency":4294967296"#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.neg""#,
            "States.Runtime: The MaxConcurrency field is not a valid integer: -1",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","MaxConcurrencyPath":"$.no""#,
            "States.Runtime: Invalid path '$.no' : No results for path: $['no']",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.s""#,
            r#"States.Runtime: Reference path "$.s" must point to array."#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.no""#,
            "States.Runtime: Invalid path '$.no' : No results for path: $['no']",
        ),
        (
            r#""Type":"Map""#,
            r#"States.Runtime: Reference path "$" must point to array."#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailureCountPath":"$.zero""#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailureCountPath":"$.neg""#,
            "States.Runtime: ToleratedFailureCount cannot be negative.",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailureCountPath":"$.s""#,
            r#"States.Runtime: The ToleratedFailureCountPath field refers to value "str" which is not a valid integer: $.s"#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailurePercentagePath":"$.per""#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailurePercentagePath":"$.over""#,
            "States.Runtime: ToleratedFailurePercentage must be between 0 and 100.",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ToleratedFailurePercentagePath":"$.t""#,
            r#"States.Runtime: The ToleratedFailurePercentagePath field refers to value "true" which is not a valid float: $.t"#,
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ItemBatcher":{"MaxItemsPerBatchPath":"$.n"}"#,
            "ok: 0",
        ),
        (
            r#""Type":"Map","ItemsPath":"$.a","ItemBatcher":{"MaxItemsPerBatchPath":"$.zero"}"#,
            "States.Runtime: MaxItemsPerBatch must be positive.",
        ),
        (
            r#""Type":"Map","Items":"{% $states.input.o %}""#,
            r#"States.QueryEvaluationError: The JSONata expression '$states.input.o' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"b":1}"#,
        ),
        (
            r#""Type":"Map","Items":"{% $states.input.a %}","MaxConcurrency":"{% -1 %}""#,
            "States.QueryEvaluationError: The MaxConcurrency field is not a valid integer: -1",
        ),
        (
            r#""Type":"Map","Items":[1,"{% $states.input.no %}"]"#,
            "States.QueryEvaluationError: The JSONata expression '$states.input.no' specified for the field 'Items[1]' returned nothing (undefined).",
        ),
        (
            r#""Type":"Map","Items":"{% [1] %}","ToleratedFailureCount":"{% -1 %}""#,
            "States.QueryEvaluationError: ToleratedFailureCount cannot be negative.",
        ),
        (
            r#""Type":"Map","Items":"{% [1] %}","ToleratedFailurePercentage":"{% 101 %}""#,
            "States.QueryEvaluationError: ToleratedFailurePercentage must be between 0 and 100.",
        ),
        (
            r#""Type":"Map","MaxConcurrency":"{% 1 %}""#,
            "States.QueryEvaluationError: Map state input must be an array but was: INPUT",
        ),
    ]);
}

#[test]
fn a_fail_takes_texts_and_a_choice_a_boolean() {
    check(&[
        (
            r#""Type":"Fail","ErrorPath":"$.s","CausePath":"$.num""#,
            "str: 3",
        ),
        (
            r#""Type":"Fail","ErrorPath":"$.n""#,
            "States.Runtime: The ErrorPath field must give a string, but gave: 1",
        ),
        (
            r#""Type":"Fail","CausePath":"$.no""#,
            "States.Runtime: The JSONPath '$.no' specified for the field 'CausePath' could not be found in the input 'INPUT'",
        ),
        (
            r#""Type":"Fail","Error":"{% 'E' %}","Cause":"{% 1 %}""#,
            "States.QueryEvaluationError: The JSONata expression '1' specified for the field 'Cause' returned an unexpected result type. Expected 'string', but was 'number' for value: 1",
        ),
        (
            r#""Type":"Fail","Error":"{% 'E' & 1 %}","Cause":"{% $states.context.State.Name %}""#,
            "E1: S",
        ),
        (
            r#""Type":"Choice","Choices":[{"Condition":"{% 1 %}","Next":"T"}]"#,
            "States.QueryEvaluationError: The JSONata expression '1' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
        ),
        (
            r#""Type":"Choice","Choices":[{"Condition":false,"Next":"T"},{"Condition":"{% $states.input.no %}","Next":"T"}]"#,
            "States.QueryEvaluationError: The JSONata expression '$states.input.no' specified for the field 'Choices[1]/Condition' returned nothing (undefined).",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.no","IsNull":true,"Next":"T"}],"Default":"T""#,
            "States.Runtime: Invalid path '$.no': The choice state's condition path references an invalid value.",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.n","NumericEqualsPath":"$.no","Next":"T"}],"Default":"T""#,
            "States.Runtime: Invalid path '$.no': The choice state's condition path references an invalid value.",
        ),
        (
            r#""Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":2,"Next":"T"}]"#,
            "States.Runtime: Failed to transition out of the state. The state does not point to a next state.",
        ),
    ]);
}

/// Source: public measurements on AWS of an array, an object and booleans.
#[test]
fn what_a_path_finds_for_a_number_is_0_when_it_is_none() {
    let taken = |operator: &str, variable: &str, path: &str| {
        let rule = format!(r#"{{"Variable":"{variable}","{operator}":"{path}","Next":"T"}}"#);
        outcome(&format!(r#""Type":"Choice","Choices":[{rule}]"#)) == "ok: 0"
    };
    assert!(taken("NumericGreaterThanPath", "$.n", "$.a"));
    assert!(taken("NumericGreaterThanEqualsPath", "$.n", "$.t"));
    assert!(taken("NumericEqualsPath", "$.zero", "$.o"));
    assert!(!taken("NumericEqualsPath", "$.n", "$.o"));
    assert!(!taken("NumericLessThanPath", "$.n", "$.t"));
    // the variable has to be a number
    assert!(!taken("NumericGreaterThanEqualsPath", "$.nul", "$.n"));
    assert!(!taken("NumericGreaterThanEqualsPath", "$.o", "$.zero"));
}
