//! JSONata's errors, from where they happen to what a caller sees.
//!
//! Inside the engine an error travels as a [`Fault`], whose operator, function name and place are filled in on the
//! way out; [`Error`] is what a caller sees.

use std::fmt::{self, Write};
use std::rc::Rc;

use super::code::Code;
use super::stringify::json_text;
use super::value::Val;
use crate::json::write_string;

/// Why an expression cannot be parsed or evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// JSONata's code, as `T2001`. `None` for the guards on memory, depth and steps, which AWS reports without one.
    pub code: Option<Code>,
    /// JSONata 2.0.6's text with its inserts, without the code.
    pub message: String,
    /// Where: the byte offset in the expression that follows the token at fault, as JSONata counts.
    pub position: Option<usize>,
    /// The operator, function name or token at fault.
    pub token: Option<String>,
    /// AWS gives no reason for it, only that it happened inside; `message` is then ours.
    pub is_internal: bool,
}

/// `T2001: The left side of the "+" operator must evaluate to a number`
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "{code}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

/// What an evaluation step gives.
pub(super) type Result<T> = std::result::Result<T, Box<Fault>>;

/// An insert of a message.
#[derive(Clone, Debug)]
pub(super) enum Insert {
    /// Text, quoted where the message asks for JSON.
    Text(Rc<str>),
    /// JSON text.
    Json(String),
}

/// How a message shows an insert that is a text.
#[derive(Clone, Copy)]
enum Form {
    /// `{{{name}}}`
    Text,
    /// `{{name}}`: in quotes.
    Json,
}

/// An error on its way out.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault {
    pub code: Option<Code>,
    pub position: Option<u32>,
    pub token: Option<Insert>,
    value: Option<Insert>,
    value2: Option<Insert>,
    index: Option<usize>,
    kind: Option<&'static str>,
    text: Option<String>,
    is_internal: bool,
}

impl Fault {
    /// An error of JSONata's catalogue.
    #[cold]
    pub(super) fn new(code: Code) -> Box<Fault> {
        Box::new(Fault {
            code: Some(code),
            ..Fault::default()
        })
    }

    /// A guard of ours, worded as AWS words it.
    #[cold]
    pub(super) fn guard(text: &str) -> Box<Fault> {
        Box::new(Fault {
            text: Some(text.to_owned()),
            ..Fault::default()
        })
    }

    /// What AWS gives no reason for, in our words.
    #[cold]
    pub(super) fn internal(text: &str) -> Box<Fault> {
        Box::new(Fault {
            is_internal: true,
            ..*Fault::guard(text)
        })
    }

    pub(super) fn at(mut self: Box<Self>, position: u32) -> Box<Fault> {
        self.position = Some(position);
        self
    }

    pub(super) fn token(mut self: Box<Self>, token: impl Into<Rc<str>>) -> Box<Fault> {
        self.token = Some(Insert::Text(token.into()));
        self
    }

    pub(super) fn token_insert(mut self: Box<Self>, token: Insert) -> Box<Fault> {
        self.token = Some(token);
        self
    }

    pub(super) fn value(mut self: Box<Self>, value: &Val) -> Box<Fault> {
        self.value = Some(Insert::Json(json_text(value)));
        self
    }

    pub(super) fn value_insert(mut self: Box<Self>, value: Insert) -> Box<Fault> {
        self.value = Some(value);
        self
    }

    pub(super) fn value_text(mut self: Box<Self>, value: impl Into<Rc<str>>) -> Box<Fault> {
        self.value = Some(Insert::Text(value.into()));
        self
    }

    pub(super) fn value2(mut self: Box<Self>, value: &Val) -> Box<Fault> {
        self.value2 = Some(Insert::Json(json_text(value)));
        self
    }

    pub(super) fn index(mut self: Box<Self>, index: usize) -> Box<Fault> {
        self.index = Some(index);
        self
    }

    pub(super) fn kind(mut self: Box<Self>, kind: Option<&'static str>) -> Box<Fault> {
        self.kind = kind;
        self
    }

    /// The free text of `$error`, `$assert` and of the function a URL error names.
    pub(super) fn text(mut self: Box<Self>, text: impl Into<String>) -> Box<Fault> {
        self.text = Some(text.into());
        self
    }

    /// The error as the outside sees it.
    pub(super) fn into_error(self) -> Error {
        let token = self.token.as_ref().map(|token| match token {
            Insert::Text(text) => text.to_string(),
            Insert::Json(text) => text.clone(),
        });
        Error {
            code: self.code,
            message: self.message(),
            position: self.position.map(|at| at as usize),
            token,
            is_internal: self.is_internal,
        }
    }

    fn message(&self) -> String {
        let Some(code) = self.code else {
            return self.text.clone().unwrap_or_default();
        };
        let mut rest = code.message();
        let mut out = String::new();
        while let Some((before, from)) = rest.split_once("{{") {
            out.push_str(before);
            let (form, from, close) = match from.strip_prefix('{') {
                Some(from) => (Form::Text, from, "}}}"),
                None => (Form::Json, from, "}}"),
            };
            let Some((name, after)) = from.split_once(close) else {
                break;
            };
            self.insert(name, form, &mut out);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn insert(&self, name: &str, form: Form, out: &mut String) {
        let insert = match name {
            "token" => &self.token,
            "value" => &self.value,
            "value2" | "exp" => &self.value2,
            "index" => {
                match self.index {
                    Some(index) => {
                        let _ = write!(out, "{index}");
                    }
                    None => out.push_str("undefined"),
                }
                return;
            }
            "type" => {
                match self.kind {
                    Some(kind) => write_string(kind, out),
                    None => out.push_str("undefined"),
                }
                return;
            }
            _ => {
                out.push_str(self.text.as_deref().unwrap_or("undefined"));
                return;
            }
        };
        match insert {
            None => out.push_str("undefined"),
            Some(Insert::Json(text)) => out.push_str(text),
            Some(Insert::Text(text)) => match form {
                Form::Text => out.push_str(text),
                Form::Json => write_string(text, out),
            },
        }
    }
}

/// Text of the guard on depth. Source: public measurements on AWS.
pub(super) const STACK_GUARD: &str = "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive";

/// Text of the guard on sizes. Source: public measurements on AWS.
pub(super) const MEMORY_GUARD: &str =
    "Expression evaluation memory limit exceeded: Check for excessive memory usage";

/// Text of the guard on steps, as JSONata's own time limit words it.
pub(super) const STEP_GUARD: &str = "Expression evaluation timeout: Check for infinite loop";
