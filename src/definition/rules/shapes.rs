//! What the data is like where a path reads it, as far as the definition says so.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::references::{Reference, paths};
use super::targets::{TargetKind, targets};
use crate::definition::parse::has_substitution;
use crate::definition::{PathField, QueryLanguage, State, StateKind, StateMachine};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::json::node::{Node, NodeKind};
use crate::jsonpath::{Path, Root};
use crate::text::Span;

/// # What it does
/// Warns of a path that finds nothing, because it is known what is there: a `Result`, a payload template or an error
/// output that a state before has left.
///
/// # Why
/// A path to a single value that finds nothing ends the execution with `States.Runtime`, which nothing catches. Of the
/// execution's input and of what tasks return nothing is known, and nothing is said.
///
/// # Example
/// ```json
/// { "StartAt": "A", "States": {
///   "A": { "Type": "Pass", "Result": { "total": 1 }, "Next": "B" },
///   "B": { "Type": "Pass", "InputPath": "$.totl", "End": true } } }
/// ```
pub(super) fn check(machine: &StateMachine, found: &mut Diagnostics) {
    check_level(machine, Shape::Any, found);
}

/// So often a state is looked at again when more is learnt of its input; then nothing is taken to be known of it. Loops
/// that put data ever deeper end here.
const MOST_VISITS: usize = 8;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// Nothing.
    Any,
    /// It has no members: a number, a text, a boolean, null.
    Single,
    /// An array.
    List,
    /// An object with no other members than these; shared by all states that it passes through.
    Object(Rc<BTreeMap<Rc<str>, Shape>>),
}

impl Shape {
    fn object<const N: usize>(members: [(&str, Shape); N]) -> Shape {
        let members = members.map(|(name, shape)| (Rc::from(name), shape));
        Shape::Object(Rc::new(members.into()))
    }

    /// What both may be. A member of one alone is kept: a path to it can find something.
    fn join(&self, other: &Shape) -> Shape {
        match (self, other) {
            _ if self == other => self.clone(),
            (Shape::Object(left), Shape::Object(right)) => {
                let mut joined = BTreeMap::clone(left);
                for (name, shape) in right.iter() {
                    let shape = left.get(name).map_or(shape.clone(), |own| own.join(shape));
                    joined.insert(name.clone(), shape);
                }
                Shape::Object(Rc::new(joined))
            }
            _ => Shape::Any,
        }
    }

    /// Follows names; the error is how many of them were found, and what is there instead.
    fn find(&self, names: &[&str]) -> Result<&Shape, (usize, &Shape)> {
        let mut shape = self;
        for (at, name) in names.iter().enumerate() {
            shape = match shape {
                Shape::Any => return Ok(&Shape::Any),
                Shape::Object(members) => members.get(*name).ok_or((at, shape))?,
                Shape::Single | Shape::List => return Err((at, shape)),
            };
        }
        Ok(shape)
    }

    /// With a value at a place, as ResultPath puts it there.
    fn with(&self, names: &[&str], value: Shape) -> Shape {
        let Some((first, rest)) = names.split_first() else {
            return value;
        };
        match self {
            Shape::Object(members) => {
                let empty = Shape::object([]);
                let inner = members.get(*first).unwrap_or(&empty).with(rest, value);
                let mut members = BTreeMap::clone(members);
                members.insert(Rc::from(*first), inner);
                Shape::Object(Rc::new(members))
            }
            // of what was there besides nothing is known
            _ => Shape::Any,
        }
    }

