//! The bounds of the crate, each with what happens when it is reached. What a format bounds by itself, such as a picture
//! of a number, stands with the format.
//!
//! AWS's own quotas are in [`Limits`] and can be changed by the host; the others protect the process that runs the
//! engine and cannot be switched off.

/// Characters of the name of a state machine or an execution. Source: AWS Step Functions service quotas.
pub const MAX_NAME: usize = 80;

/// Characters of an error and of a cause in SendTaskFailure and StopExecution; the cause of a nested execution that failed
/// is cut there. Source: AWS Step Functions API reference.
pub const MAX_ERROR: usize = 256;
/// See [`MAX_ERROR`].
pub const MAX_CAUSE: usize = 32_768;

/// Bytes of all variables that a state sees, unless a larger payload is allowed; beyond it: `States.DataLimitExceeded`.
/// What one Assign sets is bounded as a payload is.
///
/// Source: AWS Step Functions service quotas.
pub const MAX_VARIABLES_BYTES: usize = 10_485_760;

/// AWS's quotas, as one run obeys them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Largest input or output of a state, task or execution, in bytes of compact UTF-8 JSON.
    /// Beyond it: `States.DataLimitExceeded`.
    pub payload_bytes: u32,
    /// Events of one history. The event with this number is `ExecutionFailed` with `States.Runtime`; with one less an
    /// execution cannot be redriven.
    pub history_events: u32,
}

impl Limits {
    /// Events that one history may have.
    pub fn most_events(&self) -> usize {
        self.history_events.min(MAX_HISTORY_EVENTS) as usize
    }
}

impl Default for Limits {
    /// Source: AWS Step Functions service quotas.
    fn default() -> Limits {
        Limits {
            payload_bytes: 262_144,
            history_events: 25_000,
        }
    }
}

/// Bytes of a payload when AWS's quota is raised; a higher quota counts as this one. Payloads of a gigabyte fill the
/// memory of WebAssembly before a run has ended.
pub const MAX_PAYLOAD_BYTES: u32 = 64 << 20;

/// Seconds that an execution of a Standard machine may live; no delay of a retrier is longer.
///
/// Source: AWS Step Functions service quotas.
pub const MAX_EXECUTION_SECONDS: u64 = 365 * 86_400;

/// The same for an Express machine.
pub const MAX_EXPRESS_SECONDS: u64 = 300;

/// Seconds that the endpoint of an HTTP task may take to answer; then the task fails with `States.Http.Socket`.
///
/// Source: AWS Step Functions service quotas.
pub const MAX_HTTP_TASK_SECONDS: u64 = 60;

/// History events of one run when AWS's quota is raised; beyond it the run fails as at AWS's own quota.
pub const MAX_HISTORY_EVENTS: u32 = 1_000_000;

/// The least quota of events: a history begins and ends. A request for less is refused.
pub const MIN_HISTORY_EVENTS: u32 = 2;

/// Nesting of any JSON text that is read, and of states within states. A deeper text is a diagnostic or an
/// `InvalidExecutionInput`.
pub const MAX_JSON_DEPTH: usize = 100;

/// Nesting of a value that a state hands on. Deeper ones fail the execution with `States.Runtime`.
pub const MAX_VALUE_DEPTH: u16 = 200;

/// Bytes of a definition. Source: AWS Step Functions service quotas.
pub const MAX_DEFINITION_BYTES: usize = 1_048_576;

/// Nodes that one JSONPath may look at or select; beyond it the path fails.
pub const MAX_PATH_RESULTS: usize = 1_000_000;

/// Nesting of intrinsic function calls. Source: AWS developer guide.
pub const MAX_INTRINSIC_DEPTH: usize = 10;

/// Elements `States.ArrayRange` may make. Source: AWS developer guide.
pub const MAX_ARRAY_RANGE: i64 = 1_000;

/// Bytes of the arguments of an intrinsic function together: one value may stand in many of them, and each is read. Two of
/// the largest payloads fit, so that what is made of them can be refused for its own size.
pub const MAX_INTRINSIC_ARGUMENT_BYTES: usize = 4 * MAX_PAYLOAD_BYTES as usize;

/// Characters `States.Base64Encode`, `States.Base64Decode` and `States.Hash` take. Source: AWS developer guide.
pub const MAX_INTRINSIC_TEXT: usize = 10_000;

/// Iterations of an inline Map that run at the same time. Source: AWS Step Functions service quotas.
pub const MAX_INLINE_CONCURRENCY: usize = 40;

/// Bytes of an answer that a handler may give; beyond it the task fails.
pub const MAX_HANDLER_OUTPUT_BYTES: usize = 16 * 1_048_576;

/// The longest delay of a Wait state in seconds; a longer one fails with `States.Runtime`.
pub const MAX_WAIT_SECONDS: i64 = 2_147_483_647;

