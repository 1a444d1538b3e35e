//! Values as text: as JavaScript prints numbers and as `$string` prints everything.

use std::fmt::Write;

use super::code::Code;
use super::error::{Fault, MEMORY_GUARD, Result};
use super::value::Val;
use crate::json::{Number, write_string};
use crate::limits::MAX_JSONATA_TEXT;

/// A number as JavaScript prints it: the shortest digits that read back, exponents from 1e21 on and below 1e-6.
pub(super) fn number_text(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return (n as i64).to_string();
    }
    if n.is_nan() {
        return "NaN".to_owned();
    }
    if n.is_infinite() {
        return if n > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let scientific = format!("{n:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-6..21).contains(&exponent) {
        return format!("{n}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{}", exponent.abs())
}

/// Digits that `$string` keeps of a number with a fraction.
const MOST_DIGITS: usize = 15;

/// A number as `$string` prints it: one with a fraction is rounded down to 15 significant digits, and has an exponent
/// where its digits end before the point or begin far behind it.
///
/// Source: measured on AWS, which prints as Java's `BigDecimal` does.
pub(super) fn rounded_text(n: f64) -> String {
    if !n.is_finite() || (n.fract() == 0.0 && n.abs() < 1e21) {
        return number_text(n);
    }
    let shortest = format!("{:e}", n.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent + 1 - digits.len().min(MOST_DIGITS) as i32;
    let is_cut = digits.len() > MOST_DIGITS;
    digits.truncate(MOST_DIGITS);
    // INVARIANT: 15 digits fit
    let kept: u64 = digits.parse().unwrap_or(0);
    // the last digit of the shortest text is no zero: what is cut off is something
    let mut kept = kept + u64::from(is_cut && n < 0.0);
    let mut point = point;
    while kept != 0 && kept.is_multiple_of(10) {
        kept /= 10;
        point += 1;
    }
    let digits = kept.to_string();
    let exponent = point + digits.len() as i32 - 1;
    let sign = if n < 0.0 { "-" } else { "" };
    if point > 0 || exponent < -6 {
        let (first, others) = digits.split_at(1);
        let dot = if others.is_empty() { "" } else { "." };
        return format!("{sign}{first}{dot}{others}e{exponent:+}");
    }
    let behind = point.unsigned_abs() as usize;
    let padded = format!("{digits:0>width$}", width = behind + 1);
    let (whole, fraction) = padded.split_at(padded.len() - behind);
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{dot}{fraction}")
}

/// How containers are laid out.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Layout {
    /// Without white space.
    Compact,
    /// A member or an element a line, two spaces a level.
    Indented,
}

/// What a text is for, which decides on numbers and functions.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    /// `$string` and `&`: numbers rounded, functions as `""`, infinities refused.
    String,
    /// An error's message.
    Message,
}

/// How [`write_value`] writes.
#[derive(Clone, Copy)]
struct Style {
    layout: Layout,
    purpose: Purpose,
}

/// The JSON text of a value as an error message shows it.
pub(super) fn json_text(value: &Val) -> String {
    let style = Style {
        layout: Layout::Compact,
        purpose: Purpose::Message,
    };
    let mut out = String::new();
    match value {
        Val::Undefined | Val::Function(_) => out.push_str("undefined"),
        value => {
            // a message cannot fail: only `$string` refuses infinities
            let _ = write_value(value, style, 0, &mut out);
        }
    }
    out
}

/// What `$string` and `&` make of a value that is not undefined.
///
/// # Errors
/// D3001 for an infinite number, D1001 for one inside a container.
pub(super) fn string_text(value: &Val, layout: Layout) -> Result<std::rc::Rc<str>> {
    match value {
        Val::String(text) => return Ok(text.clone()),
        Val::Function(_) => return Ok("".into()),
        _ => {}
    }
    let mut out = String::new();
    append_string(value, layout, &mut out)?;
    Ok(out.into())
}

