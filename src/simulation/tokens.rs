//! SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat: by the host, or by a task of the run itself.

use std::rc::Rc;

use crate::definition::resource::Integration;
use crate::history::Reason;
use crate::json::{self, Value};
use crate::limits::{MAX_CAUSE, MAX_ERROR};

use super::Simulation;
use super::failure::{ApiError, service_failure};
use super::given::Given;
use super::nested::{STEP_FUNCTIONS, exception};
use super::task::{TaskId, ends_by_callback};
use super::task_answer::End;

/// Why an answer by a token is refused; the names are those of AWS's API errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// `InvalidToken`: no task has it.
    Invalid,
    /// `TaskTimedOut`: its task is over.
    TaskTimedOut,
    /// `ValidationException`: a member of the answer is longer than the API takes.
    TooLong(TooLong),
}

/// A member of a request that is longer than AWS's API takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// `output`, `error` or `cause`
    pub member: &'static str,
    /// Characters that it may have; bytes of an output.
    pub most: usize,
}

impl TooLong {
    fn words(self) -> String {
        let TooLong { member, most } = self;
        format!(
            "1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to {most}"
        )
    }

    /// Error and cause of SendTaskFailure and StopExecution.
    ///
    /// # Errors
    /// When one of them is too long.
    pub fn check(reason: &Reason) -> Result<(), TooLong> {
        let is_too_long = |text: &Option<Rc<str>>, most| {
            text.as_ref()
                .is_some_and(|text| text.chars().count() > most)
        };
        let members = [
            ("error", &reason.error, MAX_ERROR),
            ("cause", &reason.cause, MAX_CAUSE),
        ];
        let found = members
            .into_iter()
            .find(|(_, text, most)| is_too_long(text, *most));
        found.map_or(Ok(()), |(member, _, most)| Err(TooLong { member, most }))
    }
}

impl TokenError {
    /// The code and the sentence of AWS's API.
    ///
    /// Source: recorded on AWS. Its words for a member that is too long and secret, as errors, causes and outputs are in
    /// its API model.
    pub fn words(self) -> (&'static str, String) {
        match self {
            TokenError::Invalid => ("InvalidToken", "Invalid Token: 'Invalid token'".to_owned()),
            TokenError::TaskTimedOut => {
                let text = "Task Timed Out: 'Provided task does not exist anymore'";
                ("TaskTimedOut", text.to_owned())
            }
            TokenError::TooLong(too_long) => ("ValidationException", too_long.words()),
        }
    }
}

impl Simulation {
    /// SendTaskSuccess, SendTaskFailure.
    ///
    /// # Errors
    /// When no open task has the token, or the API takes no answer of this length; the task stays open then.
    pub fn callback(
        &mut self,
        token: &str,
        outcome: Result<Value, Reason>,
    ) -> Result<(), TokenError> {
        let most = self.settings.limits.payload_bytes as usize;
        match &outcome {
            Ok(output) if output.size() > most => {
                let member = "output";
                return Err(TokenError::TooLong(TooLong { member, most }));
            }
            Ok(_) => {}
            Err(reason) => TooLong::check(reason).map_err(TokenError::TooLong)?,
        }
        let task = self.task_of_token(token)?;
        if let Some(task) = self.open_task(task) {
            task.called_back = true;
        }
        self.give(Given::Callback { task, outcome });
        Ok(())
    }

    pub(super) fn take_callback(&mut self, id: TaskId, outcome: Result<Value, Reason>) {
        match self.open_task(id) {
            // the call that hands the token out has not been answered yet
            Some(task) if ends_by_callback(task) && !task.submitted => {
                task.early_callback = Some(outcome)
            }
            _ => self.end_task(id, outcome.map_or_else(End::Failed, End::Succeeded)),
        }
    }

    /// SendTaskHeartbeat.
    ///
    /// # Errors
    /// When no open task has the token.
    pub fn callback_heartbeat(&mut self, token: &str) -> Result<(), TokenError> {
        let id = self.task_of_token(token)?;
        self.heartbeat(id);
        Ok(())
    }

    /// The task that a token still ends: the first answer to it is the only one.
    fn task_of_token(&mut self, token: &str) -> Result<TaskId, TokenError> {
        let id = self.tokens.get(token).copied().ok_or(TokenError::Invalid)?;
        self.open_task(id)
            .filter(|task| !task.called_back)
            .map(|_| id)
            .ok_or(TokenError::TaskTimedOut)
    }

    /// Answers by a token if that is what the task asks for. False: it asks for something else.
    pub(super) fn send_by_token(&mut self, id: TaskId) -> bool {
        let Some((service, parameters)) = self.service_call(id) else {
            return false;
        };
        if !is_token_action(&service.resource_type, &service.action) {
            return false;
        }
        let text = |name: &str| parameters.get(name).and_then(Value::as_str);
        let token = text("TaskToken").unwrap_or_default();
        let sent = match &*service.action {
            "sendTaskHeartbeat" => self.callback_heartbeat(token).map_err(refused),
            "sendTaskFailure" => {
                let (error, cause) = (text("Error").map(Rc::from), text("Cause").map(Rc::from));
                self.callback(token, Err(Reason { error, cause }))
                    .map_err(refused)
            }
            _ => output(parameters.get("Output"))
                .and_then(|output| self.callback(token, Ok(output)).map_err(refused)),
        };
        let answer = sent.map(|()| Value::empty_object()).map_err(|error| {
            let request_id = self.random.uuid();
            service_failure(&STEP_FUNCTIONS, &error, Integration::AwsSdk, &request_id)
        });
        self.give_built_in(id, answer);
        true
    }
}

/// Whether an action of a service answers a task by its token.
pub fn is_token_action(service: &str, action: &str) -> bool {
    let is_send = matches!(
        action,
        "sendTaskSuccess" | "sendTaskFailure" | "sendTaskHeartbeat"
    );
    service == "aws-sdk:sfn" && is_send
}

/// `"Output"`: a text is the output's JSON itself.
fn output(output: Option<&Value>) -> Result<Value, ApiError> {
    match output {
        None => Ok(Value::Null),
        Some(Value::String(text)) => json::parse(text).map_err(|error| {
            let words = json::jackson::refusal(text, &error.to_string());
            exception(
                "InvalidOutputException",
                format!("Invalid Output: '{words}'"),
            )
        }),
        Some(value) => Ok(value.clone()),
    }
}

fn refused(error: TokenError) -> ApiError {
    let (code, message) = error.words();
    let exception = match error {
        TokenError::Invalid => Some("InvalidTokenException"),
        TokenError::TaskTimedOut => Some("TaskTimedOutException"),
        TokenError::TooLong(_) => None,
    };
    ApiError {
        exception,
        status: 400,
        code,
        message,
    }
}
