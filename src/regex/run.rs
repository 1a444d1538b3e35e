//! The matcher: it goes ahead, and back to the last place where it could have gone another way.

use super::compile::{Again, Op, Program, Run};
use super::parse::One;
use super::set::{canonical, is_line_end, is_word};
use super::{Direction, Flags, Match, OutOfSteps};
use crate::limits::MAX_PATTERN_WAYS;

/// A slot that holds nothing. No `Option`: slots are cleared at each place of a text where a match may begin, and undone.
const NONE: usize = usize::MAX;

/// What to do when there is no way ahead.
enum Back {
    /// Go on there.
    Branch { op: usize, at: usize },
    /// A slot gets back what it held.
    Undo { slot: usize, old: usize },
    /// A run gives back a character, down to `low`.
    Shorter { op: usize, at: usize, low: usize },
    /// A run takes one more character, of so many.
    Longer { op: usize, at: usize, more: u32 },
    /// A look found nothing.
    Look {
        negated: bool,
        after: usize,
        at: usize,
    },
}

pub(super) fn find(
    program: &Program,
    flags: Flags,
    text: &str,
    from: usize,
    steps: &mut u64,
) -> Result<Option<Match>, OutOfSteps> {
    let mut matcher = Matcher {
        program,
        flags,
        text,
        slots: vec![NONE; program.slots],
        stack: Vec::new(),
        looks: Vec::new(),
    };
    let Some(rest) = text.get(from..) else {
        return Ok(None);
    };
    let starts = rest.char_indices().map(|(at, c)| (from + at, Some(c)));
    for (start, c) in starts.chain([(text.len(), None)]) {
        take_step(steps)?;
        if program.first.is_some() && program.first != c {
            continue;
        }
        if let Some(end) = matcher.run(start, steps)? {
            return Ok(Some(Match {
                start,
                end,
                groups: (1..=program.groups as usize)
                    .map(|group| matcher.group(group))
                    .collect(),
            }));
        }
    }
    Ok(None)
}

fn take_step(steps: &mut u64) -> Result<(), OutOfSteps> {
    *steps = steps.checked_sub(1).ok_or(OutOfSteps)?;
    Ok(())
}

struct Matcher<'a> {
    program: &'a Program,
    flags: Flags,
    text: &'a str,
    slots: Vec<usize>,
    stack: Vec<Back>,
    /// Where on the stack the looks stand that are under way.
    looks: Vec<usize>,
}