/// Appends what [`string_text`] gives; nothing for undefined.
pub(super) fn append_string(value: &Val, layout: Layout, out: &mut String) -> Result<()> {
    let style = Style {
        layout,
        purpose: Purpose::String,
    };
    match value {
        Val::String(text) => out.push_str(text),
        Val::Undefined | Val::Function(_) => {}
        Val::Number(n) if !n.is_finite() => return Err(Fault::new(Code::D3001).value(value)),
        Val::Number(n) => out.push_str(&rounded_text(*n)),
        Val::List(list) if list.has(super::value::mark::OUTER) => {
            let inner = list.items.first().unwrap_or(&Val::Null);
            write_value(inner, style, 0, out)?;
        }
        other => write_value(other, style, 0, out)?,
    }
    Ok(())
}

fn write_value(value: &Val, style: Style, level: usize, out: &mut String) -> Result<()> {
    match value {
        Val::Null | Val::Undefined => out.push_str("null"),
        Val::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        // no double holds all digits of it
        Val::Written(Number::Int(n)) => {
            let _ = write!(out, "{n}");
        }
        Val::Number(_) | Val::Written(_) => {
            let n = value.number().unwrap_or(f64::NAN);
            if n.is_finite() {
                out.push_str(&match style.purpose {
                    Purpose::String => rounded_text(n),
                    Purpose::Message => number_text(n),
                });
            } else if style.purpose == Purpose::String && n.is_infinite() {
                return Err(Fault::new(Code::D1001).value(value));
            } else {
                out.push_str("null");
            }
        }
        Val::String(text) => write_text(text, style, out),
        Val::Function(_) => out.push_str(match style.purpose {
            Purpose::String => "\"\"",
            Purpose::Message => "null",
        }),
        Val::Array(_) | Val::List(_) => {
            if let Some(items) = value.items() {
                let items = items.iter().map(|item| (None, item));
                write_container(items, ['[', ']'], style, level, out)?;
            }
        }
        Val::Object(_) | Val::Record(_) => {
            if let Some(members) = value.members() {
                let members = members.iter().map(|(key, value)| (Some(&**key), value));
                write_container(members, ['{', '}'], style, level, out)?;
            }
        }
        Val::Tuples(rows) => {
            let items = rows.iter().map(|row| (None, row.value.clone()));
            write_container(items, ['[', ']'], style, level, out)?;
        }
    }
    Ok(())
}

/// A text with its quotes. `$string` escapes only what has an escape of one letter.
///
/// Source: measured on AWS.
fn write_text(text: &str, style: Style, out: &mut String) {
    if style.purpose == Purpose::Message || !text.contains(|c| c < ' ') {
        return write_string(text, out);
    }
    out.push('"');
    for c in text.chars() {
        let escaped = match c {
            '"' | '\\' => c,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.extend(['\\', escaped]);
    }
    out.push('"');
}

fn write_container<'a>(
    entries: impl Iterator<Item = (Option<&'a str>, Val)>,
    [open, close]: [char; 2],
    style: Style,
    level: usize,
    out: &mut String,
) -> Result<()> {
    let new_line = |level: usize, out: &mut String| {
        if style.layout == Layout::Indented {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        }
    };
    out.push(open);
    let mut any = false;
    for (key, value) in entries {
        // one long text may stand in many places
        if out.len() > MAX_JSONATA_TEXT {
            return Err(Fault::guard(MEMORY_GUARD));
        }
        if any {
            out.push(',');
        }
        any = true;
        new_line(level + 1, out);
        if let Some(key) = key {
            write_text(key, style, out);
            out.push_str(match style.layout {
                Layout::Compact => ":",
                Layout::Indented => ": ",
            });
        }
        write_value(&value, style, level + 1, out)?;
    }
    if any {
        new_line(level, out);
    }
    out.push(close);
    Ok(())
}
