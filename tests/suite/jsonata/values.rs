//! What expressions give, by tables of our own.

use super::shown;

#[test]
fn expressions_give_what_jsonata_gives() {
    for (expression, input, wanted) in [
        // a negative number keeps its filters
        ("-1[]", "{}", "-1"),
        ("-1[0]", "{}", "-1"),
        ("-1[1]", "{}", "undefined"),
        ("-1[0][1]", "{}", "undefined"),
        // a transform clones what it changes by the function of that name
        (
            "($clone := function($x) { 5 }; {'a': 1} ~> |$|{'b': 2}|)",
            "{}",
            "5",
        ),
        (
            "($clone := function($x) { $merge([$x, {'z': 1}]) }; {'a': 1} ~> |$|{'b': 2}|)",
            "{}",
            r#"{"a":1,"z":1,"b":2}"#,
        ),
        ("($clone := 1; $nothing ~> |$|{}|)", "{}", "undefined"),
        // a function gives a sequence: what calls it for each of many values takes it for an array
        (
            "$map([[1,2],[3]], function($v) { $map($v, function($x) { $x + 1 }) })",
            "{}",
            "[[2,3],[4]]",
        ),
        (
            "$map([[1,2],[3]], function($v) { ($filter($v, function($x) { $x > 2 })) })",
            "{}",
            "[[],[3]]",
        ),
        (
            "$map([{'a': 1}, {}], function($v) { $exists($v.a) ? $keys($v) : $v.a })",
            "{}",
            r#"["a"]"#,
        ),
        (
            "$map([{'a': 1}, {'b': 2}], $keys)",
            "{}",
            r#"[["a"],["b"]]"#,
        ),
        (
            "$map([{'a': 1}, {'b': 2}], function($v) { $keys($v)[0] })",
            "{}",
            r#"["a","b"]"#,
        ),
        (
            "$each({'a': {}, 'b': {'c': 1}}, $keys)",
            "{}",
            r#"[[],["c"]]"#,
        ),
        (
            "$merge($map([{'a': 1}], function($v) { $spread($v) }))",
            "{}",
            r#"{"a":1}"#,
        ),
        ("(function($v) { $keys($v) })({'a': 1})", "{}", r#""a""#),
        ("($keys ~> $type)({'a': 1})", "{}", r#""string""#),
        // `[]` keeps what a function found an array
        ("$filter([1,2], function($v) { $v = 2 })[]", "{}", "[2]"),
        ("$map([1], function($v) { $v })[]", "{}", "[1]"),
        ("$keys({'a': 1})[]", "{}", r#"["a"]"#),
        ("$match('ab', /b/)[].match", "{}", r#"["b"]"#),
        // what is appended to is an array, not a sequence
        ("x.*", r#"{"x":{"a":[1]}}"#, "[1]"),
        ("x.*", r#"{"x":{"a":1}}"#, "1"),
        ("$.*", r#"{"a":[]}"#, "[]"),
        ("x.*.b", r#"{"x":{"a":[{"b":1}]}}"#, "1"),
        ("$append(1, [])", "{}", "[1]"),
        ("$spread([{'a': 1}])", "{}", r#"[{"a":1}]"#),
        ("$spread({'a': 1})", "{}", r#"{"a":1}"#),
        ("[1,[]]{'k': $}", "{}", r#"{"k":[1]}"#),
        // a function with arguments given takes no more of them than it has
        ("$substring(?, 1)('hello', 2)", "{}", r#""ello""#),
        ("($string ~> $length)(12, 3)", "{}", "2"),
        // predicates on the call after `~>` do nothing
        ("[3,1] ~> $sort()[0]", "{}", "[1,3]"),
        // an array constructor that a predicate leaves a single item of has no steps
        ("[{'a': 1}, {'a': 2}][0].a", "{}", "undefined"),
        ("[{'a': 1}, {'a': 2}][a > 0].a", "{}", "[1,2]"),
        ("[{'a': 1}][0].a{'k': $}", "{}", "{}"),
        ("$$[1]", "[1,2]", "2"),
        ("$error('')", "{}", "D3137: $error() function evaluated"),
        (
            "$assert(false, '')",
            "{}",
            "D3141: $assert() statement failed",
        ),
        ("a.b", r#"{"a":{"b":1}}"#, "1"),
        ("a.b", r#"{"a":[{"b":1},{"b":[2,3]}]}"#, "[1,2,3]"),
        ("a[b>1].b", r#"{"a":[{"b":1},{"b":2}]}"#, "2"),
        ("a[b>1].b[]", r#"{"a":[{"b":1},{"b":2}]}"#, "[2]"),
        ("a[-1]", r#"{"a":[1,2,3]}"#, "3"),
        ("a.nothing", r#"{"a":1}"#, "undefined"),
        ("1 + 2 * 3 - 4 / 2", "{}", "5"),
        ("'a' & 1 & true & null", "{}", r#""a1truenull""#),
        (
            "a = 1 and not(b)",
            r#"{"a":1}"#,
            // what happens beside an `and` is said to be its
            "T1005: Attempted to invoke a non-function. Did you mean $and?",
        ),
        ("$sum([1..4])", "{}", "10"),
        // padding may be missing
        ("$base64decode('RGF0YQ')", "{}", r#""Data""#),
        (
            "$map([1,2,3], function($v, $i) { $v * $i })",
            "{}",
            "[0,2,6]",
        ),
        ("$filter([1,2,3], function($v) { $v > 1 })", "{}", "[2,3]"),
        (
            "$reduce([1,2,3], function($a, $b) { $a + $b }, 10)",
            "{}",
            "16",
        ),
        (
            "items{kind: $sum(n)}",
            r#"{"items":[{"kind":"a","n":1},{"kind":"b","n":2},{"kind":"a","n":3}]}"#,
            r#"{"a":4,"b":2}"#,
        ),
        (
            "items^(>n).n",
            r#"{"items":[{"n":1},{"n":3},{"n":2}]}"#,
            "[3,2,1]",
        ),
        (
            "$ ~> |items|{'n': n + 1}, 'x'|",
            r#"{"items":[{"n":1,"x":0},{"n":2}]}"#,
            r#"{"items":[{"n":2},{"n":3}]}"#,
        ),
        ("[1,2] ~> $append(3) ~> $count()", "{}", "3"),
        (
            "($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))",
            "{}",
            "3628800",
        ),
        (
            "($loop := function($n) { $n = 0 ? 'done' : $loop($n - 1) }; $loop(5000))",
            "{}",
            r#""done""#,
        ),
        (
            "($add := function($a, $b) { $a + $b }; $inc := $add(1, ?); $inc(4))",
            "{}",
            "5",
        ),
        ("$replace('abcabc', /b(c)/, '[$1]')", "{}", r#""a[c]a[c]""#),
        ("$split('a, b', /, */)", "{}", r#"["a","b"]"#),
        ("$match('ab1', /[a-z]/).index", "{}", "[0,1]"),
        ("a.b.%.c", r#"{"a":{"b":1,"c":2}}"#, "2"),
        ("a@$x.b@$y.($x & $y)", r#"{"a":["1"],"b":["2"]}"#, r#""12""#),
        ("$string({'a': 1.5})", "{}", r#""{\"a\":1.5}""#),
        (
            "$round(2.5) & $round(3.5) & $round(1.005, 2)",
            "{}",
            r#""241""#,
        ),
        ("$partition([1,2,3], 2)", "{}", "[[1,2],[3]]"),
        ("$range(1, 9, 9)", "{}", "1"),
        ("$parse('[1, 2]')", "{}", "[1,2]"),
        // measured on AWS
        ("$random(42)", "{}", "0.7275636800328681"),
        ("$hash(nothing, 'MD5')", "{}", "undefined"),
        ("$hash('Hello')", "{}", "undefined"),
        (
            "$hash('Hello', 'md5')",
            "{}",
            "D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5",
        ),
        (
            "$parse('{\"a\": 1, \"a\": 2}')",
            "{}",
            "D3137: Invalid JSON",
        ),
        ("$parse('')", "{}", "D3137: Invalid JSON"),
        ("$parse('{} {}')", "{}", "D3137: Invalid JSON"),
        ("$parse('1e400')", "{}", "D3137: Invalid JSON"),
        ("$parse('[1.0, 1e2, 1.5]')", "{}", "[1,100,1.5]"),
        ("$parse('9223372036854775807')", "{}", "9223372036854775807"),
        (
            "$parse('9223372036854775808')",
            "{}",
            "9.223372036854776E18",
        ),
        (
            "$string($parse('{\"n\": 9223372036854775807}').n)",
            "{}",
            r#""9223372036854775807""#,
        ),
        (
            "$string($power(2, 63)) & ' ' & 999999999999999868928",
            "{}",
            r#""9223372036854776000 999999999999999900000""#,
        ),
        ("0.00001", "{}", "1.0E-5"),
        ("$partition([1,2,3])", "{}", "[[1,2,3]]"),
        ("$partition([], 2)", "{}", "undefined"),
        ("$partition([1,2,3], -0.5)", "{}", "undefined"),
        (
            "$partition([1,2,3], -1)",
            "{}",
            "D3137: Second argument must be zero or greater",
        ),
        (
            "$partition(null, 2)",
            "{}",
            "T0412: Argument 1 of function \"partition\" must be an array of undefined",
        ),
        (
            "$partition('text', 2)",
            "{}",
            "T0412: Argument 1 of function \"partition\" must be an array of undefined",
        ),
        ("$partition(nothing, 2)", "{}", "undefined"),
        (
            "$hash($pad('', -10001, 'a'), 'SHA-256')",
            "{}",
            r#""0cab99a058600ffaad1292d0c53c0548ebaf88dd1d01030345705f018a813909""#,
        ),
        // measured on AWS: what its functions written in Java give
        (
            r#"[0.6666666666666666, -0.6666666666666666, 0.00000015, 0.000001, 1234567890123456.7, 1.5e21, 0.1+0.2, -2.5, 1000000000000000.5] ~> $map($string)"#,
            "{}",
            r#"["0.666666666666666","-0.666666666666667","1.5e-7","0.000001","1.23456789012345e+15","1.5e+21","0.3","-2.5","1e+15"]"#,
        ),
        (
            "1.7976931348623157e308 & ''",
            "{}",
            r#""1.79769313486231e+308""#,
        ),
        (
            "$string($)",
            r#"{"\u0001\t": "\u0001\u00e9\n\"\\"}"#,
            r#""{\"\u0001\\t\":\"\u0001é\\n\\\"\\\\\"}""#,
        ),
        ("$decodeUrlComponent('a+b%2B')", "{}", r#""a b+""#),
        ("$decodeUrlComponent('%E6a')", "{}", "\"\u{fffd}a\""),
        ("$decodeUrl('a+b')", "{}", r#""a+b""#),
        (
            "$parse(text)",
            r#"{"text": "{'a\"': 'it\\'s', \"b\": \"it's \\\\\"}"}"#,
            r#"{"a\"":"it's","b":"it's \\"}"#,
        ),
        ("$partition([])", "{}", "[[]]"),
        ("$partition([], nothing)", "{}", "[[]]"),
        ("$partition([], 2)", "{}", "undefined"),
        ("$range(1, 5)", "{}", "undefined"),
        ("$range(1, 5, 0)", "{}", "undefined"),
        ("$count($range(1, 360145, 1))", "{}", "360145"),
        (
            "$range(1, 360146, 1)",
            "{}",
            "Expression evaluation memory limit exceeded: Check for excessive memory usage",
        ),
        (
            "$formatNumber(1, 'x')",
            "{}",
            "D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character",
        ),
        ("[1..873782] ~> $count()", "{}", "873782"),
        (
            "[1..873783] ~> $count()",
            "{}",
            "Expression evaluation memory limit exceeded: Check for excessive memory usage",
        ),
        (
            "$hash('input data', 'MD5')",
            "{}",
            r#""812f45842bc6d66ee14572ce20db8e86""#,
        ),
        (
            "$eval('1')",
            "{}",
            "T1006: Attempted to invoke a non-function",
        ),
        (
            "a ?: 1",
            "{}",
            "S0211: The symbol \":\" cannot be used as a unary operator",
        ),
        ("$millis() = $toMillis($now())", "{}", "true"),
    ] {
        assert_eq!(shown(expression, input), wanted, "{expression}");
    }
}

/// JSONata 2.0.6 is a program in JavaScript, and shows it. Each answer was compared with its.
#[test]
fn expressions_give_what_jsonata_gives_for_being_written_in_javascript() {
    const T0410: &str = "T0410: Argument 2 of function";
    for (expression, input, wanted) in [
        // a missing value is no function, and only some functions give nothing for one
        (
            "$map([1], nothing)",
            "{}",
            &*format!("{T0410} \"map\" does not match function signature"),
        ),
        (
            "$sort([2, 1], nothing)",
            "{}",
            &format!("{T0410} \"sort\" does not match function signature"),
        ),
        (
            "$power(2, nothing)",
            "{}",
            "D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=2, exponent=undefined",
        ),
        ("$replace('abc', 'b', nothing)", "{}", r#""aundefinedc""#),
        // where JSONata ends in a TypeError
        (
            "$contains('a', nothing)",
            "{}",
            &format!("{T0410} \"contains\" does not match function signature"),
        ),
        (
            "$formatNumber(1, nothing)",
            "{}",
            &format!("{T0410} \"formatNumber\" does not match function signature"),
        ),
        // the year has four digits
        (
            "[$fromMillis(1e15), $fromMillis(253402300799999), $fromMillis(-62167219200000)]",
            "{}",
            r#"["3658-09-27T01:46:40.000Z","9999-12-31T23:59:59.999Z","0000-01-01T00:00:00.000Z"]"#,
        ),
        // equal by structure, whatever made it and in whichever order its members stand
        (
            "$distinct([1, '1', 1.0, [1], $append([], 1), {'a': 1, 'b': [2]}, {'b': [2], 'a': 1}, 0, -0, null, null, true, 'true'])",
            "{}",
            r#"[1,"1",[1],{"a":1,"b":[2]},0,null,true,"true"]"#,
        ),
        // groups in the order of their first members, tuples too
        (
            "a{k: [v]}",
            r#"{"a":[{"k":"x","v":1},{"k":"y","v":2},{"k":"x","v":3}]}"#,
            r#"{"x":[1,3],"y":[2]}"#,
        ),
        (
            "a@$i.{$i.k: $i.v}{$keys()[0]: $count($)}",
            r#"{"a":[{"k":"x","v":1},{"k":"y","v":2},{"k":"x","v":3}]}"#,
            r#"{"x":2,"y":1}"#,
        ),
        // what is no number when it is read is NaN, as in JavaScript; letters of the other case have values too
        (
            "[$parseInteger('-5', '1'), $parseInteger('12th', '1;o'), $parseInteger('0x1F', '0'), $parseInteger('x', '0')]",
            "{}",
            r#"[-5,12,31,"NaN"]"#,
        ),
        (
            "[$parseInteger('bz', 'A'), $parseInteger('xiv', 'i'), $parseInteger('xiv', 'I'), $parseInteger('-5', 'w')]",
            "{}",
            r#"[942,14,"NaN","NaN"]"#,
        ),
        // regular expressions are JavaScript's
        (
            r"$replace('10 USD, 20 EUR', /(\d+)(?= USD)/, '<$1>')",
            "{}",
            r#""<10> USD, 20 EUR""#,
        ),
        (r"$match('abba', /(\w)\1/).groups", "{}", r#"["b"]"#),
        (
            "$match('x', /(/)",
            "{}",
            "S0302: No terminating / in regular expression",
        ),
        (
            "$match('x', /a**/)",
            "{}",
            "The regular expression /a**/ cannot be used: nothing stands before a quantifier that could be repeated",
        ),
        (
            "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /(a+)+$/)",
            "{}",
            "Expression evaluation timeout: Check for infinite loop",
        ),
        // a regular expression takes the place of an item for the place to begin at
        ("$filter(['abc', 'b'], /b/)", "{}", r#""abc""#),
        ("$filter([25, 5], /5/)", "{}", "25"),
        // of nothing there may be one match, but no second
        ("$contains('abc', /x*/)", "{}", "true"),
        (
            "$match('abc', /x*/)",
            "{}",
            "D1004: Regular expression matches zero length string",
        ),
        ("$match('ac', /a(b)?c/).groups", "{}", "[null]"),
        (
            "$contains('a', $exists)",
            "{}",
            "T1010: The matcher function argument passed to function \"contains\" does not return the correct object structure",
        ),
        // functions are objects, but not to $boolean
        ("$sum ? 1 : 2", "{}", "1"),
        ("$boolean($sum)", "{}", "false"),
        ("$boolean([$sum])", "{}", "true"),
        ("/a/ ? 1 : 2", "{}", "2"),
        ("$sum = $sum", "{}", "true"),
        // sorting asks for what it needs, halves first, and takes any object for true
        ("a^(b)[]", r#"{"a":{"b":1}}"#, r#"[{"b":1}]"#),
        ("a^($error('x'))", r#"{"a":[1]}"#, "1"),
        ("a^($, $error('x'))", r#"{"a":[2,1]}"#, "[1,2]"),
        (
            "[1, 'a', 2]^($)",
            "{}",
            "T2007: Type mismatch when comparing values \"a\" and 2 in order-by clause",
        ),
        ("$sort([3, 1, 2], function($a, $b) { [] })", "{}", "[2,1,3]"),
        // numbers and texts as JavaScript cuts and prints them
        ("1e-6 & ' ' & 1e-7", "{}", r#""0.000001 1e-7""#),
        ("$substring('abc', -1.5)", "{}", r#""c""#),
        ("$substring('abc', -0.5)", "{}", r#""abc""#),
        (
            "$formatBase(123456789012345680000, 2)",
            "{}",
            r#""1101011000101001110100111111000000100101111001101101000000000000000""#,
        ),
        // of several mistakes in a picture the last one counts
        (
            "$formatNumber(1, '0%%e#')",
            "{}",
            "D3093: The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'",
        ),
        // a year of two digits is one of the last century, and a month that is written with two has two
        (
            "$toMillis('25/12/99', '[D]/[M]/[Y]') = $toMillis('1999-12-25')",
            "{}",
            "true",
        ),
        (
            "$toMillis('2020-2-3', '[Y]-[M01]-[D01]')",
            "{}",
            "undefined",
        ),
        (
            "$toMillis('2020-02-03Z', '[Y]-[M01]-[D01][Z01:01t]')",
            "{}",
            "undefined",
        ),
        (
            "$toMillis('2020-02-30') = $toMillis('2020-03-01')",
            "{}",
            "true",
        ),
        (
            "$toMillis('2020-06T10:00:00.5+0130')",
            "{}",
            "1591000200500",
        ),
        (
            "$toMillis('2020-02-29T12:34Z')",
            "{}",
            "D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"2020-02-29T12:34Z\"",
        ),
        // a number too large for toFixed, whose exponent is taken for digits
        ("$formatNumber(1e21, '#,##0')", "{}", r#""1e,+21""#),
        ("$formatNumber(1.5e25, '#0.00')", "{}", r#""1.5e+25""#),
        // a time zone is written in digits, and read whatever the picture says
        (
            "$fromMillis(0, '[ZN]')",
            "{}",
            "D3134: The timezone integer format specifier cannot have more than four digits",
        ),
        (
            "$fromMillis(0, '[ZI]', '+0530')",
            "{}",
            "D3134: The timezone integer format specifier cannot have more than four digits",
        ),
        (
            "$toMillis('1970-01-01 +01:00', '[Y]-[M]-[D] [ZN]')",
            "{}",
            "undefined",
        ),
        // behind `[]` and `^(…)` no division begins
        (
            "a[] / b",
            "{}",
            "S0302: No terminating / in regular expression",
        ),
    ] {
        assert_eq!(shown(expression, input), wanted, "{expression}");
    }
}
