//! Document → [`StateMachine`]: the shapes common to all states.
//!
//! Each object is first checked against the table of fields, which makes the findings, then read, which makes none.
//! Families with shapes of their own are in the files below.

mod choice;
mod error_handling;
mod map;
mod object;
mod shape;
mod transition;

pub(super) use shape::{UNCLOSED, has_substitution, is_expression, is_unclosed};

use std::rc::Rc;

use self::object::Object;
use super::fields::{self, Owner};
use super::{
    DataFlow, QueryLanguage, State, StateKind, StateMachine, StateType, Task, Transition, Wait,
};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Diagnostics, Severity};
use crate::json::node::{Member, Node, NodeKind};
use crate::json::{jackson, parse::parse as parse_json, yaml};
use crate::limits::MAX_DEFINITION_BYTES;
use crate::text::Span;

/// Reads a definition, JSON or YAML. What cannot be read is absent and has a finding; names are not looked up
/// ([`super::check`] does that).
///
/// ```
/// let (machine, found) = asl_playground::definition::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#);
/// assert!(!found.has_errors());
/// assert_eq!(machine.states.len(), 1);
/// ```
pub fn parse(text: &str) -> (StateMachine, Diagnostics) {
    parse_within(text, |node| node)
}

/// Reads an object as a part of the machine that `around` makes of it. All places are those of the text.
pub fn parse_within(text: &str, around: impl FnOnce(Node) -> Node) -> (StateMachine, Diagnostics) {
    let (node, diagnostics) = if yaml::is_yaml(text) {
        let (node, found) = yaml::parse(text);
        if found.has_errors() {
            // the reader stops there, so that what follows would be missed without need
            return (empty_machine(node.span), found);
        }
        (node, found)
    } else {
        let (node, found) = parse_json(text);
        (node, in_aws_words(text, found))
    };
    let mut parser = Parser {
        root: QueryLanguage::JsonPath,
        diagnostics,
    };
    if text.len() > MAX_DEFINITION_BYTES {
        parser.diagnostics.push(too_large(text));
    }
    if !matches!(node.kind, NodeKind::Object(_)) {
        if !matches!(node.kind, NodeKind::Missing) || text.trim().is_empty() {
            parser.diagnostics.push(not_an_object(&node));
        }
        return (empty_machine(node.span), parser.diagnostics);
    }
    let node = around(node);
    parser.root = QueryLanguage::set_by(&node).unwrap_or_default();
    let object = Object {
        node: &node,
        owner: Owner::Machine,
        location: "".into(),
        language: parser.root,
        is_downgraded: false,
    };
    let machine = parser.machine(&object);
    (machine, parser.diagnostics)
}

/// Gives the first syntax error the text that AWS answers with; AWS stops there.
fn in_aws_words(text: &str, found: Diagnostics) -> Diagnostics {
    let mut all = Diagnostics::default();
    let mut wanted = true;
    for mut diagnostic in found.into_sorted() {
        let is_syntax = diagnostic.code == Code::InvalidJson;
        if is_syntax && text.trim().is_empty() {
            continue;
        }
        if is_syntax && wanted {
            wanted = false;
            if let Some(error) = jackson::first_error(text) {
                diagnostic = diagnostic.with_aws_at(
                    AwsCode::InvalidJsonDescription,
                    error.message,
                    error.location,
                );
            }
        }
        all.push(diagnostic);
    }
    all
}

fn too_large(text: &str) -> Diagnostic {
    let message = format!(
        "the definition has {} bytes, more than {MAX_DEFINITION_BYTES}",
        text.len()
    );
    Diagnostic::new(
        Code::DefinitionTooLarge,
        Severity::Error,
        Span::new(0, 1),
        message,
    )
}

/// What AWS says of a definition that is no object.
pub(crate) const NOT_AN_OBJECT: &str = "Definition must be a valid JSON object";

fn not_an_object(node: &Node) -> Diagnostic {
    let message = "a definition must be an object";
    Diagnostic::new(Code::WrongType, Severity::Error, node.span, message)
        .with_help("start with `{ \"StartAt\": …, \"States\": { … } }`")
        .with_aws_at(AwsCode::SchemaValidationFailed, NOT_AN_OBJECT, None)
}

fn empty_machine(span: Span) -> StateMachine {
    StateMachine {
        location: "".into(),
        span,
        states_span: None,
        start_at: None,
        states: Vec::new(),
        timeout_seconds: None,
        query_language: QueryLanguage::JsonPath,
    }
}

struct Parser {
    /// The machine's own language, the default of every state at any depth.
    root: QueryLanguage,
    diagnostics: Diagnostics,
}

