//! Values as text: compact as AWS prints them, or indented for people.

use std::fmt::{self, Write};
use std::rc::Rc;

use super::Value;

impl Value {
    /// The compact text. A container makes it at most once and keeps it.
    pub fn to_text(&self) -> Rc<str> {
        let cell = match self {
            Value::Array(array) => array.text_cell(),
            Value::Object(object) => object.text_cell(),
            scalar => return scalar.compact().into(),
        };
        cell.get_or_init(|| self.compact().into()).clone()
    }

    /// Appends the compact text to `out`.
    pub fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Number(number) => {
                let _ = write!(out, "{number}");
            }
            Value::String(text) => write_string(text, out),
            Value::Array(array) => match array.text_cell().get() {
                Some(text) => out.push_str(text),
                None => {
                    out.push('[');
                    for (at, item) in array.items().iter().enumerate() {
                        if at > 0 {
                            out.push(',');
                        }
                        item.write(out);
                    }
                    out.push(']');
                }
            },
            Value::Object(object) => match object.text_cell().get() {
                Some(text) => out.push_str(text),
                None => {
                    out.push('{');
                    for (at, (key, value)) in object.members().iter().enumerate() {
                        if at > 0 {
                            out.push(',');
                        }
                        write_string(key, out);
                        out.push(':');
                        value.write(out);
                    }
                    out.push('}');
                }
            },
        }
    }

    /// The text with `indent` spaces a level.
    pub fn to_pretty(&self, indent: usize) -> String {
        let mut out = String::new();
        self.write_pretty(indent, 0, &mut out);
        out
    }

    fn compact(&self) -> String {
        let mut out = String::with_capacity(self.size());
        self.write(&mut out);
        out
    }

    fn write_pretty(&self, indent: usize, level: usize, out: &mut String) {
        let new_line = |level: usize, out: &mut String| {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent * level));
        };
        match self {
            Value::Array(array) if !array.is_empty() => {
                out.push('[');
                for (at, item) in array.items().iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    new_line(level + 1, out);
                    item.write_pretty(indent, level + 1, out);
                }
                new_line(level, out);
                out.push(']');
            }
            Value::Object(object) if !object.is_empty() => {
                out.push('{');
                for (at, (key, value)) in object.members().iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    new_line(level + 1, out);
                    write_string(key, out);
                    out.push_str(": ");
                    value.write_pretty(indent, level + 1, out);
                }
                new_line(level, out);
                out.push('}');
            }
            other => other.write(out),
        }
    }
}

/// The compact text, as [`Value::to_text`] gives it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

/// Appends `text` as a JSON string, with its quotes, escaping what JSON demands and nothing else.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 => "",
            _ => continue,
        };
        out.push_str(text.get(plain..at).unwrap_or(""));
        if escape.is_empty() {
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(escape);
        }
        plain = at + 1;
    }
    out.push_str(text.get(plain..).unwrap_or(""));
    out.push('"');
}

/// Bytes that [`write_string`] appends.
pub(super) fn string_size(text: &str) -> usize {
    let escapes = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    });
    text.len() + 2 + escapes.sum::<usize>()
}
