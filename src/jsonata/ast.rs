//! An expression as a tree.

use std::rc::Rc;

use super::signature::Signature;
use super::value::Val;

/// A node with the marks that paths leave on it.
pub(super) struct Node {
    pub kind: Kind,
    /// Byte past the token that made it.
    pub at: u32,
    /// `a[]`
    pub keep_array: bool,
    /// `[…]` at the start or end of a path: not flattened into the sequence around it.
    pub cons_array: bool,
    /// A path some step of which keeps its array.
    pub keep_singleton: bool,
    /// The step gives tuples.
    pub tuple: bool,
    /// `@$v`
    pub focus: Option<Rc<str>>,
    /// `#$i`
    pub index: Option<Rc<str>>,
    /// The slot that binds this step's context for a `%`.
    pub ancestor: Option<usize>,
    /// Filters of something that is no step.
    pub predicate: Vec<Stage>,
    /// Filters and positions of a step.
    pub stages: Vec<Stage>,
    pub group: Option<Box<Group>>,
    /// Slots of `%` inside that are looking for their step.
    pub seeking: Vec<usize>,
}

pub(super) enum Stage {
    Filter(Node),
    Index(Rc<str>),
}

/// `{key: value, …}` behind something.
pub(super) struct Group {
    pub pairs: Vec<(Node, Node)>,
    pub at: u32,
}

pub(super) struct SortTerm {
    pub descending: bool,
    pub expression: Node,
}

pub(super) enum Kind {
    Text(Rc<str>),
    Number(f64),
    Literal(Val),
    Name(Rc<str>),
    Variable(Rc<str>),
    Wildcard,
    Descendants,
    /// `%`; the slot that is its step's.
    Parent(usize),
    Regex(Rc<crate::regex::Regex>),
    Path(Vec<Node>),
    Negate(Box<Node>),
    Array(Vec<Node>),
    Object(Vec<(Node, Node)>),
    Binary(Operator, Box<Node>, Box<Node>),
    Apply(Box<Node>, Box<Node>),
    Bind(Rc<str>, Box<Node>),
    Block(Vec<Node>),
    Condition(Box<Node>, Box<Node>, Option<Box<Node>>),
    Call {
        procedure: Box<Node>,
        arguments: Vec<Node>,
    },
    /// `None`: a `?`.
    Partial {
        procedure: Box<Node>,
        arguments: Vec<Option<Node>>,
    },
    /// `function($a){…}`, which the functions made of it share.
    Lambda(Rc<Lambda>),
    Sort(Vec<SortTerm>),
    /// `|…|…|`, likewise.
    Transform(Rc<Transform>),

    // what only the parser makes
    /// `a.b`
    Dot(Box<Node>, Box<Node>),
    /// `a[b]`
    Filter(Box<Node>, Box<Node>),
    /// `a{…}`
    GroupBy(Box<Node>, Vec<(Node, Node)>),
    /// `a^(…)`
    OrderBy(Box<Node>, Vec<SortTerm>),
    /// `a@$v`
    Focus(Box<Node>, Rc<str>),
    /// `a#$i`
    Position(Box<Node>, Rc<str>),
    /// What becomes a `Lambda`.
    Function(Box<Lambda>),
    /// What becomes a `Transform`.
    Update(Box<Transform>),
    End,
}

/// An operator between two sides.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Operator {
    /// `and`
    And,
    /// `or`
    Or,
    /// `in`
    In,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<` and its kin
    Order(Order),
    /// `+` and its kin
    Arithmetic(Arithmetic),
    /// `&`
    Concatenate,
    /// `..`
    Range,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Order {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// Each operator as it is written.
const OPERATORS: [(&str, Operator); 15] = [
    ("and", Operator::And),
    ("or", Operator::Or),
    ("in", Operator::In),
    ("=", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<", Operator::Order(Order::Less)),
    ("<=", Operator::Order(Order::LessOrEqual)),
    (">", Operator::Order(Order::Greater)),
    (">=", Operator::Order(Order::GreaterOrEqual)),
    ("+", Operator::Arithmetic(Arithmetic::Add)),
    ("-", Operator::Arithmetic(Arithmetic::Subtract)),
    ("*", Operator::Arithmetic(Arithmetic::Multiply)),
    ("/", Operator::Arithmetic(Arithmetic::Divide)),
    ("%", Operator::Arithmetic(Arithmetic::Remainder)),
    ("&", Operator::Concatenate),
];

impl Operator {
    /// The operator that a symbol between two expressions is; none for `..`, which stands in arrays only.
    pub(super) fn between(symbol: &str) -> Option<Operator> {
        let found = OPERATORS.iter().find(|(text, _)| *text == symbol);
        found.map(|(_, operator)| *operator)
    }

    /// As it is written.
    pub(super) fn as_str(self) -> &'static str {
        let found = OPERATORS.iter().find(|(_, operator)| *operator == self);
        found.map_or("..", |(text, _)| text)
    }
}

pub(super) struct Lambda {
    pub parameters: Vec<Rc<str>>,
    pub signature: Option<Signature>,
    pub body: Node,
}

pub(super) struct Transform {
    pub pattern: Node,
    pub update: Node,
    pub delete: Option<Node>,
}

impl Node {
    pub(super) fn new(kind: Kind, at: u32) -> Node {
        Node {
            kind,
            at,
            keep_array: false,
            cons_array: false,
            keep_singleton: false,
            tuple: false,
            focus: None,
            index: None,
            ancestor: None,
            predicate: Vec::new(),
            stages: Vec::new(),
            group: None,
            seeking: Vec::new(),
        }
    }
}
