//! Map in the distributed mode: items from S3, batches, results to S3.

use asl_playground::api::run_types::{ObjectRequest, SessionRequest};
use asl_playground::api::session::Session;
use serde_json::{Value, json};

use super::driving::ended;

/// A machine of one distributed Map with these fields; each child gives its input back.
fn machine(fields: Value) -> Value {
    let mut map = json!({
        "Type": "Map",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Give back",
            "States": {"Give back": {"Type": "Pass", "End": true}},
        },
        "End": true,
    });
    for (name, value) in fields.as_object().unwrap() {
        map[name] = value.clone();
    }
    json!({"StartAt": "Each", "States": {"Each": map}})
}

/// Runs a machine with objects in the bucket `b` to its end.
fn run(definition: &Value, input: &Value, objects: &[(&str, &str)]) -> Session {
    let object = |(key, body): &(&str, &str)| ObjectRequest {
        bucket: "b".to_owned(),
        key: (*key).to_owned(),
        body: Some((*body).to_owned()),
        body_base64: None,
    };
    let request = SessionRequest {
        definition: definition.to_string(),
        input: Some(input.to_string()),
        objects: objects.iter().map(object).collect(),
        ..SessionRequest::default()
    };
    ended(&request)
}

/// The output, or `Error: cause`.
fn outcome(session: &Session) -> Value {
    let summary = session.summary(0);
    match summary.output {
        Some(output) => serde_json::from_str(&output).unwrap(),
        None => {
            let (error, cause) = (summary.error.unwrap(), summary.cause.unwrap());
            Value::from(format!("{error}: {cause}"))
        }
    }
}

#[test]
fn a_reader_gives_the_items_of_a_file() {
    let csv = json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"});
    let json = json!({"InputType": "JSON"});
    let jsonl = json!({"InputType": "JSONL"});
    for (config, body, wanted) in [
        // a byte order mark is no part of the first name
        (&csv, "\u{feff}a,b\n1,2\n", json!([{"a": "1", "b": "2"}])),
        // the guide's example
        (
            &json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b", "c"]}),
            "abc,\"commas, a mark (\"\"), and a newline (\n)\",{\"\"MyKey\"\":\"\"MyValue\"\"}\n",
            json!([{
                "a": "abc",
                "b": "commas, a mark (\"), and a newline (\n)",
                "c": r#"{"MyKey":"MyValue"}"#,
            }]),
        ),
        (
            &csv,
            "a,b\nC:\\\\dir\\\\f,x\\,y\n\\n\\\",\"\"\n",
            json!([{"a": r"C:\dir\f", "b": "x,y"}, {"a": "n\"", "b": ""}]),
        ),
        // lines may end as they do in Windows; a row may be too short, too long or empty
        (
            &csv,
            "a,b\r\n1\r\n\r\n1,2,3\r\n,\r\n'x', y\r\n",
            json!([
                {"a": "1", "b": ""},
                {"a": "1", "b": "2"},
                {"a": "", "b": ""},
                {"a": "'x'", "b": " y"},
            ]),
        ),
        (&json, "\u{feff}[1]", json!([1])),
        (
            &json!({"InputType": "JSON", "ItemsPointer": "/x"}),
            "{}",
            json!(
                "States.ItemReaderFailed: The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure."
            ),
        ),
        (
            &json!({"InputType": "JSON", "ItemsPointer": "/x"}),
            r#"{"x": {"a": 1}}"#,
            json!([{"Key": "a", "Value": 1}]),
        ),
        (
            &json,
            r#"{"x": {"a": 1}}"#,
            json!("States.ItemReaderFailed: Attempting to map over non-iterable node."),
        ),
        (
            &json,
            "",
            json!(
                "States.ItemReaderFailed: No content to map due to end-of-input\n at [Source: (String)\"\"; line: 1, column: 0]"
            ),
        ),
        (
            &jsonl,
            "1\n\n{\n",
            json!("States.ItemReaderFailed: k: EOF while parsing an object at line 3 column 1"),
        ),
    ] {
        let definition = machine(json!({"ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": config,
            "Parameters": {"Bucket": "b", "Key": "k"},
        }}));
        let session = run(&definition, &json!({}), &[("k", body)]);
        assert_eq!(outcome(&session), wanted, "{config} of {body:?}");
    }
}

