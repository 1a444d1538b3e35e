//! Intrinsic functions as AWS answers them: what was recorded, and what goes wrong.

use asl_playground::ambient::{Ambient, Random};
use asl_playground::intrinsic::{Call, IntrinsicError};
use asl_playground::json::{self, Value};
use asl_playground::jsonpath::Scope;
use asl_playground::time::Timestamp;

struct Data(Value);

impl Scope for Data {
    fn input(&self) -> &Value {
        &self.0
    }

    fn context(&self) -> Value {
        Value::object([("Name", Value::from("run"))])
    }

    fn variable(&self, name: &str) -> Option<Value> {
        (name == "v").then(|| Value::from(7))
    }
}

const INPUT: &str = r#"{"a":[1,2,3,4,5,6,7,8,9],"o":{"Id":"x","Tags":["p",1]},"s":"text","n":1.5}"#;

/// The value of a call as JSON text; `Runtime: …` or `Failure: …` for one that fails, without the words around it.
fn evaluated(text: &str) -> String {
    let data = Data(json::parse(INPUT).expect("the input is JSON"));
    let mut random = Random::new(1);
    let mut ambient = Ambient {
        now: Timestamp::default(),
        random: &mut random,
    };
    let call = match Call::parse(text) {
        Ok(call) => call,
        Err(error) => return format!("syntax: {}", error.message),
    };
    let around = format!("The function '{text}' had the following error: ");
    let inner = |kind: &str, message: &str| {
        let inner = message.strip_prefix(&around);
        let inner = inner.unwrap_or_else(|| panic!("{message} begins otherwise"));
        format!("{kind}: {inner}")
    };
    match call.evaluate(&data, &mut ambient) {
        Ok(value) => value.to_string(),
        Err(IntrinsicError::Runtime(message)) => inner("Runtime", &message),
        Err(IntrinsicError::Failure(message)) => inner("Failure", &message),
    }
}

fn check(table: &[(&str, &str)]) {
    for (call, wanted) in table {
        assert_eq!(evaluated(call), *wanted, "{call}");
    }
}

#[test]
fn functions_on_arrays_answer_as_recorded() {
    check(&[
        ("States.Array()", "[]"),
        (
            "States.Array($.s, 'b', 1.0, null, States.Array($v))",
            r#"["text","b",1.0,null,[7]]"#,
        ),
        ("States.ArrayPartition($.a, 4)", "[[1,2,3,4],[5,6,7,8],[9]]"),
        ("States.ArrayPartition(States.Array(), 4)", "[]"),
        (
            "States.ArrayPartition($.a, 0)",
            "Failure: the second argument must be at least 1",
        ),
        ("States.ArrayContains($.a, 5)", "true"),
        ("States.ArrayContains(States.Array($.o), $.o)", "true"),
        ("States.ArrayContains(States.Array(), 1)", "false"),
        ("States.ArrayContains($.a, 1.0)", "false"),
        ("States.ArrayContains(States.Array(1.0), 1.00)", "true"),
        ("States.ArrayUnique(States.Array(1, 1.0, 1))", "[1,1.0]"),
        ("States.ArrayRange(0, 9, 3)", "[0,3,6,9]"),
        ("States.ArrayRange(0, 10, 3)", "[0,3,6,9]"),
        ("States.ArrayRange(1, 9, 9)", "[1]"),
        ("States.ArrayRange(10, 0, -3)", "[10,7,4,1]"),
        ("States.ArrayRange(9, 0, -3)", "[9,6,3,0]"),
        ("States.ArrayRange(-5, 5, 4)", "[-5,-1,3]"),
        ("States.ArrayRange(1, 5, -1)", "[]"),
        ("States.ArrayRange(3, 3, 1)", "[3]"),
        (
            "States.ArrayRange(1, 1001, 1)",
            "Failure: the array would have more than 1000 elements",
        ),
        (
            "States.ArrayRange(1, 5, 0)",
            "Failure: the third argument must not be 0",
        ),
        ("States.ArrayGetItem($.a, 5)", "6"),
        (
            "States.ArrayGetItem($.a, 9)",
            "Failure: the index 9 is out of range for an array of 9 elements",
        ),
        ("States.ArrayLength($.a)", "9"),
        (
            "States.ArrayLength($.s)",
            "Failure: the first argument must be an array, but is: \"text\"",
        ),
        (
            "States.ArrayUnique(States.Array(1, 'a', 1, $.o, $.o, '1'))",
            r#"[1,"a",{"Id":"x","Tags":["p",1]},"1"]"#,
        ),
    ]);
}

