//! Date and time pictures of `$fromMillis`, `$toMillis` and `$now`: `[Y0001]-[M01]-[D01]`.
//!
//! Source: XPath and XQuery Functions and Operators 3.1, "fn:format-dateTime"; what JSONata 2.0.6 makes of it.

use std::collections::HashSet;

use super::integer_picture::{Case, Form, IntegerPicture};
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::value::Val;
use crate::time::{civil_from_days, days_from_civil};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From Monday.
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The picture that stands in for none.
pub(super) const ISO_8601: &str = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

const DAY_MS: i64 = 86_400_000;

/// A part of a picture.
enum Part {
    Literal(String),
    Marker(Marker),
}

/// `[M01,*-2]`
struct Marker {
    component: char,
    /// Names instead of numbers.
    names: Option<Case>,
    most_width: Option<usize>,
    integer: Option<IntegerPicture>,
    /// `[Y,*-2]`, `[M01]`: so many digits at the end of a year are written, and so many digits of a year, month or day
    /// are read, without the optional ones.
    last_digits: Option<u32>,
    /// `[Z…t]`: Z for no distance; it is written so, and not read.
    is_traditional: bool,
}

/// A picture, read.
pub(super) struct DatePicture(Vec<Part>);

/// A time as a picture shows it, away from UTC.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    /// Milliseconds since the epoch, of the wall.
    wall: i64,
    hours: i64,
    minutes: i64,
}

impl Clock {
    /// A time in a time zone such as `-0500`.
    pub(super) fn new(millis: i64, zone: Option<&str>) -> Clock {
        let zone = zone.map_or(0, leading_integer);
        let (hours, minutes) = (zone.div_euclid(100), zone % 100);
        let away = (60 * hours + minutes).saturating_mul(60_000);
        Clock {
            wall: millis.saturating_add(away),
            hours,
            minutes,
        }
    }

    fn days(self) -> i64 {
        self.wall.div_euclid(DAY_MS)
    }

    fn milliseconds_of_day(self) -> i64 {
        self.wall.rem_euclid(DAY_MS)
    }

    /// A component as a number; 0 for one that is none.
    fn component(self, component: char) -> i64 {
        let (days, rest) = (self.days(), self.milliseconds_of_day());
        let (year, month, day) = civil_from_days(days);
        let hour = rest / 3_600_000;
        match component {
            'Y' => year,
            'M' => month,
            'D' => day,
            'd' => days - days_from_civil(year, 1, 1) + 1,
            'F' => weekday(days),
            'W' => week(days, year, 1, 12),
            'w' => week(days, year, month, 1),
            'X' => week_period(days, year, 1, 12).0,
            'x' => week_period(days, year, month, 1).1,
            'H' => hour,
            'h' => match hour % 12 {
                0 => 12,
                hour => hour,
            },
            'P' => i64::from(hour >= 12),
            'm' => rest / 60_000 % 60,
            's' => rest / 1000 % 60,
            'f' => rest % 1000,
            _ => 0,
        }
    }
}

/// From 1 for Monday.
fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// The month so many after another one.
fn shifted(year: i64, month: i64, by: i64) -> (i64, i64) {
    let months = year * 12 + month - 1 + by;
    (months.div_euclid(12), months.rem_euclid(12) + 1)
}

/// The Monday on which week 1 of a year or month begins: the week with its first Thursday.
fn first_week((year, month): (i64, i64)) -> i64 {
    let first = days_from_civil(year, month, 1);
    match weekday(first) {
        late @ 5.. => first + 8 - late,
        early => first - (early - 1),
    }
}

/// The number of the week in the year or month that begins at `month` and has `length` months.
fn week(days: i64, year: i64, month: i64, length: i64) -> i64 {
    let (start, next) = week_bounds(year, month, length);
    if days >= next {
        1
    } else if days < start {
        let before = first_week(shifted(year, month, -length));
        (days - before).div_euclid(7) + 1
    } else {
        (days - start).div_euclid(7) + 1
    }
}

/// The year and month that the week of a day belongs to.
fn week_period(days: i64, year: i64, month: i64, length: i64) -> (i64, i64) {
    let (start, next) = week_bounds(year, month, length);
    if days < start {
        shifted(year, month, -length)
    } else if days >= next {
        shifted(year, month, length)
    } else {
        (year, month)
    }
}

fn week_bounds(year: i64, month: i64, length: i64) -> (i64, i64) {
    let next = first_week(shifted(year, month, length));
    (first_week((year, month)), next)
}

/// The integer that a text begins with, as JavaScript's `parseInt`; 0 for none.
fn leading_integer(text: &str) -> i64 {
    let text = text.trim_start();
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1, text.get(1..)),
        Some(b'+') => (1, text.get(1..)),
        _ => (1, Some(text)),
    };
    let digits = digits.unwrap_or_default();
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    // longer than any offset: no more than a few digits count
    let digits = digits.get(..end.min(9)).unwrap_or_default();
    sign * digits.parse::<i64>().unwrap_or(0)
}

/// What a marker shows when it does not say how.
fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'F' | 'P' | 'C' | 'E' => "n",
        'm' | 's' => "01",
        'Z' | 'z' => "01:01",
        _ => return None,
    })
}