#[test]
fn a_reader_tells_a_missing_key_from_a_missing_bucket() {
    for (bucket, wanted) in [
        (
            "b",
            "States.ItemReaderFailed: The specified key does not exist: s3://b/k",
        ),
        (
            "c",
            "States.ItemReaderFailed: The specified bucket does not exist: c",
        ),
    ] {
        let definition = machine(json!({"ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSON"},
            "Parameters": {"Bucket": bucket, "Key": "k"},
        }}));
        let session = run(&definition, &json!({}), &[("other", "")]);
        assert_eq!(outcome(&session), wanted);
    }
}

/// Source: measured on AWS, with a bucket that does not exist.
#[test]
fn a_reader_of_parquet_takes_no_version() {
    let definition = machine(json!({"ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "PARQUET"},
        "Parameters": {"Bucket": "none", "Key": "k", "VersionId": "1"},
    }}));
    let session = run(&definition, &json!({}), &[]);
    assert_eq!(
        outcome(&session),
        "States.ItemReaderFailed: S3 Version ID selection is not currently supported for PARQUET files"
    );
}

#[test]
fn a_manifest_is_what_manifest_type_says() {
    let inventory = json!({
        "destinationBucket": "arn:aws:s3:::b",
        "fileSchema": "Bucket, Key",
        "files": [{"key": "list.csv"}],
    });
    let objects = [
        ("inventory.json", &*inventory.to_string()),
        ("list.csv", "\"photos\",\"1.png\"\n"),
        ("athena.csv", "s3://b/one.jsonl\ns3://b/two.jsonl\n"),
        ("one.jsonl", "{\"a\":1}\n{\"a\":2}\n"),
        ("two.jsonl", "{\"a\":3}\n"),
    ];
    let rows = json!([{"Bucket": "photos", "Key": "1.png"}]);
    let lines = json!([{"a": 1}, {"a": 2}, {"a": 3}]);
    for (config, key, wanted) in [
        (
            json!({"ManifestType": "S3_INVENTORY"}),
            "inventory.json",
            &rows,
        ),
        (json!({"InputType": "MANIFEST"}), "inventory.json", &rows),
        (
            json!({"InputType": "MANIFEST", "ManifestType": "S3_INVENTORY"}),
            "inventory.json",
            &rows,
        ),
        (
            json!({"InputType": "JSONL", "ManifestType": "ATHENA_DATA"}),
            "athena.csv",
            &lines,
        ),
        (
            json!({"InputType": "MANIFEST", "ManifestType": "ATHENA_DATA"}),
            "athena.csv",
            &json!("States.ItemReaderFailed: InputType says nothing of how one.jsonl is written."),
        ),
    ] {
        let definition = machine(json!({"ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": config,
            "Parameters": {"Bucket": "b", "Key": key},
        }}));
        let session = run(&definition, &json!({}), &objects);
        assert_eq!(outcome(&session), *wanted, "{config}");
    }
}

/// The outcome with the number of children instead of what they gave.
fn children(definition: &Value, input: &Value, objects: &[(&str, &str)]) -> Value {
    let mut definition = definition.clone();
    definition["States"]["Each"]["ResultSelector"] = json!({"children.$": "States.ArrayLength($)"});
    outcome(&run(&definition, input, objects))
}

#[test]
fn a_batch_is_no_larger_than_a_payload() {
    let item = "x".repeat(100_000);
    let input = json!({"items": [item, item, item, item], "bytes": 400_000});
    for (batcher, wanted) in [
        (json!({"MaxItemsPerBatch": 10}), 2),
        (json!({"MaxInputBytesPerBatchPath": "$.bytes"}), 2),
        (json!({"MaxInputBytesPerBatch": 150_000}), 4),
        // {"Items":["x…","x…"]} to the byte
        (json!({"MaxInputBytesPerBatch": 200_017}), 2),
        (json!({"MaxInputBytesPerBatch": 200_016}), 4),
    ] {
        let reader = json!({
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON"},
                "Parameters": {"Bucket": "b", "Key": "k"},
            },
            "ItemBatcher": batcher,
        });
        let objects = [("k", &*input["items"].to_string())];
        let bytes = json!({"bytes": input["bytes"]});
        let outcome = children(&machine(reader), &bytes, &objects);
        assert_eq!(outcome, json!({"children": wanted}), "{batcher}");
    }
}

