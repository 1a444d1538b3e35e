//! What names mean, a sentence or two each, in the order of their tables.
//!
//! Source: states-language.net; AWS Step Functions developer guide; docs.jsonata.org.

use crate::definition::error_names;

/// Names and what they mean.
pub(super) type Words = &'static [(&'static str, &'static str)];

/// The sentence about a name.
pub(super) fn about(words: Words, name: &str) -> Option<&'static str> {
    words
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The fields of [`crate::definition::fields`].
pub(super) const FIELDS: Words = &[
    ("Comment", "A note for people; it has no effect."),
    (
        "QueryLanguage",
        "The language of paths and expressions: for the machine, or for this state alone.",
    ),
    ("States", "The states by name, in any order."),
    ("StartAt", "The name of the state that runs first."),
    ("Version", "The version of the language."),
    (
        "TimeoutSeconds",
        "Longest time that it may take; then it fails with `States.Timeout`.",
    ),
    (
        "ProcessorConfig",
        "How the iterations run: inside this execution, or as child executions.",
    ),
    ("Type", "What kind of state this is."),
    ("Next", "The name of the state that runs after this one."),
    ("End", "Ends the execution, branch or iteration here."),
    (
        "InputPath",
        "The part of the input that the state works with; `null` gives it `{}`.",
    ),
    (
        "OutputPath",
        "The part of the result that becomes the output; `null` gives `{}`.",
    ),
    (
        "Output",
        "What goes to the next state; without it the result, or the input of states without a result.",
    ),
    (
        "Assign",
        "Variables and their new values, which later states can read. All are computed first, then assigned together.",
    ),
    (
        "Parameters",
        "Builds what is worked with; names that end in `.$` have a path or an intrinsic function as their value.",
    ),
    (
        "Arguments",
        "Builds what the task or the branches are given.",
    ),
    (
        "ResultPath",
        "Where the result is put into the input; `$` replaces the input, `null` throws the result away.",
    ),
    (
        "ResultSelector",
        "Builds a new result out of the raw one, before `ResultPath`.",
    ),
    (
        "Retry",
        "What to do again after an error. The first entry that names the error counts.",
    ),
    (
        "Catch",
        "Where to go after an error that is not retried (any more). The first entry that names the error counts.",
    ),
    ("Resource", "The ARN of what is called."),
    (
        "TimeoutSecondsPath",
        "A path to the longest time that the task may take.",
    ),
    (
        "HeartbeatSeconds",
        "Longest time between two signs of life; then the task fails. Shorter than the timeout.",
    ),
    (
        "HeartbeatSecondsPath",
        "A path to the longest time between two signs of life.",
    ),
    (
        "Credentials",
        "The role that the task takes on, as `RoleArn`.",
    ),
    (
        "Result",
        "A fixed result; without it the input passes through.",
    ),
    ("Seconds", "How long to wait."),
    ("SecondsPath", "A path to how long to wait."),
    (
        "Timestamp",
        "The time to wait for, such as `2030-01-31T12:00:00Z`.",
    ),
    ("TimestampPath", "A path to the time to wait for."),
    (
        "Error",
        "The name of the error, for `Retry` and `Catch` around it.",
    ),
    (
        "ErrorPath",
        "A path, or an intrinsic function, for the error's name.",
    ),
    ("Cause", "What happened, for people."),
    (
        "CausePath",
        "A path, or an intrinsic function, for the cause.",
    ),
    (
        "Choices",
        "The rules, tried in order; the first one that holds decides.",
    ),
    (
        "Default",
        "The state to go to when no rule holds; without it the state fails with `States.NoChoiceMatched`.",
    ),
    (
        "Condition",
        "What must hold: an expression that gives `true` or `false`.",
    ),
    ("Variable", "The path to the value that is compared."),
    ("And", "Holds when all of these rules do."),
    ("Or", "Holds when one of these rules does."),
    ("Not", "Holds when this rule does not."),
    (
        "Branches",
        "Machines that run at the same time, each with the same input; the result is an array of their outputs.",
    ),
    ("ItemProcessor", "The machine that runs once for each item."),
    ("Iterator", "The older name of `ItemProcessor`."),
    ("ItemsPath", "A path to the array of items."),
    (
        "Items",
        "The array of items, or an expression that gives it.",
    ),
    (
        "ItemSelector",
        "Builds the input of each iteration; the item is at `$$.Map.Item.Value`.",
    ),
    (
        "MaxConcurrency",
        "How many iterations run at the same time; 0 sets no limit.",
    ),
    (
        "MaxConcurrencyPath",
        "A path to how many iterations run at the same time.",
    ),
    (
        "ToleratedFailureCount",
        "How many items may fail before a distributed Map does.",
    ),
    (
        "ToleratedFailureCountPath",
        "A path to how many items may fail.",
    ),
    (
        "ToleratedFailurePercentage",
        "How much of the items may fail before a distributed Map does.",
    ),
    (
        "ToleratedFailurePercentagePath",
        "A path to how much of the items may fail.",
    ),
    (
        "ItemReader",
        "Where a distributed Map reads its items from, such as a file in S3.",
    ),
    (
        "ItemBatcher",
        "Gives each child execution several items at once.",
    ),
    (
        "ResultWriter",
        "Where a distributed Map writes the results of its children.",
    ),
    (
        "Label",
        "A short name that becomes part of the Map Run's ARN.",
    ),
    (
        "ErrorEquals",
        "Names of errors that this entry is for. `States.ALL` stands alone, in the last entry.",
    ),
    (
        "IntervalSeconds",
        "The wait before the first new attempt; 1 by default.",
    ),
    (
        "MaxAttempts",
        "How many new attempts there are; 3 by default, 0 retries never.",
    ),
    (
        "BackoffRate",
        "What the wait is multiplied by after each attempt; 2 by default.",
    ),
    ("MaxDelaySeconds", "The longest that a wait may grow to."),
    (
        "JitterStrategy",
        "`FULL` draws each wait by chance between 0 and its length.",
    ),
    (
        "Mode",
        "`INLINE` runs the iterations inside this execution, `DISTRIBUTED` as child executions.",
    ),
    ("ExecutionType", "The type of the child executions."),
    ("ReaderConfig", "What kind of file is read, and how."),
    ("InputType", "The format of the file."),
    (
        "CSVHeaderLocation",
        "Where a CSV file's column names are: in its first row, or in `CSVHeaders`.",
    ),
    ("CSVHeaders", "The names of the columns."),
    (
        "CSVDelimiter",
        "What separates the columns; a comma by default.",
    ),
    ("MaxItems", "How many items are read at most."),
    ("MaxItemsPath", "A path to how many items are read at most."),
    (
        "ItemsPointer",
        "A JSON pointer to the array inside the file.",
    ),
    ("ManifestType", "What kind of manifest is read."),
    (
        "Transformation",
        "How the items or results are changed on their way.",
    ),
    ("MaxItemsPerBatch", "How many items a batch holds at most."),
    (
        "MaxItemsPerBatchPath",
        "A path to how many items a batch holds at most.",
    ),
    ("MaxInputBytesPerBatch", "How large a batch is at most."),
    (
        "MaxInputBytesPerBatchPath",
        "A path to how large a batch is at most.",
    ),
    (
        "BatchInput",
        "JSON that each batch is given beside its items.",
    ),
    ("WriterConfig", "How the results are written."),
    ("OutputType", "The format of the files."),
];

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
        "An intrinsic function was given arguments that it cannot take.",
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
        "A task failed; as an entry it stands for any error of a task except `States.Timeout`.",
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

