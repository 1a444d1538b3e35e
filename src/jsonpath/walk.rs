//! Walks the steps of an indefinite path on a value.

use crate::json::{Key, Value};
use crate::limits::{MAX_PATH_RESULTS, MAX_PATTERN_STEPS};

use super::Step;
use super::filter::Filter;
use super::select::{SelectError, merged, text};

/// All values of an indefinite path, as an array.
///
/// What is missing is left out where Jayway leaves it out: in the elements of an array under a wildcard, and in front of
/// the first step that may find several values. Elsewhere, as under the wildcard of an object, it is an error.
///
/// Source: Jayway JsonPath 2.0.0, which answers every path that was recorded on AWS as AWS does.
pub(super) fn indefinite(steps: &[Step], root: &Value) -> Result<Value, SelectError> {
    let mut walk = Walk {
        steps,
        root,
        place: Vec::new(),
        forgiving: 0,
        visits: 0,
        pattern_steps: MAX_PATTERN_STEPS,
        found: Vec::new(),
    };
    match walk.go(0, root) {
        Ok(()) => Ok(Value::array(walk.found)),
        Err(Stop::Failed(error)) => Err(error),
        // INVARIANT: what is passed over ends at the wildcard that passes over it
        Err(Stop::PassedOver) => Ok(Value::array(Vec::new())),
    }
}

/// Why a branch of a walk ends.
enum Stop {
    /// Something is missing where a wildcard goes on with the next element.
    PassedOver,
    Failed(SelectError),
}

type Walked = Result<(), Stop>;

/// One walk along an indefinite path, depth first.
struct Walk<'a> {
    steps: &'a [Step],
    root: &'a Value,
    /// Where the walk is, for messages.
    place: Vec<Spot>,
    /// Wildcards over arrays that are being walked.
    forgiving: usize,
    visits: usize,
    /// Left to regular expressions.
    pattern_steps: u64,
    found: Vec<Value>,
}

