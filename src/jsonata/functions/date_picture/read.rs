//! Reading a time that was written as a picture shows it.

use std::collections::HashSet;

use super::clock::{DAY_MS, leading_integer, shifted};
use super::{Clock, DatePicture, Marker, Part, fault, names};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::functions::integer_picture::{Form, Numeral};
use crate::time::days_from_civil;

/// Characters of a text that is read; no time is written longer.
const MOST_TEXT: usize = 1_000;

/// Years beyond JavaScript's dates are not told apart.
const MOST_YEAR: i64 = 300_000;

impl DatePicture {
    /// Reads a time that was written so; `None` when it was not. What the picture leaves out on the left is as in
    /// `now`.
    pub(in crate::jsonata::functions) fn read(&self, text: &str, now: i64) -> Result<Option<i64>> {
        for part in &self.0 {
            if let Part::Marker(marker) = part {
                marker.check_readable()?;
            }
        }
        let chars: Vec<char> = text.chars().take(MOST_TEXT + 1).collect();
        if chars.len() > MOST_TEXT {
            return Ok(None);
        }
        let mut matcher = Matcher {
            parts: &self.0,
            chars: &chars,
            dead: HashSet::new(),
            ends: Vec::new(),
        };
        if !matcher.matches(0, 0) {
            return Ok(None);
        }
        let mut found = Found::default();
        let (mut start, ends) = (0, matcher.ends);
        for (part, end) in self.0.iter().zip(ends.into_iter().rev()) {
            if let Part::Marker(marker) = part {
                let piece: String = chars.get(start..end).unwrap_or_default().iter().collect();
                found.set(marker.component, marker.read(&piece));
            }
            start = end;
        }
        found.millis(now)
    }
}

impl Marker {
    fn check_readable(&self) -> Result<()> {
        let is_name = self.integer.is_none() && !matches!(self.component, 'P' | 'Z' | 'z');
        if is_name && names(self.component).is_none() {
            return Err(fault(Code::D3133, self.component));
        }
        Ok(())
    }

    /// A piece of text as the component's number.
    fn read(&self, text: &str) -> Option<i64> {
        if matches!(self.component, 'Z' | 'z') {
            return Some(self.read_zone(text.strip_prefix("GMT").unwrap_or(text)));
        }
        if let Some(integer) = &self.integer {
            return integer.read(text).map(|value| value as i64);
        }
        if self.component == 'P' {
            return match text {
                "am" | "AM" => Some(0),
                "pm" | "PM" => Some(1),
                _ => None,
            };
        }
        let width = self.most_width.unwrap_or(usize::MAX);
        let is_it = |name: &str| name.chars().take(width).eq(text.chars());
        let at = names(self.component)?.iter().position(|name| is_it(name))?;
        Some(at as i64 + 1)
    }

    /// Minutes away from UTC.
    fn read_zone(&self, text: &str) -> i64 {
        let separator = self.integer.as_ref().and_then(|it| it.separators.first());
        let split = match separator {
            Some((_, char)) => text.split_once(*char),
            None if text.len() <= 3 => None,
            None => text.split_at_checked(3),
        };
        let (hours, minutes) = split.unwrap_or((text, "0"));
        leading_integer(hours) * 60 + leading_integer(minutes)
    }

    /// How many characters from `from` on may be the component, the longest first.
    fn lengths(&self, chars: &[char], from: usize) -> Vec<usize> {
        let rest = chars.get(from..).unwrap_or_default();
        let run = |test: &dyn Fn(char) -> bool| rest.iter().take_while(|char| test(**char)).count();
        if matches!(self.component, 'Z' | 'z') {
            return self.zone_length(rest).into_iter().collect();
        }
        let Some(integer) = &self.integer else {
            return (1..=run(&|char| char.is_ascii_alphabetic()))
                .rev()
                .collect();
        };
        let digits = run(&|char| integer.takes(char));
        let (least, most) = match self.last_digits {
            Some(width) if integer.form == Form::Digits && width > 0 => {
                let width = width as usize;
                (width.saturating_sub(integer.optional), width)
            }
            _ => (1, usize::MAX),
        };
        let mut lengths: Vec<usize> = (least..=digits.min(most)).rev().collect();
        if matches!(integer.form, Form::Words(_)) {
            lengths.retain(|length| {
                let piece: String = rest.iter().take(*length).collect();
                integer.read(&piece).is_some()
            });
        }
        if integer.numeral == Numeral::Ordinal && integer.form == Form::Digits {
            lengths.retain_mut(|length| {
                let suffix: String = rest.iter().skip(*length).take(2).collect();
                *length += 2;
                ["st", "nd", "rd", "th"].contains(&suffix.to_lowercase().as_str())
            });
        }
        lengths
    }

    fn zone_length(&self, rest: &[char]) -> Option<usize> {
        let mut at = 0;
        if self.component == 'z' {
            let gmt: String = rest.iter().take(3).collect();
            at = Some(3).filter(|_| gmt.eq_ignore_ascii_case("gmt"))?;
        }
        let is_digit = |at: usize| rest.get(at).is_some_and(char::is_ascii_digit);
        at = Some(at + 1).filter(|_| matches!(rest.get(at), Some('+' | '-')))?;
        let begin = at;
        while is_digit(at) {
            at += 1;
        }
        if at == begin {
            return None;
        }
        if let Some((_, separator)) = self.integer.as_ref().and_then(|it| it.separators.first()) {
            at = Some(at + 1).filter(|_| rest.get(at) == Some(separator))?;
            let minutes = at;
            while is_digit(at) {
                at += 1;
            }
            if at == minutes {
                return None;
            }
        }
        Some(at)
    }
}

