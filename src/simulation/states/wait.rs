//! Wait: time passes, the data stays.

use std::rc::Rc;

use crate::json::{Number, Value};
use crate::limits::MAX_WAIT_SECONDS;
use crate::program::Wait;
use crate::program::data_flow::{Quantity, Words};
use crate::simulation::failure::Failure;
use crate::simulation::thread::{ThreadId, Work};
use crate::simulation::{Due, Simulation};
use crate::time::{Instant, Timestamp};

impl Simulation {
    pub(in crate::simulation) fn enter_wait(
        &mut self,
        id: ThreadId,
        wait: &Wait,
    ) -> Result<(), Failure> {
        self.effective_input(id)?;
        let until = match wait {
            Wait::Seconds(quantity) => {
                let seconds = self.wait_seconds(id, quantity)?;
                self.now().after(seconds.saturating_mul(1000))
            }
            Wait::Timestamp(words) => self.wait_timestamp(id, words)?,
        };
        let epoch = self.thread_mut(id).turn_to(Work::Wait);
        self.agenda.at(until, Due::WaitOver { thread: id, epoch });
        Ok(())
    }

    pub(in crate::simulation) fn wait_over(&mut self, id: ThreadId) {
        let thread = self.thread_mut(id);
        thread.turn_to(Work::Instant);
        let Some(effective) = thread.stay().map(|stay| stay.effective.clone()) else {
            return;
        };
        if let Err(failure) = self.finish(id, effective) {
            self.fail(id, failure);
        }
    }

    /// Source: recorded texts for SecondsPath.
    fn wait_seconds(&mut self, id: ThreadId, quantity: &Quantity) -> Result<u64, Failure> {
        let value = self.quantity(id, quantity, |path, _| {
            format!("The SecondsPath parameter does not reference an input value: {path}")
        })?;
        let (field, path) = match quantity {
            Quantity::Path(path) => ("SecondsPath", path.text()),
            _ => ("Seconds", "Seconds"),
        };
        let whole = match &value {
            Value::Number(Number::Float(_)) if matches!(quantity, Quantity::Path(_)) => None,
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        match whole {
            None => {
                let shown = shown(&value);
                let text = format!(
                    "The {field} parameter cannot be parsed as a long value: {path} == {shown}"
                );
                Err(self.out_of_range(id, quantity, text))
            }
            Some(seconds) if seconds < 0 => {
                let text = format!(
                    "The {field} parameter references a negative value: {path} == {seconds}"
                );
                Err(self.out_of_range(id, quantity, text))
            }
            Some(seconds) if seconds > MAX_WAIT_SECONDS => {
                Err(self.out_of_range(id, quantity, "Wait state delay is too long.".to_owned()))
            }
            Some(seconds) => Ok(seconds.unsigned_abs()),
        }
    }

    /// Source: recorded texts for TimestampPath and for an expression.
    fn wait_timestamp(&mut self, id: ThreadId, words: &Words) -> Result<Timestamp, Failure> {
        let value = self.words(id, words, "TimestampPath")?;
        let text = value.as_str().unwrap_or_default();
        let Some(instant) = Instant::parse_computed(text) else {
            let shown = shown(&value);
            return Err(self.bad_timestamp(id, words, &shown));
        };
        // a wait is never too short: a part of a millisecond counts whole
        let ms = instant
            .seconds
            .saturating_mul(1000)
            .saturating_add(i64::from(instant.nanos.div_ceil(1_000_000)));
        let until = Timestamp(ms);
        if until.since(self.now()) / 1000 > MAX_WAIT_SECONDS.unsigned_abs() {
            let failure = self.runtime_failure(id, "Wait state delay is too long.");
            return Err(match words {
                Words::Expression(located) => failure.of_value(located),
                _ => failure,
            });
        }
        Ok(until)
    }

    fn bad_timestamp(&self, id: ThreadId, words: &Words, shown: &str) -> Failure {
        let format = "ISO-8601 extended offset date-time format string";
        match words {
            Words::Expression(located) => {
                let text = format!("The Timestamp field cannot be parsed as an {format}: {shown}");
                self.runtime_failure(id, text).of_value(located)
            }
            Words::Path(path) => self.runtime_failure(
                id,
                format!("The TimestampPath parameter does not reference a valid {format}: {} == {shown}", path.text()),
            ),
            _ => self.runtime_failure(id, format!("The Timestamp field is not a valid {format}: {shown}")),
        }
    }
}

/// A value as these texts show it: a string without its quotes.
fn shown(value: &Value) -> Rc<str> {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_text(),
    }
}
