//! A task as the host sees it.

use crate::simulation::task;

use super::run_types::{Candidate, TaskRequest};
use super::types::{Pattern, ResourceKind};

/// The request for one attempt.
pub(super) fn task_request(request: &task::TaskRequest) -> TaskRequest {
    let candidates = request.candidates.iter().map(|candidate| Candidate {
        key: candidate.key.to_string(),
        event: candidate.event.to_text().to_string(),
        wrap: candidate.answerer == task::Answerer::Function,
    });
    TaskRequest {
        id: request.id.0,
        resource: request.resource.text.to_string(),
        kind: ResourceKind::of(&request.resource),
        pattern: Pattern::of(&request.resource),
        candidates: candidates.collect(),
        function_name: request
            .function
            .as_ref()
            .map(|function| function.name.to_string()),
        invoked_function_arn: request
            .function
            .as_ref()
            .map(|function| function.arn.to_string()),
        invocation: request.invocation,
        task_token: request.token.as_ref().map(|token| token.to_string()),
        state_name: request.state_name.to_string(),
        state_path: request.state_location.to_string(),
        visit: request.visit.0,
        attempt: request.attempt,
        execution_arn: request.execution_arn.to_string(),
        deadline: request.deadline.map(|at| at.0 as f64),
    }
}
