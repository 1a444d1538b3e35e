//! A graph as a Mermaid flowchart, for places that draw Mermaid and nothing else.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use super::{EdgeKind, GraphNode, GraphScope};
use crate::definition::StateType;

/// The graph as the text of a `flowchart TD`; the branches of a Parallel and the processor of a Map are subgraphs.
pub fn mermaid(root: &GraphScope) -> String {
    let mut writer = Writer {
        text: "flowchart TD\n".to_owned(),
        ids: HashMap::new(),
        scopes: 0,
    };
    writer.scope(root, 1);
    writer.text
}

struct Writer {
    text: String,
    /// By path: Mermaid's ids are plain words. Only looked up.
    ids: HashMap<Rc<str>, String>,
    scopes: usize,
}

impl Writer {
    fn scope(&mut self, scope: &GraphScope, depth: usize) {
        let number = self.scopes;
        self.scopes += 1;
        let (start, end) = (format!("start{number}"), format!("end{number}"));
        self.line(depth, &format!("{start}(( ))"));
        for node in &scope.nodes {
            self.node(node, depth);
        }
        if scope.edges.iter().any(|edge| edge.to.is_none()) {
            self.line(depth, &format!("{end}((( )))"));
        }
        for edge in &scope.edges {
            let id = |path: &Option<Rc<str>>, terminal: &str| match path {
                Some(path) => self.ids.get(path).cloned(),
                None => Some(terminal.to_owned()),
            };
            let (Some(from), Some(to)) = (id(&edge.from, &start), id(&edge.to, &end)) else {
                continue;
            };
            let arrow = match edge.kind {
                EdgeKind::Catch => "-.->",
                _ => "-->",
            };
            let label = match &edge.label {
                Some(label) => format!("|{}|", quoted(label)),
                None => String::new(),
            };
            self.line(depth, &format!("{from} {arrow}{label} {to}"));
        }
    }

    fn node(&mut self, node: &GraphNode, depth: usize) {
        let id = format!("s{}", self.ids.len());
        self.ids.insert(node.path.clone(), id.clone());
        let name = quoted(&node.name);
        if node.scopes.is_empty() {
            let shape = match node.state_type {
                Some(StateType::Choice) => format!("{{{name}}}"),
                Some(StateType::Succeed | StateType::Fail) => format!("([{name}])"),
                Some(StateType::Wait) => format!("[/{name}/]"),
                _ => format!("[{name}]"),
            };
            return self.line(depth, &format!("{id}{shape}"));
        }
        self.line(depth, &format!("subgraph {id}[{name}]"));
        for (at, scope) in node.scopes.iter().enumerate() {
            if node.scopes.len() == 1 {
                self.scope(scope, depth + 1);
                continue;
            }
            self.line(depth + 1, &format!("subgraph {id}b{at}[\" \"]"));
            self.scope(scope, depth + 2);
            self.line(depth + 1, "end");
        }
        self.line(depth, "end");
    }

    fn line(&mut self, depth: usize, line: &str) {
        // INVARIANT: writing to a String cannot fail
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 2);
    }
}

/// Mermaid's quoted text: quotes and what it would read as markup become entities.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
