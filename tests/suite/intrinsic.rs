//! Intrinsic functions as AWS answers them: what was recorded, and what goes wrong.

use asl_playground::ambient::{Ambient, Random};
use asl_playground::intrinsic::Call;
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

const FORMAT_COUNT: &str =
    "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.";

const JSON_TO_STRING: &str =
    "Invalid arguments in States.JsonToString: only a single argument is allowed.";

const INPUT: &str = r#"{"a":[1,2,3,4,5,6,7,8,9],"o":{"Id":"x","Tags":["p",1]},"s":"text","n":1.5}"#;

/// The value of a call as JSON text; of one that fails AWS's words after those that name the call.
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
    // the first is what AWS says of a path, the second what it says of a function
    let prefixes = [
        format!("The function '{text}' had the following error: "),
        format!("There was an error while evaluating the intrinsic function: {text}. "),
    ];
    match call.evaluate(&data, &mut ambient) {
        Ok(value) => value.to_string(),
        Err(message) => {
            let words = prefixes
                .each_ref()
                .map(|prefix| message.strip_prefix(&**prefix));
            let of_function = |words: &&str| words.contains(" in States.");
            match words {
                [Some(words), None] if !of_function(&words) => words.to_owned(),
                [None, Some(words)] if of_function(&words) => words.to_owned(),
                _ => panic!("{message} begins otherwise"),
            }
        }
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
            "Invalid arguments in States.ArrayPartition",
        ),
        ("States.ArrayContains($.a, 5)", "true"),
        ("States.ArrayContains(States.Array($.o), $.o)", "true"),
        ("States.ArrayContains(States.Array(), 1)", "false"),
        ("States.ArrayContains($.a, 1.0)", "false"),
        ("States.ArrayContains(States.Array(1.0), 1.00)", "true"),
        ("States.ArrayUnique(States.Array(1, 1.0, 1))", "[1.0,1]"),
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
            "Invalid arguments in States.ArrayRange",
        ),
        (
            "States.ArrayRange(0, 4294967296, 1)",
            "Invalid arguments in States.ArrayRange",
        ),
        (
            "States.ArrayRange(1, 5, 0)",
            "Invalid arguments in States.ArrayRange",
        ),
        ("States.ArrayGetItem($.a, 5)", "6"),
        (
            "States.ArrayGetItem($.a, 9)",
            "Invalid arguments in States.ArrayGetItem",
        ),
        ("States.ArrayLength($.a)", "9"),
        (
            "States.ArrayLength($.s)",
            "Invalid arguments in States.ArrayLength",
        ),
        (
            "States.ArrayUnique(States.Array(1, 'a', 1, $.o, $.o, '1'))",
            r#"[1,"a","1",{"Id":"x","Tags":["p",1]}]"#,
        ),
    ]);
}

/// Source: public measurements on AWS, which drops what is behind the point where its guide says rounded.
#[test]
fn whole_numbers_are_asked_for_without_what_is_behind_the_point() {
    check(&[
        (
            "States.ArrayPartition(States.Array(1, 2, 3), 2.6)",
            "[[1,2],[3]]",
        ),
        (
            "States.ArrayPartition($.a, 0.6)",
            "Invalid arguments in States.ArrayPartition",
        ),
        ("States.ArrayRange(1.6, 1.4, 1)", "[1]"),
        ("States.ArrayRange(5.4, -0.6, -2.4)", "[5,3,1]"),
        ("States.ArrayGetItem($.a, 1.9)", "2"),
        ("States.MathRandom(1.9, 2.4)", "1"),
        (
            "States.MathRandom(1.4, 1.6)",
            "Invalid arguments in States.MathRandom",
        ),
    ]);
}

/// Source: measured on AWS; 806 and 1 as OpenJDK draws them too.
#[test]
fn numbers_by_a_seed_are_those_of_java() {
    check(&[
        ("States.MathRandom(1, 100, 42)", "63"),
        ("States.MathRandom(1, 1000, 1)", "106"),
        ("States.MathRandom(1, 1000, 2)", "806"),
        ("States.MathRandom(1, 10, -10)", "1"),
        ("States.MathRandom(1, 10, 0)", "7"),
        ("States.MathRandom(-5, 5, 42)", "-5"),
        ("States.MathRandom(2147483640, 2147483647, 1)", "2147483644"),
        // a width that is a power of two takes the upper bits
        ("States.MathRandom(1, 5, 42)", "3"),
        // one that is no `int` leaves out what is outside of it
        (
            "States.MathRandom(-2147483648, 2147483647, 42)",
            "-1170105035",
        ),
        (
            "States.MathRandom(1, 10, null)",
            "Invalid arguments in States.MathRandom",
        ),
    ]);
}

