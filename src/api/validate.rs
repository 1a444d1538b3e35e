//! A definition's text → AWS's answer of ValidateStateMachineDefinition.

use super::analyze::checked;
use super::types::{ValidateFinding, ValidateResult, ValidateSeverity, Verdict};
use crate::definition::{MachineType, NOT_AN_OBJECT};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::{jackson, yaml};
use crate::limits::MAX_VALIDATION_RESULTS;
use crate::ordering::sort_by_key;

/// What AWS answers for a definition. Findings that AWS does not make are left out unless they are errors, which are
/// worded as a failed schema check then.
///
/// Errors come before warnings. Schema errors hide what AWS would check after them, and a machine without a terminal
/// state has no unreachable ones.
///
/// Source: AWS API reference, `ValidateStateMachineDefinition`; codes and messages as recorded on AWS.
pub fn validate(text: &str, machine_type: MachineType) -> ValidateResult {
    if yaml::is_yaml(text) {
        return not_json(text);
    }
    let found = checked(text, machine_type).found;
    let mut answers: Vec<(Stage, ValidateFinding)> = found.iter().filter_map(answer).collect();
    if let Some(first) = answers
        .iter()
        .map(|(stage, _)| *stage)
        .min()
        .filter(|stage| stage.is_last())
    {
        answers.retain(|(stage, _)| *stage == first || *stage == Stage::Hints);
    }
    if answers.iter().any(|(stage, _)| *stage == Stage::Ends) {
        answers.retain(|(stage, _)| *stage != Stage::Reachability);
    }
    sort_by_key(&mut answers, |(stage, _)| *stage);
    let failed = answers
        .iter()
        .any(|(_, finding)| finding.severity == ValidateSeverity::Error);
    let truncated = answers.len() > MAX_VALIDATION_RESULTS;
    answers.truncate(MAX_VALIDATION_RESULTS);
    ValidateResult {
        result: if failed { Verdict::Fail } else { Verdict::Ok },
        diagnostics: answers.into_iter().map(|(_, finding)| finding).collect(),
        truncated,
    }
}

/// YAML, which AWS does not read. Its parser takes a first word such as `true` for the whole definition.
fn not_json(text: &str) -> ValidateResult {
    let (code, message, location) = match jackson::first_error(text) {
        Some(error) => (
            "INVALID_JSON_DESCRIPTION",
            error.message,
            Some(error.location),
        ),
        None => ("SCHEMA_VALIDATION_FAILED", NOT_AN_OBJECT.to_owned(), None),
    };
    ValidateResult {
        result: Verdict::Fail,
        diagnostics: vec![ValidateFinding {
            severity: ValidateSeverity::Error,
            code,
            message,
            location,
        }],
        truncated: false,
    }
}

/// The order in which AWS checks; an error of the first two stages ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Json,
    Schema,
    Targets,
    Reachability,
    Ends,
    Hints,
}

impl Stage {
    fn is_last(self) -> bool {
        matches!(self, Stage::Json | Stage::Schema)
    }
}

fn answer(diagnostic: &Diagnostic) -> Option<(Stage, ValidateFinding)> {
    let severity = match diagnostic.severity {
        // a warning here, since a stub answers such a request too
        _ if diagnostic.code == Code::MissingParameter => ValidateSeverity::Error,
        Severity::Error => ValidateSeverity::Error,
        Severity::Warning | Severity::Info => ValidateSeverity::Warning,
    };
    let finding = match &diagnostic.aws {
        Some(aws) => ValidateFinding {
            severity,
            code: aws.code,
            message: aws.message.clone(),
            location: aws.location.clone(),
        },
        // AWS stops at the first syntax error
        None if diagnostic.code == Code::InvalidJson => return None,
        // AWS stops at the first syntax error
        None if diagnostic.code == Code::InvalidJson => return None,
        None if severity == ValidateSeverity::Error => ValidateFinding {
            severity,
            code: "SCHEMA_VALIDATION_FAILED",
            message: diagnostic.message.clone(),
            location: diagnostic.location.clone(),
        },
        None => return None,
    };
    let stage = match diagnostic.code {
        _ if severity == ValidateSeverity::Warning => Stage::Hints,
        Code::InvalidJson | Code::NestedTooDeep => Stage::Json,
        Code::MissingTransitionTarget => Stage::Targets,
        Code::UnreachableState => Stage::Reachability,
        Code::NoTerminalState => Stage::Ends,
        _ => Stage::Schema,
    };
    Some((stage, finding))
}