impl Matcher<'_> {
    /// The end of the match that begins at `start`.
    fn run(&mut self, start: usize, steps: &mut u64) -> Result<Option<usize>, OutOfSteps> {
        self.slots.fill(NONE);
        self.stack.clear();
        self.looks.clear();
        let (mut op, mut at) = (0, start);
        loop {
            take_step(steps)?;
            if self.stack.len() > MAX_PATTERN_WAYS {
                return Err(OutOfSteps);
            }
            let ahead = match &self.program.ops[op] {
                Op::One { one, direction } => {
                    self.take(one, at, *direction).map(|next| (op + 1, next))
                }
                Op::Run(run) => self
                    .take_run(run, op, at, steps)?
                    .map(|next| (op + 1, next)),
                Op::Split(other) => {
                    self.stack.push(Back::Branch { op: *other, at });
                    Some((op + 1, at))
                }
                Op::Jump(target) => Some((*target, at)),
                Op::Save(slot) => {
                    self.set(*slot, at);
                    Some((op + 1, at))
                }
                Op::Start => self.is_start(at).then_some((op + 1, at)),
                Op::End => self.is_end(at).then_some((op + 1, at)),
                Op::Boundary(wanted) => (self.is_boundary(at) == *wanted).then_some((op + 1, at)),
                Op::Back { group, direction } => self
                    .repeat(*group, at, *direction, steps)?
                    .map(|next| (op + 1, next)),
                Op::Look { negated, after } => {
                    self.begin_look(*negated, *after, at);
                    Some((op + 1, at))
                }
                Op::LookEnd => self.end_look(),
                Op::Loop { slot } => {
                    self.set(*slot, 0);
                    Some((op + 1, at))
                }
                Op::Again(again) => Some((self.decide(again, op, at), at)),
                Op::Enter { slot, groups } => {
                    self.begin_iteration(*slot, *groups, at, steps)?;
                    Some((op + 1, at))
                }
                Op::Leave { slot, min, again } => {
                    self.end_iteration(*slot, *min, at).then_some((*again, at))
                }
                Op::Match => return Ok(Some(at)),
            };
            match ahead.or_else(|| self.go_back()) {
                Some(next) => (op, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// The place after as many characters as a run takes first; `op` is where it stands.
    fn take_run(
        &mut self,
        run: &Run,
        op: usize,
        at: usize,
        steps: &mut u64,
    ) -> Result<Option<usize>, OutOfSteps> {
        let (mut count, mut next, mut low) = (0, at, at);
        let wanted = if run.greedy { run.most } else { run.min };
        while count < wanted
            && let Some(taken) = self.take(&run.one, next, run.direction)
        {
            take_step(steps)?;
            (count, next) = (count + 1, taken);
            if count <= run.min {
                low = next;
            }
        }
        if run.greedy && next != low {
            self.stack.push(Back::Shorter { op, at: next, low });
        }
        if !run.greedy && count < run.most {
            self.stack.push(Back::Longer {
                op,
                at: next,
                more: run.most - count,
            });
        }
        Ok((count >= run.min).then_some(next))
    }

    /// The operation that a loop goes on with; `op` is where it decides.
    fn decide(&mut self, again: &Again, op: usize, at: usize) -> usize {
        let count = self.slots[again.slot];
        if count < again.min as usize {
            return op + 1;
        }
        if again.max.is_some_and(|max| count >= max as usize) {
            return again.exit;
        }
        let (now, later) = match again.greedy {
            true => (op + 1, again.exit),
            false => (again.exit, op + 1),
        };
        self.stack.push(Back::Branch { op: later, at });
        now
    }

    /// The operation and the place to go on with.
    fn go_back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.stack.pop()? {
                Back::Branch { op, at } => return Some((op, at)),
                Back::Undo { slot, old } => self.slots[slot] = old,
                Back::Shorter { op, at, low } => {
                    let Op::Run(Run { direction, .. }) = &self.program.ops[op] else {
                        continue;
                    };
                    let shorter = self
                        .step(at, direction.opposite())
                        .map_or(low, |(_, next)| next);
                    if shorter != low {
                        self.stack.push(Back::Shorter {
                            op,
                            at: shorter,
                            low,
                        });
                    }
                    return Some((op + 1, shorter));
                }
                Back::Longer { op, at, more } => {
                    let Op::Run(Run { one, direction, .. }) = &self.program.ops[op] else {
                        continue;
                    };
                    let Some(next) = self.take(one, at, *direction) else {
                        continue;
                    };
                    if more > 1 {
                        self.stack.push(Back::Longer {
                            op,
                            at: next,
                            more: more - 1,
                        });
                    }
                    return Some((op + 1, next));
                }
                Back::Look { negated, after, at } => {
                    self.looks.pop();
                    if negated {
                        return Some((after, at));
                    }
                }
            }
        }
    }

    /// Begins an iteration of a loop: what the groups in it matched before counts no more.
    fn begin_iteration(
        &mut self,
        slot: usize,
        (first, end): (u32, u32),
        at: usize,
        steps: &mut u64,
    ) -> Result<(), OutOfSteps> {
        self.set(slot + 1, at);
        for group in first as usize * 2..end as usize * 2 {
            take_step(steps)?;
            self.set(group, NONE);
        }
        Ok(())
    }

    /// Counts an iteration of a loop; false for one that matched nothing and was not needed, as it would go on for ever.
    fn end_iteration(&mut self, slot: usize, min: u32, at: usize) -> bool {
        let count = self.slots[slot];
        let is_vain = count >= min as usize && self.slots[slot + 1] == at;
        if !is_vain {
            self.set(slot, count + 1);
        }
        !is_vain
    }

    fn begin_look(&mut self, negated: bool, after: usize, at: usize) {
        self.looks.push(self.stack.len());
        self.stack.push(Back::Look { negated, after, at });
    }

    /// What a look was for has matched.
    fn end_look(&mut self) -> Option<(usize, usize)> {
        let height = self.looks.pop()?;
        let (negated, after, at) = match self.stack.get(height) {
            Some(Back::Look { negated, after, at }) => (*negated, *after, *at),
            _ => return None,
        };
        // a look has one way only; what its groups hold stays, and can be taken back
        let undos: Vec<Back> = self
            .stack
            .drain(height..)
            .filter(|back| matches!(back, Back::Undo { .. }))
            .collect();
        self.stack.extend(undos);
        if !negated {
            return Some((after, at));
        }
        while self.stack.len() > height {
            if let Some(Back::Undo { slot, old }) = self.stack.pop() {
                self.slots[slot] = old;
            }
        }
        None
    }

    fn set(&mut self, slot: usize, value: usize) {
        let old = std::mem::replace(&mut self.slots[slot], value);
        // with no way back there is nothing to be undone
        if old != value && !self.stack.is_empty() {
            self.stack.push(Back::Undo { slot, old });
        }
    }

    fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.slots[group * 2], self.slots[group * 2 + 1]);
        (start <= end && end != NONE).then_some((start, end))
    }

    /// The character next to a place, and the place beyond it.
    fn step(&self, at: usize, direction: Direction) -> Option<(char, usize)> {
        match direction {
            Direction::Forward => {
                let c = self.text.get(at..)?.chars().next()?;
                Some((c, at + c.len_utf8()))
            }
            Direction::Backward => {
                let c = self.text.get(..at)?.chars().next_back()?;
                Some((c, at - c.len_utf8()))
            }
        }
    }

    fn take(&self, one: &One, at: usize, direction: Direction) -> Option<usize> {
        let (c, next) = self.step(at, direction)?;
        let c = self.folded(c);
        let is_wanted = match one {
            One::Char(wanted) => *wanted == c,
            One::Set(set) => set.has(c),
        };
        is_wanted.then_some(next)
    }

    fn folded(&self, c: char) -> char {
        if self.flags.ignore_case {
            canonical(c, self.flags.dialect)
        } else {
            c
        }
    }

    /// The place after what a group matched, matched once more.
    fn repeat(
        &self,
        group: u32,
        at: usize,
        direction: Direction,
        steps: &mut u64,
    ) -> Result<Option<usize>, OutOfSteps> {
        let Some((start, end)) = self.group(group as usize) else {
            return Ok(Some(at));
        };
        let (mut from, until) = match direction {
            Direction::Forward => (start, end),
            Direction::Backward => (end, start),
        };
        let mut place = at;
        while from != until {
            take_step(steps)?;
            let (Some((wanted, next_from)), Some((c, next))) =
                (self.step(from, direction), self.step(place, direction))
            else {
                return Ok(None);
            };
            if self.folded(wanted) != self.folded(c) {
                return Ok(None);
            }
            (from, place) = (next_from, next);
        }
        Ok(Some(place))
    }

    fn is_start(&self, at: usize) -> bool {
        let before = self.step(at, Direction::Backward);
        before.is_none_or(|(c, _)| self.flags.multi_line && is_line_end(c))
    }

    fn is_end(&self, at: usize) -> bool {
        let next = self.step(at, Direction::Forward);
        next.is_none_or(|(c, _)| self.flags.multi_line && is_line_end(c))
    }

    fn is_boundary(&self, at: usize) -> bool {
        let is_word_at = |direction| self.step(at, direction).is_some_and(|(c, _)| is_word(c));
        is_word_at(Direction::Backward) != is_word_at(Direction::Forward)
    }
}
