//! Numbers in English words.

use super::Numeral;

const FEW: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];

const ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];

const DECADES: [&str; 8] = [
    "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
];

const MAGNITUDES: [&str; 4] = ["Thousand", "Million", "Billion", "Trillion"];

/// `Twenty-One`, `Twenty-First`
pub(super) fn written(value: f64, numeral: Numeral) -> String {
    let small = value as usize;
    if value < 20.0 {
        let table = match numeral {
            Numeral::Cardinal => &FEW,
            Numeral::Ordinal => &ORDINALS,
        };
        return table.get(small).copied().unwrap_or_default().to_owned();
    }
    if value < 100.0 {
        let decade = DECADES.get(small / 10 - 2).copied().unwrap_or_default();
        return match (small % 10, numeral) {
            (0, Numeral::Ordinal) => format!("{}ieth", decade.trim_end_matches('y')),
            (0, Numeral::Cardinal) => decade.to_owned(),
            (rest, _) => format!("{decade}-{}", written(rest as f64, numeral)),
        };
    }
    let (factor, name) = if value < 1000.0 {
        (100.0, "Hundred")
    } else {
        let magnitude = ((value.log10() / 3.0).floor() as usize).clamp(1, MAGNITUDES.len());
        let name = MAGNITUDES.get(magnitude - 1).copied().unwrap_or_default();
        (10f64.powi(magnitude as i32 * 3), name)
    };
    let count = (value / factor).floor();
    let rest = value - count * factor;
    let text = format!("{} {name}", written(count, Numeral::Cardinal));
    if rest > 0.0 {
        let joint = if rest < 100.0 { " and " } else { ", " };
        return text + joint + &written(rest, numeral);
    }
    match numeral {
        Numeral::Cardinal => text,
        Numeral::Ordinal => text + "th",
    }
}

/// The number that words say; NaN for a word that says none.
pub(super) fn read(text: &str) -> f64 {
    let text = text.to_lowercase().replace(", ", " ").replace(" and ", " ");
    let mut sums = vec![0.0];
    for word in text.split([' ', '-']) {
        let Some(value) = of_word(word) else {
            return f64::NAN;
        };
        let top = sums.pop().unwrap_or(0.0);
        if value >= 100.0 {
            sums.push(top * value);
        } else if top >= 1000.0 {
            sums.extend([top, value]);
        } else {
            sums.push(top + value);
        }
    }
    sums.iter().sum()
}

fn of_word(word: &str) -> Option<f64> {
    let at = |table: &[&str]| table.iter().position(|of| of.eq_ignore_ascii_case(word));
    if let Some(value) = at(&FEW).or_else(|| at(&ORDINALS)) {
        return Some(value as f64);
    }
    let decade = word.strip_suffix("ieth").map(|stem| format!("{stem}y"));
    let decade = decade.as_deref().unwrap_or(word);
    if let Some(index) = DECADES
        .iter()
        .position(|of| of.eq_ignore_ascii_case(decade))
    {
        return Some((index + 2) as f64 * 10.0);
    }
    let cardinal = word.strip_suffix("th").unwrap_or(word);
    if cardinal == "hundred" {
        return Some(100.0);
    }
    let magnitude = MAGNITUDES
        .iter()
        .position(|of| of.eq_ignore_ascii_case(cardinal))?;
    Some(10f64.powi((magnitude as i32 + 1) * 3))
}
