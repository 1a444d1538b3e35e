//! What the data is like where a path reads it, as far as the definition says so.

mod shape;

use std::collections::HashMap;
use std::rc::Rc;

use super::references::{Reference, texts};
use super::targets::{Target, TargetKind, targets};
use crate::definition::parse::has_substitution;
use crate::definition::{Condition, PathField, QueryLanguage, State, StateKind, StateMachine};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::json::node::{Member, Node, NodeKind};
use crate::jsonpath::{Path, Root};
use crate::ordering::map_of;
use crate::text::Span;

use shape::Shape;

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

/// So many names are told of those that are there.
const MOST_TOLD: usize = 8;

/// A template, read once: what it makes of what `$` is.
enum Sketch {
    /// This, whatever `$` is.
    Known(Shape),
    /// What these names lead to.
    At(Vec<Rc<str>>),
    /// An object of these.
    Object(Vec<(Rc<str>, Sketch)>),
}

impl Sketch {
    fn of(node: &Node, language: QueryLanguage) -> Sketch {
        match &node.kind {
            NodeKind::String(text)
                if language == QueryLanguage::Jsonata && text.value.contains("{%") =>
            {
                Sketch::Known(Shape::Any)
            }
            NodeKind::Object(members) => {
                let is_open = |member: &Member| has_substitution(&member.key.value);
                if members.iter().any(is_open) {
                    return Sketch::Known(Shape::Any);
                }
                let members = members.iter().map(|member| {
                    let key = &member.key.value;
                    let computed = key.strip_suffix(".$");
                    match computed.filter(|_| language == QueryLanguage::JsonPath) {
                        None => (key.clone(), Sketch::of(&member.value, language)),
                        Some(key) => {
                            let path = member.value.as_str();
                            let known = Sketch::Known(Shape::Any);
                            (Rc::from(key), path.map_or(known, Sketch::at))
                        }
                    }
                });
                Sketch::Object(members.collect())
            }
            _ => Sketch::Known(Shape::of_literal(node)),
        }
    }

    fn at(path: &str) -> Sketch {
        let path = Path::plain(path).filter(|path| *path.root() == Root::Input);
        let names = path.as_ref().and_then(Path::names);
        match names {
            Some(names) => Sketch::At(names.into_iter().map(Rc::from).collect()),
            None => Sketch::Known(Shape::Any),
        }
    }

    /// InputPath and OutputPath.
    fn of_field(field: Option<&PathField>) -> Sketch {
        match field {
            None => Sketch::At(Vec::new()),
            Some(PathField::Null(_)) => Sketch::Known(Shape::object([])),
            Some(PathField::Path(text)) => Sketch::at(&text.value.value),
        }
    }

    fn shape(&self, scope: &Shape) -> Shape {
        match self {
            Sketch::Known(shape) => shape.clone(),
            Sketch::At(names) => scope.find(names).map_or(Shape::Any, Shape::clone),
            Sketch::Object(members) => {
                let member =
                    |(name, sketch): &(Rc<str>, Sketch)| (name.clone(), sketch.shape(scope));
                Shape::of_members(map_of(members.iter().map(member)))
            }
        }
    }
}

/// ResultPath, read once.
enum Place {
    /// `null`: what came in stays.
    Nowhere,
    /// `$`, or below it.
    At(Vec<Rc<str>>),
    /// It cannot be read.
    Unknown,
}

impl Place {
    fn of(field: Option<&PathField>) -> Place {
        match field {
            None => Place::At(Vec::new()),
            Some(PathField::Null(_)) => Place::Nowhere,
            Some(PathField::Path(text)) => match Sketch::at(&text.value.value) {
                Sketch::At(names) => Place::At(names),
                _ => Place::Unknown,
            },
        }
    }

    fn put(&self, input: &Shape, value: Shape) -> Shape {
        match self {
            Place::Nowhere => input.clone(),
            Place::At(names) => input.with(names, value),
            Place::Unknown => Shape::Any,
        }
    }
}

/// What a state does to shapes, read once.
struct Passage<'a> {
    state: &'a State,
    input_path: Sketch,
    arguments: Option<Sketch>,
    /// Of the work; none when it is what the work is given.
    result: Option<Shape>,
    result_selector: Option<Sketch>,
    result_path: Place,
    output: Sketch,
    /// By the state's transitions: where each leads, and what it leaves when that is not the output.
    ways: Vec<(usize, Way)>,
}

