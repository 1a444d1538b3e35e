//! Roman numerals.

const ROMANS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

pub(super) fn written(mut value: u32) -> String {
    // thousands are written one by one; more of them than these only fill memory
    let mut text = "m".repeat((value / 1000).min(100_000) as usize);
    value %= 1000;
    for (worth, numeral) in ROMANS {
        while value >= worth {
            text.push_str(numeral);
            value -= worth;
        }
    }
    text
}

pub(super) fn read(text: &str) -> Option<f64> {
    let (mut sum, mut most) = (0.0, 0.0);
    for char in text.chars().rev() {
        let numeral = char
            .is_ascii_uppercase()
            .then(|| char.to_ascii_lowercase().to_string())?;
        let worth = ROMANS.iter().find(|(_, of)| *of == numeral);
        let worth = worth.map(|(worth, _)| f64::from(*worth))?;
        if worth < most {
            sum -= worth;
        } else {
            most = worth;
            sum += worth;
        }
    }
    Some(sum)
}
