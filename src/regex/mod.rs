//! Regular expressions as JavaScript has them without the flag `u`: look-around, back-references, lazy quantifiers, named
//! groups, and everything that browsers take for a literal. Where Java reads the same pattern otherwise, it can be read so.
//!
//! Matching goes back and tries again, so a pattern can take time without end; each search has a number of steps. Texts
//! are matched by characters, not by UTF-16 units: half of a pair matches nothing.
//!
//! Source: ECMAScript, "RegExp (Regular Expression) Objects", with Annex B.

mod compile;
mod parse;
mod run;
mod set;

use compile::Program;

/// What a pattern is read with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flags {
    /// `i`: upper and lower case are the same.
    pub ignore_case: bool,
    /// `m`: `^` and `$` stand at the ends of lines too.
    pub multi_line: bool,
    /// Whose the pattern is.
    pub dialect: Dialect,
}

/// How a pattern is read where languages differ.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Dialect {
    /// As ECMAScript has it.
    #[default]
    JavaScript,
    /// Only ASCII has cases and white space, `\A` and `\z` are the ends of the text, and a letter that is escaped without
    /// a meaning is refused. Java's classes `\p{…}`, `\Q…\E` and possessive quantifiers are refused too.
    Java,
}

/// ECMAScript's word for the side on which the characters stand that a part of a pattern is matched with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Direction {
    /// Those that follow.
    Forward,
    /// Those that stand before, as in `(?<=…)`, the last of them first.
    Backward,
}

impl Direction {
    fn opposite(self) -> Direction {
        match self {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        }
    }
}

/// A pattern, compiled once.
#[derive(Clone, Debug)]
pub struct Regex {
    source: String,
    flags: Flags,
    program: Program,
}

/// Two are equal that were written alike.
impl PartialEq for Regex {
    fn eq(&self, other: &Regex) -> bool {
        (&self.source, self.flags) == (&other.source, other.flags)
    }
}

/// One match. Offsets are bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Where it begins.
    pub start: usize,
    /// Where what follows it begins.
    pub end: usize,
    /// Where each group stands; `None` for one that took no part.
    pub groups: Vec<Option<(usize, usize)>>,
}

impl Match {
    /// What each group matched, of the text that was searched.
    pub fn texts<'t>(&self, text: &'t str) -> impl Iterator<Item = Option<&'t str>> {
        let part = |(start, end): (usize, usize)| text.get(start..end);
        self.groups.iter().map(move |group| group.and_then(part))
    }
}

/// A search took more steps than it had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfSteps;

impl Regex {
    /// # Errors
    ///
    /// A sentence that says what is wrong with the pattern.
    pub fn new(pattern: &str, flags: Flags) -> Result<Regex, &'static str> {
        Ok(Regex::of(pattern, flags, parse::parse(pattern, flags)?))
    }

    /// One that matches a text as a whole, or not at all.
    ///
    /// # Errors
    ///
    /// As [`Regex::new`].
    pub fn whole(pattern: &str, flags: Flags) -> Result<Regex, &'static str> {
        Ok(Regex::of(
            pattern,
            flags,
            parse::parse(pattern, flags)?.whole(),
        ))
    }

    fn of(pattern: &str, flags: Flags, parsed: parse::Parsed) -> Regex {
        Regex {
            source: pattern.to_owned(),
            flags,
            program: compile::compile(&parsed, flags),
        }
    }

    /// The first match that begins at the byte offset `from` or later; `steps` are those that are left.
    ///
    /// # Errors
    ///
    /// [`OutOfSteps`] when it took more.
    pub fn find(
        &self,
        text: &str,
        from: usize,
        steps: &mut u64,
    ) -> Result<Option<Match>, OutOfSteps> {
        run::find(&self.program, self.flags, text, from, steps)
    }
}