/// What comes out of a state.
enum Way {
    /// Its output.
    Output,
    /// What came in: a rule of a JSONata Choice without `Output`.
    Input,
    /// Something computed.
    Computed(Sketch),
    /// An error's output, put there.
    Error(Place),
}

impl<'a> Passage<'a> {
    fn of(state: &'a State, index: &HashMap<&str, usize>) -> Passage<'a> {
        let (flow, language) = (&state.data_flow, state.query_language);
        let template = |node: &Option<Node>| node.as_ref().map(|node| Sketch::of(node, language));
        let result = match &state.kind {
            None | Some(StateKind::Task(_)) => Some(Shape::Any),
            Some(StateKind::Pass { result }) => result.as_ref().map(Shape::of_literal),
            Some(StateKind::Parallel { .. }) => Some(Shape::List),
            // a writer of results puts its own object in their place
            Some(StateKind::Map(map)) if map.result_writer.is_some() => Some(Shape::Any),
            Some(StateKind::Map(_)) => Some(Shape::List),
            Some(_) => None,
        };
        let output = match language {
            QueryLanguage::JsonPath => Sketch::of_field(flow.output_path.as_ref()),
            QueryLanguage::Jsonata => template(&flow.output).unwrap_or(Sketch::At(Vec::new())),
        };
        let way = |target: Target<'_>| {
            let next = index.get(&*target.name.value)?;
            Some((*next, Way::of(state, target.kind)))
        };
        Passage {
            state,
            input_path: Sketch::of_field(flow.input_path.as_ref()),
            arguments: template(&flow.parameters).or_else(|| template(&flow.arguments)),
            result,
            result_selector: template(&flow.result_selector),
            result_path: Place::of(flow.result_path.as_ref()),
            output,
            ways: targets(state).into_iter().filter_map(way).collect(),
        }
    }

    fn stages(&self, input: Shape) -> Stages {
        let effective = self.input_path.shape(&input);
        let arguments = self.arguments.as_ref();
        let arguments = arguments.map_or_else(|| effective.clone(), |it| it.shape(&effective));
        let result = self.result.clone().unwrap_or_else(|| arguments.clone());
        let selected = self.result_selector.as_ref();
        let selected = selected.map_or_else(|| result.clone(), |it| it.shape(&result));
        let has_result_path = matches!(
            self.state.kind,
            Some(
                StateKind::Task(_)
                    | StateKind::Pass { .. }
                    | StateKind::Parallel { .. }
                    | StateKind::Map(_)
            )
        );
        let placed = match has_result_path {
            true => self.result_path.put(&input, selected.clone()),
            false => selected.clone(),
        };
        let output = self.output.shape(&placed);
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
}

impl Way {
    fn of(state: &State, kind: TargetKind) -> Way {
        let language = state.query_language;
        let computed = |node: &Node| Way::Computed(Sketch::of(node, language));
        match (kind, &state.kind) {
            (TargetKind::Catcher(at), _) => match state.catch.get(at) {
                None => Way::Computed(Sketch::Known(Shape::Any)),
                Some(catcher) => match &catcher.output {
                    Some(output) => computed(output),
                    None => Way::Error(Place::of(catcher.result_path.as_ref())),
                },
            },
            (TargetKind::Rule(at), Some(StateKind::Choice(choice))) => {
                let output = choice.rules.get(at).and_then(|rule| rule.output.as_ref());
                match (output, language) {
                    (Some(output), _) => computed(output),
                    (None, QueryLanguage::Jsonata) => Way::Input,
                    (None, QueryLanguage::JsonPath) => Way::Output,
                }
            }
            _ => Way::Output,
        }
    }

