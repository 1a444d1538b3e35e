//! YAML text → [`Node`] with spans, so that a definition may be written in either.
//!
//! The crate `saphyr-parser` reads the grammar; here its events become the same tree that JSON becomes. Only the first
//! document counts. Scalars are read by YAML 1.2's rules for JSON: `yes` is a text, `2025-01-01` is a text. Of YAML 1.1
//! there are merge keys, which people write beside anchors. Tags of CloudFormation become substitutions:
//! `!GetAtt Charge.Arn` is the text `${Charge.Arn}`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::members::Members;
use super::node::{Member, Node, NodeKind, Text};
use super::parse::BYTE_ORDER_MARK;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::limits::{MAX_JSON_DEPTH, MAX_YAML_NODES};
use crate::text::{Span, Spanned};

/// The name under which a mapping takes over the members of others.
const MERGE: &str = "<<";

/// Whether a text is meant as YAML: its first line that says something is a comment, a directive, `---`, or `name: …`.
/// What begins with a brace is JSON, also where it is broken: YAML would take more of it than AWS does. A byte order mark
/// before it belongs to YAML, but not to JSON.
///
/// ```
/// use asl_playground::json::yaml::is_yaml;
/// assert!(is_yaml("# Orders\nStartAt: A"));
/// assert!(is_yaml("\"StartAt\": A"));
/// assert!(!is_yaml("{ \"StartAt\": \"A\" }"));
/// assert!(!is_yaml("not a definition"));
/// ```
pub fn is_yaml(text: &str) -> bool {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(line) = lines.next() else {
        return false;
    };
    if line.starts_with(['#', '%']) || line == "---" || line.starts_with("--- ") {
        return true;
    }
    if line.starts_with(['{', '[', '}', ']', ',']) {
        return false;
    }
    match line.strip_prefix('"') {
        Some(rest) => is_value(after_quote(rest)),
        None => line.ends_with(':') || line.contains(": "),
    }
}

/// What stands behind the closing quote of a text.
fn after_quote(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.and_then(|at| text.get(at + 1..)).unwrap_or("")
}

