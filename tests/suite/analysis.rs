//! What the page learns of a definition before it runs: places, resources, stubs.

use asl_playground::api::analyze::analyze;
use asl_playground::api::types::{Analysis, Pattern, ResourceKind};
use asl_playground::definition::MachineType;
use serde_json::{Value, json};

fn of(definition: Value) -> Analysis {
    analyze(&definition.to_string(), MachineType::Standard)
}

pub(crate) fn task(fields: Value) -> Value {
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

/// Were each looked for in each state, this would go on for a quarter of an hour.
#[test]
fn many_variables_are_looked_for_once() {
    const STATES: usize = 4_000;
    let state = |at: usize| {
        let next = format!("S{}", at + 1);
        let assign = json!({ format!("v{at}"): at });
        (
            format!("S{at}"),
            json!({ "Type": "Pass", "Assign": assign, "Next": next }),
        )
    };
    let mut states: serde_json::Map<String, Value> = (0..STATES).map(state).collect();
    states.insert(format!("S{STATES}"), json!({ "Type": "Succeed" }));
    let analysis = of(json!({ "StartAt": "S0", "States": states }));
    assert!(analysis.diagnostics.is_empty());
}
