//! What can stand at a place.

use std::collections::BTreeSet;

use super::completion::{Completion, CompletionKind};
use super::hover::operator_words;
use super::list::List;
use super::place::{Holder, Place, Spot, tree};
use super::skeleton;
use super::words::{self, Words, about};
use crate::definition::error_names;
use crate::definition::fields::{self, EXCLUSIVE, OPERATORS, Owner, STATE_TYPES, Shape};
use crate::definition::{QueryLanguage, StateType};
use crate::integrations;
use crate::intrinsic::Function;
use crate::json::Value;
use crate::json::node::{Node, NodeKind};
use crate::json::yaml;
use crate::jsonata;
use crate::ordering::sort_by_key;

/// How many paths of the input are offered at the most, and from how deep.
const MOST_INPUT_PATHS: usize = 200;
const MOST_INPUT_DEPTH: usize = 6;
/// So many characters of what is at such a path are shown.
const MOST_SHOWN: usize = 60;

/// What can stand at an offset, the likeliest first; `input` is the execution's, whose members are offered as paths.
pub fn complete(text: &str, offset: usize, input: Option<&Value>) -> Vec<Completion> {
    let Some(before) = text.get(..offset) else {
        return Vec::new();
    };
    let is_yaml = yaml::is_yaml(text);
    let repaired = match is_yaml {
        true => repaired(text, before),
        false => [None, None],
    };
    let texts = repaired.iter().flatten().map(String::as_str);
    let mut offers = texts
        .chain([text])
        .map(|whole| offers(text, &tree(whole), offset, input));
    offers.find(|found| !found.is_empty()).unwrap_or_default()
}

/// What the tree of a text has a place for.
fn offers(text: &str, root: &Node, offset: usize, input: Option<&Value>) -> Vec<Completion> {
    let before = text.get(..offset).unwrap_or("");
    let Some(place) = Place::find(text, root, offset) else {
        return Vec::new();
    };
    let mut literal = place.literal(text, offset);
    literal.to = literal.to.min(text.len()).max(offset);
    if !literal.is_quoted && before.ends_with('"') {
        return Vec::new();
    }
    let mut list = List {
        text,
        literal,
        is_yaml: yaml::is_yaml(text),
        input,
        found: Vec::new(),
    };
    match place.spot {
        Spot::Name(_) => list.names(&place),
        Spot::Value(_) | Spot::Element => list.values(&place, root, offset),
    }
    list.found
}

/// YAML with a name that is being typed completed to a member, and with something where a value or an element is still to
/// come, since its reader does not recover.
fn repaired(text: &str, before: &str) -> [Option<String>; 2] {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let word = line.trim_start().trim_start_matches("- ");
    let after = text.get(before.len()..).unwrap_or("");
    let is_last = after.lines().next().unwrap_or("").trim().is_empty();
    let with = |added: &str| format!("{before}{added}{after}");
    let is_name = is_last && word.chars().all(|c| c.is_ascii_alphanumeric());
    let is_open = is_last && line.ends_with(' ') && line.trim_end().ends_with([':', '-']);
    [
        is_name.then(|| with(if word.is_empty() { "_: " } else { ": " })),
        is_open.then(|| with("_")),
    ]
}

