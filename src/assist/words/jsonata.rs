//! What the functions of JSONata do.

use super::Words;

/// Functions of JSONata and those that AWS adds, without `$`.
pub(in crate::assist) const JSONATA: Words = &[
    ("sum", "(numbers) Their sum."),
    ("count", "(array) How many items there are."),
    ("max", "(numbers) The largest."),
    ("min", "(numbers) The smallest."),
    ("average", "(numbers) Their mean."),
    (
        "string",
        "(value[, prettify]) The value as text; JSON for objects and arrays.",
    ),
    (
        "substring",
        "(text, start[, length]) A part of the text; a negative start counts from the end.",
    ),
    (
        "substringBefore",
        "(text, characters) What stands before their first occurrence.",
    ),
    (
        "substringAfter",
        "(text, characters) What stands after their first occurrence.",
    ),
    ("lowercase", "(text) The text in lower case."),
    ("uppercase", "(text) The text in upper case."),
    ("length", "(text) How many characters it has."),
    (
        "trim",
        "(text) The text with each run of white space made one blank, none at its ends.",
    ),
    (
        "pad",
        "(text, width[, character]) The text filled up on the right, or on the left for a negative width.",
    ),
    (
        "match",
        "(text, pattern[, limit]) The matches of a regular expression, as objects.",
    ),
    (
        "contains",
        "(text, pattern) Whether a text or a regular expression is found in it.",
    ),
    (
        "replace",
        "(text, pattern, replacement[, limit]) The text with matches replaced.",
    ),
    (
        "split",
        "(text, separator[, limit]) The parts of the text between separators.",
    ),
    ("join", "(texts[, separator]) The texts as one."),
    ("base64encode", "(text) The text in Base64."),
    (
        "base64decode",
        "(text) The text that the Base64 stands for.",
    ),
    (
        "encodeUrlComponent",
        "(text) The text escaped as a part of a URL.",
    ),
    ("encodeUrl", "(text) The text escaped as a whole URL."),
    ("decodeUrlComponent", "(text) Undoes `$encodeUrlComponent`."),
    ("decodeUrl", "(text) Undoes `$encodeUrl`."),
    (
        "formatNumber",
        "(number, picture[, options]) The number as a picture such as `#,##0.00` says.",
    ),
    (
        "formatInteger",
        "(number, picture) The whole number as a picture such as `w` (words) or `I` (Roman) says.",
    ),
    ("parseInteger", "(text, picture) Undoes `$formatInteger`."),
    (
        "formatBase",
        "(number[, radix]) The whole number in a base from 2 to 36.",
    ),
    (
        "number",
        "(value) The number that a text or a boolean stands for.",
    ),
    ("floor", "(number) The whole number at or below it."),
    ("ceil", "(number) The whole number at or above it."),
    (
        "round",
        "(number[, places]) The nearest number; a half goes to the even neighbour.",
    ),
    ("abs", "(number) The number without its sign."),
    ("sqrt", "(number) Its square root."),
    ("power", "(base, exponent) The base to that power."),
    ("boolean", "(value) Whether the value counts as true."),
    ("not", "(value) Whether the value counts as false."),
    ("exists", "(value) Whether the expression gives anything."),
    ("type", "(value) The name of its type."),
    ("error", "([message]) Fails with this message."),
    (
        "assert",
        "(condition[, message]) Fails with this message unless the condition holds.",
    ),
    (
        "map",
        "(array, function) What the function gives for each item.",
    ),
    (
        "filter",
        "(array, function) The items for which the function gives true.",
    ),
    (
        "single",
        "(array[, function]) The one item for which the function gives true; fails unless there is exactly one.",
    ),
    (
        "reduce",
        "(array, function[, initial]) The items combined by a function of two.",
    ),
    ("zip", "(array, …) Arrays of the items at the same index."),
    ("append", "(first, second) One array of both."),
    ("reverse", "(array) The items in reverse order."),
    (
        "sort",
        "(array[, function]) The items in order; the function says whether the first of two comes later.",
    ),
    ("shuffle", "(array) The items in random order."),
    ("distinct", "(array) The array without duplicates."),
    (
        "sift",
        "(object, function) The members for which the function gives true.",
    ),
    (
        "each",
        "(object, function) What the function gives for each member.",
    ),
    ("keys", "(object) The names of its members."),
    ("lookup", "(object, name) The value of a member."),
    ("spread", "(object) An object for each of its members."),
    ("merge", "(objects) One object of all; later ones win."),
    ("clone", "(object) A copy."),
    (
        "toMillis",
        "(timestamp[, picture]) The time in milliseconds since 1970.",
    ),
    (
        "fromMillis",
        "(milliseconds[, picture[, zone]]) The time as an ISO 8601 text, or as the picture says.",
    ),
    ("now", "([picture[, zone]]) The present time as a text."),
    ("millis", "() The present time in milliseconds since 1970."),
    (
        "random",
        "([seed]) A random number from 0 up to 1; the same for the same seed.",
    ),
    (
        "partition",
        "(array, size) Pieces of the array, each of that size; the last may be shorter. Added by AWS.",
    ),
    (
        "range",
        "(first, last, step) Numbers from the first to the last. Added by AWS.",
    ),
    (
        "hash",
        "(data, algorithm) The hash by `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`. Added by AWS.",
    ),
    ("uuid", "() A random UUID, version 4. Added by AWS."),
    (
        "parse",
        "(text) The value of a JSON text. Added by AWS, in the place of `$eval`.",
    ),
];
