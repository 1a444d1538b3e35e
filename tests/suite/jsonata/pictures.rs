//! Numbers and times that are written and read by pictures; `$fromMillis(0)` is a Thursday.

use super::shown;

#[test]
fn numbers_and_times_are_written_and_read_by_pictures() {
    for (expression, wanted) in [
        ("$formatNumber(1234.5678, '#,##0.00')", r#""1,234.57""#),
        ("$formatNumber(-0.5, '0.0;(0.0)')", r#""(0.5)""#),
        ("$formatNumber(0.14, '01%')", r#""14%""#),
        ("$formatNumber(1234.5678, '00.000e0')", r#""12.346e2""#),
        ("$formatNumber(0, '0e0')", r#""0e0""#),
        (
            "$formatNumber(1.5, '0,0', {'decimal-separator': ',', 'grouping-separator': '.'})",
            r#""1,5""#,
        ),
        ("$formatInteger(1234567, '#,##0')", r#""1,234,567""#),
        ("$formatInteger(22, '1;o')", r#""22nd""#),
        ("$formatInteger(112, '1;o')", r#""112th""#),
        ("$formatInteger(2024, 'I')", r#""MMXXIV""#),
        ("$formatInteger(28, 'a')", r#""ab""#),
        (
            "$formatInteger(2024, 'Ww')",
            r#""Two Thousand and Twenty-Four""#,
        ),
        ("$formatInteger(-7, '001')", r#""-007""#),
        ("$formatInteger(12, '٠')", r#""١٢""#),
        ("$parseInteger('two thousand and twenty-four', 'w')", "2024"),
        ("$parseInteger('1,234th', '#,##0;o')", "1234"),
        ("$parseInteger('MMXXIV', 'I')", "2024"),
        (
            "$fromMillis(0, '[FNn], [D1o] [MNn] [Y]')",
            r#""Thursday, 1st January 1970""#,
        ),
        (
            "$fromMillis(0, '[H01]:[m01] [P] [Z]', '-0500')",
            r#""19:00 pm -05:00""#,
        ),
        (
            "$fromMillis(0, '[M01]/[D01]/[Y,2-2] [[x]]')",
            r#""01/01/70 [x]""#,
        ),
        (
            "$fromMillis(1483228799999, '[X]-W[W01]-[F1]')",
            r#""2016-W52-6""#,
        ),
        (
            "$toMillis('21st August 2017', '[D1o] [MNn] [Y]')",
            "1503273600000",
        ),
        (
            "$toMillis('20170821', '[Y0001][M01][D01]')",
            "1503273600000",
        ),
        (
            "$toMillis('1:30 pm +01:00', '[h]:[m] [P] [Z]') - $toMillis($now('[Y]-[M01]-[D01]'))",
            "45000000",
        ),
        ("$toMillis('none', '[Y]')", "undefined"),
        // a double half way between two decimals
        (
            "$formatNumber(81057646032422.78, '0.0000')",
            r#""81057646032422.7813""#,
        ),
        ("$length($formatInteger(1e8, 'I'))", "100000"),
        (
            "$formatInteger(100000001, 'I')",
            "The number is too large to be written in letters",
        ),
        // only commas are left out where separators come back
        ("$parseInteger('1.234', '#.000')", "1"),
        ("$parseInteger('1.23-4', '#.00-0')", "1234"),
        ("$parseInteger('٣٤٥', '٠;o')", "3"),
        ("$parseInteger('345', '٠') = 345", "false"),
        (
            "$fromMillis(0, '[H01]:[m01] [P]', 'UTC')",
            r#""NaN:NaN am""#,
        ),
        (
            "$fromMillis(1e18, '[Y]-[M]-[D] [FNn]')",
            r#""NaN-NaN-NaN undefined""#,
        ),
        ("$fromMillis(1.5, '[f]', '-0030')", r#""2""#),
        ("$fromMillis(0, '[H] [Z1]', '-0505')", r#""17 -6:-05""#),
        ("$fromMillis(0, '[YI,3]')", r#""MCMLXX""#),
        ("$fromMillis(0, '[qn]')", r#""undefined""#),
        (
            "$fromMillis(-62135596800000, '[X]-[W] [d]', '-0030')",
            r#""-1-1 365""#,
        ),
        // a day behind the last one of a year
        ("$toMillis('2021-366', '[Y]-[d]')", "1609459200000"),
        // digits that a time zone leaves to the hour behind it
        (
            "$toMillis('2025-01-01+00:0007', '[Y]-[M]-[D][Z][H01]')",
            "1735714800000",
        ),
        (
            "$toMillis('2025-01-01 00:00 GMT+01:0030', '[Y]-[M]-[D] [H]:[m] [z][s]')",
            "1735685820000",
        ),
        ("$toMillis('300000', '[Y]') > 0", "false"),
        (
            "$fromMillis(0, '[]')",
            r#"D3132: Unknown component specifier "" in date/time picture string"#,
        ),
        (
            "$fromMillis(0, '[Yn][H:]')",
            "D3133: The 'name' modifier can only be applied to months and days in the date/time picture string, not \"Y\"",
        ),
        (
            "$formatInteger(1e300, 'I')",
            "The number is too large to be written in letters",
        ),
        (
            "$formatNumber(1, '.e0')",
            "D3085: The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'",
        ),
    ] {
        assert_eq!(shown(expression, "{}"), wanted, "{expression}");
    }
}