#[test]
fn an_item_that_is_too_large_alone_starts_no_child() {
    let too_large = "States.DataLimitExceeded: The state/task 'Each' provided parameters with a size exceeding the maximum number of bytes service limit.";
    let reader = json!({
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSONL"},
        "Parameters": {"Bucket": "b", "Key": "k"},
    });
    let text = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    let twice = json!({"a.$": "$$.Map.Item.Value", "b.$": "$$.Map.Item.Value"});
    for (fields, length, wanted) in [
        (json!({}), 262_144, json!({"children": 1})),
        (json!({}), 262_145, json!(too_large)),
        (json!({"ItemSelector": twice}), 150_000, json!(too_large)),
        (
            json!({"ItemBatcher": {"MaxItemsPerBatch": 2}}),
            262_144,
            json!(too_large),
        ),
    ] {
        let mut definition = machine(fields);
        definition["States"]["Each"]["ItemReader"] = reader.clone();
        let objects = [("k", &*text(length))];
        assert_eq!(children(&definition, &json!({}), &objects), wanted);
    }
    let mut definition = machine(json!({"ItemReader": reader}));
    definition["States"]["Each"]["Catch"] =
        json!([{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "Sorry"}]);
    definition["States"]["Sorry"] = json!({"Type": "Pass", "Result": "sorry", "End": true});
    let session = run(&definition, &json!({}), &[("k", &*text(300_000))]);
    assert_eq!(outcome(&session), "sorry");
}

/// Runs a Map whose results go to the bucket `out`, and gives each file there with what it holds, the id of the Map Run
/// as `RUN`. An item `"wait"` takes a minute, `"fail"` fails, any other one succeeds at once.
fn results(fields: Value, items: &Value) -> Vec<(String, Value)> {
    let mut definition = machine(fields);
    let map = &mut definition["States"]["Each"];
    map["ItemProcessor"]["StartAt"] = json!("Which");
    map["ItemProcessor"]["States"] = json!({
        "Which": {"Type": "Choice", "Default": "Done", "Choices": [
            {"Variable": "$", "StringEquals": "wait", "Next": "Rest"},
            {"Variable": "$", "StringEquals": "fail", "Next": "No"},
        ]},
        "Rest": {"Type": "Wait", "Seconds": 60, "Next": "Done"},
        "No": {"Type": "Fail", "Error": "No", "Cause": "because"},
        "Done": {"Type": "Succeed"},
    });
    map["ResultWriter"] = json!({
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "out", "Prefix": "runs/"},
    });
    map["Catch"] = json!([{"ErrorEquals": ["States.ALL"], "Next": "Look"}]);
    map["Next"] = json!("Look");
    map.as_object_mut().unwrap().shift_remove("End");
    let mut look = machine(json!({"ItemReader": {
        "Resource": "arn:aws:states:::s3:listObjectsV2",
        "Parameters": {"Bucket": "out"},
    }}));
    let look = &mut look["States"]["Each"];
    look["ItemProcessor"]["States"]["Give back"] = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
        "Parameters": {"Bucket": "out", "Key.$": "$.Key"},
        "ResultPath": "$.object",
        "End": true,
    });
    definition["States"]["Look"] = look.take();
    let files = outcome(&run(&definition, items, &[]));
    let file = |file: &Value| {
        let key = file["Key"].as_str().expect("a key");
        let run = key.split('/').nth(1).expect("the id of the Map Run");
        let body = file["object"]["Body"].as_str().expect("a body");
        let body = body.replace(run, "RUN");
        let value = serde_json::from_str(&body).expect("a file holds JSON");
        (key.replace(run, "RUN"), value)
    };
    files.as_array().expect("files").iter().map(file).collect()
}

#[test]
fn results_are_written_of_a_map_run_that_fails_too() {
    let items = json!(["one", "wait", "fail", "four", "five"]);
    let files = results(json!({"MaxConcurrency": 2}), &items);
    let records = |file: &Value| -> Vec<[Value; 3]> {
        let records = file.as_array().into_iter().flatten();
        let told = |record: &Value| ["Input", "Status", "Error"].map(|name| record[name].clone());
        records.map(told).collect()
    };
    let record = |input: &str, status: &str, error: Option<&str>| {
        [json!(format!("\"{input}\"")), json!(status), json!(error)]
    };
    let (aborted, failed) = (
        record("wait", "ABORTED", None),
        record("fail", "FAILED", Some("No")),
    );
    let pending = ["four", "five"].map(|input| record(input, "PENDING", None));
    let wanted = [
        ("FAILED_0.json", vec![aborted, failed]),
        ("PENDING_0.json", pending.into()),
        ("SUCCEEDED_0.json", vec![record("one", "SUCCEEDED", None)]),
        ("manifest.json", vec![]),
    ];
    assert_eq!(files.len(), wanted.len());
    for ((key, file), (name, expected)) in files.iter().zip(wanted) {
        assert_eq!(*key, format!("runs/RUN/{name}"));
        assert_eq!(records(file), expected, "{name}");
    }
    assert_eq!(
        files[1].1[0],
        json!({"Input": "\"four\"", "InputDetails": {"Included": true}, "Status": "PENDING"})
    );
    let listed = &files[3].1["ResultFiles"];
    for (outcome, key) in [("FAILED", 0), ("PENDING", 1), ("SUCCEEDED", 2)] {
        assert_eq!(listed[outcome][0]["Key"], files[key].0);
    }
}

