//! Regular expressions, and the functions of texts that take one, or a function in its place. Places are counted in
//! UTF-16 code units, as JSONata does.

use std::rc::Rc;

use super::units::{Parts, Place, place_of};
use super::{argument, missing};
use crate::jsonata::code::Code;
use crate::jsonata::error::{Fault, MEMORY_GUARD, Result};
use crate::jsonata::eval::{Evaluator, array, sequence};
use crate::jsonata::function::Function;
use crate::jsonata::stringify::{Layout, string_text};
use crate::jsonata::value::Val;
use crate::limits::MAX_JSONATA_TEXT;
use crate::regex::{Match, Regex};

/// What a regular expression answers when it is called with a text and the code unit to begin at.
pub(in crate::jsonata) fn first_match(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Rc<Regex>,
    at: u32,
    arguments: &[Val],
) -> Result<Val> {
    let text = match argument(arguments, 0) {
        Val::Undefined => "undefined".into(),
        subject => string_text(subject, Layout::Compact)?,
    };
    let from = match argument(arguments, 1).number() {
        Some(unit) if unit > 0.0 => place_of(&text, unit as usize),
        _ => Some(Place::default()),
    };
    let Some(from) = from else {
        return Ok(Val::Undefined);
    };
    Ok(match evaluator.search(regex, &text, from.byte)? {
        Some(found) => match_object(regex, at, &text, from, &found),
        None => Val::Undefined,
    })
}

/// What `next` of a match answers. A match of nothing would be found for ever.
pub(in crate::jsonata) fn next_match(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Rc<Regex>,
    at: u32,
    text: &Rc<str>,
    from: Place,
) -> Result<Val> {
    if from.byte >= text.len() {
        return Ok(Val::Undefined);
    }
    match evaluator.search(regex, text, from.byte)? {
        Some(found) if found.start == found.end => Err(Fault::new(Code::D1004).at(at)),
        Some(found) => Ok(match_object(regex, at, text, from, &found)),
        None => Ok(Val::Undefined),
    }
}

/// A match as JSONata gives it: an object with `next`. It was looked for at `from`.
fn match_object(regex: &Rc<Regex>, at: u32, text: &Rc<str>, from: Place, found: &Match) -> Val {
    let matched = text.get(found.start..found.end).unwrap_or("");
    let start = from.on_to_byte(text, found.start);
    let end = start.on_to_byte(text, found.end);
    let next = Function::NextMatch {
        regex: regex.clone(),
        at,
        text: text.clone(),
        from: end,
    };
    Val::object(vec![
        ("match".into(), Val::string(matched)),
        ("start".into(), Val::count(start.unit)),
        ("end".into(), Val::count(end.unit)),
        (
            "groups".into(),
            array(
                found
                    .texts(text)
                    .map(|group| group.map_or(Val::Undefined, Val::string))
                    .collect(),
            ),
        ),
        ("next".into(), Val::Function(Rc::new(next))),
    ])
}

/// Whether a matcher's answer looks like a match; JSONata is content with a part of one.
fn is_match(answer: &Val) -> bool {
    answer.member("start").number().is_some()
        || answer.member("groups").items().is_some()
        || answer.member("next").function().is_some()
}

/// One match as a matcher function gave it.
struct Hit {
    object: Val,
    start: usize,
    end: usize,
}

impl Evaluator<'_, '_> {
    /// Calls `take` with each match of a matcher function before the next one is looked for, as often as `limit` allows.
    fn each_hit(
        &mut self,
        matcher: &Rc<Function>,
        text: &Rc<str>,
        limit: f64,
        take: &mut dyn FnMut(&mut Self, Hit) -> Result<()>,
    ) -> Result<()> {
        let mut count = 0.0;
        if limit <= count {
            return Ok(());
        }
        let mut object = self.apply_nested(matcher, vec![Val::String(text.clone())])?;
        while !object.is_undefined() && count < limit {
            let place = |key: &str| object.member(key).number();
            let (Some(start), Some(end), Some(next)) = (
                place("start"),
                place("end"),
                object.member("next").function().cloned(),
            ) else {
                return Err(Fault::new(Code::T1010));
            };
            self.charge(1)?;
            count += 1.0;
            let hit = Hit {
                object,
                start: start as usize,
                end: end as usize,
            };
            take(self, hit)?;
            object = self.apply_nested(&next, Vec::new())?;
        }
        Ok(())
    }
}

/// The limit that an argument sets, infinite without one; `code` refuses a negative one.
fn limit(arguments: &[Val], at: usize, code: Code) -> Result<f64> {
    match argument(arguments, at).number() {
        Some(limit) if limit < 0.0 => Err(Fault::new(code)
            .value(argument(arguments, at))
            .index(at + 1)),
        Some(limit) => Ok(limit),
        None => Ok(f64::INFINITY),
    }
}

pub(super) fn matches(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let limit = limit(arguments, 2, Code::D3040)?;
    let Some(matcher) = argument(arguments, 1).function().cloned() else {
        return Ok(Val::Undefined);
    };
    let mut found = Vec::new();
    evaluator.each_hit(&matcher, &text, limit, &mut |_, hit| {
        found.push(Val::object(vec![
            ("match".into(), hit.object.member("match")),
            ("index".into(), hit.object.member("start")),
            ("groups".into(), hit.object.member("groups")),
        ]));
        Ok(())
    })?;
    Ok(sequence(found))
}

pub(super) fn contains(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    Ok(Val::Bool(match argument(arguments, 1) {
        Val::String(part) => text.contains(&**part),
        Val::Function(matcher) => {
            let object = evaluator.apply_nested(matcher, vec![Val::String(text)])?;
            if object.is_truthy() && !is_match(&object) {
                return Err(Fault::new(Code::T1010));
            }
            !object.is_undefined()
        }
        _ => return Err(missing(2)),
    }))
}

