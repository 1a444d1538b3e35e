//! Express executions: how they are called, and what their context object tells of them.

use asl_playground::api::run_types::SessionRequest;
use asl_playground::api::session::Session;
use serde_json::{Value, json};

use super::driving::ended;

/// `$$.Execution` as an execution sees it.
fn look() -> Value {
    let pass = json!({"Type": "Pass", "Parameters": {"seen.$": "$$.Execution"}, "End": true});
    json!({"StartAt": "Look", "States": {"Look": pass}})
}

/// Runs a machine, with the machine `Child` beside it that is Express and looks.
fn run(definition: &Value, machine_type: &str) -> Session {
    let request = json!({
        "definition": definition.to_string(),
        "type": machine_type,
        "machines": [{"name": "Child", "definition": look().to_string(), "type": "EXPRESS"}],
    });
    let request: SessionRequest = serde_json::from_value(request).unwrap();
    ended(&request)
}

fn members(session: &Session, execution: u32) -> Vec<String> {
    let output = session.summary(execution).output.unwrap();
    let output: Value = serde_json::from_str(&output).unwrap();
    output["seen"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn only_who_waits_for_an_express_execution_leaves_its_redrives_out() {
    // recorded on AWS
    let awaited = ["Id", "Input", "Name", "RoleArn", "StartTime"];
    let started = [
        "Id",
        "Input",
        "Name",
        "RoleArn",
        "StartTime",
        "RedriveCount",
    ];
    assert_eq!(members(&run(&look(), "EXPRESS"), 0), awaited);
    let arn = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
    for (resource, wanted) in [
        ("states:startExecution", &started[..]),
        ("aws-sdk:sfn:startSyncExecution", &awaited[..]),
    ] {
        let start = json!({
            "Type": "Task",
            "Resource": format!("arn:aws:states:::{resource}"),
            "Parameters": {"StateMachineArn": arn},
            // the other one runs on its own
            "Next": "Rest",
        });
        let rest = json!({"Type": "Wait", "Seconds": 1, "End": true});
        let definition = json!({"StartAt": "Start", "States": {"Start": start, "Rest": rest}});
        assert_eq!(
            members(&run(&definition, "STANDARD"), 1),
            wanted,
            "{resource}"
        );
    }
}

#[test]
fn executions_of_one_name_are_told_apart() {
    let session = run(&look(), "EXPRESS");
    let arn = session.executions()[0].execution_arn.clone();
    let parts: Vec<&str> = arn.split(':').collect();
    assert_eq!(parts[5..7], ["express", "StateMachine"]);
    assert_eq!([parts[7].len(), parts[8].len()], [36, 36]);
    assert_ne!(parts[7], parts[8]);
}