#[test]
fn functions_on_texts_answer_as_recorded() {
    check(&[
        (
            r"States.Format('{} \{{}\} it\'s {} {}', $.s, $.n, $.o, true)",
            r#""text {1.5} it's {Id=x, Tags=[p, 1]} true""#,
        ),
        (
            "States.Format('{}', 1, 2)",
            "syntax: the number of `{}` in the template must be the number of values: 1, not 2",
        ),
        (
            "States.Format('{}{}', 1)",
            "syntax: the number of `{}` in the template must be the number of values: 2, not 1",
        ),
        (
            "States.Format($.s, 1)",
            "Failure: the number of `{}` in the template must be the number of values",
        ),
        (
            "States.Format(States.ArrayGetItem(States.Array('{}{}'), 0), 1)",
            "Failure: the number of `{}` in the template must be the number of values",
        ),
        (r#"States.StringToJson('{"a": [1.0]}')"#, r#"{"a":[1.0]}"#),
        ("States.StringToJson('')", "null"),
        ("States.StringToJson(' ')", "null"),
        ("States.StringToJson('-0')", "0"),
        (
            "States.StringToJson('[-0, -0.0, -0e1, \"-0, \"]')",
            "[0,-0.0,-0.0,\"-0, \"]",
        ),
        (
            "States.JsonToString($.o)",
            r#""{\"Id\":\"x\",\"Tags\":[\"p\",1]}""#,
        ),
        ("States.StringSplit(',,,,', ',')", "[]"),
        ("States.StringSplit(', , ,', ',')", r#"[" "," "]"#),
        (
            "States.StringSplit('This.is+a,test=string', '.+,=')",
            r#"["This","is","a","test","string"]"#,
        ),
        (
            "States.Base64Encode('Data to encode')",
            r#""RGF0YSB0byBlbmNvZGU=""#,
        ),
        (
            "States.Base64Decode('RGF0YSB0byBlbmNvZGU=')",
            r#""Data to encode""#,
        ),
        ("States.Base64Encode('')", r#""""#),
        // padding may be missing, but not in part
        ("States.Base64Decode('RGF0YQ==')", r#""Data""#),
        ("States.Base64Decode('RGF0YQ')", r#""Data""#),
        ("States.Base64Decode('RGF0YR')", r#""Data""#),
        ("States.Base64Decode('RGF0')", r#""Dat""#),
        (
            "States.Base64Decode('RGF0YQ=')",
            "Failure: the argument is no Base64",
        ),
        (
            "States.Base64Decode('RGF0Y')",
            "Failure: the argument is no Base64",
        ),
        (
            "States.Hash('input data', 'MD5')",
            r#""812f45842bc6d66ee14572ce20db8e86""#,
        ),
        (
            "States.Hash('input data', 'SHA-1')",
            r#""aaff4a450a104cd177d28d18d74485e8cae074b7""#,
        ),
        (
            "States.Hash('input data', 'SHA-256')",
            r#""b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3""#,
        ),
    ]);
    assert_eq!(evaluated("States.Hash('', 'SHA-384')").len(), 2 + 96);
    assert_eq!(evaluated("States.Hash('', 'SHA-512')").len(), 2 + 128);
    let long = "x".repeat(10_001);
    assert_eq!(
        evaluated(&format!("States.Base64Encode('{long}')")),
        "Failure: the first argument has more than 10000 characters"
    );
}

#[test]
fn functions_on_numbers_and_objects_answer_as_recorded() {
    check(&[
        ("States.MathAdd(1.49, 1.5)", "3"),
        ("States.MathAdd(1.5, 1.51)", "4"),
        ("States.MathAdd(-1.5, 0)", "-1"),
        ("States.MathAdd(-1.51, 0)", "-2"),
        ("States.MathAdd(-1.5, -1.51)", "-3"),
        ("States.MathAdd(-1.49, 0)", "-1"),
        (
            "States.MathAdd(2147483647, 1)",
            "Failure: the sum 2147483648 is out of range",
        ),
        ("States.MathRandom(3, 4)", "3"),
        (
            "States.MathRandom(4, 4)",
            "Failure: the first argument must be less than the second",
        ),
        (
            r#"States.JsonMerge($.o, States.StringToJson('{"Tags":{"k":1},"z":0}'), false)"#,
            r#"{"Id":"x","Tags":{"k":1},"z":0}"#,
        ),
        (
            "States.JsonMerge($.o, $.o, true)",
            "Failure: the third argument must be false: deep merging is not supported",
        ),
    ]);
    assert_eq!(
        evaluated("States.MathRandom(0, 1000000, 42)"),
        evaluated("States.MathRandom(0, 1000000, 42)")
    );
    let uuid = evaluated("States.UUID()");
    assert_eq!((uuid.len(), uuid.get(15..16)), (38, Some("4")), "{uuid}");
}

#[test]
fn a_path_that_finds_nothing_is_told_as_aws_tells_it() {
    let missing = |path: &str| {
        format!(
            "Runtime: The JsonPath argument for the field '{path}' could not be found in the input '{INPUT}'"
        )
    };
    assert_eq!(evaluated("States.Format('{}', $.no)"), missing("$.no"));
    assert_eq!(
        evaluated("States.Array(States.Array($$.No))"),
        missing("$.No")
    );
    assert_eq!(evaluated("States.Array($.a[9])"), missing("$.a[9]"));
    assert_eq!(
        evaluated("States.Array($.s[0])"),
        "Runtime: Filter: [0] can only be applied to arrays. Current context is: \"text\""
    );
    assert_eq!(evaluated("States.Format('{}', $$.Name)"), r#""run""#);
    assert_eq!(evaluated("States.ArrayLength($.a[?(@.x == ')')])"), "0");
}

#[test]
fn a_text_that_is_no_call_is_refused_with_its_place() {
    for (text, from, to) in [
        ("States.Shout(1)", 0, 12),
        ("States.uuid()", 0, 11),
        ("States.UUID(1)", 0, 14),
        ("States.MathAdd(1)", 0, 17),
        ("States.Array('a)", 13, 16),
        ("States.Array(a)", 13, 15),
        ("States.Array(1,)", 15, 16),
        (r#"States.Array('\"')"#, 14, 18),
        ("States.UUID() + 1", 13, 17),
        ("States.Array($.)", 15, 15),
    ] {
        let error = Call::parse(text).expect_err(text);
        assert_eq!(
            (error.from, error.to),
            (from, to),
            "{text}: {}",
            error.message
        );
    }
    let nested = |depth| "States.Array(".repeat(depth) + &")".repeat(depth);
    assert!(Call::parse(&nested(10)).is_ok());
    assert!(Call::parse(&nested(11)).is_err());
    assert!(Call::parse(&nested(100_000)).is_err());
}