/// Source: measured on AWS; the last three by the place that Jackson 2.17 gives.
#[test]
fn a_text_that_is_no_json_is_refused_in_the_words_of_the_parser() {
    const PLACE: &str = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: ";
    for (text, words, column) in [
        (
            "{bad json}",
            "Unexpected character ('b' (code 98)): was expecting double-quote to start field name",
            2,
        ),
        (
            "{\"a\":1",
            "Unexpected end-of-input: expected close marker for Object (start marker at PLACE1])",
            7,
        ),
        (
            "undefined",
            "Unrecognized token 'undefined': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            10,
        ),
        (
            "[1}",
            "Unexpected close marker '}': expected ']' (for Array starting at PLACE1])",
            3,
        ),
        (
            "[-x]",
            "Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
            3,
        ),
        (
            "[01]",
            "Invalid numeric value: Leading zeroes not allowed",
            4,
        ),
    ] {
        let words = words.replace("PLACE", PLACE);
        assert_eq!(
            evaluated(&format!("States.StringToJson('{text}')")),
            format!(
                "Cannot convert String to Json in States.StringToJson, caused by: {words}\n at {PLACE}{column}]"
            ),
        );
    }
}

/// Source: measured on AWS.
#[test]
fn the_failure_of_a_function_names_the_outer_call_and_the_inner_function() {
    check(&[
        ("States.JsonToString()", JSON_TO_STRING),
        ("States.JsonToString(1, 2)", JSON_TO_STRING),
        (
            "States.ArrayLength(States.JsonToString($.a))",
            "Invalid arguments in States.ArrayLength",
        ),
    ]);
}

/// Source: public measurements on AWS.
#[test]
fn arrays_are_searched_by_what_their_elements_read_as() {
    check(&[
        (
            "States.ArrayContains(States.Array('true', '9'), true)",
            "true",
        ),
        ("States.ArrayContains(States.Array('true', '9'), 9)", "true"),
        ("States.ArrayContains(States.Array(0, 1), false)", "false"),
        (
            r#"States.ArrayContains(States.Array($.o), States.StringToJson('{"Tags":["p",1],"Id":"x"}'))"#,
            "false",
        ),
        ("States.ArrayGetItem(States.Array(), 7)", "null"),
        (
            "States.ArrayGetItem(States.Array(), -1)",
            "Invalid arguments in States.ArrayGetItem",
        ),
        (
            "States.ArrayGetItem($.a, -1)",
            "Invalid arguments in States.ArrayGetItem",
        ),
    ]);
}

