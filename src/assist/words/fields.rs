//! What the fields of a definition mean.

use super::Words;

/// The fields of [`crate::definition::fields`].
pub(in crate::assist) const FIELDS: Words = &[
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
