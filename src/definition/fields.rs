//! One table of the language's fields: which object may hold which field, in which query language, with what value.
//!
//! Parsing, its diagnostics and completion all read this table, so that a field is described in one place.
//!
//! Source: states-language.net; AWS developer guide, "State machine structure" and the page of each state type.

mod operators;
mod owner;

use super::{QueryLanguage, StateType};
use crate::diagnostic::quoted;
use crate::limits::{MAX_LANGUAGE_INTEGER, MAX_READ_ITEMS, MAX_RETRY_DELAY_SECONDS};
use owner::*;

pub use operators::{LISTED, OPERATORS, Operand, operand_of};
pub use owner::Owner;

/// What the value of a field looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A whole number in a range.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Any number in a range.
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// `true` or `false`
    Boolean,
    /// An RFC 3339 timestamp.
    Timestamp,
    /// A JSONPath.
    Path,
    /// A JSONPath or `null`.
    PathOrNull,
    /// An object; its members are described by their own owner, or free.
    Object,
    /// An array of objects, described by their own owner.
    Objects,
    /// A non-empty array of objects.
    SomeObjects,
    /// An array of texts.
    Texts,
    /// A non-empty array of texts.
    SomeTexts,
    /// An array, or an object.
    Collection,
    /// Any JSON.
    Template,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, exact case.
    pub name: &'static str,
    owners: u32,
    /// The only query language that has it, or both.
    pub language: Option<QueryLanguage>,
    /// What its value looks like.
    pub shape: Shape,
    /// In JSONata its value may also be a text `{% … %}`.
    pub expression: bool,
    /// Its owner must have it.
    pub required: bool,
}

impl Field {
    const fn new(name: &'static str, owners: u32, shape: Shape) -> Field {
        Field {
            name,
            owners,
            language: None,
            shape,
            expression: false,
            required: false,
        }
    }

    const fn jsonpath(mut self) -> Field {
        self.language = Some(QueryLanguage::JsonPath);
        self
    }

    const fn jsonata(mut self) -> Field {
        self.language = Some(QueryLanguage::Jsonata);
        self
    }

    const fn or_expression(mut self) -> Field {
        self.expression = true;
        self
    }

    const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Whether the field exists in this language.
    pub fn is_in(&self, language: QueryLanguage) -> bool {
        self.language.is_none_or(|only| only == language)
    }
}

const POSITIVE: Shape = Shape::Integer {
    min: 1,
    max: MAX_LANGUAGE_INTEGER,
};
const NATURAL: Shape = Shape::Integer {
    min: 0,
    max: MAX_LANGUAGE_INTEGER,
};
const COUNT: Shape = Shape::Integer {
    min: 0,
    max: i64::MAX,
};

/// The values of `Type`, in AWS's order.
pub const STATE_TYPES: &[&str] = &[
    "Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map",
];

