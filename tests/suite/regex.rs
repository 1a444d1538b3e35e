//! Regular expressions: what JavaScript finds. Compared with V8 on 400,000 random patterns; each kind of thing has a line.

use asl_playground::regex::{Dialect, Flags, OutOfSteps, Regex};

/// All matches, each as `text` or `text(group,-)`, with `/` between them.
fn found(pattern: &str, flags: &str, text: &str) -> String {
    let flags = Flags {
        ignore_case: flags.contains('i'),
        multi_line: flags.contains('m'),
        dialect: if flags.contains('j') {
            Dialect::Java
        } else {
            Dialect::JavaScript
        },
    };
    let regex = match Regex::new(pattern, flags) {
        Ok(regex) => regex,
        Err(why) => return format!("! {why}"),
    };
    let (mut all, mut from) = (Vec::new(), 0);
    while let Some(found) = regex.find(text, from, &mut 1_000_000).unwrap() {
        let groups: Vec<&str> = found
            .groups
            .iter()
            .map(|group| group.map_or("-", |(start, end)| &text[start..end]))
            .collect();
        let shown = match groups.is_empty() {
            true => text[found.start..found.end].to_owned(),
            false => format!("{}({})", &text[found.start..found.end], groups.join(",")),
        };
        all.push(shown);
        from = match found.end == found.start {
            true => found.end + text[found.end..].chars().next().map_or(1, char::len_utf8),
            false => found.end,
        };
    }
    all.join("/")
}

#[test]
fn javascript_s_matches_are_found() {
    let cases = [
        // alternatives are tried in their order, quantifiers take much, or little
        ("a|ab", "", "abab", "a/a"),
        ("a+?b??", "", "aab", "a/a"),
        ("<.+?>", "", "<i>x</i>", "<i>/</i>"),
        ("a{2}|b{1,}|c{,2}", "", "aabbbc{,2}", "aa/bbb/c{,2}"),
        ("(a*)*", "", "b", "(-)/(-)"),
        ("(?:a?){3}b", "", "aab", "aab"),
        // what a group matched in an earlier iteration is forgotten
        ("(?:(a)|b)*", "", "ab", "ab(-)/(-)"),
        (
            "(z)((a+)?(b+)?(c))*",
            "",
            "zaacbbbcac",
            "zaacbbbcac(z,ac,a,-,c)",
        ),
        // look-around
        (r"\w+(?=:)", "", "a: b: c", "a/b"),
        (r"\b\w+\b(?!:)", "", "a: b: c", "c"),
        (r"(?<=\$)\d+(\.\d*)?", "", "$10.53 20", "10.53(.53)"),
        (r"(?<!\$)\b\d+", "", "$10 20", "20"),
        (r"(?<=(\d+)(\d+))$", "", "1053", "(1,053)"),
        (r"(?<=\1(a))b", "", "aab", "b(a)"),
        (r"(?=(a+))a*b\1", "", "baaabac", "aba(a)"),
        (
            r"(.*?)a(?!(a+)b\2c)\2(.*)",
            "",
            "baaabaac",
            "baaabaac(ba,-,abaac)",
        ),
        // references, also to what has matched nothing, and numbers that are no groups
        (r"(\w)\1", "", "hello aab", "ll(l)/aa(a)"),
        (
            r"(?<q>['\x22]).*?\k<q>",
            "",
            r#"a "b'c" 'd'"#,
            r#""b'c"(")/'d'(')"#,
        ),
        (r"\1(a)", "", "aa", "a(a)/a(a)"),
        (r"\2(a)\8\101", "", "\u{2}a8A", "\u{2}a8A(a)"),
        (r"\k<n>", "", "k<n>", "k<n>"),
        // classes
        ("[^]", "", "\n", "\n"),
        ("[]", "", "a", ""),
        (r"[\w-]+", "", "a-b c", "a-b/c"),
        (r"[\d-z]+", "", "1-z", "1-z"),
        (
            r"[\b\u0041\cA\c_\x62]+",
            "",
            "\u{8}A\u{1}\u{1f}b",
            "\u{8}A\u{1}\u{1f}b",
        ),
        (r"\s+", "", "a\u{a0} \u{b}\tb\u{feff}\u{2028}", " \u{b}\t"),
        (r".+", "", "a\u{85}b\u{2028}c\rd", "a\u{85}b/c/d"),
        (r"\ud83d\ude00", "", "a😀", "😀"),
        // the other case, of one letter for one letter
        ("straße", "i", "STRASSE STRAßE", "STRAßE"),
        ("[σ]", "i", "ςΣσ", "ς/Σ/σ"),
        (r"[\w]|k", "i", "\u{212a}ſK", "K"),
        ("[^x]", "i", "Xy", "y"),
        (r"(a)\1", "i", "aA", "aA(a)"),
        // lines
        ("^.|.$", "m", "ab\ncd", "a/b/c/d"),
        ("^.|.$", "", "ab\ncd", "a/d"),
        // as Java reads it
        (r"\A\s*a\z", "ij", "\t A", "\t A"),
        (r"\s|é|\S", "ij", "\u{a0}É", "\u{a0}/É"),
        // what is taken for itself
        ("a{", "", "a{", "a{"),
        ("x{1}{", "", "x{", "x{"),
        (r"]}\/\-\e", "", "]}/-e", "]}/-e"),
        (r"\c", "", r"\c", r"\c"),
        (r"\p{L}\x4", "", "p{L}x4", "p{L}x4"),
        (r"(?=a)*b", "", "b", "b"),
    ];
    for (pattern, flags, text, expected) in cases {
        assert_eq!(
            found(pattern, flags, text),
            expected,
            "/{pattern}/{flags} in {text:?}"
        );
    }
}

