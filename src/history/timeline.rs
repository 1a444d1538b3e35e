//! The rows of the timeline: each visit with the spans of time it was made of.
//!
//! Visits inside a Parallel or Map follow it, by attempt, then by branch or iteration, then in time. Which of them
//! the duration of the whole depends on is found by going back from the end: the line that ended last, and of a Map
//! whose iterations queue the one whose end let that line begin, and so on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::ordering::sort_by_key;
use crate::program::Program;
use crate::program::StateKind;
use crate::time::Timestamp;

use super::inspection::{Attempt, Concurrency, Visit, VisitId, VisitStatus};

/// A visit and how deep it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The visit.
    pub visit: VisitId,
    /// How many Parallels and Maps it is inside of.
    pub depth: u32,
    /// Whether it is on the critical path. None is where there is no other path, nor before the end.
    pub is_critical: bool,
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
    /// In a Wait, or until a token came back.
    Wait,
    /// An iteration that was held back by how many may run at once.
    Queued(Concurrency),
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
    let (roots, children) = nested(visits, execution);
    let is_critical = critical(visits, &children, &roots);
    let row = |visit: VisitId, depth| Row {
        visit,
        depth,
        is_critical: is_critical.get(visit.0 as usize) == Some(&true),
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut stack: Vec<Row> = roots.iter().rev().map(|visit| row(*visit, 0)).collect();
    while let Some(next) = stack.pop() {
        rows.push(next);
        if let Some(inside) = children.get(next.visit.0 as usize) {
            stack.extend(inside.iter().rev().map(|id| row(*id, next.depth + 1)));
        }
    }
    if rows.iter().all(|row| row.is_critical) {
        rows.iter_mut().for_each(|row| row.is_critical = false);
    }
    rows
}

/// The visits that are inside of no other, in time, and those directly inside of each: by attempt, then by branch or
/// iteration, then in time.
fn nested(visits: &[Visit], execution: u32) -> (Vec<VisitId>, Vec<Vec<VisitId>>) {
    let visit = |id: &VisitId| visits.get(id.0 as usize);
    let is_of = |id: &VisitId| visit(id).is_some_and(|visit| visit.is_of(execution));
    let mut children: Vec<Vec<VisitId>> = vec![Vec::new(); visits.len()];
    let mut roots = Vec::new();
    let own = (0..)
        .zip(visits)
        .filter(|(_, visit)| visit.is_of(execution));
    for (id, visit) in own {
        let parent = visit.line.parent.filter(is_of);
        match parent.and_then(|parent| children.get_mut(parent.0 as usize)) {
            Some(siblings) => siblings.push(VisitId(id)),
            None => roots.push(VisitId(id)),
        }
    }
    let place = |id: &VisitId| visit(id).map(|visit| (visit.line.attempt, visit.line.slot));
    for siblings in &mut children {
        // stable: within a branch they stay in time
        sort_by_key(siblings, place);
    }
    (roots, children)
}

/// Which visits the end of the last one of `roots` depended on.
fn critical(visits: &[Visit], children: &[Vec<VisitId>], roots: &[VisitId]) -> Vec<bool> {
    let mut found = vec![false; visits.len()];
    let visit = |id: &VisitId| visits.get(id.0 as usize);
    let mut stack = roots.to_vec();
    if roots
        .iter()
        .filter_map(visit)
        .any(|root| root.exited.is_none())
    {
        stack.clear();
    }
    while let Some(id) = stack.pop() {
        let at = id.0 as usize;
        let (Some(is_critical), Some(inside)) = (found.get_mut(at), children.get(at)) else {
            continue;
        };
        *is_critical = true;
        let line_of = |id: &VisitId| visit(id).map(|visit| visit.line);
        // the last to end first; a heap is a fraction of the code of a sort
        let mut lines: BinaryHeap<_> = inside
            .chunk_by(|one, other| line_of(one) == line_of(other))
            .filter_map(|line| {
                let (first, last) = (visit(line.first()?)?, visit(line.last()?)?);
                let went_on = last.status != VisitStatus::Aborted;
                let place = (first.line.attempt, last.exited, went_on, Reverse(line));
                Some((place, first.entered))
            })
            .collect();
        // the attempt that is gone through, and when the line that was found last began
        let mut reached = None;
        while let Some(((attempt, ended, _, Reverse(line)), began)) = lines.pop() {
            let is_on_it = reached.is_none_or(|(of, until)| {
                of != attempt || ended.is_some_and(|ended| ended <= until) && began < until
            });
            if is_on_it {
                reached = Some((attempt, began));
                stack.extend(line);
            }
        }
    }
    found
}