/// All fields. A name may have several rows for different owners.
pub const FIELDS: &[Field] = &[
    // machines
    Field::new(
        "Comment",
        MACHINES | ANY_STATE | RULES | RETRIER | CATCHER,
        Shape::Text,
    ),
    Field::new(
        "QueryLanguage",
        MACHINE | ANY_STATE,
        Shape::OneOf(&["JSONPath", "JSONata"]),
    ),
    Field::new("States", MACHINES, Shape::Object).required(),
    Field::new("StartAt", MACHINES, Shape::Text).required(),
    Field::new("Version", MACHINE, Shape::OneOf(&["1.0"])),
    // Source: public measurements on AWS, which takes 0 here and for `IntervalSeconds`, unlike in a Task
    Field::new("TimeoutSeconds", MACHINE, NATURAL),
    Field::new("ProcessorConfig", PROCESSOR, Shape::Object),
    // all states
    Field::new("Type", ANY_STATE, Shape::OneOf(STATE_TYPES)).required(),
    Field::new("Next", MOVING, Shape::Text),
    Field::new("End", MOVING, Shape::Boolean),
    Field::new("InputPath", ANY_STATE & !FAIL, Shape::PathOrNull).jsonpath(),
    Field::new("OutputPath", ANY_STATE & !FAIL, Shape::PathOrNull).jsonpath(),
    Field::new(
        "Output",
        (ANY_STATE & !FAIL) | CHOICE_RULE | CATCHER,
        Shape::Template,
    )
    .jsonata(),
    Field::new(
        "Assign",
        MOVING | CHOICE | CHOICE_RULE | CATCHER,
        Shape::Object,
    )
    .or_expression(),
    Field::new("Parameters", WORKING | PASS, Shape::Template).jsonpath(),
    Field::new("Arguments", TASK | PARALLEL, Shape::Template).jsonata(),
    Field::new("ResultPath", WORKING | PASS | CATCHER, Shape::PathOrNull).jsonpath(),
    Field::new("ResultSelector", WORKING, Shape::Template).jsonpath(),
    Field::new("Retry", WORKING, Shape::Objects),
    Field::new("Catch", WORKING, Shape::Objects),
    // Task
    Field::new("Resource", TASK, Shape::Text).required(),
    Field::new("TimeoutSeconds", TASK, POSITIVE).or_expression(),
    Field::new("TimeoutSecondsPath", TASK, Shape::Path).jsonpath(),
    Field::new("HeartbeatSeconds", TASK, POSITIVE).or_expression(),
    Field::new("HeartbeatSecondsPath", TASK, Shape::Path).jsonpath(),
    Field::new("Credentials", TASK, Shape::Object).or_expression(),
    // Pass, Wait, Fail
    Field::new("Result", PASS, Shape::Template).jsonpath(),
    Field::new("Seconds", WAIT, NATURAL).or_expression(),
    Field::new("SecondsPath", WAIT, Shape::Path).jsonpath(),
    Field::new("Timestamp", WAIT, Shape::Timestamp).or_expression(),
    Field::new("TimestampPath", WAIT, Shape::Path).jsonpath(),
    Field::new("Error", FAIL, Shape::Text),
    Field::new("ErrorPath", FAIL, Shape::Path).jsonpath(),
    Field::new("Cause", FAIL, Shape::Text),
    Field::new("CausePath", FAIL, Shape::Path).jsonpath(),
    // Choice
    Field::new("Choices", CHOICE, Shape::SomeObjects).required(),
    Field::new("Default", CHOICE, Shape::Text),
    Field::new("Condition", CHOICE_RULE, Shape::Boolean)
        .jsonata()
        .or_expression()
        .required(),
    Field::new("Next", CHOICE_RULE, Shape::Text).required(),
    Field::new("Variable", RULES, Shape::Path).jsonpath(),
    Field::new("And", RULES, Shape::SomeObjects).jsonpath(),
    Field::new("Or", RULES, Shape::SomeObjects).jsonpath(),
    Field::new("Not", RULES, Shape::Object).jsonpath(),
    // Parallel, Map
    Field::new("Branches", PARALLEL, Shape::SomeObjects).required(),
    Field::new("ItemProcessor", MAP, Shape::Object),
    Field::new("Iterator", MAP, Shape::Object),
    Field::new("ItemsPath", MAP, Shape::Path).jsonpath(),
    Field::new("Items", MAP, Shape::Collection)
        .jsonata()
        .or_expression(),
    Field::new("ItemSelector", MAP, Shape::Template),
    Field::new("MaxConcurrency", MAP, COUNT).or_expression(),
    Field::new("MaxConcurrencyPath", MAP, Shape::Path).jsonpath(),
    Field::new("ToleratedFailureCount", MAP, COUNT).or_expression(),
    Field::new("ToleratedFailureCountPath", MAP, Shape::Path).jsonpath(),
    Field::new(
        "ToleratedFailurePercentage",
        MAP,
        Shape::Number {
            min: 0.0,
            max: 100.0,
        },
    )
    .or_expression(),
    Field::new("ToleratedFailurePercentagePath", MAP, Shape::Path).jsonpath(),
    Field::new("ItemReader", MAP, Shape::Object),
    Field::new("ItemBatcher", MAP, Shape::Object),
    Field::new("ResultWriter", MAP, Shape::Object),
    Field::new("Label", MAP, Shape::Text),
    // Retry, Catch
    Field::new("ErrorEquals", RETRIER | CATCHER, Shape::SomeTexts).required(),
    Field::new("IntervalSeconds", RETRIER, NATURAL),
    Field::new("MaxAttempts", RETRIER, NATURAL),
    Field::new(
        "BackoffRate",
        RETRIER,
        Shape::Number {
            min: 1.0,
            max: f64::MAX,
        },
    ),
    Field::new(
        "MaxDelaySeconds",
        RETRIER,
        Shape::Integer {
            min: 1,
            max: MAX_RETRY_DELAY_SECONDS,
        },
    ),
    Field::new("JitterStrategy", RETRIER, Shape::OneOf(&["NONE", "FULL"])),
    Field::new("Next", CATCHER, Shape::Text).required(),
    // the parts of a distributed Map
    Field::new(
        "Mode",
        PROCESSOR_CONFIG,
        Shape::OneOf(&["INLINE", "DISTRIBUTED"]),
    ),
    Field::new(
        "ExecutionType",
        PROCESSOR_CONFIG,
        Shape::OneOf(&["STANDARD", "EXPRESS"]),
    ),
    Field::new("Resource", ITEM_READER, Shape::Text).required(),
    Field::new("Resource", RESULT_WRITER, Shape::Text),
    Field::new("Parameters", ITEM_READER | RESULT_WRITER, Shape::Template).jsonpath(),
    Field::new("Arguments", ITEM_READER | RESULT_WRITER, Shape::Template).jsonata(),
    Field::new("ReaderConfig", ITEM_READER, Shape::Object),
    Field::new(
        "InputType",
        READER_CONFIG,
        Shape::OneOf(&["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
    ),
    Field::new(
        "CSVHeaderLocation",
        READER_CONFIG,
        Shape::OneOf(&["FIRST_ROW", "GIVEN"]),
    ),
    Field::new("CSVHeaders", READER_CONFIG, Shape::Texts),
    Field::new(
        "CSVDelimiter",
        READER_CONFIG,
        Shape::OneOf(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
    ),
    // Source: public measurements on AWS, for the bounds of all numbers of a Map
    Field::new(
        "MaxItems",
        READER_CONFIG,
        Shape::Integer {
            min: 0,
            max: MAX_READ_ITEMS,
        },
    )
    .or_expression(),
    Field::new("MaxItemsPath", READER_CONFIG, Shape::Path).jsonpath(),
    Field::new("ItemsPointer", READER_CONFIG, Shape::Text),
    Field::new(
        "ManifestType",
        READER_CONFIG,
        Shape::OneOf(&["S3_INVENTORY", "ATHENA_DATA"]),
    ),
    Field::new(
        "Transformation",
        READER_CONFIG,
        Shape::OneOf(&["NONE", "LOAD_AND_FLATTEN"]),
    ),
    Field::new("MaxItemsPerBatch", ITEM_BATCHER, COUNT).or_expression(),
    Field::new("MaxItemsPerBatchPath", ITEM_BATCHER, Shape::Path).jsonpath(),
    Field::new("MaxInputBytesPerBatch", ITEM_BATCHER, COUNT).or_expression(),
    Field::new("MaxInputBytesPerBatchPath", ITEM_BATCHER, Shape::Path).jsonpath(),
    Field::new("BatchInput", ITEM_BATCHER, Shape::Template),
    Field::new("WriterConfig", RESULT_WRITER, Shape::Object),
    Field::new(
        "OutputType",
        WRITER_CONFIG,
        Shape::OneOf(&["JSON", "JSONL"]),
    ),
    Field::new(
        "Transformation",
        WRITER_CONFIG,
        Shape::OneOf(&["NONE", "COMPACT", "FLATTEN"]),
    ),
];

/// Pairs of fields of which an object may hold one.
pub const EXCLUSIVE: &[(&str, &str)] = &[
    ("TimeoutSeconds", "TimeoutSecondsPath"),
    ("HeartbeatSeconds", "HeartbeatSecondsPath"),
    ("Error", "ErrorPath"),
    ("Cause", "CausePath"),
    ("MaxConcurrency", "MaxConcurrencyPath"),
    ("ToleratedFailureCount", "ToleratedFailureCountPath"),
    (
        "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath",
    ),
    ("MaxItems", "MaxItemsPath"),
    ("MaxItemsPerBatch", "MaxItemsPerBatchPath"),
    ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"),
    ("ItemProcessor", "Iterator"),
    ("ItemSelector", "Parameters"),
];

/// The fields of which an object may hold one, when it holds these two, as AWS lists them.
///
/// Source: as AWS answered.
pub fn rivals(first: &str, second: &str) -> String {
    let is_way_to_wait = |name: &str| {
        matches!(
            name,
            "Seconds" | "SecondsPath" | "Timestamp" | "TimestampPath"
        )
    };
    if is_way_to_wait(first) && is_way_to_wait(second) {
        return "SecondsPath, Seconds, TimestampPath, Timestamp".to_owned();
    }
    let as_listed = |(a, b): &&(&str, &str)| (*a, *b) == (second, first);
    match EXCLUSIVE.iter().chain(&[("Next", "End")]).find(as_listed) {
        Some((a, b)) => format!("{a}, {b}"),
        None => format!("{first}, {second}"),
    }
}

/// The row for a field of this owner.
pub fn find(owner: Owner, name: &str) -> Option<&'static Field> {
    of(owner).find(|field| field.name == name)
}

/// All fields of an owner, in both languages.
pub fn of(owner: Owner) -> impl Iterator<Item = &'static Field> {
    let bit = owner.bit();
    FIELDS.iter().filter(move |field| field.owners & bit != 0)
}

/// The types of states that have this field, in AWS's order.
pub fn types_with(name: &str) -> Vec<&'static str> {
    let has = |state_type: StateType| find(Owner::State(state_type), name).is_some();
    STATE_TYPES
        .iter()
        .copied()
        .filter(|text| StateType::parse(text).is_some_and(has))
        .collect()
}