impl Parser {
    fn machine(&mut self, object: &Object) -> StateMachine {
        object.check(&mut self.diagnostics);
        let states = object.get("States");
        if let Some(node) = states
            && matches!(&node.kind, NodeKind::Object(members) if members.is_empty())
        {
            let location = object.at("States");
            self.diagnostics.push(
                Diagnostic::new(
                    Code::EmptyValue,
                    Severity::Error,
                    node.span,
                    "`States` must not be empty",
                )
                .with_location(location)
                .with_aws(AwsCode::SchemaValidationFailed, "Value cannot be empty"),
            );
        }
        let members = states.map(Node::members).unwrap_or_default();
        // a state is large: a list that grows would copy it several times
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            found.push(self.state(object, member));
        }
        StateMachine {
            location: object.location.clone(),
            span: object.node.span,
            states_span: states
                .filter(|node| matches!(node.kind, NodeKind::Object(_)))
                .and(object.node.member("States"))
                .map(|member| member.key.span),
            start_at: object.name("StartAt"),
            states: found,
            timeout_seconds: object.integer("TimeoutSeconds"),
            query_language: self.root,
        }
    }

    fn state(&mut self, machine: &Object, member: &Member) -> State {
        let node = &member.value;
        let location: Rc<str> = format!("{}/States/{}", machine.location, member.key.value).into();
        if !matches!(node.kind, NodeKind::Object(_)) {
            if !matches!(node.kind, NodeKind::Missing) {
                let message = format!("the state `{}` must be an object", member.key.value);
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, Severity::Error, node.span, message)
                        .with_location(&*location)
                        .with_aws(
                            AwsCode::SchemaValidationFailed,
                            "Expected value of type Object",
                        ),
                );
            }
            // transitions to it are no mistake
            let transition = transition::is_open(node).then_some(Transition::Open);
            return unread(member, location, self.root, transition);
        }
        let language = QueryLanguage::set_by(node).unwrap_or(self.root);
        let is_downgraded =
            language == QueryLanguage::JsonPath && self.root == QueryLanguage::Jsonata;
        if is_downgraded {
            self.diagnostics.push(downgrade(node, &location));
        }
        let state_type = node
            .get("Type")
            .and_then(Node::as_str)
            .and_then(StateType::parse);
        let Some(state_type) = state_type else {
            return self.untyped_state(member, location, language);
        };
        let object = Object {
            node,
            owner: Owner::State(state_type),
            location: location.clone(),
            language,
            is_downgraded,
        };
        object.check(&mut self.diagnostics);
        State {
            name: member.key.clone(),
            location: object.location.clone(),
            span: node.span,
            query_language: language,
            transition: self.transition(&object, state_type),
            data_flow: data_flow(&object),
            retry: self.retry(&object),
            catch: self.catch(&object),
            kind: Some(self.kind(&object, state_type)),
        }
    }

    /// A state whose type cannot be read: only what says where it goes is kept, so that one finding stays one.
    fn untyped_state(
        &mut self,
        member: &Member,
        location: Rc<str>,
        language: QueryLanguage,
    ) -> State {
        let node = &member.value;
        let object = Object {
            node,
            owner: Owner::State(StateType::Task),
            location: location.clone(),
            language,
            is_downgraded: false,
        };
        match (node.get("Type"), fields::find(object.owner, "Type")) {
            (Some(value), Some(field)) => {
                shape::check(
                    field.into(),
                    value,
                    language,
                    &object.at("Type"),
                    &mut self.diagnostics,
                );
            }
            _ => {
                let mut missing = object.missing(&["Type"]);
                missing.message = "a state needs the field `Type`".to_owned();
                let mut missing = missing.with_aws_at(
                    AwsCode::SchemaValidationFailed,
                    "The field 'Type' is required",
                    object.location.to_string(),
                );
                let is_meant = |member: &&Member| member.key.value.eq_ignore_ascii_case("Type");
                let meant = node.members().iter().find(is_meant);
                self.diagnostics.push(match meant {
                    Some(member) => {
                        missing.span = member.key.span;
                        missing.with_meant(member.key.span, "Type")
                    }
                    None => missing.with_help("add `\"Type\": \"Task\"`, for example"),
                });
            }
        }
        let found = transition::read(&object);
        let found = match node.get("Type") {
            // Source: measured on AWS, for which a state without a type ends nothing, unlike one of an unknown type
            None => found.filter(|found| !matches!(found, Transition::End)),
            // one that ends by its type needs no more
            Some(kind) if transition::is_open(kind) => found.or(Some(Transition::Open)),
            Some(_) => found,
        };
        unread(member, location, language, found)
    }

    fn kind(&mut self, object: &Object, state_type: StateType) -> StateKind {
        match state_type {
            StateType::Task => StateKind::Task(Task {
                resource: object.text("Resource"),
                timeout: object.quantity("TimeoutSeconds"),
                heartbeat: object.quantity("HeartbeatSeconds"),
                credentials: self.credentials(object),
            }),
            StateType::Pass => StateKind::Pass {
                result: object.template("Result"),
            },
            StateType::Wait => StateKind::Wait(self.wait(object)),
            StateType::Choice => StateKind::Choice(self.choice(object)),
            StateType::Succeed => StateKind::Succeed,
            StateType::Fail => StateKind::Fail {
                error: object.words("Error"),
                cause: object.words("Cause"),
            },
            StateType::Parallel => StateKind::Parallel {
                branches: self.branches(object),
            },
            StateType::Map => StateKind::Map(Box::new(self.map(object))),
        }
    }

    fn credentials(&mut self, object: &Object) -> Option<Node> {
        let node = object.get("Credentials")?;
        let is_object = matches!(node.kind, NodeKind::Object(_));
        // in JSONata a name that ends in `.$` is a name like others
        let is_computed =
            object.language == QueryLanguage::JsonPath && node.get("RoleArn.$").is_some();
        if is_object && node.get("RoleArn").is_none() && !is_computed {
            let location = object.at("Credentials");
            self.diagnostics.push(
                Diagnostic::new(
                    Code::MissingField,
                    Severity::Error,
                    node.span.head(),
                    "`Credentials` needs the field `RoleArn`",
                )
                .with_location(location)
                .with_aws(
                    AwsCode::SchemaValidationFailed,
                    "The field 'RoleArn' is required but was missing",
                ),
            );
        }
        Some(node.clone())
    }

    fn wait(&mut self, object: &Object) -> Option<Wait> {
        const WAYS: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        let given: Vec<&Member> = WAYS
            .iter()
            .filter(|name| object.get(name).is_some())
            .filter_map(|name| object.node.member(name))
            .collect();
        match given.as_slice() {
            [] if WAYS.iter().all(|name| object.node.get(name).is_none()) => {
                self.diagnostics.push(no_wait(object));
            }
            [first, others @ ..] => {
                let conflicts = others.iter().map(|other| object.conflict(first, other));
                conflicts.for_each(|conflict| self.diagnostics.push(conflict));
            }
            [] => {}
        }
        let seconds = object.quantity("Seconds").map(Wait::Seconds);
        seconds.or_else(|| object.words("Timestamp").map(Wait::Timestamp))
    }

    fn branches(&mut self, object: &Object) -> Vec<StateMachine> {
        let branches = object.inner_list("Branches", Owner::Branch);
        branches.iter().map(|branch| self.nested(branch)).collect()
    }

    /// A machine inside a state.
    fn nested(&mut self, object: &Object) -> StateMachine {
        let object = Object {
            language: self.root,
            ..object.clone()
        };
        self.machine(&object)
    }
}

