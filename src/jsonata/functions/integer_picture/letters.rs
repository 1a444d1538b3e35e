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
    let units: Vec<u16> = text.encode_utf16().collect();
    let values = units.iter().rev().zip(0..).map(|(unit, place)| {
        let value = f64::from(*unit) - f64::from(u32::from(first)) + 1.0;
        value * 26f64.powi(place)
    });
    values.fold(0.0, |sum, value| sum + value)
}
