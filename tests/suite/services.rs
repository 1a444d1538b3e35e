//! Services that answer without a handler.

use asl_playground::api::run_types::{Output, SessionRequest};
use asl_playground::api::session::Session;
use serde_json::{Map, Value, json};

/// Runs calls one after the other and gives the result of the last one without the SDK's metadata, or `Error: cause`
/// of the first that fails.
fn call(steps: &[(&str, Value)]) -> Value {
    let mut states = Map::new();
    for (at, (resource, parameters)) in steps.iter().enumerate() {
        let mut state = json!({
            "Type": "Task",
            "Resource": format!("arn:aws:states:::{resource}"),
            "Parameters": parameters,
        });
        match at + 1 < steps.len() {
            true => state["Next"] = json!(format!("S{}", at + 1)),
            false => state["End"] = json!(true),
        }
        states.insert(format!("S{at}"), state);
    }
    let request = SessionRequest {
        definition: json!({"StartAt": "S0", "States": states}).to_string(),
        ..SessionRequest::default()
    };
    let mut session = Session::new(&request).unwrap_or_else(|error| panic!("{}", error.message));
    loop {
        match session.poll(true, 10_000) {
            Output::Task { task } => session.task_unhandled(task.id),
            Output::Done => break,
            _ => {}
        }
    }
    let summary = session.summary(0);
    let Some(output) = summary.output else {
        let (error, cause) = (summary.error.unwrap(), summary.cause.unwrap());
        return Value::from(format!("{error}: {}", without_ids(&cause)));
    };
    let mut output: Value = serde_json::from_str(&output).unwrap();
    let members = output.as_object_mut().unwrap();
    members.shift_remove("SdkHttpMetadata");
    members.shift_remove("SdkResponseMetadata");
    output
}

/// A cause with `…` for the ids of the request.
fn without_ids(cause: &str) -> String {
    let mut parts = cause.split("Request ID: ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([';', ',', ')']).unwrap_or(0);
        text.push_str("Request ID: …");
        text.push_str(&part[end..]);
    }
    text
}

#[test]
fn sqs_gives_checksums_of_what_it_was_sent() {
    let queue = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    let send = |more: Value| {
        let mut parameters = json!({"QueueUrl": queue, "MessageBody": "hello"});
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        call(&[("sqs:sendMessage", parameters)])
    };
    let attributes = json!({
        "my_attribute_no_2": {"DataType": "String", "StringValue": "World"},
        "my_attribute_no_1": {"DataType": "String", "StringValue": "Hello"},
    });
    let binary = json!({"b": {"DataType": "Binary", "BinaryValue": "x"}});
    for (more, checksum) in [
        (json!({}), Value::Null),
        (json!({"MessageAttributes": {}}), Value::Null),
        (
            json!({"MessageAttributes": attributes}),
            json!("7a2370fb1a1bb683e7d1ed61e44ffe02"),
        ),
        (
            json!({"MessageAttributes": {"timestamp": {"DataType": "Number", "StringValue": "1493147359900"}}}),
            json!("235c5c510d26fb653d073faed50ae77c"),
        ),
        (
            json!({"MessageAttributes": binary}),
            json!("77631f475279e5492f627c2dc04fe4ff"),
        ),
    ] {
        let answer = send(more);
        assert_eq!(
            answer["MD5OfMessageBody"],
            "5d41402abc4b2a76b9719d911017c592"
        );
        assert_eq!(answer["MD5OfMessageAttributes"], checksum);
        assert_eq!(answer["SequenceNumber"], Value::Null);
    }
}

#[test]
fn sqs_takes_no_empty_message() {
    let refusal = "SQS.AmazonSQSException: The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: …; Proxy: null)";
    for body in [json!(""), Value::Null] {
        let parameters = json!({"QueueUrl": "https://queue/orders", "MessageBody": body});
        assert_eq!(call(&[("sqs:sendMessage", parameters)]), refusal);
    }
}

