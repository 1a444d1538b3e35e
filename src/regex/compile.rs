//! Trees as programs for the matcher.

use super::parse::{Node, One, Parsed, Repeat};
use super::set::canonical;
use super::{Direction, Flags};

#[derive(Clone, Debug)]
pub(super) enum Op {
    One {
        one: One,
        direction: Direction,
    },
    Run(Run),
    /// Goes on with the next, and later there.
    Split(usize),
    Jump(usize),
    /// Keeps the place.
    Save(usize),
    Start,
    End,
    Boundary(bool),
    Back {
        group: u32,
        direction: Direction,
    },
    /// What is up to its [`Op::LookEnd`] is only looked at; it goes on at `after`.
    Look {
        negated: bool,
        after: usize,
    },
    LookEnd,
    /// Begins to count in `slot`.
    Loop {
        slot: usize,
    },
    Again(Again),
    /// Begins an iteration: it forgets what the groups in it matched.
    Enter {
        slot: usize,
        groups: (u32, u32),
    },
    /// Ends an iteration.
    Leave {
        slot: usize,
        min: u32,
        again: usize,
    },
    Match,
}

/// One character, repeated.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub one: One,
    pub direction: Direction,
    pub min: u32,
    /// Without a bound more than any text holds.
    pub most: u32,
    pub greedy: bool,
}

/// Decides on one more iteration, which begins at the next; without it, it goes on at `exit`.
#[derive(Clone, Debug)]
pub(super) struct Again {
    pub slot: usize,
    pub min: u32,
    pub max: Option<u32>,
    pub greedy: bool,
    pub exit: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Program {
    pub ops: Vec<Op>,
    /// Groups that are kept, without the whole match.
    pub groups: u32,
    /// Two for each group and the whole match, then two for each loop: its count, and where the iteration began.
    pub slots: usize,
    /// The character that each match begins with.
    pub first: Option<char>,
}

pub(super) fn compile(parsed: &Parsed, flags: Flags) -> Program {
    let mut compiler = Compiler {
        ops: Vec::new(),
        slots: (parsed.groups as usize + 1) * 2,
        flags,
    };
    compiler.node(&parsed.node, Direction::Forward);
    compiler.ops.push(Op::Match);
    Program {
        ops: compiler.ops,
        groups: parsed.groups,
        slots: compiler.slots,
        first: first(&parsed.node).filter(|_| !flags.ignore_case),
    }
}

fn first(node: &Node) -> Option<char> {
    match node {
        Node::One(One::Char(c)) => Some(*c),
        Node::Sequence(nodes) => first(nodes.first()?),
        Node::Group(_, node) => first(node),
        Node::Repeat(repeat) if repeat.min > 0 => first(&repeat.node),
        _ => None,
    }
}

struct Compiler {
    ops: Vec<Op>,
    slots: usize,
    flags: Flags,
}

impl Compiler {
    fn node(&mut self, node: &Node, direction: Direction) {
        match node {
            Node::One(one) => {
                let one = self.one(one);
                self.ops.push(Op::One { one, direction });
            }
            Node::Sequence(nodes) => match direction {
                Direction::Forward => nodes.iter().for_each(|node| self.node(node, direction)),
                Direction::Backward => nodes
                    .iter()
                    .rev()
                    .for_each(|node| self.node(node, direction)),
            },
            Node::Either(nodes) => self.either(nodes, direction),
            Node::Group(group, node) => {
                let (start, end) = (*group as usize * 2, *group as usize * 2 + 1);
                let (first, last) = match direction {
                    Direction::Forward => (start, end),
                    Direction::Backward => (end, start),
                };
                self.ops.push(Op::Save(first));
                self.node(node, direction);
                self.ops.push(Op::Save(last));
            }
            Node::Repeat(repeat) => self.repeat(repeat, direction),
            Node::Start => self.ops.push(Op::Start),
            Node::End => self.ops.push(Op::End),
            Node::Boundary(wanted) => self.ops.push(Op::Boundary(*wanted)),
            Node::Back(group) => self.ops.push(Op::Back {
                group: *group,
                direction,
            }),
            Node::Look {
                direction,
                negated,
                inner,
            } => {
                let look = self.placeholder();
                self.node(inner, *direction);
                self.ops.push(Op::LookEnd);
                self.ops[look] = Op::Look {
                    negated: *negated,
                    after: self.ops.len(),
                };
            }
        }
    }

    fn one(&self, one: &One) -> One {
        match one {
            One::Char(c) if self.flags.ignore_case => One::Char(canonical(*c, self.flags.dialect)),
            other => other.clone(),
        }
    }

    /// A place whose operation is known when what follows it is compiled.
    fn placeholder(&mut self) -> usize {
        self.ops.push(Op::Match);
        self.ops.len() - 1
    }

    fn either(&mut self, nodes: &[Node], direction: Direction) {
        let mut ends = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if at + 1 == nodes.len() {
                self.node(node, direction);
                continue;
            }
            let split = self.placeholder();
            self.node(node, direction);
            ends.push(self.placeholder());
            self.ops[split] = Op::Split(self.ops.len());
        }
        for end in ends {
            self.ops[end] = Op::Jump(self.ops.len());
        }
    }

    fn repeat(&mut self, repeat: &Repeat, direction: Direction) {
        let Repeat {
            node,
            min,
            max,
            greedy,
            groups,
        } = repeat;
        let (min, max, greedy, groups) = (*min, *max, *greedy, *groups);
        if let Node::One(one) = node {
            let one = self.one(one);
            self.ops.push(Op::Run(Run {
                one,
                direction,
                min,
                most: max.unwrap_or(u32::MAX),
                greedy,
            }));
            return;
        }
        let slot = self.slots;
        self.slots += 2;
        self.ops.push(Op::Loop { slot });
        let again = self.placeholder();
        self.ops.push(Op::Enter { slot, groups });
        self.node(node, direction);
        self.ops.push(Op::Leave { slot, min, again });
        self.ops[again] = Op::Again(Again {
            slot,
            min,
            max,
            greedy,
            exit: self.ops.len(),
        });
    }
}
