//! The codes of errors, each with an expression that gives it.

use asl_playground::json::Value;
use asl_playground::jsonata::Code;

use super::evaluate;

/// Every code with an expression that gives it; an empty one where nothing can: the code is JSONata's, but
/// its parser or AWS's set of functions never lets it happen.
#[rustfmt::skip]
const EXAMPLES: &[(Code, &str)] = &[
    (Code::S0101, "\"s"),
    (Code::S0102, "1e1000"),
    (Code::S0103, r#""\y""#),
    (Code::S0104, r#""\uzz""#),
    (Code::S0105, "`a"),
    (Code::S0106, "1 /* a"),
    (Code::S0201, "1 2"),
    (Code::S0202, "[1;"),
    (Code::S0203, "[1"),
    (Code::S0204, "a ! b"),
    (Code::S0205, ""),
    (Code::S0206, ""),
    (Code::S0207, "1 +"),
    (Code::S0208, "function(x){1}"),
    (Code::S0209, "(a){\"k\": 1}[0]"),
    (Code::S0210, "a{\"k\": 1}{\"k\": 1}"),
    (Code::S0211, "* + }"),
    (Code::S0212, "a := 1"),
    (Code::S0213, "a.1"),
    (Code::S0214, "a@b"),
    (Code::S0215, "a[1]@$b"),
    (Code::S0216, "a^(b)@$c"),
    (Code::S0217, "%"),
    (Code::S0301, "//"),
    (Code::S0302, "/a"),
    (Code::S0402, "function($a)<(sa<n>)>{1}"),
    (Code::S0401, "function($a)<n<s>>{1}"),
    (Code::S0500, ""),
    (Code::T0410, "$length(1)"),
    (Code::T0411, "(1).$length()"),
    (Code::T0412, "$sum(\"a\")"),
    (Code::D1001, "1/0 + 1"),
    (Code::D1002, "-\"a\""),
    (Code::T1003, "{1: 2}"),
    (Code::D1004, "$match(\"ab\", /x*/)"),
    (Code::T1005, "sum(1)"),
    (Code::T1006, "$nothing(1)"),
    (Code::T1007, "substring(?, 1)"),
    (Code::T1008, "$nothing(?)"),
    (Code::D1009, "{\"a\": 1, \"a\": 2}"),
    (Code::D1010, ""),
    (Code::T1010, "$match(\"a\", function($s){1})"),
    (Code::T2001, "\"a\" + 1"),
    (Code::T2002, "1 + \"a\""),
    (Code::T2003, "[\"a\"..1]"),
    (Code::T2004, "[1..\"a\"]"),
    (Code::D2005, ""),
    (Code::T2006, "1 ~> 2"),
    (Code::T2007, "[1, \"a\"]^($)"),
    (Code::T2008, "[true, false]^($)"),
    (Code::T2009, "1 < \"a\""),
    (Code::T2010, "true < 1"),
    (Code::T2011, "{\"a\": 1} ~> |$|1|"),
    (Code::T2012, "{\"a\": 1} ~> |$|{}, 1|"),
    (Code::T2013, "($clone := 1; {\"a\": 1} ~> |$|{}|)"),
    (Code::D2014, "[1..10000001]"),
    (Code::D3001, "$string(1/0)"),
    (Code::D3010, "$replace(\"a\", \"\", \"b\")"),
    (Code::D3011, "$replace(\"a\", \"a\", \"b\", -1)"),
    (Code::D3012, "$replace(\"a\", /a/, function($m){1})"),
    (Code::D3020, "$split(\"a\", \"b\", -1)"),
    (Code::D3030, "$number(\"a\")"),
    (Code::D3040, "$match(\"a\", /a/, -1)"),
    (Code::D3050, "$reduce([1, 2], function($a){$a})"),
    (Code::D3060, "$sqrt(-1)"),
    (Code::D3061, "$power(10, 1000)"),
    (Code::D3070, "$sort([{}, {}])"),
    (Code::D3080, "$formatNumber(1, \"0;0;0\")"),
    (Code::D3081, "$formatNumber(1, \"0.0.0\")"),
    (Code::D3082, "$formatNumber(1, \"0%%\")"),
    (Code::D3083, "$formatNumber(1, \"0‰‰\")"),
    (Code::D3084, "$formatNumber(1, \"0%‰\")"),
    (Code::D3085, "$formatNumber(1, \".e0\")"),
    (Code::D3086, "$formatNumber(1, \"0+0\")"),
    (Code::D3087, "$formatNumber(1, \"0,.0\")"),
    (Code::D3088, "$formatNumber(1, \"0,\")"),
    (Code::D3089, "$formatNumber(1, \"0,,0\")"),
    (Code::D3090, "$formatNumber(1, \"0#.0\")"),
    (Code::D3091, "$formatNumber(1, \"0.#0\")"),
    (Code::D3092, "$formatNumber(1, \"0e0%\")"),
    (Code::D3093, "$formatNumber(1, \"0e#\")"),
    (Code::D3100, "$formatBase(1, 1)"),
    (Code::D3110, "$toMillis(\"a\")"),
    (Code::D3120, ""),
    (Code::D3121, ""),
    (Code::D3130, "$formatInteger(1, \"x\")"),
    (Code::D3131, "$formatInteger(1, \"0٠\")"),
    (Code::D3132, "$fromMillis(1, \"[q]\")"),
    (Code::D3133, "$fromMillis(1, \"[YN]\")"),
    (Code::D3134, "$fromMillis(1, \"[Z00000]\")"),
    (Code::D3135, "$fromMillis(1, \"[Y\")"),
    (Code::D3136, "$toMillis(\"2018 3\", \"[Y] [D]\")"),
    (Code::D3137, "$error(\"a\")"),
    (Code::D3138, "$single([1, 2])"),
    (Code::D3139, "$single([])"),
    (Code::D3140, "$decodeUrl(\"%E0%A4%A\")"),
    (Code::D3141, "$assert(false, \"a\")"),
];

#[test]
fn every_error_has_an_expression_that_gives_it() {
    let shown: Vec<Code> = EXAMPLES.iter().map(|(code, _)| *code).collect();
    assert_eq!(Code::ALL, shown, "each code has its place in the table");
    let mut wrong = Vec::new();
    for (code, expression) in EXAMPLES
        .iter()
        .filter(|(_, expression)| !expression.is_empty())
    {
        let error = evaluate(
            expression,
            Some(&Value::empty_object()),
            Value::empty_object(),
        )
        .err();
        let found = error.as_ref().and_then(|error| error.code);
        if found != Some(*code) {
            wrong.push(format!("{expression}: wanted {code}, found {error:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
