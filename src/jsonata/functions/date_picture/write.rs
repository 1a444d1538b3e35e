//! Writing a time as a picture shows it.

use super::{Clock, DatePicture, Marker, Part, fault, is_number, names};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::functions::integer_picture::{Case, Form, IntegerPicture};
use crate::jsonata::value::Val;

/// JavaScript's word for a component that it does not know, and for the name of a month in a time that is none.
const UNDEFINED: &str = "undefined";

impl DatePicture {
    /// Writes a time.
    pub(in crate::jsonata::functions) fn format(&self, clock: Clock) -> Result<String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Marker(marker) => text.push_str(&marker.format(clock)?),
            }
        }
        Ok(text)
    }
}

impl Marker {
    fn format(&self, clock: Clock) -> Result<String> {
        let component = self.component;
        if matches!(component, 'Z' | 'z') {
            return self.format_zone(clock);
        }
        let value = clock.component(component);
        match (&self.names, &self.integer) {
            _ if matches!(component, 'C' | 'E') => Ok("ISO".to_owned()),
            (case, _) if component == 'P' => {
                let name = if value == 1.0 { "pm" } else { "am" };
                Ok(match case {
                    Some(Case::Upper) => name.to_uppercase(),
                    _ => name.to_owned(),
                })
            }
            (Some(case), _) if is_number(component) => {
                let names = names(component).ok_or_else(|| fault(Code::D3133, component))?;
                let name = names
                    .iter()
                    .zip(1..)
                    .find(|(_, number)| f64::from(*number) == value);
                let name = name.map_or(UNDEFINED, |(name, _)| name);
                Ok(case
                    .of(name)
                    .chars()
                    .take(self.most_width.unwrap_or(usize::MAX))
                    .collect())
            }
            (None, Some(integer)) => integer.format(match self.last_digits {
                Some(digits) if component == 'Y' => value % 10f64.powi(digits),
                _ => value,
            }),
            _ => Ok(UNDEFINED.to_owned()),
        }
    }

    fn format_zone(&self, clock: Clock) -> Result<String> {
        let zone = clock.hours * 100.0 + clock.minutes;
        if zone == 0.0 && self.is_traditional {
            return Ok("Z".to_owned());
        }
        let Some(
            integer @ IntegerPicture {
                form: Form::Digits(digits),
                ..
            },
        ) = &self.integer
        else {
            return Err(Fault::new(Code::D3134));
        };
        let text = if digits.repeat > 0 || digits.mandatory >= 3 {
            if digits.repeat == 0 && digits.mandatory > 4 {
                let digits = Val::Number(digits.mandatory as f64);
                return Err(Fault::new(Code::D3134).value(&digits));
            }
            integer.format(zone)?
        } else {
            let hours = integer.format(clock.hours)?;
            match clock.minutes {
                0.0 => hours,
                minutes => format!("{hours}:{}", IntegerPicture::parse("00")?.format(minutes)?),
            }
        };
        let sign = if zone >= 0.0 { "+" } else { "" };
        let prefix = if self.component == 'z' { "GMT" } else { "" };
        Ok(format!("{prefix}{sign}{text}"))
    }
}
