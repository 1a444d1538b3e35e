//! Every message of the catalogue.

use asl_playground::json::Value;
use asl_playground::jsonata::CATALOGUE;

use super::evaluate;

/// Every code of the catalogue with an expression that gives it; an empty one where nothing can: the code is JSONata's, but
/// its parser or AWS's set of functions never lets it happen.
#[rustfmt::skip]
const EXAMPLES: &[(&str, &str)] = &[
    ("S0101", "\"s"),
    ("S0102", "1e1000"),
    ("S0103", r#""\y""#),
    ("S0104", r#""\uzz""#),
    ("S0105", "`a"),
    ("S0106", "1 /* a"),
    ("S0201", "1 2"),
    ("S0202", "[1;"),
    ("S0203", "[1"),
    ("S0204", "a ! b"),
    ("S0205", ""),
    ("S0206", ""),
    ("S0207", "1 +"),
    ("S0208", "function(x){1}"),
    ("S0209", "(a){\"k\": 1}[0]"),
    ("S0210", "a{\"k\": 1}{\"k\": 1}"),
    ("S0211", "* + }"),
    ("S0212", "a := 1"),
    ("S0213", "a.1"),
    ("S0214", "a@b"),
    ("S0215", "a[1]@$b"),
    ("S0216", "a^(b)@$c"),
    ("S0217", "%"),
    ("S0301", "//"),
    ("S0302", "/a"),
    ("S0402", "function($a)<(sa<n>)>{1}"),
    ("S0401", "function($a)<n<s>>{1}"),
    ("S0500", ""),
    ("T0410", "$length(1)"),
    ("T0411", "(1).$length()"),
    ("T0412", "$sum(\"a\")"),
    ("D1001", "1/0 + 1"),
    ("D1002", "-\"a\""),
    ("T1003", "{1: 2}"),
    ("D1004", "$match(\"ab\", /x*/)"),
    ("T1005", "sum(1)"),
    ("T1006", "$nothing(1)"),
    ("T1007", "substring(?, 1)"),
    ("T1008", "$nothing(?)"),
    ("D1009", "{\"a\": 1, \"a\": 2}"),
    ("D1010", ""),
    ("T1010", "$match(\"a\", function($s){1})"),
    ("T2001", "\"a\" + 1"),
    ("T2002", "1 + \"a\""),
    ("T2003", "[\"a\"..1]"),
    ("T2004", "[1..\"a\"]"),
    ("D2005", ""),
    ("T2006", "1 ~> 2"),
    ("T2007", "[1, \"a\"]^($)"),
    ("T2008", "[true, false]^($)"),
    ("T2009", "1 < \"a\""),
    ("T2010", "true < 1"),
    ("T2011", "{\"a\": 1} ~> |$|1|"),
    ("T2012", "{\"a\": 1} ~> |$|{}, 1|"),
    ("T2013", "($clone := 1; {\"a\": 1} ~> |$|{}|)"),
    ("D2014", "[1..10000001]"),
    ("D3001", "$string(1/0)"),
    ("D3010", "$replace(\"a\", \"\", \"b\")"),
    ("D3011", "$replace(\"a\", \"a\", \"b\", -1)"),
    ("D3012", "$replace(\"a\", /a/, function($m){1})"),
    ("D3020", "$split(\"a\", \"b\", -1)"),
    ("D3030", "$number(\"a\")"),
    ("D3040", "$match(\"a\", /a/, -1)"),
    ("D3050", "$reduce([1, 2], function($a){$a})"),
    ("D3060", "$sqrt(-1)"),
    ("D3061", "$power(10, 1000)"),
    ("D3070", "$sort([{}, {}])"),
    ("D3080", "$formatNumber(1, \"0;0;0\")"),
    ("D3081", "$formatNumber(1, \"0.0.0\")"),
    ("D3082", "$formatNumber(1, \"0%%\")"),
    ("D3083", "$formatNumber(1, \"0‰‰\")"),
    ("D3084", "$formatNumber(1, \"0%‰\")"),
    ("D3085", "$formatNumber(1, \".e0\")"),
    ("D3086", "$formatNumber(1, \"0+0\")"),
    ("D3087", "$formatNumber(1, \"0,.0\")"),
    ("D3088", "$formatNumber(1, \"0,\")"),
    ("D3089", "$formatNumber(1, \"0,,0\")"),
    ("D3090", "$formatNumber(1, \"0#.0\")"),
    ("D3091", "$formatNumber(1, \"0.#0\")"),
    ("D3092", "$formatNumber(1, \"0e0%\")"),
    ("D3093", "$formatNumber(1, \"0e#\")"),
    ("D3100", "$formatBase(1, 1)"),
    ("D3110", "$toMillis(\"a\")"),
    ("D3120", ""),
    ("D3121", ""),
    ("D3130", "$formatInteger(1, \"x\")"),
    ("D3131", "$formatInteger(1, \"0٠\")"),
    ("D3132", "$fromMillis(1, \"[q]\")"),
    ("D3133", "$fromMillis(1, \"[YN]\")"),
    ("D3134", "$fromMillis(1, \"[Z00000]\")"),
    ("D3135", "$fromMillis(1, \"[Y\")"),
    ("D3136", "$toMillis(\"2018 3\", \"[Y] [D]\")"),
    ("D3137", "$error(\"a\")"),
    ("D3138", "$single([1, 2])"),
    ("D3139", "$single([])"),
    ("D3140", "$decodeUrl(\"%E0%A4%A\")"),
    ("D3141", "$assert(false, \"a\")"),
];

#[test]
fn every_error_has_an_expression_that_gives_it() {
    let codes = |table: &[(&'static str, &str)]| table.iter().map(|(code, _)| *code).collect();
    let (known, shown): (Vec<&str>, Vec<&str>) = (codes(CATALOGUE), codes(EXAMPLES));
    assert_eq!(known, shown, "each code has its place in the table");
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
        if found != Some(code) {
            wrong.push(format!("{expression}: wanted {code}, found {error:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
