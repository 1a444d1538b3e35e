//! State machines in templates of CloudFormation and SAM.

use asl_playground::definition::deployed_machines;

/// `name type: definition` of each machine.
#[track_caller]
fn gives(template: &str, expected: &[&str]) {
    let found = deployed_machines(template);
    let shown: Vec<String> = found
        .into_iter()
        .map(|machine| {
            let kind = machine
                .machine_type
                .map_or_else(String::new, |kind| format!(" {kind:?}"));
            format!("{}{kind}: {}", machine.name, machine.definition)
        })
        .collect();
    assert_eq!(shown, expected, "{template}");
}

#[test]
fn a_definition_in_yaml_is_its_lines() {
    gives(
        "Transform: AWS::Serverless-2016-10-31
Resources:
  Charge: { Type: AWS::Serverless::Function }
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        # what begins
        StartAt: A

        States:
          A: # the only one
            Type: Task
            Resource: !GetAtt Charge.Arn
            End: true
      Role: !GetAtt Role.Arn
",
        &["Orders Express: StartAt: A

States:
  A: # the only one
    Type: Task
    Resource: !GetAtt Charge.Arn
    End: true
"],
    );
}

#[test]
fn a_definition_that_needs_its_template_is_written_anew() {
    gives(
        "Shared: &pass { Type: Pass, End: true }
Resources:
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: orders
      Definition: { StartAt: A, States: { A: *pass } }
",
        &[r#"orders: {
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "End": true
    }
  }
}"#],
    );
}

#[test]
fn a_text_is_taken_as_it_is_filled_in() {
    for property in [
        r#""{\"StartAt\":\"${A.B}\"}""#,
        r#"{ "Fn::Sub": "{\"StartAt\":\"${A.B}\"}" }"#,
        r#"{ "Fn::Sub": ["{\"StartAt\":\"${A.B}\"}", { "x": { "Ref": "X" } }] }"#,
        r#"{ "Fn::Join": ["", ["{\"StartAt\":\"", { "Fn::GetAtt": ["A", "B"] }, "\"}"]] }"#,
        r#"{ "Fn::Join": ["", ["{\"StartAt\":\"", { "Ref": "A.B" }, { "Fn::Join": ["\"", ["", "}"]] }]] }"#,
    ] {
        let template = format!(
            r#"{{ "Resources": {{ "M": {{ "Type": "AWS::StepFunctions::StateMachine", "Properties":
                {{ "StateMachineName": {{ "Fn::Sub": "${{Stage}}-m" }}, "StateMachineType": "STANDARD", "DefinitionString": {property} }} }} }} }}"#
        );
        gives(&template, &[r#"M Standard: {"StartAt":"${A.B}"}"#]);
        let template = template.replace("DefinitionString", "Definition");
        gives(&template, &[r#"M Standard: {"StartAt":"${A.B}"}"#]);
    }
    for property in [
        "!Sub |\n        {\"StartAt\":\"${A.B}\"}\n",
        "!Sub\n        - |\n          {\"StartAt\":\"${A.B}\"}\n        - x: !Ref X\n",
        "!Join [\"\", ['{\"StartAt\":\"', !GetAtt A.B, \"\\\"}\\n\"]]\n",
    ] {
        let template = format!(
            "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: {property}"
        );
        gives(&template, &["M: {\"StartAt\":\"${A.B}\"}\n"]);
        let template = template.replace("DefinitionString", "Definition");
        gives(&template, &["M: {\"StartAt\":\"${A.B}\"}\n"]);
    }
}

#[test]
fn functions_in_a_definition_in_json_are_placeholders() {
    gives(
        r#"{ "Resources": {
          "Table": { "Type": "AWS::DynamoDB::Table" },
          "M": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "Definition": { "StartAt": { "Ref": "First" }, "Timeout": 1.0 } } },
          "N": { "Type": "AWS::Serverless::StateMachine", "Properties": { "Definition": { "A": [{ "Fn::GetAtt": "F.Arn" }] }, "Name": "n" } } } }"#,
        &[
            "M: {\n  \"StartAt\": \"${First}\",\n  \"Timeout\": 1.0\n}",
            "n: {\n  \"A\": [\n    \"${F.Arn}\"\n  ]\n}",
        ],
    );
}

/// It is opened as it stands then, with what is wrong.
#[test]
fn of_a_template_that_cannot_be_read_no_part_is_taken() {
    const BEGINNING: &str = "Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A:
            Type: Pass
";
    for rest in [
        "            End: true\n           Comment: x\n",
        "\t\tEnd: true\n",
        "            End: [\n",
    ] {
        gives(&format!("{BEGINNING}{rest}"), &[]);
    }
    let json = r#"{ "Resources": { "M": { "Type": "AWS::Serverless::StateMachine", "Properties": { "Definition": { "StartAt": "A", "States": { "A": { "#;
    gives(json, &[]);
}

/// Functions and keys that a definition seldom has.
#[test]
fn the_rest_of_a_template_is_of_no_account() {
    gives(
        "AWSTemplateFormatVersion: 2010-09-09
Conditions:
  IsProd: !And [!Equals [!Ref Stage, prod], !Not [!Condition Other]]
Mappings: { Regions: { us-east-1: { 1: a } } }
Resources:
  Net:
    Type: AWS::EC2::Subnet
    Properties:
      Zone: !Select [0, !GetAZs '']
      Cidr: !Cidr [!GetAtt Vpc.CidrBlock, 6, 5]
      Size: !If [IsProd, !FindInMap [Regions, !Ref AWS::Region, 1], !Ref AWS::NoValue]
      Text: !Base64
        Fn::Sub: |
          #!/bin/sh
          echo ${Stage}
      Other: !Transform { Name: AWS::Include, Parameters: { Location: s3://b/k } }
      Import: !ImportValue
        Fn::Sub: '${Stage}-x'
      Split: !Split [',', 'a,b']
      Json: !ToJsonString { a: 1 }
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: A }
",
        &["M: {\n  \"StartAt\": \"A\"\n}"],
    );
}

#[test]
fn what_is_elsewhere_missing_or_made_of_more_is_left_out() {
    for text in [
        "",
        "{",
        "- Resources",
        r#"{ "StartAt": "A", "States": {} }"#,
        r#"{ "Resources": [] }"#,
        r#"{ "Resources": { "M": { "Type": "AWS::Serverless::StateMachine" } } }"#,
        "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n",
        r#"{ "Resources": { "M": { "Type": "AWS::Serverless::StateMachine", "Properties": { "Definition": } } } }"#,
        r#"{ "Resources": { "M": { "Type": "AWS::Serverless::StateMachine", "Properties": { "Definition": [] } } } }"#,
        r#"{ "Resources": { "M": { "Type": "AWS::Serverless::StateMachine", "Properties": { "DefinitionUri": "m.asl.json" } } } }"#,
        r#"{ "Resources": { "M": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "DefinitionString": { "Fn::Base64": "x" } } } } }"#,
        r#"{ "Resources": { "M": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "DefinitionString": { "Fn::Join": ["", [{ "Fn::ImportValue": "x" }]] } } } } }"#,
    ] {
        gives(text, &[]);
    }
}
