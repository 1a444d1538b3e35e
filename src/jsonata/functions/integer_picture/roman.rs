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

/// `mmxxiv`
pub(super) fn written(mut value: u32) -> String {
    let mut text = String::new();
    for (worth, numeral) in ROMANS {
        while value >= worth {
            text.push_str(numeral);
            value -= worth;
        }
    }
    text
}

/// The number that capital numerals stand for, in whatever order; NaN for what is none.
pub(super) fn read(text: &str) -> f64 {
    let (mut sum, mut most) = (0.0, 0.0);
    for char in text.chars().rev() {
        let worth = match char {
            'M' => 1000.0,
            'D' => 500.0,
            'C' => 100.0,
            'L' => 50.0,
            'X' => 10.0,
            'V' => 5.0,
            'I' => 1.0,
            _ => return f64::NAN,
        };
        if worth < most {
            sum -= worth;
        } else {
            most = worth;
            sum += worth;
        }
    }
    sum
}
