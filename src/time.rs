//! Virtual time: instants and spans in whole milliseconds, and RFC 3339 both ways.
//!
//! Nothing here reads a clock.

use std::fmt;
use std::ops::RangeInclusive;

/// An instant of virtual time: milliseconds since 1970-01-01T00:00:00Z. Prints as `2025-01-01T00:00:00.000Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant a run starts at when the host says nothing: 2025-01-01T00:00:00.000Z.
    pub const DEFAULT_START: Timestamp = Timestamp(1_735_689_600_000);

    /// The instant `ms` later; saturates.
    pub fn after(self, ms: u64) -> Timestamp {
        Timestamp(self.0.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)))
    }

    /// Milliseconds from `earlier` to here, 0 when it is not earlier.
    pub fn since(self, earlier: Timestamp) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// As it stands in the data of an execution: a part of a second has three digits, a whole one none.
    ///
    /// ```
    /// # use asl_playground::time::Timestamp;
    /// let start = Timestamp::DEFAULT_START;
    /// assert_eq!(start.in_data(), "2025-01-01T00:00:00Z");
    /// assert_eq!(start.after(20).in_data(), "2025-01-01T00:00:00.020Z");
    /// ```
    ///
    /// Source: AWS developer guide, "Timestamp format with fractional seconds".
    pub fn in_data(self) -> String {
        self.to_string().replace(".000Z", "Z")
    }

    /// The first and the last instant that RFC 3339 can write in UTC: its years have four digits.
    const WRITABLE: RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

    /// Reads an RFC 3339 text; a part of a millisecond is cut off. An offset may lead out of the years 0000 to 9999,
    /// which is `None`.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let instant = Instant::parse(text)?;
        let ms = (instant.seconds.checked_mul(1000)?)
            .checked_add(i64::from(instant.nanos / 1_000_000))?;
        Self::WRITABLE.contains(&ms).then_some(Timestamp(ms))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, ms) = (self.0.div_euclid(86_400_000), self.0.rem_euclid(86_400_000));
        let (year, month, day) = civil_from_days(days);
        let (h, m, s) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{:03}Z",
            ms % 1000
        )
    }
}

/// An instant as a definition or its data may write it, exact to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanos: u32,
}

impl Instant {
    /// Reads RFC 3339 as the States Language narrows it: a capital `T` between date and time, a capital `Z` or a
    /// numeric offset at the end. Anything else is `None`.
    ///
    /// ```
    /// # use asl_playground::time::Instant;
    /// assert!(Instant::parse("2016-03-14T01:59:00Z").is_some());
    /// assert_eq!(Instant::parse("2016-03-14T10:00:00Z"), Instant::parse("2016-03-14T12:00:00+02:00"));
    /// assert!(Instant::parse("2016-03-14 01:59:00Z").is_none());
    /// ```
    ///
    /// Source: Amazon States Language specification, "Timestamps".
    pub fn parse(text: &str) -> Option<Instant> {
        Instant::read(text, false)
    }

    /// Reads what a Wait state takes at run time: letters may be small, and seconds may be missing.
    ///
    /// Source: measured on AWS.
    pub fn parse_computed(text: &str) -> Option<Instant> {
        Instant::read(&text.to_ascii_uppercase(), true)
    }

    fn read(text: &str, may_lack_seconds: bool) -> Option<Instant> {
        let mut cursor = Cursor {
            rest: text.as_bytes(),
        };
        let year = cursor.number(4)?;
        cursor.literal(b'-')?;
        let month = cursor.number(2)?;
        cursor.literal(b'-')?;
        let day = cursor.number(2)?;
        cursor.literal(b'T')?;
        let hour = cursor.number(2)?;
        cursor.literal(b':')?;
        let minute = cursor.number(2)?;
        let (second, nanos) = match cursor.literal(b':') {
            Some(()) => (cursor.number(2)?, cursor.fraction()?),
            None if may_lack_seconds => (0, 0),
            None => return None,
        };
        let offset = cursor.offset()?;
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 61
            && cursor.rest.is_empty();
        let days = days_from_civil(year, month, day);
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
        in_range.then_some(Instant { seconds, nanos })
    }
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        head.iter().try_fold(0, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'))
        })
    }

    fn literal(&mut self, byte: u8) -> Option<()> {
        self.rest = self.rest.strip_prefix(&[byte])?;
        Some(())
    }

    /// `.123456789` or nothing; digits past the ninth are cut off.
    fn fraction(&mut self) -> Option<u32> {
        let Some(rest) = self.rest.strip_prefix(b".") else {
            return Some(0);
        };
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (head, rest) = rest.split_at_checked(digits)?;
        self.rest = rest;
        let padded = head.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        (digits > 0).then(|| padded.fold(0, |n, b| n * 10 + u32::from(b - b'0')))
    }

    /// `Z` or `+hh:mm`, in seconds east of Greenwich.
    fn offset(&mut self) -> Option<i64> {
        let (sign, rest) = self.rest.split_first()?;
        self.rest = rest;
        let sign = match sign {
            b'Z' => return Some(0),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.number(2)?;
        self.literal(b':')?;
        let minutes = self.number(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a count of days since 1970-01-01; the inverse of [`days_from_civil`].
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Days of a month, 0 for a month that does not exist.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}
