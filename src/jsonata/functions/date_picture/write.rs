//! Writing a time as a picture shows it.

use super::{Clock, DatePicture, Marker, Part, fault, names};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, Result};
use crate::jsonata::functions::integer_picture::Case;
use crate::jsonata::value::Val;

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
        let mut value = clock.component(component);
        match (&self.names, &self.integer) {
            (_, _) if matches!(component, 'C' | 'E') => Ok("ISO".to_owned()),
            (case, _) if component == 'P' => {
                let name = if value == 0 { "am" } else { "pm" };
                Ok(match case {
                    Some(Case::Upper) => name.to_uppercase(),
                    _ => name.to_owned(),
                })
            }
            (Some(case), _) => {
                let names = names(component).ok_or_else(|| fault(Code::D3133, component))?;
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
            // JavaScript's word for a component that it does not know
            (None, None) => Ok("undefined".to_owned()),
        }
    }

    fn format_zone(&self, clock: Clock) -> Result<String> {
        let Some(integer) = &self.integer else {
            return Err(Fault::new(Code::D3134));
        };
        let zone = clock.hours * 100 + clock.minutes;
        if zone == 0 && self.is_traditional {
            return Ok("Z".to_owned());
        }
        let text = if integer.repeat > 0 || integer.mandatory >= 3 {
            if integer.repeat == 0 && integer.mandatory > 4 {
                let digits = Val::Number(integer.mandatory as f64);
                return Err(Fault::new(Code::D3134).value(&digits));
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
}