impl List<'_> {
    fn names(&mut self, place: &Place<'_>) {
        let touched = match place.spot {
            Spot::Name(Some(member)) => Some(&*member.key.value),
            _ => None,
        };
        let has = |name: &str| touched != Some(name) && place.container.get(name).is_some();
        let owner = match place.holder {
            Holder::Fields(owner) => owner,
            Holder::Untyped => Owner::State(StateType::Task),
            Holder::States if !self.is_yaml => return self.states(),
            _ => return,
        };
        let has_rival = |name: &str| {
            EXCLUSIVE
                .iter()
                .chain(&[("Next", "End")])
                .any(|(a, b)| (*a == name && has(b)) || (*b == name && has(a)))
        };
        let is_common = |name: &str| fields::find(Owner::State(StateType::Fail), name).is_some();
        let mut wanted: Vec<_> = fields::of(owner)
            .filter(|field| field.is_in(place.language))
            .filter(|field| place.holder != Holder::Untyped || is_common(field.name))
            .filter(|field| !has(field.name) && !has_rival(field.name))
            .collect();
        sort_by_key(&mut wanted, |field| !field.required);
        for field in wanted {
            let detail = about(words::FIELDS, field.name).unwrap_or_default();
            let value = skeleton::of_field(owner, field, place.language);
            self.add_name(field.name, CompletionKind::Field, detail, &value);
        }
        let is_rule = matches!(owner, Owner::ChoiceRule | Owner::NestedRule);
        let is_complete = OPERATORS
            .iter()
            .map(|(name, _)| *name)
            .chain(["And", "Or", "Not"])
            .any(has);
        if is_rule && place.language == QueryLanguage::JsonPath && !is_complete {
            for (name, operand) in OPERATORS {
                let value = skeleton::of_operator(*operand);
                self.add_name(
                    name,
                    CompletionKind::Operator,
                    &operator_words(name),
                    &value,
                );
            }
        }
    }

    /// A new state of each type, its name still to be typed.
    fn states(&mut self) {
        for name in STATE_TYPES {
            let detail = about(words::TYPES, name).unwrap_or_default();
            let label = format!("{name} state");
            self.add_name("|", CompletionKind::Type, detail, &skeleton::of_state(name));
            if let Some(added) = self.found.last_mut() {
                added.label = label;
            }
        }
    }

    fn values(&mut self, place: &Place<'_>, root: &Node, offset: usize) {
        let owner = match place.holder {
            Holder::Errors => return self.errors(root),
            Holder::Fields(owner) => Some(owner),
            Holder::Untyped => Some(Owner::State(StateType::Task)),
            _ => None,
        };
        let name = place.field.unwrap_or_default();
        let written = self
            .text
            .get(self.literal.from..offset)
            .unwrap_or("")
            .to_owned();
        if self.literal.is_quoted && written.trim_start().starts_with("{%") {
            return self.expression(place, root, &written);
        }
        match (owner, name) {
            (Some(_), "Next" | "Default" | "StartAt") => self.state_names(place),
            (Some(owner), "Resource") => self.resources(owner, root, offset),
            (Some(_), "Type") => self.texts(STATE_TYPES, CompletionKind::Type, words::TYPES),
            _ => self.values_by_shape(owner, name, root, &written),
        }
    }

    /// What the shape of a field allows: one of a few values, or a path or a function to begin with.
    fn values_by_shape(&mut self, owner: Option<Owner>, name: &str, root: &Node, written: &str) {
        let field = owner.and_then(|owner| fields::find(owner, name));
        let is_operator_path = owner.is_some()
            && fields::operand_of(name).is_some_and(|operand| operand == fields::Operand::Path);
        match field.map(|field| field.shape) {
            Some(Shape::OneOf(values)) => self.texts(values, CompletionKind::Value, &[]),
            Some(Shape::Boolean) if !self.literal.is_quoted => {
                for value in ["true", "false"] {
                    let insert = value.to_owned();
                    self.add(value, CompletionKind::Value, "", insert, value.len());
                }
            }
            _ if name.ends_with(".$") => self.calls_and_paths(root, written, |_| true),
            _ if matches!(name, "ErrorPath" | "CausePath") => {
                self.calls_and_paths(root, written, Function::gives_text);
            }
            Some(Shape::Path | Shape::PathOrNull) => {
                let word = self.narrow(written);
                self.paths(root, word);
            }
            _ if is_operator_path => {
                let word = self.narrow(written);
                self.paths(root, word);
            }
            _ => {}
        }
    }

    /// Texts as whole values, with the sentences that `known` has about them.
    fn texts(&mut self, texts: &[&str], kind: CompletionKind, known: Words) {
        for text in texts {
            self.add_text(text, kind, about(known, text).unwrap_or_default());
        }
    }

    fn errors(&mut self, root: &Node) {
        self.texts(error_names::KNOWN, CompletionKind::Error, words::ERRORS);
        let mut own = BTreeSet::new();
        visit(root, &mut |name, node| {
            let names = match name {
                "Error" => std::slice::from_ref(node),
                "ErrorEquals" => node.as_array().unwrap_or_default(),
                _ => return,
            };
            own.extend(
                names
                    .iter()
                    .filter(|node| !self.is_here(node))
                    .filter_map(Node::as_str),
            );
        });
        own.retain(|name| {
            !name.is_empty() && !error_names::KNOWN.contains(name) && !name.starts_with("{%")
        });
        for name in own {
            self.add_text(name, CompletionKind::Error, "");
        }
    }

    /// Whether a node is the literal that is being completed.
    fn is_here(&self, node: &Node) -> bool {
        (node.span.start as usize..=node.span.end as usize).contains(&self.literal.from)
    }

    fn state_names(&mut self, place: &Place<'_>) {
        let states = place
            .machine
            .get("States")
            .map(Node::members)
            .unwrap_or_default();
        for member in states {
            let detail = member
                .value
                .get("Type")
                .and_then(Node::as_str)
                .unwrap_or_default();
            self.add_text(&member.key.value, CompletionKind::State, detail);
        }
    }

    fn resources(&mut self, owner: Owner, root: &Node, offset: usize) {
        let known: Vec<String> = match owner {
            Owner::ItemReader => vec![
                "arn:aws:states:::s3:getObject".to_owned(),
                "arn:aws:states:::s3:listObjectsV2".to_owned(),
            ],
            Owner::ResultWriter => vec!["arn:aws:states:::s3:putObject".to_owned()],
            _ => {
                let mut used = BTreeSet::new();
                visit(root, &mut |name, node| {
                    let is_other =
                        (node.span.end as usize) < offset || (node.span.start as usize) > offset;
                    if name == "Resource" && is_other {
                        used.extend(node.as_str().filter(|text| !text.contains(":s3:")));
                    }
                });
                let used: Vec<String> = used.into_iter().map(str::to_owned).collect();
                let fresh = integrations::arns().filter(|arn| !used.contains(arn));
                used.iter().cloned().chain(fresh).collect()
            }
        };
        for arn in known {
            let detail = words::about_pattern(&arn).unwrap_or_default();
            self.add_text(&arn, CompletionKind::Resource, detail);
        }
    }

    /// The intrinsic functions that fit, and JSONPaths: what the word before the cursor begins.
    fn calls_and_paths(&mut self, root: &Node, written: &str, fits: fn(Function) -> bool) {
        let word = self.narrow(written);
        self.functions(word, fits);
        self.paths(root, word);
    }

    /// The intrinsic functions that fit, unless a path has begun.
    fn functions(&mut self, word: &str, fits: fn(Function) -> bool) {
        if word.starts_with('$') {
            return;
        }
        for name in Function::NAMES {
            if !Function::by_name(name).is_some_and(fits) {
                continue;
            }
            let detail = about(words::INTRINSICS, name).unwrap_or_default();
            self.call(&format!("States.{name}"), detail);
        }
    }

    /// JSONPaths, unless something else has begun.
    fn paths(&mut self, root: &Node, word: &str) {
        if word.is_empty() || word.starts_with('$') {
            self.members("$", self.input, 0);
            self.words("$$.", words::CONTEXT);
            self.variables(root);
        }
    }

    /// A JSONata expression.
    fn expression(&mut self, place: &Place<'_>, root: &Node, written: &str) {
        let word = self.narrow(written);
        if !word.is_empty() && !word.starts_with('$') {
            return;
        }
        let gives_result = place.state_type.is_some_and(StateType::gives_result);
        for (name, text) in words::STATES {
            let exists = match *name {
                "$states.result" => gives_result && !place.in_catcher,
                "$states.errorOutput" => place.in_catcher,
                _ => true,
            };
            if exists {
                self.add(
                    name,
                    CompletionKind::Variable,
                    text,
                    (*name).to_owned(),
                    name.len(),
                );
            }
        }
        self.members("$states.input", self.input, 0);
        self.variables(root);
        for name in jsonata::function_names() {
            let detail = about(words::JSONATA, name).unwrap_or_default();
            self.call(&format!("${name}"), detail);
        }
        self.words("$states.context.", words::CONTEXT);
    }

    fn words(&mut self, prefix: &str, words: Words) {
        for (name, text) in words {
            let label = format!("{prefix}{name}");
            let caret = label.len();
            self.add(&label.clone(), CompletionKind::Variable, text, label, caret);
        }
    }

    /// The members of the input below a path, with what they hold; of an array the first element's.
    fn members(&mut self, path: &str, value: Option<&Value>, depth: usize) {
        let is_name = |key: &str| {
            !key.starts_with(|c: char| c.is_ascii_digit())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        match value {
            Some(Value::Object(object)) if depth < MOST_INPUT_DEPTH => {
                for (key, member) in object.members().iter().filter(|(key, _)| is_name(key)) {
                    if self.found.len() >= MOST_INPUT_PATHS {
                        return;
                    }
                    let label = format!("{path}.{key}");
                    let text = member.to_text();
                    let shown = text
                        .char_indices()
                        .nth(MOST_SHOWN)
                        .map_or(&*text, |(end, _)| &text[..end]);
                    self.add(
                        &label,
                        CompletionKind::Path,
                        shown,
                        label.clone(),
                        label.len(),
                    );
                    self.members(&label, Some(member), depth + 1);
                }
            }
            Some(Value::Array(array)) => {
                self.members(&format!("{path}[0]"), array.items().first(), depth + 1);
            }
            _ => {}
        }
    }

    /// Variables that any state assigns.
    fn variables(&mut self, root: &Node) {
        let mut assigned = BTreeSet::new();
        visit(root, &mut |name, node| {
            if name == "Assign" {
                let names = node.members().iter().map(|member| &*member.key.value);
                assigned.extend(names.map(|name| name.strip_suffix(".$").unwrap_or(name)));
            }
        });
        assigned.remove("");
        for name in assigned {
            let label = format!("${name}");
            let caret = label.len();
            self.add(
                &label.clone(),
                CompletionKind::Variable,
                "A variable.",
                label,
                caret,
            );
        }
    }
}

/// Shows each member at any depth to `see`.
fn visit<'a>(node: &'a Node, see: &mut dyn FnMut(&'a str, &'a Node)) {
    match &node.kind {
        NodeKind::Object(members) => {
            for member in members {
                see(&member.key.value, &member.value);
                visit(&member.value, see);
            }
        }
        NodeKind::Array(items) => items.iter().for_each(|item| visit(item, see)),
        _ => {}
    }
}
