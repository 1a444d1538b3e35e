//! Services that answer without a handler; DynamoDB has a file of its own.

use asl_playground::api::run_types::SessionRequest;
use serde_json::{Map, Value, json};

use super::driving::ended;

/// Runs calls one after the other and gives the result of the last one without the SDK's metadata, or `Error: cause`
/// of the first that fails.
pub(crate) fn call(steps: &[(&str, Value)]) -> Value {
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
    let session = ended(&request);
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
        "LastModified": "2025-01-01T00:00:00Z",
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
