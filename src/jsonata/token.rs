//! Tokens of an expression. Positions are bytes past the token, as JSONata counts.

use std::rc::Rc;

use super::code::Code;
use super::error::{Fault, Result};
use super::value::Val;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// An operator or bracket; also `and`, `or`, `in`.
    Symbol(&'static str),
    Name(Rc<str>),
    /// Without `$`.
    Variable(Rc<str>),
    Text(Rc<str>),
    Number(f64),
    /// `true`, `false`, `null`
    Word(&'static str),
    /// Pattern and flags.
    Regex(Rc<str>, Rc<str>),
    End,
}

#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub token: Token,
    pub at: u32,
}

const DOUBLE: &[&str] = &["..", ":=", "!=", ">=", "<=", "**", "~>"];
const SINGLE: &[&str] = &[
    ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|",
    "=", "<", ">", "^", "&", "!", "~",
];

/// Symbols that end a name and are no operators.
const STOPS: &[&str] = &["!", "~"];

/// What a `/` is, which depends on what stands before it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Slash {
    /// After a value: the operator.
    Divides,
    OpensRegex,
}

pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Tokens<'a> {
        Tokens { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn spot(&self, token: Token) -> Spot {
        Spot {
            token,
            at: self.at as u32,
        }
    }

    fn skip(&mut self) -> Result<()> {
        loop {
            let rest = self.rest();
            self.at += rest.len()
                - rest
                    .trim_start_matches([' ', '\t', '\n', '\r', '\u{b}'])
                    .len();
            let Some(comment) = self.rest().strip_prefix("/*") else {
                return Ok(());
            };
            let Some(end) = comment.find("*/") else {
                return Err(Fault::new(Code::S0106).at(self.at as u32));
            };
            self.at += end + 4;
        }
    }

    /// The next token; `slash` tells what a `/` is there.
    pub(super) fn next(&mut self, slash: Slash) -> Result<Spot> {
        self.skip()?;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return Ok(self.spot(Token::End));
        };
        if c == '/' && slash == Slash::OpensRegex {
            return self.regex();
        }
        for symbols in [DOUBLE, SINGLE] {
            if let Some(symbol) = symbols.iter().find(|symbol| rest.starts_with(**symbol)) {
                self.at += symbol.len();
                if STOPS.contains(symbol) {
                    return Err(Fault::new(Code::S0204).at(self.at as u32).token(*symbol));
                }
                return Ok(self.spot(Token::Symbol(symbol)));
            }
        }
        match c {
            '"' | '\'' => self.text_literal(c),
            '0'..='9' => self.number(),
            '`' => match rest.get(1..).and_then(|inner| inner.find('`')) {
                Some(end) => {
                    self.at += end + 2;
                    Ok(self.spot(Token::Name(rest.get(1..=end).unwrap_or("").into())))
                }
                None => Err(Fault::new(Code::S0105).at(self.text.len() as u32)),
            },
            _ => Ok(self.word()),
        }
    }

    fn word(&mut self) -> Spot {
        let rest = self.rest();
        let is_end = |c: char| {
            matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}')
                || SINGLE.iter().any(|symbol| symbol.starts_with(c))
        };
        let end = rest.find(is_end).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or("");
        self.at += end;
        self.spot(match word {
            "and" => Token::Symbol("and"),
            "or" => Token::Symbol("or"),
            "in" => Token::Symbol("in"),
            "true" => Token::Word("true"),
            "false" => Token::Word("false"),
            "null" => Token::Word("null"),
            _ => match word.strip_prefix('$') {
                Some(name) => Token::Variable(name.into()),
                None => Token::Name(word.into()),
            },
        })
    }

    fn number(&mut self) -> Result<Spot> {
        let rest = self.rest().as_bytes();
        let digits = |mut at: usize| {
            while rest.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut end = if rest.first() == Some(&b'0') {
            1
        } else {
            digits(0)
        };
        if rest.get(end) == Some(&b'.') && digits(end + 1) > end + 1 {
            end = digits(end + 1);
        }
        if matches!(rest.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(rest.get(end + 1), Some(b'+' | b'-')));
            if digits(end + 1 + sign) > end + 1 + sign {
                end = digits(end + 1 + sign);
            }
        }
        let text = self.rest().get(..end).unwrap_or("");
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                self.at += end;
                Ok(self.spot(Token::Number(number)))
            }
            _ => Err(Fault::new(Code::S0102).at(self.at as u32).token(text)),
        }
    }

    fn text_literal(&mut self, quote: char) -> Result<Spot> {
        self.at += 1;
        let mut value = String::new();
        let mut units: Vec<u16> = Vec::new();
        loop {
            let Some(c) = self.rest().chars().next() else {
                return Err(Fault::new(Code::S0101).at(self.at as u32));
            };
            self.at += c.len_utf8();
            if c != '\\' || !self.rest().starts_with('u') {
                flush(&mut units, &mut value);
            }
            match c {
                '\\' => {
                    let Some(escaped) = self.rest().chars().next() else {
                        return Err(Fault::new(Code::S0101).at(self.at as u32));
                    };
                    self.at += escaped.len_utf8();
                    match escaped {
                        '"' | '\\' | '/' => value.push(escaped),
                        'b' => value.push('\u{8}'),
                        'f' => value.push('\u{c}'),
                        'n' => value.push('\n'),
                        'r' => value.push('\r'),
                        't' => value.push('\t'),
                        'u' => {
                            let hex = self
                                .rest()
                                .get(..4)
                                .and_then(|hex| u16::from_str_radix(hex, 16).ok());
                            let Some(unit) = hex else {
                                return Err(Fault::new(Code::S0104).at(self.at as u32 - 1));
                            };
                            units.push(unit);
                            self.at += 4;
                        }
                        other => {
                            return Err(Fault::new(Code::S0103)
                                .at(self.at as u32 - 1)
                                .token(other.to_string()));
                        }
                    }
                }
                c if c == quote => return Ok(self.spot(Token::Text(value.into()))),
                c => value.push(c),
            }
        }
    }

    fn regex(&mut self) -> Result<Spot> {
        let start = self.at + 1;
        // how many backslashes stand before `at`
        let (mut at, mut depth, mut backslashes) = (start, 0_i32, 0_usize);
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'/' if depth == 0 && backslashes.is_multiple_of(2) => {
                    let pattern = self.text.get(start..at).unwrap_or("");
                    if pattern.is_empty() {
                        return Err(Fault::new(Code::S0301).at(at as u32));
                    }
                    let flags_from = at + 1;
                    let mut end = flags_from;
                    while matches!(bytes.get(end), Some(b'i' | b'm')) {
                        end += 1;
                    }
                    self.at = end;
                    let flags = self.text.get(flags_from..end).unwrap_or("");
                    return Ok(self.spot(Token::Regex(pattern.into(), flags.into())));
                }
                // of a bracket JSONata looks at one backslash only
                b'(' | b'[' | b'{' if backslashes == 0 => depth += 1,
                b')' | b']' | b'}' if backslashes == 0 => depth -= 1,
                _ => {}
            }
            backslashes = match byte {
                b'\\' => backslashes + 1,
                _ => 0,
            };
            at += 1;
        }
        Err(Fault::new(Code::S0302).at(self.text.len() as u32))
    }
}

/// Code units written as `\u…` become characters; half a pair is the replacement character.
fn flush(units: &mut Vec<u16>, value: &mut String) {
    if !units.is_empty() {
        value.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{fffd}')));
    }
}

impl Token {
    /// What stands for the token in messages.
    pub(super) fn shown(&self) -> Val {
        match self {
            Token::Symbol(text) => Val::string(*text),
            Token::Name(text) | Token::Variable(text) | Token::Text(text) => {
                Val::String(text.clone())
            }
            Token::Number(n) => Val::Number(*n),
            Token::Word("true") => Val::Bool(true),
            Token::Word("false") => Val::Bool(false),
            Token::Word(_) => Val::Null,
            // an object without members to JavaScript
            Token::Regex(..) => Val::object(Vec::new()),
            Token::End => Val::string("(end)"),
        }
    }
}