#[test]
fn a_fifo_queue_or_topic_wants_a_group_and_numbers_its_messages() {
    let queue = json!({"QueueUrl": "https://queue/orders.fifo", "MessageBody": "m"});
    let topic =
        json!({"TopicArn": "arn:aws:sns:us-east-1:123456789012:orders.fifo", "Message": {"a": 1}});
    for (resource, ungrouped, refusal) in [
        (
            "sqs:sendMessage",
            &queue,
            "SQS.AmazonSQSException: The request must contain the parameter MessageGroupId. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: …; Proxy: null)",
        ),
        (
            "sns:publish",
            &topic,
            "SNS.InvalidParameterException: Invalid parameter: The MessageGroupId parameter is required for FIFO topics (Service: AmazonSNS; Status Code: 400; Error Code: InvalidParameter; Request ID: …; Proxy: null)",
        ),
        (
            "aws-sdk:sns:publish",
            &topic,
            "Sns.InvalidParameterException: Invalid parameter: The MessageGroupId parameter is required for FIFO topics (Service: Sns, Status Code: 400, Request ID: …) (SDK Attempt Count: 1)",
        ),
    ] {
        assert_eq!(call(&[(resource, ungrouped.clone())]), refusal);
        let mut grouped = ungrouped.clone();
        grouped["MessageGroupId"] = json!("g");
        let first = call(&[(resource, grouped.clone())]);
        let second = call(&[(resource, grouped.clone()), (resource, grouped)]);
        let number = |answer: &Value| answer["SequenceNumber"].as_str().unwrap().to_owned();
        assert_eq!(number(&first).len(), 20);
        assert!(number(&first) < number(&second));
    }
}

#[test]
fn sns_says_what_it_cannot_publish() {
    let topic = "arn:aws:sns:us-east-1:123456789012:orders";
    for (parameters, refusal) in [
        (
            json!({"Message": "m"}),
            "Sns.InvalidParameterException: Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter (Service: Sns, Status Code: 400, Request ID: …) (SDK Attempt Count: 1)",
        ),
        (
            json!({"TopicArn": topic, "Message": ""}),
            "Sns.InvalidParameterException: Invalid parameter: Empty message (Service: Sns, Status Code: 400, Request ID: …) (SDK Attempt Count: 1)",
        ),
        (
            json!({"TopicArn": topic, "Message": null}),
            "Sns.SnsException: 1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be null (Service: Sns, Status Code: 400, Request ID: …) (SDK Attempt Count: 1)",
        ),
    ] {
        assert_eq!(call(&[("aws-sdk:sns:publish", parameters)]), refusal);
    }
}

#[test]
fn s3_answers_with_all_that_was_recorded() {
    let place = json!({"Bucket": "b", "Key": "k"});
    let with = |more: Value| {
        let mut parameters = place.clone();
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        parameters
    };
    // recorded on AWS
    assert_eq!(
        call(&[("aws-sdk:s3:putObject", with(json!({"Body": false})))]),
        json!({
            "ChecksumCRC32": "K81oMA==",
            "ChecksumType": "FULL_OBJECT",
            "ETag": "\"68934a3e9455fa72420237eb05902327\"",
            "ServerSideEncryption": "AES256",
        })
    );
    let read = |written: Value| {
        let put = ("aws-sdk:s3:putObject", with(written));
        call(&[put, ("aws-sdk:s3:getObject", place.clone())])
    };
    let object = json!({
        "AcceptRanges": "bytes",
        "ContentLength": 9,
        "ContentType": "binary/octet-stream",
        "ETag": "\"332eec544317a6d340b8e77da7fe54ad\"",
        "LastModified": "2025-01-01T00:00:00.000Z",
        "Metadata": {},
        "ServerSideEncryption": "AES256",
        "Body": "text data",
    });
    assert_eq!(read(json!({"Body": "text data"})), object);
    let described = read(json!({
        "Body": "text data",
        "ContentType": "text/plain",
        "Metadata": {"by": "me"},
    }));
    let mut wanted = object;
    wanted["ContentType"] = json!("text/plain");
    wanted["Metadata"] = json!({"by": "me"});
    assert_eq!(described, wanted);
}

