//! One object of the definition: its fields checked against the table, then read.
//!
//! [`Object::check`] reports everything that is wrong with the fields; the readers after it are silent and give `None`
//! for what is absent or wrong.

use std::rc::Rc;

use super::shape;
use crate::definition::fields::{self, Field, Owner};
use crate::definition::{PathField, Quantity, QueryLanguage, StateType, Words};
use crate::diagnostic::{
    AwsCode, Code, Diagnostic, Diagnostics, Severity, closest, joined, quoted,
};
use crate::json::node::{Member, Node, NodeKind, Text};
use crate::text::{Span, Spanned};

/// The test of a choice rule in JSONata.
pub(super) const CONDITION: &str = "Condition";

/// An object whose fields the table describes.
#[derive(Clone)]
pub(super) struct Object<'a> {
    pub node: &'a Node,
    pub owner: Owner,
    pub location: Rc<str>,
    pub language: QueryLanguage,
    /// Its state may not be in this language, which has been reported.
    pub is_downgraded: bool,
}

impl<'a> Object<'a> {
    /// An object inside this one, such as `ItemReader` in a Map.
    pub(super) fn inner(&self, name: &str, owner: Owner) -> Option<Object<'a>> {
        let node = self.get(name)?;
        matches!(node.kind, NodeKind::Object(_)).then(|| Object {
            node,
            owner,
            location: format!("{}/{name}", self.location).into(),
            ..self.clone()
        })
    }

    /// The objects of an array field, each with its location; other elements have been reported.
    pub(super) fn inner_list(&self, name: &str, owner: Owner) -> Vec<Object<'a>> {
        let items = self.get(name).and_then(Node::as_array).unwrap_or_default();
        let objects = items
            .iter()
            .enumerate()
            .filter(|(_, node)| matches!(node.kind, NodeKind::Object(_)));
        objects
            .map(|(at, node)| Object {
                node,
                owner,
                location: format!("{}/{name}[{at}]", self.location).into(),
                ..self.clone()
            })
            .collect()
    }

    /// Where a finding about the object as a whole points: its opening bracket.
    pub(super) fn head(&self) -> Span {
        self.node.span.head()
    }

    /// The location of a member.
    pub(super) fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.location)
    }

    /// Reports every field that does not belong, has a wrong value, is missing, or excludes another.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        let around = match self.owner {
            Owner::Machine => self.surrounded_machine(),
            _ => None,
        };
        for member in self.node.members() {
            self.check_member(member, around.as_deref(), diagnostics);
        }
        self.check_required(around.as_deref(), diagnostics);
        for (first, second) in fields::EXCLUSIVE {
            self.check_exclusive(first, second, diagnostics);
        }
    }

    fn check_member(&self, member: &Member, around: Option<&str>, diagnostics: &mut Diagnostics) {
        let name = &*member.key.value;
        match fields::find(self.owner, name) {
            // the operators of a choice rule are a table of their own
            None if self.is_rule() && fields::operand_of(name).is_some() => {}
            None => diagnostics.push(self.unknown(member, around)),
            Some(field) if !field.is_in(self.language) => {
                // Source: public measurements on AWS
                if !self.is_downgraded {
                    diagnostics.push(self.wrong_language(member, field));
                }
            }
            Some(field) => {
                let location = self.at(name);
                shape::check(
                    field.into(),
                    &member.value,
                    self.language,
                    &location,
                    diagnostics,
                );
            }
        }
    }

    fn is_rule(&self) -> bool {
        matches!(self.owner, Owner::ChoiceRule | Owner::NestedRule)
    }

    fn unknown(&self, member: &Member, around: Option<&str>) -> Diagnostic {
        let name = &*member.key.value;
        let elsewhere = match self.owner {
            Owner::State(_) => fields::types_with(name),
            _ => Vec::new(),
        };
        let words = self.owner.words();
        let message = format!("{words} has no field `{name}`");
        let code = if elsewhere.is_empty() {
            Code::UnknownField
        } else {
            Code::MisplacedField
        };
        let diagnostic = Diagnostic::new(code, Severity::Error, member.key.span, message)
            .with_location(self.at(name))
            .with_reason("Step Functions refuses a field that it does not know in this place")
            .with_aws_at(
                AwsCode::SchemaValidationFailed,
                format!("Field '{name}' is not supported"),
                Some(rooted(&self.location).to_owned()),
            );
        if !elsewhere.is_empty() {
            let help = match (self.owner, name) {
                (Owner::State(StateType::Choice), "Next" | "End") => {
                    "a Choice goes on where its rules or `Default` lead".to_owned()
                }
                _ => format!("only states of type {} have it", joined(&elsewhere, "and")),
            };
            return diagnostic.with_help(help);
        }
        let known = fields::of(self.owner).filter(|field| field.is_in(self.language));
        let operators = fields::OPERATORS
            .iter()
            .map(|(name, _)| *name)
            .filter(|_| self.is_rule());
        let absent = known
            .map(|field| field.name)
            .chain(operators)
            .filter(|known| self.node.get(known).is_none());
        match closest(name, absent) {
            Some(meant) => diagnostic.with_meant(member.key.span, meant),
            None => diagnostic.with_help(match around {
                Some(place) => alone(place),
                None => "remove it".to_owned(),
            }),
        }
    }

    fn wrong_language(&self, member: &Member, field: &Field) -> Diagnostic {
        let only = field.language.unwrap_or_default().as_str();
        let set = self.language.as_str();
        let name = field.name;
        let diagnostic = Diagnostic::new(
            Code::WrongQueryLanguage,
            Severity::Error,
            member.key.span,
            format!("`{name}` is a field of {only}, but this state uses {set}"),
        )
        .with_location(self.at(name))
        .with_aws_at(
            AwsCode::SchemaValidationFailed,
            format!(
                "The QueryLanguage is set to '{set}', but field '{name}' is only supported for the '{only}' QueryLanguage"
            ),
            Some(self.location.to_string()),
        );
        // a JSONata machine has no JSONPath states
        let change = match (self.language, self.node.get("QueryLanguage").is_some()) {
            (QueryLanguage::JsonPath, _) => {
                Some("set `\"QueryLanguage\": \"JSONata\"` for this state")
            }
            (QueryLanguage::Jsonata, true) => Some("remove `QueryLanguage` here"),
            (QueryLanguage::Jsonata, false) => None,
        };
        let help = match (fields::counterpart(self.owner, name, self.language), change) {
            (Some(instead), Some(change)) => format!("use {instead}, or {change}"),
            (Some(instead), None) => format!("use {instead}"),
            (None, change) => change.unwrap_or("remove it").to_owned(),
        };
        diagnostic.with_help(help)
    }

    fn check_required(&self, around: Option<&str>, diagnostics: &mut Diagnostics) {
        let required =
            fields::of(self.owner).filter(|field| field.required && field.is_in(self.language));
        let missing: Vec<&str> = required
            .map(|field| field.name)
            // what a choice rule tests is looked at apart
            .filter(|name| *name != CONDITION && self.node.get(name).is_none())
            .collect();
        if missing.is_empty() {
            return;
        }
        let finding = self.missing(&missing);
        diagnostics.push(match around {
            Some(place) => finding.with_help(alone(place)),
            None => finding,
        });
    }

    /// Where the state machine stands that this is a template around.
    #[cold]
    fn surrounded_machine(&self) -> Option<String> {
        let is_machine = ["StartAt", "States"]
            .iter()
            .any(|name| self.node.get(name).is_some());
        let is_root = self.location.is_empty();
        (is_root && !is_machine)
            .then(|| machine_within(self.node))
            .flatten()
    }

    /// A finding that required fields are absent.
    pub(super) fn missing(&self, names: &[&str]) -> Diagnostic {
        let fields = if names.len() == 1 { "field" } else { "fields" };
        let message = format!(
            "{} needs the {fields} {}",
            self.owner.words(),
            quoted(names, "and")
        );
        let diagnostic = Diagnostic::new(Code::MissingField, Severity::Error, self.head(), message)
            .with_location(self.location.to_string());
        diagnostic.with_aws_at(
            AwsCode::SchemaValidationFailed,
            format!("These fields are required: [{}]", names.join(", ")),
            Some(rooted(&self.location).to_owned()),
        )
    }

    fn check_exclusive(&self, first: &str, second: &str, diagnostics: &mut Diagnostics) {
        if self.get(first).is_none() || self.get(second).is_none() {
            return;
        }
        let (Some(a), Some(b)) = (self.node.member(first), self.node.member(second)) else {
            return;
        };
        diagnostics.push(self.conflict(a, b));
    }

    /// A finding that two members exclude one another; it points at the one that comes later in the text.
    pub(super) fn conflict(&self, a: &Member, b: &Member) -> Diagnostic {
        let (earlier, later) = if a.key.span <= b.key.span {
            (a, b)
        } else {
            (b, a)
        };
        let names = [&*earlier.key.value, &*later.key.value];
        let message = format!(
            "{} has one of {}, not both",
            self.owner.words(),
            quoted(&names, "and")
        );
        Diagnostic::new(
            Code::ConflictingFields,
            Severity::Error,
            later.key.span,
            message,
        )
        .with_location(self.at(&later.key.value))
        .with_help("remove one of them")
        .with_related(earlier.key.span, "the other one")
        .with_aws_at(
            AwsCode::SchemaValidationFailed,
            format!(
                "There should only be one of the following fields: [{}]",
                fields::rivals(&earlier.key.value, &later.key.value)
            ),
            Some(self.location.to_string()),
        )
    }

    /// The value of a field that the owner has in its language.
    pub(super) fn get(&self, name: &str) -> Option<&'a Node> {
        let known = fields::find(self.owner, name).is_some_and(|field| field.is_in(self.language));
        let readable = |node: &&Node| !matches!(node.kind, NodeKind::Missing);
        if known {
            self.node.get(name).filter(readable)
        } else {
            None
        }
    }

    /// A field that may be any JSON.
    pub(super) fn template(&self, name: &str) -> Option<Node> {
        self.get(name).cloned()
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Option<Spanned<Text>> {
        let node = self.get(name)?;
        Some(Spanned::new(node.as_text()?.clone(), node.span))
    }

    /// A text that is a name.
    pub(super) fn name(&self, name: &str) -> Option<Spanned<Rc<str>>> {
        self.text(name).map(|text| text.map(|text| text.value))
    }

    /// A path or `null`.
    pub(super) fn path(&self, name: &str) -> Option<PathField> {
        let node = self.get(name)?;
        match &node.kind {
            NodeKind::Null => Some(PathField::Null(node.span)),
            NodeKind::String(text) => Some(PathField::Path(Spanned::new(text.clone(), node.span))),
            _ => None,
        }
    }

    /// A whole number within the field's range.
    pub(super) fn integer(&self, name: &str) -> Option<Spanned<u64>> {
        let node = self.get(name)?;
        let value = shape::integer(node)?;
        Some(Spanned::new(u64::try_from(value).ok()?, node.span))
    }

    /// The number `name`, an expression for it, or a path to it in `…Path`.
    pub(super) fn quantity(&self, name: &str) -> Option<Quantity> {
        let Some(node) = self.get(name) else {
            return self.text(&format!("{name}Path")).map(Quantity::Path);
        };
        match &node.kind {
            NodeKind::Number(number) => Some(Quantity::Literal(Spanned::new(*number, node.span))),
            NodeKind::String(text) if self.is_expression(text) => {
                Some(Quantity::Expression(Spanned::new(text.clone(), node.span)))
            }
            _ => None,
        }
    }

    /// The text `name`, an expression for it, or a path to it in `…Path`.
    pub(super) fn words(&self, name: &str) -> Option<Words> {
        let Some(text) = self.text(name) else {
            return self.text(&format!("{name}Path")).map(Words::Path);
        };
        Some(if self.is_expression(&text.value) {
            Words::Expression(text)
        } else {
            Words::Literal(text)
        })
    }

    /// The texts of an array.
    pub(super) fn names(&self, name: &str) -> Vec<Spanned<Rc<str>>> {
        let items = self.get(name).and_then(Node::as_array).unwrap_or_default();
        let texts = items
            .iter()
            .filter_map(|node| Some((node.as_text()?, node.span)));
        texts
            .map(|(text, span)| Spanned::new(text.value.clone(), span))
            .collect()
    }

    fn is_expression(&self, text: &Text) -> bool {
        self.language == QueryLanguage::Jsonata && shape::is_expression(&text.value)
    }
}

/// What to do with a template of a deployment tool.
#[cold]
fn alone(place: &str) -> String {
    format!("the state machine at `{place}` must stand alone")
}

/// The location of an object as AWS prints it: the whole definition is `/`.
fn rooted(location: &str) -> &str {
    if location.is_empty() { "/" } else { location }
}

/// Where a state machine stands inside a template of a deployment tool.
fn machine_within(node: &Node) -> Option<String> {
    if node.get("StartAt").is_some() && node.get("States").is_some() {
        return Some(String::new());
    }
    node.members().iter().find_map(|member| {
        let rest = machine_within(&member.value)?;
        Some(format!("/{}{rest}", member.key.value))
    })
}
