//! Reads a call. The grammar is AWS's: names, quoted texts with four escapes, numbers, words, paths, calls.

use crate::json::{self, Value};
use crate::jsonpath::{Path, SyntaxError};
use crate::limits::MAX_INTRINSIC_DEPTH;

use super::functions::takes_values;
use super::{Argument, Call, Function};

pub(super) fn call(text: &str) -> Result<Call, SyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let call = reader.call(1)?;
    if reader.at < text.trim_end().len() {
        return reader.error("nothing may follow the closing parenthesis");
    }
    Ok(call)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error<T>(&self, message: impl Into<String>) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            message: message.into(),
            from: self.at.min(self.text.len()),
            to: self.text.len(),
        })
    }

    fn call(&mut self, depth: usize) -> Result<Call, SyntaxError> {
        let start = self.at;
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        let Some(function) = name.strip_prefix("States.").and_then(Function::by_name) else {
            let message = match name {
                "" => "a path begins with `$`, an intrinsic function with `States.`".to_owned(),
                name => format!("there is no intrinsic function `{name}`"),
            };
            return Err(SyntaxError {
                message,
                from: start,
                to: start + end,
            });
        };
        if depth > MAX_INTRINSIC_DEPTH {
            return self.error(format!(
                "calls stand at most {MAX_INTRINSIC_DEPTH} deep inside each other"
            ));
        }
        self.at += end;
        if !self.eat('(') {
            return self.error(format!("a parenthesis is missing after `{name}`"));
        }
        let mut arguments = Vec::new();
        self.skip_spaces();
        if !self.eat(')') {
            loop {
                self.skip_spaces();
                let keeps_braces = function == Function::Format && arguments.is_empty();
                arguments.push(self.argument(depth, keeps_braces)?);
                self.skip_spaces();
                if self.eat(')') {
                    break;
                }
                if !self.eat(',') {
                    return self.error("a comma or the closing parenthesis is missing");
                }
            }
        }
        let text = self.text.get(start..self.at).unwrap_or("").to_owned();
        let refused = |message| SyntaxError {
            message,
            from: start,
            to: self.at,
        };
        if !function.takes(arguments.len()) {
            let (takes, count) = (function.arity(), arguments.len());
            return Err(refused(format!("`{name}` takes {takes}, not {count}")));
        }
        // Source: AWS's answer to a wrong number of arguments; by analogy for the values of a template
        if let (Function::Format, [Argument::Literal(Value::String(template)), values @ ..]) =
            (function, &*arguments)
        {
            takes_values(template, values.len()).map_err(refused)?;
        }
        Ok(Call {
            text,
            function,
            arguments,
        })
    }

    fn argument(&mut self, depth: usize, keeps_braces: bool) -> Result<Argument, SyntaxError> {
        match self.rest().chars().next() {
            Some('\'') => Ok(Argument::Literal(Value::from(self.quoted(keeps_braces)?))),
            Some('$') => self.path(),
            Some('S') => Ok(Argument::Call(self.call(depth + 1)?)),
            _ => self.word(),
        }
    }

    /// `\'`, `\{`, `\}` and `\\` are escapes; `Format` reads the braces itself.
    fn quoted(&mut self, keeps_braces: bool) -> Result<String, SyntaxError> {
        let start = self.at;
        self.eat('\'');
        let mut value = String::new();
        while let Some(c) = self.rest().chars().next() {
            self.at += c.len_utf8();
            match c {
                '\'' => return Ok(value),
                '\\' => {
                    let escaped = self.rest().chars().next();
                    match escaped {
                        Some(brace @ ('{' | '}' | '\\')) if keeps_braces => {
                            value.extend(['\\', brace])
                        }
                        Some(escaped @ ('\'' | '{' | '}' | '\\')) => value.push(escaped),
                        _ => {
                            self.at -= 1;
                            return self
                                .error(r"a backslash stands only before `'`, `{`, `}` or `\`");
                        }
                    }
                    self.at += 1;
                }
                c => value.push(c),
            }
        }
        self.at = start;
        self.error("the quote is not closed")
    }

    /// Up to a comma or parenthesis that does not stand in brackets or quotes.
    fn path(&mut self) -> Result<Argument, SyntaxError> {
        let (start, mut open, mut quote) = (self.at, 0_usize, None);
        for c in self.rest().chars() {
            match (quote, c) {
                (Some(sign), c) if c == sign => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') if open > 0 => quote = Some(c),
                (None, '[' | '(') => open += 1,
                (None, ']' | ')') if open > 0 => open -= 1,
                (None, ',' | ')') if open == 0 => break,
                _ => {}
            }
            self.at += c.len_utf8();
        }
        let written = self.text.get(start..self.at).unwrap_or("").trim_end();
        let path = Path::parse(written).map_err(|error| SyntaxError {
            message: error.message,
            from: start + error.from,
            to: start + error.to,
        })?;
        Ok(Argument::Path(start, path))
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Argument, SyntaxError> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ')'))
            .unwrap_or(rest.len());
        match json::parse(rest.get(..end).unwrap_or("")) {
            Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => {
                self.at += end;
                Ok(Argument::Literal(value))
            }
            _ => self.error("an argument is a text in single quotes, a number, `true`, `false`, `null`, a path or a call"),
        }
    }
}