/// Finds where each part of a picture ends in a text. Places that lead nowhere are looked at once.
struct Matcher<'a> {
    parts: &'a [Part],
    chars: &'a [char],
    dead: HashSet<(usize, usize)>,
    /// The ends of the parts, the last part's first.
    ends: Vec<usize>,
}

impl Matcher<'_> {
    fn matches(&mut self, part: usize, at: usize) -> bool {
        let Some(wanted) = self.parts.get(part) else {
            return at == self.chars.len();
        };
        if self.dead.contains(&(part, at)) {
            return false;
        }
        let lengths = match wanted {
            Part::Marker(marker) => marker.lengths(self.chars, at),
            Part::Literal(literal) => {
                let length = literal.chars().count();
                let there = self.chars.get(at..at + length).unwrap_or_default();
                let same = |(a, b): (char, &char)| a.to_lowercase().eq(b.to_lowercase());
                let fits = there.len() == length && literal.chars().zip(there).all(same);
                Some(length).filter(|_| fits).into_iter().collect()
            }
        };
        for length in lengths {
            if self.matches(part + 1, at + length) {
                self.ends.push(at + length);
                return true;
            }
        }
        self.dead.insert((part, at));
        false
    }
}

/// The components that were read, those among them that are no number too.
#[derive(Default)]
struct Found(Vec<(char, Option<i64>)>);

impl Found {
    fn set(&mut self, component: char, value: Option<i64>) {
        self.0.push((component, value));
    }

    fn get(&self, component: char) -> Option<i64> {
        let mut found = self.0.iter().rev();
        found.find(|(of, _)| *of == component)?.1
    }

    /// Whether nothing but `allowed` was read of `all`, and something was; zeroes do not count.
    fn is_only(&self, all: &str, allowed: &str) -> bool {
        let is_present = |component: &char| self.get(*component).is_some_and(|value| value != 0);
        let present: Vec<char> = all.chars().filter(is_present).collect();
        !present.is_empty() && present.iter().all(|char| allowed.contains(*char))
    }

    fn millis(&self, now: i64) -> Result<Option<i64>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let components = self.components()?;
        let values = self.completed(&components, now)?;
        let zone = self.get('Z').filter(|zone| *zone != 0).or(self.get('z'));
        let day_of_year = self.get('d').filter(|_| !components.contains('M'));
        Ok(Some(millis_of(&values, day_of_year, zone.unwrap_or(0))))
    }

    /// The components that make up the time, from the longest to the shortest.
    fn components(&self) -> Result<String> {
        let of_date = |allowed| self.is_only("YXMxWwdD", allowed);
        let by_day_of_year = !of_date("YMD") && of_date("Yd");
        let by_week = of_date("Xxw") || (!of_date("YMD") && of_date("XW"));
        let by_half_day = !self.is_only("PHhmsf", "Hmsf") && self.is_only("PHhmsf", "Phmsf");
        if by_week {
            return Err(Fault::new(Code::D3136));
        }
        // a day of the year is none of them, so that no time may follow it behind a year, as in JSONata
        let date = if by_day_of_year { "YD" } else { "YMD" };
        let time = if by_half_day { "Phmsf" } else { "Hmsf" };
        Ok(format!("{date}{time}"))
    }

    /// Their values: before the first one that was read they are those of now, after the last one the least. None may be
    /// missing between.
    fn completed(&self, components: &str, now: i64) -> Result<Vec<(char, i64)>> {
        let clock = Clock::new(now, None);
        let mut values = Vec::new();
        let (mut has_begun, mut has_ended) = (false, false);
        for component in components.chars() {
            let value = match self.get(component) {
                Some(_) if has_ended => return Err(Fault::new(Code::D3136)),
                Some(value) => {
                    has_begun = true;
                    value
                }
                None if has_begun => {
                    has_ended = true;
                    i64::from("MDd".contains(component))
                }
                // its `pm` of now counts for no afternoon
                None if component == 'P' => 0,
                None => clock.component(component),
            };
            values.push((component, value));
        }
        Ok(values)
    }
}

/// The milliseconds since the epoch of a time by its components, `zone` minutes ahead of UTC.
fn millis_of(values: &[(char, i64)], day_of_year: Option<i64>, zone: i64) -> i64 {
    let find = |wanted: char| {
        let found = values.iter().find(|(component, _)| *component == wanted);
        found.map(|(_, value)| *value)
    };
    let value = |wanted| find(wanted).unwrap_or(0);
    let year = match value('Y') {
        // JavaScript's way with years of two digits
        short @ 0..=99 => 1900 + short,
        year => year.clamp(-MOST_YEAR, MOST_YEAR),
    };
    let days = if let Some(day_of_year) = day_of_year {
        days_from_civil(year, 1, 1).saturating_add(day_of_year - 1)
    } else {
        let month = value('M').clamp(1, MOST_YEAR);
        let (year, month) = shifted(year, month, 0);
        days_from_civil(year, month, 1).saturating_add(value('D') - 1)
    };
    let hours = match find('h') {
        Some(12) => 12 * value('P'),
        Some(of_half_day) => of_half_day.saturating_add(12 * value('P')),
        None => value('H'),
    };
    let minutes = hours
        .saturating_mul(60)
        .saturating_add(value('m'))
        .saturating_sub(zone);
    days.saturating_mul(DAY_MS)
        .saturating_add(minutes.saturating_mul(60_000))
        .saturating_add(value('s').saturating_mul(1000))
        .saturating_add(value('f'))
}
