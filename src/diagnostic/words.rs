//! Lists of names inside a sentence.

/// `` `A`, `B` and `C` ``, with `word` before the last name.
pub fn quoted(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    joined(&quoted, word)
}

/// `A, B and C`, with `word` before the last name.
pub fn joined(names: &[&str], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
