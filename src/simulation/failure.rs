//! A simulated failure: an error name and a cause, as AWS gives them, on its way to a retrier, a catcher or the end.

use std::rc::Rc;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use crate::definition::error_names;
use crate::definition::resource::Integration;
use crate::history::{EventId, Reason};
use crate::program::error_handling::ErrorMatcher;
use crate::template::{EvaluationError, Located};

/// A failure of a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Error and cause.
    pub reason: Reason,
    /// Where it comes from, which decides its events and who may take it.
    pub origin: Origin,
}

/// Where a failure comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The work: a task, a branch, a Fail state. Its events are written.
    Work,
    /// A task that missed its heartbeat; as `Work`.
    MissedHeartbeat,
    /// The interpreter: `States.Runtime` and what else ends the execution at once.
    Fatal,
    /// The interpreter, but retriers and catchers may take it.
    Interpreter,
    /// An expression: an `EvaluationFailed` event is still to be written.
    Evaluation {
        /// The field, such as `Output/total`.
        location: Option<Rc<str>>,
        /// What of it was wrong, which decides what the event follows.
        fault: EvaluationFault,
    },
}

/// What is wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaluationFault {
    /// It gave no value, or one of the wrong type.
    Expression,
    /// Its value was of the right type and wrong in itself; AWS chains that to the Entered event.
    Value,
}

impl Failure {
    /// A failure of the work.
    pub fn work(reason: Reason) -> Failure {
        Failure {
            reason,
            origin: Origin::Work,
        }
    }

    /// What ends the execution, whatever the state catches.
    pub fn fatal(reason: Reason) -> Failure {
        Failure {
            reason,
            origin: Origin::Fatal,
        }
    }

    /// `States.Runtime`; `text` without the prefix.
    pub fn runtime(text: impl Into<String>, place: &Place<'_>) -> Failure {
        Failure::fatal(reason(error_names::RUNTIME, &place.prefixed(&text.into())))
    }

    /// What an evaluation gave instead of a value.
    pub fn evaluation(error: EvaluationError, place: &Place<'_>) -> Failure {
        match error {
            EvaluationError::Runtime(text) => Failure::runtime(text, place),
            EvaluationError::Query { message, location } => Failure {
                reason: reason(
                    error_names::QUERY_EVALUATION_ERROR,
                    &place.prefixed(&message),
                ),
                origin: Origin::Evaluation {
                    location,
                    fault: EvaluationFault::Expression,
                },
            },
        }
    }

    /// The same text as a failure of an expression whose place AWS does not name.
    pub fn of_expression(self) -> Failure {
        self.of_evaluation(None, EvaluationFault::Expression)
    }

    /// The same text as a failure of the value that an expression gave.
    pub fn of_value(self, located: &Located) -> Failure {
        self.of_evaluation(Some(located.location.clone()), EvaluationFault::Value)
    }

    fn of_evaluation(mut self, location: Option<Rc<str>>, fault: EvaluationFault) -> Failure {
        self.reason.error = Some(error_names::QUERY_EVALUATION_ERROR.into());
        self.origin = Origin::Evaluation { location, fault };
        self
    }

    /// The name of a retrier or catcher that takes it.
    ///
    /// Source: AWS recorded `States.Timeout` for a missed heartbeat; its guide documents another name for Retry and Catch.
    pub fn taken_by(&self, errors: &ErrorMatcher) -> Option<Rc<str>> {
        let is_heartbeat = self.origin == Origin::MissedHeartbeat;
        let other_name = is_heartbeat.then_some(error_names::HEARTBEAT_TIMEOUT);
        let error = self.reason.error.as_deref();
        errors.matching(error, other_name).cloned()
    }

    /// Whether retriers and catchers may take it.
    pub fn is_fatal(&self) -> bool {
        self.origin == Origin::Fatal
    }
}

/// Error and cause from two texts.
pub fn reason(error: &str, cause: &str) -> Reason {
    Reason {
        error: Some(error.into()),
        cause: Some(cause.into()),
    }
}

