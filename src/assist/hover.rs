//! What the thing under the cursor means.

use super::place::{Holder, Place, Spot, tree};
use super::words::{self, about};
use crate::definition::fields::{self, Field, Owner, Shape};
use crate::definition::{QueryLanguage, StateType};
use crate::text::Span;

/// An explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What it is about.
    pub span: Span,
    /// Its name.
    pub title: String,
    /// A paragraph.
    pub text: String,
}

/// Explains what stands at an offset.
pub fn hover(text: &str, offset: usize) -> Option<Explanation> {
    let root = tree(text);
    let place = Place::find(text, &root, offset)?;
    match place.spot {
        Spot::Name(member) => {
            let member = member?;
            let name = &*member.key.value;
            let text = of_name(&place, name)?;
            Some(Explanation {
                span: member.key.span,
                title: name.to_owned(),
                text,
            })
        }
        Spot::Value(node) => {
            let written = node.as_str().unwrap_or_default();
            let whole = |text: &str| Explanation {
                span: node.span,
                title: written.to_owned(),
                text: text.to_owned(),
            };
            let is_field = matches!(place.holder, Holder::Fields(_) | Holder::Untyped);
            match (place.holder, place.field) {
                (Holder::Errors, _) => about(words::ERRORS, written).map(whole),
                (_, Some("Type")) if is_field => about(words::TYPES, written).map(whole),
                (_, Some("Resource")) if is_field => words::about_pattern(written)
                    .map(whole)
                    .or_else(|| of_word(text, node.span, offset)),
                _ => of_word(text, node.span, offset),
            }
        }
        Spot::Element => None,
    }
}

/// About a field or operator.
fn of_name(place: &Place<'_>, name: &str) -> Option<String> {
    let owner = match place.holder {
        Holder::Fields(owner) => owner,
        Holder::Untyped => Owner::State(StateType::Task),
        _ => return None,
    };
    let is_rule = matches!(owner, Owner::ChoiceRule | Owner::NestedRule);
    if is_rule && fields::operand_of(name).is_some() {
        return Some(operator_words(name));
    }
    let field = fields::find(owner, name)?;
    Some(format!(
        "{}{}",
        about(words::FIELDS, name)?,
        value_words(field)
    ))
}

/// What a field takes, as sentences after the one about it.
fn value_words(field: &Field) -> String {
    let mut out = match field.shape {
        Shape::OneOf([_, _, ..]) if field.name == "Type" => String::new(),
        Shape::OneOf(values) => format!(" One of `{}`.", values.join("`, `")),
        Shape::Integer { min, max } if max != i64::MAX => format!(" From {min} to {max}."),
        Shape::Number { min, max } if max < f64::MAX => format!(" From {min} to {max}."),
        _ => String::new(),
    };
    match field.language {
        Some(QueryLanguage::JsonPath) => out.push_str(" JSONPath only."),
        Some(QueryLanguage::Jsonata) => out.push_str(" JSONata only."),
        None => {}
    }
    if field.required {
        out.push_str(" Required.");
    }
    out
}

/// About an operator of choice rules; its name says it all.
pub(super) fn operator_words(name: &str) -> String {
    let fixed = match name {
        "IsNull" => "is `null`",
        "IsPresent" => "exists",
        "IsNumeric" => "is a number",
        "IsString" => "is a text",
        "IsBoolean" => "is `true` or `false`",
        "IsTimestamp" => "is a timestamp",
        "StringMatches" => "matches the pattern, in which `*` stands for any characters",
        _ => "",
    };
    if !fixed.is_empty() {
        let not = if name.starts_with("Is") {
            "; with `false`, when it does not"
        } else {
            ""
        };
        return format!("Holds when the variable {fixed}{not}.");
    }
    let (plain, other) = match name.strip_suffix("Path") {
        Some(plain) => (plain, "the value at this path"),
        None => (name, "this value"),
    };
    let (kind, order) = [
        ("String", "a text"),
        ("Numeric", "a number"),
        ("Boolean", "a boolean"),
        ("Timestamp", "a timestamp"),
    ]
    .into_iter()
    .find_map(|(start, kind)| Some((kind, plain.strip_prefix(start)?)))
    .unwrap_or(("a value", plain));
    let order = match order {
        "LessThan" => "less than",
        "GreaterThan" => "greater than",
        "LessThanEquals" => "less than or equal to",
        "GreaterThanEquals" => "greater than or equal to",
        _ => "equal to",
    };
    format!("Holds when the variable is {kind} {order} {other}.")
}

/// About the word of a path, an intrinsic function or an expression.
fn of_word(text: &str, span: Span, offset: usize) -> Option<Explanation> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '$' | '.' | '_');
    let before = text.get(span.start as usize..offset)?;
    let after = text.get(offset..span.end as usize)?;
    let start = span.start as usize + before.trim_end_matches(is_part).len();
    let end = span.end as usize - after.trim_start_matches(is_part).len();
    let word = text.get(start..end)?;
    let written = before.trim_start_matches('"').trim_start();
    let language = match written.starts_with("{%") {
        true => QueryLanguage::Jsonata,
        false => QueryLanguage::JsonPath,
    };
    let (length, text) = meaning(word, language)?;
    Some(Explanation {
        span: Span::new(start, start + length),
        title: word.get(..length)?.to_owned(),
        text: text.to_owned(),
    })
}

/// How many bytes of a word have a meaning, and which.
fn meaning(word: &str, language: QueryLanguage) -> Option<(usize, &'static str)> {
    if let Some(name) = word.strip_prefix("States.") {
        let text = about(words::INTRINSICS, name).or_else(|| about(words::ERRORS, word))?;
        return Some((word.len(), text));
    }
    let root = match language {
        QueryLanguage::JsonPath => "$$.",
        QueryLanguage::Jsonata => "$states.context.",
    };
    let member = word.strip_prefix(root);
    if let Some((length, text)) = member.and_then(|member| longest(words::CONTEXT, member)) {
        return Some((root.len() + length, text));
    }
    if language == QueryLanguage::JsonPath {
        return None;
    }
    let name = word.strip_prefix('$')?;
    longest(words::STATES, word)
        .or_else(|| about(words::JSONATA, name).map(|text| (word.len(), text)))
}

/// The entry that a path is, or leads through.
fn longest(words: words::Words, path: &str) -> Option<(usize, &'static str)> {
    words.iter().find_map(|(name, text)| {
        let rest = path.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with('.')).then_some((name.len(), *text))
    })
}