fn is_number(component: char) -> bool {
    "YMDdFWwXxHhmsf".contains(component)
}

fn fault(code: &'static str, value: char) -> Box<Fault> {
    Fault::new(code).value(&Val::string(value.to_string()))
}

impl DatePicture {
    /// Reads a picture.
    pub(super) fn parse(picture: &str) -> Result<DatePicture> {
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = picture;
        while let Some(open) = rest.find('[') {
            let (literal, from) = rest.split_at(open);
            push_literal(&mut parts, literal);
            if let Some(after) = from.strip_prefix("[[") {
                parts.push(Part::Literal("[".to_owned()));
                rest = after;
                continue;
            }
            let Some(close) = from.find(']') else {
                return Err(Fault::new("D3135"));
            };
            let marker = from.get(1..close).unwrap_or_default();
            parts.push(Part::Marker(Marker::parse(marker)?));
            rest = from.get(close + 1..).unwrap_or_default();
        }
        push_literal(&mut parts, rest);
        Ok(DatePicture(parts))
    }

    /// Writes a time.
    pub(super) fn format(&self, clock: Clock) -> Result<String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Marker(marker) => text.push_str(&marker.format(clock)?),
            }
        }
        Ok(text)
    }

    /// Reads a time that was written so; `None` when it was not. What the picture leaves out on the left is as in
    /// `now`.
    pub(super) fn read(&self, text: &str, now: i64) -> Result<Option<i64>> {
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

fn push_literal(parts: &mut Vec<Part>, literal: &str) {
    if !literal.is_empty() {
        parts.push(Part::Literal(literal.replace("]]", "]")));
    }
}

impl Marker {
    fn parse(marker: &str) -> Result<Marker> {
        let marker: String = marker.chars().filter(|c| !c.is_whitespace()).collect();
        let component = marker.chars().next().unwrap_or(' ');
        let rest = marker.get(component.len_utf8()..).unwrap_or_default();
        let (presentation, width) = match rest.rsplit_once(',') {
            Some((presentation, width)) => (presentation, Some(width)),
            None => (rest, None),
        };
        let (least, most) = width.map_or((None, None), |width| {
            let (least, most) = width.split_once('-').unwrap_or((width, ""));
            (least.parse::<usize>().ok(), most.parse::<usize>().ok())
        });
        let last = presentation.chars().last();
        let modifier =
            last.filter(|last| presentation.chars().count() > 1 && "atco".contains(*last));
        let first = match modifier {
            Some(_) => presentation
                .get(..presentation.len() - 1)
                .unwrap_or_default(),
            None => presentation,
        };
        let first = if first.is_empty() {
            default_presentation(component).ok_or_else(|| fault("D3132", component))?
        } else {
            first
        };
        let mut parsed = Marker {
            component,
            names: None,
            most_width: most,
            integer: None,
            last_digits: None,
            is_traditional: modifier == Some('t'),
        };
        if first.starts_with('n') {
            parsed.names = Some(Case::Lower);
        } else if let Some(rest) = first.strip_prefix('N') {
            let is_title = rest.starts_with('n');
            parsed.names = Some(if is_title { Case::Title } else { Case::Upper });
        } else if is_number(component) {
            let picture = match modifier {
                Some(modifier) => format!("{first};{modifier}"),
                None => first.to_owned(),
            };
            let mut integer = IntegerPicture::parse(&picture)?;
            integer.mandatory = integer.mandatory.max(least.unwrap_or(0));
            if "YMD".contains(component) {
                let digits = match most {
                    Some(most) => {
                        integer.mandatory = most;
                        Some(most)
                    }
                    None => Some(integer.mandatory + integer.optional).filter(|width| *width >= 2),
                };
                parsed.last_digits = digits.and_then(|digits| u32::try_from(digits).ok());
            }
            parsed.integer = Some(integer);
        }
        if matches!(component, 'Z' | 'z') {
            parsed.integer = Some(IntegerPicture::parse(first)?);
        }
        Ok(parsed)
    }

    fn format(&self, clock: Clock) -> Result<String> {
        let component = self.component;
        if matches!(component, 'Z' | 'z') {
            return self.format_zone(clock);
        }
        let mut value = clock.component(component);
        match (&self.names, &self.integer) {
            (_, _) if matches!(component, 'C' | 'E') => Ok("ISO".to_owned()),
            (Some(case), _) if component == 'P' => {
                let name = if value == 0 { "am" } else { "pm" };
                Ok(match case {
                    Case::Upper => name.to_uppercase(),
                    Case::Lower | Case::Title => name.to_owned(),
                })
            }
            (Some(case), _) => {
                let names = names(component).ok_or_else(|| fault("D3133", component))?;
                let name = usize::try_from(value - 1).ok().and_then(|at| names.get(at));
                let name = name.copied().unwrap_or_default();
                let name = match case {
                    Case::Upper => name.to_uppercase(),
                    Case::Lower => name.to_lowercase(),
                    Case::Title => name.to_owned(),
                };
                Ok(name
                    .chars()
                    .take(self.most_width.unwrap_or(usize::MAX))
                    .collect())
            }
            (None, Some(integer)) => {
                let digits = self.last_digits.filter(|_| component == 'Y');
                let modulus = digits.and_then(|digits| 10i64.checked_pow(digits));
                if let Some(modulus) = modulus {
                    value %= modulus;
                }
                integer.format(value as f64)
            }
            (None, None) => Err(fault("D3132", component)),
        }
    }

    fn format_zone(&self, clock: Clock) -> Result<String> {
        let Some(integer) = &self.integer else {
            return Err(fault("D3133", self.component));
        };
        let zone = clock.hours * 100 + clock.minutes;
        if zone == 0 && self.is_traditional {
            return Ok("Z".to_owned());
        }
        let text = if integer.repeat > 0 || integer.mandatory >= 3 {
            if integer.repeat == 0 && integer.mandatory > 4 {
                let digits = Val::Number(integer.mandatory as f64);
                return Err(Fault::new("D3134").value(&digits));
            }
            integer.format(zone as f64)?
        } else {
            let hours = integer.format(clock.hours as f64)?;
            match clock.minutes {
                0 => hours,
                minutes => format!("{hours}:{minutes:02}"),
            }
        };
        let sign = if zone >= 0 { "+" } else { "" };
        let prefix = if self.component == 'z' { "GMT" } else { "" };
        Ok(format!("{prefix}{sign}{text}"))
    }

    fn check_readable(&self) -> Result<()> {
        let is_name = self.integer.is_none() && self.component != 'P';
        if is_name && names(self.component).is_none() {
            return Err(fault("D3133", self.component));
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
        if integer.is_ordinal && integer.form == Form::Digits {
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
        at += usize::from(matches!(rest.get(at), Some('+' | '-')));
        let begin = at;
        while is_digit(at) {
            at += 1;
        }
        if at == begin || !matches!(rest.get(begin - 1), Some('+' | '-')) {
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

fn names(component: char) -> Option<&'static [&'static str]> {
    match component {
        'M' | 'x' => Some(&MONTHS),
        'F' => Some(&DAYS),
        _ => None,
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

/// The components that were read.
#[derive(Default)]
struct Found(Vec<(char, i64)>);

impl Found {
    fn set(&mut self, component: char, value: Option<i64>) {
        if let Some(value) = value {
            self.0.push((component, value));
        }
    }

    fn get(&self, component: char) -> Option<i64> {
        let of = |(of, value): &(char, i64)| (*of == component).then_some(*value);
        self.0.iter().rev().find_map(of)
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
        let of_date = |allowed| self.is_only("YXMxWwdD", allowed);
        let by_day_of_year = !of_date("YMD") && of_date("Yd");
        let by_week = of_date("Xxw") || (!of_date("YMD") && of_date("XW"));
        let by_half_day = !self.is_only("PHhmsf", "Hmsf") && self.is_only("PHhmsf", "Phmsf");
        let date = if by_day_of_year { "Yd" } else { "YMD" };
        let time = if by_half_day { "Phmsf" } else { "Hmsf" };
        if by_week {
            return Err(Fault::new("D3136"));
        }
        let clock = Clock::new(now, None);
        let mut values = Vec::new();
        let (mut has_begun, mut has_ended) = (false, false);
        for component in date.chars().chain(time.chars()) {
            let value = match self.get(component) {
                Some(_) if has_ended => return Err(Fault::new("D3136")),
                Some(value) => {
                    has_begun = true;
                    value
                }
                None if has_begun => {
                    has_ended = true;
                    i64::from("MDd".contains(component))
                }
                None => clock.component(component),
            };
            values.push((component, value));
        }
        let value = |wanted: char| {
            let of = values.iter().find(|(component, _)| *component == wanted);
            of.map_or(0, |(_, value)| *value)
        };
        let year = match value('Y') {
            // JavaScript's way with years of two digits
            short @ 0..=99 => 1900 + short,
            year => year.clamp(-MOST_YEAR, MOST_YEAR),
        };
        let days = if by_day_of_year {
            days_from_civil(year, 1, 1).saturating_add(value('d') - 1)
        } else {
            let month = value('M').clamp(1, MOST_YEAR);
            let (year, month) = shifted(year, month, 0);
            days_from_civil(year, month, 1).saturating_add(value('D') - 1)
        };
        let hours = match by_half_day {
            true => value('h') % 12 + 12 * value('P'),
            false => value('H'),
        };
        let zone = self.get('Z').filter(|zone| *zone != 0).or(self.get('z'));
        let minutes = hours
            .saturating_mul(60)
            .saturating_add(value('m'))
            .saturating_sub(zone.unwrap_or(0));
        let millis = days
            .saturating_mul(DAY_MS)
            .saturating_add(minutes.saturating_mul(60_000))
            .saturating_add(value('s').saturating_mul(1000))
            .saturating_add(value('f'));
        Ok(Some(millis))
    }
}

/// Characters of a text that is read; no time is written longer.
const MOST_TEXT: usize = 1_000;

/// Years beyond JavaScript's dates are not told apart.
const MOST_YEAR: i64 = 300_000;
