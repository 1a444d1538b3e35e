//! Patterns as trees.

mod characters;

use std::collections::BTreeMap;

use super::set::Set;
use super::{Dialect, Direction, Flags};
use crate::limits::MAX_PATTERN_DEPTH;

/// What one character is compared with.
#[derive(Clone, Debug)]
pub(super) enum One {
    Char(char),
    Set(Set),
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    One(One),
    /// One after the other; empty for what always matches.
    Sequence(Vec<Node>),
    /// The first that leads to a match.
    Either(Vec<Node>),
    /// A group that is kept, from 1.
    Group(u32, Box<Node>),
    Repeat(Box<Repeat>),
    Start,
    End,
    /// `\b`, or `\B` when false.
    Boundary(bool),
    /// What a group matched.
    Back(u32),
    Look {
        direction: Direction,
        negated: bool,
        inner: Box<Node>,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Repeat {
    pub node: Node,
    pub min: u32,
    /// `None`: as often as it can.
    pub max: Option<u32>,
    pub greedy: bool,
    /// The groups inside: from, to before.
    pub groups: (u32, u32),
}

#[derive(Debug)]
pub(super) struct Parsed {
    pub node: Node,
    pub groups: u32,
}

impl Parsed {
    /// Between the beginning and the end of the text.
    pub(super) fn whole(self) -> Parsed {
        let node = Node::Sequence(vec![Node::Start, self.node, Node::End]);
        Parsed { node, ..self }
    }
}

type Result<T> = std::result::Result<T, &'static str>;

pub(super) fn parse(pattern: &str, flags: Flags) -> Result<Parsed> {
    let text: Vec<char> = pattern.chars().collect();
    let names = Names::of(&text)?;
    let mut parser = Parser {
        text: &text,
        at: 0,
        flags,
        groups: 0,
        names: &names,
        depth: 0,
        cases: 0,
    };
    let node = parser.either()?;
    if parser.at < text.len() {
        return Err("a `)` closes no group");
    }
    Ok(Parsed {
        node,
        groups: parser.groups,
    })
}

/// The groups that are kept: a back-reference may stand before its group.
#[derive(Default)]
struct Names {
    count: u32,
    /// The number of each group that has a name.
    by_name: BTreeMap<String, u32>,
}

impl Names {
    fn of(text: &[char]) -> Result<Names> {
        let mut names = Names::default();
        let (mut at, mut in_class) = (0, false);
        while let Some(c) = text.get(at) {
            match c {
                '\\' => at += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => match text.get(at + 1..) {
                    Some(['?', '<', next, rest @ ..]) if !matches!(next, '=' | '!') => {
                        let name = std::iter::once(next)
                            .chain(rest)
                            .take_while(|c| **c != '>')
                            .collect();
                        names.count += 1;
                        if names.by_name.insert(name, names.count).is_some() {
                            return Err("two groups have the same name");
                        }
                    }
                    Some(['?', ..]) => {}
                    _ => names.count += 1,
                },
                _ => {}
            }
            at += 1;
        }
        Ok(names)
    }
}

struct Parser<'a> {
    text: &'a [char],
    at: usize,
    flags: Flags,
    /// Groups that were opened so far.
    groups: u32,
    names: &'a Names,
    depth: usize,
    /// See [`MAX_PATTERN_CASES`](crate::limits::MAX_PATTERN_CASES).
    cases: u32,
}

/// How often a term may stand there, at least and at most; `None` for no bound.
type Bounds = (u32, Option<u32>);

/// An atom or an assertion, and whether it can be repeated.
type Term = (Node, bool);

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let length = wanted.chars().count();
        let is_there = self
            .text
            .get(self.at..self.at + length)
            .is_some_and(|part| part.iter().copied().eq(wanted.chars()));
        if is_there {
            self.at += length;
        }
        is_there
    }

    fn either(&mut self) -> Result<Node> {
        let mut alternatives = vec![self.sequence()?];
        while self.eat("|") {
            alternatives.push(self.sequence()?);
        }
        Ok(match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Node::Either(alternatives),
        })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut terms = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let before = self.groups;
            let (node, can_repeat) = self.term()?;
            let Some((min, max)) = self.quantifier()? else {
                terms.push(node);
                continue;
            };
            if !can_repeat {
                return Err("nothing stands before a quantifier that could be repeated");
            }
            terms.push(Node::Repeat(Box::new(Repeat {
                node,
                min,
                max,
                greedy: !self.eat("?"),
                groups: (before + 1, self.groups + 1),
            })));
        }
        Ok(match terms.len() {
            1 => terms.remove(0),
            _ => Node::Sequence(terms),
        })
    }

    /// How often the term before may stand there.
    fn quantifier(&mut self) -> Result<Option<Bounds>> {
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.braces(),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(bounds))
    }

    /// `{2}`, `{2,}` or `{2,3}`; anything else in braces is text.
    fn braces(&mut self) -> Result<Option<Bounds>> {
        let start = self.at;
        self.at += 1;
        let min = self.number();
        let max = if self.eat(",") { self.number() } else { min };
        match min {
            Some(min) if self.eat("}") => {
                if max.is_some_and(|max| min > max) {
                    return Err("the numbers of a quantifier are out of order");
                }
                Ok(Some((min, max)))
            }
            _ => {
                self.at = start;
                Ok(None)
            }
        }
    }

    fn number(&mut self) -> Option<u32> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        }
        number
    }

    fn term(&mut self) -> Result<Term> {
        let atom = |node| Ok((node, true));
        let assertion = |node| Ok((node, false));
        match self.take() {
            Some('^') => assertion(Node::Start),
            Some('$') => assertion(Node::End),
            Some('.') => atom(Node::One(One::Set(Set::any_but_line_ends()))),
            Some('[') => atom(Node::One(self.class()?)),
            Some('(') => self.group(),
            Some('\\') => self.escape(),
            Some('*' | '+' | '?') => {
                Err("nothing stands before a quantifier that could be repeated")
            }
            Some('{') => {
                self.at -= 1;
                if self.braces()?.is_some() {
                    return Err("nothing stands before a quantifier that could be repeated");
                }
                self.at += 1;
                atom(Node::One(One::Char('{')))
            }
            Some(c) => atom(Node::One(One::Char(c))),
            None => atom(Node::Sequence(Vec::new())),
        }
    }

    fn group(&mut self) -> Result<Term> {
        self.depth += 1;
        if self.depth > MAX_PATTERN_DEPTH {
            return Err("too many groups stand inside each other");
        }
        let look = [
            ("?=", Direction::Forward, false),
            ("?!", Direction::Forward, true),
            ("?<=", Direction::Backward, false),
            ("?<!", Direction::Backward, true),
        ];
        let look = look.into_iter().find(|(opening, ..)| self.eat(opening));
        let term = if let Some((_, direction, negated)) = look {
            let inner = Box::new(self.either()?);
            // a look ahead can be repeated, as in the early days
            (
                Node::Look {
                    direction,
                    negated,
                    inner,
                },
                direction == Direction::Forward,
            )
        } else if self.eat("?:") {
            (self.either()?, true)
        } else {
            if self.eat("?<") {
                self.name()?;
            } else if self.peek() == Some('?') {
                return Err("no group begins so");
            }
            self.groups += 1;
            let number = self.groups;
            (Node::Group(number, Box::new(self.either()?)), true)
        };
        self.depth -= 1;
        if self.eat(")") {
            Ok(term)
        } else {
            Err("a group is not closed")
        }
    }

    /// The rest of `<name>`.
    fn name(&mut self) -> Result<String> {
        let mut name = String::new();
        loop {
            match self.take() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some(c)
                    if c == '_'
                        || c == '$'
                        || c.is_alphabetic()
                        || (!name.is_empty() && c.is_numeric()) =>
                {
                    name.push(c)
                }
                _ => return Err("the name of a group is not valid"),
            }
        }
    }

    /// What follows a backslash outside of a class.
    fn escape(&mut self) -> Result<Term> {
        match self.peek() {
            None => Err("a backslash stands at the end"),
            Some(letter @ ('b' | 'B')) => {
                self.at += 1;
                Ok((Node::Boundary(letter == 'b'), false))
            }
            Some('A') if self.flags.dialect == Dialect::Java => {
                self.at += 1;
                Ok((Node::Start, false))
            }
            Some('z') if self.flags.dialect == Dialect::Java => {
                self.at += 1;
                Ok((Node::End, false))
            }
            Some('1'..='9') => {
                let start = self.at;
                match self.number() {
                    Some(number) if number <= self.names.count => Ok((Node::Back(number), true)),
                    _ => {
                        self.at = start;
                        Ok((Node::One(self.character()?), true))
                    }
                }
            }
            Some('k') if !self.names.by_name.is_empty() => {
                self.at += 1;
                let name = if self.eat("<") {
                    self.name()?
                } else {
                    String::new()
                };
                match self.names.by_name.get(&name) {
                    Some(group) => Ok((Node::Back(*group), true)),
                    None => Err("no group has that name"),
                }
            }
            Some(_) => Ok((Node::One(self.character()?), true)),
        }
    }
}
