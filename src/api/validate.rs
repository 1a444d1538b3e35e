//! A definition's text → AWS's answer of ValidateStateMachineDefinition.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::analyze::checked;
use super::types::{ValidateFinding, ValidateResult, ValidateSeverity, Verdict};
use crate::definition::{MachineType, NOT_AN_OBJECT};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::json::{jackson, yaml};
use crate::limits::MAX_VALIDATION_RESULTS;
use crate::ordering::sort_by_key;

/// What to ask for beside the definition.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ValidateOptions {
    /// What the definition would be created as; absent: STANDARD.
    #[serde(rename = "type", deserialize_with = "super::run_types::machine_type")]
    pub machine_type: Option<MachineType>,
    /// The least severity of the findings that are given; absent: errors alone.
    #[serde(deserialize_with = "severity")]
    pub severity: Option<ValidateSeverity>,
    /// How many findings are given at most; absent or 0: [`MAX_VALIDATION_RESULTS`], which is also the largest number.
    #[serde(deserialize_with = "max_results")]
    pub max_results: Option<usize>,
}

/// Reads `ERROR`, `WARNING` or nothing.
fn severity<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<ValidateSeverity>, D::Error> {
    match Option::<String>::deserialize(deserializer)?.as_deref() {
        None => Ok(None),
        Some("ERROR") => Ok(Some(ValidateSeverity::Error)),
        Some("WARNING") => Ok(Some(ValidateSeverity::Warning)),
        Some(other) => Err(D::Error::custom(format!(
            "severity must be ERROR or WARNING, not {other}"
        ))),
    }
}

/// Reads a whole number from 0 to [`MAX_VALIDATION_RESULTS`], or nothing.
fn max_results<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    let Some(number) = Option::<f64>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let is_allowed =
        number.fract() == 0.0 && (0.0..=MAX_VALIDATION_RESULTS as f64).contains(&number);
    if is_allowed {
        return Ok(Some(number as usize));
    }
    Err(D::Error::custom(format!(
        "maxResults must be a whole number from 0 to {MAX_VALIDATION_RESULTS}, not {number}"
    )))
}

/// What AWS answers for a definition. Findings that AWS does not make are left out unless they are errors, which are
/// worded as a failed schema check then.
///
/// Errors come before warnings. A syntax error hides what AWS would check after it, and a machine without a terminal state
/// has no unreachable ones.
///
/// Source: AWS API reference, `ValidateStateMachineDefinition`; codes and messages as recorded on AWS.
pub fn validate(text: &str, options: ValidateOptions) -> ValidateResult {
    let mut diagnostics = if yaml::is_yaml(text) {
        not_json(text)
    } else {
        findings(&checked(text, options.machine_type.unwrap_or_default()).found)
    };
    let failed = diagnostics.iter().any(is_error);
    if options.severity != Some(ValidateSeverity::Warning) {
        diagnostics.retain(is_error);
    }
    let most = match options.max_results {
        None | Some(0) => MAX_VALIDATION_RESULTS,
        Some(most) => most,
    };
    let truncated = diagnostics.len() > most;
    diagnostics.truncate(most);
    ValidateResult {
        result: if failed { Verdict::Fail } else { Verdict::Ok },
        diagnostics,
        truncated,
    }
}

/// All errors of a definition in one text, as CreateStateMachine answers them.
///
/// Source: recorded on AWS for one error; public reports for several, and for `null` where there is no location.
pub(super) fn refusal(found: &[Diagnostic]) -> String {
    let mut errors = findings(found);
    errors.retain(is_error);
    let is_open = |d: &&Diagnostic| d.code == Code::UnfilledSubstitution;
    match found.iter().find(|d| d.severity == Severity::Error) {
        Some(first) if errors.is_empty() => errors.push(in_own_words(first)),
        Some(_) => {}
        // a value that is still to be filled in keeps the definition from running
        None => {
            errors = found
                .iter()
                .filter(is_open)
                .take(1)
                .map(in_own_words)
                .collect()
        }
    }
    let errors: Vec<String> = errors
        .iter()
        .map(|error| {
            let location = error.location.as_deref().unwrap_or("null");
            format!("{}: {} at {location}", error.code, error.message)
        })
        .collect();
    errors.join(", ")
}

fn is_error(finding: &ValidateFinding) -> bool {
    finding.severity == ValidateSeverity::Error
}

