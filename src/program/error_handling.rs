//! Retriers and catchers, compiled.

use std::rc::Rc;

use crate::ambient::Random;
use crate::definition::{JitterStrategy, error_names};
use crate::limits::MAX_EXECUTION_SECONDS;

use super::StateId;
use super::data_flow::Handoff;

/// Which error names an entry of Retry or Catch takes.
#[derive(Clone, Debug)]
pub struct ErrorMatcher {
    names: Vec<Rc<str>>,
}

impl ErrorMatcher {
    /// A matcher for `"ErrorEquals"`.
    pub fn new(names: Vec<Rc<str>>) -> ErrorMatcher {
        ErrorMatcher { names }
    }

    /// The name in the list that takes the error. `error` is absent when a task failed without a name; `other_name` is
    /// a second one it goes by.
    ///
    /// Exact and case-sensitive, but for two wildcards: `States.ALL` takes everything that can be caught at all;
    /// `States.TaskFailed` takes every error but `States.Timeout` and `States.QueryEvaluationError`.
    ///
    /// Source: recorded on AWS: `States.ALL` takes `States.DataLimitExceeded` of a task, and both wildcards take an
    /// error without a name. Measured on AWS: `States.TaskFailed` lets an expression's failure through.
    pub fn matching(&self, error: Option<&str>, other_name: Option<&str>) -> Option<&Rc<str>> {
        self.names.iter().find(|name| match &***name {
            error_names::ALL => true,
            error_names::TASK_FAILED => {
                error != Some(error_names::TIMEOUT)
                    && error != Some(error_names::QUERY_EVALUATION_ERROR)
            }
            name => error == Some(name) || other_name == Some(name),
        })
    }

    /// The names as written.
    pub fn names(&self) -> &[Rc<str>] {
        &self.names
    }
}

/// One entry of `"Retry"`.
#[derive(Clone, Debug)]
pub struct Retrier {
    /// `"ErrorEquals"`
    pub errors: ErrorMatcher,
    /// `"MaxAttempts"`
    pub max_attempts: u64,
    /// How long it waits.
    pub backoff: Backoff,
}

/// The delays of a retrier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    /// `"IntervalSeconds"`
    pub interval_seconds: u64,
    /// `"BackoffRate"`
    pub rate: f64,
    /// `"MaxDelaySeconds"`
    pub max_delay_seconds: Option<u64>,
    /// `"JitterStrategy"`
    pub jitter_strategy: JitterStrategy,
}

impl Backoff {
    /// The delay in seconds before the retry that follows `retries` earlier ones of this retrier, without jitter.
    ///
    /// ```
    /// # use asl_playground::definition::JitterStrategy;
    /// # use asl_playground::program::error_handling::Backoff;
    /// let jitter_strategy = JitterStrategy::None;
    /// let backoff = Backoff { interval_seconds: 5, rate: 2.0, max_delay_seconds: None, jitter_strategy };
    /// assert_eq!([0, 1, 2].map(|retries| backoff.seconds(retries)), [5.0, 10.0, 20.0]);
    /// assert_eq!(Backoff { interval_seconds: 0, ..backoff }.seconds(5_000), 0.0);
    /// ```
    ///
    /// Source: TestState recording: four retries made, defaults, gives 16.
    pub fn seconds(&self, retries: u64) -> f64 {
        let exponent = i32::try_from(retries).unwrap_or(i32::MAX);
        // an interval of 0 stays 0, however often
        let growth = self.rate.powi(exponent).min(f64::MAX);
        let delay = self.interval_seconds as f64 * growth;
        let longest = self.max_delay_seconds.unwrap_or(MAX_EXECUTION_SECONDS) as f64;
        delay.min(longest)
    }

    /// The delay in milliseconds, jitter drawn: with `FULL` uniformly from 0 to the delay.
    pub fn delay_ms(&self, retries: u64, random: &mut Random) -> u64 {
        let ms = self.seconds(retries) * 1000.0;
        let drawn = match self.jitter_strategy {
            JitterStrategy::None => ms,
            JitterStrategy::Full => ms * random.next_f64(),
        };
        drawn.round() as u64
    }
}

/// One entry of `"Catch"`.
#[derive(Debug)]
pub struct Catcher {
    /// `"ErrorEquals"`
    pub errors: ErrorMatcher,
    /// `"Next"`
    pub next: StateId,
    /// What it hands on, the error output in the place of a result.
    pub handoff: Handoff,
}
