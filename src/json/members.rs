//! The members of an object while a text is read.

use std::collections::HashMap;
use std::rc::Rc;

use super::node::Member;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Members in the order of the text, each name once: of two the last value counts.
#[derive(Default)]
pub(super) struct Members {
    all: Vec<Member>,
    /// Where each name stands among them.
    places: HashMap<Rc<str>, usize>,
}

impl Members {
    /// Adds a member; what is to be said of one whose name is there already.
    pub(super) fn add(&mut self, member: Member) -> Option<Diagnostic> {
        let place = self.places.get(&member.key.value);
        let Some(first) = place.and_then(|at| self.all.get_mut(*at)) else {
            self.places.insert(member.key.value.clone(), self.all.len());
            self.all.push(member);
            return None;
        };
        let finding = duplicate(first, &member);
        first.value = member.value;
        Some(finding)
    }

    /// Whether a name is among them.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// As far as they are read.
    pub(super) fn as_slice(&self) -> &[Member] {
        &self.all
    }

    /// All of them.
    pub(super) fn into_vec(self) -> Vec<Member> {
        self.all
    }
}

#[cold]
fn duplicate(first: &Member, second: &Member) -> Diagnostic {
    let message = format!("the member `{}` is written twice", second.key.value);
    Diagnostic::new(
        Code::DuplicateMember,
        Severity::Warning,
        second.key.span,
        message,
    )
    .with_reason("only the last one counts")
    .with_help("remove one of them")
    .with_related(first.key.span, "the first one")
}
