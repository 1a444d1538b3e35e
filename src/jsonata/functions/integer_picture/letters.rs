//! Numbers by letters, as columns of a spreadsheet.

use super::Case;

/// `a` … `z`, `aa` …
pub(super) fn written(mut value: f64) -> String {
    let mut letters = Vec::new();
    while value > 0.0 {
        letters.push(char::from(b'a' + ((value - 1.0) % 26.0) as u8));
        value = ((value - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

/// Letters of the other case have values too, if odd ones.
pub(super) fn read(text: &str, case: Case) -> f64 {
    let first = if case == Case::Upper { 'A' } else { 'a' };
    text.encode_utf16().fold(0.0, |sum, unit| {
        sum * 26.0 + f64::from(unit) - f64::from(u32::from(first)) + 1.0
    })
}
