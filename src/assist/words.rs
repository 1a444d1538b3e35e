//! What names mean, a sentence or two each, in the order of their tables.
//!
//! Source: states-language.net; AWS Step Functions developer guide; docs.jsonata.org.

mod fields;
mod jsonata;

use crate::definition::error_names;

pub(super) use fields::FIELDS;
pub(super) use jsonata::JSONATA;

/// Names and what they mean.
pub(super) type Words = &'static [(&'static str, &'static str)];

/// The sentence about a name.
pub(super) fn about(words: Words, name: &str) -> Option<&'static str> {
    words
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The values of `Type`.
pub(super) const TYPES: Words = &[
    (
        "Task",
        "Calls a function, an activity or an AWS service, and waits for its result.",
    ),
    ("Wait", "Waits for a number of seconds, or until a time."),
    (
        "Pass",
        "Passes its input on, reshaped or replaced by a fixed result.",
    ),
    (
        "Succeed",
        "Ends the execution, branch or iteration with success.",
    ),
    ("Fail", "Ends the execution with an error and a cause."),
    (
        "Choice",
        "Goes to another state by the first rule that holds.",
    ),
    (
        "Parallel",
        "Runs branches at the same time and waits for all of them; one that fails ends the others.",
    ),
    (
        "Map",
        "Runs a machine once for each item of an array, several at the same time.",
    ),
];

/// Error names of the language.
pub(super) const ERRORS: Words = &[
    (
        error_names::ALL,
        "Any error, except `States.Runtime` and `States.DataLimitExceeded`. Stands alone, in the last entry.",
    ),
    (error_names::BRANCH_FAILED, "A branch of a Parallel failed."),
    (
        error_names::DATA_LIMIT_EXCEEDED,
        "A payload is larger than the quota of 256 KiB. `States.ALL` need not catch it.",
    ),
    (
        error_names::EXCEED_TOLERATED_FAILURE_THRESHOLD,
        "More items of a Map failed than it tolerates.",
    ),
    (
        error_names::HEARTBEAT_TIMEOUT,
        "A task gave no sign of life for longer than `HeartbeatSeconds`.",
    ),
    (
        error_names::HTTP_SOCKET,
        "An HTTP task had no answer after 60 seconds.",
    ),
    (
        error_names::INTRINSIC_FAILURE,
        "Documented for arguments that an intrinsic function cannot take; AWS answers `States.Runtime`.",
    ),
    (
        error_names::ITEM_READER_FAILED,
        "A Map could not read its items from the source.",
    ),
    (
        error_names::NO_CHOICE_MATCHED,
        "No rule of a Choice held, and it has no `Default`.",
    ),
    (
        error_names::PARAMETER_PATH_FAILURE,
        "A path in `Parameters` could not be replaced by a value.",
    ),
    (
        error_names::PERMISSIONS,
        "The role may not do what the task does.",
    ),
    (
        error_names::QUERY_EVALUATION_ERROR,
        "A JSONata expression failed, or gave nothing or the wrong type.",
    ),
    (
        error_names::RESULT_PATH_MATCH_FAILURE,
        "`ResultPath` cannot be put into the state's input.",
    ),
    (
        error_names::RESULT_WRITER_FAILED,
        "A Map could not write its results.",
    ),
    (
        error_names::RUNTIME,
        "The data does not fit the definition. It can be neither retried nor caught.",
    ),
    (
        error_names::TASK_FAILED,
        "A task failed; as an entry it stands for any error of a task except `States.Timeout` and `States.QueryEvaluationError`.",
    ),
    (
        error_names::TIMEOUT,
        "A task took longer than `TimeoutSeconds`, or gave no sign of life in time.",
    ),
];

/// Intrinsic functions, without `States.`, with what they take.
pub(super) const INTRINSICS: Words = &[
    ("Array", "(a, b, …) An array of its arguments."),
    (
        "ArrayPartition",
        "(array, size) Pieces of the array, each of that size; the last may be shorter.",
    ),
    (
        "ArrayContains",
        "(array, value) Whether the value is in the array.",
    ),
    (
        "ArrayRange",
        "(first, last, step) Numbers from the first to the last; at most 1,000.",
    ),
    (
        "ArrayGetItem",
        "(array, index) The item at an index, from 0.",
    ),
    ("ArrayLength", "(array) How many items there are."),
    ("ArrayUnique", "(array) The array without duplicates."),
    ("Base64Encode", "(text) The text in Base64."),
    (
        "Base64Decode",
        "(text) The text that the Base64 stands for.",
    ),
    (
        "Hash",
        "(data, algorithm) The hash by `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`.",
    ),
    (
        "JsonMerge",
        "(first, second, false) One object of both; the second wins. Only the top level is merged.",
    ),
    ("StringToJson", "(text) The value of a JSON text."),
    ("JsonToString", "(value) The value as a JSON text."),
    (
        "MathRandom",
        "(from, to[, seed]) A random whole number, from the first up to, but not including, the second.",
    ),
    ("MathAdd", "(a, b) The sum of two whole numbers."),
    (
        "StringSplit",
        "(text, characters) The parts of the text between any of these characters.",
    ),
    ("UUID", "() A random UUID, version 4."),
    (
        "Format",
        "(template, a, …) The template with each `{}` replaced by an argument.",
    ),
];

