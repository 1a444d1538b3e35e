//! Corners of JSONata 2.0.6, found by comparing random expressions with it. Each answer is its.

use asl_playground::json::Value;

use super::{evaluate, shown};

#[test]
fn functions_are_called_as_jsonata_calls_them() {
    const SIGNATURE: &str = "does not match function signature";
    for (expression, input, wanted) in [
        // a call at the end of a function is made when the function is over: what stands behind it sees the call itself
        ("(function($x){ ($sort($x))[0] })([3,1,2])", "{}", "[1,2,3]"),
        (
            "(function($x){ ($x ? $sort($x))[1] })([3,1,2])",
            "{}",
            "undefined",
        ),
        ("(function($x){ $sort($x)[0] })([3,1,2])", "{}", "1"),
        (
            "(function($x){ $sort($x){'a': $} })([3,1,2])",
            "{}",
            "[1,2,3]",
        ),
        (
            "(function($x){ ($sort($x)){'a': 1} })([3,1,2])",
            "{}",
            r#"{"a":1}"#,
        ),
        (
            "(function($x){ $filter($x, function($v){ $v = 1 })[] })([3,1])",
            "{}",
            "1",
        ),
        // its context is that of the call which began it
        (
            "($f := function(){ $length() }; a.$f())",
            r#"{"a":"abc"}"#,
            "3",
        ),
        // what `~>` calls has no context, and what a chain calls has one argument
        (
            "'x' ~> $substringBefore",
            "{}",
            "T0411: Context value is not a compatible type with argument 1 of function undefined",
        ),
        (
            "($sum ~> $length)([1])",
            "{}",
            &*format!("T0410: Argument 1 of function \"g\" {SIGNATURE}"),
        ),
        // some arguments make a function without a signature, with as many parameters as are left of those declared
        ("$substring(?, 1)()", "{}", "undefined"),
        ("$count(?, ?)([1, 2], 3)", "{}", "2"),
        ("(function($a)<n>{ $a })(?)('x')", "{}", r#""x""#),
        (
            "5 ~> $sum(?)",
            "{}",
            &format!("T0410: Argument 1 of function undefined {SIGNATURE}"),
        ),
        (
            "(|$|{}|)()",
            "{}",
            &format!("T0410: Argument 1 of function undefined {SIGNATURE}"),
        ),
        (
            "(|$|{}|)({}, 2)",
            "{}",
            &format!("T0410: Argument 2 of function undefined {SIGNATURE}"),
        ),
        // an argument that is left out takes the next one's, and one stands for many
        (
            "(function($a, $b)<s?n>{ [$a, $exists($b)] })(5)",
            "{}",
            "[5,false]",
        ),
        ("(function($a, $b)<s+>{ $b })('x', 'y')", "{}", r#""x""#),
        (
            "(function($a)<a<x>>{ $a })([5])",
            "{}",
            "T0412: Argument 1 of function undefined must be an array of undefined",
        ),
    ] {
        assert_eq!(shown(expression, input), wanted, "{expression}");
    }
}

#[test]
fn values_are_what_jsonata_makes_of_them() {
    const INFINITE: &str = "D1001: Number out of range: null";
    for (expression, input, wanted) in [
        // several numbers in a predicate count each
        ("[1,2,3][[0,0,2]]", "{}", "[1,1,3]"),
        // a text is walked through as an array of its characters
        ("['ab','c'][0].$uppercase($)", "{}", r#"["A","B"]"#),
        // a `%` that is all of a predicate finds nothing
        ("a.b[%]", r#"{"a":{"b":1}}"#, "undefined"),
        // no decision is made by an infinite number
        ("1/0 ? 1 : 2", "{}", INFINITE),
        ("[0, 1/0] ? 1 : 2", "{}", INFINITE),
        ("[1,2][1/0]", "{}", INFINITE),
        ("-(1/0)", "{}", INFINITE),
        ("$type(1/0)", "{}", INFINITE),
        ("$sort([1/0, 1])", "{}", INFINITE),
        // a copy is made by way of its text
        (
            "$clone({'a': 0.1 + 0.2, 'f': $sum})",
            "{}",
            r#"{"a":0.3,"f":""}"#,
        ),
        (
            "{'a': 0.1 + 0.2} ~> |$|{'b': 0.1 + 0.2}|",
            "{}",
            r#"{"a":0.3,"b":0.30000000000000004}"#,
        ),
        // what is deleted is asked for when the update is made
        (
            "{'a': 1, 'c': 2} ~> |$|{'b': 'c'}, b|",
            "{}",
            r#"{"a":1,"b":"c"}"#,
        ),
        // limits
        ("$match('aaa', /a/, 1.5).match", "{}", r#"["a","a"]"#),
        ("$split('a,b,c', ',', 1.5)", "{}", r#"["a"]"#),
        ("$split('a,b,c', ',', 4294967296)", "{}", "[]"),
        ("$split('abc', /x*/, 0)", "{}", "[]"),
        // one match is replaced before the next one is looked for
        (
            "$replace('abc', /x*/, function($m){ 1 })",
            "{}",
            "D3012: Attempted to replace a matched string with a non-string value",
        ),
        ("$replace('abc', 'x', $sum)", "{}", r#""abc""#),
        // numbers
        ("$round(1.5, 1.5)", "{}", r#""NaN""#),
        ("$round(1, 400)", "{}", r#""NaN""#),
        ("$round(1, -1e20)", "{}", "0"),
        ("$round(0.49999999999999994)", "{}", "0"),
        ("$formatBase(1e21)", "{}", r#""1e+21""#),
        (
            "$power(1, 1/0)",
            "{}",
            "D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=1, exponent=null",
        ),
        // two backslashes do not keep a slash from ending a regular expression
        (r"$replace('a\\b', /a\\/, 'c')", "{}", r#""cb""#),
    ] {
        assert_eq!(shown(expression, input), wanted, "{expression}");
    }
}

#[test]
fn pictures_are_taken_as_jsonata_takes_them() {
    for (expression, wanted) in [
        ("$formatInteger(1, '#,##,0')", r#"",,1""#),
        ("$formatInteger(11, '1,1;o')", r#""1,1st""#),
        ("$formatInteger(1e21, '0')", r#""1e+21""#),
        ("$formatInteger(1e12, 'a')", r#""dtmchrxun""#),
        (
            "$formatInteger(1/0, 'w')",
            "The number is too large to be written in letters",
        ),
        ("$formatNumber(0, '##0.#,#')", r#""0.,""#),
        ("$formatNumber(1, '-#,#0,0')", r#""-01,,""#),
        ("$formatNumber(123, '#,#e0')", r#""0.e3""#),
        (
            "$formatNumber(1234567.891, '#,##0.00')",
            r#""1,234,567.89""#,
        ),
        (
            "$formatNumber(1, '$0e0')",
            "D3093: The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'",
        ),
        ("$fromMillis(0, '[P#] [q1]')", r#""am undefined""#),
        ("$toMillis('02/03', '[Z]')", "undefined"),
        ("$toMillis('Mon', '[F]') = $millis()", "true"),
        ("$toMillis('Mon', '[hi]')", "undefined"),
        (
            "$toMillis('5 o', '[h] o') - $toMillis($now('[Y]-[M01]-[D01]'))",
            "18000000",
        ),
        (
            "$toMillis('2020-33 10', '[Y]-[d] [H]')",
            "D3136: The date/time picture string is missing specifiers required to parse the timestamp",
        ),
        (
            "$toMillis('2020-33', '[Y]-[d]') = $toMillis('2020-02-02')",
            "true",
        ),
    ] {
        assert_eq!(shown(expression, "{}"), wanted, "{expression}");
    }
}

/// The byte that an error is said to be before.
#[test]
fn errors_are_where_jsonata_says_they_are() {
    for (expression, wanted) in [
        ("  1e400", "S0102 2"),
        ("λ(?){1}", "S0208 4"),
        ("λ()<<>>{1}", "S0401 6"),
        ("function($a)<s(a<n>)>{1}", "S0402 15"),
        ("*[%-1]", "S0217 1"),
        // in a function it is where the function is called, in a call at its end where that is named
        ("($f := function($x){ 1 + 'a' }; 2 + $f(1))", "T2002 39"),
        ("($f := function($x){ $sum('a') }; 2 + $f(1))", "T0412 25"),
        ("$map([1], function($x){ $sum('a') })", "T0412 5"),
        ("(function($x){ $x + 1 })(1 + 'a')", "T2002 28"),
        ("a or 1 < true", "T2010 4"),
    ] {
        let error = evaluate(
            expression,
            Some(&Value::empty_object()),
            Value::empty_object(),
        );
        let error = error.expect_err(expression);
        let code = error.code.map_or("none", |code| code.as_str());
        let place = format!("{code} {}", error.position.unwrap_or_default());
        assert_eq!(place, wanted, "{expression}");
    }
}