    /// Of a literal or a template; `scope` is what `$` is.
    fn of_template(node: &Node, scope: &Shape, language: QueryLanguage) -> Shape {
        match &node.kind {
            NodeKind::Missing => Shape::Any,
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) => Shape::Single,
            NodeKind::String(text) => {
                let is_expression = language == QueryLanguage::Jsonata && text.value.contains("{%");
                match is_expression || has_substitution(&text.value) {
                    true => Shape::Any,
                    false => Shape::Single,
                }
            }
            NodeKind::Array(_) => Shape::List,
            NodeKind::Object(members) => {
                let mut known = BTreeMap::new();
                for member in members {
                    let key = &*member.key.value;
                    if has_substitution(key) {
                        return Shape::Any;
                    }
                    let computed = key
                        .strip_suffix(".$")
                        .filter(|_| language == QueryLanguage::JsonPath);
                    let shape = match (computed, member.value.as_str()) {
                        (Some(_), Some(path)) => Shape::at(path, scope),
                        (Some(_), None) => Shape::Any,
                        (None, _) => Shape::of_template(&member.value, scope, language),
                    };
                    known.insert(Rc::from(computed.unwrap_or(key)), shape);
                }
                Shape::Object(Rc::new(known))
            }
        }
    }

    /// Of a literal, in which nothing is computed.
    fn of_literal(node: &Node) -> Shape {
        match &node.kind {
            NodeKind::Object(members) => {
                let member = |member: &crate::json::node::Member| {
                    let shape = Shape::of_literal(&member.value);
                    (member.key.value.clone(), shape)
                };
                Shape::Object(Rc::new(members.iter().map(member).collect()))
            }
            _ => Shape::of_template(node, &Shape::Any, QueryLanguage::JsonPath),
        }
    }

    /// What a path leads to.
    fn at(path: &str, scope: &Shape) -> Shape {
        let Ok(path) = Path::parse(path) else {
            return Shape::Any;
        };
        match (path.root(), path.names()) {
            (Root::Input, Some(names)) => scope.find(&names).map_or(Shape::Any, Shape::clone),
            _ => Shape::Any,
        }
    }

    /// InputPath and OutputPath.
    fn selected(&self, field: Option<&PathField>) -> Shape {
        match field {
            None => self.clone(),
            Some(PathField::Null(_)) => Shape::object([]),
            Some(PathField::Path(text)) => Shape::at(&text.value.value, self),
        }
    }

    /// ResultPath.
    fn placed(&self, field: Option<&PathField>, value: Shape) -> Shape {
        match field {
            None => value,
            Some(PathField::Null(_)) => self.clone(),
            Some(PathField::Path(text)) => match Path::parse(&text.value.value) {
                Ok(path) => path
                    .names()
                    .map_or(Shape::Any, |names| self.with(&names, value)),
                Err(_) => Shape::Any,
            },
        }
    }
}

/// The data of a state at each stage.
struct Stages {
    input: Shape,
    effective: Shape,
    /// What the work is given.
    arguments: Shape,
    result: Shape,
    /// After ResultSelector: what Assign sees.
    selected: Shape,
    /// After ResultPath: what OutputPath sees.
    placed: Shape,
    output: Shape,
}

impl Stages {
    fn of(state: &State, input: Shape) -> Stages {
        let (flow, language) = (&state.data_flow, state.query_language);
        let template = |node: &Option<Node>, scope: &Shape| {
            let shape = |node| Shape::of_template(node, scope, language);
            node.as_ref().map(shape)
        };
        let effective = input.selected(flow.input_path.as_ref());
        let arguments = template(&flow.parameters, &effective)
            .or_else(|| template(&flow.arguments, &effective))
            .unwrap_or_else(|| effective.clone());
        let result = match &state.kind {
            None | Some(StateKind::Task(_)) => Shape::Any,
            Some(StateKind::Pass { result: Some(node) }) => Shape::of_literal(node),
            Some(StateKind::Pass { result: None }) => arguments.clone(),
            Some(StateKind::Parallel { .. } | StateKind::Map(_)) => Shape::List,
            Some(_) => effective.clone(),
        };
        // a writer of results puts its own object in their place
        let result = match &state.kind {
            Some(StateKind::Map(map)) if map.result_writer.is_some() => Shape::Any,
            _ => result,
        };
        let selected = template(&flow.result_selector, &result).unwrap_or_else(|| result.clone());
        let has_result_path = matches!(
            state.kind,
            Some(
                StateKind::Task(_)
                    | StateKind::Pass { .. }
                    | StateKind::Parallel { .. }
                    | StateKind::Map(_)
            )
        );
        let placed = match has_result_path {
            true => input.placed(flow.result_path.as_ref(), selected.clone()),
            false => selected.clone(),
        };
        let output = match language {
            QueryLanguage::JsonPath => placed.selected(flow.output_path.as_ref()),
            QueryLanguage::Jsonata => template(&flow.output, &placed).unwrap_or(placed.clone()),
        };
        Stages {
            input,
            effective,
            arguments,
            result,
            selected,
            placed,
            output,
        }
    }