#[test]
fn nothing_is_pending_when_all_children_have_ended() {
    let fields = json!({"ToleratedFailureCount": 1});
    let files = results(fields, &json!(["one", "fail"]));
    let keys: Vec<&str> = files.iter().map(|(key, _)| &**key).collect();
    assert_eq!(
        keys,
        [
            "runs/RUN/FAILED_0.json",
            "runs/RUN/SUCCEEDED_0.json",
            "runs/RUN/manifest.json"
        ]
    );
    assert_eq!(files[2].1["ResultFiles"]["PENDING"], json!([]));
}

#[test]
fn a_writer_without_a_usable_place_fails_before_the_first_child() {
    for (parameters, cause) in [
        (json!({"Bucket": ""}), "The request names no Bucket."),
        (json!({"Bucket.$": "$.five"}), "Bucket is no text: 5"),
        (
            json!({"Bucket": "out", "Prefix.$": "$.five"}),
            "Prefix is no text: 5",
        ),
    ] {
        let mut definition = machine(json!({"ItemsPath": "$.items", "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": parameters,
        }}));
        let input = json!({"five": 5, "items": [1]});
        let session = run(&definition, &input, &[]);
        let wanted = format!("States.ResultWriterFailed: {cause}");
        assert_eq!(outcome(&session), wanted);
        let rows = session.trace(0, 0, 99);
        let types: Vec<&str> = rows.iter().map(|row| &*row.row_type).collect();
        assert_eq!(
            types,
            [
                "ExecutionStarted",
                "MapStateEntered",
                "MapStateStarted",
                "MapRunStarted",
                "MapRunFailed",
                "MapStateFailed",
                "ExecutionFailed"
            ]
        );
        definition["States"]["Each"]["Catch"] =
            json!([{"ErrorEquals": ["States.ResultWriterFailed"], "Next": "Sorry"}]);
        definition["States"]["Sorry"] = json!({"Type": "Pass", "Result": "sorry", "End": true});
        assert_eq!(outcome(&run(&definition, &input, &[])), "sorry");
    }
}

/// What a Map over these items gives, of which those that are `"bad"` fail.
fn tolerating(fields: Value, items: &Value) -> Value {
    let mut definition = machine(fields);
    definition["States"]["Each"]["ItemProcessor"] = json!({
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Good?",
        "States": {
            "Good?": {
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$", "StringEquals": "bad", "Next": "Fail"},
                    {"Variable": "$.Items[0]", "IsPresent": true, "Next": "All good?"},
                ],
                "Default": "Give back",
            },
            "All good?": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.Items[0]", "StringEquals": "bad", "Next": "Fail"}],
                "Default": "Give back",
            },
            "Fail": {"Type": "Fail", "Error": "Bad", "Cause": "it was"},
            "Give back": {"Type": "Succeed"},
        },
    });
    outcome(&run(&definition, items, &[]))
}

#[test]
fn a_threshold_of_zero_is_none() {
    for (bad, items, count, percentage, fails) in [
        (1, 3, 0, 0, true),
        (1, 3, 1, 100, false),
        (3, 3, 1, 100, true),
        (3, 3, 3, 100, false),
        (1, 3, 0, 100, false),
        (1, 3, 100_000, 33, true),
        (1, 4, 100_000, 25, false),
        (1, 3, 0, 50, false),
        (3, 3, 0, 50, true),
        (3, 3, 5, 0, false),
        (2, 3, 5, 50, true),
    ] {
        let all: Vec<&str> = (0..items)
            .map(|at| if at < bad { "bad" } else { "good" })
            .collect();
        let fields = json!({
            "ToleratedFailureCount": count,
            "ToleratedFailurePercentage": percentage,
        });
        let ended = tolerating(fields, &json!(all));
        assert_eq!(
            ended.is_string(),
            fails,
            "{bad} of {items} with {count} and {percentage} %"
        );
    }
}