/// What takes the place of a field of the other query language, as words for a help text.
pub fn counterpart(owner: Owner, name: &str, language: QueryLanguage) -> Option<String> {
    match language {
        QueryLanguage::JsonPath => in_jsonpath(owner, name),
        QueryLanguage::Jsonata => in_jsonata(owner, name),
    }
}

/// Those of some fields that an owner has.
fn own(owner: Owner, names: &[&str]) -> Option<String> {
    let names = names.iter().copied();
    let names: Vec<&str> = names.filter(|name| find(owner, name).is_some()).collect();
    (!names.is_empty()).then(|| quoted(&names, "or"))
}

fn in_jsonpath(owner: Owner, name: &str) -> Option<String> {
    let text = match name {
        "Arguments" => "`Parameters`",
        "Output" => return own(owner, &["ResultSelector", "ResultPath", "OutputPath"]),
        "Items" => "`ItemsPath`",
        "Condition" => "`Variable` and an operator",
        _ => return None,
    };
    Some(text.to_owned())
}

fn in_jsonata(owner: Owner, name: &str) -> Option<String> {
    let text = match name {
        "Parameters" => {
            let request = own(owner, &["Arguments", "ItemSelector"]);
            return request.or_else(|| own(owner, &["Output"]));
        }
        "ResultSelector" | "ResultPath" | "OutputPath" | "Result" => "`Output`",
        "InputPath" => "`$states.input` in an expression",
        "ItemsPath" => "`Items`",
        "Variable" | "And" | "Or" | "Not" => "`Condition`",
        _ if operand_of(name).is_some() => "`Condition`",
        _ => {
            let plain = name.strip_suffix("Path")?;
            return Some(format!("`{plain}` with an expression `{{% … %}}`"));
        }
    };
    Some(text.to_owned())
}