/// The members of `$states`.
pub(super) const STATES: Words = &[
    ("$states.input", "The state's input."),
    (
        "$states.result",
        "The result of a Task, Parallel or Map, in its `Output` and `Assign`.",
    ),
    (
        "$states.errorOutput",
        "`Error` and `Cause` of what was caught, inside `Catch`.",
    ),
    (
        "$states.context",
        "The context object: facts about the execution, the state and the task.",
    ),
];

/// Members of the context object, without `$$.` or `$states.context.`
pub(super) const CONTEXT: Words = &[
    ("Execution.Id", "The execution's ARN."),
    ("Execution.Input", "What the execution was started with."),
    ("Execution.Name", "The execution's name."),
    ("Execution.RoleArn", "The role that the execution has."),
    ("Execution.StartTime", "When the execution began."),
    (
        "Execution.RedriveCount",
        "How often the execution was redriven.",
    ),
    (
        "Execution.RedriveTime",
        "When the execution was last redriven.",
    ),
    ("State.EnteredTime", "When the state was entered."),
    ("State.Name", "The state's name."),
    (
        "State.RetryCount",
        "How many attempts went before this one.",
    ),
    ("StateMachine.Id", "The state machine's ARN."),
    ("StateMachine.Name", "The state machine's name."),
    (
        "Task.Token",
        "What ends a `.waitForTaskToken` task by SendTaskSuccess or SendTaskFailure.",
    ),
    ("Map.Item.Index", "The index of the item, from 0."),
    ("Map.Item.Value", "The item of this iteration."),
    (
        "Map.Item.Source",
        "Where a distributed Map has the item from: `STATE_DATA`, or the URI of an S3 bucket or object.",
    ),
];

/// How an integration waits, by the end of its ARN.
const PATTERNS: Words = &[
    (
        ".sync:2",
        "Starts the job and waits for its end; the output is JSON, not text.",
    ),
    (".sync", "Starts the job and waits for its end."),
    (
        ".waitForTaskToken",
        "Calls, then waits until somebody sends the token back.",
    ),
    ("", "Calls, and takes the answer of the call."),
];

/// How an integration waits; nothing of what is no integration.
pub(super) fn about_pattern(arn: &str) -> Option<&'static str> {
    if !arn.starts_with("arn:aws:states:::") {
        return None;
    }
    let pattern = PATTERNS.iter().find(|(end, _)| arn.ends_with(end));
    pattern.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::{CONTEXT, ERRORS, FIELDS, INTRINSICS, JSONATA, TYPES, Words};
    use crate::definition::fields::{self, STATE_TYPES};
    use crate::definition::{self, error_names};
    use crate::intrinsic::Function;
    use crate::jsonata;

    fn assert_same<'a>(words: Words, names: impl Iterator<Item = &'a str>) {
        let mut explained: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        let mut names: Vec<&str> = names.collect();
        explained.sort_unstable();
        names.sort_unstable();
        names.dedup();
        assert_eq!(explained, names);
    }

    #[test]
    fn every_name_is_explained_once() {
        assert_same(FIELDS, fields::FIELDS.iter().map(|field| field.name));
        assert_same(TYPES, STATE_TYPES.iter().copied());
        assert_same(ERRORS, error_names::KNOWN.iter().copied());
        assert_same(INTRINSICS, Function::NAMES.iter().copied());
        assert_same(JSONATA, jsonata::function_names());
    }

    #[test]
    fn every_member_of_the_context_object_is_explained() {
        let members = definition::CONTEXT.iter().flat_map(|(part, names)| {
            let name = |name: &&str| format!("{part}.{name}");
            names.iter().map(name).collect::<Vec<_>>()
        });
        // of an item its own members are
        let mut explained: Vec<&str> = CONTEXT
            .iter()
            .map(|(name, _)| {
                name.match_indices('.')
                    .nth(1)
                    .map_or(*name, |(at, _)| &name[..at])
            })
            .collect();
        explained.dedup();
        assert_eq!(explained, members.collect::<Vec<_>>());
    }
}
