//! A text that is read from left to right: paths and intrinsic functions.

use super::SyntaxError;

/// The text, and how far it is read.
pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    /// The byte that is looked at.
    pub at: usize,
}

impl<'a> Scanner<'a> {
    /// What is left to be read.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// What was read since a byte.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// The character that is looked at.
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads a literal if it is what comes next.
    pub(crate) fn eat(&mut self, literal: &str) -> bool {
        let found = self.rest().starts_with(literal);
        if found {
            self.at += literal.len();
        }
        found
    }

    pub(crate) fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Something is wrong with what comes next.
    pub(crate) fn error<T>(&self, message: impl Into<String>) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            message: message.into(),
            from: self.at.min(self.text.len()),
            to: self.text.len(),
        })
    }
}