#[test]
fn what_is_no_pattern_is_refused_with_the_reason() {
    let nothing = "nothing stands before a quantifier that could be repeated";
    let cases = [
        ("a**", "", nothing),
        ("^*", "", nothing),
        ("(?<=a)+", "", nothing),
        ("{2}", "", nothing),
        ("a|+", "", nothing),
        ("(", "", "a group is not closed"),
        (")", "", "a `)` closes no group"),
        ("(?a)", "", "no group begins so"),
        ("(?<1>a)", "", "the name of a group is not valid"),
        ("(?<a>.)(?<a>.)", "", "two groups have the same name"),
        (r"(?<a>.)\k<b>", "", "no group has that name"),
        (r"(?<a>.)\k", "", "no group has that name"),
        (r"(?<a>.)[\k]", "", "no group has that name"),
        ("[a", "", "a class of characters is not closed"),
        ("[b-a]", "", "the ends of a range are out of order"),
        ("a{2,1}", "", "the numbers of a quantifier are out of order"),
        ("a\\", "", "a backslash stands at the end"),
        (r"\p{L}", "j", "a letter is escaped that has no meaning so"),
    ];
    for (pattern, flags, expected) in cases {
        assert_eq!(
            found(pattern, flags, ""),
            format!("! {expected}"),
            "/{pattern}/"
        );
    }
    // a whole match is no matter of the text around a pattern
    assert!(Regex::whole("a)|(b", Flags::default()).is_err());
    let either = Regex::whole("a|ab", Flags::default()).unwrap();
    let end = |text| {
        either
            .find(text, 0, &mut 100)
            .unwrap()
            .map(|found| found.end)
    };
    assert_eq!(
        ["a", "ab", "abc", "xa"].map(end),
        [Some(1), Some(2), None, None]
    );
    let deep = "(".repeat(101) + &")".repeat(101);
    assert_eq!(
        found(&deep, "", ""),
        "! too many groups stand inside each other"
    );
    let wide = r"[\W]".repeat(100);
    assert_eq!(
        found(&wide, "i", ""),
        "! its classes hold too many characters for the flag `i`"
    );
}

#[test]
fn a_search_ends_with_its_steps() {
    let text = "a".repeat(40) + "b";
    for pattern in [
        "(a+)+$",
        "(a|a)*$",
        r"(?:a*){1000000000}$",
        r"(a*)*\1$",
        "(?=(a+)+$)",
    ] {
        let regex = Regex::new(pattern, Flags::default()).unwrap();
        assert_eq!(
            regex.find(&text, 0, &mut 100_000),
            Err(OutOfSteps),
            "/{pattern}/"
        );
    }
    // a long text takes steps, not a deep stack
    let long = "ab".repeat(100_000);
    let regex = Regex::new("^(a|b)*$", Flags::default()).unwrap();
    let whole = regex.find(&long, 0, &mut { u64::MAX }).unwrap().unwrap();
    assert_eq!((whole.start, whole.end), (0, 200_000));
    // a place inside of a character, or past the end, has no match
    let any = Regex::new("", Flags::default()).unwrap();
    assert_eq!(any.find("é", 1, &mut 10), Ok(None));
    assert_eq!(any.find("é", 3, &mut 10), Ok(None));
}
