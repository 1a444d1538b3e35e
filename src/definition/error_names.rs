//! The errors that the language itself names. Source: AWS developer guide, "Handling errors"; recorded histories.

/// In `ErrorEquals` alone: whatever can be caught.
pub const ALL: &str = "States.ALL";
/// A branch of a Parallel failed.
pub const BRANCH_FAILED: &str = "States.BranchFailed";
/// A payload over the quota.
pub const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
/// More items of a Map failed than it tolerates.
pub const EXCEED_TOLERATED_FAILURE_THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";
/// A task that gave no sign of life in time.
pub const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
/// An HTTP task without an answer in time.
pub const HTTP_SOCKET: &str = "States.Http.Socket";
/// An intrinsic function that cannot take its arguments.
pub const INTRINSIC_FAILURE: &str = "States.IntrinsicFailure";
/// What an ItemReader names cannot be read.
pub const ITEM_READER_FAILED: &str = "States.ItemReaderFailed";
/// A Choice without a rule that holds.
pub const NO_CHOICE_MATCHED: &str = "States.NoChoiceMatched";
/// A path of a payload template that finds nothing.
pub const PARAMETER_PATH_FAILURE: &str = "States.ParameterPathFailure";
/// A task that its role does not allow.
pub const PERMISSIONS: &str = "States.Permissions";
/// A JSONata expression that fails.
pub const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";
/// A result that ResultPath cannot put into the input.
pub const RESULT_PATH_MATCH_FAILURE: &str = "States.ResultPathMatchFailure";
/// What a ResultWriter is for cannot be written.
pub const RESULT_WRITER_FAILED: &str = "States.ResultWriterFailed";
/// What the interpreter cannot do; it ends the execution, whatever the state catches.
pub const RUNTIME: &str = "States.Runtime";
/// A task that failed. In `ErrorEquals`: every error but [`TIMEOUT`].
pub const TASK_FAILED: &str = "States.TaskFailed";
/// A task or an execution that took too long.
pub const TIMEOUT: &str = "States.Timeout";

/// All of them, in the order of the alphabet.
pub const KNOWN: &[&str] = &[
    ALL,
    BRANCH_FAILED,
    DATA_LIMIT_EXCEEDED,
    EXCEED_TOLERATED_FAILURE_THRESHOLD,
    HEARTBEAT_TIMEOUT,
    HTTP_SOCKET,
    INTRINSIC_FAILURE,
    ITEM_READER_FAILED,
    NO_CHOICE_MATCHED,
    PARAMETER_PATH_FAILURE,
    PERMISSIONS,
    QUERY_EVALUATION_ERROR,
    RESULT_PATH_MATCH_FAILURE,
    RESULT_WRITER_FAILED,
    RUNTIME,
    TASK_FAILED,
    TIMEOUT,
];