/// Functions of JSONata and those that AWS adds, without `$`.
pub(super) const JSONATA: Words = &[
    ("sum", "(numbers) Their sum."),
    ("count", "(array) How many items there are."),
    ("max", "(numbers) The largest."),
    ("min", "(numbers) The smallest."),
    ("average", "(numbers) Their mean."),
    (
        "string",
        "(value[, prettify]) The value as text; JSON for objects and arrays.",
    ),
    (
        "substring",
        "(text, start[, length]) A part of the text; a negative start counts from the end.",
    ),
    (
        "substringBefore",
        "(text, characters) What stands before their first occurrence.",
    ),
    (
        "substringAfter",
        "(text, characters) What stands after their first occurrence.",
    ),
    ("lowercase", "(text) The text in lower case."),
    ("uppercase", "(text) The text in upper case."),
    ("length", "(text) How many characters it has."),
    (
        "trim",
        "(text) The text with each run of white space made one blank, none at its ends.",
    ),
    (
        "pad",
        "(text, width[, character]) The text filled up on the right, or on the left for a negative width.",
    ),
    (
        "match",
        "(text, pattern[, limit]) The matches of a regular expression, as objects.",
    ),
    (
        "contains",
        "(text, pattern) Whether a text or a regular expression is found in it.",
    ),
    (
        "replace",
        "(text, pattern, replacement[, limit]) The text with matches replaced.",
    ),
    (
        "split",
        "(text, separator[, limit]) The parts of the text between separators.",
    ),
    ("join", "(texts[, separator]) The texts as one."),
    ("base64encode", "(text) The text in Base64."),
    (
        "base64decode",
        "(text) The text that the Base64 stands for.",
    ),
    (
        "encodeUrlComponent",
        "(text) The text escaped as a part of a URL.",
    ),
    ("encodeUrl", "(text) The text escaped as a whole URL."),
    ("decodeUrlComponent", "(text) Undoes `$encodeUrlComponent`."),
    ("decodeUrl", "(text) Undoes `$encodeUrl`."),
    (
        "formatNumber",
        "(number, picture[, options]) The number as a picture such as `#,##0.00` says.",
    ),
    (
        "formatInteger",
        "(number, picture) The whole number as a picture such as `w` (words) or `I` (Roman) says.",
    ),
    ("parseInteger", "(text, picture) Undoes `$formatInteger`."),
    (
        "formatBase",
        "(number[, radix]) The whole number in a base from 2 to 36.",
    ),
    (
        "number",
        "(value) The number that a text or a boolean stands for.",
    ),
    ("floor", "(number) The whole number at or below it."),
    ("ceil", "(number) The whole number at or above it."),
    (
        "round",
        "(number[, places]) The nearest number; a half goes to the even neighbour.",
    ),
    ("abs", "(number) The number without its sign."),
    ("sqrt", "(number) Its square root."),
    ("power", "(base, exponent) The base to that power."),
    ("boolean", "(value) Whether the value counts as true."),
    ("not", "(value) Whether the value counts as false."),
    ("exists", "(value) Whether the expression gives anything."),
    ("type", "(value) The name of its type."),
    ("error", "([message]) Fails with this message."),
    (
        "assert",
        "(condition[, message]) Fails with this message unless the condition holds.",
    ),
    (
        "map",
        "(array, function) What the function gives for each item.",
    ),
    (
        "filter",
        "(array, function) The items for which the function gives true.",
    ),
    (
        "single",
        "(array[, function]) The one item for which the function gives true; fails unless there is exactly one.",
    ),
    (
        "reduce",
        "(array, function[, initial]) The items combined by a function of two.",
    ),
    ("zip", "(array, …) Arrays of the items at the same index."),
    ("append", "(first, second) One array of both."),
    ("reverse", "(array) The items in reverse order."),
    (
        "sort",
        "(array[, function]) The items in order; the function says whether the first of two comes later.",
    ),
    ("shuffle", "(array) The items in random order."),
    ("distinct", "(array) The array without duplicates."),
    (
        "sift",
        "(object, function) The members for which the function gives true.",
    ),
    (
        "each",
        "(object, function) What the function gives for each member.",
    ),
    ("keys", "(object) The names of its members."),
    ("lookup", "(object, name) The value of a member."),
    ("spread", "(object) An object for each of its members."),
    ("merge", "(objects) One object of all; later ones win."),
    ("clone", "(object) A copy."),
    (
        "toMillis",
        "(timestamp[, picture]) The time in milliseconds since 1970.",
    ),
    (
        "fromMillis",
        "(milliseconds[, picture[, zone]]) The time as an ISO 8601 text, or as the picture says.",
    ),
    ("now", "([picture[, zone]]) The present time as a text."),
    ("millis", "() The present time in milliseconds since 1970."),
    (
        "random",
        "([seed]) A random number from 0 up to 1; the same for the same seed.",
    ),
    (
        "partition",
        "(array, size) Pieces of the array, each of that size; the last may be shorter. Added by AWS.",
    ),
    (
        "range",
        "(first, last, step) Numbers from the first to the last. Added by AWS.",
    ),
    (
        "hash",
        "(data, algorithm) The hash by `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`. Added by AWS.",
    ),
    ("uuid", "() A random UUID, version 4. Added by AWS."),
    (
        "parse",
        "(text) The value of a JSON text. Added by AWS, in the place of `$eval`.",
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
        "Where the item was read: `STATE_DATA`, or the URI of an S3 bucket or object.",
    ),
];

/// How an integration waits, by the end of its ARN.
pub(super) const PATTERNS: Words = &[
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

#[cfg(test)]
mod tests {
    use super::{ERRORS, FIELDS, INTRINSICS, JSONATA, TYPES, Words};
    use crate::definition::error_names;
    use crate::definition::fields::{self, STATE_TYPES};
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
}
