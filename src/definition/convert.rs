//! A definition in the other notation: JSON becomes YAML, YAML becomes JSON.

use serde::Serialize;

use crate::json::node::{Node, NodeKind};
use crate::json::{parse, write_string, yaml};
use crate::ordering::sort_by;
use crate::text::Span;

/// A definition in the other notation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Converted {
    /// The whole text.
    pub text: String,
    /// How many comments of the YAML have no place in it.
    pub comments: usize,
}

/// The same document in the other notation: members in their order, numbers as they are written.
///
/// # Errors
/// A sentence: the text cannot be read, or has a name that YAML cannot take.
///
/// ```
/// use asl_playground::definition::convert;
/// assert_eq!(convert(r#"{"A":[1.50,"$.x",{}]}"#).unwrap().text, "A:\n  - 1.50\n  - $.x\n  - {}\n");
/// assert_eq!(convert("A:\n  - 1.50\n").unwrap().text, "{\n  \"A\": [\n    1.50\n  ]\n}\n");
/// assert!(convert("{").is_err());
/// ```
pub fn convert(text: &str) -> Result<Converted, &'static str> {
    let is_yaml = yaml::is_yaml(text);
    let (node, found) = if is_yaml {
        yaml::parse(text)
    } else {
        parse::parse(text)
    };
    if found.has_errors() || matches!(node.kind, NodeKind::Missing) {
        return Err(UNREADABLE);
    }
    let mut writer = Writer {
        source: text,
        out: String::with_capacity(text.len() * 2),
    };
    let comments = if is_yaml {
        let mut texts = Vec::new();
        leaves(&node, &mut texts);
        // what an alias stands for is where its anchor is
        sort_by(&mut texts, Ord::cmp);
        writer.json(&node, 0);
        writer.out.push('\n');
        comments(text, &texts)
    } else {
        writer.yaml(&node, 0, FirstMember::OnItsOwnLine);
        // a text in quotes alone would be taken for JSON
        let begin = writer.out.trim_start_matches(['\n', ' ']);
        let is_json = begin.starts_with('"') && !yaml::is_yaml(begin);
        let mark = if is_json { "---\n" } else { "" };
        writer.out = format!("{mark}{begin}");
        writer.out.push('\n');
        if yaml::parse(&writer.out).1.has_errors() {
            return Err(LONG_NAME);
        }
        0
    };
    Ok(Converted {
        text: writer.out,
        comments,
    })
}

const UNREADABLE: &str = "The definition cannot be read as it stands, so it stays as it is written. The problems below it say where.";
const LONG_NAME: &str = "YAML has no place for a name of more than 1,024 characters, so the definition stays as it is written.";

/// Where the first member of a YAML mapping stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstMember {
    OnItsOwnLine,
    /// In a sequence: `- name: value`.
    BesideTheDash,
}