fn is_container(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// A member or an element on the way.
enum Spot {
    Name(Key),
    Index(usize),
}

impl Walk<'_> {
    /// Walks the steps from `at` on; behind the last one the value is found.
    fn go(&mut self, at: usize, value: &Value) -> Walked {
        self.visits += 1;
        if self.visits > MAX_PATH_RESULTS {
            return Err(Stop::Failed(SelectError::TooMany));
        }
        match self.steps.get(at) {
            None => {
                self.found.push(value.clone());
                Ok(())
            }
            Some(Step::Deep(inner)) if is_container(value) => self.scan(inner, at, value),
            Some(Step::Deep(_)) => Ok(()),
            Some(step) => self.step(step, at, value),
        }
    }

    /// The rest of the walk from a member or an element.
    fn enter(&mut self, spot: Spot, at: usize, value: &Value) -> Walked {
        self.place.push(spot);
        let gone = self.go(at, value);
        self.place.pop();
        gone
    }

    fn step(&mut self, step: &Step, at: usize, value: &Value) -> Walked {
        match (step, value) {
            (Step::Name(name), Value::Object(object)) => match object.get(name) {
                Some(member) => self.enter(Spot::Name(name.clone()), at + 1, member),
                None => self.no_member(step, at),
            },
            (Step::Names(names), Value::Object(_)) => {
                self.found.push(merged(value, names));
                Ok(())
            }
            (Step::Name(_) | Step::Names(_), _) => self.missing(|path| SelectError::NoObject {
                step: text(step),
                path,
            }),
            (Step::Wildcard, Value::Object(object)) => {
                for (name, member) in object.members() {
                    self.enter(Spot::Name(name.clone()), at + 1, member)?;
                }
                Ok(())
            }
            (Step::Wildcard, Value::Array(array)) => self.all_elements(array.items(), at),
            (Step::Wildcard, _) => Ok(()),
            (Step::Filter(filter), Value::Object(_)) => {
                if self.passes(filter, value)? {
                    self.go(at + 1, value)?;
                }
                Ok(())
            }
            (Step::Filter(filter), Value::Array(array)) => {
                for (index, element) in array.items().iter().enumerate() {
                    if self.passes(filter, element)? {
                        self.enter(Spot::Index(index), at + 1, element)?;
                    }
                }
                Ok(())
            }
            (Step::Filter(_), _) => Err(Stop::Failed(SelectError::Primitive {
                steps: self.text_from(at),
                value: value.to_string(),
            })),
            (Step::Index(_) | Step::FromEnd(_) | Step::Indexes(_) | Step::Slice(..), _) => {
                self.elements(step, at, value)
            }
            // INVARIANT: `go` scans for a deep step, and none stands in another
            (Step::Deep(_), _) => Ok(()),
        }
    }

    /// A name finds no member in an object.
    fn no_member(&mut self, step: &Step, at: usize) -> Walked {
        if at + 1 == self.steps.len() {
            return self.missing(|place| SelectError::NoResults(place + &text(step)));
        }
        match self.is_definite_around(at) {
            true => self.missing(|place| SelectError::MissingProperty(place + &text(step))),
            false => Ok(()),
        }
    }

    /// `[*]` of an array: what is missing in one element does not keep the others from being found.
    fn all_elements(&mut self, elements: &[Value], at: usize) -> Walked {
        for (index, element) in elements.iter().enumerate() {
            self.forgiving += 1;
            let gone = self.enter(Spot::Index(index), at + 1, element);
            self.forgiving -= 1;
            if let Err(Stop::Failed(error)) = gone {
                return Err(Stop::Failed(error));
            }
        }
        Ok(())
    }

    /// The elements that indexes and slices name. Slices end where the array ends; an index that is not there is missing.
    fn elements(&mut self, step: &Step, at: usize, value: &Value) -> Walked {
        let items = match value {
            Value::Array(array) => array.items(),
            Value::Null => return self.missing(SelectError::Null),
            _ => {
                return Err(Stop::Failed(SelectError::NoArray {
                    steps: self.text_from(at),
                    value: value.to_string(),
                }));
            }
        };
        let length = items.len() as i64;
        let indexes: Vec<i64> = match step {
            Step::Index(index) => vec![*index],
            Step::FromEnd(back) => vec![length - *back as i64],
            Step::Indexes(indexes) => indexes.clone(),
            Step::Slice(Some(from), None) if *from < 0 => {
                ((length + from).max(0)..length).collect()
            }
            Step::Slice(None, Some(to)) if *to < 0 => (0..length + to).collect(),
            // both ends are counted from the start, and what would be in front of it is missing
            Step::Slice(from, to) => {
                let (from, to) = (from.unwrap_or(0), to.map_or(length, |to| to.min(length)));
                match from {
                    _ if length == 0 || from >= to => Vec::new(),
                    ..0 => vec![from],
                    _ => (from..to).collect(),
                }
            }
            _ => Vec::new(),
        };
        for index in indexes {
            let place = usize::try_from(index).ok();
            match place.and_then(|place| Some((place, items.get(place)?))) {
                Some((place, element)) => self.enter(Spot::Index(place), at + 1, element)?,
                None => self.missing(|place| SelectError::OutOfBounds {
                    path: format!("{place}[{index}]"),
                    ends_past_end: false,
                })?,
            }
        }
        Ok(())
    }

    /// `..`: the step on a value that has what it asks for, and on everything inside it, outer before inner.
    fn scan(&mut self, step: &Step, at: usize, value: &Value) -> Walked {
        let matches = match (step, value) {
            (Step::Name(name), Value::Object(object)) => object.get(name).is_some(),
            (Step::Names(names), Value::Object(object)) => {
                names.iter().all(|name| object.get(name).is_some())
            }
            (Step::Wildcard, _) => true,
            (Step::Filter(filter), _) => self.passes(filter, value)?,
            (Step::Name(_) | Step::Names(_), _) | (_, Value::Object(_)) => false,
            _ => true,
        };
        match value {
            Value::Array(array) => {
                let items = || array.items().iter().enumerate();
                if matches && at + 1 == self.steps.len() {
                    self.step(step, at, value)?;
                } else if matches {
                    // Jayway goes on with every element here, whatever the step
                    for (index, element) in items() {
                        self.enter(Spot::Index(index), at + 1, element)?;
                    }
                }
                for (index, element) in items() {
                    self.scan_inside(Spot::Index(index), step, at, element)?;
                }
            }
            Value::Object(object) => {
                if matches {
                    self.step(step, at, value)?;
                }
                for (name, member) in object.members() {
                    self.scan_inside(Spot::Name(name.clone()), step, at, member)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn scan_inside(&mut self, spot: Spot, step: &Step, at: usize, value: &Value) -> Walked {
        if !is_container(value) {
            return Ok(());
        }
        self.visits += 1;
        if self.visits > MAX_PATH_RESULTS {
            return Err(Stop::Failed(SelectError::TooMany));
        }
        self.place.push(spot);
        let scanned = self.scan(step, at, value);
        self.place.pop();
        scanned
    }

    fn passes(&mut self, filter: &Filter, element: &Value) -> Result<bool, Stop> {
        let steps = &mut self.pattern_steps;
        filter
            .holds(element, self.root, steps)
            .map_err(Stop::Failed)
    }

    /// Something is not there: an error, unless a wildcard over an array passes over it.
    fn missing(&self, error: impl FnOnce(String) -> SelectError) -> Walked {
        if self.forgiving > 0 {
            return Err(Stop::PassedOver);
        }
        let spot = |spot: &Spot| match spot {
            Spot::Name(name) => format!("['{name}']"),
            Spot::Index(index) => format!("[{index}]"),
        };
        let place: String = self.place.iter().map(spot).collect();
        Err(Stop::Failed(error(format!("${place}"))))
    }

    /// Whether the step before `at` and all from `at` on lead to one place: only then a missing member in the middle is
    /// an error.
    fn is_definite_around(&self, at: usize) -> bool {
        let before = match at.checked_sub(1).and_then(|before| self.steps.get(before)) {
            Some(Step::Deep(inner)) => inner.is_definite(),
            Some(step) => step.is_definite(),
            None => true,
        };
        before && self.steps.iter().skip(at).all(Step::is_definite)
    }

    fn text_from(&self, at: usize) -> String {
        self.steps.iter().skip(at).map(text).collect()
    }
}