    /// What the state leaves behind for where a transition leads.
    fn left(&self, state: &State, kind: TargetKind) -> Shape {
        let language = state.query_language;
        let computed = |node: &Node| Shape::of_template(node, &Shape::Any, language);
        match (kind, &state.kind) {
            (TargetKind::Catcher(at), _) => match state.catch.get(at) {
                None => Shape::Any,
                Some(catcher) => match (&catcher.output, language) {
                    (Some(output), _) => computed(output),
                    (None, QueryLanguage::Jsonata) => error_output(),
                    (None, QueryLanguage::JsonPath) => {
                        let field = catcher.result_path.as_ref();
                        self.input.placed(field, error_output())
                    }
                },
            },
            (TargetKind::Rule(at), Some(StateKind::Choice(choice))) => {
                let rule = choice.rules.get(at);
                match (rule.and_then(|rule| rule.output.as_ref()), language) {
                    (Some(output), _) => computed(output),
                    (None, QueryLanguage::Jsonata) => self.input.clone(),
                    (None, QueryLanguage::JsonPath) => self.output.clone(),
                }
            }
            _ => self.output.clone(),
        }
    }

    /// What `$` is at a place of the state: `/InputPath`, `/Parameters/a.$`, `/Catch[0]/Assign/v.$`.
    fn scope(&self, place: &str) -> Shape {
        let field = place.trim_start_matches('/');
        let field = field.split(['/', '[']).next().unwrap_or(field);
        match field {
            "InputPath" => self.input.clone(),
            "ResultSelector" => self.result.clone(),
            "Assign" => self.selected.clone(),
            "OutputPath" => self.placed.clone(),
            "Catch" => error_output(),
            _ => self.effective.clone(),
        }
    }
}

fn error_output() -> Shape {
    Shape::object([("Error", Shape::Single), ("Cause", Shape::Single)])
}

fn check_level(machine: &StateMachine, start: Shape, found: &mut Diagnostics) {
    for (state, input) in machine.states.iter().zip(inputs(machine, start)) {
        let Some(input) = input else { continue };
        let stages = Stages::of(state, input);
        for reference in paths(state) {
            let place = reference.location.strip_prefix(&*state.location);
            let scope = stages.scope(place.unwrap_or_default());
            if let Some(finding) = finding(&reference, &scope) {
                found.push(finding);
            }
        }
        let given = match &state.kind {
            Some(StateKind::Map(map)) => match &map.item_selector {
                Some(selector) if map.item_batcher.is_none() => {
                    Shape::of_template(selector, &stages.effective, state.query_language)
                }
                _ => Shape::Any,
            },
            _ => stages.arguments,
        };
        for inner in state.machines() {
            check_level(inner, given.clone(), found);
        }
    }
}

