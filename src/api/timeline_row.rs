//! A row of the timeline as the page sees it.

use crate::history::inspection::{Concurrency, Line, Visit};
use crate::history::timeline::{Interval, IntervalKind as Kind, Row, intervals, queued};
use crate::program::StateKind;
use crate::simulation::Simulation;
use crate::time::Timestamp;

use super::run_types::{IntervalKind, TimelineInterval, TimelineRow};

/// The row with a number.
pub(super) fn timeline_row(
    number: usize,
    rows: &[Row],
    simulation: &Simulation,
) -> Option<TimelineRow> {
    let row = rows.get(number)?;
    let visit = simulation.visit(row.visit)?;
    let execution = simulation.executions().get(visit.execution as usize)?;
    let program = &execution.program;
    let state = program.state(visit.state);
    let before = number
        .checked_sub(1)
        .and_then(|before| simulation.visit(rows.get(before)?.visit));
    let is_first = visit.line.is_iteration
        && before.is_none_or(|before| !is_inside(before, simulation, visit.line));
    // the first row is of the execution that is shown, others may be of the children of its Maps
    let first = simulation.visit(rows.first()?.visit)?;
    let shown = simulation.executions().get(first.execution as usize)?;
    let since = |at: Timestamp| at.since(shown.started) as f64;
    let transition_ms = simulation.settings().transition_ms;
    let mut spans = Vec::new();
    if is_first {
        spans.extend(queued(visit, simulation.visits(), transition_ms));
    }
    spans.extend(intervals(visit, program, simulation.now()));
    // what is inside of a Parallel or Map determines how long it takes, but for its back-off
    let has_lines = matches!(state.kind, StateKind::Parallel { .. } | StateKind::Map(_));
    let is_critical = |span: &Interval| {
        row.is_critical
            && span.from < span.to
            && match span.kind {
                Kind::Queued(_) => false,
                Kind::Backoff => true,
                _ => !has_lines,
            }
    };
    Some(TimelineRow {
        row: number as u32,
        depth: row.depth,
        visit: row.visit.0,
        name: state.name.to_string(),
        iteration: is_first.then_some(visit.line.slot),
        path: state.location.to_string(),
        state_type: state.kind.state_type(),
        status: visit.status,
        from_ms: since(visit.entered),
        to_ms: visit.exited.map(since),
        intervals: spans
            .iter()
            .map(|span| TimelineInterval {
                critical: is_critical(span),
                ..interval(span, since)
            })
            .collect(),
    })
}

/// Whether a visit stands on a line, or inside something that does.
fn is_inside(visit: &Visit, simulation: &Simulation, line: Line) -> bool {
    std::iter::successors(Some(visit), |visit| simulation.visit(visit.line.parent?))
        .any(|visit| visit.line == line)
}

/// A span that nothing is known to have depended on.
fn interval(span: &Interval, since: impl Fn(Timestamp) -> f64) -> TimelineInterval {
    let (kind, label) = match (span.kind, span.attempt) {
        (Kind::Running, Some(n)) => (IntervalKind::Running, Some(format!("attempt {n}"))),
        (Kind::Failed, Some(n)) => (IntervalKind::Failed, Some(format!("attempt {n} failed"))),
        (Kind::Running, None) => (IntervalKind::Running, None),
        (Kind::Failed, None) => (IntervalKind::Failed, None),
        (Kind::Backoff, n) => (
            IntervalKind::Backoff,
            n.map(|n| format!("back-off before attempt {n}")),
        ),
        (Kind::Wait, n) => (
            IntervalKind::Wait,
            n.map(|n| format!("attempt {n} waits for its token")),
        ),
        (Kind::Queued(Concurrency { limit, is_of_aws }), _) => {
            let label = match is_of_aws {
                true => format!("at most {limit} at once"),
                false => format!("MaxConcurrency {limit}"),
            };
            (IntervalKind::Queued, Some(label))
        }
        (Kind::Inside, n) => (
            IntervalKind::Inside,
            n.filter(|n| *n > 1).map(|n| format!("attempt {n}")),
        ),
    };
    TimelineInterval {
        kind,
        from_ms: since(span.from),
        to_ms: since(span.to),
        attempt: span.attempt,
        label,
        critical: false,
    }
}
