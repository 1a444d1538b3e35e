//! Rewrites AWS's dialect to the grammar of RFC 9535, so that one well-kept parser reads it.
//!
//! What AWS takes and the RFC does not: a stray dot before a bracket (`$.[0]`, `$.a.['b c']`), names that begin with a
//! digit or hold a hyphen (`$.1Day`, `$.delivery-partner`), a backslash that means itself, filters in parentheses with
//! unquoted words (`[?(@.Name==Receipt)]`), and the script `[(@.length-1)]`. Every name leaves here in quotes.
//!
//! Source: AWS recordings and documentation; published workflows.

use crate::limits::MAX_FILTER_DEPTH;

use super::SyntaxError;
use super::scanner::Scanner;

/// A path in the RFC's grammar.
pub(super) struct Canonical {
    /// `$['a'][0]…`
    pub(super) text: String,
    /// Which segments stand for a script `[(@.length-n)]`, and their `n`.
    pub(super) from_end: Vec<(usize, usize)>,
}

/// Rewrites the steps of `text` from `from` on.
pub(super) fn canonical(text: &str, from: usize) -> Result<Canonical, SyntaxError> {
    let mut writer = Writer {
        input: Scanner { text, at: from },
        out: Canonical {
            text: "$".to_owned(),
            from_end: Vec::new(),
        },
        segments: 0,
        open: 0,
    };
    while writer.input.at < text.len() {
        writer.segment()?;
        writer.segments += 1;
    }
    Ok(writer.out)
}

struct Writer<'a> {
    input: Scanner<'a>,
    out: Canonical,
    segments: usize,
    /// Parentheses of filters that are open.
    open: usize,
}

impl<'a> Writer<'a> {
    fn segment(&mut self) -> Result<(), SyntaxError> {
        if self.input.eat("..") {
            self.out.text.push_str("..");
            return match self.input.peek() {
                Some('[') => self.bracket(),
                Some('*') => {
                    self.wildcard();
                    Ok(())
                }
                _ => self.dotted_name(),
            };
        }
        if self.input.eat(".") {
            return match self.input.peek() {
                Some('[') => self.bracket(),
                Some('*') => {
                    self.wildcard();
                    Ok(())
                }
                _ => self.dotted_name(),
            };
        }
        match self.input.peek() {
            Some('[') => self.bracket(),
            _ => self.input.error("a step begins with `.` or `[`"),
        }
    }

    fn wildcard(&mut self) {
        self.input.eat("*");
        self.out.text.push_str("[*]");
    }