struct Writer<'a> {
    source: &'a str,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", depth));
    }

    fn json(&mut self, node: &Node, depth: usize) {
        let (open, close, count) = match &node.kind {
            NodeKind::Array(items) => ('[', ']', items.len()),
            NodeKind::Object(members) => ('{', '}', members.len()),
            NodeKind::String(text) => return write_string(&text.value, &mut self.out),
            _ => return self.literal(node),
        };
        self.out.push(open);
        for at in 0..count {
            if at > 0 {
                self.out.push(',');
            }
            self.line(depth + 1);
            if let Some(member) = node.members().get(at) {
                write_string(&member.key.value, &mut self.out);
                self.out.push_str(": ");
                self.json(&member.value, depth + 1);
            } else if let Some(item) = node.as_array().and_then(|items| items.get(at)) {
                self.json(item, depth + 1);
            }
        }
        if count > 0 {
            self.line(depth);
        }
        self.out.push(close);
    }

    /// What follows `name:` or `-`.
    fn yaml(&mut self, node: &Node, depth: usize, first: FirstMember) {
        match &node.kind {
            NodeKind::Object(members) if !members.is_empty() => {
                for (at, member) in members.iter().enumerate() {
                    if at == 0 && first == FirstMember::BesideTheDash {
                        self.out.push(' ');
                    } else {
                        self.line(depth);
                    }
                    let key = &member.key;
                    self.scalar(&key.value, key.span, None);
                    self.out.push(':');
                    self.yaml(&member.value, depth + 1, FirstMember::OnItsOwnLine);
                }
            }
            NodeKind::Array(items) if !items.is_empty() => {
                for item in items {
                    self.line(depth);
                    self.out.push('-');
                    self.yaml(item, depth + 1, FirstMember::BesideTheDash);
                }
            }
            NodeKind::String(text) => {
                self.out.push(' ');
                self.scalar(&text.value, node.span, Some(depth));
            }
            NodeKind::Object(_) => self.out.push_str(" {}"),
            NodeKind::Array(_) => self.out.push_str(" []"),
            _ => {
                self.out.push(' ');
                self.literal(node);
            }
        }
    }

    /// A number, `true`, `false` or `null`; a number as it is written.
    fn literal(&mut self, node: &Node) {
        let (from, to) = (node.span.start as usize, node.span.end as usize);
        match self.source.get(from..to) {
            Some(written)
                if matches!(node.kind, NodeKind::Number(_))
                    && crate::json::parse(written).is_ok() =>
            {
                self.out.push_str(written);
            }
            _ => node.to_value().write(&mut self.out),
        }
    }

    /// A text that is written at `span`, in the plainest form that reads as the same text; `block` is the depth of its
    /// lines if it may have more than one. What is filled in for a substitution stays a text when it was in quotes.
    fn scalar(&mut self, text: &str, span: Span, block: Option<usize>) {
        let is_quoted = self.source.as_bytes().get(span.start as usize) == Some(&b'"');
        if yaml::is_plain(text) && !(is_quoted && text.contains("${")) {
            return self.out.push_str(text);
        }
        if let Some(depth) = block.filter(|_| is_block(text)) {
            self.out
                .push_str(if text.ends_with('\n') { "|" } else { "|-" });
            for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                if line.is_empty() {
                    self.out.push('\n');
                } else {
                    self.line(depth);
                    self.out.push_str(line);
                }
            }
        } else if text.contains(['\'', '\\']) || text.chars().any(char::is_control) {
            write_string(text, &mut self.out);
        } else {
            self.out.push('\'');
            self.out.push_str(text);
            self.out.push('\'');
        }
    }
}

/// Lines that a literal block keeps as they are.
fn is_block(text: &str) -> bool {
    let lines = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n')
        && !lines.starts_with([' ', '\n'])
        && !lines.ends_with('\n')
        && !lines.is_empty()
        && lines
            .chars()
            .all(|c| c == '\n' || c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric())
        && lines.split('\n').all(|line| !line.ends_with(' '))
}

/// Where texts and numbers stand: names and values without parts.
fn leaves(node: &Node, out: &mut Vec<(usize, usize)>) {
    for member in node.members() {
        out.push((member.key.span.start as usize, member.key.span.end as usize));
        leaves(&member.value, out);
    }
    for item in node.as_array().unwrap_or_default() {
        leaves(item, out);
    }
    if node.members().is_empty() && node.as_array().is_none() {
        out.push((node.span.start as usize, node.span.end as usize));
    }
}

/// How many lines have a comment outside of texts; these are in the order of their places.
fn comments(text: &str, texts: &[(usize, usize)]) -> usize {
    let is_inside = |at: usize| {
        let begun = texts.partition_point(|&(from, _)| from <= at);
        let last = begun.checked_sub(1).and_then(|last| texts.get(last));
        last.is_some_and(|&(_, to)| at < to)
    };
    let mut start = 0;
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let begins = |at: usize| {
            at == 0
                || line
                    .as_bytes()
                    .get(at - 1)
                    .is_some_and(u8::is_ascii_whitespace)
        };
        count += usize::from(
            line.match_indices('#')
                .any(|(at, _)| begins(at) && !is_inside(start + at)),
        );
        start += line.len();
    }
    count
}
