//! How a run is driven that is no topic of its own.

use asl_playground::api::run_types::{Output, SessionRequest, TaskRequest};
use asl_playground::api::session::{Clock, Session};

/// A run that has not begun.
#[track_caller]
pub(crate) fn started(request: &SessionRequest) -> Session {
    Session::new(request).unwrap_or_else(|error| panic!("{}", error.message))
}

/// Runs to the end; `answer` answers tasks.
pub(crate) fn drive(session: &mut Session, mut answer: impl FnMut(&mut Session, &TaskRequest)) {
    loop {
        match session.poll(Clock::Runs, 10_000) {
            Output::Task { task } => answer(session, &task),
            Output::Done => return,
            _ => {}
        }
    }
}

/// A run that is over, without handlers: only services that the engine plays itself have answered.
#[track_caller]
pub(crate) fn ended(request: &SessionRequest) -> Session {
    let mut session = started(request);
    drive(&mut session, |session, task| {
        session.task_unhandled(task.id)
    });
    session
}
