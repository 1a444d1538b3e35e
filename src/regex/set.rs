//! Sets of characters, and what is the same for `i`.

use super::Dialect;
use crate::ordering::sort_by;

/// Characters, as ranges in order that do not touch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Set {
    ranges: Vec<(u32, u32)>,
    negated: bool,
}

/// The last character that is one UTF-16 unit; those beyond have no other case.
const LAST_UNIT: u32 = 0xffff;

const DIGITS: &[(u32, u32)] = &[('0' as u32, '9' as u32)];
const WORD: &[(u32, u32)] = &[
    ('0' as u32, '9' as u32),
    ('A' as u32, 'Z' as u32),
    ('_' as u32, '_' as u32),
    ('a' as u32, 'z' as u32),
];
// Source: measured on AWS for JSONata's expressions too; JavaScript knows more space
const SPACE: &[(u32, u32)] = &[(0x9, 0xd), (0x20, 0x20)];
const LINE_ENDS: &[(u32, u32)] = &[(0xa, 0xa), (0xd, 0xd), (0x2028, 0x2029)];

impl Set {
    /// `.`
    pub(super) fn any_but_line_ends() -> Set {
        Set {
            ranges: LINE_ENDS.to_vec(),
            negated: true,
        }
    }

    /// `\d`, `\w` or `\s`, or for an upper-case letter all others.
    pub(super) fn named(letter: char) -> Option<Set> {
        let ranges = match letter.to_ascii_lowercase() {
            'd' => DIGITS,
            'w' => WORD,
            's' => SPACE,
            _ => return None,
        };
        Some(Set {
            ranges: ranges.to_vec(),
            negated: letter.is_ascii_uppercase(),
        })
    }

    pub(super) fn add(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
    }

    /// Adds all that another set has, which is sorted.
    pub(super) fn add_all(&mut self, other: &Set) {
        if !other.negated {
            self.ranges.extend(&other.ranges);
            return;
        }
        let mut next = 0;
        for &(first, last) in &other.ranges {
            if first > next {
                self.add(next, first - 1);
            }
            next = last + 1;
        }
        self.add(next, char::MAX as u32);
    }

    /// How many characters it holds that may have other cases.
    pub(super) fn cases(&self) -> u32 {
        let units = self.ranges.iter().filter(|(first, _)| *first <= LAST_UNIT);
        units
            .map(|(first, last)| last.min(&LAST_UNIT) - first + 1)
            .fold(0, u32::saturating_add)
    }

    /// In order, and each character once.
    pub(super) fn sorted(mut self) -> Set {
        sort_by(&mut self.ranges, Ord::cmp);
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in self.ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Set {
            ranges: joined,
            negated: self.negated,
        }
    }

    /// With [`canonical`] characters in the place of all.
    pub(super) fn canonical(self, dialect: Dialect) -> Set {
        let mut made = Set {
            ranges: Vec::new(),
            negated: self.negated,
        };
        for (first, last) in self.ranges {
            // those that stay as they are stay together
            let mut from = first;
            for c in first..=last.min(LAST_UNIT) {
                let other = char::from_u32(c).map_or(c, |c| canonical(c, dialect) as u32);
                if other != c {
                    made.add(other, other);
                    if from < c {
                        made.add(from, c - 1);
                    }
                    from = c + 1;
                }
            }
            if from <= last {
                made.add(from, last);
            }
        }
        made.sorted()
    }

    /// All other characters.
    pub(super) fn negated(self) -> Set {
        Set {
            negated: !self.negated,
            ..self
        }
    }

    /// Whether a character is in the set, once it is sorted; of a canonical set a canonical one is asked for.
    pub(super) fn has(&self, c: char) -> bool {
        let c = c as u32;
        let place = self.ranges.partition_point(|&(_, last)| last < c);
        let is_in = self.ranges.get(place).is_some_and(|&(first, _)| first <= c);
        is_in != self.negated
    }
}

/// What stands for a character and its other cases.
pub(super) fn canonical(c: char, dialect: Dialect) -> char {
    if dialect == Dialect::Java || c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None)
            if !upper.is_ascii() && (upper as u32) <= LAST_UNIT && (c as u32) <= LAST_UNIT =>
        {
            upper
        }
        _ => c,
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}