/// A state of which no more can be read.
#[cold]
fn unread(
    member: &Member,
    location: Rc<str>,
    query_language: QueryLanguage,
    transition: Option<Transition>,
) -> State {
    State {
        name: member.key.clone(),
        location,
        span: member.value.span,
        query_language,
        transition,
        data_flow: DataFlow::default(),
        retry: Vec::new(),
        catch: Vec::new(),
        kind: None,
    }
}

fn data_flow(object: &Object) -> DataFlow {
    let is_map = object.owner == Owner::State(StateType::Map);
    DataFlow {
        input_path: object.path("InputPath"),
        parameters: object.template("Parameters").filter(|_| !is_map),
        arguments: object.template("Arguments"),
        has_request: ["Parameters", "Arguments"]
            .iter()
            .any(|name| object.node.get(name).is_some()),
        result_selector: object.template("ResultSelector"),
        result_path: object.path("ResultPath"),
        output_path: object.path("OutputPath"),
        output: object.template("Output"),
        assign: object.template("Assign"),
    }
}

/// JSONPath in a JSONata machine; AWS lets single states go the other way only.
fn downgrade(node: &Node, location: &str) -> Diagnostic {
    let span = node
        .get("QueryLanguage")
        .map_or(node.span, |value| value.span);
    let message = "a state cannot use JSONPath in a state machine that uses JSONata";
    Diagnostic::new(Code::QueryLanguageDowngrade, Severity::Error, span, message)
        .with_location(format!("{location}/QueryLanguage"))
        .with_help("remove `QueryLanguage` from the state machine, and set `\"QueryLanguage\": \"JSONata\"` in single states")
        .with_aws_at(
            AwsCode::SchemaValidationFailed,
            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
            Some(location.to_owned()),
        )
}

fn no_wait(object: &Object) -> Diagnostic {
    let message =
        "a Wait state needs one of `Seconds`, `SecondsPath`, `Timestamp` and `TimestampPath`";
    Diagnostic::new(Code::MissingField, Severity::Error, object.head(), message)
        .with_location(object.location.to_string())
        .with_help("add `\"Seconds\": 5`, for example")
        .with_aws(
            AwsCode::SchemaValidationFailed,
            "This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]",
        )
}
