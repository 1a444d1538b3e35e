//! Where in the language a cursor stands.

use crate::definition::fields::Owner;
use crate::definition::{QueryLanguage, StateType};
use crate::json::node::{Member, Node, NodeKind};
use crate::json::{parse::parse as parse_json, yaml};
use crate::text::Span;

/// What the names and values around a place are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Holder {
    /// An object with fields of the language.
    Fields(Owner),
    /// A state whose type cannot be read.
    Untyped,
    /// `States`: its names are the author's.
    States,
    /// An array of objects with fields of the language.
    Items(Owner),
    /// `ErrorEquals`
    Errors,
    /// The author's own JSON.
    Free,
}

/// What the cursor touches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot<'a> {
    /// A member's name, or the place for one.
    Name(Option<&'a Member>),
    /// A value that is no object or array, or the place for one.
    Value(&'a Node),
    /// The place for one more element of an array.
    Element,
}

/// A place and what is around it.
pub(super) struct Place<'a> {
    /// What it is in.
    pub holder: Holder,
    /// The object that it is in, or the array.
    pub container: &'a Node,
    /// The name of the member whose value it is.
    pub field: Option<&'a str>,
    /// What is there.
    pub spot: Spot<'a>,
    /// The innermost level of the machine.
    pub machine: &'a Node,
    /// The query language there.
    pub language: QueryLanguage,
    /// The type of the innermost state.
    pub state_type: Option<StateType>,
    /// Inside a catcher.
    pub in_catcher: bool,
}

/// The text at the cursor that a completion replaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    /// After the opening quote, if there is one.
    pub from: usize,
    /// After the closing quote, if there is one.
    pub to: usize,
    /// It has an opening quote.
    pub is_quoted: bool,
}

/// The tree of a definition, JSON or YAML.
pub(super) fn tree(text: &str) -> Node {
    if yaml::is_yaml(text) {
        yaml::parse(text).0
    } else {
        parse_json(text).0
    }
}

impl<'a> Place<'a> {
    /// The place at an offset; `None` outside of the definition.
    pub(super) fn find(text: &str, root: &'a Node, offset: usize) -> Option<Place<'a>> {
        if !is_within(text, root, offset) {
            return None;
        }
        let mut place = Place {
            holder: Holder::Fields(Owner::Machine),
            container: root,
            field: None,
            spot: Spot::Element,
            machine: root,
            language: QueryLanguage::set_by(root).unwrap_or_default(),
            state_type: None,
            in_catcher: false,
        };
        let default = place.language;
        // each turn goes one level down, and the tree has an end
        while let Some(inner) = place.part_at(text, offset) {
            if !is_within(text, inner, offset) {
                place.spot = Spot::Value(inner);
                break;
            }
            place.enter(inner, default);
        }
        Some(place)
    }

    /// The member's value or the element that an offset is at or in; without one the cursor touches a name, or stands
    /// where another part could.
    fn part_at(&mut self, text: &str, offset: usize) -> Option<&'a Node> {
        match &self.container.kind {
            NodeKind::Object(members) => self.member_at(members, text, offset),
            NodeKind::Array(items) => {
                self.spot = Spot::Element;
                self.field = None;
                let holds = |item: &&Node| {
                    item.span.start as usize <= offset && reaches(text, item, offset)
                };
                items.iter().find(holds)
            }
            _ => None,
        }
    }

    fn member_at(&mut self, members: &'a [Member], text: &str, offset: usize) -> Option<&'a Node> {
        let mut names = members.iter();
        let touched = names.find(|member| touches(text, member.key.span, offset));
        self.spot = Spot::Name(touched);
        if touched.is_some() {
            return None;
        }
        let holds = |member: &&Member| {
            let from = member.key.span.end as usize;
            let between = text.get(from..offset).unwrap_or("");
            between.contains(':') && reaches(text, &member.value, offset)
        };
        let member = members.iter().find(holds)?;
        self.field = Some(&member.key.value);
        Some(&member.value)
    }

    /// Goes into an object or array.
    fn enter(&mut self, inner: &'a Node, default: QueryLanguage) {
        let holder = match (self.holder, self.field.take()) {
            (Holder::States, _) => {
                self.language = QueryLanguage::set_by(inner).unwrap_or(default);
                self.state_type = inner
                    .get("Type")
                    .and_then(Node::as_str)
                    .and_then(StateType::parse);
                self.state_type.map_or(Holder::Untyped, |state_type| {
                    Holder::Fields(Owner::State(state_type))
                })
            }
            (Holder::Items(owner), _) => Holder::Fields(owner),
            (Holder::Fields(owner), Some(name)) => part(owner, name),
            _ => Holder::Free,
        };
        if matches!(holder, Holder::Fields(Owner::Branch | Owner::Processor)) {
            self.machine = inner;
        }
        self.in_catcher = match holder {
            Holder::Fields(Owner::Catcher) => true,
            Holder::States => false,
            _ => self.in_catcher,
        };
        self.holder = holder;
        self.container = inner;
    }

    /// The text that a completion replaces.
    pub(super) fn literal(&self, text: &str, offset: usize) -> Literal {
        let span = match self.spot {
            Spot::Name(Some(member)) => Some(member.key.span),
            Spot::Value(node) => Some(node.span),
            _ => None,
        };
        let span = span.filter(|span| span.start as usize <= offset);
        match span {
            Some(span) if is_quoted(text, span) && (span.start as usize) < offset => Literal {
                from: span.start as usize + 1,
                to: if is_closed(text, span) {
                    span.end as usize
                } else {
                    offset
                },
                is_quoted: true,
            },
            Some(span)
                if span.end as usize >= offset
                    && !is_quoted(text, span)
                    && !span.slice(text).contains('\n') =>
            {
                Literal {
                    from: span.start as usize,
                    to: span.end as usize,
                    is_quoted: false,
                }
            }
            _ => Literal {
                from: word_start(text, offset),
                to: offset,
                is_quoted: false,
            },
        }
    }
}

/// Where the word before an offset begins.
fn word_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or("");
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    word.len()
}