#[test]
fn a_tolerated_child_stands_in_the_result_with_its_error() {
    let failed = json!({"Status": "FAILED", "Error": "Bad", "Cause": "it was"});
    let tolerance = json!({"ToleratedFailurePercentage": 50});
    assert_eq!(
        tolerating(tolerance, &json!(["good", "bad"])),
        json!(["good", failed])
    );
    let batches = json!({"ToleratedFailureCount": 2, "ItemBatcher": {"MaxItemsPerBatch": 2}});
    assert_eq!(
        tolerating(batches, &json!(["bad", "good", "good"])),
        json!([failed, {"Items": ["good"]}])
    );
}

#[test]
fn the_members_of_an_object_are_items() {
    let items = json!({"b": 1, "a": {"x": 2}});
    let pairs = json!([{"Key": "b", "Value": 1}, {"Key": "a", "Value": {"x": 2}}]);
    let given = |fields: Value, input: &Value| outcome(&run(&machine(fields), input, &[]));
    assert_eq!(given(json!({}), &items), pairs);
    assert_eq!(
        given(json!({"ItemsPath": "$.of"}), &json!({"of": items})),
        pairs
    );
    assert_eq!(
        given(
            json!({"QueryLanguage": "JSONata", "Items": "{% $states.input.of %}"}),
            &json!({"of": items})
        ),
        pairs
    );
    assert_eq!(
        given(
            json!({"ItemSelector": {"is.$": "$$.Map.Item"}}),
            &json!({"b": 1})
        ),
        json!([{"is": {"Index": 0, "Key": "b", "Value": 1, "Source": "STATE_DATA"}}])
    );
}

#[test]
fn a_child_that_failed_is_told_of_whatever_the_writer_makes_of_the_others() {
    for transformation in ["COMPACT", "FLATTEN"] {
        let fields = json!({
            "ToleratedFailureCount": 1,
            "ResultWriter": {"WriterConfig": {"OutputType": "JSON", "Transformation": transformation}},
        });
        let result = tolerating(fields, &json!(["bad", "good"]));
        assert_eq!(result[0]["Status"], "FAILED", "{result}");
        assert_eq!(result[0]["Error"], "Bad", "{result}");
        assert_eq!(result[1], "good", "{result}");
    }
}

#[test]
fn a_map_run_can_start_its_express_children_anew() {
    let mut definition = machine(json!({
        "ToleratedFailureCount": 1,
        "ResultWriter": {"WriterConfig": {"OutputType": "JSON", "Transformation": "NONE"}},
    }));
    let processor = &mut definition["States"]["Each"]["ItemProcessor"];
    processor["ProcessorConfig"]["ExecutionType"] = json!("EXPRESS");
    processor["States"]["Give back"] = json!({"Type": "Fail"});
    let result = outcome(&run(&definition, &json!([1]), &[]));
    assert_eq!(result[0]["RedriveStatus"], "REDRIVABLE_BY_MAP_RUN");
    assert_eq!(result[0]["RedriveStatusReason"], Value::Null);
}

#[test]
fn a_generated_label_is_that_of_the_state_in_all_its_map_runs() {
    let mut definition = machine(json!({
        "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Again"}],
    }));
    let each = &mut definition["States"]["Each"];
    each["ItemProcessor"]["States"]["Give back"] = json!({"Type": "Fail"});
    let mut again = each.clone();
    again["ItemProcessor"]["StartAt"] = json!("Fail again");
    again["ItemProcessor"]["States"] = json!({"Fail again": {"Type": "Fail"}});
    again.as_object_mut().unwrap().shift_remove("Catch");
    definition["States"]["Again"] = again;
    let session = run(&definition, &json!([1]), &[]);
    let events: Vec<Value> = serde_json::from_str(&session.events(0, 0, 100)).unwrap();
    let arns = events
        .iter()
        .filter_map(|event| event["mapRunStartedEventDetails"]["mapRunArn"].as_str());
    let (labels, runs): (Vec<&str>, Vec<&str>) =
        arns.map(|arn| arn.rsplit_once(':').unwrap()).unzip();
    assert_eq!(labels.len(), 4);
    assert_eq!(labels[0], labels[1]);
    assert_eq!(labels[2], labels[3]);
    assert_ne!(labels[0], labels[2]);
    assert_ne!(runs[0], runs[1]);
}
