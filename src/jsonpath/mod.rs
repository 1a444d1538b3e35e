//! JSONPath as AWS reads it: Jayway's dialect, with AWS's roots around it.
//!
//! The dialect is older and looser than RFC 9535. `dialect` rewrites it to what the RFC's grammar takes, the crate
//! `jsonpath-rust` parses that, and `compile` turns its tree into steps. A path that can only lead to one place is
//! *definite* and gives that value or an error (`select`); any other is *indefinite* and gives an array, empty when it
//! passes over all that is missing (`walk`).
//!
//! What a path finds is what Jayway JsonPath 2.0.0 finds, errors and oddities included: of its versions it is the one
//! that answers every path recorded on AWS as AWS does. It refuses more than is refused here (`[:]`, names in double
//! quotes) and does not see the parentheses of a filter that group conditions, which count here.

mod compile;
mod dialect;
mod filter;
mod reference;
pub(crate) mod scanner;
mod select;
mod walk;

pub use reference::{AssignError, ReferencePath};
pub use select::SelectError;

use std::rc::Rc;

use crate::json::{Key, Value};
use filter::Filter;

/// What a path can be rooted in.
pub trait Scope {
    /// `$`
    fn input(&self) -> &Value;
    /// `$$`, made when asked for.
    fn context(&self) -> Value;
    /// `$name`
    fn variable(&self, name: &str) -> Option<Value>;
}

/// Why a text is no path. Places are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, without a final period.
    pub message: String,
    /// Where it begins.
    pub from: usize,
    /// Where it ends; as `from` when there is no narrower place than the whole.
    pub to: usize,
}

/// What a path starts at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`
    Input,
    /// `$$`
    Context,
    /// `$name`
    Variable(Rc<str>),
}

/// A path, parsed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    text: Rc<str>,
    root: Root,
    steps: Vec<Step>,
    is_definite: bool,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// `.name`
    Name(Key),
    /// `['a','b']`: one object with these members; only as the last step.
    Names(Vec<Key>),
    /// `[2]`
    Index(i64),
    /// `[(@.length-1)]`
    FromEnd(usize),
    /// `[0,2]`
    Indexes(Vec<i64>),
    /// `[1:5]`
    Slice(Option<i64>, Option<i64>),
    /// `[*]`
    Wildcard,
    /// `[?(@.a == 1)]`
    Filter(Filter),
    /// `..name`: the step at every depth.
    Deep(Box<Step>),
}

impl Path {
    /// Parses a path.
    ///
    /// ```
    /// # use asl_playground::jsonpath::Path;
    /// assert!(Path::parse("$.orders[0].id").unwrap().is_definite());
    /// assert!(!Path::parse("$.orders[*].id").unwrap().is_definite());
    /// assert!(Path::parse("$$.Execution.Id").is_ok());
    /// assert!(Path::parse("orders").is_err());
    /// ```
    ///
    /// # Errors
    /// A text that AWS does not take for a path.
    pub fn parse(text: &str) -> Result<Path, SyntaxError> {
        let (root, rest) = root(text)?;
        let steps = compile::steps(text, rest)?;
        let is_definite = steps.iter().all(Step::is_definite);
        Ok(Path {
            text: text.into(),
            root,
            steps,
            is_definite,
        })
    }

    /// Parses a path that has no steps but plain names, `$.a.b`; cheap, and nothing for any other text.
    pub fn plain(text: &str) -> Option<Path> {
        let (root, rest) = root(text).ok()?;
        Some(Path {
            text: text.into(),
            root,
            steps: compile::plain(text.get(rest..)?)?,
            is_definite: true,
        })
    }

    /// The path as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it starts at.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Leads to one value or none.
    pub fn is_definite(&self) -> bool {
        self.is_definite
    }

    /// The names that it begins with, before the first step that is something else.
    pub fn leading_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for step in &self.steps {
            let Step::Name(name) = step else { break };
            names.push(&**name);
        }
        names
    }

    /// Its steps, when they are names and nothing else.
    pub fn names(&self) -> Option<Vec<&str>> {
        let names = self.leading_names();
        (names.len() == self.steps.len()).then_some(names)
    }

    /// Exactly `$`.
    pub fn is_root(&self) -> bool {
        self.root == Root::Input && self.steps.is_empty()
    }

    /// What the path finds.
    ///
    /// # Errors
    /// A definite path that finds nothing, or an unknown variable.
    pub fn select(&self, scope: &dyn Scope) -> Result<Value, SelectError> {
        match &self.root {
            Root::Input => self.select_in(scope.input()),
            Root::Context => self.select_in(&scope.context()),
            Root::Variable(name) => match scope.variable(name) {
                Some(value) => self.select_in(&value),
                None => Err(SelectError::unknown_variable(name)),
            },
        }
    }

    /// What the path finds when it starts at `root`.
    ///
    /// # Errors
    /// A definite path that finds nothing.
    pub fn select_in(&self, root: &Value) -> Result<Value, SelectError> {
        if self.is_definite {
            select::definite(&self.steps, root)
        } else {
            walk::indefinite(&self.steps, root)
        }
    }
}

impl Step {
    fn is_definite(&self) -> bool {
        matches!(
            self,
            Step::Name(_) | Step::Names(_) | Step::Index(_) | Step::FromEnd(_)
        )
    }
}

/// Whether a variable can have this name: a Unicode identifier, that may begin with `_`.
///
/// ```
/// # use asl_playground::jsonpath::is_variable_name;
/// assert!(is_variable_name("_total2") && is_variable_name("हिन्दी"));
/// assert!(!is_variable_name("2nd") && !is_variable_name("x²"));
/// ```
///
/// Source: AWS developer guide, "Passing data between states with variables".
pub fn is_variable_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(begins_variable) && characters.all(unicode_ident::is_xid_continue)
}

/// Whether the name of a variable can begin with this character.
pub fn begins_variable(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_start(c)
}

/// Whether the name of a variable can go on with this character.
pub fn continues_variable(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

/// The root and where the steps begin.
fn root(text: &str) -> Result<(Root, usize), SyntaxError> {
    let Some(rest) = text.strip_prefix('$') else {
        let message = "a path begins with `$`".to_owned();
        return Err(SyntaxError {
            message,
            from: 0,
            to: text.len(),
        });
    };
    if rest.starts_with('$') {
        return Ok((Root::Context, 2));
    }
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or("");
    if name.is_empty() {
        return Ok((Root::Input, 1));
    }
    if !is_variable_name(name) {
        let message = format!("`{name}` cannot be the name of a variable");
        return Err(SyntaxError {
            message,
            from: 1,
            to: 1 + end,
        });
    }
    Ok((Root::Variable(name.into()), 1 + end))
}