/// The largest whole number a definition's own fields take. Source: AWS developer guide (`TimeoutSeconds`,
/// `MaxAttempts`).
pub const MAX_LANGUAGE_INTEGER: i64 = 99_999_999;

/// The largest `MaxDelaySeconds` of a retrier. Source: public measurements on AWS's validation; the developer guide has
/// one second less.
pub const MAX_RETRY_DELAY_SECONDS: i64 = 31_622_400;

/// The largest `MaxItems` of an ItemReader. Source: public measurements on AWS's validation.
pub const MAX_READ_ITEMS: i64 = 100_000_000;

/// Characters of a state's name. Source: AWS Step Functions service quotas.
pub const MAX_STATE_NAME: usize = 80;

/// Characters of a variable's name. Source: AWS developer guide, "Passing data between states with variables".
pub const MAX_VARIABLE_NAME: usize = 80;

/// Characters of a Map's label. Source: AWS developer guide, "Using Map state in Distributed mode".
pub const MAX_LABEL: usize = 40;

/// Child executions of a distributed Map that run at the same time. Source: AWS Step Functions service quotas.
pub const MAX_DISTRIBUTED_CONCURRENCY: usize = 10_000;

/// Items that an ItemReader may give; more fail the Map Run with `States.ItemReaderFailed`.
pub const MAX_MAP_RUN_ITEMS: usize = 1_000_000;

/// Executions of one run: the first, those it starts, and the children of its distributed Maps. Beyond it a start fails
/// with `ExecutionLimitExceeded`.
pub const MAX_EXECUTIONS: usize = 20_000;

/// Bytes of one JSONPath; a longer one is a diagnostic.
pub const MAX_PATH_LENGTH: usize = 16_384;

/// Steps of a JSONPath that may find several values; with more, the path is a diagnostic.
pub const MAX_PATH_STEPS: usize = 256;

/// Parentheses that are open at once in the filters of one JSONPath; more are a diagnostic.
pub const MAX_FILTER_DEPTH: usize = 32;

/// Characters of the words on a node or an edge of the graph; longer ones are cut.
pub const MAX_GRAPH_LABEL: usize = 48;

/// Findings that one answer of `validate` holds. Source: AWS API reference, `ValidateStateMachineDefinition`.
pub const MAX_VALIDATION_RESULTS: usize = 100;

/// Steps of all regular expressions of one JSONPath; beyond it the path fails.
pub const MAX_PATTERN_STEPS: u64 = 10_000_000;

/// Groups of a regular expression inside each other; with more it is refused.
pub const MAX_PATTERN_DEPTH: usize = 100;

/// Characters in all classes of a regular expression with the flag `i`, each of which has its other cases looked up; with
/// more it is refused.
pub const MAX_PATTERN_CASES: u32 = 1_000_000;

/// Ways that a regular expression may still have to try on one text; with more the search fails as for its steps.
pub const MAX_PATTERN_WAYS: usize = 4_000_000;

/// Values of a YAML document, those that aliases repeat counted each time; more are a diagnostic.
pub const MAX_YAML_NODES: usize = 100_000;

/// Height of a JSONata expression's tree; a higher one is refused when it is parsed, as AWS words it of an evaluation that
/// nests too deep. One above [`MAX_JSONATA_DEPTH`] parses and does not evaluate.
pub const MAX_JSONATA_NESTING: usize = 250;

/// Evaluations inside each other, as JSONata counts them; deeper ones end with AWS's stack error. Calls in tail position
/// do not count.
///
/// Source: public measurements on AWS: whatever nests, 100 levels pass and 101 do not.
pub const MAX_JSONATA_DEPTH: usize = 100;

/// The same with everything that JSONata does not count, such as functions of the library that call others: as much as
/// the stack of a browser's worker bears.
pub const MAX_JSONATA_STACK: usize = 300;

/// Nesting of a value or function within an evaluation; a deeper one ends with AWS's stack error.
pub const MAX_JSONATA_VALUE_DEPTH: u16 = 400;

/// Steps of one JSONata evaluation; beyond it the evaluation ends with JSONata's time-out error.
pub const MAX_JSONATA_STEPS: u64 = 5_000_000;

/// Items that one JSONata sequence may hold: beyond it AWS's memory error.
///
/// Source: measured on AWS: `[1..873782]` passes, `[1..873783]` does not. What AWS bounds is the memory of the whole
/// expression, as far as it is known.
pub const MAX_JSONATA_ITEMS: usize = 873_782;

/// Characters of one text in JSONata: beyond it AWS's memory error.
///
/// Source: measured on AWS; a text of 2²² characters passes, one of 2²³ does not.
pub const MAX_JSONATA_TEXT: usize = (1 << 23) - 1;
