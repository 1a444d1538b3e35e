//! `Retry` and `Catch`.

use super::Parser;
use super::object::Object;
use super::shape::number;
use crate::definition::fields::Owner;
use crate::definition::{Catcher, JitterStrategy, Retrier};
use crate::json::Number;
use crate::json::node::Node;

impl Parser {
    pub(super) fn retry(&mut self, state: &Object) -> Vec<Retrier> {
        let retriers = state.inner_list("Retry", Owner::Retrier);
        retriers.iter().map(|object| self.retrier(object)).collect()
    }

    fn retrier(&mut self, object: &Object) -> Retrier {
        object.check(&mut self.diagnostics);
        let integer = |name: &str| object.integer(name).map(|number| number.value);
        let jitter_strategy = match object.get("JitterStrategy").and_then(Node::as_str) {
            Some("FULL") => JitterStrategy::Full,
            _ => JitterStrategy::None,
        };
        Retrier {
            location: object.location.clone(),
            span: object.node.span,
            error_equals: object.names("ErrorEquals"),
            interval_seconds: integer("IntervalSeconds").unwrap_or(1),
            max_attempts: integer("MaxAttempts").unwrap_or(3),
            backoff_rate: object
                .get("BackoffRate")
                .and_then(number)
                .map_or(2.0, Number::as_f64),
            max_delay_seconds: integer("MaxDelaySeconds"),
            jitter_strategy,
        }
    }

    pub(super) fn catch(&mut self, state: &Object) -> Vec<Catcher> {
        let catchers = state.inner_list("Catch", Owner::Catcher);
        catchers.iter().map(|object| self.catcher(object)).collect()
    }

    fn catcher(&mut self, object: &Object) -> Catcher {
        object.check(&mut self.diagnostics);
        Catcher {
            location: object.location.clone(),
            span: object.node.span,
            error_equals: object.names("ErrorEquals"),
            next: object.name("Next"),
            result_path: object.path("ResultPath"),
            assign: object.template("Assign"),
            output: object.template("Output"),
        }
    }
}