/// What a field of the language holds.
fn part(owner: Owner, name: &str) -> Holder {
    match (owner, name) {
        (Owner::Machine | Owner::Branch | Owner::Processor, "States") => Holder::States,
        (Owner::Processor, "ProcessorConfig") => Holder::Fields(Owner::ProcessorConfig),
        (Owner::State(_), "Retry") => Holder::Items(Owner::Retrier),
        (Owner::State(_), "Catch") => Holder::Items(Owner::Catcher),
        (Owner::State(StateType::Choice), "Choices") => Holder::Items(Owner::ChoiceRule),
        (Owner::State(StateType::Parallel), "Branches") => Holder::Items(Owner::Branch),
        (Owner::State(StateType::Map), name) => match name {
            "ItemProcessor" | "Iterator" => Holder::Fields(Owner::Processor),
            "ItemReader" => Holder::Fields(Owner::ItemReader),
            "ItemBatcher" => Holder::Fields(Owner::ItemBatcher),
            "ResultWriter" => Holder::Fields(Owner::ResultWriter),
            _ => Holder::Free,
        },
        (Owner::ChoiceRule | Owner::NestedRule, "And" | "Or") => Holder::Items(Owner::NestedRule),
        (Owner::ChoiceRule | Owner::NestedRule, "Not") => Holder::Fields(Owner::NestedRule),
        (Owner::Retrier | Owner::Catcher, "ErrorEquals") => Holder::Errors,
        (Owner::ItemReader, "ReaderConfig") => Holder::Fields(Owner::ReaderConfig),
        (Owner::ResultWriter, "WriterConfig") => Holder::Fields(Owner::WriterConfig),
        _ => Holder::Free,
    }
}

/// Whether the span begins with a quote.
pub(super) fn is_quoted(text: &str, span: Span) -> bool {
    span.slice(text).starts_with(['"', '\''])
}

/// Whether a quoted span ends with its quote.
fn is_closed(text: &str, span: Span) -> bool {
    let quoted = span.slice(text);
    let quote = quoted.chars().next().unwrap_or('"');
    quoted.len() > 1 && quoted.ends_with(quote) && !quoted.contains('\n')
}

/// Whether the cursor is in or at a literal, inside of its quotes if it has any.
pub(super) fn touches(text: &str, span: Span, offset: usize) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    if !is_quoted(text, span) {
        return start <= offset && offset <= end;
    }
    start < offset && (offset < end || (offset == end && !is_closed(text, span)))
}

/// Whether the cursor is between the brackets of an object or array.
fn is_within(text: &str, node: &Node, offset: usize) -> bool {
    let last = match &node.kind {
        NodeKind::Object(members) => members.last().map(|member| member.value.span.end),
        NodeKind::Array(items) => items.last().map(|item| item.span.end),
        _ => return false,
    };
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let written = node.span.slice(text);
    if !written.starts_with(['{', '[']) {
        // a block of YAML
        return start <= offset && offset <= end;
    }
    let is_closed =
        written.len() > 1 && written.ends_with(['}', ']']) && last != Some(node.span.end);
    start < offset && (offset < end || (offset == end && !is_closed))
}

/// Whether the cursor is at a value, or between a name's colon and its value.
fn reaches(text: &str, node: &Node, offset: usize) -> bool {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    match &node.kind {
        NodeKind::Object(_) | NodeKind::Array(_) => is_within(text, node, offset),
        _ if offset <= start => true,
        _ if is_quoted(text, node.span) => touches(text, node.span, offset),
        _ if offset <= end => true,
        // blanks after a colon without a value
        _ => {
            start == end
                && text
                    .get(end..offset)
                    .is_some_and(|gap| gap.chars().all(|c| matches!(c, ' ' | '\t' | ':')))
        }
    }
}
