//! Text → [`Node`] with spans. Never fails: it recovers and reports everything it found.

mod string;

use super::Number;
use super::members::Members;
use super::node::{Member, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::limits::MAX_JSON_DEPTH;
use crate::text::{Span, Spanned};

/// Reads a document. What cannot be read becomes [`NodeKind::Missing`] with a diagnostic at its place.
pub fn parse(text: &str) -> (Node, Diagnostics) {
    let mut parser = Parser {
        text,
        at: 0,
        diagnostics: Diagnostics::default(),
        broken_string: None,
    };
    if text.starts_with(BYTE_ORDER_MARK) {
        let mark = byte_order_mark();
        parser.at = mark.span.end as usize;
        parser.diagnostics.push(mark);
    }
    parser.skip_space();
    let node = parser.value(0);
    parser.skip_space();
    if parser.at < text.len() {
        let rest = Span::new(parser.at, text.len());
        parser.error(
            rest,
            "unexpected text after the end of the document",
            "remove it",
        );
    }
    (node, parser.diagnostics)
}

/// What some editors put before a text in UTF-8, without a sign of it.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

#[cold]
fn byte_order_mark() -> Diagnostic {
    let span = Span::new(0, BYTE_ORDER_MARK.len_utf8());
    let message = "the text begins with a byte order mark, which is not shown";
    Diagnostic::new(Code::InvalidJson, Severity::Error, span, message)
        .with_reason("JSON has none: AWS reads no further")
        .with_help("remove it, or save the file as UTF-8 without a byte order mark")
        .with_fix("Remove the byte order mark", span, "")
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    diagnostics: Diagnostics,
    /// Where a string ended for want of its closing quote: what it swallowed is not missed again.
    broken_string: Option<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let start = self.at;
            self.at += match rest.as_bytes() {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => 1,
                [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
                [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => return,
            };
            if rest.starts_with('/') {
                let comment = Span::new(start, self.at);
                self.error(
                    comment,
                    "JSON has no comments",
                    "move it to a `Comment` field",
                );
            }
        }
    }

    fn error(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidJson, Severity::Error, span, message).with_help(help),
        );
    }

    fn value(&mut self, depth: usize) -> Node {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_JSON_DEPTH => return self.too_deep(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => {
                let text = self.string();
                match self.broken_string {
                    Some(end) if end > start && end <= self.at => NodeKind::Missing,
                    _ => NodeKind::String(text),
                }
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(byte) if byte.is_ascii_alphabetic() => self.word(),
            Some(b'$') if self.placeholder() => NodeKind::Missing,
            Some(b'}' | b']' | b',' | b':') | None => {
                let end = if self.at < self.text.len() {
                    start + 1
                } else {
                    start
                };
                self.error(
                    Span::new(start, end),
                    "a value is missing here",
                    "write a value",
                );
                NodeKind::Missing
            }
            Some(_) => {
                let end = self.skip_junk();
                self.error(
                    Span::new(start, end),
                    "this is not a JSON value",
                    "strings stand in double quotes",
                );
                NodeKind::Missing
            }
        };
        Node {
            span: Span::new(start, self.at),
            kind,
        }
    }

    /// Reports a container that nests too deep and leaves the rest of the text unread.
    fn too_deep(&mut self) -> Node {
        let span = Span::new(self.at, self.at + 1);
        let message = format!("the text nests deeper than {MAX_JSON_DEPTH} levels");
        self.diagnostics.push(Diagnostic::new(
            Code::NestedTooDeep,
            Severity::Error,
            span,
            message,
        ));
        self.at = self.text.len();
        Node {
            span,
            kind: NodeKind::Missing,
        }
    }

    fn object(&mut self, depth: usize) -> NodeKind {
        let open = self.at;
        self.at += 1;
        let mut members = Members::default();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b'"') => {
                    let member = self.member(depth);
                    if let Some(finding) = members.add(member) {
                        self.diagnostics.push(finding);
                    }
                }
                None | Some(b']') => {
                    self.unclosed(open, "{");
                    break;
                }
                Some(_) => self.skip_member(depth),
            }
            if !self.separator(b'}', open, "{") {
                break;
            }
        }
        NodeKind::Object(members.into_vec())
    }

    /// Goes past a member whose name is none.
    fn skip_member(&mut self, depth: usize) {
        let start = self.at;
        let end = self.skip_junk();
        self.error(
            Span::new(start, end),
            "a member name in double quotes is missing here",
            "write `\"Name\": value`",
        );
        self.skip_space();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.skip_space();
            self.value(depth + 1);
        }
    }

    fn member(&mut self, depth: usize) -> Member {
        let start = self.at;
        let key = self.string();
        let key = Spanned::new(key.value, Span::new(start, self.at));
        self.skip_space();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.skip_space();
            return Member {
                key,
                value: self.value(depth + 1),
            };
        }
        self.error(
            key.span,
            "a colon and a value are missing after this name",
            "write `: value` after it",
        );
        Member {
            value: Node {
                span: Span::new(self.at, self.at),
                kind: NodeKind::Missing,
            },
            key,
        }
    }

    fn array(&mut self, depth: usize) -> NodeKind {
        let open = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                None | Some(b'}') => {
                    self.unclosed(open, "[");
                    break;
                }
                Some(b':') => {
                    // taken, or it would be met again for ever
                    self.error(
                        Span::new(self.at, self.at + 1),
                        "an array has no names",
                        "write an object, `{ \"name\": value }`",
                    );
                    self.at += 1;
                    continue;
                }
                Some(_) => items.push(self.value(depth + 1)),
            }
            if !self.separator(b']', open, "[") {
                break;
            }
        }
        NodeKind::Array(items)
    }

    /// After a member or element: true when another one follows. Takes the closing bracket.
    fn separator(&mut self, close: u8, open: usize, bracket: &str) -> bool {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.skip_space();
                if self.peek() == Some(close) {
                    self.error(
                        Span::new(comma, comma + 1),
                        "a comma before a closing bracket",
                        "remove it",
                    );
                    self.at += 1;
                    return false;
                }
                true
            }
            Some(byte) if byte == close => {
                self.at += 1;
                false
            }
            None | Some(b'}' | b']') => {
                self.unclosed(open, bracket);
                false
            }
            // a name in an array, of which the array itself tells
            Some(b':') if close == b']' => true,
            Some(_) => {
                let before = self.text.get(..self.at).unwrap_or("").trim_end().len();
                if self.broken_string != Some(before) {
                    self.error(
                        Span::new(before, (before + 1).min(self.text.len())),
                        "a comma is missing here",
                        "write `,`",
                    );
                }
                true
            }
        }
    }

    fn unclosed(&mut self, open: usize, bracket: &str) {
        let message = format!("this `{bracket}` is never closed");
        self.error(
            Span::new(open, open + 1),
            &message,
            "add the closing bracket",
        );
    }

    fn word(&mut self) -> NodeKind {
        let start = self.at;
        let end = self.skip_junk();
        match self.text.get(start..end) {
            Some("true") => NodeKind::Bool(true),
            Some("false") => NodeKind::Bool(false),
            Some("null") => NodeKind::Null,
            _ => {
                let help = "strings stand in double quotes; other words are true, false and null";
                self.error(Span::new(start, end), "this is not a JSON value", help);
                NodeKind::Missing
            }
        }
    }

    /// Takes what a deployment tool fills in, such as `${Seconds}`, as one: a brace of it closes no object.
    fn placeholder(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let (true, Some(end)) = (line.starts_with("${"), line.find('}')) else {
            return false;
        };
        let start = self.at;
        self.at += end + 1;
        self.error(
            Span::new(start, self.at),
            "a placeholder without double quotes is no JSON",
            "write the value that it stands for, or put it in double quotes",
        );
        true
    }

    /// Moves past what is no punctuation and no white space; always by at least one character.
    fn skip_junk(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or("");
        let stop = |c: char| {
            c.is_ascii_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '"')
        };
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest
            .get(first..)
            .and_then(|tail| tail.find(stop))
            .map_or(rest.len(), |n| n + first);
        self.at += length;
        self.at
    }

    fn number(&mut self) -> NodeKind {
        let start = self.at;
        let end = self.skip_junk();
        match self.text.get(start..end).and_then(number) {
            Some(number) => NodeKind::Number(number),
            None => {
                self.error(
                    Span::new(start, end),
                    "this is not a JSON number",
                    "write it as `12`, `-1.5` or `2e3`",
                );
                NodeKind::Missing
            }
        }
    }
}

/// Source: `-0` is a whole number to AWS's parser too; recorded on AWS for `States.StringToJson`.
fn number(text: &str) -> Option<Number> {
    if text == "-0" {
        return Some(Number::from(0_i64));
    }
    let number: serde_json::Number = serde_json::from_str(text).ok()?;
    Some(match (number.as_i64(), number.as_u64()) {
        (Some(n), _) => Number::from(n),
        (None, Some(n)) => Number::from(n),
        (None, None) => Number::from(number.as_f64().unwrap_or(0.0)),
    })
}
