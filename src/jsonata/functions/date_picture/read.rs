//! Reading a time that was written as a picture shows it.

use std::collections::HashSet;

use super::clock::{DAY_MS, MOST_MS, first_day};
use super::{Clock, DatePicture, Marker, Part, fault, names};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::functions::integer_picture::{Form, IntegerPicture, Numeral, leading_integer};
use crate::time::civil_from_days;

/// Characters of a text that is read; no time is written longer.
const MOST_TEXT: usize = 1_000;

/// No date of JavaScript is in a later year, or in an earlier one before year 0.
const MOST_YEAR: f64 = 300_000.0;

impl DatePicture {
    /// Reads a time that was written so, NaN for one that JavaScript has no date of; `None` when it was not. What the
    /// picture leaves out on the left is as in `now`.
    pub(in crate::jsonata::functions) fn read(&self, text: &str, now: i64) -> Result<Option<f64>> {
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
                found.set(marker.component, marker.read(&piece)?);
            }
            start = end;
        }
        found.millis(now)
    }
}

impl Marker {
    fn check_readable(&self) -> Result<()> {
        match &self.integer {
            _ if matches!(self.component, 'P' | 'Z' | 'z') => Ok(()),
            Some(integer) => integer.check_readable(),
            None if names(self.component).is_some() => Ok(()),
            None => Err(fault(Code::D3133, self.component)),
        }
    }

    /// A piece of text as the component's number, NaN for what JavaScript calls no number; `None` for no name of it.
    fn read(&self, text: &str) -> Result<Option<f64>> {
        if matches!(self.component, 'Z' | 'z') {
            return Ok(Some(self.read_zone(text)));
        }
        if let Some(integer) = &self.integer {
            return integer.read(text).map(Some);
        }
        if self.component == 'P' {
            return Ok(match text {
                "am" | "AM" => Some(0.0),
                "pm" | "PM" => Some(1.0),
                _ => None,
            });
        }
        let width = self.most_width.filter(|width| *width > 0);
        let width = width.unwrap_or(usize::MAX);
        let is_it = |name: &&str| name.chars().take(width).eq(text.chars());
        let names = names(self.component).unwrap_or_default();
        // of months that are cut to the same letters the last one counts
        Ok(names.iter().rposition(is_it).map(|at| at as f64 + 1.0))
    }

    /// Minutes away from UTC.
    fn read_zone(&self, text: &str) -> f64 {
        let text = match self.component {
            'z' => text.get(3..).unwrap_or_default(),
            _ => text,
        };
        let split = match self.zone_separator() {
            Some(separator) => Some(text.split_once(separator).unwrap_or(("", text))),
            None if text.len() <= 3 => None,
            None => text.split_at_checked(3),
        };
        let (hours, minutes) = split.unwrap_or((text, "0"));
        leading_integer(hours) * 60.0 + leading_integer(minutes)
    }

    /// What stands between the hours and the minutes of a time zone: a separator that comes back.
    fn zone_separator(&self) -> Option<char> {
        match &self.integer {
            Some(IntegerPicture {
                form: Form::Digits(digits),
                ..
            }) if digits.repeat > 0 => digits.separators.first().map(|(_, separator)| *separator),
            _ => None,
        }
    }

    /// How many characters from `from` on may be the component, the longest first.
    fn lengths(&self, chars: &[char], from: usize) -> Vec<usize> {
        let rest = chars.get(from..).unwrap_or_default();
        let run = |test: &dyn Fn(char) -> bool| rest.iter().take_while(|char| test(**char)).count();
        if matches!(self.component, 'Z' | 'z') {
            return self.zone_lengths(rest);
        }
        let Some(integer) = &self.integer else {
            return (1..=run(&|char| char.is_ascii_alphabetic()))
                .rev()
                .collect();
        };
        let digits = run(&|char| integer.takes(char));
        let (least, most) = match (&integer.form, self.last_digits) {
            (Form::Digits(pattern), Some(width @ 1..)) => {
                let width = width as usize;
                (width.saturating_sub(pattern.optional), width)
            }
            _ => (1, usize::MAX),
        };
        let mut lengths: Vec<usize> = (least..=digits.min(most)).rev().collect();
        match integer.form {
            Form::Words(_) => lengths.retain(|length| {
                let piece: String = rest.iter().take(*length).collect();
                integer.read(&piece).is_ok_and(|value| !value.is_nan())
            }),
            Form::Digits(_) if integer.numeral == Numeral::Ordinal => {
                lengths.retain_mut(|length| {
                    let suffix: String = rest.iter().skip(*length).take(2).collect();
                    *length += 2;
                    ["st", "nd", "rd", "th"].contains(&suffix.to_lowercase().as_str())
                })
            }
            _ => {}
        }
        lengths
    }