/// Source: public measurements on AWS; all of them come in the order of a `HashSet` of Java.
#[test]
fn distinct_elements_come_in_the_order_of_their_hashes() {
    let unique = |json: &str| {
        evaluated(&format!(
            "States.ArrayUnique(States.StringToJson('{json}'))"
        ))
    };
    for (given, distinct) in [
        ("[1,2,3,3,3,4]", "[1,2,3,4]"),
        (r#"["a","b","a","c","b"]"#, r#"["a","b","c"]"#),
        ("[true,false,true,false]", "[false,true]"),
        ("[null,null,1,null]", "[null,1]"),
        (r#"[1,"1",1,"01"]"#, r#"[1,"1","01"]"#),
        (r#"[{"a":1,"b":2},{"b":2,"a":1}]"#, r#"[{"a":1,"b":2}]"#),
        ("[[1,2],[1,2],[2,1]]", "[[2,1],[1,2]]"),
        // places of a table: 16 of them, 32 for more than twelve elements
        ("[17,1,16,-1]", "[16,-1,17,1]"),
        (
            "[17,1,2,3,4,5,6,7,8,9,10,11,12]",
            "[1,2,3,4,5,6,7,8,9,10,11,12,17]",
        ),
        // a long, a double, a number beyond both, and a text outside of the plane; as OpenJDK orders them
        (
            r#"[0.5,4294967296,18446744073709551615,"🚀"]"#,
            r#"[0.5,4294967296,"🚀",18446744073709551615]"#,
        ),
        (
            r#"["banana","apple","cherry","über",-3.25,[{"k":1}],{"k":[]}]"#,
            r#"["banana","apple","cherry","über",[{"k":1}],-3.25,{"k":[]}]"#,
        ),
    ] {
        assert_eq!(unique(given), distinct, "{given}");
    }
}

#[test]
fn functions_on_texts_answer_as_recorded() {
    check(&[
        (
            r"States.Format('{} \{{}\} it\'s {} {}', $.s, $.n, $.o, true)",
            r#""text {1.5} it's {Id=x, Tags=[p, 1]} true""#,
        ),
        ("States.Format('{}', 1, 2)", FORMAT_COUNT),
        ("States.Format('{}{}', 1)", FORMAT_COUNT),
        ("States.Format($.n, 1)", FORMAT_COUNT),
        ("States.Format($.n)", r#""1.5""#),
        (
            "States.Format('Hello {', 1)",
            "Invalid template in States.Format: matching '}' not found for '{'.",
        ),
        (
            "States.Format('}')",
            "Invalid template in States.Format: matching '{' not found for '}'.",
        ),
        ("States.Format($.s, 1)", FORMAT_COUNT),
        (
            "States.Format(States.ArrayGetItem(States.Array('{}{}'), 0), 1)",
            FORMAT_COUNT,
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
        ("States.Base64Decode('RGF0YQ==')", r#""Data""#),
        // padding may be missing, in part too
        ("States.Base64Decode('RGF0YQ=')", r#""Data""#),
        ("States.Base64Decode('RGF0YQ')", r#""Data""#),
        ("States.Base64Decode('RGF0YR')", r#""Data""#),
        ("States.Base64Decode('RGF0')", r#""Dat""#),
        ("States.Base64Decode('RGF0Y')", r#""Dat""#),
        // what is no Base64 is passed over, and all after the padding
        ("States.Base64Decode(' RG!F0YQ== ')", r#""Data""#),
        ("States.Base64Decode('ab==cd')", r#""i""#),
        ("States.Base64Decode('_-8')", "\"\u{fffd}\u{fffd}\""),
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
        "Invalid arguments in States.Base64Encode"
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
        ("States.MathAdd(0.49999999999999994, 0)", "0"),
        ("States.MathAdd(-0.5, 0.5)", "1"),
        (
            "States.MathAdd(2147483647, 1)",
            "Invalid arguments in States.MathAdd",
        ),
        ("States.MathRandom(3, 4)", "3"),
        (
            "States.MathRandom(4, 4)",
            "Invalid arguments in States.MathRandom",
        ),
        (
            r#"States.JsonMerge($.o, States.StringToJson('{"Tags":{"k":1},"z":0}'), false)"#,
            r#"{"Id":"x","Tags":{"k":1},"z":0}"#,
        ),
        (
            "States.JsonMerge($.o, States.StringToJson('{}'), 'false')",
            r#"{"Id":"x","Tags":["p",1]}"#,
        ),
        (
            "States.JsonMerge($.o, $.o, true)",
            "Invalid arguments in States.JsonMerge",
        ),
    ]);
    assert_eq!(
        evaluated("States.MathRandom(0, 1000000, 42)"),
        evaluated("States.MathRandom(0, 1000000, 42)")
    );
    // it ignores what it is given
    for call in ["States.UUID()", "States.UUID(1, $.a)"] {
        let uuid = evaluated(call);
        assert_eq!((uuid.len(), uuid.get(15..16)), (38, Some("4")), "{uuid}");
    }
}

#[test]
fn a_path_that_finds_nothing_is_told_as_aws_tells_it() {
    let missing = |path: &str| {
        format!(
            "The JsonPath argument for the field '{path}' could not be found in the input '{INPUT}'"
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
        "Filter: [0] can only be applied to arrays. Current context is: \"text\""
    );
    assert_eq!(evaluated("States.Format('{}', $$.Name)"), r#""run""#);
    assert_eq!(evaluated("States.ArrayLength($.a[?(@.x == ')')])"), "0");
}

/// Source: public measurements on AWS, which takes the definition.
#[test]
fn a_wrong_number_of_arguments_fails_when_it_is_evaluated() {
    for (text, words, fault) in [
        (
            "States.Array(States.MathAdd(1))",
            "Invalid arguments in States.MathAdd",
            "`States.MathAdd` takes two arguments, not 1",
        ),
        (
            "States.Format()",
            "Invalid arguments in States.Format",
            "`States.Format` takes at least one argument, not 0",
        ),
        (
            "States.Format('{} {}', 1)",
            FORMAT_COUNT,
            "the number of `{}` in the template must be the number of values: 2, not 1",
        ),
    ] {
        let call = Call::parse(text).expect(text);
        assert_eq!(call.fault().as_deref(), Some(fault), "{text}");
        assert_eq!(evaluated(text), words);
    }
    for text in [
        "States.Format('{}', 1)",
        "States.Format($.s, 1)",
        "States.Format('{', 1)",
    ] {
        assert_eq!(Call::parse(text).expect(text).fault(), None, "{text}");
    }
}

#[test]
fn a_text_that_is_no_call_is_refused_with_its_place() {
    for (text, from, to) in [
        ("States.Shout(1)", 0, 12),
        ("States.uuid()", 0, 11),
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

/// A short definition can ask for more text than there is memory.
#[test]
fn arguments_are_bounded_together() {
    // an array knows its size, a text is measured wherever it stands
    let texts = Value::array(vec![Value::from("x".repeat(300_000))]);
    let input = Value::object([("s", texts)]);
    let data = Data(input);
    let mut random = Random::new(1);
    let mut ambient = Ambient {
        now: Timestamp::default(),
        random: &mut random,
    };
    let (places, values) = ("{}".repeat(1_000), ", $.s".repeat(1_000));
    let array = format!("States.Array({})", &values[2..]);
    for (call, is_given) in [
        (format!("States.Format('{places}'{values})"), false),
        (format!("States.JsonToString({array})"), false),
        (format!("States.ArrayUnique({array})"), false),
        (array, true),
    ] {
        let call = Call::parse(&call).expect("it is a call");
        assert_eq!(call.evaluate(&data, &mut ambient).is_ok(), is_given);
    }
}