    /// Anything up to the next dot or bracket; function calls are names too, which nothing has.
    fn dotted_name(&mut self) -> Result<(), SyntaxError> {
        let rest = self.input.rest();
        let name = rest
            .get(..rest.find(['.', '[']).unwrap_or(rest.len()))
            .unwrap_or("");
        if name.is_empty() {
            return self.input.error("a name is missing after the dot");
        }
        if let Some(bad) = name
            .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ']' | '\'' | '"'))
        {
            self.input.at += bad;
            return self.input.error(
                "a name with such a character stands in brackets and quotes: `['my name']`",
            );
        }
        self.input.at += name.len();
        self.quoted_name(name);
        Ok(())
    }

    fn quoted_name(&mut self, name: &str) {
        self.out.text.push('[');
        quote(name, &mut self.out.text);
        self.out.text.push(']');
    }

    fn bracket(&mut self) -> Result<(), SyntaxError> {
        let start = self.input.at;
        self.input.eat("[");
        self.input.skip_spaces();
        let written = match self.input.peek() {
            Some('\'' | '"') => self.names(),
            Some('*') => {
                self.input.eat("*");
                self.out.text.push_str("[*");
                Ok(())
            }
            Some('?') => self.filter(),
            Some('(') => self.script(),
            Some('0'..='9' | '-' | ':') => self.numbers(),
            _ => self
                .input
                .error("a bracket holds a quoted name, an index, a slice, `*` or a filter"),
        };
        written?;
        self.input.skip_spaces();
        if !self.input.eat("]") {
            self.input.at = self.input.at.max(start);
            return self.input.error("a `]` is missing");
        }
        self.out.text.push(']');
        Ok(())
    }

    /// `'a','b'`: a quote ends a name when a comma or the bracket's end follows; a backslash means itself.
    fn names(&mut self) -> Result<(), SyntaxError> {
        self.out.text.push('[');
        loop {
            let Some(quote_sign) = self.input.peek().filter(|c| matches!(c, '\'' | '"')) else {
                return self.input.error("a quoted name is missing");
            };
            self.input.at += 1;
            let rest = self.input.rest();
            let ends = |at: &usize| {
                let after = rest.get(at + 1..).unwrap_or("").trim_start();
                after.starts_with([',', ']'])
            };
            let Some(end) = rest.match_indices(quote_sign).map(|(at, _)| at).find(ends) else {
                return self.input.error("the quote is not closed");
            };
            quote(rest.get(..end).unwrap_or(""), &mut self.out.text);
            self.input.at += end + 1;
            self.input.skip_spaces();
            if !self.input.eat(",") {
                return Ok(());
            }
            self.out.text.push(',');
            self.input.skip_spaces();
        }
    }

    /// `2`, `0,2`, `1:5`
    fn numbers(&mut self) -> Result<(), SyntaxError> {
        let rest = self.input.rest();
        let written = rest
            .get(..rest.find(']').unwrap_or(rest.len()))
            .unwrap_or("");
        let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
        let is_number = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            !digits.is_empty() && digits.len() < 16 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let is_bound = |text: &str| text.is_empty() || is_number(text);
        let fits = match compact.split_once(':') {
            Some((start, end)) => is_bound(start) && is_bound(end),
            None => compact.split(',').all(is_number),
        };
        if !fits {
            return self.input.error(
                "a bracket holds an index, indexes with commas between them, or a slice `from:to`",
            );
        }
        self.input.at += written.len();
        self.out.text.push('[');
        let mut parts = compact.split_inclusive([',', ':']);
        self.out
            .text
            .extend(parts.by_ref().map(without_leading_zeros));
        Ok(())
    }

    /// `(@.length-1)`
    fn script(&mut self) -> Result<(), SyntaxError> {
        let rest = self.input.rest();
        let end = rest.find(')').map_or(rest.len(), |at| at + 1);
        let compact: String = rest
            .get(..end)
            .unwrap_or("")
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let back = compact
            .strip_prefix("(@.length-")
            .and_then(|rest| rest.strip_suffix(')'));
        let Some(back) = back
            .and_then(|digits| digits.parse().ok())
            .filter(|back| *back > 0)
        else {
            return self.input.error("the only script is `(@.length-n)`");
        };
        self.input.at += end;
        self.out.from_end.push((self.segments, back));
        self.out.text.push_str("[0");
        Ok(())
    }

    /// `?( … )`
    fn filter(&mut self) -> Result<(), SyntaxError> {
        self.input.eat("?");
        self.input.skip_spaces();
        if !self.input.rest().starts_with('(') {
            return self
                .input
                .error("a filter stands in parentheses: `[?(@.a == 1)]`");
        }
        self.out.text.push_str("[?");
        let outer = self.open;
        // where a place begins that was just read: what a `=~` can follow
        let mut operand = None;
        loop {
            self.input.skip_spaces();
            let Some(c) = self.input.peek() else {
                return self.input.error("the filter is not closed");
            };
            let left = operand.take();
            match c {
                '(' => {
                    self.open += 1;
                    if self.open > MAX_FILTER_DEPTH {
                        return self.input.error(format!(
                            "the parentheses of a filter nest at most {MAX_FILTER_DEPTH} deep"
                        ));
                    }
                    self.copy(1);
                }
                ')' => {
                    self.open -= 1;
                    self.copy(1);
                    if self.open == outer {
                        return Ok(());
                    }
                }
                '@' | '$' => {
                    operand = Some(self.out.text.len());
                    self.query()?;
                }
                '=' if self.input.rest().starts_with("=~") => match left {
                    Some(left) => self.regex(left)?,
                    None => {
                        return self
                            .input
                            .error("`=~` follows `@`, `$` or a place below them");
                    }
                },
                '\'' | '"' => self.text_literal(c)?,
                _ if self.operator() => {}
                _ => self.word()?,
            }
        }
    }

    fn copy(&mut self, bytes: usize) {
        self.out
            .text
            .push_str(self.input.rest().get(..bytes).unwrap_or(""));
        self.input.at += bytes;
    }

    fn operator(&mut self) -> bool {
        let known = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!"];
        match known
            .iter()
            .find(|known| self.input.rest().starts_with(**known))
        {
            Some(operator) => {
                self.out.text.push_str(operator);
                self.input.at += operator.len();
                true
            }
            None => false,
        }
    }

    /// `=~ /pattern/i` after the operand that begins at `operand`: the RFC's function `match`.
    fn regex(&mut self, operand: usize) -> Result<(), SyntaxError> {
        self.input.eat("=~");
        self.input.skip_spaces();
        if !self.input.eat("/") {
            return self
                .input
                .error("a regular expression stands between slashes: `=~ /a.*/i`");
        }
        let mut is_escaped = false;
        let end = self.input.rest().find(|c| {
            let closes = c == '/' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            closes
        });
        let Some(end) = end else {
            return self.input.error("the regular expression is not closed");
        };
        let pattern = self.input.rest().get(..end).unwrap_or("");
        self.input.at += end + 1;
        let flags = match self.take_word() {
            "" => "",
            "i" => "(?i)",
            _ => return self.input.error("a regular expression has no flag but `i`"),
        };
        let left = self.out.text.split_off(operand.min(self.out.text.len()));
        self.out.text.push_str("match(");
        self.out.text.push_str(left.trim_end());
        self.out.text.push_str(", ");
        quote(&format!("{flags}{pattern}"), &mut self.out.text);
        self.out.text.push(')');
        Ok(())
    }

    /// `@`, `@.a`, `@['a'][0]`, `$.a`
    fn query(&mut self) -> Result<(), SyntaxError> {
        self.copy(1);
        loop {
            if self.input.eat(".") {
                if self.input.rest().starts_with('[') {
                    continue;
                }
                let name = self.take_word();
                if name.is_empty() {
                    return self.input.error("a name is missing after the dot");
                }
                self.quoted_name(name);
            } else if self.input.rest().starts_with('[') {
                self.bracket()?;
            } else {
                return Ok(());
            }
        }
    }

    fn take_word(&mut self) -> &'a str {
        let rest = self.input.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || ".[]()=!<>&|,'\"@".contains(c))
            .unwrap_or(rest.len());
        self.input.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn text_literal(&mut self, quote_sign: char) -> Result<(), SyntaxError> {
        self.input.at += 1;
        let rest = self.input.rest();
        let Some(end) = rest.find(quote_sign) else {
            return self.input.error("the quote is not closed");
        };
        quote(rest.get(..end).unwrap_or(""), &mut self.out.text);
        self.input.at += end + 1;
        Ok(())
    }

    /// A number, `true`, `false`, `null`, or a text without quotes.
    fn word(&mut self) -> Result<(), SyntaxError> {
        let start = self.input.at;
        let mut word = self.take_word();
        // a number's point
        if word
            .trim_start_matches('-')
            .bytes()
            .all(|b| b.is_ascii_digit())
            && self.input.rest().starts_with('.')
        {
            self.input.at += 1;
            self.take_word();
            word = self.input.since(start);
        }
        if word.is_empty() || word.starts_with('$') {
            self.input.at = start;
            return self
                .input
                .error("a filter compares `@`, `$` and their members with literals");
        }
        let is_plain =
            matches!(word, "true" | "false" | "null") || crate::json::parse(word).is_ok();
        if is_plain {
            self.out.text.push_str(word);
        } else {
            quote(word, &mut self.out.text);
        }
        Ok(())
    }
}

fn without_leading_zeros(part: &str) -> String {
    let (sign, digits) = part
        .strip_prefix('-')
        .map_or(("", part), |digits| ("-", digits));
    let end = digits.trim_end_matches([',', ':']).len();
    let (number, separator) = digits.split_at(end);
    let number = match number.trim_start_matches('0') {
        "" if number.is_empty() => "",
        "" => return format!("0{separator}"),
        number => number,
    };
    format!("{sign}{number}{separator}")
}

/// A text in single quotes as the RFC writes it.
fn quote(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
}
