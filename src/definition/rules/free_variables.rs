//! What the expressions of a state read that nothing binds.

use std::ops::Range;

use super::references::{Visible, unknown_member, written};
use crate::definition::parse::has_substitution;
use crate::definition::{QueryLanguage, State};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest};
use crate::json::node::Text;
use crate::jsonata::{self, Expression, FreeVariable};
use crate::jsonpath::continues_variable;
use crate::template::expression_text;
use crate::text::Span;

/// # What it does
/// Warns of a variable that neither a state before nor the expression itself assigns, of a function that does not exist,
/// and of a member that the context object does not have.
///
/// # Why
/// Such a variable has no value, whatever the input is, and such a call fails.
///
/// # Example
/// ```json
/// { "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $total & $uper('a') %}", "End": true }
/// ```
pub(super) fn check(state: &State, visible: &Visible<'_>, found: &mut Diagnostics) {
    if state.query_language != QueryLanguage::Jsonata {
        return;
    }
    let variables = &visible.spans;
    let functions: Vec<&str> = jsonata::function_names().collect();
    let is_assigned = |name: &str| variables.contains_key(name) && !visible.late.contains(&name);
    let is_known = |name: &str| name == "states" || is_assigned(name) || functions.contains(&name);
    for written in written(state) {
        let Some(text) = expression_text(&written.text.value) else {
            continue;
        };
        // most expressions name nothing else, and need not be parsed again to see that
        let names_no_other = !visible.are_all || named_in(text).all(is_known);
        if (names_no_other && !text.contains("context")) || has_substitution(text) {
            continue;
        }
        // what does not parse is the compiler's business
        let Ok(expression) = Expression::parse(text) else {
            continue;
        };
        for (names, place) in expression.context_paths() {
            let names: Vec<&str> = names.iter().map(|name| &**name).collect();
            let span = in_source(written.text, place);
            let finding = unknown_member(&names, span);
            found.extend(finding.map(|finding| finding.with_location(&*written.location)));
        }
        if names_no_other {
            continue;
        }
        for free in expression.free_variables() {
            if !is_known(&free.name) {
                let finding = unbound(&free, written.text, visible, &functions);
                found.push(finding.with_location(&*written.location));
            }
        }
    }
}

/// The place of some bytes of an expression: two bytes of delimiter stand before it.
fn in_source(text: &Text, place: Range<usize>) -> Span {
    text.source(place.start + 2, place.end + 2)
}

/// All that stands behind a `$` in an expression: its variables and more.
fn named_in(expression: &str) -> impl Iterator<Item = &str> {
    let after = expression.split('$').skip(1);
    let names = after.map(|rest| {
        let end = rest.find(|c| !continues_variable(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or(rest)
    });
    names.filter(|name| !name.is_empty())
}

fn unbound(
    free: &FreeVariable,
    text: &Text,
    visible: &Visible<'_>,
    functions: &[&str],
) -> Diagnostic {
    let name = &*free.name;
    let span = in_source(text, free.end.saturating_sub(name.len() + 1)..free.end);
    if let Some(finding) = visible.too_early(name, span) {
        return finding;
    }
    let known = visible.spans.keys().copied();
    let (message, meant) = match free.is_called {
        true => (
            format!("there is no function `${name}`"),
            closest(name, functions.iter().copied().chain(known)),
        ),
        false => (
            format!("no state assigns the variable `{name}`"),
            closest(name, known.chain(["states"])),
        ),
    };
    let diagnostic = Diagnostic::new(Code::UnassignedVariable, Severity::Warning, span, message);
    match meant {
        _ if free.is_called && name == "eval" => {
            diagnostic.with_help("Step Functions leaves it out; `$parse` reads a text that is JSON")
        }
        None if ["input", "context", "result", "errorOutput"].contains(&name) => {
            diagnostic.with_help(format!("did you mean `$states.{name}`?"))
        }
        Some(meant) => diagnostic.with_help(format!("did you mean `${meant}`?")),
        None if free.is_called => {
            diagnostic.with_help("bind it in the expression before, with `:=`")
        }
        None => diagnostic.with_help(format!(
            "assign it before, or write `$states.input.{name}` for a member of the input"
        )),
    }
}