#[test]
fn s3_tells_a_missing_key_from_a_missing_bucket() {
    let put = |bucket: &str| {
        let parameters = json!({"Bucket": bucket, "Key": "other", "Body": ""});
        ("aws-sdk:s3:putObject", parameters)
    };
    let get = |more: Value| {
        let mut parameters = json!({"Bucket": "b", "Key": "k"});
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        ("aws-sdk:s3:getObject", parameters)
    };
    for (steps, refusal) in [
        (
            // nothing is in the bucket, so there is none
            [put("a"), get(json!({}))],
            "S3.NoSuchBucketException: The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: …, Extended Request ID: …) (SDK Attempt Count: 1)",
        ),
        (
            [put("b"), get(json!({}))],
            "S3.NoSuchKeyException: The specified key does not exist. (Service: S3, Status Code: 404, Request ID: …, Extended Request ID: …) (SDK Attempt Count: 1)",
        ),
        (
            [put("b"), get(json!({"Range": "bytes=0-1"}))],
            "Playground.NotEmulated: The playground does not emulate getObject with Range: write a stub for this resource.",
        ),
    ] {
        assert_eq!(call(&steps), refusal);
    }
}

const TABLE: &str = "T";

fn put(item: Value, more: Value) -> (&'static str, Value) {
    request(
        "dynamodb:putItem",
        json!({"TableName": TABLE, "Item": item}),
        more,
    )
}

fn of_key(action: &'static str, key: Value, more: Value) -> (&'static str, Value) {
    request(action, json!({"TableName": TABLE, "Key": key}), more)
}

fn request(resource: &'static str, mut parameters: Value, more: Value) -> (&'static str, Value) {
    for (name, value) in more.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    (resource, parameters)
}

/// `{"id": {"S": "a"}}` of `id=a`, several with a space between.
fn item(text: &str) -> Value {
    let members = text.split(' ').filter_map(|member| member.split_once('='));
    members
        .map(|(name, value)| (name.to_owned(), json!({"S": value})))
        .collect::<Map<_, _>>()
        .into()
}

fn invalid(text: &str) -> String {
    format!(
        "DynamoDB.AmazonDynamoDBException: {text} (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: …; Proxy: null)"
    )
}

fn not_emulated(what: &str) -> String {
    format!(
        "Playground.NotEmulated: The playground does not emulate {what}: write a stub for this resource."
    )
}

const CONDITION_FAILED: &str = "DynamoDB.ConditionalCheckFailedException: The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: …; Proxy: null)";

#[test]
fn dynamodb_returns_what_return_values_asks_for() {
    let old = || put(item("id=a n=1"), json!({}));
    let all_old = json!({"ReturnValues": "ALL_OLD"});
    let update = |returned: &str| {
        let more = json!({
            "UpdateExpression": "SET n = :n, #m = :m",
            "ExpressionAttributeNames": {"#m": "m"},
            "ExpressionAttributeValues": {":n": {"S": "2"}, ":m": {"S": "3"}},
            "ReturnValues": returned,
        });
        of_key("dynamodb:updateItem", item("id=a"), more)
    };
    let delete = |more: &Value| of_key("dynamodb:deleteItem", item("id=a"), more.clone());
    for (steps, returned) in [
        (vec![put(item("id=a"), all_old.clone())], None),
        (
            vec![old(), put(item("id=a n=2"), all_old.clone())],
            Some("id=a n=1"),
        ),
        (vec![old(), put(item("id=b n=1"), all_old.clone())], None),
        (
            vec![
                old(),
                put(item("id=a n=2"), json!({"ReturnValues": "NONE"})),
            ],
            None,
        ),
        (vec![old(), delete(&all_old)], Some("id=a n=1")),
        (vec![delete(&all_old)], None),
        (vec![old(), update("NONE")], None),
        (vec![old(), update("ALL_OLD")], Some("id=a n=1")),
        (vec![old(), update("ALL_NEW")], Some("id=a n=2 m=3")),
        (vec![old(), update("UPDATED_OLD")], Some("n=1")),
        (vec![old(), update("UPDATED_NEW")], Some("n=2 m=3")),
        (vec![update("UPDATED_OLD")], None),
        (vec![update("ALL_NEW")], Some("id=a n=2 m=3")),
    ] {
        let wanted = match returned {
            Some(attributes) => json!({"Attributes": item(attributes)}),
            None => json!({}),
        };
        assert_eq!(call(&steps), wanted, "{steps:?}");
    }
    let only = invalid("ReturnValues can only be ALL_OLD or NONE");
    for returned in ["ALL_NEW", "UPDATED_OLD"] {
        let more = json!({"ReturnValues": returned});
        assert_eq!(call(&[put(item("id=a"), more.clone())]), only);
        assert_eq!(call(&[delete(&more)]), only);
    }
}