/// Whether a colon makes what stands before it a name.
fn is_value(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix(':');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a text without quotes reads as this text in a block, to readers of YAML 1.1 as well.
pub(crate) fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let begins =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '/' | '_'));
    begins
        && text
            .chars()
            .all(|c| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([' ', ':'])
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Reads a document. What stands before a syntax error is kept.
pub fn parse(text: &str) -> (Node, Diagnostics) {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str(text) {
        let goes_on = match event {
            Ok((event, span)) => builder.event(event, span.start.index(), span.end.index()),
            Err(error) => {
                let at = builder.byte(error.marker().index());
                builder.report(
                    Code::InvalidYaml,
                    Span::new(at, at + 1),
                    error.info().to_owned(),
                );
                false
            }
        };
        if !goes_on {
            break;
        }
    }
    builder.finish()
}

/// A collection that is being read.
struct Open {
    start: usize,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    Sequence(Vec<Node>),
    Mapping {
        members: Members,
        /// The name that waits for its value.
        waiting: Option<Spanned<Rc<str>>>,
    },
}

struct Builder<'a> {
    text: &'a str,
    /// The byte of each character; the parser counts characters.
    bytes: Vec<u32>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    root: Option<Node>,
    diagnostics: Diagnostics,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        Builder {
            text,
            bytes: text.char_indices().map(|(at, _)| at as u32).collect(),
            open: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
            root: None,
            diagnostics: Diagnostics::default(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes
            .get(character)
            .map_or(self.text.len(), |at| *at as usize)
    }

    fn report(&mut self, code: Code, span: Span, message: String) {
        self.diagnostics
            .push(Diagnostic::new(code, Severity::Error, span, message));
    }

    /// False at the end of the document, and when there is too much of it.
    fn event(&mut self, event: Event, start: usize, end: usize) -> bool {
        let (start, end) = (self.byte(start), self.byte(end));
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(&value, style, tag.as_deref(), start, end);
                self.count(1, node.span) && self.close(node, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                self.begin(start, anchor, OpenKind::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, _) => {
                let (members, waiting) = (Members::default(), None);
                self.begin(start, anchor, OpenKind::Mapping { members, waiting })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end),
            Event::Alias(anchor) => {
                let span = Span::new(start, end);
                let values = self.anchors.get(&anchor).map_or(1, size);
                if !self.count(values, span) {
                    return false;
                }
                let missing = Node {
                    span,
                    kind: NodeKind::Missing,
                };
                let node = self.anchors.get(&anchor).cloned().unwrap_or(missing);
                self.close(node, 0)
            }
            Event::DocumentEnd => false,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {
                true
            }
        }
    }

    fn begin(&mut self, start: usize, anchor: usize, kind: OpenKind) -> bool {
        if self.open.len() >= MAX_JSON_DEPTH {
            let message = format!("the text nests deeper than {MAX_JSON_DEPTH} levels");
            self.report(Code::NestedTooDeep, Span::new(start, start + 1), message);
            return false;
        }
        self.open.push(Open {
            start,
            anchor,
            kind,
        });
        self.count(1, Span::new(start, start + 1))
    }

    /// Closes the innermost collection; one without brackets ends with its last part.
    fn end(&mut self, end: usize) -> bool {
        let Some(open) = self.open.pop() else {
            return true;
        };
        let has_bracket = self
            .text
            .get(..end)
            .is_some_and(|before| before.ends_with(['}', ']']))
            && end > open.start;
        let last = match &open.kind {
            OpenKind::Sequence(items) => items.last().map(|item| item.span.end),
            OpenKind::Mapping { members, .. } => members
                .as_slice()
                .last()
                .map(|member| member.value.span.end.max(member.key.span.end)),
        };
        let end = if has_bracket {
            end
        } else {
            last.map_or(end, |last| last as usize)
        };
        let kind = match open.kind {
            OpenKind::Sequence(items) => NodeKind::Array(items),
            OpenKind::Mapping { members, .. } => {
                let members = self.merged(members);
                match filled_in(&members) {
                    Some(text) => {
                        NodeKind::String(Text::new(text.into(), open.start as u32, [].into()))
                    }
                    None => NodeKind::Object(members),
                }
            }
        };
        self.close(
            Node {
                span: Span::new(open.start, end.max(open.start)),
                kind,
            },
            open.anchor,
        )
    }

    /// Puts the members of merged mappings in place of `<<`. A mapping's own members win, then those of the mapping that
    /// is named first. Each keeps the place where it is written.
    ///
    /// Source: yaml.org/type/merge.html
    fn merged(&mut self, own: Members) -> Vec<Member> {
        let is_merging = own.has(MERGE);
        let own = own.into_vec();
        if !is_merging {
            return own;
        }
        let mut all = Vec::with_capacity(own.len());
        let mut seen: HashSet<Rc<str>> = own.iter().map(|it| it.key.value.clone()).collect();
        for member in own {
            let written = member.key.span.start as usize..member.key.span.end as usize;
            if self.text.get(written) != Some(MERGE) {
                all.push(member);
                continue;
            }
            for inherited in self.mappings(member.value) {
                if seen.insert(inherited.key.value.clone()) {
                    all.push(inherited);
                }
            }
        }
        all
    }

    /// The members of a mapping, or of several in a sequence.
    fn mappings(&mut self, node: Node) -> Vec<Member> {
        let nodes = match node.kind {
            NodeKind::Array(items) => items,
            _ => vec![node],
        };
        let mut members = Vec::new();
        for node in nodes {
            match node.kind {
                NodeKind::Object(more) => members.extend(more),
                _ => {
                    let message = "`<<` merges a mapping, or a sequence of mappings".to_owned();
                    self.report(Code::InvalidYaml, node.span, message);
                }
            }
        }
        members
    }

    /// Puts a finished node into the collection around it.
    fn close(&mut self, node: Node, anchor: usize) -> bool {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        let finding = match &mut open.kind {
            OpenKind::Sequence(items) => {
                items.push(node);
                None
            }
            OpenKind::Mapping { members, waiting } => match waiting.take() {
                None => {
                    *waiting = Some(Spanned::new(name(&node), node.span));
                    None
                }
                Some(key) => members.add(Member { key, value: node }),
            },
        };
        if let Some(finding) = finding {
            self.diagnostics.push(finding);
        }
        true
    }

    /// Counts values; false when there are too many.
    fn count(&mut self, values: usize, span: Span) -> bool {
        self.nodes += values;
        if self.nodes <= MAX_YAML_NODES {
            return true;
        }
        let message = format!("the document has more than {MAX_YAML_NODES} values");
        self.report(Code::DefinitionTooLarge, span, message);
        false
    }

    fn scalar(
        &self,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        start: usize,
        end: usize,
    ) -> Node {
        // the reader counts the blanks after a quoted text in
        let written = self.text.get(start..end).unwrap_or("").trim_end();
        let span = Span::new(start, start + written.len());
        if tag.is_some_and(|tag| matches!(&*tag.suffix, "Ref" | "GetAtt")) {
            let text = Text::new(format!("${{{value}}}").into(), start as u32, [].into());
            return Node {
                span,
                kind: NodeKind::String(text),
            };
        }
        let kind = match style {
            ScalarStyle::Plain if tag.is_none() => plain(value),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| NodeKind::String(located(value, self.text, start, end)));
        Node { span, kind }
    }

    fn finish(mut self) -> (Node, Diagnostics) {
        // after a syntax error the collections around it are still open
        while !self.open.is_empty() {
            if !self.end(self.text.len()) {
                break;
            }
        }
        let missing = Node {
            span: Span::new(0, self.text.len()),
            kind: NodeKind::Missing,
        };
        (self.root.unwrap_or(missing), self.diagnostics)
    }
}

/// A function of CloudFormation in its long form, as the text that its short form gives: what is filled in cannot be known.
/// A lone `Ref` may as well be a member of somebody's data.
fn filled_in(members: &[Member]) -> Option<String> {
    let [member] = members else {
        return None;
    };
    let named = match &member.value.kind {
        NodeKind::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Node::as_str).collect();
            parts?.join(".")
        }
        _ => member.value.as_str()?.to_owned(),
    };
    match &*member.key.value {
        "Fn::GetAtt" => Some(format!("${{{named}}}")),
        "Fn::Sub" => Some(named),
        _ => None,
    }
}

