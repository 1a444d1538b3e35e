//! From tokens to a tree: a parser by binding power.

use std::rc::Rc;

use super::ast::{Kind, Lambda, Node, Operator, SortTerm, Transform};
use super::code::Code;
use super::error::{Fault, Insert, Result, STACK_GUARD};
use super::signature::Signature;
use super::stringify::json_text;
use super::token::{Slash, Spot, Token, Tokens};
use super::value::Val;
use crate::limits::MAX_JSONATA_NESTING;
use crate::regex::{Dialect, Flags, Regex};

pub(super) fn parse(text: &str) -> Result<Node> {
    let mut tokens = Tokens::new(text);
    let node = tokens.next(Slash::OpensRegex)?;
    let mut parser = Parser {
        tokens,
        node,
        depth: 0,
    };
    let tree = parser.expression(0)?;
    if parser.node.token != Token::End {
        return Err(fault(Code::S0201, &parser.node));
    }
    Ok(tree)
}

struct Parser<'a> {
    tokens: Tokens<'a>,
    /// The token that is looked at.
    node: Spot,
    depth: usize,
}

fn fault(code: Code, spot: &Spot) -> Box<Fault> {
    let shown = match spot.token.shown() {
        Val::String(text) => Insert::Text(text),
        other => Insert::Json(json_text(&other)),
    };
    Fault::new(code).at(spot.at).token_insert(shown)
}

fn binding_power(token: &Token) -> u8 {
    let Token::Symbol(symbol) = token else {
        return 0;
    };
    match *symbol {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "=" | "<" | ">" | "^" | "!=" | "<=" | ">=" | "~>" | "in" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    }
}

