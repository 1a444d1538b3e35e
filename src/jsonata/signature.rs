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

    #[cold]
    fn mismatch(&self, arguments: &[Val], symbols: &[u8]) -> Box<Fault> {
        let mut good = 0;
        for end in 1..=self.parameters.len() {
            // the longest beginning of the arguments that the first parameters take
            let first = self.parameters.get(..end).unwrap_or(&[]);
            let taken = (0..=symbols.len())
                .rev()
                .find(|taken| fit(first, symbols.get(..*taken).unwrap_or(&[])).is_some());
            match taken {
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
    let Some((first, rest)) = parameters.split_first() else {
        return symbols.is_empty().then(Vec::new);
    };
    let taken = symbols
        .iter()
        .take_while(|symbol| first.takes(**symbol))
        .count();
    let most = if first.repeated { taken } else { taken.min(1) };
    let least = usize::from(!(first.optional || first.from_context));
    (least..=most).rev().find_map(|count| {
        let mut counts = fit(rest, symbols.get(count..).unwrap_or(&[]))?;
        counts.insert(0, count);
        Some(counts)
    })
}