/// What comes into each state that can be reached.
fn inputs(machine: &StateMachine, start: Shape) -> Vec<Option<Shape>> {
    let index: BTreeMap<&str, usize> = machine
        .states
        .iter()
        .enumerate()
        .map(|(at, state)| (&*state.name.value, at))
        .collect();
    // a name that is still to be filled in may be any state's
    let is_open = |state: &State| {
        let mut names = targets(state).into_iter().map(|target| target.name);
        state.kind.is_none() || names.any(|name| has_substitution(&name.value))
    };
    if machine.states.iter().any(is_open) {
        return vec![Some(Shape::Any); machine.states.len()];
    }
    let mut inputs: Vec<Option<Shape>> = vec![None; machine.states.len()];
    let mut visits = vec![0; machine.states.len()];
    let first = machine.start_at.as_ref();
    let first = first.and_then(|name| index.get(&*name.value).copied());
    let mut waiting: Vec<(usize, Shape)> =
        first.into_iter().map(|at| (at, start.clone())).collect();
    while let Some((at, coming)) = waiting.pop() {
        let joined = match &inputs[at] {
            Some(known) => known.join(&coming),
            None => coming,
        };
        if inputs[at].as_ref() == Some(&joined) {
            continue;
        }
        visits[at] += 1;
        let input = match visits[at] > MOST_VISITS {
            true => Shape::Any,
            false => joined,
        };
        inputs[at] = Some(input.clone());
        let state = &machine.states[at];
        let stages = Stages::of(state, input);
        for target in targets(state) {
            if let Some(next) = index.get(&*target.name.value) {
                waiting.push((*next, stages.left(state, target.kind)));
            }
        }
    }
    inputs
}

fn finding(reference: &Reference, scope: &Shape) -> Option<Diagnostic> {
    let path = &reference.path;
    if reference.may_be_missing || !path.is_definite() || *path.root() != Root::Input {
        return None;
    }
    let names = path.leading_names();
    let (known, shape) = scope.find(&names).err()?;
    let (name, before) = (names[known], &names[..known]);
    let place = std::iter::once("$").chain(before.iter().copied());
    let place = place.collect::<Vec<_>>().join(".");
    let message = format!("`{}` finds nothing here", path.text());
    let diagnostic = Diagnostic::new(
        Code::UnresolvablePath,
        Severity::Warning,
        reference.span,
        message,
    )
    .with_location(reference.location.clone());
    let ends = "the execution ends here with `States.Runtime`, which nothing catches";
    Some(match shape {
        Shape::Object(members) if members.is_empty() => {
            diagnostic.with_reason(format!("`{place}` is an empty object: {ends}"))
        }
        Shape::Object(members) => {
            let listed: Vec<String> = members.keys().map(|name| format!("`{name}`")).collect();
            let diagnostic = diagnostic.with_reason(format!(
                "`{place}` has {} and nothing else: {ends}",
                listed.join(", ")
            ));
            match closest(name, members.keys().map(|name| &**name)) {
                Some(meant) => {
                    let help = format!("did you mean `{meant}`?");
                    fixed(diagnostic.with_help(help), reference, &place, name, meant)
                }
                None => diagnostic,
            }
        }
        Shape::List => diagnostic
            .with_reason(format!("`{place}` is an array: {ends}"))
            .with_help("write an index such as `[0]` before the name, or `[*]` for all elements"),
        Shape::Single | Shape::Any => {
            diagnostic.with_reason(format!("`{place}` has no members: {ends}"))
        }
    })
}

/// With the name changed, where it is written as it is read: after a point, without escapes.
fn fixed(
    diagnostic: Diagnostic,
    reference: &Reference,
    place: &str,
    name: &str,
    meant: &str,
) -> Diagnostic {
    let (text, span) = (reference.path.text(), reference.span);
    let from = place.len() + 1;
    let is_plain = text.get(from..).is_some_and(|rest| rest.starts_with(name))
        && (span.end - span.start) as usize == text.len()
        && meant.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_plain {
        return diagnostic;
    }
    let start = span.start as usize + from;
    let span = Span::new(start, start + name.len());
    diagnostic.with_fix(format!("Change to `{meant}`"), span, meant)
}