pub(super) fn split(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let limit = limit(arguments, 2, Code::D3020)?;
    evaluator.charge(text.len())?;
    // JavaScript cuts a limit to 32 bits
    let most = match limit.is_finite() {
        true => (limit.trunc() % 4_294_967_296.0) as usize,
        false => usize::MAX,
    };
    let pieces: Vec<Val> = match argument(arguments, 1) {
        Val::String(separator) if separator.is_empty() => {
            let characters = text.chars().take(most);
            characters.map(|c| Val::string(c.to_string())).collect()
        }
        Val::String(separator) => {
            let pieces = text.split(&**separator).take(most);
            pieces.map(Val::string).collect()
        }
        Val::Function(matcher) => {
            let (mut pieces, mut from) = (Vec::new(), 0);
            let mut parts = Parts::of(&text);
            evaluator.each_hit(matcher, &text, limit, &mut |_, hit| {
                pieces.push(Val::string(parts.between(from, hit.start)));
                from = hit.end;
                Ok(())
            })?;
            if (pieces.len() as f64) < limit {
                pieces.push(Val::string(parts.from(from)));
            }
            pieces
        }
        _ => return Err(missing(2)),
    };
    Ok(array(pieces))
}

pub(super) fn replace(evaluator: &mut Evaluator<'_, '_>, arguments: &[Val]) -> Result<Val> {
    let text = text_of!(evaluator, arguments);
    let pattern = argument(arguments, 1);
    if pattern.text().is_some_and(|pattern| pattern.is_empty()) {
        return Err(Fault::new(Code::D3010).value(pattern).index(2));
    }
    let limit = limit(arguments, 3, Code::D3011)?;
    let replacement = argument(arguments, 2);
    match (pattern, replacement) {
        (Val::String(pattern), _) => {
            let most = limit.ceil() as usize;
            let count = text.matches(&**pattern).take(most).count();
            evaluator.charge(count)?;
            let replacement = match replacement {
                Val::String(replacement) => replacement,
                // JavaScript's word for it
                Val::Undefined => "undefined",
                _ if count == 0 => "",
                _ => return Err(missing(3)),
            };
            evaluator.charge_made(count.saturating_mul(replacement.len()))?;
            evaluator.text(text.replacen(&**pattern, replacement, most))
        }
        (Val::Function(matcher), _) => evaluator.replace_hits(&text, matcher, replacement, limit),
        _ => Err(missing(2)),
    }
}

impl Evaluator<'_, '_> {
    /// A text with the matches of a matcher function replaced.
    fn replace_hits(
        &mut self,
        text: &Rc<str>,
        matcher: &Rc<Function>,
        replacement: &Val,
        limit: f64,
    ) -> Result<Val> {
        let (mut out, mut from) = (String::new(), 0);
        let mut parts = Parts::of(text);
        self.each_hit(matcher, text, limit, &mut |evaluator, hit| {
            if replacement.is_undefined() {
                return Err(missing(3));
            }
            out.push_str(&parts.between(from, hit.start));
            evaluator.write_replacement(replacement, &hit.object, &mut out)?;
            from = hit.end;
            match out.len() > MAX_JSONATA_TEXT {
                true => Err(Fault::guard(MEMORY_GUARD)),
                false => Ok(()),
            }
        })?;
        out.push_str(&parts.from(from));
        self.text(out)
    }

    /// What stands in the place of one match: what a function makes of it, or a text with its groups put in.
    fn write_replacement(&mut self, replacement: &Val, hit: &Val, out: &mut String) -> Result<()> {
        let Val::Function(function) = replacement else {
            substitute(replacement.text().map_or("", |text| text), hit, out);
            return Ok(());
        };
        match self.apply_nested(function, vec![hit.clone()])? {
            Val::String(text) => out.push_str(&text),
            other => return Err(Fault::new(Code::D3012).value(&other)),
        }
        Ok(())
    }
}

/// `$0` is the match, `$1` its first group, `$$` a dollar.
fn substitute(replacement: &str, hit: &Val, out: &mut String) {
    let groups: Vec<Rc<str>> = hit
        .member("groups")
        .items()
        .map(|items| {
            items
                .iter()
                .map(|item| item.text().cloned().unwrap_or_else(|| "".into()))
                .collect()
        })
        .unwrap_or_default();
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('$') {
        if out.len() > MAX_JSONATA_TEXT {
            // the caller refuses it
            return;
        }
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('0') {
            out.push_str(hit.member("match").text().map_or("", |text| text));
            rest = after;
        } else {
            match group_number(rest, groups.len()) {
                Some((number, after)) => {
                    let group = number.checked_sub(1).and_then(|at| groups.get(at));
                    out.push_str(group.map_or("", |group| group));
                    rest = after;
                }
                None => out.push('$'),
            }
        }
    }
    out.push_str(rest);
}

/// The number of a group behind a `$`, and what stands after it. It has no more digits than the number of the last
/// group, and one less where all of them would name a group that there is not.
fn group_number(text: &str, groups: usize) -> Option<(usize, &str)> {
    let most_digits = groups.max(1).ilog10() as usize + 1;
    let digits = text.bytes().take(most_digits);
    let digits = digits.take_while(u8::is_ascii_digit).count();
    let number = |digits: usize| text.get(..digits)?.parse::<usize>().ok();
    let is_too_large = most_digits > 1 && number(digits).is_some_and(|number| number > groups);
    let digits = if is_too_large { digits - 1 } else { digits };
    Some((number(digits)?, text.get(digits..).unwrap_or("")))
}
