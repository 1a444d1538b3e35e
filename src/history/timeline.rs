//! The rows of the timeline: each visit with the spans of time it was made of.
//!
//! Visits inside a Parallel or Map follow it, by attempt, then by branch or iteration, then in time.

use crate::ordering::sort_by_key;
use crate::program::Program;
use crate::program::StateKind;
use crate::time::Timestamp;

use super::inspection::{Visit, VisitId, VisitStatus};

/// A visit and how deep it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The visit.
    pub visit: VisitId,
    /// How many Parallels and Maps it is inside of.
    pub depth: u32,
}

/// What a visit was doing during a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalKind {
    /// An attempt that succeeded or still runs, or a state that takes no time.
    Running,
    /// An attempt that failed.
    Failed,
    /// Between two attempts.
    Backoff,
    /// In a Wait.
    Wait,
    /// An iteration that MaxConcurrency held back.
    Queued,
    /// In the branches or iterations of an attempt that did not fail.
    Inside,
}

/// One span of time of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// What it was.
    pub kind: IntervalKind,
    /// When it began.
    pub from: Timestamp,
    /// When it ended.
    pub to: Timestamp,
    /// The attempt, from 1; of a back-off, the attempt that follows.
    pub attempt: Option<u32>,
}

/// The visits of one execution, and of the children of its distributed Maps, in the order they are shown.
pub fn rows(visits: &[Visit], execution: u32) -> Vec<Row> {
    let mut children: Vec<Vec<VisitId>> = vec![Vec::new(); visits.len()];
    let mut roots = Vec::new();
    for (at, visit) in visits
        .iter()
        .enumerate()
        .filter(|(_, visit)| visit.is_of(execution))
    {
        let id = VisitId(at as u32);
        let is_of = |parent: &VisitId| {
            visits
                .get(parent.0 as usize)
                .is_some_and(|parent| parent.is_of(execution))
        };
        match visit
            .line
            .parent
            .filter(is_of)
            .and_then(|parent| children.get_mut(parent.0 as usize))
        {
            Some(siblings) => siblings.push(id),
            None => roots.push(id),
        }
    }
    let place = |id: &VisitId| {
        visits
            .get(id.0 as usize)
            .map(|visit| (visit.line.attempt, visit.line.slot))
    };
    for siblings in &mut children {
        // stable: within a branch they stay in time
        sort_by_key(siblings, place);
    }
    let mut rows = Vec::new();
    let mut stack: Vec<Row> = roots
        .into_iter()
        .rev()
        .map(|visit| Row { visit, depth: 0 })
        .collect();
    while let Some(row) = stack.pop() {
        rows.push(row);
        let inside = children
            .get(row.visit.0 as usize)
            .map(Vec::as_slice)
            .unwrap_or(&[]);
        stack.extend(inside.iter().rev().map(|visit| Row {
            visit: *visit,
            depth: row.depth + 1,
        }));
    }
    rows
}

/// What a visit was made of; what still goes on ends at `now`.
///
/// `is_first` says that it is the first visit of its iteration, which may have been queued.
pub fn intervals(
    visit: &Visit,
    visits: &[Visit],
    program: &Program,
    is_first: bool,
    now: Timestamp,
) -> Vec<Interval> {
    let mut found = Vec::new();
    if is_first && visit.line.is_iteration {
        found.extend(queued(visit, visits));
    }
    let kind = &program.state(visit.state).kind;
    let end = visit.exited.unwrap_or(now);
    if visit.attempts.is_empty() {
        let kind = if matches!(kind, StateKind::Wait(_)) {
            IntervalKind::Wait
        } else {
            of_status(visit.status, kind)
        };
        found.push(Interval {
            kind,
            from: visit.entered,
            to: end,
            attempt: None,
        });
        return found;
    }
    for (number, attempt) in (1..).zip(&visit.attempts) {
        let to = attempt.ended.unwrap_or(end);
        let status = if attempt.error.is_some() {
            VisitStatus::Failed
        } else {
            attempt.status
        };
        found.push(Interval {
            kind: of_status(status, kind),
            from: attempt.started,
            to,
            attempt: Some(number),
        });
        if let Some(ms) = attempt.backoff_ms {
            let until = to.after(ms).min(end);
            found.push(Interval {
                kind: IntervalKind::Backoff,
                from: to,
                to: until,
                attempt: Some(number + 1),
            });
        }
    }
    found
}

fn of_status(status: VisitStatus, kind: &StateKind) -> IntervalKind {
    match status {
        VisitStatus::Failed | VisitStatus::Caught => IntervalKind::Failed,
        _ if matches!(kind, StateKind::Parallel { .. } | StateKind::Map(_)) => IntervalKind::Inside,
        _ => IntervalKind::Running,
    }
}

/// The time between the beginning of a Map's attempt and of an iteration that had to wait for another one.
fn queued(visit: &Visit, visits: &[Visit]) -> Option<Interval> {
    let parent = visits.get(visit.line.parent?.0 as usize)?;
    let begun = parent
        .attempts
        .get((visit.line.attempt as usize).checked_sub(1)?)?
        .started;
    let waited = visit.entered > begun;
    waited.then_some(Interval {
        kind: IntervalKind::Queued,
        from: begun,
        to: visit.entered,
        attempt: None,
    })
}
