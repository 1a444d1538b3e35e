//! Signatures of functions, `<s-nn?:s>`: which arguments a function takes, and which it fills from the context.

use super::code::Code;
use super::error::{Fault, Result};
use super::value::{List, Val};

/// A parsed signature.
pub(super) struct Signature {
    parameters: Vec<Parameter>,
}

struct Parameter {
    /// The symbols of types that it takes; a missing value is one too.
    types: Vec<u8>,
    /// `a<n>`: of what an array must be.
    subtype: Option<Box<[u8]>>,
    is_array: bool,
    /// `-`: the context stands in for it.
    from_context: bool,
    /// `?`
    optional: bool,
    /// `+`
    repeated: bool,
}

/// The symbol of a value's type.
fn symbol(value: &Val) -> u8 {
    match value {
        Val::Function(_) => b'f',
        Val::String(_) => b's',
        Val::Number(_) | Val::Written(_) => b'n',
        Val::Bool(_) => b'b',
        Val::Null => b'l',
        Val::Array(_) | Val::List(_) | Val::Tuples(_) => b'a',
        Val::Object(_) | Val::Record(_) => b'o',
        Val::Undefined => b'm',
    }
}

impl Signature {
    /// Parses `<…>`; what stands behind a colon, the result's type, is not looked at.
    pub(super) fn parse(text: &str) -> Result<Signature> {
        let bytes = text.as_bytes();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut at = 1;
        while let Some(byte) = bytes.get(at).copied() {
            let last = parameters.last_mut();
            match byte {
                b':' => break,
                b's' | b'n' | b'b' | b'l' | b'o' => parameters.push(Parameter::new(&[byte, b'm'])),
                b'a' => parameters.push(Parameter {
                    is_array: true,
                    ..Parameter::new(b"asnblfom")
                }),
                b'f' => parameters.push(Parameter::new(b"f")),
                b'j' => parameters.push(Parameter::new(b"asnblom")),
                b'x' => parameters.push(Parameter::new(b"asnblfom")),
                b'-' | b'?' | b'+' => {
                    if let Some(last) = last {
                        last.modify(byte);
                    }
                }
                b'(' => {
                    let end = closing(bytes, at, b'(', b')');
                    let choice = bytes.get(at + 1..end).unwrap_or(b"");
                    if choice.contains(&b'<') {
                        return Err(Fault::new(Code::S0402)
                            .at(at as u32)
                            .value_text(String::from_utf8_lossy(choice).into_owned()));
                    }
                    parameters.push(Parameter::new(&[choice, b"m"].concat()));
                    at = end;
                }
                b'<' => {
                    let end = closing(bytes, at, b'<', b'>');
                    match last {
                        Some(last) if last.is_array => {
                            last.subtype = bytes.get(at + 1..end).map(Box::from);
                        }
                        Some(last) if last.types == b"f" => {}
                        _ => return Err(Fault::new(Code::S0401).at(at as u32)),
                    }
                    at = end;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(Signature { parameters })
    }

    /// The arguments as the function takes them: single values wrapped where it wants arrays, the context filled in.
    pub(super) fn validate(&self, mut arguments: Vec<Val>, context: &Val) -> Result<Vec<Val>> {
        let symbols: Vec<u8> = arguments.iter().map(symbol).collect();
        let Some(counts) = fit(&self.parameters, &symbols) else {
            return Err(self.mismatch(&arguments, &symbols));
        };
        let mut next = 0;
        let mut validated = Vec::with_capacity(self.parameters.len());
        for (parameter, count) in self.parameters.iter().zip(counts) {
            if count == 0 && parameter.from_context {
                if !parameter.takes(symbol(context)) {
                    return Err(Fault::new(Code::T0411).value(context).index(next + 1));
                }
                validated.push(context.clone());
                continue;
            }
            // as JSONata does: a parameter that is left out takes the argument of the next one, and of many that are no
            // arrays the first stands for all
            let repeated = match count > 1 && !parameter.is_array {
                true => arguments.get(next).cloned(),
                false => None,
            };
            for _ in 0..count.max(1) {
                let argument = repeated.clone().or_else(|| {
                    let argument = arguments.get_mut(next)?;
                    Some(std::mem::replace(argument, Val::Undefined))
                });
                let argument = argument.unwrap_or(Val::Undefined);
                next += 1;
                validated.push(match parameter.is_array && count > 0 {
                    true => parameter.as_array(argument, next)?,
                    false => argument,
                });
            }
        }
        Ok(validated)
    }

    /// Refuses what a function that is called past its signature cannot take. JSONata's own would end in a sentence of
    /// JavaScript's, or make something of it that nobody means.
    pub(super) fn check(&self, arguments: &[Val]) -> Result<()> {
        for (at, (parameter, argument)) in self.parameters.iter().zip(arguments).enumerate() {
            let is_array = matches!(symbol(argument), b'a' | b'm');
            let fits = argument.is_undefined() || parameter.takes(symbol(argument));
            if !fits || (parameter.is_array && !is_array) {
                return Err(Fault::new(Code::T0410).value(argument).index(at + 1));
            }
        }
        Ok(())
    }

    /// What it costs to tell which parameter takes which of so many arguments.
    pub(super) fn work(&self, arguments: usize) -> usize {
        self.parameters.len().saturating_mul(arguments + 1)
    }

    #[cold]
    fn mismatch(&self, arguments: &[Val], symbols: &[u8]) -> Box<Fault> {
        let mut good = 0;
        let mut reached = vec![false; symbols.len() + 1];
        reached[0] = true;
        for parameter in &self.parameters {
            reached = parameter.reached(symbols, &reached);
            // the longest beginning of the arguments that the first parameters take
            match reached.iter().rposition(|is_reached| *is_reached) {
                Some(taken) => good = taken,
                None => break,
            }
        }
        let argument = arguments.get(good).unwrap_or(&Val::Undefined);
        Fault::new(Code::T0410).value(argument).index(good + 1)
    }
}

impl Parameter {
    fn new(types: &[u8]) -> Parameter {
        Parameter {
            types: types.to_vec(),
            subtype: None,
            is_array: false,
            from_context: false,
            optional: false,
            repeated: false,
        }
    }

    /// Takes in the sign that stands after it.
    fn modify(&mut self, sign: u8) {
        match sign {
            b'-' => self.from_context = true,
            b'?' => self.optional = true,
            _ => self.repeated = true,
        }
    }

    fn takes(&self, symbol: u8) -> bool {
        self.types.contains(&symbol)
    }

    /// Where its arguments end if they begin at a place, so that the rest of them `fits` what stands behind it: it takes as
    /// many as it can.
    fn ends(&self, symbols: &[u8], fits: &[bool]) -> Vec<Option<usize>> {
        let is_needed = !(self.optional || self.from_context);
        let at_end = |at: usize| fits.get(at).is_some_and(|fits| *fits).then_some(at);
        let mut ends = vec![None; fits.len()];
        // the last end that a run of arguments has which begins at `at`
        let mut of_run = None;
        for at in (0..fits.len()).rev() {
            let takes = symbols.get(at).is_some_and(|symbol| self.takes(*symbol));
            let behind = match takes {
                true if self.repeated => of_run,
                true => at_end(at + 1),
                false => None,
            };
            let none = at_end(at).filter(|_| !is_needed);
            ends[at] = behind.or(none);
            of_run = of_run.filter(|_| takes).or(at_end(at));
        }
        ends
    }

    /// Which places its arguments may reach from those that the ones before it have `reached`.
    fn reached(&self, symbols: &[u8], reached: &[bool]) -> Vec<bool> {
        let is_needed = !(self.optional || self.from_context);
        let (mut before, mut of_run) = (false, false);
        let mut onward = Vec::with_capacity(reached.len());
        for (at, is_reached) in reached.iter().enumerate() {
            let last = at.checked_sub(1).and_then(|at| symbols.get(at));
            let takes = last.is_some_and(|symbol| self.takes(*symbol));
            of_run = takes && (before || (of_run && self.repeated));
            before = *is_reached;
            onward.push(of_run || (*is_reached && !is_needed));
        }
        onward
    }

    fn as_array(&self, argument: Val, place: usize) -> Result<Val> {
        let own = symbol(&argument);
        if own == b'm' {
            return Ok(argument);
        }
        if let Some(subtype) = &self.subtype {
            let is_one = |item: &Val| subtype.first() == Some(&symbol(item));
            let fits = match argument.items() {
                Some(items) => items.iter().all(|item| is_one(&item)),
                None => **subtype == [own],
            };
            if !fits {
                let kind = match &**subtype {
                    b"a" => Some("arrays"),
                    b"b" => Some("booleans"),
                    b"f" => Some("functions"),
                    b"n" => Some("numbers"),
                    b"o" => Some("objects"),
                    b"s" => Some("strings"),
                    _ => None,
                };
                return Err(Fault::new(Code::T0412)
                    .value(&argument)
                    .index(place)
                    .kind(kind));
            }
        }
        Ok(match own {
            b'a' => argument,
            _ => Val::List(std::rc::Rc::new(List::new(vec![argument], 0))),
        })
    }
}

fn closing(bytes: &[u8], from: usize, open: u8, close: u8) -> usize {
    let mut depth = 0;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        if *byte == open {
            depth += 1;
        } else if *byte == close {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    bytes.len()
}

/// How many arguments each parameter takes so that all are taken, the first ones as many as they can.
fn fit(parameters: &[Parameter], symbols: &[u8]) -> Option<Vec<usize>> {
    let takes_one =
        |(parameter, symbol): (&Parameter, &u8)| !parameter.repeated && parameter.takes(*symbol);
    if parameters.len() == symbols.len() && parameters.iter().zip(symbols).all(takes_one) {
        return Some(vec![1; symbols.len()]);
    }
    // for each parameter from the last one on, where the arguments that it and those behind it take may begin, and where
    // its own then end
    let mut ends: Vec<Vec<Option<usize>>> = Vec::with_capacity(parameters.len());
    let mut fits = vec![false; symbols.len() + 1];
    fits[symbols.len()] = true;
    for parameter in parameters.iter().rev() {
        let own = parameter.ends(symbols, &fits);
        fits = own.iter().map(Option::is_some).collect();
        ends.push(own);
    }
    let mut at = 0;
    let counts = ends.iter().rev().map(|ends| {
        let end = (*ends.get(at)?)?;
        Some(end - std::mem::replace(&mut at, end))
    });
    let counts: Option<Vec<usize>> = counts.collect();
    counts.filter(|_| at == symbols.len())
}