#[test]
fn dynamodb_gives_the_attributes_that_are_asked_for() {
    for (more, wanted) in [
        (json!({}), json!({"Item": item("id=a n=1 m=2")})),
        (
            json!({"ProjectionExpression": "#n, id", "ExpressionAttributeNames": {"#n": "n"}}),
            json!({"Item": item("id=a n=1")}),
        ),
        (
            json!({"AttributesToGet": ["m", "x"]}),
            json!({"Item": item("m=2")}),
        ),
        (json!({"ProjectionExpression": "x"}), json!({"Item": {}})),
        (
            json!({"ProjectionExpression": "a.b"}),
            json!(not_emulated("the ProjectionExpression a.b")),
        ),
        (
            json!({"ProjectionExpression": "#x"}),
            json!(invalid(
                "Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #x"
            )),
        ),
        (
            json!({"ReturnConsumedCapacity": "TOTAL"}),
            json!(not_emulated("getItem with ReturnConsumedCapacity")),
        ),
    ] {
        let put = put(item("id=a n=1 m=2"), json!({}));
        let get = of_key("dynamodb:getItem", item("id=a"), more.clone());
        assert_eq!(call(&[put, get]), wanted, "{more}");
    }
}

#[test]
fn dynamodb_refuses_updates_that_it_would_get_wrong() {
    for (expression, refusal) in [
        (
            "SET a.b = :v",
            not_emulated("the UpdateExpression SET a.b = :v"),
        ),
        (
            "SET a[0] = :v",
            not_emulated("the UpdateExpression SET a[0] = :v"),
        ),
        (
            "SET a = a + :v",
            not_emulated("the UpdateExpression SET a = a + :v"),
        ),
        (
            "SET a = :v REMOVE b",
            not_emulated("the UpdateExpression SET a = :v REMOVE b"),
        ),
        ("ADD a :v", not_emulated("the UpdateExpression ADD a :v")),
        (
            "SET #z = :v",
            invalid(
                "Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #z",
            ),
        ),
        (
            "SET a = :w",
            invalid(
                "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :w",
            ),
        ),
        (
            "SET id = :v",
            invalid(
                "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key",
            ),
        ),
    ] {
        let more = json!({
            "UpdateExpression": expression,
            "ExpressionAttributeValues": {":v": {"N": "1"}},
        });
        let update = of_key("dynamodb:updateItem", item("id=a"), more);
        assert_eq!(call(&[update]), refusal);
    }
}

#[test]
fn dynamodb_refuses_requests_without_what_they_need() {
    let null = |name: &str| {
        format!("Value null at '{name}' failed to satisfy constraint: Member must not be null")
    };
    let schema = "The provided key element does not match the schema";
    for (steps, refusal) in [
        (
            vec![("dynamodb:getItem", json!({"TableName": TABLE}))],
            format!("1 validation error detected: {}", null("key")),
        ),
        (
            vec![("dynamodb:getItem", json!({"Key": item("id=a")}))],
            format!("1 validation error detected: {}", null("tableName")),
        ),
        (
            vec![("dynamodb:putItem", json!({}))],
            format!(
                "2 validation errors detected: {}; {}",
                null("tableName"),
                null("item")
            ),
        ),
        (
            vec![
                of_key("dynamodb:getItem", item("id=a"), json!({})),
                of_key("dynamodb:getItem", item("pk=a"), json!({})),
            ],
            schema.to_owned(),
        ),
        (
            vec![
                of_key("dynamodb:getItem", item("id=a"), json!({})),
                put(item("n=1"), json!({})),
            ],
            "One or more parameter values were invalid: Missing the key id in the item".to_owned(),
        ),
    ] {
        assert_eq!(call(&steps), invalid(&refusal));
    }
}

