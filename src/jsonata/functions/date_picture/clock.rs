//! What a clock on a wall away from UTC shows: the components of a time, weeks among them.

use crate::jsonata::functions::integer_picture::leading_integer;
use crate::time::{civil_from_days, days_from_civil};

pub(super) const DAY_MS: f64 = 86_400_000.0;

/// The milliseconds before and after the epoch that JavaScript has dates of.
pub(super) const MOST_MS: f64 = 8.64e15;

/// A time as a picture shows it, away from UTC.
#[derive(Clone, Copy)]
pub(in crate::jsonata::functions) struct Clock {
    /// Milliseconds since the epoch, of the wall; `None` for a time that is none.
    wall: Option<i64>,
    /// Hours away from UTC, NaN for a time zone that is none.
    pub(super) hours: f64,
    /// Minutes of an hour away from UTC, of the sign that the time zone has.
    pub(super) minutes: f64,
}

impl Clock {
    /// A time in a time zone such as `-0500`.
    pub(in crate::jsonata::functions) fn new(millis: f64, zone: Option<&str>) -> Clock {
        let zone = zone.map_or(0.0, leading_integer);
        let (hours, minutes) = ((zone / 100.0).floor(), zone % 100.0);
        let wall = millis + (60.0 * hours + minutes) * 60_000.0;
        Clock {
            wall: (wall.abs() <= MOST_MS).then_some(wall as i64),
            hours,
            minutes,
        }
    }

    /// A component as a number: 0 for one that is none, NaN in a time that is none.
    pub(super) fn component(self, component: char) -> f64 {
        self.wall
            .map_or(f64::NAN, |wall| component_of(wall, component) as f64)
    }
}

fn component_of(wall: i64, component: char) -> i64 {
    let (days, rest) = (
        wall.div_euclid(DAY_MS as i64),
        wall.rem_euclid(DAY_MS as i64),
    );
    let (year, month, day) = civil_from_days(days);
    // where JavaScript takes the year for another one it is the same day of that year
    let today = first_day(year, month) + day - 1;
    let hour = rest / 3_600_000;
    match component {
        'Y' => year,
        'M' => month,
        'D' => day,
        'd' => today - first_day(year, 1) + 1,
        'F' => weekday(days),
        'W' => week(today, year, 1, 12),
        'w' => week(today, year, month, 1),
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

/// The day that a month begins on; months beyond December are those of later years. As in JavaScript, years of two
/// digits are of the twentieth century.
pub(super) fn first_day(year: i64, month: i64) -> i64 {
    let year = match year {
        short @ 0..=99 => 1900 + short,
        year => year,
    };
    let (year, month) = shifted(year, month, 0);
    days_from_civil(year, month, 1)
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
    let first = first_day(year, month);
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
