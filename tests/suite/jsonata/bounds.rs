//! Where JSONata ends: how deep it nests, how long it runs and how much it holds.

use asl_playground::json::Value;
use asl_playground::jsonata::{Code, Expression};

use super::{evaluate, run_deep, shown};

/// Source: AWS gives up at a depth of 100 (public measurements). How deep JSONata 2.0.6 itself counts each of these was
/// measured with its own hooks around evaluations.
#[test]
fn evaluations_nest_as_deep_as_jsonata_counts_them() {
    run_deep(nesting_is_bounded);
}

fn nesting_is_bounded() {
    type Made = fn(usize) -> String;
    let around: fn(&str, &str, usize) -> String =
        |before, after, n| format!("{}1{}", before.repeat(n), after.repeat(n));
    let families: &[(&str, usize, Made)] = &[
        ("a sum", 100, |n| vec!["1"; n].join("+")),
        ("a text", 100, |n| vec!["'x'"; n].join("&")),
        ("alternatives", 100, |n| vec!["true"; n].join(" and ")),
        ("a path", 99, |n| {
            format!("{}a{}", "a[".repeat(n), "]".repeat(n))
        }),
        ("a function by itself", 32, |n| {
            format!("($f := function($n) {{ $n <= 1 ? 1 : $n * $f($n - 1) }}; $f({n}))")
        }),
        ("a function in an array", 31, |n| {
            format!("($f := function($n) {{ $n = 0 ? [] : [$f($n - 1)] }}; $f({n}))")
        }),
        ("a function in an object", 31, |n| {
            format!("($f := function($n) {{ $n = 0 ? {{}} : {{'a': $f($n - 1)}} }}; $f({n}))")
        }),
        ("a function in a predicate", 23, |n| {
            format!("($f := function($n) {{ $n = 0 ? true : [1][$f($n - 1)] = 1 }}; $f({n}))")
        }),
    ];
    for (name, most, made) in families {
        let ends = |n| shown(&made(n), "{}");
        assert!(!ends(*most).contains("Stack overflow"), "{name} {most}");
        assert!(
            ends(most + 1).contains("Stack overflow"),
            "{name} {most} + 1"
        );
    }
    for (name, most, before, after) in [
        ("parentheses", 99, "(", ")"),
        ("arrays", 99, "[", "]"),
        ("objects", 99, "{'a':", "}"),
        ("calls", 99, "$abs(", ")"),
        ("conditions", 99, "true ? ", " : 2"),
        ("negations", 49, "-(", ")"),
        ("blocks", 99, "(2;", ")"),
    ] {
        let ends = |n| shown(&around(before, after, n), "{}");
        assert!(!ends(most).contains("Stack overflow"), "{name} {most}");
        assert!(
            ends(most + 1).contains("Stack overflow"),
            "{name} {most} + 1"
        );
    }
    // what is called last takes the place of its caller
    let tail = "($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(100000))";
    assert_eq!(shown(tail, "{}"), r#""done""#);
}

/// None of these may overflow the machine's stack, not even when it is let go.
#[test]
fn values_and_functions_nest_no_deeper_than_the_stack_bears() {
    run_deep(values_are_shallow);
}

fn values_are_shallow() {
    for expression in [
        "($reduce([1..10000], function($a, $b) { {'a': $a} }, {}); 1)",
        "($reduce([1..100000], function($a, $b) { [[$a]] }, []); 1)",
        "($reduce([1..10000], function($a, $b) { $zip($a, [$b]) }, [1]); 1)",
        "($f := function($n, $g) { $n = 0 ? 1 : $f($n - 1, $g ~> $abs) }; $f(100000, $abs))",
        "($f := function($n, $g) { $n = 0 ? 1 : $f($n - 1, $append(?, $g)) }; $f(100000, $abs))",
        "($reduce([1..10000], function($a, $b) { {'f': $a}.(function() { 1 }) }, 1); 1)",
    ] {
        let shown = shown(expression, "{}");
        assert!(
            shown.starts_with("Stack overflow error"),
            "{expression}: {shown}"
        );
    }
    for expression in [
        "($reduce([1..100000], function($a, $b) { function() { $a } }, 1); 1)",
        "($reduce([1..100000], function($a, $b) { ($f := function() { $x }; $x := $a; $f) }, 1); 1)",
    ] {
        assert_eq!(shown(expression, "{}"), "1", "{expression}");
    }
}

#[test]
fn what_would_never_end_or_fill_the_memory_is_stopped_by_a_guard() {
    for (expression, guard) in [
        ("($f := function($n) { $f($n + 1) }; $f(0))", "timeout"),
        (
            "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
            "Stack overflow",
        ),
        (
            "($s := function($t, $n) { $n = 0 ? $t : $s($t & $t, $n - 1) }; $length($s('xxxxxxxx', 60)))",
            "memory limit",
        ),
        (
            "$length($pad('', 4194304)) = 0 ? 0 : $pad('', 8388608)",
            "memory limit",
        ),
        ("$pad('', 100000000)", "memory limit"),
        (
            "($d := function($a) { $d($append($a, $a)) }; $d([1]))",
            "memory limit",
        ),
        // texts that stand in many places
        (
            "$replace($pad('', 9999, 'a'), 'a', $pad('', 99999))",
            "memory limit",
        ),
        (
            "$replace($pad('', 9999, 'a'), /a/, $pad('', 99999))",
            "memory limit",
        ),
        (
            "$replace('a', /a/, $join([1..99999].('$0' & $pad('', 99))))",
            "memory limit",
        ),
        (
            "($t := $pad('', 999999); $string([1..99].$t))",
            "memory limit",
        ),
        (
            "($t := $pad('', 999999); $join([1..99].$t))",
            "memory limit",
        ),
        // joins of many rows, and paths that find everything again and again
        (
            "($a := [1..3000].{'i': $}; $a@$x.$a@$y.{'sum': $x.i + $y.i})",
            "timeout",
        ),
        ("([1..4000]).([1..4000]).([1..4000])", "timeout"),
        ("{'a': [1..9]}.a.%.a.%.a.%.a.%.a.%.a.%.a.%.a.%.a", "timeout"),
        // pictures, which are taken apart sign by sign
        ("$fromMillis(1, $pad('', 8000000, 'x'))", "timeout"),
        ("$toMillis('1', $pad('', 8000000, 'x'))", "timeout"),
        ("$formatNumber(1, $pad('', 8000000, '#'))", "timeout"),
        ("$formatInteger(1, $pad('', 8000000, '#'))", "timeout"),
        ("$parseInteger('1', $pad('', 8000000, '#'))", "timeout"),
        // texts that become longer
        ("$encodeUrl($pad('', 4000000))", "memory limit"),
        ("$base64encode($pad('', 8000000))", "memory limit"),
        // long texts that are compared
        (
            "($t := $pad('', 99999); $a := [1..99].($string($) & $t); [1..99].$sort($a))",
            "timeout",
        ),
    ] {
        let outcome = run_deep(move || evaluate(expression, None, Value::empty_object()).map(drop));
        let error = outcome.expect_err(expression);
        assert!(error.message.contains(guard), "{expression}: {error}");
    }
    // what jsonata-js ends in a moment is not taken for a loop
    for (expression, expected) in [
        ("$count($reduce([1..2000], $append))", "2000"),
        (
            "$length($reduce([1..3000], function($t, $n) { $t & 'xxxxxxxxxx' }, ''))",
            "30000",
        ),
        ("$count($distinct([1..20000]))", "20000"),
        ("$count($keys([1..5000]{$string($): 1}))", "5000"),
    ] {
        assert_eq!(shown(expression, "{}"), expected, "{expression}");
    }
    let range = evaluate("[1..10000001]", None, Value::empty_object()).map(drop);
    assert_eq!(range.expect_err("too long").code, Some(Code::D2014));
    for text in [
        vec!["1"; 20_000].join("+"),
        "(".repeat(100_000),
        "[".repeat(100_000),
    ] {
        assert!(run_deep(move || Expression::parse(&text).is_err()));
    }
}

/// Sixty values, each of which holds the one before twice.
#[test]
fn values_that_are_shared_count_wherever_they_stand() {
    for doubled in ["[[$a], [$a]]", "{'l': $a, 'r': $a}", "{'l': [$a], 'r': $a}"] {
        for (use_of_x, guard) in [
            ("$x", "memory limit"),
            ("[$x, $x]", "memory limit"),
            ("$string($x)", "memory limit"),
            ("$x = $x", "timeout"),
            ("$x != [$x]", "timeout"),
            ("$distinct([$x, $x])", "timeout"),
        ] {
            let expression = format!(
                "($x := $reduce([1..60], function($a, $n) {{ {doubled} }}, 1); {use_of_x})"
            );
            let shown = run_deep(move || shown(&expression, "{}"));
            assert!(shown.contains(guard), "{doubled}, {use_of_x}: {shown}");
        }
    }
}

/// What is compared with each other is charged for each comparison: the most that an expression of a few characters could
/// ask for took minutes.
#[test]
fn what_is_compared_with_each_other_is_bounded() {
    // leaves a tenth of the steps, so that the test need not take them all
    let spend = "$x := $map([1..6], function($v) { $count([1..750000]) });";
    let shared = "$reduce([1..40], function($a, $b) { $map([1, 2], function() { $a }) }, [0, 0])";
    let places = "$z := [1..5000].(0);";
    for expression in [
        "$formatNumber(1, $pad('', 70000, '0'))".to_owned(),
        "$formatNumber(1, $pad('', 200000, '#,') & '0')".to_owned(),
        "$formatInteger(1, $pad('', 200000, '#,') & '0')".to_owned(),
        "$parseInteger($pad('', 2000000, '1'), $pad('', 2000, ',.') & '0')".to_owned(),
        "$toMillis($pad('', 2000000, '1'), '[Y' & $pad('', 2000, ',.') & '0]')".to_owned(),
        format!("({spend} $boolean({shared}))"),
        format!("({spend} {places} $count([7, 8][$z][$z]))"),
    ] {
        let answer = shown(&expression, "{}");
        assert!(answer.contains("timeout"), "{expression}: {answer}");
    }
}

/// A run of backslashes is looked at once.
#[test]
fn a_regular_expression_is_read_once() {
    let slashes = "\\".repeat(500_000);
    assert_eq!(shown(&format!("/{slashes}/"), "{}"), "function");
}

/// Which parameter takes which argument is found without trying all ways.
#[test]
fn a_signature_is_fitted_once() {
    let parameters = |n: usize| "n+".repeat(n);
    let call = |n: usize, last: &str| {
        let arguments = "1,".repeat(n);
        format!("function($x)<{}>{{ $x }}({arguments}{last})", parameters(n))
    };
    assert_eq!(shown(&call(500, "2"), "{}"), "1");
    assert!(shown(&call(500, "'a'"), "{}").contains("Argument 501 "));
    let many = format!("function($x)<{}>{{ $x }}(1)", "x?".repeat(100_000));
    assert_eq!(shown(&many, "{}"), "1");
}