impl Parser<'_> {
    fn is(&self, symbol: &str) -> bool {
        matches!(self.node.token, Token::Symbol(found) if found == symbol)
    }

    /// Takes the token and looks at the next. JSONata begins a regular expression at a `/` also behind `[]`, `^(…)` and the
    /// body of a function, and so does this.
    fn take(&mut self, slash: Slash) -> Result<Spot> {
        let next = self.tokens.next(slash)?;
        Ok(std::mem::replace(&mut self.node, next))
    }

    fn expect(&mut self, symbol: &'static str, slash: Slash) -> Result<()> {
        if self.is(symbol) {
            self.take(slash)?;
            return Ok(());
        }
        let code = if self.node.token == Token::End {
            Code::S0203
        } else {
            Code::S0202
        };
        Err(fault(code, &self.node).value_text(symbol))
    }

    fn expression(&mut self, power: u8) -> Result<Node> {
        let before = self.depth;
        self.deeper()?;
        let first = self.take(Slash::Divides)?;
        let mut left = self.prefix(first)?;
        while power < binding_power(&self.node.token) {
            // each operator makes the tree one level higher
            self.deeper()?;
            let operator = self.take(Slash::OpensRegex)?;
            left = self.infix(left, operator)?;
        }
        self.depth = before;
        Ok(left)
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_JSONATA_NESTING {
            return Err(Fault::guard(STACK_GUARD).at(self.node.at));
        }
        Ok(())
    }

    fn prefix(&mut self, Spot { token, at }: Spot) -> Result<Node> {
        let node = |kind| Ok(Node::new(kind, at));
        match token {
            Token::Name(name) => node(Kind::Name(name)),
            Token::Variable(name) => node(Kind::Variable(name)),
            Token::Text(text) => node(Kind::Text(text)),
            Token::Number(number) => node(Kind::Number(number)),
            Token::Word("true") => node(Kind::Literal(Val::Bool(true))),
            Token::Word("false") => node(Kind::Literal(Val::Bool(false))),
            Token::Word(_) => node(Kind::Literal(Val::Null)),
            Token::Regex(pattern, flags) => node(Kind::Regex(Rc::new(regex(&pattern, &flags)?))),
            Token::End => node(Kind::End),
            Token::Symbol(symbol) => match symbol {
                "and" | "or" | "in" => node(Kind::Name(symbol.into())),
                "*" => node(Kind::Wildcard),
                "**" => node(Kind::Descendants),
                "%" => node(Kind::Parent(0)),
                "-" => {
                    let inner = self.expression(70)?;
                    node(Kind::Negate(Box::new(inner)))
                }
                "(" => {
                    let mut parts = Vec::new();
                    while !self.is(")") {
                        parts.push(self.expression(0)?);
                        if !self.is(";") {
                            break;
                        }
                        self.expect(";", Slash::OpensRegex)?;
                    }
                    self.expect(")", Slash::Divides)?;
                    node(Kind::Block(parts))
                }
                "[" => self.array(at),
                "{" => {
                    let pairs = self.pairs()?;
                    node(Kind::Object(pairs))
                }
                "|" => self.transform(at),
                _ => Err(fault(Code::S0211, &Spot { token, at })),
            },
        }
    }

    fn array(&mut self, at: u32) -> Result<Node> {
        let mut items = Vec::new();
        if !self.is("]") {
            loop {
                let mut item = self.expression(0)?;
                if self.is("..") {
                    let range = self.node.at;
                    self.expect("..", Slash::OpensRegex)?;
                    let end = self.expression(0)?;
                    item = Node::new(
                        Kind::Binary(Operator::Range, Box::new(item), Box::new(end)),
                        range,
                    );
                }
                items.push(item);
                if !self.is(",") {
                    break;
                }
                self.expect(",", Slash::OpensRegex)?;
            }
        }
        self.expect("]", Slash::Divides)?;
        Ok(Node::new(Kind::Array(items), at))
    }

    /// Members up to the closing brace.
    fn pairs(&mut self) -> Result<Vec<(Node, Node)>> {
        let mut pairs = Vec::new();
        if !self.is("}") {
            loop {
                let key = self.expression(0)?;
                self.expect(":", Slash::OpensRegex)?;
                pairs.push((key, self.expression(0)?));
                if !self.is(",") {
                    break;
                }
                self.expect(",", Slash::OpensRegex)?;
            }
        }
        self.expect("}", Slash::Divides)?;
        Ok(pairs)
    }

    fn transform(&mut self, at: u32) -> Result<Node> {
        let pattern = self.expression(0)?;
        self.expect("|", Slash::OpensRegex)?;
        let update = self.expression(0)?;
        let delete = self.after(",")?;
        self.expect("|", Slash::OpensRegex)?;
        Ok(Node::new(
            Kind::Update(Box::new(Transform {
                pattern,
                update,
                delete,
            })),
            at,
        ))
    }

    fn infix(&mut self, left: Node, Spot { token, at }: Spot) -> Result<Node> {
        let Token::Symbol(symbol) = token else {
            return Err(fault(Code::S0204, &Spot { token, at }));
        };
        let boxed = Box::new;
        Ok(match symbol {
            "." => {
                let right = self.expression(75)?;
                Node::new(Kind::Dot(boxed(left), boxed(right)), at)
            }
            "(" => self.call(left, at)?,
            "[" => self.filter(left, at)?,
            "{" => {
                let pairs = self.pairs()?;
                Node::new(Kind::GroupBy(boxed(left), pairs), at)
            }
            "^" => {
                let terms = self.sort_terms()?;
                Node::new(Kind::OrderBy(boxed(left), terms), at)
            }
            ":=" => {
                let Kind::Variable(name) = left.kind else {
                    return Err(Fault::new(Code::S0212).at(left.at));
                };
                let right = self.expression(9)?;
                Node::new(Kind::Bind(name, boxed(right)), at)
            }
            "@" | "#" => {
                let right = self.expression(80)?;
                let Kind::Variable(name) = right.kind else {
                    return Err(Fault::new(Code::S0214).at(right.at).token(symbol));
                };
                let kind = if symbol == "@" {
                    Kind::Focus
                } else {
                    Kind::Position
                };
                Node::new(kind(boxed(left), name), at)
            }
            "?" => {
                let then = self.expression(0)?;
                let otherwise = self.after(":")?.map(boxed);
                Node::new(Kind::Condition(boxed(left), boxed(then), otherwise), at)
            }
            "~>" => {
                let right = self.expression(40)?;
                Node::new(Kind::Apply(boxed(left), boxed(right)), at)
            }
            _ => {
                let Some(operator) = Operator::between(symbol) else {
                    return Err(fault(Code::S0204, &Spot { token, at }));
                };
                let right = self.expression(binding_power(&token))?;
                Node::new(Kind::Binary(operator, boxed(left), boxed(right)), at)
            }
        })
    }

    /// The expression after a symbol, if the symbol is there.
    fn after(&mut self, symbol: &'static str) -> Result<Option<Node>> {
        if !self.is(symbol) {
            return Ok(None);
        }
        self.expect(symbol, Slash::OpensRegex)?;
        self.expression(0).map(Some)
    }

    /// The rest of `left[…]`, or of `left[]`.
    fn filter(&mut self, left: Node, at: u32) -> Result<Node> {
        if self.is("]") {
            self.expect("]", Slash::OpensRegex)?;
            return Ok(keeping_array(left));
        }
        let filter = self.expression(0)?;
        self.expect("]", Slash::Divides)?;
        Ok(Node::new(
            Kind::Filter(Box::new(left), Box::new(filter)),
            at,
        ))
    }

    /// `(<a, >b)` after a `^`.
    fn sort_terms(&mut self) -> Result<Vec<SortTerm>> {
        self.expect("(", Slash::OpensRegex)?;
        let mut terms = Vec::new();
        loop {
            let descending = self.is(">");
            if descending || self.is("<") {
                self.take(Slash::OpensRegex)?;
            }
            terms.push(SortTerm {
                descending,
                expression: self.expression(0)?,
            });
            if !self.is(",") {
                break;
            }
            self.expect(",", Slash::OpensRegex)?;
        }
        self.expect(")", Slash::OpensRegex)?;
        Ok(terms)
    }

    /// A call, a partial application, or the definition of a function.
    fn call(&mut self, procedure: Node, at: u32) -> Result<Node> {
        let mut arguments: Vec<Option<Node>> = Vec::new();
        let mut first_gap = at;
        if !self.is(")") {
            loop {
                if self.is("?") {
                    if arguments.iter().all(Option::is_some) {
                        first_gap = self.node.at;
                    }
                    self.expect("?", Slash::OpensRegex)?;
                    arguments.push(None);
                } else {
                    arguments.push(Some(self.expression(0)?));
                }
                if !self.is(",") {
                    break;
                }
                self.expect(",", Slash::OpensRegex)?;
            }
        }
        self.expect(")", Slash::Divides)?;
        if matches!(&procedure.kind, Kind::Name(name) if matches!(&**name, "function" | "λ")) {
            return self.lambda(arguments, first_gap, at);
        }
        let procedure = Box::new(procedure);
        if arguments.iter().any(Option::is_none) {
            return Ok(Node::new(
                Kind::Partial {
                    procedure,
                    arguments,
                },
                at,
            ));
        }
        let arguments = arguments.into_iter().flatten().collect();
        Ok(Node::new(
            Kind::Call {
                procedure,
                arguments,
            },
            at,
        ))
    }

    fn lambda(&mut self, arguments: Vec<Option<Node>>, first_gap: u32, at: u32) -> Result<Node> {
        let mut parameters = Vec::new();
        for (place, argument) in arguments.into_iter().enumerate() {
            match argument {
                Some(Node {
                    kind: Kind::Variable(name),
                    ..
                }) => parameters.push(name),
                other => {
                    let at = other.map_or(first_gap, |node| node.at);
                    return Err(Fault::new(Code::S0208).at(at).value(&Val::count(place + 1)));
                }
            }
        }
        let signature = self.signature()?;
        self.expect("{", Slash::OpensRegex)?;
        let body = self.expression(0)?;
        self.expect("}", Slash::OpensRegex)?;
        Ok(Node::new(
            Kind::Function(Box::new(Lambda {
                parameters,
                signature,
                body,
            })),
            at,
        ))
    }

    /// `<s-n:s>` behind the parameters of a function, if there is one.
    fn signature(&mut self) -> Result<Option<Signature>> {
        if !self.is("<") {
            return Ok(None);
        }
        let (start, mut depth, mut text) = (self.node.at, 1, "<".to_owned());
        while depth > 0 && !self.is("{") && self.node.token != Token::End {
            self.take(Slash::OpensRegex)?;
            if self.is(">") {
                depth -= 1;
            } else if self.is("<") {
                depth += 1;
            }
            match &self.node.token {
                Token::Symbol(word) | Token::Word(word) => text.push_str(word),
                Token::Name(part) | Token::Variable(part) | Token::Text(part) => {
                    text.push_str(part);
                }
                _ => {}
            }
        }
        self.expect(">", Slash::OpensRegex)?;
        let signature = Signature::parse(&text).map_err(|fault| {
            let offset = fault.position.unwrap_or(0);
            fault.at(start + offset)
        })?;
        Ok(Some(signature))
    }
}

/// `a[]`: the mark belongs to what the filters before it are of.
fn keeping_array(mut node: Node) -> Node {
    let mut step = &mut node;
    while let Kind::Filter(inner, _) = &mut step.kind {
        step = inner;
    }
    step.keep_array = true;
    node
}

/// A regular expression of JSONata, with the flags `i` and `m`.
fn regex(pattern: &str, flags: &str) -> Result<Regex> {
    let refused = |why: &str| {
        Fault::guard(&format!(
            "The regular expression /{pattern}/{flags} cannot be used: {why}"
        ))
    };
    let has = |flag: &str| match flags.matches(flag).count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(refused("a flag stands there twice")),
    };
    let flags = Flags {
        ignore_case: has("i")?,
        multi_line: has("m")?,
        dialect: Dialect::JavaScript,
    };
    Regex::new(pattern, flags).map_err(refused)
}