    fn shape(&self, stages: &Stages) -> Shape {
        match self {
            Way::Output => stages.output.clone(),
            Way::Input => stages.input.clone(),
            Way::Computed(sketch) => sketch.shape(&Shape::Any),
            Way::Error(place) => place.put(&stages.input, error_output()),
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
    let index = machine.index();
    let passage = |state| Passage::of(state, &index);
    let passages: Vec<Passage> = machine.states.iter().map(passage).collect();
    let first = machine.start_at.as_ref();
    let first = first.and_then(|name| index.get(&*name.value).copied());
    for (passage, input) in passages.iter().zip(inputs(&passages, first, start)) {
        let Some(input) = input else { continue };
        let (state, stages) = (passage.state, passage.stages(input));
        let asked = match &state.kind {
            Some(StateKind::Choice(choice)) => {
                let conditions = choice
                    .rules
                    .iter()
                    .filter_map(|rule| rule.condition.as_ref());
                conditions.flat_map(asked).collect()
            }
            _ => Vec::new(),
        };
        for written in texts(state) {
            let place = written.location.strip_prefix(&*state.location);
            let scope = stages.scope(place.unwrap_or_default());
            if scope == Shape::Any {
                continue;
            }
            for reference in written.references() {
                let is_below = |asked: &Rc<str>| reference.path.text().starts_with(&**asked);
                if asked.iter().any(is_below) {
                    continue;
                }
                if let Some(finding) = finding(&reference, &scope) {
                    found.push(finding.with_location(&*written.location));
                }
            }
        }
        let given = match &state.kind {
            Some(StateKind::Map(map)) => match &map.item_selector {
                Some(selector) if map.item_batcher.is_none() => {
                    Sketch::of(selector, state.query_language).shape(&stages.effective)
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
fn inputs(passages: &[Passage], first: Option<usize>, start: Shape) -> Vec<Option<Shape>> {
    // a name that is still to be filled in may be any state's
    let is_open = |passage: &Passage| {
        let mut names = targets(passage.state).into_iter().map(|target| target.name);
        passage.state.kind.is_none() || names.any(|name| has_substitution(&name.value))
    };
    if passages.iter().any(is_open) {
        return vec![Some(Shape::Any); passages.len()];
    }
    let mut inputs: Vec<Option<Shape>> = vec![None; passages.len()];
    let mut visits = vec![0; passages.len()];
    // by their place in the text, which is mostly the order of their running: all that comes in is there at once
    let mut waiting = map_of(first.map(|at| (at, start)));
    while let Some((at, coming)) = waiting.pop_first() {
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
        let stages = passages[at].stages(input);
        for (next, way) in &passages[at].ways {
            let left = way.shape(&stages);
            let left = match waiting.get(next) {
                Some(known) => known.join(&left),
                None => left,
            };
            waiting.insert(*next, left);
        }
    }
    inputs
}

/// The paths whose presence a condition tests: one below them may be missing where the other rules read it.
fn asked(condition: &Condition) -> Vec<Rc<str>> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(asked).collect(),
        Condition::Not(part) => asked(part),
        Condition::Comparison {
            variable, operator, ..
        } if &*operator.value == "IsPresent" => vec![variable.value.value.clone()],
        Condition::Comparison { .. } | Condition::Jsonata(_) => Vec::new(),
    }
}

fn finding(reference: &Reference, scope: &Shape) -> Option<Diagnostic> {
    let path = &reference.path;
    if !path.is_definite() || *path.root() != Root::Input {
        return None;
    }
    let names = path.leading_names();
    let (found, shape) = scope.find(&names).err()?;
    let (name, before) = (names[found], &names[..found]);
    let place = std::iter::once("$").chain(before.iter().copied());
    let place = place.collect::<Vec<_>>().join(".");
    let message = format!("`{}` finds nothing here", path.text());
    let diagnostic = Diagnostic::new(
        Code::UnresolvablePath,
        Severity::Warning,
        reference.span,
        message,
    );
    let ends = "the execution ends here with `States.Runtime`, which nothing catches";
    Some(match shape {
        Shape::Object(members) if members.by_name.is_empty() => {
            diagnostic.with_reason(format!("`{place}` is an empty object: {ends}"))
        }
        Shape::Object(members) => {
            let known = &members.by_name;
            let told = known.keys().take(MOST_TOLD);
            let mut listed: Vec<String> = told.map(|name| format!("`{name}`")).collect();
            if known.len() > MOST_TOLD {
                listed.push(format!("{} more", known.len() - MOST_TOLD));
            }
            let diagnostic = diagnostic.with_reason(format!(
                "`{place}` has {} and nothing else: {ends}",
                listed.join(", ")
            ));
            match closest(name, known.keys().map(|name| &**name)) {
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