/// The findings that AWS makes, in its order.
fn findings(found: &[Diagnostic]) -> Vec<ValidateFinding> {
    let mut answers: Vec<(Stage, ValidateFinding)> = found.iter().filter_map(answer).collect();
    if answers.iter().any(|(stage, _)| *stage == Stage::Json) {
        answers.retain(|(stage, _)| matches!(stage, Stage::Json | Stage::Hints));
    }
    if answers.iter().any(|(stage, _)| *stage == Stage::Ends) {
        answers.retain(|(stage, _)| *stage != Stage::Reachability);
    }
    // Source: public measurements on AWS: a machine's language is judged first, a state's behind its fields
    sort_by_key(&mut answers, |(stage, finding)| {
        (*stage, finding.location.as_deref() != Some(LANGUAGE))
    });
    for at in 1..answers.len() {
        if let Some([(before, first), (stage, second)]) = answers.get_mut(at - 1..=at)
            && before == stage
            && let (Some(language), Some(state)) = (&first.location, &second.location)
            && language.strip_suffix(LANGUAGE) == Some(state)
        {
            std::mem::swap(first, second);
        }
    }
    let mut found: Vec<ValidateFinding> = answers.into_iter().map(|(_, finding)| finding).collect();
    // three ways to wait exclude one another twice, and are one finding
    found.dedup();
    found
}

/// Where a machine's language stands.
const LANGUAGE: &str = "/QueryLanguage";

/// YAML, which AWS does not read; what it takes for JSON at its beginning, such as `1`, is no object.
fn not_json(text: &str) -> Vec<ValidateFinding> {
    let (code, message, location) = match jackson::first_error(text) {
        Some(error) => (
            AwsCode::InvalidJsonDescription.as_str(),
            error.message,
            Some(error.location),
        ),
        None => (
            AwsCode::SchemaValidationFailed.as_str(),
            NOT_AN_OBJECT.to_owned(),
            None,
        ),
    };
    vec![ValidateFinding {
        severity: ValidateSeverity::Error,
        code,
        message,
        location,
    }]
}

/// The order in which AWS checks; an error of the first stage ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Json,
    Schema,
    Targets,
    Reachability,
    Ends,
    Hints,
}

fn answer(diagnostic: &Diagnostic) -> Option<(Stage, ValidateFinding)> {
    let severity = match diagnostic.severity {
        // warnings here, since a stub answers such a request too
        _ if is_refused(diagnostic) => ValidateSeverity::Error,
        Severity::Error => ValidateSeverity::Error,
        Severity::Warning | Severity::Info => ValidateSeverity::Warning,
    };
    let finding = match &diagnostic.aws {
        Some(aws) => ValidateFinding {
            severity,
            code: aws.code.as_str(),
            message: aws.message.clone(),
            location: aws.location.clone(),
        },
        // AWS stops at the first syntax error
        None if diagnostic.code == Code::InvalidJson => return None,
        None if severity == ValidateSeverity::Error => in_own_words(diagnostic),
        None => return None,
    };
    let stage = match diagnostic.code {
        _ if severity == ValidateSeverity::Warning => Stage::Hints,
        Code::InvalidJson | Code::InvalidYaml | Code::NestedTooDeep => Stage::Json,
        Code::MissingTransitionTarget => Stage::Targets,
        Code::UnreachableState => Stage::Reachability,
        Code::NoTerminalState => Stage::Ends,
        _ => Stage::Schema,
    };
    Some((stage, finding))
}

/// AWS refuses the request or the resource; here the definition can be tried.
fn is_refused(diagnostic: &Diagnostic) -> bool {
    match diagnostic.code {
        Code::MissingParameter | Code::UnknownResource => true,
        Code::UnknownParameter => diagnostic.aws.is_some(),
        _ => false,
    }
}

/// A finding without words of AWS: as a failed schema check, if the text is JSON.
fn in_own_words(diagnostic: &Diagnostic) -> ValidateFinding {
    ValidateFinding {
        severity: ValidateSeverity::Error,
        code: match diagnostic.code {
            Code::InvalidJson => AwsCode::InvalidJsonDescription.as_str(),
            _ => AwsCode::SchemaValidationFailed.as_str(),
        },
        message: diagnostic.message.clone(),
        location: diagnostic.location.clone(),
    }
}
