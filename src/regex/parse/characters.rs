//! What stands for one character: escapes and classes.

use super::{One, Parser, Result};
use crate::limits::MAX_PATTERN_CASES;
use crate::regex::Dialect;
use crate::regex::set::Set;

impl Parser<'_> {
    /// A character or a set that is escaped, in a class or outside.
    pub(super) fn character(&mut self) -> Result<One> {
        let Some(c) = self.take() else {
            return Err("a backslash stands at the end");
        };
        if let Some(set) = Set::named(c) {
            return Ok(One::Set(set));
        }
        Ok(One::Char(match c {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            '0'..='7' => return Ok(self.octal(c)),
            'c' => match self.peek() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.at += 1;
                    char::from(letter as u8 & 0x1f)
                }
                _ => {
                    // a backslash of its own, and the `c` after it
                    self.at -= 1;
                    '\\'
                }
            },
            'x' => self.hex(2).and_then(char::from_u32).unwrap_or('x'),
            'u' => return Ok(self.unicode()),
            letter if self.flags.dialect == Dialect::Java && letter.is_ascii_alphabetic() => {
                return Err("a letter is escaped that has no meaning so");
            }
            other => other,
        }))
    }

    fn octal(&mut self, first: char) -> One {
        let mut value = first.to_digit(8).unwrap_or(0);
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) {
            if value * 8 + digit > 0o377 {
                break;
            }
            value = value * 8 + digit;
            self.at += 1;
        }
        One::Char(char::from_u32(value).unwrap_or('\0'))
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits: String = self.text.get(self.at..self.at + length)?.iter().collect();
        if !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.at += length;
        u32::from_str_radix(&digits, 16).ok()
    }

    /// The rest of `\u0041`, or of two that are a pair. Half a pair is in no text.
    fn unicode(&mut self) -> One {
        let Some(unit) = self.hex(4) else {
            return One::Char('u');
        };
        if (0xd800..0xdc00).contains(&unit) {
            let after = self.at;
            if self.eat("\\u")
                && let Some(low) = self.hex(4)
                && (0xdc00..0xe000).contains(&low)
            {
                let c = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(c).map_or_else(|| One::Set(Set::default()), One::Char);
            }
            self.at = after;
        }
        char::from_u32(unit).map_or_else(|| One::Set(Set::default()), One::Char)
    }

    /// The rest of `[…]`.
    pub(super) fn class(&mut self) -> Result<One> {
        let negated = self.eat("^");
        let mut set = Set::default();
        loop {
            let first = match self.peek() {
                None => return Err("a class of characters is not closed"),
                Some(']') => break,
                Some(_) => self.class_atom()?,
            };
            let is_range =
                self.peek() == Some('-') && !matches!(self.text.get(self.at + 1), None | Some(']'));
            if !is_range {
                add(&mut set, &first);
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (&first, &last) {
                (One::Char(first), One::Char(last)) if first > last => {
                    return Err("the ends of a range are out of order");
                }
                (One::Char(first), One::Char(last)) => set.add(*first as u32, *last as u32),
                _ => {
                    add(&mut set, &first);
                    set.add('-' as u32, '-' as u32);
                    add(&mut set, &last);
                }
            }
        }
        self.at += 1;
        let mut set = set.sorted();
        if self.flags.ignore_case {
            self.cases = self.cases.saturating_add(set.cases());
            if self.cases > MAX_PATTERN_CASES {
                return Err("its classes hold too many characters for the flag `i`");
            }
            set = set.canonical(self.flags.dialect);
        }
        Ok(One::Set(if negated { set.negated() } else { set }))
    }

    fn class_atom(&mut self) -> Result<One> {
        match self.take() {
            Some('\\') => match self.peek() {
                Some('b') => {
                    self.at += 1;
                    Ok(One::Char('\u{8}'))
                }
                Some('k') if !self.names.by_name.is_empty() => Err("no group has that name"),
                // a digit or `_` may stand for a control character here
                Some('c') if matches!(self.text.get(self.at + 1), Some('0'..='9' | '_')) => {
                    self.at += 2;
                    let c = self.text.get(self.at - 1).map_or(0, |c| *c as u32);
                    Ok(One::Char(char::from_u32(c & 0x1f).unwrap_or('\0')))
                }
                _ => self.character(),
            },
            Some(c) => Ok(One::Char(c)),
            None => Err("a class of characters is not closed"),
        }
    }
}

fn add(set: &mut Set, one: &One) {
    match one {
        One::Char(c) => set.add(*c as u32, *c as u32),
        One::Set(other) => set.add_all(other),
    }
}
