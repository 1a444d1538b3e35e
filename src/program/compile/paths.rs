//! Paths of fields.

use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::json::node::Text;
use crate::jsonpath::{Path, Root, SyntaxError};
use crate::template;
use crate::text::Spanned;

use super::Compiler;

impl Compiler {
    pub(super) fn path(&mut self, text: &Spanned<Text>, location: String) -> Option<Path> {
        self.path_or(Code::InvalidPath, text, location)
    }

    /// A path; `code` is the finding's when it is none.
    pub(super) fn path_or(
        &mut self,
        code: Code,
        text: &Spanned<Text>,
        location: String,
    ) -> Option<Path> {
        match Path::parse(&text.value.value) {
            Ok(path) => Some(path),
            Err(error) => {
                self.bad_path(code, text, &error, location);
                None
            }
        }
    }

    /// A path of a Map, which leads to one value; into the context object only where that is allowed.
    ///
    /// Source: public measurements on AWS's validation.
    pub(super) fn path_of_map(
        &mut self,
        text: &Spanned<Text>,
        location: String,
        into_context: bool,
    ) -> Option<Path> {
        const CODE: Code = Code::InvalidReferencePath;
        let path = self.path_or(CODE, text, location.clone())?;
        let message = match path.root() {
            Root::Context if !into_context => "one does not lead into the context object",
            _ if path.is_definite() => return Some(path),
            _ => "one has only names and indexes",
        };
        let error = SyntaxError {
            message: message.to_owned(),
            from: 0,
            to: text.value.value.len(),
        };
        self.bad_path(CODE, text, &error, location);
        None
    }

    pub(super) fn bad_path(
        &mut self,
        code: Code,
        text: &Spanned<Text>,
        error: &SyntaxError,
        location: String,
    ) {
        let span = template::syntax_span(&text.value, error, text.span);
        let is_rooted = text.value.value.starts_with('$');
        let aws = match (code, is_rooted) {
            (Code::InvalidReferencePath, false) => {
                "Value is not a Reference Path: Reference path didn't start with '$'"
            }
            (Code::InvalidReferencePath, true) => "Value is not a Reference Path",
            _ => "Value must be a valid JSONPath.",
        };
        let what = if code == Code::InvalidReferencePath {
            "a reference path"
        } else {
            "a path"
        };
        let message = format!("`{}` is not {what}: {}", text.value.value, error.message);
        self.diagnostics.push(
            Diagnostic::new(code, Severity::Error, span, message)
                .with_help("a path looks like `$.order.items[0]`")
                .with_location(location)
                .with_aws(AwsCode::SchemaValidationFailed, aws),
        );
    }
}
