//! A definition laid out anew: white space changes, nothing else.

use crate::json::parse::parse;

/// The text with one member or element a line and `indent` blanks a level. Numbers, escapes and members that are
/// written twice stay as they are; a text that is no JSON comes back unchanged.
///
/// ```
/// use asl_playground::definition::format;
/// assert_eq!(format(r#"{"a":[1.50,{}]}"#, 2), "{\n  \"a\": [\n    1.50,\n    {}\n  ]\n}");
/// assert_eq!(format("{", 2), "{");
/// ```
pub fn format(text: &str, indent: usize) -> String {
    if parse(text).1.has_errors() {
        return text.to_owned();
    }
    let mut layout = Layout {
        out: String::with_capacity(text.len() * 2),
        indent,
        depth: 0,
        is_empty: false,
    };
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => string_length(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest
                .find(['{', '}', '[', ']', ',', ':', ' ', '\t', '\r', '\n'])
                .unwrap_or(rest.len())
                .max(c.len_utf8()),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        layout.token(token);
        rest = after.trim_start();
    }
    if text.ends_with('\n') {
        layout.out.push('\n');
    }
    layout.out
}

/// Bytes of the string literal at the start of the text, quotes included.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Layout {
    out: String,
    indent: usize,
    depth: usize,
    /// The container that was opened last holds nothing yet.
    is_empty: bool,
}

impl Layout {
    fn token(&mut self, token: &str) {
        match token {
            "}" | "]" => {
                self.depth = self.depth.saturating_sub(1);
                if !self.is_empty {
                    self.line();
                }
                self.is_empty = false;
                self.out.push_str(token);
            }
            "," => {
                self.out.push(',');
                self.line();
            }
            ":" => self.out.push_str(": "),
            _ => {
                if self.is_empty {
                    self.line();
                }
                self.out.push_str(token);
                self.is_empty = matches!(token, "{" | "[");
                self.depth += usize::from(self.is_empty);
            }
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out
            .extend(std::iter::repeat_n(' ', self.indent * self.depth));
    }
}
