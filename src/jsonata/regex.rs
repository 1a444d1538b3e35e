//! Regular expressions: JavaScript's syntax on an engine that is linear in time.
//!
//! `regex-lite` has no look-around and no back-references; a pattern that uses them is refused when it is parsed. In
//! exchange no pattern can hang a run.

use super::error::{Fault, Result};

/// A pattern, compiled once.
#[derive(Debug)]
pub(super) struct Regex {
    engine: regex_lite::Regex,
}

/// One match. Offsets are bytes of the text.
pub(super) struct Match {
    pub start: usize,
    pub end: usize,
    /// The groups; `None` where one took no part.
    pub groups: Vec<Option<String>>,
}

impl Regex {
    /// `flags`: `i`, `m`.
    pub fn new(pattern: &str, flags: &str) -> Result<Regex> {
        let engine = regex_lite::RegexBuilder::new(&translated(pattern))
            .case_insensitive(flags.contains('i'))
            .multi_line(flags.contains('m'))
            .size_limit(1 << 20)
            .build();
        engine.map(|engine| Regex { engine }).map_err(|error| {
            Fault::guard(&format!(
                "The regular expression /{pattern}/ cannot be used: {error}"
            ))
        })
    }

    /// The first match from a byte offset on.
    pub fn find(&self, text: &str, from: usize) -> Option<Match> {
        if from > text.len() {
            return None;
        }
        let captures = self.engine.captures_at(text, from)?;
        let whole = captures.get(0)?;
        let groups = (1..captures.len())
            .map(|group| captures.get(group).map(|found| found.as_str().to_owned()))
            .collect();
        Some(Match {
            start: whole.start(),
            end: whole.end(),
            groups,
        })
    }
}

/// JavaScript's spelling in the engine's: what is escaped there without need, and groups with names.
fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('/') => out.push('/'),
            Some(
                escaped @ ('"' | '\'' | '`' | '%' | '@' | ',' | ';' | ':' | '=' | '!' | ' ' | '_'),
            ) => out.push(escaped),
            Some('u') => {
                let digits: String = std::iter::from_fn(|| chars.next_if(char::is_ascii_hexdigit))
                    .take(4)
                    .collect();
                out.push_str(&format!("\\x{{{digits}}}"));
            }
            Some(escaped) => out.extend(['\\', escaped]),
            None => out.push('\\'),
        }
    }
    out
}