/// How a service is named in failures.
pub struct ServiceNames {
    /// The error's prefix in an optimised integration: `DynamoDB`.
    pub optimised: &'static str,
    /// In the cause of an optimised integration: `AmazonDynamoDBv2`.
    pub older_sdk: &'static str,
    /// The exception of an optimised integration that the API does not model: `AmazonDynamoDBException`.
    pub older_exception: &'static str,
    /// Both in an AWS SDK integration: `DynamoDb`.
    pub sdk: &'static str,
}

/// What a service's API refuses.
pub struct ApiError {
    /// Its exception, if the API models one: `ConditionalCheckFailedException`.
    pub exception: Option<&'static str>,
    /// HTTP's status of the answer.
    pub status: u16,
    /// The code that the older SDK adds: `ValidationException`.
    pub code: &'static str,
    /// The service's sentence.
    pub message: String,
}

/// A service's refusal as its integration words it.
///
/// Source: recorded on AWS for optimised integrations of several services and for the SDK's DynamoDB and S3, which alone
/// has a second id; the count of attempts is recorded since the end of 2025.
pub fn service_failure(
    names: &ServiceNames,
    error: &ApiError,
    integration: Integration,
    request_id: &str,
) -> Reason {
    let ApiError {
        exception,
        status,
        code,
        message,
    } = error;
    if integration == Integration::AwsSdk {
        let sdk = names.sdk;
        let name = exception.map_or_else(|| format!("{sdk}Exception"), str::to_owned);
        let extended = match sdk {
            "S3" => {
                let id = BASE64_STANDARD.encode(request_id);
                format!(", Extended Request ID: {id}")
            }
            _ => String::new(),
        };
        let cause = format!(
            "{message} (Service: {sdk}, Status Code: {status}, Request ID: {request_id}{extended}) (SDK Attempt Count: 1)"
        );
        return reason(&format!("{sdk}.{name}"), &cause);
    }
    let name = exception.unwrap_or(names.older_exception);
    let older = names.older_sdk;
    let cause = format!(
        "{message} (Service: {older}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; Proxy: null)"
    );
    reason(&format!("{}.{name}", names.optimised), &cause)
}

/// AWS's usual words for a path that finds nothing.
///
/// Source: recorded texts.
pub(super) fn invalid_path(path: &str, error: &str) -> String {
    format!("Invalid path '{path}' : {error}")
}

/// A distributed Map beyond its tolerance.
///
/// Source: recorded on AWS.
pub fn threshold_exceeded() -> Reason {
    reason(
        error_names::EXCEED_TOLERATED_FAILURE_THRESHOLD,
        "The specified tolerated failure threshold was exceeded",
    )
}

/// AWS's text for a payload over the quota. `who` is a state, a function's ARN or a service.
///
/// Source: recorded on AWS.
pub fn too_large(who: &str) -> Reason {
    let cause = format!(
        "The state/task '{who}' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    reason(error_names::DATA_LIMIT_EXCEEDED, &cause)
}

/// AWS's text for what a task, a branch or an iteration is given when that is over the quota.
///
/// Source: an execution that AWS failed so, quoted in public; of a task, the others by analogy.
pub fn too_large_parameters(state: &str) -> Reason {
    let cause = format!(
        "The state/task '{state}' provided parameters with a size exceeding the maximum number of bytes service limit."
    );
    reason(error_names::DATA_LIMIT_EXCEEDED, &cause)
}

/// Variables over their quotas. AWS documents the error; the sentence is after that of a payload.
pub fn variables_too_large(state: &str) -> Reason {
    let cause = format!(
        "The state/task '{state}' assigned variables with a size exceeding the maximum number of bytes service limit."
    );
    reason(error_names::DATA_LIMIT_EXCEEDED, &cause)
}

/// The visit a failure of the interpreter names.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The state's name.
    pub state: &'a str,
    /// Its Entered event; none for a state on its own.
    pub entered: EventId,
}

impl Place<'_> {
    /// AWS's prefix before a text of the interpreter. A state on its own has no history, and its failures no prefix.
    ///
    /// Source: recorded on AWS.
    pub fn prefixed(&self, text: &str) -> String {
        if self.entered == EventId::NONE {
            return text.to_owned();
        }
        let (state, EventId(id)) = (self.state, self.entered);
        format!(
            "An error occurred while executing the state '{state}' (entered at the event id #{id}). {text}"
        )
    }
}
