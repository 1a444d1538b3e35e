//! DynamoDB, which answers without a handler.

use serde_json::{Map, Value, json};

use super::services::call;

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
