//! String literals.

use super::Parser;
use crate::json::node::Text;
use crate::text::Span;

impl Parser<'_> {
    /// Reads a string literal; the parser stands on its opening quote.
    pub(super) fn string(&mut self) -> Text {
        let start = self.at;
        self.at += 1;
        let (mut value, mut shifts, mut shift) = (String::new(), Vec::new(), 0u32);
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let Some(c) = rest.chars().next() else {
                self.error(
                    Span::new(start, start + 1),
                    "this string is never closed",
                    "add the closing quote",
                );
                break;
            };
            match c {
                '"' => {
                    self.at += 1;
                    break;
                }
                '\n' => {
                    self.error(
                        Span::new(start, self.at),
                        "this string is never closed on its line",
                        "add the closing quote",
                    );
                    let end = self.text.get(..self.at).unwrap_or("").trim_end().len();
                    self.broken_string = Some(end);
                    break;
                }
                '\\' => {
                    let before = self.at;
                    let length = value.len();
                    self.escape(&mut value);
                    shift += ((self.at - before) - (value.len() - length)) as u32;
                    shifts.push((value.len() as u32, shift));
                }
                c if u32::from(c) < 0x20 => {
                    self.error(
                        Span::new(self.at, self.at + 1),
                        "a control character inside a string",
                        "escape it",
                    );
                    self.at += 1;
                    value.push(c);
                }
                c => {
                    self.at += c.len_utf8();
                    value.push(c);
                }
            }
        }
        Text::new(value.into(), start as u32 + 1, shifts.into())
    }

    fn escape(&mut self, value: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(byte) = self.peek() else { return };
        let simple = match byte {
            b'"' => Some('"'),
            b'\\' => Some('\\'),
            b'/' => Some('/'),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            _ => None,
        };
        if let Some(c) = simple {
            self.at += 1;
            return value.push(c);
        }
        if byte == b'u'
            && let Some(c) = self.unicode_escape()
        {
            return value.push(c);
        }
        let next = self
            .text
            .get(start + 1..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        self.at = start + 1 + next;
        self.error(
            Span::new(start, self.at),
            "this is not a JSON escape",
            "a backslash is written `\\\\`",
        );
        value.push_str(self.text.get(start + 1..self.at).unwrap_or(""));
    }

    /// `\uXXXX`, or a pair of them for a character beyond the basic plane; a lone surrogate becomes U+FFFD.
    fn unicode_escape(&mut self) -> Option<char> {
        let high = self.hex(self.at + 1)?;
        self.at += 5;
        if (0xd800..0xdc00).contains(&high)
            && self.text.get(self.at..self.at + 2) == Some("\\u")
            && let Some(low @ 0xdc00..0xe000) = self.hex(self.at + 2)
        {
            self.at += 6;
            return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        }
        Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    }
}
