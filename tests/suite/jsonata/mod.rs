//! JSONata: what is asked of an expression, and how its answer is told.

mod bounds;
mod corners;
mod errors;
mod own_suite;
mod pictures;
mod values;

use asl_playground::ambient::{Ambient, Random};
use asl_playground::json::{self, Value};
use asl_playground::jsonata::{Bindings, Error, Expression, Outcome};
use asl_playground::time::Timestamp;

struct Bound(Value);

impl Bindings for Bound {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }
}

fn evaluate(expression: &str, input: Option<&Value>, bindings: Value) -> Result<Outcome, Error> {
    let mut random = Random::new(1);
    let mut ambient = Ambient {
        now: Timestamp::DEFAULT_START,
        random: &mut random,
    };
    Expression::parse(expression)?.evaluate(input, &Bound(bindings), &mut ambient)
}

fn shown(expression: &str, input: &str) -> String {
    let input = json::parse(input).expect("an input is JSON");
    text(&evaluate(expression, Some(&input), Value::empty_object()))
}

fn text(outcome: &Result<Outcome, Error>) -> String {
    match outcome {
        Ok(Outcome::Value(value)) => value.to_string(),
        Ok(Outcome::Undefined) => "undefined".to_owned(),
        Ok(Outcome::Function) => "function".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Debug builds have large frames: what is meant for the stack of a release build needs more here.
fn run_deep<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run);
    thread.expect("a thread starts").join().expect("it ends")
}