/// What a scalar without quotes is, when it is no text.
fn plain(value: &str) -> Option<NodeKind> {
    Some(match value {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            NodeKind::Number(super::parse(value).ok()?.as_number()?)
        }
        _ => return None,
    })
}

/// A text, and where each of its characters stands: read side by side with the source, past what folding, indentation
/// and escapes put between.
fn located(value: &str, source: &str, start: usize, end: usize) -> Text {
    let literal = source.get(start..end).unwrap_or("");
    let opening = usize::from(literal.starts_with(['"', '\'']));
    let is_escaping = literal.starts_with('"');
    let first = start + opening;
    let mut shifts = Vec::new();
    let mut at = opening;
    let mut shift = 0;
    for (decoded, c) in value.char_indices() {
        let before = at;
        while let Some(next) = literal.get(at..).and_then(|rest| rest.chars().next()) {
            if next == c || (is_escaping && next == '\\') {
                break;
            }
            at += next.len_utf8();
        }
        if at >= literal.len() {
            break;
        }
        if at - before > 0 {
            shift += (at - before) as u32;
            shifts.push((decoded as u32, shift));
        }
        let escaped = is_escaping && literal.get(at..).is_some_and(|rest| rest.starts_with('\\'));
        let length = if escaped {
            escape_length(literal.get(at + 1..).unwrap_or("")) + 1
        } else {
            c.len_utf8()
        };
        at += length;
        if length > c.len_utf8() {
            shift += (length - c.len_utf8()) as u32;
            shifts.push(((decoded + c.len_utf8()) as u32, shift));
        }
    }
    Text::new(value.into(), first as u32, shifts.into())
}

/// Bytes of an escape after its backslash.
fn escape_length(rest: &str) -> usize {
    match rest.chars().next() {
        Some('x') => 3,
        Some('u') => 5,
        Some('U') => 9,
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

/// A member name: a text, or what else is written there.
fn name(node: &Node) -> Rc<str> {
    match &node.kind {
        NodeKind::String(text) => text.value.clone(),
        _ => node.to_value().to_text(),
    }
}

/// How many values a node holds, itself included.
fn size(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        NodeKind::Object(members) => {
            1 + members
                .iter()
                .map(|member| size(&member.value))
                .sum::<usize>()
        }
        _ => 1,
    }
}
