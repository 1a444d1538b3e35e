//! A JSON document as it stands in a text: every value and member name with its span.

use std::rc::Rc;

use super::{Number, Value};
use crate::text::{Span, Spanned};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// From its first to its last byte, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a [`Node`] is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A place where a value should stand and none can be read.
    Missing,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `1`, `1.5e3`
    Number(Number),
    /// `"text"`
    String(Text),
    /// `[…]`
    Array(Vec<Node>),
    /// `{…}`, members in the order of the text, each name once: of duplicates the last value counts.
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name; the span holds the quotes.
    pub key: Spanned<Rc<str>>,
    /// Its value.
    pub value: Node,
}

/// A string literal: what it says, and how places in that map back to the source.
#[derive(Clone, Debug)]
pub struct Text {
    /// The decoded text.
    pub value: Rc<str>,
    /// Where the first decoded byte stands in the source.
    start: u32,
    /// For each escape: the decoded offset after it and how far the source is ahead from there on.
    shifts: Box<[(u32, u32)]>,
}

impl Text {
    pub(super) fn new(value: Rc<str>, start: u32, shifts: Box<[(u32, u32)]>) -> Text {
        Text {
            value,
            start,
            shifts,
        }
    }

    /// The source span of the decoded bytes `from..to`, so that an error inside an expression points into the literal.
    pub fn source(&self, from: usize, to: usize) -> Span {
        Span::new(self.source_offset(from), self.source_offset(to))
    }

    fn source_offset(&self, decoded: usize) -> usize {
        let after = self
            .shifts
            .partition_point(|(at, _)| *at as usize <= decoded);
        let shift = after
            .checked_sub(1)
            .and_then(|at| self.shifts.get(at))
            .map_or(0, |(_, shift)| *shift);
        self.start as usize + decoded + shift as usize
    }
}

impl Node {
    /// A value that stands in no text, with `span` as the place of all its parts.
    pub fn at(span: Span, value: &Value) -> Node {
        let kind = match value {
            Value::Null => NodeKind::Null,
            Value::Bool(value) => NodeKind::Bool(*value),
            Value::Number(number) => NodeKind::Number(*number),
            Value::String(text) => NodeKind::String(Text::new(text.clone(), span.start, [].into())),
            Value::Array(array) => {
                NodeKind::Array(array.items().iter().map(|it| Node::at(span, it)).collect())
            }
            Value::Object(object) => {
                let members = object.members().iter().map(|(key, value)| Member {
                    key: Spanned::new(key.clone(), span),
                    value: Node::at(span, value),
                });
                NodeKind::Object(members.collect())
            }
        };
        Node { span, kind }
    }

    /// The value of the member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The member `key` of an object.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members()
            .iter()
            .find(|member| *member.key.value == *key)
    }

    /// The members of an object; none for anything else.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            NodeKind::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The decoded text of a string.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(|text| &*text.value)
    }

    /// The value without places; a [`NodeKind::Missing`] becomes `null`.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Missing | NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Number(number) => Value::Number(*number),
            NodeKind::String(text) => Value::String(text.value.clone()),
            NodeKind::Array(items) => Value::array(items.iter().map(Node::to_value).collect()),
            NodeKind::Object(members) => Value::object(
                members
                    .iter()
                    .map(|member| (member.key.value.clone(), member.value.to_value())),
            ),
        }
    }

    /// What kind of value it is, in JSON's words and for a sentence: `null`, `a string`, `an array`.
    pub fn type_words(&self) -> &'static str {
        match &self.kind {
            NodeKind::Missing => "nothing",
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::Array(_) => "an array",
            NodeKind::Object(_) => "an object",
        }
    }
}