    /// As [`Marker::lengths`], of a time zone: `+0100`, `GMT+01:00`.
    fn zone_lengths(&self, rest: &[char]) -> Vec<usize> {
        let digits_from = |at: usize| {
            let digits = rest.get(at..).unwrap_or_default();
            digits
                .iter()
                .take_while(|char| char.is_ascii_digit())
                .count()
        };
        let prefix = if self.component == 'z' { "GMT" } else { "" };
        let is_prefix = |(wanted, char): (char, &char)| wanted.eq_ignore_ascii_case(char);
        let mut at = prefix.len();
        if !prefix.chars().zip(rest).all(is_prefix) || !matches!(rest.get(at), Some('+' | '-')) {
            return Vec::new();
        }
        at += 1;
        if let Some(separator) = self.zone_separator() {
            let hours = digits_from(at);
            at += hours;
            if hours == 0 || rest.get(at) != Some(&separator) {
                return Vec::new();
            }
            at += 1;
        }
        (1..=digits_from(at))
            .rev()
            .map(|digits| at + digits)
            .collect()
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

/// The components that were read: NaN for what is no number, `None` for no name.
#[derive(Default)]
struct Found(Vec<(char, Option<f64>)>);

impl Found {
    fn set(&mut self, component: char, value: Option<f64>) {
        self.0.push((component, value));
    }

    fn get(&self, component: char) -> Option<f64> {
        let mut found = self.0.iter().rev();
        found.find(|(of, _)| *of == component)?.1
    }

    /// A component that is something to JavaScript: neither 0 nor NaN.
    fn get_truthy(&self, component: char) -> Option<f64> {
        self.get(component)
            .filter(|value| *value != 0.0 && !value.is_nan())
    }

    /// Whether nothing but `allowed` was read of `all`, and something was.
    fn is_only(&self, all: &str, allowed: &str) -> bool {
        let is_present = |component: &char| self.get_truthy(*component).is_some();
        let present: Vec<char> = all.chars().filter(is_present).collect();
        !present.is_empty() && present.iter().all(|char| allowed.contains(*char))
    }

    fn millis(&self, now: i64) -> Result<Option<f64>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let components = self.components()?;
        let values = self.completed(&components, now)?;
        let day_of_year = self.get('d').filter(|_| !components.contains('M'));
        let zone = self.get_truthy('Z').or(self.get_truthy('z'));
        let zone_ms = zone.unwrap_or(0.0) * 60_000.0;
        Ok(Some(millis_of(&values, day_of_year) - zone_ms))
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
    fn completed(&self, components: &str, now: i64) -> Result<Vec<(char, f64)>> {
        let clock = Clock::new(now as f64, None);
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
                    f64::from(u8::from("MDd".contains(component)))
                }
                // its `pm` of now counts for no afternoon
                None if component == 'P' => 0.0,
                None => clock.component(component),
            };
            values.push((component, value));
        }
        Ok(values)
    }
}

/// The milliseconds since the epoch of a time by its components, as `Date.UTC` has them: NaN for no date of JavaScript.
fn millis_of(values: &[(char, f64)], day_of_year: Option<f64>) -> f64 {
    let find = |wanted: char| {
        let found = values.iter().find(|(component, _)| *component == wanted);
        found.map(|(_, value)| *value)
    };
    let value = |wanted| find(wanted).unwrap_or(0.0);
    let (year, month) = (value('Y'), value('M').max(1.0));
    if year.is_nan() || year.abs() > MOST_YEAR || month > 12.0 * MOST_YEAR {
        return f64::NAN;
    }
    let (year, mut month, mut day) = (year as i64, month as i64, value('D'));
    if let Some(day_of_year) = day_of_year {
        // a day behind the last one of the year is one of the same year
        let days = first_day(year, 1) as f64 + day_of_year - 1.0;
        if days.is_nan() || days.abs() * DAY_MS > MOST_MS {
            return f64::NAN;
        }
        let (_, month_of_year, day_of_month) = civil_from_days(days as i64);
        (month, day) = (month_of_year, day_of_month as f64);
    }
    let days = first_day(year, month) as f64 + day - 1.0;
    let afternoon = 12.0 * value('P');
    let hours = match find('h') {
        Some(12.0) => afternoon,
        Some(of_half_day) => of_half_day + afternoon,
        None => value('H'),
    };
    let minutes = hours * 60.0 + value('m');
    let millis = days * DAY_MS + minutes * 60_000.0 + value('s') * 1000.0 + value('f');
    match millis.abs() <= MOST_MS {
        true => millis,
        false => f64::NAN,
    }
}
