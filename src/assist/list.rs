//! Completions, put together for the notation and the quotes at the cursor.

use super::completion::{Completion, CompletionKind};
use super::names::{in_quotes, in_yaml};
use super::place::Literal;
use crate::json::Value;
use crate::text::Span;

/// What is offered for one literal.
pub(super) struct List<'a> {
    pub(super) text: &'a str,
    pub(super) literal: Literal,
    pub(super) is_yaml: bool,
    pub(super) input: Option<&'a Value>,
    pub(super) found: Vec<Completion>,
}

impl List<'_> {
    /// Adds an item; `caret` is where the cursor goes, in bytes of `insert`.
    pub(super) fn add(
        &mut self,
        label: &str,
        kind: CompletionKind,
        detail: &str,
        insert: String,
        caret: usize,
    ) {
        self.found.push(Completion {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            insert,
            caret,
            span: Span::new(self.literal.from, self.literal.to),
        });
    }

    /// Adds a name with a value that has a `|` where the cursor goes.
    pub(super) fn add_name(&mut self, name: &str, kind: CompletionKind, detail: &str, value: &str) {
        let label = name;
        let after = self.text.get(self.literal.to..).unwrap_or("").trim_start();
        if self.is_yaml {
            let colon = if after.starts_with(':') { "" } else { ": " };
            let insert = format!("{name}{colon}");
            let caret = insert.len();
            return self.add(label, kind, detail, insert, caret);
        }
        let quote = if self.literal.is_quoted { "" } else { "\"" };
        let mut insert = format!("{quote}{name}\"");
        if after.starts_with(':') {
            let caret = insert.len();
            return self.add(label, kind, detail, insert, caret);
        }
        let indent = self.indent();
        insert.push_str(": ");
        insert.push_str(&value.replace('\n', &format!("\n{indent}")));
        let caret = match insert.find('|') {
            Some(at) => {
                insert.remove(at);
                at
            }
            None => insert.len(),
        };
        if after.starts_with('"') {
            insert.push(',');
        }
        self.add(label, kind, detail, insert, caret);
    }

    /// The white space that the line begins with.
    fn indent(&self) -> String {
        let before = self.text.get(..self.literal.from).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or(before);
        line.chars()
            .take_while(|c| matches!(c, ' ' | '\t'))
            .collect()
    }

    /// Adds a text as a whole value.
    pub(super) fn add_text(&mut self, value: &str, kind: CompletionKind, detail: &str) {
        let insert = match (self.literal.is_quoted, self.is_yaml) {
            // the opening quote is there
            (true, _) => in_quotes(value).split_off(1),
            (false, true) => in_yaml(value),
            (false, false) => in_quotes(value),
        };
        let caret = insert.len();
        self.add(value, kind, detail, insert, caret);
    }

    /// Replaces only the word before the cursor from now on; gives that word.
    pub(super) fn narrow<'t>(&mut self, written: &'t str) -> &'t str {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '$' | '.' | '_');
        let rest = written.trim_end_matches(is_part);
        let word = written.get(rest.len()..).unwrap_or("");
        self.literal.from += rest.len();
        self.literal.to = self.literal.from + word.len();
        word
    }

    pub(super) fn call(&mut self, name: &str, detail: &str) {
        let takes_none = detail.starts_with("()");
        let insert = format!("{name}()");
        let caret = insert.len() - usize::from(!takes_none);
        self.add(name, CompletionKind::Function, detail, insert, caret);
    }
}
