//! What a clock on a wall away from UTC shows: the components of a time, weeks among them.

use crate::time::{civil_from_days, days_from_civil};

pub(super) const DAY_MS: i64 = 86_400_000;

/// A time as a picture shows it, away from UTC.
#[derive(Clone, Copy)]
pub(in crate::jsonata::functions) struct Clock {
    /// Milliseconds since the epoch, of the wall.
    wall: i64,
    pub(super) hours: i64,
    pub(super) minutes: i64,
}

impl Clock {
    /// A time in a time zone such as `-0500`.
    pub(in crate::jsonata::functions) fn new(millis: i64, zone: Option<&str>) -> Clock {
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
    pub(super) fn component(self, component: char) -> i64 {
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
pub(super) fn shifted(year: i64, month: i64, by: i64) -> (i64, i64) {
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
pub(super) fn leading_integer(text: &str) -> i64 {
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
