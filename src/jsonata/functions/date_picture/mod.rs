//! Date and time pictures of `$fromMillis`, `$toMillis` and `$now`: `[Y0001]-[M01]-[D01]`.
//!
//! Source: XPath and XQuery Functions and Operators 3.1, "fn:format-dateTime"; what JSONata 2.0.6 makes of it.

mod clock;
mod read;
mod write;

use super::integer_picture::{Case, Form, IntegerPicture};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::value::Val;
pub(super) use clock::Clock;

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
    last_digits: Option<i32>,
    /// `[Z…t]`: Z for no distance; it is written so, and not read.
    is_traditional: bool,
}

/// A picture, read.
pub(super) struct DatePicture(Vec<Part>);

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

fn fault(code: Code, value: char) -> Box<Fault> {
    Fault::new(code).value(&Val::string(value.to_string()))
}

impl DatePicture {
    /// Reads a picture.
    pub(in crate::jsonata::functions) fn parse(picture: &str) -> Result<DatePicture> {
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
                return Err(Fault::new(Code::D3135));
            };
            let marker = from.get(1..close).unwrap_or_default();
            parts.push(Part::Marker(Marker::parse(marker)?));
            rest = from.get(close + 1..).unwrap_or_default();
        }
        push_literal(&mut parts, rest);
        Ok(DatePicture(parts))
    }
}

fn push_literal(parts: &mut Vec<Part>, literal: &str) {
    if !literal.is_empty() {
        parts.push(Part::Literal(literal.replace("]]", "]")));
    }
}

impl Marker {
    /// Reads what stands in the brackets: a component, how it is shown, a modifier, and a width.
    fn parse(marker: &str) -> Result<Marker> {
        let marker: String = marker.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(component) = marker.chars().next() else {
            return Err(Fault::new(Code::D3132).value(&Val::string("")));
        };
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
            default_presentation(component).ok_or_else(|| fault(Code::D3132, component))?
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
            parsed.show_number(IntegerPicture::parse(&picture)?, least);
        }
        if matches!(component, 'Z' | 'z') {
            parsed.integer = Some(IntegerPicture::parse(first)?);
        }
        Ok(parsed)
    }

    /// The component is shown as a number, of at least so many digits; its greatest width is known.
    fn show_number(&mut self, mut integer: IntegerPicture, least: Option<usize>) {
        let mut last_digits = self.most_width;
        if let Form::Digits(digits) = &mut integer.form {
            digits.mandatory = digits.mandatory.max(least.unwrap_or(0));
            if has_last_digits(self.component) {
                digits.mandatory = self.most_width.unwrap_or(digits.mandatory);
                let width = Some(digits.mandatory + digits.optional).filter(|width| *width >= 2);
                last_digits = last_digits.or(width);
            }
        }
        self.last_digits = last_digits
            .filter(|_| has_last_digits(self.component))
            .and_then(|digits| i32::try_from(digits).ok());
        self.integer = Some(integer);
    }
}

/// Whether a width cuts the component's number off on the left.
fn has_last_digits(component: char) -> bool {
    matches!(component, 'Y' | 'M' | 'D')
}

fn names(component: char) -> Option<&'static [&'static str]> {
    match component {
        'M' | 'x' => Some(&MONTHS),
        'F' => Some(&DAYS),
        _ => None,
    }
}