/// The spans in which an execution did nothing but wait: in a Wait, between attempts, or for a token. Transitions, of
/// `transition_ms`, are no such spans.
pub fn idle(
    visits: &[Visit],
    execution: u32,
    program: &Program,
    (mut since, end): (Timestamp, Timestamp),
    transition_ms: u64,
) -> Vec<(Timestamp, Timestamp)> {
    let mut busy = BinaryHeap::from([Reverse((end, end))]);
    for visit in visits.iter().filter(|visit| visit.is_of(execution)) {
        let left = visit.exited.unwrap_or(end);
        busy.push(Reverse((visit.entered, visit.entered)));
        busy.push(Reverse((left, left)));
        for attempt in &visit.attempts {
            let ended = attempt.ended.unwrap_or(left);
            let until = match program.state(visit.state).kind {
                StateKind::Parallel { .. } | StateKind::Map(_) => attempt.started,
                _ => attempt.awaits_token.unwrap_or(ended),
            };
            busy.push(Reverse((attempt.started, until)));
            busy.push(Reverse((ended, ended)));
        }
    }
    let mut idle = Vec::new();
    while let Some(Reverse((from, to))) = busy.pop() {
        if from.since(since) > transition_ms {
            idle.push((since, from));
        }
        since = since.max(to);
    }
    idle
}

/// What a visit was made of; what still goes on ends at `now`.
pub fn intervals(visit: &Visit, program: &Program, now: Timestamp) -> Vec<Interval> {
    let kind = &program.state(visit.state).kind;
    let end = visit.exited.unwrap_or(now);
    if visit.attempts.is_empty() {
        let kind = if matches!(kind, StateKind::Wait(_)) {
            IntervalKind::Wait
        } else {
            of_status(visit.status, kind)
        };
        return vec![Interval {
            kind,
            from: visit.entered,
            to: end,
            attempt: None,
        }];
    }
    let mut found = Vec::new();
    for (number, attempt) in (1..).zip(&visit.attempts) {
        of_attempt(number, attempt, kind, end, &mut found);
    }
    found
}

/// Adds an attempt and the back-off after it; what still goes on ends at `end`.
fn of_attempt(
    number: u32,
    attempt: &Attempt,
    kind: &StateKind,
    end: Timestamp,
    found: &mut Vec<Interval>,
) {
    let to = attempt.ended.unwrap_or(end);
    let status = if attempt.error.is_some() {
        VisitStatus::Failed
    } else {
        attempt.status
    };
    let mut add = |kind, from, to, number| {
        found.push(Interval {
            kind,
            from,
            to,
            attempt: Some(number),
        })
    };
    match (of_status(status, kind), attempt.awaits_token) {
        (IntervalKind::Running, Some(since)) if since < to => {
            if attempt.started < since {
                add(IntervalKind::Running, attempt.started, since, number);
            }
            add(IntervalKind::Wait, since, to, number);
        }
        (kind, _) => add(kind, attempt.started, to, number),
    }
    if let Some(ms) = attempt.backoff_ms {
        let until = to.after(ms).min(end);
        add(IntervalKind::Backoff, to, until, number + 1);
    }
}

fn of_status(status: VisitStatus, kind: &StateKind) -> IntervalKind {
    match status {
        VisitStatus::Failed | VisitStatus::Caught => IntervalKind::Failed,
        _ if matches!(kind, StateKind::Parallel { .. } | StateKind::Map(_)) => IntervalKind::Inside,
        _ => IntervalKind::Running,
    }
}

/// The time between the beginning of a Map's attempt and of an iteration that had to wait for another one. `visit` is the
/// first one of the iteration; it was entered `transition_ms` after its turn came.
pub fn queued(visit: &Visit, visits: &[Visit], transition_ms: u64) -> Option<Interval> {
    let parent = visits.get(visit.line.parent?.0 as usize)?;
    let attempt = parent
        .attempts
        .get((visit.line.attempt as usize).checked_sub(1)?)?;
    let waited = visit.entered.since(attempt.started);
    let queued = waited.checked_sub(transition_ms).filter(|ms| *ms > 0)?;
    Some(Interval {
        kind: IntervalKind::Queued(attempt.concurrency?),
        from: attempt.started,
        to: attempt.started.after(queued),
        attempt: None,
    })
}
