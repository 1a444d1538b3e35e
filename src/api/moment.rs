//! An execution as it stood right after one of its events: what a scrubber over virtual time shows.

use std::collections::HashSet;

use crate::history::aws_json::event_type;
use crate::history::inspection::{Visit, VisitId, VisitStatus};
use crate::history::iteration::{self, Part};
use crate::history::{EventDetails, EventId, HistoryEvent};
use crate::simulation::Simulation;
use crate::simulation::execution::{Execution, ExecutionId};
use crate::time::Timestamp;

use super::run_types::{Moment, NamedValue};
use super::summary;

/// The moment after an event; one beyond the last is the last, 0 the first. `parts` says how each visit stands to the
/// iteration that is told of.
pub(super) fn moment(
    simulation: &Simulation,
    id: ExecutionId,
    execution: &Execution,
    event: usize,
    parts: Option<&[Part]>,
) -> Option<Moment> {
    let history = &execution.history;
    let event = EventId(event.clamp(1, history.len().max(1)) as u32);
    let at = history.get(event)?;
    let program = &execution.program;
    let instant = Instant {
        execution: id,
        event,
        at: at.at,
        busy: busy_later(execution, event),
    };
    let visits = simulation.visits().iter().zip(0..);
    let visits: Vec<Visit> = visits
        .map(|(visit, number)| {
            let mut visit = instant.cut(VisitId(number), visit);
            if let Some(part) = parts.and_then(|parts| parts.get(number as usize)) {
                part.draw(&mut visit);
            }
            visit
        })
        .collect();
    let place = |visit: &Visit| program.state(visit.state).location.to_string();
    let running = |visit: &&Visit| visit.is_of(id.0) && visit.status == VisitStatus::Running;
    let mut running: Vec<String> = visits.iter().filter(running).map(place).collect();
    running.dedup();
    // an iteration with a history of its own has no events here: steps lead through the whole then
    let steps = parts.filter(|parts| has_events_in(id, parts, simulation.visits()));
    let own = at
        .visit
        .and_then(|visit| Some((visit, simulation.visit(visit)?)));
    Some(Moment {
        event: event.0,
        events: history.len() as u32,
        at_ms: at.at.since(execution.started) as f64,
        kind: event_type(&at.details, program),
        visit: own.map(|(visit, _)| visit.0),
        state_path: own.map(|(_, visit)| place(visit)),
        state_name: own.map(|(_, visit)| program.state(visit.state).name.to_string()),
        running,
        variables: own.map_or_else(Vec::new, |(_, visit)| variables(visit, event)),
        previous_state: entered(execution, (1..event.0).rev(), steps),
        next_state: entered(execution, event.0 + 1..=history.len() as u32, steps),
        states: summary::states(&visits, id, program),
        edges: summary::edges(&visits, id, program),
    })
}

/// Whether the events of what is inside stand in the history of an execution.
fn has_events_in(id: ExecutionId, parts: &[Part], visits: &[Visit]) -> bool {
    let mut inside = parts.iter().zip(visits);
    let first = inside.find(|(part, _)| **part == Part::Inside);
    first.is_some_and(|(_, visit)| visit.execution == id.0)
}

/// The visits that have events of their own after this one at the same instant, but for leaving.
fn busy_later(execution: &Execution, event: EventId) -> HashSet<VisitId> {
    let history = &execution.history;
    let now = history.get(event).map(|event| event.at);
    history
        .events_from(event.0 as usize)
        .take_while(|(_, later)| Some(later.at) == now)
        .filter(|(_, later)| !matches!(later.details, EventDetails::StateExited(_)))
        .filter_map(|(_, later)| later.visit)
        .collect()
}

/// Right after an event of an execution.
struct Instant {
    execution: ExecutionId,
    event: EventId,
    at: Timestamp,
    /// The visits that still have something to do then, whatever their times say.
    busy: HashSet<VisitId>,
}

impl Instant {
    /// A visit as it stood; one that was not entered yet belongs to no execution.
    fn cut(&self, id: VisitId, visit: &Visit) -> Visit {
        let mut visit = visit.clone();
        if !self.is_entered(&visit) {
            visit.hide();
            return visit;
        }
        if self.is_left(id, &visit) {
            return visit;
        }
        visit.status = VisitStatus::Running;
        visit.exited_event = None;
        visit.next = None;
        if self.is_own(&visit) {
            visit.attempts.retain(|attempt| attempt.after < self.event);
        }
        let last = visit.attempts.len().saturating_sub(1);
        for (number, attempt) in visit.attempts.iter_mut().enumerate() {
            let has_ended = attempt.ended.is_some_and(|ended| ended <= self.at);
            if !has_ended || self.is_busy(id) && number == last {
                attempt.error = None;
            }
        }
        visit
    }

    /// The events of another execution are not of this history: of its visits time alone tells.
    fn is_own(&self, visit: &Visit) -> bool {
        visit.execution == self.execution.0
    }

    fn is_busy(&self, id: VisitId) -> bool {
        self.busy.contains(&id)
    }

    fn is_entered(&self, visit: &Visit) -> bool {
        match self.is_own(visit) {
            true => visit.entered_event <= self.event,
            false => visit.entered <= self.at,
        }
    }

    fn is_left(&self, id: VisitId, visit: &Visit) -> bool {
        match visit.exited_event.filter(|_| self.is_own(visit)) {
            Some(exited) => exited <= self.event,
            None => !self.is_busy(id) && visit.exited.is_some_and(|exited| exited <= self.at),
        }
    }
}

/// What the state sees, and after leaving it what it left behind.
fn variables(visit: &Visit, event: EventId) -> Vec<NamedValue> {
    let is_left = visit.exited_event.is_some_and(|exited| exited <= event);
    let assigned = visit.assigned.as_ref().filter(|_| is_left);
    let after = assigned.map(|assigned| visit.variables.with(assigned));
    let seen = after.as_ref().unwrap_or(&visit.variables);
    seen.iter()
        .map(|(name, value)| NamedValue {
            name: name.to_string(),
            value: value.to_text().to_string(),
        })
        .collect()
}

/// The first of these events by which a state is entered that is shown.
fn entered(
    execution: &Execution,
    mut ids: impl Iterator<Item = u32>,
    parts: Option<&[Part]>,
) -> Option<u32> {
    let is_shown = |event: &HistoryEvent| {
        matches!(event.details, EventDetails::StateEntered { .. })
            && parts.is_none_or(|parts| iteration::is_inside(event.visit, parts))
    };
    ids.find(|id| execution.history.get(EventId(*id)).is_some_and(is_shown))
}