#[test]
fn a_condition_is_about_the_item_with_the_same_key() {
    let unless =
        |name: &str| json!({"ConditionExpression": format!("attribute_not_exists({name})")});
    let both =
        json!({"ConditionExpression": "attribute_not_exists(pk) AND attribute_not_exists(sk)"});
    let never_there = || of_key("dynamodb:deleteItem", item("id=z"), json!({}));
    for (words, steps, is_fine) in [
        (
            "another item may have the same value of another attribute",
            vec![
                put(item("id=1 n=5"), json!({})),
                put(item("id=2 n=5"), unless("n")),
            ],
            true,
        ),
        (
            "an item with the same key has it",
            vec![
                put(item("id=1 n=5"), json!({})),
                put(item("id=1 n=6"), unless("n")),
            ],
            false,
        ),
        (
            "an item with the same key does not have it",
            vec![
                put(item("id=1"), json!({})),
                put(item("id=1 n=6"), unless("n")),
            ],
            true,
        ),
        (
            "the first condition names the key",
            vec![
                put(item("at=1 id=a"), unless("id")),
                put(item("at=2 id=a"), unless("id")),
            ],
            false,
        ),
        (
            "the first condition names both parts of the key",
            vec![
                put(item("pk=1 sk=1"), both.clone()),
                put(item("pk=1 sk=2"), both.clone()),
            ],
            true,
        ),
        (
            "both parts of the key are the same",
            vec![
                put(item("pk=1 sk=1 n=1"), both.clone()),
                put(item("pk=1 sk=1 n=2"), both),
            ],
            false,
        ),
        (
            "an earlier Key names the key",
            vec![
                never_there(),
                put(item("at=1 id=a"), json!({})),
                put(item("at=2 id=a"), unless("id")),
            ],
            false,
        ),
        (
            "a later state's Key names the key",
            vec![
                put(item("at=1 id=a"), json!({})),
                put(item("at=2 id=a"), unless("id")),
                never_there(),
            ],
            false,
        ),
    ] {
        let outcome = call(&steps);
        match is_fine {
            true => assert_eq!(outcome, json!({}), "{words}"),
            false => assert_eq!(outcome, CONDITION_FAILED, "{words}"),
        }
    }
}

#[test]
fn a_wrong_guess_of_a_key_loses_no_item() {
    // the key is taken to be `pk` alone until a request says that it has two parts; no state's text says so before
    let get = |sk: &str| {
        let key = item(&format!("pk=1 sk={sk}"));
        let parameters = json!({"TableName.$": "States.Format('{}', 'T')", "Key": key});
        ("dynamodb:getItem", parameters)
    };
    let puts = [
        put(item("pk=1 sk=1"), json!({})),
        put(item("pk=1 sk=2"), json!({})),
    ];
    for sk in ["1", "2"] {
        let [one, two] = puts.clone();
        let wanted = json!({"Item": item(&format!("pk=1 sk={sk}"))});
        assert_eq!(call(&[one, two, get(sk)]), wanted);
    }
}

#[test]
fn a_table_goes_by_its_name_or_its_arn() {
    let arn = json!({"TableName": "arn:aws:dynamodb:us-east-1:123456789012:table/T"});
    let get = of_key("dynamodb:getItem", item("id=a"), arn);
    let wanted = json!({"Item": item("id=a")});
    assert_eq!(call(&[put(item("id=a"), json!({})), get]), wanted);
}

#[test]
fn the_sdk_spells_dynamodbs_types_in_its_own_way() {
    let key = json!({"id": {"S": "1"}});
    let table = |member: &str, value: &Value| json!({"TableName": "t", member: value});
    let of_sdk = json!({"id": {"S": "1"}, "on": {"Bool": true}, "all": {"M": {"none": {"L": [{"Nul": true}, {"Ss": ["a"]}]}}}});
    let of_api = json!({"id": {"S": "1"}, "on": {"BOOL": true}, "all": {"M": {"none": {"L": [{"NULL": true}, {"SS": ["a"]}]}}}});
    let (put, get) = ("dynamodb:putItem", "dynamodb:getItem");
    let (put_by_sdk, get_by_sdk) = ("aws-sdk:dynamodb:putItem", "aws-sdk:dynamodb:getItem");
    for (put, item) in [(put, &of_api), (put_by_sdk, &of_sdk)] {
        for (get, wanted) in [(get, &of_api), (get_by_sdk, &of_sdk)] {
            let found = call(&[(put, table("Item", item)), (get, table("Key", &key))]);
            assert_eq!(found, json!({"Item": wanted}), "{put}, {get}");
        }
    }
}
