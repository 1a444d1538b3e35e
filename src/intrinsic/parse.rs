//! Reads a call. The grammar is AWS's: names, quoted texts with four escapes, numbers, words, paths, calls.

use crate::json::{self, Value};
use crate::jsonpath::scanner::Scanner;
use crate::jsonpath::{Path, SyntaxError};
use crate::limits::MAX_INTRINSIC_DEPTH;

use super::{Argument, Call, Function};

pub(super) fn call(text: &str) -> Result<Call, SyntaxError> {
    let mut input = Scanner { text, at: 0 };
    let call = call_at(&mut input, 1)?;
    if input.at < text.trim_end().len() {
        return input.error("nothing may follow the closing parenthesis");
    }
    Ok(call)
}

/// Reads a call that stands in `depth - 1` others.
fn call_at(input: &mut Scanner<'_>, depth: usize) -> Result<Call, SyntaxError> {
    let start = input.at;
    let rest = input.rest();
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
        return input.error(format!(
            "calls stand at most {MAX_INTRINSIC_DEPTH} deep inside each other"
        ));
    }
    input.at += end;
    if !input.eat("(") {
        return input.error(format!("a parenthesis is missing after `{name}`"));
    }
    let arguments = arguments(input, function, depth)?;
    let text = input.since(start).to_owned();
    Ok(Call {
        text,
        function,
        arguments,
    })
}

/// What stands between the parentheses, up to the closing one.
fn arguments(
    input: &mut Scanner<'_>,
    function: Function,
    depth: usize,
) -> Result<Vec<Argument>, SyntaxError> {
    let mut arguments = Vec::new();
    input.skip_spaces();
    if input.eat(")") {
        return Ok(arguments);
    }
    loop {
        input.skip_spaces();
        let braces = match function {
            Function::Format if arguments.is_empty() => Braces::Kept,
            _ => Braces::Unescaped,
        };
        arguments.push(argument(input, depth, braces)?);
        input.skip_spaces();
        if input.eat(")") {
            return Ok(arguments);
        }
        if !input.eat(",") {
            return input.error("a comma or the closing parenthesis is missing");
        }
    }
}

/// What becomes of the escapes `\{`, `\}` and `\\` in a text.
#[derive(Clone, Copy)]
enum Braces {
    /// They are what they stand for.
    Unescaped,
    /// They stay: `Format` reads its template itself.
    Kept,
}

fn argument(
    input: &mut Scanner<'_>,
    depth: usize,
    braces: Braces,
) -> Result<Argument, SyntaxError> {
    match input.peek() {
        Some('\'') => Ok(Argument::Literal(Value::from(quoted(input, braces)?))),
        Some('$') => path(input),
        Some('S') => Ok(Argument::Call(call_at(input, depth + 1)?)),
        _ => word(input),
    }
}

/// `\'`, `\{`, `\}` and `\\` are escapes.
fn quoted(input: &mut Scanner<'_>, braces: Braces) -> Result<String, SyntaxError> {
    let start = input.at;
    input.eat("'");
    let mut value = String::new();
    while let Some(c) = input.peek() {
        input.at += c.len_utf8();
        match c {
            '\'' => return Ok(value),
            '\\' => {
                match (input.peek(), braces) {
                    (Some(sign @ ('{' | '}' | '\\')), Braces::Kept) => value.extend(['\\', sign]),
                    (Some(sign @ ('\'' | '{' | '}' | '\\')), _) => value.push(sign),
                    _ => {
                        input.at -= 1;
                        return input.error(r"a backslash stands only before `'`, `{`, `}` or `\`");
                    }
                }
                input.at += 1;
            }
            c => value.push(c),
        }
    }
    input.at = start;
    input.error("the quote is not closed")
}

/// Up to a comma or parenthesis that does not stand in brackets or quotes.
fn path(input: &mut Scanner<'_>) -> Result<Argument, SyntaxError> {
    let (start, mut open, mut quote) = (input.at, 0_usize, None);
    for c in input.rest().chars() {
        match (quote, c) {
            (Some(sign), c) if c == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') if open > 0 => quote = Some(c),
            (None, '[' | '(') => open += 1,
            (None, ']' | ')') if open > 0 => open -= 1,
            (None, ',' | ')') if open == 0 => break,
            _ => {}
        }
        input.at += c.len_utf8();
    }
    let written = input.since(start).trim_end();
    let path = Path::parse(written).map_err(|error| SyntaxError {
        message: error.message,
        from: start + error.from,
        to: start + error.to,
    })?;
    Ok(Argument::Path(start, path))
}

const EXPECTED: &str =
    "an argument is a text in single quotes, a number, `true`, `false`, `null`, a path or a call";

/// A number, `true`, `false` or `null`.
fn word(input: &mut Scanner<'_>) -> Result<Argument, SyntaxError> {
    let rest = input.rest();
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ')'))
        .unwrap_or(rest.len());
    match json::parse(rest.get(..end).unwrap_or("")) {
        Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => {
            input.at += end;
            Ok(Argument::Literal(value))
        }
        _ => input.error(EXPECTED),
    }
}
